//! `cuebook check`: finds every mistake in a script.

mod mix;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::Format;
use super::print::{note, notes, results};
use super::report::{File, Report, Style, count};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Diagnostic;

/// The arguments.
#[derive(clap::Args)]
pub struct Args {
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
}

/// Prints the mistakes. The exit code is 1 if there are errors; warnings do not count.
pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.check(&args.script)?;
    if args.mix && !show.has_mistakes() {
        return mix::run(args, &studio, &show);
    }
    let names = Names::of(&show);
    let report = names.report(&show);
    let text = match args.format {
        Format::Human if show.diagnostics.is_empty() => format!("{}\n", count(&[])),
        Format::Human => report.person(&show.diagnostics, Style::of(&io::stdout())),
        Format::Json => report.json(&show.diagnostics),
    };
    results(text.as_bytes())?;
    Ok(code(&show))
}

/// The sources of a show, with the names that the user gave them.
pub struct Names {
    script: String,
    prose: Option<String>,
    recipes: Vec<String>,
}

impl Names {
    pub fn of(show: &Show) -> Names {
        let beside = |name: &String| show.path.with_file_name(name).display().to_string();
        Names {
            script: show.path.display().to_string(),
            prose: show.prose_path.as_ref().map(beside),
            recipes: show
                .book
                .recipes
                .iter()
                .map(|own| beside(&own.name))
                .collect(),
        }
    }

    /// The same names, with the script marked as changed.
    pub fn changed(show: &Show) -> Names {
        let names = Names::of(show);
        let script = format!("{} with this change", names.script);
        Names { script, ..names }
    }

    pub fn report<'a>(&'a self, show: &'a Show) -> Report<'a> {
        let script = File {
            name: &self.script,
            text: &show.source,
        };
        let prose = self.prose.as_ref().map(|name| File {
            name,
            text: &show.book.prose.text,
        });
        let recipes = self.recipes.iter().zip(&show.book.recipes);
        let recipes: Vec<File<'_>> = recipes
            .map(|(name, own)| File {
                name,
                text: own.own.as_deref().unwrap_or_default(),
            })
            .collect();
        Report::new(script, prose).with_recipes(&recipes)
    }
}

/// Returns exit code 1 if the author must correct something.
pub fn code(show: &Show) -> ExitCode {
    ExitCode::from(u8::from(show.has_mistakes()))
}

/// Prints diagnostics of a show to standard error.
pub fn print(show: &Show, diagnostics: &[Diagnostic]) {
    let style = Style::of(&io::stderr());
    notes(&Names::of(show).report(show).person(diagnostics, style));
}

/// Prints diagnostics of a changed show that is not yet written, to standard error.
pub fn print_changed(show: &Show, diagnostics: &[Diagnostic]) {
    let style = Style::of(&io::stderr());
    let report = Names::changed(show);
    notes(&report.report(show).person(diagnostics, style));
}

/// Prints the errors of a show. Returns true if there are none.
pub fn passes(show: &Show) -> bool {
    if show.has_mistakes() {
        print(show, &show.diagnostics);
        return false;
    }
    if !show.diagnostics.is_empty() {
        note!("{}: `cuebook check` shows more", count(&show.diagnostics));
    }
    true
}
