//! Speech from the network, with the time of every word. Takes samples, tokens
//! and the length of each token. Returns the samples from the first sound to
//! the last, and one time for every written word. The times are in order, do
//! not overlap, and are within the samples.

use std::ops::Range;

use super::network::{HOP, NETWORK_RATE};
use super::speech::Token;

/// The time by which a token is audible before its share of the durations: 35 ms.
///
/// Measured as the distance from the time by durations to the onset of the sound, for 145 words
/// after a pause (125 of them begin with a stop), in 40 utterances of 4 voices. The remaining error
/// is 12 ms in the median, 25 ms in the mean, and 95 ms for one word in twenty.
const LEAD: usize = 35 * NETWORK_RATE / 1000;

/// The length kept before the first sound and after the last one.
const KEPT_BEFORE: usize = NETWORK_RATE / 100;
const KEPT_AFTER: usize = 3 * NETWORK_RATE / 100;

/// A moment this far below the loudest one is silent; as power, −50 dB.
const SILENCE: f64 = 1e-5;

/// The length of a moment in the search for silence: 5 ms.
const MOMENT: usize = NETWORK_RATE / 200;

/// The maximum length of a fade at either end: 5 ms.
const FADE: usize = NETWORK_RATE / 200;

/// A stretch of speech at [`NETWORK_RATE`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Passage {
    pub samples: Vec<f32>,
    /// The times of the words so far, by their index.
    pub words: Vec<Option<Range<usize>>>,
}

impl Passage {
    /// Sets the times of the words of `tokens`. `durations` has one more entry
    /// at either end, for the silence there, and counts in [`HOP`]s.
    #[must_use]
    pub(super) fn new(
        samples: Vec<f32>,
        tokens: &[Token],
        durations: &[usize],
        words: usize,
    ) -> Passage {
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

    /// Cuts silence off both ends, and fades the rest in and out.
    #[must_use]
    pub(super) fn trimmed(mut self) -> Passage {
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

    /// Appends `next` after `silence` samples of silence.
    pub(super) fn follow(&mut self, next: Passage, silence: usize) {
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
            // A word that was split in two began with its first half.
            let start = word.as_ref().map_or(later.start, |word| word.start);
            *word = Some(start..later.end);
        }
    }

    /// Returns one time for every word, in samples. A word without audio has an empty time at the
    /// end of the word before it.
    #[must_use]
    pub(super) fn times(&self) -> Vec<Range<usize>> {
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

/// Returns the samples from the first sound to the last, with a little around
/// them.
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

/// Applies raised cosines at both ends, so that the ends do not click.
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
