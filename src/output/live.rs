//! Live playback: an engine that runs a few seconds ahead of a device. Takes
//! engines and a device, and reports the position. Between two commands the
//! samples are exactly the engine's. Every change is a new
//! [flow](super::device::flow) from the engine, which takes over without a
//! click.

mod feeder;
mod place;
mod status;

use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::SinkError;
use super::device::{self, DeviceError, Host, Output};
use super::record::Recorder;
use cuebook_core::units::Frames;
use cuebook_engine::Engine;

use feeder::Feeder;
pub use place::Place;
use status::SharedStatus;
pub(crate) use status::{Reading, State, Status};

/// A show to play.
pub struct Programme {
    /// The number of the loaded version, so that positions in different
    /// versions of the show can be distinguished.
    pub edition: u32,
    /// A [metered](Engine::metered) engine.
    pub engine: Engine,
    /// The position at which playback starts.
    pub place: Place,
    /// The end of the playable part. If the rest is still missing, playback
    /// waits there.
    pub horizon: Frames,
    /// The frames where playback stops until [`Live::go`], in order.
    pub stops: Vec<Frames>,
}

/// A command for the player.
enum Command {
    Load(Box<Programme>),
    Seek(Frames),
    Loop(Option<Range<Frames>>),
    Pause(bool),
    /// Continue from a stop.
    Go,
    ResetMeters,
    End,
}

/// A player in a background thread.
pub struct Live {
    commands: Sender<Command>,
    shared: Arc<SharedStatus>,
    opened: Mutex<Receiver<Result<(), DeviceError>>>,
    thread: Option<JoinHandle<()>>,
    recorder: Option<Recorder>,
}

impl Live {
    /// Starts a player. It connects to the device at once, and wakes it with
    /// silence while the show is still being read.
    #[must_use]
    pub fn start(output: Output, recorder: Option<Recorder>) -> Live {
        let delay = output.delay();
        Live::with(delay, recorder, move || device::connect(&output))
    }

    /// Starts a player on the device of `connect`. `delay` is the time from
    /// when a frame is taken until it is heard.
    #[must_use]
    pub fn with(
        delay: Frames,
        recorder: Option<Recorder>,
        connect: impl Fn() -> Result<Box<dyn Host>, DeviceError> + Send + 'static,
    ) -> Live {
        let (commands, received) = channel();
        let (open, opened) = channel();
        let shared = Arc::new(SharedStatus::new(delay));
        let feeder = Feeder::new(Box::new(connect), shared.clone(), recorder.as_ref());
        Live {
            commands,
            shared,
            opened: Mutex::new(opened),
            thread: Some(thread::spawn(move || feeder.run(&received, &open))),
            recorder,
        }
    }

    /// Waits until the device is open.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn opened(&self) -> Result<(), DeviceError> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.recv().unwrap_or(Err(DeviceError::Lost))
    }

    /// Plays another show, or a new version of the same show.
    pub fn load(&self, programme: Programme) {
        self.send(Command::Load(Box::new(programme)));
    }

    /// Moves to a frame of the loaded show.
    pub fn seek(&self, to: Frames) {
        self.send(Command::Seek(to));
    }

    /// Repeats a part of the loaded show. A part of less than a tenth of a
    /// second is not repeated.
    pub fn repeat(&self, part: Option<Range<Frames>>) {
        self.send(Command::Loop(part));
    }

    /// Pauses playback, or continues it.
    pub fn pause(&self, is_paused: bool) {
        self.send(Command::Pause(is_paused));
    }

    /// Continues from a stop.
    pub fn go(&self) {
        self.send(Command::Go);
    }

    /// Restarts the measurement of loudness.
    pub fn reset_meters(&self) {
        self.send(Command::ResetMeters);
    }

    /// Returns the current status.
    #[must_use]
    pub fn status(&self) -> Status {
        self.shared.status()
    }

    /// Returns the edition that the device plays, and the frame of it that the
    /// device takes next. It is heard after the delay of the device.
    pub(crate) fn front(&self) -> Option<(u32, Frames)> {
        self.shared.front()
    }

    /// Returns the last edition that came too late to take over, which
    /// [`Place::Along`] refuses.
    pub(crate) fn refused(&self) -> Option<u32> {
        self.shared.refused()
    }

    /// Returns how long the player took to mix the first frames of the last
    /// programme.
    pub(crate) fn primed(&self) -> Duration {
        self.shared.primed()
    }

    /// Returns the readings of the blocks that were heard since the last call.
    #[must_use]
    pub fn readings(&self) -> Vec<Reading> {
        self.shared.readings()
    }

    /// Fades out, and finishes the recording.
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

    fn send(&self, send: Command) {
        // A player that has ended has reported its error.
        let _ = self.commands.send(send);
    }

    fn end(&mut self) {
        self.send(Command::End);
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
