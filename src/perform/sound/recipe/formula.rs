//! Formulas: how a recipe says a value in terms of its parameters and of chance.
//!
//! In: text such as `18ms * (calibre / 122mm) ^ 0.4` or `80ms..120ms`. Out: a
//! tree, worked out for given settings and a random stream. Always true: a sum
//! of unlike dimensions is an error, never a number.

use serde::de::{Deserialize, Deserializer, Error as _};

use super::parse;
use super::quantity::{Dimension, Quantity};
use super::settings::{Settings, Value};
use crate::perform::sound::random::Random;

/// A formula as written, and its tree.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    tree: Node,
}

/// A node of a formula.
#[derive(Clone, Debug)]
pub enum Node {
    Number(Quantity),
    /// A parameter of the recipe.
    Name(String),
    /// Whether a parameter is a word: 1 or 0.
    Is {
        param: String,
        word: String,
    },
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    /// Drawn anew each time it is worked out.
    Range(Box<Node>, Box<Node>),
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
pub enum Function {
    Min,
    Max,
    /// `mix(a, b, t)`: from `a` at 0 to `b` at 1, held outside.
    Mix,
    /// The logarithm to base two of a plain number: octaves, doublings.
    Log2,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// When it does not parse; the message says where.
    pub fn parse(text: &str) -> Result<Formula, String> {
        let tree = parse::formula(text).map_err(|reason| format!("`{text}`: {reason}"))?;
        Ok(Formula {
            text: text.to_owned(),
            tree,
        })
    }

    /// Works the formula out, in the base unit of `due`.
    ///
    /// # Errors
    /// When a parameter is unknown, dimensions do not fit, or the result is not finite.
    pub fn value(
        &self,
        due: Dimension,
        settings: &Settings,
        random: &mut Random,
    ) -> Result<f64, String> {
        let found = self.quantity(settings, random)?;
        if found.dimension == due {
            Ok(found.value)
        } else {
            let reason = format!("the unit due here is {}", due.units());
            Err(self.fault(&reason))
        }
    }

    /// Works the formula out, whatever it counts.
    ///
    /// # Errors
    /// When a parameter is unknown, dimensions do not fit, or the result is not finite.
    pub fn quantity(&self, settings: &Settings, random: &mut Random) -> Result<Quantity, String> {
        match self.tree.value(settings, random) {
            Ok(found) if found.value.is_finite() => Ok(found),
            Ok(_) => Err(self.fault("this is not a finite number")),
            Err(reason) => Err(self.fault(&reason)),
        }
    }

    fn fault(&self, reason: &str) -> String {
        format!("`{}`: {reason}", self.text)
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Formula, D::Error> {
        /// YAML reads `0.7` as a number and `0.7s` as text; both are formulas.
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(f64),
            Text(String),
        }
        let text = match Written::deserialize(from)? {
            Written::Number(number) => number.to_string(),
            Written::Text(text) => text,
        };
        Formula::parse(&text).map_err(D::Error::custom)
    }
}

impl Node {
    fn value(&self, settings: &Settings, random: &mut Random) -> Result<Quantity, String> {
        match self {
            Node::Number(quantity) => Ok(*quantity),
            Node::Name(name) => match settings.get(name) {
                Some(Value::Quantity(quantity)) => Ok(*quantity),
                Some(Value::Word(_)) => Err(format!(
                    "`{name}` is a word; `is({name}, …)` makes a number of it"
                )),
                None => Err(format!("the recipe has no parameter `{name}`")),
            },
            Node::Is { param, word } => match settings.get(param) {
                Some(Value::Word(found)) => Ok(Quantity::plain(f64::from(u8::from(found == word)))),
                Some(Value::Quantity(_)) => Err(format!("`{param}` is no word")),
                None => Err(format!("the recipe has no parameter `{param}`")),
            },
            Node::Negative(of) => {
                let of = of.value(settings, random)?;
                Ok(Quantity::base(-of.value, of.dimension))
            }
            Node::Binary(operator, left, right) => {
                let left = left.value(settings, random)?;
                operator.apply(left, right.value(settings, random)?)
            }
            Node::Range(low, high) => {
                let low = low.value(settings, random)?;
                draw(low, high.value(settings, random)?, random)
            }
            Node::Call(function, arguments) => {
                let arguments: Result<Vec<Quantity>, String> = arguments
                    .iter()
                    .map(|argument| argument.value(settings, random))
                    .collect();
                function.apply(&arguments?)
            }
        }
    }
}

/// Draws from a range: frequencies evenly by interval, as the ear hears them, all else evenly.
fn draw(low: Quantity, high: Quantity, random: &mut Random) -> Result<Quantity, String> {
    let dimension = alike(low, high)?;
    let share = random.unit();
    let by_interval = dimension == Dimension::Frequency && low.value > 0.0 && high.value > 0.0;
    let value = if by_interval {
        low.value * libm::pow(high.value / low.value, share)
    } else {
        low.value + (high.value - low.value) * share
    };
    Ok(Quantity::base(value, dimension))
}

fn alike(left: Quantity, right: Quantity) -> Result<Dimension, String> {
    if left.dimension == right.dimension {
        Ok(left.dimension)
    } else {
        Err(format!("`{left}` and `{right}` are not of one kind"))
    }
}

impl Operator {
    fn apply(self, left: Quantity, right: Quantity) -> Result<Quantity, String> {
        let (a, b) = (left.value, right.value);
        match self {
            Operator::Add => Ok(Quantity::base(a + b, alike(left, right)?)),
            Operator::Subtract => Ok(Quantity::base(a - b, alike(left, right)?)),
            Operator::Multiply => {
                product(left.dimension, right.dimension).map(|of| Quantity::base(a * b, of))
            }
            Operator::Divide => {
                quotient(left.dimension, right.dimension).map(|of| Quantity::base(a / b, of))
            }
            Operator::Power if left.dimension == right.dimension => match left.dimension {
                Dimension::Plain => Ok(Quantity::plain(libm::pow(a, b))),
                _ => Err("only plain numbers are raised to a power".to_owned()),
            },
            Operator::Power => Err("only plain numbers are raised to a power".to_owned()),
        }
    }
}

fn product(left: Dimension, right: Dimension) -> Result<Dimension, String> {
    use Dimension::{Frequency, Plain, Rate, Time};
    match (left, right) {
        (Plain, other) | (other, Plain) => Ok(other),
        (Time, Frequency | Rate) | (Frequency | Rate, Time) => Ok(Plain),
        _ => Err("these kinds of quantity cannot be multiplied".to_owned()),
    }
}

fn quotient(left: Dimension, right: Dimension) -> Result<Dimension, String> {
    use Dimension::{Frequency, Plain, Rate, Time};
    match (left, right) {
        (left, Plain) => Ok(left),
        (left, right) if left == right => Ok(Plain),
        (Plain, Rate | Frequency) => Ok(Time),
        (Plain, Time) => Ok(Rate),
        _ => Err("these kinds of quantity cannot be divided".to_owned()),
    }
}

impl Function {
    /// The function of this name, and how many arguments it takes.
    #[must_use]
    pub fn named(name: &str) -> Option<(Function, usize)> {
        match name {
            "min" => Some((Function::Min, 2)),
            "max" => Some((Function::Max, 2)),
            "mix" => Some((Function::Mix, 3)),
            "log2" => Some((Function::Log2, 1)),
            _ => None,
        }
    }

