//! Anchors: places in the text, in their short and long forms. An anchor that was read names one
//! thing. Reading does not search the text for it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use super::names::{CueName, LineName, SceneName};
use super::quotes::{Nth, Quote, Quoted};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::units::Seconds;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Choice, Declared, Field, Fields, Map, Reader, Slot, Takes, Text, Value, Word, boolean_meant,
    map, mapping,
};
use cuebook_yaml::quantity::{Duration, Offset};

/// The words that are places alone: `start` and `end`.
const ENDS: Choice = Choice {
    what: "end of the show",
    code: "wrong-shape",
    words: &[
        Word {
            name: "start",
            about: "where the show begins",
        },
        Word {
            name: "end",
            about: "where the reading ends",
        },
    ],
    or: "",
    is_open: false,
};

/// The thing that an anchor names.
#[derive(Clone, Debug)]
pub enum Target {
    /// Words of the text.
    Words(Quote),
    /// The line of this id.
    Line(Spanned<String>),
    /// The scene of this id.
    Scene(Spanned<String>),
    /// The cue of this id.
    Cue(Spanned<String>),
    /// A time from the start of the show.
    Time(Spanned<Seconds>),
    /// The start of the show.
    Start,
    /// The end of the reading.
    End,
}

/// The end of the target that is meant.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Edge {
    /// The start of the first spoken word.
    #[default]
    Start,
    /// The end of the last spoken word.
    After,
}

impl Edge {
    /// Returns this end of a range.
    #[must_use]
    pub fn of<T: Copy>(self, range: &Range<T>) -> T {
        match self {
            Edge::Start => range.start,
            Edge::After => range.end,
        }
    }
}

mapping! {
    /// The thing that a place comes after, in its long form.
    pub struct After: "after", "`after`", "{ quote: \"the last words\", nth: 2 }" {} keys {
        /// Words of the text; the first words are enough if they are unique.
        target = "quote": Holds<Quoted> { examples: &["the lid was opened"] }
            | /// The words directly before the quote, to select one of several matches.
              "prefix": Text
            | /// The words directly after the quote, to select one of several matches.
              "suffix": Text
            | /// The number of the match, counted from 1 in the order of the text.
              "nth": Nth { examples: &["2"] }
            | /// The line of this id; with `after: true` its end.
              "line": LineName
            | /// The scene of this id; with `after: true` its end.
              "scene": SceneName
            | /// The cue of this id; with `after: true` its end.
              "cue": CueName,
    }
}

mapping! {
    /// A place as the script names it.
    pub struct Anchor: "anchor", "an anchor", "{ after: \"the last words\" }" {
        /// Where it is in the script.
        span: Span,
    } keys {
        /// The time from the start of the show.
        target = "time": Holds<Duration> { examples: &["12.5s"] },
        /// Words of the text: the place is the end of the last word. `true`, with another key: the place is its end.
        edge = "after": End { examples: &["the last words"] },
        /// Moves the place later, or earlier if negative.
        offset: Offset { default: Number(0.0), examples: &["-0.2s"] },
    }
    base: After::MAPPING;
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edge = match self.edge {
            Edge::Start => "",
            Edge::After => "after ",
        };
        match &self.target {
            Target::Words(quote) => write!(f, "{edge}“{}”", quote.exact)?,
            Target::Line(id) => write!(f, "{edge}line {}", id.value)?,
            Target::Scene(id) => write!(f, "{edge}scene {}", id.value)?,
            Target::Cue(id) => write!(f, "{edge}cue {}", id.value)?,
            Target::Time(time) => write!(f, "{}s", time.value.0)?,
            Target::Start => write!(f, "start")?,
            Target::End => write!(f, "end")?,
        }
        match &self.offset {
            Some(offset) => write!(f, " {:+}s", offset.value.0),
            None => Ok(()),
        }
    }
}

/// The keys that name the target of an anchor.
const TARGETS: &[&str] = &["quote", "line", "scene", "cue", "time"];

