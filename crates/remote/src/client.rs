//! Requests to one server over HTTP. They go to its host alone: redirects and proxies are not
//! followed, so that neither words nor a key reach another machine. Answers are bounded in size.

use std::io;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Response;

use crate::Address;

/// A server.
pub struct Client {
    agent: Agent,
    host: String,
    key: Option<String>,
    timeout: Duration,
}

/// What a server answered.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The stated type of the content; empty if there is none.
    pub media: String,
    /// How long the server asks to wait before the next request.
    pub retry_after: Option<Duration>,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The content.
    pub body: Vec<u8>,
}

/// Why a server gave no whole answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no connection.
    #[error("{host} cannot be reached: {reason}")]
    Unreachable {
        /// The host with its port.
        host: String,
        /// The cause.
        reason: String,
    },
    /// The answer took too long.
    #[error("{host} did not answer within {} s", timeout.as_secs_f64())]
    Slow {
        /// The host with its port.
        host: String,
        /// The longest time for an answer.
        timeout: Duration,
    },
    /// The connection ended before the answer did.
    #[error("{host} ended the connection: {reason}")]
    HungUp {
        /// The host with its port.
        host: String,
        /// The cause.
        reason: String,
    },
    /// The answer is longer than allowed.
    #[error("{host} sent an answer of more than {} MiB", limit >> 20)]
    TooLarge {
        /// The host with its port.
        host: String,
        /// The most bytes of an answer.
        limit: u64,
    },
}

impl Client {
    /// Creates a client of the server at an address.
    #[must_use]
    pub fn new(address: &Address, key: Option<String>, timeout: Duration) -> Client {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("cuebook/", env!("CARGO_PKG_VERSION")));
        Client {
            agent: config.build().new_agent(),
            host: address.host(),
            key,
            timeout,
        }
    }

    /// Sends JSON to an address of the server. `limit` is the most bytes of the answer.
    ///
    /// # Errors
    /// When there is no whole answer. A status of failure is an answer.
    pub fn post(&self, address: &str, body: &Value, limit: u64) -> Result<Answer, Fault> {
        let mut request = self
            .agent
            .post(address)
            .header("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        self.answer(request.send(body.to_string()), limit)
    }

    /// Asks for an address of the server. `limit` is the most bytes of the answer.
    ///
    /// # Errors
    /// As [`Client::post`].
    pub fn get(&self, address: &str, limit: u64) -> Result<Answer, Fault> {
        let mut request = self.agent.get(address);
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        self.answer(request.call(), limit)
    }

    fn answer(
        &self,
        sent: Result<Response<ureq::Body>, ureq::Error>,
        limit: u64,
    ) -> Result<Answer, Fault> {
        let failed = |error| self.failed(error, limit);
        let mut response = sent.map_err(failed)?;
        let head = |name: &str| {
            let value = response.headers().get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let retry_after = head("retry-after").and_then(|value| value.trim().parse().ok());
        Ok(Answer {
            status: response.status().as_u16(),
            media: head("content-type").unwrap_or_default(),
            retry_after: retry_after
                .filter(|seconds: &f64| seconds.is_finite() && (0.0..=1e6).contains(seconds))
                .map(Duration::from_secs_f64),
            location: head("location"),
            body: response
                .body_mut()
                .with_config()
                .limit(limit)
                .read_to_vec()
                .map_err(failed)?,
        })
    }

    fn failed(&self, error: ureq::Error, limit: u64) -> Fault {
        let host = self.host.clone();
        let reason = error.to_string();
        let timeout = self.timeout;
        match error {
            ureq::Error::Timeout(_) => Fault::Slow { host, timeout },
            ureq::Error::BodyExceedsLimit(_) => Fault::TooLarge { host, limit },
            ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => {
                Fault::Unreachable { host, reason }
            }
            ureq::Error::Io(error) => of_io(host, timeout, &error),
            _ => Fault::HungUp { host, reason },
        }
    }
}

/// Returns the fault of a connection.
pub(crate) fn of_io(host: String, timeout: Duration, error: &io::Error) -> Fault {
    use io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable, TimedOut,
        WouldBlock,
    };
    let reason = error.to_string();
    match error.kind() {
        TimedOut | WouldBlock => Fault::Slow { host, timeout },
        AddrNotAvailable | ConnectionRefused | HostUnreachable | NetworkUnreachable => {
            Fault::Unreachable { host, reason }
        }
        _ => Fault::HungUp { host, reason },
    }
}

/// The longest text of a server in a message, in characters.
const LONGEST_SAID: usize = 200;

/// Returns what a server says about a refused request, shortened to one line; empty if it
/// says nothing. JSON is searched for a message; the tags of a web page are left out.
#[must_use]
pub fn said(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let value: Option<Value> = serde_json::from_slice(body).ok();
    let message = match &value {
        Some(value) => in_json(value).unwrap_or_default().to_owned(),
        None if body.contains(&0) => String::new(),
        None => without_tags(&text),
    };
    let words: Vec<&str> = message.split_whitespace().collect();
    let plain = |c: &char| !c.is_control();
    words
        .join(" ")
        .chars()
        .filter(plain)
        .take(LONGEST_SAID)
        .collect()
}

fn in_json(value: &Value) -> Option<&str> {
    let places = [
        "/error/message",
        "/error",
        "/message",
        "/detail/message",
        "/detail",
        "/detail/0/msg",
    ];
    places
        .iter()
        .find_map(|place| value.pointer(place).and_then(Value::as_str))
}

/// Returns the text of a web page without its tags. Other text is unchanged.
fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in text.chars().take(20 * LONGEST_SAID) {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => {
                depth -= 1;
                plain.push(' ');
            }
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_is_one_short_line() {
        for (body, expected) in [
            (
                r#"{"error": {"message": "no such\nvoice"}}"#,
                "no such voice",
            ),
            (r#"{"error": "busy"}"#, "busy"),
            (
                r#"{"detail": [{"msg": "field required"}]}"#,
                "field required",
            ),
            (r#"{"detail": {"message": "bad voice"}}"#, "bad voice"),
            (
                "<html><body><h1>502</h1>Bad Gateway</body></html>",
                "502 Bad Gateway",
            ),
            ("out of memory\n", "out of memory"),
            ("{\"a\": 1}", ""),
            ("\0\u{1}", ""),
        ] {
            assert_eq!(said(body.as_bytes()), expected);
        }
        assert_eq!(said("x".repeat(10_000).as_bytes()).len(), LONGEST_SAID);
    }
}
