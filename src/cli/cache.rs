//! `cuebook cache`: shows the size of the cache and empties it.

use std::process::ExitCode;

use clap::Subcommand;

use super::print::count;
use super::print::say;
use crate::perform::CacheContents;
use crate::session::{SessionError, Studio};

/// The subcommands.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Remove all files of the cache; shows create them again when needed
    #[command(after_help = "Example: cuebook cache clear")]
    Clear,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    match args.command {
        None => {
            let kept = studio.kept()?;
            say!("{}", kept.folder.display())?;
            say!("{}, of at most {}", size(&kept.held), kept.limit)?;
        }
        Some(Command::Clear) => say!("freed {}", size(&studio.clear()?))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Formats a number of bytes for people.
fn size(held: &CacheContents) -> String {
    format!("{} in {}", held.size, count(held.pieces, "piece"))
}
