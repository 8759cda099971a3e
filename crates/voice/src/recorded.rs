//! Uses a recording in place of a voice. The words in a recording have no marks, so they are
//! distributed over its audible parts in proportion to their syllables.

use std::ops::Range;

use crate::Take;
use crate::syllables::syllables;
use cuebook_core::audio::Audio;
use cuebook_core::diagnostic::Span;
use cuebook_core::units::{Frames, RATE};

/// The frames over which a level is measured: 10 ms.
const STEP: usize = RATE as usize / 100;
/// A step that is quieter than the loudest one by this factor is a pause: 40
/// dB.
const PAUSE: f32 = 0.01;

/// Makes a take of a recording of `text`: one channel, with a time for every
/// word.
#[must_use]
pub fn take(recording: &Audio, text: &str, words: &[Span]) -> Take {
    let samples = fold(recording);
    let words = times(&samples, text, words);
    Take { samples, words }
}

fn fold(recording: &Audio) -> Vec<f32> {
    match recording.channels.as_slice() {
        [left, right] => left.iter().zip(right).map(|(l, r)| 0.5 * (l + r)).collect(),
        [only, ..] => only.clone(),
        [] => Vec::new(),
    }
}

fn times(samples: &[f32], text: &str, words: &[Span]) -> Vec<Range<Frames>> {
    let sounding = sounding(samples);
    let weights: Vec<u32> = words.iter().map(|word| syllables(word.of(text))).collect();
    let total = u64::from(weights.iter().sum::<u32>().max(1));
    let place = |syllables: u64, ends: bool| {
        // The number of sounding steps before this syllable.
        let steps = sounding.len() as u64;
        let index = (syllables * steps / total) as usize;
        let step = match (ends, index) {
            (true, 1..) => sounding.get(index - 1).map(|step| step + 1),
            _ => sounding.get(index).copied(),
        };
        let frames = step.map_or(samples.len(), |step| step * STEP);
        Frames::from(frames.min(samples.len()))
    };
    let mut said = 0;
    weights
        .iter()
        .map(|weight| {
            let start = place(said, false);
            said += u64::from(*weight);
            start..place(said, true).max(start)
        })
        .collect()
}

/// Returns the steps of the recording that are not pauses, in order.
fn sounding(samples: &[f32]) -> Vec<usize> {
    let levels: Vec<f32> = samples
        .chunks(STEP)
        .map(|step| step.iter().fold(0.0, |peak: f32, s| peak.max(s.abs())))
        .collect();
    let loudest = levels.iter().copied().fold(0.0, f32::max);
    (0..levels.len())
        .filter(|step| loudest > 0.0 && levels[*step] > PAUSE * loudest)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_placed_in_the_audible_parts() {
        // Silence, 300 ms of sound, a pause, 300 ms of sound: two words of one
        // syllable.
        let mut samples = vec![0.0; 20 * STEP];
        samples.extend(vec![0.5; 30 * STEP]);
        samples.extend(vec![0.0; 50 * STEP]);
        samples.extend(vec![0.5; 30 * STEP]);
        let text = "Go now";
        let words = [Span::new(0, 2), Span::new(3, 6)];
        let take = take(&Audio::mono(samples), text, &words);
        let at = |steps: usize| Frames::from(steps * STEP);
        assert_eq!(take.words, [at(20)..at(50), at(100)..at(130)]);
    }

    #[test]
    fn every_word_has_a_time_in_silence() {
        let take = take(
            &Audio::mono(vec![0.0; 1_000]),
            "Go now",
            &[Span::new(0, 2), Span::new(3, 6)],
        );
        assert_eq!(take.words.len(), 2);
        assert!(take.words.iter().all(|word| word.start <= word.end));
    }

    #[test]
    fn two_channels_are_mixed_into_one() {
        let stereo = Audio {
            channels: vec![vec![1.0; 2], vec![0.0; 2]],
        };
        assert_eq!(take(&stereo, "", &[]).samples, [0.5, 0.5]);
    }
}
