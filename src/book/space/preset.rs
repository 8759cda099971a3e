//! The spaces that every show can name.
//!
//! Sizes and surfaces are those of real places. A decay in the table includes
//! the furniture: without a desk, chairs and papers, a panelled room would ring
//! twice as long. The level suits a voice close to the microphone, as in a
//! radio play.

use super::Device;

/// A preset of a space.
#[derive(Clone, Debug, PartialEq)]
pub enum Preset {
    /// Open country.
    Field,
    Room(Sketch),
    Device(Device),
}

/// A room in the words of a script.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Sketch {
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
pub const PLAIN: Sketch = Sketch {
    size: [6.0, 4.5, 2.8],
    surfaces: ["plaster", "plaster", "parquet", "plaster"],
    decay: None,
    damping: None,
    wet: -12.0,
};

const ROOMS: [(&str, Sketch); 14] = [
    ("panelled-room", {
        let surfaces = ["panelling", "panelling", "parquet", "plaster"];
        sketch([7.0, 5.5, 3.4], surfaces, Some((0.55, 0.25)), -13.0)
    }),
    ("bedroom", {
        let surfaces = ["plasterboard", "curtain", "carpet", "plaster"];
        sketch([4.2, 3.6, 2.6], surfaces, Some((0.32, 0.3)), -16.0)
    }),
    ("bathroom", {
        let surfaces = ["tile", "tile", "tile", "plaster"];
        sketch([2.8, 2.1, 2.5], surfaces, Some((0.8, 0.2)), -9.0)
    }),
    ("hall", {
        let surfaces = ["plaster", "plaster", "parquet", "plaster"];
        sketch([24.0, 14.0, 8.0], surfaces, Some((1.7, 0.25)), -12.0)
    }),
    ("stone-corridor", {
        let surfaces = ["stone", "stone", "stone", "stone"];
        sketch([18.0, 2.4, 3.2], surfaces, Some((1.9, 0.3)), -10.0)
    }),
    ("staircase", {
        let surfaces = ["plaster", "plaster", "stone", "plaster"];
        sketch([6.0, 4.2, 14.0], surfaces, Some((2.6, 0.3)), -9.0)
    }),
    ("cellar", {
        let surfaces = ["brick", "brick", "concrete", "brick"];
        sketch([7.0, 4.5, 2.2], surfaces, Some((0.95, 0.35)), -11.0)
    }),
    ("tunnel", {
        let surfaces = ["concrete", "open", "concrete", "concrete"];
        sketch([90.0, 5.0, 4.2], surfaces, Some((3.2, 0.35)), -10.0)
    }),
    ("cathedral", {
        let surfaces = ["stone", "stone", "stone", "stone"];
        sketch([64.0, 26.0, 24.0], surfaces, Some((5.5, 0.5)), -11.0)
    }),
    ("courtyard", {
        let surfaces = ["brick", "brick", "stone", "open"];
        sketch([16.0, 12.0, 14.0], surfaces, None, -15.0)
    }),
    ("street", {
        let surfaces = ["brick", "open", "stone", "open"];
        sketch([70.0, 14.0, 16.0], surfaces, None, -20.0)
    }),
    ("forest", {
        let surfaces = ["trees", "trees", "earth", "open"];
        sketch([34.0, 28.0, 16.0], surfaces, None, -21.0)
    }),
    ("car", {
        let surfaces = ["glass", "upholstery", "carpet", "upholstery"];
        sketch([2.3, 1.4, 1.15], surfaces, Some((0.08, 0.2)), -12.0)
    }),
    ("tent", {
        let surfaces = ["canvas", "canvas", "grass", "canvas"];
        sketch([4.2, 3.0, 2.2], surfaces, None, -17.0)
    }),
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
pub fn named(name: &str) -> Option<Preset> {
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
    use crate::script::space::{NO_ROOMS, PRESETS, SURFACES};

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
