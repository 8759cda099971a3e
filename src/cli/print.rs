//! Printing to the standard streams. A closed pipe does not end a command early: the
//! command finishes, and its exit code is unchanged.

use std::io::{self, ErrorKind, Write};

/// Prints a line of results to standard output; returns an `io::Result`.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::cli::print::results(format!("{}\n", format_args!($($words)*)).as_bytes())
    };
}

/// Prints a line to standard error.
macro_rules! note {
    ($($words:tt)*) => {
        $crate::cli::print::notes(&format!("{}\n", format_args!($($words)*)))
    };
}

pub(super) use {note, say};

/// Prints text to standard output. A pipe that its reader closed is no error.
///
/// # Errors
/// If the text cannot be written for another reason, such as a full disk.
pub fn results(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text);
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints text to standard error. Write errors are ignored.
pub fn notes(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
