//! Binds the spaces. Takes the spaces of a script and all names of spaces in
//! it; returns spaces with every wall, band and level as numbers. Every valid
//! name is either in the list or means no space.

mod preset;
mod room;
mod surface;

use std::collections::BTreeMap;

use crate::book::sound::out_of_reach;
use crate::world::World;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::id::{IdVec, SpaceId};
use cuebook_core::units::Decibels;
pub(crate) use cuebook_dsp::space::room::{AIR, BANDS, Face, INDOORS, Room, Spectrum};
use cuebook_script::Script;
use cuebook_script::space::{NONE, PRESETS};

/// A space in which sounds are heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    pub name: String,
    pub acoustics: Acoustics,
    /// The level of the reverberation relative to the direct sound.
    pub wet: Decibels,
    /// The place of the space in the script.
    pub span: Span,
}

/// The effect of a space on a sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Acoustics {
    /// No reverberation.
    Open,
    Room(Box<Room>),
    /// An impulse response: its path and the hash of its content.
    Recorded {
        path: String,
        hash: [u8; 32],
    },
    /// A loudspeaker or other device, not a room.
    Device(Device),
}

/// A device that reproduces a sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Device {
    Telephone,
    Radio,
}

/// The space in which a cue is heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CueSpace {
    Dry,
    /// The space that the cue names.
    Own(SpaceId),
    /// The space of the scene: of the one in which a spot starts, of each one
    /// during a bed.
    Scenes,
}

/// The spaces of a show: the declared ones, then the presets that it names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spaces {
    pub spaces: IdVec<SpaceId, Space>,
    named: BTreeMap<String, SpaceId>,
}

impl Spaces {
    /// Returns the space of a name: `Some(None)` for no space, and `None` if
    /// there is no name or it is unknown, which the script reader reports.
    #[must_use]
    pub(crate) fn asked(&self, name: Option<&Spanned<String>>) -> Option<Option<SpaceId>> {
        let name = &name?.value;
        if name == NONE {
            return Some(None);
        }
        self.named.get(name).map(|id| Some(*id))
    }

    fn add(&mut self, space: Space) {
        let name = space.name.clone();
        let id = self.spaces.push(space);
        self.named.entry(name).or_insert(id);
    }
}

/// Binds the spaces of a script.
pub(crate) fn bind(
    script: &Script,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Spaces {
    let mut spaces = Spaces::default();
    for space in &script.spaces {
        spaces.add(declared(space, world, diagnostics));
    }
    for name in names(script) {
        let preset = PRESETS.has(&name.value);
        if preset && !spaces.named.contains_key(&name.value) {
            spaces.add(built(&name.value, name.span, Some(&name.value), None));
        }
    }
    spaces
}

/// Returns all names of spaces in a script, in the order of the sections.
fn names(script: &Script) -> impl Iterator<Item = &Spanned<String>> {
    let roles = script.cast.iter().map(|role| &role.space);
    let scenes = script.scenes.iter().map(|scene| &scene.space);
    let lines = script.lines.iter().map(|line| &line.space);
    let cues = script.cues.iter().map(|cue| &cue.space);
    roles.chain(scenes).chain(lines).chain(cues).flatten()
}

fn declared(
    space: &cuebook_script::Space,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Space {
    let name = &space.name;
    let Some(path) = &space.ir else {
        // `cathedral: { wet: -6dB }` is the preset `cathedral` with one change.
        let own = PRESETS.has(&name.value).then_some(&name.value);
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

/// The default level of a recorded room.
const RECORDED: Decibels = Decibels(-12.0);

/// Returns a preset, a room, or a preset with changes.
fn built(
    name: &str,
    span: Span,
    preset: Option<&str>,
    own: Option<&cuebook_script::Space>,
) -> Space {
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
