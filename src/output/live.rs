//! Live: an engine that runs a few seconds ahead of a device.
//!
//! In: engines, and where to play. Out: sound, and how far it is. Always true:
//! what is heard between two wishes are the engine's own samples, bit for bit;
//! every change is a new [flow](super::device::flow) from the engine, which
//! takes over without a click.

mod feeder;
mod place;
mod status;

use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::SinkError;
use super::device::{self, DeviceError, Host, Output};
use super::record::Recorder;
use crate::engine::Engine;
use crate::units::Frames;

use feeder::Feeder;
pub use place::Place;
use status::Board;
pub use status::{Reading, State, Status};

/// What is to be played.
pub struct Programme {
    /// Counts what was loaded, so that a place can be told apart from one in
    /// another version of the show.
    pub edition: u32,
    /// A [metered](Engine::metered) one.
    pub engine: Engine,
    pub place: Place,
    /// Up to where it can be played; where the rest is missing yet, it waits there.
    pub horizon: Frames,
    /// Where it stops until it is told to go on, in order.
    pub stops: Vec<Frames>,
}

/// What is wished of the player.
enum Wish {
    Load(Box<Programme>),
    Seek(Frames),
    Loop(Option<Range<Frames>>),
    Pause(bool),
    /// Go on from a stop.
    Go,
    ResetMeters,
    End,
}

/// A player in a thread of its own.
pub struct Live {
    wishes: Sender<Wish>,
    board: Arc<Board>,
    opened: Mutex<Receiver<Result<(), DeviceError>>>,
    thread: Option<JoinHandle<()>>,
    recorder: Option<Recorder>,
}

impl Live {
    /// Starts a player. It reaches for the device at once, and wakes it with
    /// silence while the show is still being read.
    #[must_use]
    pub fn start(output: Output, recorder: Option<Recorder>) -> Live {
        let delay = output.delay();
        Live::with(delay, recorder, move || device::connect(&output))
    }

    /// The same with whatever `connect` reaches, where a frame is on its way
    /// for `delay` once it was taken.
    #[must_use]
    pub fn with(
        delay: Frames,
        recorder: Option<Recorder>,
        connect: impl Fn() -> Result<Box<dyn Host>, DeviceError> + Send + 'static,
    ) -> Live {
        let (wishes, wished) = channel();
        let (open, opened) = channel();
        let board = Arc::new(Board::new(delay));
        let feeder = Feeder::new(Box::new(connect), board.clone(), recorder.as_ref());
        Live {
            wishes,
            board,
            opened: Mutex::new(opened),
            thread: Some(thread::spawn(move || feeder.run(&wished, &open))),
            recorder,
        }
    }

    /// Waits until the device is there.
    ///
    /// # Errors
    /// When it is not.
    pub fn opened(&self) -> Result<(), DeviceError> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.recv().unwrap_or(Err(DeviceError::Lost))
    }

    /// Plays something else, or the same as it is now.
    pub fn load(&self, programme: Programme) {
        self.wish(Wish::Load(Box::new(programme)));
    }

    /// Goes to a frame of what is loaded.
    pub fn seek(&self, to: Frames) {
        self.wish(Wish::Seek(to));
    }

    /// Repeats a part of what is loaded. Parts of less than a tenth of a second
    /// are not repeated.
    pub fn repeat(&self, part: Option<Range<Frames>>) {
        self.wish(Wish::Loop(part));
    }

    pub fn pause(&self, is_paused: bool) {
        self.wish(Wish::Pause(is_paused));
    }

    /// Goes on from a stop.
    pub fn go(&self) {
        self.wish(Wish::Go);
    }

    /// Begins the measuring of loudness anew.
    pub fn reset_meters(&self) {
        self.wish(Wish::ResetMeters);
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.board.status()
    }

    /// What was measured of the blocks that were heard since this was asked last.
    #[must_use]
    pub fn readings(&self) -> Vec<Reading> {
        self.board.readings()
    }

    /// Falls silent, and finishes the recording.
    ///
    /// # Errors
    /// When the recording could not be written.
    pub fn finish(mut self) -> Result<(), SinkError> {
        self.end();
        match self.recorder.take() {
            Some(recorder) => recorder.finish(),
            None => Ok(()),
        }
    }

    fn wish(&self, wish: Wish) {
        // A player that is gone has told why.
        let _ = self.wishes.send(wish);
    }

    fn end(&mut self) {
        self.wish(Wish::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests;
