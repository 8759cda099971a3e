//! Checks the names and the units of a formula.
//!
//! Takes text, the known parameters and the expected dimension, and returns a tree
//! that can be evaluated, or every mistake with its place in the text. A part with
//! a mistake has no known dimension, so one mistake does not cause another message.

mod units;

use std::ops::Range;

use super::parse::{self, Kind, Term};
use super::{Function, Node, Operator};
use crate::recipe::param::{Known, Takes};
use crate::recipe::quantity::{Dimension, UNITS};
use cuebook_core::diagnostic::{Diagnostic, Span, nearest, shown};
use units::{product, quotient};

/// Reads a formula.
pub(super) fn checked(
    text: &str,
    params: &[Known],
    expected: Option<Dimension>,
) -> Result<Node, Vec<Diagnostic>> {
    let term = parse::formula(text).map_err(|wrong| {
        let place = Span::from(wrong.place);
        vec![Diagnostic::error("bad-formula", place, wrong.reason)]
    })?;
    let mut checker = Checker {
        text,
        params,
        mistakes: Vec::new(),
    };
    let (node, found) = checker.term(&term);
    if let (Some(found), Some(expected)) = (found, expected)
        && found != expected
    {
        checker.wrong_dimension(&term, found, expected);
    }
    match node {
        Some(node) if checker.mistakes.is_empty() => Ok(node),
        _ => Err(checker.mistakes),
    }
}

/// A node and its dimension; `None` for a part with a mistake.
type Found = (Option<Node>, Option<Dimension>);