impl Value for Anchor {
    type Of = Anchor;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Quote,
        Takes::OneOf(&ENDS),
        Takes::Map(Anchor::MAPPING),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Anchor> {
        match &slot.value.kind {
            Kind::Scalar(..) => short(reader, slot),
            Kind::Map(_) => map(reader, slot, Anchor::MAPPING, (slot.span(),)),
            Kind::List(_) => {
                let example = format!("{}: \"words of the text\"", slot.key);
                reader.wrong_shape(slot, "words of the text, or a mapping", &example);
                None
            }
        }
    }
}

fn short(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Anchor> {
    let words = reader.scalar(slot, "words of the text")?;
    let target = match words {
        "start" => Target::Start,
        "end" => Target::End,
        _ => Target::Words(Quote::exactly(words)),
    };
    Some(Anchor {
        target,
        edge: Edge::Start,
        offset: None,
        span: slot.span(),
    })
}

/// The target of an anchor, named by one of several keys.
pub struct Holds<V>(PhantomData<V>);

impl<V: Value> Field for Holds<V> {
    type Field = Target;
    type State = ();
    const VALUE: Takes = V::TAKES;

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, _: &str) -> Option<Target> {
        match (fields.among(TARGETS).is_empty(), fields.get("after")) {
            (true, Some(after)) => after_what(reader, after, fields),
            (true, None) => {
                reader.missing(fields, "quote", "{ quote: \"words of the text\" }");
                None
            }
            (false, _) => target(reader, fields),
        }
    }
}

/// `after: true` beside a key selects its end.
pub struct End;

impl Field for End {
    type Field = Edge;
    type State = ();
    const VALUE: Takes = Takes::Either(&[Takes::Quote, Takes::Boolean, Takes::Map(After::MAPPING)]);

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<Edge> {
        let Some(after) = fields.get(key) else {
            return Some(Edge::Start);
        };
        let targets = fields.among(TARGETS);
        let Some(first) = targets.first().copied() else {
            return Some(Edge::After);
        };
        let is_boolean = match &after.value.kind {
            Kind::Scalar(words, _) => boolean_meant(words).is_some() || after.value.is_empty(),
            _ => false,
        };
        if !is_boolean || first.key == "time" {
            let why = if is_boolean {
                "a time has no end"
            } else {
                "with another key, `after` must be `true` or `false`"
            };
            reader.exclusive(&[first, after], why);
            return None;
        }
        let is_after = bool::read(reader, after)?;
        Some(if is_after.value {
            Edge::After
        } else {
            Edge::Start
        })
    }
}

/// `after: "words"`, or the long form as its value.
fn after_what(
    reader: &mut Reader<'_>,
    after: Slot<'_, '_>,
    around: &Fields<'_, '_>,
) -> Option<Target> {
    if let Kind::Map(_) = &after.value.kind {
        return Map::<After>::read(reader, after).map(|after| after.target);
    }
    let words = reader.scalar(after, "words of the text")?;
    let is_plain = after.span().of(reader.source) == words;
    if is_plain && boolean_meant(words).is_some() && words.len() > 3 {
        let message = format!("`after: {words}` needs a `line`, `scene` or `cue`");
        let mistake = Diagnostic::error("missing-key", after.span(), message);
        reader
            .report(mistake.hint("for example `{ line: l2, after: true }` or `after: \"words\"`"));
        return None;
    }
    Some(Target::Words(Quote::beside(reader, words, around)))
}

/// Reads the one target that a long form names.
fn target(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<Target> {
    let targets = fields.among(TARGETS);
    if targets.len() > 1 {
        reader.exclusive(&targets, "an anchor names only one thing");
        return None;
    }
    let slot = *targets.first()?;
    if slot.key != "quote" {
        for slot in fields.among(&["prefix", "suffix", "nth"]) {
            let message = format!("`{}` needs a `quote`", slot.key);
            reader.report(Diagnostic::error("missing-key", slot.key_span, message));
        }
    }
    match slot.key {
        "line" => LineName::read(reader, slot).map(Target::Line),
        "scene" => SceneName::read(reader, slot).map(Target::Scene),
        "cue" => CueName::read(reader, slot).map(Target::Cue),
        "time" => Duration::read(reader, slot).map(Target::Time),
        _ => {
            let words = reader.scalar(slot, "words of the text")?;
            Some(Target::Words(Quote::beside(reader, words, fields)))
        }
    }
}
