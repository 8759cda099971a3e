//! A flow: a continuous run of frames of a show on their way to the device.
//! Frames enter at the [`Feed`] and leave at the [`Flow`]. Neither end waits
//! for the other, and the taking end does not allocate.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rtrb::{Consumer, Producer, RingBuffer};

use cuebook_core::units::Frames;

/// No stop ahead.
const NONE: u64 = u64::MAX;

/// The state that both ends share.
#[derive(Debug)]
struct Ends {
    /// Whether the last frame has been written.
    is_over: AtomicBool,
    /// The number of frames that pass before the flow is held.
    hold: AtomicU64,
}

/// When a flow takes over from the previous one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// At once.
    Now,
    /// When this many frames of the previous flow were taken. If it is already
    /// later, the same number of frames of this flow are skipped.
    At(u64),
    /// At the end of the previous flow.
    AtEnd,
    /// When the previous flow comes to the first frame of this one: both have the same frames up to
    /// `latest`. If the previous flow is already later, as many frames of this flow are skipped.
    /// After `latest` this flow is refused.
    Along { latest: Frames },
}

/// The identity of a flow.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Counts the flows of a device, from 1.
    pub number: u16,
    /// The first frame of the show in it.
    pub from: Frames,
    pub join: Join,
}

/// The writing end.
#[derive(Debug)]
pub(crate) struct Feed {
    pub origin: Origin,
    ready: Producer<[f32; 2]>,
    ends: Arc<Ends>,
    written: u64,
}

/// The end that the device takes from.
#[derive(Debug)]
pub(crate) struct Flow {
    pub origin: Origin,
    ready: Consumer<[f32; 2]>,
    ends: Arc<Ends>,
    taken: u64,
}

/// Creates both ends of a flow with room for `room` frames.
pub(crate) fn flow(origin: Origin, room: usize) -> (Feed, Flow) {
    let (ready, taken) = RingBuffer::new(room);
    let ends = Arc::new(Ends {
        is_over: AtomicBool::new(false),
        hold: AtomicU64::new(NONE),
    });
    let feed = Feed {
        origin,
        ready,
        ends: ends.clone(),
        written: 0,
    };
    let flow = Flow {
        origin,
        ready: taken,
        ends,
        taken: 0,
    };
    (feed, flow)
}

impl Feed {
    /// Returns how many frames fit.
    pub(crate) fn room(&self) -> usize {
        self.ready.slots()
    }

    /// Returns how many frames were written.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    /// Writes a frame; returns false when there is no room.
    pub(crate) fn push(&mut self, frame: [f32; 2]) -> bool {
        let is_given = self.ready.push(frame).is_ok();
        self.written += u64::from(is_given);
        is_given
    }

    /// Marks the end: no more frames follow.
    pub(crate) fn end(&self) {
        self.ends.is_over.store(true, Ordering::Release);
    }

    /// Holds the flow at a frame of the show; `None` releases it.
    pub(crate) fn hold(&self, at: Option<Frames>) {
        let count = at.map_or(NONE, |at| (at - self.origin.from).index() as u64);
        self.ends.hold.store(count, Ordering::Relaxed);
    }
}

impl Flow {
    pub(crate) fn pop(&mut self) -> Option<[f32; 2]> {
        let frame = self.ready.pop().ok()?;
        self.taken += 1;
        Some(frame)
    }

    /// Skips frames.
    pub(crate) fn skip(&mut self, count: usize) {
        if let Ok(chunk) = self.ready.read_chunk(count) {
            chunk.commit_all();
            self.taken += count as u64;
        }
    }

    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    /// Returns the frame of the show that is taken next.
    pub(crate) fn position(&self) -> Frames {
        self.origin.from + Frames(self.taken.cast_signed())
    }

    /// Returns how many frames can be taken.
    pub(crate) fn ready(&self) -> usize {
        self.ready.slots()
    }

    /// Returns whether the last frame has been written.
    pub(crate) fn is_over(&self) -> bool {
        self.ends.is_over.load(Ordering::Acquire)
    }

    /// Returns how many frames can be taken before it is held.
    pub(crate) fn until_hold(&self) -> u64 {
        let hold = self.ends.hold.load(Ordering::Relaxed);
        hold.saturating_sub(self.taken)
    }
}
