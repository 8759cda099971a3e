//! The loudness of takes and sounds. The mix uses it to bring the voices of every
//! engine to the same level.

use std::ops::Range;

use crate::gauge::{Gauge, Measure};
use cuebook_core::audio::Audio;
use cuebook_core::units::{Frames, Lufs, RATE};

/// Returns the integrated loudness of a piece of audio (ITU-R BS.1770-4), or
/// `None` for silence. Audio shorter than a gating block of 400 ms is repeated
/// for the measurement.
#[must_use]
pub fn loudness(audio: &Audio) -> Option<Lufs> {
    let channels: Vec<&[f32]> = audio.channels.iter().map(Vec::as_slice).collect();
    let frames = audio.frames().index();
    if frames == 0 {
        return None;
    }
    let mut gauge = Gauge::new(channels.len(), RATE, Measure::Integrated).ok()?;
    let enough = RATE as usize / 2;
    for _ in 0..enough.div_ceil(frames).max(1) {
        gauge.add(&channels).ok()?;
    }
    let loudness = gauge.integrated();
    loudness.0.is_finite().then_some(loudness)
}

/// A moment is faint when its power is below this share of the loudest moment:
/// −20 dB.
const FAINT: f64 = 0.01;

/// Returns the stretch of a sound, in moments of 50 ms, from the first to the
/// last moment that is not [`FAINT`]. Empty for silence.
#[must_use]
pub fn loud(audio: &Audio) -> Range<Frames> {
    let moment = RATE as usize / 20;
    let frames = audio.frames().index();
    let power = |from: usize| -> f64 {
        let to = (from + moment).min(frames);
        let sides = audio.channels.iter().map(|side| &side[from..to]);
        sides.flatten().map(|x| f64::from(x * x)).sum()
    };
    let powers: Vec<f64> = (0..frames).step_by(moment).map(power).collect();
    let most = powers.iter().copied().fold(0.0, f64::max);
    let heard = |power: &f64| *power > most * FAINT;
    let first = powers.iter().position(heard).unwrap_or(0);
    let last = powers.iter().rposition(heard).map_or(0, |last| last + 1);
    Frames::from(first * moment)..Frames::from((last * moment).min(frames))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(seconds: f64, level: f64) -> Audio {
        let frames = (seconds * f64::from(RATE)) as usize;
        let step = std::f64::consts::TAU * 997.0 / f64::from(RATE);
        Audio::mono(
            (0..frames)
                .map(|i| (level * (step * i as f64).sin()) as f32)
                .collect(),
        )
    }

    #[test]
    fn a_full_scale_sine_measures_minus_three_lufs() {
        // BS.1770-4: 0 dBFS, 997 Hz, one channel: −3.01 LKFS.
        let Lufs(loudness) = loudness(&tone(2.0, 1.0)).unwrap();
        assert!((loudness + 3.01).abs() < 0.05, "{loudness}");
    }

    #[test]
    fn a_short_sound_has_the_loudness_of_a_long_one() {
        let Lufs(short) = loudness(&tone(0.1, 0.5)).unwrap();
        let Lufs(long) = loudness(&tone(3.0, 0.5)).unwrap();
        assert!((short - long).abs() < 0.3, "{short} {long}");
        assert_eq!(loudness(&Audio::mono(vec![0.0; 100])), None);
    }

    #[test]
    fn a_sound_20_db_weaker_is_not_loud() {
        let mut sound = tone(3.0, 0.5);
        let samples = &mut sound.channels[0];
        samples[..48_000].fill(0.0);
        samples[96_000..].iter_mut().for_each(|x| *x *= 0.05);
        assert_eq!(loud(&sound), Frames(48_000)..Frames(96_000));
        assert!(loud(&Audio::mono(vec![0.0; 5_000])).is_empty());
    }
}
