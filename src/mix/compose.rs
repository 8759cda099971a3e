//! Composes a mix plan: adds gains, lanes and sends to the items on the
//! timeline.

mod applied;
mod cue;
mod line;
mod way;

use crate::book::{Book, DuckSettings};
use crate::mix::headphones::{self, Directed};
use crate::mix::level::Levels;
use crate::mix::room::Rooms;
use crate::mix::track::Track;
use crate::mix::{
    Bus, BusId, BusName, Clip, Curve, Lane, LaneId, Listening, Master, MixPlan, ReturnId, Space,
    lane,
};
use crate::perform::Performance;
use crate::timeline::{Timeline, turns};
pub(crate) use applied::{Applied, applied};
use cuebook_core::id::{BarrierId, IdVec};
use cuebook_core::units::{Decibels, Frames, Gain};
pub(crate) use line::tone_level;
pub(crate) use line::{MOST, SPEECH};
use way::{Hush, Loud, hushes, speech, spots};

/// Plans the mix of a show for some equipment, at unity trim.
#[must_use]
pub(crate) fn plan(
    listening: Listening,
    book: &Book,
    performance: &Performance,
    timeline: &Timeline,
) -> MixPlan {
    let mut composer = Composer::new(listening, book, performance, timeline);
    for (id, placed) in timeline.lines.entries() {
        composer.line(id, placed);
    }
    for (id, placed) in timeline.cues.entries() {
        composer.cue(id, placed);
    }
    let mut clips = composer.clips;
    clips.sort_by_key(|clip| clip.at.start);
    let mut spaces = composer.rooms.into_spaces();
    if !book.turns.is_empty() {
        spaces = in_order(spaces, &mut clips);
    }
    let end = match spaces.is_empty() {
        true => Lane::default(),
        false => closing(timeline.frames),
    };
    MixPlan {
        frames: timeline.frames,
        step: turns::step(&book.turns),
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

/// Puts the spaces into an order that does not depend on the clips, in which they are summed.
fn in_order(spaces: IdVec<ReturnId, Space>, clips: &mut [Clip]) -> IdVec<ReturnId, Space> {
    let mut order: Vec<ReturnId> = spaces.ids().collect();
    order.sort_by_key(|id| spaces[*id].response);
    let mut places: IdVec<ReturnId, ReturnId> = spaces.ids().collect();
    for (place, id) in order.iter().enumerate() {
        places[*id] = ReturnId(place);
    }
    for send in clips.iter_mut().flat_map(|clip| &mut clip.sends) {
        send.space = places[send.space];
    }
    order.iter().map(|id| spaces[*id]).collect()
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
    speech: Vec<Loud>,
    spots: Vec<Loud>,
    hushes: Vec<Hush>,
    /// The lanes of all hushes, once a clip has shared them.
    hush_lanes: Option<Vec<LaneId>>,
    rooms: Rooms<'a>,
    clips: Vec<Clip>,
    shared: IdVec<LaneId, Lane>,
    /// The shared lanes of each ducking setting.
    ducks: Vec<(DuckSettings, Vec<LaneId>)>,
}

impl<'a> Composer<'a> {
    fn new(
        listening: Listening,
        book: &'a Book,
        performance: &'a Performance,
        timeline: &'a Timeline,
    ) -> Composer<'a> {
        Composer {
            listening,
            book,
            performance,
            timeline,
            levels: Levels::of(book, performance),
            speech: speech(book, timeline),
            spots: spots(book, performance, timeline),
            hushes: hushes(book, timeline),
            hush_lanes: None,
            rooms: Rooms::new(book, performance, timeline),
            clips: Vec::new(),
            shared: IdVec::default(),
            ducks: Vec::new(),
        }
    }

    /// Returns how open a barrier is in the course of the show.
    fn opening(&self, behind: BarrierId) -> Track {
        let barrier = &self.book.barriers[behind];
        let starts = self.timeline.starts(&barrier.rides);
        let rides = barrier.rides.iter().zip(starts);
        let rides = rides.filter_map(|(ride, at)| Some((at, ride.over, ride.to.open?)));
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
