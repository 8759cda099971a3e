//! The mixer sums the clips of a plan through their buses. Takes a plan and a
//! source and returns blocks of the mix, before the master.
//!
//! A sample depends only on the plan and its frame. Clips are summed in the
//! order of the plan, and their audio is open only while they are heard. After
//! a seek, spaces are filled from the few seconds before the playhead that they
//! need, and only by the clips that are sent to them.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::bus::{Quantum, SharedLane, Strip};
use super::clip::{Scratch, Sounding};
use super::{AudioSource, Block, EngineError};
use crate::plan::{BusId, Clip, LaneId, MixPlan, ReturnId};
use cuebook_core::id::IdVec;
use cuebook_core::units::{BLOCK, Decibels, Frames};
use cuebook_dsp::convolve::Kernel;

/// Renders the sum of the buses.
pub struct Mixer {
    plan: Arc<MixPlan>,
    /// The frames of a quantum.
    step: usize,
    source: Arc<dyn AudioSource>,
    /// The first frame of the next block; negative frames are silent.
    position: Frames,
    /// The first frame of the next quantum; the one before it is in `mix`.
    ahead: Frames,
    mix: Quantum,
    /// The samples that each bus added to the mix, when stems are kept.
    stems: Vec<Quantum>,
    /// The peak of each stem in the last block, left and right.
    peaks: Vec<[f32; 2]>,
    /// The clips in the order in which they start.
    order: Arc<[usize]>,
    /// How many of `order` the playhead has reached.
    reached: usize,
    /// The clips that are heard, in the order of the plan.
    sounding: Vec<Sounding>,
    strips: IdVec<BusId, Strip>,
    shared: IdVec<LaneId, SharedLane>,
    /// The responses of the spaces that have sounded in any mixer of this plan.
    kernels: Arc<IdVec<ReturnId, OnceLock<Arc<Kernel>>>>,
    scratch: Box<Scratch>,
}

impl Mixer {
    /// Creates a mixer at the first frame of `plan`.
    #[must_use]
    pub fn new(plan: Arc<MixPlan>, source: Box<dyn AudioSource>) -> Mixer {
        let mut order: Vec<usize> = (0..plan.clips.len()).collect();
        order.sort_by_key(|&clip| plan.clips[clip].at.start);
        let kernels = plan.spaces.iter().map(|_| OnceLock::new()).collect();
        Mixer::of(plan, Arc::from(source), order.into(), Arc::new(kernels))
    }

    fn of(
        plan: Arc<MixPlan>,
        source: Arc<dyn AudioSource>,
        order: Arc<[usize]>,
        kernels: Arc<IdVec<ReturnId, OnceLock<Arc<Kernel>>>>,
    ) -> Mixer {
        let step = plan.whole_step();
        Mixer {
            position: Frames::ZERO,
            ahead: Frames::ZERO,
            mix: Quantum::silent(step),
            stems: Vec::new(),
            peaks: Vec::new(),
            order,
            reached: 0,
            sounding: Vec::new(),
            strips: strips(&plan, step),
            step,
            shared: plan.shared.iter().map(|_| SharedLane::new()).collect(),
            kernels,
            scratch: Box::new(Scratch::EMPTY),
            plan,
            source,
        }
    }

    /// Returns another mixer of the same plan, for another thread. It begins at the first frame.
    #[must_use]
    pub(crate) fn another(&self) -> Mixer {
        let (order, kernels) = (self.order.clone(), self.kernels.clone());
        let other = Mixer::of(self.plan.clone(), self.source.clone(), order, kernels);
        match self.stems.is_empty() {
            true => other,
            false => other.with_stems(),
        }
    }

    /// Returns the first frame of the next block.
    pub(crate) fn position(&self) -> Frames {
        self.position
    }

    /// Returns the frames that are mixed at a time.
    pub(crate) fn step(&self) -> usize {
        self.step
    }

    /// Returns the frames before a step that decide on its samples.
    pub(crate) fn memory(&self) -> usize {
        self.plan.memory()
    }

    /// Returns the number of buses in the plan.
    #[must_use]
    pub fn buses(&self) -> usize {
        self.strips.len()
    }

    /// Keeps the samples of each bus, for [`Mixer::render_stems`].
    #[must_use]
    pub(super) fn with_stems(mut self) -> Mixer {
        self.stems = self
            .strips
            .iter()
            .map(|_| Quantum::silent(self.step))
            .collect();
        self.peaks = vec![[0.0; 2]; self.stems.len()];
        self
    }

