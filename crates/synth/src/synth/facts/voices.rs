//! Voices.

use super::{SEEDS, alone, brief, heard};
use crate::Form;
use crate::recipe::{self, Recipe, score::Source};
use cuebook_dsp::measure;

/// Returns the octaves from 250 Hz to 4 kHz in dB relative to their sum.
fn octaves(samples: &[f32]) -> [f64; 5] {
    let power = measure::averaged(samples, 8192);
    let bin = 48_000.0 / 8192.0;
    let octave = |centre: f64| -> f64 {
        let edge = |hertz: f64| (hertz / bin) as usize;
        let range =
            edge(centre * std::f64::consts::FRAC_1_SQRT_2)..edge(centre * std::f64::consts::SQRT_2);
        power[range].iter().sum()
    };
    in_decibels([250.0, 500.0, 1000.0, 2000.0, 4000.0].map(octave))
}

fn in_decibels(powers: [f64; 5]) -> [f64; 5] {
    let all: f64 = powers.iter().sum();
    powers.map(|power| 10.0 * libm::log10(power / all))
}

/// Returns the octaves of a standard's spectrum levels, which are powers for each
/// Hz.
fn octaves_of(levels: [f64; 5]) -> [f64; 5] {
    let mut width = 0.5;
    in_decibels(levels.map(|level| {
        width *= 2.0;
        width * libm::pow(10.0, level / 10.0)
    }))
}

/// Returns the median of all clear pitches in sections of 50 ms.
pub(super) fn usual_pitch(samples: &[f32], low: f64, high: f64) -> f64 {
    let loud = 0.3 * measure::rms(samples);
    let sections = || {
        let all = samples.chunks_exact(2400);
        all.filter(|stretch| measure::rms(stretch) > loud)
    };
    // Some hundred sections are enough for a median.
    let mut pitches: Vec<f64> = sections()
        .step_by(sections().count() / 120 + 1)
        .map(|stretch| measure::pitch(stretch, low, high))
        .filter(|(_, clear)| *clear > 0.75)
        .map(|(pitch, _)| pitch)
        .collect();
    pitches.sort_by(f64::total_cmp);
    assert!(pitches.len() > 20, "{} clear pitches", pitches.len());
    pitches[pitches.len() / 2]
}

/// The long-term spectra of ANSI S3.5-1997, table 3, at 250 Hz to 4 kHz.
#[test]
fn a_murmur_has_the_spectrum_of_normal_speech_and_a_crowd_that_of_shouting() {
    let normal = octaves_of([34.75, 34.27, 25.01, 17.32, 9.33]);
    let shout = octaves_of([42.50, 49.24, 51.31, 44.32, 34.41]);
    for (name, expected, within) in [("murmur", normal, 3.5), ("shouting-crowd", shout, 5.0)] {
        for seed in SEEDS {
            let found = octaves(&heard(name, &[("distance", "3m")], Form::Spot, seed));
            for (found, expected) in found.iter().zip(expected) {
                assert!(
                    (found - expected).abs() < within,
                    "{name}: {found:.1} for {expected:.1}"
                );
            }
        }
    }
}

#[test]
fn voices_are_modulated_at_the_rate_of_syllables() {
    for name in ["murmur", "shouting-crowd", "panic"] {
        for seed in SEEDS {
            let samples = heard(name, &[("people", "4")], Form::Spot, seed);
            let speech = measure::filtered(&samples, 300.0, 3000.0);
            let own = measure::modulation(&speech, 3.0, 6.0);
            let faster = measure::modulation(&speech, 12.0, 24.0);
            assert!(own > 3.0 * faster, "{name}: {own:.3} and {faster:.3}");
        }
    }
}

#[test]
fn a_crowd_is_never_a_buzz() {
    for name in ["murmur", "shouting-crowd", "panic"] {
        let line = measure::line(&brief::heard(name, &[], 1), 150.0, 4000.0);
        assert!(line < 8.0, "{name}: a line of {line:.1} dB");
    }
}

#[test]
fn more_people_are_harder_to_tell_apart() {
    for (name, steady) in [("murmur", 8.0), ("shouting-crowd", 12.0), ("panic", 16.0)] {
        let [few, some, many] = ["2", "30", "400"].map(|people| {
            let samples = brief::heard(name, &[("people", people)], 2);
            measure::swing(&measure::levels(&samples, 0.05))
        });
        assert!(
            few > some + 3.0 && some > many,
            "{name}: {few:.1} {some:.1} {many:.1} dB"
        );
        assert!(many < steady, "{name}: {many:.1} dB");
    }
}

#[test]
fn shouts_are_high() {
    let crowd = [("people", "2"), ("women", "0"), ("anger", "0.8")];
    let pitch = usual_pitch(
        &heard("shouting-crowd", &crowd, Form::Loop, 1),
        120.0,
        900.0,
    );
    assert!((220.0..450.0).contains(&pitch), "{pitch:.0} Hz");
    let talk = [("people", "2"), ("women", "0"), ("unrest", "0.5")];
    let pitch = usual_pitch(&heard("murmur", &talk, Form::Loop, 1), 60.0, 400.0);
    assert!((80.0..165.0).contains(&pitch), "{pitch:.0} Hz");
}

#[test]
fn screams_are_near_a_thousand_hertz() {
    for seed in SEEDS {
        let screams = alone("panic", &["screams"], seed);
        let pitch = usual_pitch(&screams, 300.0, 2000.0);
        assert!((480.0..1250.0).contains(&pitch), "{pitch:.0} Hz");
    }
}

