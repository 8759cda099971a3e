//! `cuebook sounds index`: brings the index of the user's library up to date.

use std::process::ExitCode;

use super::own;
use crate::cli::print::{note, say};
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// The most messages about what was left out.
const MOST_LEFT_OUT: usize = 20;

/// Refreshes the index. The exit code is 1 if the configuration names no folder.
pub(super) fn run(_: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(indexed) = own::indexed(&studio)? else {
        note!(
            "your config.yaml names no library; write `library: [/path/of/your/sounds]` into {}",
            studio.folders.config.display()
        );
        return Ok(ExitCode::from(1));
    };
    let done = &indexed.refreshed;
    say!(
        "{} in your library: {} new or changed, {} gone",
        own::files(indexed.library.count()?),
        done.read,
        done.gone
    )?;
    for reason in done.left_out.iter().take(MOST_LEFT_OUT) {
        note!("left out: {reason}");
    }
    if let Some(more @ 1..) = done.left_out.len().checked_sub(MOST_LEFT_OUT) {
        note!("left out: {more} more");
    }
    Ok(ExitCode::SUCCESS)
}
