//! The connection to one engine: at most some requests at once, repetitions after failures that may
//! pass, and the limit of characters.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use cuebook_core::units::Frames;

use crate::answer::{self, Speech};
use crate::engine::{Engine, Format, Kind};
use crate::http::{Http, Request, Sent};
use crate::wyoming::Wyoming;
use crate::{Failure, captions};

/// The longest wait before a repetition that the program chooses.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The longest wait that a server may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(120);
/// How often a useless answer is asked for again: it costs what a good one costs.
const USELESS: u32 = 2;

/// Waits; tests do not.
pub(crate) type Sleep = Arc<dyn Fn(Duration) + Send + Sync>;

/// An engine and the state of the connection to it.
pub(crate) struct Link {
    pub engine: Engine,
    wire: OnceLock<Result<Wire, Failure>>,
    busy: Mutex<usize>,
    freed: Condvar,
    sent: AtomicU64,
    /// Whether the last request failed after all its repetitions because the server is not there.
    is_away: AtomicBool,
    sleep: Sleep,
}

/// The way to a server.
enum Wire {
    Http(Box<Http>),
    Wyoming(Wyoming),
}

/// Speech with the words that the server sent.
pub(crate) struct Told {
    pub speech: Speech,
    pub times: Option<Vec<captions::Word>>,
}

impl Link {
    pub(crate) fn new(engine: Engine, sleep: Sleep) -> Link {
        Link {
            engine,
            wire: OnceLock::new(),
            busy: Mutex::new(0),
            freed: Condvar::new(),
            sent: AtomicU64::new(0),
            is_away: AtomicBool::new(false),
            sleep,
        }
    }

    fn wire(&self) -> Result<&Wire, Failure> {
        let wire = self.wire.get_or_init(|| match &self.engine.kind {
            Kind::Wyoming { address } => Ok(Wire::Wyoming(Wyoming {
                address: address.clone(),
                timeout: self.engine.timeout,
            })),
            Kind::Http { address, .. } => match Http::of(&self.engine)? {
                Some(http) => Ok(Wire::Http(Box::new(http))),
                None => Err(Failure::Redirect(address.text().to_owned())),
            },
        });
        wire.as_ref().map_err(Clone::clone)
    }

    /// Asks the server whether it is there.
    ///
    /// # Errors
    /// When it does not answer, or refuses.
    pub(crate) fn greet(&self) -> Result<String, Failure> {
        match self.wire()? {
            Wire::Http(http) => http.greet(),
            Wire::Wyoming(wyoming) => wyoming.greet(),
        }
    }

    /// Speaks, and asks again after a failure that may pass.
    ///
    /// # Errors
    /// When there is no good answer.
    pub(crate) fn speak(&self, request: &Request<'_>, expected: Frames) -> Result<Told, Failure> {
        let _permit = self.permit();
        let mut failed = 0;
        let mut useless = 0;
        loop {
            let result = self.once(request, expected);
            let failure = match result {
                Ok(told) => {
                    self.is_away.store(false, Ordering::Relaxed);
                    return Ok(told);
                }
                Err(failure) => failure,
            };
            useless += u32::from(matches!(failure, Failure::Answer(_)));
            let was_away = self.is_away.load(Ordering::Relaxed);
            let is_over = failed >= self.engine.retries || useless > USELESS || was_away;
            let wait = self.wait(&failure, failed).filter(|_| !is_over);
            let Some(wait) = wait.filter(|_| failure.is_passing()) else {
                if failure.is_away() {
                    self.is_away.store(true, Ordering::Relaxed);
                }
                return Err(failure);
            };
            (self.sleep)(wait);
            failed += 1;
        }
    }

    /// Returns the wait before a request is sent again; `None` if the server asks for too long a wait.
    fn wait(&self, failure: &Failure, failed: u32) -> Option<Duration> {
        let own = self.engine.backoff.saturating_mul(1 << failed.min(16));
        let own = own.min(LONGEST_WAIT);
        match failure {
            Failure::Status {
                retry_after: Some(asked),
                ..
            } => (*asked <= LONGEST_ASKED).then(|| own.max(*asked)),
            _ => Some(own),
        }
    }

    /// Sends one request.
    fn once(&self, request: &Request<'_>, expected: Frames) -> Result<Told, Failure> {
        let wire = self.wire()?;
        self.count(request.text)?;
        let (sent, format) = match wire {
            Wire::Http(http) => (http.ask(request)?, self.format()),
            Wire::Wyoming(wyoming) => (wyoming.ask(request)?, Format::Wav),
        };
        let Sent { body, media, times } = sent;
        let speech = answer::speech(body, &media, format, expected).map_err(Failure::Answer)?;
        Ok(Told { speech, times })
    }

    fn format(&self) -> Format {
        match self.engine.kind {
            Kind::Http { format, .. } => format,
            Kind::Wyoming { .. } => Format::Wav,
        }
    }

    /// Counts the characters of a request.
    fn count(&self, text: &str) -> Result<(), Failure> {
        let more = text.chars().count() as u64;
        let most = self.engine.limit.unwrap_or(u64::MAX);
        let add = |sent: u64| sent.checked_add(more).filter(|all| *all <= most);
        let counted = self
            .sent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
        counted.map(drop).map_err(|sent| Failure::Limit {
            limit: most,
            sent,
            more,
        })
    }

    /// Waits until fewer requests than allowed are under way.
    fn permit(&self) -> Permit<'_> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        while *busy >= self.engine.jobs.max(1) {
            let freed = self.freed.wait(busy);
            busy = freed.unwrap_or_else(PoisonError::into_inner);
        }
        *busy += 1;
        Permit(self)
    }
}

/// The right to send a request.
struct Permit<'l>(&'l Link);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let busy = self.0.busy.lock();
        *busy.unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.freed.notify_one();
    }
}
