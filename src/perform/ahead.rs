//! A performance that is played while the rest of it is being made. Takes a
//! book and a voice; returns a [`Performance`] at any time, in which missing
//! audio is silent and has an estimated length. Each piece is made only once,
//! even with several callers.

use std::collections::HashSet;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::work::{Plan, TakeFrom, Work, look_up, make, put_back, silent_take};
use super::{AudioSpec, Cache, CachedAudio, Context, Key, PerformError, Performance, spaces};
use crate::book::Book;
use cuebook_core::audio::Audio;
use cuebook_core::id::{AudioId, IdVec, SpaceId};
use cuebook_core::units::{Frames, Seconds};
use cuebook_voice::{Times, Voice, likely};

/// The estimated length of a sound that is not made yet.
const SOUND: Seconds = Seconds(2.0);

/// A performance that is being made.
pub(crate) struct Ahead {
    plan: Plan,
    /// The estimate for each piece that was missing at the start.
    likely: IdVec<AudioId, Option<AudioSpec>>,
    spaces: IdVec<SpaceId, Option<(spaces::ResponseKeys, Frames)>>,
    cache: Cache,
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    /// The result of each piece of work, or `None` while it is missing.
    specs: IdVec<AudioId, Option<AudioSpec>>,
    missing: usize,
    /// The keys of the pieces that are being made, and of the takes that are
    /// being spoken for them.
    under_way: HashSet<Key>,
}

