//! The paths of an interactive show: its endings, how many paths there are, and how long they take.
//! Takes a show; returns the figures. Times come from cached takes, and from estimates for the rest.

use crate::book::story::{BookStory, Said};
use crate::session::expected::Expected;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::Frames;
use cuebook_story::explore::{Ending, Exploration, Heard, Statistics, TooLarge};
use cuebook_story::{ChoiceId, NodeId};

/// The figures of all paths. Their times are in frames.
#[derive(Debug)]
pub struct Survey {
    pub endings: Vec<Ending>,
    pub statistics: Statistics,
    /// The number of states that a listener can reach.
    pub states: usize,
    /// Whether all audio of the text is cached, so that its times are final.
    pub is_exact: bool,
}

/// The time of a word if the show has none to measure.
const WORD: Frames = Frames(18_000);

/// The pause before a decision that nobody waited for.
const BREATH: Frames = Frames(28_800);

impl Studio {
    /// Looks at all paths of a story.
    ///
    /// # Errors
    /// When the cache cannot be read. The inner error says that there are too many states.
    pub fn survey(
        &self,
        show: &Show,
        story: &BookStory,
    ) -> Result<Result<Survey, TooLarge>, SessionError> {
        let explored: Exploration = match story.graph.explore() {
            Ok(explored) => explored,
            Err(large) => return Ok(Err(large)),
        };
        let expected = self.expect(show)?;
        let times = Times::new(story, &expected);
        Ok(Ok(Survey {
            endings: explored.endings(),
            statistics: explored.statistics(|heard| times.of(heard)),
            states: explored.states(),
            is_exact: expected.is_exact,
        }))
    }
}

/// How long the parts and choices of a story take.
struct Times<'a> {
    story: &'a BookStory,
    expected: &'a Expected,
    /// The mean time of a word.
    word: Frames,
}

impl<'a> Times<'a> {
    fn new(story: &'a BookStory, expected: &'a Expected) -> Times<'a> {
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

    fn of(&self, heard: Heard) -> u64 {
        let time = match heard {
            Heard::Part(node, part) => self.part(node, part),
            Heard::Decision(choice, _) => self.question(choice),
        };
        u64::try_from(time.0).unwrap_or(0)
    }

    /// Returns the time of a part: from its first word to the first of the next, as in the whole text.
    fn part(&self, node: NodeId, part: usize) -> Frames {
        let words = self.story.nodes[node].parts[part].clone();
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

    /// Returns the time of a question with its options and a short breath.
    fn question(&self, choice: ChoiceId) -> Frames {
        let choice = &self.story.choices[choice];
        let is_heard = |said: &&Said| !said.is_repeated(choice.word);
        let options = choice
            .options
            .iter()
            .filter_map(|option| option.say.as_ref());
        let said = choice.ask.iter().filter(is_heard).chain(options);
        let words: usize = said.map(|said| said.prose.words.len()).sum();
        Frames(self.word.0 * words as i64) + BREATH
    }
}
