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

/// Returns a flag that Ctrl-C and `kill` set. From now on the program ends itself when it is set. A closed
/// terminal ends it at once, because a view may wait for keys of that terminal for ever.
///
/// # Errors
/// When the system refuses it.
pub(super) fn flag() -> io::Result<Arc<AtomicBool>> {
    let is_ended = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    unix::leave_to_flag();
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, is_ended.clone())?;
    }
    Ok(is_ended)
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::{fs, thread};

    use cuebook_core::under_way;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// Whether a flag has Ctrl-C and `kill`.
    static HAS_FLAG: AtomicBool = AtomicBool::new(false);

    pub(super) fn leave_nothing() {
        let Ok(mut signals) = Signals::new(signals()) else {
            return;
        };
        let wait = move || {
            for signal in signals.forever() {
                if signal == SIGHUP || !HAS_FLAG.load(Ordering::SeqCst) {
                    under_way::remove_all();
                    drop(emulate_default_handler(signal));
                }
            }
        };
        // Without the thread, the next run removes the hidden files.
        drop(
            thread::Builder::new()
                .name("signals".to_owned())
                .spawn(wait),
        );
    }

    pub(super) fn leave_to_flag() {
        HAS_FLAG.store(true, Ordering::SeqCst);
    }

    /// Returns the signals that end the program. One that it was started to ignore, as `nohup` does with
    /// that of a closed terminal, is not among them.
    fn signals() -> Vec<i32> {
        let ignored = ignored();
        let mut signals = vec![SIGINT, SIGTERM, SIGHUP];
        signals.retain(|signal| ignored & (1 << (signal - 1)) == 0);
        signals
    }

    /// Returns the signals that the program was started to ignore, a bit for each.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mut lines = status.lines();
        let ignored = lines.find_map(|line| line.strip_prefix("SigIgn:"));
        let bits = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
        // Where the system does not say it, a closed terminal does what it does without us.
        bits.unwrap_or(1)
    }
}
