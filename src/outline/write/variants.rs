//! Names for recipes with settings: `cat-hiss: { recipe: cat, voice: hiss }`. Cues with the same recipe and the same
//! settings share a name.

use super::super::{Outline, Row, Sound};
use cuebook_script::write::slug;
use cuebook_synth::recipe;

/// The longest name.
const LONGEST: usize = 32;

/// The recipes with settings, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Variants {
    named: Vec<Named>,
}

#[derive(Debug)]
struct Named {
    name: String,
    recipe: String,
    settings: Vec<(String, String)>,
}

impl Named {
    fn is(&self, sound: &Sound) -> bool {
        self.recipe == sound.what && self.settings == sound.settings
    }
}

impl Variants {
    /// Names the recipes with settings of an outline.
    #[must_use]
    pub(super) fn of(outline: &Outline) -> Variants {
        let mut variants = Variants::default();
        for sound in outline.sounds().filter(|sound| !sound.settings.is_empty()) {
            if !variants.named.iter().any(|named| named.is(sound)) {
                let name = variants.free(sound);
                variants.named.push(Named {
                    name,
                    recipe: sound.what.clone(),
                    settings: sound.settings.clone(),
                });
            }
        }
        variants
    }

    /// Returns the name of a sound in the script.
    #[must_use]
    pub(super) fn name<'a>(&'a self, sound: &'a Sound) -> &'a str {
        let named = self.named.iter().find(|named| named.is(sound));
        named.map_or(&sound.what, |named| &named.name)
    }

    /// Returns the rows of the section.
    #[must_use]
    pub(super) fn rows(&self) -> Vec<Row> {
        let row = |named: &Named| {
            let settings: String = named
                .settings
                .iter()
                .map(|(param, value)| format!(", {param}: {value}"))
                .collect();
            Row {
                row: format!("  {}: {{ recipe: {}{settings} }}", named.name, named.recipe),
                remark: None,
            }
        };
        self.named.iter().map(row).collect()
    }

    /// Returns a name that neither a recipe nor an earlier sound has: the recipe and the words that it is set to,
    /// else the parameters.
    fn free(&self, sound: &Sound) -> String {
        let telling = sound.settings.iter().map(|(param, value)| {
            let is_word = value.starts_with(char::is_alphabetic);
            if is_word { value } else { param }
        });
        let telling: Vec<&str> = telling.map(String::as_str).collect();
        let name = slug(&format!("{}-{}", sound.what, telling.join("-")), LONGEST);
        let taken = |name: &str| {
            recipe::note(name).is_some() || self.named.iter().any(|named| named.name == name)
        };
        let mut free = name.clone();
        let mut number = 1;
        while taken(&free) {
            number += 1;
            free = format!("{name}-{number}");
        }
        free
    }
}
