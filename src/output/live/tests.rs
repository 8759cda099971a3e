use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::mix::MixPlan;
use crate::output::device::hand::Hand;
use crate::output::device::supply::{FADE, Supply};
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::id::AudioId;
use cuebook_core::units::{BLOCK, Gain};
use cuebook_engine::{AudioSource, Block};

struct One(Audio);

impl AudioSource for One {
    fn open(&self, _audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(self.0.clone()))
    }
}

/// A show of noise, so that all its positions differ.
fn noise(frames: usize) -> Audio {
    let mut state = 12_345_u32;
    let samples = (0..frames).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32 * 0.5 - 0.25
    });
    Audio::mono(samples.collect())
}

fn engine(audio: &Audio, gain: f32) -> Engine {
    let mut plan = MixPlan::solo(audio);
    plan.master.trim = Gain(gain);
    Engine::new(Arc::new(plan), Box::new(One(audio.clone()))).metered()
}

/// Returns the rendered show.
fn rendered(audio: &Audio, gain: f32) -> Vec<[f32; 2]> {
    let mut engine = engine(audio, gain);
    let mut block = Block::SILENCE;
    let mut out = Vec::new();
    loop {
        let frames = engine.render(&mut block).unwrap();
        out.extend((0..frames).map(|frame| [block.left[frame], block.right[frame]]));
        if frames < BLOCK {
            return out;
        }
    }
}

fn programme(edition: u32, engine: Engine, place: Place) -> Programme {
    Programme {
        edition,
        horizon: engine.frames(),
        engine,
        place,
        stops: Vec::new(),
    }
}

/// Returns the first edition of a show, from its beginning.
fn first(audio: &Audio, gain: f32) -> Programme {
    programme(1, engine(audio, gain), Place::At(Frames::ZERO))
}

/// Returns a later edition of a show, whose frames are at the same places.
fn along(edition: u32, audio: &Audio, gain: f32) -> Programme {
    let along = Place::Mapped(Box::new(|frame| frame));
    programme(edition, engine(audio, gain), along)
}

/// A player on a device that takes frames only when the test does.
struct Stage {
    live: Live,
    supplies: Receiver<Supply>,
    supply: Supply,
}

impl Stage {
    fn new(programme: Programme) -> Stage {
        let (send, supplies) = channel();
        let send = Mutex::new(send);
        let connect = move || match send.lock() {
            Ok(send) => Ok(Box::new(Hand(send.clone())) as Box<dyn Host>),
            Err(_) => Err(DeviceError::Lost),
        };
        let live = Live::with(Frames::ZERO, None, connect);
        live.opened().unwrap();
        live.load(programme);
        let supply = supplies.recv().unwrap();
        Stage {
            live,
            supplies,
            supply,
        }
    }

    /// Takes frames, as slowly as the feeder needs.
    fn take(&mut self, frames: usize) -> Vec<[f32; 2]> {
        let mut heard = Vec::new();
        while heard.len() < frames {
            if self.supply.is_dry() {
                std::thread::sleep(Duration::from_micros(200));
                continue;
            }
            heard.push([self.supply.next().unwrap(), self.supply.next().unwrap()]);
        }
        // So that only a late device misses frames.
        assert_eq!(self.live.status().missed, 0);
        std::thread::sleep(Duration::from_micros(100));
        heard
    }

    /// Waits for a condition, while the device takes frames.
    fn until(&mut self, what: &str, is_so: impl Fn(&Status) -> bool) -> Vec<[f32; 2]> {
        let start = Instant::now();
        let mut heard = Vec::new();
        while !is_so(&self.live.status()) {
            assert!(start.elapsed() < Duration::from_secs(20), "{what}");
            heard.extend(self.take(64));
        }
        heard
    }
}

