//! The text split into paragraphs, stretches of narration and dialogue, sentences and words. All
//! parts are spans of the text; the stretches joined together are the whole text.
//!
//! Not every byte of a text is read: the hyphens of words divided at a line end are not, nor are the
//! marks of Markdown. [`Prose::said`] returns a part as it is read.

mod as_read;
mod cut;
mod divided;
mod fault;
mod files;
mod lines;
mod mark;
mod markdown;
pub mod page;
mod paragraph;
mod passages;
mod position;
mod quotation;
mod sentence;
mod single;
mod stretch;
mod tag;
mod word;
mod writing;

use std::borrow::Cow;
use std::ops::Range;

use as_read::AsRead;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::{IdVec, WordId};
use fault::Faults;
pub use files::{TextFile, is_markdown};
use paragraph::Layout;
pub use passages::{Joint, Passage};
pub use position::Position;
use position::Positions;
pub use writing::{Writing, emoji, writing};

/// The longest text that is read, in bytes.
pub const MOST_BYTES: usize = 32 << 20;

/// The longest paragraph that is split, in characters.
pub const MOST_CHARACTERS: usize = 1_000_000;

/// A text and its parts. Each list is in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The number of lines above the text in its file: 0 unless the text is in the script.
    pub lines_above: usize,
    /// The files of the text, in its order; none if the text is in the script.
    pub files: Vec<TextFile>,
    /// The text as written, with all its carriage returns.
    pub text: String,
    /// The stretches of narration and dialogue.
    pub stretches: Vec<Stretch>,
    /// The sentences of all stretches.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences.
    pub words: IdVec<WordId, Word>,
    positions: Positions,
    /// The text as it is read, if it is not read as written.
    as_read: Option<Box<AsRead>>,
    is_markdown: bool,
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
    pub words: Range<WordId>,
}

/// One written word: letters and digits with the characters that join them (`o'clock`, `3.50`,
/// `p.m.`, `$40`).
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The bytes of the word.
    pub span: Span,
}

impl Prose {
    /// Splits a plain text and reports the parts that cannot be read or look mistaken.
    ///
    /// A text longer than [`MOST_BYTES`] or a paragraph longer than [`MOST_CHARACTERS`] is an
    /// error. It becomes one stretch of narration without words.
    #[must_use]
    pub fn read(text: String) -> (Prose, Vec<Diagnostic>) {
        Prose::of(text, |_| None)
    }

    /// Splits a text in Markdown. As [`Prose::read`].
    #[must_use]
    pub fn markdown(text: String) -> (Prose, Vec<Diagnostic>) {
        let (mut prose, found) = Prose::of(text, |text| Some(markdown::read(text)));
        prose.is_markdown = true;
        (prose, found)
    }

    /// Splits the text of the file at `path`: Markdown if its name ends in `.md` or `.markdown`.
    /// As [`Prose::read`].
    #[must_use]
    pub fn read_file(path: &str, text: String) -> (Prose, Vec<Diagnostic>) {
        match is_markdown(path) {
            true => Prose::markdown(text),
            false => Prose::read(text),
        }
    }

    fn of(text: String, read: impl Fn(&str) -> Option<AsRead>) -> (Prose, Vec<Diagnostic>) {
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
            let marked = read(&prose.text);
            prose.as_read = divided::read(&prose.text, marked).map(Box::new);
            prose.split(&mut faults);
            if prose.stretches.is_empty() && !prose.text.is_empty() {
                // Nothing of a text in Markdown may be read.
                prose.keep_whole();
            }
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
        let as_read = self.as_read.take();
        match &as_read {
            None => {
                let text = std::mem::take(&mut self.text);
                self.split_text(&text, &[], faults);
                self.text = text;
            }
            Some(read) => {
                self.split_text(&read.text, &read.pauses, faults);
                faults.place(|span| read.source(span));
                self.place(read);
            }
        }
        self.as_read = as_read;
    }

