//! The paths of an interactive show: chooses one of them.

pub(crate) mod list;
pub(crate) mod plan;
pub(crate) mod together;

use std::sync::Arc;

use crate::book::BookStory;
use crate::book::story::waiting::waiting;
use crate::session::expected::Expected;
use crate::session::whole::Whole;
use crate::session::{SessionError, Show, Studio, after_semicolon};
use crate::story::decide::{Decided, Rest, Undecided, complete, with_times};
use crate::story::{CueFrom, Stage, unroll};
use cuebook_core::id::{CueId, IdVec};
use cuebook_script::{Anchor, Cue, CueKind, Script};
use cuebook_story::walk::Misstep;
use cuebook_story::{Decision, Exploration, Moment, NodeId, decision};
use cuebook_voice::Voice;
use list::ShowPath;

/// A show on one path.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    /// The show, in which nothing is decided any more.
    pub(crate) show: Show,
    /// The decisions, as the command line takes them; empty if nothing was to decide.
    pub(crate) decisions: String,
    /// How many of them were not named.
    pub(crate) added: usize,
}

/// A show on a path that may end at an open choice.
#[derive(Clone, Debug)]
pub(crate) struct Along {
    pub(crate) show: Show,
    /// The parts that are heard, in order.
    pub(crate) stages: Vec<Stage>,
    /// Where the path ends: at an end, or at a choice that is open.
    pub(crate) end: Moment,
}

impl Show {
    /// Returns the show on one path. `choosing` has the decisions, or `random` or `first`; the
    /// default is the path of a listener who does nothing. A show without a story is returned as it
    /// is.
    ///
    /// # Errors
    /// When a decision is not possible, or the path has no end.
    pub(crate) fn choose(self, choosing: Option<&str>) -> Result<Chosen, SessionError> {
        let Some(story) = &self.book.story else {
            return match choosing {
                Some(_) => Err(undecidable("this show has no choices", None)),
                None => Ok(Chosen {
                    show: self,
                    decisions: String::new(),
                    added: 0,
                }),
            };
        };
        let (named, rest) = self.chosen(story, choosing)?;
        let (story, named) = story.settled(&named);
        let decided = complete(&story, &named, rest).map_err(|why| refused(&story, &why))?;
        let all = story.with_drawn(&decided.decisions);
        Ok(Chosen {
            show: self.on(&story, &decided)?.show,
            decisions: decision::shown(&all, story.all()),
            added: decided.added,
        })
    }

    /// Returns the show on a path that was found by exploring the story, with the names of the path
    /// and its decisions.
    ///
    /// # Errors
    /// When the path is too long.
    pub(crate) fn on_explored(
        &self,
        story: &BookStory,
        path: &[Decision],
    ) -> Result<(Show, ShowPath, Taken), SessionError> {
        let drawn = path;
        let (story, path) = story.settled(drawn);
        let decided = complete(&story, &with_times(&story, &path), Rest::Usual);
        let decided = decided.map_err(|why| refused(&story, &why))?;
        let path = ShowPath::of(&story, &story.with_draws_of(drawn, &decided.decisions));
        let along = self.on(&story, &decided)?;
        let asked = along.stages.iter().filter_map(|stage| stage.asked.as_ref());
        let taken = Taken {
            drawn: story.with_drawn(&[]),
            turns: asked.map(|asked| asked.turn).collect(),
            decisions: decided.decisions,
        };
        Ok((along.show, path, taken))
    }

    /// Returns the story of a listener who is asked, with what was drawn, and the decisions: the
    /// named ones up to the first choice that is open, or all of them with `random` or `first`.
    /// Returns `None` for a show without a story.
    ///
    /// # Errors
    /// When a decision is not possible.
    pub(crate) fn begun(&self, choosing: Option<&str>) -> Result<Option<Begun>, SessionError> {
        let Some(story) = &self.book.story else {
            return Ok(None);
        };
        let (named, rest) = self.chosen(story, choosing)?;
        let rest = if rest == Rest::Usual {
            Rest::Open
        } else {
            rest
        };
        let (story, named) = story.settled(&named);
        let decided = complete(&story, &named, rest).map_err(|why| refused(&story, &why))?;
        Ok(Some((story.into_owned(), decided.decisions)))
    }

    /// Reads the decisions of the command line.
    fn chosen(
        &self,
        story: &BookStory,
        choosing: Option<&str>,
    ) -> Result<(Vec<Decision>, Rest), SessionError> {
        Ok(match choosing.map(str::trim) {
            None => (Vec::new(), Rest::Usual),
            Some("first") => (Vec::new(), Rest::First),
            Some("random") => (Vec::new(), Rest::Random(self.book.seed)),
            Some(text) => (named(text, story)?, Rest::Usual),
        })
    }

    /// Returns the show on a path to its end.
    fn on(&self, story: &BookStory, decided: &Decided) -> Result<Along, SessionError> {
        let along = self.along(story, &decided.decisions)?;
        match along.end {
            Moment::End { .. } => Ok(along),
            _ => Err(undecidable("this path comes to no end", None)),
        }
    }

    /// Returns the show on a path to its end or to an open choice. The story has what was drawn.
    ///
    /// # Errors
    /// When a decision is not possible.
    pub(crate) fn along(
        &self,
        story: &BookStory,
        decisions: &[Decision],
    ) -> Result<Along, SessionError> {
        let path = unroll(&self.book, story, decisions).map_err(|misstep| {
            let message = misstep.message(decisions, &story.graph);
            undecidable(message, None)
        })?;
        let mut show = self.clone();
        show.whole = Some(Arc::new(Whole {
            show: self.clone(),
            words: path.words,
        }));
        show.script.cues = cues(&self.script, story, &path.cues);
        show.script.prose = path.book.prose.clone();
        show.book = path.book;
        Ok(Along {
            show,
            stages: path.stages,
            end: path.end,
        })
    }
}

