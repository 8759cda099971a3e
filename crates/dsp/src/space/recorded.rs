//! The response of a recorded space. Takes an impulse response from a file and
//! returns an [`ImpulseResponse`]. Times count from the direct sound, which is
//! removed.

use super::{ImpulseResponse, normalise};
use cuebook_core::audio::Audio;
use cuebook_core::units::RATE;

/// The level of the first sound against the peak: −20 dB.
const ONSET: f32 = 0.1;

/// The length of the direct sound, in frames: 2 ms.
const DIRECT: usize = RATE as usize / 500;

/// The length of the fade-in after it, in frames: 1 ms.
const RISE: usize = RATE as usize / 1000;

/// With less than this share of the energy after the direct sound, the
/// recording has no room. Then the sound itself is the response.
const NO_ROOM: f64 = 1e-6;

/// Returns the response in a recording: the first channel is the left, the last
/// the right.
#[must_use]
pub fn of_recording(audio: &Audio) -> ImpulseResponse {
    let peak = |audio: &[f32]| audio.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
    let highest = audio.channels.iter().map(|c| peak(c)).fold(0.0, f32::max);
    if highest == 0.0 {
        return ImpulseResponse::default();
    }
    let first_of = |channel: &Vec<f32>| {
        channel
            .iter()
            .position(|sample| sample.abs() >= ONSET * highest)
    };
    let Some(onset) = audio.channels.iter().filter_map(first_of).min() else {
        return ImpulseResponse::default();
    };
    let begins_with_peak = |channel: &Vec<f32>| {
        let end = (onset + DIRECT).min(channel.len());
        peak(&channel[onset.min(end)..end]) >= highest
    };
    let has_direct = audio.channels.iter().any(begins_with_peak);
    let sides: Vec<Vec<f32>> = audio
        .channels
        .iter()
        .map(|channel| channel[onset.min(channel.len())..].to_vec())
        .collect();
    let mut response = ImpulseResponse::default();
    let rest: Vec<Vec<f32>> = sides.iter().map(|side| without_direct(side)).collect();
    let sides = if has_direct && energy(&rest) > NO_ROOM * energy(&sides) {
        rest
    } else {
        sides
    };
    if let (Some(left), Some(right)) = (sides.first(), sides.last()) {
        response.late = [left.clone(), right.clone()];
    }
    normalise(&mut response);
    response
}

fn without_direct(side: &[f32]) -> Vec<f32> {
    let mut rest = side.to_vec();
    for (place, sample) in rest.iter_mut().enumerate().take(DIRECT + RISE) {
        let risen = place.saturating_sub(DIRECT) as f32 / RISE as f32;
        *sample *= risen;
    }
    rest
}

fn energy(sides: &[Vec<f32>]) -> f64 {
    let samples = sides.iter().flatten();
    samples.map(|s| f64::from(*s) * f64::from(*s)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A click after 100 frames, an echo 20 ms later, and another 30 ms later.
    fn recording() -> Vec<f32> {
        let mut samples = vec![0.0; 6000];
        samples[100] = 0.9;
        samples[1060] = 0.3;
        samples[1540] = -0.15;
        samples
    }

    #[test]
    fn echoes_keep_their_times_and_the_direct_sound_is_removed() {
        let response = of_recording(&Audio::mono(recording()));
        let left = &response.late[0];
        assert_eq!(response.late[1], *left);
        assert!(response.early[0][0].is_empty());
        assert!(left[..900].iter().all(|s| *s == 0.0));
        // Unit energy on both sides together: 2·(a² + a²/4) = 1.
        assert!((left[960] - (0.4_f32).sqrt()).abs() < 0.01, "{}", left[960]);
        assert!((left[1440] / left[960] + 0.5).abs() < 1e-5);
    }

    #[test]
    fn a_soft_beginning_is_not_direct_sound() {
        let mut swelling = vec![0.0; 6000];
        swelling[10] = 0.2;
        swelling[3000] = 1.0;
        let response = of_recording(&Audio::mono(swelling));
        assert!(response.late[0][0] > 0.0);
        assert!((response.late[0][2990] / response.late[0][0] - 5.0).abs() < 1e-4);
    }

    #[test]
    fn a_single_click_is_kept_and_silence_is_empty() {
        let mut click = vec![0.0; 100];
        click[50] = 0.5;
        let response = of_recording(&Audio::mono(click));
        assert!((response.late[0][0] - std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-3);
        assert!(of_recording(&Audio::mono(vec![0.0; 100])).is_empty());
    }

    #[test]
    fn the_sides_of_a_recording_are_separate() {
        let audio = Audio {
            channels: vec![recording(), vec![0.0; 6000]],
        };
        let response = of_recording(&audio);
        assert!(response.late[0][960] > 0.5);
        assert!(response.late[1].iter().all(|s| *s == 0.0));
    }
}
