//! `cuebook takes import`: uses recordings that are named by the ids of lines.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::edit::{self, Target};
use crate::cli::print::{count, note};
use crate::session::files::Overwrite;
use crate::session::recordings::Fitted;
use crate::session::{SessionError, Show, Studio};

#[derive(clap::Args)]
pub(in crate::cli) struct Import {
    /// The cue script; optional if the current folder has only one
    #[arg(value_name = "SCRIPT")]
    first: PathBuf,
    /// The folder of the recordings; files outside the script's folder are copied to `takes` there
    #[arg(value_name = "DIR")]
    second: Option<PathBuf>,
    /// Show the change and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The number of the take of each line [default: the highest number]
    #[arg(long, value_name = "N")]
    take: Option<u32>,
    /// Overwrite other recordings in `takes`
    #[arg(long)]
    force: bool,
}

/// Returns the script of the current folder if there is exactly one.
fn only_script() -> io::Result<Option<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in std::fs::read_dir(".")? {
        let path = PathBuf::from(entry?.file_name());
        if path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml")
        {
            scripts.push(path);
        }
    }
    Ok(scripts.pop().filter(|_| scripts.is_empty()))
}

/// Matches the recordings, prints the change and the rest. The exit code is 1 if a file was refused.
pub(super) fn import(args: &Import) -> Result<ExitCode, SessionError> {
    let (script, folder) = match &args.second {
        Some(folder) => (args.first.clone(), folder),
        None => match only_script()? {
            Some(script) => (script, &args.first),
            None => {
                return Ok(edit::wrong(
                    "name the script: `cuebook takes import SCRIPT DIR`",
                ));
            }
        },
    };
    let target = Target {
        script,
        dry_run: args.dry_run,
        home: None,
    };
    let (studio, show) = match edit::open(&target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    if show.script.lines_lost {
        crate::cli::findings::print(&show, &show.diagnostics);
        return Ok(edit::wrong(
            "correct these mistakes first: they hide lines of the script",
        ));
    }
    let fitted = show.fit(folder, args.take)?;
    print_result(&fitted);
    if fitted.lines.is_empty() {
        let folder = folder.display();
        return Ok(edit::wrong(&format!(
            "{folder} has no recording for any line"
        )));
    }
    let code = match make((&target, args.force), &studio, show, &fitted) {
        Err(error @ SessionError::Exists(_)) => {
            crate::cli::print::fail(&error);
            return Ok(ExitCode::from(1));
        }
        code => code?,
    };
    match fitted.refused.is_empty() {
        true => Ok(code),
        false => Ok(ExitCode::from(1)),
    }
}

/// Copies the files and changes the script. On a refusal or a dry run, the copies
/// are removed.
fn make(
    (target, force): (&Target, bool),
    studio: &Studio,
    show: Show,
    fitted: &Fitted,
) -> Result<ExitCode, SessionError> {
    let script: &Path = &target.script;
    if target.dry_run {
        let folder = tempfile::tempdir()?;
        fitted.bring(script, Some(folder.path()), Overwrite::Allow)?;
        let mut studio = studio.clone();
        studio.config.library.push(folder.path().to_owned());
        return edit::make(&studio, show, &fitted.steps, target);
    }
    let brought = fitted.bring(script, None, Overwrite::allowed(force))?;
    let made = edit::make(studio, show, &fitted.steps, target);
    if !matches!(made, Ok(code) if code == ExitCode::SUCCESS) {
        for file in brought {
            std::fs::remove_file(file)?;
        }
    }
    made
}

fn print_result(fitted: &Fitted) {
    for (file, why) in &fitted.refused {
        note!("error: {}: {why}", file.display());
    }
    for (file, why) in fitted.doubts.iter().chain(&fitted.unmatched) {
        note!("warning: {}: {why}", file.display());
    }
    for file in &fitted.unused {
        note!("{}: another take of its line is used", file.display());
    }
    note!("{} matched", count(fitted.lines.len(), "recording"));
    if !fitted.without.is_empty() {
        note!(
            "{} without a recording: {}",
            count(fitted.without.len(), "line"),
            fitted.without.join(", ")
        );
    }
}