/// The story of a listener who is asked, with what was drawn, and the decisions that are taken.
pub(crate) type Begun = (BookStory, Vec<Decision>);

/// The decisions of a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taken {
    /// What chance drew.
    pub(crate) drawn: Vec<Decision>,
    /// The decisions, in order, and the turn of each.
    pub(crate) decisions: Vec<Decision>,
    pub(crate) turns: Vec<usize>,
}

/// A path of a story as a show, laid out in time.
#[derive(Clone, Debug)]
pub(crate) struct Laid {
    /// The show on the path.
    pub(crate) show: Show,
    /// The decisions, as the command line takes them.
    pub(crate) decisions: String,
    pub(crate) taken: Taken,
    /// Its times.
    pub(crate) expected: Expected,
}

impl Studio {
    /// Lays out a path that was found by exploring the story, without speaking or making anything.
    ///
    /// # Errors
    /// When the path is too long, or the cache cannot be read.
    pub(crate) fn lay(
        &self,
        show: &Show,
        story: &BookStory,
        decisions: &[Decision],
        voice: &dyn Voice,
    ) -> Result<Laid, SessionError> {
        let (own, path, taken) = show.on_explored(story, decisions)?;
        Ok(Laid {
            taken,
            expected: self.expect_with(&own, voice)?,
            show: own,
            decisions: path.decisions,
        })
    }
}

/// Looks at all paths of a story.
pub(crate) fn explored(story: &BookStory) -> Result<Exploration, SessionError> {
    let graph = story.all();
    graph
        .explore()
        .map_err(|large| undecidable(large.message(graph), Some(large.advice(graph))))
}

/// Reads named decisions.
fn named(text: &str, story: &BookStory) -> Result<Vec<Decision>, SessionError> {
    decision::read(text, story.all()).map_err(|fault| {
        let hint = fault.hint.map(|hint| hint.text);
        undecidable(fault.message, hint)
    })
}

fn undecidable(message: impl Into<String>, hint: Option<String>) -> SessionError {
    SessionError::Choose {
        message: message.into(),
        hint,
    }
}

fn refused(story: &BookStory, why: &Undecided) -> SessionError {
    match why {
        Undecided::Misstep(decisions, misstep) => {
            let taken = &decisions[..misstep.index.min(decisions.len())];
            let path = || format!("the path was {}", decision::shown(taken, &story.graph));
            let path = (!taken.is_empty()).then(path);
            let hint = by_time(story, decisions, misstep).or(path);
            undecidable(misstep.message(decisions, &story.graph), hint)
        }
        Undecided::Endless(decisions, nodes, is_round) => {
            let name = |node: &NodeId| format!("`{}`", story.graph.nodes[*node].name);
            let names: Vec<String> = nodes.iter().map(name).collect();
            let names = names.join(", ");
            let why = match is_round {
                true => format!("it goes round {names}"),
                false => format!("it cannot go on after {names}"),
            };
            let path = decision::shown(&story.with_drawn(decisions), story.all());
            let hint = (!path.is_empty()).then(|| format!("it begins with {path}"));
            undecidable(format!("this path comes to no end: {why}"), hint)
        }
    }
}

/// Returns how a default that is not offered is taken: when the time is over.
fn by_time(story: &BookStory, decisions: &[Decision], misstep: &Misstep) -> Option<String> {
    let own = decisions.get(misstep.index)?;
    let graph = &story.graph.choices[own.choice];
    let is_met = misstep.met == Moment::Choice(own.choice);
    let is_default = is_met && graph.timed && graph.default == Some(own.option);
    let after = story.choices[own.choice].wait.filter(|_| is_default);
    let late = Decision {
        after: Some(after?),
        ..*own
    };
    let shown = decision::shown(&[late], &story.graph);
    Some(format!("`{shown}` takes it when the time is over"))
}

/// Returns the cues of the script as the path has them, with one for each cue of its book.
fn cues(script: &Script, story: &BookStory, from: &IdVec<CueId, CueFrom>) -> Vec<Cue> {
    let copy = |from: &CueFrom| match from {
        CueFrom::Show(id, rides) => {
            let written = script.cues.get(id.0)?;
            // The first ride of the book may be the `move` of the cue.
            let moves = usize::from(written.moves.is_some());
            let moves = moves.min(rides.len().saturating_sub(written.rides.len()));
            let rides = rides.iter().filter_map(|ride| ride.checked_sub(moves));
            Some(Cue {
                rides: rides
                    .filter_map(|ride| written.rides.get(ride).cloned())
                    .collect(),
                ..written.clone()
            })
        }
        CueFrom::Waiting(choice) => {
            let id = &story.choices[*choice].id;
            let choice = script.choices.iter().find(|own| own.id.value == *id);
            choice.and_then(|choice| at_choice(waiting(choice)?, &choice.at))
        }
    };
    from.iter().filter_map(copy).collect()
}

/// Returns the sound of a choice at the place of the choice.
fn at_choice(mut cue: Cue, at: &Anchor) -> Option<Cue> {
    if let CueKind::Bed { from, .. } | CueKind::Music { from, .. } = &mut cue.kind {
        from.clone_from(at);
    }
    Some(cue)
}

/// Returns the text of an error about decisions.
pub(super) fn choose_text(message: &str, hint: Option<&String>) -> String {
    format!("{message}{}", after_semicolon(hint.map(String::as_str)))
}
