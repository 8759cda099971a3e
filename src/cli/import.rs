//! `cuebook import`: makes a show from a screenplay or an interactive story.

use std::path::PathBuf;
use std::process::ExitCode;

use super::findings;
use super::print::{note, say};
use crate::session::files::Overwrite;
use crate::session::outline::ImportOptions;
use crate::session::{SessionError, Studio};
use crate::world::config::Prefer;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A screenplay in Fountain, or an interactive story: in ink (`.ink`), in Twee (`.twee`, `.tw`), or
    /// as Twine saves it (`.html`)
    source: PathBuf,
    /// The path of the script; its prose goes beside it [default: beside the source]
    #[arg(short, long, value_name = "FILE.yaml")]
    output: Option<PathBuf>,
    /// Leave out the action of a screenplay; only the dialogue is spoken
    #[arg(long)]
    no_action: bool,
    /// The sounds that the script names first [default: that of `prefer:` in your config.yaml]
    #[arg(long, value_enum, value_name = "SOUNDS")]
    prefer: Option<Prefer>,
    /// Overwrite an existing script and prose
    #[arg(long)]
    force: bool,
}

/// Imports the source and reports. The exit code is 1 if it has mistakes.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let options = ImportOptions {
        prefer: args.prefer.unwrap_or(studio.config.prefer),
        script: args
            .output
            .clone()
            .unwrap_or_else(|| args.source.with_extension("yaml")),
        action: !args.no_action,
        overwrite: Overwrite::allowed(args.force),
    };
    let imported = match studio.import(&args.source, &options) {
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
        "scenes: {}, roles: {}, lines: {}, cues: {}{}",
        outline.spoken_scenes().count(),
        outline.roles.len() - 1,
        outline.lines.len(),
        outline.sounds().count(),
        match outline.choices() {
            0 => String::new(),
            choices => format!(", choices: {choices}"),
        }
    )?;
    let silent = outline.cues.iter().filter(|cue| cue.sound.is_none());
    let silent = silent.map(|cue| cue.reason.as_str());
    for lost in silent.chain(outline.untaken.iter().map(String::as_str)) {
        note!("{lost}; it is a comment in the script");
    }
    for lost in &imported.lost {
        note!("{lost}");
    }
    if !imported.lost.is_empty() {
        note!("each of these is a comment in the script");
    }
    findings::print(&imported.show, &imported.show.diagnostics);
    Ok(findings::code(&imported.show))
}
