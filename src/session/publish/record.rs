//! The record of a folder: which script published what there, and of what it was made.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{State, print};
use crate::session::{SessionError, Show, files};

/// The name of the record in its folder.
const NAME: &str = ".cuebook-published.json";

/// The version of its form. A record of another version is not used.
const VERSION: u32 = 1;

/// The files that were published into a folder.
#[derive(Debug)]
pub(in crate::session) struct Record {
    folder: PathBuf,
    /// The name of the record in its folder.
    file: String,
    /// The script that is published, relative to the folder.
    script: String,
    /// Whether there is a record that cannot be read.
    is_lost: bool,
    kept: Kept,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    version: u32,
    files: BTreeMap<String, Entry>,
}

/// A published file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::session) struct Entry {
    /// The form, or the target of a delivery.
    #[serde(default)]
    form: String,
    /// The script, relative to the folder.
    #[serde(default)]
    script: String,
    /// The fingerprint of all that it was made of; empty if that is not known.
    made_of: String,
    /// The fingerprint of its content.
    content: String,
    /// The requirements of its target that it does not meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fails: Vec<String>,
    /// Whether a run that has not ended, or was killed, writes the file anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    begun: bool,
}

impl Entry {
    /// Returns the entry of a file that the script of the record publishes.
    pub(in crate::session) fn of(form: &str, made_of: &str, fails: Vec<String>) -> Entry {
        Entry {
            form: form.to_owned(),
            made_of: made_of.to_owned(),
            fails,
            ..Entry::default()
        }
    }
}

impl Record {
    /// Reads the record of a folder, for a script. Without one, nothing was published there.
    #[cfg(test)]
    fn read(folder: &Path, script: &Path) -> Record {
        Record::named(folder, NAME, script)
    }

    /// Reads the record of a show. A chapter of a series has its own record, so that several
    /// machines can write into one folder.
    pub(in crate::session) fn of(folder: &Path, show: &Show) -> Record {
        let own = show
            .member
            .as_ref()
            .map(|member| member.record("published"));
        Record::named(folder, own.as_deref().unwrap_or(NAME), &show.path)
    }

    fn named(folder: &Path, file: &str, script: &Path) -> Record {
        let path = folder.join(file);
        let text = std::fs::read(&path).unwrap_or_default();
        let kept: Option<Kept> = serde_json::from_slice(&text).ok();
        let kept = kept.filter(|kept| kept.version == VERSION);
        let is_lost = kept.is_none() && path.exists();
        Record {
            folder: folder.to_owned(),
            file: file.to_owned(),
            script: relative(folder, script).to_string_lossy().into_owned(),
            is_lost,
            kept: kept.unwrap_or(Kept {
                version: VERSION,
                ..Kept::default()
            }),
        }
    }

    fn entry(&self, path: &Path) -> Option<&Entry> {
        self.kept.files.get(&name(path))
    }

    /// Returns the script of an entry, if it is another one that still exists.
    fn other(&self, entry: &Entry) -> Option<PathBuf> {
        let is_other = !entry.script.is_empty() && entry.script != self.script;
        let script = is_other.then(|| self.folder.join(&entry.script));
        script.filter(|script| script.is_file())
    }

    /// Refuses a file that another script published.
    ///
    /// # Errors
    /// [`SessionError::OtherScript`] for such a file.
    pub(in crate::session) fn refuse_other(&self, path: &Path) -> Result<(), SessionError> {
        let entry = self.entry(path).filter(|_| path.exists());
        match entry.and_then(|entry| self.other(entry)) {
            None => Ok(()),
            Some(script) => Err(SessionError::OtherScript {
                path: path.to_owned(),
                script,
            }),
        }
    }

