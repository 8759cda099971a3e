//! The lexicons of both accents, each loaded at its first use.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use misaki_rs::Language;
use misaki_rs::lexicon::PhonemeEntry;

use crate::phonemes::Accent;

/// The lexicon of one accent.
pub(super) type Table = misaki_rs::Lexicon;

/// The lexicons in the folder of a voice pack.
pub(in crate::reading::english) struct Tables {
    folder: PathBuf,
    american: Loaded,
    british: Loaded,
}

/// A lexicon, or the reason why it could not be loaded.
type Loaded = OnceLock<Result<Arc<Table>, String>>;

impl Tables {
    pub(in crate::reading::english) fn new(folder: &Path) -> Tables {
        Tables {
            folder: folder.to_path_buf(),
            american: Loaded::default(),
            british: Loaded::default(),
        }
    }

    /// Returns the lexicon of an accent.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub(in crate::reading::english) fn of(&self, accent: Accent) -> io::Result<Arc<Table>> {
        let loaded = match accent {
            Accent::American => &self.american,
            Accent::British => &self.british,
        };
        let load = || {
            self.load(accent)
                .map(Arc::new)
                .map_err(|error| error.to_string())
        };
        loaded.get_or_init(load).clone().map_err(io::Error::other)
    }

    fn load(&self, accent: Accent) -> io::Result<Table> {
        let (prefix, lang) = match accent {
            Accent::American => ("us", Language::EnglishUS),
            Accent::British => ("gb", Language::EnglishGB),
        };
        let entries = |name: &str| -> io::Result<_> {
            let file = fs::read(self.folder.join(format!("{prefix}_{name}.json")))?;
            Ok(serde_json::from_slice(&file)?)
        };
        Ok(Table {
            lang,
            // The stress that misaki gives to `Word` and to `WORD`.
            cap_stresses: (0.5, 2.0),
            golds: entries("gold")?,
            silvers: entries("silver")?,
        })
    }

    /// Returns the usual reading of a word in a lexicon, as written or in small letters or with a
    /// capital.
    pub(in crate::reading::english) fn entry(table: &Table, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        let mut chars = lower.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string());
        let capital = first.unwrap_or_default() + chars.as_str();
        let found = [word, lower.as_str(), capital.as_str()]
            .into_iter()
            .find_map(|word| table.golds.get(word).or_else(|| table.silvers.get(word)))?;
        match found {
            PhonemeEntry::Simple(sounds) => Some(sounds.clone()),
            PhonemeEntry::Tagged(tags) => tags.get("DEFAULT").cloned().flatten(),
        }
    }
}
