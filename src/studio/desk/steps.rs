//! The steps of the open show: gestures, undo and redo. Each writes the files that it changes, if no other program
//! has written them meanwhile.

use std::sync::{Arc, MutexGuard};

use serde::{Deserialize, Serialize};

use super::files::{changed_places, named_with_files};
use super::versions::with_patch;
use super::{Desk, Open};
use crate::session::SessionError;
use crate::session::edit::Edited;
use crate::studio::answer::Failure;
use crate::studio::document::problems;
use crate::studio::gesture::Gesture;

/// A gesture with the revision that it is about.
#[derive(Deserialize)]
pub(in crate::studio) struct Asked {
    pub revision: String,
    pub gesture: Gesture,
}

/// What a gesture changed.
#[derive(Debug, Serialize)]
pub(in crate::studio) struct Done {
    version: u64,
    revision: String,
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The change of the document as JSON; none if nothing is changed, or the page should ask for all
    /// of it.
    #[serde(skip)]
    patch: Option<Arc<str>>,
}

impl Done {
    /// Returns the answer to the page as JSON.
    pub(in crate::studio) fn told(&self) -> String {
        with_patch(self, self.patch.as_deref())
    }
}

impl Desk {
    /// Makes a gesture.
    ///
    /// # Errors
    /// When it is about another revision, cannot be made, or adds mistakes.
    pub(in crate::studio) fn edit(&self, asked: &Asked) -> Result<Done, Failure> {
        let mut lock = self.lock();
        let open = agreed(&mut lock, &asked.revision)?;
        let made = asked.gesture.make(&self.studio, &open.show)?;
        let mut edited = made.edited;
        if !made.is_typed {
            edited.prove();
            if edited.is_refused() {
                let message = "the change would add mistakes to the script";
                return Err(Failure {
                    problems: problems::all(&edited.after, &edited.worse),
                    ..Failure::refused(message)
                });
            }
        }
        let places = changed_places(&edited);
        if places.is_empty() {
            return Ok(open.done(None, made.id, None));
        }
        let name = named_with_files(made.name, &edited);
        let before = open.show.clone();
        self.keep(open, edited)?;
        open.remember(&name, &before, places);
        let patch = self.advance(open)?;
        self.told(open, (Some(&name), "gesture"), patch.as_deref());
        Ok(open.done(Some(name), made.id, patch))
    }

    /// Undoes the last step, or does the next undone one again.
    ///
    /// # Errors
    /// When it is about another revision, or there is no such step.
    pub(in crate::studio) fn step(&self, revision: &str, is_undo: bool) -> Result<Done, Failure> {
        let mut lock = self.lock();
        let open = agreed(&mut lock, revision)?;
        let (step, by) = match is_undo {
            true => (open.history.undo(&*open.show), "undo"),
            false => (open.history.redo(&*open.show), "redo"),
        };
        let none = || match is_undo && open.history.is_stopped() {
            true => {
                "another program has changed the same place since; its change is kept".to_owned()
            }
            false => format!("there is nothing to {by}"),
        };
        let (name, texts) = step.ok_or_else(|| Failure::refused(none()))?;
        let edited = self.with_texts(&open.show, &texts);
        self.keep(open, edited)?;
        match is_undo {
            true => open.history.undid(),
            false => open.history.redid(),
        }
        let patch = self.advance(open)?;
        self.told(open, (Some(&name), by), patch.as_deref());
        Ok(open.done(Some(name), None, patch))
    }

    /// Writes a change. If another program wrote the file, its text is taken over instead.
    fn keep(&self, open: &mut Open, edited: Edited) -> Result<(), Failure> {
        match self.studio.keep(&edited) {
            Ok(()) => {
                open.replace(edited.after);
                let early = std::mem::take(&mut open.stamps);
                self.look_after(open, early);
                Ok(())
            }
            Err(SessionError::ChangedMeanwhile(_)) => {
                self.read_again(open);
                Err(Failure::changed(&open.revision))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Returns the open show, if a request is about its revision.
fn agreed<'o>(
    lock: &'o mut MutexGuard<'_, Option<Open>>,
    revision: &str,
) -> Result<&'o mut Open, Failure> {
    let open = lock.as_mut().ok_or_else(Failure::no_show)?;
    match open.revision == revision {
        true => Ok(open),
        false => Err(Failure::changed(&open.revision)),
    }
}

impl Open {
    fn done(&self, step: Option<String>, id: Option<String>, patch: Option<Arc<str>>) -> Done {
        Done {
            version: self.version,
            revision: self.revision.clone(),
            step,
            id,
            patch,
        }
    }
}
