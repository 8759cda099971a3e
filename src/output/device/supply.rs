//! The source of a device: the audio thread's end of all flows. Takes flows
//! from another thread and returns samples to `rodio`.
//!
//! It never waits, allocates, frees or locks; where no frame is ready, it
//! returns a frame of silence. It changes between flows, pauses and resumes
//! without a click. The samples of a flow without interruption are unchanged.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use rodio::Source;
use rtrb::{Consumer, Producer, RingBuffer};

use super::flow::{Flow, Join};
use super::{CHANNELS, FRAMES_A_SECOND};
use cuebook_core::units::Frames;

/// The length of a fade-out, a fade-in, or a change between flows: 5 ms, too
/// short to be noticed and long enough not to click.
pub(crate) const FADE: u64 = 240;

/// The maximum number of flows on their way to the device, and on their way
/// back.
const FLOWS: usize = 8;

/// The progress of both ends, and the commands for the device.
#[derive(Debug, Default)]
pub struct Course {
    /// Frames that the device took, including silence.
    taken: AtomicU64,
    /// The position: the number of the flow in the highest 16 bits, and the
    /// number of its frames taken in the others.
    place: AtomicU64,
    is_paused: AtomicBool,
    /// Whether no flow is heard: it is paused, held, or has not begun.
    is_still: AtomicBool,
    /// Frames of silence where a flow should have been heard.
    missed: AtomicU64,
    /// Frames that found no room in the record.
    unrecorded: AtomicU64,
    /// Whether the device ends with its flow.
    is_over: AtomicBool,
    /// The number of the last flow that came too late; 0 for none.
    refused: AtomicU64,
}

const PLACE_BITS: u32 = 48;

impl Course {
    pub fn taken(&self) -> Frames {
        Frames(self.taken.load(Ordering::Relaxed).cast_signed())
    }

    /// Returns the number of the flow that is heard, and how many of its frames
    /// were taken.
    pub fn place(&self) -> (u16, u64) {
        let place = self.place.load(Ordering::Relaxed);
        let number = (place >> PLACE_BITS) as u16;
        (number, place & ((1 << PLACE_BITS) - 1))
    }

    pub fn pause(&self, is_paused: bool) {
        self.is_paused.store(is_paused, Ordering::Relaxed);
    }

    pub fn is_still(&self) -> bool {
        self.is_still.load(Ordering::Relaxed)
    }

    pub fn missed(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }

    pub fn unrecorded(&self) -> u64 {
        self.unrecorded.load(Ordering::Relaxed)
    }

    /// Returns the number of the last flow that came too late; 0 for none.
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Ends the device after the last frame of its flow.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }
}

/// The other end of a [`Supply`], where flows are handed over.
pub(crate) struct Outlet {
    flows: Producer<Flow>,
    used: Consumer<Flow>,
    pub course: Arc<Course>,
}

impl Outlet {
    /// Creates both ends. All frames that the device takes are also pushed to
    /// `record`.
    pub(crate) fn new(record: Option<Producer<[f32; 2]>>) -> (Outlet, Supply) {
        let (flows, incoming) = RingBuffer::new(FLOWS);
        let (outgoing, used) = RingBuffer::new(FLOWS);
        let course = Arc::new(Course::default());
        let supply = Supply {
            incoming,
            outgoing,
            now: None,
            next: None,
            level: FADE,
            change: 0,
            right: None,
            record,
            course: course.clone(),
        };
        let outlet = Outlet {
            flows,
            used,
            course,
        };
        (outlet, supply)
    }

    /// Hands a flow over. Returns false when too many are on their way, or the
    /// device has ended.
    pub(crate) fn send(&mut self, flow: Flow) -> bool {
        self.tidy();
        !self.flows.is_abandoned() && self.flows.push(flow).is_ok()
    }

    /// Frees the used flows.
    pub(crate) fn tidy(&mut self) {
        while self.used.pop().is_ok() {}
    }

    /// Returns whether the device has ended.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.flows.is_abandoned()
    }
}

