//! The age of a person, as screenplays write it: `40`, `mid 30s`, `early forties`,
//! `8 years old`, `teenager`.

use crate::outline::lexicon::{self, Age};

/// Returns the age that words in capitals name, if they name nothing else.
#[must_use]
pub(super) fn of_words(words: &[String]) -> Option<Age> {
    const FILLERS: &str =
        "AGED AGE AGES MID EARLY LATE ABOUT AROUND ROUGHLY HIS HER THEIR IN YEARS YEAR OLD YRS THE";
    let known = |word: &&String| FILLERS.split(' ').any(|filler| filler == word.as_str());
    let rest: Vec<&String> = words.iter().filter(|word| !known(word)).collect();
    match rest.as_slice() {
        [word] => of_word(word),
        // `20 25`, of `20-25`.
        [word, other] => of_word(other).and(of_word(word)),
        _ => None,
    }
}

/// Returns the age in a description that has it between commas: `30s, a nurse`.
#[must_use]
pub(super) fn of_description(text: &str) -> Option<Age> {
    let upper = text.to_uppercase();
    let age = |part: &str| {
        let words = part.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        of_words(&words.map(str::to_owned).collect::<Vec<_>>())
    };
    upper.split([',', ';']).find_map(age)
}

/// Returns the age that one word names: `40S`, `THIRTIES`, `TEENAGER`.
#[must_use]
pub(super) fn of_word(word: &str) -> Option<Age> {
    const DECADES: [(&str, u32); 8] = [
        ("TWENTIES", 20),
        ("THIRTIES", 30),
        ("FORTIES", 40),
        ("FIFTIES", 50),
        ("SIXTIES", 60),
        ("SEVENTIES", 70),
        ("EIGHTIES", 80),
        ("NINETIES", 90),
    ];
    let upper = word.to_uppercase();
    let number = upper.strip_suffix('S').unwrap_or(&upper);
    let plain = (1..=3).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    let years = plain.then(|| number.parse().ok()).flatten();
    let decade = DECADES.iter().find(|(name, _)| *name == upper);
    if let Some(years) = years.or(decade.map(|(_, years)| *years)) {
        return (1..=110).contains(&years).then(|| of_years(years));
    }
    match upper.as_str() {
        "TEENS" | "TEEN" | "TEENAGE" | "TEENAGER" | "TEENAGED" => Some(Age::Young),
        "MIDDLE-AGED" => Some(Age::Grown),
        _ => lexicon::age_of(&word.to_lowercase()),
    }
}

fn of_years(years: u32) -> Age {
    match years {
        0..=12 => Age::Child,
        13..=24 => Age::Young,
        25..=59 => Age::Grown,
        _ => Age::Old,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_numbers_and_decades() {
        for (words, expected) in [
            ("40", Some(Age::Grown)),
            ("MID 30S", Some(Age::Grown)),
            ("EARLY SIXTIES", Some(Age::Old)),
            ("AGED 8", Some(Age::Child)),
            ("TEENAGER", Some(Age::Young)),
            ("8 YEARS OLD", Some(Age::Child)),
            ("20 25", Some(Age::Young)),
            ("RADIO 4", None),
            ("1984", None),
        ] {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            assert_eq!(of_words(&words), expected, "{words:?}");
        }
    }
}
