//! A shared store: takes are fetched and published in the background, and claimed before they are
//! spoken.

use std::collections::HashSet;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use cuebook_core::units::Bytes;

use crate::claim::{self, Claim, Claims};
use crate::link::{Away, Link, Listed, Put};
use crate::lock;
use crate::place::Place;
use crate::pool::Pool;
use crate::wrap::{unwrapped, wrapped};

/// How long a store that was never reached is waited for.
const FIRST: Duration = Duration::from_secs(4);
/// How long a store that is away is not asked.
const REST: Duration = Duration::from_secs(60);
/// The waits between two tries.
const SHORT: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(5);
/// The requests at the same time.
const FETCHES: usize = 8;
const PUBLISHES: usize = 4;
/// Takes of this age by the store's own clock are never removed.
const RECENT: Duration = Duration::from_secs(3600);

/// A store and what this worker does with it. Dropping it waits until what was spoken is published.
pub struct Shared {
    inner: Arc<Inner>,
    fetches: Pool,
    publishes: Pool,
}

/// What a worker that wants to speak a take has to do.
#[derive(Debug)]
pub enum Turn {
    /// Use this content: another worker spoke it.
    Here(Vec<u8>),
    /// Speak it, and publish it with the claim.
    Mine(Claim),
    /// Do something else: another worker speaks it now.
    Other,
}

/// The number and size of the takes of a store.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The number.
    pub takes: usize,
    /// The size of all.
    pub size: Bytes,
}

/// The part that the threads share.
#[derive(Debug)]
pub(crate) struct Inner {
    place: Place,
    link: OnceLock<Result<Link, Away>>,
    claims: Claims,
    /// The takes that are being fetched.
    coming: Mutex<HashSet<String>>,
    arrived: Condvar,
    state: Mutex<State>,
    /// Whether a thread gives signs for the claims.
    signs: AtomicBool,
    published: AtomicU64,
    was_used: AtomicBool,
    was_greeted: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    was_reached: bool,
    /// Until when it is not asked.
    rests_until: Option<Instant>,
    refused: Option<String>,
    /// A reason that no caller asked for yet.
    remark: Option<String>,
    was_remarked: bool,
}

/// Returns the path of a take.
fn path(name: &str) -> String {
    match name.split_at_checked(2) {
        Some((first, rest)) => format!("takes/{first}/{rest}"),
        None => format!("takes/{name}"),
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shared").field(&self.inner.place).finish()
    }
}

impl Shared {
    /// Returns a store. It is not asked before it is needed.
    #[must_use]
    pub fn new(place: Place) -> Shared {
        Shared::with(place, OnceLock::new())
    }

    fn with(place: Place, link: OnceLock<Result<Link, Away>>) -> Shared {
        Shared {
            inner: Arc::new(Inner {
                place,
                link,
                claims: Claims::default(),
                coming: Mutex::default(),
                arrived: Condvar::new(),
                state: Mutex::default(),
                signs: AtomicBool::new(false),
                published: AtomicU64::new(0),
                was_used: AtomicBool::new(false),
                was_greeted: AtomicBool::new(false),
            }),
            fetches: Pool::new(FETCHES),
            publishes: Pool::new(PUBLISHES),
        }
    }

