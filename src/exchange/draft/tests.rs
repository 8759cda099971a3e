//! A draft is read by the same reader as every script.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Severity;
use crate::exchange::fountain::{self, Part};
use crate::script::prose::words;
use crate::session::Show;
use crate::world::Memory;

const PLAY: &str = "Title: The Ferry\nAuthor: A. Writer\n\n\
    INT. CHURCH - NIGHT #2#\n\nSOUND: Three knocks at the door.\n\nThe ferry lay dark.\n\n\
    ANNA (O.S.)\n(whispering, to Tom)\nIs \"it\" here?\n(beat)\nTom?\n\n\
    TOM ^\nYes, it is here.\n\n\
    AMBIENCE: Rain\n\nMUSIC: A tango.\n\nA sign reads \"Closed\". They wait.\n\nSOUND: Rain stops.\n\n\
    ANNA\nGo.\n\nEXT. BEACH\n\n[[louder]]\n\nTOM\nGo.\n\nCUT TO:\n";

fn drafted(play: &str, action: bool) -> Result<Draft, NothingSpoken> {
    let options = DraftOptions {
        prose: "play.txt".to_owned(),
        action,
    };
    draft(&fountain::read(play), &options)
}

fn show(draft: &Draft) -> Show {
    let world = Memory::default().with("play.txt", draft.prose.as_bytes());
    Show::load(
        Path::new("play.yaml"),
        draft.script.as_bytes(),
        None,
        &world,
    )
}

/// Who says each word.
fn words_said(show: &Show) -> Vec<(String, String)> {
    let book = &show.book;
    let line = |line: &crate::book::Line| {
        let role = book.roles[line.role].name.clone();
        let words = line.words.clone();
        words
            .map(move |word| (role.clone(), book.prose.word(word).to_owned()))
            .collect::<Vec<_>>()
    };
    book.lines.iter().flat_map(line).collect()
}

#[test]
fn a_screenplay_becomes_prose_and_a_script() {
    let draft = drafted(PLAY, true).unwrap();
    insta::assert_snapshot!(format!("{}\n---\n{}", draft.prose, draft.script));
    assert_eq!(show(&draft).diagnostics, []);
    assert_eq!(draft.silent, [(21, "MUSIC: A tango.".to_owned())]);
}

#[test]
fn without_its_action_only_the_roles_are_heard() {
    let draft = drafted(PLAY, false).unwrap();
    let show = show(&draft);
    assert_eq!(show.diagnostics, []);
    assert!(words_said(&show).iter().all(|(role, _)| role != "NARRATOR"));
}

#[test]
fn dual_dialogue_begins_with_the_speech_before_it() {
    let draft = drafted(
        "A\nOne two.\n(loud)\nThree four.\n\nB ^\nOne.\n(again)\nFive.\n\nC\nNext.\n",
        true,
    )
    .unwrap();
    let show = show(&draft);
    assert_eq!(show.diagnostics, []);
    // Together with the whole of the first speech; what B says then follows by itself.
    let with: Vec<Option<usize>> = show.book.lines.iter().map(|line| line.with).collect();
    assert_eq!(with, [None, None, Some(0), None, None]);
}

#[test]
fn nothing_spoken_is_no_show() {
    assert_eq!(
        drafted("INT. ROOM\n\nSOUND: Rain\n", true),
        Err(NothingSpoken)
    );
    assert_eq!(drafted("It rains.\n", false), Err(NothingSpoken));
}

#[test]
fn the_same_line_a_hundred_times_is_told_apart() {
    let play = "ANNA\nYes.\n\nTOM\nYes, yes.\n\n".repeat(100);
    let draft = drafted(&play, true).unwrap();
    assert_eq!(draft.counts.lines, 200);
    assert_eq!(show(&draft).diagnostics, []);
}

/// Every word of a screenplay's speeches.
fn spoken(play: &str) -> Vec<String> {
    let elements = fountain::read(play).elements.into_iter();
    let speeches = elements.filter_map(|element| match element.what {
        What::Speech(speech) => Some(speech),
        _ => None,
    });
    let parts = speeches.flat_map(|speech| speech.parts);
    let texts = parts.filter_map(|part| match part {
        Part::Words(words) => Some(words),
        Part::Aside(_) => None,
    });
    let each = texts.flat_map(|text| {
        let spans = words(&text);
        spans
            .into_iter()
            .map(|w| w.span.of(&text).to_owned())
            .collect::<Vec<_>>()
    });
    each.collect()
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Z]{1,6}( \\(V\\.O\\.\\))?( \\^)?\n[ -~]{0,30}",
        "(INT|EXT)\\. [A-Z]{1,8}",
        "(SOUND|MUSIC|AMBIENCE): (rain|door|three knocks|rain stops|[a-z ]{1,9})",
        "[ -~“”‘’«»„—…]{0,40}",
        "[@.!>~#=][ -~]{0,12}",
        "\\PC{0,20}",
        "(\\[\\[|\\]\\]|/\\*|\\*/|\\(|\\)|start|end|  )",
    ];
    proptest::collection::vec((piece, 0_usize..3), 0..24).prop_map(|pieces| {
        let each = pieces.into_iter();
        each.map(|(piece, breaks)| piece + &"\n".repeat(breaks))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_becomes_a_show_without_errors(play in pieces(), action: bool) {
        if let Ok(draft) = drafted(&play, action) {
            let show = show(&draft);
            let errors = show.diagnostics.iter().filter(|d| d.severity == Severity::Error);
            let errors: Vec<String> = errors.map(ToString::to_string).collect();
            prop_assert!(errors.is_empty(), "{errors:?}\n{}\n---\n{}", draft.prose, draft.script);
            let style = crate::script::format::format(&draft.script).unwrap();
            prop_assert_eq!(&style, &draft.script, "not in the style");
            if !action {
                let said: Vec<String> = words_said(&show).into_iter().map(|(_, word)| word).collect();
                // Quotation marks may part words that points held together.
                let bare = |words: Vec<String>| -> String {
                    words.concat().chars().filter(|c| c.is_alphanumeric()).collect()
                };
                prop_assert_eq!(bare(said), bare(spoken(&play)));
            }
        }
    }

    #[test]
    fn no_bytes_are_too_odd(play in "\\PC*|(?s).{0,200}") {
        let _ = drafted(&play, true);
    }
}
