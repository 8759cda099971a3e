//! `cuebook export --to reaper`, `dawproject` and `audacity`: writes the show for a workstation, and
//! reports its contents.

use std::process::ExitCode;

use crate::cli::bars::Bars;
use crate::cli::print::{count, misused, note, say};
use crate::cli::{args, findings, voices};
use crate::session::files::Overwrite;
use crate::session::workstation::{Workstation, WorkstationOptions, WorkstationReport};
use crate::session::{SessionError, Show, Studio};

/// The arguments of a project.
#[derive(clap::Args)]
pub(super) struct ProjectArgs {
    /// With `--to reaper`: writes no stems beside the project
    #[arg(long)]
    no_stems: bool,
}

/// Writes the project.
pub(super) fn run(
    args: &super::Args,
    studio: &Studio,
    show: &Show,
    to: Workstation,
) -> Result<ExitCode, SessionError> {
    let Some(output) = super::folder_of(args) else {
        let (what, help) = match to {
            Workstation::Dawproject => ("a file that is not text", "`-o FILE.dawproject`"),
            Workstation::Reaper | Workstation::Audacity => ("a folder", "`-o DIR`"),
        };
        return Ok(misused(
            &format!("this format is {what}"),
            &format!("{help} says where"),
        ));
    };
    let options = WorkstationOptions {
        to,
        output: output.to_owned(),
        stems: !args.workstation.no_stems,
        overwrite: Overwrite::allowed(args.force),
        part: args.part(),
    };
    let voice = voices::voice(studio, show, args.show.stand_in)?;
    let bars = Bars::default();
    let jobs = args::jobs(args.show.jobs);
    let written = studio.workstation(show, (voice.as_ref(), jobs), &options, &bars);
    let report = match findings::mistake(show, written)? {
        Ok(report) => report,
        Err(code) => return Ok(code),
    };
    say!("{}: {}", output.display(), contents(to, &report))?;
    if to != Workstation::Audacity {
        note!("A change made there cannot come back to the script.");
    }
    Ok(ExitCode::SUCCESS)
}

fn contents(to: Workstation, report: &WorkstationReport) -> String {
    let mega = format!("{:.1} MB", report.bytes as f64 / 1e6);
    match to {
        Workstation::Audacity => format!("{}, {mega}", count(report.files.len(), "file")),
        Workstation::Reaper | Workstation::Dawproject => format!(
            "{}, {}, {}, {mega}",
            count(report.tracks, "track"),
            count(report.items, "item"),
            count(report.media, "media file"),
        ),
    }
}
