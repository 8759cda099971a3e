//! A device for tests: its frames are taken by the test.

use std::sync::mpsc::Sender;

use super::reconnect::Reconnect;
use super::supply::Supply;
use super::{DeviceError, Host};

/// Sends its supply to a test.
pub(crate) struct Hand(pub(crate) Sender<Supply>);

impl Host for Hand {
    fn start(&mut self, supply: Supply, _patience: Reconnect) -> Result<(), DeviceError> {
        self.0.send(supply).map_err(|_| DeviceError::Lost)
    }

    fn drain(self: Box<Self>, _patience: Reconnect) -> Result<(), DeviceError> {
        Ok(())
    }
}
