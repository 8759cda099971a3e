//! Printing to the standard streams. A closed pipe does not end a command early: the
//! command finishes, and its exit code is unchanged.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use super::hint::with_hint;
use super::report::{File, Report, Style};
use crate::session::{Rendered, SessionError};
use crate::world::config::ConfigError;
use cuebook_core::units::clock;

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
pub(super) fn results(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text);
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints text to standard error. Write errors are ignored.
pub(super) fn notes(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Up to this true peak, in dB, a file without a loudness is silent. A louder one is too short to have
/// a loudness.
const FAINT: f64 = -70.0;

/// Returns the name, length and level of a rendering, and the names of its stems, each on a line.
pub(super) fn rendered(output: &Path, rendered: &Rendered) -> String {
    let level = match rendered.loudness {
        Some(loudness) => format!(
            "{:.1} LUFS, true peak {:.1} dBTP",
            loudness.0, rendered.peak.0
        ),
        None if rendered.peak.0 > FAINT => format!("true peak {:.1} dBTP", rendered.peak.0),
        None => "silent".to_owned(),
    };
    let spoken = match rendered.spoken {
        0 => "nothing spoken anew".to_owned(),
        1 => "1 take spoken".to_owned(),
        takes => format!("{takes} takes spoken"),
    };
    let (output, length) = (output.display(), clock(rendered.frames));
    let mut text = format!("{output}: {length}, {level}, {spoken}\n");
    if rendered.lowered.0 > 0.0 {
        let lowered = rendered.lowered.0;
        text.push_str(&format!(
            "  the limiter is {lowered:.1} dB lower than the target, because the format raises peaks\n"
        ));
    }
    let stems = rendered.stems.iter();
    text.extend(stems.map(|stem| format!("{}\n", stem.display())));
    text
}

/// Returns a number with its noun: `1 line`, `2 lines`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Prints why the arguments cannot be used together and what helps, and returns the exit code.
pub(super) fn misused(why: &str, help: &str) -> ExitCode {
    note!("error: {why}");
    note!("  help: {help}");
    ExitCode::from(2)
}

/// Prints an error with all its causes.
pub(super) fn fail(error: &SessionError) -> ExitCode {
    if let SessionError::Config(ConfigError::Mistakes {
        path,
        text,
        mistakes,
    }) = error
    {
        let name = path.display().to_string();
        let report = Report::new(File { name: &name, text }, None);
        notes(&report.person(mistakes, Style::of(&io::stderr())));
        return ExitCode::from(2);
    }
    note!("error: {}", with_hint(error));
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        note!("  because {}", with_hint(error));
        cause = error.source();
    }
    ExitCode::from(2)
}
