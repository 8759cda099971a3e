//! Words that are divided at a line end, by soft hyphens or by other characters that are not seen.
//! The module takes the text as it is read so far and returns it with these words whole.
//!
//! A hyphen at a line end is written either because the word is divided there (`re-⏎duce`) or
//! because a compound has it anyway (`well-⏎known`). It stays, without the line end, in these
//! cases, tried in this order:
//!
//! 1. The compound has another hyphen (`mother-in-⏎law`), a figure or a capital after the hyphen.
//! 2. Elsewhere in the text the whole has the hyphen more often than not.
//! 3. The text has it as often with as without, and the first part forms compounds (`well`,
//!    `half`, `self`, `twenty` before `one`), or the last part does (`looking`, `haired`).
//!
//! In all other cases the hyphen goes. The line end moves behind the word, so that the lines of a
//! wrapped text keep about their lengths.

use std::collections::HashMap;
use std::ops::Range;

use super::as_read::AsRead;
use cuebook_core::unseen::is_unseen;

/// Words that keep the hyphen after them, except before these ends of other words.
const FIRST: [(&str, &[&str]); 4] = [
    (
        "cross",
        &[
            "bow", "ed", "es", "ing", "ings", "over", "road", "roads", "wise", "word",
        ],
    ),
    ("half", &["back", "pence", "penny", "way", "wit"]),
    (
        "self",
        &[
            "ish", "ishly", "ishness", "less", "lessly", "lessness", "same",
        ],
    ),
    ("well", &["ing", "ings", "spring"]),
];

/// Words that keep the hyphen before them, except after the parts of [`JOINED`].
const LAST: [&str; 39] = [
    "armed",
    "aunt",
    "backed",
    "based",
    "beaten",
    "blooded",
    "built",
    "clad",
    "coloured",
    "colored",
    "covered",
    "dressed",
    "eyed",
    "faced",
    "fashioned",
    "filled",
    "footed",
    "going",
    "granddaughter",
    "grandfather",
    "grandmother",
    "grandson",
    "haired",
    "handed",
    "hearted",
    "known",
    "legged",
    "lined",
    "looking",
    "made",
    "minded",
    "natured",
    "shaped",
    "spoken",
    "tempered",
    "tongued",
    "topped",
    "uncle",
    "witted",
];

/// Parts of words that are written without a hyphen.
const JOINED: [&str; 22] = [
    "be", "de", "dis", "for", "fore", "ful", "inter", "mis", "non", "out", "over", "pre", "re",
    "some", "sub", "super", "sur", "trans", "un", "under", "up", "with",
];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const UNITS: [&str; 19] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second",
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "odd",
];

/// Words that no division leaves at the start of a line: the hyphen before them is a dash.
const OPENING: [&str; 33] = [
    "and", "because", "been", "but", "could", "did", "from", "had", "has", "him", "his", "my",
    "perhaps", "she", "should", "that", "the", "their", "there", "these", "they", "this", "those",
    "was", "we", "were", "when", "which", "while", "who", "would", "you", "your",
];

/// A hyphen at a line end, between letters.
struct Division<'t> {
    /// The letters before the hyphen, with other hyphens and apostrophes.
    first: &'t str,
    /// The letters at the start of the next line.
    last: &'t str,
    /// The hyphen.
    hyphen: Range<usize>,
    /// The line end with the white space around it.
    line_end: Range<usize>,
    /// The white space after the word; empty at the end of the text.
    after: Range<usize>,
    /// Whether the hyphen is a soft one, or the whole surely is a compound or surely is not.
    sure: Option<bool>,
}

/// Returns a text with divided words made whole and without soft hyphens. `marked` is the text as
/// it is read otherwise, if it is not read as written; the result is `None` if it is.
pub(super) fn read(source: &str, marked: Option<AsRead>) -> Option<AsRead> {
    let text = marked.as_ref().map_or(source, |read| read.text.as_str());
    let changes = changes(text);
    if changes.is_empty() {
        return marked;
    }
    let marked = marked.unwrap_or_else(|| AsRead::whole(source));
    Some(marked.changed(&changes))
}

/// Returns the parts of a text that are read otherwise than written, with the words that replace them.
fn changes(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let found = divisions(text);
    let counts = count(text, &found);
    let mut changes: Vec<(Range<usize>, &'static str)> = Vec::new();
    for division in &found {
        let keeps = division.keeps(&counts);
        let from = if keeps {
            division.line_end.start
        } else {
            division.hyphen.start
        };
        changes.push((from..division.line_end.end, ""));
        let after = &text[division.after.clone()];
        if !after.is_empty() && !after.contains(['\n', '\r']) {
            let first = after.chars().next().map_or(0, char::len_utf8);
            changes.push((division.after.start..division.after.start + first, "\n"));
        }
    }
    if !text.is_ascii() {
        let unseen = text
            .match_indices(is_silent)
            .map(|(at, mark)| (at..at + mark.len(), ""));
        changes.extend(unseen);
    }
    changes.sort_by_key(|(range, _)| range.start);
    // A soft hyphen at a line end goes with it.
    let mut end = 0;
    changes.retain(|(range, _)| {
        let free = range.start >= end;
        end = end.max(range.end);
        free
    });
    changes
}

/// Returns whether a character is not seen and has no meaning in a word, as joiners, variants of
/// signs and flags have.
fn is_silent(c: char) -> bool {
    let meant = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..);
    !c.is_ascii() && !meant && is_unseen(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '\u{ad}' | '¬')
}

fn is_part(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’' | '\u{ad}')
}

