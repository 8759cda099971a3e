//! Writes a show as a text to read along: an EPUB with media overlays, or one page of HTML. The
//! show is mixed once, and its sound is encoded while it is mixed.

mod book;
pub(super) mod facts;
mod page;
mod sound;

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::exchange::read_along::document::{Form, Text};
use crate::exchange::read_along::section::{Section, sections};
use crate::exchange::read_along::{About, Grain, part};
use crate::mix::Listening;
use crate::output::meter::Sides;
use crate::session::console::Console;
use crate::session::files::needs_folder;
use crate::session::{Part, SessionError, Show, Staged, Studio, cut};
use crate::timeline::Timeline;
use crate::timeline::chapters::within;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;
use cuebook_core::whole_file::{self, WholeFile};
use cuebook_voice::Voice;

pub(crate) use sound::Coding;

/// The kind of the output.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// An EPUB in which these are marked.
    Book(Grain),
    /// One page.
    Page {
        coding: Coding,
        /// Whether the sound is in a file beside the page.
        is_beside: bool,
    },
}

/// The result of an export.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// The files: the book or the page, then the sound beside it.
    pub(crate) files: Vec<PathBuf>,
    pub(crate) chapters: usize,
    /// The words that are heard.
    pub(crate) words: usize,
    /// The length of the show.
    pub(crate) frames: Frames,
    /// The size of all files.
    pub(crate) bytes: u64,
    /// Warnings that need the final times.
    pub(crate) doubts: Vec<Diagnostic>,
}

impl Studio {
    /// Writes a show as a text to read along.
    ///
    /// # Errors
    /// When the show cannot be performed, or a file cannot be written.
    pub(crate) fn read_along(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        (kind, output, part): (&Kind, &Path, &Part),
        progress: &dyn Progress,
    ) -> Result<Written, SessionError> {
        guard(show, kind, output)?;
        let staged = self.stage(show, voice, jobs, progress)?;
        let part = cut(show, &staged.timeline, part)?;
        let heard = (Listening::Loudspeakers, Sides::Both);
        let common = self.common_trim(show, (voice, jobs), heard, progress)?;
        let cover = self.cover(show)?.map(|cover| cover.bytes);
        let credits = self.credits_heard(show, &staged.performance);
        let about = facts::about(show, &credits, cover);
        let Staged {
            performance,
            timeline,
            doubts,
        } = staged;
        let console = self.console(&show.book, (performance, &timeline), heard, common);
        let ready = Readable {
            show,
            console: &console,
            timeline: &timeline,
            part,
            about: &about,
        };
        Ok(Written {
            doubts,
            ..ready.write((kind, output), progress)?
        })
    }
}

/// A show that is ready to be written as a text to read along.
pub(super) struct Readable<'a> {
    pub(super) show: &'a Show,
    pub(super) console: &'a Console,
    pub(super) timeline: &'a Timeline,
    /// The part of the show that is written; `None` for the whole.
    pub(super) part: Option<Range<Frames>>,
    pub(super) about: &'a About,
}

impl Readable<'_> {
    /// Writes the text to an output that may be replaced.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn write(
        &self,
        (kind, output): (&Kind, &Path),
        progress: &dyn Progress,
    ) -> Result<Written, SessionError> {
        let part = self.part.as_ref();
        let timeline = part.map(|part| self.timeline.within(part));
        let timeline = timeline.as_ref().unwrap_or(self.timeline);
        let text = self.text(timeline, kind);
        let making = Making {
            show: self.show,
            timeline,
            part,
            text: &text,
            about: self.about,
            console: self.console,
            progress,
        };
        let files = match kind {
            Kind::Book(_) => making.book(output)?,
            Kind::Page { coding, is_beside } => making.page(output, *coding, *is_beside)?,
        };
        let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |file| file.len());
        Ok(Written {
            bytes: files.iter().map(size).sum(),
            files,
            chapters: text.sections.len(),
            words: timeline.words.iter().filter(|at| !at.is_empty()).count(),
            frames: timeline.frames,
            doubts: Vec::new(),
        })
    }

    /// Returns the text of the show with its chapters. `timeline` is that of the part.
    fn text(&self, timeline: &Timeline, kind: &Kind) -> Text {
        let book = &self.show.book;
        let mut pieces = book.prose.set();
        let mut chapters = self.timeline.chapters(book);
        if let Some(part) = &self.part {
            pieces = part::within(timeline, pieces);
            chapters = within(&chapters, part);
        }
        let begins: Vec<(Frames, String)> = chapters
            .into_iter()
            .map(|chapter| (chapter.start, chapter.title))
            .collect();
        let mut sections = sections(book, timeline, &pieces, &begins);
        let untitled = |section: &&mut Section| section.title.trim().is_empty();
        for section in sections.iter_mut().filter(untitled) {
            section.title.clone_from(&self.about.title);
        }
        let form = match kind {
            Kind::Book(grain) => Form::Book(*grain),
            Kind::Page { .. } => Form::Page,
        };
        let is_right_to_left = self.about.is_right_to_left();
        Text::of((book, timeline), pieces, sections, form, is_right_to_left)
    }
}

/// A show that is being written.
struct Making<'a> {
    show: &'a Show,
    /// The times, in the part.
    timeline: &'a Timeline,
    part: Option<&'a Range<Frames>>,
    text: &'a Text,
    about: &'a About,
    console: &'a Console,
    progress: &'a dyn Progress,
}

/// Refuses outputs that would replace the show, and those in a folder that is missing.
fn guard(show: &Show, kind: &Kind, output: &Path) -> Result<(), SessionError> {
    needs_folder(output)?;
    show.refuse_own(output)?;
    match kind {
        Kind::Page {
            coding,
            is_beside: true,
        } => show.refuse_own(&output.with_extension(coding.ending())),
        _ => Ok(()),
    }
}

/// Begins a file that appears when it is whole.
fn begin(path: &Path) -> Result<WholeFile, SessionError> {
    whole_file::remove_abandoned(whole_file::folder_of(path));
    WholeFile::create(path).map_err(unwritten(path))
}

fn unwritten(path: &Path) -> impl Fn(std::io::Error) -> SessionError {
    move |source| SessionError::Unwritten {
        path: path.to_owned(),
        source,
    }
}
