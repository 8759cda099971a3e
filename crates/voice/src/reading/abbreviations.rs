//! Expands abbreviations (`Dr.`, `St.`, `No. 4`, `e.g.`, `&c.`) by the list that also decides where
//! sentences end. A full stop that also ends the sentence is kept; no other one makes a pause.

use cuebook_core::abbreviation::{self, Abbreviation, Follows};
use cuebook_core::roman;

use super::sentence::{Match, Sentence};

/// Abbreviations that are also written without their stop.
const UNDOTTED: [&str; 10] = [
    "Mr", "Mrs", "Ms", "Mx", "Messrs", "Mme", "Mmes", "Mlle", "Mlles", "vs",
];

/// Abbreviations that may lack their stop before a name.
const UNDOTTED_BEFORE_NAME: [&str; 22] = [
    "Dr", "Drs", "Lt", "Lieut", "Capt", "Sgt", "Sergt", "Cpl", "Col", "Prof", "Gen", "Maj", "Pte",
    "Pvt", "Cdr", "Cmdr", "Revd", "Rev", "Insp", "Supt", "Gov", "Adm",
];

/// `Dr. O'Neill`, `Lt.-Col. Smith`, `Mme. de Renal`, `etc.`
pub(super) fn shortened(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let particle = s.named(at + 2) && !s.capital(at + 2);
    if word == "M" && s.joined_mark(at + 1, &['.']) && particle {
        return Some(Match::new(2).say(at, ["Monsieur"]));
    }
    let found = abbreviation::of(word)?;
    let dotted = s.joined_mark(at + 1, &['.']);
    let next = at + 1 + usize::from(dotted);
    let named = s.named(next) || s.joined_mark(next, &['-', '‑']) && s.named(next + 1);
    let apart = !s.joined(at) || at > 0 && !matches!(s.mark(at - 1), Some('.' | '@' | '/') | None);
    let opens = match found.follows {
        _ if !apart => false,
        _ if word == "MM" => dotted && named,
        Follows::Name => {
            dotted || UNDOTTED.contains(&word) || named && UNDOTTED_BEFORE_NAME.contains(&word)
        }
        Follows::Number => dotted && is_month_here(s, at, found),
        Follows::Place | Follows::Anything => dotted,
    };
    opens.then(|| Match::new(1 + s.abbreviating_stop(at + 1)).phrase(at, found.spoken))
}

/// Returns whether an abbreviation of a month is meant for one: at the end of a sentence it may be
/// the name `Jan`.
fn is_month_here(s: &Sentence, at: usize, found: Abbreviation) -> bool {
    let timed = matches!(
        s.word_before(at),
        Some("in" | "In" | "of" | "since" | "Since" | "last" | "next" | "by" | "until" | "till")
    );
    let month = found.short.starts_with(char::is_uppercase);
    if month {
        timed || s.speaks_from(at + 2)
    } else {
        found.short == "approx"
    }
}

/// `No. 4`, `vol. II`, `c. 1900`, `№ 4`.
pub(super) fn numbered(s: &Sentence, at: usize) -> Option<Match> {
    if matches!(s.mark(at), Some('№' | '#')) {
        s.digits(at + 1)?;
        return Some(Match::new(1).say(at, ["number"]));
    }
    let word = s.word(at)?;
    let dotted = s.joined_mark(at + 1, &['.']);
    let next = at + 1 + usize::from(dotted);
    // "No 4" without a stop is a number only where "no" cannot begin the
    // sentence.
    let mid_sentence = word == "No" && at > 0;
    if !dotted && !mid_sentence {
        return None;
    }
    let found = abbreviation::of(word).filter(|found| {
        found.follows == Follows::Number && found.short.starts_with(char::is_lowercase)
    })?;
    // A page or a year has no abbreviation in capitals: "Plan C. I think so."
    let numeral = |word: &str| roman::value(&word.to_uppercase()).is_some();
    let small = |word: &str| word.len() > 1 && word.chars().all(char::is_lowercase);
    let by_numeral = s.word(next).is_some_and(numeral)
        && s.word(next) != Some("I")
        && (word.len() > 1 || word == "p" && s.word(next).is_some_and(small));
    let counted = s.digits(next).is_some() && word != "C" || by_numeral;
    counted.then(|| Match::new(next - at).phrase(at, found.spoken))
}

