//! `cuebook check`: finds every mistake in a script.

mod mix;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::Format;
use super::findings::{self, Names, code};
use super::print::{note, results};
use super::report::{Style, count};
use super::series;
use super::{choose, voices};
use crate::session::{Mistaken, SessionError, Studio};
use cuebook_core::diagnostic::Diagnostic;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The cue script
    script: PathBuf,
    /// The format of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Render the show and measure how far every line is above the sounds around it
    #[arg(long)]
    mix: bool,
    /// With --mix: speak with a built-in tone voice that needs no voice pack
    #[arg(long, requires = "mix")]
    stand_in: bool,
    /// With --mix: how many lines to speak at once [default: one per core]
    #[arg(long, value_name = "N", requires = "mix", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// With --mix: take these decisions of an interactive show, such as door=open,back=stay
    #[arg(long, value_name = "DECISIONS", requires = "mix")]
    choose: Option<String>,
}

/// Prints the mistakes. The exit code is 1 if there are errors; warnings do not count.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = match studio.check(&args.script) {
        Err(SessionError::NoScript {
            what: Mistaken::Series,
            ..
        }) => return series::check_file(&studio, &args.script, args.format),
        show => show?,
    };
    if show.is_shared() && matches!(args.format, Format::Human) {
        let name = args.script.display();
        note!("{name} is a shared file without a text: it is checked by itself");
    }
    if args.mix && show.is_shared() {
        return Ok(ExitCode::from(u8::from(!findings::passes(&show))));
    }
    if args.mix && !show.has_mistakes() {
        let show = choose::path(show, args.choose.as_deref())?;
        return mix::run(args, &studio, &show);
    }
    let names = Names::of(&show);
    let report = names.report(&show);
    let text = match args.format {
        Format::Human if show.diagnostics.is_empty() => {
            format!("{}{}\n", left_out(show.book.tags), count(&[]))
        }
        Format::Human => {
            let found = report.person(&show.diagnostics, Style::of(&io::stdout()));
            format!("{}{found}", left_out(show.book.tags))
        }
        Format::Json => report.json(&show.diagnostics),
    };
    results(text.as_bytes())?;
    let is_lost = |found: &Diagnostic| found.code == "quote-not-found";
    if matches!(args.format, Format::Human) && show.diagnostics.iter().any(is_lost) {
        let script = args.script.display();
        note!(
            "if the text has changed, `cuebook reanchor {script} --was OLD-TEXT` finds the new places"
        );
    }
    if !show.has_mistakes() {
        voices::engines::tell(&studio.costs(&show)?);
    }
    Ok(code(&show))
}

/// Returns a line with the number of speech tags that are left out; empty if there are none.
fn left_out(tags: usize) -> String {
    match tags {
        0 => String::new(),
        1 => "1 speech tag is left out\n".to_owned(),
        tags => format!("{tags} speech tags are left out\n"),
    }
}
