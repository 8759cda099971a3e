//! The player's thread: mixes ahead and keeps the device running.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use rtrb::Producer;
use tracing::{info, warn};

use super::status::{Reading, SharedStatus, State};
use super::{Command, Place, Programme};
use crate::output::device::flow::{Feed, Flow, Join, Origin, flow};
use crate::output::device::reconnect::Reconnect;
use crate::output::device::supply::{FADE, Outlet};
use crate::output::device::{DeviceError, Host};
use crate::output::meter::LiveMeter;
use crate::output::record::Recorder;
use cuebook_core::units::{BLOCK, Frames, RATE};
use cuebook_engine::{Block, Engine};

/// The frames that are mixed ahead: ten seconds, so that a busy machine or a
/// slow disk is not heard. A new flow does not wait for them.
const AHEAD: usize = 10 * RATE as usize;

/// The frames that are ready before a flow is handed over: enough time to mix
/// the next quantum.
const PRIMED: u64 = 14_400;

/// The same for a flow that must soon take over: its engine mixes shorter
/// quanta.
const PRIMED_SOON: u64 = 4_096;

/// The frames that the old flow needs while the new one is mixed.
const MARGIN: u64 = 1_440;

/// The same for a flow that must soon take over.
const MARGIN_SOON: u64 = 480;

/// The number of replaced flows that are remembered.
const REPLACED: usize = 16;

/// The shortest part that is repeated.
const SHORTEST: Frames = Frames(RATE as i64 / 10);

const NAP: Duration = Duration::from_millis(2);

/// The time until the last frames are heard.
const LAST: Duration = Duration::from_millis(120);

/// A device that takes no frames for this long is lost.
const LOST: Duration = Duration::from_secs(2);

/// How often a lost device is looked for.
const LOOK: Duration = Duration::from_millis(300);

type Taker = Box<dyn Fn() -> Producer<[f32; 2]> + Send>;
type Connect = Box<dyn Fn() -> Result<Box<dyn Host>, DeviceError> + Send>;

/// The state of the player's thread.
pub(super) struct Feeder {
    reach: Connect,
    shared: Arc<SharedStatus>,
    record: Option<Taker>,
    line: Option<Line>,
    programme: Option<Loaded>,
    number: u16,
    is_paused: bool,
    looped: Option<Range<Frames>>,
    meter: Option<LiveMeter>,
    /// Why there is no device, and when it was last looked for.
    lost: Option<(String, Instant)>,
}

/// A connection to a device.
struct Line {
    // First, so that it falls silent before the ready frames are dropped.
    _host: Box<dyn Host>,
    outlet: Outlet,
    feed: Option<Feed>,
    /// The flow that is not primed yet.
    waiting: Option<Flow>,
    /// The last flows that were replaced, with the number of their frames.
    replaced: VecDeque<(u16, u64)>,
    watch: Watch,
}

/// Watches whether a device takes frames.
struct Watch {
    taken: Frames,
    since: Instant,
}

struct Loaded {
    edition: u32,
    engine: Engine,
    horizon: Frames,
    stops: Vec<Frames>,
    /// The stop that playback has passed.
    passed: Option<Frames>,
    /// The frames that are ready before its flow is handed over.
    primed: u64,
    since: Instant,
}

impl Loaded {
    /// Returns the next frame where playback is held, after `from`.
    fn hold(&self, from: Frames) -> Option<Frames> {
        let stops = self.stops.iter().copied();
        let stop = stops
            .filter(|stop| *stop > from && self.passed != Some(*stop))
            .min();
        let horizon = (self.horizon < self.engine.frames()).then_some(self.horizon);
        stop.into_iter().chain(horizon).min()
    }
}

impl Feeder {
    pub(super) fn new(
        reach: Connect,
        shared: Arc<SharedStatus>,
        recorder: Option<&Recorder>,
    ) -> Feeder {
        let record = recorder.map(|recorder| Box::new(recorder.takers()) as Taker);
        Feeder {
            reach,
            shared,
            record,
            line: None,
            programme: None,
            number: 0,
            is_paused: false,
            looped: None,
            meter: LiveMeter::new().ok(),
            lost: None,
        }
    }

