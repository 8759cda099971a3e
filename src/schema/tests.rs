use super::*;
use crate::script::read;
use cuebook_yaml::{self as yaml, Kind};

#[test]
fn a_form_has_the_keys_of_its_reader() {
    for form in keys::FORMS {
        let keys: Vec<&str> = form.keys.iter().map(|key| key.name).collect();
        assert_eq!(keys, form.shape.keys, "{}", form.id);
        for need in form.needs.iter().flat_map(|need| need.split('|')) {
            assert!(keys.contains(&need), "{} needs {need}", form.id);
        }
        for key in form.keys {
            assert!(key.about.ends_with('.'), "{}: {}", form.id, key.name);
        }
    }
}

#[test]
fn the_definitions_are_told_apart() {
    let mut ids: Vec<&str> = keys::FORMS.iter().map(|form| form.id).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

/// The codes of a script, as the reader finds them without prose.
fn codes(script: &str) -> Vec<&'static str> {
    let found = read::read(script.as_bytes()).diagnostics;
    found.iter().map(|mistake| mistake.code).collect()
}

/// A value as it would stand in a script, with the forms within it.
fn sample(takes: &Takes) -> Option<String> {
    Some(match takes {
        Takes::Form(form) | Takes::Perhaps(form) => form.shape.example.to_owned(),
        Takes::Each(inner) => format!("[{}]", sample(inner)?),
        Takes::Either(ways) => ways.iter().find_map(sample)?,
        Takes::Measure(measure) | Takes::Range(measure) => measure.example.to_owned(),
        Takes::Truth => "true".to_owned(),
        Takes::OneOf(choice) => choice.words().first()?.0.to_owned(),
        Takes::Whole(..) => "4".to_owned(),
        Takes::Ends => "start".to_owned(),
        Takes::Sides(_) => "[8m, 6m, 3.5m]".to_owned(),
        Takes::Cue | Takes::Sound | Takes::Named(..) => return None,
        Takes::Words | Takes::Quote | Takes::Declares(_) | Takes::Refers(_) => "x".to_owned(),
        Takes::Path(_) => "x.wav".to_owned(),
    })
}

/// Where each form stands in a script, with `…` in its place.
const PLACES: &[(&str, &str)] = &[
    ("role", "cast: { A: … }"),
    ("place", "cast: { A: { place: … } }"),
    ("spoken", "pronounce: { A: … }"),
    ("barrier", "barriers: { A: … }"),
    ("scene", "scenes: [ … ]"),
    ("anchor", "scenes: [ { id: a, from: … } ]"),
    ("after", "scenes: [ { id: a, from: { after: … } } ]"),
    ("line", "lines: [ … ]"),
    ("quote", "lines: [ { quote: … } ]"),
    ("pause", "lines: [ { quote: a, pause: … } ]"),
    ("spot", "cues: [ … ]"),
    ("bed", "cues: [ … ]"),
    ("music", "cues: [ … ]"),
    ("hush", "cues: [ … ]"),
    ("ride", "cues: [ { bed: a, from: start, ride: … } ]"),
    ("opening-ride", "barriers: { A: { ride: … } }"),
    ("move", "cues: [ { spot: a, at: start, move: … } ]"),
    (
        "goal",
        "cues: [ { spot: a, at: start, move: { over: 1s, to: … } } ]",
    ),
    ("times", "cues: [ { spot: a, at: start, times: … } ]"),
    ("fade", "cues: [ { spot: a, at: start, fade: … } ]"),
    ("ducking", "cues: [ { spot: a, at: start, duck: … } ]"),
    ("show-duck", "mix: { duck: … }"),
    ("pauses", "pauses: …"),
    ("mix", "mix: …"),
    ("levels", "mix: { target: … }"),
    ("buses", "mix: { buses: … }"),
    ("space", "spaces: { A: … }"),
    ("faces", "spaces: { A: { surfaces: … } }"),
    ("sound", "sounds: { A: … }"),
    ("sound-file", "sounds: { A: … }"),
];

/// The reader meets every key of every form where it may stand, and knows it; a
/// key that no form has it does not know.
#[test]
fn the_reader_knows_every_key_where_the_forms_have_it() {
    for form in &keys::FORMS[1..] {
        let place = PLACES.iter().find(|(id, _)| *id == form.id);
        let place = place
            .unwrap_or_else(|| panic!("{} stands nowhere", form.id))
            .1;
        for key in form.keys {
            let Some(value) = sample(&key.takes) else {
                continue;
            };
            let value = match key.name {
                "ride" => "[]".to_owned(),
                _ if matches!(key.takes, Takes::Perhaps(_)) => String::new(),
                _ => unbraced(&value),
            };
            let kind = form.needs.first().filter(|need| **need == form.id);
            let kind = kind.filter(|kind| **kind != key.name);
            let kind = match (kind, form.id) {
                (Some(kind), _) => format!("{kind}: 1s, "),
                (None, "sound-file") if key.name != "file" => "file: a.wav, ".to_owned(),
                _ => String::new(),
            };
            let script = format!(
                "text: a.txt\n{}\n",
                place.replace('…', &format!("{{ {kind}{}: {value} }}", key.name))
            );
            assert!(yaml::parse(&script).diagnostics.is_empty(), "{script}");
            assert!(!codes(&script).contains(&"unknown-key"), "{script}");
        }
        if form.id == "sound" {
            // Its further keys are settings, which its recipe knows.
            continue;
        }
        let kind = form.needs.first().filter(|need| **need == form.id);
        let kind = match (kind, form.id) {
            (Some(kind), _) => format!("{kind}: 1s, "),
            (None, "sound-file") => "file: a.wav, ".to_owned(),
            _ => String::new(),
        };
        let script = format!(
            "text: a.txt\n{}\n",
            place.replace('…', &format!("{{ {kind}xyzzy: 1 }}"))
        );
        assert!(codes(&script).contains(&"unknown-key"), "{script}");
    }
}

/// `place: { pan: 1 }` is the example of a place: what stands behind the key.
fn unbraced(value: &str) -> String {
    let tree = yaml::parse(value);
    match tree.root.map(|root| (root.kind, root.span)) {
        Some((Kind::Map(entries), _)) if entries.len() == 1 && !value.starts_with('{') => {
            entries[0].value.span.of(value).to_owned()
        }
        _ => value.to_owned(),
    }
}

#[test]
fn every_word_says_what_it_means() {
    use words::Choice;
    for choice in [
        Choice::Tone,
        Choice::Effect,
        Choice::Facing,
        Choice::Treatment,
        Choice::Preset,
        Choice::Target,
        Choice::Go,
        Choice::Under,
    ] {
        for (word, about) in choice.words() {
            assert!(!about.is_empty(), "{choice:?} {word}");
        }
    }
    assert!(words::sounds().iter().all(|(_, about)| about.len() > 10));
}
