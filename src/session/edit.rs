//! Edits a script on the disk. Takes a script and the steps of a change, and returns the
//! new text and the errors that the change adds. A change that adds errors is refused.
//! The file is replaced in one step, so it is never half-written.

pub(crate) mod choices;
pub(crate) mod cues;
pub(crate) mod find;
pub(crate) mod lines;
mod homes;
mod list;
mod order;
pub(crate) mod pronounce;
pub(crate) mod refusal;
pub(crate) mod rename;
pub(crate) mod roles;
pub(crate) mod scenes;
pub(crate) mod section;
pub(crate) mod together;
mod worse;
pub(crate) mod written;

use std::path::{Path, PathBuf};

use crate::book::mark::Mark;
use crate::book::place::Finder;
use crate::session::{SessionError, Show, Studio, files};
use cuebook_core::diagnostic::{Diagnostic, Severity, Source, Span};
use cuebook_core::id::{CueId, Id, WordId};
use cuebook_script::Edge;
use cuebook_script::Quote;
use cuebook_script::edit::{self, Item, Step, Trail, Value};
use cuebook_script::prose::StretchKind;
use homes::Changed;
pub(crate) use homes::{Home, SharedChange};
use order::ItemPlaces;
use together::Note;
use worse::worse;

/// A change that is not written yet.
#[derive(Debug)]
pub struct Edited {
    pub before: Show,
    pub after: Show,
    /// The diagnostics that the change adds.
    pub worse: Vec<Diagnostic>,
    /// The changes of shared files.
    pub(crate) shared: Vec<SharedChange>,
    /// Maps places in the new text to places in the old text.
    pub trail: Trail,
}

impl Edited {
    /// Returns the change from a show to another version of it, in all its files.
    pub(crate) fn between(before: Show, after: Show) -> Edited {
        Edited {
            worse: worse(&before.diagnostics, &after.diagnostics),
            shared: homes::changed(&before, &after),
            before,
            after,
            trail: Trail::default(),
        }
    }

    /// Returns whether the change changes a file in which diagnostics are reported.
    fn is_changed(&self, number: usize) -> bool {
        let own = |show: &Show| show.book.recipes.get(number).cloned();
        own(&self.before) != own(&self.after)
    }

    /// Returns whether the change adds errors.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.worse.iter().any(|d| d.severity == Severity::Error)
    }

    /// Returns the files that the change changes, each with its path, its text before and its text
    /// after: the shared files, then the script.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, &str, &str)> {
        let script = &self.before.path;
        let shared = self.shared.iter().map(|change| {
            let path = script.with_file_name("").join(&change.path);
            (path, change.before.as_str(), change.after.as_str())
        });
        let own = (
            script.clone(),
            self.before.source.as_str(),
            self.after.source.as_str(),
        );
        let all = shared.chain([own]);
        all.filter(|(_, before, after)| before != after).collect()
    }

    /// Returns a diagnostic of the new text with its places in the old text; `None` if
    /// one of them is not there.
    #[must_use]
    pub fn before_it(&self, found: &Diagnostic) -> Option<Diagnostic> {
        let mut found = found.clone();
        for label in &mut found.labels {
            match label.source {
                Source::Script if self.trail.kept(label.span) => {
                    label.span = self.trail.back(label.span);
                }
                Source::Script => return None,
                Source::Recipe(number) if self.is_changed(number) => return None,
                Source::Recipe(_) | Source::Prose => {}
            }
        }
        for hint in &mut found.hints {
            hint.replace = None;
        }
        Some(found)
    }
}

impl Studio {
    /// Applies the steps to an open script, without writing it. What a shared file of the script holds
    /// is changed there; a new thing goes to the script.
    ///
    /// # Errors
    /// When the steps cannot be applied: a diagnostic with its place.
    pub fn edit(
        &self,
        before: Show,
        steps: &[Step],
    ) -> Result<Edited, (Box<Show>, Box<Diagnostic>)> {
        self.edit_in(before, steps, None)
    }

