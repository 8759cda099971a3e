//! The choices and the paths of an interactive show, for programs that use the library.

use super::explored;
use crate::book::BookStory;
use crate::session::{SessionError, Show};
use crate::story::decide::with_times;
use cuebook_story::{Decision, Exploration, Walk, What, decision};

/// A choice of an interactive show.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShowChoice {
    /// Its id in the script.
    pub id: String,
    /// The question, if there is one.
    pub ask: Option<String>,
    /// Its options, in the order in which they are offered.
    pub options: Vec<ShowOption>,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShowOption {
    /// Its id in the script.
    pub id: String,
    /// The words that are shown.
    pub words: String,
}

/// A path through an interactive show to one of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShowPath {
    /// The decisions, as [`Show::on_path`] takes them: `door=open,lamp=leave`.
    pub decisions: String,
    /// The scene with which it ends, and the choice at which it ends if it is not heard to its end:
    /// `attic`, `attic at door`.
    pub ending: String,
}

/// Returns a path that was found by exploring the story, with what chance decides, and with the time of
/// each decision that only comes to be when the time is over.
pub(crate) fn timed(story: &BookStory, path: &[Decision]) -> Vec<Decision> {
    let (settled, decisions) = story.settled(path);
    story.with_draws_of(path, &with_times(&settled, &decisions))
}

/// Returns the paths after which no end can be reached any more, each with the scene where this shows.
pub(crate) fn endless(story: &BookStory, explored: &Exploration) -> Vec<String> {
    let found = explored.findings().iter().filter_map(|finding| {
        let node = match &finding.what {
            What::NoEndFrom(node) => node,
            What::Circle(nodes) => nodes.first()?,
            _ => return None,
        };
        let name = &story.graph.nodes[*node].name;
        Some(match finding.path.is_empty() {
            true => format!("from the scene `{name}` no end can be reached"),
            false => {
                let path = decision::shown(&finding.path, story.all());
                format!("after {path} no end can be reached from the scene `{name}`")
            }
        })
    });
    found.collect()
}

impl ShowPath {
    /// Returns the names of the path of all these decisions.
    pub(crate) fn of(story: &BookStory, decisions: &[Decision]) -> ShowPath {
        let (settled, own) = story.settled(decisions);
        let walk = Walk::replay(&settled.graph, &own).ok();
        let ending = walk.and_then(|mut walk| {
            walk.to_choice();
            walk.ending()
        });
        ShowPath {
            decisions: decision::shown(decisions, story.all()),
            ending: ending.unwrap_or_default().name(story.all()),
        }
    }
}

impl Show {
    /// Returns the choices of an interactive show in the order of the text. Other shows have none.
    #[must_use]
    pub fn choices(&self) -> Vec<ShowChoice> {
        let story = self.book.story.iter();
        let choices = story.flat_map(|story| story.choices.iter());
        let choices = choices.map(|choice| ShowChoice {
            id: choice.id.clone(),
            ask: choice.ask.as_ref().map(|ask| ask.shown()),
            options: choice
                .options
                .iter()
                .map(|option| ShowOption {
                    id: option.id.clone(),
                    words: option.shown.clone(),
                })
                .collect(),
        });
        choices.collect()
    }

    /// Returns the paths of an interactive show, at most this number. Paths that go round in a circle
    /// are left out, because there are endlessly many. Other shows have none.
    ///
    /// # Errors
    /// When the story has too many states to look at all of them.
    pub fn paths(&self, most: usize) -> Result<Vec<ShowPath>, SessionError> {
        let Some(story) = &self.book.story else {
            return Ok(Vec::new());
        };
        let explored = explored(story)?;
        let paths = explored.paths().take(most);
        let paths = paths.map(|path| ShowPath::of(story, &timed(story, &path)));
        Ok(paths.collect())
    }

    /// Returns the show on one path, which is rendered like any other show. A choice that `decisions`
    /// do not name takes its default when its time is over, or else its first option. Empty decisions
    /// are the path of a listener who does nothing, `random` and `first` the path of one who decides
    /// by chance or always takes the first option.
    ///
    /// # Errors
    /// When a decision is not possible where it comes, or the path has no end.
    pub fn on_path(&self, decisions: &str) -> Result<Show, SessionError> {
        let choosing = Some(decisions).filter(|text| !text.trim().is_empty());
        self.clone().choose(choosing).map(|chosen| chosen.show)
    }
}
