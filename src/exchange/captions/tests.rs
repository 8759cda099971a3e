//! Tests of the rules for captions, with speeches of which every word takes 0.4 s.

mod random;

use super::piece::{self, Piece};
use super::sounds::{Heard, Rank};
use super::speech::Speech;
use super::*;
use crate::exchange::shown::Shown;
use cuebook_core::language::Language;

/// The time of a word, and of the pause after it.
const WORD: i64 = 16_000;
const PAUSE: i64 = 3_200;

/// Returns a speech that begins at a time in seconds. Role 0 is the narrator.
fn speech(role: usize, start: f64, text: &str) -> Speech {
    let mut at = (start * 48_000.0) as i64;
    let words: Vec<Shown> = text
        .split_whitespace()
        .map(|word| {
            let start = Frames(at);
            at += WORD + PAUSE;
            Shown {
                text: format!("{word} "),
                at: start..start + Frames(WORD),
            }
        })
        .collect();
    let mut pieces = piece::of_words(&words);
    if role > 0 {
        let name = ["", "ANNA", "TOM", "BO"][role];
        pieces.splice(0..0, Piece::names(name, words[0].at.start));
    }
    Speech {
        role: RoleId(role),
        line: LineId(0),
        paragraph: 0,
        is_person: role > 0,
        italic: false,
        language: Language::English,
        pieces,
    }
}

fn sound(at: f64, lasts: f64, words: &str) -> Heard {
    let frames = |seconds: f64| Frames((seconds * 48_000.0) as i64);
    Heard {
        at: frames(at),
        until: frames(at + lasts),
        latest: frames(at + lasts),
        words: words.to_owned(),
        brief: None,
        rank: Rank::Event,
    }
}

fn laid_out(speeches: &[Speech], sounds: Vec<Heard>, length: Frames) -> Vec<Caption> {
    fit::captions(&split::Flow::new(speeches), sounds, length).0
}

/// Returns the rows of the captions, each caption with its start in seconds.
fn shown(speeches: &[Speech], sounds: Vec<Heard>) -> Vec<(f64, Vec<String>)> {
    let list = laid_out(speeches, sounds, Frames(48_000 * 600));
    let rows = |caption: &Caption| caption.rows.iter().map(|row| row.text(true)).collect();
    let start = |caption: &Caption| caption.at.start.seconds().0;
    list.iter()
        .map(|caption| (start(caption), rows(caption)))
        .collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let captions = shown(&[speech(0, 0.0, text)], Vec::new());
    captions.into_iter().map(|(_, rows)| rows).collect()
}

#[test]
fn captions_end_where_a_reader_pauses() {
    assert_eq!(
        rows(
            "The map was upstairs now, under another man’s elbow; the lists were wedging a window open."
        ),
        [
            vec!["The map was upstairs now,", "under another man’s elbow;"],
            vec!["the lists were wedging a window open."],
        ]
    );
    // Not between a title and a name, an article and a noun, or a name and a name.
    let found = rows(
        "Nobody had told the new and rather nervous Mr. Septimus Harding what the old lady upstairs wanted for her breakfast in the morning.",
    );
    for row in found.concat() {
        let last = row.rsplit(' ').next().unwrap();
        assert!(
            !["Mr.", "the", "her", "Septimus", "for"].contains(&last),
            "{found:?}"
        );
    }
}

#[test]
fn rows_end_at_the_clauses_of_their_language() {
    let text = "Nadie le había dicho al nuevo y muy nervioso señor Septimus Harding lo que la vieja señora de arriba quería para el desayuno de la mañana.";
    let own = Speech {
        language: Language::Spanish,
        ..speech(0, 0.0, text)
    };
    let found = laid_out(&[own], Vec::new(), Frames(48_000 * 60));
    let rows = found.iter().flat_map(|caption| &caption.rows);
    let rows: Vec<String> = rows
        .map(|row| {
            let pieces: Vec<&str> = row.pieces.iter().map(|piece| piece.text.as_str()).collect();
            pieces.join(" ")
        })
        .collect();
    assert!(rows.len() > 1);
    for row in &rows {
        let last = row.trim_end().rsplit(' ').next().unwrap();
        let leans = ["la", "el", "de", "para", "al", "que", "muy", "y", "señor"].contains(&last);
        assert!(!leans, "{rows:?}");
    }
}

