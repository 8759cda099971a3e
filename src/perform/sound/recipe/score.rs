//! The layers of a recipe as they are written.
//!
//! In: YAML. Out: layers with formulas not yet worked out. Always true: an
//! unknown field is an error, never ignored.

mod machine;

use serde::Deserialize;

use super::formula::Formula;
pub use machine::{Bell, Cast, Crank, Engine};

/// One layer: what sounds, when, how it is shaped, and where it is heard.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layer {
    /// Its name, which is also the name of its stream of chance.
    pub layer: String,
    #[serde(with = "serde_yaml::with::singleton_map")]
    pub source: Source,
    /// The layer sounds where this is above nought.
    pub when: Option<Formula>,
    /// When it begins, in the time of what it is part of.
    pub at: Option<Formula>,
    pub repeat: Option<Repeat>,
    #[serde(default)]
    pub filters: Vec<Filter>,
    pub envelope: Option<Envelope>,
    /// Slow changes of level and brightness, one upon another.
    #[serde(default)]
    pub breathe: Vec<Breathe>,
    /// The level after filters and envelope: a sustained layer's RMS, an event's peak.
    pub gain: Option<Formula>,
    /// From −1, left, to 1, right.
    pub pan: Option<Formula>,
    /// How unlike left and right are, from 0 to 1 (sustained layers).
    pub width: Option<Formula>,
    /// What the air takes on this way, in metres.
    pub distance: Option<Formula>,
    pub echoes: Option<Echoes>,
}

/// What sounds.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Hiss of a colour.
    Noise(Noise),
    /// A blast wave by Friedlander.
    Blast(Blast),
    /// The N-wave of a supersonic bullet.
    Crack(Crack),
    /// A struck body ringing in decaying modes.
    Modes(Modes),
    /// A tone that glides, with overtones and tremor.
    Tone(Tone),
    /// One bubble rising through a liquid.
    Bubble(Bubble),
    /// Friction that sticks and slips: a creak before it has a body.
    StickSlip(StickSlip),
    /// Small things breaking and rubbing, too many to be events.
    Grains(Grains),
    /// A body that rings under what other layers do to it.
    Driven(Driven),
    /// A piston engine, heard at its exhaust.
    Engine(Engine),
    /// A cast bell or a gong, struck.
    Bell(Bell),
    /// Further layers, treated as one.
    Layers(Vec<Layer>),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noise {
    #[serde(default)]
    pub colour: Colour,
}

/// How the power of noise falls with frequency: not at all, 3 dB, 6 dB an octave.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    #[default]
    White,
    Pink,
    Brown,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blast {
    /// How long the pressure stays above that of the air.
    pub positive: Formula,
    /// How long the front takes to rise; 0.1 ms if absent.
    pub rise: Option<Formula>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crack {
    /// From the bow shock to the tail shock.
    pub length: Formula,
}

/// A body with its own modes: always the same body, struck each time elsewhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modes {
    pub body: Body,
    pub lowest: Formula,
    /// Modes above this are left out.
    pub highest: Formula,
    /// How long the lowest mode takes to fall by 60 dB.
    pub decay: Formula,
    /// How the decay shortens with frequency: t ∝ f^−damping; 0.5 if absent.
    pub damping: Option<Formula>,
    /// How long the striker touches: the longer, the duller; 1 ms if absent.
    pub contact: Option<Formula>,
}

/// What a body is, and so how its modes lie.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// A plate held at its edges, twice as long as broad: a door, a floor.
    Plate,
    /// A bar or tube free at its ends.
    Bar,
    /// Cast or pressed metal without simple shape: a latch, a hinge, a lid.
    Metal,
    /// Hum, prime, tierce, quint, nominal and above.
    Bell,
    /// The rim of a glass or vessel: f ∝ n².
    Glass,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tone {
    pub from: Formula,
    /// Where it glides to; where it began if absent.
    pub to: Option<Formula>,
    /// It goes to and fro with this breath, instead of gliding once.
    pub breath: Option<Breath>,
    /// It is cranked up and let run down, instead of gliding once.
    pub crank: Option<Crank>,
    /// How many partials; 1 if absent.
    pub partials: Option<Formula>,
    /// How much weaker each octave of partials is; 6 dB if absent.
    pub tilt: Option<Formula>,
    /// How much louder it is for each octave it rises; 0 dB if absent.
    pub swell: Option<Formula>,
    pub tremor: Option<Tremor>,
}