    /// Returns the address and the settings.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.inner.place
    }

    /// Puts a small object into the store, once, to know whether it is there and takes objects.
    pub fn greet(&self) {
        if !self.inner.was_greeted.swap(true, Ordering::SeqCst) {
            let greet = |link: &Link| link.put_new("greeting", b"cuebook\n".to_vec());
            let _ = self.inner.reach(greet);
        }
    }

    /// Returns once why the store is not used, after that happened.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        lock(&self.inner.state).remark.take()
    }

    /// Returns whether this is the first call.
    #[must_use]
    pub fn is_first_use(&self) -> bool {
        !self.inner.was_used.swap(true, Ordering::SeqCst)
    }

    /// Begins to fetch takes. `keep` gets the content of those that the store has.
    pub fn bring(
        &self,
        names: impl IntoIterator<Item = String>,
        keep: impl Fn(&str, &[u8]) + Send + Sync + 'static,
    ) {
        let keep = Arc::new(keep);
        for name in names {
            if !lock(&self.inner.coming).insert(name.clone()) {
                continue;
            }
            let (inner, keep) = (self.inner.clone(), keep.clone());
            self.fetches.run(move || {
                let arrival = Arrival(&inner, &name);
                if let Ok(Some(content)) = inner.reach(|link| fetch(link, &name)) {
                    keep(&name, &content);
                }
                drop(arrival);
            });
        }
    }

    /// Waits until a take that is being fetched is there, or is known to be missing.
    pub fn settle(&self, name: &str) {
        let mut coming = lock(&self.inner.coming);
        while coming.contains(name) {
            let arrived = self.inner.arrived.wait(coming);
            coming = arrived.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Returns which of some takes the store has. Takes about which it does not answer count as
    /// missing.
    #[must_use]
    pub fn has(&self, names: &[String]) -> HashSet<String> {
        /// From this number on, a list of all takes is asked for.
        const MANY: usize = 300;
        if names.is_empty() {
            return HashSet::new();
        }
        if names.len() > MANY {
            let listed = self.inner.reach(|link| link.list("takes"));
            let listed: HashSet<String> = listed
                .iter()
                .flatten()
                .map(|one| one.path.clone())
                .collect();
            let has = names.iter().filter(|name| listed.contains(&path(name)));
            return has.cloned().collect();
        }
        let found = Arc::new(Mutex::new(HashSet::new()));
        let rest = Arc::new((Mutex::new(names.len()), Condvar::new()));
        for name in names {
            let (inner, name) = (self.inner.clone(), name.clone());
            let (found, rest) = (found.clone(), rest.clone());
            self.fetches.run(move || {
                if let Ok(true) = inner.reach(|link| link.has(&path(&name))) {
                    lock(&found).insert(name);
                }
                *lock(&rest.0) -= 1;
                rest.1.notify_all();
            });
        }
        let mut left = lock(&rest.0);
        while *left > 0 {
            left = rest.1.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        drop(left);
        std::mem::take(&mut *lock(&found))
    }

    /// Finds out who speaks a take. A patient worker waits for another one that speaks it; it gets the
    /// take from it, or its claim if it gives no sign any more.
    ///
    /// # Errors
    /// When the store cannot be used. Then every worker is alone.
    pub fn turn(&self, name: &str, is_patient: bool) -> Result<Turn, Away> {
        let life = self.inner.place.claim;
        let word = claim::word();
        let pause = (life / 20).clamp(Duration::from_millis(20), Duration::from_secs(1));
        loop {
            let found = self.inner.reach(|link| {
                if let Some(content) = fetch(link, name)? {
                    return Ok(Some(Turn::Here(content)));
                }
                if !self.inner.claims.take((name, &word), link, life)? {
                    return Ok(None);
                }
                let claim = Claim {
                    name: name.to_owned(),
                    inner: self.inner.clone(),
                };
                // Another worker may have published it and given its claim back in the meantime.
                Ok(Some(match fetch(link, name)? {
                    Some(content) => Turn::Here(content),
                    None => Turn::Mine(claim),
                }))
            })?;
            match found {
                Some(turn) => {
                    if matches!(turn, Turn::Mine(_)) {
                        give_signs(&self.inner);
                    }
                    return Ok(turn);
                }
                None if is_patient => thread::sleep(pause),
                None => return Ok(Turn::Other),
            }
        }
    }

    /// Publishes a take in the background, and then gives its claim back. `read` returns the content
    /// when its turn comes. `done` is called if the store has the take.
    pub fn publish(
        &self,
        name: &str,
        claim: Option<Claim>,
        read: impl FnOnce() -> Option<Vec<u8>> + Send + 'static,
        done: impl FnOnce() + Send + 'static,
    ) {
        let (inner, name) = (self.inner.clone(), name.to_owned());
        self.publishes.run(move || {
            if let Some(content) = read() {
                let object = wrapped(&name, &content);
                let put = inner.reach(|link| link.put_new(&path(&name), object.clone()));
                if let Ok(put) = put {
                    if claim.is_none() {
                        // That of an earlier run, which was killed.
                        let _ = inner.reach(|link| claim::clear(&name, link));
                    }
                    if let Put::Done(_) = put {
                        inner
                            .published
                            .fetch_add(object.len() as u64, Ordering::Relaxed);
                    }
                    done();
                }
            }
            drop(claim);
        });
    }

    /// Returns the number and size of all takes.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub fn held(&self) -> Result<Held, Away> {
        let listed = self.inner.reach(|link| link.list("takes"))?;
        Ok(Held {
            takes: listed.len(),
            size: Bytes(listed.iter().map(|one| one.size).sum()),
        })
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let patience = self.inner.place.patience + LONG;
        self.publishes.finish(patience);
        let limit = self.inner.place.limit;
        if let Some(limit) = limit.filter(|_| self.inner.published.load(Ordering::Relaxed) > 0) {
            let _ = self.inner.reach(|link| tidy(link, limit));
        }
    }
}

/// A take that is being fetched. It is not any more when this is dropped.
struct Arrival<'a>(&'a Inner, &'a str);

impl Drop for Arrival<'_> {
    fn drop(&mut self) {
        lock(&self.0.coming).remove(self.1);
        self.0.arrived.notify_all();
    }
}