#[test]
fn rows_of_hindi_keep_the_words_after_a_noun_beside_it() {
    let text = "राम ने अपनी बूढ़ी दादी के पुराने घर की ऊँची खिड़की से बाहर झाँककर देखा कि बारिश के बाद गाँव की गलियों में कोई \
        भी आदमी दिखाई नहीं दे रहा था।";
    let own = Speech {
        language: Language::Hindi,
        ..speech(0, 0.0, text)
    };
    let found = laid_out(&[own], Vec::new(), Frames(48_000 * 60));
    let rows = found.iter().flat_map(|caption| &caption.rows);
    let firsts: Vec<&str> = rows.map(|row| row.pieces[0].text.trim()).collect();
    assert!(firsts.len() > 2, "{firsts:?}");
    for first in &firsts {
        let is_bound = ["ने", "के", "की", "से", "में", "भी", "था", "रहा", "बाद"].contains(first);
        assert!(!is_bound, "{firsts:?}");
    }
}

#[test]
fn short_sentences_are_not_torn() {
    assert_eq!(
        rows(
            "She did not look up. Somewhere behind the wall a kettle had begun to sing to itself again."
        ),
        [
            vec!["She did not look up."],
            vec![
                "Somewhere behind the wall a kettle",
                "had begun to sing to itself again."
            ],
        ]
    );
    assert_eq!(rows("Go."), [["Go."]]);
}

#[test]
fn long_words_are_divided_at_marks_and_wide_letters_count_twice() {
    let address = "https://example.org/archive/1924/letters-from-the-lighthouse/page-17.html";
    let all = rows(&format!("See {address} for more."));
    assert_eq!(
        all.concat().concat().replace(' ', ""),
        format!("See{address}formore.")
    );
    assert!(all.concat().iter().all(|row| row.chars().count() <= WIDEST));
    assert!(
        all.concat()
            .iter()
            .any(|row| row.ends_with('/') || row.ends_with('-')),
        "{all:?}"
    );
    let all = rows(&"雨が降っていた。".repeat(6));
    assert!(
        all.concat().iter().all(|row| row.chars().count() <= 16),
        "{all:?}"
    );
    assert!(
        all.concat().iter().all(|row| !row.starts_with('。')),
        "{all:?}"
    );
    // Combining marks have no width.
    assert_eq!(piece::width("e\u{301}e\u{301}"), 2);
}

#[test]
fn marks_between_scenes_are_not_words() {
    let all = rows("He left. * * * It rained — hard.").concat();
    assert_eq!(all.join(" "), "He left. It rained — hard.");
}

#[test]
fn a_caption_has_one_speaker_unless_the_words_are_too_short() {
    let far = [speech(1, 0.0, "Where is it?"), speech(2, 2.0, "Here.")];
    assert_eq!(
        shown(&far, Vec::new()),
        [
            (0.0, vec!["ANNA: Where is it?".to_owned()]),
            (2.0, vec!["TOM: Here.".to_owned()]),
        ]
    );
    let near = [
        speech(1, 0.0, "Here."),
        speech(2, 0.35, "No!"),
        speech(0, 3.0, "They left."),
    ];
    assert_eq!(
        shown(&near, Vec::new())[0],
        (
            0.0,
            vec!["- ANNA: Here.".to_owned(), "- TOM: No!".to_owned()]
        )
    );
}

#[test]
fn words_that_are_spoken_together_are_shown_together() {
    let both = [
        speech(1, 0.0, "I told you that it was not paint"),
        speech(2, 1.9, "Get back, everybody get back!"),
    ];
    let captions = laid_out(&both, Vec::new(), Frames(48_000 * 60));
    for pair in captions.windows(2) {
        assert!(pair[0].at.end <= pair[1].at.start, "{captions:?}");
    }
    let together = captions.iter().find(|caption| caption.rows[0].dash);
    assert_eq!(
        together.map(|caption| caption.rows.len()),
        Some(2),
        "{captions:?}"
    );
}

#[test]
fn a_sound_has_its_own_caption_in_a_pause_and_a_row_during_words() {
    let words = [
        speech(0, 0.0, "A door fell shut."),
        speech(0, 5.0, "Nobody came, and nobody had been expected."),
    ];
    let found = shown(
        &words,
        vec![sound(1.7, 0.5, "door slams"), sound(6.4, 0.5, "cough")],
    );
    assert_eq!(found[1], (1.7, vec!["[door slams]".to_owned()]));
    let row = found
        .iter()
        .find(|(_, rows)| rows.contains(&"[cough]".to_owned()));
    assert_eq!(row.map(|(_, rows)| rows.len()), Some(2), "{found:?}");
    // A sound that goes on waits for the pause.
    let found = shown(&words, vec![sound(0.3, 4.0, "rain falling")]);
    assert_eq!(found[1].1, ["[rain falling]"]);
    // Two at once share a row; the same is shown once.
    let two = vec![
        sound(2.0, 0.5, "shot"),
        sound(2.1, 0.5, "thunder"),
        sound(2.2, 0.5, "shot"),
    ];
    assert_eq!(shown(&words, two)[1].1, ["[shot, thunder]"]);
}

