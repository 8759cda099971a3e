//! `cuebook sounds`: lists, shows and tries the sounds of the library.

mod attempt;
mod list;
mod sheet;
mod show;
mod wrap;

use std::process::ExitCode;

use clap::Subcommand;

use super::print::notes;
use super::report::{File, Report, Style};
use crate::session::SessionError;
use cuebook_core::diagnostic::Diagnostic;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List all sounds, or those that match a word
    #[command(
        after_help = "Examples:\n  cuebook sounds list\n  cuebook sounds list far away\n  cuebook sounds list --words door"
    )]
    List(list::Args),
    /// Show the description, settings and pictures of a sound
    #[command(
        after_help = "Examples:\n  cuebook sounds show door-strike\n  cuebook sounds show drafts/siren.yaml\n  cuebook sounds show sounds/chime.flac"
    )]
    Show(show::Args),
    /// Play a sound, or write it as a WAV file, with your own settings
    #[command(
        after_help = "Example: cuebook sounds try artillery --set distance=800m --seed 3 -o far.wav"
    )]
    Try(attempt::Args),
    /// Write a web page with a player and a picture for every sound
    #[command(after_help = "Example: cuebook sounds sheet -o catalogue")]
    Sheet(sheet::Args),
}

/// Runs the subcommand.
pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    let done = match command {
        Command::List(args) => list::run(args),
        Command::Show(args) => show::run(args),
        Command::Try(args) => attempt::run(args),
        Command::Sheet(args) => sheet::run(args),
    };
    match done {
        Err(SessionError::Recipe {
            path,
            text,
            mistakes,
        }) => {
            print_mistakes(&path.display().to_string(), &text, &mistakes);
            Ok(ExitCode::from(1))
        }
        done => done,
    }
}

/// Prints the mistakes in a recipe in the format of `check`.
fn print_mistakes(name: &str, text: &str, mistakes: &[Diagnostic]) {
    let script = File { name, text };
    let report = Report::new(script, None).with_recipes(&[script]);
    notes(&report.person(mistakes, Style::of(&std::io::stderr())));
}
