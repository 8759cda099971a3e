//! Evaluates a layer's formulas for one event.
//!
//! Takes formulas and returns numbers in SI units. Values are drawn from the
//! event's random stream in the order of the calls.

use crate::recipe::formula::{
    Anything, Formula, Frequency, Length, Level, Plain, QuantityKind, Rate, Time,
};
use crate::recipe::settings::Settings;
use cuebook_dsp::random::Random;

/// The settings of a request and the random stream of an event.
pub(super) struct Draw<'a> {
    pub settings: &'a Settings,
    pub random: Random,
}

impl Draw<'_> {
    fn value<D: QuantityKind>(&mut self, formula: &Formula<D>) -> Result<f64, String> {
        formula.value(self.settings, &mut self.random)
    }

    fn or<D: QuantityKind>(&mut self, of: Option<&Formula<D>>, absent: f64) -> Result<f64, String> {
        of.map_or(Ok(absent), |formula| self.value(formula))
    }

    /// Returns seconds, at least zero.
    pub(super) fn time(&mut self, formula: &Formula<Time>) -> Result<f64, String> {
        Ok(self.value(formula)?.max(0.0))
    }

    pub(super) fn time_or(
        &mut self,
        formula: Option<&Formula<Time>>,
        absent: f64,
    ) -> Result<f64, String> {
        Ok(self.or(formula, absent)?.max(0.0))
    }

    /// Returns hertz, limited to the audible range.
    pub(super) fn hertz(&mut self, formula: &Formula<Frequency>) -> Result<f64, String> {
        Ok(self.value(formula)?.clamp(1.0, 22_000.0))
    }

    /// Returns metres, at least 0.1.
    pub(super) fn metres(&mut self, formula: &Formula<Length>) -> Result<f64, String> {
        Ok(self.value(formula)?.max(0.1))
    }

    pub(super) fn metres_or(
        &mut self,
        formula: Option<&Formula<Length>>,
        absent: f64,
    ) -> Result<f64, String> {
        Ok(self.or(formula, absent)?.max(0.01))
    }

    /// Returns the size of a small object in metres.
    pub(super) fn size(&mut self, formula: &Formula<Length>) -> Result<f64, String> {
        Ok(self.value(formula)?.max(1e-5))
    }

    /// Returns events a second, at least zero.
    pub(super) fn rate(&mut self, formula: &Formula<Rate>) -> Result<f64, String> {
        Ok(self.value(formula)?.max(0.0))
    }

    pub(super) fn plain(&mut self, formula: &Formula<Plain>) -> Result<f64, String> {
        self.value(formula)
    }

    pub(super) fn plain_or(
        &mut self,
        formula: Option<&Formula<Plain>>,
        absent: f64,
    ) -> Result<f64, String> {
        self.or(formula, absent)
    }

    /// Returns whether a quantity of any dimension is above zero.
    pub(super) fn holds(&mut self, formula: &Formula<Anything>) -> Result<bool, String> {
        Ok(self.value(formula)? > 0.0)
    }

    /// Returns decibels.
    pub(super) fn level(&mut self, formula: &Formula<Level>) -> Result<f64, String> {
        self.value(formula)
    }

    pub(super) fn level_or(
        &mut self,
        formula: Option<&Formula<Level>>,
        absent: f64,
    ) -> Result<f64, String> {
        self.or(formula, absent)
    }

    /// Returns a linear gain from decibels; 1 if absent.
    pub(super) fn gain(&mut self, formula: Option<&Formula<Level>>) -> Result<f64, String> {
        Ok(linear(self.level_or(formula, 0.0)?))
    }
}

/// Converts decibels to a linear gain.
#[must_use]
pub(super) fn linear(decibels: f64) -> f64 {
    // An exponential costs a third of a power.
    libm::exp(decibels.min(60.0) * std::f64::consts::LN_10 / 20.0)
}
