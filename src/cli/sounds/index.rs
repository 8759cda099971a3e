//! `cuebook sounds index`: brings the index of the user's library up to date.

use std::process::ExitCode;

use super::own;
use crate::cli::print::{note, say};
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Name every file that cannot be read, and all that was left out
    #[arg(long)]
    all: bool,
}

/// The most messages about what cannot be read and what was left out, without `--all`.
const MOST: usize = 20;

/// Refreshes the index. The exit code is 1 if the configuration names no folder.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
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
    let most = if args.all { usize::MAX } else { MOST };
    let faulty = indexed.library.faulty(usize::MAX)?;
    let unreadable = faulty.iter().map(|entry| {
        let fault = entry.facts.fault.as_deref().unwrap_or_default();
        format!("{}: {fault}", entry.name)
    });
    told("cannot be read", unreadable.collect(), most);
    told("left out", done.left_out.clone(), most);
    Ok(ExitCode::SUCCESS)
}

/// Prints messages, up to a number, and how many more there are.
fn told(what: &str, reasons: Vec<String>, most: usize) {
    for reason in reasons.iter().take(most) {
        note!("{what}: {reason}");
    }
    if let Some(more @ 1..) = reasons.len().checked_sub(most) {
        note!("{what}: {more} more; `cuebook sounds index --all` names them");
    }
}
