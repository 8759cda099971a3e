//! Performs a book: makes the audio of every line and sound, with the time of
//! every word. Takes a book; returns a [`Performance`] at the engine's rate.
//! All audio is in the cache under a hash of its inputs, so a take that exists
//! is not made again. Equal inputs give equal samples.

pub(crate) mod ahead;
pub(crate) mod cache;
pub(crate) mod spaces;
#[cfg(test)]
pub(crate) mod staged;
pub(crate) mod key;
mod catalog;
mod file;
mod work;

use std::collections::HashSet;
use std::io;
use std::ops::Range;

use crate::book::Book;
use crate::world::World;
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::{AudioId, CueId, IdVec, LineId, SpaceId, WordId};
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;

pub(crate) use ahead::Ahead;
pub(crate) use cache::{AudioSpec, Cache, CacheContents, UNPUBLISHED};
pub(crate) use catalog::BuiltinCatalog;
pub(crate) use file::{Part, decode, proof};
pub(crate) use key::Key;
pub(crate) use work::{compared, leave_out, spoken_line, utterance};

/// The inputs of a performance besides the book.
pub struct Context<'a> {
    /// The files of the show.
    pub world: &'a dyn World,
    /// The voice that speaks every line without a recording.
    pub voice: &'a dyn cuebook_voice::Voice,
    /// The cache of takes and sounds.
    pub cache: &'a Cache,
    /// The number of lines that are spoken, and of stretches that are mixed, at the same time.
    pub jobs: usize,
    /// The receiver of the progress.
    pub progress: &'a dyn Progress,
}

/// The takes and sounds of a show.
#[derive(Clone, Debug)]
pub struct Performance {
    /// All takes and sounds that are heard, each once.
    pub audio: IdVec<AudioId, CachedAudio>,
    /// The breaths of each line, at the [stops](crate::book::Line::opens) of the
    /// barrier in front of it.
    pub lines: IdVec<LineId, Vec<AtStops>>,
    /// The sounds of each cue, at its [stops](crate::book::cue::Stops::all).
    pub cues: IdVec<CueId, Vec<AtStops>>,
    /// The number of takes that [`Performance::of`] spoke; the others were in the cache.
    pub spoken: usize,
    /// Whether tones stand for the words of the voices.
    pub is_stand_in: bool,
    /// The number of stretches that are mixed at the same time.
    pub jobs: usize,
    /// For each space of the book, the keys of its response in the cache, and
    /// the length.
    spaces: IdVec<SpaceId, Option<(spaces::ResponseKeys, Frames)>>,
    cache: Cache,
}

/// A breath or a sound: its audio once for every stop. There is at least one.
pub(crate) type AtStops = Vec<AudioId>;

/// A piece of audio in the cache.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedAudio {
    pub key: Key,
    pub spec: AudioSpec,
    /// Whether the audio is in the cache. Audio that is not made yet has an
    /// estimated spec, and is silent.
    pub is_made: bool,
}

impl Performance {
    /// Speaks the lines and makes the sounds that are not in the cache.
    ///
    /// # Errors
    /// When a voice or a sound fails, or the cache cannot be written.
    pub fn of(book: &Book, context: &Context<'_>) -> Result<Performance, PerformError> {
        let plan = work::Plan::of(book, context.voice);
        let (audio, spoken) = work::perform(&plan.works, book, context)?;
        let spaces = spaces::keep(book, context)?;
        let mut in_use = plan.keys();
        in_use.extend(spaces.iter().flatten().flat_map(|(kept, _)| kept));
        context.cache.tidy(&in_use);
        Ok(Performance {
            audio,
            lines: plan.lines,
            cues: plan.cues,
            spoken,
            is_stand_in: context.voice.is_stand_in(),
            jobs: context.jobs,
            spaces,
            cache: context.cache.clone(),
        })
    }

    /// Speaks the lines of a book that begin within some words and are not in the cache. Makes nothing
    /// else. Returns the number of takes that were spoken.
    ///
    /// # Errors
    /// As those of [`Performance::of`].
    pub(crate) fn speak(
        book: &Book,
        words: &[Range<WordId>],
        context: &Context<'_>,
    ) -> Result<usize, PerformError> {
        let plan = work::Plan::of(book, context.voice);
        let in_use = plan.keys();
        let lines = book.lines.iter().zip(&plan.lines);
        let lines =
            lines.filter(|(line, _)| words.iter().any(|words| words.contains(&line.words.start)));
        let takes: HashSet<AudioId> = lines.flat_map(|(_, takes)| takes.concat()).collect();
        let works = plan.works.ids().zip(plan.works);
        let works = works.filter(|(id, _)| takes.contains(id));
        let works = works.map(|(_, work)| work).collect();
        let (_, spoken) = work::perform(&works, book, context)?;
        context.cache.tidy(&in_use);
        Ok(spoken)
    }

