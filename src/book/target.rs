//! Where a finished show goes, and what is asked of it there.
//!
//! In: what the script says of its target. Out: a [`Target`]. Always true: all
//! that is known of the targets by name stands in [`TARGETS`], and nowhere else.

use std::fmt;

use crate::script::{DeliveryTarget, Mix};
use crate::units::{Between, Decibels, Lufs, RATE, Seconds};

/// What a place asks of a show that is delivered to it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Target {
    pub name: &'static str,
    pub level: Level,
    /// What the limiter holds the show under, in dBTP.
    pub peak: Decibels,
    /// The highest sample allowed, where samples are asked for and not the true peak.
    pub sample_peak: Option<Decibels>,
    /// The highest RMS in the pauses.
    pub noise_floor: Option<Decibels>,
    /// How long it is still before the show begins.
    pub head: Option<Between<Seconds>>,
    /// How long it is still after the show has ended.
    pub tail: Option<Between<Seconds>>,
    /// The longest file that is taken.
    pub longest: Option<Seconds>,
    /// In frames a second.
    pub rate: u32,
    /// Bits a sample: 16 or 24.
    pub bits: u16,
}

/// How loud a show is to be.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Level {
    /// Integrated loudness by ITU-R BS.1770-4, and by how many LU it may be missed.
    Loudness { at: Lufs, within: f64 },
    /// RMS of the whole file, both channels together, against full scale.
    Rms(Between<Decibels>),
}

cuebook_core::fingerprint! {
    enum Level { 0 => Loudness { at, within }, 1 => Rms(range) }
}

impl Level {
    /// The figure that the show is brought to, in LUFS or dB.
    #[must_use]
    pub fn aim(&self) -> f64 {
        match self {
            Level::Loudness { at, .. } => at.0,
            Level::Rms(Between { low, high }) => (low.0 + high.0) / 2.0,
        }
    }

    /// The lowest and the highest figure that will do.
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

/// How near a loudness has to be, in LU.
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

/// The targets by name; the first is that of a script which names none.
///
/// `broadcast` is EBU R 128, held nearer than its ±0.5 LU. `acx` is the ACX
/// audio submission requirements; its limiter stays half a decibel under the
/// peak that is asked for, because the MP3 made from the file overshoots.
pub const TARGETS: [Target; 5] = [
    loudness("speech", -18.0, -2.0),
    loudness("podcast", -16.0, -1.0),
    loudness("streaming", -14.0, -1.0),
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

/// The name of a target that a script or a command line describes itself.
pub const OWN: &str = "own";

impl Target {
    /// The script's target, or that of speech.
    #[must_use]
    pub fn of(mix: &Mix) -> Target {
        mix.target
            .as_ref()
            .map_or(TARGETS[0], |written| Target::written(&written.value))
    }

    /// What was written, by name or by figures. A name that is not known is
    /// reported where it is read, and stands for the first.
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
    use crate::diagnostic::{Span, Spanned};
    use crate::script::read::mix;

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
    fn ones_own_has_the_figures_that_were_written() {
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
    fn every_name_that_scripts_may_use_is_a_target() {
        let mut names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        let mut known: Vec<&str> = mix::TARGETS.names().collect();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
    }
}
