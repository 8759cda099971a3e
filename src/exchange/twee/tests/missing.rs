//! What a story of Twine does not have, and files of strangers.

use super::show;
use crate::exchange::twee::read;

#[test]
fn what_is_missing_is_told_and_no_file_of_a_stranger_stops_the_program() {
    let (_, _, notes) =
        show(":: Start\nHi. (live: 2s)[x]\n[[Hal]]\n[[On->Hall]]\n\n:: Hall\nThere.\n");
    let told: Vec<(usize, &str)> = notes
        .iter()
        .map(|note| (note.at.line, note.what.as_str()))
        .collect();
    let hal = "the link “Hal” in `Start` leads to the passage `Hal`, which the story does not have; the show ends there";
    assert!(
        told.iter()
            .any(|(line, what)| *line == 2 && what.contains("(live:")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|(line, what)| *line == 3 && *what == hal),
        "{told:?}"
    );
    let (mistakes, _) = read(
        "a.twee",
        ":: StoryData\n{\"start\": \"Hal\"}\n\n:: Hall\nHi.\n",
    )
    .unwrap_err();
    assert!(
        mistakes[0].message.contains("no passage `Hal`"),
        "{mistakes:?}"
    );
    for odd in [
        "",
        "::",
        ":: A\n[[",
        ":: A\n<<if",
        ":: A\n(if:",
        ":: A\n<%",
        ":: A\n<<if $x>><<else>>",
        ":: A\n[if",
        "<tw-storydata",
        "<tw-passagedata>",
    ] {
        let _ = read("odd.twee", odd);
    }
    for (open, close) in [
        ("(if: $x)[", "]"),
        ("<<if $x>>", "<</if>>"),
        ("<<link \"a\">>", ""),
    ] {
        let deep = format!(":: A\n{}{}\n", open.repeat(5_000), close.repeat(5_000));
        let _ = read("deep.twee", &deep);
    }
    let _ = read(
        "deep.twee",
        &format!(":: A\n(set: $x to {}1)\n", "(".repeat(50_000)),
    );
    let (again, ..) = show(":: Start\r\nHi.\r\n(display: \"Start\")\r\n");
    assert!(again.book.story.is_none());
}
