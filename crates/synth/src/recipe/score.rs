//! The layers of a recipe as they are written.
//!
//! In: YAML. Out: layers with formulas not yet worked out. Always true: each
//! key stands here once, with what it takes, and by that it is read.

mod friction;
mod machine;
mod throat;
mod tune;

use super::formula::{Anything, Formula, Frequency, Length, Level, Plain, Rate, Time};
use super::read::{MOST_LAYERS, choice, words, written};
use super::rules;
pub use friction::{Driven, Grains, StickSlip};
pub use machine::{Bell, Cast, Crank, Engine};
pub use throat::{Joints, Throat, Vowels};
pub use tune::{Instrument, Part, Played, Sung, Tune};

written! {
    /// One layer: what sounds, when, how it is shaped, and where it is heard.
    pub struct Layer: "a layer", "{ layer: hiss, source: { noise: {} } }" {
        /// Its name, which is also the name of its stream of chance.
        pub layer: String,
        pub source: Source,
        /// The layer sounds where this is above nought.
        pub when: Option<Formula<Anything>>,
        /// When it begins, in the time of what it is part of.
        pub at: Option<Formula<Time>>,
        pub repeat: Option<Repeat>,
        pub filters: Vec<Filter>,
        pub envelope: Option<Envelope>,
        /// Slow changes of level and brightness, one upon another.
        pub breathe: Vec<Breathe>,
        /// The level after filters and envelope: a sustained layer's RMS, an event's peak.
        pub gain: Option<Formula<Level>>,
        /// From −1, left, to 1, right.
        pub pan: Option<Formula<Plain>>,
        /// How unlike left and right are, from 0 to 1 (sustained layers).
        pub width: Option<Formula<Plain>>,
        /// What the air takes on this way, in metres.
        pub distance: Option<Formula<Length>>,
        pub echoes: Option<Echoes>,
    }
    within rules::layer; named by "layer", at most MOST_LAYERS
}

choice! {
    /// What sounds.
    pub enum Source: "generator", "{ noise: { colour: pink } }" {
        endless {
            /// Hiss of a colour.
            Noise = "noise": Noise,
            /// A tone that glides, with overtones and tremor.
            Tone = "tone": Tone,
            /// A piston engine, heard at its exhaust.
            Engine = "engine": Engine,
            /// Friction that sticks and slips: a creak before it has a body.
            StickSlip = "stick-slip": StickSlip,
            /// Small things breaking and rubbing, too many to be events.
            Grains = "grains": Grains,
        }
        /// A blast wave by Friedlander.
        Blast = "blast": Blast,
        /// The N-wave of a supersonic bullet.
        Crack = "crack": Crack,
        /// A struck body ringing in decaying modes.
        Modes = "modes": Modes,
        /// One bubble rising through a liquid.
        Bubble = "bubble": Bubble,
        /// A voice without words.
        Throat = "throat": Throat,
        /// A cast bell or a gong, struck.
        Bell = "bell": Bell,
        /// Notes, composed and played.
        Tune = "tune": Tune,
        /// A body that rings under what other layers do to it.
        Driven = "driven": Driven,
        /// Further layers, treated as one.
        Layers = "layers": Vec<Layer>,
    }
}

written! {
    pub struct Noise: "noise", "{ colour: pink }" {
        pub colour: Colour,
    }
}

words! {
    /// How the power of noise falls with frequency: not at all, 3 dB, 6 dB an octave.
    pub enum Colour: "a colour of noise", or White {
        White = "white",
        Pink = "pink",
        Brown = "brown",
    }
}

written! {
    pub struct Blast: "a blast", "{ positive: 2ms }" {
        /// How long the pressure stays above that of the air.
        pub positive: Formula<Time>,
        /// How long the front takes to rise; 0.1 ms if absent.
        pub rise: Option<Formula<Time>>,
    }
}

written! {
    pub struct Crack: "a crack", "{ length: 0.2ms }" {
        /// From the bow shock to the tail shock.
        pub length: Formula<Time>,
    }
}

written! {
    /// A body with its own modes: always the same body, struck each time elsewhere.
    pub struct Modes: "a body of `modes`", "{ body: plate, lowest: 80Hz, highest: 1kHz, decay: 0.2s }" {
        pub body: Body,
        pub lowest: Formula<Frequency>,
        /// Modes above this are left out.
        pub highest: Formula<Frequency>,
        /// How long the lowest mode takes to fall by 60 dB.
        pub decay: Formula<Time>,
        /// How the decay shortens with frequency: t ∝ f^−damping; 0.5 if absent.
        pub damping: Option<Formula<Plain>>,
        /// How long the striker touches: the longer, the duller; 1 ms if absent.
        pub contact: Option<Formula<Time>>,
    }
}

words! {
    /// What a body is, and so how its modes lie.
    pub enum Body: "a body" {
        /// A plate held at its edges, twice as long as broad: a door, a floor.
        Plate = "plate",
        /// A bar or tube free at its ends.
        Bar = "bar",
        /// Cast or pressed metal without simple shape: a latch, a hinge, a lid.
        Metal = "metal",
        /// Hum, prime, tierce, quint, nominal and above.
        Bell = "bell",
        /// The rim of a glass or vessel: f ∝ n².
        Glass = "glass",
    }
}

