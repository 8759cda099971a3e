//! A sink that is heard: the machine's own sound device.
//!
//! In: blocks. Out: sound; at the end, all of it was heard. Always true: the
//! device is given the frames that were written, in order, sample for sample,
//! and between them nothing but whole frames of silence where none was ready.

mod patience;
#[cfg(target_os = "linux")]
mod server;
mod supply;
#[cfg(any(not(target_os = "linux"), feature = "alsa"))]
mod system;

use std::error::Error;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rtrb::{Producer, RingBuffer};
use thiserror::Error;

use self::patience::Patience;
use self::supply::{Course, Supply};
use super::{Sink, SinkError};
use crate::engine::Block;
use crate::units::{Frames, RATE};

/// Frames that are ready for the device at most: half a second.
const READY: usize = RATE as usize / 2;

/// Frames that the device is asked to hold: a tenth of a second. With less, a
/// busy machine drops out.
const HELD: u32 = RATE / 10;

/// Silence that goes before the first frame: a fifth of a second. Servers and
/// devices lose what comes while they wake.
const LEAD: usize = RATE as usize / 5;

/// How long a writer sleeps before it looks for room again.
const NAP: Duration = Duration::from_millis(5);

const CHANNELS: NonZero<u16> = NonZero::new(2).unwrap();
const FRAMES_A_SECOND: NonZero<u32> = NonZero::new(RATE).unwrap();

/// What a machine plays with.
trait Host: Send {
    /// Takes everything from `supply` from now on.
    fn start(&mut self, supply: Supply, patience: Patience) -> Result<(), DeviceError>;

    /// Waits until the last frame was heard; all of them were taken.
    fn drain(self: Box<Self>, patience: Patience) -> Result<(), DeviceError>;
}

/// The sound device that the user chose for everything.
///
/// It begins to play when half a second is ready, and [`Sink::write`] waits
/// while that much is. It stops at once when it is dropped.
pub struct Device {
    // First, so that it falls silent before what is ready is dropped.
    host: Box<dyn Host>,
    ready: Producer<[f32; 2]>,
    course: Arc<Course>,
    /// Until it plays.
    supply: Option<Supply>,
}

impl Device {
    /// Finds the device; nothing is heard yet.
    ///
    /// # Errors
    /// When there is none, or it refuses.
    pub fn open() -> Result<Device, DeviceError> {
        let (mut ready, taken) = RingBuffer::new(READY);
        for _ in 0..LEAD {
            // There is room: the ring is larger, and empty.
            let _ = ready.push([0.0; 2]);
        }
        let course = Arc::new(Course::default());
        Ok(Device {
            host: find()?,
            ready,
            supply: Some(Supply::new(taken, course.clone())),
            course,
        })
    }

    /// The frames that the device took so far, silence included. The last of
    /// them are not heard yet.
    #[must_use]
    pub fn taken(&self) -> Frames {
        self.course.taken()
    }

    fn start(&mut self) -> Result<(), DeviceError> {
        match self.supply.take() {
            Some(supply) => self.host.start(supply, self.patience()),
            None => Ok(()),
        }
    }

    fn patience(&self) -> Patience {
        Patience::with(self.course.clone())
    }

    fn wait_for_room(&mut self) -> Result<(), DeviceError> {
        self.start()?;
        let mut patience = self.patience();
        while self.ready.is_full() {
            if self.ready.is_abandoned() {
                return Err(DeviceError::Lost);
            }
            patience.check()?;
            thread::sleep(NAP);
        }
        Ok(())
    }
}

impl Sink for Device {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let pairs = block.left.iter().zip(&block.right);
        for (&left, &right) in pairs.take(frames) {
            if self.ready.is_full() {
                self.wait_for_room()?;
            }
            // There is room: nobody else writes.
            let _ = self.ready.push([left, right]);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), SinkError> {
        self.course.end();
        self.start()?;
        let mut patience = self.patience();
        // Whoever takes lets go after the last frame.
        while !self.ready.is_abandoned() {
            patience.check()?;
            thread::sleep(NAP);
        }
        Ok(self.host.drain(patience)?)
    }
}

#[cfg(all(target_os = "linux", not(feature = "alsa")))]
fn find() -> Result<Box<dyn Host>, DeviceError> {
    Ok(Box::new(server::Server::connect()?))
}

#[cfg(all(target_os = "linux", feature = "alsa"))]
fn find() -> Result<Box<dyn Host>, DeviceError> {
    match server::Server::connect() {
        Ok(server) => Ok(Box::new(server)),
        Err(DeviceError::NoServer) => Ok(Box::new(system::System::find()?)),
        Err(error) => Err(error),
    }
}

#[cfg(not(target_os = "linux"))]
fn find() -> Result<Box<dyn Host>, DeviceError> {
    Ok(Box::new(system::System::find()?))
}

/// Why nothing is heard, or no more.
#[derive(Debug, Error)]
pub enum DeviceError {
    #[error("there is no sound device")]
    NoDevice,
    #[error("there is no sound device: neither PipeWire nor PulseAudio is running here")]
    NoServer,
    #[error("the sound device refuses")]
    Refused(#[source] Box<dyn Error + Send + Sync>),
    #[error("the sound device does not answer")]
    Silent,
    #[error("the sound device went away")]
    Lost,
}
