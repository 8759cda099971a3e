//! What is kept of the shows: the cache as its user sees it.
//!
//! In: a studio. Out: how much there is, or an empty cache. Always true: what is
//! not the cache's own stays where it is.

use std::io;
use std::path::PathBuf;

use super::{SessionError, Studio};
use crate::perform::{CacheContents, Key};
use crate::units::Bytes;

/// Where takes and sounds are kept, and how much.
#[derive(Clone, Debug)]
pub struct CacheUse {
    pub folder: PathBuf,
    pub held: CacheContents,
    pub limit: Bytes,
}

impl Studio {
    /// What the cache holds.
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

    /// Empties the cache; gives what was in it.
    ///
    /// # Errors
    /// When something cannot be removed.
    pub fn clear(&self) -> Result<CacheContents, SessionError> {
        let held = self.cache()?.clear();
        let held = held.map_err(|source| self.cache_failed(source))?;
        self.forget_trims()
            .map_err(|source| self.cache_failed(source))?;
        Ok(held)
    }

    /// Where the trims of the shows are kept.
    pub(super) fn trims(&self) -> PathBuf {
        self.folders.cache.join("trims")
    }

    fn forget_trims(&self) -> io::Result<()> {
        let trims = match std::fs::read_dir(self.trims()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            trims => trims?,
        };
        for trim in trims {
            let trim = trim?;
            if trim.file_name().to_str().and_then(Key::named).is_some() {
                std::fs::remove_file(trim.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Config, Folders};

    #[test]
    fn a_full_disk_is_an_error_of_its_own() {
        let studio = Studio {
            folders: Folders {
                cache: PathBuf::from("/takes"),
                voices: PathBuf::from("/voices"),
                config: PathBuf::from("/config.yaml"),
            },
            config: Config::default(),
        };
        let error = |kind: io::ErrorKind| studio.cache_failed(kind.into()).to_string();
        let full = error(io::ErrorKind::StorageFull);
        assert_eq!(full, "the disk is full, and takes are kept in /takes");
        let refused = error(io::ErrorKind::PermissionDenied);
        assert_eq!(refused, "the cache in /takes cannot be used");
    }
}
