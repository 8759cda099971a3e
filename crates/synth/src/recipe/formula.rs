//! Formulas: values that depend on parameters and on random draws.
//!
//! Takes text such as `18ms * (calibre / 122mm) ^ 0.4` or `80ms..120ms`, and
//! returns a tree that is evaluated for given settings and a random stream. Units
//! and names are checked when the formula is read, so a sound never fails later
//! because of them.

mod check;
mod parse;
#[cfg(test)]
mod tests;

use std::marker::PhantomData;

use super::param::Known;
use super::quantity::Dimension;
use super::settings::Settings;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_dsp::random::Random;

/// The kind of quantity that a formula must return.
pub trait QuantityKind: Clone + std::fmt::Debug {
    /// The dimension, or `None` where any is accepted.
    const DIMENSION: Option<Dimension>;
    /// An example of a formula, for messages.
    const EXAMPLE: &'static str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $Name:ident, $dimension:expr, $example:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Copy, Clone, Debug)]
        pub enum $Name {}

        impl QuantityKind for $Name {
            const DIMENSION: Option<Dimension> = $dimension;
            const EXAMPLE: &'static str = $example;
        }
    )+};
}

kinds! {
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
    /// A quantity of any dimension.
    Anything, None, "0.5";
}

/// A formula with a result of the kind `D`, in base units.
#[derive(Clone, Debug)]
pub struct Formula<D> {
    text: String,
    tree: Node,
    kind: PhantomData<D>,
}

/// A node of a formula whose names and units have been checked.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// A number in the base unit.
    Number(f64),
    /// The parameter at this index of the recipe.
    Param(usize),
    /// 1 if a parameter has this word, else 0.
    Is {
        param: usize,
        word: String,
    },
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    /// A value that is drawn at each evaluation.
    Range {
        low: Box<Node>,
        high: Box<Node>,
        by_interval: bool,
    },
    Call(Function, Vec<Node>),
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Operator {
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
    /// `mix(a, b, t)`: from `a` at 0 to `b` at 1, constant outside.
    Mix,
    /// The base-2 logarithm of a plain number: octaves, doublings.
    Log2,
}

impl<D: QuantityKind> Formula<D> {
    /// Reads a formula that may use these parameters.
    ///
    /// # Errors
    /// Returns all mistakes, with spans into `text`.
    pub fn parse(text: &str, params: &[Known]) -> Result<Formula<D>, Vec<Diagnostic>> {
        let tree = check::checked(text, params, D::DIMENSION)?;
        Ok(Formula {
            text: text.to_owned(),
            tree,
            kind: PhantomData,
        })
    }

    /// Returns a formula with a constant value, in base units.
    #[must_use]
    pub fn always(value: f64) -> Formula<D> {
        Formula {
            text: value.to_string(),
            tree: Node::Number(value),
            kind: PhantomData,
        }
    }

    /// Evaluates the formula, in base units.
    ///
    /// # Errors
    /// Returns an error when the result is not finite.
    pub fn value(&self, settings: &Settings, random: &mut Random) -> Result<f64, String> {
        let value = self.tree.value(settings, random);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(format!("`{}`: this is not a finite number", self.text))
        }
    }

    /// Returns the indices of the parameters that the formula uses, each once.
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

/// Draws from a range: frequencies uniformly on a logarithmic scale, other values
/// uniformly.
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
    /// Every function: its name and the number of its arguments.
    const ALL: &'static [(&'static str, Function, usize)] = &[
        ("min", Function::Min, 2),
        ("max", Function::Max, 2),
        ("mix", Function::Mix, 3),
        ("log2", Function::Log2, 1),
    ];

    /// The largest number of arguments of a function.
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