    /// Runs until the commands end.
    pub(super) fn run(
        mut self,
        commands: &Receiver<Command>,
        opened: &Sender<Result<(), DeviceError>>,
    ) {
        let connected = self.connect();
        match &connected {
            Ok(()) => info!("opened the sound device"),
            Err(error) => warn!("cannot open the sound device: {error}"),
        }
        let is_there = connected.is_ok();
        // The receiver may be gone.
        let _ = opened.send(connected);
        if !is_there {
            return;
        }
        loop {
            match commands.try_recv() {
                Ok(Command::End) | Err(TryRecvError::Disconnected) => return self.fall_silent(),
                Ok(command) => self.execute(command),
                Err(TryRecvError::Empty) => {}
            }
            self.look_after_device();
            let is_fed = self.feed();
            self.publish();
            if !is_fed {
                thread::sleep(NAP);
            }
        }
    }

    /// Fades out, so that the end of the program does not click.
    fn fall_silent(&self) {
        let Some(line) = &self.line else { return };
        let course = &line.outlet.course;
        if course.is_still() {
            return;
        }
        course.pause(true);
        thread::sleep(LAST);
    }

    fn connect(&mut self) -> Result<(), DeviceError> {
        let mut host = (self.reach)()?;
        let record = self.record.as_ref().map(|taker| taker());
        let (outlet, supply) = Outlet::new(record);
        outlet.course.pause(self.is_paused);
        host.start(supply, Reconnect::with(outlet.course.clone()))?;
        self.shared.set_course(outlet.course.clone());
        self.line = Some(Line {
            _host: host,
            outlet,
            feed: None,
            waiting: None,
            replaced: VecDeque::new(),
            watch: Watch {
                taken: Frames::ZERO,
                since: Instant::now(),
            },
        });
        Ok(())
    }

    /// Drops a lost device, and looks for it.
    fn look_after_device(&mut self) {
        if let Some(line) = &mut self.line {
            if line.is_lost() {
                let at = self.place();
                self.line = None;
                if let Some(loaded) = &mut self.programme {
                    loaded.engine.seek(at);
                }
                warn!("the sound device is no longer available; looking for it");
                self.lost = Some((DeviceError::Lost.to_string(), Instant::now()));
            }
            return;
        }
        let Some((_, since)) = &mut self.lost else {
            return;
        };
        if since.elapsed() < LOOK {
            return;
        }
        *since = Instant::now();
        match self.connect() {
            Ok(()) => {
                info!("the sound device is back");
                self.lost = None;
                if let Some(at) = self.programme.as_ref().map(|own| own.engine.position()) {
                    self.cut(at, Join::Now);
                }
            }
            Err(error) => self.lost = Some((error.to_string(), Instant::now())),
        }
    }

    fn execute(&mut self, command: Command) {
        match command {
            Command::Load(programme) => self.load(*programme),
            Command::Seek(to) => {
                if let Some(loaded) = &mut self.programme {
                    loaded.passed = None;
                    let to = to.max(Frames::ZERO).min(loaded.engine.frames());
                    self.cut(to, Join::Now);
                }
            }
            Command::Loop(part) => self.repeat(part),
            Command::Pause(is_paused) => {
                self.is_paused = is_paused;
                if let Some(line) = &self.line {
                    line.outlet.course.pause(is_paused);
                }
            }
            Command::Go => self.go(),
            Command::ResetMeters => self.meter = LiveMeter::new().ok(),
            Command::End => {}
        }
    }

    fn load(&mut self, programme: Programme) {
        let passed = self.programme.as_ref().and_then(|old| old.passed);
        let loaded = Loaded {
            edition: programme.edition,
            engine: programme.engine,
            horizon: programme.horizon,
            stops: programme.stops,
            passed,
            primed: match programme.place {
                Place::Along(_) => PRIMED_SOON,
                Place::At(_) | Place::Mapped(_) => PRIMED,
            },
            since: Instant::now(),
        };
        let (to, join) = match programme.place {
            Place::At(frame) => (frame, Join::Now),
            Place::Along(latest) => self.along(latest),
            Place::Mapped(map) => {
                let (at, join) = self.meeting();
                self.looped = self
                    .looped
                    .take()
                    .map(|part| map(part.start)..map(part.end));
                (map(at), join)
            }
        };
        let to = to.max(Frames::ZERO).min(loaded.engine.frames());
        self.programme = Some(loaded);
        self.cut(to, join);
    }

    /// Returns where a new flow joins the current one: a frame of the show, and
    /// the moment in the device's frames.
    fn meeting(&self) -> (Frames, Join) {
        let at = self.place();
        let Some(line) = &self.line else {
            return (at, Join::Now);
        };
        let course = &line.outlet.course;
        let (number, taken) = course.place();
        match &line.feed {
            Some(feed) if feed.origin.number == number && line.waiting.is_none() => {
                let margin = if course.is_still() { 0 } else { MARGIN };
                // The old flow has frames for the change.
                let count = (taken + margin).min(feed.written().saturating_sub(FADE));
                let at = feed.origin.from + Frames(count.cast_signed());
                (at, Join::At(count))
            }
            _ => (at, Join::Now),
        }
    }

