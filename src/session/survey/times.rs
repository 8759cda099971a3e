//! How long the parts, the questions and the options of a story take, about. The sums of these times
//! find the shortest and the longest of many paths.

use crate::book::story::{BookStory, Said};
use crate::session::expected::Expected;
use crate::story::BREATH;
use cuebook_core::units::Frames;
use cuebook_story::explore::Heard;
use cuebook_story::{ChoiceId, NodeId};

/// The time of a word if the show has none to measure.
const WORD: Frames = Frames(18_000);

/// The times, from the timeline of the whole text.
pub(super) struct Times<'a> {
    story: &'a BookStory,
    expected: &'a Expected,
    /// The mean time of a word.
    word: Frames,
}

impl<'a> Times<'a> {
    pub(super) fn new(story: &'a BookStory, expected: &'a Expected) -> Times<'a> {
        let words = expected.timeline.words.iter();
        let heard = words.filter(|time| time.start < time.end);
        let count = heard.clone().count() as i64;
        let lines = expected.timeline.lines.iter();
        let spoken: i64 = lines.map(|line| (line.at.end - line.at.start).0).sum();
        Times {
            story,
            expected,
            word: match count {
                0 => WORD,
                count => Frames(spoken / count),
            },
        }
    }

    /// Returns the time of something that is heard.
    pub(super) fn of(&self, heard: Heard) -> u64 {
        let time = match heard {
            Heard::Part(node, part) => self.part(node, part),
            Heard::Question(choice) => self.question(choice),
            Heard::Offer(choice, option) => self.offer(choice, option),
        };
        u64::try_from(time.0).unwrap_or(0)
    }

    /// Returns the time of a part: from its first word to the first of the next, as in the whole text.
    fn part(&self, node: NodeId, part: usize) -> Frames {
        let Some(node) = self.story.nodes.get(node) else {
            // Nothing is heard while chance decides.
            return Frames::ZERO;
        };
        let words = node.parts[part].clone();
        let times = &self.expected.timeline.words;
        let heard = times.slice(words.clone()).unwrap_or_default().iter();
        let heard = heard.filter(|time| time.start < time.end);
        let start = heard.clone().map(|time| time.start).min();
        let end = heard.map(|time| time.end).max();
        let next = times.get(words.end).filter(|next| next.start < next.end);
        match (start, end) {
            (Some(start), Some(end)) => next.map_or(end, |next| next.start.max(end)) - start,
            _ => Frames::ZERO,
        }
    }

    /// Returns the time of a question and the breath before the decision.
    fn question(&self, choice: ChoiceId) -> Frames {
        let Some(choice) = self.story.choices.get(choice) else {
            return Frames::ZERO;
        };
        let ask = choice.ask.as_ref().filter(|said| !said.is_repeated);
        self.said(ask) + BREATH.frames()
    }

    fn offer(&self, choice: ChoiceId, option: usize) -> Frames {
        let choice = self.story.choices.get(choice);
        let option = choice.and_then(|choice| choice.options.get(option));
        self.said(option.and_then(|option| option.say.as_ref()))
    }

    fn said(&self, said: Option<&Said>) -> Frames {
        let words = said.map_or(0, |said| said.prose.words.len());
        Frames(self.word.0 * words as i64)
    }
}
