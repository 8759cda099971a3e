//! Explosions, shell impacts and grenades.

use super::{SEEDS, SEVERAL, first, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

fn peak(samples: &[f32]) -> f64 {
    let high = samples.iter().fold(0.0_f32, |high, s| high.max(s.abs()));
    f64::from(high)
}

/// Returns how far the peak is above the loudest 0.4 s, in dB.
fn crest(samples: &[f32]) -> f64 {
    let loudest = measure::levels(&samples[..4 * 19_200], 0.4);
    let loudest = loudest.into_iter().fold(0.0, f64::max);
    20.0 * libm::log10(peak(samples) / loudest)
}

/// Returns the length of the positive phase in milliseconds.
fn push(front: &[f32]) -> f64 {
    let start = measure::peak_at(front, 1.0);
    let end = front[start..].iter().position(|p| *p < 0.0).unwrap();
    end as f64 / 48.0
}

#[test]
fn an_explosion_has_energy_at_20_to_80_and_80_to_300_hertz() {
    for seed in SEEDS {
        let blast = heard("explosion", &[], Form::Spot, seed);
        let (felt, audible) = (
            measure::share(&blast, 20.0, 80.0),
            measure::share(&blast, 80.0, 300.0),
        );
        assert!(felt > 0.15, "{felt:.2}");
        // Recordings have 5 to 11 dB less there than below.
        assert!(audible > 0.24, "{audible:.2}");
    }
}

#[test]
fn an_explosion_is_as_loud_as_its_peak_allows() {
    for place in ["open", "street", "indoors"] {
        let of = |seed| crest(&heard("explosion", &[("place", place)], Form::Spot, seed));
        let crests: Vec<f64> = SEVERAL.map(of).collect();
        let mean = crests.iter().sum::<f64>() / crests.len() as f64;
        assert!((7.0..15.0).contains(&mean), "{place}: {crests:?} dB");
    }
}

#[test]
fn a_heavier_charge_pushes_for_longer() {
    let of = |size| {
        push(&part(
            "explosion",
            &[("size", size)],
            &["burst", "front"],
            1,
        ))
    };
    let (light, heavy) = (of("0"), of("1"));
    assert!((2.5..5.0).contains(&light), "{light} ms");
    assert!((10.0..24.0).contains(&heavy), "{heavy} ms");
}

#[test]
fn debris_of_an_explosion_falls_for_two_to_five_seconds() {
    for seed in SEEDS {
        let blast = heard("explosion", &[], Form::Spot, seed);
        let debris = measure::filtered(&blast, 600.0, 9000.0);
        let pieces = measure::onsets(&debris[48_000..], 2.0);
        let last = 1.0 + *pieces.last().unwrap() as f64 / 48_000.0;
        assert!(pieces.len() > 12, "{} pieces", pieces.len());
        assert!((2.0..5.2).contains(&last), "{last} s");
    }
}

#[test]
fn houses_echo_an_explosion_and_a_room_keeps_it_short() {
    for seed in SEEDS {
        let of = |place| {
            let settings = [("place", place), ("debris", "0")];
            let blast = heard("explosion", &settings, Form::Spot, seed);
            let treble = measure::filtered(&blast, 700.0, 6000.0);
            let late = measure::rms(&treble[14_400..38_400]);
            (late / measure::rms(&treble[..9600]), length(&blast))
        };
        let (open, street, indoors) = (of("open"), of("street"), of("indoors"));
        assert!(street.0 > 1.2 * open.0, "{street:?} {open:?}");
        assert!(indoors.1 < open.1, "{indoors:?} {open:?}");
    }
}

#[test]
fn fire_after_an_explosion_burns_for_the_given_time() {
    let burning = heard("explosion", &[("burning", "9s")], Form::Spot, 1);
    let seconds = burning.len() as f64 / 48_000.0;
    assert!((9.0..14.0).contains(&seconds), "{seconds}");
}

#[test]
fn earth_and_stones_fall_for_one_to_three_seconds_after_a_shell() {
    for ground in ["earth", "street", "masonry"] {
        let shell = heard("shell-impact", &[("ground", ground)], Form::Spot, 1);
        let debris = measure::filtered(&shell, 600.0, 9000.0);
        let pieces = measure::onsets(&debris[28_800..], 2.0);
        let last = 0.6 + *pieces.last().unwrap() as f64 / 48_000.0;
        assert!(pieces.len() > 5, "{ground}: {} pieces", pieces.len());
        assert!((1.0..3.6).contains(&last), "{ground}: {last} s");
    }
}

#[test]
fn the_ground_jolts_below_a_hundred_hertz_and_lower_for_a_heavier_shell() {
    let of = |calibre| {
        let jolt = part(
            "shell-impact",
            &[("calibre", calibre)],
            &["burst", "jolt"],
            1,
        );
        measure::loudest(&jolt, 15.0, 300.0)
    };
    let (light, heavy) = (of("75mm"), of("420mm"));
    assert!((30.0..100.0).contains(&light), "{light}");
    assert!(heavy < 0.8 * light, "{heavy} and {light}");
}

#[test]
fn snow_absorbs_debris_and_a_street_rattles() {
    for seed in SEEDS {
        let of = |ground| {
            let shell = heard("shell-impact", &[("ground", ground)], Form::Spot, seed);
            let after = measure::filtered(&shell[38_400..], 1500.0, 9000.0);
            measure::onsets(&after, 2.5).len()
        };
        let (snow, street) = (of("snow"), of("street"));
        assert!(street > 2 * snow + 3, "{street} and {snow}");
    }
}

#[test]
fn a_grenade_is_short_and_higher_than_an_explosion() {
    for seed in SEEDS {
        let front = push(&part("grenade", &[], &["burst", "front"], seed));
        assert!((1.3..3.0).contains(&front), "{front} ms");
        let small = heard("grenade", &[], Form::Spot, seed);
        let large = heard("explosion", &[], Form::Spot, seed);
        let lengths = (length(&small), length(&large));
        assert!(lengths.0 < 0.8 * lengths.1, "{lengths:?} s");
        assert!(lengths.0 < 1.5, "{lengths:?} s");
    }
    // The middle of the spectrum over several seeds, because both are noise.
    let middle = |name| -> f64 {
        let of = |seed| measure::centroid(&heard(name, &[], Form::Spot, seed));
        SEVERAL.map(of).sum()
    };
    let (high, low) = (middle("grenade"), middle("explosion"));
    assert!(high > 1.2 * low, "{high} and {low}");
}

#[test]
fn a_grenade_falls_and_rolls_before_it_bursts() {
    let thrown = heard(
        "grenade",
        &[("fuse", "3s"), ("place", "street")],
        Form::Spot,
        1,
    );
    let burst = first(&thrown, 0.6);
    assert!((144_000..148_000).contains(&burst), "{burst}");
    let before = measure::onsets(&thrown[..140_000], 2.5);
    assert!(before.len() >= 3, "{before:?}");
}
