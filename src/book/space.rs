//! The spaces: what a script says of a room, as plain numbers.
//!
//! In: the spaces of a script, and the names by which things ask for one. Out:
//! spaces with every wall, band and level filled in. Always true: a space that
//! is named is in the list, or is none.

mod preset;
mod room;
mod surface;

use std::collections::BTreeMap;

use crate::book::sound::out_of_reach;
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::script::space::{NONE, PRESETS};
use crate::script::{self, Script};
use crate::units::{Decibels, Seconds};
use crate::world::World;

/// The centres of the octaves in which rooms are described, in Hz.
pub const BANDS: [f64; 7] = [125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0];

/// A value for each of the [`BANDS`].
pub type Spectrum = [f64; BANDS.len()];

/// The speed of sound in a room at 20 °C, in metres a second.
pub const INDOORS: f64 = 343.2;

/// What air at 20 °C and 50 % humidity takes of the energy of a sound, a metre
/// (ISO 9613-1, equations 3 to 5, over 10·log10 e).
pub const AIR: Spectrum = [
    0.000_101, 0.000_302, 0.000_628, 0.001_074, 0.002_277, 0.006_831, 0.024_244,
];

/// A place in which things are heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    pub name: String,
    pub acoustics: Acoustics,
    /// The level of the room against the direct sound.
    pub wet: Decibels,
    /// Where the script speaks of it.
    pub span: Span,
}

/// What a space does to a sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Acoustics {
    /// Nothing: nothing comes back.
    Open,
    Room(Box<Room>),
    /// An impulse response: its path and the hash of what it holds.
    Recorded {
        path: String,
        hash: [u8; 32],
    },
    /// Not a room: something that a sound comes out of.
    Device(Device),
}

/// What a sound may come out of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Device {
    Telephone,
    Radio,
}

/// A room with six faces.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Length, width and height in metres.
    pub size: [f64; 3],
    /// Two ends, two walls, floor and ceiling.
    pub faces: [Face; 6],
    /// The time to fall by 60 dB in each band, in seconds.
    pub decay: Spectrum,
    /// Added to what the way to the walls and back takes.
    pub pre_delay: Seconds,
}

/// One side of a room.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Face {
    /// The share of the energy that does not come back, in each band.
    pub absorption: Spectrum,
    /// The share of what comes back that goes anywhere but where a mirror would
    /// send it, at 1 kHz.
    pub scattering: f64,
}

crate::fingerprint! {
    struct Room { size, faces, decay, pre_delay }
    struct Face { absorption, scattering }
}

/// Which room a cue is heard in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CueSpace {
    Dry,
    /// Of its own: an index into [`Book::spaces`](crate::book::Book::spaces).
    Own(usize),
    /// That of the scene: the one in which a spot starts, all through which a bed lasts.
    Scenes,
}

/// The spaces of a show: those it declares, then the presets that it names.
#[derive(Clone, Debug, Default)]
pub struct Spaces {
    pub spaces: Vec<Space>,
    named: BTreeMap<String, usize>,
}

impl Spaces {
    /// What a name asks for: nothing if there is no name or it leads nowhere,
    /// which is reported where the script is read; `Some(None)` for no space.
    #[must_use]
    pub fn asked(&self, name: Option<&Spanned<String>>) -> Option<Option<usize>> {
        let name = &name?.value;
        if name == NONE {
            return Some(None);
        }
        self.named.get(name).map(|index| Some(*index))
    }

    fn add(&mut self, space: Space) {
        let next = self.spaces.len();
        self.named.entry(space.name.clone()).or_insert(next);
        self.spaces.push(space);
    }
}

/// Binds the spaces of a script.
pub fn bind(script: &Script, world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Spaces {
    let mut spaces = Spaces::default();
    for space in &script.spaces {
        spaces.add(declared(space, world, diagnostics));
    }
    for name in names(script) {
        let preset = PRESETS.contains(&name.value.as_str());
        if preset && !spaces.named.contains_key(&name.value) {
            spaces.add(built(&name.value, name.span, Some(&name.value), None));
        }
    }
    spaces
}

/// Every name by which something asks for a space, in the order of the sections.
fn names(script: &Script) -> impl Iterator<Item = &Spanned<String>> {
    let roles = script.cast.iter().map(|role| &role.space);
    let scenes = script.scenes.iter().map(|scene| &scene.space);
    let lines = script.lines.iter().map(|line| &line.space);
    let cues = script.cues.iter().map(|cue| &cue.space);
    roles.chain(scenes).chain(lines).chain(cues).flatten()
}

fn declared(space: &script::Space, world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Space {
    let name = &space.name;
    let Some(path) = &space.ir else {
        // `cathedral: { wet: -6dB }` is the cathedral that everybody knows.
        let own = PRESETS
            .contains(&name.value.as_str())
            .then_some(&name.value);
        let preset = space.preset.as_ref().map(|preset| &preset.value).or(own);
        let preset = preset.map(String::as_str);
        return built(&name.value, name.span, preset, Some(space));
    };
    let acoustics = match world.read(&path.value) {
        Ok(bytes) => Acoustics::Recorded {
            path: path.value.clone(),
            hash: *blake3::hash(&bytes).as_bytes(),
        },
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            Acoustics::Open
        }
    };
    Space {
        name: name.value.clone(),
        acoustics,
        wet: space.wet.as_ref().map_or(RECORDED, |wet| wet.value),
        span: path.span,
    }
}

/// The level of a recorded room where the script gives none.
const RECORDED: Decibels = Decibels(-12.0);

/// A preset, a room, or a preset with something changed.
fn built(name: &str, span: Span, preset: Option<&str>, own: Option<&script::Space>) -> Space {
    let preset = preset.and_then(preset::named);
    let (acoustics, usual) = match &preset {
        Some(preset::Preset::Field) => (Acoustics::Open, Decibels(0.0)),
        Some(preset::Preset::Device(device)) => (Acoustics::Device(*device), Decibels(0.0)),
        Some(preset::Preset::Room(sketch)) => {
            let room = room::built(sketch, own);
            (Acoustics::Room(Box::new(room)), Decibels(sketch.wet))
        }
        None => {
            let room = room::built(&preset::PLAIN, own);
            let usual = room::usual(&room);
            (Acoustics::Room(Box::new(room)), usual)
        }
    };
    let wet = own.and_then(|space| space.wet.as_ref());
    Space {
        name: name.to_owned(),
        acoustics,
        wet: wet.map_or(usual, |wet| wet.value),
        span,
    }
}

#[cfg(test)]
mod tests;
