//! `cuebook deliver`: renders a show for delivery targets and reports on the files.

pub(super) mod json;
pub(super) mod table;
mod targets;

use std::io;
use std::process::ExitCode;

use super::args::ShowArgs;
use super::bars::Bars;
use super::findings::Names;
use super::print::results;
use super::report::Style;
use super::{choose, findings, hint, voices};
use crate::session::deliver::{DeliverOptions, Delivered, Delivery};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Diagnostic;
pub(super) use targets::TargetArgs;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    show: ShowArgs,
    #[command(flatten)]
    targets: TargetArgs,
    /// Write one file for acx too, instead of one for each chapter, the credits and a sample
    #[arg(long)]
    whole: bool,
    /// Write a file for each chapter for every target, numbered and titled, and a playlist of them
    #[arg(long, conflicts_with = "whole")]
    chapters: bool,
    /// Begin the sample for acx here: words of the text, a time or an anchor [default: the first words]
    #[arg(long, value_name = "ANCHOR", conflicts_with = "whole")]
    sample: Option<String>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Delivers the show and prints the report. The exit code is 1 if a file misses its target.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.show.script, args.show.seed)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    let show = choose::on_path(show, &args.show)?;
    let options = DeliverOptions {
        sample: args.sample.clone(),
        chapters: args.chapters,
        ..args.targets.options(show.book.target, args.whole)
    };
    let voice = voices::voice(&studio, &show, args.show.stand_in)?;
    let bars = Bars::default();
    let jobs = super::args::jobs(args.show.jobs);
    let delivered = studio.deliver(&show, voice.as_ref(), jobs, &options, &bars);
    voices::remark(&studio);
    let delivered = match findings::mistake(&show, delivered)? {
        Ok(delivered) => delivered,
        Err(code) => return Ok(code),
    };
    findings::print(&show, &delivered.doubts);
    let text = if args.json {
        let names = Names::of(&show);
        json::render(&names.report(&show), &delivered)
    } else {
        person(&show, &delivered, args.chapters)
    };
    results(text.as_bytes())?;
    let fails = !delivered.files.iter().all(Delivery::holds);
    Ok(ExitCode::from(u8::from(fails)))
}

/// Returns a table for each file, followed by its failures with their places.
fn person(show: &Show, delivered: &Delivered, chapters: bool) -> String {
    let names = Names::of(show);
    let report = names.report(show);
    let style = Style::of(&io::stdout());
    let files = delivered.files.iter().map(|file| {
        let requirements = file.requirements.iter();
        let findings = requirements.flat_map(|one| one.findings.iter().cloned());
        let findings: Vec<Diagnostic> = findings.collect();
        let found = report.person(&findings, style);
        let gap = if found.is_empty() { "" } else { "\n" };
        let is_whole_better = file.is_part && !file.holds();
        let hint = match is_whole_better {
            true => hint::of_part(chapters),
            false => "",
        };
        format!("{}{gap}{found}{hint}", table::of(file))
    });
    let playlists = delivered.playlists.iter();
    let playlists = playlists.map(|path| format!("{}: the playlist\n", path.display()));
    files.chain(playlists).collect::<Vec<String>>().join("\n")
}
