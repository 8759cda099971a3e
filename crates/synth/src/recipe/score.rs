//! The layers of a recipe as written in YAML, with formulas not yet evaluated.

mod call;
mod friction;
mod layer;
mod machine;
mod room;
mod motion;
mod throat;
mod tune;

use super::formula::{Formula, Frequency, Length, Level, Plain, Rate, Time};
use super::read::{Items, MOST_LAYERS, NotEmpty, Reading, State, Text, Word, choice, chosen};
use super::rules;
pub(crate) use call::Call;
use cuebook_core::words;
use cuebook_yaml::mapping::{Key, Map, Mapping, OrDefault, Required, Slot, Takes, Value, mapping};
pub(crate) use friction::{Driven, Grains, StickSlip};
pub(crate) use layer::Layer;
pub(crate) use machine::{Bell, Cast, Crank, Engine};
pub(crate) use motion::Passes;
pub(crate) use room::Room;
pub(crate) use throat::{Joints, Throat, Vowels};
pub(crate) use tune::{Instrument, Part, Played, Tune};

choice! {
    /// The generator of a layer.
    #[expect(clippy::large_enum_variant, reason = "a recipe has few layers")]
    pub enum Source: "generator", "{ noise: { colour: pink } }" {
        endless {
            /// Coloured noise.
            Noise = "noise": Map<Noise>,
            /// A tone with overtones, glide and tremor.
            Tone = "tone": Map<Tone>,
            /// A piston engine, heard at its exhaust.
            Engine = "engine": Map<Engine>,
            /// Stick-slip friction: the excitation of a creak.
            StickSlip = "stick-slip": Map<StickSlip>,
            /// Many small things that break and rub, too dense for single events.
            Grains = "grains": Map<Grains>,
        }
        /// A Friedlander blast wave.
        Blast = "blast": Map<Blast>,
        /// The N-wave of a supersonic bullet.
        Crack = "crack": Map<Crack>,
        /// A struck body with decaying modes.
        Modes = "modes": Map<Modes>,
        /// One bubble rising through a liquid.
        Bubble = "bubble": Map<Bubble>,
        /// A voice without words.
        Throat = "throat": Map<Throat>,
        /// The call of an animal.
        Call = "call": Map<Call>,
        /// A cast bell or a gong, struck.
        Bell = "bell": Map<Bell>,
        /// Composed or written notes, played by an instrument.
        Tune = "tune": Map<Tune>,
        /// A resonant body driven by other layers.
        Driven = "driven": Map<Driven>,
        /// A group of layers that is treated as one.
        Layers = "layers": NotEmpty<Items<Layer, MOST_LAYERS>>,
    }
}

mapping! {
    /// Noise with a steady level.
    pub struct Noise: "noise", "noise", "{ colour: pink }" {} keys {
        /// The spectrum; default white.
        colour: OrDefault<Word<Colour>>,
    }
}

words! {
    /// The fall of the power density with frequency: 0, 3 or 6 dB an octave.
    pub enum Colour: "a colour of noise", usually White {
        /// The same power at each frequency.
        White = "white",
        /// −3 dB an octave.
        Pink = "pink",
        /// −6 dB an octave.
        Brown = "brown",
    }
}

mapping! {
    /// A blast wave: (1 − t/τ)·e^(−t/τ) after Friedlander.
    pub struct Blast: "blast", "a blast", "{ positive: 2ms }" {} keys {
        /// The duration of the positive pressure phase.
        positive: Required<Formula<Time>>,
        /// The rise time of the front; default 0.1 ms.
        rise: Formula<Time>,
    }
}

mapping! {
    /// The N-wave of a supersonic bullet.
    pub struct Crack: "crack", "a crack", "{ length: 0.2ms }" {} keys {
        /// The time from the bow shock to the tail shock.
        length: Required<Formula<Time>>,
    }
}

