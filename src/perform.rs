//! The performance: every line and sound as audio, with the time of every word.
//!
//! In: a book. Out: a [`Performance`] at the engine's rate, kept by content in
//! the cache. Always true: the same request gives the same samples, and a take
//! that exists is never made again.

pub mod ahead;
pub mod cache;
pub mod spaces;
pub mod key;
mod catalog;
mod work;

use std::io;

use crate::audio::{Audio, AudioReader};
use crate::book::Book;
use crate::diagnostic::{Diagnostic, Span};
use crate::progress::Progress;
use crate::units::Frames;
use crate::world::World;

pub use ahead::Ahead;
pub use cache::{AudioSpec, Cache, CacheContents};
pub use catalog::BuiltinCatalog;
pub use key::Key;
pub use work::{Part, decode};

pub use cuebook_dsp::{head, level, treat};
pub use cuebook_synth as sound;
pub use cuebook_voice as voice;

/// What makes a performance.
pub struct Context<'a> {
    pub world: &'a dyn World,
    /// Speaks every line that has no recording.
    pub voice: &'a dyn voice::Voice,
    pub cache: &'a Cache,
    /// How many lines are spoken at once.
    pub jobs: usize,
    pub progress: &'a dyn Progress,
}

/// The takes and sounds of a show.
#[derive(Clone, Debug)]
pub struct Performance {
    /// Everything that is heard, once each.
    pub audio: Vec<CachedAudio>,
    /// For each of the book's lines, its breaths as indexes into `audio`, each at
    /// the [stops](crate::book::Line::opens) of what stands before it.
    pub lines: Vec<Vec<Vec<usize>>>,
    /// For each of the book's cues, its sounds as indexes into `audio`, each at
    /// the [stops](crate::book::cue::Stops::all) at which it is made.
    pub cues: Vec<Vec<Vec<usize>>>,
    /// How many takes had to be spoken; the others were in the cache.
    pub spoken: usize,
    /// For each of the book's spaces, where its response is kept, and its length.
    spaces: Vec<Option<(spaces::ResponseKeys, Frames)>>,
    cache: Cache,
}

/// A piece of audio in the cache.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedAudio {
    pub key: Key,
    pub spec: AudioSpec,
    /// Whether it is there. What is not made yet has the spec that it may turn
    /// out to have, and is silent.
    pub is_made: bool,
}

impl Performance {
    /// Speaks the lines and makes the sounds that the cache does not have.
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
            spaces,
            cache: context.cache.clone(),
        })
    }

    /// How many lines of a book the cache does not have yet.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn unspoken(book: &Book, voice: &dyn voice::Voice, cache: &Cache) -> io::Result<usize> {
        work::Plan::of(book, voice).unspoken(cache)
    }

    /// Opens a piece of audio.
    ///
    /// # Errors
    /// When it is gone from the cache.
    pub fn open(&self, audio: usize) -> io::Result<Box<dyn AudioReader>> {
        let heard = self.audio.get(audio).ok_or(io::ErrorKind::NotFound)?;
        if !heard.is_made {
            return Ok(Box::new(Audio {
                channels: vec![Vec::new(); heard.spec.channels],
            }));
        }
        Ok(Box::new(self.cache.reader(&heard.key)?))
    }

    /// Opens the response of one of the book's spaces; an empty one if nothing
    /// comes back in it, if it is a device, or if the show does not use it.
    ///
    /// # Errors
    /// When it is gone from the cache.
    pub fn response(&self, space: usize) -> io::Result<spaces::ImpulseResponse> {
        match self.spaces.get(space).and_then(Option::as_ref) {
            Some((kept, _)) => spaces::open(&self.cache, kept),
            None => Ok(spaces::ImpulseResponse::default()),
        }
    }

    /// Returns the keys of the responses of the book's spaces, in their order;
    /// `None` for a space without one, and for one that the show does not use.
    pub fn responses(&self) -> impl Iterator<Item = Option<[Key; 3]>> {
        let kept = self.spaces.iter();
        kept.map(|space| space.as_ref().map(|(keys, _)| *keys))
    }

    /// How long the response of a space is; nought where nothing comes back.
    #[must_use]
    pub fn response_frames(&self, space: usize) -> Frames {
        let kept = self.spaces.get(space).and_then(Option::as_ref);
        kept.map_or(Frames::ZERO, |(_, frames)| *frames)
    }

    /// The recorded spaces of a show that last too long.
    #[must_use]
    pub fn check_spaces(book: &Book, world: &dyn World) -> Vec<Diagnostic> {
        spaces::check(book, world)
    }
}

/// Why a show could not be performed.
#[derive(Debug, thiserror::Error)]
pub enum PerformError {
    /// Something that the author can mend.
    #[error("{0}")]
    Mistake(Box<Diagnostic>),
    #[error("line `{line}` could not be spoken")]
    Voice {
        line: String,
        source: voice::VoiceError,
    },
    /// The session says in which folder, and how to mend it.
    #[error("the cache failed")]
    Cache(#[from] io::Error),
}

impl PerformError {
    fn sound(span: Span, error: &sound::SoundError) -> PerformError {
        PerformError::Mistake(Box::new(unreadable(span, error)))
    }
}

/// What an author is told of a sound that cannot be made.
#[must_use]
pub fn unreadable(span: Span, error: &sound::SoundError) -> Diagnostic {
    Diagnostic::error("unreadable-sound", span, error.to_string())
        .hint("WAV, FLAC, OGG Vorbis and MP3 can be read")
}
