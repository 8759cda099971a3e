//! The answers to requests: JSON, and failures with a code, a message and advice.

use std::error::Error;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::document::problems::Problem;
use crate::session::SessionError;
use crate::session::edit::refusal::Refusal;

/// A request that is not granted.
#[derive(Debug)]
pub(super) struct Failure {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
    pub help: Vec<String>,
    pub problems: Vec<Problem>,
    /// The current revision, if the request is about an older one.
    pub revision: Option<String>,
}

#[derive(Serialize)]
struct Told<'f> {
    error: ToldError<'f>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<&'f str>,
}

#[derive(Serialize)]
struct ToldError<'f> {
    code: &'f str,
    message: &'f str,
    help: &'f [String],
    problems: &'f [Problem],
}

impl Failure {
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
    ) -> Failure {
        Failure {
            status,
            code,
            message: message.into(),
            help: Vec::new(),
            problems: Vec::new(),
            revision: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Failure {
        self.help.push(help.into());
        self
    }

    /// The request does not have its form.
    pub(super) fn bad(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::BAD_REQUEST, "bad-request", message)
    }

    /// There is no such thing.
    pub(super) fn missing(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::NOT_FOUND, "not-found", message)
    }

    /// An edit that is not made.
    pub(super) fn refused(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", message)
    }

    /// A failure of the machine.
    pub(super) fn failed(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", message)
    }

    /// No script is open.
    pub(super) fn no_show() -> Failure {
        Failure::new(StatusCode::CONFLICT, "no-show", "no script is open")
            .help("open a script of the folder, or drop a text")
    }

    /// A gesture of an old revision.
    pub(super) fn changed(revision: &str) -> Failure {
        let message = "the script has changed in the meantime; nothing was written";
        Failure {
            revision: Some(revision.to_owned()),
            ..Failure::new(StatusCode::CONFLICT, "changed", message)
        }
    }

    /// An upload over the limit of some bytes.
    pub(super) fn too_large(limit: u64) -> Failure {
        let message = format!("this is larger than {} MiB", limit >> 20);
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let told = Told {
            error: ToldError {
                code: self.code,
                message: &self.message,
                help: &self.help,
                problems: &self.problems,
            },
            revision: self.revision.as_deref(),
        };
        (self.status, json(&told)).into_response()
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Failure {
        let message = with_causes(&error);
        match error {
            SessionError::UnknownSound { .. }
            | SessionError::UnknownVoice { .. }
            | SessionError::Library { .. } => Failure::missing(message),
            SessionError::Settings(_)
            | SessionError::NoWords(_)
            | SessionError::Unreadable(_)
            | SessionError::EndsByItself(_) => Failure::bad(message),
            SessionError::Made(_) | SessionError::Sound { .. } | SessionError::Recipe { .. } => {
                Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-sound", message)
            }
            SessionError::NotUtf8 { .. }
            | SessionError::NoScript { .. }
            | SessionError::NoScreenplay { .. }
            | SessionError::NoProse { .. }
            | SessionError::Book { .. }
            | SessionError::Import(_) => {
                Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-text", message)
            }
            _ => Failure::failed(message),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(why: Refusal) -> Failure {
        match why {
            Refusal::Plain(message) => Failure::refused(message),
            Refusal::At(why) => {
                let help = why.hints.iter().map(|hint| hint.text.clone());
                Failure {
                    help: help.collect(),
                    ..Failure::refused(why.message.clone())
                }
            }
        }
    }
}

/// Returns the message of an error with its causes.
pub(super) fn with_causes(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        let next = source.to_string();
        if !message.contains(&next) {
            message = format!("{message}: {next}");
        }
        cause = source.source();
    }
    message
}

/// Returns a value as the body of an answer.
pub(super) fn json(value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => json_bytes(bytes),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Returns JSON text as the body of an answer.
pub(super) fn json_bytes(bytes: impl Into<Body>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (kind, bytes.into()).into_response()
}

/// Reads the JSON body of a request.
///
/// # Errors
/// When the request is not marked as JSON, or has another form.
pub(super) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, Failure> {
    let kind = headers.get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return Err(Failure::bad("the content type must be application/json"));
    }
    serde_json::from_slice(body).map_err(|error| Failure::bad(error.to_string()))
}

/// Runs work that takes time outside the threads of the server.
///
/// # Errors
/// Those of the work.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(Failure::failed("the work broke off")),
    }
}