impl Ahead {
    /// Looks up the audio in the cache. Responses of rooms are made now.
    ///
    /// # Errors
    /// When a room cannot be made, or the cache fails.
    pub(crate) fn of(book: &Book, context: &Context<'_>) -> Result<Ahead, PerformError> {
        let plan = Plan::of(book, context.voice);
        let specs = look_up(&plan.works, context.cache)?;
        let missing = specs.iter().filter(|spec| spec.is_none()).count();
        let works = plan.works.iter().zip(&specs);
        let wanted = works.clone().filter(|(_, spec)| spec.is_none());
        let wanted = wanted.flat_map(|((_, work), _)| work.voiced());
        context.cache.bring(wanted);
        let likely = works.map(|((_, work), spec)| match spec {
            Some(_) => None,
            None => Some(likely_spec(work, context.voice)),
        });
        Ok(Ahead {
            likely: likely.collect(),
            plan,
            spaces: spaces::keep(book, context)?,
            cache: context.cache.clone(),
            made: Mutex::new(Made {
                specs,
                missing,
                ..Made::default()
            }),
        })
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of pieces.
    #[must_use]
    pub(crate) fn all(&self) -> usize {
        self.plan.works.len()
    }

    /// Returns the number of missing pieces.
    #[must_use]
    pub(crate) fn missing(&self) -> usize {
        self.made().missing
    }

    /// Returns the pieces of each line.
    pub(crate) fn of_lines(&self) -> impl Iterator<Item = impl Iterator<Item = AudioId>> {
        self.plan
            .lines
            .iter()
            .map(|line| line.iter().flatten().copied())
    }

    /// Returns the pieces of each cue.
    pub(crate) fn of_cues(&self) -> impl Iterator<Item = impl Iterator<Item = AudioId>> {
        self.plan
            .cues
            .iter()
            .map(|cue| cue.iter().flatten().copied())
    }

    /// Makes the first of some pieces that is missing and that no other caller
    /// makes. Returns its id, or `None` if there is nothing to do.
    ///
    /// # Errors
    /// When it cannot be made: its id and the reason.
    pub(crate) fn make_first(
        &self,
        pieces: &[AudioId],
        book: &Book,
        context: &Context<'_>,
    ) -> Result<Option<AudioId>, Box<(AudioId, PerformError)>> {
        let Some((piece, keys)) = self.claim(pieces) else {
            return Ok(None);
        };
        let (key, work) = &self.plan.works[piece];
        // Another edition of the show may have made it.
        let result = match context.cache.spec(key) {
            Ok(Some(spec)) => Ok(spec),
            Ok(None) => make(key, work, book, context),
            Err(error) => Err(error.into()),
        };
        let mut made = self.made();
        for key in keys {
            made.under_way.remove(&key);
        }
        let spec = result.map_err(|error| Box::new((piece, error)))?;
        if made.specs[piece].replace(spec).is_none() {
            made.missing -= 1;
        }
        let is_complete = made.missing == 0;
        drop(made);
        if is_complete {
            let mut in_use = self.plan.keys();
            in_use.extend(self.spaces.iter().flatten().flat_map(|(kept, _)| kept));
            self.cache.tidy(&in_use);
        }
        Ok(Some(piece))
    }

    /// Reserves the first free piece, and the take that must be spoken for it,
    /// for the caller. A piece that needs a reserved take is not free.
    fn claim(&self, pieces: &[AudioId]) -> Option<(AudioId, Vec<Key>)> {
        let mut made = self.made();
        let keys = |piece: AudioId| {
            let (key, work) = &self.plan.works[piece];
            let spoken = work.spoken().copied();
            [Some(*key), spoken]
                .into_iter()
                .flatten()
                .collect::<Vec<Key>>()
        };
        let free = |piece: &&AudioId| {
            made.specs[**piece].is_none()
                && keys(**piece)
                    .iter()
                    .all(|key| !made.under_way.contains(key))
        };
        let piece = *pieces.iter().find(free)?;
        let keys = keys(piece);
        made.under_way.extend(keys.iter().copied());
        Some((piece, keys))
    }

    /// Returns the performance in its present state.
    #[must_use]
    pub(crate) fn performance(&self) -> Performance {
        let made = self.made();
        let specs = made.specs.iter().zip(&self.likely);
        let works = self.plan.works.iter().zip(specs);
        let audio = works.map(|((key, _), (spec, likely))| CachedAudio {
            key: *key,
            is_made: spec.is_some(),
            spec: spec
                .clone()
                .or_else(|| likely.clone())
                .unwrap_or_else(sound),
        });
        Performance {
            audio: audio.collect(),
            lines: self.plan.lines.clone(),
            cues: self.plan.cues.clone(),
            spoken: 0,
            is_stand_in: false,
            jobs: 1,
            spaces: self.spaces.clone(),
            cache: self.cache.clone(),
        }
    }
}

/// Returns a performance with the audio in the cache, and with estimates for
/// all other audio. Makes nothing, and has no rooms.
///
/// # Errors
/// When the cache cannot be read.
pub(crate) fn expected(book: &Book, voice: &dyn Voice, cache: &Cache) -> io::Result<Performance> {
    let plan = Plan::of(book, voice);
    let specs = look_up(&plan.works, cache)?;
    let works = plan.works.iter().zip(specs);
    let audio = works.map(|((key, work), spec)| CachedAudio {
        key: *key,
        is_made: spec.is_some(),
        spec: spec.unwrap_or_else(|| likely_spec(work, voice)),
    });
    Ok(Performance {
        audio: audio.collect(),
        lines: plan.lines,
        cues: plan.cues,
        spoken: 0,
        is_stand_in: voice.is_stand_in(),
        jobs: 1,
        spaces: vec![None; book.spaces.len()].into(),
        cache: cache.clone(),
    })
}

/// Returns the spec of words that no voice can read.
fn silence(words: usize) -> AudioSpec {
    let take = silent_take(words);
    AudioSpec {
        words: take.words,
        ..AudioSpec::of(&Audio::mono(take.samples))
    }
}

/// Returns an estimated spec for a piece.
fn likely_spec(work: &Work, voice: &dyn Voice) -> AudioSpec {
    let Work::Take { from, .. } = work else {
        return sound();
    };
    match &**from {
        TakeFrom::Silence { words } => silence(*words),
        TakeFrom::Speak {
            utterance, silent, ..
        } => {
            let mut times = voice.times(utterance);
            put_back(&mut times.words, silent);
            spoken(times)
        }
        TakeFrom::Record { said, .. } => {
            spoken(likely::natural(&said.text, &said.words, ("", 1.0)))
        }
    }
}

fn spoken(times: Times) -> AudioSpec {
    AudioSpec {
        channels: 1,
        frames: times.frames,
        words: times.words,
        ..sound()
    }
}

/// Returns the estimated spec of a sound.
fn sound() -> AudioSpec {
    AudioSpec {
        channels: 2,
        frames: SOUND.frames(),
        tail: Frames::ZERO,
        words: Vec::new(),
        loudness: None,
        loud: Range::default(),
        doubts: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
