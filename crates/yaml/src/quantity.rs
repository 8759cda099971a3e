//! Quantities: numbers with units, as authors write them. `2.5s`, `-14dB`, `40/min` and
//! `0.9s..1.4s` become numbers in the first unit of their [`Measure`]. The numbers are finite and
//! within its bounds.

use cuebook_core::units::{Between, Decibels, Degrees, Hertz, Lufs, Metres, PerMinute, Seconds};

/// A measured quantity: its units and bounds.
#[derive(Debug, PartialEq)]
pub struct Measure {
    /// The name in messages: `a gain`.
    pub name: &'static str,
    /// Each unit with its factor to the first unit; empty for a plain number.
    pub units: &'static [(&'static str, f64)],
    /// The smallest value, in the first unit.
    pub low: f64,
    /// The largest value, in the first unit.
    pub high: f64,
    /// An example for messages, as in a script: `-14dB`.
    pub example: &'static str,
}

const TIME: &[(&str, f64)] = &[("s", 1.0), ("ms", 0.001), ("min", 60.0), ("h", 3600.0)];
const LEVEL: &[(&str, f64)] = &[("dB", 1.0)];
const RATE: &[(&str, f64)] = &[("/min", 1.0), ("/s", 60.0), ("/h", 1.0 / 60.0)];
const LENGTH: &[(&str, f64)] = &[("m", 1.0), ("km", 1000.0), ("cm", 0.01)];

/// The longest time, in seconds: a hundred hours.
const HUNDRED_HOURS: f64 = 360_000.0;

/// A measure as a type, with the type of its values.
pub trait Measured {
    /// The type of the values.
    type Unit: Copy;
    /// The units and bounds.
    const MEASURE: &'static Measure;

    /// Converts a number in the first unit to a value.
    fn of(number: f64) -> Self::Unit;
}

