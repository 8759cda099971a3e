use super::*;
use crate::{CueKind, DeliveryTarget, Edge, Spoken, Target};
use cuebook_core::units::{Between, Decibels, Seconds};
use proptest::prelude::*;

/// The script of the page that documents the format.
const WHOLE: &str = include_str!("tests/whole.yaml");

/// Sounds with these names.
struct Names(&'static [&'static str]);

impl check::Sounds for Names {
    fn names(&self) -> Vec<&str> {
        self.0.to_vec()
    }
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn a_whole_script_is_read_without_diagnostics() {
    let mut reading = read(WHOLE.as_bytes());
    reading.check(&Names(&["artillery", "door-strike", "explosion"]));
    assert_eq!(reading.diagnostics, []);
    let script = &reading.script;
    assert_eq!(script.show.as_ref().unwrap().value, "The Last Hour");
    let Some(TextSource::Files(paths)) = &script.text else {
        panic!("{:?}", script.text);
    };
    assert_eq!(paths[0].value, "the-last-hour.txt");
    assert_eq!(script.cast.len(), 3);
    assert_eq!(script.cast[1].place.pan.as_ref().unwrap().value, -0.3);
    let ipa = Spoken::Ipa("ˈkrɛmlɪn".to_owned());
    let [crate::PronouncePart::Words(words)] = &script.pronounce[..] else {
        panic!("{:?}", script.pronounce);
    };
    assert_eq!(words[1].spoken.value, ipa);
    assert_eq!(script.spaces[1].wet.as_ref().unwrap().value, Decibels(-9.0));
    assert_eq!(script.scenes[0].from.edge, Edge::Start);
    assert_eq!(
        script.lines[0].pause.before.as_ref().unwrap().value,
        Seconds(0.4)
    );
    let settings = &script.sounds[0].settings;
    assert_eq!(
        (&*settings[0].0.value, &*settings[0].1.value),
        ("distance", "2.5km")
    );
    let duck = script.mix.duck.show.as_ref().unwrap();
    assert_eq!(duck.by, Some(Decibels(9.0)));
}

#[test]
fn a_take_is_a_path_or_a_part_of_a_recording() {
    let take = |written: &str| {
        let script = format!("text: a.txt\nlines: [ {{ quote: Go, take: {written} }} ]\n");
        let reading = read(script.as_bytes());
        let take = reading.script.lines[0].take.clone();
        let seconds = |time: Option<Spanned<Seconds>>| time.map(|time| time.value.0);
        let take = take.map(|take| (take.file.value, seconds(take.start), seconds(take.end)));
        (take, codes(&reading))
    };
    let whole = Some(("a.wav".to_owned(), None, None));
    let part = |start, end| Some(("a.wav".to_owned(), start, end));
    assert_eq!(take("a.wav"), (whole.clone(), vec![]));
    assert_eq!(take("{ file: a.wav }"), (whole.clone(), vec![]));
    assert_eq!(
        take("{ file: a.wav, start: 0.4s }"),
        (part(Some(0.4), None), vec![])
    );
    assert_eq!(
        take("{ file: a.wav, start: 100ms, end: 2s }"),
        (part(Some(0.1), Some(2.0)), vec![])
    );
    assert_eq!(
        take("{ file: a.wav, start: 2s, end: 1s }"),
        (whole, vec!["ends-before-it-starts"])
    );
    assert_eq!(take("{ start: 2s }").1, ["missing-key"]);
    assert_eq!(take("{ file: a.wav, from: 2s }").1, ["unknown-key"]);
    assert_eq!(take("{ file: /a.wav }").1, ["bad-path"]);
}

#[test]
fn cues_are_read_with_all_their_keys() {
    let cues = read(WHOLE.as_bytes()).script.cues;
    let CueKind::Bed { sound, from, until } = &cues[0].kind else {
        panic!("{:?}", cues[0]);
    };
    assert_eq!(sound.value, "guns");
    assert!(matches!(&from.target, Target::Words(q) if q.exact == "roar of the guns"));
    assert_eq!(until.as_ref().unwrap().edge, Edge::After);
    assert_eq!(cues[0].fade.fade_out.as_ref().unwrap().value, Seconds(6.0));
    assert_eq!(cues[0].rides[0].over.as_ref().unwrap().value, Seconds(4.0));
    let CueKind::Spot { times, .. } = &cues[1].kind else {
        panic!("{:?}", cues[1]);
    };
    let times = times.as_ref().unwrap();
    let every = Between {
        low: Seconds(0.9),
        high: Seconds(1.4),
    };
    assert_eq!((times.count, times.every), (4, every));
    assert_eq!(cues[2].hold.as_ref().unwrap().value, Seconds(2.5));
    assert!(matches!(&cues[3].kind, CueKind::Hush { length, .. } if length.value == Seconds(1.5)));
}

#[test]
fn short_forms_equal_their_long_forms() {
    let source = "text: t.txt\nlines:\n- { quote: Go, nth: 2, by: NARRATOR, pause: 0.5s, pan: 0.2 }\nsounds: { a: { file: a.wav } }\ncues:\n- { id: x, spot: a, at: start, times: 3, fade: 2s, duck: false }\n- { bed: a, from: { line: l, after: true }, until: end, duck: 6dB, loop: false }\n- { music: a, from: { cue: x, offset: -1s }, ride: { at: { time: 3s }, gain: -3dB } }\nmix: { target: { loudness: -18 LUFS, peak: -2 dBTP }, buses: { music: -3dB } }\n";
    let reading = read(source.as_bytes());
    assert_eq!(codes(&reading), [] as [&str; 0]);
    let script = reading.script;
    assert_eq!(script.lines[0].quote.nth, Some(2));
    assert_eq!(
        script.lines[0].pause.before.as_ref().unwrap().value,
        Seconds(0.5)
    );
    assert_eq!(script.lines[0].place.pan.as_ref().unwrap().value, 0.2);
    let cues = &script.cues;
    assert!(matches!(&cues[0].kind, CueKind::Spot { times: Some(t), .. } if t.count == 3));
    assert_eq!(cues[0].fade.fade_in, cues[0].fade.fade_out);
    assert_eq!(cues[0].duck.as_ref().unwrap().by, Some(Decibels(0.0)));
    assert_eq!(cues[1].duck.as_ref().unwrap().by, Some(Decibels(6.0)));
    assert!(!cues[1].looped.as_ref().unwrap().value);
    let CueKind::Bed { from, until, .. } = &cues[1].kind else {
        panic!("{:?}", cues[1]);
    };
    assert_eq!(from.edge, Edge::After);
    assert!(matches!(until.as_ref().unwrap().target, Target::End));
    assert_eq!(cues[2].rides.len(), 1);
    let target = script.mix.target.unwrap().value;
    assert!(matches!(
        target,
        DeliveryTarget::Levels {
            peak: Decibels(-2.0),
            ..
        }
    ));
}

#[test]
fn all_mistakes_are_found_in_one_run() {
    let source = "text: t.txt\ncolour: 1\ncast: { A: { pace: 9 } }\ncues:\n- { spot: a, at: x, gain: -3 }\n- { spot: a }\n- {}\nmix: []\n";
    let found = codes(&read(source.as_bytes()));
    let expected = [
        "unknown-key",
        "out-of-range",
        "missing-unit",
        "missing-key",
        "cue-kind",
        "wrong-shape",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_misspelt_key_is_the_only_mistake() {
    for source in [
        "txt: t.txt\n",
        "text: t.txt\ncaste: { A: {} }\nlines: [{ quote: a, by: A }]\n",
        "text: t.txt\ncharacters: { A: {} }\nlines: [{ quote: a, by: A }]\n",
        "text: t.txt\nsound: { x: { file: a.wav } }\ncues: [{ spot: x, at: start }]\n",
        "text: t.txt\nspaces: { s: { preset: cellar } }\nscene: [{ id: a, from: start, space: s }]\n",
        "text: t.txt\ncast: { A: {} }\nlines: [{ qoute: a, by: A }]\n",
    ] {
        let mut reading = read(source.as_bytes());
        reading.check(&());
        assert_eq!(codes(&reading), ["unknown-key"], "{source}");
    }
    // Each key is meant once, and the one that is there counts.
    let mut reading =
        read(b"text: t.txt\ncast: { A: {} }\ncaste: { B: {} }\nlines: [{ quote: a, by: B }]\n");
    reading.check(&());
    assert_eq!(codes(&reading), ["unknown-key", "unknown-role"]);
}

#[test]
fn names_hidden_by_a_mistake_of_form_are_not_reported_as_missing() {
    let mut reading = read(b"cues:\n- { spot: a, at: { cue: b } }\nlines: [\"\n");
    reading.check(&());
    assert_eq!(codes(&reading), ["yaml-syntax"]);
}

#[test]
fn unreadable_things_are_not_reported_as_missing() {
    let mut reading = read(b"text: a.txt\ncues:\n- { id: b, spot: x, at: 1, hush: 1s }\n- { hush: 1s, at: { cue: b } }\n");
    reading.check(&());
    assert_eq!(codes(&reading), ["cue-kind"]);
}

#[test]
fn a_thousand_mistakes_are_the_limit() {
    let source = format!("text: a.txt\ncues:\n{}", "- { a: b }\n".repeat(5000));
    let reading = read(source.as_bytes());
    assert_eq!(reading.diagnostics.len(), MAX_MISTAKES + 1);
    assert_eq!(
        reading.diagnostics.last().unwrap().code,
        "too-many-mistakes"
    );
}

fn places_hold(reading: &Reading) {
    for mistake in &reading.diagnostics {
        assert!(!mistake.labels.is_empty());
        for label in &mistake.labels {
            assert!(
                reading.source.get(label.span.range()).is_some(),
                "{mistake:?}"
            );
        }
        for (span, _) in mistake
            .hints
            .iter()
            .filter_map(|hint| hint.replace.as_ref())
        {
            assert!(reading.source.get(span.range()).is_some(), "{mistake:?}");
        }
    }
}

/// An interactive script.
const CHOICES: &str = include_str!("../../../../tests/corpus/choices.yaml");

#[test]
fn the_keys_of_an_interactive_show_are_read() {
    let mut reading = read(CHOICES.as_bytes());
    reading.check(&Names(&["clock", "dog-bark"]));
    assert_eq!(reading.diagnostics, []);
    let script = &reading.script;
    assert!(script.is_interactive());
    let Some(TextSource::Files(paths)) = &script.text else {
        panic!("{:?}", script.text);
    };
    assert_eq!(
        paths.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
        ["gate.txt", "hall.txt"]
    );
    let kinds: Vec<&crate::VariableKind> = script.state.iter().map(|one| &one.kind).collect();
    assert_eq!(
        *kinds[1],
        crate::VariableKind::Number {
            from: 0,
            to: 3,
            start: 1,
            clamp: false
        }
    );
    assert!(matches!(
        kinds[2],
        crate::VariableKind::Word { start: 1, .. }
    ));
    let ways = script.scenes[1].then.as_ref().unwrap();
    assert_eq!(ways.len(), 3);
    assert!(matches!(ways[2].to, crate::Destination::End(_)) && ways[2].when.is_none());
    let door = &script.choices[0];
    assert_eq!(door.patience().unwrap().value, Seconds(10.0));
    assert_eq!(
        door.options[1].once.as_ref().map(|once| once.value),
        Some(true)
    );
    assert_eq!(door.options[2].set.len(), 2);
    assert!(door.while_waiting.as_ref().unwrap().remind.is_some());
    assert_eq!(door.said().count(), 4);
    assert!(matches!(
        script.choices[1].options[1].say,
        Some(crate::Said::Quote(_))
    ));
    assert!(!read(WHOLE.as_bytes()).script.is_interactive());
}

#[test]
fn names_of_the_state_are_found_in_expressions() {
    let reading = read(CHOICES.as_bytes());
    let names = reading.script.names.iter();
    let named = |text: &str| {
        let own = names
            .clone()
            .filter(|name| name.what == what::VARIABLE && name.text == text);
        own.map(|name| {
            assert_eq!(name.span.of(&reading.source), text);
            name.declares
        })
        .collect::<Vec<bool>>()
    };
    assert_eq!(named("courage"), [true, false, false, false, false]);
    assert_eq!(named("lamp"), [true, false, false, false, false, false]);
    assert!(named("calm").is_empty(), "a word of a set is no variable");
    assert!(named("not").is_empty());
}

#[test]
fn mistakes_in_the_state_and_in_choices_have_their_codes() {
    let state = |values: &str| {
        codes(&read(
            format!("text: a.txt\nstate: {{ x: {values} }}").as_bytes(),
        ))
    };
    assert_eq!(state("maybe"), ["variable-without-values"]);
    assert_eq!(state("5"), ["variable-without-values"]);
    assert_eq!(state("yes"), ["not-boolean"]);
    assert_eq!(state("{ from: 3, to: 1 }"), ["reversed-range"]);
    assert_eq!(state("{ from: 0, to: 2, start: 3 }"), ["out-of-range"]);
    assert_eq!(state("{ to: 2.5 }"), ["bad-number"]);
    assert_eq!(state("{ from: 0 }"), ["missing-key"]);
    assert_eq!(state("{ to: 2, one-of: [a] }"), ["exclusive-keys"]);
    assert_eq!(state("{ one-of: [a, b, a] }"), ["duplicate-name"]);
    assert_eq!(state("{ one-of: [] }"), ["empty-value"]);
    assert_eq!(state("{ one-of: [a, b], start: c }"), ["unknown-word"]);
    let choice = |keys: &str| {
        let script = format!(
            "text: a.txt\nscenes: [ {{ id: hall, from: start }} ]\nchoices: [ {{ id: c, at: x, {keys} }} ]"
        );
        let mut reading = read(script.as_bytes());
        reading.check(&());
        codes(&reading)
    };
    let option = "options: [ { id: a, say: A } ]";
    assert_eq!(choice(option), [] as [&str; 0]);
    assert_eq!(choice("ask: Well?"), ["missing-key"]);
    assert_eq!(choice("options: []"), ["choice-without-options"]);
    assert_eq!(choice("options: [ { id: a } ]"), ["missing-key"]);
    assert_eq!(
        choice("options: [ { id: a, say: A }, { id: a, say: B } ]"),
        ["duplicate-name"]
    );
    assert_eq!(
        choice("options: [ { id: a, say: A, to: hell } ]"),
        ["unknown-scene"]
    );
    assert_eq!(choice(&format!("wait: 5s, {option}")), ["missing-key"]);
    assert_eq!(choice(&format!("wait: soon, {option}")), ["bad-number"]);
    assert_eq!(choice(&format!("wait: forever, {option}")), [] as [&str; 0]);
    assert_eq!(choice(&format!("default: b, {option}")), ["unknown-option"]);
    let mut end = read(b"text: a.txt\nscenes: [ { id: end, from: start, then: end } ]");
    end.check(&());
    assert_eq!(codes(&end), ["bad-name"]);
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut reading = read(&bytes);
        reading.check(&());
        places_hold(&reading);
    }

    /// A whole script with pieces removed, repeated and moved.
    #[test]
    fn any_damaged_script_can_be_read(is_choices in any::<bool>(), cuts in prop::collection::vec((0..2000usize, 0..60usize, 0..2000usize), 1..6)) {
        let whole = if is_choices { CHOICES } else { WHOLE };
        let mut chars: Vec<char> = whole.chars().collect();
        for (from, length, to) in cuts {
            let from = from % chars.len();
            let piece: Vec<char> = chars[from..(from + length).min(chars.len())].to_vec();
            let to = to % chars.len();
            if to.is_multiple_of(2) {
                chars.drain(from..from + piece.len());
            }
            let to = to.min(chars.len());
            chars.splice(to..to, piece);
        }
        let mut reading = read(chars.into_iter().collect::<String>().as_bytes());
        reading.check(&Names(&["artillery"]));
        places_hold(&reading);
    }
}