impl Inner {
    /// Asks the store, again while it is away and may come back.
    fn reach<T>(&self, ask: impl Fn(&Link) -> Result<T, Away>) -> Result<T, Away> {
        let began = Instant::now();
        let mut wait = SHORT;
        loop {
            self.may_ask()?;
            let link = self.link.get_or_init(|| Link::open(&self.place));
            let answer = link.as_ref().map_err(Clone::clone);
            let answer = answer.and_then(&ask);
            let reason = match answer {
                Ok(answer) => {
                    let mut state = lock(&self.state);
                    state.was_reached = true;
                    state.rests_until = None;
                    return Ok(answer);
                }
                Err(Away::Refused(reason)) => return Err(self.refused(reason)),
                Err(Away::Silent(reason)) => reason,
            };
            let patience = match lock(&self.state).was_reached {
                true => self.place.patience,
                false => FIRST.min(self.place.patience),
            };
            if began.elapsed() + wait > patience {
                return Err(self.rests(reason));
            }
            thread::sleep(wait);
            wait = (wait * 2).min(LONG);
        }
    }

    /// Returns an error while the store is not to be asked.
    fn may_ask(&self) -> Result<(), Away> {
        let state = lock(&self.state);
        if let Some(reason) = &state.refused {
            return Err(Away::Refused(reason.clone()));
        }
        match state.rests_until {
            Some(until) if Instant::now() < until => Err(Away::Silent("it is away".to_owned())),
            _ => Ok(()),
        }
    }

    fn refused(&self, reason: String) -> Away {
        let mut state = lock(&self.state);
        state.refused = Some(reason.clone());
        state.notes(&reason);
        Away::Refused(reason)
    }

    fn rests(&self, reason: String) -> Away {
        let mut state = lock(&self.state);
        state.rests_until = Some(Instant::now() + REST);
        // A store that comes back is greeted shortly.
        state.was_reached = false;
        state.notes(&reason);
        Away::Silent(reason)
    }

    /// Gives a claim back.
    pub(crate) fn release(&self, name: &str) {
        let _ = self.reach(|link| self.claims.give_back(name, link));
    }
}

impl State {
    fn notes(&mut self, reason: &str) {
        if !self.was_remarked {
            self.was_remarked = true;
            self.remark = Some(reason.to_owned());
        }
    }
}

/// Starts the thread that gives signs for the claims. It ends with the last claim.
fn give_signs(inner: &Arc<Inner>) {
    if inner.signs.swap(true, Ordering::SeqCst) {
        return;
    }
    let pause = claim::between_signs(inner.place.claim);
    let inner: Weak<Inner> = Arc::downgrade(inner);
    thread::spawn(move || {
        loop {
            thread::sleep(pause);
            let Some(inner) = inner.upgrade() else { return };
            if let Some(Ok(link)) = inner.link.get() {
                inner.claims.sign(link);
            }
            if !inner.claims.are_some() {
                inner.signs.store(false, Ordering::SeqCst);
                // A claim that came in between has its own call.
                if !inner.claims.are_some() || inner.signs.swap(true, Ordering::SeqCst) {
                    return;
                }
            }
        }
    });
}

/// Returns the content of a take; `None` if the store does not have it. A damaged one is removed.
fn fetch(link: &Link, name: &str) -> Result<Option<Vec<u8>>, Away> {
    let path = path(name);
    let Some((object, _)) = link.get(&path)? else {
        return Ok(None);
    };
    let content = unwrapped(name, object);
    if content.is_none() {
        link.delete(&path)?;
    }
    Ok(content)
}

/// Removes the oldest takes above the limit, until four fifths of it are left. Ages are by the clock of
/// the store alone.
fn tidy(link: &Link, limit: Bytes) -> Result<(), Away> {
    let mut takes = link.list("takes")?;
    let mut size: u64 = takes.iter().map(|one| one.size).sum();
    let newest = takes.iter().map(|one| one.written).max();
    if size <= limit.0 {
        return Ok(());
    }
    takes.sort_by(|a, b| (a.written, &a.path).cmp(&(b.written, &b.path)));
    let is_old = |one: &Listed| {
        let newest = newest.unwrap_or(SystemTime::UNIX_EPOCH);
        let age = newest.duration_since(one.written).unwrap_or_default();
        age > RECENT
    };
    for take in takes.iter().filter(|one| is_old(one)) {
        if size <= limit.0 / 5 * 4 {
            break;
        }
        link.delete(&take.path)?;
        size = size.saturating_sub(take.size);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