/// Returns the hyphens at line ends that may divide a word.
fn divisions(text: &str) -> Vec<Division<'_>> {
    // A search for one character is fast.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let ends = text.match_indices(end);
    ends.filter_map(|(at, _)| division(text, at)).collect()
}

/// Returns the division at the line end at `at`.
fn division(text: &str, at: usize) -> Option<Division<'_>> {
    let blank = |c: char| matches!(c, ' ' | '\t');
    let line = text[..at].trim_end_matches('\r').trim_end_matches(blank);
    let mark = line.chars().next_back().filter(|c| is_hyphen(*c))?;
    let hyphen = line.len() - mark.len_utf8()..line.len();
    let before = &line[..hyphen.start];
    let word = before.trim_end_matches(|c: char| is_part(c) || c.is_numeric() || c == '-');
    let first = &before[word.len()..];
    let rest = text[at + 1..].trim_start_matches(blank);
    let last = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    if !first.ends_with(char::is_alphanumeric) || !last.starts_with(char::is_alphabetic) {
        return None;
    }
    let start = text.len() - rest.len();
    let end = start + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let white = text[end..].find(|c: char| !c.is_whitespace());
    let compound = first.contains('-')
        || first.chars().nth(1).is_none() && capital(first)
        || first.ends_with(char::is_numeric)
        || rest[last.len()..].starts_with('-')
        || capital(last) && !is_shouted(first);
    let low = last.to_lowercase();
    let dash = mark == '-' && OPENING.contains(&low.as_str());
    (!dash).then_some(Division {
        first,
        last,
        hyphen,
        line_end: line.len()..start,
        after: end..white.map_or(text.len(), |white| end + white),
        sure: match mark {
            '\u{ad}' | '¬' => Some(false),
            _ => compound.then_some(true),
        },
    })
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_shouted(word: &str) -> bool {
    word.chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase)
        && word.chars().count() > 1
}

impl Division<'_> {
    fn whole(&self, hyphen: &str) -> String {
        format!("{}{hyphen}{}", self.first, self.last).to_lowercase()
    }

    /// Returns whether the hyphen belongs to the word.
    fn keeps(&self, counts: &HashMap<String, usize>) -> bool {
        if let Some(sure) = self.sure {
            return sure;
        }
        let count = |hyphen| counts.get(&self.whole(hyphen)).copied().unwrap_or(0);
        let (with, without) = (count("-"), count(""));
        match with.cmp(&without) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => self.is_usual_compound(),
        }
    }

    fn is_usual_compound(&self) -> bool {
        let (first, last) = (self.first.to_lowercase(), self.last.to_lowercase());
        let number = TENS.contains(&first.as_str()) && UNITS.contains(&last.as_str());
        let opens = FIRST.iter().find(|(word, _)| *word == first);
        number
            || opens.is_some_and(|(_, ends)| !ends.contains(&last.as_str()))
            || LAST.contains(&last.as_str()) && !JOINED.contains(&first.as_str())
    }
}

/// Returns how often the wholes of the divisions stand in the text undivided, with and without
/// their hyphens.
fn count(text: &str, divisions: &[Division<'_>]) -> HashMap<String, usize> {
    let open = divisions.iter().filter(|division| division.sure.is_none());
    let mut counts: HashMap<String, usize> = open
        .flat_map(|division| [division.whole("-"), division.whole("")])
        .map(|whole| (whole, 0))
        .collect();
    if counts.is_empty() {
        return counts;
    }
    let mut low = String::new();
    for word in text.split(|c: char| !is_part(c) && !is_hyphen(c)) {
        low.clear();
        low.extend(word.trim_matches('-').chars().flat_map(char::to_lowercase));
        if let Some(count) = counts.get_mut(&low) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        read(text, None).map_or_else(|| text.to_owned(), |read| read.text)
    }

    #[test]
    fn divided_words_are_whole_and_compounds_keep_their_hyphen() {
        for (text, expected) in [
            ("to re-\nduce the heat", "to reduce\nthe heat"),
            (
                "the thun-\r\n  derstorm, it came",
                "the thunderstorm,\nit came",
            ),
            ("a well-\nknown man", "a well-known\nman"),
            (
                "twenty-\none of half-\npast men",
                "twenty-one\nof half-past\nmen",
            ),
            (
                "her mother-in-\nlaw and son-\nin-law",
                "her mother-in-law\nand son-in-law",
            ),
            ("the dark-\nness fore-\ngoing", "the darkness\nforegoing"),
            ("the self-\nish dis-\ncovered", "the selfish\ndiscovered"),
            ("the Anglo-\nSaxon CHAP-\nTER", "the Anglo-Saxon\nCHAPTER"),
            ("a T-\nshirt and T-34-\nlike", "a T-shirt\nand T-34-like"),
            ("they were a-\nfraid", "they were afraid"),
            ("sol\u{ad}dier re\u{ad}\nduced", "soldier reduced"),
            ("Ma\u{200b}rta\u{feff}, \u{200e}Tom", "Marta, Tom"),
            ("I thought-\nand then", "I thought-\nand then"),
            ("all he knew-\nthat it", "all he knew-\nthat it"),
            ("a lad-\nder", "a ladder"),
            ("a -\nb -- \nc go-\n\nnow", "a -\nb -- \nc go-\n\nnow"),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn the_form_elsewhere_in_the_text_decides() {
        let whole = "The doorkeeper slept. A door-\nkeeper!";
        assert!(joined(whole).ends_with("A doorkeeper!"));
        let compound = "The door-keeper slept. A door-\nkeeper!";
        assert!(joined(compound).ends_with("A door-keeper!"));
        let against = "Selfless men. A self-\nless man.";
        assert!(joined(against).ends_with("A selfless\nman."));
    }
}