struct Checker<'a> {
    text: &'a str,
    params: &'a [Known],
    mistakes: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn words(&self, place: &Range<usize>) -> String {
        shown(self.text.get(place.clone()).unwrap_or(""))
    }

    fn term(&mut self, term: &Term<'_>) -> Found {
        match &term.kind {
            Kind::Number(number, unit) => self.number(*number, unit, &term.place),
            Kind::Name(name) => self.name(name, &term.place),
            Kind::Negative(of) => {
                let (node, dimension) = self.term(of);
                (node.map(|of| Node::Negative(Box::new(of))), dimension)
            }
            Kind::Binary(operator, left, right) => self.binary(*operator, left, right),
            Kind::Range(low, high) => self.range(term, low, high),
            Kind::Call("is", arguments) => self.is(arguments, &term.place),
            Kind::Call(name, arguments) => self.call(name, arguments, &term.place),
        }
    }

    fn number(&mut self, number: f64, unit: &str, place: &Range<usize>) -> Found {
        if unit.is_empty() {
            return (Some(Node::Number(number)), Some(Dimension::Plain));
        }
        if let Some((_, dimension, scale)) = UNITS.iter().find(|(name, ..)| *name == unit) {
            return (Some(Node::Number(number * scale)), Some(*dimension));
        }
        let place = Span::new(place.end - unit.len(), place.end);
        let message = format!("there is no unit `{}`", shown(unit));
        let mistake = Diagnostic::error("wrong-unit", place, message);
        let names = || UNITS.iter().map(|(name, ..)| *name);
        let meant = names().find(|name| name.eq_ignore_ascii_case(unit));
        let mistake = mistake.did_you_mean(meant.or_else(|| nearest(unit, names())));
        let all: Vec<&str> = names().collect();
        let mistake = mistake.hint(format!("the units are {}", all.join(", ")));
        self.mistakes.push(mistake);
        (None, None)
    }

    /// Returns the index of a parameter.
    fn param(&mut self, name: &str, place: &Range<usize>) -> Option<usize> {
        let at = self.params.iter().position(|param| param.name == name);
        if at.is_none() {
            let span = Span::from(place.clone());
            let message = format!("the recipe has no parameter `{}`", shown(name));
            let mistake = Diagnostic::error("unknown-param", span, message);
            let names = || self.params.iter().map(|param| param.name.as_str());
            let mistake = mistake.did_you_mean(nearest(name, names()));
            let all: Vec<&str> = names().collect();
            let hint = match all.as_slice() {
                [] => "it has no parameters".to_owned(),
                all => format!("its parameters are {}", all.join(", ")),
            };
            self.mistakes.push(mistake.hint(hint));
        }
        at
    }

    fn name(&mut self, name: &str, place: &Range<usize>) -> Found {
        let Some(at) = self.param(name, place) else {
            return (None, None);
        };
        match &self.params[at].takes {
            Some(Takes::Quantity { default, .. }) => {
                (Some(Node::Param(at)), Some(default.dimension))
            }
            Some(Takes::Word { words, .. }) => {
                let span = Span::from(place.clone());
                let message = format!("`{name}` is a word, not a number");
                let first = words.first().map_or("…", String::as_str);
                let hint = format!("`is({name}, {first})` is 1 where it is that word, else 0");
                let mistake = Diagnostic::error("bad-formula", span, message).hint(hint);
                self.mistakes.push(mistake);
                (None, None)
            }
            None => (None, None),
        }
    }

    fn is(&mut self, arguments: &[Term<'_>], place: &Range<usize>) -> Found {
        let plain = Some(Dimension::Plain);
        let [param, word] = arguments else {
            return self.wrong_call(place, "`is` takes a parameter and a word".to_owned());
        };
        let (Kind::Name(name), Kind::Name(word_name)) = (&param.kind, &word.kind) else {
            return self.wrong_call(place, "`is` takes a parameter and a word".to_owned());
        };
        let Some(at) = self.param(name, &param.place) else {
            return (None, plain);
        };
        match &self.params[at].takes {
            Some(Takes::Word { words, .. }) if words.iter().any(|known| known == word_name) => {
                let is = Node::Is {
                    param: at,
                    word: (*word_name).to_owned(),
                };
                (Some(is), plain)
            }
            Some(Takes::Word { words, .. }) => {
                let span = Span::from(word.place.clone());
                let message = format!("`{name}` cannot be `{}`", shown(word_name));
                let mistake = Diagnostic::error("unknown-word", span, message);
                let meant = nearest(word_name, words.iter().map(String::as_str));
                let hint = format!("it is one of {}", words.join(", "));
                self.mistakes.push(mistake.did_you_mean(meant).hint(hint));
                (None, plain)
            }
            Some(Takes::Quantity { .. }) => {
                let (_, found) = self.wrong_call(
                    &param.place,
                    format!("`{name}` is a number, but `is` takes a word"),
                );
                (None, found.or(plain))
            }
            None => (None, plain),
        }
    }

    fn wrong_call(&mut self, place: &Range<usize>, message: String) -> Found {
        let span = Span::from(place.clone());
        self.mistakes
            .push(Diagnostic::error("bad-formula", span, message));
        (None, None)
    }

    fn call(&mut self, name: &str, arguments: &[Term<'_>], place: &Range<usize>) -> Found {
        let values: Vec<Found> = arguments.iter().map(|of| self.term(of)).collect();
        let known = Function::ALL.iter().find(|(known, ..)| *known == name);
        let Some(&(_, function, expected)) = known else {
            return self.unknown_function(name, place);
        };
        if arguments.len() != expected {
            let plural = if expected == 1 { "" } else { "s" };
            return self.wrong_call(place, format!("`{name}` takes {expected} value{plural}"));
        }
        let dimension = match (function, arguments) {
            (Function::Log2, [of]) => {
                self.plain(of, values[0].1, "`log2` takes a plain number");
                Some(Dimension::Plain)
            }
            (_, [a, b, rest @ ..]) => {
                if let [share] = rest {
                    self.plain(
                        share,
                        values[2].1,
                        "the third value of `mix` must be a plain number",
                    );
                }
                self.alike(
                    (a, values[0].1),
                    (b, values[1].1),
                    "the values of a function",
                )
            }
            _ => None,
        };
        let nodes: Option<Vec<Node>> = values.into_iter().map(|(node, _)| node).collect();
        (nodes.map(|nodes| Node::Call(function, nodes)), dimension)
    }

    fn unknown_function(&mut self, name: &str, place: &Range<usize>) -> Found {
        let span = Span::new(place.start, place.start + name.len());
        let message = format!("there is no function `{}`", shown(name));
        let mistake = Diagnostic::error("bad-formula", span, message);
        let names = || Function::ALL.iter().map(|(name, ..)| *name).chain(["is"]);
        let mistake = mistake.did_you_mean(nearest(name, names()));
        let all: Vec<&str> = names().collect();
        let hint = format!("the functions are {}", all.join(", "));
        self.mistakes.push(mistake.hint(hint));
        (None, None)
    }

    fn plain(&mut self, term: &Term<'_>, found: Option<Dimension>, rule: &str) {
        if let Some(found) = found.filter(|found| *found != Dimension::Plain) {
            let words = self.words(&term.place);
            let message = format!("{rule}, but `{words}` is {}", found.name());
            let span = Span::from(term.place.clone());
            self.mistakes
                .push(Diagnostic::error("wrong-unit", span, message));
        }
    }

    fn range(&mut self, whole: &Term<'_>, low: &Term<'_>, high: &Term<'_>) -> Found {
        let (low_node, low_of) = self.term(low);
        let (high_node, high_of) = self.term(high);
        let dimension = self.alike((low, low_of), (high, high_of), "the ends of a range");
        let (Some(low_node), Some(high_node)) = (low_node, high_node) else {
            return (None, dimension);
        };
        if let (Some(from), Some(to)) = (fixed(&low_node), fixed(&high_node))
            && low_of == high_of
            && from > to
        {
            let span = Span::from(whole.place.clone());
            let message = format!("the range `{}` is reversed", self.words(&whole.place));
            let turned = format!(
                "{}..{}",
                &self.text[high.place.clone()],
                &self.text[low.place.clone()]
            );
            let span_of = Span::new(low.place.start, high.place.end);
            self.mistakes
                .push(Diagnostic::error("reversed-range", span, message).mend(
                    format!("write `{}`", shown(&turned)),
                    span_of,
                    turned,
                ));
        }
        let range = Node::Range {
            low: Box::new(low_node),
            high: Box::new(high_node),
            by_interval: dimension == Some(Dimension::Frequency),
        };
        (Some(range), dimension)
    }

    fn binary(&mut self, operator: Operator, left: &Term<'_>, right: &Term<'_>) -> Found {
        let (left_node, a) = self.term(left);
        let (right_node, b) = self.term(right);
        let dimension = match operator {
            Operator::Add => self.alike((left, a), (right, b), "both sides of `+`"),
            Operator::Subtract => self.alike((left, a), (right, b), "both sides of `-`"),
            Operator::Multiply => self.joined((left, a), (right, b), product, "multiplied by"),
            Operator::Divide => self.joined((left, a), (right, b), quotient, "divided by"),
            Operator::Power => {
                self.plain(left, a, "only a plain number can be raised to a power");
                self.plain(right, b, "an exponent must be a plain number");
                Some(Dimension::Plain)
            }
        };
        let node = left_node
            .zip(right_node)
            .map(|(left, right)| Node::Binary(operator, Box::new(left), Box::new(right)));
        (node, dimension)
    }
}

/// Returns the value of a constant, in its base unit.
fn fixed(node: &Node) -> Option<f64> {
    match node {
        Node::Number(value) => Some(*value),
        Node::Negative(of) => fixed(of).map(|value| -value),
        _ => None,
    }
}
