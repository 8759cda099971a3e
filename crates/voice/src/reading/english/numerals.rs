//! Reads Roman numerals: of chapters and other parts (`CHAPTER LXVII`), of rulers (`Henry VIII`),
//! and of years (`MDCCCXII`). The word "I" and words such as `MIX` stay words.

mod rulers;

use cuebook_core::abbreviation;
use cuebook_core::roman;

use super::drawn::stammered;
use super::figures::DASHES;
use super::numbers;
use super::sentence::{Match, Sentence};
use super::written::Kind;
use rulers::{ranked, starts_clause};

/// Words before any numeral, also of one letter.
#[rustfmt::skip]
const PARTS: [&str; 44] = [
    "chapter", "chapters", "stave", "book", "books", "volume", "act", "acts", "scene", "scenes",
    "canto", "cantos", "adventure", "letter", "psalm", "psalms", "sonnet", "stanza", "verse", "fit",
    "lesson", "episode", "epistle", "ode", "fable", "tale", "story", "problem", "war",
    "corinthians", "kings", "samuel", "chronicles", "timothy", "peter", "john", "proposition",
    "theorem", "idyll", "elegy", "lecture", "essay", "movement", "interlude",
];

/// Words before a numeral that may also have a letter: `Part C`.
const NUMBERED: [&str; 22] = [
    "part", "parts", "section", "article", "phase", "type", "mark", "appendix", "figure", "table",
    "stage", "class", "level", "title", "apollo", "grade", "plate", "number", "unit", "item",
    "division", "group",
];

/// Words before a numeral in small letters, also of one letter.
const PAGES: [&str; 13] = [
    "page",
    "pages",
    "note",
    "notes",
    "footnote",
    "line",
    "lines",
    "paragraph",
    "clause",
    "folio",
    "rule",
    "item",
    "stanza",
];
/// Marks that may touch a numeral in small letters before it.
const MARKS: &str = "(—–-“‘\"[";

/// Returns whether a numeral here belongs to a word such as `Chapter`, so that a letter is no
/// initial.
pub(super) fn is_heading(s: &Sentence, at: usize) -> bool {
    s.word(at).and_then(value).is_some() && (is_after(s, at, &PARTS) || is_after(s, at, &NUMBERED))
}

/// A numeral of one letter at the start of a heading: `I. The Knock`, `V.—THE DOOR`. A letter before
/// a name is an initial, and before a whole sentence "I" may be the word.
pub(super) fn heading(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at).filter(|word| at == 0 && word.len() == 1)?;
    let value = roman::value(word).filter(|value| *value < 50)?;
    if !s.joined_mark(1, &['.']) {
        return None;
    }
    let title = 2 + usize::from(s.joined_mark(2, &DASHES) || s.joined_mark(2, &['—']));
    let whole = matches!(s.tokens.last()?.kind, Kind::Mark('.' | '!' | '?' | '…'));
    let named = match s.word(title) {
        Some("I") => return None,
        Some(word) => abbreviation::starts_sentence(word),
        None => s.tokens.len() > 3,
    };
    let untitled = s.tokens.len() == 2 && word != "I";
    let initial = s.joined_mark(title + 1, &['.']) && s.word(title)?.len() == 1;
    let titled = s.capital(title) && !initial && (named || !whole);
    let found = Match::new(1).say(0, numbers::cardinal(&value.to_string(), s.accent));
    (untitled || titled).then_some(found)
}

/// `Chapter IV` is "four", `Nicholas II` "the second", `the XIV Corps` "fourteenth".
pub(super) fn numeral(s: &Sentence, at: usize) -> Option<Match> {
    let written = s.word(at)?;
    let (word, ending) = match written.strip_suffix("'s") {
        Some(word) => (word, "'s"),
        None => (written.strip_suffix("th").unwrap_or(written), ""),
    };
    if let Some(found) = small(s, at, word) {
        return Some(found);
    }
    if s.joined(at)
        && !s
            .mark(at.checked_sub(1)?)
            .is_some_and(|mark| "(—–“‘\"".contains(mark))
    {
        return None;
    }
    if let Some(found) = counted(s, at, word, ending) {
        return Some(found);
    }
    let value = roman::value(word)?;
    let found = Match::new(1);
    if is_year(s, at, word, value) {
        return Some(found.say(at, numbers::year(&value.to_string(), s.accent)));
    }
    let lone = word.len() == 1;
    if is_letters(s, at, word) {
        return Some(found.spell(at, word));
    }
    let hyphen = s.joined_mark(at + 1, &['-', '.']) && s.speaks_from(at + 2);
    if hyphen && lone {
        return None;
    }
    ranked(s, at, (word, ending), value).or_else(|| {
        // Of the letters C, D, L and M many words are made; only long numerals are sure.
        let sure = word.len() > 3 || value <= 50;
        (!lone && !s.shouted && sure)
            .then(|| found.say(at, numbers::cardinal(&value.to_string(), s.accent)))
    })
}

