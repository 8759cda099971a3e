//! A sink that plays on the machine's sound device. The device receives the
//! written frames, in order and unchanged; where no frame is ready, it receives
//! whole frames of silence. When the sink has finished, all frames were heard.

pub(crate) mod flow;
#[cfg(test)]
pub(crate) mod hand;
pub(crate) mod reconnect;
#[cfg(target_os = "linux")]
mod server;
mod silent;
pub(crate) mod supply;
#[cfg(any(not(target_os = "linux"), feature = "alsa"))]
mod system;

use std::error::Error;
use std::num::NonZero;
use std::thread;
use std::time::Duration;

use thiserror::Error;

use self::flow::{Feed, Join, Origin, flow};
use self::reconnect::Reconnect;
use self::supply::{Outlet, Supply};
use super::{Sink, SinkError};
use cuebook_core::diagnostic::nearest;
use cuebook_core::units::{Frames, RATE};
use cuebook_engine::Block;

/// The maximum number of frames that are ready for the device: half a second.
const READY: usize = RATE as usize / 2;

/// The frames that the device is asked to buffer: a tenth of a second. With
/// less, a busy machine drops out.
pub(crate) const HELD: u32 = RATE / 10;

/// The silence before the first frame: a fifth of a second. Servers and devices
/// lose the first frames while they wake.
const LEAD: usize = RATE as usize / 5;

/// How long a writer sleeps before it checks for room again.
const NAP: Duration = Duration::from_millis(5);

const CHANNELS: NonZero<u16> = NonZero::new(2).unwrap();
const FRAMES_A_SECOND: NonZero<u32> = NonZero::new(RATE).unwrap();

/// A destination of sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// The user's default device.
    #[default]
    Usual,
    /// A device by its name, as in [`list`].
    Named(String),
    /// No device: time passes as with one.
    Silent,
}

impl Output {
    /// Returns the time from when a frame is taken until it is heard.
    #[must_use]
    pub fn delay(&self) -> Frames {
        match self {
            Output::Silent => Frames::ZERO,
            Output::Usual | Output::Named(_) => Frames(i64::from(HELD)),
        }
    }
}

/// An available device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The name that selects it.
    pub name: String,
    /// The name for people.
    pub description: String,
    /// Frames a second.
    pub rate: u32,
    pub channels: u16,
    /// Whether it is the user's default device.
    pub is_usual: bool,
}

/// A connection to a device. It falls silent when it is dropped.
pub trait Host: Send {
    /// Starts to take frames from `supply`.
    ///
    /// # Errors
    /// When the device refuses, does not answer, or is lost.
    fn start(&mut self, supply: Supply, reconnect: Reconnect) -> Result<(), DeviceError>;

    /// Waits until the last frame was heard, after all frames were taken.
    ///
    /// # Errors
    /// When the device does not answer, or is lost.
    fn drain(self: Box<Self>, reconnect: Reconnect) -> Result<(), DeviceError>;
}

/// A sink that plays on a device.
///
/// It begins to play when half a second is ready. While that much is ready,
/// [`Sink::write`] waits. It stops at once when it is dropped.
pub(crate) struct Device {
    // First, so that it falls silent before the ready frames are dropped.
    host: Box<dyn Host>,
    feed: Feed,
    outlet: Outlet,
    /// Present until playback starts.
    supply: Option<Supply>,
}

impl Device {
    /// Finds the device; nothing is heard yet.
    ///
    /// # Errors
    /// When there is no such device, or it refuses.
    pub(crate) fn open(output: &Output) -> Result<Device, DeviceError> {
        let host = connect(output)?;
        let origin = Origin {
            number: 1,
            from: Frames::ZERO,
            join: Join::Now,
        };
        let (mut feed, flow) = flow(origin, READY);
        let (mut outlet, supply) = Outlet::new(None);
        // There is room, because nothing else was pushed.
        let _ = outlet.send(flow) && (0..LEAD).all(|_| feed.push([0.0; 2]));
        Ok(Device {
            host,
            feed,
            outlet,
            supply: Some(supply),
        })
    }

    fn start(&mut self) -> Result<(), DeviceError> {
        match self.supply.take() {
            Some(supply) => self.host.start(supply, self.reconnect()),
            None => Ok(()),
        }
    }

    fn reconnect(&self) -> Reconnect {
        Reconnect::with(self.outlet.course.clone())
    }

