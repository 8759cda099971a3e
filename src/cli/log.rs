//! The log of each stage on standard error.
//!
//! `-v` shows the stages; `-vv` also shows every take, pass and request. Without an
//! option the variable `CUEBOOK_LOG` sets the level: `info` or `debug`.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::time::uptime;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The environment variable that turns the log on.
const VARIABLE: &str = "CUEBOOK_LOG";

/// Whether the full-screen view has the terminal.
static IS_HIDDEN: AtomicBool = AtomicBool::new(false);

/// Starts the log. `verbose` is the number of `-v` on the command line.
///
/// # Errors
/// A message for the user if the variable holds another word.
pub(super) fn start(verbose: u8) -> Result<(), String> {
    let chosen = std::env::var_os(VARIABLE).unwrap_or_default();
    let level = match verbose {
        0 => level(&chosen.to_string_lossy())?,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    if level == LevelFilter::OFF {
        return Ok(());
    }
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(|| StandardError)
        .with_timer(uptime())
        .with_target(false)
        .with_ansi(false)
        .log_internal_errors(false);
    let own = Targets::new().with_target("cuebook", level);
    let log = tracing_subscriber::registry().with(lines).with(own);
    // This fails only if a log already exists.
    let _ = log.try_init();
    Ok(())
}

fn level(name: &str) -> Result<LevelFilter, String> {
    match name {
        "" | "off" => Ok(LevelFilter::OFF),
        "info" => Ok(LevelFilter::INFO),
        "debug" => Ok(LevelFilter::DEBUG),
        other => Err(format!(
            "{VARIABLE} is `{other}`; it can be `info`, `debug` or `off`"
        )),
    }
}

/// Returns whether the log prints anything. Progress bars would mix with its lines.
pub(super) fn is_on() -> bool {
    LevelFilter::current() != LevelFilter::OFF
}

/// A guard that hides the log from the terminal until it is dropped. A log to a
/// file or a pipe continues.
#[must_use]
pub(super) struct Hidden;

impl Hidden {
    /// Hides the log if standard error is a terminal.
    pub(super) fn on_terminal() -> Hidden {
        IS_HIDDEN.store(io::stderr().is_terminal(), Ordering::Relaxed);
        Hidden
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        IS_HIDDEN.store(false, Ordering::Relaxed);
    }
}

/// Standard error. Write errors are ignored, since it may be closed.
struct StandardError;

impl Write for StandardError {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !IS_HIDDEN.load(Ordering::Relaxed) {
            let _ = io::stderr().write_all(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_chosen_by_its_name() {
        assert_eq!(level("debug"), Ok(LevelFilter::DEBUG));
        assert_eq!(level(""), Ok(LevelFilter::OFF));
        let wrong = level("loud").unwrap_err();
        assert!(
            wrong.contains("`loud`") && wrong.contains("`debug`"),
            "{wrong}"
        );
    }
}
