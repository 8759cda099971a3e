//! Formulas: how a recipe says a value in terms of its parameters and of chance.
//!
//! In: text such as `18ms * (calibre / 122mm) ^ 0.4` or `80ms..120ms`. Out: a
//! tree, worked out for given settings and a random stream. Always true: what
//! a formula counts is known when it is read, so that no sum of unlike kinds
//! and no unknown name is left to be met while a sound is made.

mod check;
mod parse;
#[cfg(test)]
mod tests;

use std::marker::PhantomData;

use super::param::Known;
use super::quantity::Dimension;
use super::settings::Settings;
use crate::diagnostic::Diagnostic;
use cuebook_dsp::random::Random;

/// What a formula has to count.
pub trait Due: Clone + std::fmt::Debug {
    /// Nothing where any kind of quantity will do.
    const DIMENSION: Option<Dimension>;
    const EXAMPLE: &'static str;
}

macro_rules! due {
    ($($(#[$doc:meta])* $Name:ident, $dimension:expr, $example:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Copy, Clone, Debug)]
        pub enum $Name {}

        impl Due for $Name {
            const DIMENSION: Option<Dimension> = $dimension;
            const EXAMPLE: &'static str = $example;
        }
    )+};
}

due! {
    /// A number, a share, an angle.
    Plain, Some(Dimension::Plain), "0.5";
    /// Seconds.
    Time, Some(Dimension::Time), "120ms";
    /// Metres.
    Length, Some(Dimension::Length), "2.5m";
    /// Hertz.
    Frequency, Some(Dimension::Frequency), "440Hz";
    /// Events a second.
    Rate, Some(Dimension::Rate), "40/min";
    /// Decibels.
    Level, Some(Dimension::Level), "-6dB";
    /// Whatever it counts.
    Anything, None, "0.5";
}

/// A formula that counts what is due, in base units.
#[derive(Clone, Debug)]
pub struct Formula<D> {
    text: String,
    tree: Node,
    due: PhantomData<D>,
}

/// A node of a formula in which every name is found and every unit fits.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// In the base unit.
    Number(f64),
    /// The parameter at this place of the recipe's.
    Param(usize),
    /// Whether a parameter is a word: 1 or 0.
    Is {
        param: usize,
        word: String,
    },
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    /// Drawn anew each time it is worked out.
    Range {
        low: Box<Node>,
        high: Box<Node>,
        by_interval: bool,
    },
    Call(Function, Vec<Node>),
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Function {
    Min,
    Max,
    /// `mix(a, b, t)`: from `a` at 0 to `b` at 1, held outside.
    Mix,
    /// The logarithm to base two of a plain number: octaves, doublings.
    Log2,
}

impl<D: Due> Formula<D> {
    /// Reads a formula over these parameters.
    ///
    /// # Errors
    /// All mistakes, with spans into `text`.
    pub fn parse(text: &str, params: &[Known]) -> Result<Formula<D>, Vec<Diagnostic>> {
        let tree = check::checked(text, params, D::DIMENSION)?;
        Ok(Formula {
            text: text.to_owned(),
            tree,
            due: PhantomData,
        })
    }

    /// A formula that is always this, in base units.
    #[must_use]
    pub fn always(value: f64) -> Formula<D> {
        Formula {
            text: value.to_string(),
            tree: Node::Number(value),
            due: PhantomData,
        }
    }

    /// Works the formula out, in base units.
    ///
    /// # Errors
    /// When the result is not finite.
    pub fn value(&self, settings: &Settings, random: &mut Random) -> Result<f64, String> {
        let value = self.tree.value(settings, random);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(format!("`{}`: this is not a finite number", self.text))
        }
    }

    /// The parameters that it names, each once.
    #[must_use]
    pub fn params(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.tree.params(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Node {
    fn value(&self, settings: &Settings, random: &mut Random) -> f64 {
        match self {
            Node::Number(value) => *value,
            Node::Param(at) => settings.quantity(*at),
            Node::Is { param, word } => f64::from(u8::from(settings.is(*param, word))),
            Node::Negative(of) => -of.value(settings, random),
            Node::Binary(operator, left, right) => {
                let left = left.value(settings, random);
                operator.apply(left, right.value(settings, random))
            }
            Node::Range {
                low,
                high,
                by_interval,
            } => {
                let low = low.value(settings, random);
                let high = high.value(settings, random);
                draw((low, high), *by_interval, random)
            }
            Node::Call(function, arguments) => {
                let mut values = [0.0; Function::MOST];
                for (value, argument) in values.iter_mut().zip(arguments) {
                    *value = argument.value(settings, random);
                }
                function.apply(values)
            }
        }
    }

    fn params(&self, found: &mut Vec<usize>) {
        match self {
            Node::Number(_) => {}
            Node::Param(at) | Node::Is { param: at, .. } => found.push(*at),
            Node::Negative(of) => of.params(found),
            Node::Binary(_, left, right)
            | Node::Range {
                low: left,
                high: right,
                ..
            } => {
                left.params(found);
                right.params(found);
            }
            Node::Call(_, arguments) => {
                for argument in arguments {
                    argument.params(found);
                }
            }
        }
    }
}

/// Draws from a range: frequencies evenly by interval, as the ear hears them, all else evenly.
fn draw((low, high): (f64, f64), by_interval: bool, random: &mut Random) -> f64 {
    let share = random.unit();
    if by_interval && low > 0.0 && high > 0.0 {
        low * libm::pow(high / low, share)
    } else {
        low + (high - low) * share
    }
}

impl Operator {
    fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => left / right,
            Operator::Power => libm::pow(left, right),
        }
    }
}

impl Function {
    /// Every function: its name, and how many values it takes.
    const ALL: &'static [(&'static str, Function, usize)] = &[
        ("min", Function::Min, 2),
        ("max", Function::Max, 2),
        ("mix", Function::Mix, 3),
        ("log2", Function::Log2, 1),
    ];

    /// The most values that a function takes.
    const MOST: usize = 3;

    fn apply(self, [a, b, t]: [f64; Function::MOST]) -> f64 {
        match self {
            Function::Min => a.min(b),
            Function::Max => a.max(b),
            Function::Mix => a + (b - a) * t.clamp(0.0, 1.0),
            Function::Log2 => libm::log2(a),
        }
    }
}
