//! The breath of a voice: noise in its source, and the sound of breathing in at a rest.

use std::ops::Range;

use super::network::{HOP, NETWORK_RATE};
use super::speech::{Rest, Token};
use super::tone::Manner;

/// The strength of the breath that replaces the voice's harmonics.
pub(super) const BREATH: f32 = 0.1;

/// The shortest and the longest breath, in seconds.
const SHORTEST: f32 = 0.16;
const LONGEST: f32 = 0.5;

/// The resonances of a mouth that breathes in: frequency in Hz, bandwidth in Hz, and level.
const RESONANCES: [(f32, f32, f32); 3] = [
    (650.0, 500.0, 0.5),
    (1_600.0, 700.0, 1.0),
    (3_400.0, 1_400.0, 0.6),
];

/// White noise from -1 to 1, always the same. (Marsaglia, "Xorshift RNGs", 2003)
pub(super) struct Noise(u64);

impl Default for Noise {
    fn default() -> Noise {
        Noise(0x9e37_79b9_7f4a_7c15)
    }
}

impl Noise {
    pub(super) fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1 << 23) as f32 - 1.0
    }

    /// Returns the source signal of a whisper.
    pub(super) fn breath(&mut self, length: usize) -> Vec<f32> {
        (0..length).map(|_| BREATH * self.next()).collect()
    }
}

/// Mixes breath into the source signal of a voice.
pub(super) fn breathy(source: &mut [f32], share: f32) {
    let breath = Noise::default().breath(source.len());
    for (sample, breath) in source.iter_mut().zip(breath) {
        *sample += share * (breath - *sample);
    }
}

/// Adds the sound of breathing in before the first word and at each rest within a line.
/// `durations` has the length of the silence at either end, and of each token between.
pub(super) fn gasp(samples: &mut [f32], tokens: &[Token], durations: &[usize], manner: &Manner) {
    if manner.gasp == 0.0 {
        return;
    }
    let level = manner.gasp * loudness(samples);
    let mut noise = Noise::default();
    for rest in rests(tokens, durations) {
        let rest = rest.start * HOP..(rest.end * HOP).min(samples.len());
        let longest = (LONGEST * NETWORK_RATE as f32) as usize;
        let start = rest.start.max(rest.end.saturating_sub(longest));
        if rest.end.saturating_sub(start) as f32 >= SHORTEST * NETWORK_RATE as f32 {
            inhale(&mut samples[start..rest.end], level, &mut noise, manner);
        }
    }
}

/// Returns the rests before the first word and between words, in hops.
fn rests(tokens: &[Token], durations: &[usize]) -> Vec<Range<usize>> {
    let mut rests = Vec::new();
    let mut at = durations.first().copied().unwrap_or_default();
    if at > 0 {
        rests.push(0..at);
    }
    for (place, token) in tokens.iter().enumerate() {
        let length = durations.get(place + 1).copied().unwrap_or_default();
        if token.rest >= Rest::Clause && place + 1 < tokens.len() {
            rests.push(at..at + length);
        }
        at += length;
    }
    rests
}

/// Returns the level of a line, where it is heard.
fn loudness(samples: &[f32]) -> f32 {
    let square = |sample: &f32| f64::from(*sample) * f64::from(*sample);
    let mean = samples.iter().map(square).sum::<f64>() / samples.len().max(1) as f64;
    libm::sqrt(mean) as f32
}

/// Adds one breath, which swells and ends before the next word. A trembling voice breathes in jerks.
fn inhale(samples: &mut [f32], level: f32, noise: &mut Noise, manner: &Manner) {
    let length = samples.len() as f32;
    let mut mouth = RESONANCES.map(Resonance::new);
    for (place, sample) in samples.iter_mut().enumerate() {
        let at = place as f32 / length;
        let swell = libm::sinf(std::f32::consts::PI * libm::powf(at, 1.3));
        let jerk = manner.tremble.map_or(1.0, |(rate, _)| {
            let cycles = rate * place as f32 / NETWORK_RATE as f32;
            0.55 - 0.45 * libm::cosf(std::f32::consts::TAU * (cycles - libm::floorf(cycles)))
        });
        let white = noise.next();
        let breath: f32 = mouth
            .iter_mut()
            .map(|resonance| resonance.next(white))
            .sum();
        *sample += level * swell * jerk * breath;
    }
}

/// A resonance of two poles, with about the level of its input.
struct Resonance {
    input: f32,
    poles: [f32; 2],
    before: [f32; 2],
}

impl Resonance {
    fn new((frequency, bandwidth, level): (f32, f32, f32)) -> Resonance {
        let rate = NETWORK_RATE as f32;
        let radius = libm::expf(-std::f32::consts::PI * bandwidth / rate);
        let angle = std::f32::consts::TAU * frequency / rate;
        // The gain for noise of a pole pair at this radius, without the mirrored half.
        let gain = libm::sqrtf(1.0 - radius * radius) * libm::sinf(angle);
        Resonance {
            input: level * 2.0 * gain,
            poles: [2.0 * radius * libm::cosf(angle), -radius * radius],
            before: [0.0; 2],
        }
    }

    fn next(&mut self, white: f32) -> f32 {
        let [last, earlier] = self.before;
        let mut now = self.input * white + self.poles[0] * last + self.poles[1] * earlier;
        if now.abs() < 1e-30 {
            now = 0.0;
        }
        self.before = [now, last];
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tone;
    use crate::kokoro::tone::manner;

    #[test]
    fn breath_is_mixed_by_its_share() {
        let mut none = vec![0.5; 100];
        breathy(&mut none, 0.0);
        assert_eq!(none, [0.5; 100]);
        let mut half = vec![0.5; 100];
        breathy(&mut half, 0.5);
        assert!(
            half.iter()
                .all(|sample| (sample - 0.25).abs() <= BREATH / 2.0)
        );
        let mut all = vec![0.5; 100];
        breathy(&mut all, 1.0);
        let breath = Noise::default().breath(100);
        assert!(all.iter().zip(breath).all(|(a, b)| (a - b).abs() < 1e-6));
    }

    #[test]
    fn a_breath_is_heard_before_the_first_word_and_at_rests_only() {
        let tokens: Vec<Token> = "ab,ba.".chars().map(Token::sketch).collect();
        let durations = [10, 2, 2, 10, 2, 2, 10, 2];
        let mut samples = vec![0.1; 40 * HOP];
        let quiet = samples.clone();
        gasp(
            &mut samples,
            &tokens,
            &durations,
            &manner(Tone::Neutral.into()),
        );
        assert_eq!(samples, quiet);
        gasp(
            &mut samples,
            &tokens,
            &durations,
            &manner(Tone::OutOfBreath.into()),
        );
        let changed = |hops: Range<usize>| {
            let part = &samples[hops.start * HOP..hops.end * HOP];
            part.iter().any(|sample| *sample != 0.1)
        };
        assert!(changed(0..10) && changed(14..24));
        assert!(!changed(10..14) && !changed(24..40));
    }

    #[test]
    fn a_breath_has_about_the_level_that_it_is_given() {
        let mut breath = vec![0.0; NETWORK_RATE / 2];
        inhale(
            &mut breath,
            0.1,
            &mut Noise::default(),
            &manner(Tone::Neutral.into()),
        );
        let level = loudness(&breath);
        assert!((0.02..0.2).contains(&level), "{level}");
        assert_eq!(breath[0], 0.0);
    }
}
