//! Checks a series: every chapter, and what only shows in all of them together.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::across::{Facts, Finding, facts, first_seen, remarks};
use super::{Chapter, ChapterFile, SeriesFile, spelling};
use crate::mix::Listening;
use crate::output::level::render_whole;
use crate::output::meter::{Sides, audible};
use crate::output::{Sink, SinkError};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Severity;
use cuebook_core::progress::{Progress, Silent};
use cuebook_engine::Block;
use cuebook_story::explore::MAX_STATES;
use cuebook_voice::Voice;

/// What was found in a series.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    version: u32,
    pub chapters: Vec<CheckedChapter>,
    /// What was found between chapters.
    pub remarks: Vec<Finding>,
}

/// What was found in a chapter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckedChapter {
    pub number: usize,
    pub file: String,
    pub title: String,
    /// `text`, `unreadable` or `script`.
    pub kind: &'static str,
    pub errors: usize,
    pub warnings: usize,
    /// The diagnostics, as in the report of `cuebook check --format json`.
    pub report: Value,
    /// The roles that no chapter before has.
    pub new_roles: Vec<String>,
    /// The integrated loudness in LUFS, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loudness: Option<f64>,
    #[serde(skip)]
    pub(super) roles: Vec<Facts>,
    #[serde(skip)]
    pub(super) names: BTreeSet<String>,
    /// The level that it aims at.
    #[serde(skip)]
    pub(super) aim: Option<f64>,
}

/// How the loudness is found.
#[derive(Copy, Clone)]
pub(crate) enum Loudness<'a> {
    /// From what was stored when a chapter was rendered.
    Stored(&'a dyn Voice),
    /// By mixing every chapter, with this number of lines spoken at once.
    Measured(&'a dyn Voice, usize, &'a dyn Progress),
}

impl Studio {
    /// Checks a series. `told` returns the report of a show as JSON.
    ///
    /// # Errors
    /// When a chapter is measured, and cannot be performed.
    pub(crate) fn check_series(
        &self,
        series: &SeriesFile,
        loudness: Loudness<'_>,
        told: &(dyn Fn(&Show) -> Value + Sync),
    ) -> Result<Checked, SessionError> {
        let (Loudness::Stored(voice) | Loudness::Measured(voice, ..)) = loudness;
        let chapters = series.chapters.par_iter();
        let chapters = chapters.map(|file| self.check_chapter(series, file, voice, told));
        let mut chapters: Vec<CheckedChapter> = chapters.collect();
        if let Loudness::Measured(voice, jobs, progress) = loudness {
            for (checked, file) in chapters.iter_mut().zip(&series.chapters) {
                if checked.kind == "script" && checked.errors == 0 {
                    let chapter = self.open_chapter(series, file)?;
                    checked.loudness = self.measured(&chapter.show, (voice, jobs), progress)?;
                }
            }
        }
        first_seen(&mut chapters);
        let remarks = remarks(&chapters);
        Ok(Checked {
            version: 1,
            chapters,
            remarks,
        })
    }

    fn check_chapter(
        &self,
        series: &SeriesFile,
        file: &ChapterFile,
        voice: &dyn Voice,
        told: &(dyn Fn(&Show) -> Value + Sync),
    ) -> CheckedChapter {
        let mut checked = CheckedChapter::nothing(file);
        if file.is_text {
            return checked;
        }
        let Chapter { mut show, .. } = match self.open_chapter(series, file) {
            Ok(chapter) => {
                checked.title = chapter.title();
                chapter
            }
            Err(error) => {
                checked.kind = "unreadable";
                checked.errors = 1;
                checked.report = Value::from(error.to_string());
                return checked;
            }
        };
        checked.kind = "script";
        show.listen(&self.world(&show.path));
        let doubts = self.doubts(&show, MAX_STATES);
        show.diagnostics.extend(doubts);
        let is_error = |severity: Severity| severity == Severity::Error;
        let all = show.diagnostics.len();
        let errors = show.diagnostics.iter();
        checked.errors = errors.filter(|found| is_error(found.severity)).count();
        checked.warnings = all - checked.errors;
        if all > 0 {
            checked.report = told(&show);
        }
        checked.roles = show
            .book
            .roles
            .iter()
            .map(|role| facts(role, &show))
            .collect();
        checked.names = match has_capital_nouns(&show) {
            true => BTreeSet::new(),
            false => spelling::names(&show.book.prose),
        };
        checked.aim = Some(show.book.target.level.aim());
        if checked.errors == 0 {
            checked.loudness = self.stored(&show, voice);
        }
        checked
    }

    /// Returns the loudness that was stored when a show was rendered, if nothing changed since.
    fn stored(&self, show: &Show, voice: &dyn Voice) -> Option<f64> {
        let expected = self.expect_with(show, voice).ok()?;
        if !expected.is_exact || show.book.story.is_some() {
            return None;
        }
        let staged = self.stage(show, voice, 1, &Silent).ok()?;
        let heard = (Listening::Loudspeakers, Sides::Both);
        let made = (staged.performance, &staged.timeline);
        let levels = self.console(&show.book, made, heard, None).kept_levels()?;
        audible(levels.integrated).map(|loudness| loudness.0)
    }

    /// Mixes a show and returns its loudness.
    fn measured(
        &self,
        show: &Show,
        voice: (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Option<f64>, SessionError> {
        let staged = self.stage(show, voice.0, voice.1, progress)?;
        let heard = (Listening::Loudspeakers, Sides::Both);
        let common = self.common_trim(show, voice, heard, progress)?;
        let made = (staged.performance, &staged.timeline);
        let console = self.console(&show.book, made, heard, common);
        let levels = match console.kept_levels() {
            Some(levels) => levels,
            None => {
                let (trim, _) = console.trim()?;
                render_whole(console.engine(trim), console.goal, &mut Nowhere)?
            }
        };
        Ok(audible(levels.integrated).map(|loudness| loudness.0))
    }
}

/// Returns whether all nouns of the text have capitals, not only names.
fn has_capital_nouns(show: &Show) -> bool {
    let language = show.script.language.as_ref();
    language.is_some_and(|tag| matches!(tag.value.split('-').next(), Some("de" | "lb")))
}

/// A sink that keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &Block, _: usize) -> Result<(), SinkError> {
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}

impl CheckedChapter {
    fn nothing(file: &ChapterFile) -> CheckedChapter {
        CheckedChapter {
            number: file.number(),
            file: file.name.clone(),
            title: String::new(),
            kind: "text",
            errors: 0,
            warnings: 0,
            report: Value::Null,
            new_roles: Vec::new(),
            loudness: None,
            roles: Vec::new(),
            names: BTreeSet::new(),
            aim: None,
        }
    }
}
