//! The built-in voices and those of the configured engines, as one voice engine. Each utterance goes
//! to the engine of its voice.

use std::sync::Arc;
use std::thread;

use cuebook_align::Timed;
use cuebook_core::diagnostic::Span;
use cuebook_core::pronunciation::Spoken;
use cuebook_core::units::{Frames, Seconds};
use cuebook_voice::{
    Body, Decisive, Feeling, Take, Times, Utterance, Voice, VoiceError, likely, recorded,
};

use crate::Failure;
use crate::captions;
use crate::engine::{Engine, Kind, Roster, Speaker};
use crate::http::Request;
use crate::link::{Link, Sleep, Told};
use cuebook_core::audio::Audio;

/// The version of the requests and of the way in which answers become takes. A higher one asks the
/// servers for every take again.
const VERSION: u32 = 1;

/// All voices.
pub struct Company<V> {
    own: V,
    roster: Roster,
    links: Vec<Link>,
}

/// What one engine has to speak.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost<'c> {
    /// The engine.
    pub engine: &'c Engine,
    /// The number of takes.
    pub takes: usize,
    /// The number of characters.
    pub characters: u64,
}

impl Cost<'_> {
    /// Returns the price, if the configuration has one.
    #[must_use]
    pub fn price(&self) -> Option<String> {
        let price = self.engine.price.as_ref();
        price.map(|price| price.of(self.characters))
    }
}

/// Returns what each engine that has to speak some of these utterances would speak.
#[must_use]
pub fn costs<'r, 'u>(
    roster: &'r Roster,
    utterances: impl Iterator<Item = &'u Utterance>,
) -> Vec<Cost<'r>> {
    let none = |engine| Cost {
        engine,
        takes: 0,
        characters: 0,
    };
    let mut costs: Vec<Cost<'_>> = roster.engines.iter().map(none).collect();
    for utterance in utterances {
        if let Some(speaker) = roster.speaker(&utterance.voice)
            && let Some(cost) = costs.get_mut(speaker.engine)
        {
            cost.takes += 1;
            cost.characters += text_for(utterance).chars().count() as u64;
        }
    }
    costs.retain(|cost| cost.takes > 0);
    costs
}

impl<V: Voice> Company<V> {
    /// Creates the company of the built-in voices and those of a configuration.
    #[must_use]
    pub fn new(own: V, roster: &Roster) -> Company<V> {
        Company::patient(own, roster, Arc::new(thread::sleep))
    }

    /// Creates a company that waits in its own way.
    fn patient(own: V, roster: &Roster, sleep: Sleep) -> Company<V> {
        let links = roster.engines.iter().cloned();
        Company {
            own,
            roster: roster.clone(),
            links: links
                .map(|engine| Link::new(engine, sleep.clone()))
                .collect(),
        }
    }

    /// Asks each engine whether it is there. Returns what it says, or why it does not answer.
    pub fn greet(&self) -> impl Iterator<Item = (&Engine, Result<String, Failure>)> {
        self.links.iter().map(|link| (&link.engine, link.greet()))
    }

    fn speaker(&self, voice: &str) -> Option<&Speaker> {
        self.roster.speaker(voice)
    }

    fn link(&self, voice: &str) -> Option<(&Speaker, &Link)> {
        let speaker = self.speaker(voice)?;
        Some((speaker, self.links.get(speaker.engine)?))
    }

    /// Returns an utterance as a take of a server: with the times that it sends, else with likely
    /// times.
    fn take(&self, utterance: &Utterance, speaker: &Speaker, told: Told) -> Take {
        let Told { speech, times } = told;
        let (text, words) = (utterance.text.as_str(), utterance.words.as_slice());
        let ends = (speech.cut, Frames::from(speech.samples.len()));
        let asked = times.is_some();
        let exact = times.and_then(|told| captions::placed(&told, (text, words), ends));
        let audio = Audio::mono(speech.samples);
        let mut take = recorded::take(&audio, text, words);
        if let Some(exact) = exact {
            take.words = exact;
        } else if asked && let Ok(own) = self.own.speak(&beside(utterance, speaker.like())) {
            let own = Timed {
                samples: &own.samples,
                words: &own.words,
            };
            take.words = cuebook_align::align(own, &take.samples).words;
        }
        take
    }
}

