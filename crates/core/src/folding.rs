//! Text as it is read: signs that stand for others are replaced, and marks that are only for the
//! eye are left out. Words of a text and reading aloud both start from this text, so they agree.
//!
//! Ligatures, full width letters and other compatibility forms become plain letters. Signs that are
//! typed for an apostrophe become one, between letters. HTML entities become their characters.
//! Marks of notes and of pages disappear: `[1]`, `[^a]`, `sea.¹`, `sea.2 The`, `[Pg 5]`, `{7}`. Every part of the folded text
//! knows its place in the text as written.

mod entity;
mod note;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::diagnostic::Span;

/// A folded text with the place of every part in the text as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded<'a> {
    /// The text to read.
    pub text: Cow<'a, str>,
    /// Where the part begins in the text as written.
    from: usize,
    /// The parts that differ, in order.
    edits: Vec<Edit>,
}

/// A part of the folded text, and the part as written that it replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    folded: Range<usize>,
    written: Range<usize>,
}

impl<'a> Folded<'a> {
    /// Folds `text[within]`. The text before it decides whether it begins with the mark of a note.
    #[must_use]
    pub fn of(text: &'a str, within: Range<usize>) -> Folded<'a> {
        let (from, end) = (within.start, within.end);
        let mut folded = String::new();
        let mut edits = Vec::new();
        let (mut at, mut done) = (from, from);
        while let Some(c) = text.get(at..end).and_then(|rest| rest.chars().next()) {
            let Some((length, instead)) = replaced(&text[..end], at, c) else {
                at += c.len_utf8();
                continue;
            };
            folded.push_str(&text[done..at]);
            let start = folded.len();
            folded.push_str(&instead);
            edits.push(Edit {
                folded: start..folded.len(),
                written: at..at + length,
            });
            at += length;
            done = at;
        }
        let text = if edits.is_empty() {
            Cow::Borrowed(&text[within])
        } else {
            folded.push_str(&text[done..end]);
            Cow::Owned(folded)
        };
        Folded { text, from, edits }
    }

    /// Returns the place of a part of the folded text in the text as written. A mark that was left
    /// out beside the part does not belong to it.
    #[must_use]
    pub fn span(&self, part: Range<usize>) -> Span {
        let started = self
            .edits
            .partition_point(|edit| edit.folded.end <= part.start);
        let ended = self
            .edits
            .partition_point(|edit| edit.folded.start < part.end);
        let start = match self.edits.get(started) {
            Some(edit) if edit.folded.start < part.start => edit.written.start,
            _ => self.after(started, part.start),
        };
        let end = match ended.checked_sub(1).map(|last| &self.edits[last]) {
            Some(edit) if edit.folded.end > part.end => edit.written.end,
            _ => self.after(ended, part.end),
        };
        Span::new(start, end.max(start))
    }

    /// Returns the part of the folded text that is read for a span of the text as written.
    #[must_use]
    pub fn part(&self, written: Span) -> Span {
        let place = |at: usize, within: fn(&Edit) -> usize| {
            let passed = self.edits.partition_point(|edit| edit.written.end <= at);
            match (self.edits.get(passed), passed.checked_sub(1)) {
                (Some(edit), _) if edit.written.start < at => within(edit),
                (_, Some(last)) => self.edits[last].folded.end + at - self.edits[last].written.end,
                (_, None) => at.saturating_sub(self.from),
            }
        };
        let start = place(written.start, |edit| edit.folded.start);
        let end = place(written.end, |edit| edit.folded.end);
        Span::new(start, end)
    }

    /// Returns the place as written of a folded place that is after so many edits.
    fn after(&self, edits: usize, at: usize) -> usize {
        match edits.checked_sub(1).map(|last| &self.edits[last]) {
            Some(edit) => edit.written.end + (at - edit.folded.end),
            None => self.from + at,
        }
    }
}

/// Returns how many bytes from `at` on are read in another way, and the text to read instead.
fn replaced(text: &str, at: usize, c: char) -> Option<(usize, String)> {
    let rest = &text[at..];
    let one = |instead: &str| Some((c.len_utf8(), instead.to_owned()));
    match c {
        '&' => entity::read(rest).map(|(length, c)| (length, c.to_string())),
        '[' | '{' | '0'..='9' => note::length(text, at, c).map(|length| (length, String::new())),
        '`' if is_between_letters(text, at, c) => one("’"),
        _ if c.is_ascii() => combined(rest, c),
        '´' | '′' | 'ʹ' | 'ʻ' | '΄' | '՚' | '＇' | '‛' | 'ꞌ' if is_between_letters(text, at, c) => {
            one("’")
        }
        '‐' | '‑' => one("-"),
        _ if note::is_raised(c) => note::length(text, at, c).map(|length| (length, String::new())),
        _ => combined(rest, c),
    }
}

fn is_between_letters(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
}

/// Returns the plain form of a character with the combining marks after it.
fn combined(rest: &str, c: char) -> Option<(usize, String)> {
    let first = c.len_utf8();
    if c.is_ascii() && rest.as_bytes().get(first).is_none_or(u8::is_ascii) {
        return None;
    }
    let is_mark = |c: char| !c.is_ascii() && is_combining_mark(c);
    let marks = rest[first..]
        .find(|c| !is_mark(c))
        .unwrap_or(rest.len() - first);
    let plain = is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes;
    if marks == 0 && plain || keeps_its_form(c) {
        return None;
    }
    let written = &rest[..first + marks];
    let folded: String = written.nfkc().collect();
    let spaced = folded.starts_with(' ');
    // A sign does not become a word.
    let is_word = |text: &str| text.contains(char::is_alphanumeric);
    let same = is_word(&folded) == is_word(written);
    (folded != written && !spaced && same).then_some((written.len(), folded))
}

/// Returns whether a character has a reading that its plain form does not have, such as
/// `½` and `…`.
fn keeps_its_form(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            'ª' | 'º' | '¼'..='¾' | '\u{2150}'..='\u{215f}' | '↉' | '…' | '‥' | '″' | '‴' | '⁗'
            | '™' | '℠' | '№' | '℃' | '℉' | '²' | '³' | '¹' | '⁰' | '⁴'..='⁾' | '₀'..='₎')
}

/// Returns a word as it is read and compared: folded, with plain apostrophes.
#[must_use]
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() && !word.contains(['&', '`']) {
        return Cow::Borrowed(word);
    }
    let folded = Folded::of(word, 0..word.len()).text;
    match folded.contains(is_apostrophe) {
        true => Cow::Owned(folded.replace(is_apostrophe, "'")),
        false => folded,
    }
}

/// Returns whether `c` is written for an apostrophe.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '‛')
}

/// Returns whether the text, which starts with an apostrophe, starts with a word that has lost its
/// first letters: `'tis`, `’em`, `'90s`.
#[must_use]
pub fn is_elision(text: &str) -> bool {
    const BEHEADED: [&str; 29] = [
        "tis", "tisn", "twas", "twasn", "twere", "twill", "twould", "em", "im", "e", "un", "til",
        "cos", "neath", "gainst", "mongst", "nuff", "ow", "ave", "ad", "arf", "n", "twixt", "pon",
        "tain", "twon", "fraid", "spect", "ud",
    ];
    let mut tail = text.chars();
    tail.next();
    let head: String = tail
        .take(8)
        .take_while(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let decade = head.len() == 3
        && head.ends_with('s')
        && head.bytes().take(2).all(|digit| digit.is_ascii_digit());
    decade || BEHEADED.contains(&head.as_str())
}

#[cfg(test)]
mod tests;
