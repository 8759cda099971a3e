//! Drafts propose sounds where a designer would, and none for figures of speech.
//!
//! `tests/drafts/sentences.cues` has sentences with the sounds of each.

use std::fs;
use std::path::Path;

use cuebook::Show;
use cuebook::internals::{Drafted, Memory, draft};

/// Drafts a text in a file of this name.
fn drafted(name: &str, text: &str) -> Drafted {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    draft(&path, None).unwrap()
}

/// Returns the sounds of a draft in order; those that the library lacks begin with `?`.
fn sounds(drafted: &Drafted) -> Vec<String> {
    let name = |cue: &cuebook::internals::OutlineCue| match &cue.sound {
        Some(sound) => sound.what.clone(),
        None => format!("?{}", cue.reason.split("library: ").nth(1).unwrap_or("")),
    };
    drafted.outline.cues.iter().map(name).collect()
}

#[test]
fn sentences_have_the_sounds_that_are_heard() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts/sentences.cues");
    let text = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (expected, sentence) = line.split_once(": ").unwrap();
        let found = match sounds(&drafted("one.txt", sentence)).join(", ") {
            none if none.is_empty() => "-".to_owned(),
            found => found,
        };
        if found != expected {
            wrong.push(format!("{expected}, not {found}: {sentence}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Returns the mistakes and warnings of a draft as `cuebook check` finds them.
fn findings(name: &str, text: &str) -> (String, Vec<String>) {
    let drafted = drafted(name, text);
    let world = Memory::default().with(name, text);
    let show = Show::load(
        Path::new("any.yaml"),
        drafted.script.as_bytes(),
        None,
        &world,
    );
    let found = show.diagnostics.iter();
    let found = found.map(|found| format!("{}: {}", found.code, found.message));
    (drafted.script.clone(), found.collect())
}

const PLAY: &str = "THE SALT STORE\n\nby Ida Marsh\n\nDRAMATIS PERSONAE\n\nADA, a clerk\nBEN, her brother\n\n\nACT ONE\n\n\
    A storeroom. Rain beats on the roof.\n\nADA. Is it you?\n\nBEN. It is raining. [Sits.] Let me in. Ada, listen to me.\n\n\
    [There is a knock at the door.]\n\nADA. (whispering) Sh! The sign says “No entry” to all.\n\nBEN. Ada.\n\n\
    ACT TWO\n\nThe street. A dog barks.\n\nADA. It was nobody, Ben.\n\nBEN. It was somebody.\n\nADA. Ada is never wrong.\n";

#[test]
fn a_play_is_drafted_with_its_roles() {
    let (script, found) = findings("play.txt", PLAY);
    assert_eq!(found, Vec::<String>::new(), "{script}");
    for row in [
        "looks like a play",
        "show: THE SALT STORE",
        "author: Ida Marsh",
        "words: \"DRAMATIS PERSONAE\", to: \"her brother\", skip: true",
        "words: \"Is it you?\", by: ADA",
        "words: \"ADA\", skip: true",
        "words: \"Sits.\", skip: true",
        "words: \"Let me in. Ada, listen to me.\", by: BEN",
        "by: ADA, tone: whisper",
        "title: \"ACT ONE\"",
        "title: \"ACT TWO\"",
        "bed: rain",
        "spot: door-strike",
        "not in the library: a dog",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
}

const BOOK: &str = "Project Gutenberg’s The Red Door, by A. Writer\n\nThis eBook is for the use of anyone “anywhere” at no cost.\n\n\
    Title: The Red Door\n\nAuthor: A. Writer\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE RED DOOR ***\n\nCONTENTS\n\n\
    I. The Snow\nII. The Street\n\nI\nThe Snow\n\nIt was late, and the snow had come to the town and lay\nthere for a week. \
    “Anywhere,” said Anna.\n\nII\nThe Street\n\nThe street was white, and a dog barked in the\nyard.\n\n\
    *** END OF THIS PROJECT GUTENBERG EBOOK THE RED DOOR ***\n\nUpdated editions will replace the previous “one”.\n\n“Free,” said Gutenberg.\n";

#[test]
fn what_frames_a_book_is_skipped() {
    let (script, found) = findings("book.txt", BOOK);
    assert_eq!(found, Vec::<String>::new(), "{script}");
    for row in [
        "show: The Red Door",
        "author: A. Writer",
        "skip: true",
        "the licence of the e-text",
        "the contents",
        "by: ANNA",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
    assert!(!script.contains("GUTENBERG:"), "{script}");
    // The words that are read, by the book.
    let world = Memory::default().with("book.txt", BOOK);
    let show = Show::load(Path::new("any.yaml"), script.as_bytes(), None, &world);
    let heard: Vec<&str> = show
        .book
        .lines
        .iter()
        .map(|line| show.book.prose.word(line.words.start))
        .collect();
    assert_eq!(heard, ["I", "Anywhere", "said", "II"], "{script}");
}
