//! Cues: spots, beds, music and hushes.

use super::ducks::Duck;
use super::names::{BarrierName, CueId, SoundName, SpaceName};
use super::voice::{self, Goal, Heard};
use crate::{Anchor, CueKind, Ride};
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned};
use cuebook_core::units::{Between, Seconds};
use cuebook_core::words;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Declared, Field, Fields, Kinds, Map, Mapping, Needed, OneOrMore, OrDefault, Placed, Range,
    Reader, Required, Slot, Takes, Value, Whole, Words, map, mapping,
};
use cuebook_yaml::quantity::{Distance, Duration, Interval, Level, Measured, Offset, Pan, Width};

/// The largest number of times that one spot may sound.
pub const MAX_TIMES: u64 = 10_000;

/// The time between the repeats of a spot if `every` is left out.
pub const USUAL_INTERVAL: Between<Seconds> = Between {
    low: Seconds(0.8),
    high: Seconds(1.2),
};

// The kinds of cues that have a certain key.
const SPOT: &[&str] = &["spot"];
const BED: &[&str] = &["bed"];
const MUSIC: &[&str] = &["music"];
const HUSH: &[&str] = &["hush"];
const LASTING: &[&str] = &["bed", "music"];
const AT_ONCE: &[&str] = &["spot", "hush"];
const HEARD: &[&str] = &["spot", "bed", "music"];

mapping! {
    /// One cue.
    pub struct Cue: "a-cue", "a cue", "{ spot: door-strike, at: \"began to knock\" }" {
        span: Span,
    } keys {
        /// Its permanent name, for anchors and tools.
        id: CueId { default: Described("kind and number: `spot-3`"), examples: &["blast"] },
        /// A sound that is played once, or several `times`: a name from [sounds](#sounds), or a recipe of the library.
        kind = "spot": What<SoundName> { of: SPOT, examples: &["door-strike"] }
            | /// A sound that lasts from one place in the text to another: a name from [sounds](#sounds), or a recipe of the library.
              "bed": SoundName { of: BED, examples: &["rain"] }
            | /// Music: a name from [sounds](#sounds), or a recipe of the library.
              "music": SoundName { of: MUSIC, examples: &["lament"] }
            | /// The length of a silence: beds, music and spots that are playing are not heard, and the reading waits.
              "hush": Duration { of: HUSH, examples: &["1.5s"] }
            | /// The place in the text.
              "at": Anchor { of: AT_ONCE, examples: &["began to knock"] }
            | /// Where it begins.
              "from": Anchor { of: LASTING, examples: &["start"] }
            | /// Where it ends.
              "until": Anchor {
                  of: LASTING,
                  default: Described("for a bed, the end of the scene it begins in, or of the show; for music, the end of one playback"),
                  examples: &["end"],
              }
            | /// How often it is played; `{ count, every }` also sets the time from one start to the next.
              "times": Times { of: SPOT, default: Described("once"), examples: &["3"] },
        /// Moves the beginning later, or earlier if negative; it is added to the offset of the anchor.
        offset: Offset { default: Number(0.0), examples: &["-0.2s"] },
        /// Whether it begins again when its sound ends, see below.
        looped = "loop": bool { of: LASTING, default: Described("`true` for beds and for music with an `until`"), examples: &["false"] },
        /// The gain of the cue.
        gain: Level { of: HEARD, default: Number(0.0), examples: &["-14dB"] },
        /// The times of its fades: one time for both, or `{ in, out }`, see below.
        fade: OrDefault<Fade> { default: Described("see below"), examples: &["2s"] },
        /// How it ducks for voices and spots, see [mix](#mix).
        duck: Spanned<Duck> { of: HEARD, default: Described("that of the show; spots do not duck"), examples: &["false", "6dB"] },
        /// How long the reading waits at the cue’s place.
        hold: Duration { of: HEARD, default: Number(0.0), examples: &["2.5s"] },
        /// `go`: [playing](playing.md) stops before the cue until the user says go; a rendered show does not stop.
        waits = "wait": OrDefault<Wait> { examples: &["go"] },
        /// The [space](#spaces) in which it is heard, or `none`.
        space: SpaceName {
            of: HEARD,
            default: Described("that of the scene; none for music and `room-tone`"),
            examples: &["stone-corridor"],
        },
        behind: BarrierName { about: voice::BEHIND, of: HEARD, default: Written("none"), examples: &["wall"] },
        /// `true`: it starts at the cue’s place and is heard when it arrives, about 3 s later for each kilometre.
        travel: bool { of: HEARD, default: Written("false"), examples: &["true"] },
        place: Heard { about: voice::PLACE, of: HEARD }
            | "pan": Pan { about: voice::PAN, of: HEARD, default: Number(0.0), examples: &["-0.3"] }
            | /// The distance to the listener, see [place](#distance-and-barriers). A recipe may have a smaller range.
              "distance": Distance { of: HEARD, default: Described("that of its sound"), examples: &["300m"] },
        /// The width relative to that of its sound: 0 is a point, 1 is unchanged, 2 is twice as wide.
        width: Width { of: HEARD, default: Number(1.0), examples: &["0.5"] },
        /// A move from the place where it begins, see below.
        moves = "move": Spanned<Map<Move>> { of: HEARD },
        /// Changes at places in the text, see below.
        rides = "ride": OrDefault<OneOrMore<Placed<Ride>>> { of: LASTING },
    }
    rules: &[AnyOf(&["at", "from"])];
    kinds:
        SPOT "spot", "a spot", "{ spot: door-strike, at: \"began to knock\" }";
        BED "bed", "a bed", "{ bed: rain, from: \"It rained\", until: end }";
        MUSIC "music", "music", "{ music: theme, from: start }";
        HUSH "hush", "a hush", "{ hush: 1.5s, at: { after: \"the lid was opened\" } }";
}

