//! The state of an interactive show: variables, each with its values.

use std::fmt;

use super::names::ReadNames;
use crate::what;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned, nearest, shown};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Each, Integer, Map, Reader, Slot, Takes, Text, Value, boolean_meant, listed, mapping,
};
use cuebook_yaml::quantity::Chance;

/// The largest and, negative, the smallest number of a variable.
pub const MOST: i64 = 1_000_000;

/// A variable of an interactive show.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// The name of the variable.
    pub name: Spanned<String>,
    /// The place of its value in the script.
    pub span: Span,
    /// Its values.
    pub kind: VariableKind,
}

/// The values of a variable.
#[derive(Clone, Debug, PartialEq)]
pub enum VariableKind {
    /// True or false, with the value at the start.
    Flag(bool),
    /// True or false, drawn by chance at the start: how likely true is, in percent.
    Chance(f64),
    /// A whole number.
    Number {
        /// The smallest value.
        from: i64,
        /// The largest value.
        to: i64,
        /// The value at the start.
        start: i64,
        /// Whether new values out of the range are meant to become the nearest bound.
        clamp: bool,
    },
    /// One of several words.
    Word {
        /// The words.
        words: Vec<Spanned<String>>,
        /// The index of the word at the start.
        start: usize,
    },
}

impl fmt::Display for VariableKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VariableKind::Flag(_) | VariableKind::Chance(_) => write!(f, "true or false"),
            VariableKind::Number { from, to, .. } => {
                write!(f, "a whole number from {from} to {to}")
            }
            VariableKind::Word { words, .. } => {
                let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
                write!(f, "one of {}", words.join(", "))
            }
        }
    }
}

impl VariableKind {
    /// Returns the value at the start, as a script writes it.
    #[must_use]
    pub fn start(&self) -> String {
        match self {
            VariableKind::Flag(start) => start.to_string(),
            VariableKind::Chance(chance) => format!("true with a chance of {chance}%"),
            VariableKind::Number { start, .. } => start.to_string(),
            VariableKind::Word { words, start } => words[*start].value.clone(),
        }
    }
}

mapping! {
    /// The values of a variable that is not a flag.
    pub struct Values: "variable", "a variable", "courage: { from: 0, to: 3, start: 1 }" {} keys {
        /// The smallest value of a whole number.
        from: Bound { default: Number(0.0), examples: &["0"] },
        /// The largest value of a whole number. Larger values become this one.
        to: Bound { examples: &["3"] },
        /// `true`: new values out of the range are meant, and become the nearest bound. Without it `check` warns about them.
        clamp: bool { default: Written("false"), examples: &["true"] },
        /// The words of which the variable is one.
        one_of = "one-of": Each<Text> { examples: &["[calm, afraid]"] },
        /// How likely a flag is true. It is drawn once, at the start, by the seed of the show.
        chance: Chance { examples: &["30%"] },
        /// The value at the start of the show.
        start: Text { default: Described("the smallest number, or the first word"), examples: &["1"] },
    }
    rules: &[
        OneOf { keys: &["to", "one-of", "chance"], called: "to", why: "a variable is a whole number, one of several words, or drawn by chance" },
        Apart { one: &["from"], other: &["one-of", "chance"], why: "`from` is for a whole number" },
        Apart { one: &["clamp"], other: &["one-of", "chance"], why: "`clamp` is for a whole number" },
        Apart { one: &["start"], other: &["chance"], why: "chance decides the value at the start" },
    ];
}

type Bound = Integer<{ -MOST }, MOST>;

/// The section of the variables: `false`, `true`, or the values.
pub struct State;

impl Value for State {
    type Of = Vec<Variable>;
    type State = ();
    const TAKES: Takes = Takes::Named(
        what::VARIABLE,
        &Takes::Either(&[Takes::Boolean, Map::<Values>::TAKES]),
    );

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<Variable>> {
        let example = "lamp: false, courage: { from: 0, to: 3 }";
        let entries = reader.named(slot, example).iter();
        let read = entries.filter_map(|entry| {
            let slot = Slot::of(entry);
            let name = reader.thing(what::VARIABLE, slot.key, slot.key_span, true);
            let kind = kind(reader, slot);
            if kind.is_none() {
                reader.lost.insert(slot.key.to_owned());
            }
            Some(Variable {
                name,
                span: slot.span(),
                kind: kind?,
            })
        });
        Some(read.collect())
    }
}

