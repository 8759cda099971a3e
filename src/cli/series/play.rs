//! `cuebook series play`: plays the chapters one after the other.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Company, is_text, opened};
use crate::cli::args::Aloud;
use crate::cli::ending;
use crate::cli::findings;
use crate::cli::play::{self, INTERRUPTED};
use crate::cli::print::say;
use crate::session::{SessionError, Studio};
use cuebook_voice::Voice;

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The series file
    series: PathBuf,
    /// Begin with this chapter: its number, or its path as the series has it
    #[arg(long, value_name = "CHAPTER")]
    from: Option<String>,
    /// Speak with a built-in tone voice that needs no voice pack
    #[arg(long)]
    stand_in: bool,
    /// How many lines to speak at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    #[command(flatten)]
    aloud: Aloud,
}

/// Plays until the last chapter ends, or the user stops it.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series)? else {
        return Ok(ExitCode::from(1));
    };
    let first = match &args.from {
        Some(named) => series.chapter(named)?.index,
        None => 0,
    };
    let is_ended = ending::flag()?;
    let company = Company::of(&studio, args.stand_in);
    let voice: Arc<dyn Voice> = Arc::from(Company::of(&studio, args.stand_in).voice);
    let mut code = ExitCode::SUCCESS;
    for file in &series.chapters[first..] {
        if file.is_text {
            is_text(file);
            code = ExitCode::from(1);
            continue;
        }
        // The listener decides in an interactive chapter, so it is not a path of it.
        let show = studio.open(&file.path, None)?;
        if !findings::passes(&show) {
            code = ExitCode::from(1);
            continue;
        }
        company.ready(&show)?;
        say!(
            "[{}/{}] {}",
            file.number(),
            series.chapters.len(),
            show.book.title
        )?;
        let jobs = crate::cli::args::jobs(args.jobs);
        play::chapter(&studio, show, (voice.clone(), jobs), &args.aloud, &is_ended)?;
        if is_ended.load(Ordering::Relaxed) {
            return Ok(ExitCode::from(INTERRUPTED));
        }
    }
    Ok(code)
}
