use super::*;
use crate::measure::{self, rms};
use crate::random::Random;

const ALL: [Effect; 5] = [
    Effect::Telephone,
    Effect::Radio,
    Effect::Loudspeaker,
    Effect::Memory,
    Effect::Door,
];

fn noise(frames: usize) -> Vec<f32> {
    let mut random = Random::new(9);
    (0..frames).map(|_| 0.2 * random.noise()).collect()
}

/// Returns noise through an effect, as a voice.
fn heard(of: Effect) -> Audio {
    let mut audio = Audio::mono(noise(96_000));
    let loudness = level::loudness(&audio).unwrap();
    voice(&mut audio, of, loudness, 1);
    audio
}

/// Returns the gain of bands against that around 1 kHz, in dB, measured with
/// noise.
fn response(of: Effect, bands: &[(f64, f64)]) -> Vec<f64> {
    let (source, heard) = (noise(96_000), heard(of));
    let heard = &heard.channels[0][..96_000];
    let gain = |low, high| measure::band(heard, low, high) / measure::band(&source, low, high);
    let middle = gain(900.0, 1100.0);
    bands
        .iter()
        .map(|(low, high)| 10.0 * (gain(*low, *high) / middle).log10())
        .collect()
}

fn within(found: &[f64], bounds: &[(f64, f64)]) {
    for (n, (found, (low, high))) in found.iter().zip(bounds).enumerate() {
        assert!((*low..=*high).contains(found), "band {n}: {found:.1} dB");
    }
}

#[test]
fn a_telephone_passes_300_to_3400_hz() {
    let bands = [
        (40.0, 130.0),
        (330.0, 420.0),
        (3000.0, 3300.0),
        (4600.0, 6000.0),
    ];
    let found = response(Effect::Telephone, &bands);
    within(
        &found,
        &[(-90.0, -22.0), (-6.0, 3.0), (-6.0, 3.0), (-90.0, -25.0)],
    );
}

#[test]
fn a_radio_passes_the_band_of_a_station() {
    let bands = [
        (30.0, 80.0),
        (250.0, 350.0),
        (3000.0, 4000.0),
        (6500.0, 9000.0),
    ];
    let found = response(Effect::Radio, &bands);
    within(
        &found,
        &[(-90.0, -15.0), (-4.0, 3.0), (-5.0, 3.0), (-90.0, -25.0)],
    );
}

#[test]
fn a_horn_resonates_in_the_middle_and_has_no_bass() {
    let bands = [(50.0, 200.0), (1550.0, 1750.0), (7500.0, 12_000.0)];
    let found = response(Effect::Loudspeaker, &bands);
    within(&found, &[(-90.0, -20.0), (0.5, 9.0), (-90.0, -15.0)]);
}

#[test]
fn a_memory_is_soft_above_and_wide() {
    let bands = [(400.0, 600.0), (6000.0, 9000.0)];
    let found = response(Effect::Memory, &bands);
    within(&found, &[(-2.0, 2.0), (-10.0, -4.0)]);
    let heard = heard(Effect::Memory);
    let [left, right] = &heard.channels[..] else {
        panic!("{} channels", heard.channels.len());
    };
    let sides: Vec<f32> = left.iter().zip(right).map(|(l, r)| (l - r) / 2.0).collect();
    let wide = 20.0 * (rms(&sides) / rms(left)).log10();
    assert!((-20.0..-6.0).contains(&wide), "{wide} dB");
}

#[test]
fn a_door_loses_six_decibels_an_octave_and_less_at_coincidence() {
    let root = std::f64::consts::SQRT_2;
    let octaves = [250.0, 500.0, 2000.0, 4000.0, 8000.0].map(|f| (f / root, f * root));
    let found = response(Effect::Door, &octaves);
    // The octave of 1 kHz is at −18 dB in the table.
    let expected: Vec<f64> = [1, 2, 4, 5, 6].map(|n| door::LEVELS[n] + 18.0).to_vec();
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 2.5,
            "{found:.1} for {expected:.1} dB"
        );
    }
}

#[test]
fn every_effect_is_as_loud_as_before_but_for_its_loss() {
    let before = level::loudness(&Audio::mono(noise(96_000))).unwrap();
    for of in ALL {
        let after = level::loudness(&heard(of)).unwrap();
        let lost = before.0 - after.0;
        assert!((lost - loss(of).0).abs() < 0.1, "{of:?}: {lost}");
    }
}

