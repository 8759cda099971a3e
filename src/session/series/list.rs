//! Lists the chapters of a series: what each is, how long, and whether its files are made.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::make::WasMade;
use super::{ChapterFile, SeriesFile};
use crate::session::{SessionError, Studio};
use cuebook_core::units::RATE;
use cuebook_voice::Voice;

/// A chapter in a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Listed {
    pub number: usize,
    pub file: String,
    pub title: String,
    /// `text`, `mistakes`, `unreadable` or `script`.
    pub kind: &'static str,
    pub words: usize,
    /// The length; `None` if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// Whether the length is final, because all its audio is in the cache.
    pub exact: bool,
    /// The state of its files: `made`, `stand-in` if the tone voice speaks in them, `changed` or
    /// `missing`; `None` without a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// The integrated loudness of its file in LUFS, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loudness: Option<f64>,
}

impl Studio {
    /// Lists the chapters. `folder` is that of their files.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn list_series(
        &self,
        series: &SeriesFile,
        voice: &dyn Voice,
        folder: Option<&Path>,
    ) -> Result<Vec<Listed>, SessionError> {
        let chapters = series.chapters.par_iter();
        chapters
            .map(|file| self.list_chapter(series, file, voice, folder))
            .collect()
    }

    fn list_chapter(
        &self,
        series: &SeriesFile,
        file: &ChapterFile,
        voice: &dyn Voice,
        folder: Option<&Path>,
    ) -> Result<Listed, SessionError> {
        let mut listed = Listed {
            number: file.number(),
            file: file.name.clone(),
            title: String::new(),
            kind: "text",
            words: 0,
            seconds: None,
            exact: false,
            state: None,
            loudness: None,
        };
        if file.is_text {
            return Ok(listed);
        }
        let Ok(chapter) = self.open_chapter(series, file) else {
            listed.kind = "unreadable";
            return Ok(listed);
        };
        listed.title = chapter.title();
        listed.words = chapter.show.book.prose.words.len();
        if chapter.show.has_mistakes() {
            listed.kind = "mistakes";
            return Ok(listed);
        }
        listed.kind = "script";
        let expected = self.expect_with(&chapter.show, voice)?;
        listed.seconds = Some(expected.timeline.frames.0 as f64 / f64::from(RATE));
        listed.exact = expected.is_exact;
        if let Some(folder) = folder {
            let made = self.was_made(&chapter, folder, voice);
            listed.state = Some(match &made {
                None => "missing",
                Some((_, WasMade::Same)) => "made",
                Some((_, WasMade::ByTones)) => "stand-in",
                Some((_, WasMade::Before)) => "changed",
            });
            listed.loudness = made.and_then(|(kept, _)| kept.loudness);
        }
        Ok(listed)
    }
}
