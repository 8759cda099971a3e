//! Speaks a few words, so that the user can choose a voice.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::book::settings::pauses;
use crate::book::target::TARGETS;
use crate::book::unread;
use crate::mix::MixPlan;
use crate::output::Sink;
use crate::output::device::Device;
use crate::output::level::{self, Goal};
use crate::output::meter::Loudness;
use crate::output::wav::{Encoding, WavSink};
use crate::perform::{BuiltinCatalog, leave_out};
use crate::session::{Rendered, SessionError, Studio};
use crate::world::Catalog;
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::id::{AudioId, IdRange};
use cuebook_core::language::Language;
use cuebook_core::units::{Decibels, Frames};
use cuebook_engine::{AudioSource, Engine};
use cuebook_script::prose::Sentence;
use cuebook_script::{Pauses, Prose};
use cuebook_voice::kokoro::blend::{Blend, NoBlend};
use cuebook_voice::kokoro::voices;
use cuebook_voice::{Body, Feeling, Utterance, Voice};

/// A few words for a voice to say.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Sample<'a> {
    pub voice: &'a str,
    pub words: &'a str,
    pub tone: Feeling,
    pub body: Body,
    pub pace: f64,
}

/// A few words as a voice speaks them.
pub(crate) struct SpokenSample(Audio);

impl Studio {
    /// Speaks a few words.
    ///
    /// # Errors
    /// When the voice is unknown, or there are no words.
    pub(crate) fn speak(
        &self,
        voice: &dyn Voice,
        sample: &Sample<'_>,
    ) -> Result<SpokenSample, SessionError> {
        let (prose, _) = Prose::read(sample.words.to_owned());
        if prose.words.is_empty() {
            return Err(SessionError::NoWords(sample.words.to_owned()));
        }
        let (name, language) = match self.config.roster.speaker(sample.voice) {
            Some(speaker) => {
                let language = speaker.speaks().unwrap_or_default();
                (sample.voice.to_owned(), language)
            }
            None => {
                let named = BuiltinCatalog.voice_named(sample.voice);
                let name = named.ok_or_else(|| unknown_voice(sample.voice))?;
                let language = language_of(&name);
                (name, language)
            }
        };
        // With the pauses of a show, each sentence sounds as it does there.
        let pauses = pauses(&Pauses::default());
        let mut samples = Vec::new();
        for (number, sentence) in prose.sentences.iter().enumerate() {
            if number > 0 {
                let pause = pauses.sentence.index();
                samples.resize(samples.len() + pause, 0.0);
            }
            let (alone, silent) = sentence_alone(&prose, sentence, (&name, language));
            if silent.len() == sentence.words.len() {
                continue;
            }
            let utterance = Utterance {
                tone: sample.tone,
                body: sample.body,
                pace: sample.pace,
                ..alone
            };
            samples.extend(voice.speak(&utterance)?.samples);
        }
        if samples.iter().all(|sample| *sample == 0.0) {
            return Err(SessionError::Unreadable(sample.words.to_owned()));
        }
        Ok(SpokenSample(Audio::mono(samples)))
    }
}

/// Returns the language of a built-in voice.
fn language_of(voice: &str) -> Language {
    voices::find(voice).map_or(Language::English, |profile| profile.language)
}

/// Returns a sentence as a voice speaks it in a neutral tone, and the words that no voice can read,
/// which are left out of it.
pub(super) fn sentence_alone(
    prose: &Prose,
    sentence: &Sentence,
    (voice, language): (&str, Language),
) -> (Utterance, Vec<usize>) {
    let mut utterance = Utterance {
        text: prose.said(sentence.span).to_owned(),
        words: prose.words_said(sentence.words.clone(), sentence.span),
        pronounce: Vec::new(),
        voice: voice.to_owned(),
        tone: Feeling::default(),
        body: Body::default(),
        pace: 1.0,
        language,
    };
    let words: Vec<&str> = sentence.words.ids().map(|word| prose.word(word)).collect();
    let silent = unread::silent(&words, &[], Some(utterance.language));
    leave_out(&mut utterance, &silent);
    (utterance, silent)
}

impl SpokenSample {
    /// Returns a sample of a person's recording.
    pub(crate) fn recorded(audio: Audio) -> SpokenSample {
        SpokenSample(audio)
    }

    /// Returns its length.
    pub(crate) fn frames(&self) -> Frames {
        MixPlan::solo(&self.0).frames
    }

    /// Plays it at the level of speech.
    ///
    /// # Errors
    /// When the device fails.
    pub(crate) fn play(self, mut device: Device) -> Result<(), SessionError> {
        self.send(&mut device)?;
        Ok(device.finish()?)
    }

    /// Writes it into a 24-bit WAV file at the level of speech.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn save(self, output: &Path) -> Result<Rendered, SessionError> {
        let frames = self.frames();
        let mut sink = WavSink::create(output, frames, Encoding::Pcm24)?;
        let loudness = self.send(&mut sink)?;
        sink.finish()?;
        Ok(Rendered {
            frames,
            loudness: loudness
                .integrated
                .0
                .is_finite()
                .then_some(loudness.integrated),
            peak: loudness.true_peak,
            lowered: Decibels(0.0),
            spoken: 1,
            missed: None,
            stems: Vec::new(),
            doubts: Vec::new(),
        })
    }

    /// Returns it as a 24-bit WAV file in memory.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn into_wav(self) -> Result<Vec<u8>, SessionError> {
        in_memory(|path| self.save(path).map(drop))
    }

    fn send(self, sink: &mut impl Sink) -> Result<Loudness, SessionError> {
        let plan = MixPlan::solo(&self.0);
        let engine = Engine::new(Arc::new(plan), Box::new(Solo(self.0)));
        let goal = Goal::stereo(TARGETS[0].level);
        Ok(level::render_whole(engine, goal, sink)?)
    }
}

/// Returns a file that is written to a temporary place.
///
/// # Errors
/// When it cannot be written.
pub(super) fn in_memory(
    write: impl FnOnce(&Path) -> Result<(), SessionError>,
) -> Result<Vec<u8>, SessionError> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("sound.wav");
    write(&path)?;
    Ok(std::fs::read(path)?)
}

/// A source that returns one piece of audio for every index.
struct Solo(Audio);

impl AudioSource for Solo {
    fn open(&self, _audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(self.0.clone()))
    }
}

/// Returns the mistake of a voice, or of the first wrong part of a blend.
pub(super) fn unknown_voice(written: &str) -> SessionError {
    let name = match Blend::read(written) {
        Err(NoBlend::Unknown(part)) => part,
        Err(other) if written.contains('+') => {
            let name = written.to_owned();
            let hint = Some(other.to_string());
            return SessionError::UnknownVoice { name, hint };
        }
        _ => written.to_owned(),
    };
    let hint = match &BuiltinCatalog.near_voices(&name)[..] {
        [] => None,
        [voice] => Some(format!("the nearest is `{voice}`")),
        several => Some(format!("the nearest are `{}`", several.join("`, `"))),
    };
    SessionError::UnknownVoice { name, hint }
}
