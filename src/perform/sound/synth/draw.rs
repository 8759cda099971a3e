//! Working out a layer's values for one event.
//!
//! In: formulas. Out: numbers in SI units. Always true: values are drawn in the
//! order in which they are asked for, from the event's own stream.

use crate::perform::sound::random::Random;
use crate::perform::sound::recipe::formula::Formula;
use crate::perform::sound::recipe::quantity::Dimension;
use crate::perform::sound::recipe::settings::Settings;

/// The settings of a request and the chance of an event.
pub struct Draw<'a> {
    pub settings: &'a Settings,
    pub random: Random,
}

impl Draw<'_> {
    fn due(&mut self, formula: &Formula, dimension: Dimension) -> Result<f64, String> {
        formula.value(dimension, self.settings, &mut self.random)
    }

    fn or(&mut self, of: Option<&Formula>, due: Dimension, absent: f64) -> Result<f64, String> {
        of.map_or(Ok(absent), |formula| self.due(formula, due))
    }

    /// Seconds, never less than nought.
    pub fn time(&mut self, formula: &Formula) -> Result<f64, String> {
        Ok(self.due(formula, Dimension::Time)?.max(0.0))
    }

    pub fn time_or(&mut self, formula: Option<&Formula>, absent: f64) -> Result<f64, String> {
        Ok(self.or(formula, Dimension::Time, absent)?.max(0.0))
    }

    /// Hertz, within what can be heard or felt.
    pub fn hertz(&mut self, formula: &Formula) -> Result<f64, String> {
        Ok(self
            .due(formula, Dimension::Frequency)?
            .clamp(1.0, 22_000.0))
    }

    /// Metres, never less than a tenth.
    pub fn metres(&mut self, formula: &Formula) -> Result<f64, String> {
        Ok(self.due(formula, Dimension::Length)?.max(0.1))
    }

    pub fn metres_or(&mut self, formula: Option<&Formula>, absent: f64) -> Result<f64, String> {
        Ok(self.or(formula, Dimension::Length, absent)?.max(0.01))
    }

    /// Metres of something small.
    pub fn size(&mut self, formula: &Formula) -> Result<f64, String> {
        Ok(self.due(formula, Dimension::Length)?.max(1e-5))
    }

    /// Events a second, never less than none.
    pub fn rate(&mut self, formula: &Formula) -> Result<f64, String> {
        Ok(self.due(formula, Dimension::Rate)?.max(0.0))
    }

    pub fn plain(&mut self, formula: &Formula) -> Result<f64, String> {
        self.due(formula, Dimension::Plain)
    }

    pub fn plain_or(&mut self, formula: Option<&Formula>, absent: f64) -> Result<f64, String> {
        self.or(formula, Dimension::Plain, absent)
    }

    /// Whether a quantity of any kind is above nought.
    pub fn holds(&mut self, formula: &Formula) -> Result<bool, String> {
        let found = formula.quantity(self.settings, &mut self.random)?;
        Ok(found.value > 0.0)
    }

    /// Decibels.
    pub fn level(&mut self, formula: &Formula) -> Result<f64, String> {
        self.due(formula, Dimension::Level)
    }

    pub fn level_or(&mut self, formula: Option<&Formula>, absent: f64) -> Result<f64, String> {
        self.or(formula, Dimension::Level, absent)
    }

    /// A linear gain from decibels; unity if absent.
    pub fn gain(&mut self, formula: Option<&Formula>) -> Result<f64, String> {
        Ok(linear(self.level_or(formula, 0.0)?))
    }
}

/// The linear gain of so many decibels.
#[must_use]
pub fn linear(decibels: f64) -> f64 {
    libm::pow(10.0, decibels.min(60.0) / 20.0)
}