#[test]
fn frequencies_that_a_device_removes_stay_removed() {
    let rumble = measure::filtered(&noise(96_000), 20.0, 60.0);
    let mut audio = Audio::mono(rumble.clone());
    effect(&mut audio, Effect::Telephone, Form::Spot, 1);
    let left = 20.0 * (rms(&audio.channels[0]) / rms(&rumble)).log10();
    assert!(left < 0.0, "{left} dB");
}

#[test]
fn no_word_moves() {
    for of in ALL {
        // A click of noise in silence, like a word.
        let mut audio = Audio::mono(vec![0.0; 48_000]);
        audio.channels[0][24_000..26_400].copy_from_slice(&noise(2400));
        effect(&mut audio, of, Form::Spot, 3);
        let begins = |channel: &[f32]| {
            let top = channel.iter().fold(0.0_f32, |top, s| top.max(s.abs()));
            channel.iter().position(|s| s.abs() > 0.3 * top).unwrap()
        };
        let at = begins(&audio.channels[0]);
        assert!((24_000..24_120).contains(&at), "{of:?}: {at}");
    }
}

#[test]
fn the_same_seed_gives_the_same_samples_and_silence_stays_silent() {
    for of in ALL {
        assert_eq!(heard(of), heard(of), "{of:?}");
        assert!(heard(of).channels.iter().flatten().all(|s| s.is_finite()));
        for samples in [vec![], vec![0.0; 100], vec![0.0; 48_000]] {
            let mut audio = Audio::mono(samples.clone());
            effect(&mut audio, of, Form::Spot, 1);
            assert_eq!(audio, Audio::mono(samples), "{of:?}");
        }
    }
}

#[test]
fn a_loop_stays_a_loop() {
    for of in ALL {
        let mut audio = Audio::mono(measure::filtered(&noise(96_000), 300.0, 3000.0));
        let n = audio.channels[0].len();
        // A crossfade of end and beginning closes the seam of the source.
        for i in 0..9600 {
            let part = i as f32 / 9600.0;
            let end = audio.channels[0][n - 9600 + i];
            audio.channels[0][i] = part.sqrt() * audio.channels[0][i] + (1.0 - part).sqrt() * end;
        }
        audio.channels[0].truncate(n - 9600);
        let frames = audio.channels[0].len();
        effect(&mut audio, of, Form::Loop, 1);
        assert_eq!(audio.frames().index(), frames, "{of:?}");
        let wave = &audio.channels[0];
        let steps = wave.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let most = steps.fold(0.0, f32::max);
        let seam = (wave[0] - wave[frames - 1]).abs();
        assert!(seam <= 1.05 * most, "{of:?}: {seam} against {most}");
    }
}

/// Two tones of 2.9 and 3.3 kHz. Folded frequencies would be beside the
/// harmonics and sums that the curve makes.
#[test]
fn nothing_is_folded_back() {
    const SIZE: usize = 65_536;
    let bin = 48_000.0 / SIZE as f64;
    let line = (3100.0 / bin).round();
    let tone: Vec<f32> = (0..SIZE)
        .map(|n| (0.5 * (std::f64::consts::TAU * line * n as f64 / SIZE as f64).sin()) as f32)
        .collect();
    let mut wave = loudspeaker::through(tone);
    wave.truncate(SIZE);
    // The echoes arrive one after the other; in the second half all of them
    // sound.
    let wave = &wave[SIZE / 2..];
    let windowed: Vec<f32> = wave
        .iter()
        .enumerate()
        .map(|(n, s)| {
            let turn = std::f64::consts::TAU * n as f64 / wave.len() as f64;
            s * (0.42 - 0.5 * turn.cos() + 0.08 * (2.0 * turn).cos()) as f32
        })
        .collect();
    let spectrum = measure::spectrum(&windowed);
    let own = spectrum[(line / 2.0) as usize];
    let harmonic = |n: usize| {
        let near = (n as f64 * 2.0 / line).round() * line / 2.0;
        (n as f64 - near).abs() < 8.0
    };
    let folded = (0..spectrum.len()).filter(|n| !harmonic(*n));
    let worst = folded.map(|n| spectrum[n]).fold(0.0, f64::max);
    let worst = 10.0 * (worst / own).log10();
    assert!(worst < -60.0, "{worst} dB");
}
