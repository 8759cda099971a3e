//! The paths of an interactive show: chooses one, and lists those to render.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::book::BookStory;
use crate::book::story::choice::waiting;
use crate::perform::Performance;
use crate::session::whole::Whole;
use crate::session::{SessionError, Show, Studio, after_semicolon};
use crate::story::decide::{Decided, Rest, Undecided, complete};
use crate::story::{CueFrom, Stage, unroll};
use cuebook_core::id::{CueId, IdVec};
use cuebook_core::units::{Frames, clock};
use cuebook_script::{Anchor, Cue, CueKind, Script};
use cuebook_story::{Decision, Exploration, Moment, NodeId, decision};
use cuebook_voice::Voice;

/// The most paths that are counted.
const COUNTED: usize = 100_000;

/// The longest file name of a path without its ending, in bytes.
const LONGEST_NAME: usize = 100;

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

/// Which paths are rendered.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The shortest path to each ending.
    Endings,
    /// Every path, without those that go round in a circle.
    All,
}

/// A path that is rendered.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// The show on the path.
    pub(crate) show: Show,
    /// The file.
    pub(crate) output: PathBuf,
    /// The decisions, as the command line takes them.
    pub(crate) decisions: String,
    /// The length, or an estimate of it.
    pub(crate) frames: Frames,
}

/// The paths that are rendered, and the work for them.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) paths: Vec<Planned>,
    /// Whether all lengths are known.
    pub(crate) is_exact: bool,
    /// How many takes must be spoken for all of them together.
    pub(crate) unspoken: usize,
}

/// A show on a path that may end at an open choice.
#[derive(Clone, Debug)]
pub(crate) struct Along {
    pub(crate) show: Show,
    /// The parts that are heard, in order.
    pub(crate) stages: Vec<Stage>,
    /// Where the path ends; `None` for a show without a story.
    pub(crate) end: Option<Moment>,
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
        let decided = complete(story, &named, rest).map_err(|why| refused(story, &why))?;
        let decisions = decision::shown(&decided.decisions, &story.graph);
        Ok(Chosen {
            show: self.on(&decided)?,
            decisions,
            added: decided.added,
        })
    }

    /// Returns the decisions of a listener who is asked: the named ones up to the first choice
    /// that is open, or all of them with `random` or `first`.
    pub(crate) fn begun(&self, choosing: Option<&str>) -> Result<Vec<Decision>, SessionError> {
        let Some(story) = &self.book.story else {
            return Ok(Vec::new());
        };
        let (named, rest) = self.chosen(story, choosing)?;
        let rest = if rest == Rest::Usual {
            Rest::Open
        } else {
            rest
        };
        let decided = complete(story, &named, rest).map_err(|why| refused(story, &why))?;
        Ok(decided.decisions)
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
    fn on(&self, decided: &Decided) -> Result<Show, SessionError> {
        let along = self.along(&decided.decisions)?;
        let ends = matches!(along.end, Some(Moment::End { .. }) | None);
        match ends {
            true => Ok(along.show),
            false => Err(undecidable("this path comes to no end", None)),
        }
    }

    /// Returns the show on a path to its end or to an open choice.
    ///
    /// # Errors
    /// When a decision is not possible.
    pub(crate) fn along(&self, decisions: &[Decision]) -> Result<Along, SessionError> {
        let Some(story) = &self.book.story else {
            return Ok(Along {
                show: self.clone(),
                stages: Vec::new(),
                end: None,
            });
        };
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
            end: Some(path.end),
        })
    }
}

