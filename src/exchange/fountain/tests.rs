//! Exports and imports again.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::outline::screenplay::{fountain, outline};
use crate::perform::BuiltinCatalog;
use crate::session::Show;
use crate::world::Memory;
use cuebook_core::id::{IdRange, WordId};

/// Returns the words of the show with their roles.
fn said(show: &Show) -> Vec<(String, String)> {
    let book = &show.book;
    let each = book.lines.iter().flat_map(|line| {
        let role = &book.roles[line.role].name;
        line.words
            .ids()
            .map(move |w| (role.clone(), book.prose.word(w).to_owned()))
    });
    each.collect()
}

fn outlined(screenplay: &str) -> crate::outline::Outline {
    let mut outline = outline(&fountain::read(screenplay), true, &BuiltinCatalog).unwrap();
    "play.txt".clone_into(&mut outline.text);
    outline
}

fn drafted(screenplay: &str) -> Show {
    let outline = outlined(screenplay);
    let world = Memory::default().with("play.txt", outline.prose.text.as_bytes());
    let script = crate::outline::write::script(&outline);
    Show::load(Path::new("play.yaml"), script.as_bytes(), None, &world)
}

fn assert_round(text: &str, lines: &str) {
    let indented = text.replace('\n', "\n  ");
    let script = format!(
        "show: A\ntext: |\n  {indented}\ncast: {{ ANNA: , Tom: , SFX: , \"2\": }}\n{lines}"
    );
    let show = Show::load(
        Path::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    );
    if show.has_mistakes() {
        return;
    }
    let written = write(&show.script, &show.book);
    assert_eq!(said(&drafted(&written)), said(&show), "{written}");
}

#[test]
fn a_written_show_is_read_back_unchanged() {
    let text = "“Go!” said Anna. “INT. THIS” he said.\n\n“(Hm.)”\n\nCLOSED. “*Yes*, a_b.”\n\n.x “SOUND: BANG” “No [[x]] /* y */”\n\n# Act “~La.” (x) “Zero.” > TO:";
    let lines = "lines:\n  - { quote: \"Go!\", by: ANNA, tone: urgent }\n  - { quote: \"INT. THIS\", by: Tom }\n  - { quote: \"Hm\", by: SFX }\n  - { quote: \"Yes\", by: \"2\" }\n  - { quote: BANG, by: ANNA }\n  - { quote: \"No\", by: Tom }\n  - { quote: La, by: SFX }\n";
    assert_round(text, lines);
}

#[test]
fn a_speech_keeps_the_dots_before_its_words() {
    let first = drafted("INT. HALL\n\nANNA\n... and then he left.\n\nTOM\n…no. Not now.\n");
    let written = write(&first.script, &first.book);
    assert!(written.contains("\n... and then he left.\n"), "{written}");
    let second = drafted(&written);
    assert_eq!(second.book.prose.text, first.book.prose.text);
}

#[test]
fn cues_scenes_and_tones_are_on_the_page() {
    let script = "show: A\nauthor: B\ntext: |\n  “Go!” said Anna. A door fell shut.\n\n  Rain fell.\ncast: { ANNA: }\nscenes: [{ id: out, from: Rain, title: INT. HALL }]\nlines: [{ quote: \"Go!\", by: ANNA, tone: urgent }]\ncues:\n  - { spot: door-slam, at: { after: \"shut.\" } }\n  - { bed: rain, from: Rain, until: end }\n  - { hush: 1.5s, at: \"Rain\" }\n";
    let show = Show::load(
        Path::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    );
    assert_eq!(show.diagnostics, []);
    insta::assert_snapshot!(write(&show.script, &show.book));
}

