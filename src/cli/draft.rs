//! `cuebook draft`: writes a first script for a text.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::print::count;
use super::print::{note, notes, results};
use super::report::{File, Report, Style};
use crate::session::SessionError;
use crate::session::files::{self, Overwrite};
use crate::session::outline::{self, Drafted};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The text: prose in plain text or Markdown, or a play in plain text
    text: PathBuf,
    /// The path of the script, in the text's folder or one above it [default: print the script]
    #[arg(short, long, value_name = "SCRIPT")]
    output: Option<PathBuf>,
    /// Overwrite an existing script
    #[arg(long, requires = "output")]
    force: bool,
}

/// Prints or writes the script. The exit code is 1 if the text has mistakes.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let overwrite = Overwrite::allowed(args.force);
    if let Some(path) = &args.output {
        overwrite.check(path)?;
    }
    let drafted = outline::draft(&args.text, args.output.as_deref())?;
    report(args, &drafted);
    if drafted.has_mistakes() {
        return Ok(ExitCode::from(1));
    }
    match &args.output {
        Some(path) => files::write_safely(path, drafted.script.as_bytes(), overwrite)?,
        None => results(drafted.script.as_bytes())?,
    }
    note!("{}", summary(&drafted));
    Ok(ExitCode::SUCCESS)
}

/// Prints the mistakes in the text in the format of `check`.
fn report(args: &Args, drafted: &Drafted) {
    let name = args.text.display().to_string();
    let script = File { name: "", text: "" };
    let prose = File {
        name: &name,
        text: &drafted.outline.prose.text,
    };
    let style = Style::of(&io::stderr());
    if !drafted.diagnostics.is_empty() {
        notes(&Report::new(script, Some(prose)).person(&drafted.diagnostics, style));
    }
}

fn summary(drafted: &Drafted) -> String {
    let outline = &drafted.outline;
    let (lines, sure) = (outline.lines.len(), drafted.sure());
    format!(
        "{}: {sure} sure, {} guessed; {}, {}, {}",
        count(lines, "line"),
        lines - sure,
        count(outline.roles.len(), "role"),
        count(outline.scenes.len(), "scene"),
        count(outline.sounds().count(), "cue"),
    )
}
