//! Reports the size of the cache, and empties it. Clearing removes only the cache's
//! files; other files in the folder stay.

use std::io;
use std::path::PathBuf;

use super::{SessionError, Studio};
use crate::perform::{CacheContents, Key, UNPUBLISHED};
use cuebook_core::units::Bytes;
use cuebook_store::Held;

/// The folder and the size of the cached takes and sounds.
#[derive(Clone, Debug)]
pub struct CacheUse {
    pub folder: PathBuf,
    pub held: CacheContents,
    pub limit: Bytes,
}

/// The store of takes that machines share.
#[derive(Clone, Debug)]
pub struct StoreUse {
    pub address: String,
    pub limit: Option<Bytes>,
    /// The takes in it, or why it cannot be used.
    pub held: Result<Held, String>,
}

impl Studio {
    /// Returns the content of the cache.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn kept(&self) -> Result<CacheUse, SessionError> {
        let held = self.cache()?.held();
        Ok(CacheUse {
            folder: self.folders.cache.clone(),
            held: held.map_err(|source| self.cache_failed(source))?,
            limit: self.config.cache,
        })
    }

    /// Returns the content of the store that machines share, if there is one.
    #[must_use]
    pub fn shared(&self) -> Option<StoreUse> {
        let store = self.config.shared.as_ref()?;
        if let Ok(cache) = self.cache() {
            cache.publish_late();
        }
        Some(StoreUse {
            address: store.place().address().to_owned(),
            limit: store.place().limit,
            held: store.held().map_err(|away| away.to_string()),
        })
    }

    /// Asks the store that machines share, once, whether it can be used.
    pub(crate) fn greet_store(&self) {
        if let Some(store) = &self.config.shared {
            store.greet();
        }
    }

    /// Returns once why the store that machines share is not used.
    pub(crate) fn remark(&self) -> Option<String> {
        self.config.shared.as_ref()?;
        self.cache().ok()?.remark()
    }

    /// Empties the cache and returns its previous content.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub fn clear(&self) -> Result<CacheContents, SessionError> {
        let held = self.cache()?.clear();
        let held = held.map_err(|source| self.cache_failed(source))?;
        self.forget_small()
            .map_err(|source| self.cache_failed(source))?;
        Ok(held)
    }

    /// Returns the folder of the trims of shows.
    pub(super) fn trims(&self) -> PathBuf {
        self.folders.cache.join("trims")
    }

    /// Returns the folder of what was measured of stretches of shows.
    pub(super) fn stretches(&self) -> PathBuf {
        self.folders.cache.join("stretches")
    }

    /// Removes the measurements of shows and the answers of language models.
    fn forget_small(&self) -> io::Result<()> {
        let unpublished = self.folders.cache.join(UNPUBLISHED);
        for folder in [self.trims(), self.stretches(), self.answers(), unpublished] {
            let files = match std::fs::read_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                files => files?,
            };
            for file in files {
                let file = file?;
                if file.file_name().to_str().and_then(Key::named).is_some() {
                    std::fs::remove_file(file.path())?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_full_disk_has_a_separate_error() {
        let studio = Studio::within(Path::new("/show"));
        let error = |kind: io::ErrorKind| studio.cache_failed(kind.into()).to_string();
        let full = error(io::ErrorKind::StorageFull);
        assert_eq!(full, "the disk of the cache in /show/cache is full");
        let refused = error(io::ErrorKind::PermissionDenied);
        assert_eq!(refused, "the cache in /show/cache cannot be used");
    }
}
