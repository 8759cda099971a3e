//! Kokoro-82M, a neural voice that runs in this process. Takes an utterance and
//! returns a take.
//!
//! The model is loaded when the first line is spoken. Several threads may speak
//! at once, each on one core; this does not change the samples.
//!
//! ```text
//! utterance → phonemes → tokens → melody → (tone) → sound → (tone) → take
//! ```

pub mod blend;
mod breath;
mod figure;
mod generator;
pub(crate) mod graph;
mod manner;
mod network;
mod passage;
mod rhythm;
mod speech;
mod tone;
pub mod voices;
mod wire;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::pack::{self, Pack};
use super::phonemes::Phonemes;
use super::{Take, Utterance, Voice, VoiceError};
use blend::Blend;
use cuebook_core::units::{Frames, RATE};
use figure::Figure;
use network::{NETWORK_RATE, Network};
use passage::Passage;
use speech::{Token, Vocabulary};
use tone::Manner;
use voices::Styles;

/// The inference engine. Another version produces different samples.
const ENGINE: &str = "rten 0.27.0";

/// The version of this module. Raise it if the module produces different samples from the same
/// phonemes.
const REVISION: u32 = 2;

/// The paces that the network supports; other paces become the nearest of them.
const PACES: std::ops::RangeInclusive<f32> = 0.5..=2.0;

/// The pause where a long reading is split, 0.12 s.
const CUT: usize = NETWORK_RATE * 12 / 100;

/// The frames in one step of resampling. The delay of the filter is
/// compensated.
const CHUNK: usize = 1024;

/// The length of a reading without a sound: 10 ms of silence.
const SILENCE: usize = RATE as usize / 100;

/// The voice engine.
pub struct Kokoro {
    folder: PathBuf,
    reader: Box<dyn Phonemes>,
    loaded: Mutex<Option<Arc<Loaded>>>,
}

/// The parts that take long to load.
struct Loaded {
    pack: Pack,
    network: Network,
    vocabulary: Vocabulary,
}

/// The reason of a failed take, without its text.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Pack(#[from] pack::PackError),
    #[error(transparent)]
    Network(#[from] network::NetworkError),
    #[error("the vocabulary cannot be read: {0}")]
    Vocabulary(#[from] serde_json::Error),
    #[error("the audio cannot be resampled to the rate of the engine: {0}")]
    Rate(#[from] cuebook_transform::RateError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Kokoro {
    /// Creates an engine that loads the voice pack in `folder` when it first
    /// speaks.
    #[must_use]
    pub fn new(folder: &Path, reader: Box<dyn Phonemes>) -> Kokoro {
        Kokoro {
            folder: folder.to_path_buf(),
            reader,
            loaded: Mutex::new(None),
        }
    }

    /// Loads once. Other threads wait for it; after a failure the next one tries again.
    fn loaded(&self) -> Result<Arc<Loaded>, Failure> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = &*loaded {
            return Ok(Arc::clone(loaded));
        }
        let pack = Pack::open(&self.folder)?;
        let new = Arc::new(Loaded {
            network: Network::load(&pack.model())?,
            vocabulary: Vocabulary::parse(&fs::read(pack.vocabulary())?)?,
            pack,
        });
        *loaded = Some(Arc::clone(&new));
        Ok(new)
    }
}

impl Loaded {
    fn perform(
        &self,
        (utterance, blend): (&Utterance, &Blend),
        reading: &super::phonemes::Reading,
    ) -> Result<Take, Failure> {
        let styles = Styles::of(&self.pack, blend)?;
        let sex = blend.lead().sex;
        let figure = Figure::of(utterance.body, sex);
        let manner = figure.with(tone::manner(utterance.tone), sex);
        let tokens = self.vocabulary.tokens(reading);
        let tokens = rhythm::grouped(&tokens, self.vocabulary.comma(), manner.group);
        let mut whole = Passage {
            samples: Vec::new(),
            words: vec![None; utterance.words.len()],
        };
        for piece in speech::pieces(&tokens) {
            let line = Line {
                tokens: piece,
                style: styles.for_phonemes(piece.len()),
                pace: utterance.pace as f32,
                words: utterance.words.len(),
            };
            whole.follow(line.say(&self.network, &manner)?.trimmed(), CUT);
        }
        take(&whole, figure.rate)
    }
}

impl Voice for Kokoro {
    fn identity(&self) -> String {
        format!(
            "kokoro-82m-v1.0-int8, pack {}, {ENGINE}, revision {REVISION}, reader {}",
            pack::SOUND_VERSION,
            self.reader.version()
        )
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        let unknown = || VoiceError::UnknownVoice(utterance.voice.clone());
        let blend = Blend::read(&utterance.voice).map_err(|_| unknown())?;
        let profile = blend.lead();
        let failed = |failure| match failure {
            Failure::Pack(error) => VoiceError::Pack(error),
            failure => VoiceError::Engine {
                text: utterance.text.clone(),
                reason: failure.to_string(),
            },
        };
        let loaded = self.loaded().map_err(failed)?;
        let mut languages = blend.parts().iter().map(|(part, _)| part.language);
        if let Some(language) = languages.find(|language| !loaded.pack.has(*language)) {
            return Err(VoiceError::Pack(pack::PackError::Lacks {
                dir: self.folder.clone(),
                language,
            }));
        }
        let reading = self
            .reader
            .read(utterance, profile.accent.unwrap_or_default())?;
        loaded
            .perform((utterance, &blend), &reading)
            .map_err(failed)
    }
}

/// One run of the network.
struct Line<'a> {
    tokens: &'a [Token],
    style: &'a [f32],
    /// The pace of the utterance, before the tone changes it.
    pace: f32,
    /// The number of words in the utterance.
    words: usize,
}

impl Line<'_> {
    fn say(&self, network: &Network, manner: &Manner) -> Result<Passage, Failure> {
        let ids = self.tokens.iter().map(|token| token.id);
        // Token 0 is silence; it is at both ends.
        let ids: Vec<i32> = [0].into_iter().chain(ids).chain([0]).collect();
        let pace = (self.pace * manner.pace).clamp(*PACES.start(), *PACES.end());
        let mut melody = network.melody(&ids, self.style, pace)?;
        rhythm::stretch(&mut melody, self.tokens, manner)?;
        let durations = melody.durations.clone();
        manner::shape(&mut melody, manner);
        if manner.breath > 0.0 && melody.source.is_none() {
            let mut source = network.source(&melody)?;
            breath::breathy(&mut source, manner.breath);
            melody.source = Some(source);
        }
        let mut samples = network.sound(melody, self.style)?;
        manner::colour(&mut samples, manner);
        breath::gasp(&mut samples, self.tokens, &durations, manner);
        Ok(Passage::new(samples, self.tokens, &durations, self.words))
    }
}

/// Converts a passage with `rate` samples a second to the engine's rate.
fn take(passage: &Passage, rate: usize) -> Result<Take, Failure> {
    let frames = |sample: usize| Frames::from(sample * RATE as usize / rate);
    let times = passage.times();
    Ok(Take {
        samples: resampled(&passage.samples, rate)?,
        words: times
            .into_iter()
            .map(|time| frames(time.start)..frames(time.end))
            .collect(),
    })
}

fn resampled(samples: &[f32], rate: usize) -> Result<Vec<f32>, Failure> {
    if samples.is_empty() {
        return Ok(vec![0.0; SILENCE]);
    }
    let made = cuebook_transform::resampled(&[samples.to_vec()], rate as u32, RATE, CHUNK)?;
    Ok(made.into_iter().next().unwrap_or_default())
}

#[cfg(test)]
mod tests;
