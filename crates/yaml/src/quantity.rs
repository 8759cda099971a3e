//! Quantities: a number with its unit, as authors write them.
//!
//! In: `2.5s`, `-14dB`, `40/min`, `0.9s..1.4s`. Out: a number in the unit that
//! the house counts in. Always true: what is read is finite and within the
//! bounds of its [`Measure`].

use crate::units::Between;

/// What is measured: its units and bounds.
#[derive(Debug, PartialEq)]
pub struct Measure {
    /// As messages call it: `a gain`.
    pub name: &'static str,
    /// Each unit with its worth in the first; empty for a plain number.
    pub units: &'static [(&'static str, f64)],
    /// The least value, in the first unit.
    pub low: f64,
    /// The greatest value, in the first unit.
    pub high: f64,
    pub example: &'static str,
}

const TIME: &[(&str, f64)] = &[("s", 1.0), ("ms", 0.001), ("min", 60.0), ("h", 3600.0)];
const LEVEL: &[(&str, f64)] = &[("dB", 1.0)];
const LENGTH: &[(&str, f64)] = &[("m", 1.0), ("km", 1000.0), ("cm", 0.01)];

/// The longest time, in seconds: a hundred hours.
const HUNDRED_HOURS: f64 = 360_000.0;

const fn measure(
    name: &'static str,
    units: &'static [(&'static str, f64)],
    (low, high): (f64, f64),
    example: &'static str,
) -> Measure {
    Measure {
        name,
        units,
        low,
        high,
        example,
    }
}

/// A length of time, in seconds.
pub const DURATION: Measure = measure("a duration", TIME, (0.0, HUNDRED_HOURS), "2.5s");
/// A shift in time, in seconds.
pub const OFFSET: Measure = measure("an offset", TIME, (-HUNDRED_HOURS, HUNDRED_HOURS), "-0.2s");
/// What passes between one sound and the next, in seconds.
pub const INTERVAL: Measure = measure("an interval", TIME, (0.01, 3600.0), "0.9s..1.4s");
/// The time in which a reverberation falls by 60 dB, in seconds.
pub const DECAY: Measure = measure("a decay", TIME, (0.03, 15.0), "2.4s");
/// How much later than its geometry says a room answers, in seconds.
pub const PRE_DELAY: Measure = measure("a pre-delay", TIME, (0.0, 0.1), "20ms");
/// A length, width or height of a room, in metres.
pub const SIDE: Measure = measure("a side of a room", LENGTH, (0.5, 200.0), "4.5m");
/// How much lower beds and music are while somebody speaks, in dB.
pub const DUCK: Measure = measure("a duck", LEVEL, (0.0, 60.0), "9dB");
/// A change of level, in dB.
pub const GAIN: Measure = measure("a gain", LEVEL, (-120.0, 40.0), "-14dB");
/// How much quieter, in dB.
pub const LOSS: Measure = measure("a loss", LEVEL, (0.0, 120.0), "20dB");
/// How far away, in metres.
pub const DISTANCE: Measure = measure("a distance", LENGTH, (0.0, 100_000.0), "2.5km");
/// A frequency, in Hz.
pub const FREQUENCY: Measure = measure(
    "a frequency",
    &[("Hz", 1.0), ("kHz", 1000.0)],
    (10.0, 24_000.0),
    "450Hz",
);
/// How often, in events a minute.
pub const DENSITY: Measure = measure(
    "a density",
    &[("/min", 1.0), ("/s", 60.0), ("/h", 1.0 / 60.0)],
    (0.0, 60_000.0),
    "40/min",
);
/// Loudness of a whole show, in LUFS.
pub const LOUDNESS: Measure = measure("a loudness", &[("LUFS", 1.0)], (-70.0, 0.0), "-18 LUFS");
/// True peak, in dBTP.
pub const PEAK: Measure = measure("a peak", &[("dBTP", 1.0)], (-40.0, 0.0), "-2 dBTP");
/// From left to right.
pub const PAN: Measure = measure("a pan", &[], (-1.0, 1.0), "-0.3");
/// How fast, against a voice's own pace.
pub const PACE: Measure = measure("a pace", &[], (0.25, 4.0), "1.05");
/// How much sooner a room loses its treble than its middle.
pub const DAMPING: Measure = measure("a damping", &[], (0.0, 1.0), "0.4");
/// How far somebody is turned away, in degrees.
pub const ANGLE: Measure = measure("an angle", &[("deg", 1.0)], (0.0, 180.0), "120deg");
/// How wide a sound is, against how it is made.
pub const WIDTH: Measure = measure("a width", &[], (0.0, 2.0), "0.5");
/// How open a barrier is.
pub const OPENING: Measure = measure("an opening", &[], (0.0, 1.0), "0.5");
/// Every measure, for messages that name the one a unit belongs to.
pub const MEASURES: &[&Measure] = &[
    &DURATION, &GAIN, &DISTANCE, &FREQUENCY, &DENSITY, &LOUDNESS, &PEAK, &ANGLE,
];

/// Why a quantity could not be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// It does not begin with a number.
    NotANumber,
    /// The unit is left out; here is the whole with the likely one.
    NoUnit { mended: String },
    /// The unit is not one of the measure's.
    WrongUnit {
        unit: String,
        /// The whole with the unit that was likely meant.
        mended: Option<String>,
        /// What the unit would measure.
        measures: Option<&'static str>,
    },
    /// The number is beyond the bounds.
    OutOfRange,
    /// The first end of a range is beyond the second.
    Reversed { mended: String },
}

