//! Values that chance decides, and links that show text in place.

use super::{heard, show};
use cuebook_story::Story;

/// Returns the chances of a story, in their order.
fn chances(graph: &Story) -> Vec<f64> {
    let all = graph.variables.iter();
    all.filter_map(|variable| variable.chance).collect()
}

#[test]
fn either_and_random_are_drawn_when_the_show_starts() {
    for (text, drawn, all) in [
        (
            ":: Start\n(set: $x to true)It is (either: \"wet\", \"dry\", \"cold\").\n[[On]]\n\n:: On\nEnd.\n",
            vec![33.3, 50.0],
            ["It is wet.", "It is dry.", "It is cold."],
        ),
        (
            ":: Start\n(set: $sky to (either: \"wet\", \"dry\", \"cold\"))It is $sky.\n[[On]]\n\n:: On\nEnd.\n",
            vec![33.3, 50.0],
            ["It is wet.", "It is dry.", "It is cold."],
        ),
        (
            ":: Start\n<<switch random(1, 3)>><<case 1>>One.<<case 2>>Two.<<default>>More.<</switch>>\n[[On]]\n\n:: On\nEnd.\n",
            vec![33.3, 50.0],
            ["One.", "Two.", "More."],
        ),
        (
            ":: Start\n<<if random(1, 100) lte 20>>Rain.<<else>>Sun.<</if>>\n[[On]]\n\n:: On\nEnd.\n",
            vec![20.0],
            ["Rain.", "Sun.", "Sun."],
        ),
    ] {
        let (show, script, notes) = show(text);
        assert!(notes.is_empty(), "{text}: {notes:?}");
        let story = show.book.story.as_ref().unwrap();
        assert_eq!(chances(&story.graph), drawn, "{text}\n{script}");
        let (said, _) = heard(&show, &[]);
        assert!(all.contains(&said.as_str()), "{said}\n{script}");
        let prose = &show.book.prose;
        for text in all {
            let words: Vec<&str> = prose.words.ids().map(|word| prose.word(word)).collect();
            let last = text.split(' ').next_back().unwrap().trim_end_matches('.');
            assert!(words.contains(&last), "{text}\n{script}");
        }
    }
}

#[test]
fn a_link_that_shows_text_is_offered_once_at_each_visit() {
    let text = ":: StoryData\n{\"format\": \"Harlowe\"}\n\n:: Start\nA well.\n(link: \"Look\")[Water.]\n[[Walk->Field]]\n\n\
        :: Field\nGrass.\n[[Back->Start]]\n";
    let (show, script, notes) = show(text);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(heard(&show, &[]).1, ["Look", "Walk"]);
    assert_eq!(heard(&show, &["Look"]).1, ["Walk"], "{script}");
    let (_, again) = heard(&show, &["Look", "Walk", "Back"]);
    assert_eq!(again, ["Look", "Walk"], "{script}");
    let (_, again) = heard(&show, &["Look", "Walk", "Back", "Look"]);
    assert_eq!(again, ["Walk"], "{script}");
}
