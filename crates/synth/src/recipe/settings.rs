//! The values of a recipe's parameters for one request.
//!
//! Takes the settings of a script as text and returns a value for every parameter,
//! or the mistakes. A parameter that is not set has its default.

use super::quantity::{Dimension, Quantity};
use super::{Param, Recipe, Takes};
use cuebook_core::diagnostic::nearest;

/// Parameter values by name, in the recipe's order.
#[derive(Clone, Debug, Default)]
pub struct Settings(Vec<(String, Value)>);

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A number with its unit.
    Quantity(Quantity),
    /// One of the words of the parameter.
    Word(String),
}

impl Value {
    /// Returns the default of a parameter.
    pub(super) fn default_of(takes: &Takes) -> Value {
        match takes {
            Takes::Quantity { default, .. } => Value::Quantity(*default),
            Takes::Word { default, .. } => Value::Word(default.clone()),
        }
    }
}

/// A mistake in a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The name of the setting as written, or the name of a recipe that does not
    /// exist.
    pub setting: String,
    /// The message.
    pub message: String,
    /// The most similar name or value.
    pub nearest: Option<String>,
}

impl Settings {
    /// Returns the value of the parameter with this name.
    #[cfg(test)]
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// Returns the quantity of the parameter at this index, in its base unit.
    /// Returns NaN if there is none; checked formulas never ask for it.
    pub(super) fn quantity(&self, at: usize) -> f64 {
        match self.0.get(at) {
            Some((_, Value::Quantity(quantity))) => quantity.value,
            _ => f64::NAN,
        }
    }

    /// Returns whether the parameter at this index has the given word.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        matches!(self.0.get(at), Some((_, Value::Word(found))) if found == word)
    }

    /// Returns a copy with another value at one index.
    pub(super) fn with(&self, at: usize, value: Value) -> Settings {
        let mut settings = self.clone();
        if let Some((_, old)) = settings.0.get_mut(at) {
            *old = value;
        }
        settings
    }

    /// Sets a quantity, limited to its parameter's range. Returns whether there is
    /// such a parameter.
    pub(crate) fn set(
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

    /// Reads settings and checks them against the recipe's parameters.
    ///
    /// # Errors
    /// Returns all mistakes at once.
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
                    "`{}` is `{text}`, but it must be one of {}",
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
                "`{}` is `{text}`, but it takes {}, such as `{default}`",
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
            "`{}` is `{text}`, but its range is `{low}` to `{high}`",
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
