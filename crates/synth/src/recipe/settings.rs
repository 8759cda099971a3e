//! The values of a recipe's parameters for one request.
//!
//! In: what a script sets, as text. Out: a value for every parameter, or the
//! mistakes in words. Always true: what is not set is at its default.

use super::quantity::{Dimension, Quantity};
use super::{Param, Recipe, Takes};
use crate::diagnostic::nearest;

/// Parameters by name, in the recipe's order.
#[derive(Clone, Debug, Default)]
pub struct Settings(Vec<(String, Value)>);

/// What a parameter is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Quantity(Quantity),
    Word(String),
}

impl Value {
    #[must_use]
    pub fn default_of(takes: &Takes) -> Value {
        match takes {
            Takes::Quantity { default, .. } => Value::Quantity(*default),
            Takes::Word { default, .. } => Value::Word(default.clone()),
        }
    }
}

/// A mistake in a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The setting's name as written; the recipe's own where there is no such recipe.
    pub setting: String,
    /// What is wrong, in words.
    pub message: String,
    /// The name or value that may have been meant.
    pub nearest: Option<String>,
}

impl Settings {
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The quantity of the parameter at this place of the recipe's, in its base
    /// unit; not a number where there is none, which no formula of that recipe asks.
    #[must_use]
    pub fn quantity(&self, at: usize) -> f64 {
        match self.0.get(at) {
            Some((_, Value::Quantity(quantity))) => quantity.value,
            _ => f64::NAN,
        }
    }

    /// Whether the parameter at this place of the recipe's is a word.
    #[must_use]
    pub fn is(&self, at: usize, word: &str) -> bool {
        matches!(self.0.get(at), Some((_, Value::Word(found))) if found == word)
    }

    /// The same with another value at one place.
    #[must_use]
    pub fn with(&self, at: usize, value: Value) -> Settings {
        let mut settings = self.clone();
        if let Some((_, old)) = settings.0.get_mut(at) {
            *old = value;
        }
        settings
    }

    /// Sets a quantity, as far as its parameter goes; whether there is
    /// such a parameter.
    pub fn put(
        &mut self,
        recipe: &Recipe,
        name: &str,
        (value, dimension): (f64, Dimension),
    ) -> bool {
        let Some(at) = recipe.params.iter().position(|param| param.name == name) else {
            return false;
        };
        let Takes::Quantity { default, low, high } = &recipe.params[at].takes else {
            return false;
        };
        if default.dimension != dimension {
            return false;
        }
        let value = value.clamp(low.value, high.value);
        self.0[at].1 = Value::Quantity(default.with_value(value));
        true
    }

    /// Reads what is set against what the recipe knows.
    ///
    /// # Errors
    /// All mistakes at once.
    pub fn read(recipe: &Recipe, set: &[(String, String)]) -> Result<Settings, Vec<Problem>> {
        let mut settings = recipe.defaults();
        let mut problems = Vec::new();
        for (name, text) in set {
            match recipe.params.iter().position(|param| param.name == *name) {
                Some(at) => match recipe.params[at].read(text) {
                    Ok(value) => settings.0[at].1 = value,
                    Err(problem) => problems.push(problem),
                },
                None => problems.push(unknown(recipe, name)),
            }
        }
        if problems.is_empty() {
            Ok(settings)
        } else {
            Err(problems)
        }
    }
}

impl FromIterator<(String, Value)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Settings {
        Settings(values.into_iter().collect())
    }
}

impl Param {
    /// Reads a value for this parameter.
    fn read(&self, text: &str) -> Result<Value, Problem> {
        match &self.takes {
            Takes::Quantity { default, low, high } => self
                .quantity(text, *default, (*low, *high))
                .map(Value::Quantity),
            Takes::Word { words, .. } if words.iter().any(|word| word == text) => {
                Ok(Value::Word(text.to_owned()))
            }
            Takes::Word { words, .. } => Err(self.problem(
                format!(
                    "`{}` is `{text}`, but it is one of {}",
                    self.name,
                    words.join(", ")
                ),
                nearest(text, words.iter().map(String::as_str)).map(str::to_owned),
            )),
        }
    }

    fn quantity(
        &self,
        text: &str,
        default: Quantity,
        (low, high): (Quantity, Quantity),
    ) -> Result<Quantity, Problem> {
        let found = Quantity::parse(text).map_err(|message| self.problem(message, None))?;
        if found.dimension != default.dimension {
            let message = format!(
                "`{}` is `{text}`, but what fits is {}, such as `{default}`",
                self.name,
                default.dimension.units(),
            );
            return Err(self.problem(message, None));
        }
        let nearest = if found.value < low.value {
            low
        } else if found.value > high.value {
            high
        } else {
            return Ok(found);
        };
        let message = format!(
            "`{}` is `{text}`, but it goes from `{low}` to `{high}`",
            self.name
        );
        Err(self.problem(message, Some(nearest.to_string())))
    }

    fn problem(&self, message: String, nearest: Option<String>) -> Problem {
        Problem {
            setting: self.name.clone(),
            message,
            nearest,
        }
    }
}

fn unknown(recipe: &Recipe, name: &str) -> Problem {
    let names = recipe.params.iter().map(|param| param.name.as_str());
    let known: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
    Problem {
        setting: name.to_owned(),
        message: format!(
            "`{}` has no setting `{name}`; it has {}",
            recipe.name,
            known.join(", ")
        ),
        nearest: nearest(name, names).map(str::to_owned),
    }
}
