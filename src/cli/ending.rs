//! Signals that end the program: Ctrl-C, `kill`, a terminal that is closed, a computer that shuts down.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};

/// Removes half-written files when a signal ends the program. The program then ends by the signal,
/// as without this, so that a shell sees why. On Windows the next run removes them.
pub(super) fn leave_nothing() {
    #[cfg(unix)]
    unix::leave_nothing();
}

/// Returns a flag that a signal sets. From now on the program ends itself when it is set.
///
/// # Errors
/// When the system refuses it.
pub(super) fn flag() -> io::Result<Arc<AtomicBool>> {
    let is_ended = Arc::new(AtomicBool::new(false));
    for signal in signals() {
        signal_hook::flag::register(signal, is_ended.clone())?;
    }
    #[cfg(unix)]
    unix::stop();
    Ok(is_ended)
}

#[cfg(not(unix))]
fn signals() -> Vec<i32> {
    vec![SIGINT, SIGTERM]
}

/// Returns the signals that end the program. One that it was started to ignore, as `nohup` does with
/// that of a closed terminal, is not among them.
#[cfg(unix)]
fn signals() -> Vec<i32> {
    let ignored = unix::ignored();
    let mut signals = vec![SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
    signals.retain(|signal| ignored & (1 << (signal - 1)) == 0);
    signals
}

#[cfg(unix)]
mod unix {
    use std::sync::OnceLock;
    use std::{fs, thread};

    use cuebook_core::under_way;
    use signal_hook::iterator::{Handle, Signals};
    use signal_hook::low_level::emulate_default_handler;

    /// Ends the thread that waits for signals.
    static WAITING: OnceLock<Handle> = OnceLock::new();

    pub(super) fn leave_nothing() {
        let Ok(mut signals) = Signals::new(super::signals()) else {
            return;
        };
        let handle = signals.handle();
        let wait = move || {
            if let Some(signal) = signals.forever().next() {
                under_way::remove_all();
                drop(emulate_default_handler(signal));
            }
        };
        let name = "signals".to_owned();
        if thread::Builder::new().name(name).spawn(wait).is_ok() {
            drop(WAITING.set(handle));
        }
    }

    pub(super) fn stop() {
        if let Some(waiting) = WAITING.get() {
            waiting.close();
        }
    }

    /// Returns the signals that the program was started to ignore, a bit for each.
    pub(super) fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mut lines = status.lines();
        let ignored = lines.find_map(|line| line.strip_prefix("SigIgn:"));
        let bits = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
        // Where the system does not say it, a closed terminal does what it does without us.
        bits.unwrap_or(1)
    }
}