mapping! {
    /// A body with fixed modes. Each stroke excites it at another point.
    pub struct Modes: "modes", "a body of `modes`", "{ body: plate, lowest: 80Hz, highest: 1kHz, decay: 0.2s }" {} keys {
        /// The kind of body.
        body: Required<Word<Body>>,
        /// The frequency of the lowest mode.
        lowest: Required<Formula<Frequency>>,
        /// The upper limit of the modes.
        highest: Required<Formula<Frequency>>,
        /// The time in which the lowest mode falls by 60 dB.
        decay: Required<Formula<Time>>,
        /// The exponent of the decay over frequency: t ∝ f^−damping; default 0.5.
        damping: Formula<Plain>,
        /// The contact time of the striker: a longer contact sounds duller; default
        /// 1 ms.
        contact: Formula<Time>,
        /// The frequency difference between the two halves of each mode, as a share.
        /// They beat, and one decays faster than the other; default 0, a single mode.
        warble: Formula<Plain>,
        /// The largest deviation of the decay of a single mode from the rule, in
        /// octaves; default 0.
        scatter: Formula<Plain>,
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

mapping! {
    /// A tone with overtones, which may glide.
    pub struct Tone: "tone", "a tone", "{ from: 440Hz }" {} keys {
        /// The pitch at the start.
        from: Required<Formula<Frequency>>,
        /// The end of the glide; default no glide.
        to: Formula<Frequency>,
        /// The pitch moves with this breath instead of gliding once.
        breath: Map<Breath>,
        /// The pitch is cranked up and runs down instead of gliding once.
        crank: Map<Crank>,
        /// The number of partials; default 1.
        partials: Formula<Plain>,
        /// The fall of the partials in dB an octave; default 6 dB.
        tilt: Formula<Level>,
        /// The increase of level for each octave of rise; default 0 dB.
        swell: Formula<Level>,
        /// A slight modulation of pitch and level; default none.
        tremor: Map<Tremor>,
    }
}

mapping! {
    /// Slight irregular modulation of a tone's pitch and level.
    pub struct Tremor: "tremor", "a tremor", "{ rate: 6Hz, depth: 0.01 }" {} keys {
        /// The mean rate of the movement.
        rate: Required<Formula<Frequency>>,
        /// The depth as a share of the pitch.
        depth: Required<Formula<Plain>>,
        /// The fall of the level in each period; default 0 dB.
        level: Formula<Level>,
    }
}

mapping! {
    /// One bubble that rises through a liquid.
    pub struct Bubble: "bubble", "a bubble", "{ radius: 3mm }" {} keys {
        /// The radius. The pitch is 3.26 m/s divided by it.
        radius: Required<Formula<Length>>,
        /// The rise of the pitch near the surface, as a share of the damping;
        /// default 0.1.
        rise: Formula<Plain>,
    }
}

mapping! {
    /// How often a layer plays.
    pub struct Repeat: "repeat", "a `repeat`", "{ count: 3, every: 0.4s..0.6s }" {} keys {
        /// The total rate of events of a Poisson process. Default: one event, or
        /// one group.
        rate: Formula<Rate>,
        /// The number of events in a group; default 1.
        count: Formula<Plain>,
        /// The interval between the events of a group.
        every: Formula<Time>,
        /// The total duration; default endless.
        lasts: Formula<Time>,
        /// The time in which the rate falls to a third, over and over.
        fall: Formula<Time>,
        /// A breath that modulates the rate.
        ebb: Map<Breath>,
        /// The number of different events that are made. Later events repeat them,
        /// each at its own level and place. By default all are different.
        different: Formula<Plain>,
    }
}

mapping! {
    /// The differences between the repetitions of a spot.
    #[derive(Default)]
    pub struct Each: "each", "`each`", "{ gain: -6dB..0dB }" {} keys {
        /// The change of level of each repetition; default 0 dB.
        gain: Formula<Level>,
        /// The pan position of each repetition, from −1 to 1; default 0.
        pan: Formula<Plain>,
        /// The distance that is added to the recipe's own.
        distance: Formula<Length>,
    }
}

mapping! {
    /// A slow irregular movement.
    pub struct Breath: "breath", "a breath", "{ period: 5s..9s }" {} keys {
        /// The name of the breath. Layers that use the same name move together.
        name = "as": Text,
        /// The time from one maximum to the next.
        period: Required<Formula<Time>>,
    }
}

mapping! {
    /// A breath that modulates a layer's level and brightness.
    pub struct Breathe: "breathe", "a breath", "{ period: 2s..6s, depth: 9dB }" {} keys {
        /// The name of the breath. Layers that use the same name move together.
        name = "as": Text,
        /// The time from one maximum to the next.
        period: Required<Formula<Time>>,
        /// The fall of the level between maxima.
        depth: Required<Formula<Level>>,
        /// A filter that opens with the breath; default none.
        opens: Map<Opens>,
    }
}

mapping! {
    /// A filter that follows a breath.
    pub struct Opens: "opens", "`opens`", "{ shape: low-pass, from: 200Hz, to: 2kHz }" {} keys {
        /// The shape of the filter.
        shape: Required<Word<OpensShape>>,
        /// The frequency at the lowest point of the breath.
        from: Required<Formula<Frequency>>,
        /// The frequency at the maximum of the breath.
        to: Required<Formula<Frequency>>,
        /// The resonance; default 0.7.
        q: Formula<Plain>,
    }
}

words! {
    /// The shape of a filter that follows a breath, 12 dB an octave.
    pub enum OpensShape: "a shape of `opens`" {
        /// It removes the treble.
        LowPass = "low-pass",
        /// It passes a band.
        Band = "band",
    }
}

mapping! {
    /// The level of an event over time.
    pub struct Envelope: "envelope", "an envelope", "{ attack: 2ms, decay: 0.5s }" {} keys {
        /// The rise time from zero to full level; default 0.
        attack: Formula<Time>,
        /// The time at full level; default 0.
        hold: Formula<Time>,
        /// The time to fall from full level by 60 dB.
        decay: Required<Formula<Time>>,
        /// A second, weaker and slower decay below the first; default none.
        tail: Map<Tail>,
    }
}

mapping! {
    /// What goes on below the first decay of an envelope.
    pub struct Tail: "tail", "a `tail`", "{ level: -18dB, decay: 2s }" {} keys {
        /// The level of the tail relative to the full level.
        level: Required<Formula<Level>>,
        /// The time in which the tail falls by 60 dB.
        decay: Required<Formula<Time>>,
    }
}

mapping! {
    /// A filter with exactly one of its shapes, all 12 dB an octave.
    pub struct Filter: "filter", "a filter", "{ low-pass: 2kHz }" {} keys {
        /// The cutoff of a low-pass.
        low_pass = "low-pass": Formula<Frequency>,
        /// The cutoff of a high-pass.
        high_pass = "high-pass": Formula<Frequency>,
        /// The centre of a band; `q` sets its width.
        band: Formula<Frequency>,
        /// The resonance; default 0.7071.
        q: Formula<Plain>,
        /// The frequency at the end of the event, reached on a logarithmic scale
        /// (events only).
        to: Formula<Frequency>,
    }
    check: rules::filter;
}

mapping! {
    /// Later arrivals of the same event, from walls, woods and hills.
    pub struct Echoes: "echoes", "`echoes`", "{ count: 5, from: 40ms, to: 0.8s, level: -12dB, fall: 18dB, low-pass: 1kHz }" {} keys {
        /// The number of echoes, from 0 to 64.
        count: Required<Formula<Plain>>,
        /// The delay of the earliest echo, at most 20 s.
        from: Required<Formula<Time>>,
        /// The delay of the latest echo, at most 20 s.
        to: Required<Formula<Time>>,
        /// The level of the earliest echo, relative to the event.
        level: Required<Formula<Level>>,
        /// The level of the latest echo below the earliest.
        fall: Required<Formula<Level>>,
        /// The cutoff for the treble of the echoes.
        low_pass = "low-pass": Required<Formula<Frequency>>,
        /// The spread of the echoes to left and right; default 1.
        spread: Formula<Plain>,
    }
}
