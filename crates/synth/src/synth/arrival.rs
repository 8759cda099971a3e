//! How an event arrives: from a source that moves past, and once more from walls.
//!
//! Takes an event and returns it with the Doppler shift of its path, or adds its
//! echoes to the canvas.

use super::budget::reach;
use super::curve::frames;
use super::draw::{Draw, linear};
use super::layer::Made;
use super::performer::Performer;
use crate::recipe::score::{Echoes, Passes};
use cuebook_dsp::canvas::{Canvas, Extent, pan_gains};
use cuebook_dsp::filter::{Biquad, Way, chain};
use cuebook_dsp::passing::Passing;

/// The cost of a motion for each frame.
const MOTION: usize = 40;

/// The number of frames of a sound whose echoes are added together.
const AT_HAND: usize = 4096;

impl Performer<'_> {
    /// Returns an event that moves past the listener.
    pub(super) fn passed(
        &self,
        of: &Passes,
        made: Made,
        draw: &mut Draw<'_>,
    ) -> Result<Made, String> {
        let passing = Passing {
            length: draw.metres(&of.length)?,
            takes: draw.time(&of.takes)?,
            beside: draw.metres(&of.beside)?,
            across: draw.plain_or(of.across.as_ref(), 1.0)?,
        };
        let sound = match made {
            Made::Point(sound) => sound,
            Made::Field(canvas) => canvas.middle(),
        };
        reach(sound.len())?;
        self.budget.spend(sound.len(), MOTION)?;
        Ok(Made::Field(passing.act(&sound)))
    }

    /// Adds the echoes: each darker, quieter and from another direction.
    pub(super) fn echo(
        &self,
        of: &Echoes,
        middle: &[f32],
        (onto, time): (&mut Canvas, usize),
        draw: &mut Draw<'_>,
    ) -> Result<(), String> {
        let count = draw.plain(&of.count)?.round().clamp(0.0, 64.0) as usize;
        self.budget.spend(middle.len(), 2 + count)?;
        let (from, to) = (draw.time(&of.from)?.min(20.0), draw.time(&of.to)?.min(20.0));
        let (level, fall) = (draw.level(&of.level)?, draw.level(&of.fall)?);
        let spread = draw.plain_or(of.spread.as_ref(), 1.0)?;
        let dark = draw.hertz(&of.low_pass)?;
        let [early, late] = [0.85, 0.6].map(|part| self.darkened(middle, part * dark));
        let mut arrivals: Vec<(&[f32], usize, (f64, f64))> = Vec::with_capacity(count);
        for _ in 0..count {
            let share = draw.random.unit();
            let at = time + frames(from + (to - from) * share);
            let sound = if share < 0.5 { &early } else { &late };
            let gain = linear(level - fall * share + draw.random.between(-2.0, 2.0));
            let (left, right) = pan_gains(draw.random.between(-spread, spread));
            if onto.extent == Extent::Open {
                reach(at + sound.len())?;
            }
            arrivals.push((sound, at, (gain * left, gain * right)));
        }
        // All echoes of a short section are added at a time, so that the target
        // stays in the cache.
        for start in (0..early.len()).step_by(AT_HAND) {
            let end = early.len().min(start + AT_HAND);
            for (sound, at, gains) in &arrivals {
                onto.lay(&sound[start..end], at + start, *gains);
            }
        }
        self.spare.give([early, late]);
        Ok(())
    }

    /// Returns a copy with less treble.
    fn darkened(&self, sound: &[f32], frequency: f64) -> Vec<f32> {
        let rung = sound.len() + frames(0.02);
        let mut dark = self.spare.copy(sound, rung);
        dark.resize(rung, 0.0);
        let filter = Biquad::low_pass(frequency, std::f64::consts::FRAC_1_SQRT_2);
        chain(&[filter], &mut dark, Way::Line);
        dark
    }
}
