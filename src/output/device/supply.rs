//! What a device takes from: the audio thread's end of everything.
//!
//! In: flows, from another thread. Out: samples, as `rodio` asks for them.
//! Always true: it never waits, allocates, frees or locks; where nothing is
//! ready, a frame of silence is; it changes between flows, pauses and goes on
//! without a click; and a flow that nothing interrupts comes out bit for bit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use rodio::Source;
use rtrb::{Consumer, Producer, RingBuffer};

use super::flow::{Flow, Join};
use super::{CHANNELS, FRAMES_A_SECOND};
use crate::units::Frames;

/// How long it takes to fall silent, to be heard again, or to change from one
/// flow to another: 5 ms, too short to be missed and too long to click.
pub const FADE: u64 = 240;

/// Flows that may be on their way to the device, and as many on their way back.
const FLOWS: usize = 8;

/// How far the two ends have come, and what is wished of the device.
#[derive(Debug, Default)]
pub struct Course {
    /// Frames that the device took, silence included.
    taken: AtomicU64,
    /// What is heard: the number of its flow in the highest 16 bits, and how
    /// many frames of it were taken in the others.
    place: AtomicU64,
    is_paused: AtomicBool,
    /// Whether nothing of a flow is heard: it is paused, held, or nothing came yet.
    is_still: AtomicBool,
    /// Frames of silence where a flow should have been heard.
    missed: AtomicU64,
    /// Frames that found no room in the record.
    unrecorded: AtomicU64,
    /// Whether the device ends with its flow.
    is_over: AtomicBool,
}

const PLACE_BITS: u32 = 48;

impl Course {
    pub fn taken(&self) -> Frames {
        Frames(self.taken.load(Ordering::Relaxed).cast_signed())
    }

    /// The number of the flow that is heard, and how many frames of it were taken.
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

    /// Ends the device after the last frame of its flow.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }
}

/// The other end of a [`Supply`]: where flows are handed over.
pub struct Outlet {
    flows: Producer<Flow>,
    used: Consumer<Flow>,
    pub course: Arc<Course>,
}

impl Outlet {
    /// Both ends. What the device takes is also pushed to `record`.
    pub fn new(record: Option<Producer<[f32; 2]>>) -> (Outlet, Supply) {
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

    /// Hands a flow over. False where too many are on their way, or nobody takes them.
    pub fn send(&mut self, flow: Flow) -> bool {
        self.tidy();
        !self.flows.is_abandoned() && self.flows.push(flow).is_ok()
    }

    /// Frees the flows that were used.
    pub fn tidy(&mut self) {
        while self.used.pop().is_ok() {}
    }

    /// Whether the device let go.
    pub fn is_abandoned(&self) -> bool {
        self.flows.is_abandoned()
    }
}

/// Samples in pairs, until the course is over.
pub struct Supply {
    incoming: Consumer<Flow>,
    outgoing: Producer<Flow>,
    now: Option<Flow>,
    /// What takes over.
    next: Option<Flow>,
    /// How loud it is, of [`FADE`].
    level: u64,
    /// How much of a change is done, of [`FADE`].
    change: u64,
    right: Option<f32>,
    record: Option<Producer<[f32; 2]>>,
    course: Arc<Course>,
}

impl Supply {
    fn frame(&mut self) -> Option<[f32; 2]> {
        // Asked first: what came in before the end is taken before it.
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

    /// Looks for a flow that takes over: the last that came, unless one before
    /// it does already. What is in nobody's ear gives way at once.
    fn receive(&mut self) {
        if self.change == 0
            && self.outgoing.slots() > 1
            && let Ok(flow) = self.incoming.pop()
            && let Some(outdated) = self.next.replace(flow)
        {
            let _ = self.outgoing.push(outdated);
        }
        let waits = |flow: &Flow| flow.origin.join == Join::AtEnd;
        let is_silent = self.level == 0 && !self.next.as_ref().is_some_and(waits);
        if self.next.is_some() && (self.now.is_none() || is_silent) {
            self.take_over();
        }
    }

    fn take_over(&mut self) {
        if let Some(old) = self.now.take() {
            // There is room: it was seen to before the next one was let in.
            let _ = self.outgoing.push(old);
        }
        self.now = self.next.take();
        self.change = 0;
        self.tell();
    }

    fn tell(&self) {
        let Some(flow) = &self.now else { return };
        let number = u64::from(flow.origin.number) << PLACE_BITS;
        self.course
            .place
            .store(number | flow.taken(), Ordering::Relaxed);
    }

    /// Comes a step nearer to the level that is wished for. Tells whether
    /// anything may be heard.
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

    /// A frame of the flow, or of two while one takes over from the other.
    fn sound(&mut self, is_over: bool) -> Option<[f32; 2]> {
        let old = self.now.as_mut().and_then(Flow::pop);
        let frame = match old {
            Some(old) => old,
            None => self.run_dry(is_over)?,
        };
        let frame = match self.may_change() {
            true => self.changed(frame),
            false => frame,
        };
        self.tell();
        Some(match self.level {
            FADE => frame,
            level => frame.map(|sample| sample * level as f32 / FADE as f32),
        })
    }

    /// What is heard when the flow has nothing: nothing, and if that is not
    /// because all of it was heard, it is counted.
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

    /// Whether the next flow takes over now, or is about to.
    fn may_change(&mut self) -> bool {
        let (Some(now), Some(next)) = (&self.now, &mut self.next) else {
            return false;
        };
        if self.change > 0 {
            return true;
        }
        let late = match next.origin.join {
            Join::Now => 0,
            // One that is spent comes no nearer.
            Join::At(count) if now.taken() <= count && !now.is_spent() => return false,
            Join::At(count) => now.taken().saturating_sub(count + 1) as usize,
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

    /// Goes over from the old flow to the next. Where both say the same, that
    /// is what is heard.
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

#[cfg(test)]
impl Supply {
    /// Whether the next frame would be silent because nothing is ready.
    pub fn is_dry(&self) -> bool {
        let dry = |flow: &Flow| flow.ready() == 0 && !flow.is_over();
        let is_paused = self.course.is_paused.load(Ordering::Relaxed);
        let plays = |flow: &&Flow| !is_paused && flow.until_hold() > FADE;
        let now = self.now.as_ref().filter(plays).is_some_and(dry);
        now || self.change > 0 && self.next.as_ref().is_some_and(dry)
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
