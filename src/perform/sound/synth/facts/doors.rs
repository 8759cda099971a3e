//! Doors and steps against what is known of them.

use super::{SEEDS, heard};
use crate::perform::sound::{Form, measure};

#[test]
fn an_oak_door_answers_at_60_to_400_hertz_for_80_to_200_milliseconds() {
    for seed in SEEDS {
        let stroke = heard("door-strike", &[], Form::Spot, seed);
        let wood = measure::share(&stroke, 60.0, 400.0);
        assert!(wood > 0.7, "{wood:.2}");
        let decay = measure::decay(&measure::filtered(&stroke, 60.0, 400.0));
        assert!((0.08..=0.2).contains(&decay), "{decay} s");
        // Latch and hinge are heard through it.
        let metal = measure::filtered(&stroke, 1000.0, 4000.0);
        let metal = measure::rms(&metal[480..2400]) / measure::rms(&stroke[480..2400]);
        assert!(20.0 * libm::log10(metal) > -34.0, "metal {metal}");
    }
}

#[test]
fn a_running_man_steps_as_often_as_he_is_told_a_little_unevenly() {
    let samples = heard("boots-on-stairs", &[("men", "1")], Form::Loop, 1);
    let onsets = measure::onsets(&measure::filtered(&samples, 60.0, 250.0), 4.0);
    let gaps: Vec<f64> = onsets
        .windows(2)
        .map(|pair| (pair[1] - pair[0]) as f64)
        .collect();
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let rate = 48_000.0 / mean;
    assert!((2.5..=3.3).contains(&rate), "{rate} a second");
}
