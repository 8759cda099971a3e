//! The gaps between the words of a recording: breaths and mouth clicks are lowered there, and nowhere
//! else. Within the words, not a sample changes.

use std::ops::Range;

use cuebook_core::units::{Frames, RATE};

/// The sounds that are lowered.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Reduce {
    /// Breaths, by at most 12 dB.
    pub breaths: bool,
    /// Mouth clicks, to the level around them.
    pub clicks: bool,
}

/// How much was lowered.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Reduced {
    /// The number of breaths.
    pub breaths: usize,
    /// The number of clicks.
    pub clicks: usize,
}

/// The frames of a step: 10 ms. A click is looked for in steps of 1 ms.
const STEP: usize = RATE as usize / 100;
const FINE: usize = RATE as usize / 1_000;

/// Sound this near to a word is left alone: 50 ms.
const GUARD: i64 = RATE as i64 / 20;

/// A breath lasts from 100 ms to a second, in steps, is louder than the noise by this factor (6 dB) and
/// softer than the words by this one (12 dB).
const BREATH: Range<usize> = 10..100;
const OVER_NOISE: f32 = 2.0;
const UNDER_WORDS: f32 = 0.25;

/// A breath is lowered to this share: −12 dB.
const LOWERED: f32 = 0.25;

/// A sound whose waves are alike by more than this is a voice.
const VOICED: f32 = 0.45;

/// A click lasts at most 12 ms and exceeds the level around it by this factor: 14 dB.
const CLICK: usize = 12;
const SUDDEN: f32 = 5.0;

/// Lowers breaths and clicks in the gaps between `words`, which are in order.
pub fn reduce(samples: &mut [f32], words: &[Range<Frames>], what: Reduce) -> Reduced {
    let gaps = gaps(samples.len(), words);
    let mut reduced = Reduced::default();
    let Some((noise, speech)) = levels(samples, &gaps, words) else {
        return reduced;
    };
    for gap in gaps {
        if what.clicks {
            reduced.clicks += clicks(&mut samples[gap.clone()]);
        }
        if what.breaths {
            reduced.breaths += breaths(&mut samples[gap], noise, speech);
        }
    }
    reduced
}

/// Returns the level of the noise between the words, in dB below the largest sample; `None` without
/// gaps.
#[must_use]
pub fn noise(samples: &[f32], words: &[Range<Frames>]) -> Option<f64> {
    let (noise, _) = levels(samples, &gaps(samples.len(), words), words)?;
    Some(20.0 * libm::log10(f64::from(noise.max(1e-6))))
}

/// Returns the gaps that have at least one step.
fn gaps(frames: usize, words: &[Range<Frames>]) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    let mut from = 0;
    let mut add = |from: usize, to: i64| {
        let to = usize::try_from(to).unwrap_or(0).min(frames);
        if from + STEP <= to {
            gaps.push(from..to);
        }
    };
    for word in words {
        add(from, word.start.0 - GUARD);
        from = from.max((word.end.0 + GUARD).max(0) as usize);
    }
    add(from, frames as i64);
    gaps
}

/// Returns the level of the noise and that of the words.
fn levels(samples: &[f32], gaps: &[Range<usize>], words: &[Range<Frames>]) -> Option<(f32, f32)> {
    let quiet = gaps
        .iter()
        .flat_map(|gap| samples[gap.clone()].chunks(STEP));
    let spoken = words.iter().flat_map(|word| {
        let end = word.end.index().min(samples.len());
        samples[word.start.index().min(end)..end].chunks(STEP)
    });
    let noise = ranked(quiet.map(level).collect(), 0.1)?;
    Some((noise, ranked(spoken.map(level).collect(), 0.5)?))
}

fn ranked(mut levels: Vec<f32>, share: f64) -> Option<f32> {
    levels.sort_by(f32::total_cmp);
    let at = (levels.len() as f64 * share) as usize;
    levels.get(at).copied()
}

fn level(samples: &[f32]) -> f32 {
    let power: f32 = samples.iter().map(|sample| sample * sample).sum();
    (power / samples.len().max(1) as f32).sqrt()
}

/// Lowers the breaths of a gap, and returns their number.
fn breaths(gap: &mut [f32], noise: f32, speech: f32) -> usize {
    let levels: Vec<f32> = gap.chunks(STEP).map(level).collect();
    let is_breath = |level: f32| level > OVER_NOISE * noise && level < UNDER_WORDS * speech;
    let mut count = 0;
    let mut at = 0;
    while at < levels.len() {
        let run = levels[at..].iter().take_while(|level| is_breath(**level));
        let end = at + run.count();
        let steps = at * STEP..(end * STEP).min(gap.len());
        if BREATH.contains(&(end - at)) && !is_voiced(&gap[steps.clone()]) {
            let loudest = levels[at..end].iter().copied().fold(0.0, f32::max);
            dip(&mut gap[steps], (noise / loudest).max(LOWERED), 2 * STEP);
            count += 1;
        }
        at = end.max(at + 1);
    }
    count
}

