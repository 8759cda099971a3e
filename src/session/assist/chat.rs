//! One question to a server of the OpenAI kind, over HTTP.

use std::thread;
use std::time::Duration;

use cuebook_remote::client::{Answer, Client, Fault, said};
use serde_json::{Value, json};

use crate::session::SessionError;
use crate::world::config::Assistant;

/// The largest answer of a server, in bytes.
const LARGEST: u64 = 1 << 20;

/// The waits before a request is sent again.
const WAITS: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(600)];

/// A model on a server.
pub(super) struct Chat {
    client: Client,
    address: String,
    host: String,
    model: String,
}

/// Why a server gave no useful answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChatError {
    #[error(transparent)]
    Connection(#[from] Fault),
    #[error("{host} refused the request with HTTP {status}{}", after_colon(said))]
    Status {
        host: String,
        status: u16,
        said: String,
    },
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
            ChatError::Connection(Fault::HungUp { .. }) => true,
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
        let address = &assistant.address;
        if address.lacks_https() {
            return Err(SessionError::NoHttps(address.text().to_owned()));
        }
        let key = assistant
            .read_key()
            .map_err(|reason| SessionError::AssistantKey { reason })?;
        Ok(Chat {
            client: Client::new(address, key, assistant.timeout),
            address: format!("{}/chat/completions", address.text()),
            host: address.host(),
            model: assistant.model.clone(),
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
        let Answer { status, body, .. } = self.client.post(&self.address, body, LARGEST)?;
        if !(200..300).contains(&status) {
            return Err(ChatError::Status {
                host: self.host.clone(),
                status,
                said: said(&body),
            });
        }
        let value: Option<Value> = serde_json::from_slice(&body).ok();
        let value = value.ok_or_else(|| ChatError::NotJson(self.host.clone()))?;
        let content = value
            .pointer("/choices/0/message/content")
            .and_then(Value::as_str);
        content
            .map(str::to_owned)
            .ok_or_else(|| ChatError::NoContent(self.host.clone()))
    }
}
