use std::path::Path;

use super::*;
use crate::world::Memory;

const HOUSE: &str = "cast:\n  NARRATOR: {}\n  ANNA: { voice: af_heart }\n  VERA: {}\n  IDA: {}\n\
    sounds: { drip: { file: drop.wav }, hum: { recipe: no-such-hum } }\n";

/// Reads a chapter beside a house in the folder `shared`.
fn show(script: &str, house: &str) -> Show {
    let script =
        format!("text: |\n  “Go!” said Vera. A door fell shut.\nuse: shared/house.yaml\n{script}");
    let world = Memory::default()
        .with("shared/house.yaml", house)
        .with("shared/drip.wav", "none");
    Show::load(Path::new("show.yaml"), script.as_bytes(), None, &world)
}

fn voice(show: &Show, name: &str) -> String {
    let role = show.book.roles.iter().find(|role| role.name == name);
    role.unwrap().voice.clone()
}

#[test]
fn roles_of_a_shared_file_have_one_voice_in_all_scripts() {
    let plain = show("", HOUSE);
    for script in [
        "cast: { AXEL: {}, BERTIL: { voice: bf_emma } }\n",
        "cast: { ANNA: { voice: am_michael } }\n",
        "narrator: IDA\ncast: { VERA: { gain: -3dB }, AXEL: {} }\n",
    ] {
        let other = show(script, HOUSE);
        for role in ["VERA", "IDA", "NARRATOR"] {
            assert_eq!(voice(&other, role), voice(&plain, role), "{role}: {script}");
        }
        let axel = other.book.roles.iter().find(|role| role.name == "AXEL");
        let taken = ["VERA", "IDA", "NARRATOR"].map(|role| voice(&plain, role));
        assert!(axel.is_none_or(|axel| !taken.contains(&axel.voice)));
    }
    assert_eq!(
        voice(&show("cast: { ANNA: { voice: am_puck } }\n", HOUSE), "ANNA"),
        "am_puck"
    );
}

#[test]
fn diagnostics_and_their_edits_are_in_the_file_that_they_are_about() {
    let show = show(
        "cast: { OTTO: {} }\nspaces: { hall: { preset: tennt } }\n",
        HOUSE,
    );
    let place = |code: &str| {
        let found = show.diagnostics.iter().find(|found| found.code == code);
        let found = found.unwrap_or_else(|| panic!("{code}: {:#?}", show.diagnostics));
        let text = match found.labels[0].source {
            Source::Recipe(number) => show.book.recipes[number].own.as_deref().unwrap(),
            _ => &show.source,
        };
        let edits = found.hints.iter().filter_map(|hint| hint.replace.as_ref());
        let edits: Vec<_> = edits
            .map(|(span, with)| (span.of(text), with.as_str()))
            .collect();
        (found.labels[0].source, found.labels[0].span.of(text), edits)
    };
    let house = Source::Recipe(show.book.recipes.len() - 1);
    // The path in the edit is relative to the shared file, as it is written there.
    assert_eq!(
        place("missing-file"),
        (house, "drop.wav", vec![("drop.wav", "drip.wav")])
    );
    assert_eq!(
        place("unknown-recipe"),
        (house, "no-such-hum", vec![("no-such-hum", "murmur")])
    );
    assert_eq!(
        place("unknown-preset"),
        (Source::Script, "tennt", vec![("tennt", "tent")])
    );
    let again = show.placed(show.diagnostics.clone());
    assert_eq!(again, show.diagnostics);
}

#[test]
fn only_what_the_script_itself_says_is_reported_as_unused() {
    let house = "cast: { ANNA: {}, VERA: {} }\nsounds: { hum: { recipe: wind } }\npronounce: { Frunze: Froon-zeh }\n";
    let script = "cast: { VERA: { gain: 1dB } }\nsounds: { rush: { recipe: wind } }\npronounce: { Arbat: ar-BAT }\nlines: [{ quote: \"Go!\", by: ANNA }]\n";
    let show = show(script, house);
    let mut codes: Vec<_> = show.diagnostics.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["pronounce-unused", "unused-role", "unused-sound"],
        "{:#?}",
        show.diagnostics
    );
}
