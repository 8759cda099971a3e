//! Files in memory, for tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use cuebook_remote::Roster;

use super::{ReachError, World, disk};

/// Files by their path.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Memory {
    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Memory {
        self.0.insert(path.to_owned(), bytes.into());
        self
    }
}

impl World for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError> {
        disk::stays_inside(path)?;
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| ReachError::Missing(path.to_owned()))
    }

    fn neighbours(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    fn in_library(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn roster(&self) -> Arc<Roster> {
        Arc::default()
    }
}
