//! Markup that is not closed, or that has no beginning: it is noted with its place, and no word and
//! no link is lost.

use super::{heard, show};

/// Returns the lines, columns and words of the notes of a story.
fn told(text: &str) -> Vec<(usize, usize, String)> {
    let (_, _, notes) = show(text);
    let notes = notes.into_iter().filter(|note| !note.remark);
    notes
        .map(|note| (note.at.line, note.at.column, note.what))
        .collect()
}

/// Checks that a story has a note at a place, and that its words and its options are those.
fn check(
    format: &str,
    body: &str,
    (line, column, what): (usize, usize, &str),
    all: (&str, &[&str]),
) {
    let text = format!(
        ":: StoryData\n{{\"format\": \"{format}\"}}\n\n:: Start\n{body}\n\n:: Hall\nEnd.\n"
    );
    let notes = told(&text);
    let fits = |note: &&(usize, usize, String)| {
        (note.0, note.1) == (line, column) && note.2.contains(what)
    };
    assert!(notes.iter().any(|note| fits(&note)), "{body}: {notes:?}");
    let (show, script, _) = show(&text);
    let (said, offered) = heard(&show, &[]);
    assert_eq!(
        said, all.0,
        "{body}
{script}"
    );
    assert_eq!(
        offered, all.1,
        "{body}
{script}"
    );
}

#[test]
fn unclosed_markup_of_harlowe_loses_nothing() {
    for (body, note, all) in [
        (
            "Dark. (if: true)[A door.\n[[Open->Hall]]\nIt creaks.",
            (5, 17, "this `[` has no `]`"),
            ("Dark. A door. It creaks.", &["Open"][..]),
        ),
        (
            "(if: true) Beta [x] rays.\n[[Go->Hall]]",
            (5, 1, "has no hook"),
            ("Beta x rays.", &["Go"]),
        ),
        (
            "One.\n[[Go on->Hall\nTwo.",
            (6, 1, "this `[[` has no `]]`"),
            ("One. Two.", &["Go on"]),
        ),
        (
            "One.\n[[Go on->Hall] [[Stay->Start]]",
            (6, 1, "the link ends at the `]`"),
            ("One.", &["Go on", "Stay"]),
        ),
        (
            "It rains (if: $x and [[Go->Hall]]",
            (5, 10, "this `(if:` has no `)`"),
            ("It rains (if: 0 and Go", &["Go"]),
        ),
        (
            "One <!-- two.\n[[Go->Hall]]",
            (5, 5, "this `<!--` has no `-->`"),
            ("One <!-- two.", &["Go"]),
        ),
        (
            "One [two.\n[[Go->Hall]]",
            (5, 5, "this `[` has no `]`; it is read as text"),
            ("One [two.", &["Go"]),
        ),
        (
            "One. (if: true)[Two.](else:) Three.\n[[Go->Hall]]",
            (5, 22, "`(else: )` has no hook"),
            ("One. Two. Three.", &["Go"]),
        ),
        (
            "One.\n[[Go|Hall][$x to]]",
            (6, 1, "a show has no `[$x to]`"),
            ("One.", &["Go"]),
        ),
    ] {
        check("Harlowe", body, note, all);
    }
}

#[test]
fn unclosed_markup_of_sugarcube_loses_nothing() {
    for (body, note, all) in [
        (
            "Dark. <<if true>>A door.\n[[Open->Hall]]\nIt creaks.",
            (5, 7, "this `<<if>>` has no `<</if>>`"),
            ("Dark. A door. It creaks.", &["Open"][..]),
        ),
        (
            "One.<<if true>> Two. <<link \"Wait\">>Three.<</if>> Four.\n[[Go->Hall]]",
            (
                5,
                22,
                "this `<<link>>` has no `<</link>>`; it ends with the macro around it",
            ),
            ("One. Two. Four.", &["Wait", "Go"]),
        ),
        (
            "One <<if true. Two.\n[[Go->Hall]]\n<<set $x to 1>>",
            (5, 5, "this `<<if` has no `>>`"),
            ("One <<if true. Two.", &["Go"]),
        ),
        (
            "<<switch true>>One.<<case true>>Two.\n[[Go->Hall]]",
            (5, 1, "this `<<switch>>` has no `<</switch>>`"),
            ("One. Two.", &["Go"]),
        ),
        (
            "One.<</if>>Two. /* Three.\n[[Go->Hall]]",
            (5, 5, "this `<</if>>` has no `<<if>>` before it"),
            ("One.Two. /* Three.", &["Go"]),
        ),
        (
            "One.\n[[Go on|Hall\nTwo.",
            (6, 1, "this `[[` has no `]]`"),
            ("One. Two.", &["Go on"]),
        ),
    ] {
        check("SugarCube", body, note, all);
    }
}

