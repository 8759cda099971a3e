use super::*;
use cuebook_dsp::measure;

/// A man who holds one vowel.
pub(super) fn held() -> Utterance {
    Utterance {
        pitch: (120.0, 120.0),
        through: None,
        tract: 0.175,
        effort: 0.3,
        breath: 0.1,
        rough: 0.0,
        tremor: (0.0, 0.0),
        syllables: 0.1,
        vowels: Vowels::Neutral,
        joints: Joints::None,
        lasts: 1.0,
    }
}

fn heard(of: Utterance, seed: u64) -> Vec<f32> {
    utter(of, &mut Random::new(seed))
}

/// Returns the power of a whisper for each Hz between two frequencies, over several
/// throats.
fn whispered(tract: f64, low: f64, high: f64) -> f64 {
    let of = Utterance {
        tract,
        breath: 1.0,
        ..held()
    };
    let all = (0..8).map(|seed| measure::band(&heard(of, seed), low, high));
    all.sum::<f64>() / (high - low)
}

#[test]
fn a_breath_has_the_resonances_of_the_tract() {
    // A quarter wave of 17.5 cm has 500 Hz, one of 11.7 cm 750 Hz; the fourth and
    // fifth resonances are seven and nine times as high.
    for (tract, lowest) in [(0.175, 500.0), (0.1167, 750.0)] {
        let peak = whispered(tract, 6.7 * lowest, 7.3 * lowest);
        let valley = whispered(tract, 7.8 * lowest, 8.2 * lowest);
        assert!(peak > 1.4 * valley, "{tract} m: {peak} and {valley}");
    }
    let low = |tract| whispered(tract, 420.0, 650.0) / whispered(tract, 750.0, 1050.0);
    assert!(low(0.175) > 2.0 * low(0.1167));
}

#[test]
fn the_pitch_goes_from_its_first_to_its_last() {
    let of = Utterance {
        pitch: (200.0, 100.0),
        effort: 0.0,
        ..held()
    };
    for seed in 0..6 {
        let samples = heard(of, seed);
        // One syllable has the pitch of its middle, and falls slightly, as in
        // speech.
        let (middle, _) = measure::pitch(&samples[19_200..24_000], 60.0, 400.0);
        assert!((125.0..165.0).contains(&middle), "{middle}");
        let of = Utterance {
            syllables: 6.0,
            ..of
        };
        let samples = heard(of, seed);
        let (first, _) = measure::pitch(&samples[1_200..6_000], 60.0, 400.0);
        let (last, _) = measure::pitch(&samples[38_400..43_200], 60.0, 400.0);
        assert!((165.0..220.0).contains(&first), "{first}");
        assert!((85.0..125.0).contains(&last), "{last}");
    }
}

#[test]
fn effort_flattens_the_spectrum() {
    let bright = |effort: f64| {
        let of = Utterance {
            effort,
            syllables: 4.0,
            vowels: Vowels::Any,
            lasts: 4.0,
            ..held()
        };
        let samples = heard(of, 1);
        let high = measure::band(&samples, 1500.0, 5000.0);
        10.0 * libm::log10(high / measure::band(&samples, 100.0, 1000.0))
    };
    let (soft, talk, shout) = (bright(0.0), bright(0.3), bright(0.9));
    assert!(
        talk > soft + 2.0 && shout > talk + 5.0,
        "{soft} {talk} {shout}"
    );
}

#[test]
fn an_utterance_has_the_given_number_of_syllables() {
    for joints in [Joints::Speech, Joints::Breath] {
        let of = Utterance {
            syllables: 4.0,
            joints,
            lasts: 8.0,
            ..held()
        };
        let samples = measure::filtered(&heard(of, 2), 200.0, 2000.0);
        let own = measure::modulation(&samples, 3.0, 5.5);
        let faster = measure::modulation(&samples, 12.0, 20.0);
        assert!(own > 5.0 * faster, "{joints:?}: {own} and {faster}");
    }
}

#[test]
fn the_first_formant_is_never_below_the_pitch() {
    let mut tract = Tract::new(&held(), &mut Random::new(1));
    let mut ringing = |pitch: f64| -> Vec<f32> {
        tract.pose([300.0, 870.0, 2240.0], pitch);
        let mut sound = vec![0.0; 4800];
        sound[0] = 1.0;
        tract.run(&mut sound);
        sound.into_iter().map(|sample| sample as f32).collect()
    };
    // At half the sample rate, the measured frequency is doubled.
    let (speaking, screaming) = (ringing(120.0), ringing(1000.0));
    assert!((measure::loudest(&speaking, 200.0, 8000.0) / 2.0 - 300.0).abs() < 15.0);
    assert!(measure::loudest(&screaming, 200.0, 8000.0) / 2.0 > 1000.0);
}

/// Screams are rough at 30–150 Hz (Arnal et al. 2015).
#[test]
fn a_hoarse_scream_flutters() {
    let flutter = |rough: f64| {
        let of = Utterance {
            pitch: (1000.0, 1000.0),
            effort: 1.0,
            rough,
            ..held()
        };
        measure::modulation(&heard(of, 4), 30.0, 49.0)
    };
    let (smooth, hoarse) = (flutter(0.0), flutter(1.0));
    assert!(hoarse > 4.0 * smooth, "{smooth} and {hoarse}");
}

proptest::proptest! {
    #[test]
    fn any_utterance_is_finite_and_ends_in_silence(
        pitch in 0.0..9e3, to in 0.0..9e3, tract in 0.0..1.0, effort in -1.0..2.0,
        breath in -1.0..2.0, rough in -1.0..2.0, syllables in 0.0..50.0, lasts in 0.0..1.5,
        seed: u64,
    ) {
        let of = Utterance {
            pitch: (pitch, to), tract, effort, breath, rough, tremor: (syllables, rough),
            through: None,
            syllables, vowels: Vowels::Any, joints: Joints::Speech, lasts,
        };
        let samples = heard(of, seed);
        let loudest = samples.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        proptest::prop_assert!(loudest > 0.0 && loudest.is_finite(), "{}", loudest);
        let end = &samples[samples.len() - 48..];
        proptest::prop_assert!(measure::rms(end) < 0.05 * f64::from(loudest));
    }
}

/// A cry that rises and falls within one syllable.
#[test]
fn the_pitch_goes_through_a_peak() {
    let of = Utterance {
        pitch: (200.0, 150.0),
        through: Some(400.0),
        effort: 0.0,
        lasts: 1.5,
        ..held()
    };
    for seed in 0..4 {
        let samples = heard(of, seed);
        let at = |seconds: f64| {
            let from = (seconds * 48_000.0) as usize;
            measure::pitch(&samples[from..from + 3600], 100.0, 600.0).0
        };
        let (start, peak, end) = (at(0.06), at(0.47), at(1.33));
        assert!((175.0..260.0).contains(&start), "{start}");
        assert!((360.0..440.0).contains(&peak), "{peak}");
        assert!((135.0..195.0).contains(&end), "{end}");
    }
}
