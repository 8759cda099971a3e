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
        None => {
            let lacks = cue.reason.split("library: ").nth(1).unwrap_or("");
            format!("?{}", lacks.split("; near").next().unwrap_or(""))
        }
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

/// The result of drafting sentences, each alone.
#[derive(Default)]
struct Dense {
    heard: usize,
    wanted: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

/// Drafts the sentences of a file. Its lines are `SOUND|OR THIS: sentence`.
fn dense(file: &str) -> Dense {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/drafts")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    let mut dense = Dense::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (expected, sentence) = line.split_once(": ").unwrap();
        let found = sounds(&drafted("one.txt", sentence));
        if expected == "-" {
            if !found.is_empty() {
                dense.wrong.push(format!("{found:?}: {sentence}"));
            }
            continue;
        }
        dense.wanted += 1;
        match found
            .iter()
            .any(|sound| expected.split('|').any(|one| one == sound))
        {
            true => dense.heard += 1,
            false => dense
                .missed
                .push(format!("{expected}, not {found:?}: {sentence}")),
        }
    }
    dense
}

#[test]
fn a_dense_page_has_the_sounds_that_are_heard() {
    let tuned = dense("dense.cues");
    assert!(
        tuned.missed.is_empty() && tuned.wrong.is_empty(),
        "{:#?} {:#?}",
        tuned.missed,
        tuned.wrong
    );
    // These were not looked at when the rules were made.
    let apart = dense("dense-apart.cues");
    println!("{} of {}: {:#?}", apart.heard, apart.wanted, apart.missed);
    assert!(
        apart.heard * 100 >= apart.wanted * 80,
        "{:#?}",
        apart.missed
    );
    assert!(apart.wrong.len() <= 1, "{:#?}", apart.wrong);
}

