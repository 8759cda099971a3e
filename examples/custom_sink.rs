//! Plays a mix plan into a custom sink, which counts the loud blocks:
//! `cargo run --example custom_sink`

use std::error::Error;
use std::sync::Arc;

use cuebook::{Audio, AudioId, AudioReader, AudioSource, Block, Engine, MixPlan, Sink, SinkError};

/// One piece of audio in memory.
struct Memory(Audio);

impl AudioSource for Memory {
    fn open(&self, _audio: AudioId) -> std::io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(self.0.clone()))
    }
}

/// Counts the blocks with a sample above −20 dBFS.
#[derive(Default)]
struct LoudBlocks {
    loud: usize,
    all: usize,
}

impl Sink for LoudBlocks {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let is_loud = block.left[..frames].iter().any(|sample| sample.abs() > 0.1);
        self.loud += usize::from(is_loud);
        self.all += 1;
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        println!("{} of {} blocks are loud", self.loud, self.all);
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // A second of a 440 Hz tone that fades in.
    let tone = |n: u32| {
        let time = f64::from(n) / 48_000.0;
        (0.5 * time * (std::f64::consts::TAU * 440.0 * time).sin()) as f32
    };
    let audio = Audio::mono((0..48_000).map(tone).collect());
    let plan = Arc::new(MixPlan::solo(&audio));
    let mut engine = Engine::new(plan, Box::new(Memory(audio)));
    let mut sink = LoudBlocks::default();
    let mut block = Block::SILENCE;
    loop {
        let frames = engine.render(&mut block)?;
        if frames == 0 {
            break;
        }
        sink.write(&block, frames)?;
    }
    sink.finish()?;
    Ok(())
}
