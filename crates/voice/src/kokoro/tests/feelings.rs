//! Tones and bodies as they sound: measured beside plain speech of the same words.

use super::{engine, king};
use crate::{Body, Feeling, Tone, Voice};
use cuebook_core::body::Age;
use cuebook_core::units::RATE;

/// The measures of a take.
#[derive(Copy, Clone, Debug)]
struct Heard {
    /// The median of the pitch, in Hz.
    pitch: f64,
    /// The distance of the highest tenth of the pitch from the lowest, in semitones.
    range: f64,
    seconds: f64,
    /// The level from 1 to 5 kHz above that below, in dB.
    tilt: f64,
}

/// The rate at which pitch is measured.
const SLOW: usize = RATE as usize / 4;

fn heard(samples: &[f32]) -> Heard {
    let slow: Vec<f64> = samples
        .chunks_exact(4)
        .map(|four| four.iter().map(|sample| f64::from(*sample)).sum::<f64>() / 4.0)
        .collect();
    let mut pitches: Vec<f64> = slow
        .windows(SLOW / 25)
        .step_by(SLOW / 100)
        .filter_map(pitch)
        .collect();
    pitches.sort_by(f64::total_cmp);
    let at = |share: f64| pitches[(share * (pitches.len() - 1) as f64) as usize];
    Heard {
        pitch: at(0.5),
        range: 12.0 * (at(0.9) / at(0.1)).log2(),
        seconds: samples.len() as f64 / f64::from(RATE),
        tilt: 10.0 * (power(&slow, 1_000.0..5_000.0) / power(&slow, 80.0..1_000.0)).log10(),
    }
}

/// Returns the pitch of a moment by its autocorrelation; `None` if it is not voiced.
fn pitch(moment: &[f64]) -> Option<f64> {
    let product = |lag: usize| -> f64 {
        let pairs = moment.iter().zip(&moment[lag..]);
        let (mut both, mut one, mut other) = (0.0, 1e-4, 1e-4);
        for (a, b) in pairs {
            both += a * b;
            one += a * a;
            other += b * b;
        }
        both / (one * other).sqrt()
    };
    let lags: Vec<(usize, f64)> = (SLOW / 500..SLOW / 65)
        .map(|lag| (lag, product(lag)))
        .collect();
    let best = lags.iter().map(|(_, like)| *like).fold(0.0, f64::max);
    // The first lag that is nearly as good: not its double.
    let first = lags
        .windows(3)
        .find(|near| near[1].1 > 0.9 * best && near[1].1 >= near[0].1 && near[1].1 >= near[2].1)?;
    (best > 0.7).then(|| SLOW as f64 / first[1].0 as f64)
}

/// Returns the power of a band, by sums at 20 Hz apart.
fn power(samples: &[f64], band: std::ops::Range<f64>) -> f64 {
    let mut total = 0.0;
    let mut frequency = band.start;
    while frequency < band.end {
        let step = std::f64::consts::TAU * frequency / SLOW as f64;
        let (turn_sine, turn_cosine) = step.sin_cos();
        let (mut sine, mut cosine, mut real, mut imaginary) = (0.0, 1.0, 0.0, 0.0);
        for sample in samples {
            real += sample * cosine;
            imaginary += sample * sine;
            (sine, cosine) = (
                sine * turn_cosine + cosine * turn_sine,
                cosine * turn_cosine - sine * turn_sine,
            );
        }
        total += real * real + imaginary * imaginary;
        frequency += 20.0;
    }
    total
}

/// Juslin and Laukka (2003), table 7: the signs of five feelings in speech.
#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn tones_are_told_apart_as_people_tell_them_apart() {
    let engine = engine();
    for voice in ["af_heart", "bm_george"] {
        let of = |tone: Tone| {
            let take = engine.speak(&king(voice, tone)).unwrap();
            heard(&take.samples)
        };
        let plain = of(Tone::Neutral);
        let [angry, afraid, happy, sad, drunk] = [
            Tone::Angry,
            Tone::Afraid,
            Tone::Happy,
            Tone::Sad,
            Tone::Drunk,
        ]
        .map(of);
        for (name, high) in [("angry", angry), ("afraid", afraid), ("happy", happy)] {
            assert!(
                high.pitch > 1.05 * plain.pitch,
                "{voice} {name} {high:?} {plain:?}"
            );
            assert!(
                high.seconds < plain.seconds,
                "{voice} {name} {high:?} {plain:?}"
            );
        }
        for (name, wide) in [("angry", angry), ("happy", happy)] {
            assert!(
                wide.range > 1.1 * plain.range,
                "{voice} {name} {wide:?} {plain:?}"
            );
        }
        assert!(angry.tilt > plain.tilt, "{voice} {angry:?} {plain:?}");
        assert!(afraid.range < angry.range, "{voice} {afraid:?} {angry:?}");
        assert!(
            afraid.tilt < angry.tilt - 2.0,
            "{voice} {afraid:?} {angry:?}"
        );
        assert!(
            sad.pitch < 0.97 * plain.pitch && sad.range < plain.range,
            "{voice} {sad:?}"
        );
        assert!(
            sad.seconds > 1.08 * plain.seconds,
            "{voice} {sad:?} {plain:?}"
        );
        assert!(sad.tilt < plain.tilt, "{voice} {sad:?} {plain:?}");
        assert!(
            drunk.seconds > 1.15 * plain.seconds,
            "{voice} {drunk:?} {plain:?}"
        );
    }
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn a_stronger_tone_is_farther_from_plain_speech() {
    let engine = engine();
    let of = |strength| {
        let mut utterance = king("af_heart", Tone::Neutral);
        utterance.tone = Feeling::new(Tone::Angry, strength);
        heard(&engine.speak(&utterance).unwrap().samples).pitch
    };
    let pitches = [0.0, 0.5, 1.0, 2.0].map(of);
    assert!(pitches.is_sorted(), "{pitches:?}");
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn a_child_is_higher_an_old_man_slower_and_a_blend_is_between_its_voices() {
    let engine = engine();
    let of = |voice: &str, age| {
        let mut utterance = king(voice, Tone::Neutral);
        utterance.body = Body { age, size: 1.0 };
        let take = engine.speak(&utterance).unwrap();
        assert_eq!(take.words.len(), 4);
        assert!(take.words[3].end.index() <= take.samples.len());
        heard(&take.samples)
    };
    let (woman, man) = (of("af_heart", Age::Adult), of("bm_george", Age::Adult));
    let child = of("af_heart", Age::Child);
    assert!(child.pitch > 1.12 * woman.pitch, "{child:?} {woman:?}");
    assert!(
        (child.seconds / woman.seconds - 1.0).abs() < 0.1,
        "{child:?} {woman:?}"
    );
    let old = of("bm_george", Age::Old);
    assert!(
        old.seconds > 1.05 * man.seconds && old.pitch > man.pitch,
        "{old:?} {man:?}"
    );
    let both = of("bm_george 0.5 + af_heart 0.5", Age::Adult);
    assert!(
        man.pitch < both.pitch && both.pitch < woman.pitch,
        "{both:?}"
    );
}