    /// Refuses a file or folder that is there and was not published in this state by this script.
    ///
    /// # Errors
    /// [`SessionError::NotPublished`] or [`SessionError::OtherScript`] for such a file.
    pub(super) fn refuse_foreign(&self, path: &Path) -> Result<(), SessionError> {
        if !path.exists() {
            return Ok(());
        }
        self.refuse_other(path)?;
        let what = match self.entry(path) {
            None if self.is_lost => "may be another's: the record of this folder cannot be read",
            None if self.is_orphan(path) => return Ok(()),
            None => "was not written by `cuebook publish`",
            Some(Entry { begun: true, .. }) => return Ok(()),
            Some(entry) if print::of_path(path).as_ref() == Some(&entry.content) => return Ok(()),
            Some(_) => "was changed since it was published",
        };
        let path = path.to_owned();
        Err(SessionError::NotPublished { path, what })
    }

    /// Returns whether a chapter published a file whose script is gone, such as one that was renamed:
    /// then another record of the series has it.
    fn is_orphan(&self, path: &Path) -> bool {
        if self.file == NAME {
            return false;
        }
        let record = self.folder.join(&self.file);
        let records = std::fs::read_dir(files::folder_of(&record))
            .into_iter()
            .flatten();
        let records = records.flatten().map(|file| file.path());
        let mut records =
            records.filter(|path| path.to_string_lossy().ends_with(".published.json"));
        records.any(|record| {
            let text = std::fs::read(record).unwrap_or_default();
            let kept: Option<Kept> = serde_json::from_slice(&text).ok();
            let Some(entry) = kept.and_then(|mut kept| kept.files.remove(&name(path))) else {
                return false;
            };
            let is_gone = !self.folder.join(&entry.script).is_file();
            is_gone && (entry.begun || print::of_path(path).as_ref() == Some(&entry.content))
        })
    }

    /// Returns the files in the folder whose names begin with `begin` and a dot, in order.
    pub(in crate::session) fn beginning(&self, begin: &str) -> Vec<PathBuf> {
        let files = std::fs::read_dir(&self.folder).into_iter().flatten();
        let names = files.flatten().map(|file| file.file_name());
        let is_own = |name: &std::ffi::OsString| {
            let name = name.to_string_lossy();
            name.strip_prefix(begin)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        let mut paths: Vec<PathBuf> = names
            .filter(is_own)
            .map(|name| self.folder.join(name))
            .collect();
        paths.sort();
        paths
    }

    /// Returns the files of a form that this script published, in order.
    pub(super) fn of_form(&self, form: &str) -> Vec<PathBuf> {
        let own = |entry: &Entry| entry.form == form && entry.script == self.script;
        self.paths(own)
    }

    /// Returns the files that this script published under another name than `name`, and that are
    /// still there.
    pub(super) fn old(&self, name: &str) -> Vec<PathBuf> {
        let mut old = self.paths(|entry| entry.script == self.script);
        let is_old = |path: &PathBuf| {
            let file = self::name(path);
            let is_named = file
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('.'));
            !is_named && path.exists()
        };
        old.retain(is_old);
        old
    }

    fn paths(&self, own: impl Fn(&Entry) -> bool) -> Vec<PathBuf> {
        let files = self.kept.files.iter();
        let files = files.filter(|(_, entry)| own(entry));
        files.map(|(name, _)| self.folder.join(name)).collect()
    }

    /// Returns the requirements that a published file does not meet.
    pub(super) fn fails(&self, path: &Path) -> &[String] {
        self.entry(path).map_or(&[], |entry| &entry.fails)
    }

    /// Returns whether a file that is made of this must be written.
    pub(super) fn state(&self, path: &Path, made_of: &str) -> State {
        let Some(entry) = self.entry(path) else {
            return if path.exists() {
                State::Renewed
            } else {
                State::New
            };
        };
        if !path.exists() {
            return State::Restored;
        }
        let is_same =
            entry.made_of == made_of && print::of_path(path).as_ref() == Some(&entry.content);
        if is_same {
            State::Unchanged
        } else {
            State::Renewed
        }
    }