#[test]
fn captions_stay_into_the_pause_and_leave_two_frames_or_none() {
    let words = [
        speech(0, 0.0, "One word more."),
        speech(0, 1.3, "And another of the same."),
        speech(0, 10.0, "Go."),
    ];
    let captions = laid_out(&words, Vec::new(), Frames(48_000 * 60));
    let times: Vec<(f64, f64)> = captions
        .iter()
        .map(|caption| (caption.at.start.seconds().0, caption.at.end.seconds().0))
        .collect();
    let near =
        |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 0.01 && (b - d).abs() < 0.01;
    assert!(near(times[0], (0.0, 1.22)), "{times:?}");
    assert!(
        near(times[1], (1.3, 1.3 + 4.0 * 0.4 + 0.333 + 0.25)),
        "{times:?}"
    );
    assert!(near(times[2], (10.0, 10.0 + 5.0 / 6.0)), "{times:?}");
}

fn captions(list: Vec<Caption>) -> Captions {
    Captions {
        title: "Fog & <Sea>".to_owned(),
        author: None,
        language: Some("en-GB".to_owned()),
        length: Frames(48_000 * 60),
        roles: ["NARRATOR", "A \"B\" & C", "TOM"]
            .map(str::to_owned)
            .into_iter()
            .collect(),
        list,
        left_out: Vec::new(),
    }
}

#[test]
fn marks_of_the_formats_in_the_text_are_escaped() {
    let list = laid_out(
        &[
            speech(0, 0.0, "Tom & <i>Anna</i> --> here."),
            speech(1, 3.0, "\"No.\""),
        ],
        Vec::new(),
        Frames(48_000 * 60),
    );
    let all = captions(list);
    let contents = Contents {
        sounds: true,
        words: false,
    };
    let vtt = all.write(Form::Vtt, contents);
    assert!(
        vtt.contains("<v NARRATOR>Tom &amp; &lt;i&gt;Anna&lt;/i&gt; --&gt; here.</v>"),
        "{vtt}"
    );
    assert_eq!(vtt.matches("-->").count(), 2, "{vtt}");
    let ttml = all.write(Form::Ttml, contents);
    let page = roxmltree::Document::parse(&ttml).unwrap();
    let texts = page
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/ns/ttml", "span")));
    let texts: Vec<&str> = texts.filter_map(|node| node.text()).collect();
    assert_eq!(texts, ["Tom & <i>Anna</i> --> here.", "ANNA: \"No.\""]);
    let agents = page
        .descendants()
        .filter(|node| node.tag_name().name() == "name");
    let agents: Vec<_> = agents.filter_map(|node| node.text()).collect();
    assert_eq!(agents, ["NARRATOR", "A \"B\" & C"]);
}

#[test]
fn rows_from_right_to_left_are_marked() {
    let list = laid_out(
        &[speech(0, 0.0, "שלום, עולם.")],
        Vec::new(),
        Frames(48_000 * 60),
    );
    let all = captions(list);
    let contents = Contents {
        sounds: true,
        words: false,
    };
    assert!(
        all.write(Form::Srt, contents)
            .contains("\u{202b}שלום, עולם.\u{202c}")
    );
    assert!(
        all.write(Form::Vtt, contents)
            .contains("\u{200f}שלום, עולם.\u{200f}")
    );
    assert!(
        all.write(Form::Ttml, contents)
            .contains("tts:direction=\"rtl\"")
    );
}

#[test]
fn what_breaks_a_limit_is_reported() {
    let mut fast = speech(
        0,
        0.0,
        "Extraordinarily complicated circumstances notwithstanding.",
    );
    for piece in &mut fast.pieces {
        piece.at = Frames(piece.at.start.0 / 3)..Frames(piece.at.end.0 / 3);
    }
    let all = captions(laid_out(
        &[fast, speech(0, 1.0, "Then he went.")],
        Vec::new(),
        Frames(48_000 * 60),
    ));
    let report = all.report();
    assert_eq!(report.captions, all.list.len());
    assert!(report.fastest > 50.0, "{report:?}");
    assert!(
        report.over[0]
            .fault
            .to_string()
            .ends_with("characters a second; 20 are the limit")
    );
}

#[test]
fn a_row_below_another_is_heard_with_its_own_words() {
    let piece = |from: i64, to: i64| Piece {
        text: "word".to_owned(),
        blank: false,
        at: Frames(from)..Frames(to),
        is_name: false,
        begins_word: true,
    };
    let row = |role: usize, pieces: Vec<Piece>| Row {
        by: By::Role(RoleId(role)),
        paragraph: 0,
        is_person: true,
        italic: false,
        dash: true,
        joins: false,
        pieces,
    };
    let caption = Caption {
        at: Frames(90)..Frames(500),
        rows: vec![
            row(0, vec![piece(100, 150), piece(150, 200)]),
            row(1, vec![piece(240, 300)]),
        ],
        line: None,
    };
    assert_eq!(caption.heard(0), Frames(90)..Frames(200));
    assert_eq!(caption.heard(1), Frames(240)..Frames(500));
}