    /// Splits a text, which may be another than that of the prose.
    fn split_text(&mut self, text: &str, breaks: &[usize], faults: &mut Faults) {
        let Layout {
            paragraphs,
            mut pauses,
        } = paragraph::layout(text);
        if !breaks.is_empty() {
            pauses.extend(breaks);
            pauses.sort_unstable();
        }
        let page = sentence::Paused {
            text,
            pauses: &pauses,
        };
        let characters = |p: &Range<usize>| text[p.clone()].chars().count();
        let long = |p: &Range<usize>| p.len() > MOST_CHARACTERS && characters(p) > MOST_CHARACTERS;
        let too_long: Vec<bool> = paragraphs.iter().map(long).collect();
        let pieces = stretch::pieces(text, &paragraphs, &too_long, faults);
        let unspaced = word::Unspaced::of(text);
        for piece in pieces {
            let (words, sentences) = (self.words.end(), self.sentences.len());
            if !too_long[piece.paragraph] {
                word::words(text, piece.inner.clone(), unspaced, &mut self.words);
                let range = words..self.words.end();
                let found = &mut self.sentences;
                sentence::sentences(page, &piece.inner, &self.words, range, found);
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

    /// Turns all spans of the text as it is read into spans of the source.
    fn place(&mut self, read: &AsRead) {
        for word in &mut self.words {
            word.span = read.source(word.span);
        }
        for sentence in &mut self.sentences {
            sentence.span = read.source(sentence.span);
        }
        let mut start = 0;
        let last = self.stretches.len().saturating_sub(1);
        for (index, stretch) in self.stretches.iter_mut().enumerate() {
            let end = match index == last {
                true => self.text.len(),
                false => read.boundary(stretch.span.end).max(start),
            };
            stretch.span = Span::new(start, end);
            start = end;
        }
    }

    /// Returns a part of the text as it is read.
    #[must_use]
    pub fn said(&self, span: Span) -> &str {
        match &self.as_read {
            None => span.of(&self.text),
            Some(read) => read.text.get(read.read(span)).unwrap_or(""),
        }
    }

    /// Returns a quote of the text as it is read: an author may copy it with its marks.
    #[must_use]
    pub fn quoted<'q>(&self, quote: &'q str) -> Cow<'q, str> {
        match self.is_markdown && quote.contains(['*', '_', '`', '[', '<', '&', '\\', '~']) {
            true => Cow::Owned(markdown::read(quote).text.trim().to_owned()),
            false => Cow::Borrowed(quote),
        }
    }

    /// Returns the places of some words in a part that contains them, as [`Prose::said`] returns it.
    #[must_use]
    pub fn words_said(&self, words: Range<WordId>, part: Span) -> Vec<Span> {
        let from = self.place_said(part).start;
        let words = self.words.slice(words).unwrap_or_default().iter();
        words
            .map(|word| self.place_said(word.span))
            .map(|word| Span::new(word.start - from, word.end - from))
            .collect()
    }

    fn place_said(&self, span: Span) -> Range<usize> {
        match &self.as_read {
            None => span.start..span.end,
            Some(read) => read.read(span),
        }
    }

    /// Returns a word as it is read, or an empty string if there is no such word.
    #[must_use]
    pub fn word(&self, word: WordId) -> &str {
        self.words.get(word).map_or("", |word| self.said(word.span))
    }

    /// Returns the index of the sentence that contains a word.
    #[must_use]
    pub fn sentence_of(&self, word: WordId) -> usize {
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
    pub fn words_of(&self, stretch: &Stretch) -> Range<WordId> {
        let place = |sentence: usize| {
            let sentence = self.sentences.get(sentence);
            sentence.map_or(self.words.end(), |sentence| sentence.words.start)
        };
        place(stretch.sentences.start)..place(stretch.sentences.end)
    }

    /// Returns the words that start within some bytes of the text.
    #[must_use]
    pub fn words_in(&self, bytes: &Range<usize>) -> Range<WordId> {
        let place = |byte: usize| self.words.boundary(|word| word.span.start < byte);
        place(bytes.start)..place(bytes.end)
    }

    /// Returns the span from the start of the first of these words to the end of the last.
    #[must_use]
    pub fn span_of(&self, words: Range<WordId>) -> Span {
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
    word::words(text, 0..text.len(), word::Unspaced::of(text), &mut found);
    found
}

#[cfg(test)]
mod tests;