/// Returns what a listener hears of the lines: the role, the words, the settings.
fn voices(show: &Show) -> Vec<String> {
    let book = &show.book;
    let each = book.lines.entries().map(|(id, line)| {
        let voice = &line.treatment.voice;
        let words: Vec<&str> = line.words.ids().map(|w| book.prose.word(w)).collect();
        let space = line.space.map(|space| book.spaces[space].name.as_str());
        // Lines that begin together begin with the first of them.
        let mut with = line.with;
        while let Some(before) = with.and_then(|with| book.lines[with].with) {
            with = Some(before);
        }
        let with = with.map(|with| id.0 - with.0);
        format!(
            "{} {words:?} {} {:?} {}m {space:?} with {with:?} pause {:?} overlap {:?}",
            book.roles[line.role].name,
            line.tone.written(),
            voice.effect,
            voice.distance.0,
            line.before,
            line.overlap,
        )
    });
    each.collect()
}

/// Returns what a listener hears of the cues.
fn sounds(show: &Show) -> Vec<String> {
    let book = &show.book;
    let each = book.cues.iter().map(|cue| {
        let sound = cue.sound.map(|sound| book.sounds[sound].name.as_str());
        let at = (cue.at.mark, cue.at.offset);
        format!(
            "{sound:?} {:?} {at:?} {:?} {:?} hold {:?} fade {:?} {:?} {:?}m",
            cue.kind, cue.gain, cue.rides, cue.hold, cue.fade_in, cue.fade_out, cue.distance
        )
    });
    let mut each: Vec<String> = each.collect();
    each.sort();
    each
}

fn opened(script: &str) -> Show {
    Show::load(
        Path::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    )
}

/// Exports a show, imports it and compares all that is heard; then does it again and
/// compares the pages.
fn assert_heard(script: &str) {
    let show = opened(script);
    assert!(!show.has_mistakes(), "{:?}\n{script}", show.diagnostics);
    let page = write(&show.script, &show.book);
    let again = drafted(&page);
    assert!(!again.has_mistakes(), "{:?}\n{page}", again.diagnostics);
    assert_eq!(voices(&again), voices(&show), "{page}");
    assert_eq!(sounds(&again), sounds(&show), "{page}");
    let second = write(&again.script, &again.book);
    let third = drafted(&second);
    assert_eq!(voices(&third), voices(&again), "{second}");
    assert_eq!(sounds(&third), sounds(&again), "{second}");
    assert_eq!(write(&third.script, &third.book), second);
}

#[test]
fn voices_and_cues_are_heard_as_before() {
    assert_heard(
        "show: A\ntext: |\n  “One two.” “Two three, four.”\n\n  “One two.”\n\n  Rain fell on one two. It fell.\n\n  “Go go go,” “Stay.”\n\n  The end came.\n\
         cast: { ANNA: { distance: 25m, tone: cold }, TOM'S VOICE: , TOM: { effect: radio } }\n\
         scenes:\n  - { id: hall-2, from: start, space: cellar, title: \"INT. HALL\" }\n  - { id: out, from: Rain, title: \"EXT. BEACH - DAY\" }\n\
         lines:\n  - { id: a, quote: \"One two.\", nth: 1, by: ANNA }\n  - { quote: \"Two three\", by: ANNA, tone: shout, pause: { before: 0.4s } }\n\
         \x20 - { id: b, quote: \"One two.\", nth: 2, by: TOM, with: a, space: none }\n\
         \x20 - { quote: \"Go go go\", by: TOM'S VOICE, effect: door, distance: 6m, space: tunnel }\n\
         \x20 - { quote: Stay., by: TOM, overlap: 0.3s }\n\
         cues:\n  - { spot: door-strike, at: { after: \"Two three\" }, times: { count: 3, every: 0.3s..0.5s }, gain: -4dB, hold: 1.5s }\n\
         \x20 - { spot: rain, at: { quote: go, nth: 2 } }\n  - { bed: wind, from: { quote: \"One two\", nth: 2 }, until: { after: \"It fell\" }, gain: -10dB, fade: { in: 2s, out: 3s } }\n\
         \x20 - { bed: fire, from: It fell, until: end, distance: 4m, ride: { at: \"Go go\", gain: -9dB, over: 2s } }\n  - { music: lament, from: { line: b }, until: Stay. }\n\
         \x20 - { hush: 1.5s, at: { after: \"Stay.\" } }\n  - { spot: thunder, at: end }\n",
    );
}

