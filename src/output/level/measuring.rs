//! Measures the mix of a show before its master, stretch by stretch. After an edit only the stretches
//! that it touches are mixed; what was measured of the others is in [`Notes`].
//!
//! A meter goes on from stretch to stretch: it has the state of its filters and the last frames. So
//! the notes of a stretch count only if the state before it is the same, bit by bit, and they name the
//! state after it. The result is always that of a mix of the whole show.

use std::ops::Range;

use super::notes::{Noted, Notes, State};
use super::{Goal, LevelError};
use crate::book::Level;
use crate::mix::loudness::{Forecast, Of};
use crate::output::meter::{LevelMeter, Power};
use cuebook_core::units::{BLOCK, Decibels, Frames, Gain};
use cuebook_engine::{Block, Engine, TruePeak, pump};

/// The true peak of a block matters to the forecast if it is more than this share of the highest: the
/// limiter rarely takes away more than 9 dB.
const EXACT: f32 = 0.35;

/// The measurements of a mix.
pub(super) struct Measuring {
    goal: Goal,
    pub meter: LevelMeter,
    pub forecast: Forecast,
    peaks: TruePeak,
}

/// The notes of a stretch that is being measured.
struct Open {
    before: State,
    /// The number of steps of loudness before it.
    first: usize,
    blocks: Vec<(f32, Power)>,
    frames: u64,
}

impl Measuring {
    /// Measures the mix at unity trim. `make` returns an engine with a trim.
    pub(super) fn of(
        make: &mut impl FnMut(Gain) -> Engine,
        goal: Goal,
        notes: &Notes,
    ) -> Result<Measuring, LevelError> {
        let engine = make(Gain::UNITY);
        let mut measuring = Measuring::new(goal, engine.ceiling());
        let stretches = notes.stretches(&pump::whole(&engine));
        let mut next = 0;
        while next < stretches.len() {
            let noted = notes.read(next);
            if noted.is_some_and(|noted| measuring.go_on(&noted)) {
                next += 1;
                continue;
            }
            // What follows without notes is mixed too, on all threads.
            let mut others = next + 1..stretches.len();
            let end = others.find(|other| notes.has(*other));
            let end = end.unwrap_or(stretches.len());
            measuring.mix(make(Gain::UNITY), (&stretches, next..end), notes)?;
            next = end;
        }
        notes.tidy();
        Ok(measuring)
    }

    /// Measures some stretches by their sound, and writes notes about each.
    fn mix(
        &mut self,
        engine: Engine,
        (stretches, which): (&[Range<Frames>], Range<usize>),
        notes: &Notes,
    ) -> Result<(), LevelError> {
        let part = stretches[which.start].start..stretches[which.end - 1].end;
        let (mut stretch, mut at) = (which.start, part.start);
        let mut open = self.begin();
        pump::mixed(engine, part, |block, frames| {
            self.add(block, frames, &mut open);
            at += Frames::from(BLOCK);
            if at >= stretches[stretch].end {
                let done = std::mem::replace(&mut open, self.begin());
                notes.write(stretch, || self.end(done));
                stretch += 1;
            }
            Ok(())
        })
    }

    fn new(goal: Goal, ceiling: Decibels) -> Measuring {
        let of = match goal.level {
            Level::Loudness { .. } => Of::Loudness,
            Level::Rms(_) => Of::Rms,
        };
        Measuring {
            goal,
            meter: LevelMeter::new(goal.sides),
            forecast: Forecast::new(of, ceiling),
            peaks: TruePeak::new(),
        }
    }

    fn add(&mut self, block: &mut Block, frames: usize, open: &mut Open) {
        self.goal.fold(block);
        let power = self.meter.add(block, frames);
        let peak = self.peaks.peak_of(block, EXACT);
        self.forecast.add(peak, power.of(&self.goal.level));
        open.blocks.push((peak, power));
        open.frames += frames as u64;
    }

    /// Begins the notes of a stretch.
    fn begin(&self) -> Open {
        Open {
            before: self.state(),
            first: self.meter.steps().len(),
            blocks: Vec::new(),
            frames: 0,
        }
    }

    /// Completes them.
    fn end(&self, open: Open) -> Noted {
        Noted {
            before: open.before,
            after: self.state(),
            steps: self.meter.steps()[open.first..].to_vec(),
            blocks: open.blocks,
            frames: open.frames,
        }
    }

    pub(super) fn state(&self) -> State {
        State {
            meter: self.meter.state(),
            peaks: self.peaks.state(),
        }
    }

    /// Takes the notes of the next stretch in place of its sound, if they begin with this state.
    fn go_on(&mut self, noted: &Noted) -> bool {
        let Noted { before, after, .. } = noted;
        // States of another length are not from this program.
        let fits = |now: &State| {
            now == before
                && now.meter.len() == after.meter.len()
                && now.peaks.len() == after.peaks.len()
        };
        if !fits(&self.state()) || !self.meter.go_on(noted.heard(), &noted.steps, &after.meter) {
            return false;
        }
        self.peaks.go_on(&after.peaks);
        for (peak, power) in &noted.blocks {
            self.forecast.add(*peak, power.of(&self.goal.level));
        }
        true
    }
}
