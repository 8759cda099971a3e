//! Words that are not spoken as they are written: abbreviations, capitals that are spelled, and
//! Roman numerals.

use super::sentence::{Match, Sentence};
use super::tongue::Gender;
use cuebook_core::roman;

/// An abbreviation: `Sr.`, `Mme`, `etc.`
pub(super) fn short(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let is_stop = |at: usize| matches!(s.joined_mark(at), Some('.' | '॰'));
    let stopped = is_stop(at + 1);
    // Initials with stops between them: `a. C.`, `EE. UU.`, `p. ej.`
    if stopped
        && let Some(next) = s.word(at + 2)
        && is_stop(at + 3)
    {
        let both = format!("{} {}", word.to_lowercase(), next.to_lowercase());
        if let Some((_, full)) = s.text.short.iter().find(|(short, _)| *short == both) {
            return Some(ended(Match::new(4).say(at, full), s, at + 3));
        }
    }
    let lower = word.to_lowercase();
    let found = |list: &'static [(&'static str, &'static str)]| {
        list.iter()
            .find(|(short, _)| *short == word || *short == lower)
    };
    if stopped && let Some((_, full)) = found(s.text.short) {
        return Some(ended(Match::new(2).say(at, full), s, at + 1));
    }
    let (_, full) = found(s.text.bare)
        .filter(|(short, _)| *short == word || lower == *short && word != lower)?;
    Some(Match::new(1).say(at, full))
}

/// Adds the stop that also ends the sentence.
fn ended(found: Match, s: &Sentence<'_>, stop: usize) -> Match {
    let rest = s.tokens.get(stop + 1..).unwrap_or_default();
    match rest
        .iter()
        .any(|token| token.text.contains(char::is_alphanumeric))
    {
        true => found,
        false => found.mark('.'),
    }
}

/// Capitals that are spelled: `ONU` is a word, `UE` and `SNCF` are letters.
pub(super) fn acronym(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let count = word.chars().count();
    let capitals = word.chars().all(|c| c.is_uppercase());
    let single = count == 1 && is_spelled_alone(s, at, word);
    if !capitals || count > 6 || count == 1 && !single || s.text.said_whole.contains(&word) {
        return None;
    }
    // A whole line in capitals is not spelled.
    let loud = |other: Option<&str>| {
        other
            .is_some_and(|other| other.chars().count() > 3 && other.chars().all(char::is_uppercase))
    };
    let near = at.checked_sub(1).and_then(|before| s.word(before));
    if count > 1 && (loud(s.word(at + 1)) || loud(near)) {
        return None;
    }
    let vowel = |c: char| "AEIOUÁÉÍÓÚÀÈÌÒÙÂÊÔ".contains(c);
    let vowels = word.chars().filter(|c| vowel(*c)).count();
    let pairs: Vec<char> = word.chars().collect();
    let clash = pairs
        .windows(3)
        .any(|three| three.iter().all(|c| !vowel(*c)));
    let readable = vowels > 0 && count > 3 && !clash;
    if readable {
        return None;
    }
    let mut found = Match::new(1);
    for c in word.to_lowercase().chars() {
        let name = s.text.letters.iter().find(|(letter, _)| *letter == c);
        found = found.say(at, name.map_or("", |(_, name)| name));
    }
    (!found.pieces.is_empty()).then_some(found)
}

/// Returns whether a single letter is its name: a consonant that is no word, or an initial.
fn is_spelled_alone(s: &Sentence<'_>, at: usize, word: &str) -> bool {
    let vowel = "AEIOUYÀÉÈ".contains(word);
    let initial = s.joined_mark(at + 1) == Some('.');
    !vowel || initial && !s.joined(at)
}

/// A Roman numeral of a ruler, a century or a chapter: `Felipe II`, `siglo XX`, `XIXe siècle`.
pub(super) fn numeral(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let text = s.text;
    // `XIXe`, `IIIᵉ`: the ending says that it is ordinal.
    let stem = word.trim_end_matches(|c: char| c.is_lowercase());
    let ending = &word[stem.len()..];
    let value = u64::from(roman::value(stem)?);
    let next = s.word(at + 1).unwrap_or_default().to_lowercase();
    let gender = |word: &str| {
        if (text.is_woman)(word) {
            Gender::Woman
        } else {
            Gender::Man
        }
    };
    if !ending.is_empty() {
        // `Le`, `De` and `Me` are no numerals.
        let single = stem.chars().count() == 1;
        let told = matches!(stem, "I" | "V" | "X")
            && (matches!(ending, "er" | "ère" | "re")
                || text.after_numeral.contains(&next.as_str()));
        if single && !told {
            return None;
        }
        let (_, gender) = text.ordinal_ends.iter().find(|(end, _)| *end == ending)?;
        return Some(Match::new(1).say(at, &(text.ordinal)(value, *gender)?));
    }
    if text.after_numeral.contains(&next.as_str()) {
        return Some(Match::new(1).say(at, &(text.ordinal)(value, gender(&next))?));
    }
    let previous = at
        .checked_sub(1)
        .and_then(|before| s.word(before))
        .unwrap_or_default();
    let lower = previous.to_lowercase();
    if text.before_numeral.contains(&lower.as_str()) {
        let words = match text.century_is_ordinal && value <= 10 {
            true => (text.ordinal)(value, gender(&lower)),
            false => None,
        };
        let words = words.unwrap_or_else(|| (text.cardinal)(value, Gender::Man));
        return Some(Match::new(1).say(at, &words));
    }
    if text.rulers.contains(&lower.as_str()) {
        // The names of queens end in `a` and `e`.
        let woman = lower.ends_with('a') && lower != "juan" && lower != "andrea" && lower != "luca"
            || lower == "elizabeth";
        let gender = if woman { Gender::Woman } else { Gender::Man };
        let ordinal = (value <= text.ordinal_rulers).then(|| (text.ordinal)(value, gender));
        let words = ordinal
            .flatten()
            .unwrap_or_else(|| (text.cardinal)(value, Gender::Man));
        return Some(Match::new(1).say(at, &words));
    }
    // Alone at the start: the number of a chapter or a scene.
    let alone = at == 0 && stem.chars().count() > 1 && s.word(at + 1).is_none();
    alone.then(|| Match::new(1).say(at, &(text.cardinal)(value, Gender::Man)))
}