/// An iterator over the samples of both sides in turn, until the end.
pub struct Supply {
    incoming: Consumer<Flow>,
    outgoing: Producer<Flow>,
    now: Option<Flow>,
    /// The flow that takes over.
    next: Option<Flow>,
    /// The current level, of [`FADE`].
    level: u64,
    /// The progress of a change, of [`FADE`].
    change: u64,
    right: Option<f32>,
    record: Option<Producer<[f32; 2]>>,
    course: Arc<Course>,
}

impl Supply {
    fn frame(&mut self) -> Option<[f32; 2]> {
        // Read first: frames that arrived before the end are taken before it.
        let is_over = self.course.is_over.load(Ordering::Acquire);
        self.receive();
        let may_sound = self.step();
        self.course.is_still.store(!may_sound, Ordering::Relaxed);
        let frame = match may_sound {
            true => self.sound(is_over)?,
            false if is_over && self.now.is_none() && self.next.is_none() => return None,
            false => [0.0; 2],
        };
        self.course.taken.fetch_add(1, Ordering::Relaxed);
        if let Some(record) = &mut self.record
            && record.push(frame).is_err()
        {
            self.course.unrecorded.fetch_add(1, Ordering::Relaxed);
        }
        Some(frame)
    }

    /// Looks for a flow that takes over: the latest one, unless an earlier one
    /// has already begun to. A silent flow is replaced at once.
    fn receive(&mut self) {
        if self.change == 0
            && self.outgoing.slots() > 1
            && let Ok(flow) = self.incoming.pop()
            && let Some(outdated) = self.next.replace(flow)
        {
            let _ = self.outgoing.push(outdated);
        }
        let is_silent = self.level == 0 && self.next.is_some();
        if self.next.is_some() && (self.now.is_none() || is_silent && self.may_replace()) {
            self.take_over();
        }
    }

    /// Returns whether the next flow may replace a silent one. Skips the frames that the silent one
    /// has passed.
    fn may_replace(&mut self) -> bool {
        let (Some(now), Some(next)) = (&self.now, &mut self.next) else {
            return true;
        };
        match next.origin.join {
            Join::AtEnd => false,
            Join::Along { .. } => {
                let late = (now.position() - next.position()).0;
                let is_there = late >= 0 && next.ready() as i64 > late;
                if is_there {
                    next.skip(late as usize);
                }
                is_there
            }
            Join::Now | Join::At(_) => true,
        }
    }

    fn take_over(&mut self) {
        if let Some(old) = self.now.take() {
            // There is room: `receive` checks it before it accepts the next
            // one.
            let _ = self.outgoing.push(old);
        }
        self.now = self.next.take();
        self.change = 0;
        self.publish();
    }

    fn publish(&self) {
        let Some(flow) = &self.now else { return };
        let number = u64::from(flow.origin.number) << PLACE_BITS;
        self.course
            .place
            .store(number | flow.taken(), Ordering::Relaxed);
    }

    /// Moves the level one step towards its target. Returns whether anything
    /// may be heard.
    fn step(&mut self) -> bool {
        let Some(flow) = &self.now else { return false };
        let is_paused = self.course.is_paused.load(Ordering::Relaxed);
        let is_wanted = !is_paused && flow.until_hold() > FADE;
        if is_wanted {
            self.level = FADE.min(self.level + 1);
        } else {
            self.level = self.level.saturating_sub(1);
        }
        self.level > 0
    }

    /// Returns a frame of the flow, or of two while one takes over from the
    /// other.
    fn sound(&mut self, is_over: bool) -> Option<[f32; 2]> {
        let mut old = self.now.as_mut().and_then(Flow::pop);
        if old.is_none() && self.follows() {
            self.take_over();
            old = self.now.as_mut().and_then(Flow::pop);
        }
        let frame = match old {
            Some(old) => old,
            None => self.run_dry(is_over)?,
        };
        let frame = match self.may_change() {
            true => self.changed(frame),
            false => frame,
        };
        self.publish();
        Some(match self.level {
            FADE => frame,
            level => frame.map(|sample| sample * level as f32 / FADE as f32),
        })
    }

    /// Returns whether the next flow has the same frames and comes to the place where this one has no
    /// more. Skips those that were heard.
    fn follows(&mut self) -> bool {
        let (Some(now), Some(next)) = (&self.now, &mut self.next) else {
            return false;
        };
        let Join::Along { latest } = next.origin.join else {
            return false;
        };
        let late = (now.position() - next.position()).0;
        let is_there = late >= 0 && next.ready() as i64 > late && now.position() <= latest;
        if is_there {
            next.skip(late as usize);
        }
        is_there
    }

