//! The status of a player: its position in the show, and the meters at that
//! position. It describes the frames that are heard now, not the frames mixed
//! ahead.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::output::device::flow::Origin;
use crate::output::device::supply::Course;
use cuebook_core::units::{Frames, Lufs};

/// The number of recent flows that are remembered.
const FLOWS: usize = 64;

/// The number of unread readings: half a minute.
const READINGS: usize = 3_000;

/// The status of a player.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// The edition that is heard; 0 before the first.
    pub edition: u32,
    /// The frame of it that is heard.
    pub at: Frames,
    pub state: State,
    /// The part that is repeated.
    pub looped: Option<Range<Frames>>,
    /// Frames of silence that were heard because no frame was ready.
    pub missed: u64,
    /// Frames that the recording lacks.
    pub unrecorded: u64,
}

/// Whether it plays, and if not, why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// The device is not open yet, or nothing is loaded.
    #[default]
    Opening,
    Playing,
    Paused,
    /// At one of the stops of its programme.
    Stopped(Frames),
    /// At the horizon.
    Waiting,
    /// All frames were heard.
    Ended,
    /// The device is lost, and is looked for.
    Lost(String),
}

/// The measurements of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The peak of each bus of the plan, left and right.
    pub peaks: Vec<[f32; 2]>,
    /// The peak after the limiter.
    pub out: [f32; 2],
    pub momentary: Lufs,
    pub integrated: Lufs,
    flow: u16,
    /// The number of frames of its flow before it.
    after: u64,
}

impl Reading {
    /// Creates a reading of the block that comes after `after` frames of a
    /// flow.
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

/// The state that both threads share.
pub(super) struct SharedStatus {
    shared: Mutex<Shared>,
    /// The time from when the device takes a frame until it is heard.
    on_its_way: Frames,
}

#[derive(Default)]
struct Shared {
    course: Option<Arc<Course>>,
    primed: Duration,
    /// The recent flows, each with its edition.
    flows: VecDeque<(Origin, u32)>,
    state: State,
    looped: Option<Range<Frames>>,
    readings: VecDeque<Reading>,
    /// The missed and unrecorded frames of earlier devices.
    before: (u64, u64),
}

impl SharedStatus {
    pub(super) fn new(on_its_way: Frames) -> SharedStatus {
        SharedStatus {
            shared: Mutex::default(),
            on_its_way,
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the course of a new device.
    pub(super) fn set_course(&self, course: Arc<Course>) {
        let mut shared = self.shared();
        if let Some(old) = shared.course.replace(course) {
            shared.before.0 += old.missed();
            shared.before.1 += old.unrecorded();
        }
    }

    pub(super) fn add_flow(&self, origin: Origin, edition: u32) {
        let mut shared = self.shared();
        shared.flows.push_back((origin, edition));
        if shared.flows.len() > FLOWS {
            shared.flows.pop_front();
        }
    }

    pub(super) fn set_state(&self, state: State, looped: Option<Range<Frames>>) {
        let mut shared = self.shared();
        shared.state = state;
        shared.looped = looped;
    }

    pub(super) fn add_reading(&self, reading: Reading) {
        let mut shared = self.shared();
        shared.readings.push_back(reading);
        if shared.readings.len() > READINGS {
            shared.readings.pop_front();
        }
    }

    /// Sets how long a flow took until it was handed over.
    pub(super) fn set_primed(&self, primed: Duration) {
        self.shared().primed = primed;
    }

    /// Returns how long the last flow took until it was handed over.
    pub(super) fn primed(&self) -> Duration {
        self.shared().primed
    }

    /// Returns the edition that the device plays, and the frame of it that the device takes next.
    pub(super) fn front(&self) -> Option<(u32, Frames)> {
        let (number, taken) = self.shared().course.as_ref()?.place();
        let (edition, from) = self.flow(number)?;
        Some((edition, from + Frames(taken.cast_signed())))
    }

    /// Returns the last edition that came too late to take over.
    pub(super) fn refused(&self) -> Option<u32> {
        let number = self.shared().course.as_ref()?.refused();
        let (edition, _) = self.flow(number as u16)?;
        Some(edition)
    }

    /// Returns the edition of a flow, and its first frame.
    pub(super) fn flow(&self, number: u16) -> Option<(u32, Frames)> {
        let shared = self.shared();
        let mut flows = shared.flows.iter().rev();
        let (origin, edition) = flows.find(|(origin, _)| origin.number == number)?;
        Some((*edition, origin.from))
    }

    pub(super) fn status(&self) -> Status {
        let shared = self.shared();
        let place = shared.course.as_ref().map(|course| course.place());
        let (number, taken) = place.unwrap_or_default();
        let flow = shared
            .flows
            .iter()
            .rev()
            .find(|(flow, _)| flow.number == number);
        let delay = match shared.state {
            State::Playing | State::Waiting => self.on_its_way,
            _ => Frames::ZERO,
        };
        let (edition, at) = flow.map_or((0, Frames::ZERO), |(origin, edition)| {
            let taken = Frames(taken.cast_signed());
            (*edition, origin.from + (taken - delay).max(Frames::ZERO))
        });
        let course = shared.course.as_deref();
        Status {
            edition,
            at,
            state: shared.state.clone(),
            looped: shared.looped.clone(),
            missed: shared.before.0 + course.map_or(0, Course::missed),
            unrecorded: shared.before.1 + course.map_or(0, Course::unrecorded),
        }
    }

    pub(super) fn readings(&self) -> Vec<Reading> {
        let mut shared = self.shared();
        let place = shared.course.as_ref().map(|course| course.place());
        let (number, taken) = place.unwrap_or_default();
        let taken = taken.saturating_sub(self.on_its_way.0.unsigned_abs());
        let is_heard = |reading: &Reading| match reading.flow {
            flow if flow == number => reading.after <= taken,
            // Numbers wrap around; a number more than half the range ahead is
            // behind.
            flow => flow.wrapping_sub(number) > u16::MAX / 2,
        };
        let mut heard = Vec::new();
        while shared.readings.front().is_some_and(is_heard) {
            heard.extend(shared.readings.pop_front());
        }
        heard
    }
}
