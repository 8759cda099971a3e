use super::*;
use crate::mix::{Bus, BusId, BusName, Clip, ClipOf, Master, MixPlan};
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::id::{AudioId, LineId};
use cuebook_core::units::{BLOCK, Between, Decibels, Frames, Lufs};
use cuebook_engine::{AudioSource, Block};
use std::io;
use std::sync::Arc;

const CEILING: Decibels = Decibels(-1.0);

struct One(Audio);

impl AudioSource for One {
    fn open(&self, _: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(self.0.clone()))
    }
}

/// A source that fails after the show has begun.
struct Broken;

impl AudioSource for Broken {
    fn open(&self, _: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn plan(audio: &Audio, trim: Gain) -> Arc<MixPlan> {
    let clip = Clip::new(
        AudioId(0),
        BusId(0),
        Frames::ZERO..audio.frames(),
        ClipOf::Line(LineId(0)),
    );
    Arc::new(MixPlan {
        frames: audio.frames(),
        step: 16_384,
        clips: vec![clip],
        buses: vec![Bus::new(BusName::Narration)].into(),
        shared: Vec::new().into(),
        spaces: Vec::new().into(),
        master: Master {
            trim,
            ceiling: CEILING,
        },
    })
}

fn lufs(at: f64) -> Goal {
    Goal::stereo(Level::Loudness {
        at: Lufs(at),
        within: 0.1,
    })
}

fn engine(audio: &Audio, trim: Gain) -> Engine {
    Engine::new(plan(audio, trim), Box::new(One(audio.clone())))
}

/// Twelve seconds of noise, with a burst of `loud` in every `period` blocks.
fn bursts(quiet: f32, loud: f32, period: usize) -> Audio {
    let mut seed = 3u32;
    let noise = |n: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let level = if (n / BLOCK).is_multiple_of(period) {
            loud
        } else {
            quiet
        };
        ((seed >> 8) as f32 / 8_388_608.0 - 1.0) * level
    };
    Audio::mono((0..12 * 48_000).map(noise).collect())
}

/// Stores all samples that it receives.
#[derive(Default)]
struct Kept(Vec<f32>);

impl Sink for &mut Kept {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.0.extend(&block.left[..frames]);
        self.0.extend(&block.right[..frames]);
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}

#[test]
fn a_show_that_needs_no_limiting_is_right_in_two_passes() {
    let audio = bursts(0.1, 0.1, 2);
    let found = find_trim(|trim| engine(&audio, trim), lufs(-20.0), &Notes::none()).unwrap();
    assert_eq!((found.ending, found.passes), (Ending::Reached, 2));
    assert!((found.measured + 20.0).abs() < 0.001, "{found:?}");
}

#[test]
fn noise_bursts_reach_their_target_through_the_limiter() {
    let audio = bursts(0.08, 0.9, 40);
    let found = find_trim(|trim| engine(&audio, trim), lufs(-16.0), &Notes::none()).unwrap();
    assert_eq!(found.ending, Ending::Reached, "{found:?}");
    assert!((found.measured + 16.0).abs() <= 0.05, "{found:?}");
    assert!(found.passes <= 3, "{found:?}");
    let loudness = render_whole(
        engine(&audio, found.trim),
        lufs(-16.0),
        &mut &mut Kept::default(),
    )
    .unwrap();
    assert!((loudness.integrated.0 - found.measured).abs() < 1e-9);
    assert!(loudness.true_peak <= CEILING, "{loudness:?}");
}

#[test]
fn rms_is_reached_through_the_limiter_as_loudness_is() {
    let audio = bursts(0.08, 0.9, 40);
    for sides in [Sides::Both, Sides::One] {
        let level = Level::Rms(Between {
            low: Decibels(-23.0),
            high: Decibels(-13.0),
        });
        let goal = Goal { level, sides };
        let found = find_trim(|trim| engine(&audio, trim), goal, &Notes::none()).unwrap();
        assert_eq!(found.ending, Ending::Reached, "{found:?}");
        let loudness =
            render_whole(engine(&audio, found.trim), goal, &mut &mut Kept::default()).unwrap();
        assert!((loudness.rms.0 + 18.0).abs() <= 0.05, "{loudness:?}");
        assert!(loudness.true_peak <= CEILING, "{loudness:?}");
    }
}

#[test]
fn one_side_is_the_middle_of_both() {
    let left = bursts(0.1, 0.3, 7).channels.remove(0);
    let right: Vec<f32> = left.iter().rev().copied().collect();
    let both: Vec<f32> = left
        .iter()
        .zip(&right)
        .map(|(l, r)| 0.5 * (l + r))
        .collect();
    let audio = Audio {
        channels: vec![left, right],
    };
    let goal = Goal {
        sides: Sides::One,
        ..lufs(-16.0)
    };
    let mut kept = Kept::default();
    render_whole(engine(&audio, Gain::UNITY), goal, &mut &mut kept).unwrap();
    let sides = kept
        .0
        .chunks(2 * BLOCK)
        .map(|block| block.split_at(block.len() / 2));
    let (left, right): (Vec<&[f32]>, Vec<&[f32]>) = sides.unzip();
    assert!(left.concat() == both);
    assert!(left == right);
}

#[test]
fn the_highest_place_of_the_mix_is_found() {
    let mut audio = bursts(0.1, 0.1, 2);
    audio.channels[0][100_000] = -0.9;
    let Some((at, peak)) = pinch(engine(&audio, Gain::UNITY), Gain(2.0), lufs(-16.0)).unwrap()
    else {
        panic!("it is not silent");
    };
    assert!(at.contains(&Frames(100_000)), "{at:?}");
    // A mono clip in the middle is at −3 dB on both sides.
    assert!(
        (peak.0 - 1.8 * std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-3,
        "{peak:?}"
    );
}

#[test]
fn a_level_beyond_the_limiter_ends_with_the_nearest() {
    let audio = bursts(0.001, 0.9, 2);
    let found = find_trim(|trim| engine(&audio, trim), lufs(3.0), &Notes::none()).unwrap();
    assert_eq!(found.ending, Ending::Nearest);
    assert!(found.measured > -12.0 && found.passes <= 6, "{found:?}");
}

#[test]
fn silence_stays_silent() {
    let audio = Audio::mono(vec![0.0; 48_000]);
    let mut kept = Kept::default();
    let (found, loudness) = produce(
        |trim| engine(&audio, trim),
        (lufs(-16.0), &Notes::none()),
        // One rendering, into a sink that is dropped.
        || Ok(Counted::default()),
    )
    .unwrap();
    assert_eq!((found.trim, found.ending), (Gain::UNITY, Ending::Silent));
    assert_eq!(loudness.integrated.0, f64::NEG_INFINITY);
    render_whole(engine(&audio, found.trim), lufs(-16.0), &mut &mut kept).unwrap();
    assert!(kept.0.len() == 96_000 && kept.0.iter().all(|x| *x == 0.0));
}

/// Counts frames.
#[derive(Default)]
struct Counted(usize);

impl Sink for Counted {
    fn write(&mut self, _: &Block, frames: usize) -> Result<(), SinkError> {
        self.0 += frames;
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        assert!(self.0 == 12 * 48_000 || self.0 == 48_000);
        Ok(())
    }
}

#[test]
fn producing_measures_the_sink_that_it_keeps() {
    let audio = bursts(0.02, 0.9, 12);
    let mut opened = 0;
    let (found, loudness) = produce(
        |trim| engine(&audio, trim),
        (lufs(-16.0), &Notes::none()),
        || {
            opened += 1;
            Ok(Counted::default())
        },
    )
    .unwrap();
    assert_eq!(found.measured, loudness.integrated.0);
    assert_eq!(found.passes, opened + 1);
}

#[test]
fn two_threads_give_the_samples_of_one() {
    let audio = bursts(0.3, 1.5, 5);
    let mut kept = Kept::default();
    render_whole(engine(&audio, Gain(1.7)), lufs(-16.0), &mut &mut kept).unwrap();
    let mut alone = Kept::default();
    let mut engine = engine(&audio, Gain(1.7));
    let mut block = Block::SILENCE;
    loop {
        let frames = engine.render(&mut block).unwrap();
        if frames == 0 {
            break;
        }
        (&mut alone).write(&block, frames).unwrap();
    }
    assert!(kept.0 == alone.0);
}

#[test]
fn a_failure_on_the_other_thread_is_returned() {
    let audio = bursts(0.1, 0.1, 2);
    let broken = |trim| Engine::new(plan(&audio, trim), Box::new(Broken));
    let failed = find_trim(broken, lufs(-16.0), &Notes::none());
    assert!(matches!(
        failed,
        Err(LevelError::Engine(EngineError::Open {
            audio: AudioId(0),
            ..
        }))
    ));
}

/// Refuses the second block.
struct Full(bool);

impl Sink for Full {
    fn write(&mut self, _: &Block, _: usize) -> Result<(), SinkError> {
        if std::mem::replace(&mut self.0, true) {
            return Err(SinkError::File {
                path: "full".into(),
                source: io::ErrorKind::StorageFull.into(),
            });
        }
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}

#[test]
fn a_sink_that_fails_ends_the_rendering() {
    let audio = bursts(0.1, 0.1, 2);
    let failed = render_whole(engine(&audio, Gain::UNITY), lufs(-16.0), &mut Full(false));
    assert!(matches!(
        failed,
        Err(LevelError::Sink(SinkError::File { .. }))
    ));
}
