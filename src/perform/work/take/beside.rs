//! Takes whose words are found beside the same words of a built-in voice: those of speech engines that
//! do not tell the times of the words.

use super::{once, read};
use crate::perform::{Context, Key, PerformError};
use cuebook_align::{Aligned, Timed};
use cuebook_voice::{Body, Feeling, Take, Utterance, Voice};

/// How the words of a take are found beside the same words of a built-in voice.
pub(crate) struct Beside {
    /// The key of the take as it was heard, with likely times. It is kept, so that the voice is not
    /// asked again when its words are looked for again.
    pub(in crate::perform) heard: Key,
    /// The words of the take, as the built-in voice speaks them.
    said: Utterance,
    /// The key of this.
    key: Key,
}

impl Beside {
    /// Returns the key of the take beside which they are found.
    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// Returns the key of the take with the times that are found.
    pub(super) fn found(&self) -> Key {
        Key::aligned(&self.heard, &self.key)
    }
}

/// The voices of a show, with the keys of what they speak.
pub(in crate::perform) struct Voices<'v> {
    pub(super) voice: &'v dyn Voice,
    identity: String,
}

impl<'v> Voices<'v> {
    pub(in crate::perform) fn of(voice: &'v dyn Voice) -> Voices<'v> {
        Voices {
            voice,
            identity: voice.identity(),
        }
    }

    /// Returns the key of a take, from which these words were left out.
    pub(super) fn key(&self, utterance: &Utterance, silent: &[usize]) -> Key {
        let decisive = self.voice.decisive(utterance);
        let (identity, utterance) = match &decisive {
            Some(own) => (own.identity.as_str(), &own.utterance),
            None => (self.identity.as_str(), utterance),
        };
        match silent {
            [] => Key::spoken(identity, utterance),
            silent => Key::spoken_in_part(identity, utterance, silent),
        }
    }

    /// Returns how the words of a take are found, if its voice does not tell their times.
    pub(super) fn beside(&self, heard: Key, utterance: &Utterance) -> Option<Box<Beside>> {
        if self.voice.has_times(&utterance.voice) {
            return None;
        }
        let said = Utterance {
            voice: self.voice.like(&utterance.voice)?.to_owned(),
            tone: Feeling::default(),
            body: Body::default(),
            ..utterance.clone()
        };
        Some(Box::new(Beside {
            heard,
            key: self.key(&said, &[]),
            said,
        }))
    }
}

/// Returns a take whose words are found beside the same words of a built-in voice, and whether they
/// were. The voice is asked only if the cache does not have what it said.
pub(super) fn heard_beside(
    beside: &Beside,
    speak: impl FnOnce() -> Result<Take, PerformError>,
    context: &Context<'_>,
) -> Result<(Take, bool), PerformError> {
    let mut take = once(&beside.heard, context, speak)?;
    let own = read(&beside.key, &beside.said, context)?;
    if let Some(own) = &own {
        take.words = aligned(own, &take.samples).words;
    }
    Ok((take, own.is_some()))
}

/// Finds the words of a recording beside the same words as a voice speaks them.
pub(super) fn aligned(own: &Take, recording: &[f32]) -> Aligned {
    let own = Timed {
        samples: &own.samples,
        words: &own.words,
    };
    cuebook_align::align(own, recording)
}

#[cfg(test)]
mod tests;