/// Reads one quantity in the first unit of its measure.
///
/// # Errors
/// When it is not a number with a unit that fits, within the bounds.
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
        // Nought has no sign.
        Ok(value + 0.0)
    } else {
        Err(Wrong::OutOfRange)
    }
}

/// Reads a range, `0.9s..1.4s`, or a single value as both its ends.
///
/// # Errors
/// As [`parse`], and when the range is reversed.
pub fn parse_range(text: &str, measure: &Measure) -> Result<Between<f64>, Wrong> {
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
        // `0.9..1.4s` leaves no doubt which unit is meant.
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

/// The number at the beginning, and the unit after it.
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

/// The unit that an author who wrote none most likely meant.
fn likely(number: f64, measure: &Measure) -> &'static str {
    let units = measure.units;
    // Nobody waits 400 seconds between two words, or hears a 3,000 m door.
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

/// Other spellings of the units, as authors write them.
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
    fn a_number_with_its_unit_is_counted_in_the_first_unit() {
        assert_eq!(parse("2.5s", &DURATION), Ok(2.5));
        assert_eq!(parse("400ms", &DURATION), Ok(0.4));
        assert_eq!(parse("1 min", &DURATION), Ok(60.0));
        assert_eq!(parse("-14dB", &GAIN), Ok(-14.0));
        assert_eq!(parse("−14 dB", &GAIN), Ok(-14.0));
        assert_eq!(parse("+3dB", &GAIN), Ok(3.0));
        assert_eq!(parse("2.5km", &DISTANCE), Ok(2500.0));
        assert_eq!(parse("1.2kHz", &FREQUENCY), Ok(1200.0));
        assert_eq!(parse("40/min", &DENSITY), Ok(40.0));
        assert_eq!(parse("2/s", &DENSITY), Ok(120.0));
        assert_eq!(parse("-18 LUFS", &LOUDNESS), Ok(-18.0));
        assert_eq!(parse("-2 dBTP", &PEAK), Ok(-2.0));
        assert_eq!(parse("-0.3", &PAN), Ok(-0.3));
    }

    #[test]
    fn a_bare_number_is_given_the_likely_unit() {
        let no_unit = |mended: &str| {
            Err(Wrong::NoUnit {
                mended: mended.to_owned(),
            })
        };
        assert_eq!(parse("2", &DURATION), no_unit("2s"));
        assert_eq!(parse("400", &DURATION), no_unit("400ms"));
        assert_eq!(parse("-18", &LOUDNESS), no_unit("-18 LUFS"));
        assert_eq!(
            parse_range("0.9..1.4s", &DURATION),
            Err(Wrong::NoUnit {
                mended: "0.9s..1.4s".to_owned()
            })
        );
    }

    #[test]
    fn a_misspelt_or_foreign_unit_is_named() {
        let wrong = parse("-14db", &GAIN);
        let Err(Wrong::WrongUnit { mended, .. }) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(mended.as_deref(), Some("-14dB"));
        let wrong = parse("3s", &GAIN);
        let Err(Wrong::WrongUnit { measures, .. }) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(measures, Some("a duration"));
    }

    #[test]
    fn what_is_no_number_or_beyond_the_bounds_is_refused() {
        for text in ["", "s", "inf", "NaNs", ".inf", "-", "1.2.3s", "..", "0x10s"] {
            let wrong = parse(text, &DURATION);
            assert!(
                matches!(wrong, Err(Wrong::NotANumber | Wrong::WrongUnit { .. })),
                "{text}: {wrong:?}"
            );
        }
        assert_eq!(parse("-1s", &DURATION), Err(Wrong::OutOfRange));
        assert_eq!(parse("101h", &DURATION), Err(Wrong::OutOfRange));
        let long = format!("{}s", "9".repeat(400));
        assert_eq!(parse(&long, &DURATION), Err(Wrong::OutOfRange));
    }

    #[test]
    fn a_range_runs_from_low_to_high() {
        let range = Between {
            low: 0.9,
            high: 1.4,
        };
        assert_eq!(parse_range("0.9s..1.4s", &DURATION), Ok(range));
        assert_eq!(parse_range("900ms .. 1.4s", &DURATION), Ok(range));
        assert_eq!(parse_range("2s", &DURATION), Ok(Between::from(2.0)));
        let reversed = Wrong::Reversed {
            mended: "0.9s..1.4s".to_owned(),
        };
        assert_eq!(parse_range("1.4s..0.9s", &DURATION), Err(reversed));
    }

    proptest! {
        #[test]
        fn a_value_within_bounds_is_read_as_written(value in -120.0..40.0f64) {
            prop_assert_eq!(parse(&format!("{value}dB"), &GAIN), Ok(value));
        }

        #[test]
        fn nothing_panics_and_all_that_is_read_is_within_bounds(text in "[-+−0-9.a-zA-Z/ ]{0,12}|\\PC{0,8}") {
            for measure in MEASURES {
                if let Ok(range) = parse_range(&text, measure) {
                    prop_assert!(measure.low <= range.low && range.low <= range.high);
                    prop_assert!(range.high <= measure.high);
                }
            }
        }
    }
}
