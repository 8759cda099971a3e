//! Shared files: what several scripts have in common, such as the cast of a series. A script takes
//! it with `use`. The texts of a script and of its shared files are one text for their places: each
//! file begins where the one before it ends, so that a place belongs to one file.

mod merge;
mod together;

use crate::Script;
use crate::edit::Value;
use crate::read::uses::Uses;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, nearest, shown};
use cuebook_yaml::mapping::{Declared, Mapping, Reader, Slot, Value as _};
use cuebook_yaml::{self as yaml, Entry, Kind, Node};

pub(crate) use together::Together;

/// The most shared files of one script.
const MOST_FILES: usize = 64;

/// Returns the bytes of the file with a path relative to the script, or the mistake.
pub type Fetch<'f> = dyn Fn(&Spanned<String>) -> Result<Vec<u8>, Box<Diagnostic>> + 'f;

/// A shared file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedFile {
    /// Its path, relative to the script.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Where its places begin in the text of all files.
    pub start: usize,
}

impl SharedFile {
    /// Returns a span of all files as a span of this one; `None` if it is in another file.
    #[must_use]
    pub fn own(&self, span: Span) -> Option<Span> {
        let is_here = (self.start..=self.start + self.text.len()).contains(&span.start);
        is_here.then(|| Span::new(span.start - self.start, span.end - self.start))
    }

    /// Returns the folder of the file, with `/` at its end; empty for the folder of the script.
    #[must_use]
    pub fn folder(&self) -> &str {
        let end = self.path.rfind('/').map_or(0, |slash| slash + 1);
        &self.path[..end]
    }
}

/// Returns the keys that a shared file can have.
#[must_use]
pub fn mapping() -> &'static Mapping {
    Script::SHARED
}

/// Returns what a script and its shared files say, as plain values; `None` if one of them is not
/// well-formed.
#[must_use]
pub fn model(source: &str, files: &[SharedFile]) -> Option<Value> {
    let tree = yaml::parse(source);
    let own = tree.root.filter(|_| !tree.broken);
    let mut all = Vec::new();
    for file in files {
        let (root, found, _) = root(file);
        all.extend(root.filter(|_| found.is_empty()));
    }
    let both = all.into_iter().chain(own).reduce(merge::merged);
    both.as_ref().map(Value::of)
}

/// Returns whether a key is one of a script that a shared file cannot have.
fn is_of_script(key: &str) -> bool {
    Script::MAPPING.key(key).is_some() && Script::SHARED.key(key).is_none()
}

/// Returns whether a file is a shared file, by its keys: it has some of them, and none that only a
/// script has.
#[must_use]
pub fn is_shared(root: &Node<'_>) -> bool {
    let Kind::Map(entries) = &root.kind else {
        return false;
    };
    let only_script = || {
        let keys = Script::MAPPING.keys().map(|key| key.name);
        keys.filter(|key| is_of_script(key))
    };
    let is_known = |entry: &Entry<'_>| Script::SHARED.key(&entry.key).is_some();
    // A misspelt `text` makes no shared file of a script.
    let is_foreign = |entry: &Entry<'_>| {
        !is_known(entry)
            && (is_of_script(&entry.key) || nearest(&entry.key, only_script()).is_some())
    };
    entries.iter().any(is_known) && !entries.iter().any(is_foreign)
}

/// The shared files of a script, each before those that it wins over.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub files: Vec<SharedFile>,
    /// The text of the script and of all files; empty if there are none.
    pub whole: String,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a file could not be read, so that a part of the show is missing.
    pub hidden: bool,
    /// The files that are open: each uses the next.
    open: Vec<String>,
}

impl Shared {
    /// Reads the files that a script uses, and those that they use.
    pub(crate) fn of(source: &str, root: Option<&Node<'_>>, fetch: &Fetch<'_>) -> Shared {
        let mut shared = Shared::default();
        let paths = root.map_or_else(Vec::new, |root| uses(source, root, &[]));
        if !paths.is_empty() {
            source.clone_into(&mut shared.whole);
            for path in &paths {
                shared.take(path, fetch);
            }
        }
        shared
    }

    /// Returns a reader of the script and of all files.
    pub(crate) fn reader<'t>(&'t self, script: &'t str, hidden: bool) -> Reader<'t> {
        let text = match self.whole.as_str() {
            "" => script,
            whole => whole,
        };
        let mut reader = Reader::new(text, hidden);
        let folder = |file: &SharedFile| (file.start, file.folder().to_owned());
        reader.folders = self.files.iter().map(folder).collect();
        reader.folders.sort();
        reader
    }

