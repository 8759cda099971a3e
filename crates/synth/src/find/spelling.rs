//! Words with nearly the same letters or the same sound: `thundr` is thunder, and `sizzors` are scissors.
//!
//! The page of the catalogue has the same rules in its script.

use strsim::damerau_levenshtein;

/// The shortest word that can be misspelt.
const SHORTEST: usize = 4;
/// The longest word that is compared.
const LONGEST: usize = 24;

/// Returns the known word that a misspelt one means, if one is near enough.
#[must_use]
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let length = word.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return None;
    }
    let own = heard(word);
    let most = allowed(length);
    let near = known
        .filter(|other| other.len() >= SHORTEST)
        .filter_map(|other| {
            let distance = distance((word, &own), (other, &heard(other)));
            (distance <= most).then_some((distance, other))
        });
    near.min_by_key(|(distance, other)| (*distance, other.len().abs_diff(word.len())))
        .map(|(_, other)| other)
}

/// Returns how far a word of so many letters may be from the one that is meant, in halves of a letter.
fn allowed(length: usize) -> usize {
    match length {
        0..=5 => 2,
        6..=8 => 4,
        _ => 6,
    }
}

/// Returns how far two words are from each other, in halves of a letter. One that begins with another sound is far; what
/// sounds the same counts half.
fn distance((word, own): (&str, &str), (other, others): (&str, &str)) -> usize {
    const FAR: usize = usize::MAX;
    if own.chars().next() != others.chars().next() || own.len().abs_diff(others.len()) > 3 {
        return FAR;
    }
    let sounds = damerau_levenshtein(own, others);
    let letters = damerau_levenshtein(word, other);
    let distance = (sounds + letters).min(2 * letters).max(1);
    // `riser` is no `river`: another letter in a short word is another word.
    let exchanged = word.len() == other.len() && letters == 1 && !is_swapped(word, other);
    distance + usize::from(exchanged && sounds > 0)
}

/// Returns whether two words have the same letters.
fn is_swapped(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Returns a word as it sounds: `ph` is `f`, `c` is `k` or `s`, and no letter is double.
fn heard(word: &str) -> String {
    const PAIRS: [(&str, &str); 9] = [
        ("ph", "f"),
        ("ck", "k"),
        ("sci", "si"),
        ("sce", "se"),
        ("wh", "w"),
        ("kn", "n"),
        ("wr", "r"),
        ("qu", "kw"),
        ("gh", "g"),
    ];
    let mut text = word.to_lowercase();
    for (letters, instead) in PAIRS {
        text = text.replace(letters, instead);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut heard = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let soft = matches!(letters.get(at + 1), Some('e' | 'i' | 'y'));
        let letter = match letter {
            'c' if soft => 's',
            'c' => 'k',
            'z' => 's',
            'y' => 'i',
            letter => *letter,
        };
        if !heard.ends_with(letter) {
            heard.push(letter);
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 12] = [
        "thunder",
        "scissors",
        "donkey",
        "river",
        "whisper",
        "motorcycle",
        "bray",
        "telephone",
        "explosion",
        "sneeze",
        "applause",
        "tearing",
    ];

    #[test]
    fn a_misspelt_word_is_the_one_that_is_meant() {
        for (word, meant) in [
            ("thundr", "thunder"),
            ("sizzors", "scissors"),
            ("wisper", "whisper"),
            ("motorcicle", "motorcycle"),
            ("telefone", "telephone"),
            ("explotion", "explosion"),
            ("snezze", "sneeze"),
            ("aplause", "applause"),
        ] {
            assert_eq!(nearest(word, KNOWN.into_iter()), Some(meant), "{word}");
        }
    }

    #[test]
    fn another_word_is_none() {
        for word in [
            "braam",
            "riser",
            "torch",
            "servo",
            "xyzzy",
            "bar",
            "democracy",
        ] {
            assert_eq!(nearest(word, KNOWN.into_iter()), None, "{word}");
        }
    }
}