/// Returns whether capitals are letters and no numeral: a size (`an XL shirt`), sex chromosomes, a
/// drip.
fn is_letters(s: &Sentence, at: usize, word: &str) -> bool {
    let before = s.word_before(at).unwrap_or("");
    match word {
        "XL" | "XXL" | "XXXL" => {
            matches!(
                before,
                "an" | "An" | "size" | "sizes" | "in" | "or" | "and" | "L" | "XL"
            ) || before.is_empty()
                || s.is_noun(at + 1) && !s.capital(at.saturating_sub(1))
        }
        "XX" => matches!(
            s.word(at + 1),
            Some("chromosome" | "chromosomes" | "genotype" | "karyotype" | "female" | "embryo")
        ),
        "IV" => {
            let given = matches!(before, "an" | "An" | "mg" | "ml" | "mcg" | "via");
            let care = matches!(
                s.word(at + 1),
                Some("drip" | "line" | "lines" | "fluid" | "fluids" | "bag" | "pole" | "stand")
            );
            given || care && !is_after(s, at, &PARTS)
        }
        _ => false,
    }
}

/// Returns the value of a numeral in capitals, or in small letters if it is short of a thousand.
fn value(word: &str) -> Option<u32> {
    let small = word.chars().all(char::is_lowercase);
    roman::value(word).or_else(|| {
        let value = roman::value(&word.to_uppercase()).filter(|_| small)?;
        (value < 500).then_some(value)
    })
}

/// A numeral in small letters: `page iv`, `pp. ix–xv`, `(ii)`.
fn small(s: &Sentence, at: usize, word: &str) -> Option<Match> {
    let few = |word: &str| word.chars().all(|c| "ivxlc".contains(c)) && value(word).is_some();
    let before = at.checked_sub(1);
    let marked = before.and_then(|at| s.mark(at)).filter(|_| s.joined(at));
    if !few(word) || s.joined(at) && !marked.is_some_and(|mark| MARKS.contains(mark)) {
        return None;
    }
    let number = numbers::cardinal(&value(word)?.to_string(), s.accent);
    let ranged = marked.is_some_and(|mark| DASHES.contains(&mark))
        && at > 1
        && (s.word(at - 2).is_some_and(few) || s.digits(at - 2).is_some());
    // `c-c-can't`
    if ranged && stammered(s, at).is_none() {
        return Some(Match::new(1).say(at, ["to"]).say(at, number));
    }
    let bracketed = marked == Some('(') && s.joined_mark(at + 1, &[')']);
    let listed = bracketed && (word.len() > 1 || word == "i" || at == 1 && "vx".contains(word));
    let paged = is_after(s, at, &PAGES) && !(word == "i" && starts_clause(s, at + 1));
    // "Love, xx" is no number, and "dix", "mix" have other letters.
    let sure = word.len() > 1 && word.chars().all(|c| "ivx".contains(c)) && !word.starts_with("xx");
    let ends = s.joined_mark(at + 1, &['\'', '’']);
    let begins = s.joined_mark(at + 1, &DASHES)
        && s.joined_word(at + 2)
            .is_some_and(|next| next.len() > 1 && few(next));
    (listed || paged || begins || sure && marked.is_none() && !ends)
        .then(|| Match::new(1).say(at, number))
}

/// A numeral after `Chapter`, `Act` and the like.
fn counted(s: &Sentence, at: usize, word: &str, ending: &str) -> Option<Match> {
    let value = value(word)?;
    let part = is_after(s, at, &PARTS);
    let letter = matches!(
        word,
        "C" | "D" | "M" | "CD" | "DC" | "MC" | "MD" | "MM" | "CC"
    );
    let pronoun =
        word.eq_ignore_ascii_case("i") && (starts_clause(s, at + 1) || !ending.is_empty());
    let is_word = value >= 1000 && (s.known)(&word.to_lowercase()) || word == "i" && !part;
    let counts = part || is_after(s, at, &NUMBERED) && !letter;
    let named = matches!(s.word_before(at), Some("Peter" | "John"));
    if !counts || pronoun || is_word || named {
        return None;
    }
    Some(Match::new(1).say(at, numbers::cardinal(&value.to_string(), s.accent)))
}

/// Returns whether one of these words is before the token, with the numerals between them: `Acts I
/// and II`, `Chap. IV`.
fn is_after(s: &Sentence, at: usize, words: &[&str]) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    if s.joined_mark(before, &['.']) {
        let short = before
            .checked_sub(1)
            .and_then(|at| s.word(at))
            .and_then(abbreviation::of);
        return short.is_some_and(|found| words.contains(&found.spoken));
    }
    let Some(word) = s.word(before) else {
        return false;
    };
    let listed = matches!(word, "and" | "or" | "to") && before > 0;
    words.contains(&word.to_lowercase().as_str())
        || listed && s.word(before - 1).and_then(value).is_some() && is_after(s, before - 1, words)
}

/// Returns whether a numeral is a year.
fn is_year(s: &Sentence, at: usize, word: &str, value: u32) -> bool {
    let dated = matches!(
        s.word_before(at),
        Some(
            "in" | "In"
                | "year"
                | "anno"
                | "Anno"
                | "Domini"
                | "AD"
                | "since"
                | "from"
                | "to"
                | "by"
        )
    );
    let dated = dated || at > 0 && s.mark(at - 1) == Some('©');
    let clear = word.len() > 4 || dated && word.len() > 2 && !(s.known)(&word.to_lowercase());
    (1000..2100).contains(&value) && clear
}
