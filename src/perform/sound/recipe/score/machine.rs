//! Engines, bells and what is cranked, as they are written.
//!
//! In: YAML. Out: formulas not yet worked out. Always true: as in [`super`].

use serde::Deserialize;

use super::Breath;
use crate::perform::sound::recipe::formula::Formula;

/// Something heavy brought to speed and left to run down, again and again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crank {
    /// Layers that name the same crank turn together.
    #[serde(rename = "as")]
    pub name: Option<String>,
    pub rise: Formula,
    /// At full speed; none if absent.
    pub hold: Option<Formula>,
    pub fall: Formula,
}

/// A four-stroke piston engine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    pub cylinders: Formula,
    /// Turns of its shaft: `850/min`.
    pub speed: Formula,
    /// The speed at the height of its breath, or at its end; `speed` if absent.
    pub to: Option<Formula>,
    /// Its speed goes to and fro with this breath.
    pub breath: Option<Breath>,
    /// How unlike its cylinders are, and one firing and the next, from 0 to 1; 0.3 if absent.
    pub uneven: Option<Formula>,
    /// From 0, idling, to 1, pulling hard: sharper and rougher; 0.5 if absent.
    pub load: Option<Formula>,
    /// How long its exhaust is; 1.5 m if absent.
    pub pipe: Option<Formula>,
    /// How much louder it is for each octave of speed; 6 dB if absent.
    pub swell: Option<Formula>,
}

/// Partials of a bell: hum, prime, tierce, quint, nominal and above; or of a gong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bell {
    #[serde(default)]
    pub cast: Cast,
    /// The prime of a church bell, an octave above its hum; the lowest of a gong.
    pub prime: Formula,
    /// How long the lowest partial takes to fall by 60 dB.
    pub decay: Formula,
    /// How far apart the halves of each partial lie, as a share of it: they beat; 0.0012 if absent.
    pub warble: Option<Formula>,
    /// From 0, felt, to 1, steel; 0.5 if absent.
    pub hard: Option<Formula>,
}

/// How a bell is made.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cast {
    /// Tuned, with a minor third.
    #[default]
    Church,
    /// A small shallow dome of steel, as in telephones, alarms and clocks.
    Gong,
}