    /// Applies the steps as [`Studio::edit`] does, to the file that is given, if there is one.
    ///
    /// # Errors
    /// As [`Studio::edit`].
    pub(crate) fn edit_in(
        &self,
        before: Show,
        steps: &[Step],
        home: Option<Home>,
    ) -> Result<Edited, (Box<Show>, Box<Diagnostic>)> {
        let made = before.stepped(steps, home);
        let (text, trail, shared) = match made {
            Ok(made) => made,
            Err(why) => return Err((Box::new(before), why)),
        };
        let after = self.changed(&before, &text, &shared);
        let worse = worse(&before.diagnostics, &after.diagnostics);
        Ok(Edited {
            before,
            after,
            worse,
            shared,
            trail,
        })
    }

    /// Replaces the whole text of a script, without writing it.
    #[must_use]
    pub(crate) fn rewrite(&self, before: Show, text: &str) -> Edited {
        self.rewrite_all(before, Some(text), &[])
    }

    /// Replaces the whole texts of a script, if it is given, and of some of its shared files, without
    /// writing them.
    #[must_use]
    pub(crate) fn rewrite_all(
        &self,
        before: Show,
        text: Option<&str>,
        shared: &[(&str, &str)],
    ) -> Edited {
        let change = |(path, after): &(&str, &str)| {
            let file = before.shared.iter().find(|file| file.path == *path)?;
            Some(SharedChange {
                path: file.path.clone(),
                before: file.text.clone(),
                after: (*after).to_owned(),
            })
        };
        let changes: Vec<SharedChange> = shared.iter().filter_map(change).collect();
        let after = self.changed(&before, text.unwrap_or(&before.source), &changes);
        let made = Edited::between(before, after);
        // A file that the script does not use any more is changed all the same.
        Edited {
            shared: changes,
            ..made
        }
    }

    /// Loads a show with another text of its script and of shared files. All other shared files are as
    /// the show has them, whatever the disk says.
    fn changed(&self, before: &Show, text: &str, changes: &[SharedChange]) -> Show {
        let world = Changed {
            world: &self.world(&before.path),
            changes,
            others: &before.shared,
        };
        Show::load(&before.path, text.as_bytes(), None, &world)
    }

    /// Returns the step that adds a cue or a line. If the script follows the order of the
    /// text, the new item goes to its place in that order, and otherwise to the end of
    /// its group.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub fn addition(
        &self,
        show: &Show,
        section: &str,
        item: Value,
    ) -> Result<Step, Box<Diagnostic>> {
        let path = vec![section.into()];
        let known = edit::items(&show.source, section)?;
        let push = Step::Push { path, item };
        // The position in the text is known only after a trial edit.
        let tried = self.edit(show.clone(), std::slice::from_ref(&push));
        let tried = tried.map_err(|(_, why)| why)?;
        let mut places = tried.after.places(section);
        let place = places.pop().flatten();
        let groups: Vec<usize> = known.iter().map(|item| item.group).collect();
        let items = ItemPlaces {
            places: &places,
            groups: &groups,
            scenes: &tried.after.scene_places(section),
        };
        let Step::Push { path, item } = push else {
            return Ok(push);
        };
        Ok(match items.beside(place) {
            Some(beside) if places.len() == groups.len() => Step::Insert { path, beside, item },
            _ => Step::Push { path, item },
        })
    }

    /// Writes each changed file to a temporary file and moves it to its path. It follows a link and
    /// keeps the permissions. If one cannot be written, those before it are as they were.
    ///
    /// # Errors
    /// When a file cannot be written, or has changed since it was read.
    pub fn keep(&self, edited: &Edited) -> Result<(), SessionError> {
        write_all(&edited.before.path, &edited.files())
    }

    /// Writes the changes of several scripts as [`Studio::keep`] does. A shared file that they change in
    /// the same way is written once.
    ///
    /// # Errors
    /// As [`Studio::keep`]; also when they change a shared file in different ways.
    pub(crate) fn keep_all(&self, edited: &[Edited]) -> Result<(), SessionError> {
        let script = edited
            .first()
            .map_or(Path::new("."), |one| &one.before.path);
        write_all(script, &all_files(edited)?)
    }
}

