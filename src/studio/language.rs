//! The language server over a socket: each text message is one message of the protocol. A page may
//! speak only of files in the folder of the scripts.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use axum::extract::ws::{Message, WebSocket};
use futures_util::{SinkExt, StreamExt};
use lsp_server::Connection;
use serde_json::Value;
use tokio::sync::mpsc::channel;

use super::desk::Desk;
use super::socket::Counted;
use crate::lsp;

/// The largest message of a page, in bytes: a script of the largest size, with escapes.
pub(super) const LONGEST: usize = 96 << 20;

/// The number of answers that may wait for a slow page.
const WAITING: usize = 64;

/// Returns the address of a script for the language server.
pub(super) fn address(path: &Path) -> String {
    lsp::address_of(path).unwrap_or_default()
}

/// Serves one editor until its socket is closed.
pub(super) async fn serve(socket: WebSocket, desk: Arc<Desk>, _counted: Counted) {
    let (server, client) = Connection::memory();
    let studio = desk.studio.clone();
    thread::spawn(move || {
        // A page that does not follow the protocol only ends its own session.
        let _ = lsp::converse(&server, studio);
    });
    let (mut sink, mut stream) = socket.split();
    let (send, mut waiting) = channel::<String>(WAITING);
    let writer = tokio::spawn(async move {
        while let Some(text) = waiting.recv().await {
            if sink.send(Message::Text(text.into())).await.is_err() {
                return;
            }
        }
    });
    let Connection { sender, receiver } = client;
    thread::spawn(move || {
        for message in receiver {
            let text = serde_json::to_string(&Jsonrpc::of(&message)).unwrap_or_default();
            if send.blocking_send(text).is_err() {
                return;
            }
        }
    });
    while let Some(Ok(message)) = stream.next().await {
        let Message::Text(text) = message else {
            continue;
        };
        let value = serde_json::from_str::<Value>(&text).ok();
        let value = value.filter(|value| is_within(value, &desk.folder));
        let message = value.and_then(|value| serde_json::from_value(value).ok());
        if let Some(message) = message
            && sender.send(message).is_err()
        {
            break;
        }
    }
    drop(sender);
    writer.abort();
}

/// A message with the version of the protocol in it.
#[derive(serde::Serialize)]
struct Jsonrpc<'m> {
    jsonrpc: &'static str,
    #[serde(flatten)]
    message: &'m lsp_server::Message,
}

impl<'m> Jsonrpc<'m> {
    fn of(message: &'m lsp_server::Message) -> Jsonrpc<'m> {
        Jsonrpc {
            jsonrpc: "2.0",
            message,
        }
    }
}

/// Returns whether all addresses in a message are those of files in a folder.
fn is_within(message: &Value, folder: &Path) -> bool {
    match message {
        Value::Object(entries) => entries.iter().all(|(key, value)| match value {
            Value::String(text) if is_address(key) => is_file_of(text, folder),
            value => is_within(value, folder),
        }),
        Value::Array(items) => items.iter().all(|item| is_within(item, folder)),
        _ => true,
    }
}

/// Returns whether a key of the protocol has the address of a file.
fn is_address(key: &str) -> bool {
    matches!(
        key,
        "uri" | "targetUri" | "rootUri" | "scopeUri" | "oldUri" | "newUri"
    )
}

fn is_file_of(address: &str, folder: &Path) -> bool {
    let Some(path) = lsp::path_of(address) else {
        return false;
    };
    // A new file is in a folder that exists.
    let real = path.canonicalize().or_else(|_| {
        let parent = path.parent().unwrap_or(Path::new("")).canonicalize();
        parent.map(|parent| parent.join(path.file_name().unwrap_or_default()))
    });
    real.is_ok_and(|real| real.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_speaks_only_of_files_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        let shows = real.join("shows");
        std::fs::create_dir(&shows).unwrap();
        std::fs::write(real.join("secret.yaml"), "").unwrap();
        let open =
            |uri: String| json!({ "params": { "textDocument": { "uri": uri, "text": "uri" } } });
        let within = |uri: String| is_within(&open(uri), &shows);
        let file = |name: &str| format!("file://{}/{name}", shows.display());
        assert!(within(file("new.yaml")));
        assert!(!within(file("../secret.yaml")));
        assert!(!within(file("%2e%2e/secret.yaml")));
        assert!(!within("file:///etc/passwd".to_owned()));
        assert!(!within("untitled:a".to_owned()));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(real.join("secret.yaml"), shows.join("link.yaml")).unwrap();
            assert!(!within(file("link.yaml")));
        }
    }
}
