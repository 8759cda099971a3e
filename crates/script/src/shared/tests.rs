use super::*;
use crate::read::{Reading, read_using};
use crate::{PronouncePart, SoundSource};

/// Reads a script with shared files.
fn read(script: &str, files: &[(&str, &str)]) -> Reading {
    let fetch = |path: &Spanned<String>| {
        let found = files.iter().find(|(name, _)| *name == path.value);
        let missing = || Box::new(Diagnostic::error("missing-file", path.span, "missing"));
        found
            .map(|(_, text)| text.as_bytes().to_vec())
            .ok_or_else(missing)
    };
    let mut reading = read_using(script.as_bytes(), Some(&fetch));
    reading.check(&());
    reading
}

/// Returns the mistakes, each with the file and the words of its place.
fn found(reading: &Reading) -> Vec<(&'static str, &str, &str)> {
    let all = reading.diagnostics.iter();
    all.map(|found| {
        let span = found.labels[0].span;
        let files = reading.shared.iter();
        let file = files
            .filter_map(|file| Some((file, file.own(span)?)))
            .next();
        match file {
            Some((file, own)) => (found.code, file.path.as_str(), own.of(&file.text)),
            None => (found.code, "", span.of(&reading.source)),
        }
    })
    .collect()
}

const SCRIPT: &str = "show: One\ntext: a.txt\nuse: house.yaml\n";

#[test]
fn a_script_takes_what_a_shared_file_says_and_wins_key_by_key() {
    let house = "author: Ann Smith\n\
        cast:\n  NARRATOR: { voice: bm_george }\n  ANNA: { voice: af_heart, place: { pan: -0.4, distance: 2m }, gain: 1dB }\n\
        mix: { target: podcast, buses: { music: -3dB, beds: -2dB } }\n\
        pronounce: { Frunze: Froon-zeh }\n";
    let script = format!(
        "{SCRIPT}cast:\n  ANNA: {{ gain: -2dB, pan: 0.1 }}\n  BORIS: {{}}\nmix: {{ buses: {{ beds: 1dB }} }}\npronounce: {{ Zhukov: ZHOO-kof }}\n"
    );
    let reading = read(&script, &[("house.yaml", house)]);
    assert_eq!(found(&reading), []);
    let script = &reading.script;
    assert_eq!(script.author.as_ref().unwrap().value, "Ann Smith");
    let names: Vec<&str> = script.cast.iter().map(|role| role.name.as_str()).collect();
    assert_eq!(names, ["NARRATOR", "ANNA", "BORIS"]);
    let anna = &script.cast[1];
    assert_eq!(anna.voice.as_ref().unwrap().value, "af_heart");
    assert_eq!(anna.gain.as_ref().unwrap().value.0, -2.0);
    assert_eq!(anna.place.pan.as_ref().unwrap().value, 0.1);
    assert_eq!(anna.place.distance.as_ref().unwrap().value.0, 2.0);
    let buses = &script.mix.buses;
    assert_eq!(buses.of("music").unwrap().0, -3.0);
    assert_eq!(buses.of("beds").unwrap().0, 1.0);
    let [PronouncePart::Words(first), PronouncePart::Words(then)] = &script.pronounce[..] else {
        panic!("{:?}", script.pronounce);
    };
    assert_eq!(
        (&*first[0].word.value, &*then[0].word.value),
        ("Frunze", "Zhukov")
    );
    assert!(script.is_own(then[0].word.span) && !script.is_own(first[0].word.span));
    assert_eq!(script.shared_cast[1].gain.as_ref().unwrap().value.0, 1.0);
}

#[test]
fn an_entry_with_a_source_of_its_own_replaces_the_whole_thing() {
    let house = "sounds:\n  guns: { recipe: artillery, density: 40/min }\n  door: { recipe: door-knock, gain: -3dB }\n\
        spaces:\n  hall: { size: [8m, 6m, 3m], surfaces: { walls: stone, floor: carpet }, wet: -9dB }\n";
    let script = format!(
        "{SCRIPT}sounds:\n  guns: {{ file: guns.wav }}\n  door: {{ gain: 2dB }}\nspaces:\n  hall: {{ surfaces: {{ floor: stone }} }}\n"
    );
    let reading = read(&script, &[("house.yaml", house)]);
    let codes: Vec<_> = found(&reading).iter().map(|found| found.0).collect();
    // The tests have no library.
    assert_eq!(codes, ["unknown-recipe", "unknown-recipe"]);
    let sounds = &reading.script.sounds;
    assert!(matches!(&sounds[0].source, Some(SoundSource::File(path)) if path.value == "guns.wav"));
    assert!(sounds[0].settings.is_empty());
    assert!(
        matches!(&sounds[1].source, Some(SoundSource::Recipe(name)) if name.value == "door-knock")
    );
    assert_eq!(sounds[1].gain.as_ref().unwrap().value.0, 2.0);
    let hall = &reading.script.spaces[0];
    assert_eq!(hall.surfaces.walls.as_ref().unwrap().value, "stone");
    assert_eq!(hall.surfaces.floor.as_ref().unwrap().value, "stone");
    assert!(hall.size.is_some() && hall.wet.is_some());
}