fn without_silence(mut heard: Vec<[f32; 2]>) -> Vec<[f32; 2]> {
    let start = heard.iter().position(|frame| *frame != [0.0; 2]);
    heard.split_off(start.unwrap_or(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 20))]

    /// The device gets the rendered frames for every size of request.
    #[test]
    fn the_played_frames_are_the_rendered_ones(
        sizes in prop::collection::vec(1_usize..3_000, 20..60),
        frames in 20_000_usize..60_000,
    ) {
        let audio = noise(frames);
        let expected = rendered(&audio, 1.5);
        let mut stage = Stage::new(first(&audio, 1.5));
        let heard = stage.until("it plays", |status| status.at > Frames::ZERO);
        let mut heard = without_silence(heard);
        for size in sizes.iter().cycle() {
            if heard.len() > frames {
                break;
            }
            heard.extend(stage.take(*size));
        }
        heard.extend(stage.until("it ends", |status| status.state == State::Ended));
        for (frame, (heard, expected)) in heard.iter().zip(&expected).enumerate() {
            prop_assert_eq!(heard, expected, "frame {}", frame);
        }
    }
}

#[test]
fn another_edition_takes_over_at_the_same_frame_without_a_change() {
    let audio = noise(200_000);
    let expected = rendered(&audio, 1.0);
    let mut stage = Stage::new(first(&audio, 1.0));
    let mut heard = stage.until("it plays", |status| status.at > Frames::ZERO);
    for edition in 2..12 {
        stage.live.load(along(edition, &audio, 1.0));
        heard.extend(stage.until("the edition", |status| status.edition == edition));
        heard.extend(stage.take(3_000));
    }
    let heard = without_silence(heard);
    assert!(heard.len() > 30_000);
    assert!(heard == expected[..heard.len()]);
}

#[test]
fn a_changed_gain_is_heard_from_the_join_on() {
    let audio = noise(200_000);
    let (soft, loud) = (rendered(&audio, 0.5), rendered(&audio, 1.0));
    let mut stage = Stage::new(first(&audio, 0.5));
    let mut heard = stage.until("it plays", |status| status.at > Frames::ZERO);
    heard.extend(stage.take(5_000));
    stage.live.load(along(2, &audio, 1.0));
    heard.extend(stage.until("the edition", |status| status.edition == 2));
    heard.extend(stage.take(5_000));
    let heard = without_silence(heard);
    let differs = |from: &[[f32; 2]]| heard.iter().zip(from).position(|(a, b)| a != b);
    let begins = differs(&soft).unwrap();
    assert!(begins > 4_000, "{begins}");
    let after = begins + FADE as usize;
    assert!(
        heard[after..] == loud[after..heard.len()],
        "aligned to the frame"
    );
}

#[test]
fn a_seek_is_exact_and_a_pause_keeps_the_place() {
    let audio = noise(300_000);
    let expected = rendered(&audio, 1.0);
    let mut stage = Stage::new(first(&audio, 1.0));
    stage.until("it plays", |status| status.at > Frames(1_000));
    stage.live.seek(Frames(123_457));
    stage.until("it has arrived", |status| status.at >= Frames(123_457));
    let heard = stage.take(4_000);
    let at = stage.live.status().at.index();
    assert!(heard[FADE as usize..] == expected[at - 4_000 + FADE as usize..at]);

    stage.live.pause(true);
    stage.until("it pauses", |status| status.state == State::Paused);
    stage.take(2_000);
    let at = stage.live.status().at;
    assert!(stage.take(500).iter().all(|frame| *frame == [0.0; 2]));
    assert_eq!(stage.live.status().at, at);
    stage.live.seek(Frames(50_000));
    stage.until("it has arrived", |status| status.at == Frames(50_000));
    assert_eq!(stage.live.status().state, State::Paused);
    stage.live.pause(false);
    stage.until("it continues", |status| status.at > Frames(50_000));
}

