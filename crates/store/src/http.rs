//! Requests to a store over HTTP. They wait for their answer, because every call has its own thread.

use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::client::{
    ClientOptions, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};
use ureq::Agent;
use ureq::http::{Method, Request};

/// The largest answer, in bytes: more than an hour of sound in one take.
const LARGEST: u64 = 2 << 30;
/// How long a connection may take to be made, and an answer to come.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(120);

#[derive(Debug)]
pub(crate) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let config = Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(ANSWER))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("cuebook/", env!("CARGO_PKG_VERSION")));
        Ok(HttpClient::new(Service(config.build().new_agent())))
    }
}

#[derive(Debug)]
struct Service(Agent);

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let is_sent = matches!(parts.method, Method::PUT | Method::POST);
        let answer = match is_sent {
            true => self.0.run(Request::from_parts(parts, body.to_vec())),
            false => self.0.run(Request::from_parts(parts, ())),
        };
        let (parts, mut body) = answer.map_err(failed)?.into_parts();
        let body = body.with_config().limit(LARGEST).read_to_vec();
        let body = HttpResponseBody::from(body.map_err(failed)?);
        Ok(HttpResponse::from_parts(parts, body))
    }
}

fn failed(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Request,
    };
    HttpError::new(kind, error)
}
