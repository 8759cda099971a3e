use super::*;
use cuebook_dsp::measure;

const EVEN: Pose = Pose {
    at: 0.0,
    pitch: 400.0,
    force: 1.0,
    open: 0.5,
    breath: 0.0,
    rough: 0.0,
    chaos: 0.0,
};

fn heard(poses: &[Pose], tract: Option<f64>, bright: f64) -> Vec<f32> {
    let of = Call {
        lasts: 1.0,
        poses: poses.to_vec(),
        tract,
        bright,
        tremor: (0.0, 0.0, 0.0),
    };
    call(&of, &mut Random::new(1))
}

#[test]
fn the_pitch_goes_through_its_poses() {
    let poses = [(0.0, 300.0), (0.5, 900.0), (1.0, 450.0)];
    let poses = poses.map(|(at, pitch)| Pose { at, pitch, ..EVEN });
    let sound = heard(&poses, None, 600.0);
    for (from, expected) in [(600, 310.0), (23_000, 895.0), (45_500, 460.0)] {
        let (found, clear) = measure::pitch(&sound[from..from + 2400], 100.0, 2000.0);
        assert!(
            (found / expected - 1.0).abs() < 0.07 && clear > 0.7,
            "{found:.0} Hz"
        );
    }
}

/// Each overtone is weaker than the one below by 8.7 dB times pitch over brightness.
#[test]
fn overtones_fall_evenly() {
    let sound = heard(&[EVEN], None, 1000.0);
    let level = |n: f64| measure::band(&sound, 400.0 * n - 60.0, 400.0 * n + 60.0);
    for n in 1..6 {
        let fall = 10.0 * libm::log10(level(f64::from(n)) / level(f64::from(n + 1)));
        assert!((fall - 3.47).abs() < 0.7, "{n}: {fall:.1} dB");
    }
}

#[test]
fn a_bird_whistles_one_tone_and_nothing_aliases() {
    let sound = heard(
        &[Pose {
            pitch: 5000.0,
            ..EVEN
        }],
        None,
        4000.0,
    );
    let overtones =
        measure::share(&sound, 9800.0, 10_200.0) + measure::share(&sound, 14_500.0, 15_500.0);
    let own = measure::share(&sound, 4800.0, 5200.0);
    assert!(own + overtones > 0.97, "{own:.2} {overtones:.2}");
    let pure = heard(
        &[Pose {
            pitch: 5000.0,
            ..EVEN
        }],
        None,
        300.0,
    );
    assert!(measure::share(&pure, 4800.0, 5200.0) > 0.98);
}

#[test]
fn a_rough_voice_has_the_octave_below_and_chaos_has_no_pitch() {
    let below = |rough| {
        let sound = heard(&[Pose { rough, ..EVEN }], None, 1000.0);
        measure::share(&sound, 180.0, 220.0)
    };
    assert!(
        below(0.0) < 0.002 && below(0.8) > 0.03,
        "{} {}",
        below(0.0),
        below(0.8)
    );
    let clear = |chaos| {
        let sound = heard(&[Pose { chaos, ..EVEN }], None, 1000.0);
        measure::pitch(&sound[9600..19_200], 150.0, 900.0).1
    };
    assert!(
        clear(0.0) > 0.85 && clear(1.0) < 0.5,
        "{} {}",
        clear(0.0),
        clear(1.0)
    );
}

#[test]
fn breath_without_voice_has_the_resonances_of_the_tract() {
    let sound = heard(
        &[Pose {
            breath: 1.0,
            ..EVEN
        }],
        Some(0.175),
        2000.0,
    );
    let (peak, valley) = (
        measure::band(&sound, 430.0, 560.0),
        measure::band(&sound, 900.0, 1030.0),
    );
    assert!(peak > 3.0 * valley, "{}", peak / valley);
}

proptest::proptest! {
    #[test]
    fn any_call_is_finite_and_ends_in_silence(
        pitch in -1.0..3e4, to in 0.0..3e4, force in 0.1..2.0, open in -1.0..2.0, breath in -1.0..2.0,
        rough in -1.0..2.0, chaos in -1.0..2.0, tract in 0.0..9.0, bright in 0.0..3e4, lasts in 0.02..1.0, seed: u64,
    ) {
        let pose = Pose { at: 0.0, pitch, force, open, breath, rough, chaos };
        let poses = vec![pose, Pose { at: 1.0, pitch: to, ..EVEN }];
        let of = Call { lasts, poses, tract: Some(tract), bright, tremor: (to, breath, rough) };
        let samples = call(&of, &mut Random::new(seed));
        let loudest = samples.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        proptest::prop_assert!(loudest > 0.0 && loudest.is_finite(), "{}", loudest);
        let end = &samples[samples.len() - 48..];
        proptest::prop_assert!(measure::rms(end) < 0.05 * f64::from(loudest));
    }
}