    /// Returns where a flow with the same frames joins the one that is heard.
    fn along(&self, latest: Frames) -> (Frames, Join) {
        let heard = self.line.as_ref().and_then(|line| {
            let course = &line.outlet.course;
            let (number, taken) = course.place();
            let (_, from) = self.shared.flow(number)?;
            let margin = if course.is_still() { 0 } else { MARGIN_SOON };
            // No frames follow those of a flow that is replaced. It has some for the change.
            let written = line.written(number).saturating_sub(FADE);
            let count = (taken + margin).min(written);
            Some(from + Frames(count.cast_signed()))
        });
        match heard {
            Some(at) => (at, Join::Along { latest }),
            None => (self.place(), Join::Now),
        }
    }

    /// Returns the frame of the loaded programme that the device takes next, or
    /// the first frame of a flow that has not taken over yet.
    fn place(&self) -> Frames {
        let own = self.programme.as_ref().map(|own| own.engine.position());
        let line = self.line.as_ref();
        let place = line.map(|line| line.outlet.course.place());
        if let (Some(feed), Some((number, _))) = (line.and_then(|line| line.feed.as_ref()), place)
            && feed.origin.number != number
            && feed.origin.join != Join::AtEnd
        {
            return feed.origin.from;
        }
        let heard = place.and_then(|(number, taken)| {
            let (_, from) = self.shared.flow(number)?;
            Some(from + Frames(taken.cast_signed()))
        });
        heard.or(own).unwrap_or_default()
    }

    /// Begins a flow at a frame.
    fn cut(&mut self, to: Frames, join: Join) {
        let Some(loaded) = &mut self.programme else {
            return;
        };
        loaded.engine.seek(to);
        loaded.since = Instant::now();
        let Some(line) = &mut self.line else { return };
        // Number 0 means that the device has played no flow yet.
        self.number = self.number.checked_add(1).unwrap_or(1);
        let origin = Origin {
            number: self.number,
            from: to,
            join,
        };
        let (feed, flow) = flow(origin, AHEAD);
        feed.hold(loaded.hold(to));
        self.shared.add_flow(origin, loaded.edition);
        line.replace(feed);
        line.waiting = Some(flow);
    }

    fn repeat(&mut self, part: Option<Range<Frames>>) {
        let part = part.filter(|part| part.end - part.start >= SHORTEST);
        if part == self.looped {
            return;
        }
        self.looped = part;
        // The frames mixed ahead may go past the end of the loop, or back.
        let (at, join) = self.meeting();
        match self.looped.clone() {
            Some(part) if at >= part.end => self.cut(part.start, Join::Now),
            _ => self.cut(at, join),
        }
    }

    fn go(&mut self) {
        let at = self.place();
        let Some(loaded) = &mut self.programme else {
            return;
        };
        if let Some(stop) = loaded.stop_near(at) {
            loaded.passed = Some(stop);
            if let Some(feed) = self.line.as_ref().and_then(|line| line.feed.as_ref()) {
                feed.hold(loaded.hold(feed.origin.from.max(at)));
            }
        }
    }

    /// Mixes a block, if there is room for one. Returns whether there was.
    fn feed(&mut self) -> bool {
        let (Some(line), Some(loaded)) = (&mut self.line, &mut self.programme) else {
            return false;
        };
        line.outlet.tidy();
        let Some(feed) = &mut line.feed else {
            return false;
        };
        let end = match &self.looped {
            Some(part) if loaded.engine.position() < part.end => part.end,
            _ => loaded.engine.frames(),
        };
        let end = end.min(loaded.horizon);
        let left = (end - loaded.engine.position()).max(Frames::ZERO).index();
        if left == 0 {
            return self.round_off();
        }
        if feed.room() < BLOCK {
            return false;
        }
        let mut block = Block::SILENCE;
        let after = feed.written();
        let Ok(frames) = loaded.engine.render(&mut block) else {
            // Audio that is missing from the cache is silent; the next edition
            // has it again.
            loaded.horizon = loaded.engine.position();
            warn!("a piece of audio is no longer in the cache");
            return false;
        };
        let frames = frames.min(left);
        for frame in 0..frames {
            feed.push([block.left[frame], block.right[frame]]);
        }
        let flow = feed.origin.number;
        if let Some(meter) = &mut self.meter {
            // A meter that lacks memory shows its last value.
            let _ = meter.add(&block, frames);
            let mut reading = Reading::new(flow, after, (meter.momentary(), meter.integrated()));
            reading.peaks = loaded.engine.peaks().to_vec();
            reading.out = [&block.left, &block.right].map(|side| {
                let side = side.iter().map(|sample| sample.abs());
                side.fold(0.0, f32::max)
            });
            self.shared.add_reading(reading);
        }
        if line.hand_over(loaded.primed) {
            self.shared.set_primed(loaded.since.elapsed());
        }
        true
    }

