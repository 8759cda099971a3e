//! Claims: objects that say which worker speaks a take now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::link::{Away, Link};
use crate::lock;
use crate::shared::Inner;
use crate::slot::{Found, Slot, Version};

/// How often in the life of a claim its owner gives a sign.
const SIGNS: u32 = 4;

/// The right to speak a take. Given back when it is dropped, or when the take is published.
#[derive(Debug)]
pub struct Claim {
    pub(crate) name: String,
    pub(crate) inner: Arc<Inner>,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.inner.release(&self.name);
    }
}

/// A claim that this worker has.
#[derive(Debug)]
struct Own {
    /// Its first words, by which its owner knows it.
    word: String,
    signs: u32,
    version: Version,
}

/// What another worker's claim was when it was last seen.
#[derive(Debug)]
struct Seen {
    content: Vec<u8>,
    at: Instant,
    /// For how long it did not change while it was watched.
    unchanged: Duration,
}

/// The claims of this worker, and those of others for which it waits.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    own: Mutex<HashMap<String, Own>>,
    seen: Mutex<HashMap<String, Seen>>,
}

/// Returns a word that no other claim has.
pub(crate) fn word() -> String {
    let mut bytes = [0; 16];
    // Without randomness the time and the process tell two claims apart.
    if getrandom::fill(&mut bytes).is_err() {
        let now = std::time::SystemTime::now();
        let now = now
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        bytes = (now.as_nanos() ^ u128::from(std::process::id()) << 96).to_le_bytes();
    }
    blake3::Hash::from_slice(&[bytes, bytes].concat())
        .map(|hash| hash.to_hex()[..32].to_owned())
        .unwrap_or_default()
}

fn content(word: &str, signs: u32) -> Vec<u8> {
    format!("{word} {signs}\n").into_bytes()
}

impl Claims {
    /// Tries to claim a take. `word` stays the same when it is tried again after a failure, so that a
    /// claim that was put without an answer is known. Returns whether this worker has it.
    pub(crate) fn take(
        &self,
        (name, word): (&str, &str),
        link: &Link,
        life: Duration,
    ) -> Result<bool, Away> {
        let slot = Slot::of(link, name);
        if let Some(version) = slot.put(content(word, 0))? {
            self.keep(name, word, version);
            return Ok(true);
        }
        let Some(other) = slot.get()? else {
            // It was given back in the meantime; the next try finds the take.
            return Ok(false);
        };
        if other.content.starts_with(word.as_bytes()) {
            self.keep(name, word, other.version);
            return Ok(true);
        }
        if !self.is_dead(name, other.content.clone(), life) {
            return Ok(false);
        }
        let taken = slot.take_over(other, content(word, 0))?;
        Ok(taken
            .map(|version| self.keep(name, word, version))
            .is_some())
    }

    fn keep(&self, name: &str, word: &str, version: Version) {
        let own = Own {
            word: word.to_owned(),
            signs: 0,
            version,
        };
        lock(&self.own).insert(name.to_owned(), own);
        lock(&self.seen).remove(name);
    }

    /// Returns whether a claim of another worker did not change for its whole life while this worker
    /// watched it. Time in which the store could not be watched does not count.
    fn is_dead(&self, name: &str, content: Vec<u8>, life: Duration) -> bool {
        let now = Instant::now();
        let mut all = lock(&self.seen);
        let seen = all.entry(name.to_owned()).or_insert_with(|| Seen {
            content: content.clone(),
            at: now,
            unchanged: Duration::ZERO,
        });
        match seen.content == content {
            true => seen.unchanged += (now - seen.at).min(life / SIGNS),
            false => {
                seen.content = content;
                seen.unchanged = Duration::ZERO;
            }
        }
        seen.at = now;
        seen.unchanged >= life
    }

    /// Gives a sign for every claim. One that another worker took is forgotten.
    pub(crate) fn sign(&self, link: &Link) {
        let own: Vec<(String, Vec<u8>, Version)> = lock(&self.own)
            .iter_mut()
            .map(|(name, own)| {
                own.signs += 1;
                let content = content(&own.word, own.signs);
                (name.clone(), content, own.version.clone())
            })
            .collect();
        for (name, content, version) in own {
            // It may have been given back since.
            if !lock(&self.own).contains_key(&name) {
                continue;
            }
            let slot = Slot::of(link, &name);
            match slot.sign(&version, content) {
                Ok(Some(version)) => {
                    let mut own = lock(&self.own);
                    match own.get_mut(&name) {
                        Some(own) => own.version = version,
                        None => {
                            drop(own);
                            let _ = slot.delete(&version);
                        }
                    }
                }
                // Another worker took it, or the answer to an earlier sign did not come.
                Ok(None) => match slot.get() {
                    Ok(now) => self.found(&name, now),
                    Err(_) => return,
                },
                Err(_) => return,
            }
        }
    }

    /// Keeps a claim that still is this worker's, and forgets another.
    fn found(&self, name: &str, now: Option<Found>) {
        let mut own = lock(&self.own);
        match (own.get_mut(name), now) {
            (Some(own), Some(now)) if now.content.starts_with(own.word.as_bytes()) => {
                own.version = now.version;
            }
            _ => drop(own.remove(name)),
        }
    }

    /// Returns whether this worker has claims.
    pub(crate) fn are_some(&self) -> bool {
        !lock(&self.own).is_empty()
    }

    /// Gives a claim back, if this worker still has it.
    pub(crate) fn give_back(&self, name: &str, link: &Link) -> Result<(), Away> {
        let Some(own) = lock(&self.own).remove(name) else {
            return Ok(());
        };
        let slot = Slot::of(link, name);
        match slot.get()? {
            Some(now) if now.content.starts_with(own.word.as_bytes()) => slot.delete(&now.version),
            _ => Ok(()),
        }
    }
}

/// Removes the claim of a take, of whichever worker.
pub(crate) fn clear(name: &str, link: &Link) -> Result<(), Away> {
    let slot = Slot::of(link, name);
    match slot.get()? {
        Some(now) => slot.delete(&now.version),
        None => Ok(()),
    }
}

/// Returns the time between two signs.
pub(crate) fn between_signs(life: Duration) -> Duration {
    life / SIGNS
}
