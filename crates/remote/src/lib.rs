//! Voices of speech engines that the user's configuration names: servers with the interface
//! `/v1/audio/speech` over HTTP, and servers of the Wyoming protocol.
//!
//! A [`Company`] is one voice engine of the built-in voices and all of these. A script names a voice
//! and never an address. What a server answers is judged before it is a take: see [`answer`].

pub mod address;
pub mod answer;
mod captions;
pub mod client;
mod company;
pub mod engine;
mod http;
mod link;
mod price;
mod wyoming;

use std::time::Duration;

pub use address::{Address, HAS_HTTPS};
use answer::Bad;
use client::Fault;
pub use company::{Company, Cost, costs};
pub use engine::{Age, Engine, Format, Kind, Roster, Speaker};
pub use price::Price;

/// Why a server did not speak.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// There is no whole answer.
    #[error(transparent)]
    Connection(Fault),
    /// The server refused the request.
    #[error("HTTP {status}{}", after_colon(said))]
    Status {
        /// The status.
        status: u16,
        /// What the server said.
        said: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// The server sends the request elsewhere.
    #[error(
        "it redirects to `{0}`, and redirects are not followed; set that address if it is right"
    )]
    Redirect(String),
    /// The answer is not the speech of the words.
    #[error(transparent)]
    Answer(Bad),
    /// A server of the Wyoming protocol refused the words.
    #[error("it refuses the words: {0}")]
    Refused(String),
    /// The key cannot be read.
    #[error("its key cannot be read: {0}")]
    Key(String),
    /// The address needs HTTPS.
    #[error("{0} needs HTTPS, which this build of cuebook does not have")]
    NoHttps(String),
    /// The limit of the configuration would be exceeded.
    #[error(
        "its `limit` of {limit} characters is reached: {sent} were sent, and this take has {more}"
    )]
    Limit {
        /// The limit.
        limit: u64,
        /// The characters that were sent.
        sent: u64,
        /// The characters of the next request.
        more: u64,
    },
}

fn after_colon(said: &str) -> String {
    match said.is_empty() {
        true => String::new(),
        false => format!(": {said}"),
    }
}

impl Failure {
    /// Returns whether the same request may succeed later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Failure::Connection(fault) => !matches!(fault, Fault::TooLarge { .. }),
            Failure::Status { status, .. } => matches!(status, 408 | 429 | 500 | 502..=504),
            Failure::Answer(bad) => bad.is_passing(),
            _ => false,
        }
    }

    /// Returns whether the server is not there, so that other requests fail too.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(
            self,
            Failure::Connection(Fault::Unreachable { .. } | Fault::Slow { .. })
        )
    }
}