    /// Returns silence for a flow without a ready frame, and counts the frame
    /// as missed unless the flow is over or held.
    fn run_dry(&mut self, is_over: bool) -> Option<[f32; 2]> {
        let flow = self.now.as_ref()?;
        if flow.is_over() {
            let is_last = is_over && self.next.is_none() && flow.ready() == 0;
            return if is_last { None } else { Some([0.0; 2]) };
        }
        let is_held = flow.until_hold() <= FADE;
        let missed = u64::from(!is_held);
        self.course.missed.fetch_add(missed, Ordering::Relaxed);
        Some([0.0; 2])
    }

    /// Returns whether the next flow takes over now, or has begun to.
    fn may_change(&mut self) -> bool {
        let (Some(now), Some(next)) = (&self.now, &mut self.next) else {
            return false;
        };
        if self.change > 0 {
            return true;
        }
        let late = match next.origin.join {
            Join::Now => 0,
            // A flow without frames makes no progress.
            Join::At(count) if now.taken() <= count && now.ready() > 0 => return false,
            Join::At(count) => now.taken().saturating_sub(count + 1) as usize,
            Join::Along { latest } => {
                // A frame of the old flow was taken before.
                let late = (now.position() - next.position()).0 - 1;
                if late < 0 && now.ready() > 0 {
                    return false;
                }
                let late = late.max(0) as usize;
                if next.position() + Frames::from(late) > latest {
                    self.refuse();
                    return false;
                }
                late
            }
            Join::AtEnd => {
                return now.is_over() && now.ready() as u64 <= FADE && next.ready() > 0;
            }
        };
        let is_ready = next.ready() as u64 >= late as u64 + FADE || next.is_over();
        if is_ready {
            next.skip(late.min(next.ready()));
        }
        is_ready
    }

    /// Returns the next flow unused.
    fn refuse(&mut self) {
        if let Some(flow) = self.next.take() {
            let number = u64::from(flow.origin.number);
            self.course.refused.store(number, Ordering::Relaxed);
            let _ = self.outgoing.push(flow);
        }
    }

    /// Crossfades from the old flow to the next. Equal samples stay unchanged.
    fn changed(&mut self, old: [f32; 2]) -> [f32; 2] {
        let new = self.next.as_mut().and_then(Flow::pop).unwrap_or([0.0; 2]);
        self.change += 1;
        let share = self.change as f32 / FADE as f32;
        let mixed = |old: f32, new: f32| {
            if old == new {
                old
            } else {
                old + (new - old) * share
            }
        };
        let frame = [mixed(old[0], new[0]), mixed(old[1], new[1])];
        if self.change >= FADE {
            self.take_over();
        }
        frame
    }
}

impl Supply {
    /// Returns whether the next frame would be silent because no frame is
    /// ready. A device that need not play in time can wait for it.
    pub fn is_dry(&self) -> bool {
        let dry = |flow: &Flow| flow.ready() == 0 && !flow.is_over();
        let is_paused = self.course.is_paused.load(Ordering::Relaxed);
        let plays = |flow: &&Flow| !is_paused && flow.until_hold() > FADE;
        let waits = |next: &Flow| next.origin.join != Join::AtEnd;
        let now = self.now.as_ref().filter(plays).is_some_and(dry);
        let now = now && !self.next.as_ref().is_some_and(waits) && self.incoming.slots() == 0;
        now || self.change > 0 && self.next.as_ref().is_some_and(dry)
    }

    /// Returns whether a flow takes over soon.
    #[cfg(test)]
    pub fn has_next(&self) -> bool {
        self.next.is_some() || self.incoming.slots() > 0
    }
}

impl Iterator for Supply {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if let Some(right) = self.right.take() {
            return Some(right);
        }
        let [left, right] = self.frame()?;
        self.right = Some(right);
        Some(left)
    }
}

impl Source for Supply {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> rodio::ChannelCount {
        CHANNELS
    }

    fn sample_rate(&self) -> rodio::SampleRate {
        FRAMES_A_SECOND
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests;