    fn take(&mut self, path: &Spanned<String>, fetch: &Fetch<'_>) {
        if let Some(first) = self.open.iter().position(|open| *open == path.value) {
            let way: Vec<&str> = self.open[first..].iter().map(String::as_str).collect();
            self.diagnostics.push(circle(path, &way));
            return;
        }
        if self.files.iter().any(|file| file.path == path.value) {
            return;
        }
        if self.files.len() + self.open.len() >= MOST_FILES {
            let message = format!("a script uses at most {MOST_FILES} shared files");
            let mistake = Diagnostic::error("too-many", path.span, message);
            self.diagnostics.push(mistake);
            return;
        }
        let bytes = match fetch(path) {
            Ok(bytes) => bytes,
            Err(mistake) => {
                self.diagnostics.push(*mistake);
                self.hidden = true;
                return;
            }
        };
        let (text, found) = yaml::decode(&bytes);
        self.hidden |= !found.is_empty();
        self.whole.push('\n');
        let start = self.whole.len();
        self.whole.push_str(&text);
        self.diagnostics
            .extend(found.into_iter().map(|found| moved(found, start)));
        let file = SharedFile {
            path: path.value.clone(),
            text,
            start,
        };
        let folders = [(start, file.folder().to_owned())];
        let paths = match root(&file).0 {
            Some(root) => uses(&self.whole, &root, &folders),
            None => Vec::new(),
        };
        self.open.push(path.value.clone());
        for path in &paths {
            self.take(path, fetch);
        }
        self.open.pop();
        self.files.push(file);
    }
}

fn circle(path: &Spanned<String>, way: &[&str]) -> Diagnostic {
    let name = shown(path);
    let message = match way {
        [_] => format!("`{name}` uses itself"),
        [_, other] => format!("`{name}` uses `{}`, which uses it", shown(other)),
        [_, ..] => {
            let next = way.iter().skip(1).chain(way.first());
            let pairs = way.iter().zip(next);
            let pairs: Vec<String> = pairs
                .map(|(from, to)| format!("`{}` uses `{}`", shown(from), shown(to)))
                .collect();
            format!("{}: that is a circle", pairs.join(", "))
        }
        [] => format!("`{name}` is used in a circle"),
    };
    Diagnostic::error("use-circle", path.span, message)
        .hint("a file takes nothing from a file that uses it; remove one of the two `use`")
}

/// Returns the files that a root names. Their mistakes are reported when the root is read.
fn uses(source: &str, root: &Node<'_>, folders: &[(usize, String)]) -> Vec<Spanned<String>> {
    let Kind::Map(entries) = &root.kind else {
        return Vec::new();
    };
    let Some(entry) = entries.iter().find(|entry| entry.key == "use") else {
        return Vec::new();
    };
    let mut reader = Reader::new(source, false);
    reader.folders = folders.to_vec();
    Uses::read(&mut reader, Slot::of(entry)).unwrap_or_default()
}

/// Returns the root of a file with its places in the text of all files, the mistakes of its form, and
/// whether a part of it is hidden.
pub(crate) fn root(file: &SharedFile) -> (Option<Node<'_>>, Vec<Diagnostic>, bool) {
    let tree = yaml::parse(&file.text);
    let found = tree.diagnostics.into_iter();
    let found = found.map(|found| moved(found, file.start)).collect();
    let root = tree.root.filter(|root| !root.is_empty());
    let root = root.map(|mut root| {
        shift(&mut root, file.start);
        root
    });
    (root, found, tree.hidden)
}

fn shift(node: &mut Node<'_>, by: usize) {
    node.span = behind(node.span, by);
    match &mut node.kind {
        Kind::Scalar(..) => {}
        Kind::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Kind::Map(entries) => {
            for entry in entries {
                entry.key_span = behind(entry.key_span, by);
                shift(&mut entry.value, by);
            }
        }
    }
}

fn behind(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Returns a mistake with its places moved behind the texts before its file.
fn moved(mut found: Diagnostic, by: usize) -> Diagnostic {
    for label in &mut found.labels {
        label.span = behind(label.span, by);
    }
    for (span, _) in found
        .hints
        .iter_mut()
        .filter_map(|hint| hint.replace.as_mut())
    {
        *span = behind(*span, by);
    }
    found
}

/// Returns the root of a shared file without what only a script can have, which is reported.
pub(crate) fn without_scripts_keys<'s>(reader: &mut Reader<'_>, mut root: Node<'s>) -> Node<'s> {
    let Kind::Map(entries) = &mut root.kind else {
        return root;
    };
    entries.retain(|entry| {
        let is_foreign = is_of_script(&entry.key);
        if is_foreign {
            let keys = Script::SHARED.keys().map(|key| key.name);
            let hint = format!(
                "a shared file has what several scripts have in common: {}",
                keys.collect::<Vec<_>>().join(", ")
            );
            reader.report(foreign(entry, "belongs to one script", &hint));
        }
        !is_foreign
    });
    let barriers = entries.iter_mut().find(|entry| entry.key == "barriers");
    if let Some(Kind::Map(barriers)) = barriers.map(|entry| &mut entry.value.kind) {
        for barrier in barriers {
            without_rides(reader, barrier);
        }
    }
    root
}

/// Reports and removes the rides of a barrier. Their places are words of one text.
fn without_rides(reader: &mut Reader<'_>, barrier: &mut Entry<'_>) {
    let Kind::Map(keys) = &mut barrier.value.kind else {
        return;
    };
    keys.retain(|entry| {
        let is_ride = entry.key == "ride";
        if is_ride {
            let hint = format!(
                "write it in the script: `barriers: {{ {}: {{ ride: … }} }}` keeps the other keys",
                barrier.key
            );
            reader.report(foreign(entry, "names words of one text", &hint));
        }
        !is_ride
    });
}

fn foreign(entry: &Entry<'_>, why: &str, hint: &str) -> Diagnostic {
    let message = format!("`{}` {why}, and cannot be in a shared file", entry.key);
    Diagnostic::error("shared-key", entry.key_span, message).hint(hint)
}

#[cfg(test)]
mod tests;
