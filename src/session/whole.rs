//! The show of which another one is a path: messages and files are those of the whole show.

use crate::book::Line;
use crate::book::mark::Mark;
use crate::session::paths::list::timed;
use crate::session::render::moment;
use crate::session::{SessionError, Show};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{Id, IdVec, LineId, WordId};
use cuebook_script::Anchor;
use cuebook_story::decision::shown;
use cuebook_story::{ConditionId, Spot};

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

    /// Returns the error of an anchor that is not on this path, with the shortest path that leads
    /// there if the anchor is in the whole show. `reason` says why the path does not have it.
    pub(crate) fn off_path(&self, written: &str, anchor: &Anchor, reason: String) -> SessionError {
        let lost = |reason: String| SessionError::Anchor {
            anchor: written.to_owned(),
            reason,
        };
        let Some(whole) = self.whole.as_ref().map(|whole| &whole.show) else {
            return lost(reason);
        };
        // The text of the whole show has the lines and the words that the author knows.
        let place = match moment(whole, anchor) {
            Ok(moment) => whole.heard_at(moment.mark),
            Err(reason) => return lost(reason),
        };
        let (Some(story), Some((place, when))) = (&whole.book.story, place) else {
            return lost(reason);
        };
        let explored = story.all().explore_within(MOST_STATES).ok();
        let path = explored.and_then(|explored| match when {
            Some(when) => explored.path_to_answer(when, true),
            None => explored.path_to(place.node, place.part),
        });
        SessionError::OffPath {
            anchor: written.to_owned(),
            scene: story.graph.nodes[place.node].name.clone(),
            path: path.map(|path| shown(&timed(story, &path), story.all())),
        }
    }

    /// Returns the part of the story with a place, and the condition of the line or the cue there.
    fn heard_at(&self, mark: Mark) -> Option<(Spot, Option<ConditionId>)> {
        let story = self.book.story.as_ref()?;
        match mark {
            Mark::Word(word, edge) => {
                let lines = self.book.lines.entries();
                let own = |(_, line): &(LineId, &Line)| line.words.contains(&word);
                let line = lines.into_iter().find(own).map(|(id, _)| id);
                let when = line.and_then(|line| story.lines.get(&line));
                Some((story.spot(word, edge)?, when.copied()))
            }
            // Cues do not begin at each other in a circle.
            Mark::Cue(cue, _) => {
                let (spot, when) = self.heard_at(self.book.cues.get(cue)?.at.mark)?;
                Some((spot, story.cues.get(&cue).copied().or(when)))
            }
            _ => None,
        }
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