fn kind(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<VariableKind> {
    if let Kind::Scalar(words, _) = &slot.value.kind {
        if let Some(mistake) = unbounded(slot, words) {
            reader.report(mistake);
            return None;
        }
        return bool::read(reader, slot).map(|flag| VariableKind::Flag(flag.value));
    }
    let values = Map::<Values>::read(reader, slot)?;
    if let Some(chance) = &values.chance {
        return Some(VariableKind::Chance(chance.value));
    }
    match &values.one_of {
        Some(words) => one_of(reader, slot, words, values.start.as_ref()),
        None => number(reader, &values),
    }
}

/// Returns the mistake of a number or a word without the other values of its variable.
fn unbounded(slot: Slot<'_, '_>, words: &str) -> Option<Diagnostic> {
    let name = slot.key;
    let (needs, form) = if let Ok(number) = words.trim().parse::<i64>() {
        let (from, to) = (number.min(0), number.max(9));
        (
            "its smallest and its largest value",
            format!("{name}: {{ from: {from}, to: {to}, start: {number} }}"),
        )
    } else if boolean_meant(words).is_some() || words.trim().is_empty() {
        return None;
    } else {
        (
            "all words that it can be",
            format!("{name}: {{ one-of: [{words}, other] }}"),
        )
    };
    let message = format!("the variable `{}` needs {needs}", shown(name));
    let mistake = Diagnostic::error("variable-without-values", slot.span(), message);
    Some(mistake.hint(format!("for example `{}`", shown(&form))))
}

fn number(reader: &mut Reader<'_>, values: &Values) -> Option<VariableKind> {
    let to = values.to.as_ref()?;
    let from = values.from.as_ref().map_or(0, |from| from.value);
    let clamp = values.clamp.as_ref().is_some_and(|clamp| clamp.value);
    if from > to.value {
        let message = format!("`to` is {}, but the smallest value is {from}", to.value);
        reader.report(Diagnostic::error("reversed-range", to.span, message));
        return None;
    }
    let Some(written) = &values.start else {
        let (start, to) = (from, to.value);
        return Some(VariableKind::Number {
            from,
            to,
            start,
            clamp,
        });
    };
    let start = written.value.parse::<i64>().ok();
    let Some(start) = start.filter(|start| (from..=to.value).contains(start)) else {
        let message = format!(
            "`start` must be a whole number from {from} to {}, not `{}`",
            to.value,
            shown(written)
        );
        reader.report(Diagnostic::error("out-of-range", written.span, message));
        return None;
    };
    let to = to.value;
    Some(VariableKind::Number {
        from,
        to,
        start,
        clamp,
    })
}

fn one_of(
    reader: &mut Reader<'_>,
    slot: Slot<'_, '_>,
    words: &[Spanned<String>],
    start: Option<&Spanned<String>>,
) -> Option<VariableKind> {
    for (at, word) in words.iter().enumerate() {
        if let Some(first) = words[..at].iter().find(|first| first.value == word.value) {
            let message = format!("`{}` is listed twice", shown(word));
            let mistake = Diagnostic::error("duplicate-name", word.span, message);
            reader.report(mistake.also(Source::Script, first.span, "the first use"));
            return None;
        }
    }
    if words.is_empty() {
        let mistake = Diagnostic::error("empty-value", slot.span(), "`one-of` has no words");
        reader.report(mistake.hint("for example `one-of: [calm, afraid]`"));
        return None;
    }
    let names = || words.iter().map(|word| word.value.as_str());
    let start = match start {
        None => 0,
        Some(start) => match words.iter().position(|word| word.value == start.value) {
            Some(start) => start,
            None => {
                let message = format!("`{}` is not one of the words", shown(start));
                let mistake = Diagnostic::error("unknown-word", start.span, message)
                    .did_you_mean(nearest(start, names()));
                reader.report(mistake.hint(format!("the words are {}", listed(names()))));
                return None;
            }
        },
    };
    let words = words.to_vec();
    Some(VariableKind::Word { words, start })
}
