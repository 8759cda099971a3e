//! Expands abbreviations (`Dr.`, `St.`, `No. 4`, `e.g.`, `&c.`) by the list that also decides where
//! sentences end. A full stop that also ends the sentence is kept; no other one makes a pause.

use cuebook_core::abbreviation::{self, Abbreviation, Follows};
use cuebook_core::roman;

use super::numbers;
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
    // `the Dr.'s bag`, `Smith Jr.'s`: the token is without its stop.
    if let Some(short) = word.strip_suffix("'s")
        && let Some(found) = abbreviation::of(short)
        && short.len() > 1
        && short.starts_with(char::is_uppercase)
        && found.follows != Follows::Number
    {
        return Some(Match::new(1).phrase(at, &format!("{}'s", found.spoken)));
    }
    let particle = s.named(at + 2) && !s.capital(at + 2);
    if word == "M" && s.joined_mark(at + 1, &['.']) && (particle || is_monsieur(s, at)) {
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

/// Returns whether `M.` is a Frenchman and no initial: a single name follows that is no English word,
/// and no name is before it.
fn is_monsieur(s: &Sentence, at: usize) -> bool {
    let next = at + 2;
    let Some(name) = s.word(next).filter(|_| s.capital(next) && !s.joined(next)) else {
        return false;
    };
    let name = name.strip_suffix("'s").unwrap_or(name);
    let initial = at
        .checked_sub(1)
        .is_some_and(|before| s.joined_mark(before, &['.']));
    let before = initial || is_after_name(s, at);
    let ends = !s.capital(next + 1);
    name.chars().count() > 2 && !before && ends && !s.shouted && !(s.known)(&name.to_lowercase())
}

/// `(b. 1820)`, `d. 1890`, `fl. 1200`, `r. 1042`: what a person did in a year; `18th c.`
pub(super) fn lived(s: &Sentence, at: usize) -> Option<Match> {
    let century = at > 1
        && s.digits(at - 2).is_some()
        && matches!(s.joined_word(at - 1), Some("th" | "st" | "nd" | "rd"))
        && matches!(s.word(at), Some("c" | "C"));
    if century && !s.joined(at) {
        return Some(Match::new(1 + s.abbreviating_stop(at + 1)).say(at, ["century"]));
    }
    let spoken = match s.word(at)? {
        "b" => "born",
        "d" => "died",
        "fl" => "flourished",
        "r" => "reigned",
        _ => return None,
    };
    let year = s
        .digits(at + 2)
        .filter(|digits| matches!(digits.len(), 3 | 4))?;
    let apart = !s.joined(at) || s.mark(at.checked_sub(1)?) == Some('(');
    let dated = s.joined_mark(at + 1, &['.']) && year.parse::<u32>().is_ok_and(|year| year < 2100);
    (apart && dated).then(|| Match::new(2).say(at, [spoken]))
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
    // Of `Pt`, which is also a place's, the part counts.
    let found =
        abbreviation::of(&word.to_lowercase()).filter(|found| found.follows == Follows::Number)?;
    // A page or a year has no abbreviation in capitals: "Plan C. I think so."
    let numeral = |word: &str| roman::value(&word.to_uppercase()).is_some();
    let small = |word: &str| word.len() > 1 && word.chars().all(char::is_lowercase);
    let by_numeral = s.word(next).is_some_and(numeral)
        && (s.word(next) != Some("I") || is_volume_one(s, next, found.spoken))
        && (word.len() > 1 || word == "p" && s.word(next).is_some_and(small));
    let spelled = word.len() > 2
        && s.word(next)
            .is_some_and(|word| numbers::is_small(&word.to_lowercase()));
    let counted = s.digits(next).is_some() && word != "C" || by_numeral || spelled;
    counted.then(|| Match::new(next - at).phrase(at, found.spoken))
}

/// Returns whether `I` after a part of a work is its number: nothing that begins a clause follows.
fn is_volume_one(s: &Sentence, at: usize, part: &str) -> bool {
    let part = matches!(
        part,
        "volume" | "volumes" | "chapter" | "chapters" | "book" | "scene"
    );
    let end = s.tokens.len() == at + 1 || s.mark(at + 1).is_some();
    let joined = matches!(
        s.word(at + 1),
        Some("and" | "to" | "of" | "in" | "is" | "was")
    );
    part && (end || joined)
}

/// Abbreviations that their neighbours decide: `St.` is a saint before a name and a street after
/// one, `Dr.` a doctor or a drive, `Co.` a county or a company, `Pt.` a point before a name.
pub(super) fn by_neighbours(s: &Sentence, at: usize) -> Option<Match> {
    let stop = s.joined_mark(at + 1, &['.']);
    let next = at + 1 + usize::from(stop);
    let after_name = is_after_name(s, at);
    let addressed = is_addressed(s, at);
    let before_name = s.named(next) && s.word(next).is_none_or(|word| roman::value(word).is_none());
    let said = match s.word(at)? {
        "St" | "Ste" if before_name && !addressed => "Saint",
        "St" if stop && (after_name || addressed) => "Street",
        "Dr" if stop && (after_name && !before_name || addressed) => "Drive",
        "Co" if stop && is_county(s, at, next) => "County",
        "Pt" if stop && before_name => "Point",
        "nr" if stop && s.named(next) => "near",
        "yr" | "Yr" if stop && s.is_noun(next) && !is_after_count(s, at) => "your",
        "yrs" | "Yrs" if is_signed(s, next) => "yours",
        "Sr" if stop && before_name && !after_name => "Sister",
        "v" if stop && s.capital(next) && is_after_name(s, at) => match s.word_before(at)? {
            "Herr" | "Frau" | "Fräulein" | "Graf" | "Gräfin" | "Baron" | "Baronin" | "Freiherr"
            | "Hauptmann" | "Oberst" | "Leutnant" | "General" | "Major" => "von",
            _ => "versus",
        },
        "Sat" | "Sun" if stop && is_weekday(s, at, next) => match s.word(at)? {
            "Sat" => "Saturday",
            _ => "Sunday",
        },
        _ => return None,
    };
    Some(Match::new(1 + s.abbreviating_stop(at + 1)).say(at, [said]))
}

/// Returns whether a number or "per" is before a token.
fn is_after_count(s: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1);
    before.is_some_and(|before| s.digits(before).is_some())
        || matches!(
            s.word_before(at),
            Some("per" | "a" | "one" | "last" | "next" | "this")
        )
}

