//! Runs a decoder in a separate thread, and watches it.
//!
//! A decoder is other people's code that meets strangers' files. Its panic ends its
//! thread. A packet that never ends is given up: its thread stays until the program
//! ends. No process is started: this holds on every system, and in programs that use
//! this library.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::fault::Fault;
use super::sink::{Sink, Stretch};
use cuebook_core::units::Seconds;

/// How often the progress is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The looks without progress after which a decoder is given up. It is far longer than
/// any packet takes, so a busy computer makes no difference.
const PATIENCE: u32 = 60;

/// The name of the threads. The command line does not print their panics.
pub const THREAD: &str = "sound-decoder";

/// Runs a decoder of a file of `size` bytes and at most a length, and returns what it put into the sink.
///
/// # Errors
/// When it fails, panics or makes no progress.
pub(super) fn run(
    (size, longest): (usize, Seconds),
    decode: impl FnOnce(&mut Sink) -> Result<(), Fault> + Send + 'static,
) -> Result<Vec<Stretch>, Fault> {
    run_with((PATIENCE, LOOK), (size, longest), decode)
}

fn run_with(
    (patience, look): (u32, Duration),
    (size, longest): (usize, Seconds),
    decode: impl FnOnce(&mut Sink) -> Result<(), Fault> + Send + 'static,
) -> Result<Vec<Stretch>, Fault> {
    let failed = || Fault::broken("its decoder failed");
    let progress = Arc::new(AtomicU64::new(0));
    let mut sink = Sink::new(size, longest, progress.clone());
    let (send, receive) = channel();
    let work = move || {
        let result = decode(&mut sink).map(|()| sink.finish());
        // The receiver is gone if the decoder was given up.
        let _ = send.send(result);
    };
    let thread = thread::Builder::new().name(THREAD.to_owned());
    thread
        .spawn(work)
        .map_err(|error| Fault::broken(error.to_string()))?;
    let (mut known, mut still) = (0, 0);
    loop {
        match receive.recv_timeout(look) {
            Ok(result) => return result,
            Err(RecvTimeoutError::Disconnected) => return Err(failed()),
            Err(RecvTimeoutError::Timeout) => {
                let now = progress.load(Ordering::Relaxed);
                still = if now == known { still + 1 } else { 0 };
                known = now;
                if still >= patience {
                    return Err(failed());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::LONGEST;

    #[test]
    fn a_decoder_that_panics_or_never_ends_is_an_error() {
        let panics = run((0, LONGEST), |_| panic!("a damaged table"));
        assert_eq!(panics.unwrap_err(), Fault::broken("its decoder failed"));
        let hangs = run_with((2, Duration::from_millis(5)), (0, LONGEST), |_| {
            loop {
                thread::park();
            }
        });
        assert_eq!(hangs.unwrap_err(), Fault::broken("its decoder failed"));
    }
}
