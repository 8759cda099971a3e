//! Measures the cost of each part of the engine over a minute of audio, in frames a
//! second. Divide by 48,000 for the speed relative to real time.

use std::io;
use std::sync::Arc;

use cuebook::internals::{Level, LevelMeter, Meter, Sides, WavSink};
use cuebook::{Encoding, MixPlan, Sink};
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::id::{AudioId, LineId};
use cuebook_core::units::{BLOCK, Decibels, Frames, Gain, Lufs};
use cuebook_engine::plan::{Bus, BusId, BusName, Clip, ClipOf, Curve, Lane, Master, Point};
use cuebook_engine::{AudioSource, Block, Engine, EngineError, Limiter, Mixer, pump};
use divan::{Bencher, counter::ItemsCount};

const MINUTE: usize = 60 * 48_000;
const BLOCKS: usize = MINUTE / BLOCK;

fn main() {
    divan::main();
}

/// Every take is the same ten seconds of noise.
struct Noise(Arc<Audio>);

impl AudioSource for Noise {
    fn open(&self, _: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(CachedReader(Arc::clone(&self.0))))
    }
}

struct CachedReader(Arc<Audio>);

impl AudioReader for CachedReader {
    fn channels(&self) -> usize {
        self.0.channels.len()
    }

    fn frames(&self) -> Frames {
        Audio::frames(&self.0)
    }

    fn read(&mut self, from: Frames, out: &mut [&mut [f32]]) -> io::Result<()> {
        for (channel, out) in self.0.channels.iter().zip(out) {
            out.copy_from_slice(&channel[from.index()..from.index() + out.len()]);
        }
        Ok(())
    }
}

/// Noise with a burst of `loud` in one block of eight.
fn noise(frames: usize, level: f32, loud: f32) -> Vec<f32> {
    let mut seed = 1u32;
    let next = |n: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let burst = (n / BLOCK).is_multiple_of(8);
        ((seed >> 8) as f32 / 8_388_608.0 - 1.0) * if burst { loud } else { level }
    };
    (0..frames).map(next).collect()
}

/// A fade-in and a fade-out, in decibels, over a whole clip.
fn fades(at: &std::ops::Range<Frames>) -> Lane {
    let middle = Frames((at.start.0 + at.end.0) / 2);
    let point = |at, gain, curve| Point {
        at,
        gain: Gain(gain),
        curve,
    };
    Lane(vec![
        point(at.start, 0.1, Curve::Decibel),
        point(middle, 1.0, Curve::Power),
        point(at.end, 0.0, Curve::Linear),
    ])
}

/// Eight clips of ten seconds at a time, half of them with changing gain.
fn plan() -> Arc<MixPlan> {
    let clip = |number: usize| {
        let start = (number / 8 * 480_000) as i64;
        let at = Frames(start)..Frames(start + 480_000);
        Clip {
            looped: true,
            pan: 0.3,
            gain: Gain(0.3),
            lanes: match number.is_multiple_of(2) {
                true => vec![fades(&at)],
                false => Vec::new(),
            },
            ..Clip::new(
                AudioId(number),
                BusId(number % 2),
                at,
                ClipOf::Line(LineId(0)),
            )
        }
    };
    Arc::new(MixPlan {
        frames: Frames::from(MINUTE),
        step: cuebook_dsp::convolve::QUANTUM,
        clips: (0..48).map(clip).collect(),
        buses: vec![Bus::new(BusName::Spots), Bus::new(BusName::Beds)].into(),
        shared: Vec::new().into(),
        spaces: Vec::new().into(),
        master: Master {
            trim: Gain::UNITY,
            ceiling: Decibels(-1.0),
        },
    })
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn mix_eight_clips(bencher: Bencher, channels: usize) {
    let channels = vec![noise(480_000, 0.1, 0.1); channels];
    let audio = Arc::new(Audio { channels });
    let plan = plan();
    bencher
        .counter(ItemsCount::new(MINUTE))
        .with_inputs(|| Mixer::new(Arc::clone(&plan), Box::new(Noise(Arc::clone(&audio)))))
        .bench_local_values(|mut mixer| {
            let mut block = Block::SILENCE;
            for _ in 0..BLOCKS {
                mixer.render(&mut block).map(divan::black_box).ok();
            }
        });
}

/// Stretches of the show at the same time.
#[divan::bench(args = [1, 2, 4], sample_count = 10)]
fn mix_on_threads(bencher: Bencher, threads: usize) {
    let audio = Arc::new(Audio {
        channels: vec![noise(480_000, 0.1, 0.1); 2],
    });
    let plan = plan();
    let engine = || {
        let source = Box::new(Noise(Arc::clone(&audio)));
        Engine::new(Arc::clone(&plan), source).on_threads(threads)
    };
    bencher
        .counter(ItemsCount::new(MINUTE))
        .with_inputs(engine)
        .bench_local_values(|engine| {
            let whole = pump::whole(&engine);
            pump::mixed(engine, whole, |block, _| {
                divan::black_box(block);
                Ok::<_, EngineError>(())
            })
            .ok()
        });
}

/// Blocks of noise with bursts up to `loud`.
fn blocks(loud: f32) -> Vec<Block> {
    let samples = noise(MINUTE, 0.2, loud);
    let block = |piece: &[f32]| {
        let mut block = Block::SILENCE;
        block.left.copy_from_slice(piece);
        block.right.copy_from_slice(piece);
        block
    };
    samples.chunks_exact(BLOCK).map(block).collect()
}

/// Three cases: far below the ceiling; measured but not limited; limited in one block of
/// eight.
#[divan::bench(args = [0.2, 0.8, 1.6], sample_count = 10)]
fn limit(bencher: Bencher, loud: f32) {
    bencher
        .counter(ItemsCount::new(MINUTE))
        .with_inputs(|| blocks(loud))
        .bench_local_values(|mut blocks| {
            let mut limiter = Limiter::new(Decibels(-1.0));
            blocks.iter_mut().for_each(|block| limiter.process(block));
            blocks
        });
}

#[divan::bench(sample_count = 10)]
fn measure_loudness(bencher: Bencher) {
    let blocks = blocks(0.8);
    bencher.counter(ItemsCount::new(MINUTE)).bench_local(|| {
        let mut meter = LevelMeter::new(Sides::Both);
        for block in &blocks {
            meter.add(block, BLOCK);
        }
        let level = Level::Loudness {
            at: Lufs(-16.0),
            within: 0.1,
        };
        Some(meter.read(&level))
    });
}

#[divan::bench(sample_count = 10)]
fn measure_everything(bencher: Bencher) {
    let blocks = blocks(0.8);
    bencher.counter(ItemsCount::new(MINUTE)).bench_local(|| {
        let mut meter = Meter::new(Sides::Both);
        for block in &blocks {
            meter.write(block, BLOCK).ok()?;
        }
        Some(meter.read())
    });
}

#[divan::bench(args = [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32], sample_count = 10)]
fn write_wav(bencher: Bencher, encoding: Encoding) {
    let blocks = blocks(0.8);
    let Ok(folder) = tempfile::tempdir() else {
        return;
    };
    let path = folder.path().join("show.wav");
    bencher.counter(ItemsCount::new(MINUTE)).bench_local(|| {
        let mut sink = WavSink::create(&path, Frames::from(BLOCKS * BLOCK), encoding).ok()?;
        for block in &blocks {
            sink.write(block, BLOCK).ok()?;
        }
        sink.finish().ok()
    });
}
