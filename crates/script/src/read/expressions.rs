//! Expressions: conditions and new values of an interactive show, as written. What they say is
//! read when the script is bound, because it depends on the variables of the show.

use std::marker::PhantomData;
use std::ops::Range;

use super::names::ReadNames;
use crate::what;
use cuebook_core::diagnostic::{Span, Spanned};
use cuebook_yaml::mapping::{Reader, Slot, Takes, Value};
use cuebook_yaml::{Kind, Style};

/// An expression as written in a script.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expression {
    /// The text without quotation marks.
    pub text: String,
    /// The place of the value in the script.
    pub span: Span,
    /// The byte of the script at which the text begins, if the script has it byte for byte.
    begins: Option<usize>,
}

impl Expression {
    /// Returns the place in the script of a part of the text. It is the whole value if the script
    /// writes it with escapes or over several lines.
    #[must_use]
    pub fn place(&self, part: Range<usize>) -> Span {
        self.begins.map_or(self.span, |begins| {
            Span::new(begins + part.start, begins + part.end)
        })
    }

    /// Returns whether parts of the text have places of their own.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.begins.is_some()
    }
}

/// An expression that says whether something happens.
pub struct Condition;

/// An expression that gives a variable its new value.
pub struct NewValue;

impl Value for Condition {
    type Of = Expression;
    type State = ();
    const TAKES: Takes = Takes::Expression(what::VARIABLE, "lamp and courage >= 2");

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Expression> {
        expression(reader, slot, "a condition")
    }
}

impl Value for NewValue {
    type Of = Expression;
    type State = ();
    const TAKES: Takes = Takes::Expression(what::VARIABLE, "courage + 1");

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Expression> {
        expression(reader, slot, "a value")
    }
}

fn expression(reader: &mut Reader<'_>, slot: Slot<'_, '_>, expected: &str) -> Option<Expression> {
    let text = reader.scalar(slot, expected)?.to_owned();
    let written = slot.span().of(reader.source);
    let inset = match slot.value.kind {
        Kind::Scalar(_, Style::Quoted) => 1,
        _ => 0,
    };
    let inner = written.get(inset..written.len().saturating_sub(inset));
    let begins = (inner == Some(text.as_str())).then_some(slot.span().start + inset);
    let expression = Expression {
        begins,
        span: slot.span(),
        text,
    };
    name_words(reader, &expression);
    Some(expression)
}

/// Records the words of an expression. Those that the script declares become names of variables
/// when all variables are known.
fn name_words(reader: &mut Reader<'_>, expression: &Expression) {
    if !expression.is_exact() {
        return;
    }
    for word in words(&expression.text) {
        let name = expression.text[word.clone()].to_owned();
        let name = Spanned::new(name, expression.place(word));
        reader.name(what::OPERAND, &name, false);
    }
}

/// Returns the places of the words of an expression: letters, digits, `_`, and `-` or `.` between
/// them.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if c.is_alphabetic() => start = Some(at),
            Some(from) if !is_word(c) => {
                let end = text[..at].trim_end_matches(['-', '.']).len();
                words.push(from..end);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// New values of variables: a mapping from their names to expressions.
pub struct Settings(PhantomData<()>);

impl Value for Settings {
    type Of = Vec<(Spanned<String>, Expression)>;
    type State = ();
    const TAKES: Takes = Takes::Named(what::VARIABLE, &NewValue::TAKES);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Self::Of> {
        let entries = reader.named(slot, "courage: \"courage + 1\"").iter();
        let read = entries.filter_map(|entry| {
            let slot = Slot::of(entry);
            let name = reader.thing(what::VARIABLE, slot.key, slot.key_span, false);
            Some((name, NewValue::read(reader, slot)?))
        });
        Some(read.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_an_expression_have_their_places() {
        let text = "not lamp and Mut-2 >= 12 - x";
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, ["not", "lamp", "and", "Mut-2", "x"]);
    }
}
