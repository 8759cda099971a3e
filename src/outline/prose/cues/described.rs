//! How a sound line of a screenplay says that its sound is made: `SOUND: slow steps on gravel, receding`.

use super::find::Sounding;
use super::settings::{self, Made, Told};
use crate::outline::prose::clause::Grammar;
use crate::outline::prose::page::Page;
use crate::outline::sound::Recipe;
use crate::world::Catalog;
use cuebook_script::Prose;

/// Reads a sound line. `named` is its word, in small letters, that names the sound.
#[must_use]
pub(in crate::outline) fn described(
    line: &str,
    named: &str,
    recipe: Recipe<'_>,
    stock: &dyn Catalog,
) -> Told {
    // Sound lines are often in capitals, which would be names. `Heavy, slow steps` is one phrase.
    let (prose, _) = Prose::read(line.to_lowercase().replace([',', ';'], " "));
    let mut page = Page::of(&prose);
    page.play = true;
    let word = prose.words.ids().find(|word| page.low(*word) == named);
    let Some((word, part)) = word.and_then(|word| Some((word, page.part_of(word)?))) else {
        return Told::default();
    };
    let grammar = Grammar::of(&page);
    let sentence = grammar.sentence(part.words.clone());
    let sounding = Sounding {
        sound: "",
        beside: None,
    };
    let made = Made {
        name: recipe.name,
        bed: recipe.bed,
        params: stock.params(recipe.name),
    };
    settings::told(&sentence, word, &sounding, made)
}
