//! Imports a screenplay as a show: a cue script and its prose.
//!
//! Files that exist are replaced only on demand, the screenplay never.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::exchange::draft::{self, Counts, DraftOptions, NothingSpoken};
use crate::exchange::fountain;
use crate::script::prose::MOST_BYTES;
use crate::session::files::{self, Overwrite, is_same};
use crate::session::{SessionError, Show, Studio};
use crate::world::utf8;

/// What is to be made of a screenplay.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Where the script goes; the prose goes beside it.
    pub script: PathBuf,
    /// Whether the narrator reads the action.
    pub action: bool,
    pub overwrite: Overwrite,
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
    #[error("nothing in {} is spoken", .0.display())]
    Silent(PathBuf),
    #[error("{} is the screenplay itself", .0.display())]
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
        if is_same(&script, path) || is_same(&prose, path) || script == prose {
            return Err(ImportError::Itself(script).into());
        }
        options.overwrite.check(&script)?;
        options.overwrite.check(&prose)?;
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
        files::write(&prose, draft.prose.as_bytes())?;
        files::write(&script, draft.script.as_bytes())?;
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
    let path = path.to_owned();
    utf8::text(bytes).map_err(|fault| SessionError::NotUtf8 { path, fault })
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
    match is_same(&beside, screenplay) {
        true => script.with_file_name(format!("{stem}.prose.txt")),
        false => beside,
    }
}