/// Returns whether a sound has the waves of a voice, from 80 to 400 Hz.
fn is_voiced(sound: &[f32]) -> bool {
    let part = &sound[..sound.len().min(4_096)];
    let power: f32 = part.iter().map(|x| x * x).sum();
    let alike = |lag: usize| {
        let pairs = part.iter().zip(part.get(lag..).unwrap_or_default());
        pairs.map(|(a, b)| a * b).sum::<f32>()
    };
    let rate = RATE as usize;
    let lags = (rate / 400..rate / 80).step_by(4);
    lags.map(alike).fold(0.0, f32::max) > VOICED * power
}

/// Lowers the clicks of a gap, and returns their number.
fn clicks(gap: &mut [f32]) -> usize {
    let peak = |part: &[f32]| part.iter().fold(0.0, |peak: f32, x| peak.max(x.abs()));
    let peaks: Vec<f32> = gap.chunks(FINE).map(peak).collect();
    let around = |at: usize| {
        let near = &peaks[at.saturating_sub(30)..(at + 31).min(peaks.len())];
        ranked(near.to_vec(), 0.5).unwrap_or(0.0)
    };
    let mut count = 0;
    let mut at = 0;
    while at < peaks.len() {
        let usual = around(at);
        let run = peaks[at..]
            .iter()
            .take_while(|peak| **peak > SUDDEN * usual);
        let end = at + run.count();
        if (1..=CLICK).contains(&(end - at)) {
            let from = at.saturating_sub(1) * FINE;
            let to = ((end + 1) * FINE).min(gap.len());
            let highest = peak(&gap[from..to]);
            dip(&mut gap[from..to], (usual / highest).min(1.0), FINE);
            count += 1;
        }
        at = end.max(at + 1);
    }
    count
}

/// Multiplies a part by a gain that is reached after `edge` frames, and left before its end.
fn dip(part: &mut [f32], gain: f32, edge: usize) {
    let frames = part.len();
    for (at, sample) in part.iter_mut().enumerate() {
        let inside = (at.min(frames - at) as f32 / edge as f32).min(1.0);
        *sample *= 1.0 + inside * (gain - 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Noise(u32);

    impl Noise {
        fn next(&mut self) -> f32 {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
        }
    }

    /// Returns two words with a second between them, in which there are a breath and a click.
    fn recording() -> (Vec<f32>, Vec<Range<Frames>>) {
        let mut noise = Noise(5);
        let mut samples: Vec<f32> = (0..3 * 48_000).map(|_| 0.0005 * noise.next()).collect();
        let words = [0..48_000, 96_000..144_000];
        for n in words.iter().cloned().flatten() {
            samples[n] += 0.3 * libm::sinf(n as f32 * 0.02);
        }
        for sample in &mut samples[57_600..72_000] {
            *sample += 0.02 * noise.next();
        }
        for sample in &mut samples[84_000..84_100] {
            *sample += 0.1 * noise.next();
        }
        let words = words.map(|word| Frames::from(word.start)..Frames::from(word.end));
        (samples, words.to_vec())
    }

    fn decibels(before: &[f32], after: &[f32]) -> f32 {
        20.0 * libm::log10f(level(after) / level(before))
    }

    #[test]
    fn breaths_and_clicks_are_lowered_and_words_stay() {
        let (before, words) = recording();
        let mut after = before.clone();
        let both = Reduce {
            breaths: true,
            clicks: true,
        };
        let reduced = reduce(&mut after, &words, both);
        assert_eq!((reduced.breaths, reduced.clicks), (1, 1));
        let breath = decibels(&before[60_000..70_000], &after[60_000..70_000]);
        assert!((-12.5..-11.0).contains(&breath), "{breath}");
        let click = decibels(&before[84_000..84_100], &after[84_000..84_100]);
        assert!(click < -20.0, "{click}");
        assert_eq!(before[..48_000], after[..48_000]);
        assert_eq!(before[96_000..], after[96_000..]);
    }

    #[test]
    fn only_what_is_asked_for_is_lowered() {
        let (before, words) = recording();
        let mut after = before.clone();
        assert_eq!(
            reduce(&mut after, &words, Reduce::default()),
            Reduced::default()
        );
        assert_eq!(before, after);
        let clicks = Reduce {
            clicks: true,
            ..Reduce::default()
        };
        assert_eq!(reduce(&mut after, &words, clicks).breaths, 0);
        assert_eq!(before[57_600..72_000], after[57_600..72_000]);
    }

    #[test]
    fn a_voice_between_the_words_is_no_breath() {
        let (mut before, words) = recording();
        for (n, sample) in before[57_600..72_000].iter_mut().enumerate() {
            *sample = 0.02 * libm::sinf(n as f32 * 0.02);
        }
        let mut after = before.clone();
        let breaths = Reduce {
            breaths: true,
            ..Reduce::default()
        };
        assert_eq!(reduce(&mut after, &words, breaths), Reduced::default());
        assert_eq!(before, after);
    }

    #[test]
    fn the_noise_is_measured_between_the_words() {
        let (samples, words) = recording();
        let found = noise(&samples, &words).unwrap();
        // Even noise of this height has 20 log(0.0005 / √3) dB.
        assert!((found + 70.8).abs() < 1.5, "{found}");
        assert_eq!(noise(&[], &[]), None);
    }
}
