//! Cuts a long recording, in which a person reads many lines, into a take for each line. The lines are
//! found beside the same words as the voices speak them. Of several readings of a sentence, the last
//! one without a difference is used.

mod choice;
mod cut;
mod write;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::book::Speech;
use crate::exchange::line_id::{self, Named};
use crate::perform::{Context, PerformError, spoken_line};
use crate::session::takes::differing::Difference;
use crate::session::{SessionError, Show, Studio, reading};
use crate::world::LARGEST_FILE;
use cuebook_align::gaps::Reduce;
use cuebook_align::{Heard, Spoken, Timed, listen};
use cuebook_core::id::{IdRange, LineId, RoleId, WordId};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Decibels, Frames};
use cuebook_voice::{Take, Voice, recorded};

pub(crate) use write::Form;

/// How a recording is cut.
#[derive(Clone, Debug, Default)]
pub struct SplitOptions {
    /// The role whose lines are read; all lines if absent.
    pub by: Option<RoleId>,
    /// The sounds that are lowered between the words.
    pub reduce: Reduce,
    /// Whether lines that are read in part become takes too.
    pub incomplete: bool,
}

/// A recording that is cut.
#[derive(Clone, Debug)]
pub struct Split {
    pub file: PathBuf,
    pub frames: Frames,
    /// The level of the noise between the words, in dB below the largest sample.
    pub noise: Option<f64>,
    /// The lines of which something was found, in the order of the text.
    pub lines: Vec<SplitLine>,
    /// The lines of which nothing was found.
    pub left_out: Vec<Named>,
    /// The lines that no voice speaks, so that nothing could be compared.
    pub unread: Vec<Named>,
    /// Sounds that belong to no line: coughs, slates, other words.
    pub other: Vec<Range<Frames>>,
    /// The breaths and clicks that were lowered.
    pub reduced: cuebook_align::gaps::Reduced,
}

/// A line that was found in a recording.
#[derive(Clone, Debug)]
pub struct SplitLine {
    pub named: Named,
    /// The parts of the recording that are its take, in the order of the line. Empty if none is whole.
    pub pieces: Vec<Range<Frames>>,
    /// Its readings that are not used, and whether each is whole.
    pub unused: Vec<(Range<Frames>, bool)>,
    /// The words of it that were not found.
    pub missing: Vec<Range<WordId>>,
    /// Where the words of the take differ, by their places in the recording.
    pub differences: Vec<Difference>,
    /// The words of the take, by their places in the recording.
    words: Vec<Range<Frames>>,
    /// The take.
    pub samples: Vec<f32>,
    /// The gain that brings it to the level of the others.
    pub gain: Decibels,
}

impl SplitLine {
    /// Returns whether the line has a take.
    #[must_use]
    pub fn is_used(&self) -> bool {
        !self.pieces.is_empty()
    }
}

/// A line to find, with its words as its voice speaks them.
struct Wanted {
    named: Named,
    /// The words of each sentence, by their index in the line.
    passages: Vec<Range<usize>>,
    take: Take,
}

impl Studio {
    /// Finds the lines of a show in a recording, and cuts their takes. Nothing is written.
    ///
    /// # Errors
    /// When the recording cannot be read, no voice can speak the lines, or the cache fails.
    pub fn split(
        &self,
        show: &Show,
        recording: &Recording,
        options: &SplitOptions,
        (voice, jobs, progress): (&dyn Voice, usize, &dyn Progress),
    ) -> Result<Split, SessionError> {
        let samples = &recording.samples;
        let context = Context {
            world: &self.world(&show.path),
            voice,
            cache: &self.cache()?,
            jobs,
            progress,
        };
        let (wanted, unread) = self.wanted(show, options.by, &context)?;
        let lines: Vec<Spoken> = wanted
            .iter()
            .map(|line| {
                let take = Timed {
                    samples: &line.take.samples,
                    words: &line.take.words,
                };
                let role = show.book.lines[line.named.line].role;
                Spoken::of(take, &line.passages, role.0)
            })
            .collect();
        let heard = listen(&lines, samples);
        drop(lines);
        let mut split = choice::split(show, &wanted, &heard, samples, options.incomplete);
        split.file.clone_from(&recording.file);
        split.unread = unread;
        cut::make(&mut split, samples, options.reduce);
        Ok(split)
    }

