//! What a player tells of itself.
//!
//! In: what the feeder does, and how far the device is. Out: a place in the
//! show, and what its meters said there. Always true: what is told is what is
//! heard now, not what was mixed ahead.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::output::device::flow::Origin;
use crate::output::device::supply::Course;
use crate::units::{Frames, Lufs};

/// Flows that may still be asked for.
const FLOWS: usize = 64;

/// Readings that nobody fetched: half a minute of them.
const READINGS: usize = 3_000;

/// How a player stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// Which programme is heard; 0 before the first.
    pub edition: u32,
    /// The frame of it that is heard.
    pub at: Frames,
    pub state: State,
    /// What is repeated.
    pub looped: Option<Range<Frames>>,
    /// Frames of silence that were heard because nothing was ready.
    pub missed: u64,
    /// Frames that the recording lacks.
    pub unrecorded: u64,
}

/// Whether it plays, and if not, why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// The device is not there yet, or nothing is loaded.
    #[default]
    Opening,
    Playing,
    Paused,
    /// At one of the stops of its programme.
    Stopped(Frames),
    /// At the horizon.
    Waiting,
    /// All was heard.
    Ended,
    /// The device is gone, and looked for.
    Lost(String),
}

/// What was measured over one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// How high each bus of the plan went, left and right.
    pub peaks: Vec<[f32; 2]>,
    /// How high what leaves the limiter went.
    pub out: [f32; 2],
    pub momentary: Lufs,
    pub integrated: Lufs,
    flow: u16,
    /// How many frames of its flow come before it.
    after: u64,
}

impl Reading {
    /// A reading of the block that `after` frames of a flow go before.
    pub fn new(flow: u16, after: u64, (momentary, integrated): (Lufs, Lufs)) -> Reading {
        Reading {
            peaks: Vec::new(),
            out: [0.0; 2],
            momentary,
            integrated,
            flow,
            after,
        }
    }
}

/// Where both threads write.
pub struct Board {
    told: Mutex<Told>,
    /// How long a frame is on its way once the device took it.
    on_its_way: Frames,
}

#[derive(Default)]
struct Told {
    course: Option<Arc<Course>>,
    /// The flows of late, each with the edition it is of.
    flows: VecDeque<(Origin, u32)>,
    state: State,
    looped: Option<Range<Frames>>,
    readings: VecDeque<Reading>,
    /// What went before the present device.
    before: (u64, u64),
}

impl Board {
    pub fn new(on_its_way: Frames) -> Board {
        Board {
            told: Mutex::default(),
            on_its_way,
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another device takes over.
    pub fn tell_course(&self, course: Arc<Course>) {
        let mut told = self.told();
        if let Some(old) = told.course.replace(course) {
            told.before.0 += old.missed();
            told.before.1 += old.unrecorded();
        }
    }

    pub fn tell_flow(&self, origin: Origin, edition: u32) {
        let mut told = self.told();
        told.flows.push_back((origin, edition));
        if told.flows.len() > FLOWS {
            told.flows.pop_front();
        }
    }

    pub fn tell_state(&self, state: State, looped: Option<Range<Frames>>) {
        let mut told = self.told();
        told.state = state;
        told.looped = looped;
    }

    pub fn tell_reading(&self, reading: Reading) {
        let mut told = self.told();
        told.readings.push_back(reading);
        if told.readings.len() > READINGS {
            told.readings.pop_front();
        }
    }

    /// The edition of a flow, and its first frame.
    pub fn flow(&self, number: u16) -> Option<(u32, Frames)> {
        let told = self.told();
        let mut flows = told.flows.iter().rev();
        let (origin, edition) = flows.find(|(origin, _)| origin.number == number)?;
        Some((*edition, origin.from))
    }

    pub fn status(&self) -> Status {
        let told = self.told();
        let place = told.course.as_ref().map(|course| course.place());
        let (number, taken) = place.unwrap_or_default();
        let flow = told
            .flows
            .iter()
            .rev()
            .find(|(flow, _)| flow.number == number);
        let delay = match told.state {
            State::Playing | State::Waiting => self.on_its_way,
            _ => Frames::ZERO,
        };
        let (edition, at) = flow.map_or((0, Frames::ZERO), |(origin, edition)| {
            let taken = Frames(taken.cast_signed());
            (*edition, origin.from + (taken - delay).max(Frames::ZERO))
        });
        let course = told.course.as_deref();
        Status {
            edition,
            at,
            state: told.state.clone(),
            looped: told.looped.clone(),
            missed: told.before.0 + course.map_or(0, Course::missed),
            unrecorded: told.before.1 + course.map_or(0, Course::unrecorded),
        }
    }

    pub fn readings(&self) -> Vec<Reading> {
        let mut told = self.told();
        let place = told.course.as_ref().map(|course| course.place());
        let (number, taken) = place.unwrap_or_default();
        let taken = taken.saturating_sub(self.on_its_way.0.unsigned_abs());
        let is_heard = |reading: &Reading| match reading.flow {
            flow if flow == number => reading.after <= taken,
            // Numbers go round; what is half a round ahead is behind.
            flow => flow.wrapping_sub(number) > u16::MAX / 2,
        };
        let mut heard = Vec::new();
        while told.readings.front().is_some_and(is_heard) {
            heard.extend(told.readings.pop_front());
        }
        heard
    }
}
