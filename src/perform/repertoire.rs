//! What the house has to offer a script: its voices and recipes by name.

use crate::diagnostic::Diagnostic;
use crate::perform::sound::recipe::quantity::Dimension;
use crate::perform::sound::recipe::{self, Takes};
use crate::perform::voice::kokoro::voices::ENGLISH;
use crate::units::Metres;
use crate::world::{Reach, RecipeRef, SettingProblem, Stock};

/// The voices of the voice pack and the recipes of the sound library.
#[derive(Copy, Clone, Debug, Default)]
pub struct Repertoire;

impl Stock for Repertoire {
    fn voices(&self) -> Vec<&str> {
        ENGLISH.iter().map(|voice| voice.name).collect()
    }

    fn recipes(&self) -> Vec<&str> {
        recipe::names().collect()
    }

    fn proof(&self, recipe: &RecipeRef) -> Vec<Diagnostic> {
        match &recipe.own {
            Some(text) => recipe::check_text(&recipe.name, text),
            None => Vec::new(),
        }
    }

    fn reach(&self, recipe: &RecipeRef) -> Option<Reach> {
        let recipe = recipe::of(recipe)?;
        let param = recipe
            .params
            .iter()
            .find(|param| param.name == "distance")?;
        match &param.takes {
            Takes::Quantity { default, low, high } if default.dimension == Dimension::Length => {
                Some(Reach {
                    usual: Metres(default.value),
                    nearest: Metres(low.value),
                    farthest: Metres(high.value),
                })
            }
            Takes::Quantity { .. } | Takes::Word { .. } => None,
        }
    }

    fn check(&self, recipe: &RecipeRef, settings: &[(String, String)]) -> Vec<SettingProblem> {
        let problems = recipe::check(recipe, settings).into_iter();
        let told = problems.map(|problem| SettingProblem {
            setting: settings
                .iter()
                .position(|(name, _)| *name == problem.setting)
                .unwrap_or(0),
            message: problem.message,
            hint: problem
                .nearest
                .map(|nearest| format!("did you mean `{nearest}`?")),
        });
        told.collect()
    }
}