#[test]
fn ends_and_places_without_words_are_heard_as_before() {
    let script = |cues: &str| {
        format!(
            "show: A\ntext: |\n  The door slammed. Rain beat on the roof.\n\n  “Go,” said Anna. The bell rang.\n\
             cast: {{ ANNA: }}\nlines: [{{ quote: \"Go,\", by: ANNA }}]\ncues:\n{cues}"
        )
    };
    for cues in [
        "  - { bed: rain, from: start, until: { time: 2s } }\n",
        "  - { bed: rain, from: start, until: { quote: The door, offset: 1.5s } }\n",
        "  - { id: a-1, spot: thunder, at: start }\n  - { bed: wind, from: start, until: { cue: a-1, after: true } }\n",
        "  - { bed: wind, from: start, until: { cue: a, offset: -0.5s } }\n  - { id: a, spot: thunder, at: Rain }\n",
        "  - { bed: wind, from: The door, until: { after: \"roof.\", offset: 2s } }\n  - { spot: cough, at: { time: 3s } }\n",
        "  - { spot: cough, at: { time: 3s }, offset: 1s }\n  - { music: lament, from: { time: 1s }, until: { time: 4s } }\n",
    ] {
        assert_heard(&script(cues));
    }
}

#[test]
fn the_settings_of_a_recipe_come_back() {
    let script = "show: A\ntext: |\n  Rain fell on the roof. The telephone rang.\nsounds:\n  wet: { recipe: rain, surface: roof, intensity: 0.75 }\n  \
                  bell: { recipe: telephone-bell, rings: 3 }\ncues:\n  - { bed: wet, from: Rain, until: { after: rang } }\n  - { spot: bell, at: { after: rang } }\n";
    let page = write(&opened(script).script, &opened(script).book);
    assert!(
        page.contains("AMBIENCE: rain:surface=roof,intensity=0.75 ("),
        "{page}"
    );
    let again = drafted(&page);
    assert_eq!(again.diagnostics, []);
    let made: Vec<String> = again
        .script
        .sounds
        .iter()
        .flat_map(|sound| &sound.settings)
        .map(|(key, value)| format!("{} {}", key.value, value.value))
        .collect();
    assert_eq!(made, ["surface roof", "intensity 0.75", "rings 3"]);
    assert_eq!(again.book.cues.len(), 2);
}

#[test]
fn an_end_at_a_cue_whose_line_is_gone_is_left_out() {
    let page = "Title: A\n\nAMBIENCE: rain (start, until cue gone)\n\nAnna waits.\n";
    let show = drafted(page);
    assert_eq!(show.diagnostics, []);
    assert_eq!(show.book.cues.len(), 1);
}

#[test]
fn a_sound_of_the_action_that_was_removed_stays_away() {
    let script = "show: A\ntext: |\n  The door slammed. It was raining hard. The telephone rang.\n";
    let page = write(&opened(script).script, &opened(script).book);
    assert_eq!(drafted(&page).book.cues.len(), 0, "{page}");
    let mine = page.replace("as written", "and those of the action");
    assert_eq!(drafted(&mine).book.cues.len(), 3, "{mine}");
}

#[test]
fn the_first_marks_of_action_and_speeches_are_kept() {
    let text = "‘It was late,’ he thought.\n\n(Rain fell.) [A bell.] He left.\n\n[A bell rang.]\n\n“(Hm.) Yes.”\n\n'Tis late.\n\n—No one came.";
    let indented = text.replace('\n', "\n  ");
    let script = format!(
        "show: A\ntext: |\n  {indented}\ncast: {{ ANNA: }}\nlines: [{{ quote: \"Hm.) Yes.\", by: ANNA }}]\n"
    );
    let show = opened(&script);
    assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
    let again = drafted(&write(&show.script, &show.book));
    assert_eq!(again.book.prose.text.trim(), text);
}

