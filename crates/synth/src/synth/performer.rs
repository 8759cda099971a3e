//! The performer: the state of one performance.

use std::cell::{Cell, RefCell};

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
    /// The recipe's random stream, from which named cranks and harmonies are derived.
    pub root: Random,
    /// The random stream of all named breaths; see [`Performer::scope`].
    breaths: RefCell<Random>,
    /// Whether the next group is a repetition of the whole spot.
    repeats: Cell<bool>,
    /// The remaining budget of the performance.
    pub budget: Budget,
    pub spare: Spare,
}

impl<'a> Performer<'a> {
    /// Creates a performer. `repeats` is true where a whole spot is repeated.
    #[must_use]
    pub(super) fn new(
        settings: &'a Settings,
        root: Random,
        budget: Budget,
        repeats: bool,
    ) -> Performer<'a> {
        Performer {
            settings,
            breaths: RefCell::new(root.clone()),
            root,
            repeats: Cell::new(repeats),
            budget,
            spare: Spare::default(),
        }
    }

    /// Performs a group. Each repetition of a whole spot has named breaths of its own;
    /// otherwise every explosion of a bed would surge at the same moments.
    pub(super) fn scope<T>(
        &self,
        chance: &Random,
        group: impl FnOnce() -> Result<T, String>,
    ) -> Result<T, String> {
        if !self.repeats.take() {
            return group();
        }
        let outer = self.breaths.replace(chance.clone());
        let made = group();
        self.breaths.replace(outer);
        self.repeats.set(true);
        made
    }
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
            Some(name) => self.breaths.borrow().named("breath").named(name),
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
