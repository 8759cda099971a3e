//! Splits an utterance into clauses of characters, and the marks between them. Numbers and signs become
//! the characters in which a person would write them.

use std::ops::Range;

use super::{Piece, Reading, Spoken, is_ideograph, numbers, pronunciation};
use crate::Utterance;
use crate::phonemes::Origin;
use crate::reading::assemble::Part;
use crate::reading::{given_by, valid_words};

impl Reading<'_> {
    /// Returns the spoken words and marks of an utterance.
    pub(super) fn parts(&self, utterance: &Utterance) -> Vec<Part> {
        let given = self.given(utterance);
        let words = valid_words(utterance);
        let words = words.iter().map(|(_, span)| self.folded.part(*span).end);
        let ends: Vec<usize> = words.collect();
        let mut parts = Vec::new();
        let mut clause: Vec<Piece> = Vec::new();
        let mut at = 0;
        while let Some(c) = self.folded.text[at..].chars().next() {
            let end = at + c.len_utf8();
            if let Some((span, sounds)) = given.iter().find(|(span, _)| span.start == at) {
                clause.push(Piece::Sounds(sounds.clone(), span.clone(), Origin::Show));
                at = span.end.max(end);
            } else if is_ideograph(c) {
                let word = 2 * ends.partition_point(|end| *end <= at);
                let spoken = Spoken::new(c, at..end, word, Origin::Lexicon);
                clause.push(Piece::Character(spoken));
                at = end;
            } else if let Some(length) = self.special(at, &mut clause) {
                at += length;
            } else {
                // A space within a clause of Latin words is no mark.
                if !c.is_whitespace() {
                    self.close(&mut clause, &mut parts);
                    parts.extend(mark(c).map(Part::Mark));
                }
                at = end;
            }
        }
        self.close(&mut clause, &mut parts);
        parts
    }

    /// Returns the pronunciations of the show with their places in the folded text.
    fn given(&self, utterance: &Utterance) -> Vec<(Range<usize>, String)> {
        let written = valid_words(utterance);
        let is_heard = |spoken: &_| !pronunciation(spoken).is_empty();
        let given = given_by(utterance, &written, &is_heard);
        let given = given.iter().filter_map(|(span, index)| {
            let (_, spoken) = utterance.pronounce.iter().find(|(word, _)| word == index)?;
            let part = self.folded.part(*span);
            Some((part.start..part.end, pronunciation(spoken)))
        });
        given.collect()
    }

    /// Reads a number, a sign or a word in Latin letters, and returns its length.
    fn special(&self, at: usize, clause: &mut Vec<Piece>) -> Option<usize> {
        let text = self.folded.text.as_ref();
        let (before, rest) = text.split_at(at);
        let sign = || {
            let (sign, words) = SIGNS.iter().find(|(sign, _)| rest.starts_with(*sign))?;
            Some((sign.len(), (*words).to_owned(), false))
        };
        let amount = numbers::at(before, rest);
        let amount = amount.map(|own| (own.length, own.words, own.is_spelled));
        if let Some((length, words, is_digit)) = amount.or_else(sign) {
            clause.extend(words.chars().map(|c| {
                let spoken = Spoken::new(c, at..at + length, 2 * at + 1, Origin::Rule);
                Piece::Character(Spoken { is_digit, ..spoken })
            }));
            return Some(length);
        }
        let is_letter = |c: char| c.is_alphabetic() && u32::from(c) < 0x250;
        let end = rest.find(|c| !is_letter(c) && !matches!(c, '\'' | '’'));
        let word = rest[..end.unwrap_or(rest.len())].trim_end_matches(['\'', '’']);
        if !word.starts_with(is_letter) {
            return None;
        }
        let (sounds, from) = self.latin(word);
        clause.push(Piece::Sounds(sounds, at..at + word.len(), from));
        Some(word.len())
    }
}

/// Signs that are read as words.
const SIGNS: [(&str, &str); 7] = [
    ("&", "和"),
    ("+", "加"),
    ("=", "等于"),
    ("×", "乘"),
    ("÷", "除以"),
    ("№", "第"),
    ("℃", "摄氏度"),
];

/// Returns the mark of Kokoro's alphabet for a mark of the text.
fn mark(c: char) -> Option<char> {
    let mark = match c {
        '，' | ',' | '、' | '（' | '）' | '(' | ')' | '[' | ']' => ',',
        '。' | '.' | '．' => '.',
        '！' | '!' => '!',
        '？' | '?' => '?',
        '：' | ':' => ':',
        '；' | ';' => ';',
        '…' | '⋯' => '…',
        '—' | '―' | '–' | '～' | '~' | '─' => '—',
        '“' | '「' | '『' | '《' | '〈' | '【' | '«' => '“',
        '”' | '」' | '』' | '》' | '〉' | '】' | '»' => '”',
        _ => return None,
    };
    Some(mark)
}
