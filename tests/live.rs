//! The audio thread allocates nothing, frees nothing and does not block during seeking,
//! steering, pausing, looping and recording.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use assert_no_alloc::{AllocDisabler, assert_no_alloc, violation_count};
use cuebook::MixPlan;
use cuebook::internals::{DeviceError, Host, Live, Place, Programme, Reconnect, Recorder, Supply};
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::id::AudioId;
use cuebook_core::units::Frames;
use cuebook_engine::{AudioSource, Engine};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const SIDES: std::num::NonZero<u16> = std::num::NonZero::new(2).unwrap();
const RATE: std::num::NonZero<u32> = std::num::NonZero::new(48_000).unwrap();

/// A device controlled by the test.
struct Hand(Sender<Supply>);

impl Host for Hand {
    fn start(&mut self, supply: Supply, _patience: Reconnect) -> Result<(), DeviceError> {
        self.0.send(supply).map_err(|_| DeviceError::Lost)
    }

    fn drain(self: Box<Self>, _patience: Reconnect) -> Result<(), DeviceError> {
        Ok(())
    }
}

/// An audio reader that blocks while the gate is locked.
struct One {
    audio: Audio,
    gate: Arc<Mutex<()>>,
}

impl AudioSource for One {
    fn open(&self, _audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(Gated {
            audio: self.audio.clone(),
            gate: self.gate.clone(),
        }))
    }
}

struct Gated {
    audio: Audio,
    gate: Arc<Mutex<()>>,
}

impl AudioReader for Gated {
    fn channels(&self) -> usize {
        1
    }

    fn frames(&self) -> Frames {
        self.audio.frames()
    }

    fn read(&mut self, from: Frames, out: &mut [&mut [f32]]) -> io::Result<()> {
        drop(self.gate.lock());
        self.audio.read(from, out)
    }
}

fn programme(edition: u32, gate: &Arc<Mutex<()>>, place: Place) -> Programme {
    let audio = Audio::mono(vec![0.25; 2_880_000]);
    let plan = Arc::new(MixPlan::solo(&audio));
    let gate = gate.clone();
    let engine = Engine::new(plan, Box::new(One { audio, gate })).metered();
    Programme {
        edition,
        horizon: engine.frames(),
        engine,
        place,
        stops: Vec::new(),
    }
}

fn start(recorder: Option<Recorder>) -> (Live, Supply) {
    let (send, supplies) = channel();
    let send = Mutex::new(send);
    let live = Live::with(Frames::ZERO, recorder, move || match send.lock() {
        Ok(send) => Ok(Box::new(Hand(send.clone())) as Box<dyn Host>),
        Err(_) => Err(DeviceError::Lost),
    });
    live.opened().unwrap();
    (live, supplies.recv().unwrap())
}

/// Reads frames as a device does until `is_over` is set, with allocation and freeing
/// forbidden. Returns the number of violations.
fn violations(supply: Supply, is_over: &AtomicBool, disturb: impl Fn()) -> u32 {
    let (mixer, mut mixed) = rodio::mixer::mixer(SIDES, RATE);
    mixer.add(supply);
    // The mixer adds its source at the first frame.
    mixed.next();
    mixed.next();
    let before = violation_count();
    while !is_over.load(Ordering::Relaxed) {
        assert_no_alloc(|| {
            for _ in 0..1_000 {
                mixed.next();
            }
            disturb();
        });
        thread::sleep(Duration::from_micros(500));
    }
    violation_count() - before
}

fn violations_while_it_is_steered(disturb: impl Fn() + Send + 'static) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::create(&folder.path().join("heard.wav")).unwrap();
    let (live, supply) = start(Some(recorder));
    let is_over = Arc::new(AtomicBool::new(false));
    let stop = is_over.clone();
    let audio = thread::spawn(move || violations(supply, &stop, disturb));
    let gate = Arc::new(Mutex::new(()));
    live.load(programme(1, &gate, Place::At(Frames::ZERO)));
    for round in 0..12_u32 {
        let nap = || thread::sleep(Duration::from_millis(15));
        nap();
        live.seek(Frames(i64::from(round) * 20_000));
        nap();
        let mapped = Place::Mapped(Box::new(|frame| frame));
        live.load(programme(2 + round, &gate, mapped));
        nap();
        live.pause(true);
        nap();
        live.pause(false);
        live.repeat(Some(Frames(1_000)..Frames(9_000)));
        nap();
        live.repeat(None);
    }
    assert!(live.status().edition > 1);
    is_over.store(true, Ordering::Relaxed);
    let violations = audio.join().unwrap();
    live.finish().unwrap();
    violations
}

#[test]
fn the_audio_thread_allocates_and_frees_nothing() {
    assert_eq!(violations_while_it_is_steered(|| {}), 0);
    // The same with one allocation, to show that the test detects it.
    assert!(violations_while_it_is_steered(|| drop(std::hint::black_box(Box::new(1)))) > 0);
}

#[test]
fn the_audio_thread_does_not_block() {
    let (live, mut supply) = start(None);
    let gate = Arc::new(Mutex::new(()));
    live.load(programme(1, &gate, Place::At(Frames::ZERO)));
    while live.status().at < Frames(1_000) {
        supply.next();
    }
    // The disk hangs, and the feeder with it. If the audio thread waited for
    // either, this would never end.
    let locked = gate.lock().unwrap();
    let heard: Vec<f32> = supply.by_ref().take(2 * 1_440_000).collect();
    assert_eq!(heard.last(), Some(&0.0));
    assert!(live.status().missed > 100_000);
    drop(locked);
    // Playback continues at the same position.
    while supply.next() == Some(0.0) {
        thread::sleep(Duration::from_micros(10));
    }
    let missed = live.status().missed;
    thread::sleep(Duration::from_millis(50));
    assert!(supply.by_ref().take(2_000).all(|sample| sample > 0.1));
    assert_eq!(live.status().missed, missed);
}
