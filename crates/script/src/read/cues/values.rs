//! The keys of a cue with values of a special kind: `wait`, `times`, `fade` and `move`.

use crate::read::voice::Goal;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::units::{Between, Seconds};
use cuebook_core::words;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Count, Declared, Field, Fields, Map, Needed, Range, Reader, Required, Slot, Takes, Value,
    Words, mapping,
};
use cuebook_yaml::quantity::{Duration, Interval, Measured};

/// The largest number of times that one spot may sound.
pub const MAX_TIMES: u64 = 10_000;

/// The time between the repeats of a spot if `every` is left out.
pub const USUAL_INTERVAL: Between<Seconds> = Between {
    low: Seconds(0.8),
    high: Seconds(1.2),
};

words! {
    /// The events that a cue can wait for.
    pub enum Wait: "wait" {
        /// playing stops before the cue until the user says go
        Go = "go",
    }
}

/// `wait: go`.
impl Value for Wait {
    type Of = bool;
    type State = ();
    const TAKES: Takes = Takes::OneOf(&Wait::CHOICE);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<bool> {
        if matches!(&slot.value.kind, Kind::Scalar(word, _) if Wait::named(word).is_some()) {
            return Some(true);
        }
        let message = "`wait` must be `go`";
        let mistake = Diagnostic::error("unknown-wait", slot.span(), message);
        reader.report(mistake.hint("write `wait: go`; a pause of a given length is `hold: 2s`"));
        None
    }
}

mapping! {
    /// How often a spot is played.
    #[derive(PartialEq)]
    pub struct Times: "times", "`times`", "times: { count: 4, every: 0.9s..1.4s }" {} keys {
        /// How often it is played.
        count: Required<Repeats> { examples: &["4"] },
        /// The time from one start to the next; from a range, a new value is drawn each time.
        every: Every {
            default: Numbers(USUAL_INTERVAL.low.0, USUAL_INTERVAL.high.0),
            examples: &["0.9s..1.4s"],
        },
    }
}

/// A number of times.
type Repeats = Count<1, MAX_TIMES>;

/// The time between two repeats.
pub struct Every;

impl Field for Every {
    type Field = Between<Seconds>;
    type State = ();
    const VALUE: Takes = Range::<Interval>::TAKES;

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<Self::Field> {
        let every = Range::<Interval>::take(reader, fields, key)?;
        Some(every.map_or(USUAL_INTERVAL, |every| every.value))
    }
}

/// `times: 4`, or the number of times and the time between them.
impl Value for Times {
    type Of = Times;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Repeats::TAKES, Takes::Map(Times::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Times> {
        match slot.is_scalar() {
            true => Some(Times {
                count: Repeats::read(reader, slot)?,
                every: USUAL_INTERVAL,
            }),
            false => Map::<Times>::read(reader, slot),
        }
    }
}

mapping! {
    /// The times of the fades of a sound.
    #[derive(Default)]
    pub struct Fade: "fade", "a fade", "fade: { in: 2s, out: 6s }" {} keys {
        /// The time of the fade in.
        fade_in = "in": Duration { examples: &["2s"] },
        /// The time of the fade out, which ends with the cue.
        fade_out = "out": Duration { examples: &["6s"] },
    }
}

/// `fade: 2s` sets both times.
impl Value for Fade {
    type Of = Fade;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Quantity(Duration::MEASURE),
        Takes::Map(Fade::MAPPING),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Fade> {
        if !slot.is_scalar() {
            return Map::<Fade>::read(reader, slot);
        }
        let both = Duration::read(reader, slot);
        Some(Fade {
            fade_in: both.clone(),
            fade_out: both,
        })
    }
}

mapping! {
    /// A move from the place where a cue begins.
    pub struct Move: "move", "a move", "move: { to: { pan: 0.8, distance: 20m }, over: 6s }" {} keys {
        /// The place where the move ends: `{ pan, distance }`.
        to: Required<Goal>,
        /// The time of the move.
        over: Needed<Duration> { examples: &["6s"] },
    }
}