    /// Returns the peak of each bus in the last block, left and right, before
    /// the master; empty when no stems are kept.
    pub(super) fn peaks(&self) -> &[[f32; 2]] {
        &self.peaks
    }

    /// Returns the length of the show.
    #[must_use]
    pub fn frames(&self) -> Frames {
        self.plan.frames
    }

    pub(super) fn ceiling(&self) -> Decibels {
        self.plan.master.ceiling
    }

    /// Moves to any frame. A negative frame is silent until the show begins.
    pub fn seek(&mut self, to: Frames) {
        let step = self.step as i64;
        let start = Frames(to.0.div_euclid(step) * step);
        let before = start - Frames::from(self.memory());
        self.position = to;
        self.ahead = start.min(before.max(Frames::ZERO));
        self.reached = 0;
        self.sounding.clear();
        self.strips.iter_mut().for_each(Strip::reset);
    }

    /// Fills `block` with the next frames and returns how many of them are
    /// before the end of the show; the rest is silence.
    ///
    /// # Errors
    /// As [`Engine::render`](super::Engine::render).
    pub fn render(&mut self, block: &mut Block) -> Result<usize, EngineError> {
        self.peaks.fill([0.0; 2]);
        self.hand_out(|mixer, done, from, count| {
            let (to, from) = (done..done + count, from..from + count);
            for (peak, stem) in mixer.peaks.iter_mut().zip(&mixer.stems) {
                peak[0] = highest(&stem.left[from.clone()], peak[0]);
                peak[1] = highest(&stem.right[from.clone()], peak[1]);
            }
            block.left[to.clone()].copy_from_slice(&mixer.mix.left[from.clone()]);
            block.right[to].copy_from_slice(&mixer.mix.right[from]);
        })
    }

    /// Does the same as [`Mixer::render`] for every bus. The sum of the blocks,
    /// in order, is the mix.
    ///
    /// # Errors
    /// As [`Engine::render`](super::Engine::render).
    pub fn render_stems(&mut self, blocks: &mut [Block]) -> Result<usize, EngineError> {
        self.hand_out(|mixer, done, from, count| {
            for (block, stem) in blocks.iter_mut().zip(&mixer.stems) {
                let (to, from) = (done..done + count, from..from + count);
                block.left[to.clone()].copy_from_slice(&stem.left[from.clone()]);
                block.right[to].copy_from_slice(&stem.right[from]);
            }
        })
    }

    /// Renders the quanta of the next block and calls `copy` with the position
    /// in the block, the position in the quantum, and the number of frames.
    fn hand_out(
        &mut self,
        mut copy: impl FnMut(&mut Mixer, usize, usize, usize),
    ) -> Result<usize, EngineError> {
        let from = self.position;
        let mut done = 0;
        while done < BLOCK {
            if self.position >= self.ahead {
                self.fill()?;
                continue;
            }
            let at = self.step - (self.ahead - self.position).index();
            let count = (self.step - at).min(BLOCK - done);
            copy(self, done, at, count);
            done += count;
            self.position += Frames::from(count);
        }
        Ok((self.position.min(self.plan.frames) - from).index())
    }

    /// Renders the next quantum.
    fn fill(&mut self) -> Result<(), EngineError> {
        let from = self.ahead;
        let ahead = from + Frames::from(self.step);
        let listens = ahead > self.position;
        self.mix.clear();
        self.stems.iter_mut().for_each(Quantum::clear);
        for number in 0..self.step / BLOCK {
            let start = from + Frames::from(number * BLOCK);
            self.play(start, number * BLOCK, listens)?;
        }
        self.ahead = ahead;
        let step = self.step;
        let (plan, source, kernels) = (&self.plan, &self.source, &self.kernels);
        for strip in self.strips.iter_mut() {
            strip.ring(listens, |space| {
                if let Some(kernel) = kernels[space].get() {
                    return Ok(kernel.clone());
                }
                let response = source
                    .response(plan.spaces[space].response)
                    .map_err(|source| EngineError::Response { space, source })?;
                let kernel = Arc::new(Kernel::new(&response, step));
                // Another mixer may have made it meanwhile.
                Ok(kernels[space].get_or_init(|| kernel).clone())
            })?;
        }
        let mut stems = self.stems.iter_mut();
        let trim = plan.master.trim.0;
        for (strip, bus) in self.strips.iter_mut().zip(&plan.buses) {
            strip.pour((bus, trim), from, &mut self.mix, stems.next());
        }
        // Spaces stop ringing at the end of the show.
        let end = (self.plan.frames - from).index().min(step);
        for made in self.stems.iter_mut().chain([&mut self.mix]) {
            made.left[end..].fill(0.0);
            made.right[end..].fill(0.0);
        }
        Ok(())
    }

