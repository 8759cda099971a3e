//! An imported story is heard like the story of ink, whatever the listener decides.

use super::walks::{compiled, together};
use super::{STORIES, imported, show};
use cuebook_core::diagnostic::Severity;

/// The walks through each story.
const WALKS: usize = 60;

#[test]
fn an_imported_story_says_and_offers_what_ink_does() {
    let mut failed = Vec::new();
    let mut decisions = 0;
    for (name, text) in STORIES {
        let tried = std::panic::catch_unwind(|| {
            let (show, script) = show(text);
            let errors = show.diagnostics.iter();
            let errors: Vec<_> = errors
                .filter(|found| found.severity == Severity::Error)
                .map(|found| format!("{}: {}", found.code, found.message))
                .collect();
            assert!(errors.is_empty(), "{name}: {errors:#?}\n{script}");
            let (_, _, notes) = imported(text);
            let lost = notes.iter().filter(|note| !note.remark);
            let lost: Vec<_> = lost
                .filter(|note| !note.what.contains("never heard"))
                .collect();
            assert!(lost.is_empty(), "{name}: {lost:?}");
            let compiled = compiled(text);
            let mut seed = 7;
            let walks = (0..WALKS).map(|_| together(name, &show.book, &compiled, &mut seed));
            walks.sum::<usize>()
        });
        match tried {
            Ok(taken) => decisions += taken,
            Err(_) => failed.push(name),
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
    assert!(decisions > 1_000, "{decisions}");
}

#[test]
fn the_script_of_a_story_is_read_with_its_variables_and_choices() {
    let (outline, script, notes) = imported(super::STORIES[6].1);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(outline.choices(), 2);
    for row in [
        "show: The Light in the Tower",
        "  lamp: false",
        "  courage: { from: 1, to: 3, start: 1",
        "id: hold-up-the-lamp, say: \"Hold up the lamp\", to: room, when: lamp, once: true",
        "by: NARRATOR, say-again: \"Nobody answers, again.\"",
        "spot: door-strike, at: \"The tower door",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
}

#[test]
fn cases_that_exclude_one_another_are_not_written() {
    let text = "\
VAR lamp = false
- (top) {lamp: The lamp burns|It is dark}{lamp: brightly|}{&, and a clock ticks|, and a clock stops}.
* [Light it]
  ~ lamp = true
  -> top
+ {lamp} [Wait] -> top
+ [Leave] -> END
* -> END
";
    let (show, script) = show(text);
    let told: Vec<&str> = show
        .diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(told, Vec::<&str>::new(), "{script}");
    assert!(!script.contains("darkbrightly"), "{script}");
    assert!(
        !script.contains("left out"),
        "all words are heard: {script}"
    );
}

#[test]
fn words_that_no_case_says_are_noted() {
    let (_, script, notes) = imported("VAR x = 1\nIt was {x > 3: very}{x < 2: rather} cold.\n");
    let told: Vec<(usize, &str)> = notes
        .iter()
        .map(|note| (note.at.line, note.what.as_str()))
        .collect();
    let lost = "“It was very cold.” is never heard; it is left out";
    assert_eq!(told, [(2, lost)], "{script}");
}

#[test]
fn a_divert_may_follow_a_tag() {
    for text in [
        "Hi. # by: ANNA -> away\n=== away\nFar.\n* [Go] -> END\n",
        "Hi.\n* [Go # id: go] There. # tone: whisper -> away\n=== away\nFar.\n-> END\n",
        "Hi. # by: ANNA # tone: whisper -> away\n=== away\nFar. # by: ANNA -> END\n",
    ] {
        let (_, script, notes) = imported(text);
        assert!(notes.is_empty(), "{notes:?}\n{script}");
        assert!(!script.contains("->"), "{script}");
        let (show, script) = show(text);
        let story = show.book.story.as_ref();
        let away = story.and_then(|story| story.graph.node("away"));
        if let (Some(story), Some(away)) = (story, away) {
            let explored = story.graph.explore().unwrap();
            assert!(explored.path_to(away, 0).is_some(), "{script}");
        }
        assert!(show.book.prose.text.contains("Far"), "{script}");
    }
}

#[test]
fn a_tone_is_for_narration_too_and_an_unknown_one_is_told() {
    for (text, row) in [
        ("It was dark. # tone: whisper\n", Some("tone: whisper")),
        (
            "\"Go,\" he said. # by: TOM # tone: shout\n",
            Some("by: TOM, tone: shout"),
        ),
        (
            "\"Go,\" he said. # by: TOM # tone: Whispering\n",
            Some("by: TOM, tone: whisper"),
        ),
        ("It was dark. # tone: purple\n", None),
    ] {
        let (_, script, notes) = imported(text);
        match row {
            Some(row) => assert!(
                script.contains(row) && notes.is_empty(),
                "{notes:?}\n{script}"
            ),
            None => assert!(notes[0].what.contains("`purple`"), "{notes:?}\n{script}"),
        }
    }
}
