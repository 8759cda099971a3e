//! The text, split: paragraphs, stretches of narration and dialogue, sentences, words.
//!
//! In: prose as its author left it. Out: spans of it. Always true: the
//! stretches put together are the text.

use std::ops::Range;

use crate::diagnostic::Span;

/// A text and its parts, each a list in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The text as written, to the last carriage return.
    pub text: String,
    pub stretches: Vec<Stretch>,
    pub sentences: Vec<Sentence>,
    pub words: Vec<Word>,
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