/// Declares measures: name, units, smallest and largest value, an example. A measure without a unit
/// type has plain numbers as values.
macro_rules! measures {
    ($(
        $(#[$doc:meta])*
        $Name:ident $(($Unit:ident))?: $called:literal, $units:expr, $low:expr, $high:expr, $example:literal;
    )+) => {
        $(
            $(#[$doc])*
            #[derive(Copy, Clone, Debug)]
            pub struct $Name;

            impl Measured for $Name {
                type Unit = measures!(@type $($Unit)?);
                const MEASURE: &'static Measure = &Measure {
                    name: $called,
                    units: $units,
                    low: $low,
                    high: $high,
                    example: $example,
                };

                fn of(number: f64) -> Self::Unit {
                    $($Unit)?(number)
                }
            }
        )+
    };
    (@type) => { f64 };
    (@type $Unit:ident) => { $Unit };
}

measures! {
    /// A length of time.
    Duration(Seconds): "a duration", TIME, 0.0, HUNDRED_HOURS, "2.5s";
    /// A shift in time.
    Offset(Seconds): "an offset", TIME, -HUNDRED_HOURS, HUNDRED_HOURS, "-0.2s";
    /// The time from one sound to the next.
    Interval(Seconds): "an interval", TIME, 0.01, 3600.0, "0.9s..1.4s";
    /// The time in which a reverberation falls by 60 dB.
    Decay(Seconds): "a decay", TIME, 0.03, 15.0, "2.4s";
    /// The extra delay of a room, in addition to that of its geometry.
    PreDelay(Seconds): "a pre-delay", TIME, 0.0, 0.1, "20ms";
    /// A length, width or height of a room.
    Side(Metres): "a side of a room", LENGTH, 0.5, 200.0, "4.5m";
    /// The level by which beds and music are lowered during speech.
    Lowering(Decibels): "a duck", LEVEL, 0.0, 60.0, "9dB";
    /// A change of level.
    Level(Decibels): "a gain", LEVEL, -120.0, 40.0, "-14dB";
    /// A loss of level.
    Loss(Decibels): "a loss", LEVEL, 0.0, 120.0, "20dB";
    /// A distance.
    Distance(Metres): "a distance", LENGTH, 0.0, 100_000.0, "2.5km";
    /// A frequency.
    Frequency(Hertz): "a frequency", &[("Hz", 1.0), ("kHz", 1000.0)], 10.0, 24_000.0, "450Hz";
    /// The number of events in a time.
    Density(PerMinute): "a density", RATE, 0.0, 60_000.0, "40/min";
    /// The loudness of a whole show.
    Loudness(Lufs): "a loudness", &[("LUFS", 1.0)], -70.0, 0.0, "-18 LUFS";
    /// A true peak level.
    Peak(Decibels): "a peak", &[("dBTP", 1.0)], -40.0, 0.0, "-2 dBTP";
    /// A position from left to right.
    Pan: "a pan", &[], -1.0, 1.0, "-0.3";
    /// A factor on the pace of a voice.
    Pace: "a pace", &[], 0.25, 4.0, "1.05";
    /// How much faster a room loses its treble than its middle.
    Damping: "a damping", &[], 0.0, 1.0, "0.4";
    /// The angle by which a speaker is turned away.
    Angle(Degrees): "an angle", &[("deg", 1.0)], 0.0, 180.0, "120deg";
    /// A factor on the width of a sound.
    Width: "a width", &[], 0.0, 2.0, "0.5";
    /// How likely something is.
    Chance: "a chance", &[("%", 1.0)], 1.0, 99.0, "30%";
    /// The share of a voice in a blend, beside those of the others.
    Share: "a share", &[], 0.001, 1000.0, "0.6";
    /// A factor on the length of a speaker's vocal tract.
    Size: "a size", &[], 0.7, 1.4, "0.9";
    /// The openness of a barrier.
    Opening: "an opening", &[], 0.0, 1.0, "0.5";
}

/// All measures with units. Messages use them to name the measure of a unit.
pub const MEASURES: &[&Measure] = &[
    Duration::MEASURE,
    Level::MEASURE,
    Distance::MEASURE,
    Frequency::MEASURE,
    Density::MEASURE,
    Loudness::MEASURE,
    Peak::MEASURE,
    Angle::MEASURE,
];

impl Measure {
    /// Returns a number in the first unit as text in the largest unit in which it is a whole
    /// number.
    #[must_use]
    pub fn written(&self, number: f64) -> String {
        let (number, unit) = self.in_best_unit(number);
        with_unit(&number.to_string(), unit)
    }

    /// Returns a number in the first unit as text in that unit, or in a smaller one if the number
    /// is very small.
    #[must_use]
    pub fn plainly_written(&self, number: f64) -> String {
        match self.units.first() {
            Some((unit, _)) if number == 0.0 || number.abs() >= 0.01 => {
                with_unit(&number.to_string(), unit)
            }
            _ => self.written(number),
        }
    }

    /// Returns the range from the smallest to the largest value, as running text: `10 ms to 1 h`.
    #[must_use]
    pub fn range(&self) -> String {
        self.between(self.low, self.high)
    }

    /// Returns a range from one value to another, as running text.
    #[must_use]
    pub fn between(&self, low: f64, high: f64) -> String {
        let ((low, from), (high, to)) = (self.in_best_unit(low), self.in_best_unit(high));
        let gap = if to.is_empty() || to.starts_with('/') {
            ""
        } else {
            " "
        };
        let text = match from == to || low == 0.0 {
            true => format!("{low} to {high}{gap}{to}"),
            false => format!("{low}{gap}{from} to {high}{gap}{to}"),
        };
        text.replace('-', "−")
    }

    fn in_best_unit(&self, number: f64) -> (f64, &'static str) {
        let whole = |worth: f64| number.abs() >= worth && (number / worth).fract() == 0.0;
        let units = self.units.iter().filter(|(_, worth)| whole(*worth));
        let largest = units.max_by(|a, b| a.1.total_cmp(&b.1));
        let (unit, worth) = largest.or(self.units.first()).copied().unwrap_or(("", 1.0));
        (number / worth, unit)
    }
}

/// The reason why a quantity could not be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// It does not begin with a number.
    NotANumber,
    /// The unit is missing.
    NoUnit {
        /// The quantity with the unit that was likely meant.
        mended: String,
    },
    /// The unit does not belong to the measure.
    WrongUnit {
        /// The unit as written.
        unit: String,
        /// The quantity with the unit that was likely meant.
        mended: Option<String>,
        /// The name of the measure that has this unit.
        measures: Option<&'static str>,
    },
    /// The number is out of bounds.
    OutOfRange,
    /// The first end of a range is greater than the second.
    Reversed {
        /// The range with its ends exchanged.
        mended: String,
    },
}

/// Reads one quantity in the first unit of its measure.
///
/// # Errors
///
/// Fails if the text is not a number with a valid unit, or if the number is out of bounds.
pub fn parse(text: &str, measure: &Measure) -> Result<f64, Wrong> {
    let text = text.trim();
    let (number, unit) = split(text)?;
    let worth = if measure.units.is_empty() && unit.is_empty() {
        1.0
    } else if unit.is_empty() {
        return Err(Wrong::NoUnit {
            mended: with_unit(text, likely(number, measure)),
        });
    } else {
        let known = measure.units.iter().find(|(name, _)| *name == unit);
        known.ok_or_else(|| wrong_unit(text, unit, measure))?.1
    };
    let value = number * worth;
    if value.is_finite() && (measure.low..=measure.high).contains(&value) {
        // Zero has no sign.
        Ok(value + 0.0)
    } else {
        Err(Wrong::OutOfRange)
    }
}

