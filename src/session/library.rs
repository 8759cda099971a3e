//! The user's sound files: the index of the folders that the configuration names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cuebook_core::sound_format::LIBRARY;
use cuebook_core::whole_file;
use cuebook_library::{Entry, Library, Query, Refreshed};

use crate::outline::{CueKind, Outline};
use crate::session::credits::NOTICES;
use crate::session::files::{self, Overwrite};
use crate::session::{SessionError, Studio};

/// The index and what its refresh found.
pub(crate) struct Indexed {
    pub library: Library,
    pub refreshed: Refreshed,
}

impl Studio {
    /// Returns the index of the user's sound files, brought up to date; `None` if the
    /// configuration names no folder. `progress` is called with the number of files read.
    ///
    /// # Errors
    /// When the index cannot be opened, read or written.
    pub(crate) fn library(
        &self,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Option<Indexed>, SessionError> {
        if self.config.library.is_empty() {
            return Ok(None);
        }
        let index = self.folders.cache.join("library.redb");
        let library = Library::open(&index, &self.config.library)?;
        let refreshed = library.refresh(progress)?;
        Ok(Some(Indexed { library, refreshed }))
    }

    /// Returns the file of a name that begins with `lib/`, and the name with the ending of
    /// the file.
    ///
    /// # Errors
    /// When no folder of the library has it.
    pub(crate) fn library_file(&self, name: &str) -> Result<(String, PathBuf), SessionError> {
        let file = self.world(Path::new("")).in_libraries(name);
        let file = file.map_err(|source| SessionError::Library {
            name: name.to_owned(),
            hint: self.near_files(name),
            source,
        })?;
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        let whole = match name.ends_with(&*ending) {
            true => name.to_owned(),
            false => format!("{name}.{ending}"),
        };
        Ok((whole, file))
    }

    /// Returns the files that an unknown name most likely means, in a sentence.
    fn near_files(&self, name: &str) -> Option<String> {
        const MOST: usize = 3;
        let indexed = self.library(&mut |_| {}).ok()??;
        let near = indexed.library.near(name, MOST).ok()?;
        match &near[..] {
            [] => None,
            [one] => Some(format!("the nearest is `{one}`")),
            several => Some(format!("the nearest are `{}`", several.join("`, `"))),
        }
    }

    /// Copies a file of the library beside a script, under its name in scripts, with the
    /// licence that lies nearest to it. Returns the paths of the copies.
    ///
    /// # Errors
    /// When there is no such file, a copy would replace another file, or copying fails.
    pub(crate) fn take_from_library(
        &self,
        name: &str,
        folder: &Path,
        overwrite: Overwrite,
    ) -> Result<Vec<PathBuf>, SessionError> {
        let (name, file) = self.library_file(name)?;
        let mut copies = vec![copied(&file, &folder.join(&name), overwrite)?];
        let below = name.strip_prefix(LIBRARY).unwrap_or(&name);
        let root = file.ancestors().nth(Path::new(below).components().count());
        let folders = file.ancestors().zip(Path::new(&name).ancestors()).skip(1);
        for (from, to) in folders {
            let notice = NOTICES.iter().find(|notice| from.join(notice).is_file());
            if let Some(notice) = notice {
                let copy = folder.join(to).join(notice);
                copies.push(copied(&from.join(notice), &copy, Overwrite::Allow)?);
                break;
            }
            if Some(from) == root {
                break;
            }
        }
        Ok(copies)
    }
}

impl Studio {
    /// Names fitting files of the user's library in outlines, in place of the sounds of the
    /// program. Returns how many cues changed.
    ///
    /// # Errors
    /// When the index cannot be used.
    pub(crate) fn prefer_library(
        &self,
        outlines: &mut [&mut Outline],
    ) -> Result<usize, SessionError> {
        let Some(Indexed { library, .. }) = self.library(&mut |_| {})? else {
            return Ok(0);
        };
        let mut changed = 0;
        let mut known: HashMap<String, Option<String>> = HashMap::new();
        let cues = outlines.iter_mut().flat_map(|outline| &mut outline.cues);
        for sound in cues.filter_map(|cue| cue.sound.as_mut()) {
            if sound.kind == CueKind::Hush {
                continue;
            }
            if !known.contains_key(&sound.what) {
                let file = fitting(&library, sound.kind, &sound.what)?;
                known.insert(sound.what.clone(), file);
            }
            if let Some(Some(file)) = known.get(&sound.what) {
                sound.what.clone_from(file);
                sound.settings.clear();
                changed += 1;
            }
        }
        Ok(changed)
    }
}

/// The shortest bed and the longest spot that a draft takes from the library, in seconds.
const SHORTEST_BED: f64 = 3.0;
const LONGEST_SPOT: f64 = 20.0;

/// Returns the name of the file that has all words of the name of a sound, if one has.
fn fitting(library: &Library, kind: CueKind, sound: &str) -> Result<Option<String>, SessionError> {
    let found = library.search(&Query::of(sound), 50)?;
    let fits = |entry: &&Entry| {
        let seconds = entry.facts.seconds.unwrap_or(0.0);
        match kind {
            CueKind::Spot => seconds > 0.0 && seconds <= LONGEST_SPOT,
            CueKind::Bed | CueKind::Music => seconds >= SHORTEST_BED,
            CueKind::Hush => false,
        }
    };
    let file = found.files.iter().find(fits).filter(|_| found.whole);
    Ok(file.map(|entry| entry.name.clone()))
}

/// Copies a file. One that is there already with the same content is left.
fn copied(from: &Path, to: &Path, overwrite: Overwrite) -> Result<PathBuf, SessionError> {
    let failed = |source| SessionError::Sound {
        path: from.to_owned(),
        source,
    };
    let bytes = std::fs::read(from).map_err(failed)?;
    if let Ok(own) = std::fs::read(to) {
        if own == bytes {
            return Ok(to.to_owned());
        }
        overwrite.check(to)?;
    }
    files::make_folder(whole_file::folder_of(to))?;
    files::write(to, &bytes)?;
    Ok(to.to_owned())
}
