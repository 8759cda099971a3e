//! Words that are spoken at a choice, or from the second visit of a scene on. They are a small text
//! of their own, so that they have lines with breaths like those of the show.

use std::ops::Range;

use super::parts::sentence_end;
use crate::book::line::{self, Line, Parties};
use crate::book::place::Finder;
use crate::book::unread;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::{IdVec, LineId, RoleId, WordId};
use cuebook_script::prose::StretchKind;
use cuebook_script::{Prose, Script};

/// Words with the lines that speak them.
#[derive(Clone, Debug)]
pub struct Said {
    /// The words, split like those of the show. The spans and words of the lines are of this text.
    pub prose: Prose,
    /// The lines, each with a role and its delivery. There are none if an earlier line of the same
    /// speech has all its other words.
    pub lines: Vec<Line>,
    /// The words of the show’s text that they repeat, if they are quoted from it.
    pub quoted: Option<Range<WordId>>,
    /// Whether the quoted words were just heard, so that they are not spoken again: they are directly
    /// before the choice, or only words such as `asked the boy` are between.
    pub is_repeated: bool,
    /// The place in the script.
    pub(crate) span: Span,
}

impl Said {
    /// Returns no words.
    pub(super) fn nothing() -> Said {
        Said {
            prose: Prose::default(),
            lines: Vec::new(),
            quoted: None,
            is_repeated: false,
            span: Span::default(),
        }
    }

    /// Returns a warning if no voice can read some of the words. Words of the text have their own.
    pub(super) fn silent(&self) -> Option<Diagnostic> {
        let own = || unread::beside_text(&self.prose, &self.lines, self.span);
        self.quoted.is_none().then(own).flatten()
    }

    /// Returns the words as they are shown: on one line.
    #[must_use]
    pub fn shown(&self) -> String {
        let words: Vec<&str> = self.prose.text.split_whitespace().collect();
        words.join(" ")
    }
}

/// What the words of a choice are bound with.
#[derive(Copy, Clone)]
pub(super) struct Speaking<'a> {
    pub script: &'a Script,
    pub finder: &'a Finder<'a>,
    pub parties: &'a Parties<'a>,
    pub lines: &'a IdVec<LineId, Line>,
}

impl Speaking<'_> {
    /// Binds words that a role speaks before a word of the text. `by` is the role that the script
    /// names.
    ///
    /// # Errors
    /// When the words are no words, or are not found exactly once in the text.
    pub(super) fn said(
        &self,
        said: &cuebook_script::Said,
        (id, by, word): (&str, Option<RoleId>, WordId),
    ) -> Result<Said, Diagnostic> {
        let (text, quoted) = match said {
            cuebook_script::Said::Words(words) => (words.value.clone(), None),
            cuebook_script::Said::Quote(quote) => {
                let words = self.finder.find(&quote.value, quote.span)?;
                (self.text(&words), Some(words))
            }
        };
        let (prose, _) = Prose::read(text);
        if prose.words.is_empty() {
            let message = "there are no words to speak";
            let wrong = Diagnostic::error("quote-empty", said.span(), message);
            return Err(wrong.hint("write the words that are spoken"));
        }
        let of_text = quoted.as_ref().and_then(|words| self.role(words));
        let role = by.or(of_text).unwrap_or(self.parties.cast.narrator);
        let lines = line::asides(&prose, (id, role, word), self.script, self.parties);
        Ok(Said {
            prose,
            lines,
            is_repeated: quoted
                .as_ref()
                .is_some_and(|own| self.is_just_heard(own, word)),
            quoted,
            span: said.span(),
        })
    }

    /// Returns words of the text with the marks at the end of their sentence.
    fn text(&self, words: &Range<WordId>) -> String {
        let prose = &self.script.prose;
        let mut span = prose.span_of(words.clone());
        let sentence = &prose.sentences[prose.sentence_of(words.end - 1)];
        if sentence.words.end == words.end {
            span.end = span.end.max(sentence_end(sentence));
        }
        prose.said(span).to_owned()
    }

    /// Returns whether words of the text are heard just before a later word: at most one piece of a
    /// sentence outside of the quotation marks is between.
    fn is_just_heard(&self, words: &Range<WordId>, later: WordId) -> bool {
        if words.end >= later {
            return words.end == later;
        }
        let prose = &self.script.prose;
        let stretch = |word: WordId| {
            let sentence = prose.sentence_of(word);
            let mut stretches = prose.stretches.iter();
            stretches.find(|stretch| stretch.sentences.contains(&sentence))
        };
        let (own, next) = (stretch(words.end - 1), stretch(words.end));
        let is_tag = own.zip(next).is_some_and(|(own, next)| {
            own.paragraph == next.paragraph
                && own.kind == StretchKind::Dialogue
                && next.kind == StretchKind::Narration
        });
        is_tag && prose.sentences[prose.sentence_of(words.end)].words.end == later
    }

    /// Returns the role that speaks the first of some words of the text.
    fn role(&self, words: &Range<WordId>) -> Option<RoleId> {
        let after = self
            .lines
            .partition_point(|line| line.words.end <= words.start);
        let line = self.lines.get(LineId(after))?;
        line.words.contains(&words.start).then_some(line.role)
    }

    /// Binds the other words of a line.
    pub(super) fn again(
        &self,
        line: &Line,
        words: &cuebook_core::diagnostic::Spanned<String>,
    ) -> Option<Said> {
        let (prose, _) = Prose::read(words.value.clone());
        let lines = line::other_words(line, &prose, self.parties.lexicon);
        (!lines.is_empty()).then_some(Said {
            prose,
            lines,
            quoted: None,
            is_repeated: false,
            span: words.span,
        })
    }
}
