//! The stand-in: a voice of soft tones that needs no voice pack.
//!
//! It plays one tone a syllable, at the pace and with the pauses of a person
//! who reads aloud, so that a show can be timed, tested and rehearsed without
//! speech. The word times are exact.

use crate::syllables::syllables;
use crate::{Take, Times, Tone, Utterance, Voice, VoiceError};
use cuebook_core::units::{Frames, RATE, Seconds};

/// The stand-in voice.
#[derive(Copy, Clone, Debug, Default)]
pub struct ToneVoice;

/// The length of a syllable, in seconds: about 160 words a minute with the pauses.
const SYLLABLE: f64 = 0.185;
/// The gap between words, in seconds.
const GAP: f64 = 0.045;
/// The tone's rise and fall within a syllable, in seconds.
const EDGE: f64 = 0.025;
const LEVEL: f64 = 0.2;
/// The strengths of the partials: dull, like a hummed vowel.
const PARTIALS: [f64; 4] = [1.0, 0.5, 0.22, 0.08];

impl Voice for ToneVoice {
    fn identity(&self) -> String {
        "tone 1".to_owned()
    }

    fn is_stand_in(&self) -> bool {
        true
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        let pace = paced(utterance);
        let (pitch, level) = manner(utterance);
        let times = self.times(utterance);
        let mut samples = Vec::with_capacity(times.frames.index());
        let count = utterance.words.len().max(1) as f64;
        let words = utterance.words.iter().zip(&times.words);
        for (index, (span, time)) in words.enumerate() {
            samples.resize(time.start.index(), 0.0);
            // The pitch falls by a fifth from the first word to the last.
            let pitch = pitch * (1.0 - 0.2 * index as f64 / count);
            for _ in 0..syllables(span.of(&utterance.text)) {
                hum(&mut samples, SYLLABLE / pace, pitch, level);
            }
        }
        Ok(Take {
            samples,
            words: times.words,
        })
    }

    fn times(&self, utterance: &Utterance) -> Times {
        let pace = paced(utterance);
        let syllable = Seconds(SYLLABLE / pace).frames();
        let mut at = Frames::ZERO;
        let mut words = Vec::with_capacity(utterance.words.len());
        for (index, span) in utterance.words.iter().enumerate() {
            let start = at;
            at += Frames(syllable.0 * i64::from(syllables(span.of(&utterance.text))));
            words.push(start..at);
            if let Some(next) = utterance.words.get(index + 1) {
                let between = utterance.text.get(span.end..next.start).unwrap_or("");
                at += Seconds((GAP + pause_at(between)) / pace).frames();
            }
        }
        Times { words, frames: at }
    }
}

/// Returns the pace that the tones can have.
fn paced(utterance: &Utterance) -> f64 {
    utterance.pace.clamp(0.25, 4.0)
}

