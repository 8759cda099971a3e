//! Reads places in the Bible: `Gen. 1:1`, `1 Cor. 13`, `John iii. 16`, `Rev. xxi. 4`. A book that is
//! also a name or a rank needs a chapter with a verse.

use cuebook_core::abbreviation;
use cuebook_core::roman;

use super::figures::DASHES;
use super::numbers::{self, Words};
use super::sentence::{Match, Sentence};

/// A book with its chapter, and the verse if one is written. A range of verses goes on after it.
pub(super) fn verse(s: &Sentence, at: usize) -> Option<Match> {
    if s.joined(at) && s.mark(at.checked_sub(1)?).is_none_or(|mark| mark == '.') {
        return None;
    }
    let nth = nth(s, at);
    let book = at + usize::from(nth.is_some());
    let written = s.word(book).filter(|_| nth.is_none() || !s.joined(book))?;
    let spoken = abbreviation::scripture(written)?;
    if nth.is_some() && !abbreviation::is_one_of_several(written) {
        return None;
    }
    let stop = usize::from(s.joined_mark(book + 1, &['.']));
    let chapter = book + 1 + stop;
    let number = number(s, chapter).filter(|_| !s.joined(chapter) || stop == 1)?;
    let verse = verse_after(s, chapter);
    let sure = abbreviation::is_short_scripture(written) || nth.is_some() || written == "Rev";
    // `Num. 4`, `Ex. 3`, `Mark 4` may be something else.
    let doubtful =
        matches!(written, "Num" | "Ex" | "Mark" | "Acts" | "Mal" | "Mic") && nth.is_none();
    if verse.is_none() && (!sure || doubtful || stop == 0 && nth.is_none() && written != "Ps") {
        return None;
    }
    let mut found = Match::new(chapter + 1 - at);
    found = found.say(at, nth).say(book, [spoken]).say(chapter, number);
    if let Some((token, number)) = verse {
        found.taken = token + 1 - at;
        found = found.say(token, number);
    }
    // `5:3-12`, `1 Cor. 13–14`
    let dash = at + found.taken;
    if s.joined_mark(dash, &DASHES) && s.joined_digits(dash + 1).is_some() {
        found.taken += 1;
        found = found.say(dash, ["to"]);
    }
    Some(found)
}

/// Returns "First" for `1` or `I` before one of several books.
fn nth(s: &Sentence, at: usize) -> Option<&'static str> {
    let several = s.word(at + 1).is_some_and(abbreviation::is_one_of_several);
    let count = s.digits(at).or_else(|| s.word(at)).filter(|_| several)?;
    // "I Peter, I John": the letter alone may be the word.
    match count {
        "1" => Some("First"),
        "2" | "II" => Some("Second"),
        "3" | "III" => Some("Third"),
        "I" if s.joined_mark(at + 2, &['.']) => Some("First"),
        _ => None,
    }
}

/// Returns a number in figures or Roman numerals.
fn number(s: &Sentence, at: usize) -> Option<Words> {
    if let Some(digits) = s.digits(at).filter(|digits| digits.len() < 4) {
        return Some(numbers::cardinal(digits, s.accent));
    }
    let word = s.word(at).filter(|word| *word != "I" && *word != "mix")?;
    let value = roman::value(&word.to_uppercase()).filter(|value| *value < 151)?;
    Some(numbers::cardinal(&value.to_string(), s.accent))
}

/// Returns the verse after a chapter: `iii. 16`, `3:16`, `xii, 2`.
fn verse_after(s: &Sentence, chapter: usize) -> Option<(usize, Words)> {
    let roman = s.word(chapter).is_some();
    let mark =
        s.joined_mark(chapter + 1, &[':', '.']) || roman && s.joined_mark(chapter + 1, &[',']);
    let digits = s
        .digits(chapter + 2)
        .filter(|digits| mark && digits.len() < 4)?;
    let joined = s.joined(chapter + 2) || roman;
    joined.then(|| (chapter + 2, numbers::cardinal(digits, s.accent)))
}