/// Returns the usual length of an utterance at a speed. Figures and letters that stand for whole
/// syllables take longer than their number says.
fn usual_length(utterance: &Utterance, speed: f64) -> Frames {
    const EACH: f64 = 0.2;
    let likely = likely::natural(&utterance.text, &utterance.words, ("", speed));
    let is_long = |c: &char| c.is_numeric() || *c >= '\u{2e80}';
    let long = utterance.text.chars().filter(is_long).count();
    likely.frames + Seconds(EACH * long as f64 / speed).frames()
}

/// Returns an utterance as a built-in voice speaks it, so that its words can be found beside it.
fn beside(utterance: &Utterance, voice: &str) -> Utterance {
    Utterance {
        voice: voice.to_owned(),
        tone: Feeling::default(),
        body: Body::default(),
        ..utterance.clone()
    }
}

/// Returns the text that a server reads: the words of the show, with respellings in place of the words
/// that have one.
fn text_for(utterance: &Utterance) -> String {
    let mut text = String::with_capacity(utterance.text.len());
    let mut at = 0;
    for (index, word) in utterance.words.iter().enumerate() {
        let spoken = utterance.pronounce.iter().find(|(own, _)| *own == index);
        let Some((_, Spoken::Respelling(respelling))) = spoken else {
            continue;
        };
        text.push_str(Span::new(at, word.start).of(&utterance.text));
        // Capitals stand for stress, and servers read them as letters.
        text.push_str(&respelling.to_lowercase());
        at = word.end;
    }
    text.push_str(utterance.text.get(at..).unwrap_or_default());
    text
}

impl<V: Voice> Voice for Company<V> {
    fn identity(&self) -> String {
        self.own.identity()
    }

    fn is_stand_in(&self) -> bool {
        self.own.is_stand_in()
    }

    fn decisive(&self, utterance: &Utterance) -> Option<Decisive> {
        let (speaker, Link { engine, .. }) = self.link(&utterance.voice)?;
        let kind = match &engine.kind {
            Kind::Http {
                model,
                format,
                timestamps,
                ..
            } => format!("http, model {model:?}, {format}, timestamps {timestamps}"),
            Kind::Wyoming { .. } => "wyoming".to_owned(),
        };
        let identity = format!(
            "remote {VERSION}: {:?}, {kind}, voice {:?}, speed {}, seed {:?}",
            engine.name, speaker.voice, speaker.speed, speaker.seed
        );
        // What the server does not get decides nothing.
        let utterance = Utterance {
            text: text_for(utterance),
            words: utterance.words.clone(),
            pronounce: Vec::new(),
            voice: String::new(),
            tone: Feeling::default(),
            body: Body::default(),
            pace: if engine.has_speed() {
                utterance.pace
            } else {
                1.0
            },
            language: Default::default(),
        };
        Some(Decisive {
            identity,
            utterance,
        })
    }

    fn like(&self, voice: &str) -> Option<&str> {
        self.speaker(voice).map(Speaker::like)
    }

    fn has_times(&self, voice: &str) -> bool {
        self.link(voice)
            .is_none_or(|(_, link)| link.engine.has_times())
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        let Some((speaker, link)) = self.link(&utterance.voice) else {
            return self.own.speak(utterance);
        };
        let text = text_for(utterance);
        let pace = if link.engine.has_speed() {
            utterance.pace
        } else {
            1.0
        };
        let request = Request {
            speaker,
            text: &text,
            speed: speaker.speed * pace,
        };
        let usual = usual_length(utterance, request.speed);
        let told = link.speak(&request, usual);
        let told = told.map_err(|failure| VoiceError::Remote {
            engine: link.engine.name.clone(),
            text: utterance.text.clone(),
            reason: failure.to_string(),
        })?;
        Ok(self.take(utterance, speaker, told))
    }

    fn times(&self, utterance: &Utterance) -> Times {
        match self.speaker(&utterance.voice) {
            Some(speaker) => self.own.times(&beside(utterance, speaker.like())),
            None => self.own.times(utterance),
        }
    }
}

#[cfg(test)]
mod tests;