    /// Returns the number of lines of a book that a voice must speak because
    /// they are not in the cache, here or where machines share it.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn unspoken(
        book: &Book,
        voice: &dyn cuebook_voice::Voice,
        cache: &Cache,
    ) -> io::Result<usize> {
        work::Plan::of(book, voice).unspoken(cache)
    }

    /// Returns the utterances of a book that a voice must speak because they are not in the cache, each
    /// once.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn missing_speech(
        book: &Book,
        voice: &dyn cuebook_voice::Voice,
        cache: &Cache,
    ) -> io::Result<Vec<cuebook_voice::Utterance>> {
        work::Plan::of(book, voice).missing_speech(cache)
    }

    /// Returns the keys of the takes of a book that the store has that machines share.
    pub(crate) fn elsewhere(
        book: &Book,
        voice: &dyn cuebook_voice::Voice,
        cache: &Cache,
    ) -> HashSet<Key> {
        match cache.is_shared() {
            true => work::Plan::of(book, voice).elsewhere(cache),
            false => HashSet::new(),
        }
    }

    /// Returns the number of takes that a voice must speak for all of some books together.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn unspoken_in(
        books: &[&Book],
        voice: &dyn cuebook_voice::Voice,
        cache: &Cache,
    ) -> io::Result<usize> {
        let plans: Vec<work::Plan> = books
            .iter()
            .map(|book| work::Plan::of(book, voice))
            .collect();
        work::unspoken_in(&plans, cache)
    }

    /// Opens a piece of audio.
    ///
    /// # Errors
    /// When it is no longer in the cache.
    pub fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        let heard = self.audio.get(audio).ok_or(io::ErrorKind::NotFound)?;
        if !heard.is_made {
            return Ok(Box::new(Audio {
                channels: vec![Vec::new(); heard.spec.channels],
            }));
        }
        Ok(Box::new(self.cache.reader(&heard.key)?))
    }

    /// Opens the response of a space of the book. It is empty if the space has
    /// no reverberation, is a device, or is not used in the show.
    ///
    /// # Errors
    /// When it is no longer in the cache.
    pub fn response(&self, space: SpaceId) -> io::Result<spaces::ImpulseResponse> {
        match self.spaces.get(space).and_then(Option::as_ref) {
            Some((kept, _)) => spaces::open(&self.cache, kept),
            None => Ok(spaces::ImpulseResponse::default()),
        }
    }

    /// Returns the keys of the responses of the book's spaces, in their order;
    /// `None` for a space without a response, or one that the show does not
    /// use.
    pub fn responses(&self) -> impl Iterator<Item = Option<[Key; 3]>> {
        let kept = self.spaces.iter();
        kept.map(|space| space.as_ref().map(|(keys, _)| *keys))
    }

    /// Returns the length of the response of a space; 0 if it has none.
    #[must_use]
    pub fn response_frames(&self, space: SpaceId) -> Frames {
        let kept = self.spaces.get(space).and_then(Option::as_ref);
        kept.map_or(Frames::ZERO, |(_, frames)| *frames)
    }

    /// Returns a diagnostic for each recorded space that lasts too long.
    #[must_use]
    pub fn check_spaces(book: &Book, world: &dyn World) -> Vec<Diagnostic> {
        spaces::check(book, world)
    }
}

/// Why a show could not be performed.
#[derive(Debug, thiserror::Error)]
pub enum PerformError {
    /// A mistake that the author can fix.
    #[error("{0}")]
    Mistake(Box<Diagnostic>),
    #[error("line `{line}` could not be spoken")]
    Voice {
        line: String,
        source: cuebook_voice::VoiceError,
    },
    /// Lines that speech engines did not speak, each with its place in the prose; at least one.
    #[error("{}", first_of(.0))]
    Unspoken(Vec<Diagnostic>),
    /// Another worker speaks it now, and this one does not wait for it.
    #[error("another machine speaks it now")]
    Claimed,
    /// The cache failed. The session adds the folder and a hint.
    #[error("the cache failed")]
    Cache(#[from] io::Error),
}

/// Returns the first diagnostic as text, with the number of the others.
fn first_of(lines: &[Diagnostic]) -> String {
    let first = lines.first().map_or("", |first| first.message.as_str());
    match lines.len() {
        0 | 1 => first.to_owned(),
        several => format!("{first}; and {} more lines were not spoken", several - 1),
    }
}

/// The code of a line that a speech engine did not speak. It is not one of
/// [`CODES`](cuebook_core::diagnostic::CODES), because the script has no mistake.
const UNSPOKEN: &str = "line-not-spoken";

impl PerformError {
    /// Returns the diagnostic for a line that a speech engine did not speak; `None` for another error.
    fn unspoken(&self, book: &Book) -> Option<Diagnostic> {
        let PerformError::Voice {
            line,
            source: cuebook_voice::VoiceError::Remote { engine, reason, .. },
        } = self
        else {
            return None;
        };
        let place = book.lines.iter().find(|own| own.id == *line)?.text;
        let message = format!("the engine `{engine}` did not speak line `{line}`: {reason}");
        Some(Diagnostic::error(UNSPOKEN, place, message).in_prose())
    }

    fn sound(span: Span, error: &cuebook_synth::SoundError) -> PerformError {
        PerformError::Mistake(Box::new(unreadable(span, error)))
    }
}

/// Returns the diagnostic for a sound that cannot be made.
#[must_use]
pub(crate) fn unreadable(span: Span, error: &cuebook_synth::SoundError) -> Diagnostic {
    let diagnostic = Diagnostic::error("unreadable-sound", span, error.to_string());
    match error.hint() {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}
