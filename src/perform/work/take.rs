//! Takes: the audio of a line before and after its treatment.
//!
//! A take is cached as it is spoken or recorded, and again after its treatment.
//! So a change of the treatment does not speak the take again.

mod beside;
mod compared;
mod silent;

use crate::book::line::Breath;
use crate::book::sound::Trim;
use crate::book::{Barrier, Book, Line, Speech, seed};
use crate::perform::cache::{AudioSpec, Turn};
use crate::perform::file::{Part, decode};
use crate::perform::{Context, Key, PerformError};
pub(super) use beside::Voices;
use beside::{Beside, aligned, heard_beside};
pub(crate) use compared::{compared, spoken_line};
use cuebook_align::Doubt;
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, LineId};
use cuebook_core::units::Frames;
use cuebook_dsp::treatment::Treatment;
use cuebook_dsp::{level, treat};
use cuebook_voice::{Body, Feeling, Take, Utterance, recorded};
pub(crate) use silent::{leave_out, put_back, silent_take};

/// The source of a take.
pub(crate) enum TakeFrom {
    Speak {
        line: LineId,
        utterance: Box<Utterance>,
        /// The words that are left out, by their index in the breath.
        silent: Vec<usize>,
        /// How its words are found if the voice does not tell their times.
        beside: Option<Box<Beside>>,
    },
    /// Words of which none can be read.
    Silence { words: usize },
    Record {
        path: String,
        /// The words of the recording, as the voice of its role speaks them.
        said: Box<Utterance>,
        /// The key of this take if a voice helps to find the words.
        beside: Option<Key>,
        span: Span,
        trim: Trim,
    },
}

impl TakeFrom {
    /// Returns the key of the take beside which the words of this one are found.
    pub(super) fn beside(&self) -> Option<&Key> {
        match self {
            TakeFrom::Speak { beside, .. } => beside.as_ref().map(|beside| beside.key()),
            TakeFrom::Record { beside, .. } => beside.as_ref(),
            TakeFrom::Silence { .. } => None,
        }
    }

    /// Returns the seed of the noises that an effect adds to this take.
    ///
    /// It depends on the show's seed, the voice and the text. So the noises
    /// stay the same when the line moves or is spoken in another way.
    pub(crate) fn seed(&self, show: u64) -> u64 {
        let identity = match self {
            TakeFrom::Speak { utterance, .. } => format!("{}: {}", utterance.voice, utterance.text),
            TakeFrom::Silence { .. } => "silence".to_owned(),
            TakeFrom::Record { said, .. } => format!("recording: {}", said.text),
        };
        seed::derive(show, &identity, 0)
    }
}

/// Returns the takes of a line, one for each breath, with their keys.
pub(super) fn takes(
    book: &Book,
    (id, line): (LineId, &Line),
    voices: &Voices<'_>,
) -> Vec<(Key, TakeFrom)> {
    match &line.speech {
        Speech::Voice(breaths) => breaths
            .iter()
            .map(|breath| spoken(book, (id, line), breath, voices))
            .collect(),
        Speech::Recording {
            path,
            hash,
            span,
            trim,
        } => {
            let said = Box::new(read_by_voice(book, line, voices));
            let mut key = Key::recorded(hash, trim, &said.text, &said.words);
            let is_voice = !voices.voice.is_stand_in();
            let beside = is_voice.then(|| voices.key(&said, &[]));
            if let Some(beside) = &beside {
                key = Key::aligned(&key, beside);
            }
            let from = TakeFrom::Record {
                path: path.clone(),
                said,
                beside,
                span: *span,
                trim: trim.clone(),
            };
            vec![(key, from)]
        }
    }
}

/// Returns the take of a breath.
fn spoken(
    book: &Book,
    (id, line): (LineId, &Line),
    breath: &Breath,
    voices: &Voices<'_>,
) -> (Key, TakeFrom) {
    if breath.is_silent() {
        let words = breath.words.len();
        return (Key::silence(words), TakeFrom::Silence { words });
    }
    let mut utterance = Box::new(utterance(book, line, breath));
    let silent = breath.silent.clone();
    if !silent.is_empty() {
        silent::leave_out(&mut utterance, &silent);
    }
    let heard = voices.key(&utterance, &silent);
    let beside = voices.beside(heard, &utterance);
    let key = match &beside {
        Some(beside) => beside.found(),
        None => heard,
    };
    let from = TakeFrom::Speak {
        line: id,
        utterance,
        silent,
        beside,
    };
    (key, from)
}

/// Returns a breath of a line as a voice speaks it.
pub(crate) fn utterance(book: &Book, line: &Line, breath: &Breath) -> Utterance {
    Utterance {
        text: book.prose.said(breath.text).to_owned(),
        words: book.prose.words_said(breath.words.clone(), breath.text),
        pronounce: breath.pronounce.clone(),
        voice: book.roles[line.role].voice.clone(),
        tone: line.tone,
        body: book.roles[line.role].body,
        pace: line.pace,
        language: line.language.unwrap_or_default(),
    }
}

