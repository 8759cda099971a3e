//! Printing on the standard streams. A closed pipe never ends a command early:
//! its work goes on, and its exit code stays the same.

use std::io::{self, ErrorKind, Write};

/// Prints a line of results on standard output; returns an `io::Result`.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::cli::print::results(format!("{}\n", format_args!($($words)*)).as_bytes())
    };
}

/// Prints a line on standard error.
macro_rules! note {
    ($($words:tt)*) => {
        $crate::cli::print::notes(&format!("{}\n", format_args!($($words)*)))
    };
}

pub(super) use {note, say};

/// Prints text on standard output. A reader that closed the pipe has read enough.
///
/// # Errors
/// When the text cannot be written for another reason, such as a full disk.
pub fn results(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text);
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints text on standard error. There is nowhere to report a failure to.
pub fn notes(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
