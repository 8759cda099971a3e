//! The language server. Reads an editor's messages on standard input and answers
//! on standard output.
//!
//! Every answer is about the current text in the editor. A broken text does not
//! end the session.

mod address;
mod changes;
mod complete;
mod documents;
mod hover;
mod layout;
mod sound_check;
mod actions;
mod names;
mod navigate;
mod outline;
mod page;
mod place;
mod reading;
mod requests;
mod series;
mod symbols;
mod diagnostics;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Notification as _,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::debug;

use crate::session::{SessionError, Studio};
use documents::Documents;
use sound_check::CheckedFile;

/// The pause in typing after which the script is checked.
const STILL: Duration = Duration::from_millis(120);

/// The events that the server waits for.
pub(crate) enum Event {
    Client(Message),
    /// The editor has closed its end of the connection.
    Gone,
    /// The results of checked sound files.
    SoundsChecked(Vec<CheckedFile>),
}

/// Serves one editor on standard input and output. Returns whether the editor
/// ended the session with `shutdown` and `exit`.
///
/// # Errors
/// If the input does not follow the protocol.
pub(crate) fn serve(studio: Studio) -> Result<bool, SessionError> {
    let (connection, threads) = Connection::stdio();
    let is_well = converse(&connection, studio)?;
    drop(connection);
    if is_well {
        threads.join()?;
    }
    Ok(is_well)
}

/// Serves one editor over a connection. Returns whether the editor ended the session with `shutdown`
/// and `exit`.
///
/// # Errors
/// If the messages do not follow the protocol.
pub(crate) fn converse(connection: &Connection, studio: Studio) -> Result<bool, SessionError> {
    let Ok((id, asked)) = connection.initialize_start() else {
        return Ok(false);
    };
    let asked = serde_json::from_value(asked).map_err(io::Error::from)?;
    let (events, coming) = channel();
    let documents = Documents::new(studio, &asked, events.clone());
    let answer = requests::initialized(documents.units);
    if connection.initialize_finish(id, answer).is_err() {
        return Ok(false);
    }
    forward(connection, events);
    let mut server = Server {
        connection,
        documents,
        is_leaving: false,
    };
    server.watch(&asked);
    loop {
        let event = match server.documents.due() {
            None => coming.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => coming.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match event {
            Ok(Event::Client(Message::Notification(notification)))
                if notification.method == "exit" =>
            {
                return Ok(server.is_leaving);
            }
            Ok(Event::Client(message)) => server.take(message),
            Ok(Event::SoundsChecked(checked)) => server.documents.add_checked(checked),
            Ok(Event::Gone) | Err(RecvTimeoutError::Disconnected) => return Ok(false),
            Err(RecvTimeoutError::Timeout) => {}
        }
        server.publish();
    }
}

/// Returns the address by which an editor names a file.
pub(crate) fn address_of(path: &Path) -> Option<String> {
    address::of(path).map(|uri| uri.as_str().to_owned())
}

/// Returns the file that an editor names; `None` if the address is not that of a file.
pub(crate) fn path_of(uri: &str) -> Option<PathBuf> {
    address::path(uri)
}

/// Forwards the editor's messages as events.
fn forward(connection: &Connection, events: Sender<Event>) {
    let messages = connection.receiver.clone();
    thread::spawn(move || {
        for message in messages {
            if events.send(Event::Client(message)).is_err() {
                return;
            }
        }
        let _ = events.send(Event::Gone);
    });
}

/// Returns the name of a message for the log.
fn name(message: &Message) -> String {
    match message {
        Message::Request(request) => format!("request {}", request.method),
        Message::Notification(notification) => format!("notification {}", notification.method),
        Message::Response(response) => format!("response {}", response.id),
    }
}

struct Server<'c> {
    connection: &'c Connection,
    documents: Documents,
    is_leaving: bool,
}

impl Server<'_> {
    fn send(&self, message: impl Into<Message>) {
        // If the editor is gone, the reading side notices it.
        let _ = self.connection.sender.send(message.into());
    }

    fn take(&mut self, message: Message) {
        let (name, began) = (name(&message), Instant::now());
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(notification) => self.receive(notification),
            Message::Response(_) => {}
        }
        debug!("{name} took {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if method == "shutdown" {
            self.is_leaving = true;
            return self.send(Response::new_ok(id, Value::Null));
        }
        let answer = requests::answer(&mut self.documents, &method, params);
        self.send(match answer {
            Ok(value) => Response::new_ok(id, value),
            Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
        });
    }

    fn receive(&mut self, notification: Notification) {
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Some(params) =
                    read::<lsp_types::DidOpenTextDocumentParams>(notification.params)
                {
                    let doc = params.text_document;
                    self.documents
                        .open(doc.uri.as_str(), doc.version, &doc.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Some(params) =
                    read::<lsp_types::DidChangeTextDocumentParams>(notification.params)
                {
                    let doc = params.text_document;
                    let changes = params.content_changes;
                    self.documents
                        .change(doc.uri.as_str(), doc.version, changes);
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Some(params) =
                    read::<lsp_types::DidCloseTextDocumentParams>(notification.params)
                {
                    self.documents.close(params.text_document.uri.as_str());
                }
            }
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => self.documents.reread(),
            _ => {}
        }
    }

    /// Publishes the diagnostics of the scripts that are due.
    fn publish(&mut self) {
        for params in self.documents.published(Instant::now()) {
            let method = lsp_types::notification::PublishDiagnostics::METHOD;
            self.send(Notification::new(method.to_owned(), params));
        }
    }

    /// Asks the editor to report changed files, if it supports that.
    fn watch(&self, asked: &lsp_types::InitializeParams) {
        if requests::may_watch(asked) {
            self.send(requests::watching());
        }
    }
}

/// Reads the parameters of a message; `None` if they do not fit its method.
fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
