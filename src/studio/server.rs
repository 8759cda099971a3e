//! The server on the loopback interface of this machine.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::connections;
use super::desk::Desk;
use super::guard::Guard;
use super::{Options, routes};
use crate::session::SessionError;

/// How often the server looks whether it is to end.
const GLANCE: Duration = Duration::from_millis(50);

/// How long work that is under way may take at the end.
const LAST: Duration = Duration::from_secs(2);

/// A server that listens and answers nobody yet.
pub(crate) struct Server {
    listener: TcpListener,
    guard: Arc<Guard>,
    desk: Arc<Desk>,
}

impl Server {
    /// Listens, and opens the script if one is named.
    ///
    /// # Errors
    /// When the port is in use, or the folder or the script cannot be read: the error, or its
    /// message.
    pub(crate) fn bind(options: Options) -> Result<Server, SessionError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let guard = Arc::new(Guard::new(listener.local_addr()?.port())?);
        let script = options.script.clone();
        let desk = Desk::new(options)?;
        if let Some(script) = script {
            let opened = desk.open(&script);
            opened.map_err(|failure| SessionError::Io(std::io::Error::other(failure.message)))?;
        }
        Ok(Server {
            listener,
            guard,
            desk,
        })
    }

    /// Returns the address with which a browser begins.
    pub(crate) fn address(&self) -> String {
        self.guard.address()
    }

    /// Returns an address that one browser can begin with, once. Other users of the machine see the
    /// addresses of programs that are started.
    pub(crate) fn address_for_once(&self) -> String {
        self.guard.address_for_once()
    }

    /// Answers until `is_ended`.
    ///
    /// # Errors
    /// When the system has no threads or sockets for it.
    pub(crate) fn run(self, is_ended: &AtomicBool) -> Result<(), SessionError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let routes = routes::of(self.desk.clone(), self.guard);
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let serving = tokio::spawn(connections::serve(listener, routes));
            while !is_ended.load(Ordering::Relaxed) && !serving.is_finished() {
                tokio::time::sleep(GLANCE).await;
            }
            Ok::<(), std::io::Error>(())
        });
        self.desk.listening.end();
        runtime.shutdown_timeout(LAST);
        Ok(served?)
    }
}