/// Reads a range, `0.9s..1.4s`, or a single value as both its ends.
///
/// # Errors
///
/// Fails as [`parse`] does, and if the range is reversed.
pub(crate) fn parse_range(text: &str, measure: &Measure) -> Result<Between<f64>, Wrong> {
    let Some((low, high)) = text.split_once("..") else {
        return parse(text, measure).map(Between::from);
    };
    let (low, high) = (low.trim(), high.trim());
    let mend = |wrong, mended: &dyn Fn(&str) -> String| match wrong {
        Wrong::NoUnit { mended: end } => Wrong::NoUnit {
            mended: mended(&end),
        },
        Wrong::WrongUnit {
            unit,
            mended: Some(end),
            measures,
        } => Wrong::WrongUnit {
            unit,
            mended: Some(mended(&end)),
            measures,
        },
        other => other,
    };
    let top = parse(high, measure).map_err(|w| mend(w, &|high| format!("{low}..{high}")))?;
    let bottom = match parse(low, measure) {
        // In `0.9..1.4s` the unit of the first number is clear.
        Err(Wrong::NoUnit { .. }) => {
            let unit = split(high)?.1;
            return Err(Wrong::NoUnit {
                mended: format!("{low}{unit}..{high}"),
            });
        }
        other => other.map_err(|w| mend(w, &|low| format!("{low}..{high}")))?,
    };
    if bottom > top {
        return Err(Wrong::Reversed {
            mended: format!("{high}..{low}"),
        });
    }
    Ok(Between {
        low: bottom,
        high: top,
    })
}

/// Splits off the number at the beginning; the rest is the unit.
fn split(text: &str) -> Result<(f64, &str), Wrong> {
    let digits = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let length = digits
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(digits.len());
    let (digits, unit) = digits.split_at(length);
    let number: f64 = digits.parse().map_err(|_| Wrong::NotANumber)?;
    let negative = text.starts_with(['-', '−']);
    Ok((if negative { -number } else { number }, unit.trim_start()))
}

/// Returns the unit that an author who wrote none most likely meant.
fn likely(number: f64, measure: &Measure) -> &'static str {
    let units = measure.units;
    // A pause of 400 seconds or a door at 3,000 m is unlikely.
    let small = match units.first() {
        Some(("s", _)) if number.abs() >= 100.0 && number.fract() == 0.0 => Some("ms"),
        _ => None,
    };
    small.unwrap_or_else(|| units.first().map_or("", |(name, _)| name))
}

fn with_unit(number: &str, unit: &str) -> String {
    let gap = if unit.starts_with("LU") || unit == "dBTP" {
        " "
    } else {
        ""
    };
    format!("{number}{gap}{unit}")
}