#[test]
fn an_import_is_stable() {
    let page = "Title: A\n\nINT. CHURCH - NIGHT #2#\n\nSOUND: Three knocks, door opens.\n\nAMBIENCE: Rain, wind\n\n\
        ANNA (O.S.)\n(whispering, to Tom)\nIs it here?\n(beat)\nTom?\n\nTOM ^\nYes.\n\nSOUND: Rain stops\n\n\
        ANNA AND TOM\nAt last!\n\nThe telephone rings.\n\nMUSIC: Sad strings, fade in\n\nTOM\nGo.\n(to Anna)\nNow.\n\n\
        MUSIC: up\n\nANNA (ON PHONE)\nGo.\n\nMUSIC: fades out\n\nTOM\nStay.\n";
    let first = drafted(page);
    assert_eq!(first.diagnostics, []);
    let second = drafted(&write(&first.script, &first.book));
    assert_eq!(voices(&second), voices(&first));
    assert_eq!(second.book.prose.text, first.book.prose.text);
    assert_eq!(sounds(&second), sounds(&first));
    let third = drafted(&write(&second.script, &second.book));
    assert_eq!(
        crate::outline::write::script(&outlined(&write(&third.script, &third.book))),
        crate::outline::write::script(&outlined(&write(&second.script, &second.book)))
    );
}

proptest! {
    /// The text of a screenplay is the same after an export and a second import.
    #[test]
    fn any_speech_keeps_its_marks(
        speeches in proptest::collection::vec(
            (
                prop_oneof![Just("ANNA"), Just("TOM")],
                "[-—–…‘’'“\"(\\[¿¡$#&*~>!=@.+/:;,? ]{0,3}(No|Tis|INT\\. HALL|ANNA|CUT TO:|go|5)( to the door| \\(or not\\) now)?[-—–…‘’'”\")\\].,!?:;/*~+ ]{0,3}",
            ),
            1..5,
        ),
    ) {
        let mut text = String::new();
        for (role, words) in &speeches {
            // A note, which ends at its second bracket, is no words.
            let words = words.replace("[[", "[").replace("/*", "/");
            text.push_str(&format!("{role}\n{words}\n\n"));
        }
        let page = format!("INT. HALL\n\nANNA\nWell.\n\n{text}");
        let first = drafted(&page);
        prop_assume!(!first.has_mistakes());
        let written = write(&first.script, &first.book);
        let second = drafted(&written);
        prop_assert_eq!(&second.book.prose.text, &first.book.prose.text, "{}", written);
        prop_assert_eq!(said(&second), said(&first));
    }
}

#[test]
fn a_speech_keeps_the_marks_before_its_words() {
    for words in [
        "—no!",
        "- No dash.",
        "‘Why?’ she said.",
        "– No.",
        "--no",
        "’Tis late.",
        "No —",
        "‘Go.’",
    ] {
        let first = drafted(&format!("INT. HALL\n\nANNA\nWell.\n\nTOM\n{words}\n"));
        let written = write(&first.script, &first.book);
        assert!(written.contains(&format!("\n{words}\n")), "{written}");
        assert_eq!(drafted(&written).book.prose.text, first.book.prose.text);
    }
}

/// A line of a random show: its words, role and settings.
fn line() -> impl Strategy<Value = (String, String)> {
    let words = prop_oneof![
        "(Go|Yes|No|Now|Rain)( (go|yes|no|now|rain)){0,4}[.!?]",
        "[(~!>#=.]?(INT\\. HALL|CUT TO:|ANNA|SFX: BANG|Yes)\\)?",
    ];
    let settings = prop_oneof![
        Just(String::new()),
        Just(", tone: shout".to_owned()),
        Just(", distance: 6m".to_owned()),
        Just(", distance: 2.5m, effect: radio".to_owned()),
        Just(", effect: door".to_owned()),
        Just(", space: none, tone: whisper".to_owned()),
        Just(", space: tunnel, pause: 1s".to_owned()),
        Just(", pause: { before: 0.3s }".to_owned()),
    ];
    let role = prop_oneof![
        Just("ANNA"),
        Just("TOM"),
        Just("TOM'S VOICE"),
        Just("ANNA AND TOM"),
        Just("OKORO"),
        Just("CAPT. OKORO"),
        Just("\"2\"")
    ];
    (words, role, settings)
        .prop_map(|(words, role, settings)| (words, format!("by: {role}{settings}")))
}