    /// Continues a flow that has all its frames: with the next round of a loop,
    /// the end, or a wait.
    fn round_off(&mut self) -> bool {
        let (Some(line), Some(loaded)) = (&mut self.line, &mut self.programme) else {
            return false;
        };
        line.hand_over(0);
        let Some(feed) = &line.feed else { return false };
        let at = loaded.engine.position();
        let (heard, _) = line.outlet.course.place();
        match self.looped.clone() {
            // One round after the other.
            Some(part) if at >= part.end && line.waiting.is_none() => {
                feed.end();
                if heard == feed.origin.number {
                    self.cut(part.start, Join::AtEnd);
                    return true;
                }
            }
            _ if at >= loaded.engine.frames() => feed.end(),
            _ => {}
        }
        false
    }

    fn publish(&self) {
        self.shared.set_state(self.state(), self.looped.clone());
    }

    fn state(&self) -> State {
        if let Some((why, _)) = &self.lost {
            return State::Lost(why.clone());
        }
        let (Some(line), Some(loaded)) = (&self.line, &self.programme) else {
            return State::Opening;
        };
        let course = &line.outlet.course;
        let at = self.place();
        let is_heard = line
            .feed
            .as_ref()
            .is_some_and(|feed| feed.origin.number == course.place().0);
        if is_heard && at >= loaded.engine.frames() && self.looped.is_none() {
            return State::Ended;
        }
        if course.is_still() && is_heard && !self.is_paused {
            if let Some(stop) = loaded.stop_near(at) {
                return State::Stopped(stop);
            }
            if loaded.horizon < loaded.engine.frames() && at + NEAR >= loaded.horizon {
                return State::Waiting;
            }
        }
        let end = loaded.engine.frames();
        let waits = loaded.horizon < end && loaded.horizon <= loaded.engine.position();
        match self.is_paused {
            true => State::Paused,
            false if !is_heard && waits => State::Waiting,
            false => State::Playing,
        }
    }
}

/// How near to a hold a flow is when it is held.
const NEAR: Frames = Frames(2 * FADE as i64);

impl Loaded {
    /// Returns the stop at which playback is held.
    fn stop_near(&self, at: Frames) -> Option<Frames> {
        let mut stops = self.stops.iter().copied();
        stops.find(|stop| *stop > at && *stop - at <= NEAR && self.passed != Some(*stop))
    }
}

impl Line {
    /// Writes to another flow from now on.
    fn replace(&mut self, feed: Feed) {
        if let Some(old) = self.feed.replace(feed) {
            self.replaced.push_back((old.origin.number, old.written()));
            if self.replaced.len() > REPLACED {
                self.replaced.pop_front();
            }
        }
    }

    /// Returns how many frames of a flow were written.
    fn written(&self, number: u16) -> u64 {
        let own = self.feed.as_ref();
        let own = own.filter(|feed| feed.origin.number == number);
        let old = self.replaced.iter().find(|old| old.0 == number);
        let old = old.map_or(u64::MAX, |old| old.1);
        own.map_or(old, Feed::written)
    }

    /// Hands over the waiting flow when it has `primed` frames. Returns whether it did.
    fn hand_over(&mut self, primed: u64) -> bool {
        let is_primed = self
            .feed
            .as_ref()
            .is_some_and(|feed| feed.written() >= primed);
        if is_primed && let Some(flow) = self.waiting.take() {
            // The next check notices a lost device.
            return self.outlet.send(flow);
        }
        false
    }

    fn is_lost(&mut self) -> bool {
        if self.outlet.is_abandoned() {
            return true;
        }
        let taken = self.outlet.course.taken();
        if taken != self.watch.taken {
            self.watch = Watch {
                taken,
                since: Instant::now(),
            };
        }
        self.watch.since.elapsed() > LOST
    }
}