    /// Returns the lines to find, and those that no voice speaks.
    fn wanted(
        &self,
        show: &Show,
        by: Option<RoleId>,
        context: &Context<'_>,
    ) -> Result<(Vec<Wanted>, Vec<Named>), SessionError> {
        let mut named = line_id::name_all(&show.script, &show.book);
        named.retain(|named| {
            let line = &show.book.lines[named.line];
            by.is_none_or(|role| line.role == role) && !line.words.is_empty()
        });
        context.progress.begin(Stage::Voices, named.len() as u64);
        let takes = reading::side_by_side(&named, context.jobs, |named| {
            let take = spoken_line((&show.book, named.line), context);
            context.progress.advance(1);
            match take {
                Ok(take) => Ok(Ok(take)),
                Err(error @ PerformError::Voice { .. }) => Ok(Err(error)),
                Err(PerformError::Cache(source)) => Err(self.cache_failed(source)),
                Err(error) => Err(error.into()),
            }
        });
        context.progress.end();
        let (mut wanted, mut unread, mut why) = (Vec::new(), Vec::new(), None);
        for (named, take) in named.into_iter().zip(takes?) {
            match take {
                Ok(take) => wanted.push(Wanted {
                    passages: passages(show, named.line),
                    named,
                    take,
                }),
                Err(error) => {
                    unread.push(named);
                    why = Some(error);
                }
            }
        }
        match why {
            Some(error) if wanted.is_empty() => Err(error.into()),
            _ => Ok((wanted, unread)),
        }
    }
}

/// Returns the words of each sentence of a line, by their index in the line.
fn passages(show: &Show, line: LineId) -> Vec<Range<usize>> {
    let (words, prose) = (show.book.lines[line].words.clone(), &show.book.prose);
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (index, word) in words.ids().enumerate() {
        let sentence = prose.sentence_of(word);
        match passages.last_mut().filter(|_| last == Some(sentence)) {
            Some(passage) => passage.end = index + 1,
            None => passages.push(index..index + 1),
        }
        last = Some(sentence);
    }
    passages
}

/// A long recording, as one channel.
#[derive(Clone, Debug)]
pub struct Recording {
    file: PathBuf,
    samples: Vec<f32>,
}

impl Recording {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or decoded.
    pub fn open(file: &Path) -> Result<Recording, SessionError> {
        let failed = |source| SessionError::Sound {
            path: file.to_owned(),
            source,
        };
        let size = fs::metadata(file).map_err(failed)?.len();
        if size > LARGEST_FILE {
            let why = format!("it has {size} bytes; the limit is {LARGEST_FILE}");
            return Err(failed(std::io::Error::other(why)));
        }
        let bytes = fs::read(file).map_err(failed)?;
        let name = file.display().to_string();
        let audio = cuebook_synth::file::decode(&name, bytes.into())?;
        Ok(Recording {
            file: file.to_owned(),
            samples: recorded::take(&audio, "", &[]).samples,
        })
    }
}

impl Show {
    /// Returns the role with this name, or `narrator` for the one that reads the narration.
    #[must_use]
    pub fn reader(&self, name: &str) -> Option<RoleId> {
        let book = &self.book;
        let named = book.roles.entries();
        let mut named = named.filter(|(_, role)| role.name.eq_ignore_ascii_case(name));
        let found = named.next().map(|(id, _)| id);
        found.or_else(|| {
            name.eq_ignore_ascii_case("narrator")
                .then_some(book.narrator)
        })
    }
}

/// Returns whether a line has a recording already.
fn is_recorded(show: &Show, line: LineId) -> bool {
    matches!(show.book.lines[line].speech, Speech::Recording { .. })
}

/// Returns the place of a part of a recording.
fn place(heard: &Heard) -> &Range<Frames> {
    match heard {
        Heard::Passage { at, .. } | Heard::Other(at) => at,
    }
}

#[cfg(test)]
mod tests;