/// Returns the words of a recorded line as the voice of its role speaks them, in a neutral tone.
/// For a voice of a speech engine, the built-in one that is like it speaks.
fn read_by_voice(book: &Book, line: &Line, voices: &Voices<'_>) -> Utterance {
    let voice = book.roles[line.role].voice.as_str();
    Utterance {
        text: book.prose.said(line.text).to_owned(),
        words: book.prose.words_said(line.words.clone(), line.text),
        pronounce: Vec::new(),
        voice: voices.voice.like(voice).unwrap_or(voice).to_owned(),
        tone: Feeling::default(),
        body: Body::default(),
        pace: 1.0,
        language: line.language.unwrap_or_default(),
    }
}

/// Returns a take after its treatment.
pub(super) fn treated(
    take: Take,
    treatment: &Treatment,
    barrier: Option<Barrier>,
    seed: u64,
) -> (Audio, AudioSpec) {
    let made = treat::treat(take.samples, treatment, barrier, seed);
    let spec = AudioSpec {
        tail: made.tail,
        words: take.words,
        loudness: made.loudness,
        ..AudioSpec::of(&made.audio)
    };
    (made.audio, spec)
}

/// Returns a take before its treatment, from the cache if it is there.
///
/// # Errors
/// When the voice fails, a recording cannot be read, or the cache fails.
pub(super) fn raw(
    key: &Key,
    from: &TakeFrom,
    book: &Book,
    context: &Context<'_>,
) -> Result<Take, PerformError> {
    match context.cache.spec(key)? {
        Some(spec) => cached(key, spec, context),
        None => made(key, from, book, context),
    }
}

/// Speaks a take, or decodes its recording, and caches it.
fn made(
    key: &Key,
    from: &TakeFrom,
    book: &Book,
    context: &Context<'_>,
) -> Result<Take, PerformError> {
    let mut is_final = true;
    let mut doubts = Vec::new();
    let take = match from {
        TakeFrom::Speak {
            line,
            utterance,
            silent,
            beside,
        } => {
            let speak = || {
                let take = context.voice.speak(utterance);
                take.map_err(|source| PerformError::Voice {
                    line: book.lines[*line].id.clone(),
                    source,
                })
            };
            let Some(beside) = beside else {
                return once(key, context, || {
                    let mut take = speak()?;
                    put_back(&mut take.words, silent);
                    Ok(take)
                });
            };
            let (mut take, is_exact) = heard_beside(beside, speak, context)?;
            is_final = is_exact;
            put_back(&mut take.words, silent);
            take
        }
        TakeFrom::Silence { words } => silent_take(*words),
        TakeFrom::Record {
            path,
            said,
            beside,
            span,
            trim,
        } => {
            let part = Part {
                trim: trim.clone(),
                ..Part::default()
            };
            let audio = decode(path, &part, *span, context.world)?;
            let mut take = recorded::take(&audio, &said.text, &said.words);
            if let Some(beside) = beside {
                match read(beside, said, context)? {
                    Some(own) => {
                        let found = aligned(&own, &take.samples);
                        (take.words, doubts) = (found.words, found.doubts);
                    }
                    // Without the voice the times are only likely.
                    None => is_final = false,
                }
            }
            take
        }
    };
    match is_final {
        true => kept(key, take, doubts, context),
        false => Ok(take),
    }
}

/// Puts a take into the cache, and returns it.
fn kept(
    key: &Key,
    take: Take,
    doubts: Vec<Doubt>,
    context: &Context<'_>,
) -> Result<Take, PerformError> {
    let audio = Audio::mono(take.samples);
    let spec = AudioSpec {
        words: take.words,
        doubts,
        loudness: level::loudness(&audio),
        ..AudioSpec::of(&audio)
    };
    context.cache.put(key, &audio, &spec)?;
    Ok(Take {
        samples: audio.channels.into_iter().next().unwrap_or_default(),
        words: spec.words,
    })
}

/// Returns a take of a voice: from the cache, or from another machine that spoke it; else it is spoken
/// now, and published for the others.
fn once(
    key: &Key,
    context: &Context<'_>,
    speak: impl FnOnce() -> Result<Take, PerformError>,
) -> Result<Take, PerformError> {
    match context.cache.turn(key)? {
        Turn::Here(spec) => cached(key, spec, context),
        Turn::Other => Err(PerformError::Claimed),
        Turn::Mine(claim) => {
            let take = kept(key, speak()?, Vec::new(), context)?;
            context.cache.publish(key, claim);
            Ok(take)
        }
    }
}

/// Returns words as a voice speaks them, from the cache if they are there. `None` if the voice cannot
/// speak them, for example because it is not installed.
fn read(key: &Key, said: &Utterance, context: &Context<'_>) -> Result<Option<Take>, PerformError> {
    let mut is_able = true;
    let take = once(key, context, || {
        context.voice.speak(said).map_err(|source| {
            is_able = false;
            PerformError::Voice {
                line: String::new(),
                source,
            }
        })
    });
    match take {
        Err(_) if !is_able => Ok(None),
        take => take.map(Some),
    }
}

/// Returns a take of the cache.
fn cached(key: &Key, spec: AudioSpec, context: &Context<'_>) -> Result<Take, PerformError> {
    let mut samples = vec![0.0; spec.frames.index()];
    let mut reader = context.cache.reader(key)?;
    reader.read(Frames::ZERO, &mut [&mut samples])?;
    Ok(Take {
        samples,
        words: spec.words,
    })
}
