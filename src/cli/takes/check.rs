//! `cuebook takes check`: finds recordings whose words differ from the text.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::list;
use crate::cli::args::{Format, jobs};
use crate::cli::bars::Bars;
use crate::cli::findings::{self, Names};
use crate::cli::print::{count, note, results};
use crate::cli::report::Style;
use crate::cli::voices;
use crate::session::takes::differing::warnings;
use crate::session::{SessionError, Studio};

#[derive(clap::Args)]
pub(in crate::cli) struct Check {
    /// The cue script
    script: PathBuf,
    /// The format of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// How many recordings to compare at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// Prints what differs. The exit code is 1 if something does.
pub(super) fn run(args: &Check) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.script, None)?;
    if !findings::passes(&show) {
        return Ok(findings::code(&show));
    }
    let has_takes = !studio.known_takes(&show)?.is_empty();
    if has_takes {
        voices::ensure_installed(&studio, &show.languages())?;
    }
    let voice = studio.neural();
    let compared = studio.compare_takes(&show, &voice, jobs(args.jobs), &Bars::default());
    let takes = match findings::mistake(&show, compared)? {
        Ok(takes) => takes,
        Err(code) => return Ok(code),
    };
    let found = show.placed(warnings(&show, &takes));
    let unknown = takes
        .iter()
        .filter(|take| take.differences.is_none())
        .count();
    match args.format {
        Format::Human if takes.is_empty() => note!("the show has no recordings"),
        Format::Human if found.is_empty() => {
            let compared = count(takes.len() - unknown, "recording");
            results(format!("{compared} compared: no words differ\n").as_bytes())?;
        }
        Format::Human => {
            let names = Names::of(&show);
            let style = Style::of(&io::stdout());
            results(names.report(&show).person(&found, style).as_bytes())?;
        }
        Format::Json => {
            let rows: Vec<_> = takes.iter().map(|take| list::row(&show, take)).collect();
            let report = json!({ "version": 1, "takes": rows });
            results(format!("{report}\n").as_bytes())?;
        }
    }
    if unknown > 0 {
        let which = count(unknown, "recording");
        note!("{which} cannot be compared: no voice speaks the words");
    }
    Ok(ExitCode::from(u8::from(!found.is_empty())))
}
