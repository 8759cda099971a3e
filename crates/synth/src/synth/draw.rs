//! Working out a layer's values for one event.
//!
//! In: formulas. Out: numbers in SI units. Always true: values are drawn in the
//! order in which they are asked for, from the event's own stream.

use crate::recipe::formula::{Anything, Due, Formula, Frequency, Length, Level, Plain, Rate, Time};
use crate::recipe::settings::Settings;
use cuebook_dsp::random::Random;

/// The settings of a request and the chance of an event.
pub struct Draw<'a> {
    pub settings: &'a Settings,
    pub random: Random,
}

impl Draw<'_> {
    fn due<D: Due>(&mut self, formula: &Formula<D>) -> Result<f64, String> {
        formula.value(self.settings, &mut self.random)
    }

    fn or<D: Due>(&mut self, of: Option<&Formula<D>>, absent: f64) -> Result<f64, String> {
        of.map_or(Ok(absent), |formula| self.due(formula))
    }

    /// Seconds, never less than nought.
    pub fn time(&mut self, formula: &Formula<Time>) -> Result<f64, String> {
        Ok(self.due(formula)?.max(0.0))
    }

    pub fn time_or(&mut self, formula: Option<&Formula<Time>>, absent: f64) -> Result<f64, String> {
        Ok(self.or(formula, absent)?.max(0.0))
    }

    /// Hertz, within what can be heard or felt.
    pub fn hertz(&mut self, formula: &Formula<Frequency>) -> Result<f64, String> {
        Ok(self.due(formula)?.clamp(1.0, 22_000.0))
    }

    /// Metres, never less than a tenth.
    pub fn metres(&mut self, formula: &Formula<Length>) -> Result<f64, String> {
        Ok(self.due(formula)?.max(0.1))
    }

    pub fn metres_or(
        &mut self,
        formula: Option<&Formula<Length>>,
        absent: f64,
    ) -> Result<f64, String> {
        Ok(self.or(formula, absent)?.max(0.01))
    }

    /// Metres of something small.
    pub fn size(&mut self, formula: &Formula<Length>) -> Result<f64, String> {
        Ok(self.due(formula)?.max(1e-5))
    }

    /// Events a second, never less than none.
    pub fn rate(&mut self, formula: &Formula<Rate>) -> Result<f64, String> {
        Ok(self.due(formula)?.max(0.0))
    }

    pub fn plain(&mut self, formula: &Formula<Plain>) -> Result<f64, String> {
        self.due(formula)
    }

    pub fn plain_or(
        &mut self,
        formula: Option<&Formula<Plain>>,
        absent: f64,
    ) -> Result<f64, String> {
        self.or(formula, absent)
    }

    /// Whether a quantity of any kind is above nought.
    pub fn holds(&mut self, formula: &Formula<Anything>) -> Result<bool, String> {
        Ok(self.due(formula)? > 0.0)
    }

    /// Decibels.
    pub fn level(&mut self, formula: &Formula<Level>) -> Result<f64, String> {
        self.due(formula)
    }

    pub fn level_or(
        &mut self,
        formula: Option<&Formula<Level>>,
        absent: f64,
    ) -> Result<f64, String> {
        self.or(formula, absent)
    }

    /// A linear gain from decibels; unity if absent.
    pub fn gain(&mut self, formula: Option<&Formula<Level>>) -> Result<f64, String> {
        Ok(linear(self.level_or(formula, 0.0)?))
    }
}

/// The linear gain of so many decibels.
#[must_use]
pub fn linear(decibels: f64) -> f64 {
    // An exponential costs a third of a power.
    libm::exp(decibels.min(60.0) * std::f64::consts::LN_10 / 20.0)
}
