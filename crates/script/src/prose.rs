//! The text, split: paragraphs, stretches of narration and dialogue, sentences, words.
//!
//! In: prose as its author left it. Out: spans of it. Always true: the
//! stretches put together are the text.

mod cut;
mod fault;
mod mark;
mod paragraph;
mod position;
mod sentence;
mod single;
mod stretch;
mod word;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};
use fault::Faults;
pub use position::Position;
use position::Positions;

/// The longest text that is read, in bytes.
pub const MOST_BYTES: usize = 32 << 20;

/// The longest paragraph that is split, in characters.
pub const MOST_CHARACTERS: usize = 1_000_000;

/// A text and its parts, each a list in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The text as written, to the last carriage return.
    pub text: String,
    pub stretches: Vec<Stretch>,
    pub sentences: Vec<Sentence>,
    pub words: Vec<Word>,
    positions: Positions,
}

/// Words on one side of a quotation mark, within one paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// With its quotation marks and the white space after it.
    pub span: Span,
    pub kind: StretchKind,
    /// Its part of [`Prose::sentences`]; empty where there is nothing to read.
    pub sentences: Range<usize>,
    /// Which paragraph it stands in, from nought.
    pub paragraph: usize,
    /// Goes on with the speech that the paragraph before left open.
    pub continues: bool,
}

/// Who may be speaking.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum StretchKind {
    Narration,
    /// Words inside quotation marks.
    Dialogue,
}

/// What is spoken in one breath: a sentence, or the part of it in one stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// From its first word to its last mark, without quotation marks around the stretch.
    pub span: Span,
    /// Its part of [`Prose::words`]; never empty.
    pub words: Range<usize>,
}

/// One written word: letters and digits with what holds them together (`o'clock`, `3.50`, `p.m.`, `$40`).
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub span: Span,
}

impl Prose {
    /// Splits a text, and reports what in it cannot be read or looks mistaken.
    ///
    /// A text over [`MOST_BYTES`], and a paragraph over [`MOST_CHARACTERS`], is
    /// one stretch of narration without words, and an error.
    #[must_use]
    pub fn read(text: String) -> (Prose, Vec<Diagnostic>) {
        let mut faults = Faults::default();
        let positions = Positions::new(&text);
        let mut prose = Prose {
            text,
            positions,
            ..Prose::default()
        };
        if prose.text.len() > MOST_BYTES {
            faults.text_too_long(prose.text.len());
            prose.keep_whole();
        } else {
            prose.split(&mut faults);
            faults.control_characters(&prose);
            if prose.words.is_empty() {
                faults.empty_text();
            }
        }
        let found = faults.finish();
        (prose, found)
    }

    fn keep_whole(&mut self) {
        self.stretches.push(Stretch {
            span: Span::new(0, self.text.len()),
            kind: StretchKind::Narration,
            sentences: 0..0,
            paragraph: 0,
            continues: false,
        });
    }

    fn split(&mut self, faults: &mut Faults) {
        let paragraphs = paragraph::paragraphs(&self.text);
        let characters = |p: &Range<usize>| self.char_offset(p.end) - self.char_offset(p.start);
        let long = |p: &Range<usize>| p.len() > MOST_CHARACTERS && characters(p) > MOST_CHARACTERS;
        let too_long: Vec<bool> = paragraphs.iter().map(long).collect();
        let pieces = stretch::pieces(&self.text, &paragraphs, &too_long, faults);
        for piece in pieces {
            let (words, sentences) = (self.words.len(), self.sentences.len());
            if !too_long[piece.paragraph] {
                word::words(&self.text, piece.inner.clone(), &mut self.words);
                let range = words..self.words.len();
                let (text, found) = (&self.text, &mut self.sentences);
                sentence::sentences(text, &piece.inner, &self.words, range, found);
            }
            self.stretches.push(Stretch {
                span: piece.span.into(),
                kind: piece.kind,
                sentences: sentences..self.sentences.len(),
                paragraph: piece.paragraph,
                continues: piece.continues,
            });
        }
    }

    /// A word as written; empty if there is no such word.
    #[must_use]
    pub fn word(&self, word: usize) -> &str {
        self.words
            .get(word)
            .map_or("", |word| word.span.of(&self.text))
    }

    /// The sentence in which a word stands.
    #[must_use]
    pub fn sentence_of(&self, word: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.words.end <= word)
    }

    /// The stretch in which a sentence stands.
    #[must_use]
    pub fn stretch_of(&self, sentence: usize) -> usize {
        self.stretches
            .partition_point(|stretch| stretch.sentences.end <= sentence)
    }

    /// The words of a stretch; an empty range at their place if it has none.
    #[must_use]
    pub fn words_of(&self, stretch: &Stretch) -> Range<usize> {
        let place = |sentence: usize| {
            let sentence = self.sentences.get(sentence);
            sentence.map_or(self.words.len(), |sentence| sentence.words.start)
        };
        place(stretch.sentences.start)..place(stretch.sentences.end)
    }

    /// From the start of the first of these words to the end of the last one.
    #[must_use]
    pub fn span_of(&self, words: Range<usize>) -> Span {
        let first = self.words.get(words.start);
        let last = words
            .end
            .checked_sub(1)
            .and_then(|last| self.words.get(last));
        match (first, last) {
            (Some(first), Some(last)) if first.span.start <= last.span.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => {
                let at = first.map_or(self.text.len(), |first| first.span.start);
                Span::new(at, at)
            }
        }
    }

    /// How many characters (Unicode scalar values) start before this byte.
    #[must_use]
    pub fn char_offset(&self, byte: usize) -> usize {
        self.positions.character(&self.text, byte)
    }

    /// The line and column of this byte.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        self.positions.position(&self.text, byte)
    }
}

/// The words of a text that is not split into stretches, such as a quote of a script.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    word::words(text, 0..text.len(), &mut found);
    found
}

#[cfg(test)]
mod tests;
