//! `cuebook export --to web`: writes the page of a show, and reports its contents.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::cli::bars::Bars;
use crate::cli::print::{count, misused, say};
use crate::cli::{args, findings, voices};
use crate::session::files::Overwrite;
use crate::session::web::{Coding, WebOptions};
use crate::session::{SessionError, Show, Studio};

/// The arguments of a page.
#[derive(clap::Args)]
pub(super) struct PageArgs {
    /// With `--to web` and `--to html`: the format of the sounds [default: opus for the web, aac
    /// for html]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) audio: Option<Audio>,
    /// With `--to web`: the most parts between decisions
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    limit: usize,
}

#[derive(Copy, Clone, ValueEnum)]
pub(super) enum Audio {
    /// AAC, which all browsers play; not with `--to web`
    Aac,
    /// Opus, for browsers; Safari plays it in pages since version 18.4
    Opus,
    /// WAV, for programs that do not read Opus; about ten times as large
    Wav,
}

/// Writes the page.
pub(super) fn run(
    args: &super::Args,
    studio: &Studio,
    show: &Show,
) -> Result<ExitCode, SessionError> {
    let Some(folder) = super::folder_of(args) else {
        return Ok(misused("`--to web` writes a folder", "`-o DIR` says which"));
    };
    let coding = match args.web.audio {
        None | Some(Audio::Opus) => Coding::Opus,
        Some(Audio::Wav) => Coding::Wav,
        Some(Audio::Aac) => {
            return Ok(misused(
                "this page has its sounds as `opus` or `wav`",
                "leave `--audio` out, or choose one of them",
            ));
        }
    };
    let options = WebOptions {
        folder: folder.to_owned(),
        coding,
        limit: args.web.limit,
        overwrite: Overwrite::allowed(args.force),
    };
    let voice = voices::voice(studio, show, args.show.stand_in)?;
    let bars = Bars::default();
    let jobs = args::jobs(args.show.jobs);
    let written = studio.web(show, (voice.as_ref(), jobs), &options, &bars);
    let report = match findings::mistake(show, written)? {
        Ok(report) => report,
        Err(code) => return Ok(code),
    };
    let mega = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    say!(
        "{}: {} between decisions, {} ({}), {} kB of script",
        folder.join("index.html").display(),
        count(report.parts, "part"),
        count(report.sounds, "sound"),
        mega(report.audio),
        report.script.div_ceil(1_000),
    )?;
    Ok(ExitCode::SUCCESS)
}
