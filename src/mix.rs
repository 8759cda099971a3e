//! The mix plan: what is heard, where, and how loud — data only.
//!
//! In: a timeline. Out: a [`MixPlan`]. Always true: everything that the engine
//! does is written here before the first sample.

pub mod compose;
pub mod duck;
pub mod headphones;
pub mod lane;
pub mod level;
pub mod loudness;
pub mod pan;
pub mod room;
pub mod track;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::units::{Decibels, Frames, Gain};

/// Everything the engine needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct MixPlan {
    /// The length of the show.
    pub frames: Frames,
    /// In the order in which they start.
    pub clips: Vec<Clip>,
    /// Summed in this order.
    pub buses: Vec<Bus>,
    /// Gain over time that clips share: ducking, and the silence of a hush.
    pub shared: Vec<Lane>,
    /// What clips are sent to.
    pub spaces: Vec<Space>,
    pub master: Master,
}

/// What a clip may be sent to. Each bus has its own of each, so that what a
/// space gives back belongs to the bus.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Space {
    pub answer: Answer,
    /// The length of its response.
    pub frames: Frames,
}

/// What answers.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// A space of the show, by its number.
    Room(usize),
    /// Two ears, to a pair of sources so many degrees to the left and to the right.
    Ears(u16),
}

/// A sum of sounds treated together.
#[derive(Clone, Debug, PartialEq)]
pub struct Bus {
    pub name: BusName,
    /// Whose it is, where the roles have buses of their own: an index into the
    /// book's roles.
    pub role: Option<usize>,
    pub gain: Gain,
    /// What is applied to the bus over time; unity if empty.
    pub lane: Lane,
}

/// The buses, in the order in which they are summed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BusName {
    Narration,
    Dialogue,
    Spots,
    Beds,
    Music,
}

/// What happens to the sum of the buses.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Master {
    /// The gain that brings the show to its target loudness.
    pub trim: Gain,
    /// The highest true peak that may leave the limiter, in dBTP.
    pub ceiling: Decibels,
}

/// A piece of audio at a place on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Which audio: an index into what the performance made.
    pub audio: usize,
    /// Which bus: an index into [`MixPlan::buses`].
    pub bus: usize,
    /// Where it is heard.
    pub at: Range<Frames>,
    /// Which frame of the audio is heard first.
    pub offset: Frames,
    /// Whether the audio begins again when it ends.
    pub looped: bool,
    /// From −1, left, to 1, right; equal power for mono, balance for stereo.
    pub pan: f32,
    pub gain: Gain,
    /// Fades and rides of this clip, in frames of the show, multiplied.
    pub lanes: Vec<Lane>,
    /// The lanes it shares with others: indexes into [`MixPlan::shared`].
    pub shared: Vec<usize>,
    /// Whether it is heard as it is, and not only through its sends.
    pub direct: bool,
    /// What it gives to spaces.
    pub sends: Vec<Send>,
    /// What of the book it is heard for. No sample depends on it.
    pub of: ClipOf,
}

/// What a clip is heard for: an index into the book's lines or cues.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClipOf {
    Line(usize),
    Cue(usize),
}

/// A share of a clip that goes to a space, beside its own gain and lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Send {
    /// Which space: an index into [`MixPlan::spaces`].
    pub space: usize,
    /// Where in the space the clip stands, as [`Clip::pan`].
    pub pan: f32,
    pub gain: Gain,
    /// Its gain over time; unity if empty.
    pub lane: Lane,
}

/// What the show is heard with.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Listening {
    /// Two loudspeakers, or anything else in stereo.
    #[default]
    Loudspeakers,
    /// Headphones: binaural.
    Headphones,
}

/// Gain over time: points in order, held before the first and after the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane(pub Vec<Point>);

/// A gain at a frame, and how the next point is reached.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Point {
    pub at: Frames,
    pub gain: Gain,
    pub curve: Curve,
}

/// The way from one point to the next.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Straight in linear gain.
    Linear,
    /// Straight in dB; towards or from silence it is straight in linear gain.
    Decibel,
    /// A quarter sine: rises and falls with equal power.
    Power,
}

crate::fingerprint! {
    struct MixPlan { frames, clips, buses, shared, spaces, master }
    struct Space { answer, frames }
    enum Answer { 0 => Room(space), 1 => Ears(degrees) }
    struct Bus { name, role, gain, lane }
    enum BusName { 0 => Narration, 1 => Dialogue, 2 => Spots, 3 => Beds, 4 => Music }
    struct Master { trim, ceiling }
    struct Clip {
        audio, bus, at, offset, looped, pan, gain, lanes, shared, direct, sends,
    } without { of }
    struct Send { space, pan, gain, lane }
    struct Lane(points)
    struct Point { at, gain, curve }
    enum Curve { 0 => Linear, 1 => Decibel, 2 => Power }
}

impl Clip {
    /// A piece of audio from its beginning, in the middle, as loud as it is, dry.
    #[must_use]
    pub fn new(audio: usize, bus: usize, at: Range<Frames>, of: ClipOf) -> Clip {
        Clip {
            audio,
            bus,
            at,
            offset: Frames::ZERO,
            looped: false,
            pan: 0.0,
            gain: Gain::UNITY,
            lanes: Vec::new(),
            shared: Vec::new(),
            direct: true,
            sends: Vec::new(),
            of,
        }
    }
}

impl Bus {
    /// A bus that changes nothing.
    #[must_use]
    pub fn new(name: BusName) -> Bus {
        Bus {
            name,
            role: None,
            gain: Gain::UNITY,
            lane: Lane::default(),
        }
    }
}

impl MixPlan {
    /// The same plan with a bus for each role that speaks, in place of the buses
    /// of narration and dialogue; `role` tells whose a line is.
    #[must_use]
    pub fn by_role(mut self, role: impl Fn(usize) -> usize) -> MixPlan {
        let speaks = |clip: &Clip| match clip.of {
            ClipOf::Line(line) => Some((clip.bus, role(line))),
            ClipOf::Cue(_) => None,
        };
        let roles: BTreeSet<(usize, usize)> = self.clips.iter().filter_map(speaks).collect();
        let mut buses = Vec::new();
        let mut places = BTreeMap::new();
        for (index, bus) in self.buses.iter().enumerate() {
            let own = roles.range((index, 0)..(index + 1, 0));
            let before = buses.len();
            for &(_, role) in own {
                places.insert((index, Some(role)), buses.len());
                buses.push(Bus {
                    role: Some(role),
                    ..bus.clone()
                });
            }
            if buses.len() == before {
                places.insert((index, None), buses.len());
                buses.push(bus.clone());
            }
        }
        for clip in &mut self.clips {
            let place = (clip.bus, speaks(clip).map(|(_, role)| role));
            clip.bus = places.get(&place).copied().unwrap_or(clip.bus);
        }
        self.buses = buses;
        self
    }

    /// The same plan with nothing but some of its clips.
    #[must_use]
    pub fn only(&self, heard: impl Fn(&Clip) -> bool) -> MixPlan {
        let mut plan = self.clone();
        plan.clips.retain(heard);
        plan
    }
}

impl BusName {
    /// Every bus, in the order in which they are summed.
    pub const ALL: [BusName; 5] = [
        BusName::Narration,
        BusName::Dialogue,
        BusName::Spots,
        BusName::Beds,
        BusName::Music,
    ];

    /// The bus by the word that scripts use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            BusName::Narration => "narration",
            BusName::Dialogue => "dialogue",
            BusName::Spots => "spots",
            BusName::Beds => "beds",
            BusName::Music => "music",
        }
    }
}

#[cfg(test)]
mod tests;
