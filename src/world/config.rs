//! The user's configuration: settings that a script cannot make.

mod assistant;

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use assistant::Assistant;

use super::Folders;
use cuebook_core::units::Bytes;

/// `config.yaml` in the user's configuration folder.
///
/// ```yaml
/// library: [/home/anna/sounds]   # folders that scripts may read beside their own
/// prefer: library                # drafts name your own files where some fit
/// cache: 20GB                    # how large the cache may grow
/// assistant:                     # a language model that names speakers, if asked
///   url: http://127.0.0.1:8080/v1
///   model: qwen3
/// no-clock: true                 # choices with a time wait for ever
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// Folders with files that a script lacks beside it: one, or a list.
    #[serde(deserialize_with = "one_or_several")]
    pub library: Vec<PathBuf>,
    /// The sounds that drafts name first.
    pub prefer: Prefer,
    /// The size of the cache above which the least recently used entries are
    /// removed.
    pub cache: Bytes,
    /// The language model that may be asked who speaks. It is asked only when the user
    /// demands it.
    pub assistant: Option<Assistant>,
    /// Whether the choices of interactive shows wait for ever, for listeners who need more time.
    pub no_clock: bool,
}

/// Reads one folder or a list of folders.
fn one_or_several<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "the absolute path of a folder, or a list of them"
    )]
    enum Folders {
        One(PathBuf),
        Several(Vec<PathBuf>),
    }
    let folders = Option::<Folders>::deserialize(from)?;
    Ok(match folders {
        None => Vec::new(),
        Some(Folders::One(folder)) => vec![folder],
        Some(Folders::Several(folders)) => folders,
    })
}

/// The sounds that drafts name first.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Prefer {
    /// The sounds of the program.
    #[default]
    BuiltIn,
    /// Fitting files of the user's library.
    Library,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            library: Vec::new(),
            prefer: Prefer::default(),
            cache: Bytes::gigabytes(20),
            assistant: None,
            no_clock: false,
        }
    }
}

impl Config {
    /// Reads the configuration of the user who runs the program: an empty one without a home folder.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub(crate) fn of_user() -> Result<Config, ConfigError> {
        let path = Folders::config_of_user();
        path.map_or_else(|| Ok(Config::default()), |path| Config::read(&path))
    }

    /// Reads the configuration; a missing file is an empty one.
    ///
    /// # Errors
    /// When the file cannot be read, is invalid, or names a library that is not
    /// the absolute path of a folder.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Config::default()),
            Err(source) => {
                return Err(ConfigError::Read {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        let config: Option<Config> =
            serde_yaml::from_str(&text).map_err(|source| ConfigError::Syntax {
                path: path.to_owned(),
                source,
            })?;
        let config = config.unwrap_or_default();
        if let Some(reason) = config.assistant.as_ref().and_then(Assistant::fault) {
            return Err(ConfigError::Assistant {
                path: path.to_owned(),
                reason,
            });
        }
        match config
            .library
            .iter()
            .find(|folder| !folder.is_absolute() || !folder.is_dir())
        {
            Some(folder) => Err(ConfigError::Library {
                path: path.to_owned(),
                folder: folder.clone(),
            }),
            None => Ok(config),
        }
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path} cannot be read", path = path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} cannot be understood", path = path.display())]
    Syntax {
        path: PathBuf,
        source: serde_yaml::Error,
    },
    #[error("{path}: library `{folder}` is not a folder by its absolute path",
        path = path.display(), folder = folder.display())]
    Library { path: PathBuf, folder: PathBuf },
    #[error("{path}: assistant: {reason}", path = path.display())]
    Assistant { path: PathBuf, reason: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.yaml");
        std::fs::write(&path, text).unwrap();
        Config::read(&path)
    }

    /// Returns an error with its cause, as users see it.
    fn with_cause(read: Result<Config, ConfigError>) -> String {
        let error = read.unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error}: {}", cause.unwrap_or_default())
    }

    #[test]
    fn a_missing_file_is_the_default_configuration() {
        let config = Config::read(Path::new("/nowhere/config.yaml")).unwrap();
        assert!(config.library.is_empty());
        let config = read("# nothing yet\n").unwrap();
        assert!(config.library.is_empty());
        assert_eq!(config.cache, Bytes(20_000_000_000));
    }

    #[test]
    fn the_cache_has_a_size() {
        assert_eq!(read("cache: 500 MB").unwrap().cache, Bytes(500_000_000));
        for wrong in ["cache: 20", "cache: much", "cache: [1GB]"] {
            let message = with_cause(read(wrong));
            assert!(message.contains("a size such as 20GB"), "{message}");
        }
    }

    #[test]
    fn mistakes_name_the_file_and_the_line() {
        let message = with_cause(read("library: []\nlibary: []\n"));
        assert!(
            message.contains("config.yaml") && message.contains("libary"),
            "{message}"
        );
        assert!(with_cause(read("library: [sounds]")).contains("`sounds`"));
    }
}