#[test]
fn a_later_file_wins_and_files_use_files() {
    let script = "show: One\ntext: a.txt\nuse: [shared/one.yaml, two.yaml]\n";
    let files = [
        (
            "shared/one.yaml",
            "use: base.yaml\ncast: { A: { pace: 1.1 } }\n",
        ),
        (
            "shared/base.yaml",
            "cast: { A: { voice: af_heart, pace: 0.9 } }\nsounds: { hit: { file: ../hit.wav }, hum: { file: hum.wav }, own: { file: lib/x.wav } }\nlanguage: en\n",
        ),
        (
            "two.yaml",
            "use: shared/base.yaml\nmeta: { language: es }\ncast: { A: { gain: 1dB } }\n",
        ),
    ];
    let reading = read(script, &files);
    assert_eq!(found(&reading), []);
    let script = &reading.script;
    assert_eq!(script.language.as_ref().unwrap().value, "es");
    let a = &script.cast[0];
    assert_eq!(a.voice.as_ref().unwrap().value, "af_heart");
    assert_eq!(a.pace.as_ref().unwrap().value, 1.1);
    assert!(a.gain.is_some());
    let paths = script.sounds.iter().map(|sound| match &sound.source {
        Some(SoundSource::File(path)) => path.value.as_str(),
        other => panic!("{other:?}"),
    });
    // Paths are relative to the file that has them.
    assert_eq!(
        paths.collect::<Vec<_>>(),
        ["hit.wav", "shared/hum.wav", "lib/x.wav"]
    );
}

#[test]
fn mistakes_are_at_their_places_in_the_right_file() {
    for (script, house, wanted) in [
        (
            "cast: { ANNA: { voice: x } }\n",
            "cast:\n  ANNA: { volume: 3 }\n  BORIS: { behind: wall }\n",
            vec![
                ("unknown-key", "house.yaml", "volume"),
                ("missing-unit", "house.yaml", "3"),
                ("unknown-barrier", "house.yaml", "wall"),
            ],
        ),
        (
            "",
            "text: b.txt\nlines: []\nbarriers: { wall: { ride: { at: start, to: 1 } } }\n",
            vec![
                ("shared-key", "house.yaml", "text"),
                ("shared-key", "house.yaml", "lines"),
                ("shared-key", "house.yaml", "ride"),
            ],
        ),
        (
            "narrator: NOBODY\n",
            "- a\n",
            vec![
                ("unknown-role", "", "NOBODY"),
                ("wrong-shape", "house.yaml", "- a"),
            ],
        ),
        ("", "", vec![]),
        (
            "",
            "cast: { A: { voice: \"x }\n",
            vec![("yaml-syntax", "house.yaml", "")],
        ),
        (
            "",
            "use: [house.yaml, other.yaml, other.yaml]\n",
            vec![
                ("use-circle", "house.yaml", "house.yaml"),
                ("missing-file", "house.yaml", "other.yaml"),
                ("duplicate-name", "house.yaml", "other.yaml"),
            ],
        ),
        (
            "",
            "use: ../x.yaml\n",
            vec![("bad-path", "house.yaml", "../x.yaml")],
        ),
    ] {
        let script = format!("{SCRIPT}{script}");
        let reading = read(&script, &[("house.yaml", house)]);
        let found = found(&reading);
        match wanted.first() {
            Some(("yaml-syntax", ..)) => {
                assert_eq!((found[0].0, found[0].1), ("yaml-syntax", "house.yaml"));
                assert!(!reading.broken);
            }
            _ => assert_eq!(found, wanted, "{house}"),
        }
    }
}

#[test]
fn a_circle_of_three_files_is_one_mistake() {
    let files = [
        ("house.yaml", "use: b.yaml\n"),
        ("b.yaml", "use: c.yaml\n"),
        ("c.yaml", "use: house.yaml\n"),
    ];
    let reading = read(SCRIPT, &files);
    assert_eq!(found(&reading), [("use-circle", "c.yaml", "house.yaml")]);
    let message = &reading.diagnostics[0].message;
    assert_eq!(
        message,
        "`house.yaml` uses `b.yaml`, `b.yaml` uses `c.yaml`, `c.yaml` uses `house.yaml`: that is a circle"
    );
}

#[test]
fn a_missing_file_hides_what_it_has() {
    let reading = read(&format!("{SCRIPT}narrator: ANNA\n"), &[]);
    assert_eq!(found(&reading), [("missing-file", "", "house.yaml")]);
}

#[test]
fn a_shared_file_is_known_by_its_keys() {
    for (text, shared) in [
        ("cast: { A: {} }\n", true),
        ("pronounce: { Ann: an }\nuse: other.yaml\n", true),
        ("meta: { genre: Drama }\ncats: { A: {} }\n", true),
        ("show: One\ncast: { A: {} }\n", false),
        ("cast: { A: {} }\ncues: []\n", false),
        ("txt: a.txt\ncast: { A: {} }\n", false),
        ("colour: red\n", false),
        ("- a\n", false),
        ("", false),
    ] {
        let tree = yaml::parse(text);
        let is = tree.root.as_ref().is_some_and(is_shared);
        assert_eq!(is, shared, "{text}");
    }
    let alone = read("cast: { ANNA: { space: office } }\n", &[]);
    assert!(alone.script.is_shared);
    assert_eq!(found(&alone), [("unknown-space", "", "office")]);
}
