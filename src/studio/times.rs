//! The times of the show: when each word, line and cue is heard. They are those of the playback, or
//! estimates before the show was played.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::answer::Failure;
use super::desk::{Desk, revision};
use crate::book::Book;
use crate::perform::Performance;
use crate::session::Show;
use crate::session::expected::Expected;
use crate::session::live::Edition;
use crate::timeline::Timeline;
use cuebook_core::id::{CueId, Id, LineId};
use cuebook_core::units::Frames;

/// The times of a show, in the order of its document.
#[derive(Serialize)]
pub(super) struct Times {
    revision: String,
    edition: u32,
    /// Whether all times are final.
    exact: bool,
    frames: i64,
    reading: i64,
    words: Vec<i64>,
    lines: Vec<i64>,
    cues: Vec<i64>,
    /// `None` for a scene that the path does not hear.
    scenes: Vec<Option<i64>>,
    made: usize,
    all: usize,
    horizon: i64,
}

/// A show that is laid out, with the audio that is made.
pub(super) struct LaidOut {
    revision: String,
    origin: Origin,
}

/// Where the times come from.
enum Origin {
    /// The edition that is played.
    Edition(Arc<Edition>, Performance),
    /// Estimates before the show was played.
    Expected(Arc<Show>, Arc<Expected>),
}

/// The estimates of the last revision that was asked for.
#[derive(Default)]
pub(super) struct Estimates(Mutex<Option<(String, Arc<Expected>)>>);

impl LaidOut {
    /// Lays out the open show.
    ///
    /// # Errors
    /// When no show is open, or it has mistakes.
    pub(super) fn of(desk: &Desk) -> Result<LaidOut, Failure> {
        let (show, current) = desk.show()?;
        let played = desk.listening.player().and_then(|player| player.latest());
        if let Some(edition) = played
            && revision(edition.show().whole()) == current
        {
            let performance = edition.performance();
            return Ok(LaidOut {
                revision: current,
                origin: Origin::Edition(edition, performance),
            });
        }
        if show.has_mistakes() {
            return Err(Failure::refused("a script with mistakes has no times"));
        }
        let known = desk.estimates.0.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        let expected = match &*known {
            Some((own, expected)) if *own == current => expected.clone(),
            _ => Arc::new(desk.studio.expect_with(&show, desk.voice.as_ref())?),
        };
        *known = Some((current.clone(), expected.clone()));
        Ok(LaidOut {
            revision: current,
            origin: Origin::Expected(show, expected),
        })
    }

    pub(super) fn show(&self) -> &Show {
        match &self.origin {
            Origin::Edition(edition, _) => edition.show(),
            Origin::Expected(show, _) => show,
        }
    }

    /// Returns the times of the show, or of the path that is played.
    pub(super) fn timeline(&self) -> &Timeline {
        match &self.origin {
            Origin::Edition(edition, _) => &edition.timeline,
            Origin::Expected(_, expected) => &expected.timeline,
        }
    }

    /// Returns the takes and sounds.
    pub(super) fn performance(&self) -> &Performance {
        match &self.origin {
            Origin::Edition(_, performance) => performance,
            Origin::Expected(_, expected) => &expected.performance,
        }
    }

    /// Returns the line that is one of the document; `None` if the path does not hear it.
    pub(super) fn line(&self, index: usize) -> Option<LineId> {
        let Some(whole) = self.other() else {
            return Some(LineId(index)).filter(|id| self.show().book.lines.get(*id).is_some());
        };
        let name = &whole.lines.get(LineId(index))?.id;
        self.show().book.lines.position(|line| line.id == *name)
    }

    /// Returns the cue that is one of the document; `None` if the path does not hear it.
    pub(super) fn cue(&self, index: usize) -> Option<CueId> {
        let Some(whole) = self.other() else {
            return Some(CueId(index)).filter(|id| self.show().book.cues.get(*id).is_some());
        };
        let name = &whole.cues.get(CueId(index))?.id;
        self.show().book.cues.position(|cue| cue.id == *name)
    }

    /// Returns the number in the document of a cue.
    pub(super) fn number_of(&self, cue: CueId) -> Option<usize> {
        let Some(whole) = self.other() else {
            return Some(cue.0);
        };
        let name = &self.show().book.cues[cue].id;
        let found = whole.cues.position(|own| own.id == *name);
        found.map(|own| own.0)
    }

    /// Returns the book of the document, if a path of it is played.
    fn other(&self) -> Option<&Book> {
        self.is_path().then(|| &self.show().whole().book)
    }

