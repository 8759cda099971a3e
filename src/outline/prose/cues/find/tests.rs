use super::*;
use crate::outline::prose::cues::settings::SPECIAL;
use crate::outline::prose::cues::table::{KINDS, NEAR};
use crate::perform::BuiltinCatalog;
use crate::world::Catalog;
use cuebook_synth::recipe;

#[test]
fn every_sound_of_the_table_is_in_the_library_or_marked_as_missing() {
    let deeds = DEEDS.iter().map(|deed| deed.sound);
    for sound in deeds.chain(EVENTS.iter().map(|event| event.sound)) {
        let known = BuiltinCatalog.recipe(sound).is_some();
        assert_eq!(known, !sound.starts_with('?'), "{sound}");
    }
}

#[test]
fn a_sound_that_the_library_lacks_names_sounds_of_the_library() {
    let deeds = DEEDS.iter().map(|deed| deed.sound);
    for sound in deeds.chain(EVENTS.iter().map(|event| event.sound)) {
        if let Some(lacks) = sound.strip_prefix('?') {
            let lacks = lacks.trim_start_matches('?');
            assert!(NEAR.iter().any(|(name, _)| *name == lacks), "{lacks}");
        }
    }
    for name in NEAR.iter().flat_map(|(_, near)| near.split(", ")) {
        assert!(BuiltinCatalog.recipe(name).is_some(), "{name}");
    }
}

#[test]
fn every_sound_of_the_library_has_a_row() {
    // Music, and what a sentence calls a place or names without its sound.
    let silent = "drone lament pulse sting motif lullaby march music-box church-organ dance-next-door \
        room-tone airport cafe cave church desert factory farm-yard forest forest-night harbour hospital library market \
        night-street office party-next-door playground prison pub restaurant school-yard station-hall suburb \
        swamp theatre aeroplane-cabin car-interior ship-engine-room train-inside underwater storm-at-sea \
        sailing space-ship television-next-door forge mill \
        power-up teleport shield rain-on-canvas \
        ghost kiss laser magic portal silenced-shot spell whale riser submarine fairground burp";
    for name in BuiltinCatalog.recipes() {
        let deed = DEEDS.iter().any(|deed| deed.sound == name);
        let event = EVENTS.iter().any(|event| event.sound == name);
        assert_ne!(deed || event, listed(silent, name), "{name}");
    }
}

#[test]
fn the_forms_of_every_verb_of_the_table_are_known() {
    for deed in DEEDS {
        for verb in deed.verbs.split_ascii_whitespace() {
            let verb = verb.split('_').next().unwrap_or(verb);
            let known = verbs(verb)
                .iter()
                .any(|(base, _)| *base == verb || verb == "crying");
            assert!(known, "{verb}");
        }
        for kind in [deed.by, deed.to] {
            let kinds = kind
                .split_ascii_whitespace()
                .filter(|noun| noun.starts_with(|c: char| c.is_ascii_uppercase()));
            for kind in kinds.filter(|kind| *kind != "PERSON") {
                assert!(KINDS.iter().any(|(name, _)| *name == kind), "{kind}");
            }
        }
    }
}

#[test]
fn words_with_a_setting_name_a_setting_of_their_sound() {
    for (sound, _, set) in SPECIAL {
        let (param, value) = set.split_once(' ').unwrap();
        let recipe = recipe::find(sound).unwrap_or_else(|| panic!("{sound}"));
        let settings = [(param.to_owned(), value.to_owned())];
        let read = recipe::Settings::read(recipe, &settings);
        assert!(read.is_ok(), "{sound}: {set}: {:?}", read.err());
    }
}
