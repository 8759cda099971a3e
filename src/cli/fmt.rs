//! `cuebook fmt`: formats scripts in one style.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::edit::diff;
use super::print::notes;
use super::report::{Colour, File, Report, Style};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_yaml as yaml;

use crate::session::{Mistaken, SessionError, files, load};
use cuebook_script::format;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The cue scripts; `-` formats standard input to standard output
    #[arg(required = true, value_name = "SCRIPT")]
    scripts: Vec<PathBuf>,
    /// Write nothing; list the scripts that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; print the changes
    #[arg(long, visible_alias = "dry-run")]
    diff: bool,
}

/// The result for a script, from best to worst.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Well,
    /// The author must correct something.
    Amiss,
    Failed,
}

/// Formats every valid script; an invalid one does not stop the others.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let mut worst = Outcome::Well;
    for script in &args.scripts {
        let outcome = match one(script, args) {
            Err(SessionError::Io(error)) => return Err(SessionError::Io(error)),
            Err(error) => {
                super::print::fail(&error);
                Outcome::Failed
            }
            Ok(outcome) => outcome,
        };
        worst = worst.max(outcome);
    }
    Ok(ExitCode::from(worst as u8))
}

fn one(script: &Path, args: &Args) -> Result<Outcome, SessionError> {
    let piped = script == Path::new("-");
    let name = match piped {
        true => "<stdin>".to_owned(),
        false => script.display().to_string(),
    };
    let bytes = match piped {
        true => load::read_all(io::stdin().lock())?,
        false => match load::read_document(script)? {
            (bytes, None | Some(Mistaken::Series)) => bytes,
            (_, Some(what)) => {
                return Err(SessionError::NoScript {
                    path: script.to_owned(),
                    what,
                });
            }
        },
    };
    let (source, faults) = yaml::decode(&bytes);
    let made = match faults.is_empty() {
        true => format::format(&source),
        false => Err(faults),
    };
    let text = match made {
        Ok(text) => text,
        Err(faults) => return Ok(refused(&name, &source, &faults)),
    };
    let changed = text != source;
    let mut out = io::stdout();
    if args.diff {
        let colour = Colour::on(out.is_terminal());
        out.write_all(diff(&name, &source, &text, colour).as_bytes())?;
    } else if args.check && changed {
        writeln!(out, "{name}")?;
    }
    if args.check {
        return Ok(if changed {
            Outcome::Amiss
        } else {
            Outcome::Well
        });
    }
    if piped && !args.diff {
        out.write_all(text.as_bytes())?;
    } else if changed && !args.diff {
        files::replace(script, &bytes, text.as_bytes())?;
        writeln!(out, "{name}")?;
    }
    Ok(Outcome::Well)
}

/// Prints why a script was not formatted.
fn refused(name: &str, source: &str, faults: &[Diagnostic]) -> Outcome {
    let report = Report::new(File { name, text: source }, None);
    notes(&report.person(faults, Style::of(&io::stderr())));
    Outcome::Amiss
}
