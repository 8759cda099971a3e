//! Screenplays, brought in as shows.
//!
//! In: the path of a screenplay. Out: a cue script and its prose. Always true:
//! nothing that is there is written over unless that is asked for, and the
//! screenplay itself never is.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::exchange::draft::{self, Counts, DraftOptions, NothingSpoken};
use crate::exchange::fountain;
use crate::script::prose::MOST_BYTES;
use crate::session::{SessionError, Show, Studio, whole};

/// What is to be made of a screenplay.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Where the script goes; the prose goes beside it.
    pub script: PathBuf,
    /// Whether the narrator reads the action.
    pub action: bool,
    /// Whether files that are there may be written over.
    pub force: bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Imported {
    pub script: PathBuf,
    pub prose: PathBuf,
    pub counts: Counts,
    /// What found no sound in the library, with its line in the screenplay.
    pub silent: Vec<(usize, String)>,
    /// The show as it was read back.
    pub show: Show,
}

/// Why a screenplay cannot be imported: its author can mend it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{} has more than {} MiB", .0.display(), MOST_BYTES >> 20)]
    TooLarge(PathBuf),
    #[error("{} is not UTF-8 in line {line}; save it as UTF-8", path.display())]
    NotUtf8 { path: PathBuf, line: usize },
    #[error("nothing in {} is spoken", .0.display())]
    Silent(PathBuf),
    #[error("{} is there already; --force writes over it", .0.display())]
    Exists(PathBuf),
    #[error("{} is the screenplay itself; `-o` puts the script elsewhere", .0.display())]
    Itself(PathBuf),
}

impl Studio {
    /// Makes a show of a screenplay.
    ///
    /// # Errors
    /// When the screenplay cannot be read, says nothing, or files are in the way.
    pub fn import(&self, path: &Path, options: &ImportOptions) -> Result<Imported, SessionError> {
        let text = read(path)?;
        let script = options.script.clone();
        let prose = prose_of(&script, path);
        let same = |one: &Path| matches!((one.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if same(&script) || same(&prose) || script == prose {
            return Err(ImportError::Itself(script).into());
        }
        let taken = [&script, &prose].into_iter().find(|path| path.exists());
        if let Some(taken) = taken.filter(|_| !options.force) {
            return Err(ImportError::Exists(taken.clone()).into());
        }
        let name = prose
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let draft = draft::draft(
            &fountain::read(&text),
            &DraftOptions {
                prose: name,
                action: options.action,
            },
        );
        let draft = draft.map_err(|NothingSpoken| ImportError::Silent(path.to_owned()))?;
        keep(&prose, draft.prose.as_bytes())?;
        keep(&script, draft.script.as_bytes())?;
        let show = self.open(&script, None)?;
        Ok(Imported {
            script,
            prose,
            counts: draft.counts,
            silent: draft.silent,
            show,
        })
    }
}

fn read(path: &Path) -> Result<String, SessionError> {
    let failed = |source| SessionError::Script {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(failed)?;
    let most = MOST_BYTES as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge(path.to_owned()).into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let breaks = error.as_bytes()[..valid]
            .iter()
            .filter(|byte| **byte == b'\n');
        let line = breaks.count() + 1;
        let path = path.to_owned();
        ImportError::NotUtf8 { path, line }.into()
    })
}

/// `show.txt` beside `show.yaml`, by a name that scripts can take; another name
/// where the screenplay is called so.
fn prose_of(script: &Path, screenplay: &Path) -> PathBuf {
    let stem = script.file_stem().unwrap_or_default().to_string_lossy();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
    let stem: String = stem
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .collect();
    let stem = stem.trim();
    let beside = script.with_file_name(format!("{stem}.txt"));
    let same = match (beside.canonicalize(), screenplay.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    };
    match same {
        true => script.with_file_name(format!("{stem}.prose.txt")),
        false => beside,
    }
}

/// Writes a file beside its place and moves it there when it is whole.
///
/// # Errors
/// When it cannot be written.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    whole::write(path, bytes).map_err(|source| SessionError::Page {
        path: path.to_owned(),
        source,
    })
}

impl Show {
    /// Sees to it that a page does not go where the show itself stands.
    ///
    /// # Errors
    /// When the path is that of the script, its prose or one of its files.
    pub fn spare(&self, output: &Path) -> Result<(), SessionError> {
        let Ok(real) = output.canonicalize() else {
            return Ok(());
        };
        let beside = |name: &str| self.path.with_file_name("").join(name);
        let prose = self.prose_path.iter().map(|path| beside(path));
        let audio = self.book.files().map(|(path, ..)| beside(path));
        let mut own = prose.chain(audio).chain([self.path.clone()]);
        match own.any(|path| path.canonicalize().is_ok_and(|path| path == real)) {
            true => Err(SessionError::OutputIsSource(output.to_owned())),
            false => Ok(()),
        }
    }
}
