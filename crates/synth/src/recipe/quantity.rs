//! Quantities as recipes and settings write them: `2.5km`, `40/min`, `-6dB`, `0.7`.
//!
//! Takes text and returns a value in the base unit of its dimension, together with
//! the dimension.

use std::fmt;

/// The dimension of a number. Each has a base unit.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// A number, a share, an angle: no unit.
    Plain,
    /// Seconds.
    Time,
    /// Metres.
    Length,
    /// Hertz.
    Frequency,
    /// Events a second.
    Rate,
    /// Decibels.
    Level,
}

/// Every unit: its spelling, its dimension, and its size in base units.
pub(super) const UNITS: &[(&str, Dimension, f64)] = &[
    ("s", Dimension::Time, 1.0),
    ("ms", Dimension::Time, 1e-3),
    ("us", Dimension::Time, 1e-6),
    ("min", Dimension::Time, 60.0),
    ("m", Dimension::Length, 1.0),
    ("km", Dimension::Length, 1e3),
    ("cm", Dimension::Length, 1e-2),
    ("mm", Dimension::Length, 1e-3),
    ("Hz", Dimension::Frequency, 1.0),
    ("kHz", Dimension::Frequency, 1e3),
    ("/s", Dimension::Rate, 1.0),
    ("/min", Dimension::Rate, 1.0 / 60.0),
    ("dB", Dimension::Level, 1.0),
];

impl Dimension {
    /// Returns the name for messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Plain => "a plain number",
            Dimension::Time => "a time",
            Dimension::Length => "a length",
            Dimension::Frequency => "a frequency",
            Dimension::Rate => "a rate",
            Dimension::Level => "a level",
        }
    }

    /// The names of the units that fit.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        let fitting = UNITS.iter().filter(|(_, dimension, _)| *dimension == self);
        fitting.map(|(unit, ..)| *unit).collect()
    }

    /// Returns the accepted units as text for a message.
    #[must_use]
    pub fn units(self) -> String {
        let names = self.names().into_iter();
        let fitting: Vec<String> = names.map(|unit| format!("`{unit}`")).collect();
        if fitting.is_empty() {
            "no unit".to_owned()
        } else {
            fitting.join(", ")
        }
    }
}

/// A number with its dimension and the unit in which it was written.
#[derive(Copy, Clone, Debug)]
pub struct Quantity {
    /// The value in the base unit of its dimension.
    pub value: f64,
    /// The dimension, which fixes the base unit.
    pub dimension: Dimension,
    unit: &'static str,
    scale: f64,
}

/// Quantities are compared by value; the unit in which they were written does not
/// matter.
impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        self.value == other.value && self.dimension == other.dimension
    }
}

impl Quantity {
    /// Returns a number without a unit.
    fn plain(value: f64) -> Quantity {
        Quantity {
            value,
            dimension: Dimension::Plain,
            unit: "",
            scale: 1.0,
        }
    }

    /// Creates a quantity from a number and a unit.
    ///
    /// # Errors
    /// Returns an error when there is no such unit.
    pub fn of(number: f64, unit: &str) -> Result<Quantity, String> {
        if unit.is_empty() {
            return Ok(Quantity::plain(number));
        }
        let found = UNITS.iter().find(|(name, ..)| *name == unit);
        let &(unit, dimension, scale) =
            found.ok_or_else(|| format!("there is no unit `{unit}`"))?;
        Ok(Quantity {
            value: number * scale,
            dimension,
            unit,
            scale,
        })
    }

    /// Reads a number and its unit.
    ///
    /// # Errors
    /// Returns an error when the text is not a number, or its unit is unknown.
    pub fn parse(text: &str) -> Result<Quantity, String> {
        let text = text.trim();
        let end = text
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
            .unwrap_or(text.len());
        let number: f64 = text[..end]
            .parse()
            .map_err(|_| format!("`{text}` is not a number with a unit"))?;
        Quantity::of(number, text[end..].trim_start())
    }

    /// Returns another value in the same unit.
    #[must_use]
    pub fn with_value(self, value: f64) -> Quantity {
        Quantity { value, ..self }
    }

    /// Returns the unit in which it was written; empty for a plain number.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        self.unit
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rounding to nine decimals removes the rounding error of the unit's scale.
        let number = (self.value / self.scale * 1e9).round() / 1e9;
        write!(f, "{number}{}", self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_read_into_base_units_and_shown_as_written() {
        for (text, value, dimension) in [
            ("2.5km", 2500.0, Dimension::Length),
            ("152mm", 0.152, Dimension::Length),
            ("30/min", 0.5, Dimension::Rate),
            ("-6dB", -6.0, Dimension::Level),
            ("0.7", 0.7, Dimension::Plain),
            ("80 ms", 0.08, Dimension::Time),
        ] {
            let quantity = Quantity::parse(text).unwrap();
            assert!((quantity.value - value).abs() < 1e-12, "{text}");
            assert_eq!(quantity.dimension, dimension);
            assert_eq!(quantity.to_string(), text.replace(' ', ""));
        }
    }

    #[test]
    fn a_malformed_quantity_is_refused() {
        for text in ["", "far", "3 miles", "1e9", "--2m", "m", "é"] {
            assert!(Quantity::parse(text).is_err(), "{text}");
        }
    }
}
