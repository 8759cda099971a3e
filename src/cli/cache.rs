//! `cuebook cache`: what is kept, and how to be rid of it.

use std::process::ExitCode;

use clap::Subcommand;

use super::count;
use super::print::say;
use crate::perform::CacheContents;
use crate::session::{SessionError, Studio};

/// What can be asked.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Remove everything in it; what a show needs is made again
    #[command(after_help = "Example: cuebook cache clear")]
    Clear,
}

/// Does what is asked.
pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    match args.command {
        None => {
            let kept = studio.kept()?;
            say!("{}", kept.folder.display())?;
            say!("{}, of {} that it may hold", told(&kept.held), kept.limit)?;
        }
        Some(Command::Clear) => say!("freed {}", told(&studio.clear()?))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// An amount as a person says it.
fn told(held: &CacheContents) -> String {
    format!("{} in {}", held.size, count(held.pieces, "piece"))
}