/// Returns only the sobs of one breath.
fn sobs(seed: u64) -> Vec<f32> {
    let mut recipe: Recipe = recipe::find("weeping").unwrap().clone();
    recipe.layers.truncate(1);
    recipe.layers[0].repeat = None;
    if let Source::Layers(layers) = &mut recipe.layers[0].source {
        layers.retain(|layer| layer.layer == "sobs");
    }
    recipe.kind = recipe::Kind::Spot;
    recipe.distance = None;
    let settings = recipe.defaults();
    let audio =
        crate::synth::perform(&recipe, &settings, (Form::Spot, seed), &Default::default()).unwrap();
    let sound = audio.channels.into_iter().next().unwrap();
    let begin = sound.iter().position(|s| s.abs() > 0.01).unwrap();
    sound[begin..].to_vec()
}

#[test]
fn a_breath_of_weeping_is_three_to_six_sobs_that_fall() {
    let mut falling = 0;
    for seed in 1..9 {
        let sobs = sobs(seed);
        let voiced = measure::levels(&measure::filtered(&sobs, 150.0, 900.0), 0.02);
        let loudest = voiced.iter().copied().fold(0.0, f64::max);
        let steady: Vec<f64> = voiced
            .windows(3)
            .map(|near| near.iter().sum::<f64>().max(0.1 * loudest))
            .collect();
        let count = measure::heights(&steady, 4);
        assert!((3..=6).contains(&count), "{count} sobs");
        let third = sobs.len() / 3;
        let (first, _) = measure::pitch(&sobs[1200..third], 120.0, 700.0);
        let (last, _) = measure::pitch(&sobs[2 * third..], 120.0, 700.0);
        falling += usize::from(last < 0.9 * first);
    }
    assert!(falling >= 6, "{falling} of 8 fall");
}

#[test]
fn grief_is_louder_and_more_voiced() {
    let voiced = |grief: &str| {
        let samples = heard("weeping", &[("grief", grief)], Form::Loop, 1);
        let high = measure::band(&samples, 2500.0, 8000.0);
        10.0 * libm::log10(measure::band(&samples, 150.0, 1500.0) / high)
    };
    let (silent, wailing) = (voiced("0"), voiced("1"));
    assert!(wailing > silent + 3.0, "{silent:.1} and {wailing:.1} dB");
}

#[test]
fn a_breath_in_is_higher_than_a_breath_out() {
    for seed in SEEDS {
        let pace = [("pace", "20/min"), ("distance", "0.3m")];
        let samples = heard("breath", &pace, Form::Spot, seed);
        let (breath_in, breath_out) = (&samples[..62_400], &samples[72_000..]);
        let (high, low) = (measure::centroid(breath_in), measure::centroid(breath_out));
        assert!(high > 1.2 * low, "{high:.0} and {low:.0} Hz");
    }
}

#[test]
fn exertion_makes_breath_faster_and_fear_makes_it_audible() {
    let length = |pace: &str| super::length(&heard("breath", &[("pace", pace)], Form::Spot, 1));
    let (calm, quick) = (length("14/min"), length("50/min"));
    assert!(calm > 2.5 * quick, "{calm:.2} s and {quick:.2} s");
    let voiced = |fear: &str| -> f64 {
        let samples = heard("breath", &[("fear", fear)], Form::Loop, 1);
        measure::share(&samples, 150.0, 420.0)
    };
    assert!(voiced("1") > 2.0 * voiced("0"));
}

#[test]
fn a_heart_thumps_twice_a_third_of_a_second_apart_and_low() {
    for seed in SEEDS {
        let beat = heard("heartbeat", &[], Form::Spot, seed);
        assert!(measure::share(&beat, 20.0, 150.0) > 0.8);
        let levels = measure::levels(&measure::filtered(&beat, 25.0, 150.0), 0.01);
        let loudest = |range: std::ops::Range<usize>| {
            range
                .max_by(|a, b| levels[*a].total_cmp(&levels[*b]))
                .unwrap()
        };
        let (first, second) = (loudest(0..20), loudest(22..levels.len()));
        let apart = 0.01 * (second - first) as f64;
        assert!((0.26..0.34).contains(&apart), "{apart} s");
        assert!(levels[first] > levels[second]);
    }
    let samples = heard("heartbeat", &[("rate", "100/min")], Form::Loop, 1);
    let low = measure::levels(&measure::filtered(&samples, 25.0, 150.0), 0.02);
    let beats = measure::heights(&low, 16) as f64 * 60.0 / 40.0;
    assert!((94.0..106.0).contains(&beats), "{beats} a minute");
}

#[test]
fn laughter_comes_at_five_notes_a_second() {
    for seed in SEEDS {
        let settings = [("mirth", "0.8"), ("bouts", "5")];
        let samples = heard("laugh", &settings, Form::Spot, seed);
        let voiced = measure::filtered(&samples, 200.0, 1500.0);
        let own = measure::modulation(&voiced, 4.0, 6.5);
        let faster = measure::modulation(&voiced, 8.0, 9.0);
        assert!(own > 3.0 * faster, "{own:.3} and {faster:.3}");
    }
}

#[test]
fn a_cough_bursts_then_rushes_then_is_voiced() {
    for seed in SEEDS {
        let samples = heard("cough", &[("count", "1")], Form::Spot, seed);
        let levels = measure::levels(&samples, 0.01);
        let loudest = (0..levels.len()).max_by(|a, b| levels[*a].total_cmp(&levels[*b]));
        let burst = loudest.unwrap();
        assert!((40..47).contains(&burst), "bursts at {burst}0 ms");
        let length = super::length(&samples[19_200..]);
        assert!((0.2..0.5).contains(&length), "{length} s");
        let high = measure::share(&samples[19_200..24_000], 1500.0, 10_000.0);
        assert!(high > 0.1, "{high:.2}");
    }
}