#[test]
fn unclosed_markup_of_chapbook_and_snowman_loses_nothing() {
    for (format, body, note, all) in [
        (
            "Chapbook",
            "One.\n[if 1 < 2\nTwo.\n[[Go->Hall]]",
            (6, 1, "this `[` has no `]`"),
            ("One. Two.", &["Go"][..]),
        ),
        (
            "Chapbook",
            "One {x two.\n[else]\nThree.\n[[Go->Hall]]",
            (5, 5, "this `{` has no `}`"),
            ("One {x two. Three.", &["Go"]),
        ),
        (
            "Chapbook",
            "One.\n[else]\nThree.\n[[Go->Hall",
            (6, 1, "this `[else]` has no `[if …]` before it"),
            ("One. Three.", &["Go"]),
        ),
        (
            "Snowman",
            "One. <% if (true) { %>Two.\n[[Go->Hall]]",
            (5, 6, "has no `<% } %>`"),
            ("One. Two.", &["Go"]),
        ),
        (
            "Snowman",
            "One. <% } %>Two.\n[[Go->Hall]]",
            (5, 6, "this `<% } %>` has no `<% if (…) { %>` before it"),
            ("One. Two.", &["Go"]),
        ),
        (
            "Snowman",
            "One <% s.x = 1; two.\n[[Go->Hall]]\n<% s.y = 2 %>",
            (5, 5, "this `<%` has no `%>`"),
            ("One <% s.x = 1; two.", &["Go"]),
        ),
    ] {
        check(format, body, note, all);
    }
}

#[test]
fn what_is_broken_between_passages_is_told() {
    for (text, line, what) in [
        (
            "Words.\n\n:: Start\nHi.\n",
            1,
            "“Words.” is before the first passage",
        ),
        (
            ":: Start [cellar\nHi.\n",
            1,
            "the `[` after the name of the passage `Start`",
        ),
        (
            ":: Start {\"size\": 1\nHi.\n",
            1,
            "the `{` after the name of the passage `Start`",
        ),
        (
            ":: StoryData\n{ \"start\": \n\n:: Start\nHi.\n",
            2,
            "`StoryData` cannot be read",
        ),
        (
            ":: Start\nHi.\n\n::\nLost.\n",
            4,
            "a passage without a name",
        ),
        (
            "<tw-storydata name=\"A\" startnode=\"1\" format=\"Harlowe\">\n<tw-passagedata pid=\"1\" name=\"Start\">Hi.",
            2,
            "the passage `Start` has no `</tw-passagedata>`",
        ),
    ] {
        let notes = told(text);
        let fits = |note: &&(usize, usize, String)| note.0 == line && note.2.contains(what);
        assert!(notes.iter().any(|note| fits(&note)), "{text}: {notes:?}");
        let (show, ..) = show(text);
        assert!(show.book.prose.text.starts_with("Hi."), "{text}");
    }
}

#[test]
fn a_condition_belongs_to_a_link_a_named_hook_and_one_with_a_look() {
    let text = ":: Start\n(set: $x to false)(set: $y to true)One.\n(if: $x)[[No->Hall]]\n\
        (if: $y)[[Yes->Hall]]\n(if: $x) + (text-colour: red)|a>[Two.]\n|b>[Three.]\n\n:: Hall\nEnd.\n";
    let (show, script, notes) = show(text);
    let notes: Vec<&str> = notes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(notes, ["“Two.” is never heard; it is left out"]);
    let (said, offered) = heard(&show, &[]);
    assert_eq!(
        (said.as_str(), offered.as_slice()),
        ("One. Three.", &["Yes".to_owned()][..]),
        "{script}"
    );
}

#[test]
fn temporary_variables_are_shown_and_have_names_of_a_script() {
    for (format, set) in [
        ("Harlowe", "(set: _r to 3)(set: $r to 2)"),
        ("SugarCube", "<<set _r to 3>><<set $r to 2>>"),
    ] {
        let text = format!(
            ":: StoryData\n{{\"format\": \"{format}\"}}\n\n:: Start\n{set}You have _r and $r, snake_case, _not_ and _other.\n[[On]]\n\n:: On\nEnd.\n"
        );
        let (show, script, _) = show(&text);
        let (said, _) = heard(&show, &[]);
        assert_eq!(
            said, "You have 3 and 2, snake_case, _not_ and _other.",
            "{script}"
        );
        assert!(script.contains("  r: {"), "{script}");
        assert!(script.contains("  r-2: {"), "{script}");
    }
}

#[test]
fn a_passage_with_conditional_links_only_can_end() {
    for (format, body) in [
        ("Harlowe", "(if: $x)[ [[Go->Hall]] ]"),
        ("SugarCube", "<<if $x>>[[Go->Hall]]<</if>>"),
        ("Harlowe", "(link: \"Look\")[A nest.]"),
    ] {
        let text = format!(
            ":: StoryData\n{{\"format\": \"{format}\"}}\n\n:: Start\nOne.\n[[Give->Room][$x to true]]\n[[Keep->Room][$x to false]]\n\n:: Room\nTwo.\n{body}\n\n:: Hall\nEnd.\n"
        );
        let (mut show, script, _) = show(&text);
        let found = show.proof(10_000);
        show.diagnostics.extend(found);
        let codes: Vec<&str> = show.diagnostics.iter().map(|found| found.code).collect();
        assert!(
            !codes.contains(&"choice-without-options"),
            "{codes:?}\n{script}"
        );
        let (said, offered) = heard(&show, &["Keep"]);
        assert!(said.ends_with("Two."), "{said}\n{script}");
        assert!(!offered.contains(&"Go".to_owned()), "{offered:?}");
    }
}
