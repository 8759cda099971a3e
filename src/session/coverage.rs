//! The recordings of an interactive show: which lines of which paths have one. Takes a show and, if
//! there is one, a folder of recordings; returns the lines of each role and of each path.

use std::collections::BTreeSet;
use std::path::Path;

use crate::book::{BookStory, Speech};
use crate::exchange::{expected, line_id};
use crate::session::paths::explored;
use crate::session::{SessionError, Show, ShowPath};
use cuebook_core::id::{LineId, RoleId, WordId};
use cuebook_core::units::Seconds;
use cuebook_story::Exploration;

/// If there are at most this number of paths, all of them are looked at.
const ALL: usize = 20;

/// The lines of dialogue with their recordings, and the paths on which they are heard.
#[derive(Debug)]
pub(crate) struct Coverage {
    /// The lines of dialogue, in the order of the text.
    pub(crate) lines: Vec<Covered>,
    /// The paths, as far as they are looked at.
    pub(crate) paths: Vec<ShowPath>,
    /// Whether these are all paths. Otherwise they are a few on which everything is heard.
    pub(crate) is_all: bool,
    /// Files of the folder that belong to no line, or that cannot be used.
    pub(crate) unmatched: Vec<(String, String)>,
}

/// A line of dialogue.
#[derive(Debug)]
pub(crate) struct Covered {
    pub(crate) line: LineId,
    /// Its name for files and sheets.
    pub(crate) id: String,
    pub(crate) role: RoleId,
    pub(crate) is_recorded: bool,
    /// About how long it takes to say.
    pub(crate) time: Seconds,
    /// The numbers of the paths on which it is heard.
    pub(crate) paths: Vec<usize>,
}

impl Coverage {
    /// Returns the lines of a role without a recording: those of the most paths come first.
    pub(crate) fn missing(&self, role: RoleId) -> Vec<&Covered> {
        let own = |line: &&Covered| line.role == role && !line.is_recorded;
        let mut lines: Vec<&Covered> = self.lines.iter().filter(own).collect();
        lines.sort_by_key(|line| (std::cmp::Reverse(line.paths.len()), line.line));
        lines
    }

    /// Returns the roles with lines of dialogue: those with the most to record come first.
    pub(crate) fn roles(&self) -> Vec<RoleId> {
        let roles: BTreeSet<RoleId> = self.lines.iter().map(|line| line.role).collect();
        let mut roles: Vec<RoleId> = roles.into_iter().collect();
        let rest = |role: &RoleId| self.time_of(*role).0;
        roles.sort_by(|one, other| rest(other).total_cmp(&rest(one)));
        roles
    }

    /// Returns how long the lines of a role take that have no recording.
    pub(crate) fn time_of(&self, role: RoleId) -> Seconds {
        let times = self.missing(role).into_iter().map(|line| line.time.0);
        Seconds(times.fold(0.0, |sum, time| sum + time))
    }
}

impl Show {
    /// Returns which lines of an interactive show have a recording: in the script, or in a folder.
    ///
    /// # Errors
    /// When the story is too large, or the folder cannot be read.
    pub(crate) fn coverage(
        &self,
        story: &BookStory,
        folder: Option<&Path>,
    ) -> Result<Coverage, SessionError> {
        let fitted = folder.map(|folder| self.fit(folder, None)).transpose()?;
        let fitted = fitted.unwrap_or_default();
        let found: BTreeSet<LineId> = fitted.lines.iter().map(|one| one.named.line).collect();
        let explored = explored(story)?;
        let (listed, is_all) = listed(&explored);
        let mut heard = Vec::new();
        let mut paths = Vec::new();
        for path in listed {
            let (show, path, _) = self.on_explored(story, &path)?;
            heard.push(self.lines_of(&show));
            paths.push(path);
        }
        let named = line_id::name(&self.script, &self.book).into_iter();
        let lines = named.map(|named| {
            let line = &self.book.lines[named.line];
            let in_script = matches!(line.speech, Speech::Recording { .. });
            let text = self.book.prose.said(line.text);
            Covered {
                role: line.role,
                is_recorded: in_script || found.contains(&named.line),
                time: expected::time(text),
                paths: (0..heard.len())
                    .filter(|path| heard[*path].contains(&named.line))
                    .collect(),
                line: named.line,
                id: named.id,
            }
        });
        let unused = fitted.refused.iter().chain(&fitted.unmatched);
        Ok(Coverage {
            lines: lines.collect(),
            paths,
            is_all,
            unmatched: unused
                .map(|(file, why)| (file.display().to_string(), why.clone()))
                .collect(),
        })
    }

    /// Returns the lines of this show that a path through it makes heard.
    fn lines_of(&self, path: &Show) -> BTreeSet<LineId> {
        let Some(whole) = &path.whole else {
            return self.book.lines.ids().collect();
        };
        let words = path.book.lines.iter().map(|line| line.words.start);
        let words = words.filter_map(|word| whole.words.get(word).copied().flatten());
        let line = |word: WordId| {
            let after = self
                .book
                .lines
                .partition_point(|line| line.words.start <= word);
            after.checked_sub(1).map(LineId)
        };
        words.filter_map(line).collect()
    }
}

/// Returns all paths if there are few, or a few on which everything is heard, and which of the two.
fn listed(explored: &Exploration) -> (Vec<Vec<cuebook_story::Decision>>, bool) {
    let first: Vec<_> = explored.paths().take(ALL + 1).collect();
    match first.len() <= ALL && explored.circle().is_none() {
        true => (first, true),
        false => (explored.cover(), false),
    }
}
