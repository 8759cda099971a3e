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
use cuebook_core::id::{IdRange, LineId};
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
            .ids()
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

/// Returns the cues of sound lines between three speeches, one in a row.
fn heard(lines: [&str; 3]) -> Vec<String> {
    let [first, second, third] = lines.map(|line| match line {
        "" => String::new(),
        line => format!("{line}\n\n"),
    });
    let play = format!(
        "INT. HALL\n\nANNA\nOne two.\n\n{first}TOM\nThree four.\n\n{second}ANNA\nFive six.\n\n{third}TOM\nSeven eight.\n"
    );
    let outline = outlined(&play, true).unwrap();
    assert_eq!(show(&outline).diagnostics, []);
    let script = script(&outline);
    // Comments alone have no `cues:` before them.
    let cues = script.trim_end().rsplit("\n\n").next().unwrap_or_default();
    let cues = cues.trim_start_matches("cues:\n");
    let row = |row: &str| {
        let row = row.trim().trim_start_matches("- ");
        row.split("  #")
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    cues.lines()
        .map(row)
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn every_sound_of_a_line_is_heard_or_told() {
    let at = "at: { after: \"One two\" }";
    for (line, expected) in [
        (
            "SFX: Door opens, footsteps approach.",
            vec![
                format!("{{ spot: door-open, {at}, hold: 1s }}"),
                format!(
                    "{{ spot: footsteps, {at}, distance: 29m, move: {{ to: {{ distance: 4m }}, over: 8s }}, hold: 1s }}"
                ),
            ],
        ),
        (
            "SOUND: Rain and thunder, continuing under",
            vec![
                "{ bed: rain, from: \"Three four.\", gain: -12dB }".to_owned(),
                format!("{{ spot: thunder, {at}, hold: 1s }}"),
            ],
        ),
        (
            "FX: KNOCK (x3). GLUE DRIES; GLASS BREAKS",
            vec![
                format!("{{ spot: door-strike, {at}, times: 3, hold: 3s }}"),
                "# line 6: SOUND: GLUE DRIES: no sound in the library fits".to_owned(),
                format!("{{ spot: glass-break, {at}, hold: 1s }}"),
            ],
        ),
        (
            "SFX: Heavy, slow footsteps",
            vec![format!(
                "{{ spot: footsteps-weight-cadence, {at}, hold: 1s }}"
            )],
        ),
        (
            "SFX: DOOR CLOSES",
            vec![format!("{{ spot: door-slam-force, {at}, hold: 1s }}")],
        ),
        (
            "SFX: Thunder, distant",
            vec![format!(
                "{{ spot: thunder, {at}, distance: 4.1km, hold: 1s }}"
            )],
        ),
        (
            "SFX: Alarm (x3)",
            vec![format!("{{ spot: siren, {at}, times: 3, hold: 3s }}")],
        ),
        (
            "SFX: knocks x99999",
            vec![format!(
                "{{ spot: door-strike, {at}, times: 20, hold: 6s }}"
            )],
        ),
        (
            "SFX\n(distant)\nThunder\nBell",
            vec![
                format!("{{ spot: thunder, {at}, distance: 4.1km, hold: 1s }}"),
                format!("{{ spot: bell-toll, {at}, distance: 1.1km, hold: 1s }}"),
            ],
        ),
        (
            "SFX: (distant) gunshot, explosion",
            vec![
                format!("{{ spot: pistol, {at}, distance: 170m, hold: 1s }}"),
                format!("{{ spot: explosion, {at}, distance: 1km, hold: 1s }}"),
            ],
        ),
        (
            "SFX: Knock, twice",
            vec![format!("{{ spot: door-strike, {at}, times: 2, hold: 2s }}")],
        ),
        (
            "SFX: Rain stops",
            vec!["# line 6: SOUND: Rain stops: no such sound plays here".to_owned()],
        ),
        (
            "SFX: under",
            vec!["# line 6: SOUND: under: no such sound plays here".to_owned()],
        ),
        (
            "SFX: heavy",
            vec!["# line 6: SOUND: heavy: no sound is named".to_owned()],
        ),
        (
            "MUSIC: Dark drone, fade in",
            vec![
                "{ music: drone, from: \"Three four.\", gain: -10dB, fade: { in: 3s } }".to_owned(),
            ],
        ),
    ] {
        assert_eq!(heard([line, "", ""]), expected, "{line}");
    }
}

#[test]
fn a_sound_line_that_names_nothing_is_told() {
    let outline = outlined(
        "Title: A\n\nHe waits.\n\nSOUND:\n\nSFX: ...\n\nANNA\nGo.\n",
        true,
    )
    .unwrap();
    let told: Vec<&str> = outline.cues.iter().map(|cue| cue.reason.as_str()).collect();
    assert_eq!(
        told,
        [
            "line 5: SOUND: …: no sound is named",
            "line 7: SOUND: …: no sound is named"
        ]
    );
    assert!(!outline.prose.text.contains("SOUND"));
}

#[test]
fn later_lines_change_and_end_sounds() {
    let from = "from: \"Three four.\"";
    for (lines, expected) in [
        (
            ["BG: Rain", "", "SFX: Rain stops."],
            format!("{{ bed: rain, {from}, until: {{ after: \"Five six\" }}, gain: -12dB }}"),
        ),
        (
            ["BG: Rain", "", "BG: out"],
            format!("{{ bed: rain, {from}, until: {{ after: \"Five six\" }}, gain: -12dB }}"),
        ),
        (
            ["BG: Rain", "", "BG: slow fade out"],
            format!(
                "{{ bed: rain, {from}, until: {{ after: \"Five six\" }}, gain: -12dB, fade: {{ out: 5s }} }}"
            ),
        ),
        (
            ["MUSIC: Dark drone", "MUSIC: up", "MUSIC: out"],
            format!(
                "{{ music: drone, {from}, until: {{ after: \"Five six\" }}, gain: -10dB, ride: [{{ at: {{ after: \"Three four\" }}, gain: -4dB, over: 2s }}] }}"
            ),
        ),
        (
            ["BG: Rain", "SFX: Rain continues under", ""],
            format!(
                "{{ bed: rain, {from}, gain: -12dB, ride: [{{ at: {{ after: \"Three four\" }}, gain: -18dB, over: 2s }}] }}"
            ),
        ),
    ] {
        assert_eq!(heard(lines), [expected], "{lines:?}");
    }
}

#[test]
fn music_takes_the_place_of_music_and_silence_has_its_length() {
    let rows = heard(["MUSIC: Dark drone", "", "MUSIC: Crossfade to sad strings"]);
    assert!(
        rows[0].contains("music: drone") && rows[0].contains("until: { after: \"Five six\" }"),
        "{rows:?}"
    );
    assert!(rows[1].contains("music: lament"), "{rows:?}");
    let rows = heard(["SFX: Knock; silence (4 seconds)", "", ""]);
    assert!(rows[1].contains("hush: 4s") && rows.len() == 2, "{rows:?}");
}

#[test]
fn the_action_suggests_sounds_that_no_line_asks_for() {
    let cues = |play: &str| {
        let outline = outlined(play, true).unwrap();
        assert_eq!(show(&outline).diagnostics, []);
        outline
            .sounds()
            .map(|sound| sound.what.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        cues("The telephone rings.\n\nANNA\nYes?\n"),
        ["telephone-bell"]
    );
    let play = "SFX: Phone rings\n\nThe telephone rings.\n\nANNA\nYes?\n";
    assert_eq!(cues(play), ["telephone-bell"]);
    assert_eq!(outlined(play, false).unwrap().sounds().count(), 1);
    // A line ends what the action began.
    let play = "INT. HALL\n\nThe rain falls.\n\nANNA\nYes?\n\nSFX: Rain stops\n\nANNA\nNo.\n";
    let outline = outlined(play, true).unwrap();
    let until: Vec<bool> = outline
        .sounds()
        .map(|sound| sound.until.is_some())
        .collect();
    assert_eq!(until, [true]);
}

#[test]
fn one_person_has_one_voice_and_two_people_speak_together() {
    let play = "ANNA\nWho is it?\n\nTOM\nMe.\n\nTOM'S VOICE\nLet me in!\n\nANNA AND TOM\nAt last!\n\nMAN'S VOICE\nQuiet!\n\nTOM (IN LATIN)\nPax.\n\nANNA\n(nods)\n";
    let outline = outlined(play, true).unwrap();
    let show = show(&outline);
    assert_eq!(show.diagnostics, []);
    let roles: Vec<&str> = outline
        .roles
        .iter()
        .map(|role| role.name.as_str())
        .collect();
    assert_eq!(roles, ["NARRATOR", "TOM", "ANNA", "MAN'S VOICE"]);
    let lines = script(&outline);
    for row in [
        "quote: \"Let me in!\", by: TOM, distance: 6m",
        "quote: \"At last!\", nth: 1, by: ANNA",
        "quote: \"At last!\", nth: 2, by: TOM, with: anna-2",
        "# (IN LATIN)",
        "ANNA: (nods) no words",
    ] {
        assert!(lines.contains(row), "{row}: {lines}");
    }
    assert_eq!(
        outline.untaken,
        ["line 16: (IN LATIN): no setting of a voice fits"]
    );
}

/// Returns every word of a screenplay's speeches.
fn spoken(play: &str) -> Vec<String> {
    let elements = fountain::read(play).elements.into_iter();
    let speeches = elements.filter_map(|element| match element.what {
        What::Speech(speech) => Some(speech),
        _ => None,
    });
    let names = names::Names::of(&fountain::read(play));
    let parts = speeches.flat_map(|speech| {
        let people = names.speakers(&speech.name).len();
        vec![speech.parts; if speech.forced { 1 } else { people }].concat()
    });
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

/// Words with what the readers of text look for: marks of notes, entities, abbreviations, words
/// divided at the ends of lines, and characters that look like others or are not seen.
fn odd() -> impl Strategy<Value = String> {
    const ODD: [&str; 56] = [
        "&amp;", "&c.", "&#39;", "[1]", "[^2]", "¹", "*", "**", "_", "<i>", "</i>", "ﬁ", "ﬀ", "½",
        "\u{ad}", "\u{a0}", "\u{200b}", "\u{feff}", "\u{301}", "\u{2028}", "ª", "™", "-\n", "‐\n",
        "—", "--", "...", "…", "Mr.", "II", "I", "'s", "’s", "''", "``", "\"", "“", "”", "‘", "’",
        "'", "«", "»", "(", ")", "[", "]", "{", "}", ":", "#", "|", "\\", "4s.", "10:30", "x",
    ];
    let part = prop_oneof![
        proptest::sample::select(&ODD[..]).prop_map(str::to_owned),
        "[a-zA-Z]{1,6}",
        "[0-9]{1,3}",
        "[ .,;!?]{1,2}",
        Just("\n".to_owned()),
    ];
    proptest::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

#[test]
fn characters_that_are_not_seen_make_no_names() {
    for unseen in [
        "\u{200b}",
        "\u{ad}",
        "\u{2060}",
        "\u{202e}",
        "\u{e0041}",
        "\u{feff}",
    ] {
        let play = format!(
            "Title: The{unseen} Show\n\nINT. HA{unseen}LL - DAY\n\nAN{unseen}NA\nHello.\n\nANNA\nGo on.\n\n{unseen}BOB{unseen}\nYes.\n"
        );
        let outline = outlined(&play, true).unwrap();
        let names: Vec<&str> = outline.roles.iter().map(|role| &*role.name).collect();
        assert_eq!(names, ["NARRATOR", "ANNA", "BOB"], "{unseen:?}");
        let script = script(&outline);
        assert!(!script.contains(unseen), "{unseen:?}: {script}");
        assert!(!show(&outline).has_mistakes(), "{script}");
    }
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
        "[A-Z]{1,6}\n".prop_flat_map(|name| odd().prop_map(move |words| name.clone() + &words)),
        odd(),
    ];
    proptest::collection::vec((piece, 0_usize..3), 0..24).prop_map(|pieces| {
        let each = pieces.into_iter();
        each.map(|(piece, breaks)| piece + &"\n".repeat(breaks))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 2))]

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
                // Quotation marks may separate words that full stops joined, and a figure after
                // one may be the mark of a note.
                let bare = |words: Vec<String>| -> String {
                    words.concat().chars().filter(|c| c.is_alphabetic()).collect()
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