#[test]
fn a_sound_beside_fast_words_is_shortened_moved_or_left_out() {
    let fast = "Extraordinary circumstances necessitated extraordinary countermeasures everywhere.";
    let after = "So it was. So it is. So be it.";
    let words = [speech(0, 0.0, fast), speech(0, 2.8, after)];
    let lay = |sound: Heard| {
        let flow = split::Flow::new(&words);
        let (list, left) = fit::captions(&flow, vec![sound], Frames(48_000 * 600));
        let rows = list.iter().flat_map(|caption| &caption.rows);
        let sounds = rows.filter(|row| row.is_sound()).map(|row| row.text(true));
        (sounds.collect::<Vec<String>>(), list, left)
    };
    // It goes on, so it waits for words with room.
    let going = Heard {
        latest: Frames(48_000 * 8),
        ..sound(0.4, 0.5, "engine")
    };
    let (sounds, list, left) = lay(going);
    assert_eq!(
        (sounds.as_slice(), left.len()),
        (&["[engine]".to_owned()][..], 0)
    );
    let beside = list
        .iter()
        .find(|caption| caption.rows.iter().any(Row::is_sound));
    assert!(beside.unwrap().at.start > Frames(48_000));
    // It is over, and there is no time: it is left out, and reported.
    let (sounds, _, left) = lay(sound(0.4, 0.5, "door slams"));
    assert!(sounds.is_empty(), "{sounds:?}");
    assert_eq!(left[0].words, "door slams");
    // The author wants it.
    let own = Heard {
        rank: Rank::Own,
        ..sound(0.4, 0.5, "door slams")
    };
    let (sounds, _, left) = lay(own);
    assert_eq!(
        (sounds.as_slice(), left.len()),
        (&["[door slams]".to_owned()][..], 0)
    );
}

#[test]
fn a_sound_stands_beside_words_where_a_row_of_its_own_leaves_no_time() {
    // 0.4 s for each of these words leave no time for a row of words and one of the sound.
    let text = "Anyone downstairs noticed nothing. Everybody listened carefully tonight.";
    let words = [speech(0, 0.0, text)];
    let found = laid_out(&words, vec![sound(0.1, 0.5, "shot")], Frames(48_000 * 600));
    let report = captions(found.clone()).report();
    assert!(report.over.is_empty(), "{report:?}");
    let beside = found
        .iter()
        .find(|caption| caption.rows.iter().any(Row::is_sound));
    let beside = beside.unwrap();
    assert!(beside.lines().any(|line| line.len() == 2), "{beside:?}");
    assert!(beside.lines().count() <= ROWS);
    let all = captions(vec![beside.clone()]);
    let contents = Contents {
        sounds: true,
        words: false,
    };
    assert!(all.write(Form::Srt, contents).contains("\n[shot] Anyone "));
    let vtt = all.write(Form::Vtt, contents);
    assert!(
        vtt.contains("\n<c.sound>[shot]</c> <v NARRATOR>Anyone "),
        "{vtt}"
    );
    let ttml = all.write(Form::Ttml, contents);
    assert!(ttml.contains("[shot]</span> <span "), "{ttml}");
    // Where there is time it has its own row.
    let slow = [speech(0, 0.0, "A door fell shut on all of us.")];
    let found = shown(&slow, vec![sound(0.1, 0.5, "shot")]);
    assert_eq!(found[0].1, ["[shot]", "A door fell shut on all of us."]);
}

#[test]
fn a_pause_between_captions_takes_no_time_that_reading_needs() {
    // 33 characters in 1.69 s, of which two frames of a picture would be the pause.
    let mut first = speech(1, 0.0, "“Anywhere that isnt a cave.”");
    for piece in &mut first.pieces {
        let share = |at: Frames| Frames(at.0 * 78 / 100);
        piece.at = share(piece.at.start)..share(piece.at.end);
    }
    let end = first.at().end.seconds().0;
    let both = [
        first,
        speech(2, end + 0.18, "I have been there all of the time."),
    ];
    let all = captions(laid_out(&both, Vec::new(), Frames(48_000 * 60)));
    let report = all.report();
    assert!(report.over.is_empty(), "{report:?}");
}

#[test]
fn words_that_a_sound_would_press_have_it_beside_them() {
    let words = [
        speech(0, 0.6, "The Ferry"),
        speech(0, 2.2, "It came in late."),
    ];
    let rain = sound(0.8, 3.0, "rain falling");
    let found = shown(&words, vec![rain]);
    assert_eq!(found[0].1.len(), 2, "{found:?}");
    assert!(
        found[0].1.contains(&"[rain falling]".to_owned()),
        "{found:?}"
    );
}