#[test]
fn a_part_is_repeated_until_the_loop_is_ended() {
    let audio = noise(100_000);
    let expected = rendered(&audio, 1.0);
    let mut stage = Stage::new(programme(1, engine(&audio, 1.0), Place::At(Frames(30_000))));
    stage.until("it plays", |status| status.at > Frames(30_000));
    let part = Frames(20_000)..Frames(32_000);
    stage.live.repeat(Some(part.clone()));
    stage.until("the loop", |status| status.at < Frames(25_000));
    for _ in 0..3 {
        stage.until("a round", |status| status.at > Frames(31_000));
        stage.until("another", |status| status.at < Frames(25_000));
    }
    stage.until("the middle", |status| status.at > Frames(26_000));
    let heard = stage.take(300);
    let at = stage.live.status().at.index();
    assert!(heard == expected[at - 300..at]);
    stage.live.repeat(None);
    stage.until("it continues", |status| status.at > Frames(40_000));
}

#[test]
fn it_stops_at_its_stops_and_waits_at_the_horizon() {
    let audio = noise(200_000);
    let expected = rendered(&audio, 1.0);
    let mut stage = Stage::new(Programme {
        stops: vec![Frames(20_000)],
        horizon: Frames(50_000),
        ..first(&audio, 1.0)
    });
    let stopped = State::Stopped(Frames(20_000));
    stage.until("the stop", |status| status.state == stopped);
    stage.take(2_000);
    assert_eq!(stage.live.status().state, stopped);
    stage.live.go();
    stage.until("the horizon", |status| status.state == State::Waiting);
    let at = stage.live.status().at;
    assert!((Frames(49_000)..=Frames(50_000)).contains(&at), "{at:?}");
    // The rest is ready; it continues at the same position.
    stage.live.load(along(2, &audio, 1.0));
    stage.until("it continues", |status| status.at > Frames(51_000));
    let heard = stage.take(1_000);
    let at = stage.live.status().at.index();
    assert!(heard == expected[at - 1_000..at]);
    // A seek to before the stop enables it again.
    stage.live.seek(Frames(15_000));
    stage.until("the end", |status| status.at < Frames(20_000));
}

#[test]
fn a_lost_device_is_replaced() {
    let audio = noise(200_000);
    let expected = rendered(&audio, 1.0);
    let mut stage = Stage::new(first(&audio, 1.0));
    stage.until("it plays", |status| status.at > Frames(5_000));
    let at = stage.live.status().at;
    let (send, none) = channel::<Supply>();
    drop(send);
    let gone = std::mem::replace(&mut stage.supplies, none);
    // Another device is available at the next search.
    let nothing = crate::output::device::supply::Outlet::new(None).1;
    drop(std::mem::replace(&mut stage.supply, nothing));
    let lost = |status: &Status| matches!(status.state, State::Lost(_));
    stage.until("it is lost", lost);
    stage.supply = gone.recv_timeout(Duration::from_secs(20)).unwrap();
    stage.until("it continues", |status| status.at > at + Frames(2_000));
    let heard = stage.take(1_000);
    let at = stage.live.status().at.index();
    assert!(heard == expected[at - 1_000..at]);
}

#[test]
fn meters_describe_the_frames_that_are_heard() {
    let audio = noise(100_000);
    let mut stage = Stage::new(first(&audio, 1.0));
    stage.until("it plays", |status| status.at > Frames(48_000));
    let readings = stage.live.readings();
    let blocks = 48_000 / BLOCK;
    assert!(
        (blocks..blocks + 8).contains(&readings.len()),
        "{}",
        readings.len()
    );
    let last = readings.last().unwrap();
    assert_eq!(last.peaks.len(), 1);
    // Noise between -0.25 and 0.25, in the middle: 3 dB less on each side.
    let peak = last.peaks[0][0];
    assert!((0.15..0.18).contains(&peak), "{peak}");
    assert!((last.momentary.0 - last.integrated.0).abs() < 0.5);
}
