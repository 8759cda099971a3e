//! `cuebook import`: a screenplay becomes a show.

use std::path::PathBuf;
use std::process::ExitCode;

use super::check;
use super::print::{note, say};
use crate::session::files::Overwrite;
use crate::session::outline::ImportOptions;
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub struct Args {
    /// The screenplay, in Fountain
    screenplay: PathBuf,
    /// Where the script goes, with its prose beside it [default: beside the screenplay]
    #[arg(short, long, value_name = "FILE.yaml")]
    output: Option<PathBuf>,
    /// Leave out the action: only what characters say is heard
    #[arg(long)]
    no_action: bool,
    /// Write over a script and a prose that are there
    #[arg(long)]
    force: bool,
}

/// Imports and reports; 1 if the screenplay has mistakes.
pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let options = ImportOptions {
        script: args
            .output
            .clone()
            .unwrap_or_else(|| args.screenplay.with_extension("yaml")),
        action: !args.no_action,
        overwrite: Overwrite::allowed(args.force),
    };
    let imported = match Studio::of_user()?.import(&args.screenplay, &options) {
        Err(
            error @ (SessionError::Import(_)
            | SessionError::Exists(_)
            | SessionError::NotUtf8 { .. }),
        ) => {
            super::fail(&error);
            return Ok(ExitCode::from(1));
        }
        imported => imported?,
    };
    let outline = &imported.outline;
    say!(
        "{} and {}",
        imported.script.display(),
        imported.prose.display()
    )?;
    say!(
        "scenes: {}, roles: {}, lines: {}, cues: {}",
        outline.spoken_scenes().count(),
        outline.roles.len() - 1,
        outline.lines.len(),
        outline.sounds().count()
    )?;
    for silent in outline.cues.iter().filter(|cue| cue.sound.is_none()) {
        note!("{}; it is a comment in the script", silent.reason);
    }
    check::print(&imported.show, &imported.show.diagnostics);
    Ok(check::code(&imported.show))
}