/// `St.` is a saint before a name, and a street after one.
pub(super) fn saint_or_street(s: &Sentence, at: usize) -> Option<Match> {
    let stop = s.joined_mark(at + 1, &['.']);
    let next = at + 1 + usize::from(stop);
    let before = at.checked_sub(1);
    let after_name = before.is_some_and(|before| s.word(before).is_some() && s.capital(before));
    let addressed = after_name && at > 1 && s.digits(at - 2).is_some();
    let before_name = s.named(next) && s.word(next).is_none_or(|word| roman::value(word).is_none());
    let said = match s.word(at)? {
        "St" | "Ste" if before_name && !addressed => "Saint",
        "St" if stop && after_name => "Street",
        "Dr" if stop && after_name && !before_name => "Drive",
        _ => return None,
    };
    Some(Match::new(1 + s.abbreviating_stop(at + 1)).say(at, [said]))
}

/// `e.g.`, `i.e.`: letters with stops that are read as words.
pub(super) fn latin(s: &Sentence, at: usize) -> Option<Match> {
    let (first, second) = (s.word(at)?, s.joined_word(at + 2)?);
    if !s.joined_mark(at + 1, &['.']) {
        return None;
    }
    let found = Match::new(3 + s.abbreviating_stop(at + 3));
    let known = abbreviation::of(&format!("{first}.{second}"))?;
    Some(found.phrase(at, known.spoken))
}

/// `Ph.D.`, `D.Phil.`, `B.Sc.`, `LL.B.`, `PhD`: a degree by its letters. A part with a vowel between
/// consonants is a word.
pub(super) fn degree(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    if let Some(parts) = abbreviation::undotted_degree(word) {
        return Some(degree_parts(at, 1, parts));
    }
    let mut parts = vec![(at, word)];
    let mut end = at + 1;
    while s.joined_mark(end, &['.'])
        && let Some(part) = s.joined_word(end + 1)
    {
        parts.push((end + 1, part));
        end += 2;
    }
    let longer = |part: &&(usize, &str)| part.1.len() > 1;
    let known = |(_, part): &(usize, &str)| {
        part.len() == 1 && part.starts_with(char::is_uppercase)
            || abbreviation::is_degree_part(part)
    };
    let degree = parts.len() > 1 && parts.iter().filter(longer).count() == 1;
    (degree && parts.iter().all(known)).then(|| {
        let parts = parts.into_iter().map(|(_, part)| part);
        degree_parts(at, end - at + s.abbreviating_stop(end), parts)
    })
}

/// Reads the parts of a degree: letters together, and words.
fn degree_parts<'p>(at: usize, taken: usize, parts: impl IntoIterator<Item = &'p str>) -> Match {
    let mut found = Match::new(taken);
    let mut letters = String::new();
    for part in parts {
        if part.len() > 2 && part.contains(['a', 'e', 'i', 'o', 'u']) || part == "Ed" {
            found = spelled(found, at, &mut letters).say(at, [part]);
        } else {
            letters.push_str(&part.to_uppercase());
        }
    }
    spelled(found, at, &mut letters)
}

fn spelled(found: Match, at: usize, letters: &mut String) -> Match {
    match std::mem::take(letters) {
        none if none.is_empty() => found,
        letters => found.spell(at, &letters),
    }
}

/// `&c.`
pub(super) fn et_cetera(s: &Sentence, at: usize) -> Option<Match> {
    matches!(s.mark(at), Some('&' | '＆')).then_some(())?;
    let c = at + 1;
    let counted = matches!(s.joined_word(c)?, "c" | "C") && s.joined_word(c + 1).is_none();
    counted.then(|| Match::new(2 + s.abbreviating_stop(c + 1)).phrase(c, "et cetera"))
}
