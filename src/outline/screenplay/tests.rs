//! Checks screenplays by reading their scripts with the script reader.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::outline::screenplay::fountain::{self, Part, What};
use crate::outline::write::script;
use crate::perform::BuiltinCatalog;
use crate::session::Show;
use crate::world::Memory;
use cuebook_core::diagnostic::Severity;
use cuebook_core::id::LineId;
use cuebook_script::prose::words;

const PLAY: &str = "Title: The Ferry\nAuthor: A. Writer\n\n\
    INT. CHURCH - NIGHT #2#\n\nSOUND: Three knocks at the door.\n\nThe ferry lay dark.\n\n\
    ANNA (O.S.)\n(whispering, to Tom)\nIs \"it\" here?\n(beat)\nTom?\n\n\
    TOM ^\nYes, it is here.\n\n\
    AMBIENCE: Rain\n\nMUSIC: A tango.\n\nA sign reads \"Closed\". They wait.\n\nSOUND: Rain stops.\n\n\
    ANNA\nGo.\n\nEXT. BEACH\n\n[[louder]]\n\nTOM\nGo.\n\nCUT TO:\n";

fn outlined(play: &str, action: bool) -> Result<Outline, NothingSpoken> {
    let mut outline = outline(&fountain::read(play), action, &BuiltinCatalog)?;
    "play.txt".clone_into(&mut outline.text);
    Ok(outline)
}

fn show(outline: &Outline) -> Show {
    let world = Memory::default().with("play.txt", outline.prose.text.as_bytes());
    let script = script(outline);
    Show::load(Path::new("play.yaml"), script.as_bytes(), None, &world)
}

/// Returns the words with their roles.
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
    let outline = outlined(PLAY, true).unwrap();
    insta::assert_snapshot!(format!("{}\n---\n{}", outline.prose.text, script(&outline)));
    assert_eq!(show(&outline).diagnostics, []);
    let silent = outline.cues.iter().filter(|cue| cue.sound.is_none());
    let silent: Vec<&str> = silent.map(|cue| cue.reason.as_str()).collect();
    assert_eq!(
        silent,
        ["line 21: MUSIC: A tango.: no sound in the library fits"]
    );
}

#[test]
fn without_its_action_only_the_roles_are_heard() {
    let show = show(&outlined(PLAY, false).unwrap());
    assert_eq!(show.diagnostics, []);
    assert!(words_said(&show).iter().all(|(role, _)| role != "NARRATOR"));
}

#[test]
fn dual_dialogue_begins_with_the_speech_before_it() {
    let outline = outlined(
        "A\nOne two.\n(loud)\nThree four.\n\nB ^\nOne.\n(again)\nFive.\n\nC\nNext.\n",
        true,
    )
    .unwrap();
    let show = show(&outline);
    assert_eq!(show.diagnostics, []);
    // B's first line begins with the first speech; B's other line follows without
    // a key.
    let with: Vec<_> = show.book.lines.iter().map(|line| line.with).collect();
    assert_eq!(with, [None, None, Some(LineId(0)), None, None]);
}

#[test]
fn a_screenplay_without_speech_is_an_error() {
    for (play, action) in [("INT. ROOM\n\nSOUND: Rain\n", true), ("It rains.\n", false)] {
        assert_eq!(outlined(play, action).err(), Some(NothingSpoken));
    }
}

#[test]
fn repeated_lines_get_unique_quotes() {
    let play = "ANNA\nYes.\n\nTOM\nYes, yes.\n\n".repeat(100);
    let outline = outlined(&play, true).unwrap();
    assert_eq!(outline.lines.len(), 200);
    assert_eq!(show(&outline).diagnostics, []);
}

/// Returns every word of a screenplay's speeches.
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
        if let Ok(outline) = outlined(&play, action) {
            let show = show(&outline);
            let script = script(&outline);
            let errors = show.diagnostics.iter().filter(|d| d.severity == Severity::Error);
            let errors: Vec<String> = errors.map(ToString::to_string).collect();
            prop_assert!(errors.is_empty(), "{errors:?}\n{}\n---\n{script}", outline.prose.text);
            let style = cuebook_script::format::format(&script).unwrap();
            prop_assert_eq!(&style, &script, "not in the style");
            if !action {
                let said: Vec<String> = words_said(&show).into_iter().map(|(_, word)| word).collect();
                // Quotation marks may separate words that full stops joined.
                let bare = |words: Vec<String>| -> String {
                    words.concat().chars().filter(|c| c.is_alphanumeric()).collect()
                };
                prop_assert_eq!(bare(said), bare(spoken(&play)));
            }
        }
    }

    #[test]
    fn any_bytes_are_accepted(play in "\\PC*|(?s).{0,200}") {
        let _ = outlined(&play, true);
    }
}
