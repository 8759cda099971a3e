//! The paths of an interactive show that are rendered to a folder: their lengths, their files and the
//! work for them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::list::endless;
use super::{Taken, explored, undecidable};
use crate::book::BookStory;
use crate::perform::Performance;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::{Frames, clock};
use cuebook_story::{Decision, Exploration, NodeId};
use cuebook_voice::Voice;

/// The most paths that are counted.
const COUNTED: usize = 100_000;

/// The longest file name of a path without its ending, in bytes.
const LONGEST_NAME: usize = 100;

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
    pub(crate) taken: Taken,
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
    /// The scenes of a circle, if paths that go round in circles are left out.
    pub(crate) circle: Option<Vec<String>>,
    /// Where no end can be reached any more, if all paths to an end are wanted.
    pub(crate) endless: Vec<String>,
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
        (folder, ending): (&std::path::Path, &str),
    ) -> Result<Plan, SessionError> {
        let Some(story) = &show.book.story else {
            return Err(undecidable("this show has no choices", None));
        };
        let explored = explored(story)?;
        let mut names = BTreeSet::new();
        let mut paths = Vec::new();
        let mut is_exact = true;
        for (name, decisions) in listed(story, &explored, wanted, limit)? {
            let laid = self.lay(show, story, &decisions, voice)?;
            is_exact &= laid.expected.is_exact;
            let name = name.unwrap_or_else(|| laid.decisions.clone());
            paths.push(Planned {
                show: laid.show,
                output: folder.join(file_name(&name, ending, &mut names)),
                decisions: laid.decisions,
                taken: laid.taken,
                frames: laid.expected.timeline.frames,
            });
        }
        let books: Vec<_> = paths.iter().map(|path| &path.show.book).collect();
        let unspoken = Performance::unspoken_in(&books, voice, &self.cache()?);
        Ok(Plan {
            unspoken: unspoken.map_err(|source| self.cache_failed(source))?,
            paths,
            is_exact,
            circle: circle(story, &explored, wanted),
            endless: match wanted {
                Wanted::All => endless(story, &explored),
                Wanted::Endings => Vec::new(),
            },
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

/// Returns the names of the scenes of a circle that the wanted paths leave out.
fn circle(story: &BookStory, explored: &Exploration, wanted: Wanted) -> Option<Vec<String>> {
    let nodes = explored.circle().filter(|_| wanted == Wanted::All)?;
    let name = |node: NodeId| story.all().nodes[node].name.clone();
    Some(nodes.into_iter().map(name).collect())
}

/// A path, with the name of its ending if it is rendered for that.
type NamedPath = (Option<String>, Vec<Decision>);

/// Returns the decisions of each wanted path, and the name of its ending if it is rendered for that.
fn listed(
    story: &BookStory,
    explored: &Exploration,
    wanted: Wanted,
    limit: usize,
) -> Result<Vec<NamedPath>, SessionError> {
    let all: Vec<_> = match wanted {
        Wanted::Endings => {
            let endings = explored.endings().into_iter();
            let named = endings.map(|one| (Some(one.place.name(story.all())), one.path));
            named.collect()
        }
        Wanted::All => {
            let first: Vec<_> = explored.paths().take(limit + 1).collect();
            if first.len() > limit {
                return Err(too_many(explored.paths().take(COUNTED + 1).count(), limit));
            }
            first.into_iter().map(|path| (None, path)).collect()
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

/// Returns the name of a file for a path: letters, digits and dashes. Equal names get a number.
fn file_name(name: &str, ending: &str, taken: &mut BTreeSet<String>) -> String {
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
    format!("{}.{ending}", free.unwrap_or(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_decisions_and_never_twice() {
        let mut taken = BTreeSet::new();
        let mut name = |name: &str| file_name(name, "wav", &mut taken);
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
