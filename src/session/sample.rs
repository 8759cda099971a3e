//! Speaks a few words, so that the user can choose a voice.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::book::target::TARGETS;
use crate::mix::MixPlan;
use crate::output::Sink;
use crate::output::level::{self, Goal};
use crate::output::wav::{Encoding, WavSink};
use crate::perform::BuiltinCatalog;
use crate::session::{Rendered, SessionError, Studio};
use crate::world::Catalog;
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::diagnostic::nearest;
use cuebook_core::id::AudioId;
use cuebook_engine::{AudioSource, Engine};
use cuebook_script::prose;
use cuebook_voice::{Tone, Utterance, Voice};

/// A few words for a voice to say.
#[derive(Copy, Clone, Debug)]
pub struct Sample<'a> {
    pub voice: &'a str,
    pub words: &'a str,
    pub tone: Tone,
    pub pace: f64,
}

impl Studio {
    /// Speaks a few words into a 24-bit WAV file, at the level of speech.
    ///
    /// # Errors
    /// When the voice is unknown, there are no words, or the file cannot be written.
    pub fn try_voice(
        &self,
        voice: &dyn Voice,
        sample: &Sample<'_>,
        output: &Path,
    ) -> Result<Rendered, SessionError> {
        let utterance = Utterance {
            text: sample.words.to_owned(),
            words: prose::words(sample.words)
                .iter()
                .map(|word| word.span)
                .collect(),
            pronounce: Vec::new(),
            voice: sample.voice.to_owned(),
            tone: sample.tone,
            pace: sample.pace,
        };
        if utterance.words.is_empty() {
            return Err(SessionError::NoWords(sample.words.to_owned()));
        }
        if !BuiltinCatalog.voices().contains(&sample.voice) {
            return Err(unknown_voice(sample.voice));
        }
        let take = voice.speak(&utterance)?;
        let audio = Audio::mono(take.samples);
        let plan = MixPlan::solo(&audio);
        let frames = plan.frames;
        let engine = Engine::new(Arc::new(plan), Box::new(Solo(audio)));
        let mut sink = WavSink::create(output, frames, Encoding::Pcm24)?;
        let loudness = level::render_whole(engine, Goal::stereo(TARGETS[0].level), &mut sink)?;
        sink.finish()?;
        Ok(Rendered {
            frames,
            loudness: loudness
                .integrated
                .0
                .is_finite()
                .then_some(loudness.integrated),
            peak: loudness.true_peak,
            spoken: 1,
            missed: None,
            stems: Vec::new(),
            doubts: Vec::new(),
        })
    }
}

/// A source that returns one piece of audio for every index.
struct Solo(Audio);

impl AudioSource for Solo {
    fn open(&self, _audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(self.0.clone()))
    }
}

pub(super) fn unknown_voice(name: &str) -> SessionError {
    let hint = nearest(name, BuiltinCatalog.voices());
    let hint = hint.map(|voice| format!("the nearest is `{voice}`"));
    let name = name.to_owned();
    SessionError::UnknownVoice { name, hint }
}