/// Other spellings of the units that authors use.
const SPELLINGS: &[(&str, &str)] = &[
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("msec", "ms"),
    ("milliseconds", "ms"),
    ("m", "min"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hr", "h"),
    ("hours", "h"),
    ("decibels", "dB"),
    ("dbfs", "dB"),
    ("metres", "m"),
    ("meters", "m"),
    ("hertz", "Hz"),
    ("k", "kHz"),
    ("degree", "deg"),
    ("°", "deg"),
    ("degrees", "deg"),
    ("per min", "/min"),
    ("per minute", "/min"),
    ("/minute", "/min"),
    ("/m", "/min"),
    ("/sec", "/s"),
    ("/hour", "/h"),
    ("lkfs", "LUFS"),
    ("lufs", "LUFS"),
    ("db", "dBTP"),
    ("dbfs", "dBTP"),
];

fn wrong_unit(text: &str, unit: &str, measure: &Measure) -> Wrong {
    let number = text[..text.len() - unit.len()].trim_end();
    let lower = unit.to_lowercase();
    let units = || measure.units.iter().map(|(name, _)| *name);
    let spelt = |name: &&str| {
        SPELLINGS
            .iter()
            .any(|(other, right)| *other == lower && right == name)
    };
    let meant = units()
        .find(|name| name.to_lowercase() == lower)
        .or_else(|| units().find(spelt))
        .map(|name| with_unit(number, name));
    let other = MEASURES
        .iter()
        .find(|other| other.units.iter().any(|(name, _)| *name == unit));
    Wrong::WrongUnit {
        unit: unit.to_owned(),
        mended: meant,
        measures: other.map(|other| other.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_with_its_unit_is_converted_to_the_first_unit() {
        assert_eq!(parse("2.5s", Duration::MEASURE), Ok(2.5));
        assert_eq!(parse("400ms", Duration::MEASURE), Ok(0.4));
        assert_eq!(parse("1 min", Duration::MEASURE), Ok(60.0));
        assert_eq!(parse("-14dB", Level::MEASURE), Ok(-14.0));
        assert_eq!(parse("−14 dB", Level::MEASURE), Ok(-14.0));
        assert_eq!(parse("+3dB", Level::MEASURE), Ok(3.0));
        assert_eq!(parse("2.5km", Distance::MEASURE), Ok(2500.0));
        assert_eq!(parse("1.2kHz", Frequency::MEASURE), Ok(1200.0));
        assert_eq!(parse("40/min", Density::MEASURE), Ok(40.0));
        assert_eq!(parse("2/s", Density::MEASURE), Ok(120.0));
        assert_eq!(parse("-18 LUFS", Loudness::MEASURE), Ok(-18.0));
        assert_eq!(parse("-2 dBTP", Peak::MEASURE), Ok(-2.0));
        assert_eq!(parse("-0.3", Pan::MEASURE), Ok(-0.3));
    }

    #[test]
    fn a_number_without_a_unit_gets_the_likely_unit() {
        let no_unit = |mended: &str| {
            Err(Wrong::NoUnit {
                mended: mended.to_owned(),
            })
        };
        assert_eq!(parse("2", Duration::MEASURE), no_unit("2s"));
        assert_eq!(parse("400", Duration::MEASURE), no_unit("400ms"));
        assert_eq!(parse("-18", Loudness::MEASURE), no_unit("-18 LUFS"));
        assert_eq!(
            parse_range("0.9..1.4s", Duration::MEASURE),
            Err(Wrong::NoUnit {
                mended: "0.9s..1.4s".to_owned()
            })
        );
    }

    #[test]
    fn a_misspelt_or_wrong_unit_is_named() {
        let wrong = parse("-14db", Level::MEASURE);
        let Err(Wrong::WrongUnit { mended, .. }) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(mended.as_deref(), Some("-14dB"));
        let wrong = parse("3s", Level::MEASURE);
        let Err(Wrong::WrongUnit { measures, .. }) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(measures, Some("a duration"));
    }

    #[test]
    fn text_without_a_number_and_numbers_out_of_bounds_are_refused() {
        for text in ["", "s", "inf", "NaNs", ".inf", "-", "1.2.3s", "..", "0x10s"] {
            let wrong = parse(text, Duration::MEASURE);
            assert!(
                matches!(wrong, Err(Wrong::NotANumber | Wrong::WrongUnit { .. })),
                "{text}: {wrong:?}"
            );
        }
        assert_eq!(parse("-1s", Duration::MEASURE), Err(Wrong::OutOfRange));
        assert_eq!(parse("101h", Duration::MEASURE), Err(Wrong::OutOfRange));
        let long = format!("{}s", "9".repeat(400));
        assert_eq!(parse(&long, Duration::MEASURE), Err(Wrong::OutOfRange));
    }

    #[test]
    fn a_range_runs_from_low_to_high() {
        let range = Between {
            low: 0.9,
            high: 1.4,
        };
        assert_eq!(parse_range("0.9s..1.4s", Duration::MEASURE), Ok(range));
        assert_eq!(parse_range("900ms .. 1.4s", Duration::MEASURE), Ok(range));
        assert_eq!(parse_range("2s", Duration::MEASURE), Ok(Between::from(2.0)));
        let reversed = Wrong::Reversed {
            mended: "0.9s..1.4s".to_owned(),
        };
        assert_eq!(parse_range("1.4s..0.9s", Duration::MEASURE), Err(reversed));
    }

    proptest! {
        #[test]
        fn a_value_within_bounds_is_read_as_written(value in -120.0..40.0f64) {
            prop_assert_eq!(parse(&format!("{value}dB"), Level::MEASURE), Ok(value));
        }

        #[test]
        fn nothing_panics_and_all_values_are_within_bounds(text in "[-+−0-9.a-zA-Z/ ]{0,12}|\\PC{0,8}") {
            for measure in MEASURES {
                if let Ok(range) = parse_range(&text, measure) {
                    prop_assert!(measure.low <= range.low && range.low <= range.high);
                    prop_assert!(range.high <= measure.high);
                }
            }
        }
    }
}