    /// Opens the clips that begin before `end` and end after `from`.
    fn admit(&mut self, from: Frames, end: Frames) -> Result<(), EngineError> {
        while let Some(&index) = self.order.get(self.reached) {
            let clip = &self.plan.clips[index];
            if clip.at.start >= end {
                break;
            }
            if clip.at.end > from.max(clip.at.start).max(Frames::ZERO) {
                self.check(index, clip)?;
                let sounding = Sounding::open(index, clip, self.source.as_ref())?;
                let place = self.sounding.partition_point(|other| other.clip < index);
                self.sounding.insert(place, sounding);
            }
            self.reached += 1;
        }
        Ok(())
    }

    /// Checks that everything named by a clip exists.
    fn check(&self, index: usize, clip: &Clip) -> Result<(), EngineError> {
        let bus = clip.bus;
        if self.strips.get(bus).is_none() {
            return Err(EngineError::Bus { clip: index, bus });
        }
        let mut lanes = clip.shared.iter().copied();
        if let Some(lane) = lanes.find(|lane| self.shared.get(*lane).is_none()) {
            return Err(EngineError::Lane { clip: index, lane });
        }
        let mut spaces = clip.sends.iter().map(|send| send.space);
        match spaces.find(|space| self.kernels.get(*space).is_none()) {
            Some(space) => Err(EngineError::Space { clip: index, space }),
            None => Ok(()),
        }
    }

    /// Adds the clips of the block that begins at `start` to the buses,
    /// starting at `place` of their sums. Without `listens`, only to the spaces.
    fn play(&mut self, start: Frames, place: usize, listens: bool) -> Result<(), EngineError> {
        let end = (start + Frames::from(BLOCK)).min(self.plan.frames);
        self.admit(start, end)?;
        for sounding in &mut self.sounding {
            let clip = &self.plan.clips[sounding.clip];
            if !listens && clip.sends.is_empty() {
                continue;
            }
            let from = start.max(clip.at.start).max(Frames::ZERO);
            let to = end.min(clip.at.end);
            if from >= to {
                continue;
            }
            let within = (from - start).index()..(to - start).index();
            self.scratch.clear();
            for &shared in &clip.shared {
                let lane = &self.plan.shared[shared];
                let level = self.shared[shared].level(lane, start, within.clone());
                self.scratch.multiply(&level, within.len());
            }
            if !sounding.prepare(clip, from, within.len(), &mut self.scratch)? {
                continue;
            }
            let range = place + within.start..place + within.end;
            let strip = &mut self.strips[clip.bus];
            if clip.direct && listens {
                sounding.add(&self.scratch, sides(strip.input(), range.clone()));
            }
            for (number, send) in clip.sends.iter().enumerate() {
                if let Some(space) = strip.send(send.space) {
                    let space = sides(space, range.clone());
                    sounding.send((number, send), from, &mut self.scratch, space);
                }
            }
        }
        let plan = &self.plan;
        self.sounding
            .retain(|sounding| plan.clips[sounding.clip].at.end > end);
        Ok(())
    }
}

/// Returns a strip for each bus, with the spaces of its clips' sends.
fn strips(plan: &MixPlan, step: usize) -> IdVec<BusId, Strip> {
    let strip = |bus: BusId| {
        let clips = plan.clips.iter().filter(|clip| clip.bus == bus);
        let sends = clips.flat_map(|clip| &clip.sends);
        Strip::new(sends.map(|send| send.space).collect::<BTreeSet<_>>(), step)
    };
    plan.buses.ids().map(strip).collect()
}

fn highest(samples: &[f32], so_far: f32) -> f32 {
    samples
        .iter()
        .map(|sample| sample.abs())
        .fold(so_far, f32::max)
}

fn sides(quantum: &mut Quantum, range: std::ops::Range<usize>) -> (&mut [f32], &mut [f32]) {
    (&mut quantum.left[range.clone()], &mut quantum.right[range])
}
