//! The takes that machines share: those that a voice spoke, before their treatment. All other audio is
//! made sooner than it is fetched.
//!
//! A take that was spoken and is not in the store yet has an empty file in the folder `unpublished`,
//! so that a later run publishes it if this one is killed or the store is away.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{AudioSpec, Cache};
use crate::perform::Key;
use cuebook_core::whole_file::WholeFile;
use cuebook_store::{Claim, Shared};

/// The folder with the names of takes that are not published yet, beside that of the audio.
pub(crate) const UNPUBLISHED: &str = "unpublished";

/// The store, as one performance uses it.
#[derive(Clone, Debug)]
pub(super) struct Sharing {
    store: Arc<Shared>,
    /// Whether it waits for other workers.
    is_patient: bool,
    /// The takes that came from the store.
    brought: Arc<Mutex<HashSet<Key>>>,
}

/// What to do for a take that a voice speaks.
pub(crate) enum Turn {
    /// It is in the cache.
    Here(AudioSpec),
    /// Speak it, and [publish](Cache::publish) it with the claim.
    Mine(Option<Claim>),
    /// Another worker speaks it now.
    Other,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cache {
    /// Returns the same cache with a store that machines share.
    #[must_use]
    pub(crate) fn sharing(self, store: Option<Arc<Shared>>) -> Cache {
        let sharing = store.map(|store| Sharing {
            store,
            is_patient: true,
            brought: Arc::default(),
        });
        Cache { sharing, ..self }
    }

    /// Returns whether machines share takes in a store.
    #[must_use]
    pub(crate) fn is_shared(&self) -> bool {
        self.sharing.is_some()
    }

    /// Returns the same cache, which does not wait for other workers.
    #[must_use]
    pub(crate) fn hurried(&self) -> Cache {
        let mut cache = self.clone();
        if let Some(sharing) = &mut cache.sharing {
            sharing.is_patient = false;
        }
        cache
    }

    /// Begins to fetch the takes of some keys that are missing here.
    pub(crate) fn bring<'k>(&self, keys: impl IntoIterator<Item = &'k Key>) {
        let Some(sharing) = &self.sharing else {
            return;
        };
        let missing = keys.into_iter().filter(|key| !self.path(key).exists());
        let names: Vec<String> = missing.map(Key::name).collect();
        let brought = sharing.brought.clone();
        // The work of the store does not hold the store.
        let cache = Cache {
            sharing: None,
            ..self.clone()
        };
        let keep = move |name: &str, content: &[u8]| {
            // A full disk shows where the take is asked for.
            if let Some(key) = Key::named(name)
                && let Ok(Some(_)) = cache.keep(&key, content)
            {
                lock(&brought).insert(key);
            }
        };
        sharing.store.bring(names, keep);
    }

    /// Finds out who speaks a take that may be missing here.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn turn(&self, key: &Key) -> io::Result<Turn> {
        let name = key.name();
        if let Some(sharing) = &self.sharing {
            sharing.store.settle(&name);
        }
        if let Some(spec) = self.spec(key)? {
            return Ok(Turn::Here(spec));
        }
        let Some(sharing) = &self.sharing else {
            return Ok(Turn::Mine(None));
        };
        Ok(match sharing.store.turn(&name, sharing.is_patient) {
            Ok(cuebook_store::Turn::Mine(claim)) => Turn::Mine(Some(claim)),
            Ok(cuebook_store::Turn::Other) => Turn::Other,
            Ok(cuebook_store::Turn::Here(content)) => match self.keep(key, &content)? {
                Some(spec) => {
                    lock(&sharing.brought).insert(*key);
                    Turn::Here(spec)
                }
                // Whole, but of no use: another version of the program wrote it.
                None => Turn::Mine(None),
            },
            // Alone, this machine speaks what it needs.
            Err(_) => Turn::Mine(None),
        })
    }

    /// Publishes a take that was spoken and is in this cache, in the background.
    pub(crate) fn publish(&self, key: &Key, claim: Option<Claim>) {
        let Some(sharing) = &self.sharing else {
            return;
        };
        let mark = self.unpublished().join(key.name());
        let marked = fs::create_dir_all(self.unpublished()).and_then(|()| fs::write(&mark, b""));
        // Without the mark it is published all the same, but not by a later run.
        drop(marked);
        let path = self.path(key);
        let read = move || fs::read(path).ok();
        let done = move || drop(fs::remove_file(mark));
        sharing.store.publish(&key.name(), claim, read, done);
    }

    /// Begins to publish what an earlier run could not, once in a run.
    pub(crate) fn publish_late(&self) {
        if !self
            .sharing
            .as_ref()
            .is_some_and(|sharing| sharing.store.is_first_use())
        {
            return;
        }
        for file in fs::read_dir(self.unpublished())
            .into_iter()
            .flatten()
            .flatten()
        {
            let key = file.file_name().to_str().and_then(Key::named);
            match key {
                Some(key) if self.path(&key).exists() => self.publish(&key, None),
                // It was removed from the cache since.
                Some(_) => drop(fs::remove_file(file.path())),
                None => {}
            }
        }
    }

    /// Returns which of some takes the store has.
    pub(crate) fn elsewhere(&self, keys: &[&Key]) -> HashSet<Key> {
        let Some(sharing) = &self.sharing else {
            return HashSet::new();
        };
        let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
        let has = sharing.store.has(&names);
        has.iter().filter_map(|name| Key::named(name)).collect()
    }

    /// Returns the takes that came from the store.
    pub(crate) fn brought(&self) -> HashSet<Key> {
        let sharing = self.sharing.as_ref();
        sharing.map_or_else(HashSet::new, |sharing| lock(&sharing.brought).clone())
    }

    /// Returns once why the store is not used.
    pub(crate) fn remark(&self) -> Option<String> {
        let store = &self.sharing.as_ref()?.store;
        let reason = store.remark()?;
        let address = store.place().address();
        Some(format!(
            "the shared cache {address} cannot be used, so this machine speaks for itself: {reason}"
        ))
    }

    /// Stores a take from the store. Returns its spec, or `None` if it is of no use.
    fn keep(&self, key: &Key, content: &[u8]) -> io::Result<Option<AudioSpec>> {
        let path = self.path(key);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        let mut file = WholeFile::create(&path)?;
        file.write_all(content)?;
        file.keep()?;
        self.grown.store(true, Ordering::Relaxed);
        self.spec(key)
    }

    fn unpublished(&self) -> PathBuf {
        self.folder.with_file_name(UNPUBLISHED)
    }
}