    /// Returns what identifies these times: a change of the show or of its audio is another one.
    pub(super) fn state(&self) -> (String, u32, usize) {
        let audio = &self.performance().audio;
        let made = audio.iter().filter(|heard| heard.is_made).count();
        let edition = match &self.origin {
            Origin::Edition(edition, _) => edition.number,
            Origin::Expected(..) => 0,
        };
        (self.revision.clone(), edition, made)
    }

    /// Returns the times in the order of the document.
    pub(super) fn times(&self) -> Times {
        let timeline = self.timeline();
        let audio = &self.performance().audio;
        let made = audio.iter().filter(|heard| heard.is_made).count();
        Times {
            revision: self.revision.clone(),
            edition: match &self.origin {
                Origin::Edition(edition, _) => edition.number,
                Origin::Expected(..) => 0,
            },
            exact: made == audio.len(),
            frames: self.frames().0,
            reading: timeline.reading.0,
            words: self.words(),
            lines: self.lines(),
            cues: self.cues(),
            scenes: self.scenes(),
            made,
            all: audio.len(),
            horizon: match &self.origin {
                Origin::Edition(edition, _) => edition.horizon.0,
                Origin::Expected(..) => 0,
            },
        }
    }

    /// Returns the length, without the time that an open question waits.
    fn frames(&self) -> Frames {
        match &self.origin {
            Origin::Edition(edition, _) => edition.frames(),
            Origin::Expected(_, expected) => expected.timeline.frames,
        }
    }

    /// Returns the starts of the scenes of the whole show. In a path, a scene begins with its first
    /// word that is heard.
    fn scenes(&self) -> Vec<Option<i64>> {
        if !self.is_path() {
            return self.timeline().scenes.iter().map(|at| Some(at.0)).collect();
        }
        let words = self.words();
        let prose = &self.show().whole().book;
        let starts = prose.scenes.iter().map(|scene| scene.word.index());
        let ends = starts.clone().skip(1).chain([prose.prose.words.len()]);
        let heard = |word: &usize| words[2 * word + 1] > words[2 * word];
        let first = |(from, end): (usize, usize)| (from..end).find(heard);
        let starts = starts.zip(ends).map(first);
        starts
            .map(|word| word.map(|word| words[2 * word]))
            .collect()
    }

    fn is_path(&self) -> bool {
        self.show().whole.is_some()
    }

    /// Returns the times of the words of the text. A word that a path hears twice has its first time.
    fn words(&self) -> Vec<i64> {
        let Some(whole) = &self.show().whole else {
            return flat(self.timeline().words.iter().cloned());
        };
        let mut all = vec![0; 2 * whole.show.book.prose.words.len()];
        let words = whole.words.iter().zip(&self.timeline().words).rev();
        for (word, at) in words {
            if let Some(word) = word.filter(|_| at.end > at.start) {
                all[2 * word.index()] = at.start.0;
                all[2 * word.index() + 1] = at.end.0;
            }
        }
        all
    }

    /// Returns the times of the lines of the whole show. A path has those that it hears.
    fn lines(&self) -> Vec<i64> {
        let lines = self.timeline().lines.iter().map(|line| line.at.clone());
        if !self.is_path() {
            return flat(lines);
        }
        let own = self.show().book.lines.iter().map(|line| line.id.as_str());
        let whole = self.show().whole().book.lines.iter();
        by_name(own.zip(lines), whole.map(|line| line.id.as_str()))
    }

    fn cues(&self) -> Vec<i64> {
        let last = self.frames();
        let cues = self.timeline().cues.iter();
        let cues = cues.map(|cue| cue.at.start.min(last)..cue.at.end.min(last));
        if !self.is_path() {
            return flat(cues);
        }
        let own = self.show().book.cues.iter().map(|cue| cue.id.as_str());
        let whole = self.show().whole().book.cues.iter();
        by_name(own.zip(cues), whole.map(|cue| cue.id.as_str()))
    }
}

/// Returns the times of names, which are empty for a name that has none.
fn by_name<'n>(
    known: impl Iterator<Item = (&'n str, Range<Frames>)>,
    names: impl Iterator<Item = &'n str>,
) -> Vec<i64> {
    let mut times = HashMap::new();
    for (name, at) in known {
        times.entry(name).or_insert(at);
    }
    let none = Frames::ZERO..Frames::ZERO;
    flat(names.map(|name| times.get(name).cloned().unwrap_or(none.clone())))
}

/// Returns starts and ends in turn.
fn flat(ranges: impl Iterator<Item = Range<Frames>>) -> Vec<i64> {
    ranges.flat_map(|at| [at.start.0, at.end.0]).collect()
}
