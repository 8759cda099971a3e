//! The socket of a page: its commands come in, messages and samples go out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use axum::extract::ws::{Message, WebSocket};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::answer::Failure;
use super::desk::Desk;
use super::listening::{Spot, Turn, Where};
use cuebook_core::units::RATE;

/// The most sockets at the same time.
const MOST: usize = 16;

/// The largest message of a page, in bytes.
pub(super) const LONGEST: usize = 1 << 20;

/// The number of messages that may wait for a slow page.
const WAITING: usize = 1_024;

/// The open sockets.
#[derive(Default)]
pub(super) struct Sockets {
    open: AtomicUsize,
    last: AtomicU64,
}

/// An open socket. It is counted until it is dropped.
pub(super) struct Counted(Arc<Sockets>);

impl Sockets {
    /// Counts one more socket; `None` if there are too many.
    pub(super) fn count(self: &Arc<Sockets>) -> Option<Counted> {
        let counted = Counted(self.clone());
        let before = self.open.fetch_add(1, Ordering::Relaxed);
        (before < MOST).then_some(counted)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a page says.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Command {
    Listen {
        #[serde(default)]
        frames: usize,
    },
    More {
        frames: usize,
    },
    Play(Spot),
    Pause,
    Seek(Spot),
    Loop {
        frames: Option<[i64; 2]>,
        words: Option<[usize; 2]>,
    },
    Channel(Turn),
    Channels {
        #[serde(default)]
        reset: bool,
    },
    Go,
    Choose {
        question: usize,
        option: usize,
    },
    Back,
    Clock {
        on: bool,
    },
    Meters {
        #[serde(default)]
        reset: bool,
    },
    Output {
        to: Where,
    },
}

/// Serves a socket until it is closed.
pub(super) async fn serve(socket: WebSocket, desk: Arc<Desk>, counted: Counted) {
    let own = counted.0.last.fetch_add(1, Ordering::Relaxed);
    let (mut sink, mut stream) = socket.split();
    let (send, mut waiting): (Sender<Message>, Receiver<Message>) = channel(WAITING);
    let writer = tokio::spawn(async move {
        while let Some(message) = waiting.recv().await {
            if sink.send(message).await.is_err() {
                return;
            }
        }
    });
    let news = tokio::spawn(forward(desk.clone(), send.clone()));
    while let Some(Ok(message)) = stream.next().await {
        let text = match message {
            Message::Text(text) => text,
            Message::Close(_) => break,
            _ => continue,
        };
        let failed = match serde_json::from_str(&text) {
            Ok(Command::Listen { frames }) => {
                desk.listening.ear.listen(own, send.clone(), frames);
                None
            }
            Ok(Command::More { frames }) => {
                desk.listening.ear.more(own, frames);
                None
            }
            Ok(command) => obeyed(desk.clone(), command).await.err(),
            Err(error) => Some(Failure::bad(error.to_string())),
        };
        if let Some(failure) = failed {
            let told = json!({
                "is": "error", "code": failure.code, "message": failure.message,
                "help": failure.help,
            });
            let _ = send.send(Message::Text(told.to_string().into())).await;
        }
    }
    desk.listening.ear.leave(own);
    news.abort();
    writer.abort();
}

/// Forwards the messages to all pages.
async fn forward(desk: Arc<Desk>, send: Sender<Message>) {
    let mut news = desk.news();
    let mut next = hello(&desk);
    while send.send(Message::Text(next.as_ref().into())).await.is_ok() {
        next = match news.recv().await {
            Ok(message) => message,
            // A page that missed some messages asks for everything again.
            Err(RecvError::Lagged(_)) => hello(&desk),
            Err(RecvError::Closed) => return,
        };
    }
}

/// Returns the first message to a page.
fn hello(desk: &Desk) -> Arc<str> {
    let (version, revision) = desk.version().unzip();
    let told = json!({
        "is": "hello", "version": version, "revision": revision, "rate": RATE,
        "walk": *desk.listening.walked(),
    });
    told.to_string().into()
}

/// Obeys a command, outside the threads of the server.
async fn obeyed(desk: Arc<Desk>, command: Command) -> Result<(), Failure> {
    super::answer::apart(move || obey(&desk, command)).await
}

fn obey(desk: &Desk, command: Command) -> Result<(), Failure> {
    let listening = &desk.listening;
    match command {
        Command::Play(from) => listening.play(&from)?,
        Command::Pause => listening.pause(),
        Command::Seek(to) => listening.seek(&to)?,
        Command::Loop { frames, words } => listening.repeat(frames, words)?,
        Command::Channel(turn) => listening.turn(&turn)?,
        Command::Channels { reset: true } => listening.reset(),
        Command::Go => listening.with(|player| player.go()),
        Command::Choose { question, option } => {
            listening.with(|player| player.choose(question, option));
        }
        Command::Back => listening.with(|player| player.back()),
        Command::Clock { on } => listening.with(|player| player.set_clock(on)),
        Command::Meters { reset: true } => listening.with(|player| player.reset_meters()),
        Command::Output { to } => listening.output(to)?,
        Command::Channels { reset: false } | Command::Meters { reset: false } => {}
        // They need no thread of their own and are obeyed at once.
        Command::Listen { .. } | Command::More { .. } => {}
    }
    Ok(())
}
