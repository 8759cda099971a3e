//! Writes the captions of a staged show to a file.

use std::path::Path;

use super::{SessionError, Show, files};
use crate::exchange::captions::{self, Captions, Contents, Form, Report};
use crate::timeline::Timeline;

/// Returns the captions of a show that is laid out in time.
#[must_use]
pub(crate) fn of(show: &Show, timeline: &Timeline, contents: Contents) -> Captions {
    captions::captions(&show.script, &show.book, timeline, contents)
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
