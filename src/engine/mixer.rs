//! The clips of a plan, summed through their buses.
//!
//! In: a plan and a shelf. Out: blocks of the mix, before the master. Always
//! true: there is no state but the place in the plan, clips add up in the order
//! of the plan, and a tape is held only while its clip is heard.

use std::sync::Arc;

use super::bus::{SharedLane, Strip};
use super::clip::{Desk, Sounding};
use super::{Block, EngineError, Shelf};
use crate::mix::{Clip, MixPlan};
use crate::units::{BLOCK, Frames};

/// Renders the sum of the buses.
pub struct Mixer {
    plan: Arc<MixPlan>,
    shelf: Box<dyn Shelf>,
    /// Where the next block begins; before nought there is silence.
    position: Frames,
    /// The clips in the order in which they start.
    order: Vec<usize>,
    /// How many of `order` the playhead has reached.
    reached: usize,
    /// The clips that are heard, in the order of the plan.
    sounding: Vec<Sounding>,
    strips: Vec<Strip>,
    shared: Vec<SharedLane>,
    desk: Box<Desk>,
}

impl Mixer {
    /// A mixer at the first frame of `plan`.
    #[must_use]
    pub fn new(plan: Arc<MixPlan>, shelf: Box<dyn Shelf>) -> Mixer {
        let mut order: Vec<usize> = (0..plan.clips.len()).collect();
        order.sort_by_key(|&clip| plan.clips[clip].at.start);
        Mixer {
            position: Frames::ZERO,
            order,
            reached: 0,
            sounding: Vec::new(),
            strips: plan.buses.iter().map(|_| Strip::new()).collect(),
            shared: plan.shared.iter().map(|_| SharedLane::new()).collect(),
            desk: Box::new(Desk::EMPTY),
            plan,
            shelf,
        }
    }

    /// The length of the show.
    #[must_use]
    pub fn frames(&self) -> Frames {
        self.plan.frames
    }

    /// Goes to any frame; one before the show is silent until the show begins.
    pub fn seek(&mut self, to: Frames) {
        self.position = to;
        self.reached = 0;
        self.sounding.clear();
    }

    /// Fills `block` with the next frames and tells how many of them come
    /// before the end of the show; the rest is silence.
    ///
    /// # Errors
    /// As [`Engine::render`](super::Engine::render).
    pub fn render(&mut self, block: &mut Block) -> Result<usize, EngineError> {
        block.clear();
        let from = self.position;
        let end = (from + Frames::from(BLOCK)).min(self.plan.frames);
        self.admit(end)?;
        self.play(end)?;
        for (strip, bus) in self.strips.iter_mut().zip(&self.plan.buses) {
            strip.pour(bus, from, block);
        }
        let plan = &self.plan;
        self.sounding
            .retain(|sounding| plan.clips[sounding.clip].at.end > end);
        self.position += Frames::from(BLOCK);
        Ok((end - from).index())
    }

    /// Opens the clips that begin before `end` and are not over yet.
    fn admit(&mut self, end: Frames) -> Result<(), EngineError> {
        while let Some(&index) = self.order.get(self.reached) {
            let clip = &self.plan.clips[index];
            if clip.at.start >= end {
                break;
            }
            if clip.at.end > self.position.max(clip.at.start).max(Frames::ZERO) {
                self.check(index, clip)?;
                let sounding = Sounding::open(index, clip, self.shelf.as_ref())?;
                let place = self.sounding.partition_point(|other| other.clip < index);
                self.sounding.insert(place, sounding);
            }
            self.reached += 1;
        }
        Ok(())
    }

    /// Sees to it that what a clip names is there.
    fn check(&self, index: usize, clip: &Clip) -> Result<(), EngineError> {
        if clip.bus >= self.strips.len() {
            return Err(EngineError::Bus {
                clip: index,
                bus: clip.bus,
            });
        }
        match clip.shared.iter().find(|lane| **lane >= self.shared.len()) {
            Some(&lane) => Err(EngineError::Lane { clip: index, lane }),
            None => Ok(()),
        }
    }

    /// Adds what is heard until `end` to the buses.
    fn play(&mut self, end: Frames) -> Result<(), EngineError> {
        for sounding in &mut self.sounding {
            let clip = &self.plan.clips[sounding.clip];
            let from = self.position.max(clip.at.start).max(Frames::ZERO);
            let to = end.min(clip.at.end);
            if from >= to {
                continue;
            }
            let range = (from - self.position).index()..(to - self.position).index();
            self.desk.clear();
            for &shared in &clip.shared {
                let lane = &self.plan.shared[shared];
                let level = self.shared[shared].level(lane, self.position, range.clone());
                self.desk.multiply(&level, range.len());
            }
            let sum = self.strips[clip.bus].input();
            let bus = (&mut sum.left[range.clone()], &mut sum.right[range]);
            sounding.add(clip, from, &mut self.desk, bus)?;
        }
        Ok(())
    }
}
