//! `cuebook render --paths`: renders several paths of an interactive show to a folder.

use std::process::ExitCode;

use super::{Args, options, tell};
use crate::cli::bars::Bars;
use crate::cli::print::{self, count, note, say};
use crate::cli::{findings, voices};
use crate::output::encode::Container;
use crate::session::paths::plan::{Plan, Wanted};
use crate::session::paths::together::AT_ONCE;
use crate::session::{SessionError, Show, Studio, files};
use cuebook_core::units::clock;

/// How many paths are rendered if the command line sets no limit.
pub(super) const LIMIT: usize = 20;

/// Reads the largest number of paths.
pub(super) fn limit(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(0) => Err("at least one path is rendered; write a number from 1 on".to_owned()),
        Ok(limit) => Ok(limit),
        Err(_) => Err("it is not a whole number".to_owned()),
    }
}

/// Shows the plan, and renders every path to its own file.
pub(super) fn run(
    args: &Args,
    wanted: Wanted,
    studio: &Studio,
    show: &Show,
) -> Result<ExitCode, SessionError> {
    let Some(folder) = &args.output else {
        note!("error: `--paths` writes a file for each path");
        note!("  help: `-o DIR` says in which folder");
        return Ok(ExitCode::from(1));
    };
    if folder.is_file() || Container::of_path(folder).is_ok() {
        note!(
            "error: `{}` is a file, and `--paths` writes a file for each path",
            folder.display()
        );
        note!("  help: `-o DIR` names a folder");
        return Ok(ExitCode::from(1));
    }
    let format = args.sound.format.unwrap_or(Container::Wav);
    let voice = voices::voice(studio, show, args.show.stand_in)?;
    let plan = studio.plan_paths(
        show,
        voice.as_ref(),
        (wanted, args.limit),
        (folder, format.ending()),
    )?;
    announce(&plan)?;
    for path in &plan.paths {
        show.refuse_own(&path.output)?;
    }
    files::make_folder(folder)?;
    let jobs = crate::cli::args::jobs(args.show.jobs);
    for paths in plan.paths.chunks(AT_ONCE) {
        let options = options(args, paths[0].output.clone())?;
        let bars = Bars::default();
        let rendered = studio.render_paths(paths, (voice.as_ref(), jobs), &options, &bars);
        let rendered = match findings::mistake(show, rendered)? {
            Ok(rendered) => rendered,
            Err(code) => return Ok(code),
        };
        for (path, rendered) in paths.iter().zip(&rendered) {
            print::results(print::rendered(&path.output, rendered).as_bytes())?;
            tell(&path.show, rendered);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what will be rendered.
fn announce(plan: &Plan) -> Result<(), SessionError> {
    let about = if plan.is_exact { "" } else { "about " };
    let spoken = match plan.unspoken {
        0 => "nothing to speak".to_owned(),
        takes => format!("{} to speak", count(takes, "take")),
    };
    say!(
        "{}, {about}{} together, {spoken}",
        count(plan.paths.len(), "path"),
        plan.length(),
    )?;
    for path in &plan.paths {
        let name = path.output.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        say!("  {:>9}  {name}  {}", clock(path.frames), path.decisions)?;
    }
    if let Some(circle) = &plan.circle {
        say!(
            "paths that go round are left out, because there are endlessly many: {}",
            circle.join(", ")
        )?;
    }
    for place in &plan.endless {
        say!("{place}: such paths are left out")?;
    }
    Ok(())
}
