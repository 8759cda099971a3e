//! Estimates the number of syllables of a word, and so its duration.

/// Returns the number of syllables of a written word, estimated from its letters; at least one.
///
/// Each group of vowels counts as one. A silent `e` at the end does not count, and a digit counts
/// like its name.
#[must_use]
pub fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let mut count = 0;
    let mut in_vowels = false;
    for &letter in &letters {
        let vowel = "aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüýаеёиоуыэюя".contains(letter);
        if vowel && !in_vowels {
            count += 1;
        }
        in_vowels = vowel;
        // A kana is a syllable, and so is an ideograph of Chinese.
        if matches!(letter, '\u{3041}'..='\u{30FA}' | '\u{3400}'..='\u{9FFF}') {
            count += 1;
        }
        if letter.is_numeric() {
            count += 2;
        }
    }
    let plain: String = letters.iter().filter(|l| l.is_alphabetic()).collect();
    let silent = plain.ends_with('e') && !plain.ends_with("le") && !plain.ends_with("ee");
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_syllables_of_common_words() {
        for (word, count) in [
            ("door", 1),
            ("table", 2),
            ("fire", 1),
            ("battery", 3),
            ("I", 1),
            ("rhythm", 1),
            ("122nd", 6),
            ("Кремль", 1),
            ("…", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
