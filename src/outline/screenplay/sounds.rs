//! Interprets the words of a sound line of a screenplay.

use super::fountain::SoundKind;
use crate::outline::lexicon::listed;
use crate::outline::sound::{Recipe, number};

/// Recipes that are beds, but are used once where a script asks for an effect.
const PASSING: &str = "boots-on-stairs gasoline-pour paper-burn car-engine weeping";

/// Returns the words of a sound line in small letters.
#[must_use]
pub(super) fn words(line: &str) -> Vec<String> {
    let parts = line.split(|c: char| !c.is_alphanumeric() && c != '-');
    let parts = parts.map(|part| part.trim_matches('-').to_lowercase());
    parts.filter(|part| !part.is_empty()).collect()
}

fn any(words: &[String], list: &str) -> bool {
    words.iter().any(|word| listed(list, word))
}

/// Returns whether a recipe is continuous, in a line of this kind with these
/// words.
#[must_use]
pub(super) fn goes_on(kind: SoundKind, recipe: Recipe<'_>, words: &[String]) -> bool {
    const ON: &str =
        "under continues continuing continuous throughout background begins starts constant";
    let lasts = recipe.bed && (!listed(PASSING, recipe.name) || any(words, ON));
    kind == SoundKind::Ambience || lasts
}

/// Returns whether the words end a sound instead of beginning one.
#[must_use]
pub(super) fn ends(words: &[String]) -> bool {
    let ends = any(
        words,
        "stop stops stopped out ends end ceases cease dies fades",
    );
    ends && !any(words, "in up under")
}

/// Returns the number of times that it sounds: `three knocks`, `knocks twice`,
/// `rings 4 times`. `at` is the word that names the sound.
#[must_use]
pub(super) fn times(words: &[String], at: usize) -> Option<u32> {
    let count = |word: &String| match word.as_str() {
        "several" | "some" => Some(3),
        "repeated" | "repeatedly" => Some(4),
        word => {
            let digits = word.parse().ok();
            number(word).or(digits.filter(|count| (2..=20).contains(count)))
        }
    };
    let spelt = words.iter().find_map(|word| match word.as_str() {
        "twice" => Some(2),
        "thrice" => Some(3),
        _ => None,
    });
    let counted = words.windows(2).find(|two| two[1] == "times");
    let counted = counted.and_then(|two| count(&two[0]));
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    spelt.or(counted).or(before.and_then(count))
}

/// Returns whether it is far away.
#[must_use]
pub(super) fn is_far(words: &[String]) -> bool {
    any(words, "distant distance far faint faintly off")
}

/// Returns the length of a silence, if the words ask for one.
#[must_use]
pub(super) fn silence(words: &[String]) -> Option<String> {
    if !listed("silence hush beat pause", words.first()?) {
        return None;
    }
    let seconds = words.iter().find_map(|word| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let seconds = digits.parse::<u32>().ok();
        seconds.filter(|seconds| (1..=60).contains(seconds))
    });
    Some(format!("{}s", seconds.unwrap_or(2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::sound::Library;
    use crate::perform::BuiltinCatalog;
    use crate::world::Catalog;

    #[test]
    fn numbers_ends_and_silences_are_understood() {
        let count = |line: &str| {
            let words = words(line);
            let at = Library::of(&BuiltinCatalog).find(false, &words).unwrap().1;
            times(&words, at)
        };
        assert_eq!(count("Three knocks at the door"), Some(3));
        assert_eq!(count("The telephone rings twice"), Some(2));
        assert_eq!(count("A knock, 4 times"), Some(4));
        assert_eq!(count("A knock"), None);
        assert!(ends(&words("Rain stops.")) && !ends(&words("Rain fades in")));
        assert_eq!(silence(&words("Silence, 3 seconds")), Some("3s".to_owned()));
        assert_eq!(silence(&words("The silence of the room")), None);
    }

    #[test]
    fn passing_sounds_are_in_the_library() {
        for name in PASSING.split(' ') {
            assert!(
                BuiltinCatalog.recipe(name).is_some_and(|recipe| recipe.bed),
                "{name}"
            );
        }
    }
}
