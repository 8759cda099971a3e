//! The show of which another one is a path: messages and files are those of the whole show.

use crate::book::mark::Mark;
use crate::session::Show;
use crate::session::paths::list::timed;
use crate::session::render::moment;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{Id, IdVec, WordId};
use cuebook_script::Anchor;
use cuebook_story::decision::shown;

/// The largest number of states that are looked at for a message.
const MOST_STATES: usize = 100_000;

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

    /// Returns why an anchor is not on this path, if it is in the text of the whole show, with the
    /// shortest path that leads there.
    pub(crate) fn off_path(&self, anchor: &Anchor) -> Option<String> {
        let whole = &self.whole.as_ref()?.show;
        let story = whole.book.story.as_ref()?;
        let (word, edge) = match moment(whole, anchor).ok()?.mark {
            Mark::Word(word, edge) => (word, edge),
            _ => return None,
        };
        let place = story.spot(word, edge)?;
        let explored = story.all().explore_within(MOST_STATES).ok();
        let path = explored.and_then(|explored| explored.path_to(place.node, place.part));
        let path = path.filter(|path| !path.is_empty());
        let path = path.map_or(String::new(), |path| {
            let path = shown(&timed(story, &path), story.all());
            format!("; the shortest path there is {path}")
        });
        let name = &story.graph.nodes[place.node].name;
        Some(format!(
            "it is in the text, in the scene `{name}`, but not on this path{path}"
        ))
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