    fn apply(self, of: &[Quantity]) -> Result<Quantity, String> {
        match (self, of) {
            (Function::Min, &[a, b]) => Ok(Quantity::base(a.value.min(b.value), alike(a, b)?)),
            (Function::Max, &[a, b]) => Ok(Quantity::base(a.value.max(b.value), alike(a, b)?)),
            (Function::Mix, &[a, b, t]) if t.dimension == Dimension::Plain => {
                let share = t.value.clamp(0.0, 1.0);
                let value = a.value + (b.value - a.value) * share;
                Ok(Quantity::base(value, alike(a, b)?))
            }
            (Function::Log2, &[a]) if a.dimension == Dimension::Plain => {
                Ok(Quantity::plain(libm::log2(a.value)))
            }
            _ => Err("a plain number is due here".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worked(text: &str, due: Dimension) -> Result<f64, String> {
        let quantity = |text| Value::Quantity(Quantity::parse(text).unwrap());
        let settings = Settings::from_iter([
            ("calibre".to_owned(), quantity("152mm")),
            ("fire-after".to_owned(), quantity("0.25")),
            ("door".to_owned(), Value::Word("oak".to_owned())),
        ]);
        Formula::parse(text)?.value(due, &settings, &mut Random::new(1))
    }

    #[test]
    fn arithmetic_binds_as_on_paper() {
        for (text, value) in [
            ("1 + 2 * 3", 7.0),
            ("-2 ^ 2", -4.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("(1 + 2) * 3", 9.0),
            ("8 / 4 / 2", 1.0),
            ("calibre / 76mm", 2.0),
            ("1 - fire-after", 0.75),
            ("mix(10, 20, fire-after)", 12.5),
            ("max(1, min(5, 3))", 3.0),
            ("log2(8)", 3.0),
            ("2s * 30/min", 1.0),
            ("is(door, oak)", 1.0),
            ("mix(2, 3, is(door, sheet-iron))", 2.0),
        ] {
            let found = worked(text, Dimension::Plain).unwrap();
            assert!((found - value).abs() < 1e-12, "{text} = {found}");
        }
    }

    #[test]
    fn a_range_is_drawn_between_its_ends() {
        for seed in 0..200 {
            let formula = Formula::parse("10ms..20ms").unwrap();
            let value = formula.value(
                Dimension::Time,
                &Settings::default(),
                &mut Random::new(seed),
            );
            assert!((0.01..0.02).contains(&value.unwrap()));
        }
    }

    #[test]
    fn mistakes_are_told_in_words() {
        for (text, words) in [
            ("1s + 1m", "not of one kind"),
            ("1s", "the unit due here is no unit"),
            ("1 / 0", "not a finite number"),
            ("size", "no parameter `size`"),
            ("2 *", "ends too early"),
            ("3 parsecs", "no unit"),
            ("(1", "`)` is due"),
            ("root(2)", "no function `root`"),
            ("1 2", "not expected"),
            ("door + 1", "`door` is a word"),
            ("is(calibre, oak)", "`calibre` is no word"),
            ("is(door)", "a parameter and a word"),
        ] {
            let message = worked(text, Dimension::Plain).unwrap_err();
            assert!(message.contains(words), "{text}: {message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-0-9a-z.()+*/^, ]{0,60}|\\PC{0,20}") {
            let _ = worked(&text, Dimension::Plain);
        }
    }
}
