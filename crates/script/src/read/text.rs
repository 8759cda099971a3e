//! Scenes and lines: how the text is divided, and who speaks it.

use super::expressions::Condition;
use super::names::{
    AudioPath, BarrierName, Language, LineId, LineName, RoleName, SceneId, SpaceName,
};
use super::quotes::{Nth, Quoted};
use super::sounds::in_order;
use super::speaking::ToneName;
use super::voice::{Direction, Heard};
use super::ways::Ways;
use crate::treatment::{Effect, Treatment, VOICE_DISTANCES};
use crate::{Anchor, Quote};
use cuebook_core::diagnostic::{Span, Spanned};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Declared, Field, Fields, Map, OneOf, OrDefault, Reader, Required, Slot, Takes, Text, Value,
    mapping,
};
use cuebook_yaml::quantity::{Distance, Duration, Level, Measured, Pace, Pan};

mapping! {
    /// A stretch of the text in one place and time.
    pub struct Scene: "scene", "a scene", "{ id: office, from: \"Stalin's office.\", space: office }" {
        /// The place of the scene in the script.
        span: Span,
    } keys {
        /// Its permanent name, for anchors and tools.
        id: Required<SceneId> { examples: &["office"] },
        /// Where it begins: words of the text, `{ after: "words" }` (at the next word), or `start`.
        from: Required<Anchor> { examples: &["start"] },
        /// The [space](#spaces) in which its lines, spots and beds are heard.
        space: SpaceName { examples: &["panelled-room"] },
        /// A heading for chapters.
        title: Text { examples: &["The Office"] },
        /// Whether it is heard, see [conditions](#conditions). A scene that is not heard is passed over: its `then` still counts.
        when: Condition { default: Written("true"), examples: &["\"courage >= 2\""] },
        /// Where the show goes on: a scene, `end`, or a list of [ways](#ways), of which the first open one is taken.
        then: Ways { default: Described("the next scene of the text; after the last one, `end`"), examples: &["cellar", "end"] },
    }
}

mapping! {
    /// Who says a quoted stretch of the text, and how.
    pub struct LineNote: "line", "a line", "{ quote: \"Go!\", by: BORIS }" {
        /// The place of the line in the script.
        span: Span,
    } keys {
        /// A permanent name, for anchors and tools.
        id: LineId { default: Described("from paragraph and position: `p3.2`"), examples: &["l1"] },
        /// Words of the quoted stretch; the first words are enough if they are unique.
        quote: LineQuote { examples: &["Break the door open!"] }
            | /// The words directly before the quote, to select one of several matches.
              "prefix": Text
            | /// The words directly after the quote, to select one of several matches.
              "suffix": Text
            | /// The number of the match, counted from 1 in the order of the text.
              "nth": Nth { examples: &["2"] },
        /// Replaces `quote` for a line without its own quotation marks: its words, or its first words if `to` has the last.
        unquoted = "words": Unquoted { examples: &["I do not know"] },
        /// The last words of a line that begins with `words`, in the same paragraph; with `skip: true`, in any later one.
        to: LastWords { examples: &["until it is over"] },
        /// The role that speaks.
        by: RoleName { default: Described("the narrator, with a warning"), examples: &["BORIS"] },
        /// The language of the words, see [languages](#languages).
        language: Language { default: Described("that of the role"), examples: &["es"] },
        /// The [tone](#tones) in which it is spoken.
        tone: ToneName { default: Described("that of the role"), examples: &["urgent"] },
        /// Multiplies the role’s pace.
        pace: Pace { default: Number(1.0), examples: &["0.9"] },
        /// Added to the role’s gain.
        gain: Level { default: Number(0.0), examples: &["3dB"] },
        /// The pause before the line, which replaces that of the reading; `{ before, after }` sets both.
        pause: OrDefault<Pause> { examples: &["0.4s"] },
        /// A recording that replaces the voice: its path, or [`{ file, start, end }`](#a-part-of-a-recording) for a part of it.
        take: Recorded { examples: &["takes/boris-12.wav"] },
        /// How long before the end of the previous line this line starts.
        overlap: Duration { examples: &["0.3s"] },
        /// The id of an earlier line, with which this line begins together.
        with: LineName { examples: &["l1"] },
        /// `pan` and `distance` together.
        place: Heard
            | /// The position from left to right.
              "pan": Pan { default: Described("that of the role"), examples: &["-0.3"] }
            | /// The distance to the listener, see [effects](#voice-treatment-and-effects).
              "distance": Distance {
                  default: Described("that of the role"),
                  within: Some((VOICE_DISTANCES.0.0, VOICE_DISTANCES.1.0)),
                  examples: &["3m"],
              },
        /// How far the speaker is turned away: a word, or an angle.
        facing: Direction { default: Described("that of the role"), examples: &["side", "120deg"] },
        /// The [space](#spaces) in which it is heard, or `none`.
        space: SpaceName { default: Described("that of the role, else that of the scene"), examples: &["stone-corridor"] },
        /// The [barrier](#barriers) between it and the listener; `none` for no barrier.
        behind: BarrierName { default: Described("that of the role"), examples: &["wall"] },
        /// The device through which the voice is heard, see [effects](#voice-treatment-and-effects).
        effect: OneOf<Option<Effect>> { default: Described("that of the role"), examples: &["telephone"] },
        /// Whether the voice is [treated](#voice-treatment-and-effects); `none` for recordings that are already mastered.
        treatment: OneOf<Treatment> { default: Described("that of the role"), examples: &["none"] },
        /// Whether it is heard, see [conditions](#conditions).
        when: Condition { default: Written("true"), examples: &["lamp"] },
        /// Other words for this line from the second visit of its scene on.
        say_again = "say-again": Text { examples: &["\"And again!\""] },
        /// `true`: the line is not heard.
        skip: bool { default: Written("false"), examples: &["true"] },
    }
    rules: &[
        OneOf { keys: &["quote", "words"], called: "quote", why: "`quote` is for a line in quotation marks, `words` for a line without" },
        Apart {
            one: &["overlap"],
            other: &["with"],
            why: "a line starts before the end of the previous line, or together with another line",
        },
    ];
}

