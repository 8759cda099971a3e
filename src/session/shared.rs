//! The shared files of a show: the places of its diagnostics in them, and what they and the script
//! say together.

use std::path::Path;

use cuebook_core::diagnostic::{Diagnostic, Hint, Source, Span};
use cuebook_script::SharedFile;
use cuebook_script::edit::{Value, model_of};
use cuebook_script::shared;
use cuebook_yaml::mapping::Name;

use crate::session::Show;
use crate::session::edit::Home;
use crate::session::files::is_same;

impl Show {
    /// Returns whether this is a shared file, which has no text.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.script.is_shared
    }

    /// Returns the shared file with a place, and the place in it; `None` for a place in the script.
    pub(crate) fn shared_place(&self, span: Span) -> Option<(usize, Span)> {
        if self.script.is_own(span) {
            return None;
        }
        let files = self.shared.iter().enumerate();
        let mut found = files.filter_map(|(number, file)| Some((number, file.own(span)?)));
        found.next()
    }

    /// Returns the names in the script itself.
    pub(crate) fn own_names(&self) -> Vec<Name> {
        let names = self.script.names.iter();
        let own = names.filter(|name| self.script.is_own(name.span));
        own.cloned().collect()
    }

    /// Returns the names in a shared file, with their places in it.
    pub(crate) fn shared_names(&self, file: &SharedFile) -> Vec<Name> {
        let names = self.script.names.iter();
        let own = names.filter_map(|name| {
            let span = Some(name.span).filter(|span| !self.script.is_own(*span))?;
            let span = file.own(span)?;
            Some(Name {
                span,
                ..name.clone()
            })
        });
        own.collect()
    }

    /// Returns the paths of the shared files, relative to the script.
    pub(crate) fn shared_paths(&self) -> impl Iterator<Item = &str> {
        self.shared.iter().map(|file| file.path.as_str())
    }

    /// Returns the file of the show that a path means: as the script writes it, or from the folder of
    /// the user.
    pub(crate) fn home(&self, path: &Path) -> Option<Home> {
        let folder = self.path.with_file_name("");
        if self.path.file_name() == Some(path.as_os_str()) || is_same(&self.path, path) {
            return Some(Home::Script);
        }
        let is_it = |own: &str| Path::new(own) == path || is_same(&folder.join(own), path);
        self.shared_paths().position(is_it).map(Home::Shared)
    }

    /// Returns the source of a shared file in diagnostics.
    pub(crate) fn shared_source(&self, number: usize) -> Source {
        let first = self.book.recipes.len().saturating_sub(self.shared.len());
        Source::Recipe(first + number)
    }

    /// Returns the shared file that is a source in diagnostics.
    pub(crate) fn shared_file(&self, source: Source) -> Option<&SharedFile> {
        let mut files = self.shared.iter().enumerate();
        let file = files.find(|(number, _)| self.shared_source(*number) == source);
        file.map(|(_, file)| file)
    }

    /// Returns what the script and its shared files say, as plain values; nothing if the script is not
    /// well-formed.
    pub(crate) fn model(&self) -> Value {
        let model = match self.shared.is_empty() {
            true => model_of(&self.source).ok(),
            false => shared::model(&self.source, &self.shared),
        };
        model.unwrap_or(Value::empty())
    }
}

/// Moves the places of a diagnostic that are in a shared file into this file.
pub(super) fn place(show: &Show, found: &mut Diagnostic) {
    if show.shared.is_empty() {
        return;
    }
    let first = found.labels.first().map(|label| (label.source, label.span));
    let edited = first.and_then(|(source, span)| match source {
        Source::Script => show.shared_place(span),
        _ => None,
    });
    let is_moved = matches!(first, Some((Source::Recipe(_), _)));
    for label in &mut found.labels {
        if label.source == Source::Script
            && let Some((number, span)) = show.shared_place(label.span)
        {
            (label.source, label.span) = (show.shared_source(number), span);
        }
    }
    let edited = edited.map(|(number, _)| number);
    for hint in found.hints.iter_mut().filter(|_| !is_moved) {
        place_hint(show, hint, edited);
    }
    if let Some(file) = edited.map(|number| &show.shared[number])
        && found.code == "missing-file"
    {
        from_folder(found, file);
    }
}

/// Moves the edit of a hint into the file of the first label. An edit of another file is left out.
fn place_hint(show: &Show, hint: &mut Hint, file: Option<usize>) {
    let Some((span, _)) = &mut hint.replace else {
        return;
    };
    match (show.shared_place(*span), file) {
        (None, None) => {}
        (Some((number, own)), Some(file)) if number == file => *span = own,
        _ => hint.replace = None,
    }
}

/// Makes the paths in the edits of a diagnostic relative to the folder of their file.
fn from_folder(found: &mut Diagnostic, file: &SharedFile) {
    for hint in &mut found.hints {
        hint.replace = hint.replace.take().and_then(|(span, path)| {
            let path = path.strip_prefix(file.folder())?.to_owned();
            Some((span, path))
        });
    }
}

#[cfg(test)]
mod tests;