/// A file with its text before and after a change.
type ChangedFile<'e> = (PathBuf, &'e str, &'e str);

/// Returns the files that several changes change, each once.
///
/// # Errors
/// When two of them change a file in different ways.
pub(crate) fn all_files(edited: &[Edited]) -> Result<Vec<ChangedFile<'_>>, SessionError> {
    let mut all: Vec<ChangedFile<'_>> = Vec::new();
    for file in edited.iter().flat_map(Edited::files) {
        let known = all.iter().find(|known| files::is_same(&known.0, &file.0));
        match known {
            None => all.push(file),
            Some(known) if known.2 == file.2 => {}
            Some(_) => return Err(SessionError::ChangedMeanwhile(file.0)),
        }
    }
    Ok(all)
}

/// Writes files, all or none. If they are several, a note of them is beside `script` until the last one is
/// written.
fn write_all(script: &Path, changed: &[ChangedFile<'_>]) -> Result<(), SessionError> {
    let _note = match changed {
        [] | [_] => None,
        several => Some(Note::begin(script, several)?),
    };
    for (number, (path, before, after)) in changed.iter().enumerate() {
        let written = files::replace(path, before.as_bytes(), after.as_bytes());
        if let Err(error) = written {
            for (path, before, after) in &changed[..number] {
                files::replace(path, after.as_bytes(), before.as_bytes())?;
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Returns for each item the index of the parsed value with its span.
fn read_as(items: &[Item], spans: impl Iterator<Item = Span>) -> Vec<Option<usize>> {
    let mut spans = spans.enumerate().peekable();
    let which = |item: &Item| {
        let (index, _) = spans.next_if(|(_, span)| *span == item.span)?;
        Some(index)
    };
    items.iter().map(which).collect()
}

/// A cue in the list of the script.
#[derive(Clone, Debug)]
pub struct CueItem {
    /// The given or generated name; `None` if there is neither.
    pub id: Option<String>,
    /// The span of its name, or of the whole cue without one.
    pub span: Span,
    /// Its index among the cues that were read without errors.
    pub read: Option<usize>,
}

impl Show {
    /// Returns the cues in the order of the script, including those with errors.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub fn cue_items(&self) -> Result<Vec<CueItem>, Box<Diagnostic>> {
        let items = edit::items(&self.source, "cues")?;
        let read = read_as(&items, self.script.cues.iter().map(|cue| cue.span));
        let made = self.cue_ids();
        let cues = items.into_iter().zip(read).map(|(item, read)| {
            let own = item.id.as_ref().map(|(id, _)| id.clone());
            CueItem {
                id: own.or_else(|| made.get(read?).cloned()),
                span: item.id.map_or(item.span, |(_, span)| span),
                read,
            }
        });
        Ok(cues.collect())
    }

    /// Returns the index of the item in the script's `lines` for the line that contains
    /// these words. Returns `None` if there is no such item, or if the words are not in
    /// exactly one line.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub fn line_item(&self, words: &Quote) -> Result<Option<usize>, Box<Diagnostic>> {
        let items = edit::items(&self.source, "lines")?;
        let read = read_as(&items, self.script.lines.iter().map(|line| line.span));
        let finder = Finder::new(&self.book.prose);
        let find = |quote: &Quote| {
            let span = Span::default();
            finder.find_within(StretchKind::Dialogue, quote, span).ok()
        };
        let Some(wanted) = find(words) else {
            return Ok(None);
        };
        let is_it = |(item, read): (&Item, &Option<usize>)| match read {
            Some(read) => find(&self.script.lines[*read].quote.value) == Some(wanted),
            None => item.quote.clone().is_some_and(|exact| {
                let quote = Quote {
                    exact,
                    ..Quote::default()
                };
                find(&quote) == Some(wanted)
            }),
        };
        Ok(items.iter().zip(&read).position(is_it))
    }

    /// Returns the place in the text of each item of `cues`, `lines`, `scenes` or `choices`. For
    /// a cue: twice the index of the word, plus 1 for the end of the word. For a line: the
    /// index of its stretch. For a scene or a choice: the index of the word before which it is.
    fn places(&self, section: &str) -> Vec<Option<usize>> {
        let items = edit::items(&self.source, section).unwrap_or_default();
        self.places_of(section, &items)
    }

    /// Returns the places of the items of a section.
    fn places_of(&self, section: &str, items: &[Item]) -> Vec<Option<usize>> {
        if section == "cues" {
            let read = read_as(items, self.script.cues.iter().map(|cue| cue.span));
            return read
                .into_iter()
                .map(|cue| self.cue_place(CueId(cue?)))
                .collect();
        }
        if section == "scenes" {
            let read = read_as(items, self.script.scenes.iter().map(|scene| scene.span));
            let id = |scene: usize| &self.script.scenes[scene].id.value;
            let word = |scene: Option<usize>| Some(self.scene_word(id(scene?))?.index());
            return read.into_iter().map(word).collect();
        }
        if section == "choices" {
            let read = read_as(items, self.script.choices.iter().map(|choice| choice.span));
            let id = |choice: usize| &self.script.choices[choice].id;
            let word = |choice: Option<usize>| Some(self.choice_word(id(choice?))?.index());
            return read.into_iter().map(word).collect();
        }
        let read = read_as(items, self.script.lines.iter().map(|line| line.span));
        let finder = Finder::new(&self.book.prose);
        let place = |line: Option<usize>| {
            let quote = &self.script.lines[line?].quote;
            finder
                .find_within(StretchKind::Dialogue, &quote.value, quote.span)
                .ok()
        };
        read.into_iter().map(place).collect()
    }

    fn cue_place(&self, cue: CueId) -> Option<usize> {
        let mut cue = cue;
        // A cue may be anchored to another cue, and that one to a third. The limit stops
        // cycles.
        for _ in 0..16 {
            match self.book.cues.get(cue)?.at.mark {
                Mark::Word(word, Edge::Start) => return Some(2 * word.index()),
                Mark::Word(word, Edge::After) => return Some(2 * word.index() + 1),
                Mark::Start => return Some(0),
                Mark::End => return Some(usize::MAX),
                Mark::Time(_) | Mark::Turn(_) => return None,
                Mark::Cue(other, _) => cue = other,
            }
        }
        None
    }

    /// Returns the first word of a scene.
    fn scene_word(&self, id: &str) -> Option<WordId> {
        let scenes = &mut self.book.scenes.iter();
        scenes.find(|scene| scene.id == id).map(|scene| scene.word)
    }

    /// Returns the word before which a choice is.
    fn choice_word(&self, id: &str) -> Option<WordId> {
        let choices = &mut self.book.story.as_ref()?.choices.iter();
        choices
            .find(|choice| choice.id == id)
            .map(|choice| choice.word)
    }

    /// Returns where the scenes begin, in the numbers of [`Show::places`].
    fn scene_places(&self, section: &str) -> Vec<usize> {
        let prose = &self.book.prose;
        let place = |scene: &crate::book::Scene| match section {
            "cues" => 2 * scene.word.index(),
            "scenes" | "choices" => scene.word.index(),
            _ if scene.word < prose.words.end() => prose.stretch_of(prose.sentence_of(scene.word)),
            _ => usize::MAX,
        };
        self.book.scenes.iter().map(place).collect()
    }

    /// Returns the names of the cues, given or generated, in the order of the script.
    #[must_use]
    pub fn cue_ids(&self) -> Vec<String> {
        let kind = |cue: &cuebook_script::Cue| match cue.kind {
            cuebook_script::CueKind::Spot { .. } => "spot",
            cuebook_script::CueKind::Bed { .. } => "bed",
            cuebook_script::CueKind::Music { .. } => "music",
            cuebook_script::CueKind::Hush { .. } => "hush",
        };
        let id = |(index, cue): (usize, &cuebook_script::Cue)| match &cue.id {
            Some(id) => id.value.clone(),
            None => format!("{}-{}", kind(cue), index + 1),
        };
        self.script.cues.iter().enumerate().map(id).collect()
    }
}
