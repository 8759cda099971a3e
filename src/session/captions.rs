//! Writes the captions of a staged show to a file.

use std::ops::Range;
use std::path::Path;

use super::{SessionError, Show, files};
use crate::exchange::captions::{self, Captions, Contents, Form, Report};
use crate::timeline::Timeline;
use cuebook_core::units::Frames;

/// Returns the captions of a show that is laid out in time, or of a part of it.
#[must_use]
pub(crate) fn of(
    show: &Show,
    timed: (&Timeline, Option<&Range<Frames>>),
    contents: Contents,
) -> Captions {
    captions::captions(&show.script, &show.book, timed, contents)
}

/// Writes captions to a file and measures them.
///
/// # Errors
/// When the file is one of the show's, or cannot be written.
pub(crate) fn write(
    show: &Show,
    captions: &Captions,
    (form, contents): (Form, Contents),
    output: &Path,
) -> Result<Report, SessionError> {
    show.refuse_own(output)?;
    files::write(output, captions.write(form, contents).as_bytes())?;
    Ok(captions.report())
}
