//! The user's configuration: settings that a script cannot make.

mod assistant;
mod cache;
mod engines;
mod values;
mod voices;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use assistant::Assistant;

use super::Folders;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::units::Bytes;
use cuebook_remote::Roster;
use cuebook_store::Shared;
use cuebook_yaml::mapping::{Declared, Fields, Map, Mapping, OneOf, Reader, mapping};
use values::{Folder, Section};

mapping! {
    /// `config.yaml` in the user's configuration folder.
    pub(crate) struct WrittenConfig: "config", "the configuration", "cache: 20GB" {} keys {
        /// The folders with sound files that scripts may read beside their own: one, or a list.
        library: Folder { examples: &["[/home/anna/sounds]"] },
        /// The sounds that drafts name first.
        prefer: OneOf<Prefer> { default: Written("built-in"), examples: &["library"] },
        /// The size of the cache above which the least recently used entries are removed, or the store that machines share.
        cache: cache::CacheValue { default: Written("20GB"), examples: &["500MB", "s3://bucket/cuebook"] },
        /// The language model that `draft --assist` asks who speaks.
        assistant: Map<assistant::WrittenAssistant> { examples: &["{ url: http://127.0.0.1:8080/v1, model: qwen3 }"] },
        /// Whether the choices of interactive shows wait for ever, for listeners who need more time.
        no_clock = "no-clock": bool { default: Written("false"), examples: &["true"] },
        /// The servers that speak, by name.
        engines: Section<engines::WrittenEngine>,
        /// The voices of these servers, by the names that scripts use.
        voices: Section<voices::WrittenVoice>,
    }
}

cuebook_core::words! {
    /// The sounds that drafts name first.
    #[derive(clap::ValueEnum)]
    pub enum Prefer: "preference", usually BuiltIn {
        /// The sounds of the program
        BuiltIn = "built-in",
        /// Fitting files of the user's library
        Library = "library",
    }
}

/// The settings of the configuration file.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folders with files that a script lacks beside it.
    pub library: Vec<PathBuf>,
    /// The sounds that drafts name first.
    pub prefer: Prefer,
    /// The size of the cache above which the least recently used entries are
    /// removed.
    pub cache: Bytes,
    /// The store of takes that machines share.
    pub shared: Option<Arc<Shared>>,
    /// The language model that may be asked who speaks. It is asked only when the user
    /// demands it.
    pub assistant: Option<Assistant>,
    /// Whether the choices of interactive shows wait for ever, for listeners who need more time.
    pub no_clock: bool,
    /// The servers that speak, and their voices.
    pub roster: Arc<Roster>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            library: Vec::new(),
            prefer: Prefer::default(),
            cache: Bytes::gigabytes(20),
            shared: None,
            assistant: None,
            no_clock: false,
            roster: Arc::default(),
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
    /// When the file cannot be read or has mistakes.
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
        Config::parse(&text).map_err(|mistakes| ConfigError::Mistakes {
            path: path.to_owned(),
            text,
            mistakes,
        })
    }

    /// Reads the text of a configuration.
    fn parse(text: &str) -> Result<Config, Vec<Diagnostic>> {
        let tree = cuebook_yaml::parse(text);
        let mut mistakes = tree.diagnostics;
        let mut config = Config::default();
        if let Some(root) = tree.root.filter(|root| !root.is_empty()) {
            let mapping: &'static Mapping = WrittenConfig::MAPPING;
            let mut reader = Reader::new(text, tree.broken);
            let fields: Option<Fields<'_, '_>> = reader.fields(&root, mapping);
            let written = fields.and_then(|fields| WrittenConfig::fill(&mut reader, &fields, ()));
            if let Some(written) = written {
                config = written.settings(&mut reader);
            }
            mistakes.extend(reader.finish());
        }
        // A file of comments alone is empty, not wrong.
        mistakes.retain(|mistake| mistake.code != "empty-script");
        match mistakes.is_empty() {
            true => Ok(config),
            false => Err(mistakes),
        }
    }
}

/// Returns the mappings of the cache, of engines and of their voices, for the reference pages.
#[must_use]
pub fn of_config() -> [(&'static str, &'static Mapping); 3] {
    [
        ("cache", cache::WrittenCache::MAPPING),
        ("engine", engines::WrittenEngine::MAPPING),
        ("engine-voice", voices::WrittenVoice::MAPPING),
    ]
}

impl WrittenConfig {
    /// Returns the settings, and reports names that lead nowhere.
    fn settings(self, reader: &mut Reader<'_>) -> Config {
        let usual = Config::default();
        let cache = self.cache.unwrap_or_default();
        let engines = self.engines.unwrap_or_default();
        let voices = self.voices.unwrap_or_default();
        let engines = engines.into_iter().filter_map(|own| {
            let name = own.name.clone();
            let engine = own.engine(reader);
            if engine.is_none() {
                reader.lost.insert(name.value.clone());
            }
            Some((name, engine?))
        });
        let engines: Vec<_> = engines.collect();
        Config {
            library: self.library.unwrap_or_default(),
            prefer: self.prefer.map_or(usual.prefer, |prefer| prefer.value),
            cache: cache.size.unwrap_or(usual.cache),
            shared: cache.shared.map(Shared::new).map(Arc::new),
            assistant: self.assistant.and_then(|own| own.assistant(reader)),
            no_clock: self.no_clock.is_some_and(|own| own.value),
            roster: Arc::new(Roster {
                speakers: voices
                    .into_iter()
                    .filter_map(|voice| voice.speaker(&engines, reader))
                    .collect(),
                engines: engines.into_iter().map(|(_, engine)| engine).collect(),
            }),
        }
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path} cannot be read", path = path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}", first(path, text, mistakes))]
    Mistakes {
        path: PathBuf,
        /// The text, in which the mistakes have their places.
        text: String,
        /// The mistakes; at least one.
        mistakes: Vec<Diagnostic>,
    },
}

/// Returns the first mistake with its line.
fn first(path: &Path, text: &str, mistakes: &[Diagnostic]) -> String {
    let path = path.display();
    let Some(first) = mistakes.first() else {
        return format!("{path} has mistakes");
    };
    let start = first.labels.first().map_or(0, |label| label.span.start);
    let above = text.get(..start).unwrap_or_default();
    let line = above.matches('\n').count() + 1;
    format!("{path}, line {line}: {}", first.on_one_line())
}

#[cfg(test)]
mod tests;
