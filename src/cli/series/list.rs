//! `cuebook series list`: lists the chapters.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::{Company, opened};
use crate::cli::args::Format;
use crate::cli::print::{count, results};
use crate::session::series::SeriesFile;
use crate::session::series::list::Listed;
use crate::session::{SessionError, Studio};
use cuebook_core::units::{Seconds, clock};

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The series file
    series: PathBuf,
    /// Look in this folder for the files that `render`, `deliver` or `publish` wrote
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Look for the takes of the built-in tone voice
    #[arg(long)]
    stand_in: bool,
    /// The format
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Serialize)]
struct Sheet<'l> {
    version: u32,
    series: String,
    chapters: &'l [Listed],
}

/// Prints the chapters.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series)? else {
        return Ok(ExitCode::from(1));
    };
    let company = Company::of(&studio, args.stand_in);
    let listed = studio.list_series(&series, company.voice.as_ref(), args.output.as_deref())?;
    let text = match args.format {
        Format::Human => table(&series, &listed),
        Format::Json => {
            let sheet = Sheet {
                version: 1,
                series: series.title(),
                chapters: &listed,
            };
            let text = serde_json::to_string_pretty(&sheet).map_err(std::io::Error::from)?;
            text + "\n"
        }
    };
    results(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn table(series: &SeriesFile, listed: &[Listed]) -> String {
    let digits = series.digits();
    let width = |of: fn(&Listed) -> usize| listed.iter().map(of).max().unwrap_or(0);
    let file = width(|one| one.file.chars().count());
    let title = width(|one| one.title.chars().count()).min(48);
    let mut text = String::new();
    for one in listed {
        let length = match (one.kind, one.seconds) {
            ("text", _) => "no script yet".to_owned(),
            ("mistakes", _) => "has mistakes".to_owned(),
            ("unreadable", _) => "cannot be read".to_owned(),
            (_, None) => String::new(),
            (_, Some(seconds)) => {
                let about = if one.exact { " " } else { "≈" };
                format!("{about}{:>9}", clock(Seconds(seconds).frames()))
            }
        };
        let state = one.state.map_or("", |state| match state {
            "made" => "made",
            "changed" => "changed since",
            "stand-in" => "made with the tone voice",
            _ => "not made",
        });
        let row = format!(
            "{:0digits$}  {:file$}  {:title$}  {length:>13}  {state}",
            one.number, one.file, one.title
        );
        let _ = writeln!(text, "{}", row.trim_end());
    }
    let seconds = listed.iter().filter_map(|one| one.seconds).sum();
    let exact = listed.iter().all(|one| one.exact);
    let about = if exact { "" } else { "about " };
    let words: usize = listed.iter().map(|one| one.words).sum();
    let _ = writeln!(
        text,
        "{}: {}, {}, {about}{}",
        series.title(),
        count(listed.len(), "chapter"),
        count(words, "word"),
        clock(Seconds(seconds).frames())
    );
    text
}
