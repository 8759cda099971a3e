//! The layers of a recipe as written in YAML, with formulas not yet evaluated.

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
    /// A layer: its source, times, shape and place.
    pub struct Layer: "a layer", "{ layer: hiss, source: { noise: {} } }" {
        /// The name, which is also the name of the layer's random stream.
        pub layer: String,
        pub source: Source,
        /// The layer plays only where this is above zero.
        pub when: Option<Formula<Anything>>,
        /// The start time, relative to the start of the enclosing part.
        pub at: Option<Formula<Time>>,
        pub repeat: Option<Repeat>,
        pub filters: Vec<Filter>,
        pub envelope: Option<Envelope>,
        /// Slow changes of level and brightness. Several can be combined.
        pub breathe: Vec<Breathe>,
        /// The level after filters and envelope: the RMS of a sustained layer, the
        /// peak of an event.
        pub gain: Option<Formula<Level>>,
        /// The pan position from −1, left, to 1, right.
        pub pan: Option<Formula<Plain>>,
        /// How much left and right differ, from 0 to 1 (sustained layers).
        pub width: Option<Formula<Plain>>,
        /// The distance for the absorption by air, in metres.
        pub distance: Option<Formula<Length>>,
        pub echoes: Option<Echoes>,
    }
    within rules::layer; named by "layer", at most MOST_LAYERS
}

choice! {
    /// The generator of a layer.
    pub enum Source: "generator", "{ noise: { colour: pink } }" {
        endless {
            /// Coloured noise.
            Noise = "noise": Noise,
            /// A tone with overtones, glide and tremor.
            Tone = "tone": Tone,
            /// A piston engine, heard at its exhaust.
            Engine = "engine": Engine,
            /// Stick-slip friction: the excitation of a creak.
            StickSlip = "stick-slip": StickSlip,
            /// Many small things that break and rub, too dense for single events.
            Grains = "grains": Grains,
        }
        /// A Friedlander blast wave.
        Blast = "blast": Blast,
        /// The N-wave of a supersonic bullet.
        Crack = "crack": Crack,
        /// A struck body with decaying modes.
        Modes = "modes": Modes,
        /// One bubble rising through a liquid.
        Bubble = "bubble": Bubble,
        /// A voice without words.
        Throat = "throat": Throat,
        /// A cast bell or a gong, struck.
        Bell = "bell": Bell,
        /// Composed or written notes, played by an instrument.
        Tune = "tune": Tune,
        /// A resonant body driven by other layers.
        Driven = "driven": Driven,
        /// A group of layers that is treated as one.
        Layers = "layers": Vec<Layer>,
    }
}

written! {
    pub struct Noise: "noise", "{ colour: pink }" {
        pub colour: Colour,
    }
}

words! {
    /// The fall of the power density with frequency: 0, 3 or 6 dB an octave.
    pub enum Colour: "a colour of noise", or White {
        White = "white",
        Pink = "pink",
        Brown = "brown",
    }
}

written! {
    pub struct Blast: "a blast", "{ positive: 2ms }" {
        /// The duration of the positive pressure phase.
        pub positive: Formula<Time>,
        /// The rise time of the front; default 0.1 ms.
        pub rise: Option<Formula<Time>>,
    }
}

written! {
    pub struct Crack: "a crack", "{ length: 0.2ms }" {
        /// The time from the bow shock to the tail shock.
        pub length: Formula<Time>,
    }
}

written! {
    /// A body with fixed modes. Each stroke excites it at another point.
    pub struct Modes: "a body of `modes`", "{ body: plate, lowest: 80Hz, highest: 1kHz, decay: 0.2s }" {
        pub body: Body,
        pub lowest: Formula<Frequency>,
        /// The upper limit of the modes.
        pub highest: Formula<Frequency>,
        /// The time in which the lowest mode falls by 60 dB.
        pub decay: Formula<Time>,
        /// The exponent of the decay over frequency: t ∝ f^−damping; default 0.5.
        pub damping: Option<Formula<Plain>>,
        /// The contact time of the striker: a longer contact sounds duller; default
        /// 1 ms.
        pub contact: Option<Formula<Time>>,
    }
}