/// Small trembling of a tone's pitch and level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tremor {
    pub rate: Formula,
    /// As a share of the pitch.
    pub depth: Formula,
    /// How far the level falls each time; 0 dB if absent.
    pub level: Option<Formula>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bubble {
    pub radius: Formula,
    /// How fast its pitch rises as it nears the surface, as a share of its damping; 0.1 if absent.
    pub rise: Option<Formula>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StickSlip {
    /// How often it slips.
    pub from: Formula,
    /// How often in the end; as in the beginning if absent.
    pub to: Option<Formula>,
    /// How unlike one hold is to the next, as a share of it; 0.1 if absent.
    pub jitter: Option<Formula>,
    /// How far the rate strays from its glide, in octaves; 0 if absent.
    pub wander: Option<Formula>,
    /// How long a slip takes; 0.5 ms if absent.
    pub slip: Option<Formula>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grains {
    /// How many a second.
    pub rate: Formula,
    /// Drawn for each grain.
    pub pitch: Formula,
    /// How many turns a grain takes to fall by 60 dB; 6 if absent.
    pub ring: Option<Formula>,
    /// How much weaker than the largest the smallest is; 24 dB if absent.
    pub spread: Option<Formula>,
}

/// A driven body. What drives it comes from one place: left and right are lost.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Driven {
    /// Its modes; a `contact` dulls what drives them, none does if absent.
    pub modes: Modes,
    pub by: Vec<Layer>,
}

/// How often a layer sounds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// How many in all by a Poisson clock; absent: once, or one group.
    pub rate: Option<Formula>,
    /// How many come together; 1 if absent.
    pub count: Option<Formula>,
    /// From one to the next of those that come together.
    pub every: Option<Formula>,
    /// How long it goes on, where it does not go on for ever.
    pub lasts: Option<Formula>,
    /// The rate falls to a third in this time, again and again.
    pub fall: Option<Formula>,
    /// The rate ebbs and flows with this breath.
    pub ebb: Option<Breath>,
}

/// What tells one spot from another where it comes again and again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Each {
    pub gain: Option<Formula>,
    pub pan: Option<Formula>,
    /// How much farther than the recipe's own distance.
    pub distance: Option<Formula>,
}

/// A slow change that is never quite the same.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breath {
    /// Layers that name the same breath rise and fall together.
    #[serde(rename = "as")]
    pub name: Option<String>,
    /// From one height to the next.
    pub period: Formula,
}

/// A breath that moves a layer's level and brightness.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breathe {
    #[serde(rename = "as")]
    pub name: Option<String>,
    pub period: Formula,
    /// How far the level falls between heights.
    pub depth: Formula,
    pub opens: Option<Opens>,
}

/// A filter that follows a breath.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opens {
    pub shape: OpensShape,
    pub from: Formula,
    pub to: Formula,
    /// Its resonance; 0.7 if absent.
    pub q: Option<Formula>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpensShape {
    LowPass,
    Band,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// From nought to full; 0 if absent.
    pub attack: Option<Formula>,
    /// At full level; 0 if absent.
    pub hold: Option<Formula>,
    /// From full level down by 60 dB.
    pub decay: Formula,
}

/// Exactly one of its shapes, all 12 dB an octave.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Filter {
    pub low_pass: Option<Formula>,
    pub high_pass: Option<Formula>,
    /// A band around this frequency, as narrow as `q` says.
    pub band: Option<Formula>,
    /// 0.7071 if absent.
    pub q: Option<Formula>,
    /// The frequency it has moved to, evenly by interval, when the event ends (events only).
    pub to: Option<Formula>,
}

/// Later arrivals of the same event, from walls, woods and hills.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Echoes {
    pub count: Formula,
    pub from: Formula,
    pub to: Formula,
    /// The level of the earliest, against the event.
    pub level: Formula,
    /// How much weaker the latest is than the earliest.
    pub fall: Formula,
    /// What is left of the treble.
    pub low_pass: Formula,
    /// How far left and right they come from; 1 if absent.
    pub spread: Option<Formula>,
}
