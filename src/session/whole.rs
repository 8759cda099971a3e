//! The show of which another one is a path: messages and files are those of the whole show.

use crate::session::Show;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{Id, IdVec, WordId};

/// A show, and where the words of a path through it come from.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    /// The show as written.
    pub(crate) show: Show,
    /// For each word of the path, its word in the text of the show; `None` for the words of a
    /// choice.
    pub(crate) words: IdVec<WordId, Option<WordId>>,
}

impl Show {
    /// Returns the show as written: itself, unless it is a path.
    #[must_use]
    pub(crate) fn whole(&self) -> &Show {
        self.whole.as_ref().map_or(self, |whole| &whole.show)
    }

    /// Returns the place in the text of the show of a span of its words, which may be those of a
    /// path. Words of a choice have the place of the next words.
    #[must_use]
    pub(crate) fn in_text(&self, span: Span) -> Span {
        let Some(whole) = &self.whole else {
            return span;
        };
        let words = &self.book.prose.words;
        let first = words.boundary(|word| word.span.end <= span.start);
        let last = words.boundary(|word| word.span.start < span.end).max(first);
        let within = whole.words.slice(first..last).unwrap_or_default();
        let mut known = within.iter().flatten();
        let text = &whole.show.book.prose;
        if let Some(begin) = known.next() {
            // The path may go back between the first word and the last one.
            let end = known
                .next_back()
                .filter(|end| *end > begin)
                .unwrap_or(begin);
            return text.span_of(*begin..*end + 1);
        }
        let later = whole.words.iter().skip(first.index()).flatten().next();
        let at = later.map_or(text.text.len(), |word| text.words[*word].span.start);
        Span::new(at, at)
    }
}
