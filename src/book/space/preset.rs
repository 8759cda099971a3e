//! The spaces that every show can name.
//!
//! Sizes and surfaces are those of real places. A decay in the table includes
//! the furniture: without a desk, chairs and papers, a panelled room would ring
//! twice as long. The level suits a voice close to the microphone, as in a
//! radio play.

use super::Device;

/// A preset of a space.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Preset {
    /// Open country.
    Field,
    Room(Sketch),
    Device(Device),
}

/// A room in the words of a script.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Sketch {
    /// Length, width and height in metres.
    pub size: [f64; 3],
    /// The surfaces of the walls, the ends, the floor and the ceiling.
    pub surfaces: [&'static str; 4],
    /// The decay in seconds; `None` to compute it from size and surfaces.
    pub decay: Option<f64>,
    pub damping: Option<f64>,
    /// The level of the reverberation, in dB.
    pub wet: f64,
}

/// The room from which a space without a preset starts.
pub(super) const PLAIN: Sketch = Sketch {
    size: [6.0, 4.5, 2.8],
    surfaces: ["plaster", "plaster", "parquet", "plaster"],
    decay: None,
    damping: None,
    wet: -12.0,
};

#[rustfmt::skip]
const ROOMS: [(&str, Sketch); 14] = [
    ("panelled-room", sketch([7.0, 5.5, 3.4], ["panelling", "panelling", "parquet", "plaster"], Some((0.55, 0.25)), -13.0)),
    ("bedroom", sketch([4.2, 3.6, 2.6], ["plasterboard", "curtain", "carpet", "plaster"], Some((0.32, 0.3)), -16.0)),
    ("bathroom", sketch([2.8, 2.1, 2.5], ["tile", "tile", "tile", "plaster"], Some((0.8, 0.2)), -9.0)),
    ("hall", sketch([24.0, 14.0, 8.0], ["plaster", "plaster", "parquet", "plaster"], Some((1.7, 0.25)), -12.0)),
    ("stone-corridor", sketch([18.0, 2.4, 3.2], ["stone", "stone", "stone", "stone"], Some((1.9, 0.3)), -10.0)),
    ("staircase", sketch([6.0, 4.2, 14.0], ["plaster", "plaster", "stone", "plaster"], Some((2.6, 0.3)), -9.0)),
    ("cellar", sketch([7.0, 4.5, 2.2], ["brick", "brick", "concrete", "brick"], Some((0.95, 0.35)), -11.0)),
    ("tunnel", sketch([90.0, 5.0, 4.2], ["concrete", "open", "concrete", "concrete"], Some((3.2, 0.35)), -10.0)),
    ("cathedral", sketch([64.0, 26.0, 24.0], ["stone", "stone", "stone", "stone"], Some((5.5, 0.5)), -11.0)),
    ("courtyard", sketch([16.0, 12.0, 14.0], ["brick", "brick", "stone", "open"], None, -15.0)),
    ("street", sketch([70.0, 14.0, 16.0], ["brick", "open", "stone", "open"], None, -20.0)),
    ("forest", sketch([34.0, 28.0, 16.0], ["trees", "trees", "earth", "open"], None, -21.0)),
    ("car", sketch([2.3, 1.4, 1.15], ["glass", "upholstery", "carpet", "upholstery"], Some((0.08, 0.2)), -12.0)),
    ("tent", sketch([4.2, 3.0, 2.2], ["canvas", "canvas", "grass", "canvas"], None, -17.0)),
];

const fn sketch(
    size: [f64; 3],
    surfaces: [&'static str; 4],
    decay_and_damping: Option<(f64, f64)>,
    wet: f64,
) -> Sketch {
    let (decay, damping) = match decay_and_damping {
        Some((decay, damping)) => (Some(decay), Some(damping)),
        None => (None, None),
    };
    Sketch {
        size,
        surfaces,
        decay,
        damping,
        wet,
    }
}

/// Returns the preset of a name.
#[must_use]
pub(super) fn named(name: &str) -> Option<Preset> {
    match name {
        "open-field" => Some(Preset::Field),
        "telephone" => Some(Preset::Device(Device::Telephone)),
        "radio" => Some(Preset::Device(Device::Radio)),
        room => {
            let known = ROOMS.iter().find(|(name, _)| *name == room);
            known.map(|(_, sketch)| Preset::Room(*sketch))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_script::space::{NO_ROOMS, PRESETS, SURFACES};

    #[test]
    fn every_preset_that_a_script_can_name_is_here() {
        for name in PRESETS.names() {
            let is_room = matches!(named(name), Some(Preset::Room(_)));
            assert_eq!(is_room, !NO_ROOMS.contains(&name), "{name}");
            assert!(named(name).is_some(), "{name}");
        }
        assert_eq!(PRESETS.words.len(), ROOMS.len() + NO_ROOMS.len());
    }

    #[test]
    fn presets_are_of_known_surfaces() {
        for (name, sketch) in ROOMS {
            let known = |surface: &&str| SURFACES.has(surface);
            assert!(sketch.surfaces.iter().all(known), "{name}");
        }
    }
}
