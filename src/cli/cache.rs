//! `cuebook cache`: shows the size of the cache and empties it.

use std::process::ExitCode;

use clap::Subcommand;

use super::print::{count, note, say};
use crate::perform::CacheContents;
use crate::session::cache_use::StoreUse;
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
            if let Some(store) = studio.shared() {
                return shared(&store);
            }
        }
        Some(Command::Clear) => say!("freed {}", size(&studio.clear()?))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what the shared cache has. The exit code is 2 if it cannot be used.
fn shared(store: &StoreUse) -> Result<ExitCode, SessionError> {
    say!("{}", store.address)?;
    match &store.held {
        Ok(held) => {
            let limit = store.limit.map(|limit| format!(", of at most {limit}"));
            let takes = count(held.takes, "take");
            say!("{} in {takes}{}", held.size, limit.unwrap_or_default())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(reason) => {
            note!("the shared cache cannot be used: {reason}");
            Ok(ExitCode::from(2))
        }
    }
}

/// Formats a number of bytes for people.
fn size(held: &CacheContents) -> String {
    format!("{} in {}", held.size, count(held.pieces, "piece"))
}
