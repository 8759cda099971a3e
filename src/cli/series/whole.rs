//! All chapters of a series as one file.

use std::path::Path;
use std::process::ExitCode;

use super::{Company, is_text};
use crate::cli::bars::Bars;
use crate::cli::findings;
use crate::cli::print::{count, note, say};
use crate::output::encode::Choice;
use crate::session::deliver::slug;
use crate::session::series::SeriesFile;
use crate::session::series::whole::{Marks, WholeMade, WholeOptions};
use crate::session::{SessionError, Studio};
use cuebook_core::units::{Bytes, Frames, clock};

/// One file of all chapters.
#[derive(clap::Args)]
pub(in crate::cli) struct WholeArgs {
    /// Write all chapters as one file, with a mark for each [default format: m4b]
    #[arg(long, conflicts_with = "chapter")]
    pub(super) whole: bool,
    /// With --whole: also mark the chapters within each script
    #[arg(long, requires = "whole")]
    mark_scenes: bool,
}

impl WholeArgs {
    /// Returns the options of the file in a folder. It has the name of the series.
    pub(super) fn options(
        &self,
        series: &SeriesFile,
        folder: &Path,
        format: Choice,
        mono: bool,
    ) -> WholeOptions {
        let ending = format.container.ending();
        let name = slug(&series.title(), "series");
        WholeOptions {
            output: folder.join(format!("{name}.{ending}")),
            format,
            mono,
            marks: match self.mark_scenes {
                true => Marks::Scenes,
                false => Marks::Chapters,
            },
        }
    }
}

/// Writes all chapters as one file. All must be without mistakes.
pub(super) fn one_file(
    studio: &Studio,
    series: &SeriesFile,
    (company, jobs): (&Company<'_>, usize),
    options: &WholeOptions,
) -> Result<ExitCode, SessionError> {
    let mut mistaken = 0;
    for file in &series.chapters {
        if file.is_text {
            is_text(file);
            mistaken += 1;
            continue;
        }
        let chapter = studio.open_chapter(series, file)?;
        match chapter.show.has_mistakes() {
            true => {
                findings::print(&chapter.show, &chapter.show.diagnostics);
                mistaken += 1;
            }
            false => {
                company.ready(&chapter.show)?;
            }
        }
    }
    if mistaken > 0 {
        note!("one file needs all chapters: {mistaken} of them cannot be rendered");
        return Ok(ExitCode::from(1));
    }
    let voice = (company.voice.as_ref(), jobs);
    let WholeMade {
        kept,
        is_new,
        spoken,
        marks,
    } = studio.make_whole(series, voice, options, &Bars::default())?;
    let state = match is_new {
        true => format!("{} spoken", count(spoken, "take")),
        false => "unchanged".to_owned(),
    };
    let bytes = kept.files.iter().map(|file| file.bytes).sum();
    say!(
        "{}: {}, {}, {}, {state}",
        options.output.display(),
        clock(Frames(kept.frames)),
        count(marks, "mark"),
        Bytes(bytes)
    )?;
    Ok(ExitCode::SUCCESS)
}
