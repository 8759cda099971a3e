//! The studio: a server on this machine whose page shows a script, its text and its times in a
//! browser. Takes gestures of the page, and makes each an edit of the script that keeps all other
//! bytes. Plays the show through the engine of `play`, and sends its samples over a socket.
//!
//! Only a browser with the address that the program prints is answered.

mod answer;
mod assets;
mod connections;
mod desk;
mod document;
mod gesture;
mod guard;
mod history;
mod language;
mod listening;
mod patch;
mod paths;
mod peaks;
mod publishing;
mod routes;
mod server;
mod socket;
mod sounds;
mod times;
mod uploads;

use std::path::PathBuf;
use std::sync::Arc;

use crate::session::Studio;
use cuebook_voice::Voice;

pub(crate) use server::Server;

/// What a studio works with.
pub(crate) struct Options {
    pub studio: Studio,
    /// The folder of the scripts.
    pub folder: PathBuf,
    /// The name of the script in the folder that is opened first.
    pub script: Option<String>,
    /// The port; 0 for any free one.
    pub port: u16,
    pub voice: Arc<dyn Voice>,
    /// The number of pieces that are made at the same time.
    pub jobs: usize,
}
