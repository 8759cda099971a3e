//! What a listener to a file with loss hears. A coder decodes its own packets, and this measures
//! them: the sound after its delay, to the length of the show.

use crate::output::SinkError;
use crate::output::survey::{Quiet, Survey, Surveyor};
use crate::output::wav::Form;

/// Measures a file while it is encoded.
pub(crate) struct Heard {
    surveyor: Surveyor,
    /// Decoded frames that come before the show.
    skip: usize,
    /// Frames of the show that are still to come.
    left: u64,
    frames: u64,
    /// The frames of a step of the survey.
    step: usize,
    waiting: Vec<Vec<f32>>,
    /// The error that ended the measurement.
    failed: Option<SinkError>,
}

impl Heard {
    /// Measures a file of `frames` frames at its rate.
    ///
    /// # Errors
    /// When memory is short.
    pub(crate) fn new(form: Form, frames: u64, quiet: &Quiet) -> Result<Heard, SinkError> {
        Ok(Heard {
            surveyor: Surveyor::new(form, quiet)?,
            skip: 0,
            left: frames,
            frames,
            step: Surveyor::step_of(form),
            waiting: vec![Vec::new(); form.channels()],
            failed: None,
        })
    }

    /// Says how many decoded frames come before the show.
    pub(in crate::output) fn delayed(&mut self, frames: usize) {
        self.skip = frames;
    }

    /// Takes decoded frames, one slice for each channel.
    pub(in crate::output) fn hear(&mut self, sides: &[&[f32]]) {
        let count = sides.first().map_or(0, |side| side.len());
        let from = self.skip.min(count);
        self.skip -= from;
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let to = count.min(from.saturating_add(most));
        self.left -= (to - from) as u64;
        for (own, side) in self.waiting.iter_mut().zip(sides) {
            own.extend_from_slice(&side[from..to]);
        }
        while self
            .waiting
            .first()
            .is_some_and(|own| own.len() >= self.step)
        {
            self.measure(self.step);
        }
    }

    fn measure(&mut self, frames: usize) {
        let rest: Vec<Vec<f32>> = self
            .waiting
            .iter_mut()
            .map(|own| own.split_off(frames))
            .collect();
        let now = std::mem::replace(&mut self.waiting, rest);
        if let Err(error) = self.surveyor.step(&now) {
            self.failed.get_or_insert(error);
        }
    }

    /// Returns the measurements.
    ///
    /// # Errors
    /// When memory was short.
    pub(crate) fn finish(mut self) -> Result<Survey, SinkError> {
        let rest = self.waiting.first().map_or(0, Vec::len);
        if rest > 0 {
            self.measure(rest);
        }
        match self.failed {
            Some(error) => Err(error),
            None => self.surveyor.finish(self.frames),
        }
    }
}