/// Reads named decisions.
fn named(text: &str, story: &BookStory) -> Result<Vec<Decision>, SessionError> {
    decision::read(text, &story.graph).map_err(|fault| {
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
            let hint = match taken.is_empty() {
                true => None,
                false => Some(format!(
                    "the path was {}",
                    decision::shown(taken, &story.graph)
                )),
            };
            undecidable(misstep.message(decisions, &story.graph), hint)
        }
        Undecided::Endless => undecidable("this path comes to no end", None),
    }
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

impl Studio {
    /// Plans the paths to render to a folder, at most `limit`.
    ///
    /// # Errors
    /// When there are more paths, or the story is too large to find them.
    pub(crate) fn plan_paths(
        &self,
        show: &Show,
        voice: &dyn Voice,
        (wanted, limit): (Wanted, usize),
        folder: &std::path::Path,
    ) -> Result<Plan, SessionError> {
        let Some(story) = &show.book.story else {
            return Err(undecidable("this show has no choices", None));
        };
        let explored = story.graph.explore().map_err(|large| {
            undecidable(
                large.message(&story.graph),
                Some(large.advice(&story.graph)),
            )
        })?;
        let mut names = BTreeSet::new();
        let mut paths = Vec::new();
        let mut is_exact = true;
        for decisions in listed(&explored, wanted, limit)? {
            let decided = complete(story, &decisions, Rest::Usual);
            let decided = decided.map_err(|why| refused(story, &why))?;
            let own = show.on(&decided)?;
            let expected = self.expect_with(&own, voice)?;
            is_exact &= expected.is_exact;
            let shown = decision::shown(&decided.decisions, &story.graph);
            let name = match wanted {
                Wanted::Endings => ending(story, &decided.decisions),
                Wanted::All => shown.clone(),
            };
            paths.push(Planned {
                show: own,
                output: folder.join(file_name(&name, &mut names)),
                decisions: shown,
                frames: expected.timeline.frames,
            });
        }
        let books: Vec<_> = paths.iter().map(|path| &path.show.book).collect();
        let unspoken = Performance::unspoken_in(&books, voice, &self.cache()?);
        Ok(Plan {
            unspoken: unspoken.map_err(|source| self.cache_failed(source))?,
            paths,
            is_exact,
        })
    }
}

impl Plan {
    /// Returns the length of all paths together, for a message.
    pub(crate) fn length(&self) -> String {
        let frames = self.paths.iter().map(|path| path.frames.0).sum();
        clock(Frames(frames))
    }
}

/// Returns the decisions of each wanted path.
fn listed(
    explored: &Exploration,
    wanted: Wanted,
    limit: usize,
) -> Result<Vec<Vec<Decision>>, SessionError> {
    let all: Vec<Vec<Decision>> = match wanted {
        Wanted::Endings => explored.endings().into_iter().map(|one| one.path).collect(),
        Wanted::All => {
            let first: Vec<_> = explored.paths().take(limit + 1).collect();
            if first.len() > limit {
                return Err(too_many(explored.paths().take(COUNTED + 1).count(), limit));
            }
            first
        }
    };
    match all.len() {
        0 => Err(undecidable("no path comes to an end", None)),
        number if number > limit => Err(too_many(number, limit)),
        _ => Ok(all),
    }
}

fn too_many(number: usize, limit: usize) -> SessionError {
    SessionError::ManyPaths {
        number: match number > COUNTED {
            true => format!("more than {COUNTED}"),
            false => number.to_string(),
        },
        limit,
    }
}

/// Returns the name of the scene with which a path ends.
fn ending(story: &BookStory, decisions: &[Decision]) -> String {
    let walk = cuebook_story::Walk::replay(&story.graph, decisions).ok();
    let last: Option<NodeId> = walk.and_then(|mut walk| {
        walk.to_choice();
        match walk.moment() {
            Moment::End { last } => last,
            _ => None,
        }
    });
    last.map_or_else(
        || "end".to_owned(),
        |node| story.graph.nodes[node].name.clone(),
    )
}

/// Returns the name of a file for a path: letters, digits and dashes. Equal names get a number.
fn file_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = name.chars().map(|c| match c {
        ',' => '_',
        c if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
        _ => '-',
    });
    let mut own: String = plain.collect();
    while own.len() > LONGEST_NAME {
        own.pop();
    }
    if own.trim_matches(['.', '-']).is_empty() {
        own = "path".to_owned();
    }
    let numbered = |number: usize| match number {
        1 => own.clone(),
        _ => format!("{own}-{number}"),
    };
    let free = (1..)
        .map(numbered)
        .find(|name| taken.insert(name.to_lowercase()));
    format!("{}.wav", free.unwrap_or(own))
}

/// Returns the text of an error about decisions.
pub(super) fn choose_text(message: &str, hint: Option<&String>) -> String {
    format!("{message}{}", after_semicolon(hint.map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_decisions_and_never_twice() {
        let mut taken = BTreeSet::new();
        let mut name = |name: &str| file_name(name, &mut taken);
        assert_eq!(
            name("door=open,back=stay@3.2s"),
            "door-open_back-stay-3.2s.wav"
        );
        assert_eq!(name("attic"), "attic.wav");
        assert_eq!(name("Attic"), "Attic-2.wav");
        assert_eq!(name("../.."), "path.wav");
        assert_eq!(name(""), "path-2.wav");
        assert!(name(&"é".repeat(400)).len() <= LONGEST_NAME + 4);
    }
}
