//! Cache keys: hashes of every input that can change the samples.
//!
//! Each kind of audio has one constructor here. Each kind has a name and a
//! version, and equal keys mean equal samples.

use crate::book::sound::Trim;
use crate::book::{Acoustics, Barrier};
use crate::perform::file::Part;
use cuebook_core::diagnostic::Span;
use cuebook_core::fingerprint::{self, Fingerprint, Hasher};
use cuebook_dsp::space;
use cuebook_dsp::treat;
use cuebook_dsp::treatment::Treatment;
use cuebook_synth::Request;
use cuebook_synth::file::VERSION as DECODED;
use cuebook_voice::Utterance;

/// The version of the way in which utterances are sent to a voice. The version
/// of the voice itself is part of its identity.
const SPOKEN: u32 = 1;

/// The version of the way in which the words of a recorded line are timed.
const RECORDED: u32 = 1;

/// The address of audio in the cache.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// Returns the key of audio of a kind, made from `inputs` by code of a version.
    #[must_use]
    pub fn of<T: Fingerprint + ?Sized>(kind: &str, version: u32, inputs: &T) -> Key {
        Key(fingerprint::of(kind, version, inputs))
    }

    /// Returns the key of a take as a voice speaks it. `identity` names the
    /// engine, its pack and their versions.
    #[must_use]
    pub fn spoken(identity: &str, utterance: &Utterance) -> Key {
        Key::of("spoken take", SPOKEN, &(identity, utterance))
    }

    /// Returns the key of a take with words that the voice leaves out, by their index.
    #[must_use]
    pub fn spoken_in_part(identity: &str, utterance: &Utterance, silent: &[usize]) -> Key {
        let silent: Vec<u64> = silent.iter().map(|word| *word as u64).collect();
        Key::of(
            "take spoken in part",
            SPOKEN,
            &(identity, utterance, silent),
        )
    }

    /// Returns the key of a silent take with this number of words.
    #[must_use]
    pub fn silence(words: usize) -> Key {
        Key::of("silent take", SPOKEN, &(words as u64))
    }

    /// Returns the key of a recorded take: the hash of its file and the part of it, the text of the
    /// line, and the words in that text.
    #[must_use]
    pub fn recorded(file: &[u8; 32], part: &Trim, text: &str, words: &[Span]) -> Key {
        let inputs = (RECORDED, DECODED, file, text, words);
        match *part == Trim::default() {
            true => Key::of("recorded take", cuebook_synth::VERSION, &inputs),
            false => Key::of(
                "part of a recorded take",
                cuebook_synth::VERSION,
                &(part, inputs),
            ),
        }
    }

    /// Returns the key of a recorded take whose words were found beside a spoken one.
    #[must_use]
    pub fn aligned(recorded: &Key, beside: &Key) -> Key {
        Key::of("aligned take", cuebook_align::VERSION, &(recorded, beside))
    }

    /// Returns the key of a take after its treatment. `seed` starts the noises
    /// of the effect.
    #[must_use]
    pub fn treated(raw: &Key, treatment: &Treatment, barrier: Option<Barrier>, seed: u64) -> Key {
        let inputs = (raw, treatment, barrier, seed);
        Key::of("treated take", treat::VERSION, &inputs)
    }

    /// Returns the key of a sound that is synthesised.
    #[must_use]
    pub fn recipe(request: &Request) -> Key {
        Key::of("sound of a recipe", cuebook_synth::VERSION, request)
    }

    /// Returns the key of a sound from a file with this hash.
    #[must_use]
    pub fn file(hash: &[u8; 32], part: &Part) -> Key {
        Key::of(
            "sound of a file",
            cuebook_synth::VERSION,
            &(DECODED, hash, part),
        )
    }

    /// Returns the keys of the response of a space: the early part of the left
    /// source, that of the right source, and the late part. `None` for a space
    /// that has no response.
    #[must_use]
    pub fn response(acoustics: &Acoustics) -> Option<[Key; 3]> {
        let part = |part: u8| match acoustics {
            Acoustics::Room(room) => {
                let room = room.as_ref();
                Some(Key::of("room", space::VERSION, &(room, part)))
            }
            Acoustics::Recorded { path: _, hash } => {
                let inputs = (cuebook_synth::VERSION, DECODED, hash, part);
                Some(Key::of("recorded room", space::VERSION, &inputs))
            }
            Acoustics::Open | Acoustics::Device(_) => None,
        };
        Some([part(0)?, part(1)?, part(2)?])
    }

    /// Returns the key as 64 hexadecimal digits.
    #[must_use]
    pub fn name(&self) -> String {
        blake3::Hash::from(self.0).to_hex().to_string()
    }

    /// Returns the key with this name, or `None` if it names no key.
    #[must_use]
    pub fn named(name: &str) -> Option<Key> {
        let hash = blake3::Hash::from_hex(name).ok()?;
        Some(Key(*hash.as_bytes())).filter(|key| key.name() == name)
    }
}

impl Fingerprint for Key {
    fn feed(&self, hasher: &mut Hasher) {
        let Key(bytes) = self;
        bytes.feed(hasher);
    }
}

#[cfg(test)]
mod tests;
