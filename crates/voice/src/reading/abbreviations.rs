//! Expands abbreviations (`Dr.`, `St.`, `No. 4`, `e.g.`, `etc.`). A full stop
//! that also ends the sentence is kept.

use super::capitals::roman;
use super::sentence::{Match, Sentence};

/// Abbreviations of a title or a place before a name. A few of them may lack
/// the full stop.
const BEFORE_NAME: [(&str, &str); 34] = [
    ("Mr", "Mister"),
    ("Mrs", "Missus"),
    ("Ms", "Miz"),
    ("Messrs", "Messers"),
    ("Dr", "Doctor"),
    ("Prof", "Professor"),
    ("Gen", "General"),
    ("Col", "Colonel"),
    ("Lt", "Lieutenant"),
    ("Capt", "Captain"),
    ("Maj", "Major"),
    ("Sgt", "Sergeant"),
    ("Cpl", "Corporal"),
    ("Pvt", "Private"),
    ("Pte", "Private"),
    ("Adm", "Admiral"),
    ("Cmdr", "Commander"),
    ("Cdr", "Commander"),
    ("Brig", "Brigadier"),
    ("Insp", "Inspector"),
    ("Supt", "Superintendent"),
    ("Gov", "Governor"),
    ("Sen", "Senator"),
    ("Rep", "Representative"),
    ("Rev", "Reverend"),
    ("Hon", "Honorable"),
    ("Pres", "President"),
    ("Fr", "Father"),
    ("Msgr", "Monsignor"),
    ("Mt", "Mount"),
    ("Ft", "Fort"),
    ("Mme", "Madame"),
    ("Mlle", "Mademoiselle"),
    ("Com", "Comrade"),
];

/// Abbreviations at any position, with their full stop.
const ANYWHERE: [(&str, &str); 28] = [
    ("etc", "et cetera"),
    ("vs", "versus"),
    ("viz", "namely"),
    ("cf", "compare"),
    ("approx", "approximately"),
    ("Jr", "Junior"),
    ("Sr", "Senior"),
    ("Esq", "Esquire"),
    ("Inc", "Incorporated"),
    ("Ltd", "Limited"),
    ("Co", "Company"),
    ("Corp", "Corporation"),
    ("Bros", "Brothers"),
    ("Dept", "Department"),
    ("dept", "department"),
    ("Govt", "Government"),
    ("govt", "government"),
    ("Assn", "Association"),
    ("Univ", "University"),
    ("Ave", "Avenue"),
    ("Blvd", "Boulevard"),
    ("Rd", "Road"),
    ("Sq", "Square"),
    ("Regt", "Regiment"),
    ("Bn", "Battalion"),
    ("Div", "Division"),
    ("Jan", "January"),
    ("Feb", "February"),
];

/// Abbreviations only before a number, in capitals or not.
const BEFORE_NUMBER: [(&str, &str); 23] = [
    ("no", "number"),
    ("nos", "numbers"),
    ("vol", "volume"),
    ("vols", "volumes"),
    ("ch", "chapter"),
    ("chap", "chapter"),
    ("p", "page"),
    ("pp", "pages"),
    ("fig", "figure"),
    ("figs", "figures"),
    ("art", "article"),
    ("sec", "section"),
    ("para", "paragraph"),
    ("pt", "part"),
    ("c", "circa"),
    ("ca", "circa"),
    ("est", "established"),
    ("op", "opus"),
    ("ed", "edition"),
    ("bk", "book"),
    ("apt", "apartment"),
    ("ext", "extension"),
    ("mk", "mark"),
];

fn expanded(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    let found = table.iter().find(|(short, _)| *short == word)?;
    Some(found.1)
}

/// `Dr. O'Neill`, `Lt.-Col. Smith`, `etc.`
pub(super) fn shortened(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let dotted = s.joined_mark(at + 1, &['.']);
    let next = at + 1 + usize::from(dotted);
    let named = s.capital(next) || s.joined_mark(next, &['-', '‑']) && s.capital(next + 1);
    let may_lack_stop = matches!(word, "Mr" | "Mrs" | "Ms" | "Messrs" | "Mme" | "Mlle" | "vs")
        || named && matches!(word, "Dr" | "Lt" | "Capt" | "Sgt" | "Cpl" | "Col" | "Prof");
    if !dotted && !may_lack_stop {
        return None;
    }
    let polite = matches!(word, "Mr" | "Mrs" | "Ms" | "Messrs");
    let said = expanded(&BEFORE_NAME, word)
        .filter(|_| named || polite)
        .or_else(|| expanded(&ANYWHERE, word))?;
    Some(Match::new(1 + s.abbreviating_stop(at + 1)).phrase(at, said))
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
    // A page or a year has no abbreviation in capitals: "Plan C. I think so."
    let by_numeral = word.len() > 1 && s.word(next).and_then(roman).is_some();
    let counted = s.digits(next).is_some() && word != "C" || by_numeral;
    let said = expanded(&BEFORE_NUMBER, &word.to_lowercase()).filter(|_| counted)?;
    Some(Match::new(next - at).say(at, [said]))
}

/// `St.` is a saint before a name, and a street after one.
pub(super) fn saint_or_street(s: &Sentence, at: usize) -> Option<Match> {
    let stop = s.joined_mark(at + 1, &['.']);
    let next = at + 1 + usize::from(stop);
    let before = at.checked_sub(1);
    let after_name = before.is_some_and(|before| s.word(before).is_some() && s.capital(before));
    let addressed = after_name && at > 1 && s.digits(at - 2).is_some();
    let before_name = s.capital(next) && s.word(next).is_none_or(|word| roman(word).is_none());
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
    let said = match (first, second) {
        ("e" | "E", "g") => "for example",
        ("i" | "I", "e") => "that is",
        ("N" | "n", "B") => "note well",
        ("Ph", "D") if s.joined_mark(at + 1, &['.']) => {
            return Some(Match::new(3 + s.abbreviating_stop(at + 3)).spell(at, "PHD"));
        }
        _ => return None,
    };
    s.joined_mark(at + 1, &['.'])
        .then(|| Match::new(3 + s.abbreviating_stop(at + 3)).phrase(at, said))
}
