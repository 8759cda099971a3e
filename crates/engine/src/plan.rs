//! The mix plan: clips, buses, gains and positions, as data only.

mod within;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use cuebook_core::audio::Audio;
use cuebook_core::id::{AudioId, CueId, IdVec, LineId, RoleId, SpaceId};
use cuebook_core::units::{Decibels, Frames, Gain};
use cuebook_dsp::convolve::QUANTUM;

pub use within::Within;

cuebook_core::ids! {
    /// A bus of a plan.
    BusId
    /// A shared lane of a plan.
    LaneId
    /// A return of a plan: a space that clips are sent to.
    ReturnId
}

/// Everything that the engine needs.
#[derive(Clone, Debug, PartialEq)]
pub struct MixPlan {
    /// The length of the show.
    pub frames: Frames,
    /// The number of frames that are mixed at a time, a multiple of
    /// [`BLOCK`](cuebook_core::units::BLOCK). The sound before
    /// such a step does not depend on the clips after it. A space needs more time for shorter steps.
    pub step: usize,
    /// The clips, in the order in which they start.
    pub clips: Vec<Clip>,
    /// The buses, in the order of the sum.
    pub buses: IdVec<BusId, Bus>,
    /// Gain over time that clips share: ducking, and the silence of a hush.
    pub shared: IdVec<LaneId, Lane>,
    /// The spaces that clips are sent to.
    pub spaces: IdVec<ReturnId, Space>,
    /// The processing after the sum of the buses.
    pub master: Master,
}

/// A space that clips may be sent to. Each bus has a separate instance of it,
/// so that the output of a space belongs to the bus.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Space {
    /// The response, opened with
    /// [`AudioSource::response`](super::AudioSource::response).
    pub response: ResponseId,
    /// The length of its response.
    pub frames: Frames,
}

/// The kind of response.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResponseId {
    /// A space of the show.
    Room(SpaceId),
    /// Two ears, for a pair of sources at this angle to the left and to the
    /// right, in degrees.
    Ears(u16),
}

/// A sum of sounds with common processing.
#[derive(Clone, Debug, PartialEq)]
pub struct Bus {
    /// The name, which several buses share where roles have separate buses.
    pub name: BusName,
    /// The role of the bus, where roles have separate buses.
    pub role: Option<RoleId>,
    /// The constant gain, multiplied with `lane`.
    pub gain: Gain,
    /// The gain of the bus over time; unity if empty.
    pub lane: Lane,
}

/// The buses, in the order of the sum.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BusName {
    /// The lines of the narrator.
    Narration,
    /// The lines of all other roles.
    Dialogue,
    /// Sounds that play once.
    Spots,
    /// Continuous sounds, such as rain.
    Beds,
    /// Music.
    Music,
}

/// The processing of the sum of the buses.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Master {
    /// The gain that brings the show to its target loudness.
    pub trim: Gain,
    /// The highest true peak after the limiter, in dBTP.
    pub ceiling: Decibels,
}

/// A piece of audio at a place on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// The audio, mono or stereo.
    pub audio: AudioId,
    /// The bus that the clip is added to, also for its sends.
    pub bus: BusId,
    /// When it is heard.
    pub at: Range<Frames>,
    /// The first frame of the audio that is heard.
    pub offset: Frames,
    /// Whether the audio begins again when it ends.
    pub looped: bool,
    /// From −1, left, to 1, right; equal power for mono, balance for stereo.
    pub pan: f32,
    /// The constant gain, also of the sends; multiplied with the lanes.
    pub gain: Gain,
    /// Fades and rides of this clip, in frames of the show, multiplied.
    pub lanes: Vec<Lane>,
    /// The shared lanes of the clip.
    pub shared: Vec<LaneId>,
    /// Whether it is heard directly, and not only through its sends.
    pub direct: bool,
    /// Its sends to spaces.
    pub sends: Vec<Send>,
    /// The line or cue of the clip. The samples do not depend on it.
    pub of: ClipOf,
}

/// The source of a clip.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClipOf {
    /// A line of a role.
    Line(LineId),
    /// A cue: a spot, a bed or music.
    Cue(CueId),
}