written! {
    pub struct Tone: "a tone", "{ from: 440Hz }" {
        pub from: Formula<Frequency>,
        /// Where it glides to; where it began if absent.
        pub to: Option<Formula<Frequency>>,
        /// It goes to and fro with this breath, instead of gliding once.
        pub breath: Option<Breath>,
        /// It is cranked up and let run down, instead of gliding once.
        pub crank: Option<Crank>,
        /// How many partials; 1 if absent.
        pub partials: Option<Formula<Plain>>,
        /// How much weaker each octave of partials is; 6 dB if absent.
        pub tilt: Option<Formula<Level>>,
        /// How much louder it is for each octave it rises; 0 dB if absent.
        pub swell: Option<Formula<Level>>,
        pub tremor: Option<Tremor>,
    }
}

written! {
    /// Small trembling of a tone's pitch and level.
    pub struct Tremor: "a tremor", "{ rate: 6Hz, depth: 0.01 }" {
        pub rate: Formula<Frequency>,
        /// As a share of the pitch.
        pub depth: Formula<Plain>,
        /// How far the level falls each time; 0 dB if absent.
        pub level: Option<Formula<Level>>,
    }
}

written! {
    pub struct Bubble: "a bubble", "{ radius: 3mm }" {
        pub radius: Formula<Length>,
        /// How fast its pitch rises as it nears the surface, as a share of its damping; 0.1 if absent.
        pub rise: Option<Formula<Plain>>,
    }
}

written! {
    /// How often a layer sounds.
    pub struct Repeat: "a `repeat`", "{ count: 3, every: 0.4s..0.6s }" {
        /// How many in all by a Poisson clock; absent: once, or one group.
        pub rate: Option<Formula<Rate>>,
        /// How many come together; 1 if absent.
        pub count: Option<Formula<Plain>>,
        /// From one to the next of those that come together.
        pub every: Option<Formula<Time>>,
        /// How long it goes on, where it does not go on for ever.
        pub lasts: Option<Formula<Time>>,
        /// The rate falls to a third in this time, again and again.
        pub fall: Option<Formula<Time>>,
        /// The rate ebbs and flows with this breath.
        pub ebb: Option<Breath>,
        /// How many are made; those that come later are these again, each at its
        /// own level and place. All are made if absent.
        pub different: Option<Formula<Plain>>,
    }
}

written! {
    /// What tells one spot from another where it comes again and again.
    #[derive(Default)]
    pub struct Each: "`each`", "{ gain: -6dB..0dB }" {
        pub gain: Option<Formula<Level>>,
        pub pan: Option<Formula<Plain>>,
        /// How much farther than the recipe's own distance.
        pub distance: Option<Formula<Length>>,
    }
}

written! {
    /// A slow change that is never quite the same.
    pub struct Breath: "a breath", "{ period: 5s..9s }" {
        /// Layers that name the same breath rise and fall together.
        pub name = "as": Option<String>,
        /// From one height to the next.
        pub period: Formula<Time>,
    }
}

written! {
    /// A breath that moves a layer's level and brightness.
    pub struct Breathe: "a breath", "{ period: 2s..6s, depth: 9dB }" {
        pub name = "as": Option<String>,
        pub period: Formula<Time>,
        /// How far the level falls between heights.
        pub depth: Formula<Level>,
        pub opens: Option<Opens>,
    }
}

written! {
    /// A filter that follows a breath.
    pub struct Opens: "`opens`", "{ shape: low-pass, from: 200Hz, to: 2kHz }" {
        pub shape: OpensShape,
        pub from: Formula<Frequency>,
        pub to: Formula<Frequency>,
        /// Its resonance; 0.7 if absent.
        pub q: Option<Formula<Plain>>,
    }
}

words! {
    pub enum OpensShape: "a shape that `opens` has" {
        LowPass = "low-pass",
        Band = "band",
    }
}

written! {
    pub struct Envelope: "an envelope", "{ attack: 2ms, decay: 0.5s }" {
        /// From nought to full; 0 if absent.
        pub attack: Option<Formula<Time>>,
        /// At full level; 0 if absent.
        pub hold: Option<Formula<Time>>,
        /// From full level down by 60 dB.
        pub decay: Formula<Time>,
    }
}

written! {
    /// Exactly one of its shapes, all 12 dB an octave.
    pub struct Filter: "a filter", "{ low-pass: 2kHz }" {
        pub low_pass = "low-pass": Option<Formula<Frequency>>,
        pub high_pass = "high-pass": Option<Formula<Frequency>>,
        /// A band around this frequency, as narrow as `q` says.
        pub band: Option<Formula<Frequency>>,
        /// 0.7071 if absent.
        pub q: Option<Formula<Plain>>,
        /// The frequency it has moved to, evenly by interval, when the event ends (events only).
        pub to: Option<Formula<Frequency>>,
    }
    within rules::filter
}

written! {
    /// Later arrivals of the same event, from walls, woods and hills.
    pub struct Echoes: "`echoes`", "{ count: 5, from: 40ms, to: 0.8s, level: -12dB, fall: 18dB, low-pass: 1kHz }" {
        pub count: Formula<Plain>,
        pub from: Formula<Time>,
        pub to: Formula<Time>,
        /// The level of the earliest, against the event.
        pub level: Formula<Level>,
        /// How much weaker the latest is than the earliest.
        pub fall: Formula<Level>,
        /// What is left of the treble.
        pub low_pass = "low-pass": Formula<Frequency>,
        /// How far left and right they come from; 1 if absent.
        pub spread: Option<Formula<Plain>>,
    }
}