    fn wait_for_room(&mut self) -> Result<(), DeviceError> {
        self.start()?;
        let mut reconnect = self.reconnect();
        while self.feed.room() == 0 {
            if self.outlet.is_abandoned() {
                return Err(DeviceError::Lost);
            }
            reconnect.check()?;
            thread::sleep(NAP);
        }
        Ok(())
    }
}

impl Sink for Device {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let pairs = block.left.iter().zip(&block.right);
        for (&left, &right) in pairs.take(frames) {
            if self.feed.room() == 0 {
                self.wait_for_room()?;
            }
            // There is room, because there is only one writer.
            let _ = self.feed.push([left, right]);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), SinkError> {
        self.feed.end();
        self.outlet.course.end();
        self.start()?;
        let mut reconnect = self.reconnect();
        // The device drops its end after the last frame.
        while !self.outlet.is_abandoned() {
            reconnect.check()?;
            thread::sleep(NAP);
        }
        Ok(self.host.drain(reconnect)?)
    }
}

/// Connects to a device.
///
/// # Errors
/// When there is none, none of that name, or it refuses.
pub(crate) fn connect(output: &Output) -> Result<Box<dyn Host>, DeviceError> {
    match output {
        Output::Silent => Ok(Box::new(silent::Clock::default())),
        Output::Usual => reach(None),
        Output::Named(name) => reach(Some(name)),
    }
}

#[cfg(all(target_os = "linux", not(feature = "alsa")))]
fn reach(name: Option<&str>) -> Result<Box<dyn Host>, DeviceError> {
    Ok(Box::new(server::Server::connect(name)?))
}

#[cfg(all(target_os = "linux", feature = "alsa"))]
fn reach(name: Option<&str>) -> Result<Box<dyn Host>, DeviceError> {
    match server::Server::connect(name) {
        Ok(server) => Ok(Box::new(server)),
        Err(DeviceError::NoServer) => Ok(Box::new(system::System::find(name)?)),
        Err(error) => Err(error),
    }
}

#[cfg(not(target_os = "linux"))]
fn reach(name: Option<&str>) -> Result<Box<dyn Host>, DeviceError> {
    Ok(Box::new(system::System::find(name)?))
}

/// Returns every device, the default one first.
///
/// # Errors
/// When there is no sound server, or no answer.
pub(crate) fn list() -> Result<Vec<Found>, DeviceError> {
    let mut found = list_all()?;
    found.sort_by_key(|device| !device.is_usual);
    Ok(found)
}

#[cfg(all(target_os = "linux", not(feature = "alsa")))]
fn list_all() -> Result<Vec<Found>, DeviceError> {
    server::list()
}

#[cfg(all(target_os = "linux", feature = "alsa"))]
fn list_all() -> Result<Vec<Found>, DeviceError> {
    match server::list() {
        Err(DeviceError::NoServer) => system::list(),
        listed => listed,
    }
}

#[cfg(not(target_os = "linux"))]
fn list_all() -> Result<Vec<Found>, DeviceError> {
    system::list()
}

/// Why nothing can be heard.
#[derive(Debug, Error)]
pub enum DeviceError {
    /// The system has no output device.
    #[error("there is no sound device")]
    NoDevice,
    /// No sound server is running, and no other way to a device is available.
    #[error("there is no sound device: neither PipeWire nor PulseAudio is running here")]
    NoServer,
    /// No device has the requested name.
    #[error("there is no sound device named `{name}`{}", did_you_mean(nearest.as_deref()))]
    Unknown {
        /// The requested name.
        name: String,
        /// The most similar name of a device, if one is similar.
        nearest: Option<String>,
    },
    /// The device or the sound server refused to open, for the given reason.
    #[error("the sound device cannot be opened")]
    Refused(#[source] Box<dyn Error + Send + Sync>),
    /// The device took no frames, or did not answer, for too long.
    #[error("the sound device does not respond")]
    Silent,
    /// The device or its sound server has gone.
    #[error("the sound device is no longer available")]
    Lost,
}

impl DeviceError {
    /// Returns the error for an unknown name.
    fn unknown(name: &str, found: &[Found]) -> DeviceError {
        let names = found.iter().map(|device| device.name.as_str());
        DeviceError::Unknown {
            nearest: nearest(name, names).map(str::to_owned),
            name: name.to_owned(),
        }
    }
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}