/// Returns the pitch in Hz and the level of a voice and a tone.
fn manner(utterance: &Utterance) -> (f64, f64) {
    let name = utterance.voice.as_str();
    let hash = name.bytes().fold(7_u32, |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    let within = f64::from(hash % 64) / 64.0;
    // Names such as `bm_george` contain the sex of the voice.
    let woman = name.as_bytes().get(1) == Some(&b'f');
    let pitch = if woman { 175.0 } else { 95.0 } + 45.0 * within;
    match utterance.tone.tone {
        Tone::Shout | Tone::Urgent | Tone::Angry | Tone::Happy | Tone::Laughing => {
            (pitch * 1.2, LEVEL * 1.2)
        }
        Tone::Whisper | Tone::Thinking => (pitch * 0.9, LEVEL * 0.5),
        _ => (pitch, LEVEL),
    }
}

/// Returns the pause of a reader at the marks between two words, in seconds.
fn pause_at(between: &str) -> f64 {
    between
        .chars()
        .map(|mark| match mark {
            ',' | '、' => 0.18,
            ';' | ':' | '—' | '–' => 0.25,
            '.' | '!' | '?' | '…' => 0.35,
            _ => 0.0,
        })
        .fold(0.0, f64::max)
}

/// Appends one syllable: a tone that swells and falls.
fn hum(samples: &mut Vec<f32>, seconds: f64, pitch: f64, level: f64) {
    let length = Seconds(seconds).frames().index();
    let edge = Seconds(EDGE.min(seconds / 3.0)).frames().index().max(1);
    let swell: Vec<f64> = (0..edge)
        .map(|i| 0.5 - 0.5 * libm::cos(std::f64::consts::PI * i as f64 / edge as f64))
        .collect();
    let mut partials: Vec<Partial> = PARTIALS
        .iter()
        .enumerate()
        .map(|(i, strength)| Partial::new(pitch * (i + 1) as f64, *strength))
        .collect();
    for i in 0..length {
        let from_end = length - 1 - i;
        let envelope = swell.get(i.min(from_end)).copied().unwrap_or(1.0);
        let wave: f64 = partials.iter_mut().map(Partial::next).sum();
        samples.push((level * envelope * wave) as f32);
    }
}

/// A sine by rotation, without a call of the maths library for each sample.
struct Partial {
    sine: f64,
    cosine: f64,
    turn: (f64, f64),
}

impl Partial {
    fn new(frequency: f64, strength: f64) -> Partial {
        let step = std::f64::consts::TAU * frequency / f64::from(RATE);
        Partial {
            sine: 0.0,
            cosine: strength,
            turn: (libm::sin(step), libm::cos(step)),
        }
    }

    fn next(&mut self) -> f64 {
        let (sine, cosine) = self.turn;
        let now = self.sine;
        self.sine = now * cosine + self.cosine * sine;
        self.cosine = self.cosine * cosine - now * sine;
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::diagnostic::Span;

    fn utterance(text: &str, words: &[&str]) -> Utterance {
        let words = words
            .iter()
            .map(|word| {
                let start = text.find(word).unwrap();
                Span::new(start, start + word.len())
            })
            .collect();
        Utterance {
            text: text.to_owned(),
            words,
            pronounce: Vec::new(),
            voice: "bm_george".to_owned(),
            tone: Default::default(),
            body: Default::default(),
            pace: 1.0,
            language: cuebook_core::language::Language::English,
        }
    }

    #[test]
    fn words_are_audible_at_their_times() {
        let take = ToneVoice
            .speak(&utterance("Go, battery!", &["Go", "battery"]))
            .unwrap();
        let syllable = Seconds(SYLLABLE).frames();
        let pause = Seconds(GAP + 0.18).frames();
        let second = syllable + pause;
        assert_eq!(take.words[0], Frames(0)..syllable);
        assert_eq!(take.words[1], second..Frames(second.0 + 3 * syllable.0));
        let silent = &take.samples[syllable.index()..second.index()];
        assert!(silent.iter().all(|sample| *sample == 0.0));
        let spoken = &take.samples[second.index() + 2_000..second.index() + 6_000];
        assert!(spoken.iter().any(|sample| sample.abs() > 0.1));
    }

    #[test]
    fn the_times_are_known_before() {
        for text in ["Go, battery!", "battery Go"] {
            let mut utterance = utterance(text, &["Go", "battery"]);
            utterance.words.sort();
            for pace in [0.93, 1.0, 1.7] {
                utterance.pace = pace;
                let take = ToneVoice.speak(&utterance).unwrap();
                let times = ToneVoice.times(&utterance);
                assert_eq!(times.words, take.words);
                assert_eq!(times.frames.index(), take.samples.len());
            }
        }
    }

    #[test]
    fn pace_shortens_every_word() {
        let mut utterance = utterance("Go, battery!", &["Go", "battery"]);
        let slow = ToneVoice.speak(&utterance).unwrap();
        utterance.pace = 2.0;
        let fast = ToneVoice.speak(&utterance).unwrap();
        let ratio = slow.samples.len() as f64 / fast.samples.len() as f64;
        assert!((ratio - 2.0).abs() < 0.01, "{ratio}");
    }
}
