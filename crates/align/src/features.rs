//! The spectra of a sound, in steps of 10 ms: mel-frequency cepstral coefficients with their change,
//! and the level. Each number is scaled by its spread within the sound, so microphones, rooms and
//! voices that differ become comparable; S. Davis and P. Mermelstein, *Comparison of parametric
//! representations for monosyllabic word recognition*, 1980.

use std::f64::consts::PI;
use std::ops::Range;

use cuebook_core::units::RATE;
use cuebook_transform::forward;

use crate::STEP;

/// The frames of a spectrum: 25 ms, padded to the length of the transform.
const WINDOW: usize = RATE as usize / 40;
const TRANSFORM: usize = 2_048;

/// The bands of the mel scale, and their range in Hz.
const BANDS: usize = 26;
const LOWEST: f64 = 80.0;
const HIGHEST: f64 = 7_600.0;

/// The coefficients of a spectrum, without the level.
const COEFFICIENTS: usize = 12;

/// The numbers of a step: the coefficients and the level, and how they change.
pub(crate) const NUMBERS: usize = 2 * (COEFFICIENTS + 1);

/// A step that is softer than the loud ones by so many dB is a pause.
const PAUSE: f32 = 35.0;

/// A step is also a pause if it exceeds the noise of the recording by less than this, in dB, unless
/// the loud steps are hardly louder.
const ABOVE_NOISE: f32 = 8.0;
const BELOW_SPEECH: f32 = 12.0;

/// How much each number counts: the coefficients and the level, and their change. The spread between
/// speakers who say the same is small for the first coefficients and the level; the later ones are the
/// speaker's own.
const WEIGHTS: [f32; NUMBERS] = [
    2.0, 1.1, 1.3, 1.1, 0.9, 0.8, 0.9, 0.6, 0.6, 0.6, 0.5, 0.6, 1.3, //
    1.5, 1.0, 1.1, 0.9, 0.8, 0.7, 0.9, 0.6, 0.6, 0.6, 0.5, 0.6, 1.2,
];

/// The numbers of one step.
pub(crate) type Step = [f32; NUMBERS];

/// A sound in bands of the mel scale, in steps.
#[derive(Clone, Debug)]
pub(crate) struct Bands {
    /// The logarithms of the energies.
    energies: Vec<[f32; BANDS]>,
    /// The levels in dB.
    levels: Vec<f32>,
    /// The level that a twentieth of the steps exceeds.
    loud: f32,
    /// Whether a step has speech, and is no pause.
    speech: Vec<bool>,
}

/// The spectra of a sound.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    pub steps: Vec<Step>,
    /// Whether a step has speech, and is no pause.
    pub speech: Vec<bool>,
}

impl Bands {
    /// Returns the bands of mono samples at the rate of the program. Silence has none.
    pub(crate) fn of(samples: &[f32]) -> Bands {
        let (energies, levels) = spectra(samples);
        let [floor, loud] = softest_and_loud(&levels);
        if !loud.is_finite() {
            return Bands {
                energies: Vec::new(),
                levels: Vec::new(),
                loud,
                speech: Vec::new(),
            };
        }
        let least = (loud - PAUSE).max((floor + ABOVE_NOISE).min(loud - BELOW_SPEECH));
        Bands {
            speech: levels.iter().map(|level| *level > least).collect(),
            energies,
            levels,
            loud,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.levels.len()
    }

    /// Returns some steps of the sound.
    pub(crate) fn part(&self, steps: Range<usize>) -> Bands {
        Bands {
            energies: self.energies[steps.clone()].to_vec(),
            levels: self.levels[steps.clone()].to_vec(),
            loud: self.loud,
            speech: self.speech[steps].to_vec(),
        }
    }

    /// Returns the spectra as if all frequencies were `warp` times as high: those of a speaker with a
    /// shorter mouth. The numbers are not scaled.
    pub(crate) fn features(&self, warp: f64) -> Features {
        let (waves, places) = (waves(), places(warp));
        let plain: Vec<[f32; COEFFICIENTS + 1]> = self
            .energies
            .iter()
            .zip(&self.levels)
            .map(|(energies, level)| {
                let warped: [f64; BANDS] = std::array::from_fn(|band| {
                    let (below, share) = places[band];
                    let (low, high) = (energies[below], energies[(below + 1).min(BANDS - 1)]);
                    f64::from(low + share * (high - low))
                });
                std::array::from_fn(|n| match n {
                    COEFFICIENTS => (level - self.loud).max(-PAUSE - 10.0),
                    _ => cosine(&warped, &waves[n]),
                })
            })
            .collect();
        Features {
            steps: (0..plain.len()).map(|at| with_change(&plain, at)).collect(),
            speech: self.speech.clone(),
        }
    }
}

/// Returns the frequency of a place on the mel scale, and the place of a frequency; S. Stevens,
/// J. Volkmann and E. Newman, *A scale for the measurement of the psychological magnitude pitch*, 1937.
fn hertz(mel: f64) -> f64 {
    700.0 * (libm::pow(10.0, mel / 2_595.0) - 1.0)
}

fn mel(hertz: f64) -> f64 {
    2_595.0 * libm::log10(1.0 + hertz / 700.0)
}

/// Returns the place of an edge between the bands on the mel scale.
fn edge(n: f64) -> f64 {
    let (low, high) = (mel(LOWEST), mel(HIGHEST));
    low + (high - low) * n / (BANDS + 1) as f64
}

/// Returns for each band the band below the place where it is heard with another warp, and the share
/// of the next one.
fn places(warp: f64) -> [(usize, f32); BANDS] {
    let apart = edge(1.0) - edge(0.0);
    std::array::from_fn(|band| {
        let place = (mel(hertz(edge(band as f64 + 1.0)) / warp) - edge(1.0)) / apart;
        let place = place.clamp(0.0, (BANDS - 1) as f64);
        (place as usize, place.fract() as f32)
    })
}

impl Features {
    /// Returns the spectra of mono samples at the rate of the program. Silence has none.
    #[cfg(test)]
    pub(crate) fn of(samples: &[f32]) -> Features {
        let mut features = Bands::of(samples).features(1.0);
        Features::scale([&mut features]);
        features
    }