#[test]
fn words_beside_a_sound_say_how_it_sounds() {
    let mut wrong = Vec::new();
    for (sentence, expected) in [
        ("The cat hissed.", "recipe: cat, voice: hiss"),
        (
            "A goods train clanked over the bridge.",
            "recipe: train-pass, kind: goods",
        ),
        ("A kitten mewed.", "recipe: cat, size: 0.1"),
        (
            "He knocked softly at the door.",
            "recipe: door-strike, force: ",
        ),
        (
            "He hammered on the door.",
            "recipe: door-strike, force: 0.95",
        ),
        ("Heavy rain drummed on the roof.", "surface: roof"),
        ("Heavy rain drummed on the roof.", "intensity: 0.8"),
        ("He knocked three times.", "times: 3"),
        ("Two shots rang out.", "times: 2"),
        ("A distant bell tolled.", "distance: 1.1km"),
        ("Far off, beyond the quarry, a dog barked.", "distance: "),
        ("The horse galloped off.", "move: { to: { distance: "),
        ("The old woman coughed.", "tract: 14.5cm"),
        ("She heard footsteps on the gravel.", "surface: gravel"),
        ("The dog barked twice.", "count: 2"),
        ("The engine coughed and died.", "fails: 1"),
    ] {
        let script = drafted("one.txt", sentence).script;
        if !script.contains(expected) {
            wrong.push(format!("{expected}: {sentence}\n{script}"));
        }
        let (_, found) = findings("one.txt", sentence);
        if !found.is_empty() {
            wrong.push(format!("{found:?}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bed_ends_where_the_text_ends_it() {
    for (text, end) in [
        (
            "It was raining when they came to the mill and nobody was there. They waited for an hour. Then the rain stopped. \
          They went on to the bridge.",
            "rain stopped",
        ),
        (
            "It was raining when they came to the mill and nobody was there. They waited for an hour. It stopped raining. \
          They went on to the bridge.",
            "stopped raining",
        ),
        (
            "The engine started, and the car rolled down to the ford. There he switched off the engine. The birds were quiet.",
            "switched off the engine",
        ),
    ] {
        let outline = drafted("one.txt", text).outline;
        let beds: Vec<_> = outline
            .sounds()
            .filter(|sound| sound.until.is_some())
            .collect();
        assert!(format!("{beds:?}").contains(end), "{end}: {beds:#?}");
    }
    // An end that is only feared or denied ends nothing.
    let outline = drafted(
        "one.txt",
        "It was raining hard at the mill. The rain did not stop. He walked on.",
    )
    .outline;
    assert!(outline.sounds().all(|sound| sound.until.is_none()));
}

#[test]
fn a_telephone_rings_until_a_person_answers() {
    for (text, rows) in [
        (
            "The telephone rang. Ann looked at it. Then she picked it up.\n\n“Yes?” she said.",
            &[
                "rings: 12",
                "bed: telephone-bell",
                "picked it up\" }, gain: -6dB, loop: false",
                "“picked it up” ends it",
            ][..],
        ),
        (
            "The telephone rang three times before Ann answered it.",
            &["rings: 3", "answered it\" }", "fade: { in: 0s, out: 0.1s }"],
        ),
        (
            "Her mobile rang. Nobody spoke. She snatched up the phone.",
            &["rings: 8", "bed: mobile-phone"],
        ),
        (
            "The telephone rang three times, and stopped.\n\n“Let it,” said Ann. She picked up her bag.",
            &["rings: 3", "spot: telephone-bell"],
        ),
    ] {
        let script = drafted("one.txt", text).script;
        for row in rows {
            assert!(script.contains(row), "{row}\n{script}");
        }
        assert!(!script.contains("times:"), "{script}");
    }
}

#[test]
fn a_sound_that_is_not_in_the_library_names_those_that_are_near() {
    let script = drafted("one.txt", "There was a crash in the kitchen.").script;
    assert!(
        script.contains("not in the library: a crash; near: car-crash,"),
        "{script}"
    );
}

#[test]
fn an_animal_with_a_name_makes_the_sounds_of_an_animal() {
    for (text, expected) in [
        (
            "The dog, Bramble, lay by the stove. At midnight Bramble barked.",
            &["dog"][..],
        ),
        (
            "Bramble was an old spaniel. Bramble growled at the door.",
            &["dog"],
        ),
        (
            "They had a mare called Duchess. Duchess whinnied.",
            &["horse"],
        ),
        (
            "Their cat Mog hissed at Tom. Mog ran up the stairs.",
            &["cat"],
        ),
        // The text never says what Bramble is, but only dogs bark, and nothing is said.
        ("At midnight Bramble barked twice.", &["dog"]),
        ("“Get down!” Sergeant Hale barked.", &[]),
        ("Sergeant Hale barked an order at them.", &[]),
        // An animal that speaks is a person.
        ("“Oh,” said Orrin the goat. Orrin laughed.", &["laugh"]),
    ] {
        let found = sounds(&drafted("one.txt", text));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_whistle_is_a_tune_only_where_the_text_says_so() {
    for (text, expected) in [
        ("Tom whistled.", Some("manner: low")),
        ("Tom whistled for the dog.", Some("manner: call")),
        ("Tom whistled at the girls.", Some("manner: wolf")),
        ("Tom whistled a tune.", None),
        ("Tom whistled to himself as he worked.", None),
    ] {
        let script = drafted("one.txt", text).script;
        match expected {
            Some(row) => assert!(script.contains(row), "{row}\n{script}"),
            None => assert!(!script.contains("manner:"), "{script}"),
        }
        assert!(script.contains("human-whistle"), "{script}");
    }
}

#[test]
fn a_bell_strikes_as_often_as_the_hour_says() {
    for (sentence, times) in [
        ("The clock struck ten.", 10),
        ("Ten o'clock struck.", 10),
        ("The bell in the tower told midnight.", 12),
        ("It was ten when the church clock struck three.", 3),
        ("The clock struck half past ten.", 1),
        ("A quarter to six struck in the village.", 1),
        ("The clock struck one.", 1),
        ("The bell tolled three times.", 3),
    ] {
        let outline = drafted("one.txt", sentence).outline;
        let sound = outline.sounds().next().unwrap();
        let set = sound.set.iter().find(|(key, _)| *key == "times");
        let found = set.map_or("1", |(_, times)| times.as_str());
        assert_eq!(found, times.to_string(), "{sentence}");
    }
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

/// Chapters with the sounds that a designer would put first, `+ words of the text =
/// sound`, and words that make none, `- words of the text`.
const CHAPTERS: [&str; 6] = ["burrow", "ferry", "jade", "line-four", "parsonage", "salt"];

/// Words of a designer, and names of sounds that fit them.
const MEANT: &[(&str, &str)] = &[
    ("knock", "door-strike"),
    ("door", "door-open door-slam door-breach door-kick creak"),
    ("latch", "door-open"),
    ("bell", "bell-toll doorbell handbell"),
    ("bells", "bell-toll doorbell handbell sleigh-bells"),
    ("clock", "clock bell-toll clock-chime"),
    ("telephone", "telephone-bell telephone-receiver"),
    ("glass", "glass-break glass-set-down"),
    (
        "crash",
        "glass-break wood-splinter collapse car-crash ?something that falls metal-clang",
    ),
    ("crowd", "shouting-crowd murmur panic laugh"),
    ("fire", "fire blaze"),
    ("engine", "car-engine"),
    ("gun", "rifle pistol shotgun artillery gunfire"),
    ("horse", "horse-gallop horse horse-cart"),
    ("crying", "weeping sob baby"),
    ("clapping", "applause clap"),
    ("splashing", "splash"),
    ("piano", "?music"),
    ("flute", "?music"),
    ("drum", "?a drum"),
    ("whistle", "whistle ?a train's whistle"),
    ("carriage", "?wheels"),
    ("dripping water", "?dripping water"),
    ("ice cracking", "?a snap"),
    ("fan", "?a snap"),
    ("radio static", "?a radio"),
    ("helicopter", "?an aircraft"),
    ("bolt", "?a bolt rifle-bolt ?a key in a lock"),
];

/// The result of drafting a chapter.
struct Heard {
    wanted: usize,
    found: usize,
    missed: Vec<String>,
    silly: Vec<String>,
}

fn heard(name: &str) -> Heard {
    let path = |end: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/drafts")
            .join(name)
            .with_extension(end)
    };
    let drafted = draft(&path("txt"), None).unwrap();
    let (outline, names) = (&drafted.outline, sounds(&drafted));
    let prose = &outline.prose;
    let text = prose.text.replace('\n', " ");
    // The sounds of the sentence with some words.
    let within = |words: &str, margin: usize| {
        let start = text
            .find(words)
            .unwrap_or_else(|| panic!("{name}: {words}"));
        let end = start + words.len();
        let near = outline.cues.iter().zip(&names).filter(|(cue, _)| {
            let span = prose.span_of(cue.words.clone().unwrap());
            span.start < end + margin && span.end + margin > start
        });
        near.map(|(_, name)| name.clone()).collect::<Vec<_>>()
    };
    let mut heard = Heard {
        wanted: 0,
        found: 0,
        missed: Vec::new(),
        silly: Vec::new(),
    };
    for line in fs::read_to_string(path("cues")).unwrap().lines() {
        match line
            .strip_prefix("+ ")
            .and_then(|line| line.split_once(" = "))
        {
            Some((words, meant)) => {
                let here = within(words, 25);
                let fits = |sound: &String| {
                    let listed = MEANT.iter().filter(|(word, _)| *word == meant);
                    let mut names = listed.flat_map(|(_, names)| names.split(' '));
                    names.any(|name| name == sound)
                        || sound.contains(meant)
                        || MEANT
                            .iter()
                            .any(|(word, names)| *word == meant && names.contains(sound.as_str()))
                };
                heard.wanted += 1;
                match here.iter().any(fits) {
                    true => heard.found += 1,
                    false => heard
                        .missed
                        .push(format!("{words} = {meant}, not {here:?}")),
                }
            }
            None => {
                let words = line.strip_prefix("- ").unwrap();
                let here = within(words, 0);
                if !here.is_empty() {
                    heard.silly.push(format!("{words}: {here:?}"));
                }
            }
        }
    }
    heard
}

#[test]
fn chapters_have_the_sounds_that_a_designer_would_put_first() {
    let mut poor = Vec::new();
    let (mut wanted, mut found) = (0, 0);
    for name in CHAPTERS {
        let heard = heard(name);
        println!(
            "{name}: {} of {}; missed {:#?}; silly {:#?}",
            heard.found, heard.wanted, heard.missed, heard.silly
        );
        wanted += heard.wanted;
        found += heard.found;
        if heard.silly.len() > 1 {
            poor.push((name, heard.silly));
        }
    }
    println!("{found} of {wanted}");
    assert!(poor.is_empty(), "{poor:#?}");
    assert!(found * 8 >= wanted * 7, "{found} of {wanted}");
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
        "words: \"ADA.\", nth: 2, skip: true",
        "words: \"Sits.\", skip: true",
        "words: \"Let me in. Ada, listen to me.\", by: BEN",
        "by: ADA, tone: whisper",
        "title: \"ACT ONE\"",
        "title: \"ACT TWO\"",
        "bed: rain",
        "spot: door-strike",
        "spot: dog",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
    // A direction for how a line is spoken is no sound.
    assert!(!script.contains("whispering-crowd"), "{script}");
}

const VERSE_PLAY: &str = "THE FEN KING\n\nDRAMATIS PERSONAE\n\nHOB, King of the Fen.\nNAN, his daughter.\n\nSCENE: The fen.\n\nACT I\n\n\
    SCENE I. The fen. Thunder and lightning.\n\n Enter Hob.\n\nHOB.\nWhere hast thou been?\n\nNAN. [_Kneeling._]\nI _was_ at the mill. _Rises._\n\n\
    HOB.\n[_Sings._]\n\n  O stay and hear,\n  The time is near.\n\n  Trip no further,\n  Sister, brother.\n\n [_Knocking within._]\n\nHob and Nan. Who is there?\n\nEVA.\nIt is I.\n\n_Exeunt._\n";

#[test]
fn a_play_in_verse_is_drafted_with_its_songs_and_directions() {
    let (script, found) = findings("play.txt", VERSE_PLAY);
    assert_eq!(found, Vec::<String>::new(), "{script}");
    for row in [
        "# the list of persons",
        "title: \"SCENE: The fen: ACT I: SCENE I. The fen. Thunder and lightning\"",
        "by: HOB AND NAN",
        "words: \"Trip no further,\", by: HOB",
        "words: \"It is I.\", by: EVA",
        "words: \"Rises.\", skip: true",
        "spot: thunder",
        "spot: door-strike",
    ] {
        assert!(script.contains(row), "{row}\n{script}");
    }
    assert!(!script.contains("Exeunt"), "{script}");
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
    assert_eq!(
        heard,
        ["I", "The", "It", "Anywhere", "said", "II", "The", "The"],
        "{script}"
    );
}
