//! Engines with the interface `/v1/audio/speech`, which many servers and services have.

use serde_json::{Value, json};

use crate::captions;
use crate::client::{Answer, Client, Fault, said};
use crate::engine::{Engine, Format, Kind, Speaker};
use crate::{Failure, address};

/// The largest answer, in bytes.
const LARGEST: u64 = 32 << 20;

/// Text for a server to speak.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Request<'a> {
    pub speaker: &'a Speaker,
    pub text: &'a str,
    /// The factor on the speed of the server's voice.
    pub speed: f64,
}

/// What a server sent: the bytes of the sound, its stated type, and the words with their times in
/// seconds if it sends them.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    pub body: Vec<u8>,
    pub media: String,
    pub times: Option<Vec<captions::Word>>,
}

/// A connection to an engine.
pub(crate) struct Http {
    client: Client,
    speech: String,
    captioned: Option<String>,
    models: String,
    model: String,
    format: Format,
}

impl Http {
    /// Returns the connection to an engine of this kind; `None` for another kind.
    ///
    /// # Errors
    /// When the key cannot be read, or the address needs HTTPS and the build does not have it.
    pub(crate) fn of(engine: &Engine) -> Result<Option<Http>, Failure> {
        let Kind::Http {
            address,
            key,
            model,
            format,
            timestamps,
        } = &engine.kind
        else {
            return Ok(None);
        };
        if address.lacks_https() {
            return Err(Failure::NoHttps(address.text().to_owned()));
        }
        let key = key.as_deref().map(address::key).transpose();
        let key = key.map_err(Failure::Key)?;
        Ok(Some(Http {
            client: Client::new(address, key, engine.timeout),
            speech: format!("{}/audio/speech", address.text()),
            captioned: timestamps.then(|| address.from_root("/dev/captioned_speech")),
            models: format!("{}/models", address.text()),
            model: model.clone(),
            format: *format,
        }))
    }

    /// Asks for speech.
    ///
    /// # Errors
    /// When there is no answer, or one of failure.
    pub(crate) fn ask(&self, request: &Request<'_>) -> Result<Sent, Failure> {
        let mut body = json!({
            "model": self.model,
            "input": request.text,
            "voice": request.speaker.voice,
            "response_format": self.format.name(),
        });
        // Some servers refuse settings that they do not have.
        if request.speed != 1.0 {
            body["speed"] = json!(request.speed);
        }
        if let Some(seed) = request.speaker.seed {
            body["seed"] = json!(seed);
        }
        match &self.captioned {
            None => {
                let answer = self.client.post(&self.speech, &body, LARGEST)?;
                let answer = well(answer)?;
                Ok(Sent {
                    body: answer.body,
                    media: answer.media,
                    times: None,
                })
            }
            Some(address) => {
                body["stream"] = Value::Bool(false);
                body["return_timestamps"] = Value::Bool(true);
                let answer = well(self.client.post(address, &body, LARGEST)?)?;
                captions::read(&answer.body)
            }
        }
    }

    /// Asks whether the server is there. Returns what it says about its models.
    ///
    /// # Errors
    /// When there is no answer, or one that refuses the key.
    pub(crate) fn greet(&self) -> Result<String, Failure> {
        let answer = self.client.get(&self.models, 1 << 20)?;
        // Servers need not have a list of models.
        if matches!(answer.status, 404 | 405 | 501) {
            return Ok("it answers, and has no list of models".to_owned());
        }
        let answer = well(answer)?;
        let value: Option<Value> = serde_json::from_slice(&answer.body).ok();
        let models = value
            .as_ref()
            .and_then(|value| value.get("data")?.as_array());
        let names = models.into_iter().flatten();
        let names: Vec<&str> = names
            .filter_map(|model| model.get("id")?.as_str())
            .collect();
        Ok(match names.contains(&self.model.as_str()) {
            true => format!("it answers, and has the model {}", self.model),
            false if names.is_empty() => "it answers".to_owned(),
            false => format!(
                "it answers, but does not list the model {}: it has {}",
                self.model,
                names.iter().take(8).copied().collect::<Vec<_>>().join(", ")
            ),
        })
    }
}

/// Returns an answer of success.
fn well(answer: Answer) -> Result<Answer, Failure> {
    match answer.status {
        200..=299 => Ok(answer),
        300..=399 => Err(Failure::Redirect(answer.location.unwrap_or_default())),
        status => Err(Failure::Status {
            status,
            said: said(&answer.body),
            retry_after: answer.retry_after,
        }),
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Connection(fault)
    }
}