    /// Subtracts from each number the mean of the speech in all these sounds, and divides by its
    /// spread.
    pub(crate) fn scale<'a>(sounds: impl IntoIterator<Item = &'a mut Features>) {
        let mut sounds: Vec<&mut Features> = sounds.into_iter().collect();
        let heard = |sounds: &[&mut Features], of: &mut dyn FnMut(&Step)| {
            for sound in sounds {
                let steps = sound.steps.iter().zip(&sound.speech);
                steps.filter(|(_, is)| **is).for_each(|(step, _)| of(step));
            }
        };
        let mut count = 0;
        heard(&sounds, &mut |_| count += 1);
        let count = count.max(1) as f32;
        for n in 0..NUMBERS {
            let (mut sum, mut squares) = (0.0, 0.0);
            heard(&sounds, &mut |step| sum += step[n]);
            let mean = sum / count;
            heard(&sounds, &mut |step| {
                squares += (step[n] - mean) * (step[n] - mean)
            });
            let spread = (squares / count).sqrt().max(1e-6);
            for step in sounds.iter_mut().flat_map(|sound| &mut sound.steps) {
                step[n] = WEIGHTS[n] * (step[n] - mean) / spread;
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Returns the same sound in half as many steps.
    pub(crate) fn halved(&self) -> Features {
        let pairs = self.steps.chunks(2);
        let steps = pairs.map(|pair| {
            std::array::from_fn(|n| {
                pair.iter().map(|step| step[n]).sum::<f32>() / pair.len() as f32
            })
        });
        Features {
            steps: steps.collect(),
            speech: self
                .speech
                .chunks(2)
                .map(|pair| pair.contains(&true))
                .collect(),
        }
    }
}

/// Returns how much two steps differ.
pub(crate) fn distance(one: &Step, other: &Step) -> f32 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f32>().sqrt()
}

/// Returns the energies of the bands in each step, and the levels.
fn spectra(samples: &[f32]) -> (Vec<[f32; BANDS]>, Vec<f32>) {
    let window: Vec<f32> = (0..WINDOW)
        .map(|n| (0.54 - 0.46 * libm::cos(2.0 * PI * n as f64 / (WINDOW - 1) as f64)) as f32)
        .collect();
    let bands = bands();
    let transform = forward(TRANSFORM);
    let (mut input, mut output) = (transform.make_input_vec(), transform.make_output_vec());
    let mut scratch = transform.make_scratch_vec();
    let count = samples.len().div_ceil(STEP);
    let spectrum = |at: usize| {
        // The window is around the middle of the step.
        let from = (at * STEP + STEP / 2) as isize - (WINDOW / 2) as isize;
        input.fill(0.0);
        let mut power = 0.0;
        for (n, (value, weight)) in input.iter_mut().zip(&window).enumerate() {
            let sample = |at: isize| usize::try_from(at).ok().and_then(|at| samples.get(at));
            let at = from + n as isize;
            let (now, before) = (sample(at), sample(at - 1));
            // High frequencies are raised, as they fall in speech.
            let now = *now.unwrap_or(&0.0);
            power += now * weight * now * weight;
            *value = (now - 0.97 * before.unwrap_or(&0.0)) * weight;
        }
        let power = power / WINDOW as f32;
        // The lengths are those of the plan.
        let _ = transform.process_with_scratch(&mut input, &mut output, &mut scratch);
        let energies = std::array::from_fn(|band| {
            let shares = bands[band].iter();
            let sum: f32 = shares
                .map(|(bin, share)| share * output[*bin].norm_sqr())
                .sum();
            libm::logf(sum + 1e-9)
        });
        (energies, 10.0 * libm::log10f(power))
    };
    (0..count).map(spectrum).unzip()
}

/// Returns the waves of the cosine transform of the bands, one for each coefficient.
fn waves() -> [[f64; BANDS]; COEFFICIENTS] {
    let wave =
        |k: usize, band: usize| libm::cos(PI * (k + 1) as f64 * (band as f64 + 0.5) / BANDS as f64);
    std::array::from_fn(|k| std::array::from_fn(|band| wave(k, band)))
}

/// Returns a coefficient of the cosine transform of the bands.
fn cosine(energies: &[f64; BANDS], wave: &[f64; BANDS]) -> f32 {
    let parts = energies
        .iter()
        .zip(wave)
        .map(|(energy, wave)| energy * wave);
    (parts.sum::<f64>() / (BANDS as f64).sqrt()) as f32
}

/// Returns the bins of each band with their shares: triangles that overlap by half.
fn bands() -> Vec<Vec<(usize, f32)>> {
    let edge = |n: usize| hertz(edge(n as f64));
    let bin = f64::from(RATE) / TRANSFORM as f64;
    (0..BANDS)
        .map(|band| {
            let (from, middle, to) = (edge(band), edge(band + 1), edge(band + 2));
            let bins = (from / bin).ceil() as usize..=(to / bin) as usize;
            let share = |at: usize| {
                let hertz = at as f64 * bin;
                let rise = (hertz - from) / (middle - from);
                let fall = (to - hertz) / (to - middle);
                rise.min(fall).max(0.0) as f32
            };
            bins.map(|at| (at, share(at))).collect()
        })
        .collect()
}

/// Returns the level that all but a twentieth of the steps exceed, as that of the noise, and the one
/// that a twentieth exceeds.
fn softest_and_loud(levels: &[f32]) -> [f32; 2] {
    let mut sorted: Vec<f32> = levels.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f32::NEG_INFINITY);
    [at(sorted.len() / 20), at(sorted.len() * 19 / 20)]
}

/// Returns the numbers of a step and the slope of each over five steps.
fn with_change(plain: &[[f32; COEFFICIENTS + 1]], at: usize) -> Step {
    let near = |offset: isize| {
        let at = at.saturating_add_signed(offset).min(plain.len() - 1);
        &plain[at]
    };
    let mut step = [0.0; NUMBERS];
    let (now, change) = step.split_at_mut(COEFFICIENTS + 1);
    now.copy_from_slice(&plain[at]);
    for (n, change) in change.iter_mut().enumerate() {
        let slope = |by: isize| by as f32 * (near(by)[n] - near(-by)[n]);
        *change = (slope(1) + slope(2)) / 10.0;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a second of a sound with two formants, which move.
    fn vowel(first: f64, second: f64) -> Vec<f32> {
        (0..RATE as usize)
            .map(|n| {
                let t = n as f64 / f64::from(RATE);
                let wave = |hertz: f64| libm::sin(2.0 * PI * hertz * t);
                (0.4 * wave(120.0) + 0.3 * wave(first) + 0.2 * wave(second)) as f32
            })
            .collect()
    }

    #[test]
    fn a_gain_changes_nothing_and_another_vowel_does() {
        let (a, b) = (vowel(700.0, 1_200.0), vowel(300.0, 2_200.0));
        let both: Vec<f32> = a.iter().chain(&b).copied().collect();
        let soft: Vec<f32> = both.iter().map(|x| 0.1 * x).collect();
        let [loud, soft] = [&both, &soft].map(|samples| Features::of(samples));
        assert!(distance(&loud.steps[50], &soft.steps[50]) < 0.05);
        assert!(distance(&loud.steps[50], &loud.steps[150]) > 2.0);
    }

    #[test]
    fn pauses_are_no_speech_and_silence_has_no_spectra() {
        let mut samples = vowel(700.0, 1_200.0);
        samples.extend(vec![0.0; RATE as usize]);
        let features = Features::of(&samples);
        assert_eq!(features.len(), 200);
        assert!(features.speech[..98].iter().all(|is| *is));
        assert!(features.speech[103..].iter().all(|is| !is));
        assert!(Bands::of(&[0.0; 48_000]).is_empty());
        assert!(Bands::of(&[]).is_empty());
    }

    #[test]
    fn bands_overlap_by_half() {
        let bands = bands();
        assert_eq!(bands.len(), BANDS);
        let mut sums = vec![0.0; TRANSFORM / 2];
        for (bin, share) in bands.iter().flatten() {
            sums[*bin] += share;
        }
        // 1,000 Hz is bin 42.7: the shares of its bands are a whole.
        assert!((sums[43] - 1.0_f32).abs() < 1e-3, "{}", sums[43]);
    }
}
