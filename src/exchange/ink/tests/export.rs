//! A show as ink: it compiles, is heard as in the show, and is the same show after an import.

use super::walks::{compiled, together};
use super::{STORIES, imported, show};
use crate::exchange::ink::write::write;
use crate::session::Show;
use crate::world::Memory;
use cuebook_core::diagnostic::Severity;
use std::path::Path;

const WALKS: usize = 30;

/// Walks through a show, its export, and the import of the export.
fn check(name: &str, show: &Show) -> String {
    let written = write(&show.script, &show.book).text;
    let json = compiled(&written);
    let mut seed = 11;
    for _ in 0..WALKS {
        together(name, &show.book, &json, &mut seed);
    }
    let (again, script) = super::show(&written);
    assert!(again.book.story.is_some(), "{name}\n{script}");
    for _ in 0..WALKS {
        together(name, &again.book, &json, &mut seed);
    }
    written
}

#[test]
fn an_exported_story_is_heard_as_in_the_show_and_after_a_new_import() {
    let mut failed = Vec::new();
    for (name, text) in STORIES {
        let tried = std::panic::catch_unwind(|| {
            let (show, _) = show(text);
            check(name, &show);
        });
        if tried.is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

const HOUSE: &str = "\
show: The House
text: |
  The rain fell. The door was shut.

  The hall was dark. “You again!” said Tom. He held a lamp [of brass] # 3.

  Twelve steps went down. It was cold.

  A bell rang. All ran into the yard.

  She went home. “Well,” she said.
cast: { TOM: { voice: am_onyx }, EVE: { voice: af_heart } }
state: { lamp: false, courage: { from: 0, to: 2 }, mood: { one-of: [calm, afraid], start: calm } }
scenes:
  - { id: gate, from: start }
  - { id: hall, from: The hall was dark, title: In the Hall, then: cellar }
  - { id: cellar, from: Twelve steps, when: not lamp or courage == 2, then: [ { to: alarm, when: courage > 1 and mood == afraid }, hall ] }
  - { id: alarm, from: A bell, then: end }
  - { id: home, from: She went home }
choices:
  - id: door
    at: { after: The rain fell }
    ask: Open the door?
    by: EVE
    wait: 4s
    default: back
    options:
      - { id: open, say: Open it., to: hall, set: { courage: courage + 1 } }
      - { id: back, say: Go home., to: home }
      - { id: stay, words: Stay here }
  - id: lamp
    at: { after: 'lamp [of brass] # 3' }
    options:
      - { id: take, words: Take it, to: cellar, set: { lamp: true, mood: afraid }, once: true }
      - { id: shout, words: Shout, set: { courage: courage + 1 } }
lines:
  - { quote: You again!, by: TOM, say-again: And again. Well. }
  - { quote: 'Well,', by: EVE, when: lamp }
cues:
  - { spot: bell-toll, at: A bell rang }
  - { bed: rain, from: The rain fell, gain: -12dB }
";

#[test]
fn a_show_becomes_ink_with_its_speakers_sounds_and_choices() {
    let show = Show::load(
        Path::new("show.yaml"),
        HOUSE.as_bytes(),
        None,
        &Memory::default(),
    );
    let errors = show.diagnostics.iter();
    let errors = errors.filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{:#?}", show.diagnostics);
    let written = check("house", &show);
    for line in [
        "# title: The House",
        "VAR lamp = false",
        "LIST mood = (calm), afraid",
        "=== hall ===",
        "# scene: In the Hall",
        "{ not (",
        "# wait: 4s",
        "Open the door? # ask # by: EVE",
        "# default",
        "    ~ courage = MIN(courage + 1, 2)",
        "A bell rang. All ran into the yard. # sound: bell-toll",
        "// not in ink: gain of the cue",
        "* [Take it # id: take # shown]",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
    let (_, script, _) = imported(&written);
    for row in [
        "courage: { from: 0, to: 2, start: 0, clamp: true }",
        "mood: { one-of: [calm, afraid], start: calm }",
        "wait: 4s",
        "ask: \"Open the door?\"",
        "by: EVE",
        "default: back",
        "title: \"In the Hall\"",
        "spot: bell-toll",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
    assert!(!script.contains("otherwise"), "{script}");
}

const PORCH: &str = "\
show: The Porch
text: |
  The lantern showed her the rope. It hung inside the porch. “Well?” said Amos.

  She read the letter. Dear Nell, it said.

  She went home.
cast: { AMOS: { voice: am_onyx }, EVE: { voice: af_heart } }
state: { lamp: { one-of: [on, off] }, seen: { from: 0, to: 2, clamp: true } }
scenes:
  - { id: porch, from: start }
  - { id: letter, from: She read }
  - { id: home, from: She went home }
choices:
  - id: rope
    at: { after: said Amos. }
    ask: { quote: 'Well?' }
    by: AMOS
    default: leave-it
    options:
      - { id: pull, say: Pull the rope., to: letter, when: lamp == off, set: { lamp: on } }
      - { id: leave-it, words: Leave the rope alone, to: home, when: lamp == off }
      - { id: hide, words: Hide in the dark, to: home, when: false }
  - id: count
    at: { scene: letter }
    default: once-more
    options:
      - { id: once-more, words: It is counted, when: false, set: { seen: seen + 1 } }
  - id: fold
    at: { after: it said. }
    options: [ { id: fold, words: Fold it, when: seen > 0 }, { id: burn, words: Burn it, to: home } ]
lines:
  - { words: The lantern showed her the rope., by: NARRATOR, when: lamp == off }
  - { quote: 'Well?', by: AMOS }
  - { words: 'Dear Nell,', to: it said., by: EVE }
";

#[test]
fn options_that_are_never_open_and_words_that_are_read_are_the_same_after_a_new_import() {
    let world = Memory::default();
    let show = Show::load(Path::new("show.yaml"), PORCH.as_bytes(), None, &world);
    let errors = show.diagnostics.iter();
    let errors = errors.filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{:#?}", show.diagnostics);
    let written = check("porch", &show);
    let (outline, script, _) = imported(&written);
    for row in [
        "default: leave-it",
        "id: leave-it, words: \"Leave the rope alone\"",
        "id: hide, words: \"Hide in the dark\", to: home, when: false",
        "id: once-more, words: \"It is counted\"",
        "by: EVE",
    ] {
        assert!(script.contains(row), "{row}\n{written}\n{script}");
    }
    assert!(!script.contains("otherwise"), "{script}");
    let text = &outline.prose.text;
    assert_eq!(text.matches('“').count(), 1, "{text}");
    // A question of the text is asked there and not again.
    assert_eq!(written.matches("Well?").count(), 1, "{written}");
    assert_eq!(written.matches("# ask").count(), 0, "{written}");
}

/// Options whose ids are those that their words would give.
const STAIRS: &str = "\
text: |
  The stairs went up. It was late.

  The roof was flat.

  The street was empty.
state: { tries: { from: 0, to: 3 } }
scenes:
  - { id: stairs, from: start }
  - { id: roof_top, from: The roof was flat, then: end }
  - { id: street, from: The street was }
choices:
  - id: stairs
    at: { after: It was late. }
    wait: 5s
    default: go-home
    options:
      - { id: go-up, say: Go up., to: roof_top }
      - { id: go-home, say: Go home., to: street }
lines:
  - { words: The roof was flat., by: NARRATOR, tone: whisper }
";

#[test]
fn a_default_keeps_its_id_and_narration_its_tone_after_a_new_import() {
    let world = Memory::default();
    let show = Show::load(Path::new("show.yaml"), STAIRS.as_bytes(), None, &world);
    let errors = show.diagnostics.iter();
    let errors = errors.filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{:#?}", show.diagnostics);
    let (_, script, _) = imported(&check("stairs", &show));
    for row in [
        "default: go-home",
        "id: go-home, say: \"Go home.\"",
        "tone: whisper",
        "{ id: roof-top, from: \"The roof",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
    assert!(!script.contains("title: \"roof_top\""), "{script}");
}
