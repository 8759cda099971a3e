//! The performer: the state of one performance.

use super::budget::Budget;
use super::curve::Curve;
use super::draw::Draw;
use crate::recipe::formula::{Formula, Time};
use crate::recipe::settings::Settings;
use cuebook_dsp::canvas::{Extent, Spare};
use cuebook_dsp::random::Random;

/// The state that all layers of one performance share.
pub(super) struct Performer<'a> {
    pub settings: &'a Settings,
    /// The recipe's random stream. Named breaths are derived from it.
    pub root: Random,
    /// The remaining budget of the performance.
    pub budget: Budget,
    pub spare: Spare,
}

impl Performer<'_> {
    pub(super) fn draw(&self, random: Random) -> Draw<'_> {
        Draw {
            settings: self.settings,
            random,
        }
    }

    /// Returns the curve of a breath.
    pub(super) fn breath(
        &self,
        name: Option<&str>,
        period: &Formula<Time>,
        extent: Extent,
        own: &Random,
    ) -> Result<Curve, String> {
        let random = match name {
            Some(name) => self.root.named("breath").named(name),
            None => own.named("breath"),
        };
        Curve::new(extent, random, |random| {
            let mut draw = self.draw(random.clone());
            let time = draw.time(period);
            *random = draw.random;
            time
        })
    }
}
