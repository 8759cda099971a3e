//! Cues: spots, beds, music and hushes.

mod values;

use super::ducks::Duck;
use super::expressions::Condition;
use super::names::{BarrierName, CueId, RoleName, SoundName, SpaceName};
use super::voice::Heard;
use crate::{Anchor, Ride};
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned};
use cuebook_core::units::Seconds;
use cuebook_yaml::mapping::{
    Declared, Field, Fields, Kinds, Map, Mapping, OneOrMore, OrDefault, Placed, Reader, Slot,
    Takes, Text, Value, map, mapping,
};
use cuebook_yaml::quantity::{Distance, Duration, Level, Offset, Pan, Width};
use values::Wait;
pub use values::{Fade, MAX_TIMES, Move, Times, USUAL_INTERVAL};

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
        /// The place of the cue in the script.
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
        /// The role that makes the sound, see [sounds of a role](#sounds-of-a-role).
        by: RoleName { of: HEARD, examples: &["ANNA"] },
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
        /// The [barrier](#barriers) between it and the listener; `none` for no barrier.
        behind: BarrierName { of: HEARD, default: Written("none"), examples: &["wall"] },
        /// `true`: it starts at the cue’s place and is heard when it arrives, about 3 s later for each kilometre.
        travel: bool { of: HEARD, default: Written("false"), examples: &["true"] },
        /// `pan` and `distance` together.
        place: Heard { of: HEARD }
            | /// The position from left to right.
              "pan": Pan { of: HEARD, default: Number(0.0), examples: &["-0.3"] }
            | /// The distance to the listener, see [place](#distance-and-barriers). A recipe may have a smaller range.
              "distance": Distance { of: HEARD, default: Described("that of its sound"), examples: &["300m"] },
        /// The width relative to that of its sound: 0 is a point, 1 is unchanged, 2 is twice as wide.
        width: Width { of: HEARD, default: Number(1.0), examples: &["0.5"] },
        /// How [captions](publishing.md#captions-and-transcripts) describe it; `none` leaves it out.
        caption: Text { default: Described("that of its sound"), examples: &["clock strikes eleven", "none"] },
        /// Whether it is heard, see [conditions](#conditions). For a bed or music this is decided where it begins.
        when: Condition { default: Written("true"), examples: &["lamp"] },
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

/// A sound or a silence, and the place where it is attached.
#[derive(Clone, Debug)]
pub enum CueKind {
    /// A sound that is played once, or a set number of times.
    Spot {
        /// The name of the sound, or of a recipe of the library.
        sound: Spanned<String>,
        /// The place where the sound starts.
        at: Anchor,
        /// How often the sound is played; `None` for once.
        times: Option<Spanned<Times>>,
    },
    /// A looped sound that lasts from one place to another.
    Bed {
        /// The name of the sound, or of a recipe of the library.
        sound: Spanned<String>,
        /// The place where the bed starts.
        from: Anchor,
        /// If absent, the bed ends with the scene in which it starts.
        until: Option<Anchor>,
    },
    /// Music: played through once, or looped until its end anchor.
    Music {
        /// The name of the sound, or of a recipe of the library.
        sound: Spanned<String>,
        /// The place where the music starts.
        from: Anchor,
        /// The place where the music ends; `None` for the end of one playback.
        until: Option<Anchor>,
    },
    /// Silence: only the room is heard.
    Hush {
        /// The length of the silence.
        length: Spanned<Seconds>,
        /// The place where the silence starts.
        at: Anchor,
    },
}

impl Cue {
    /// Returns all anchors of the cue: those of its start, its end and its changes.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let rides = self.rides.iter().map(|ride| &ride.at);
        std::iter::once(self.anchor())
            .chain(self.until())
            .chain(rides)
    }

    /// Returns the sound that the cue names, or `None` for a hush.
    #[must_use]
    pub fn sound(&self) -> Option<&Spanned<String>> {
        match &self.kind {
            CueKind::Spot { sound, .. }
            | CueKind::Bed { sound, .. }
            | CueKind::Music { sound, .. } => Some(sound),
            CueKind::Hush { .. } => None,
        }
    }

    /// Returns the place where the cue begins.
    #[must_use]
    pub fn anchor(&self) -> &Anchor {
        match &self.kind {
            CueKind::Spot { at, .. } | CueKind::Hush { at, .. } => at,
            CueKind::Bed { from, .. } | CueKind::Music { from, .. } => from,
        }
    }

    /// Returns the place where a bed or music ends, if the script gives one.
    #[must_use]
    pub fn until(&self) -> Option<&Anchor> {
        match &self.kind {
            CueKind::Bed { until, .. } | CueKind::Music { until, .. } => until.as_ref(),
            CueKind::Spot { .. } | CueKind::Hush { .. } => None,
        }
    }
}
