//! Steps that change several files. Before the first file is written, a hidden file beside the script gets the texts of
//! all of them, and it goes when all are written. So what a killed program left half-written is put back.

use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::session::{SessionError, files};
use cuebook_core::whole_file::folder_of;

/// The end of the name of the hidden file.
const SUFFIX: &str = ".cuebook-step";

/// The longest hidden file that is read, in bytes: the texts of scripts of the largest size.
const LONGEST: u64 = 1 << 28;

/// A file of a step, with its path from the folder of the script.
#[derive(Serialize, Deserialize)]
struct Part {
    path: String,
    before: String,
    after: String,
}

/// The note of a step that is being written. Its hidden file goes when it is dropped.
pub(super) struct Note(PathBuf);

impl Note {
    /// Notes the files of a step: the path, the text before and the text after of each.
    ///
    /// # Errors
    /// When the note cannot be written.
    pub(super) fn begin(
        script: &Path,
        changed: &[(PathBuf, &str, &str)],
    ) -> Result<Note, SessionError> {
        let folder = script.with_file_name("");
        let part = |(path, before, after): &(PathBuf, &str, &str)| Part {
            path: path
                .strip_prefix(&folder)
                .unwrap_or(path)
                .to_string_lossy()
                .into_owned(),
            before: (*before).to_owned(),
            after: (*after).to_owned(),
        };
        let parts: Vec<Part> = changed.iter().map(part).collect();
        let bytes = serde_json::to_vec(&parts).unwrap_or_default();
        let note = note_of(script);
        files::write(&note, &bytes)?;
        Ok(Note(note))
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // A note that stays is read when the script is opened, and finds nothing to put back.
        let _ = fs::remove_file(&self.0);
    }
}

/// Puts back what a killed program left of a step that it did not finish. A file that has another text
/// since stays as it is.
pub(crate) fn put_back(script: &Path) {
    let note = note_of(script);
    let is_note =
        fs::symlink_metadata(&note).is_ok_and(|facts| facts.is_file() && facts.len() < LONGEST);
    let Some(bytes) = is_note.then(|| fs::read(&note).ok()).flatten() else {
        return;
    };
    let parts: Vec<Part> = serde_json::from_slice(&bytes).unwrap_or_default();
    let is_done = |part: &Part| {
        let path = within(script, &part.path);
        path.is_some_and(|path| fs::read(path).is_ok_and(|now| now == part.after.as_bytes()))
    };
    if !parts.iter().all(is_done) {
        for part in parts.iter().filter(|part| is_done(part)) {
            if let Some(path) = within(script, &part.path) {
                // What cannot be put back stays, and its problems are shown.
                let _ = files::replace(&path, part.after.as_bytes(), part.before.as_bytes());
            }
        }
    }
    let _ = fs::remove_file(&note);
}

/// Returns the path of a file in the folder of a script; `None` for any other.
fn within(script: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let is_plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let folder = folder_of(script).canonicalize().ok()?;
    let real = folder.join(path).canonicalize().ok()?;
    (is_plain && real.starts_with(&folder)).then_some(real)
}

fn note_of(script: &Path) -> PathBuf {
    let name = script.file_name().unwrap_or_default().to_string_lossy();
    script.with_file_name(format!(".{name}{SUFFIX}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a script and a shared file as a program left them that was killed.
    fn left(script: &str, house: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("show.yaml");
        fs::write(&path, "by: A").unwrap();
        fs::write(folder.path().join("house.yaml"), "A:").unwrap();
        let house_path = folder.path().join("house.yaml");
        let changed = [
            (house_path.clone(), "A:", "B:"),
            (path.clone(), "by: A", "by: B"),
        ];
        std::mem::forget(Note::begin(&path, &changed).unwrap());
        fs::write(&path, script).unwrap();
        fs::write(house_path, house).unwrap();
        (folder, path)
    }

    #[test]
    fn half_a_step_is_put_back() {
        for (script, house, wanted) in [
            ("by: A", "B:", ["by: A", "A:"]),
            ("by: A", "A:", ["by: A", "A:"]),
            ("by: B", "B:", ["by: B", "B:"]),
            // Another program has written since.
            ("by: C", "B:", ["by: C", "A:"]),
            ("by: A", "C:", ["by: A", "C:"]),
        ] {
            let (folder, path) = left(script, house);
            put_back(&path);
            let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
            assert_eq!(
                [read("show.yaml"), read("house.yaml")],
                wanted,
                "{script} {house}"
            );
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                2,
                "the note is gone"
            );
        }
    }

    #[test]
    fn a_note_names_only_files_of_the_folder() {
        let (folder, path) = left("by: A", "B:");
        let shows = folder.path().join("shows");
        fs::create_dir(&shows).unwrap();
        let script = shows.join("show.yaml");
        fs::write(&script, "by: A").unwrap();
        let outside = [Part {
            path: "../house.yaml".into(),
            before: "A:".into(),
            after: "B:".into(),
        }];
        fs::write(note_of(&script), serde_json::to_vec(&outside).unwrap()).unwrap();
        put_back(&script);
        let house = fs::read_to_string(path.with_file_name("house.yaml")).unwrap();
        assert_eq!(house, "B:");
    }
}
