//! The voices and recipes that come with the program, by name.

use crate::world::{Catalog, Reach, RecipeNote, RecipeRef, SettingProblem, VoiceNote};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::language::Language;
use cuebook_core::units::{Metres, PerMinute};
use cuebook_script::Sound;
use cuebook_script::read::check::Sounds;
use cuebook_synth::find;
use cuebook_synth::recipe::quantity::Dimension;
use cuebook_synth::recipe::{self, Param, Takes};
use cuebook_voice::kokoro::blend::Blend;
use cuebook_voice::kokoro::voices::{self, Sex};
use cuebook_voice::phonemes::Accent;

/// The voices of the voice pack and the recipes of the sound library.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct BuiltinCatalog;

impl Catalog for BuiltinCatalog {
    fn voices(&self) -> Vec<&str> {
        voices::usable().map(|voice| voice.name).collect()
    }

    fn voice_named(&self, written: &str) -> Option<String> {
        Blend::read(written).ok().map(|blend| blend.name())
    }

    fn near_voices(&self, name: &str) -> Vec<&str> {
        voices::near(name)
    }

    fn is_misspelt(&self, name: &str) -> bool {
        voices::is_misspelt(name)
    }

    fn fitting(&self, language: Language, words: &str, taken: &[&str]) -> Option<&str> {
        Some(voices::fitting(language, words, taken).name)
    }

    fn recipes(&self) -> Vec<&str> {
        recipe::names().collect()
    }

    fn proof(&self, recipe: &RecipeRef) -> Vec<Diagnostic> {
        match &recipe.own {
            Some(text) => recipe::check_text(text, &Sound::keys()),
            None => Vec::new(),
        }
    }

    fn reach(&self, recipe: &RecipeRef) -> Option<Reach> {
        let recipe = recipe::of(recipe)?;
        let param = |name: &str, dimension: Dimension| {
            let found = recipe.params.iter().find(|param| param.name == name)?;
            match &found.takes {
                Takes::Quantity { default, low, high } if default.dimension == dimension => {
                    Some((default.value, low.value, high.value))
                }
                Takes::Quantity { .. } | Takes::Word { .. } => None,
            }
        };
        let density = param("density", Dimension::Rate);
        let density = density.map(|(default, ..)| PerMinute(60.0 * default));
        let distance = param("distance", Dimension::Length);
        distance.map_or(
            Some(Reach {
                density,
                ..Reach::ANYWHERE
            }),
            |(usual, nearest, farthest)| {
                Some(Reach {
                    usual: Metres(usual),
                    nearest: Metres(nearest),
                    farthest: Metres(farthest),
                    density,
                })
            },
        )
    }

    fn voice(&self, name: &str) -> Option<VoiceNote<'_>> {
        let spec = voices::find(name)?;
        Some(VoiceNote {
            woman: spec.sex == Sex::Woman,
            british: spec.accent == Some(Accent::British),
            language: spec.language,
            about: spec.about,
        })
    }

    fn same_words(&self, word: &str) -> Vec<&str> {
        find::same(word)
    }

    fn recipe(&self, name: &str) -> Option<RecipeNote<'_>> {
        let note = recipe::note(name)?;
        Some(RecipeNote {
            bed: note.bed,
            words: note.words,
        })
    }

    fn params(&self, recipe: &str) -> &[Param] {
        recipe::find(recipe).map_or(&[], |recipe| &recipe.params)
    }

    fn check(&self, recipe: &RecipeRef, settings: &[(String, String)]) -> Vec<SettingProblem> {
        let problems = recipe::check(recipe, settings).into_iter();
        let problems = problems.map(|problem| SettingProblem {
            setting: settings
                .iter()
                .position(|(name, _)| *name == problem.setting)
                .unwrap_or(0),
            message: problem.message,
            hint: problem
                .nearest
                .map(|nearest| format!("did you mean `{nearest}`?")),
        });
        problems.collect()
    }
}

impl Sounds for BuiltinCatalog {
    fn names(&self) -> Vec<&str> {
        recipe::names().collect()
    }

    fn near(&self, name: &str) -> Vec<&str> {
        find::near(name)
    }

    fn has_setting(&self, sound: &str, setting: &str) -> bool {
        self.params(sound).iter().any(|param| param.name == setting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_of_the_library_can_be_set_by_a_script() {
        let keys = Sound::keys();
        for recipe in recipe::names().filter_map(recipe::find) {
            for param in &recipe.params {
                assert!(!keys.contains(&&*param.name), "{}", recipe.name);
            }
        }
    }
}
