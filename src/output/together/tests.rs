use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::*;
use crate::book::Level;
use crate::mix::{Bus, BusId, BusName, Clip, ClipOf, Master, MixPlan};
use crate::output::SinkError;
use crate::output::level;
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::id::{AudioId, LineId};
use cuebook_core::units::{Gain, Lufs};
use cuebook_engine::AudioSource;

const CEILING: Decibels = Decibels(-1.0);

fn goal() -> Goal {
    Goal::stereo(Level::Loudness {
        at: Lufs(-16.0),
        within: 0.1,
    })
}

/// Audio, with a count of the frames that are read.
#[derive(Clone)]
struct Counted(Vec<Audio>, Arc<AtomicUsize>);

struct Reading(Audio, Arc<AtomicUsize>);

impl AudioSource for Counted {
    fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(Reading(self.0[audio.0].clone(), self.1.clone())))
    }
}

impl AudioReader for Reading {
    fn channels(&self) -> usize {
        1
    }

    fn frames(&self) -> Frames {
        self.0.frames()
    }

    fn read(&mut self, from: Frames, into: &mut [&mut [f32]]) -> io::Result<()> {
        self.1.fetch_add(into[0].len(), Ordering::Relaxed);
        self.0.read(from, into)
    }
}

/// Loud noise, so that the limiter works.
fn noise(frames: usize, mut seed: u32) -> Audio {
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32 / 8_388_608.0 - 1.0
    };
    Audio::mono((0..frames).map(|_| next()).collect())
}

/// A show of pieces of audio, one after the other.
fn engine(source: &Counted, pieces: &[usize]) -> Engine {
    let mut at = Frames::ZERO;
    let clips = pieces.iter().map(|piece| {
        let from = at;
        at += source.0[*piece].frames();
        Clip::new(AudioId(*piece), BusId(0), from..at, ClipOf::Line(LineId(0)))
    });
    let clips = clips.collect();
    let plan = MixPlan {
        frames: at,
        step: 2_048,
        clips,
        buses: vec![Bus::new(BusName::Narration)].into(),
        shared: Vec::new().into(),
        spaces: Vec::new().into(),
        master: Master {
            trim: Gain(1.7),
            ceiling: CEILING,
        },
    };
    Engine::new(Arc::new(plan), Box::new(source.clone()))
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<(Vec<f32>, bool)>>);

impl Sink for Kept {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let mut kept = self.0.lock().unwrap();
        kept.0.extend(&block.left[..frames]);
        kept.0.extend(&block.right[..frames]);
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        self.0.lock().unwrap().1 = true;
        Ok(())
    }
}

#[test]
fn shows_that_part_have_the_samples_that_each_has_alone() {
    let lengths = [50 * 2_048, 3 * 2_048, 40_000, 30 * 2_048, 9_999];
    let pieces = lengths.iter().zip(1..).map(|(n, seed)| noise(*n, seed));
    let source = Counted(pieces.collect(), Arc::default());
    let shows: [&[usize]; 5] = [&[0, 1, 2], &[0, 3, 4], &[0, 1, 4], &[2], &[0, 3, 4]];
    let same = |one: usize, other: usize| {
        let equal = shows[one].iter().zip(shows[other]);
        let equal = equal.take_while(|(a, b)| a == b);
        Frames(equal.map(|(a, _)| lengths[*a] as i64).sum())
    };
    let alone = shows.map(|pieces| {
        let mut kept = Kept::default();
        let loudness = level::render_whole(engine(&source, pieces), goal(), &mut kept).unwrap();
        let samples = kept.0.lock().unwrap().0.clone();
        (samples, loudness)
    });
    let read_alone = source.1.swap(0, Ordering::Relaxed);
    let together = Together {
        make: &|number| engine(&source, shows[number]),
        same: &same,
        goal: goal(),
        ceiling: CEILING,
    };
    let sinks: Vec<Kept> = shows.iter().map(|_| Kept::default()).collect();
    let found = together.render(sinks.clone()).unwrap();
    for (number, ((samples, loudness), kept)) in alone.iter().zip(&sinks).enumerate() {
        let kept = kept.0.lock().unwrap();
        assert!(kept.1, "{number} is finished");
        assert!(kept.0 == *samples, "{number}");
        assert_eq!(found[number], *loudness, "{number}");
    }
    // The first piece of four shows is mixed once.
    let read = source.1.load(Ordering::Relaxed);
    assert!(read + 2 * lengths[0] < read_alone, "{read} of {read_alone}");
}

#[test]
fn a_sink_that_fails_ends_all_of_them() {
    struct Full;
    impl Sink for Full {
        fn write(&mut self, _: &Block, _: usize) -> Result<(), SinkError> {
            Err(SinkError::File {
                path: "full".into(),
                source: io::ErrorKind::StorageFull.into(),
            })
        }

        fn finish(self) -> Result<(), SinkError> {
            Ok(())
        }
    }
    let source = Counted(vec![noise(99_999, 1)], Arc::default());
    let together = Together {
        make: &|_| engine(&source, &[0]),
        same: &|_, _| Frames::ZERO,
        goal: goal(),
        ceiling: CEILING,
    };
    let failed = together.render(vec![Full, Full]);
    assert!(matches!(failed, Err(LevelError::Sink(_))));
}