/// Returns whether the end of a letter goes on here: `Yrs. truly`.
pub(super) fn is_signed(s: &Sentence, at: usize) -> bool {
    matches!(
        s.word(at),
        Some(
            "truly"
                | "faithfully"
                | "sincerely"
                | "ever"
                | "affectionately"
                | "obediently"
                | "respectfully"
        )
    )
}

/// Returns whether `Sat.` or `Sun.` is a day: before a date, or beside another day.
fn is_weekday(s: &Sentence, at: usize, next: usize) -> bool {
    let joins = |at: usize| {
        matches!(s.word(at), Some("and" | "to" | "or" | "&")) || s.joined_mark(at, &['-', '–'])
    };
    let before = at.checked_sub(2).filter(|before| joins(before + 1));
    let listed = before.is_some_and(|before| {
        let stop = usize::from(s.joined_mark(before, &['.']));
        before.checked_sub(stop).is_some_and(|at| is_day(s, at))
    });
    listed || s.digits(next).is_some() || joins(next) && is_day(s, next + 1)
}

/// Returns whether a day of the week is here, in full or cut short.
pub(super) fn is_day(s: &Sentence, at: usize) -> bool {
    let short = |word| abbreviation::of(word).is_some_and(|found| found.spoken.ends_with("day"));
    s.word(at).is_some_and(|word| {
        matches!(word, "Sat" | "Sun") || s.capital(at) && (word.ends_with("day") || short(word))
    })
}

/// Returns whether a name is before a token, and no word that only begins the sentence.
fn is_after_name(s: &Sentence, at: usize) -> bool {
    const LEADING: [&str; 16] = [
        "In", "At", "On", "By", "To", "From", "Near", "Of", "For", "With", "The", "And", "But",
        "When", "As", "Then",
    ];
    let before = at.checked_sub(1);
    before.is_some_and(|before| {
        s.word(before).is_some_and(|word| !LEADING.contains(&word)) && s.capital(before)
    })
}

/// Returns whether a token follows the name or the number of a street: `12 Baker St.`, `42nd St.`,
/// `down Gower St.`.
fn is_addressed(s: &Sentence, at: usize) -> bool {
    const ALONG: [&str; 8] = ["on", "along", "down", "up", "off", "across", "On", "Down"];
    let Some(before) = at.checked_sub(2) else {
        return false;
    };
    let nth = s.digits(before).is_some()
        && matches!(s.joined_word(at - 1), Some("st" | "nd" | "rd" | "th"));
    let housed = s.digits(before).is_some() && !s.joined(at - 1);
    let along = s.word(before).is_some_and(|word| ALONG.contains(&word));
    nth || is_after_name(s, at) && (housed || along)
}

/// Returns whether `Co.` is a county: before the name of an Irish or English one, or before another
/// name and not after one.
fn is_county(s: &Sentence, at: usize, next: usize) -> bool {
    #[rustfmt::skip]
    const COUNTIES: [&str; 34] = [
        "Antrim", "Armagh", "Carlow", "Cavan", "Clare", "Cork", "Derry", "Donegal", "Down",
        "Dublin", "Durham", "Fermanagh", "Galway", "Kerry", "Kildare", "Kilkenny", "Laois",
        "Leitrim", "Limerick", "Londonderry", "Longford", "Louth", "Mayo", "Meath", "Monaghan",
        "Offaly", "Roscommon", "Sligo", "Tipperary", "Tyrone", "Waterford", "Westmeath", "Wexford",
        "Wicklow",
    ];
    let joined = at.checked_sub(1).is_some_and(|before| {
        matches!(s.mark(before), Some('&' | '＆')) || s.word(before) == Some("and")
    });
    let listed = s.word(next).is_some_and(|name| COUNTIES.contains(&name));
    !joined && (listed || s.capital(next) && s.word(next).is_some() && !is_after_name(s, at))
}

/// `c/o`, `w/o`: letters with a stroke that are read as words.
pub(super) fn slashed(s: &Sentence, at: usize) -> Option<Match> {
    let (first, second) = (s.word(at)?, s.joined_word(at + 2)?);
    if !s.joined_mark(at + 1, &['/']) || s.joined(at) || s.joined_mark(at + 3, &['/']) {
        return None;
    }
    let spoken = match (first, second) {
        ("c" | "C", "o" | "O") => "care of",
        ("w" | "W", "o" | "O") => "without",
        ("a" | "A", "c" | "C") => "account",
        ("s" | "S", "he") => "she or he",
        _ => return None,
    };
    Some(Match::new(3).phrase(at, spoken))
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
