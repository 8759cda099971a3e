//! The spectra of a sound, in steps of 10 ms: mel-frequency cepstral coefficients with their change,
//! and the level. Each number is scaled by its spread within the sound, so microphones, rooms and
//! voices that differ become comparable; S. Davis and P. Mermelstein, *Comparison of parametric
//! representations for monosyllabic word recognition*, 1980.

use std::f64::consts::PI;

use cuebook_core::units::RATE;
use realfft::RealFftPlanner;

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

/// The numbers of one step.
pub(crate) type Step = [f32; NUMBERS];

/// The spectra of a sound.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    pub steps: Vec<Step>,
    /// Whether a step has speech, and is no pause.
    pub speech: Vec<bool>,
}

impl Features {
    /// Returns the spectra of mono samples at the rate of the program. Silence has none.
    pub(crate) fn of(samples: &[f32]) -> Features {
        let spectra = spectra(samples);
        let levels: Vec<f32> = spectra.iter().map(|spectrum| spectrum.level).collect();
        let [floor, loud] = softest_and_loud(&levels);
        if !loud.is_finite() {
            return Features {
                steps: Vec::new(),
                speech: Vec::new(),
            };
        }
        let least = (loud - PAUSE).max((floor + ABOVE_NOISE).min(loud - BELOW_SPEECH));
        let speech: Vec<bool> = levels.iter().map(|level| *level > least).collect();
        let plain: Vec<[f32; COEFFICIENTS + 1]> = spectra
            .iter()
            .map(|spectrum| {
                let mut numbers = [0.0; COEFFICIENTS + 1];
                numbers[..COEFFICIENTS].copy_from_slice(&spectrum.shape);
                numbers[COEFFICIENTS] = (spectrum.level - loud).max(-PAUSE - 10.0);
                numbers
            })
            .collect();
        let mut steps: Vec<Step> = (0..plain.len()).map(|at| with_change(&plain, at)).collect();
        scale(&mut steps, &speech);
        Features { steps, speech }
    }

    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.steps.is_empty()
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

/// The spectrum of a step.
struct Spectrum {
    /// In dB.
    level: f32,
    shape: [f32; COEFFICIENTS],
}

fn spectra(samples: &[f32]) -> Vec<Spectrum> {
    let window: Vec<f32> = (0..WINDOW)
        .map(|n| (0.54 - 0.46 * libm::cos(2.0 * PI * n as f64 / (WINDOW - 1) as f64)) as f32)
        .collect();
    let bands = bands();
    let transform = RealFftPlanner::new().plan_fft_forward(TRANSFORM);
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
        let energies: Vec<f64> = bands
            .iter()
            .map(|band| {
                let sum: f32 = band
                    .iter()
                    .map(|(bin, share)| share * output[*bin].norm_sqr())
                    .sum();
                libm::log(f64::from(sum) + 1e-9)
            })
            .collect();
        Spectrum {
            level: 10.0 * libm::log10f(power),
            shape: std::array::from_fn(|k| cosine(&energies, k + 1)),
        }
    };
    (0..count).map(spectrum).collect()
}

/// Returns a coefficient of the cosine transform of the bands.
fn cosine(energies: &[f64], k: usize) -> f32 {
    let waves = energies.iter().enumerate().map(|(band, energy)| {
        energy * libm::cos(PI * k as f64 * (band as f64 + 0.5) / energies.len() as f64)
    });
    (waves.sum::<f64>() / (energies.len() as f64).sqrt()) as f32
}

/// Returns the bins of each band with their shares: triangles that overlap by half.
fn bands() -> Vec<Vec<(usize, f32)>> {
    let mel = |hertz: f64| 2_595.0 * libm::log10(1.0 + hertz / 700.0);
    let hertz = |mel: f64| 700.0 * (libm::pow(10.0, mel / 2_595.0) - 1.0);
    let (low, high) = (mel(LOWEST), mel(HIGHEST));
    let edge = |n: usize| hertz(low + (high - low) * n as f64 / (BANDS + 1) as f64);
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

/// Subtracts the mean of the speech from each number and divides by its spread.
fn scale(steps: &mut [Step], speech: &[bool]) {
    let count = speech.iter().filter(|is| **is).count().max(1) as f32;
    for n in 0..NUMBERS {
        let heard = || {
            steps
                .iter()
                .zip(speech)
                .filter(|(_, is)| **is)
                .map(|(step, _)| step[n])
        };
        let mean = heard().sum::<f32>() / count;
        let spread = (heard().map(|x| (x - mean) * (x - mean)).sum::<f32>() / count).sqrt();
        let spread = spread.max(1e-6);
        for step in steps.iter_mut() {
            step[n] = (step[n] - mean) / spread;
        }
    }
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
        assert!(Features::of(&[0.0; 48_000]).is_empty());
        assert!(Features::of(&[]).is_empty());
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
