//! No device: a clock that takes frames at the engine's rate. Nothing is heard.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::reconnect::Reconnect;
use super::supply::Supply;
use super::{DeviceError, Host};
use cuebook_core::units::RATE;

/// How often frames are taken.
const TICK: Duration = Duration::from_millis(10);

/// The clock.
#[derive(Default)]
pub(super) struct Clock {
    is_dropped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Host for Clock {
    fn start(&mut self, supply: Supply, _patience: Reconnect) -> Result<(), DeviceError> {
        let is_dropped = self.is_dropped.clone();
        self.thread = Some(thread::spawn(move || take(supply, &is_dropped)));
        Ok(())
    }

    fn drain(mut self: Box<Self>, _patience: Reconnect) -> Result<(), DeviceError> {
        // All frames were taken, so the thread has ended.
        match self.thread.take().map(JoinHandle::join) {
            Some(Err(_)) => Err(DeviceError::Lost),
            _ => Ok(()),
        }
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        self.is_dropped.store(true, Ordering::Relaxed);
    }
}

fn take(mut supply: Supply, is_dropped: &AtomicBool) {
    let start = Instant::now();
    let mut taken = 0;
    while !is_dropped.load(Ordering::Relaxed) {
        let due = (start.elapsed().as_secs_f64() * f64::from(RATE)) as u64;
        while taken < due {
            // Two samples a frame.
            if supply.next().and(supply.next()).is_none() {
                return;
            }
            taken += 1;
        }
        thread::sleep(TICK);
    }
}