/// A cue of a random show at words of its lines.
fn cue() -> impl Strategy<Value = (usize, usize, usize)> {
    (0_usize..8, 0_usize..64, 0_usize..64)
}

fn random_show(lines: &[(String, String)], cues: &[(usize, usize, usize)], space: &str) -> String {
    let mut text = String::from("It begins.\n\n");
    let mut script = String::from("lines:\n");
    let mut quoted: Vec<&str> = Vec::new();
    for (words, settings) in lines {
        text.push_str(&format!("“{words}”\n\n"));
        quoted.push(words);
        script.push_str(&format!(
            "  - {{ quote: {}",
            serde_json::Value::from(words.as_str())
        ));
        let nth = quoted.iter().filter(|other| *other == words).count();
        script.push_str(&format!(", nth: {nth}, {settings} }}\n"));
    }
    text.push_str("It ends here.\n");
    let (prose, _) = cuebook_script::Prose::read(text.clone());
    let quote = |word: usize| {
        let word = WordId(word % prose.words.len());
        let own = prose.word(word);
        let same = |other: &WordId| prose.word(*other).eq_ignore_ascii_case(own);
        let nth = (WordId::FIRST..word + 1).ids().filter(same).count();
        format!("{{ quote: {own}, nth: {nth} }}")
    };
    script.push_str("cues:\n");
    for (kind, at, until) in cues {
        let (from, to) = (
            *at.min(until) % prose.words.len(),
            *at.max(until) % prose.words.len(),
        );
        let (from, to) = (from.min(to), from.max(to) + 1);
        script.push_str(&match kind {
            0 => format!("  - {{ spot: door-slam, at: {} }}\n", quote(from)),
            1 => format!(
                "  - {{ spot: rain, at: {{ after: {} }}, hold: 1s, gain: -3dB }}\n",
                quote(from)
            ),
            2 => format!(
                "  - {{ spot: rifle, at: {{ after: {} }}, times: 3 }}\n",
                quote(from)
            ),
            3 if to < prose.words.len() => {
                format!(
                    "  - {{ bed: wind, from: {}, until: {} }}\n",
                    quote(from),
                    quote(to)
                )
            }
            4 => format!(
                "  - {{ bed: fire, from: start, until: {{ after: {} }}, gain: -9dB }}\n",
                quote(to - 1)
            ),
            5 => format!(
                "  - {{ music: lament, from: {}, until: end, fade: {{ in: 1s, out: 2s }} }}\n",
                quote(from)
            ),
            6 => format!("  - {{ hush: 0.7s, at: {} }}\n", quote(from)),
            _ => format!("  - {{ bed: rain, from: {} }}\n", quote(from)),
        });
    }
    let indented = text.trim().replace('\n', "\n  ");
    format!(
        "show: A\ntext: |\n  {indented}\ncast: {{ ANNA: {{ distance: 3m }}, TOM: , \"TOM'S VOICE\": , ANNA AND TOM: , OKORO: , CAPT. OKORO: , \"2\": }}\n\
         scenes: [{{ id: one, from: start, space: {space}, title: INT. HALL }}]\n{script}"
    )
}

proptest! {
    #[test]
    fn any_show_is_heard_as_before(
        lines in proptest::collection::vec(line(), 1..8),
        cues in proptest::collection::vec(cue(), 1..6),
        space in prop_oneof![Just("hall"), Just("cellar"), Just("none"), Just("forest")],
    ) {
        let script = random_show(&lines, &cues, space);
        if !opened(&script).has_mistakes() {
            assert_heard(&script);
        }
    }
}

proptest! {
    #[test]
    fn any_prose_is_read_back_with_the_same_roles(text in "[A-Z]?([ -~“”]{1,30}(\n\n)?){1,6}") {
        // A figure after a stop may be the mark of a note, which the end of the text decides.
        let text: String = text
            .chars()
            .map(|c| if c.is_numeric() { 'n' } else { c })
            .collect();
        assert_round(text.trim(), "");
    }
}
