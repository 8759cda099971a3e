//! The user's folders.

use std::env;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

/// The user's folders. Each can be changed by an environment variable.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The cache of takes and sounds: `CUEBOOK_CACHE`.
    pub cache: PathBuf,
    /// The voice pack: `CUEBOOK_VOICES`.
    pub voices: PathBuf,
    /// The user's configuration: `CUEBOOK_CONFIG`.
    pub config: PathBuf,
    /// The places of listeners in shows: `CUEBOOK_SESSIONS`.
    pub sessions: PathBuf,
}

impl Folders {
    /// Returns the folders within one folder.
    #[must_use]
    pub fn within(folder: &Path) -> Folders {
        Folders {
            cache: folder.join("cache"),
            voices: folder.join("voices"),
            config: folder.join("config.yaml"),
            sessions: folder.join("sessions"),
        }
    }

    /// Returns the path of the user's configuration; `None` without a home folder.
    pub(crate) fn config_of_user() -> Option<PathBuf> {
        let home = ProjectDirs::from("", "", "cuebook");
        of_variable(CONFIG).or_else(|| home.as_ref().map(config))
    }

    /// Returns the folder of the user's shows: `cuebook` among the documents, or in the home folder
    /// where the system has no folder for documents.
    ///
    /// # Errors
    /// When the user has no home folder.
    pub(crate) fn shows_of_user() -> Result<PathBuf, NoHome> {
        let user = UserDirs::new().ok_or(NoHome { variable: "HOME" })?;
        let documents = user.document_dir().unwrap_or_else(|| user.home_dir());
        Ok(documents.join("cuebook"))
    }

    /// Returns the usual folders of this system.
    ///
    /// # Errors
    /// When the user has no home folder and a variable is not set.
    pub fn of_user() -> Result<Folders, NoHome> {
        let home = ProjectDirs::from("", "", "cuebook");
        let choose = |variable: &'static str, own: Option<PathBuf>| {
            of_variable(variable).or(own).ok_or(NoHome { variable })
        };
        let home = home.as_ref();
        Ok(Folders {
            cache: choose("CUEBOOK_CACHE", home.map(|h| h.cache_dir().to_path_buf()))?,
            voices: choose("CUEBOOK_VOICES", home.map(|h| h.data_dir().join("voices")))?,
            config: choose(CONFIG, home.map(config))?,
            sessions: choose("CUEBOOK_SESSIONS", home.map(sessions))?,
        })
    }
}

/// The variable with the path of the configuration.
const CONFIG: &str = "CUEBOOK_CONFIG";

fn config(home: &ProjectDirs) -> PathBuf {
    home.config_dir().join("config.yaml")
}

/// Returns the path in a variable of the environment, if it is set.
fn of_variable(variable: &str) -> Option<PathBuf> {
    let path = env::var_os(variable).filter(|value| !value.is_empty());
    path.map(PathBuf::from)
}

/// Returns the folder of places: that for states of programs, where the system has one.
fn sessions(home: &ProjectDirs) -> PathBuf {
    let folder = home.state_dir().unwrap_or_else(|| home.data_local_dir());
    folder.join("sessions")
}

/// The user has no home folder.
#[derive(Debug, thiserror::Error)]
#[error("there is no home folder; set {variable} to a folder")]
pub struct NoHome {
    variable: &'static str,
}
