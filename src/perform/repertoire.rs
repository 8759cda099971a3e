//! What the house has to offer a script: its voices and recipes by name.

use crate::perform::sound::recipe;
use crate::perform::voice::kokoro::voices::ENGLISH;
use crate::world::{SettingProblem, Stock};

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

    fn check(&self, recipe: &str, settings: &[(String, String)]) -> Vec<SettingProblem> {
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
