//! The sounds that a role makes between its words: a laugh, a sigh, a sob. They have the size, the
//! age and the sex of its voice, if their recipe has settings for them.

use crate::book::cast::Role;
use crate::book::sound::{Sound, SoundFrom};
use crate::world::Catalog;
use cuebook_core::body::Age;
use cuebook_synth::recipe::{Param, Takes};

/// The setting of recipes for the length of the vocal tract, and the lengths in cm of a man, a woman
/// and a child.
const TRACT: (&str, [f64; 3]) = ("tract", [17.5, 14.5, 12.0]);

/// The setting of recipes for the pitch.
const PITCH: &str = "pitch";

/// The pitches in Hz of a man, a woman and a child in each recipe of a voice.
const PITCHES: [(&str, [f64; 3]); 7] = [
    ("groan", [105.0, 200.0, 280.0]),
    ("hiccup", [160.0, 250.0, 400.0]),
    ("humming", [120.0, 220.0, 300.0]),
    ("laugh", [270.0, 400.0, 460.0]),
    ("scream", [520.0, 820.0, 1_200.0]),
    ("sob", [180.0, 330.0, 440.0]),
    ("weeping", [180.0, 330.0, 440.0]),
];

/// Returns the settings of a sound that fit a role, without those that the script sets.
#[must_use]
pub(super) fn settings(role: &Role, sound: &Sound, stock: &dyn Catalog) -> Vec<(String, String)> {
    let SoundFrom::Recipe { recipe, settings } = &sound.from else {
        return Vec::new();
    };
    let is_woman = stock.voice(&role.voice).is_some_and(|note| note.woman);
    let who = match (role.body.age, is_woman) {
        (Age::Child, _) => 2,
        (_, true) => 1,
        (_, false) => 0,
    };
    let pitches = PITCHES.iter().find(|(name, _)| *name == recipe.name);
    let fitting = |param: &Param| {
        let size = role.body.size;
        if param.name == TRACT.0 {
            let length = TRACT.1[who] * size;
            return Some(format!("{:.1}cm", within(param, length / 100.0) * 100.0));
        }
        let pitch = pitches.filter(|_| param.name == PITCH)?.1[who] / size;
        Some(format!("{:.0}Hz", within(param, pitch)))
    };
    let free = |param: &&Param| settings.iter().all(|(name, _)| *name != param.name);
    let params = stock.params(&recipe.name).iter().filter(free);
    params
        .filter_map(|param| Some((param.name.clone(), fitting(param)?)))
        .collect()
}

/// Returns a value within the bounds of a setting.
fn within(param: &Param, value: f64) -> f64 {
    match &param.takes {
        Takes::Quantity { low, high, .. } => value.clamp(low.value, high.value),
        Takes::Word { .. } => value,
    }
}

#[cfg(test)]
mod tests {
    use crate::session::Show;
    use crate::world::Memory;
    use cuebook_synth::recipe;
    use std::path::Path;

    use super::*;

    /// Returns the settings of the only cue of a show.
    fn of(role: &str, sound: &str) -> Vec<(String, String)> {
        let script = format!(
            "text: Well. She waited.\ncast: {{ ANNA: {role} }}\nsounds: {{ own: {sound} }}\ncues:\n  \
             - {{ spot: own, by: ANNA, at: She waited }}\n"
        );
        let world = Memory::default();
        let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
        show.book.cues.iter().next().unwrap().fitting.clone()
    }

    fn is(name: &str, value: &str) -> Vec<(String, String)> {
        vec![(name.to_owned(), value.to_owned())]
    }

    #[test]
    fn a_sound_has_the_body_of_its_role() {
        let woman = "{ voice: af_heart }";
        assert_eq!(of(woman, "{ recipe: sigh }"), is("tract", "14.5cm"));
        assert_eq!(of(woman, "{ recipe: sob }"), is("pitch", "330Hz"));
        let man = "{ voice: bm_george, size: large }";
        assert_eq!(of(man, "{ recipe: cough }"), is("tract", "19.0cm"));
        assert_eq!(of(man, "{ recipe: laugh }"), is("pitch", "237Hz"));
        let child = "{ voice: af_heart, age: child }";
        assert_eq!(of(child, "{ recipe: gasp }"), is("tract", "12.0cm"));
        // The script wins, and other sounds have no body.
        assert_eq!(of(woman, "{ recipe: sob, pitch: 200Hz }"), []);
        assert_eq!(of(woman, "{ recipe: door-strike }"), []);
    }

    #[test]
    fn a_sound_is_where_its_role_is_in_that_scene() {
        let script = "text: |\n  Well. She waited. The telephone rang. She laughed.\n\
            cast: { ANNA: { voice: af_heart, pan: -0.5, in: { call: { pan: 0.75 } } } }\n\
            scenes:\n  - { id: room, from: Well }\n  - { id: call, from: The telephone }\n\
            cues:\n  - { spot: sigh, by: ANNA, at: She waited }\n  - { id: laugh, spot: laugh, by: ANNA, at: She laughed }\n  \
            - { spot: cough, by: ANNA, at: { cue: laugh } }\n  - { spot: gasp, by: ANNA, at: start }\n";
        let world = Memory::default();
        let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
        let pans: Vec<f64> = show.book.cues.iter().map(|cue| cue.pan).collect();
        assert_eq!(pans, [-0.5, 0.75, 0.75, -0.5]);
    }

    #[test]
    fn every_recipe_of_the_table_has_a_pitch_that_a_person_can_have() {
        for (name, pitches) in PITCHES {
            let recipe = recipe::find(name).unwrap();
            let pitch = recipe.params.iter().find(|param| param.name == PITCH);
            for value in pitches {
                assert_eq!(within(pitch.unwrap(), value), value, "{name}");
            }
        }
    }
}
