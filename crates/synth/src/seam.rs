//! Closes a file into a loop whose last frame leads into its first.
//!
//! The power across the seam equals that of the rest, whether the two ends are
//! correlated or not.

use cuebook_core::audio::Audio;
use cuebook_core::units::Seconds;

/// The default overlap of end and beginning.
const OVERLAP: Seconds = Seconds(2.0);

/// Overlaps the end with the beginning for the given time and shortens the loop by
/// it. The overlap is at most half of the audio, or a quarter if `cross_fade` is
/// `None`.
///
/// For gains `a` and `b` of two ends with the correlation ρ, the power is a² + b² +
/// 2ρab; both gains are divided by its root. That is equal gain for identical ends
/// and equal power for uncorrelated ends.
#[must_use]
pub(crate) fn close(audio: Audio, cross_fade: Option<Seconds>) -> Audio {
    let frames = audio.frames().index();
    let most = if cross_fade.is_some() {
        frames / 2
    } else {
        frames / 4
    };
    let overlap = cross_fade.unwrap_or(OVERLAP).frames().index().min(most);
    if overlap == 0 {
        return audio;
    }
    let start = frames - overlap;
    let likeness = likeness(&audio, start, overlap);
    let gains: Vec<(f64, f64)> = (0..overlap)
        .map(|n| {
            let rise = (n as f64 + 0.5) / overlap as f64;
            let fall = 1.0 - rise;
            let power = rise * rise + fall * fall + 2.0 * likeness * rise * fall;
            (rise / libm::sqrt(power), fall / libm::sqrt(power))
        })
        .collect();
    let closed = audio.channels.into_iter().map(|mut channel| {
        let (body, end) = channel.split_at_mut(start);
        for ((head, end), (rise, fall)) in body.iter_mut().zip(&*end).zip(&gains) {
            *head = (f64::from(*head) * rise + f64::from(*end) * fall) as f32;
        }
        channel.truncate(start);
        channel
    });
    Audio {
        channels: closed.collect(),
    }
}

/// Returns the correlation of beginning and end, from 0 to 1.
fn likeness(audio: &Audio, start: usize, overlap: usize) -> f64 {
    let (mut both, mut head, mut end) = (0.0, 0.0, 0.0);
    for channel in &audio.channels {
        for (a, b) in channel[..overlap].iter().zip(&channel[start..]) {
            let (a, b) = (f64::from(*a), f64::from(*b));
            both += a * b;
            head += a * a;
            end += b * b;
        }
    }
    let scale = libm::sqrt(head * end);
    if scale > 0.0 {
        (both / scale).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;
    use cuebook_dsp::random::Random;

    /// Returns the level around the seam relative to the rest, in dB.
    fn seam_level(samples: &[f32]) -> f64 {
        let edge = samples.len().min(96_000) / 2;
        let mut seam = samples[samples.len() - edge..].to_vec();
        seam.extend(&samples[..edge]);
        let rest = measure::rms(&samples[samples.len() / 3..]);
        20.0 * libm::log10(measure::rms(&seam) / rest)
    }

    #[test]
    fn noise_keeps_its_power_and_a_tone_its_gain() {
        let mut random = Random::new(1);
        let noise: Vec<f32> = (0..480_000).map(|_| random.noise()).collect();
        let closed = close(Audio::mono(noise), None);
        assert_eq!(closed.channels[0].len(), 480_000 - 96_000);
        assert!(seam_level(&closed.channels[0]).abs() < 0.2);

        // A tone with a whole number of periods in the overlap.
        let turn = |n: usize| std::f64::consts::TAU * n as f64 / 480.0;
        let tone: Vec<f32> = (0..480_000).map(|n| libm::sin(turn(n)) as f32).collect();
        let closed = close(Audio::mono(tone), None).channels.remove(0);
        assert!(seam_level(&closed).abs() < 0.05);
        assert!(measure::peak_at(&closed, 1.0) > 0 && closed.iter().all(|s| s.abs() < 1.01));
        let step = (closed[0] - closed[closed.len() - 1]).abs();
        assert!(step < 0.014, "{step}");
    }

    #[test]
    fn the_shortest_sounds_are_closed() {
        for frames in 0..20 {
            let closed = close(Audio::mono(vec![0.5; frames]), None);
            assert!(closed.channels[0].iter().all(|s| (s - 0.5).abs() < 1e-6));
        }
    }
}