/// The words of a line: `quote` or `words` with the keys beside it, or the long form as its value.
pub struct LineQuote;

impl Field for LineQuote {
    type Field = Spanned<Quote>;
    type State = ();
    const VALUE: Takes = Takes::Either(&[Takes::Quote, Takes::Map(Quote::MAPPING)]);

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, _: &str) -> Option<Spanned<Quote>> {
        let slot = fields.get("quote").or(fields.get("words"))?;
        let quote = match &slot.value.kind {
            Kind::Map(_) => Map::<Quote>::read(reader, slot)?,
            _ => {
                let words = Quoted::read(reader, slot)?;
                Quote::beside(reader, &words, fields)
            }
        };
        Some(Spanned::new(quote, slot.span()))
    }
}

/// Returns whether the words of a line have no quotation marks.
pub struct Unquoted;

impl Field for Unquoted {
    type Field = bool;
    type State = ();
    const VALUE: Takes = LineQuote::VALUE;

    fn take(_: &mut Reader<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<bool> {
        Some(fields.has(key))
    }
}

/// The end of a line without quotation marks.
pub struct LastWords;

impl Field for LastWords {
    type Field = Option<Spanned<String>>;
    type State = ();
    const VALUE: Takes = Takes::Quote;

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<Self::Field> {
        if fields.has(key) && !fields.has("words") {
            let example = "words: \"I do not know\", to: \"until it is over\"";
            reader.missing(fields, "words", example);
        }
        Text::take(reader, fields, key)
    }
}

mapping! {
    /// A recording of a line, and the part of it that is heard.
    pub struct Recorded: "recorded", "a recording", "take: { file: takes/boris-12.wav, start: 0.4s }" {} keys {
        /// The path of the recording.
        file: Required<AudioPath> { examples: &["takes/boris-12.wav"] },
        /// The place in the file where it begins.
        start: Duration { default: Number(0.0), examples: &["0.4s"] },
        /// The place in the file where it ends.
        end: Duration { default: Described("the end of the file"), examples: &["2.6s"] },
    }
}

/// A path is the whole recording.
impl Value for Recorded {
    type Of = Recorded;
    type State = ();
    const TAKES: Takes = Takes::Either(&[AudioPath::TAKES, Takes::Map(Recorded::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Recorded> {
        if slot.is_scalar() {
            return Some(Recorded {
                file: AudioPath::read(reader, slot)?,
                start: None,
                end: None,
            });
        }
        let mut read = Map::<Recorded>::read(reader, slot)?;
        in_order(reader, "this recording", (&mut read.start, &mut read.end));
        Some(read)
    }
}

mapping! {
    /// The pauses around a line.
    #[derive(Default)]
    pub struct Pause: "pause", "a pause", "pause: { before: 0.4s }" {} keys {
        /// Before the line.
        before: Duration { examples: &["0.4s"] },
        /// After the line.
        after: Duration { examples: &["0.8s"] },
    }
}

/// A time is the pause before the line.
impl Value for Pause {
    type Of = Pause;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Quantity(Duration::MEASURE),
        Takes::Map(Pause::MAPPING),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Pause> {
        match slot.is_scalar() {
            true => Some(Pause {
                before: Duration::read(reader, slot),
                after: None,
            }),
            false => Map::<Pause>::read(reader, slot),
        }
    }
}
