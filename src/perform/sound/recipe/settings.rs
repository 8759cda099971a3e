//! The values of a recipe's parameters for one request.
//!
//! In: what a script sets, as text. Out: a value for every parameter, or the
//! mistakes in words. Always true: what is not set is at its default.

use super::quantity::Quantity;
use super::{Param, Recipe};
use crate::diagnostic::nearest;

/// Parameters by name, in the recipe's order.
#[derive(Clone, Debug, Default)]
pub struct Settings(Vec<(String, Quantity)>);

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
    pub fn get(&self, name: &str) -> Option<Quantity> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, quantity)| *quantity)
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
                    Ok(quantity) => settings.0[at].1 = quantity,
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

impl FromIterator<(String, Quantity)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, Quantity)>>(values: I) -> Settings {
        Settings(values.into_iter().collect())
    }
}

impl Param {
    /// Reads a value for this parameter.
    fn read(&self, text: &str) -> Result<Quantity, Problem> {
        let problem = |message: String, nearest: Option<String>| Problem {
            setting: self.name.clone(),
            message,
            nearest,
        };
        let found = Quantity::parse(text).map_err(|message| problem(message, None))?;
        if found.dimension != self.default.dimension {
            let message = format!(
                "`{}` is `{text}`, but what fits is {}, such as `{}`",
                self.name,
                self.default.dimension.units(),
                self.default
            );
            return Err(problem(message, None));
        }
        let nearest = if found.value < self.low.value {
            self.low
        } else if found.value > self.high.value {
            self.high
        } else {
            return Ok(found);
        };
        let message = format!(
            "`{}` is `{text}`, but it goes from `{}` to `{}`",
            self.name, self.low, self.high
        );
        Err(problem(message, Some(nearest.to_string())))
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
