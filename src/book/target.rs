//! The targets of a finished show, with their requirements. Takes the target in
//! a script; returns a [`Target`]. All named targets are in [`TARGETS`].

use std::fmt;

use cuebook_core::units::{Between, Decibels, Lufs, RATE, Seconds};
use cuebook_script::{DeliveryTarget, Mix};

/// The requirements for a delivered show.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Target {
    pub name: &'static str,
    pub level: Level,
    /// The maximum true peak of the limiter, in dBTP.
    pub peak: Decibels,
    /// The maximum sample peak, for targets that limit samples and not the true
    /// peak.
    pub sample_peak: Option<Decibels>,
    /// The maximum RMS in the pauses.
    pub noise_floor: Option<Decibels>,
    /// The duration of the silence before the show.
    pub head: Option<Between<Seconds>>,
    /// The duration of the silence after the show.
    pub tail: Option<Between<Seconds>>,
    /// The maximum duration of a file.
    pub longest: Option<Seconds>,
    /// The sample rate in frames a second.
    pub rate: u32,
    /// The number of bits in a sample: 16 or 24.
    pub bits: u16,
}

/// The level of a finished show.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Level {
    /// Integrated loudness by ITU-R BS.1770-4, with a tolerance in LU.
    Loudness {
        /// The loudness to reach.
        at: Lufs,
        /// The largest allowed deviation, in LU.
        within: f64,
    },
    /// RMS of the whole file relative to full scale, both channels together.
    Rms(Between<Decibels>),
}

cuebook_core::fingerprint! {
    enum Level { 0 => Loudness { at, within }, 1 => Rms(range) }
}

impl Level {
    /// Returns the level to reach, in LUFS or dB.
    #[must_use]
    pub fn aim(&self) -> f64 {
        match self {
            Level::Loudness { at, .. } => at.0,
            Level::Rms(Between { low, high }) => (low.0 + high.0) / 2.0,
        }
    }

    /// Returns the lowest and the highest allowed level.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        match self {
            Level::Loudness { at, within } => (at.0 - within, at.0 + within),
            Level::Rms(Between { low, high }) => (low.0, high.0),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self {
            Level::Loudness { .. } => "LUFS",
            Level::Rms(_) => "dB RMS",
        };
        write!(f, "{:.1} {unit}", self.aim())
    }
}

/// The default tolerance of a loudness, in LU.
const WITHIN: f64 = 0.1;

const fn loudness(name: &'static str, at: f64, peak: f64) -> Target {
    Target {
        name,
        level: Level::Loudness {
            at: Lufs(at),
            within: WITHIN,
        },
        peak: Decibels(peak),
        sample_peak: None,
        noise_floor: None,
        head: None,
        tail: None,
        longest: None,
        rate: RATE,
        bits: 24,
    }
}

/// The named targets; the first is the default.
///
/// `broadcast` is EBU R 128, with a smaller tolerance than its ±0.5 LU. `acx`
/// follows the ACX audio submission requirements; its limiter stays 0.5 dB
/// under the required peak, because the MP3 made from the file overshoots.
pub(crate) const TARGETS: [Target; 6] = [
    loudness("speech", -18.0, -2.0),
    loudness("podcast", -16.0, -1.0),
    loudness("streaming", -14.0, -1.0),
    loudness("audiobook", -18.0, -2.0),
    loudness("broadcast", -23.0, -1.0),
    Target {
        level: Level::Rms(Between {
            low: Decibels(-23.0),
            high: Decibels(-18.0),
        }),
        sample_peak: Some(Decibels(-3.0)),
        noise_floor: Some(Decibels(-60.0)),
        head: Some(Between {
            low: Seconds(0.5),
            high: Seconds(1.0),
        }),
        tail: Some(Between {
            low: Seconds(1.0),
            high: Seconds(5.0),
        }),
        longest: Some(Seconds(7200.0)),
        rate: 44_100,
        bits: 16,
        ..loudness("acx", 0.0, -3.5)
    },
];

/// The name of a target that a script or a command line describes in figures.
pub(crate) const OWN: &str = "own";

impl Target {
    /// Returns the target of a script; by default, the first.
    #[must_use]
    pub fn of(mix: &Mix) -> Target {
        mix.target
            .as_ref()
            .map_or(TARGETS[0], |written| Target::written(&written.value))
    }

    /// Returns the target of a name or of figures. An unknown name is reported
    /// by the script reader, and means the first target here.
    #[must_use]
    pub fn written(written: &DeliveryTarget) -> Target {
        match written {
            DeliveryTarget::Levels {
                loudness: at, peak, ..
            } => loudness(OWN, at.0, peak.0),
            DeliveryTarget::Named(name) => TARGETS
                .into_iter()
                .find(|target| target.name == name)
                .unwrap_or(TARGETS[0]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::diagnostic::{Span, Spanned};
    use cuebook_script::read::mix;

    fn target(written: DeliveryTarget) -> Target {
        Target::of(&Mix {
            target: Some(Spanned::new(written, Span::default())),
            ..Mix::default()
        })
    }

    #[test]
    fn a_named_target_has_its_levels() {
        let named = |name: &str| target(DeliveryTarget::Named(name.to_owned()));
        assert_eq!(named("podcast").level.range(), (-16.1, -15.9));
        assert_eq!(named("broadcast").peak, Decibels(-1.0));
        assert_eq!(named("acx").level.aim(), -20.5);
        assert_eq!(Target::of(&Mix::default()).level.aim(), -18.0);
    }

    #[test]
    fn a_custom_target_has_the_given_figures() {
        let own = target(DeliveryTarget::Levels {
            loudness: Lufs(-19.0),
            peak: Decibels(-4.0),
        });
        assert_eq!(
            (own.name, own.level.aim(), own.peak.0),
            ("own", -19.0, -4.0)
        );
        assert_eq!(own.level.to_string(), "-19.0 LUFS");
    }

    #[test]
    fn every_name_in_the_script_format_is_a_target() {
        let mut names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        let mut known: Vec<&str> = mix::TARGETS.names().collect();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
    }
}
