//! `cuebook takes`: uses recordings of people in place of voices.

mod check;
mod import;
mod list;
mod split;

use std::process::ExitCode;

use clap::Subcommand;

use crate::session::SessionError;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Use recordings that are named by the ids of lines
    #[command(
        after_help = "Examples:\n  cuebook takes import show.yaml recordings\n  cuebook takes import show.yaml recordings --take 1 --dry-run\n\nFiles are named as `cuebook export show.yaml --to sheets` names the lines: anna-1.wav, anna-1_take2.wav."
    )]
    Import(import::Import),
    /// Find recordings whose words differ from the text: left out, said again, added
    #[command(
        after_help = "Example: cuebook takes check show.yaml\n\nThe words of a recording are compared with the same words as the role's voice speaks them. Single short words can be missed.\n\nExit code: 0 no recording differs; 1 some do, or the script has mistakes; 2 the machine failed"
    )]
    Check(check::Check),
    /// List the recordings of a show, with the known differences of their words
    #[command(
        after_help = "Example: cuebook takes list show.yaml --format json\n\nExit code: 0 every recording can be used; 1 a file is missing or broken, or the script has mistakes; 2 the machine failed"
    )]
    List(super::edit::List),
    /// Cut a long recording, in which a person reads many lines, into a take for each line
    #[command(
        after_help = "Examples:\n  cuebook takes split chapter.wav --script show.yaml --dry-run\n  cuebook takes split anna.wav --script show.yaml --by ANNA\n  cuebook takes split chapter.wav --script show.yaml --by narrator --reduce breaths,clicks\n\nOf several readings of a sentence, the last whole one is used.\n\nExit code: 0 every line has a take; 1 some have none, or nothing was written; 2 the machine failed"
    )]
    Split(split::Split),
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::Import(args) => import::import(args),
        Command::Check(args) => check::run(args),
        Command::List(args) => list::run(args),
        Command::Split(args) => split::run(args),
    }
}
