//! Speech as the network made it, with the time of every word.
//!
//! In: samples, tokens, and how long each token lasts. Out: samples from the
//! first sound to the last, and one time for every written word. Always true:
//! the times are in order, do not overlap, and lie within the samples.

use std::ops::Range;

use super::network::{HOP, NETWORK_RATE};
use super::speech::Token;

/// How much earlier than its share of the durations a token is heard: 35 ms.
///
/// Measured as the distance from where the durations put a word to where its
/// sound sets in, for 145 words after a pause (125 of them begin with a stop),
/// in 40 utterances of 4 voices. What is left is 12 ms in the median, 25 ms in
/// the mean, and 95 ms for one word in twenty.
const LEAD: usize = 35 * NETWORK_RATE / 1000;

/// What is kept before the first sound and after the last one.
const KEPT_BEFORE: usize = NETWORK_RATE / 100;
const KEPT_AFTER: usize = 3 * NETWORK_RATE / 100;

/// Silence is what lies so far below the loudest moment; as power, −50 dB.
const SILENCE: f64 = 1e-5;

/// Over so many samples, 5 ms, is loudness taken in looking for silence.
const MOMENT: usize = NETWORK_RATE / 200;

/// The length of a fade at either end, at most: 5 ms.
const FADE: usize = NETWORK_RATE / 200;

/// A stretch of speech at [`NETWORK_RATE`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    pub samples: Vec<f32>,
    /// The times of the words that have been heard so far, by their index.
    pub words: Vec<Option<Range<usize>>>,
}

impl Passage {
    /// Sets the words of `tokens` in time. `durations` has an entry more at
    /// either end, for the silence there, and counts in [`HOP`]s.
    #[must_use]
    pub fn new(samples: Vec<f32>, tokens: &[Token], durations: &[usize], words: usize) -> Passage {
        let mut times: Vec<Option<Range<usize>>> = vec![None; words];
        let mut start: usize = durations.iter().take(1).sum();
        for (token, &duration) in tokens.iter().zip(&durations[1.min(durations.len())..]) {
            let end = start + duration;
            if let Some(time) = token.word.and_then(|word| times.get_mut(word)) {
                let first = time.as_ref().map_or(start * HOP, |time| time.start + LEAD);
                *time = Some(first.saturating_sub(LEAD)..(end * HOP).saturating_sub(LEAD));
            }
            start = end;
        }
        let words = times;
        Passage { samples, words }
    }

    /// Cuts silence off both ends, and fades what is left in and out.
    #[must_use]
    pub fn trimmed(mut self) -> Passage {
        let kept = sounding(&self.samples);
        self.samples.truncate(kept.end);
        self.samples.drain(..kept.start);
        fade(&mut self.samples);
        for time in self.words.iter_mut().flatten() {
            time.start = time.start.saturating_sub(kept.start).min(kept.len());
            time.end = time.end.saturating_sub(kept.start).min(kept.len());
        }
        self
    }

    /// Lets `next` follow after a silence of so many samples.
    pub fn follow(&mut self, next: Passage, silence: usize) {
        if !self.samples.is_empty() {
            self.samples.resize(self.samples.len() + silence, 0.0);
        }
        let offset = self.samples.len();
        self.samples.extend(next.samples);
        self.words
            .resize(self.words.len().max(next.words.len()), None);
        for (word, time) in self.words.iter_mut().zip(next.words) {
            let Some(time) = time else { continue };
            let later = time.start + offset..time.end + offset;
            // A word that was cut in two began with its first half.
            let start = word.as_ref().map_or(later.start, |word| word.start);
            *word = Some(start..later.end);
        }
    }

    /// One time for every word, in samples. A word that was not heard has none
    /// of its own: it is as short as can be, where the word before it ends.
    #[must_use]
    pub fn times(&self) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut times = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let time = word.clone().unwrap_or(from..from);
            let start = time.start.clamp(from, self.samples.len().max(from));
            let end = time.end.clamp(start, self.samples.len().max(start));
            times.push(start..end);
            from = end;
        }
        times
    }
}

/// The samples from the first sound to the last, with a little around them.
fn sounding(samples: &[f32]) -> Range<usize> {
    let power: Vec<f64> = samples
        .chunks(MOMENT)
        .map(|moment| {
            let energy: f64 = moment.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
            energy / moment.len() as f64
        })
        .collect();
    let loudest = power.iter().copied().fold(0.0, f64::max);
    let heard = |power: &f64| *power > loudest * SILENCE;
    let Some(first) = power.iter().position(heard) else {
        return 0..0;
    };
    let last = power.iter().rposition(heard).unwrap_or(first);
    let start = (first * MOMENT).saturating_sub(KEPT_BEFORE);
    let end = ((last + 1) * MOMENT + KEPT_AFTER).min(samples.len());
    start..end
}

/// Raised cosines at both ends, so that nothing clicks.
fn fade(samples: &mut [f32]) {
    let length = FADE.min(samples.len() / 2);
    for step in 0..length {
        let phase = std::f64::consts::PI * (step as f64 + 0.5) / length as f64;
        let gain = (0.5 - 0.5 * libm::cos(phase)) as f32;
        samples[step] *= gain;
        let mirrored = samples.len() - 1 - step;
        samples[mirrored] *= gain;
    }
}

#[cfg(test)]
mod tests;
