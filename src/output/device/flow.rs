//! A flow: frames of a show on their way to the device, unbroken from where they begin.
//!
//! In: frames at the [`Feed`]. Out: the same frames from the [`Flow`]. Always
//! true: neither end waits for the other, and the taking end allocates nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rtrb::{Consumer, Producer, RingBuffer};

use crate::units::Frames;

/// No stop ahead.
const NONE: u64 = u64::MAX;

/// What both ends know.
#[derive(Debug)]
struct Ends {
    /// Whether all that will ever come is there.
    is_over: AtomicBool,
    /// How many frames are let through before the flow is held.
    hold: AtomicU64,
}

/// When a flow takes over from the one before it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Join {
    /// At once.
    Now,
    /// When so many frames of the one before were taken. If it is later already,
    /// as many frames of this one are left out.
    At(u64),
    /// When the one before ends.
    AtEnd,
}

/// Where a flow belongs.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Counts the flows of a device, from 1.
    pub number: u16,
    /// The frame of the show with which it begins.
    pub from: Frames,
    pub join: Join,
}

/// The end that is written to.
#[derive(Debug)]
pub struct Feed {
    pub origin: Origin,
    ready: Producer<[f32; 2]>,
    ends: Arc<Ends>,
    written: u64,
}

/// The end that the device takes from.
#[derive(Debug)]
pub struct Flow {
    pub origin: Origin,
    ready: Consumer<[f32; 2]>,
    ends: Arc<Ends>,
    taken: u64,
}

/// Both ends of a flow with room for so many frames.
pub fn flow(origin: Origin, room: usize) -> (Feed, Flow) {
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
    /// How many frames fit.
    pub fn room(&self) -> usize {
        self.ready.slots()
    }

    /// How many frames it was given.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Gives a frame on; false where there is no room.
    pub fn push(&mut self, frame: [f32; 2]) -> bool {
        let is_given = self.ready.push(frame).is_ok();
        self.written += u64::from(is_given);
        is_given
    }

    /// Nothing more will come.
    pub fn end(&self) {
        self.ends.is_over.store(true, Ordering::Release);
    }

    /// Holds the flow when it was let through up to a frame of the show; none
    /// lets it go on.
    pub fn hold(&self, at: Option<Frames>) {
        let count = at.map_or(NONE, |at| (at - self.origin.from).index() as u64);
        self.ends.hold.store(count, Ordering::Relaxed);
    }

    /// Whether nobody takes any more.
    pub fn is_abandoned(&self) -> bool {
        self.ready.is_abandoned()
    }
}

impl Flow {
    pub fn pop(&mut self) -> Option<[f32; 2]> {
        let frame = self.ready.pop().ok()?;
        self.taken += 1;
        Some(frame)
    }

    /// Leaves frames out.
    pub fn skip(&mut self, count: usize) {
        if let Ok(chunk) = self.ready.read_chunk(count) {
            chunk.commit_all();
            self.taken += count as u64;
        }
    }

    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// How many frames can be taken.
    pub fn ready(&self) -> usize {
        self.ready.slots()
    }

    /// Whether all that will ever come is there.
    pub fn is_over(&self) -> bool {
        self.ends.is_over.load(Ordering::Acquire)
    }

    /// Whether all of it was taken.
    pub fn is_spent(&self) -> bool {
        self.is_over() && self.ready() == 0
    }

    /// How many frames it may give before it is held.
    pub fn until_hold(&self) -> u64 {
        let hold = self.ends.hold.load(Ordering::Relaxed);
        hold.saturating_sub(self.taken)
    }
}
