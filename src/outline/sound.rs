//! Finds sounds of the library by words.
//!
//! A sound line of a screenplay names its sound, so [`Library::find`] returns the
//! recipe that matches the words best. In prose, the sentence also needs the
//! right context words.

use super::lexicon::listed;
use crate::world::Catalog;

/// The recipes of the library.
pub(super) struct Library<'s> {
    pub recipes: Vec<Recipe<'s>>,
    stock: &'s dyn Catalog,
}

/// A recipe with the words that match it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Recipe<'s> {
    pub name: &'s str,
    /// Whether it is continuous, rather than a single event.
    pub bed: bool,
    pub words: &'s [&'s str],
}

/// Recipes that can serve as music, and words for similar music.
const MUSIC: [(&str, &str); 5] = [
    (
        "lament",
        "sad mournful melancholy slow elegy requiem strings cello",
    ),
    ("drone", "dark eerie low deep uneasy sinister dread"),
    ("pulse", "tense tension driving urgent thriller fast"),
    ("sting", "stab dramatic shock stinger"),
    ("bugle", "brass military horn"),
];

impl<'s> Library<'s> {
    #[must_use]
    pub(super) fn of(stock: &'s dyn Catalog) -> Library<'s> {
        let recipe = |name| {
            let note = stock.recipe(name)?;
            Some(Recipe {
                name,
                bed: note.bed,
                words: note.words,
            })
        };
        Library {
            recipes: stock.recipes().into_iter().filter_map(recipe).collect(),
            stock,
        }
    }

    /// Returns the recipe that these words, in small letters, match best, and the
    /// place of the first matching word. For music, only recipes for music match. If the words match
    /// none, their synonyms do.
    #[must_use]
    pub(super) fn find(&self, music: bool, words: &[String]) -> Option<(Recipe<'s>, usize)> {
        let own: Vec<&str> = words.iter().map(String::as_str).collect();
        let same = |word: &&'_ str| self.stock.same_words(word).first().copied();
        self.best(music, &own).or_else(|| {
            let others: Vec<&str> = own.iter().map(|word| same(word).unwrap_or(word)).collect();
            self.best(music, &others)
        })
    }

    fn best(&self, music: bool, words: &[&str]) -> Option<(Recipe<'s>, usize)> {
        let mut best: Option<(f64, Recipe<'s>, usize)> = None;
        for recipe in &self.recipes {
            let moods = match (music, moods(recipe.name)) {
                (true, None) => continue,
                (true, Some(moods)) => moods,
                (false, _) => "",
            };
            let (score, at) = self.score(*recipe, moods, words);
            if score > best.map_or(0.0, |best| best.0) {
                best = Some((score, *recipe, at));
            }
        }
        best.map(|(_, recipe, at)| (recipe, at))
    }

    /// Returns how well a recipe matches, and its first matching word. A word
    /// that few recipes have counts more than one that many have.
    fn score(&self, recipe: Recipe<'_>, moods: &str, words: &[&str]) -> (f64, usize) {
        let place = |own: &str| words.iter().position(|word| alike(own, word));
        let mut score = 0.0;
        let mut first = usize::MAX;
        let answers = recipe.words.iter().copied();
        for own in answers.chain(moods.split_ascii_whitespace()) {
            // All words of a phrase must match.
            let found: Option<Vec<usize>> = own.split(' ').map(place).collect();
            if let Some(at) = found.and_then(|places| places.into_iter().min()) {
                let rivals = self.recipes.iter().filter(|other| other.answers(own));
                score += 6.0 / (1.0 + rivals.count() as f64);
                first = first.min(at);
            }
        }
        let parts: Vec<&str> = recipe.name.split('-').collect();
        let named: Vec<usize> = parts.iter().filter_map(|part| place(part)).collect();
        if named.len() == parts.len() || words.contains(&recipe.name) {
            score += 5.0 + parts.len() as f64;
            first = first.min(named.iter().copied().min().unwrap_or(0));
        }
        if words.first() == Some(&recipe.name) {
            (score + 4.0, 0)
        } else if score > 0.0 {
            (score + 0.5 * named.len() as f64, first)
        } else {
            (score, first)
        }
    }
}

impl Recipe<'_> {
    /// Returns whether the recipe matches a word, by its name or one of its
    /// words.
    fn answers(&self, word: &str) -> bool {
        let named = self.name.split('-').any(|part| alike(part, word));
        named || self.words.iter().any(|own| alike(own, word))
    }
}

fn moods(recipe: &str) -> Option<&'static str> {
    let music = MUSIC.iter().find(|(name, _)| *name == recipe);
    music.map(|(_, moods)| *moods)
}

/// Returns whether two words are the same except for an ending: door, doors.
fn alike(one: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| {
        // `sing` is not `singed`.
        long.strip_prefix(short).is_some_and(|rest| match rest {
            "" => true,
            "s" | "es" => short.len() > 2,
            rest => listed("ed ing d", rest) && short.len() > 4,
        })
    };
    ends(one, other) || ends(other, one)
}

/// Returns the number of a numeral from `two` to `twelve`.
#[must_use]
pub(super) fn number(word: &str) -> Option<u32> {
    const NUMBERS: &str = "two three four five six seven eight nine ten eleven twelve";
    let place = NUMBERS.split(' ').position(|number| number == word)?;
    u32::try_from(place + 2).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perform::BuiltinCatalog;

    fn found(music: bool, words: &str) -> Option<&'static str> {
        let low = words.to_lowercase();
        let words = low.split(|c: char| !c.is_alphabetic());
        let words: Vec<String> = words.map(str::to_owned).collect();
        Library::of(&BuiltinCatalog)
            .find(music, &words)
            .map(|(recipe, _)| recipe.name)
    }

    #[test]
    fn words_find_the_best_matching_sound() {
        for (words, expected) in [
            ("A heavy door slams.", Some("door-slam")),
            ("A knock at the door", Some("door-strike")),
            ("DOOR OPENS", Some("door-open")),
            ("Rain on the roof", Some("rain")),
            ("The phone rings twice", Some("telephone-bell")),
            ("Glass shatters", Some("glass-break")),
            ("WIND HOWLS", Some("wind")),
            ("Footsteps approach", Some("footsteps")),
            ("A gunshot", Some("pistol")),
            ("An automobile", Some("car-engine")),
            ("Distant thunder", Some("thunder")),
            ("church bell tolls", Some("bell-toll")),
            ("clock ticking", Some("clock")),
            ("A kettle boils", Some("kettle")),
            ("In the", None),
        ] {
            assert_eq!(found(false, words), expected, "{words}");
        }
    }

    #[test]
    fn music_finds_only_music() {
        assert_eq!(found(true, "A sad tune by the door"), Some("lament"));
        assert_eq!(found(true, "Tense"), Some("pulse"));
        assert_eq!(found(true, "A tango"), None);
        for (name, _) in MUSIC {
            assert!(BuiltinCatalog.recipe(name).is_some(), "{name}");
        }
    }

    #[test]
    fn numbers_are_spelt_from_two_to_twelve() {
        assert_eq!(number("two"), Some(2));
        assert_eq!(number("twelve"), Some(12));
        assert_eq!(number("one"), None);
    }
}
