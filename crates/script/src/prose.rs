//! The text split into paragraphs, stretches of narration and dialogue, sentences and words. All
//! parts are spans of the text; the stretches joined together are the whole text.

mod cut;
mod fault;
mod mark;
mod paragraph;
mod position;
mod quotation;
mod sentence;
mod single;
mod stretch;
mod word;

use std::ops::Range;

use cuebook_core::diagnostic::{Diagnostic, Span};
use fault::Faults;
pub use position::Position;
use position::Positions;

/// The longest text that is read, in bytes.
pub const MOST_BYTES: usize = 32 << 20;

/// The longest paragraph that is split, in characters.
pub const MOST_CHARACTERS: usize = 1_000_000;

/// A text and its parts. Each list is in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The number of lines above the text in its file: 0 unless the text is in the script.
    pub lines_above: usize,
    /// The text as written, with all its carriage returns.
    pub text: String,
    /// The stretches of narration and dialogue.
    pub stretches: Vec<Stretch>,
    /// The sentences of all stretches.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences.
    pub words: Vec<Word>,
    positions: Positions,
}

/// Words on one side of a quotation mark, within one paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The span with its quotation marks and the white space after it.
    pub span: Span,
    /// Whether the words are inside quotation marks.
    pub kind: StretchKind,
    /// The range of its sentences in [`Prose::sentences`]; empty if the stretch has no words.
    pub sentences: Range<usize>,
    /// The index of its paragraph, from 0.
    pub paragraph: usize,
    /// Whether it continues a speech that the paragraph before left open.
    pub continues: bool,
}

/// The kind of a stretch, which decides who may speak it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum StretchKind {
    /// Words outside quotation marks.
    Narration,
    /// Words inside quotation marks.
    Dialogue,
}

/// A sentence, or the part of a sentence that is in one stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The span from its first word to its last mark, without the quotation marks around the
    /// stretch.
    pub span: Span,
    /// The range of its words in [`Prose::words`]; never empty.
    pub words: Range<usize>,
}

/// One written word: letters and digits with the characters that join them (`o'clock`, `3.50`,
/// `p.m.`, `$40`).
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The bytes of the word.
    pub span: Span,
}

impl Prose {
    /// Splits a text and reports the parts that cannot be read or look mistaken.
    ///
    /// A text longer than [`MOST_BYTES`] or a paragraph longer than [`MOST_CHARACTERS`] is an
    /// error. It becomes one stretch of narration without words.
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

    /// Returns a word as written, or an empty string if there is no such word.
    #[must_use]
    pub fn word(&self, word: usize) -> &str {
        self.words
            .get(word)
            .map_or("", |word| word.span.of(&self.text))
    }

    /// Returns the index of the sentence that contains a word.
    #[must_use]
    pub fn sentence_of(&self, word: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.words.end <= word)
    }

    /// Returns the index of the stretch that contains a sentence.
    #[must_use]
    pub fn stretch_of(&self, sentence: usize) -> usize {
        self.stretches
            .partition_point(|stretch| stretch.sentences.end <= sentence)
    }

    /// Returns the words of a stretch, or an empty range at their place if it has none.
    #[must_use]
    pub fn words_of(&self, stretch: &Stretch) -> Range<usize> {
        let place = |sentence: usize| {
            let sentence = self.sentences.get(sentence);
            sentence.map_or(self.words.len(), |sentence| sentence.words.start)
        };
        place(stretch.sentences.start)..place(stretch.sentences.end)
    }

    /// Returns the span from the start of the first of these words to the end of the last.
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

    /// Returns the number of characters (Unicode scalar values) that start before this byte.
    #[must_use]
    pub fn char_offset(&self, byte: usize) -> usize {
        self.positions.character(&self.text, byte)
    }

    /// Returns the line and column of this byte.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        self.positions.position(&self.text, byte)
    }
}

/// Returns the words of a text that is not split into stretches, such as a quote of a script.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    word::words(text, 0..text.len(), &mut found);
    found
}

#[cfg(test)]
mod tests;
