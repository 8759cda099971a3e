//! `cuebook series`: checks, lists, plans, renders and publishes all chapters of a series.

mod check;
mod draft;
mod list;
mod make;
mod plan;
mod play;
mod publish;
mod whole;
mod workflow;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::print::{note, notes};
use super::report::{File, Report, Style};
use super::voices;
use crate::session::series::{ChapterFile, SeriesFile};
use crate::session::{SessionError, Show, Studio};
use cuebook_voice::Voice;
use cuebook_voice::tone::ToneVoice;

pub(super) use check::file as check_file;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Write a series file for the scripts and texts of a folder
    New(draft::NewArgs),
    /// Draft scripts for the chapters that are texts, and name them in the series
    Draft(draft::Args),
    /// List the chapters: titles, lengths, and whether their files are made
    List(list::Args),
    /// Check every chapter, and names, voices and loudness across all of them
    Check(check::Args),
    /// Show what must be spoken, how long that takes, and how much disk it needs
    Plan(plan::Args),
    /// Speak the lines that are not in the cache, and write nothing
    Speak(make::SpeakArgs),
    /// Render every chapter to a numbered file, or all of them to one
    Render(make::RenderArgs),
    /// Render every chapter for delivery targets, and measure the files
    Deliver(make::DeliverArgs),
    /// Write every chapter in all forms, and a podcast feed
    Publish(publish::Args),
    /// Play the chapters one after the other
    Play(play::Args),
    /// Write the work as a Snakefile or a Makefile, for one machine or many
    Workflow(workflow::Args),
}

impl Command {
    pub(super) fn run(&self) -> Result<ExitCode, SessionError> {
        match self {
            Command::New(args) => draft::new(args),
            Command::Draft(args) => draft::run(args),
            Command::List(args) => list::run(args),
            Command::Check(args) => check::run(args),
            Command::Plan(args) => plan::run(args),
            Command::Speak(args) => make::speak(args),
            Command::Render(args) => make::render(args),
            Command::Deliver(args) => make::deliver(args),
            Command::Publish(args) => publish::run(args),
            Command::Play(args) => play::run(args),
            Command::Workflow(args) => workflow::run(args),
        }
    }
}

/// The series, and the options of its performance.
#[derive(clap::Args)]
struct SeriesArgs {
    /// The series file
    series: PathBuf,
    /// Only this chapter: its number, or its path as the series has it; repeat it for several
    #[arg(long, value_name = "CHAPTER")]
    chapter: Vec<String>,
    /// Speak with a built-in tone voice that needs no voice pack
    #[arg(long)]
    stand_in: bool,
    /// How many lines to speak at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

impl SeriesArgs {
    /// Returns the chapters that are asked for, in the order of the series; all without a wish.
    fn chapters<'s>(&self, series: &'s SeriesFile) -> Result<Vec<&'s ChapterFile>, SessionError> {
        let wanted = self.chapter.iter().map(|named| series.chapter(named));
        let wanted = wanted.collect::<Result<Vec<_>, SessionError>>()?;
        let is_wanted = |chapter: &&ChapterFile| {
            wanted.is_empty() || wanted.iter().any(|one| one.index == chapter.index)
        };
        Ok(series.chapters.iter().filter(is_wanted).collect())
    }

    fn jobs(&self) -> usize {
        super::args::jobs(self.jobs)
    }
}

/// Opens a series. Prints its mistakes, and returns `None` if its author must correct one.
pub(super) fn opened(studio: &Studio, path: &Path) -> Result<Option<SeriesFile>, SessionError> {
    let series = studio.open_series(path)?;
    if !series.diagnostics.is_empty() {
        notes(&report(&series, Style::of(&io::stderr())));
    }
    Ok((!series.has_mistakes()).then_some(series))
}

/// Returns the diagnostics of a series file for people.
fn report(series: &SeriesFile, style: Style) -> String {
    let name = series.path.display().to_string();
    let file = File {
        name: &name,
        text: &series.source,
    };
    Report::new(file, None).person(&series.diagnostics, style)
}

/// The voice of all chapters. It is loaded once.
struct Company<'s> {
    studio: &'s Studio,
    is_stand_in: bool,
    voice: Box<dyn Voice>,
}

impl<'s> Company<'s> {
    fn of(studio: &'s Studio, is_stand_in: bool) -> Company<'s> {
        let voice: Box<dyn Voice> = match is_stand_in {
            true => Box::new(ToneVoice),
            false => Box::new(studio.neural()),
        };
        Company {
            studio,
            is_stand_in,
            voice,
        }
    }

    /// Returns the voice for a show. Installs the voice pack if it is needed and missing.
    fn ready(&self, show: &Show) -> Result<&dyn Voice, SessionError> {
        if !self.is_stand_in {
            voices::ready(self.studio, show)?;
        }
        Ok(self.voice.as_ref())
    }
}

/// Says that a chapter is a text without a script.
fn is_text(chapter: &ChapterFile) {
    note!(
        "{} is a text without a script; `cuebook series draft` writes one",
        chapter.name
    );
}
