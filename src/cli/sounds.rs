//! `cuebook sounds`: lists, shows and tries the sounds of the library.

mod attempt;
mod category;
mod found;
mod index;
mod list;
mod own;
mod sheet;
mod show;
mod take;
mod wrap;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use super::print::notes;
use super::report::{File, Report, Style};
use crate::session::specimen::Specimen;
use crate::session::{SessionError, Studio};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::sound_format::LIBRARY;
use cuebook_synth::find;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List all sounds, or find them by meaning or by category
    #[command(
        after_help = "Examples:\n  cuebook sounds list\n  cuebook sounds list gunshot\n  cuebook sounds list --category doors\n  cuebook sounds list --words door --json"
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
    /// Copy a file of your library beside a script, under the same name
    #[command(after_help = "Example: cuebook sounds take lib/Doors/oak-slam --beside show.yaml")]
    Take(take::Args),
    /// Bring the index of your library up to date, and show what could not be read
    #[command(after_help = "`library:` in config.yaml names your folders of sound files.")]
    Index(index::Args),
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
        Command::Take(args) => take::run(args),
        Command::Index(args) => index::run(args),
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

/// A sound with the settings that are written with its name.
struct Named {
    specimen: Specimen,
    settings: Vec<(String, String)>,
}

/// Returns the sound of a name: one of the library, also with settings as `list` writes them, or a file.
fn named(name: &str) -> Result<Named, SessionError> {
    let (name, settings) = match Path::new(name).exists() {
        true => (name, Vec::new()),
        false => find::parsed(name),
    };
    let specimen = match !name.starts_with(LIBRARY) || Path::new(name).exists() {
        true => Specimen::find(name)?,
        false => {
            let (name, file) = Studio::of_user()?.library_file(name)?;
            Specimen::of_library(name, file)?
        }
    };
    Ok(Named { specimen, settings })
}

/// Prints the mistakes in a recipe in the format of `check`.
fn print_mistakes(name: &str, text: &str, mistakes: &[Diagnostic]) {
    let script = File { name, text };
    let report = Report::new(script, None).with_recipes(&[script]);
    notes(&report.person(mistakes, Style::of(&std::io::stderr())));
}