impl Cue {
    /// Returns every kind of cue.
    pub const KINDS: &'static Kinds = &Kinds {
        id: "cue",
        kinds: &[Cue::SPOT, Cue::BED, Cue::MUSIC, Cue::HUSH],
        lacks: "a cue has one of the keys spot, bed, music, hush",
    };

    /// Returns the kind of a cue that has exactly one.
    fn kind_of(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<&'static Mapping> {
        let Some(open) = Fields::open(slot.value, Cue::MAPPING) else {
            return Some(Cue::SPOT);
        };
        let kinds = Cue::KINDS.kinds.iter();
        let names: Vec<&str> = kinds.clone().map(|kind| kind.kind).collect();
        let mistake = match open.among(&names).as_slice() {
            [one] => return kinds.copied().find(|kind| kind.kind == one.key),
            [first, second, ..] => {
                let message = format!(
                    "a cue has only one kind, but this one has `{}` and `{}`",
                    first.key, second.key
                );
                Diagnostic::error("cue-kind", second.key_span, message)
                    .also(Source::Script, first.key_span, "the other key")
                    .hint("split it into two cues")
            }
            [] => Diagnostic::error("cue-kind", slot.span(), "this cue has no kind")
                .hint(format!("a cue has one of the keys {}", names.join(", ")))
                .hint(format!("for example `{}`", Cue::SPOT.example)),
        };
        reader.report(mistake);
        reader.lose(open.get("id"));
        None
    }
}

impl Value for Cue {
    type Of = Cue;
    type State = ();
    const TAKES: Takes = Takes::Kinds(Cue::KINDS);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Cue> {
        let kind = Cue::kind_of(reader, slot)?;
        map(reader, slot, kind, (slot.span(),))
    }
}

/// The sound or silence of a cue, and where it is attached.
pub struct What<V>(std::marker::PhantomData<V>);

impl<V: Value> Field for What<V> {
    type Field = CueKind;
    type State = ();
    const VALUE: Takes = V::TAKES;

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, _: &str) -> Option<CueKind> {
        let kind = fields.mapping.kind;
        let at = Anchor::take(reader, fields, "at")?;
        let from = Anchor::take(reader, fields, "from")?;
        // A cue whose end cannot be read is kept.
        let until = Anchor::take(reader, fields, "until")?;
        match kind {
            "spot" => {
                let times = Spanned::<Times>::take(reader, fields, "times")?;
                let sound = SoundName::take(reader, fields, kind)??;
                Some(CueKind::Spot {
                    sound,
                    at: at?,
                    times,
                })
            }
            "hush" => {
                let length = Duration::take(reader, fields, kind)??;
                Some(CueKind::Hush { length, at: at? })
            }
            _ => {
                let (sound, from) = (SoundName::take(reader, fields, kind)??, from?);
                Some(match kind {
                    "bed" => CueKind::Bed { sound, from, until },
                    _ => CueKind::Music { sound, from, until },
                })
            }
        }
    }
}

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
        count: Required<Count> { examples: &["4"] },
        /// The time from one start to the next; from a range, a new value is drawn each time.
        every: Every {
            default: Numbers(USUAL_INTERVAL.low.0, USUAL_INTERVAL.high.0),
            examples: &["0.9s..1.4s"],
        },
    }
}

/// A number of times.
pub struct Count;

impl Value for Count {
    type Of = u32;
    type State = ();
    const TAKES: Takes = Whole::<1, MAX_TIMES>::TAKES;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<u32> {
        let count = Whole::<1, MAX_TIMES>::read(reader, slot)?;
        u32::try_from(count.value).ok()
    }
}

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
    const TAKES: Takes = Takes::Either(&[Count::TAKES, Takes::Map(Times::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Times> {
        match slot.is_scalar() {
            true => Some(Times {
                count: Count::read(reader, slot)?,
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
