//! `cuebook series new` and `draft`: a series file for a folder, and scripts for its texts.

use std::path::PathBuf;
use std::process::ExitCode;

use super::opened;
use crate::cli::draft;
use crate::cli::print::{count, note, say};
use crate::session::files::Overwrite;
use crate::session::{SessionError, Studio};

/// The arguments of `new`.
#[derive(clap::Args)]
pub(in crate::cli) struct NewArgs {
    /// The folder with scripts and texts
    folder: PathBuf,
    /// The title of the series [default: the name of the folder]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Overwrite an existing series file
    #[arg(long)]
    force: bool,
}

/// The arguments of `draft`.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The series file
    series: PathBuf,
    /// Overwrite existing scripts
    #[arg(long)]
    force: bool,
}

/// Writes a series file.
pub(super) fn new(args: &NewArgs) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let overwrite = Overwrite::allowed(args.force);
    let new = studio.new_series(&args.folder, args.title.as_deref(), overwrite)?;
    say!("{}: {}", new.path.display(), count(new.chapters, "chapter"))?;
    if new.texts > 0 {
        note!(
            "{} without a script: `cuebook series draft` writes them",
            count(new.texts, "text")
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Drafts the texts of a series. The exit code is 1 if a text has mistakes.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series)? else {
        return Ok(ExitCode::from(1));
    };
    let overwrite = Overwrite::allowed(args.force);
    let drafts = studio.draft_series(&series, overwrite)?;
    studio.write_drafts(&series, &drafts, overwrite)?;
    let mut is_mistaken = false;
    for one in &drafts {
        draft::report(&one.text, &one.drafted);
        match one.drafted.has_mistakes() {
            true => {
                is_mistaken = true;
                note!(
                    "{}: no script; correct the text, then draft it",
                    one.text.display()
                );
            }
            false => say!("{}: {}", one.script.display(), draft::summary(&one.drafted))?,
        }
    }
    if drafts.is_empty() {
        note!("all chapters have scripts");
    }
    Ok(ExitCode::from(u8::from(is_mistaken)))
}
