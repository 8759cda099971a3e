//! One question to a server of the OpenAI kind, over HTTP.

use std::io;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

use crate::session::SessionError;
use crate::world::config::Assistant;

/// The largest answer of a server, in bytes.
const LARGEST: u64 = 1 << 20;

/// The waits before a request is sent again.
const WAITS: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(600)];

/// A model on a server.
pub(super) struct Chat {
    agent: Agent,
    address: String,
    host: String,
    model: String,
    key: Option<String>,
    timeout: Duration,
}

/// Why a server gave no useful answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChatError {
    #[error("{host} cannot be reached: {reason}")]
    Unreachable { host: String, reason: String },
    #[error("{host} did not answer within {} s", timeout.as_secs_f64())]
    Slow { host: String, timeout: Duration },
    #[error("{host} ended the connection: {reason}")]
    HungUp { host: String, reason: String },
    #[error("{host} refused the request with HTTP {status}{}", after_colon(said))]
    Status {
        host: String,
        status: u16,
        said: String,
    },
    #[error("{0} sent an answer of more than 1 MiB")]
    TooLarge(String),
    #[error("{0} sent an answer that is not JSON")]
    NotJson(String),
    #[error(
        "{0} sent JSON without `choices[0].message.content`; is the address that of a chat server?"
    )]
    NoContent(String),
    #[error("the model's answer is not a JSON object of numbers and names")]
    NotLabels,
}

fn after_colon(said: &str) -> String {
    match said.is_empty() {
        true => String::new(),
        false => format!(": {said}"),
    }
}

impl ChatError {
    /// Returns whether the server works, but this answer is useless.
    pub(super) fn is_about_the_answer(&self) -> bool {
        matches!(self, ChatError::NotLabels)
    }

    /// Returns whether the same request may succeed now.
    fn is_passing(&self) -> bool {
        match self {
            ChatError::HungUp { .. } => true,
            ChatError::Status { status, .. } => matches!(status, 429 | 500 | 502 | 503 | 504),
            _ => false,
        }
    }
}

impl Chat {
    /// Returns the model of the configuration. Requests go to its host alone: redirects and
    /// proxies are not followed.
    ///
    /// # Errors
    /// When the key cannot be read, or the address needs a build with HTTPS.
    pub(super) fn of(assistant: &Assistant) -> Result<Chat, SessionError> {
        if assistant.url.starts_with("https:") && !cfg!(feature = "https") {
            return Err(SessionError::NoHttps(assistant.url.clone()));
        }
        let key = assistant
            .read_key()
            .map_err(|reason| SessionError::AssistantKey { reason })?;
        let config = Agent::config_builder()
            .timeout_global(Some(assistant.timeout))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("cuebook/", env!("CARGO_PKG_VERSION")));
        Ok(Chat {
            agent: config.build().new_agent(),
            address: format!("{}/chat/completions", assistant.url.trim_end_matches('/')),
            host: assistant.host(),
            model: assistant.model.clone(),
            key,
            timeout: assistant.timeout,
        })
    }

    /// Sends messages and returns the text of the answer. A busy server and one that ends
    /// the connection are asked again.
    ///
    /// # Errors
    /// When there is no answer, or it is not that of a chat server.
    pub(super) fn ask(&self, messages: &Value) -> Result<String, ChatError> {
        let mut body = json!({
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "stream": false,
        });
        let mut waits = WAITS.iter();
        loop {
            let error = match self.send(&body) {
                Ok(text) => return Ok(text),
                Err(error) => error,
            };
            // Some models accept only their own temperature.
            let warm = matches!(&error, ChatError::Status { status: 400, said, .. } if said.contains("temperature"));
            if warm
                && body
                    .as_object_mut()
                    .is_some_and(|own| own.remove("temperature").is_some())
            {
                continue;
            }
            match waits.next().filter(|_| error.is_passing()) {
                Some(wait) => thread::sleep(*wait),
                None => return Err(error),
            }
        }
    }

    fn send(&self, body: &Value) -> Result<String, ChatError> {
        let mut request = self
            .agent
            .post(&self.address)
            .header("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let sent = request.send(body.to_string());
        let mut response = sent.map_err(|error| self.failed(error))?;
        let status = response.status().as_u16();
        let read = response
            .body_mut()
            .with_config()
            .limit(LARGEST)
            .read_to_vec();
        let bytes = read.map_err(|error| self.failed(error))?;
        let value: Option<Value> = serde_json::from_slice(&bytes).ok();
        if !(200..300).contains(&status) {
            return Err(ChatError::Status {
                host: self.host.clone(),
                status,
                said: said(value.as_ref()),
            });
        }
        let value = value.ok_or_else(|| ChatError::NotJson(self.host.clone()))?;
        let content = value
            .pointer("/choices/0/message/content")
            .and_then(Value::as_str);
        content
            .map(str::to_owned)
            .ok_or_else(|| ChatError::NoContent(self.host.clone()))
    }

    fn failed(&self, error: ureq::Error) -> ChatError {
        let host = self.host.clone();
        let reason = error.to_string();
        match error {
            ureq::Error::Timeout(_) => ChatError::Slow {
                host,
                timeout: self.timeout,
            },
            ureq::Error::BodyExceedsLimit(_) => ChatError::TooLarge(host),
            ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => {
                ChatError::Unreachable { host, reason }
            }
            ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => ChatError::Slow {
                host,
                timeout: self.timeout,
            },
            ureq::Error::Io(error) if is_refusal(error.kind()) => {
                ChatError::Unreachable { host, reason }
            }
            _ => ChatError::HungUp { host, reason },
        }
    }
}

fn is_refusal(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable};
    matches!(
        kind,
        AddrNotAvailable | ConnectionRefused | HostUnreachable | NetworkUnreachable
    )
}

/// Returns what a server says about a refused request, shortened to one line.
fn said(value: Option<&Value>) -> String {
    const LONGEST: usize = 200;
    let message = value.and_then(|value| {
        let own = value
            .pointer("/error/message")
            .or(value.pointer("/error"))
            .or(value.pointer("/message"));
        own.and_then(Value::as_str)
    });
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    message
        .unwrap_or_default()
        .chars()
        .map(plain)
        .take(LONGEST)
        .collect()
}
