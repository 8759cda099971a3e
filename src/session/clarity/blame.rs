//! Finds what covers a line, and by how much it must be quieter for the line to be clear.

use super::listener::Listener;
use super::{CLEAR, Clarity, Masker};
use crate::mix::{ClipOf, ResponseId};
use crate::output::level::LevelError;
use crate::output::moments::{MOMENT, loudness, power};
use crate::session::remedy::{self, Cause, Remedies};
use cuebook_core::id::SpaceId;
use cuebook_core::units::{Frames, Lufs};

/// The number of reductions that are measured before one is given up.
const TRIES: usize = 6;

impl Listener {
    /// Adds to an unclear line the sounds that cover it, and their remedies.
    pub(super) fn blame(&self, clarity: &mut Clarity, moments: &[usize]) -> Result<(), LevelError> {
        let own = ClipOf::Line(clarity.line);
        let mut maskers = Vec::new();
        for of in self.near(moments).into_iter().filter(|of| *of != own) {
            let heard = self.alone(&self.apart.plan, moments, |clip| clip == of)?;
            if heard > 0.0 {
                maskers.push(Masker {
                    of,
                    room: self.room_after(of, moments),
                    loudness: loudness(heard),
                });
            }
        }
        maskers.sort_by(|a, b| b.loudness.0.total_cmp(&a.loudness.0));
        let Some(less) = needed(clarity, &maskers) else {
            clarity.maskers = maskers;
            return Ok(());
        };
        maskers.truncate(less.len());
        clarity.maskers = maskers;
        let mut remedies = Remedies::new();
        for (cause, less) in clarity.causes().zip(less) {
            let by = remedies.entry(cause).or_default();
            *by = f64::max(*by, less.max(1.0));
        }
        for _ in 0..TRIES {
            let margin = self.margin_with(clarity, moments, &remedies)?;
            if margin >= CLEAR {
                clarity.remedies = remedies;
                break;
            }
            let more = (CLEAR - margin).ceil();
            remedies.values_mut().for_each(|by| *by += more);
        }
        Ok(())
    }

    /// Returns the space of a sound that has ended before the words, and rings on.
    fn room_after(&self, of: ClipOf, moments: &[usize]) -> Option<SpaceId> {
        let plan = &self.apart.plan;
        let from = Frames::from(moments.first()? * MOMENT);
        let clips = plan.clips.iter().filter(|clip| clip.of == of);
        let near = clips.filter(|clip| clip.at.start < from);
        let last = near.max_by_key(|clip| clip.at.end)?;
        let send = last.sends.first().filter(|_| last.at.end <= from)?;
        match plan.spaces[send.space].response {
            ResponseId::Room(space) => Some(space),
            ResponseId::Ears(_) => None,
        }
    }

    /// Returns the margin of a line with some remedies.
    fn margin_with(
        &self,
        clarity: &Clarity,
        moments: &[usize],
        remedies: &Remedies,
    ) -> Result<f64, LevelError> {
        let mut plan = self.apart.plan.clone();
        remedy::apply(&mut plan, remedies);
        let own = ClipOf::Line(clarity.line);
        let speech = loudness(self.alone(&plan, moments, |of| of == own)?);
        let rest = loudness(self.alone(&plan, moments, |of| of != own)?);
        Ok(speech.0 - rest.0)
    }
}

/// Returns by how many whole dB the loudest sounds must be quieter.
fn needed(clarity: &Clarity, maskers: &[Masker]) -> Option<Vec<f64>> {
    let allowed = power(Lufs(clarity.speech.0 - CLEAR));
    let all: Vec<f64> = maskers
        .iter()
        .map(|masker| power(masker.loudness))
        .collect();
    remedy::needed(allowed, &all)
}

impl Clarity {
    fn causes(&self) -> impl Iterator<Item = Cause> {
        self.maskers.iter().map(|masker| match masker.room {
            Some(space) => Cause::Room(space),
            None => Cause::Clip(masker.of),
        })
    }
}
