//! Tests of saved places: their files, and where a changed show goes on.

use std::fs;

use super::*;
use crate::session::Studio;
use cuebook_core::id::WordId;
use cuebook_voice::tone::ToneVoice;

const TEXT: &str = "One morning the ferry did not come. The bell rang twice.\n\n\
    Down at the pier a man stood. He had a lamp. He looked at the water.\n\n\
    Nobody was on the road. The bell rang twice.\n";

const STORY: &str = "\
show: The Ferry
text: text.txt
scenes:
  - { id: house, from: start, title: The House }
  - { id: pier, from: Down at the pier, title: The Pier, then: end }
  - { id: road, from: Nobody was }
choices:
  - id: go
    at: { after: did not come. }
    options:
      - { id: stay, words: Stay. }
      - { id: walk, words: Walk., to: road }
  - id: lamp
    at: { after: He had a lamp. }
    options:
      - { id: call, words: Call. }
      - { id: hide, words: Hide. }
";

/// A folder with a show.
struct Desk {
    folder: tempfile::TempDir,
    studio: Studio,
}

impl Desk {
    fn new(script: &str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let studio = Studio::within(folder.path());
        let desk = Desk { folder, studio };
        desk.write("text.txt", TEXT);
        desk.write("show.yaml", script);
        desk
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn show(&self) -> Show {
        let show = self
            .studio
            .open(&self.folder.path().join("show.yaml"), None);
        let show = show.unwrap();
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
        show
    }

    /// The place at the start of a word of a path.
    fn place(&self, decisions: &str, word: usize) -> SavedPlace {
        let (show, timeline) = self.along(decisions);
        let at = timeline.words[WordId(word)].start + Frames(100);
        SavedPlace::of(&show, &timeline, (at, Reached::Words), decisions)
    }

    fn along(&self, decisions: &str) -> (Show, Timeline) {
        let mut show = self.show();
        if let Some(story) = show.book.story.clone() {
            let decisions = decision::read(decisions, &story.graph).unwrap();
            show = show.along(&story, &decisions).unwrap().show;
        }
        let timeline = self.studio.expect_with(&show, &ToneVoice).unwrap().timeline;
        (show, timeline)
    }

    fn goes_on(&self, place: &SavedPlace) -> GoesOn {
        let show = self.show();
        place.goes_on(&self.studio, &show, &ToneVoice).unwrap()
    }

    /// The words of a path from where it goes on.
    fn words(&self, goes_on: &GoesOn) -> String {
        let (show, timeline) = self.along(goes_on.choose.as_deref().unwrap_or_default());
        let Some(Resume::Frame(at)) = goes_on.resume else {
            panic!("{goes_on:?}")
        };
        let words = timeline.words.entries();
        let mut words = words.filter(|(_, time)| !time.is_empty() && time.end > at);
        let (first, _) = words.next().unwrap();
        let prose = &show.book.prose;
        let words = prose.words.ids().skip_while(|word| *word < first);
        let words = words.take(3).map(|word| prose.word(word));
        words.collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn a_show_goes_on_with_the_sentence_that_was_heard() {
    let desk = Desk::new("show: The Ferry\ntext: text.txt\n");
    // The second “The bell rang twice”: the words are there twice.
    for (word, wanted) in [
        (0, "One morning the"),
        (9, "The bell rang"),
        (32, "The bell rang"),
    ] {
        let place = desk.place("", word);
        let goes_on = desk.goes_on(&place);
        assert_eq!(goes_on.differs, None);
        assert_eq!(desk.words(&goes_on), wanted);
        let Some(Resume::Frame(at)) = goes_on.resume else {
            panic!()
        };
        assert!(at <= desk.along("").1.words[WordId(word)].start);
        assert!(word < 30 || at > desk.along("").1.words[WordId(28)].start);
    }
}

#[test]
fn an_edited_text_goes_on_at_the_same_words_or_at_the_same_time() {
    let desk = Desk::new("show: The Ferry\ntext: text.txt\n");
    let place = desk.place("", 20);
    desk.write(
        "text.txt",
        &format!("A whole new beginning, with words.\n\n{TEXT}"),
    );
    let goes_on = desk.goes_on(&place);
    assert_eq!(desk.words(&goes_on), "He had a");
    desk.write("text.txt", &TEXT.replace("He had a lamp", "He carried one"));
    let goes_on = desk.goes_on(&place);
    assert!(goes_on.differs.unwrap().contains("at the same time"));
    assert!(matches!(goes_on.resume, Some(Resume::Frame(_))));
    // The text is shorter than the place.
    desk.write("text.txt", "Gone.\n");
    let goes_on = desk.goes_on(&place);
    let end = desk.along("").1.frames;
    assert_eq!(goes_on.resume, Some(Resume::Frame(end)));
}

#[test]
fn decisions_are_kept_as_far_as_they_are_possible() {
    let desk = Desk::new(STORY);
    let place = desk.place("go=stay,lamp=hide", 23);
    let goes_on = desk.goes_on(&place);
    assert_eq!(goes_on.choose.as_deref(), Some("go=stay,lamp=hide"));
    assert_eq!(goes_on.differs, None);
    assert_eq!(desk.words(&goes_on), "He looked at");
    let lost = |script: &str| {
        desk.write("show.yaml", script);
        desk.goes_on(&place)
    };
    // The option is gone.
    let goes_on = lost(&STORY.replace("id: hide", "id: flee"));
    assert_eq!(goes_on.choose.as_deref(), Some("go=stay"));
    assert_eq!(goes_on.resume, Some(Resume::Choice));
    let differs = goes_on.differs.unwrap();
    assert!(
        differs.contains("`lamp=hide` is not possible any more"),
        "{differs}"
    );
    assert!(differs.contains("the choice after `go=stay`"), "{differs}");
    // The first choice has another name.
    let goes_on = lost(&STORY.replace("id: go", "id: begin"));
    assert_eq!(goes_on.choose.as_deref(), Some(""));
    assert!(goes_on.differs.unwrap().contains("the first choice"));
    // The path does not come to the second choice.
    let goes_on = lost(&STORY.replace("words: Stay. }", "words: Stay., to: road }"));
    assert_eq!(goes_on.choose.as_deref(), Some("go=stay"));
    // There are no choices any more.
    let goes_on = lost("show: The Ferry\ntext: text.txt\n");
    assert_eq!(goes_on.choose, None);
}

#[test]
fn an_open_choice_and_the_last_one_of_a_show_that_is_over_are_asked_again() {
    let desk = Desk::new(STORY);
    let (show, timeline) = desk.along("go=stay");
    let at = |state, decisions| {
        let place = SavedPlace::of(&show, &timeline, (timeline.frames, state), decisions);
        desk.goes_on(&place)
    };
    let open = at(Reached::Choice, "go=stay");
    assert_eq!(open.choose.as_deref(), Some("go=stay"));
    assert_eq!(open.resume, Some(Resume::Choice));
    let over = at(Reached::End, "go=stay,lamp=call");
    assert_eq!(over, open);
}

#[test]
fn a_session_is_a_file_that_is_listed_and_removed() {
    let desk = Desk::new(STORY);
    let script = desk.folder.path().join("show.yaml");
    let sessions = desk.studio.sessions(&script);
    assert_eq!(sessions.read(&Slot::Last).unwrap(), None);
    assert!(sessions.list().is_empty());
    let place = desk.place("go=stay", 20);
    let anna = Slot::Named("anna".to_owned());
    sessions.write(&Slot::Last, &place).unwrap();
    sessions.write(&anna, &place).unwrap();
    assert_eq!(sessions.read(&anna).unwrap(), Some(place.clone()));
    sessions.set_aside();
    let names = || -> Vec<String> { sessions.list().into_iter().map(|(name, _)| name).collect() };
    assert_eq!(names(), ["anna", "before"]);
    assert!(sessions.remove(&anna).unwrap());
    assert!(!sessions.remove(&anna).unwrap());
    assert_eq!(names(), ["before"]);
    // Another script has its own.
    let other = desk.studio.sessions(&desk.folder.path().join("other.yaml"));
    assert!(other.list().is_empty());
}

#[test]
fn a_file_that_is_no_place_of_this_version_is_refused() {
    let desk = Desk::new(STORY);
    let path = desk.folder.path().join("place.json");
    let sessions = desk.studio.sessions(&desk.folder.path().join("show.yaml"));
    let slot = Slot::File(path.clone());
    for (text, message) in [
        ("", "not a saved place"),
        ("[1]", "not a saved place"),
        (r#"{ "version": 1 }"#, "not a saved place"),
        (r#"{ "version": 2, "at": "somewhere" }"#, "has version 2"),
    ] {
        fs::write(&path, text).unwrap();
        let error = sessions.read(&slot).unwrap_err();
        assert!(error.to_string().contains("place.json"));
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains(message), "{text}: {cause}");
    }
}

#[test]
fn a_session_has_a_plain_name_or_is_a_file() {
    let named = |name: &str| Slot::Named(name.to_owned());
    assert_eq!(Slot::read("anna-2"), Ok(named("anna-2")));
    assert_eq!(Slot::read("Ёж"), Ok(named("Ёж")));
    assert_eq!(Slot::read("last"), Ok(Slot::Last));
    assert_eq!(Slot::read("a.json"), Ok(Slot::File("a.json".into())));
    assert_eq!(Slot::read("../anna"), Ok(Slot::File("../anna".into())));
    for wrong in ["", "a b", "..", "a.b", &"a".repeat(61)] {
        assert!(Slot::read(wrong).is_err(), "{wrong}");
    }
}
