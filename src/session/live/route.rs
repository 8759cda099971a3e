//! The route of a listener through an interactive show: the decisions so far, and how the path goes
//! on. Makes the show of the path, which is played like any other show.

use std::sync::Arc;

use cuebook_core::units::Frames;
use cuebook_story::decision::carried;
use cuebook_story::{ChoiceId, Decision, Moment, Walk};

use super::played_path::PlayedPath;
use crate::book::BookStory;
use crate::session::paths::Begun;
use crate::session::{SessionError, Show};

/// The most choices whose time runs out in one edition. A later edition has the next ones.
const DEFAULTS: usize = 3;

/// A listener's way through an interactive show.
#[derive(Clone)]
pub(super) struct Route {
    /// The show as written.
    pub(super) whole: Arc<Show>,
    /// Its story, with what was drawn; `None` for a show without choices.
    story: Option<BookStory>,
    /// The decisions of the listener, and those of the clocks that ran out.
    pub(super) decisions: Vec<Decision>,
    pub(super) has_clock: bool,
}

impl Route {
    /// Begins a route with some decisions; without them at the start.
    ///
    /// # Errors
    /// When the story cannot begin.
    pub(super) fn new(
        show: Show,
        begun: Option<Begun>,
        has_clock: bool,
    ) -> Result<Route, SessionError> {
        let begun = match begun {
            Some(begun) => Some(begun),
            None => show.begun(None)?,
        };
        let (story, decisions) = begun.unzip();
        Ok(Route {
            whole: Arc::new(show),
            story,
            decisions: decisions.unwrap_or_default(),
            has_clock,
        })
    }

    pub(super) fn story(&self) -> Option<&BookStory> {
        self.story.as_ref()
    }

    /// Returns the show of the path up to the next choice that waits for ever, and the path.
    ///
    /// # Errors
    /// When a decision is not possible.
    pub(super) fn show(&self) -> Result<(Show, PlayedPath), SessionError> {
        let Some(story) = self.story() else {
            return Ok((Show::clone(&self.whole), PlayedPath::default()));
        };
        let decisions = self.with_defaults();
        let along = self.whole.along(story, &decisions)?;
        let path = PlayedPath {
            drawn: story.with_drawn(&[]),
            decided: self.decisions.len().min(decisions.len()),
            decisions,
            stages: along.stages,
        };
        Ok((along.show, path))
    }

    /// Returns the decisions with those of the clocks that run out next.
    fn with_defaults(&self) -> Vec<Decision> {
        let Some(story) = self.story() else {
            return Vec::new();
        };
        let Ok(mut walk) = Walk::replay(&story.graph, &self.decisions) else {
            return self.decisions.clone();
        };
        for _ in 0..DEFAULTS {
            walk.to_choice();
            let Moment::Choice(choice) = walk.moment() else {
                break;
            };
            let Some((default, wait)) = self.default(choice) else {
                break;
            };
            if walk.choose_after(default, Some(wait)).is_err() {
                break;
            }
        }
        walk.decisions().to_vec()
    }

    /// Returns the option that is taken when the time is over, and the time; `None` if the choice
    /// waits for ever.
    fn default(&self, choice: ChoiceId) -> Option<(usize, Frames)> {
        let story = self.story().filter(|_| self.has_clock)?;
        let graph = &story.graph.choices[choice];
        let wait = story.choices[choice].wait.filter(|_| graph.timed)?;
        Some((graph.default?, wait))
    }

    /// Returns whether the path of an edition ends only because it has the most choices whose time
    /// runs out, and few of them are left.
    pub(super) fn is_short(&self, path: &PlayedPath) -> bool {
        let left = path.decisions.len().saturating_sub(self.decisions.len());
        let open = path.asked().nth(path.decisions.len());
        left < DEFAULTS && open.is_some_and(|open| self.default(open.choice).is_some())
    }

    /// Returns the route with another decision after the first ones of a path.
    pub(super) fn with(&self, path: &PlayedPath, number: usize, decision: Decision) -> Route {
        let mut decisions = path.decisions[..number.min(path.decisions.len())].to_vec();
        decisions.push(decision);
        Route {
            decisions,
            ..self.clone()
        }
    }

    /// Returns the route in a changed show, with the decisions that are still possible.
    pub(super) fn carried(&self, show: Show) -> Route {
        let (story, decisions) = match (self.story(), &show.book.story) {
            (Some(old), Some(new)) => {
                let new = new.drawn_as(old);
                let decisions = carried(&self.decisions, &old.graph, &new.graph);
                (Some(new), decisions)
            }
            (_, new) => (new.clone(), Vec::new()),
        };
        Route {
            story,
            decisions,
            whole: Arc::new(show),
            has_clock: self.has_clock,
        }
    }
}
