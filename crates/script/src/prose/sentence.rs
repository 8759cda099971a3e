//! Sentences. The module takes a stretch and its words, and returns its sentences in the order of
//! the text. Every word is in exactly one sentence.
//!
//! The characters between two words decide. `!`, `?` and an ellipsis end a sentence unless a small
//! letter follows. A full stop ends a sentence unless it belongs to an abbreviation, or neither a
//! space nor a capital follows it. The full stops of Chinese and Japanese always end a sentence, and
//! so does the end of a line of verse.

use std::ops::Range;

use super::Word;
use super::word::is_apostrophe;
use crate::prose::Sentence;
use cuebook_core::diagnostic::Span;

const CLOSERS: &str = "\"'”’»›)]}」』*_";
const OPENERS: &str = "([{“„«‹‘‚「『¿¡";

/// A text, and the places in it where a sentence ends without a mark: at the ends of lines that are
/// not wrapped.
#[derive(Copy, Clone)]
pub(super) struct Paused<'t> {
    pub text: &'t str,
    /// In order, each at the start of what follows.
    pub pauses: &'t [usize],
}

impl Paused<'_> {
    fn is_paused(&self, gap: Range<usize>) -> bool {
        let next = self.pauses.partition_point(|at| *at <= gap.start);
        self.pauses.get(next).is_some_and(|at| *at <= gap.end)
    }
}

/// Adds the sentences of the words `range`, which are in the part `within` of the text.
pub(super) fn sentences(
    page: Paused<'_>,
    within: &Range<usize>,
    words: &[Word],
    range: Range<usize>,
    found: &mut Vec<Sentence>,
) {
    let text = page.text;
    let mut first = range.start;
    for here in range.clone() {
        let span = words[here].span;
        let next = words.get(here + 1).filter(|_| here + 1 < range.end);
        let between = span.end..next.map_or(within.end, |next| next.span.start);
        let gap = &text[between.clone()];
        let ends = |next: &Word| {
            page.is_paused(between) || divides(span.of(text), gap, next.span.of(text))
        };
        if next.is_none_or(ends) {
            found.push(Sentence {
                span: Span::new(words[first].span.start, span.end + marks_length(gap)),
                words: first..here + 1,
            });
            first = here + 1;
        }
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '…') || is_strong(c) || is_wide(c)
}

