//! Renders a plan and measures its sounds, all of them or some alone.

use std::ops::Range;
use std::sync::Arc;

use super::voices::{Apart, tail};
use crate::mix::{ClipOf, MixPlan};
use crate::output::level::LevelError;
use crate::output::moments::{MOMENT, Moments};
use crate::perform::Performance;
use crate::session::console::Takes;
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;
use cuebook_engine::{Block, Engine, pump};

/// The power of a bus of lines, and of all other sounds, in each moment.
pub(super) struct Heard {
    pub own: Vec<f64>,
    pub rest: Vec<f64>,
}

/// Renders parts of a plan and measures them in the band of speech.
pub(super) struct Listener {
    pub apart: Apart,
    pub performance: Arc<Performance>,
}

impl Listener {
    fn hear(
        &self,
        plan: MixPlan,
        part: Range<Frames>,
        each: impl FnMut(&[Block], usize) -> Result<(), LevelError>,
    ) -> Result<(), LevelError> {
        let takes = Box::new(Takes(self.performance.clone()));
        let engine = Engine::new(Arc::new(plan), takes).on_threads(self.performance.jobs);
        pump::buses(engine, part, each)
    }

    /// Returns the power of each bus of lines and of its surroundings in the whole show.
    pub(super) fn whole(&self, progress: &dyn Progress) -> Result<Vec<Heard>, LevelError> {
        let lines = &self.apart.lines;
        let meters = || lines.iter().map(|_| Moments::of_speech());
        let mut own = meters().collect::<Result<Vec<_>, _>>()?;
        let mut rest = meters().collect::<Result<Vec<_>, _>>()?;
        let all = Frames::ZERO..self.apart.plan.frames;
        self.hear(self.apart.plan.clone(), all, |blocks, frames| {
            progress.advance(frames as u64);
            for (place, bus) in lines.iter().enumerate() {
                own[place].add(std::iter::once(&blocks[bus.0]), frames)?;
                let others = blocks.iter().enumerate();
                let others = others.filter(|(number, _)| *number != bus.0);
                rest[place].add(others.map(|(_, block)| block), frames)?;
            }
            Ok(())
        })?;
        let read = own.into_iter().zip(rest).map(|(own, rest)| {
            Ok(Heard {
                own: own.read()?,
                rest: rest.read()?,
            })
        });
        read.collect()
    }

    /// Returns the power of some clips in the moments of a part, which begins with one of them.
    pub(super) fn alone(
        &self,
        plan: &MixPlan,
        moments: &[usize],
        heard: impl Fn(ClipOf) -> bool,
    ) -> Result<f64, LevelError> {
        let (Some(first), Some(last)) = (moments.first(), moments.last()) else {
            return Ok(0.0);
        };
        let frame = |moment: usize| Frames::from(moment * MOMENT);
        let mut meter = Moments::of_speech()?;
        let part = frame(*first)..frame(last + 1);
        self.hear(plan.only(|clip| heard(clip.of)), part, |blocks, frames| {
            Ok(meter.add(blocks.iter(), frames)?)
        })?;
        let powers = meter.read()?;
        let sum = moments.iter().filter_map(|at| powers.get(at - first));
        Ok(sum.sum::<f64>() / moments.len() as f64)
    }

    /// Returns the lines and cues that may be heard in some moments.
    pub(super) fn near(&self, moments: &[usize]) -> Vec<ClipOf> {
        let (Some(first), Some(last)) = (moments.first(), moments.last()) else {
            return Vec::new();
        };
        let plan = &self.apart.plan;
        let part = Frames::from(first * MOMENT)..Frames::from((last + 1) * MOMENT);
        let clips = plan
            .clips
            .iter()
            .filter(|clip| clip.at.start < part.end && clip.at.end + tail(plan, clip) > part.start);
        let mut near: Vec<ClipOf> = clips.map(|clip| clip.of).collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}