words! {
    /// The kind of body, which determines its modes.
    pub enum Body: "a body" {
        /// A plate held at its edges, twice as long as wide: a door, a floor.
        Plate = "plate",
        /// A bar or tube with free ends.
        Bar = "bar",
        /// Cast or pressed metal of irregular shape: a latch, a hinge, a lid.
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
        /// The end of the glide; default no glide.
        pub to: Option<Formula<Frequency>>,
        /// The pitch moves with this breath instead of gliding once.
        pub breath: Option<Breath>,
        /// The pitch is cranked up and runs down instead of gliding once.
        pub crank: Option<Crank>,
        /// The number of partials; default 1.
        pub partials: Option<Formula<Plain>>,
        /// The fall of the partials in dB an octave; default 6 dB.
        pub tilt: Option<Formula<Level>>,
        /// The increase of level for each octave of rise; default 0 dB.
        pub swell: Option<Formula<Level>>,
        pub tremor: Option<Tremor>,
    }
}

written! {
    /// Slight irregular modulation of a tone's pitch and level.
    pub struct Tremor: "a tremor", "{ rate: 6Hz, depth: 0.01 }" {
        pub rate: Formula<Frequency>,
        /// The depth as a share of the pitch.
        pub depth: Formula<Plain>,
        /// The fall of the level in each period; default 0 dB.
        pub level: Option<Formula<Level>>,
    }
}

written! {
    pub struct Bubble: "a bubble", "{ radius: 3mm }" {
        pub radius: Formula<Length>,
        /// The rise of the pitch near the surface, as a share of the damping;
        /// default 0.1.
        pub rise: Option<Formula<Plain>>,
    }
}

written! {
    /// How often a layer plays.
    pub struct Repeat: "a `repeat`", "{ count: 3, every: 0.4s..0.6s }" {
        /// The total rate of events of a Poisson process. Default: one event, or
        /// one group.
        pub rate: Option<Formula<Rate>>,
        /// The number of events in a group; default 1.
        pub count: Option<Formula<Plain>>,
        /// The interval between the events of a group.
        pub every: Option<Formula<Time>>,
        /// The total duration; default endless.
        pub lasts: Option<Formula<Time>>,
        /// The time in which the rate falls to a third, repeatedly.
        pub fall: Option<Formula<Time>>,
        /// A breath that modulates the rate.
        pub ebb: Option<Breath>,
        /// The number of different events that are made. Later events repeat them,
        /// each at its own level and place. By default all are different.
        pub different: Option<Formula<Plain>>,
    }
}

written! {
    /// The differences between the repetitions of a spot.
    #[derive(Default)]
    pub struct Each: "`each`", "{ gain: -6dB..0dB }" {
        pub gain: Option<Formula<Level>>,
        pub pan: Option<Formula<Plain>>,
        /// The distance that is added to that of the recipe.
        pub distance: Option<Formula<Length>>,
    }
}

written! {
    /// A slow irregular movement.
    pub struct Breath: "a breath", "{ period: 5s..9s }" {
        /// The name of the breath. Layers that use the same name move together.
        pub name = "as": Option<String>,
        /// The time from one maximum to the next.
        pub period: Formula<Time>,
    }
}

written! {
    /// A breath that modulates a layer's level and brightness.
    pub struct Breathe: "a breath", "{ period: 2s..6s, depth: 9dB }" {
        pub name = "as": Option<String>,
        pub period: Formula<Time>,
        /// The fall of the level between maxima.
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
        /// The resonance; default 0.7.
        pub q: Option<Formula<Plain>>,
    }
}

words! {
    pub enum OpensShape: "a shape of `opens`" {
        LowPass = "low-pass",
        Band = "band",
    }
}

written! {
    pub struct Envelope: "an envelope", "{ attack: 2ms, decay: 0.5s }" {
        /// The rise time from zero to full level; default 0.
        pub attack: Option<Formula<Time>>,
        /// The time at full level; default 0.
        pub hold: Option<Formula<Time>>,
        /// The time to fall from full level by 60 dB.
        pub decay: Formula<Time>,
    }
}

written! {
    /// A filter with exactly one of its shapes, all 12 dB an octave.
    pub struct Filter: "a filter", "{ low-pass: 2kHz }" {
        pub low_pass = "low-pass": Option<Formula<Frequency>>,
        pub high_pass = "high-pass": Option<Formula<Frequency>>,
        /// The centre of a band; `q` sets its width.
        pub band: Option<Formula<Frequency>>,
        /// The resonance; default 0.7071.
        pub q: Option<Formula<Plain>>,
        /// The frequency at the end of the event, reached on a logarithmic scale
        /// (events only).
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
        /// The level of the earliest echo, relative to the event.
        pub level: Formula<Level>,
        /// The level of the latest echo below the earliest.
        pub fall: Formula<Level>,
        /// The cutoff for the treble of the echoes.
        pub low_pass = "low-pass": Formula<Frequency>,
        /// The spread of the echoes to left and right; default 1.
        pub spread: Option<Formula<Plain>>,
    }
}