fn is_strong(c: char) -> bool {
    matches!(c, '!' | '?' | '‽' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥')
}

fn is_wide(c: char) -> bool {
    matches!(c, '。' | '．' | '｡' | '！' | '？')
}

/// Returns how many bytes after its last word belong to a sentence: up to the last full stop and
/// the closing marks after it, or else only the marks at the word.
fn marks_length(gap: &str) -> usize {
    let Some((last, stop)) = gap.char_indices().rfind(|(_, c)| is_stop(*c)) else {
        let stops = |c: char| c.is_whitespace() || c.is_control() || OPENERS.contains(c);
        return gap.find(stops).unwrap_or(gap.len());
    };
    let end = last + stop.len_utf8();
    let closers = gap[end..].find(|c| !CLOSERS.contains(c));
    closers.map_or(gap.len(), |length| end + length)
}

/// Returns whether a sentence ends between `word` and `next`, with `gap` between them.
fn divides(word: &str, gap: &str, next: &str) -> bool {
    let (mut points, mut strong, mut wide, mut spaced) = (0, false, false, false);
    if word.ends_with('.') {
        points = 1;
    }
    for c in gap.chars() {
        match c {
            '.' => points += 1,
            '…' => points += 3,
            c => {
                strong |= is_strong(c);
                wide |= is_wide(c);
            }
        }
        spaced = !is_stop(c) && (spaced || c.is_whitespace());
    }
    let first = next.chars().find(|c| c.is_alphanumeric()).unwrap_or(' ');
    if wide || first.is_lowercase() {
        return wide;
    }
    match points {
        0 => strong,
        1 if !strong => ends_at_point(word, spaced, first, next),
        _ => true,
    }
}

/// Returns whether one full stop after `word` ends a sentence. `first` is not a small letter.
fn ends_at_point(word: &str, spaced: bool, first: char, next: &str) -> bool {
    match Abbreviation::of(word) {
        Some(Abbreviation::Title) => false,
        Some(Abbreviation::Number) => !first.is_numeric(),
        Some(Abbreviation::Name) => spaced && STARTERS.contains(&next),
        None if spaced => true,
        None => {
            let long = word.chars().nth(1).is_some();
            first.is_alphabetic() && (long || word == "I")
        }
    }
}

/// The kind of abbreviation that a full stop after a word may mark.
enum Abbreviation {
    /// `Dr.`, `e.g.`: a word always follows.
    Title,
    /// `No.`, `Nov.`: a number follows.
    Number,
    /// `J.`, `U.S.`, `St.`: ends a sentence only if the next word usually starts one.
    Name,
}

impl Abbreviation {
    fn of(word: &str) -> Option<Abbreviation> {
        const TITLES: [&str; 40] = [
            "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Messrs", "Mme", "Mlle", "Gen", "Col", "Capt",
            "Cpt", "Lt", "Lieut", "Sgt", "Cpl", "Pvt", "Pfc", "Maj", "Adm", "Cmdr", "Cdr", "Brig",
            "Gov", "Sen", "Rep", "Pres", "Rev", "Fr", "Hon", "Supt", "Insp", "Det", "vs", "viz",
            "cf", "ca", "e.g", "i.e",
        ];
        const NUMBERED: [&str; 28] = [
            "No", "Nos", "Nr", "pp", "p", "vol", "Vol", "ch", "Ch", "fig", "Fig", "art", "Art",
            "sec", "Sec", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct",
            "Nov", "Dec", "approx",
        ];
        const NAMED: [&str; 13] = [
            "St", "Mt", "Ft", "Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "Bros", "Ave", "Rd", "Esq",
        ];
        let word = word.trim_start_matches(is_apostrophe).trim_end_matches('.');
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let initial = letters.next().is_none_or(|second| second == '.');
        if TITLES.contains(&word) {
            Some(Abbreviation::Title)
        } else if NUMBERED.contains(&word) {
            Some(Abbreviation::Number)
        } else if NAMED.contains(&word) || capital && initial && word != "I" {
            Some(Abbreviation::Name)
        } else {
            None
        }
    }
}

/// Words that, with a capital, start a sentence more often than they are a name.
const STARTERS: [&str; 56] = [
    "A", "After", "All", "An", "And", "Any", "As", "At", "Before", "But", "By", "Did", "Do",
    "Every", "For", "From", "He", "Her", "Here", "His", "How", "I", "If", "In", "Is", "It", "Its",
    "My", "No", "Nobody", "Not", "Nothing", "Now", "On", "Once", "One", "Only", "Or", "Our", "She",
    "So", "Someone", "That", "The", "Their", "Then", "There", "They", "This", "We", "What", "When",
    "Who", "Why", "Yes", "You",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        super::super::word::words(text, 0..text.len(), &mut words);
        let mut found = Vec::new();
        let page = Paused { text, pauses: &[] };
        sentences(page, &(0..text.len()), &words, 0..words.len(), &mut found);
        found
            .iter()
            .map(|sentence| sentence.span.of(text))
            .collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        for case in [
            "He left. She stayed!  Why? => He left.|She stayed!|Why?",
            "He left.Then he ran!Nobody saw. => He left.|Then he ran!|Nobody saw.",
            "What?! Go!! Now => What?!|Go!!|Now",
            "Wait... there is more… Then go. => Wait... there is more…|Then go.",
            "Wait . . . there is more => Wait . . . there is more",
            "Mr. Hale and Dr. Orlov met Gen. Ruzsky. => Mr. Hale and Dr. Orlov met Gen. Ruzsky.",
            "At 3 p.m. He came at 4 p.m. sharp. => At 3 p.m.|He came at 4 p.m. sharp.",
            "The U.S. Army left the U.S. They slept. => The U.S. Army left the U.S.|They slept.",
            "J. R. R. Hale, No. 4, e.g. Tom. => J. R. R. Hale, No. 4, e.g. Tom.",
            "I said no. No. He said so. => I said no.|No.|He said so.",
            "So did I. Boris laughed. => So did I.|Boris laughed.",
            "It cost 3.50 at 1:10. In 1941. Then => It cost 3.50 at 1:10.|In 1941.|Then",
            "(He left.) Then “Go.” Done => He left.)|Then “Go.”|Done",
            "Oh! how I wished it => Oh! how I wished it",
            "See example.com for more => See example.com for more",
            "C'est quoi ? Rien . => C'est quoi ?|Rien .",
            "雨だ。行け！早く => 雨だ。|行け！|早く",
            "Он ушёл. Она осталась… => Он ушёл.|Она осталась…",
            "he said,  => he said,",
            "On Nov. 4 at St. Mary's. It rained. => On Nov. 4 at St. Mary's.|It rained.",
        ] {
            let (text, expected) = case.split_once(" => ").unwrap();
            assert_eq!(split(text).join("|"), expected);
        }
    }
}
