//! Names that are near in meaning. Each name has words that suggest it, as the sounds of the
//! library have; a word that is no name is compared with these words.

mod suggesting;

use crate::diagnostic::nearest;

/// The shortest word that is found at the end of a longer one: `shot` in `gunshot`.
const SHORTEST_END: usize = 4;

/// Returns the names that a word suggests, in the order of the list: those with the same word, else
/// the one with nearly the same letters, else those with a part of it, such as `door` of `door-bell`,
/// else those with its end, such as `shot` of `gunshot`. Endings such as `-s` and `-ing` are ignored.
#[must_use]
pub fn meant<'n, S: AsRef<str>>(word: &str, named: &[(&'n str, &[S])]) -> Vec<&'n str> {
    let word = word.to_lowercase();
    let parts: Vec<&str> = word
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let with = |is_it: &dyn Fn(&str) -> bool| -> Vec<&'n str> {
        let has = |(name, words): &&(&'n str, &[S])| {
            is_it(name) || words.iter().any(|word| is_it(word.as_ref()))
        };
        named.iter().filter(has).map(|(name, _)| *name).collect()
    };
    let same = with(&|own| alike(own, &word));
    if !same.is_empty() {
        return same;
    }
    if let Some(near) = nearest(&word, named.iter().map(|(name, _)| *name)) {
        return vec![near];
    }
    // The last part says what it is: a `church bell` is a bell.
    for part in parts.iter().rev().filter(|part| part.len() < word.len()) {
        let found = with(&|own| alike(own, part));
        if !found.is_empty() {
            return found;
        }
    }
    let last = parts.last().copied().unwrap_or(&word);
    with(&|own| {
        own.len() >= SHORTEST_END && own.len() < last.len() && stem(last).ends_with(&stem(own))
    })
}

/// Returns the names that a word suggests by the list of words for spaces and tones, else the one
/// with nearly the same letters.
#[must_use]
pub fn near<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let all = names.into_iter().map(|name| (name, suggesting::of(name)));
    let all: Vec<(&str, Vec<&str>)> = all.collect();
    let named: Vec<(&str, &[&str])> = all
        .iter()
        .map(|(name, words)| (*name, &words[..]))
        .collect();
    meant(word, &named)
}

/// Returns whether two words are forms of one word: `knock`, `knocked`, `knocking`.
#[must_use]
pub fn alike(own: &str, word: &str) -> bool {
    own == word || (stem(own) == stem(word) && stem(own).len() >= 3)
}

/// Returns the part common to the forms of a word: `slam` of `slams`, `slammed` and `slamming`. It is
/// a key to compare with, not always a word: `hors` of `horse` and `horses`.
#[must_use]
pub fn stem(word: &str) -> String {
    let mut stem = without_ending(word).to_owned();
    // `slammed` and `slam`, `glasses` and `glass`.
    let mut last = stem.chars().rev();
    if let (Some(one), Some(other)) = (last.next(), last.next())
        && one == other
        && !is_vowel(one)
        && stem.len() > 3
    {
        stem.pop();
    }
    // `whine` and `whining`, `cry` and `cries`.
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    } else if stem.len() > 2 && stem.ends_with('y') && !stem[..stem.len() - 1].ends_with(is_vowel) {
        stem.pop();
        stem.push('i');
    }
    stem
}

/// Returns a word without a common ending that leaves at least three letters, one of them a vowel.
fn without_ending(word: &str) -> &str {
    let endings = ["ings", "ing", "ed", "es", "s"];
    let cut = endings.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        // `glass` and `speed` have no ending.
        let whole = matches!(*ending, "s" | "es") && stem.ends_with('s') && !word.ends_with("sses")
            || *ending == "ed" && stem.ends_with('e');
        let is_word = stem.len() >= 3 && stem.contains(|c| is_vowel(c) || c == 'y');
        (!whole && is_word).then_some(stem)
    });
    cut.unwrap_or(word)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(word: &str) -> Vec<&'static str> {
        let of = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        let rifle = of(&["rifle", "shot", "musket"]);
        let bell = of(&["bell", "toll", "church"]);
        let weeping = of(&["weep", "sob"]);
        let door = of(&["knock", "pound"]);
        let named = [
            ("rifle", &rifle[..]),
            ("bell-toll", &bell[..]),
            ("weeping", &weeping[..]),
            ("door-strike", &door[..]),
        ];
        meant(word, &named)
    }

    #[test]
    fn a_word_that_suggests_a_sound_names_it() {
        assert_eq!(suggested("musket"), ["rifle"]);
        assert_eq!(suggested("Knocking"), ["door-strike"]);
    }

    #[test]
    fn the_last_part_of_a_compound_counts() {
        assert_eq!(suggested("church-bell"), ["bell-toll"]);
        assert_eq!(suggested("gunshot"), ["rifle"]);
        assert_eq!(suggested("gunshots"), ["rifle"]);
    }

    #[test]
    fn a_misspelt_name_is_that_name() {
        assert_eq!(suggested("dor-strike"), ["door-strike"]);
        assert_eq!(suggested("rilfe"), ["rifle"]);
    }

    #[test]
    fn spaces_and_tones_have_words_that_suggest_them() {
        let spaces = [
            "none",
            "hall",
            "cathedral",
            "open-field",
            "forest",
            "street",
            "bathroom",
        ];
        for (word, space) in [
            ("open-air", "open-field"),
            ("field", "open-field"),
            ("outdoors", "open-field"),
            ("church", "cathedral"),
            ("old church", "cathedral"),
            ("woods", "forest"),
            ("forrest", "forest"),
        ] {
            assert_eq!(near(word, spaces), [space], "{word}");
        }
        assert_eq!(near("furious", ["neutral", "shout", "angry"]), ["angry"]);
        assert_eq!(near("quiet", ["neutral", "whisper", "cold"]), ["whisper"]);
        assert!(near("zeppelin", spaces).is_empty());
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "slam slams slammed slamming",
            "cry cries cried crying",
            "whine whines whined whining",
            "horse horses",
            "glass glasses",
            "buzz buzzes buzzed buzzing",
            "dial dialled dialed dialling",
            "speed speeds",
            "axe axes",
            "bus buses",
            "kiss kisses kissed",
            "pony ponies",
        ] {
            let stems: Vec<String> = forms.split(' ').map(stem).collect();
            assert!(stems.windows(2).all(|two| two[0] == two[1]), "{stems:?}");
        }
        for (one, other) in [("string", "strip"), ("bed", "bee"), ("sting", "stag")] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn similar_letters_are_no_meaning() {
        assert_eq!(suggested("beep"), Vec::<&str>::new());
        assert_eq!(suggested("bark"), Vec::<&str>::new());
        assert_eq!(suggested("well"), Vec::<&str>::new());
    }
}
