//! Composes a mix plan: adds gains, lanes and sends to the items on the
//! timeline.

mod cue;
mod line;
mod way;

use std::ops::Range;

use crate::book::{Book, DuckSettings};
use crate::mix::headphones::{self, Directed};
use crate::mix::level::Levels;
use crate::mix::room::Rooms;
use crate::mix::track::Track;
use crate::mix::{
    Bus, BusId, BusName, Clip, Curve, Lane, LaneId, Listening, Master, MixPlan, lane,
};
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::id::{BarrierId, IdVec};
use cuebook_core::units::{Decibels, Frames, Gain};
pub(crate) use line::SPEECH;
pub(crate) use line::tone_level;
use way::{Hush, hushes, speech, spots};

/// Plans the mix of a show for some equipment, at unity trim.
#[must_use]
pub(crate) fn plan(
    listening: Listening,
    book: &Book,
    performance: &Performance,
    timeline: &Timeline,
) -> MixPlan {
    let mut composer = Composer {
        listening,
        book,
        performance,
        timeline,
        levels: Levels::of(book, performance),
        speech: speech(timeline),
        spots: spots(book, performance, timeline),
        hushes: hushes(book, timeline),
        hush_lane: None,
        rooms: Rooms::new(book, performance, timeline),
        clips: Vec::new(),
        shared: IdVec::default(),
        ducks: Vec::new(),
    };
    for (id, placed) in timeline.lines.entries() {
        composer.line(id, placed);
    }
    for (id, placed) in timeline.cues.entries() {
        composer.cue(id, placed);
    }
    let mut clips = composer.clips;
    clips.sort_by_key(|clip| clip.at.start);
    let spaces = composer.rooms.into_spaces();
    let end = match spaces.is_empty() {
        true => Lane::default(),
        false => closing(timeline.frames),
    };
    MixPlan {
        frames: timeline.frames,
        clips,
        buses: buses(book, &end),
        shared: composer.shared,
        spaces,
        master: Master {
            trim: Gain::UNITY,
            ceiling: book.target.peak,
        },
    }
}

/// Returns a fade at the end of the show, so that the sound of a room is not
/// cut.
fn closing(end: Frames) -> Lane {
    const LAST: Frames = Frames(2_400);
    Lane(vec![
        lane::point(end - LAST, Gain::UNITY, Curve::Power),
        lane::point(end, Gain::SILENCE, Curve::Power),
    ])
}

fn buses(book: &Book, end: &Lane) -> IdVec<BusId, Bus> {
    let bus = |name: BusName| {
        let gain = book.buses.of(name.name());
        Bus {
            gain: gain.map_or(Gain::UNITY, Decibels::gain),
            lane: end.clone(),
            ..Bus::new(name)
        }
    };
    BusName::ALL.into_iter().map(bus).collect()
}

struct Composer<'a> {
    listening: Listening,
    book: &'a Book,
    performance: &'a Performance,
    timeline: &'a Timeline,
    levels: Levels,
    speech: Vec<Range<Frames>>,
    spots: Vec<Range<Frames>>,
    hushes: Vec<Hush>,
    /// The lane of all hushes, once a clip has shared it.
    hush_lane: Option<LaneId>,
    rooms: Rooms<'a>,
    clips: Vec<Clip>,
    shared: IdVec<LaneId, Lane>,
    /// The shared lane of each ducking setting.
    ducks: Vec<(DuckSettings, LaneId)>,
}

impl Composer<'_> {
    /// Returns how open a barrier is in the course of the show.
    fn opening(&self, behind: BarrierId) -> Track {
        let barrier = &self.book.barriers[behind];
        let rides = barrier
            .rides
            .iter()
            .filter_map(|ride| Some((self.timeline.find(&ride.at), ride.over, ride.to.open?)));
        Track::new(Frames::ZERO, barrier.open, &rides.collect::<Vec<_>>())
    }

    fn is_mono(&self, clip: &Clip) -> bool {
        self.performance.audio[clip.audio].spec.channels == 1
    }

    /// Adds a clip whose pan is constant.
    fn push(&mut self, clip: Clip) {
        if self.listening == Listening::Loudspeakers {
            self.clips.push(clip);
            return;
        }
        let directed = match self.is_mono(&clip) {
            true => headphones::still(f64::from(clip.pan)),
            false => headphones::wide(clip.pan),
        };
        self.push_directed(clip, vec![directed]);
    }

    /// Adds a clip that is heard from one or more directions.
    fn push_directed(&mut self, mut clip: Clip, directed: Vec<Directed>) {
        clip.direct = false;
        let directed = directed.into_iter();
        clip.sends
            .extend(directed.map(|one| self.rooms.direct(one)));
        self.clips.push(clip);
    }
}

fn filled(lane: Lane) -> Vec<Lane> {
    if lane.0.is_empty() {
        Vec::new()
    } else {
        vec![lane]
    }
}

#[cfg(test)]
mod tests;