/// A share of a clip that goes to a space, with a separate gain and lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Send {
    /// The space; it is played on the bus of the clip.
    pub space: ReturnId,
    /// The position of the clip in the space, as [`Clip::pan`].
    pub pan: f32,
    /// The constant gain, multiplied with the gain of the clip and with `lane`.
    pub gain: Gain,
    /// The gain over time; unity if empty.
    pub lane: Lane,
}

/// The equipment for which the show is mixed.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Listening {
    /// Two loudspeakers, or any other stereo.
    #[default]
    Loudspeakers,
    /// Headphones: binaural.
    Headphones,
}

/// Gain over time: points in order, constant before the first and after the
/// last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane(pub Vec<Point>);

/// A gain at a frame, and the curve to the next point.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Point {
    /// The time, relative to the start of the show.
    pub at: Frames,
    /// The linear gain at this frame.
    pub gain: Gain,
    /// The curve to the next point; the last one has no effect.
    pub curve: Curve,
}

/// The curve from one point to the next.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Straight in linear gain.
    Linear,
    /// Straight in dB; to or from silence it is straight in linear gain.
    Decibel,
    /// A quarter sine: rises and falls with equal power.
    Power,
}

cuebook_core::fingerprint! {
    struct MixPlan { frames, step, clips, buses, shared, spaces, master }
    struct Space { response, frames }
    enum ResponseId { 0 => Room(space), 1 => Ears(degrees) }
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
    /// Creates a clip that plays a piece of audio from its beginning: in the
    /// middle, at unity gain, without sends.
    #[must_use]
    pub fn new(audio: AudioId, bus: BusId, at: Range<Frames>, of: ClipOf) -> Clip {
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
    /// Creates a bus at unity gain.
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
    /// Returns a plan that plays one piece of audio from beginning to end.
    #[must_use]
    pub fn solo(audio: &Audio) -> MixPlan {
        MixPlan {
            frames: audio.frames(),
            step: QUANTUM,
            clips: vec![Clip::new(
                AudioId(0),
                BusId(0),
                Frames::ZERO..audio.frames(),
                ClipOf::Line(LineId(0)),
            )],
            buses: vec![Bus::new(BusName::Dialogue)].into(),
            shared: IdVec::default(),
            spaces: IdVec::default(),
            master: Master {
                trim: Gain::UNITY,
                ceiling: Decibels(-1.0),
            },
        }
    }

    /// Returns the plan with a bus for each role that speaks, in place of the
    /// buses of narration and dialogue. `role` returns the role of a line.
    #[must_use]
    pub fn by_role(mut self, role: impl Fn(LineId) -> RoleId) -> MixPlan {
        let speaks = |clip: &Clip| match clip.of {
            ClipOf::Line(line) => Some((clip.bus, role(line))),
            ClipOf::Cue(_) => None,
        };
        let roles: BTreeSet<(BusId, RoleId)> = self.clips.iter().filter_map(speaks).collect();
        let mut buses = IdVec::default();
        let mut places = BTreeMap::new();
        for (id, bus) in self.buses.entries() {
            let own: Vec<RoleId> = roles
                .iter()
                .filter(|of| of.0 == id)
                .map(|of| of.1)
                .collect();
            for &role in &own {
                let role = Some(role);
                let own = buses.push(Bus {
                    role,
                    ..bus.clone()
                });
                places.insert((id, role), own);
            }
            if own.is_empty() {
                places.insert((id, None), buses.push(bus.clone()));
            }
        }
        for clip in &mut self.clips {
            let place = (clip.bus, speaks(clip).map(|(_, role)| role));
            clip.bus = places.get(&place).copied().unwrap_or(clip.bus);
        }
        self.buses = buses;
        self
    }

    /// Returns the plan with only some of its clips.
    #[must_use]
    pub fn only(&self, heard: impl Fn(&Clip) -> bool) -> MixPlan {
        let heard = self.clips.iter().filter(|clip| heard(clip));
        MixPlan {
            frames: self.frames,
            step: self.step,
            clips: heard.cloned().collect(),
            buses: self.buses.clone(),
            shared: self.shared.clone(),
            spaces: self.spaces.clone(),
            master: self.master,
        }
    }
}

impl BusName {
    /// Every bus, in the order of the sum.
    pub const ALL: [BusName; 5] = [
        BusName::Narration,
        BusName::Dialogue,
        BusName::Spots,
        BusName::Beds,
        BusName::Music,
    ];

    /// Returns the name of the bus in scripts.
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
