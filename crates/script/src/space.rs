//! Spaces as written: the rooms in which things are heard.

use crate::diagnostic::Spanned;
use crate::units::{Decibels, Metres, Seconds};

/// The room in which a thing is heard.
#[derive(Clone, Debug)]
pub struct Space {
    pub name: Spanned<String>,
    /// One of [`PRESETS`].
    pub preset: Option<Spanned<String>>,
    /// Length, width, height.
    pub size: Option<Spanned<[Metres; 3]>>,
    pub surfaces: Surfaces,
    /// The time in which the reverberation falls by 60 dB, from 500 Hz to 1 kHz.
    pub decay: Option<Spanned<Seconds>>,
    /// How much shorter that time is at 4 kHz, from 0 to 1.
    pub damping: Option<Spanned<f64>>,
    pub pre_delay: Option<Spanned<Seconds>>,
    /// The level of the room against the direct sound.
    pub wet: Option<Spanned<Decibels>>,
    /// A recorded impulse response, relative to the script.
    pub ir: Option<Spanned<String>>,
}

/// What a room is made of: words of [`SURFACES`].
#[derive(Clone, Debug, Default)]
pub struct Surfaces {
    /// The two long walls.
    pub walls: Option<Spanned<String>>,
    /// The two short ones; as the long ones, if absent.
    pub ends: Option<Spanned<String>>,
    pub floor: Option<Spanned<String>>,
    pub ceiling: Option<Spanned<String>>,
}

/// What stands in place of a space's name where there is to be none.
pub const NONE: &str = "none";

/// The spaces that have a name of their own in every show.
pub const PRESETS: [&str; 17] = [
    "panelled-room",
    "bedroom",
    "bathroom",
    "hall",
    "stone-corridor",
    "staircase",
    "cellar",
    "tunnel",
    "cathedral",
    "courtyard",
    "street",
    "forest",
    "open-field",
    "car",
    "tent",
    "telephone",
    "radio",
];

/// The presets that are not rooms: nothing of a room can be set in them.
pub const NO_ROOMS: [&str; 3] = ["open-field", "telephone", "radio"];

/// What walls, floors and ceilings can be made of.
pub const SURFACES: [&str; 22] = [
    "stone",
    "brick",
    "concrete",
    "plaster",
    "plasterboard",
    "wood",
    "panelling",
    "parquet",
    "carpet",
    "curtain",
    "glass",
    "tile",
    "earth",
    "grass",
    "gravel",
    "snow",
    "trees",
    "canvas",
    "upholstery",
    "books",
    "audience",
    "open",
];