    /// Notes that files are about to be written, so that a run after a killed one knows them.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(super) fn begin(&mut self, paths: &[&Path]) -> Result<(), SessionError> {
        for path in paths {
            let entry = self.kept.files.entry(name(path)).or_default();
            entry.script.clone_from(&self.script);
            entry.begun = true;
        }
        self.write()
    }

    /// Adds a file that was written, and writes the record.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(in crate::session) fn add(
        &mut self,
        path: &Path,
        entry: Entry,
    ) -> Result<(), SessionError> {
        let entry = Entry {
            content: print::of_path(path).unwrap_or_default(),
            script: self.script.clone(),
            ..entry
        };
        self.kept.files.insert(name(path), entry);
        self.write()
    }

    fn write(&self) -> Result<(), SessionError> {
        let text = serde_json::to_vec_pretty(&self.kept).map_err(std::io::Error::from)?;
        let path = self.folder.join(&self.file);
        if let Some(folder) = path.parent() {
            files::make_folder(folder)?;
        }
        files::write(&path, &text)
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Returns the path of a file from a folder, so that both may be moved together.
fn relative(folder: &Path, file: &Path) -> PathBuf {
    let (Ok(folder), Ok(real)) = (folder.canonicalize(), file.canonicalize()) else {
        return file.to_owned();
    };
    let both = folder.components().zip(real.components());
    let same = both.take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(same).map(|_| Component::ParentDir);
    up.chain(real.components().skip(same)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(made_of: &str) -> Entry {
        Entry::of("vtt", made_of, Vec::new())
    }

    fn read(folder: &Path) -> Record {
        Record::read(folder, &folder.join("a.yaml"))
    }

    #[test]
    fn a_file_is_made_again_when_it_or_its_origin_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vtt");
        let mut record = read(folder.path());
        assert_eq!(record.state(&path, "one"), State::New);
        std::fs::write(&path, "text").unwrap();
        record.add(&path, entry("one")).unwrap();
        let record = read(folder.path());
        assert_eq!(record.state(&path, "one"), State::Unchanged);
        assert_eq!(record.state(&path, "two"), State::Renewed);
        assert!(record.refuse_foreign(&path).is_ok());
        std::fs::write(&path, "other").unwrap();
        assert_eq!(record.state(&path, "one"), State::Renewed);
        let refused = record.refuse_foreign(&path).unwrap_err().to_string();
        assert!(
            refused.ends_with("was changed since it was published"),
            "{refused}"
        );
        std::fs::remove_file(&path).unwrap();
        assert_eq!(record.state(&path, "one"), State::Restored);
        assert!(record.refuse_foreign(&path).is_ok());
    }

    #[test]
    fn a_file_of_somebody_else_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vtt");
        std::fs::write(&path, "mine").unwrap();
        std::fs::write(folder.path().join(NAME), "{ broken").unwrap();
        let record = read(folder.path());
        assert!(record.refuse_foreign(&path).is_err());
        assert_eq!(record.state(&path, "one"), State::Renewed);
    }

    #[test]
    fn a_file_of_another_script_is_refused_while_that_script_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (
            folder.path().join("one.yaml"),
            folder.path().join("two.yaml"),
        );
        let (out, path) = (folder.path().join("out"), folder.path().join("out/a.vtt"));
        std::fs::create_dir(&out).unwrap();
        for file in [&one, &two, &path] {
            std::fs::write(file, "text").unwrap();
        }
        Record::read(&out, &one).add(&path, entry("one")).unwrap();
        assert!(Record::read(&out, &one).refuse_foreign(&path).is_ok());
        let other = Record::read(&out, &two);
        let refused = other.refuse_foreign(&path).unwrap_err();
        assert!(matches!(refused, SessionError::OtherScript { .. }));
        // A script that was renamed is the same show.
        std::fs::remove_file(&one).unwrap();
        assert!(other.refuse_foreign(&path).is_ok());
    }

    #[test]
    fn files_of_an_earlier_title_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = read(folder.path());
        for name in ["the-door.vtt", "the-door-2.vtt", "the.door.srt"] {
            let path = folder.path().join(name);
            std::fs::write(&path, "text").unwrap();
            record.add(&path, entry("one")).unwrap();
        }
        let old = record.old("the-door").into_iter();
        let old: Vec<String> = old.map(|path| name(&path)).collect();
        assert_eq!(old, ["the-door-2.vtt", "the.door.srt"]);
        assert_eq!(record.beginning("the-door").len(), 1);
    }
}
