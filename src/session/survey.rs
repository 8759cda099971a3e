//! The paths of an interactive show: its endings, how many paths there are, and how long they take.
//! Takes a show; returns the figures. The paths that are named are laid out like those that are
//! rendered, with cached audio and with estimates for the rest.

mod times;
mod told;

use std::collections::BTreeMap;

use crate::book::story::BookStory;
use crate::session::paths::list::endless;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::Frames;
use cuebook_story::explore::{Count, Ending, Exploration, Length, Statistics, TooLarge};
use cuebook_story::{Decision, NodeId};
use cuebook_voice::Voice;
use times::Times;

/// The figures of all paths. Their times are in frames.
#[derive(Debug)]
pub struct Survey {
    /// The endings, each with the length of its path, unless it has too many decisions.
    pub endings: Vec<(Ending, Option<Frames>)>,
    pub statistics: Statistics,
    /// The nodes of a circle, if listeners can go round any number of times.
    pub circle: Option<Vec<NodeId>>,
    /// Where no end can be reached any more.
    pub endless: Vec<String>,
    /// The number of states that a listener can reach.
    pub states: usize,
    /// Whether all audio of the named paths is cached, so that their times are final.
    pub is_exact: bool,
}

/// If a story has at most this number of paths and these paths have at most this number of words,
/// all of them are laid out to find the shortest and the longest one.
const FEW: (u64, usize) = (64, 60_000);

impl Studio {
    /// Looks at all paths of a story, with the takes of a voice.
    ///
    /// # Errors
    /// When the cache cannot be read. The inner error says that there are too many states.
    pub fn survey(
        &self,
        show: &Show,
        story: &BookStory,
        voice: &dyn Voice,
    ) -> Result<Result<Survey, TooLarge>, SessionError> {
        let explored: Exploration = match story.all().explore() {
            Ok(explored) => explored,
            Err(large) => return Ok(Err(large)),
        };
        let whole = self.expect_with(show, voice)?;
        let times = Times::new(story, &whole);
        let mut measured = Measured {
            studio: self,
            show,
            story,
            voice,
            known: BTreeMap::new(),
            is_exact: true,
        };
        let statistics = explored.statistics(|heard| times.of(heard));
        let endings = explored.endings().into_iter().map(|ending| {
            let frames = measured.of(&ending.path)?;
            Ok((ending, frames))
        });
        let endings: Result<Vec<_>, SessionError> = endings.collect();
        Ok(Ok(Survey {
            endings: endings?,
            statistics: measured.corrected(statistics, &explored)?,
            circle: explored.circle(),
            endless: endless(story, &explored),
            states: explored.states(),
            is_exact: measured.is_exact,
        }))
    }
}

/// The lengths of paths as they are rendered.
struct Measured<'a> {
    studio: &'a Studio,
    show: &'a Show,
    story: &'a BookStory,
    voice: &'a dyn Voice,
    /// The paths that were laid out, by their options, with their lengths.
    known: BTreeMap<Vec<(usize, usize)>, Length>,
    is_exact: bool,
}

impl Measured<'_> {
    /// Returns the length of a path; none if it has too many decisions to be rendered.
    fn of(&mut self, path: &[Decision]) -> Result<Option<Frames>, SessionError> {
        let taken = path.iter().map(|one| (one.choice.0, one.option)).collect();
        if let Some(known) = self.known.get(&taken) {
            return Ok(Some(Frames(known.time as i64)));
        }
        let laid = match self.studio.lay(self.show, self.story, path, self.voice) {
            Err(SessionError::Choose { .. }) => {
                self.is_exact = false;
                return Ok(None);
            }
            laid => laid?,
        };
        self.is_exact &= laid.expected.is_exact;
        let frames = laid.expected.timeline.frames;
        let path = path.to_vec();
        let time = u64::try_from(frames.0).unwrap_or(0);
        self.known.insert(taken, Length { path, time });
        Ok(Some(frames))
    }

    /// Puts the lengths of rendered paths in place of those that are made of parts.
    fn corrected(
        &mut self,
        mut figures: Statistics,
        explored: &Exploration,
    ) -> Result<Statistics, SessionError> {
        let (mut parts, mut whole) = (0.0, 0.0);
        let [fewest, most, shortest, longest] = [
            &mut figures.fewest,
            &mut figures.most,
            &mut figures.shortest,
            &mut figures.longest,
        ];
        for length in [fewest, most, shortest, longest].into_iter().flatten() {
            let by_parts = length.time;
            if let Some(frames) = self.of(&length.path)? {
                length.time = u64::try_from(frames.0).unwrap_or(0);
                parts += by_parts as f64;
                whole += length.time as f64;
            }
        }
        if let Some(typical) = figures.typical.as_mut().filter(|_| parts > 0.0) {
            typical.time *= whole / parts;
        }
        if matches!(figures.count, Count::Exact(number) if self.are_few(number)) {
            for path in explored.paths() {
                self.of(&path)?;
            }
        }
        for known in self.known.values() {
            let shorter = |length: &&mut Length| known.time < length.time;
            let longer = |length: &&mut Length| known.time > length.time;
            if let Some(length) = figures.shortest.as_mut().filter(shorter) {
                *length = known.clone();
            }
            if let Some(length) = figures.longest.as_mut().filter(longer) {
                *length = known.clone();
            }
        }
        Ok(figures)
    }

    fn are_few(&self, paths: u64) -> bool {
        let words = self.show.book.prose.words.len();
        paths <= FEW.0 && words.saturating_mul(paths as usize) <= FEW.1
    }
}
