//! Editing a script on the disk.
//!
//! In: a script's path and the steps of a change. Out: the changed text, and
//! what is wrong with it that was not wrong before. Always true: the file is
//! whole, old or new, and a script is never made worse.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::book::place::Finder;
use crate::diagnostic::{Diagnostic, Severity};
use crate::script::Quote;
use crate::script::edit::{self, Step};
use crate::script::prose::StretchKind;
use crate::session::{SessionError, Show, Studio};

/// A change that is not written yet.
#[derive(Debug)]
pub struct Edited {
    pub before: Show,
    pub after: Show,
    /// What is wrong now and was not before.
    pub worse: Vec<Diagnostic>,
}

impl Edited {
    /// Whether the script would have mistakes that it does not have now.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.worse.iter().any(|d| d.severity == Severity::Error)
    }
}

impl Studio {
    /// Makes the steps on a script that has been opened, without writing it.
    ///
    /// # Errors
    /// When the steps cannot be made: a diagnostic with its place.
    pub fn edit(
        &self,
        before: Show,
        steps: &[Step],
    ) -> Result<Edited, (Box<Show>, Box<Diagnostic>)> {
        let text = match edit::apply(&before.source, steps) {
            Ok(text) => text,
            Err(why) => return Err((Box::new(before), why)),
        };
        let world = self.world(&before.path);
        let after = Show::load(&before.path, text.as_bytes(), None, &world);
        let worse = worse(&before.diagnostics, &after.diagnostics);
        Ok(Edited {
            before,
            after,
            worse,
        })
    }

    /// Writes a change: beside the script, then in its place. A link is followed;
    /// the permissions stay.
    ///
    /// # Errors
    /// When the file cannot be written, or is no longer what was read.
    pub fn keep(&self, edited: &Edited) -> Result<(), SessionError> {
        let path = &edited.before.path;
        replace(
            path,
            edited.before.source.as_bytes(),
            edited.after.source.as_bytes(),
        )
    }
}

fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), SessionError> {
    let failed = |source| SessionError::Page {
        path: path.to_owned(),
        source,
    };
    let real = path.canonicalize().map_err(failed)?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(after).map_err(failed)?;
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    file.as_file()
        .set_permissions(permissions)
        .map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    if fs::read(&real).map_err(failed)? != before {
        return Err(SessionError::ChangedMeanwhile(path.to_owned()));
    }
    file.persist(&real).map_err(|error| failed(error.error))?;
    Ok(())
}

/// What is found after a change and was not before. Places move, words do not.
fn worse(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in before {
        *known.entry((found.code, &found.message)).or_default() += 1;
    }
    let mut worse = Vec::new();
    for found in after {
        match known.get_mut(&(found.code, found.message.as_str())) {
            Some(left) if *left > 0 => *left -= 1,
            _ => worse.push(found.clone()),
        }
    }
    worse
}

impl Show {
    /// Which of the script's notes is about the line that holds these words, if any is.
    ///
    /// # Errors
    /// When the words are not those of one line of dialogue.
    pub fn note_of(&self, words: &Quote) -> Result<Option<usize>, Box<Diagnostic>> {
        let finder = Finder::new(&self.book.prose);
        let find = |quote: &Quote, span| finder.find_within(StretchKind::Dialogue, quote, span);
        let wanted = find(words, Default::default()).map_err(Box::new)?;
        let is_it = |note: &crate::script::LineNote| {
            find(&note.quote.value, note.quote.span).is_ok_and(|stretch| stretch == wanted)
        };
        Ok(self.script.lines.iter().position(is_it))
    }

    /// The names of the cues, given or made, in the order of the script.
    #[must_use]
    pub fn cue_ids(&self) -> Vec<String> {
        let kind = |cue: &crate::script::Cue| match cue.kind {
            crate::script::CueKind::Spot { .. } => "spot",
            crate::script::CueKind::Bed { .. } => "bed",
            crate::script::CueKind::Music { .. } => "music",
            crate::script::CueKind::Hush { .. } => "hush",
        };
        let id = |(index, cue): (usize, &crate::script::Cue)| match &cue.id {
            Some(id) => id.value.clone(),
            None => format!("{}-{}", kind(cue), index + 1),
        };
        self.script.cues.iter().enumerate().map(id).collect()
    }
}
