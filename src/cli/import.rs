//! `cuebook import`: makes a show from a screenplay.

use std::path::PathBuf;
use std::process::ExitCode;

use super::findings;
use super::print::{note, say};
use crate::session::files::Overwrite;
use crate::session::outline::ImportOptions;
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The screenplay, in Fountain
    screenplay: PathBuf,
    /// The path of the script; its prose goes beside it [default: beside the screenplay]
    #[arg(short, long, value_name = "FILE.yaml")]
    output: Option<PathBuf>,
    /// Leave out the action; only the dialogue is spoken
    #[arg(long)]
    no_action: bool,
    /// Overwrite an existing script and prose
    #[arg(long)]
    force: bool,
}

/// Imports the screenplay and reports. The exit code is 1 if it has mistakes.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
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
            | SessionError::NoScreenplay { .. }
            | SessionError::Exists(_)
            | SessionError::NotUtf8 { .. }),
        ) => {
            super::print::fail(&error);
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
    let silent = outline.cues.iter().filter(|cue| cue.sound.is_none());
    let silent = silent.map(|cue| cue.reason.as_str());
    for lost in silent.chain(outline.untaken.iter().map(String::as_str)) {
        note!("{lost}; it is a comment in the script");
    }
    findings::print(&imported.show, &imported.show.diagnostics);
    Ok(findings::code(&imported.show))
}
