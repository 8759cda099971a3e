//! Takes connections. Everybody on this machine can open some, so those that have not come with the
//! session are few at a time, and none may wait with its request for long.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// The most connections that have not come with the session. A new one closes the oldest.
const STRANGERS: usize = 64;

/// How long the head of a request may take, from the end of the one before.
const HEAD: Duration = Duration::from_secs(30);

/// How long it is waited when the system has no more connections.
const PAUSE: Duration = Duration::from_millis(200);

/// Whether a request of this connection came with the session.
#[derive(Clone, Default)]
pub(super) struct Known(Arc<AtomicBool>);

impl Known {
    /// Notes that one did.
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Serves connections until the task is dropped.
pub(super) async fn serve(listener: TcpListener, routes: Router) {
    let mut strangers: VecDeque<(Known, AbortHandle)> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        strangers.retain(|(known, task)| !known.get() && !task.is_finished());
        if strangers.len() >= STRANGERS
            && let Some((_, oldest)) = strangers.pop_front()
        {
            oldest.abort();
        }
        let known = Known::default();
        let routes = routes.clone().layer(Extension(known.clone()));
        let task = tokio::spawn(converse(stream, routes));
        strangers.push_back((known, task.abort_handle()));
    }
}

/// Answers the requests of a connection. A connection that breaks off only ends itself.
async fn converse(stream: TcpStream, routes: Router) {
    // Small messages are sent at once. A connection that is gone fails later.
    let _ = stream.set_nodelay(true);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let served = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    let _ = served.with_upgrades().await;
}
