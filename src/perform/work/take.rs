//! Takes: what a voice speaks or a recording holds, and how it is treated.
//!
//! In: a line of the book. Out: its audio with the time of every word. Always
//! true: what is spoken is kept as it is spoken, under a key of its own, so that
//! another treatment speaks nothing again.

use std::ops::Range;

use crate::audio::{Audio, Tape};
use crate::book::line::Breath;
use crate::book::{Barrier, Book, Line, Speech, Treatment};
use crate::diagnostic::Span;
use crate::perform::cache::{Key, Sheet};
use crate::perform::voice::{Take, Utterance, recorded};
use crate::perform::work::{Part, decode};
use crate::perform::{Company, PerformError, level, treat};
use crate::units::Frames;

/// Where a take comes from.
pub enum TakeFrom {
    Speak {
        line: usize,
        utterance: Box<Utterance>,
    },
    Record {
        path: String,
        text: String,
        words: Vec<Span>,
        span: Span,
    },
}

/// What is spoken for a line, breath by breath, and the key of each take.
pub fn raw(book: &Book, (index, line): (usize, &Line), identity: &str) -> Vec<(Key, TakeFrom)> {
    match &line.speech {
        Speech::Voice(breaths) => breaths
            .iter()
            .map(|breath| {
                let utterance = Box::new(utterance(book, line, breath));
                let key = speech_key(identity, &utterance);
                let line = index;
                (key, TakeFrom::Speak { line, utterance })
            })
            .collect(),
        Speech::Recording { path, hash, span } => {
            let text = line.text.of(&book.prose.text);
            let from = TakeFrom::Record {
                path: path.clone(),
                text: text.to_owned(),
                words: words(book, line.words.clone(), line.text.start),
                span: *span,
            };
            let key = Key::of(&[b"recording 1", hash, text.as_bytes()]);
            vec![(key, from)]
        }
    }
}

pub fn words(book: &Book, words: Range<usize>, from: usize) -> Vec<Span> {
    book.prose.words[words]
        .iter()
        .map(|word| Span::new(word.span.start - from, word.span.end - from))
        .collect()
}

pub fn utterance(book: &Book, line: &Line, breath: &Breath) -> Utterance {
    Utterance {
        text: breath.text.of(&book.prose.text).to_owned(),
        words: words(book, breath.words.clone(), breath.text.start),
        pronounce: breath.pronounce.clone(),
        voice: book.roles[line.role].voice.clone(),
        tone: line.tone,
        pace: line.pace,
    }
}

pub fn speech_key(identity: &str, utterance: &Utterance) -> Key {
    Key::of(&[
        b"take",
        identity.as_bytes(),
        utterance.text.as_bytes(),
        format!("{:?}", utterance.words).as_bytes(),
        format!("{:?}", utterance.pronounce).as_bytes(),
        utterance.voice.as_bytes(),
        utterance.tone.name().as_bytes(),
        &utterance.pace.to_le_bytes(),
    ])
}

/// The key of a take as it is treated, behind what stands before it.
pub fn treated_key(raw: &Key, treatment: &Treatment, behind: Option<Barrier>) -> Key {
    Key::of(&[
        b"treated",
        &treat::VERSION.to_le_bytes(),
        raw.bytes(),
        format!("{treatment:?} {behind:?}").as_bytes(),
    ])
}

/// A take, spoken if the cache does not have it, as it is treated.
pub fn treated(
    (raw, from): (&Key, &TakeFrom),
    (treatment, behind): (&Treatment, Option<Barrier>),
    book: &Book,
    company: &Company<'_>,
) -> Result<(Audio, Sheet), PerformError> {
    let take = match company.cache.sheet(raw)? {
        Some(sheet) => {
            let mut samples = vec![0.0; sheet.frames.index()];
            let mut reel = company.cache.reel(raw)?;
            reel.read(Frames::ZERO, &mut [&mut samples])?;
            Take {
                samples,
                words: sheet.words,
            }
        }
        None => spoken(raw, from, book, company)?,
    };
    let seed = raw.bytes().first_chunk().copied().unwrap_or_default();
    let made = treat::treat(
        take.samples,
        &treatment.of_voice(),
        behind,
        u64::from_le_bytes(seed),
    );
    let sheet = Sheet {
        tail: made.tail,
        words: take.words,
        loudness: made.loudness,
        ..Sheet::of(&made.audio)
    };
    Ok((made.audio, sheet))
}

/// A take as it is spoken or recorded, kept under its key.
fn spoken(
    raw: &Key,
    from: &TakeFrom,
    book: &Book,
    company: &Company<'_>,
) -> Result<Take, PerformError> {
    let take = match from {
        TakeFrom::Speak { line, utterance } => {
            let take = company.voice.speak(utterance);
            take.map_err(|source| PerformError::Voice {
                line: book.lines[*line].id.clone(),
                source,
            })?
        }
        TakeFrom::Record {
            path,
            text,
            words,
            span,
        } => {
            let audio = decode(path, &Part::default(), *span, company.world)?;
            recorded::take(&audio, text, words)
        }
    };
    let audio = Audio::mono(take.samples);
    let sheet = Sheet {
        words: take.words,
        loudness: level::loudness(&audio),
        ..Sheet::of(&audio)
    };
    company.cache.put(raw, &audio, &sheet)?;
    Ok(Take {
        samples: audio.channels.into_iter().next().unwrap_or_default(),
        words: sheet.words,
    })
}
