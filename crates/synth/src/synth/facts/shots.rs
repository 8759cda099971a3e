//! Rifles, machine-guns, mortars and ricochets.

use super::{SEEDS, dry, first, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

const MILLISECOND: usize = 48;

/// Returns the arrival of the muzzle blast in frames, from its low frequencies.
fn blast_at(shot: &[f32]) -> usize {
    first(&measure::filtered(shot, 60.0, 700.0), 0.4)
}

/// Returns the lead of a bullet over its sound after a distance, in seconds,
/// integrated in steps of a metre. It starts at 820 m/s and loses a factor of e in
/// 1100 m.
fn gained(metres: u32) -> f64 {
    let (mut speed, mut gap) = (820.0, 0.0);
    for _ in 0..metres {
        gap += 1.0 / 340.0 - 1.0 / speed;
        speed -= speed / 1100.0;
    }
    gap
}

fn rifle(settings: &[(&str, &str)], seed: u64) -> Vec<f32> {
    heard("rifle", settings, Form::Spot, seed)
}

#[test]
fn the_crack_leads_the_muzzle_blast_by_the_lead_of_the_bullet() {
    for (distance, metres) in [("20m", 20), ("100m", 100), ("800m", 800)] {
        for seed in SEEDS {
            let shot = rifle(&[("distance", distance)], seed);
            let crack = first(&measure::filtered(&shot, 4000.0, 16_000.0), 0.3);
            let gap = (blast_at(&shot) - crack) as f64 / 48_000.0;
            let expected = gained(metres);
            assert!(
                (gap - expected).abs() < 0.007,
                "{distance}: {gap} for {expected} s"
            );
        }
    }
}

#[test]
fn a_bullet_that_does_not_pass_is_inaudible() {
    let shot = rifle(&[("distance", "800m"), ("aim", "away")], 1);
    assert!(blast_at(&shot) < 4 * MILLISECOND);
}

#[test]
fn the_crack_is_an_n_of_a_fifth_of_a_millisecond() {
    for seed in SEEDS {
        let crack = part("rifle", &[], &["bullet", "crack"], seed);
        let (up, down) = (
            measure::peak_at(&crack, 1.0),
            measure::peak_at(&crack, -1.0),
        );
        let length = (down as f64 - up as f64) / 48.0;
        assert!((0.12..0.26).contains(&length), "{length} ms");
    }
}

/// Returns the length of the positive phase in milliseconds.
fn push(samples: &[f32]) -> f64 {
    let start = measure::peak_at(samples, 1.0);
    let end = samples[start..].iter().position(|p| *p < 0.0).unwrap();
    end as f64 / 48.0
}

#[test]
fn the_muzzle_pushes_for_half_to_three_milliseconds_and_longer_from_afar() {
    let of = |distance| {
        push(&part(
            "rifle",
            &[("distance", distance)],
            &["muzzle", "blast"],
            1,
        ))
    };
    let (near, far) = (of("20m"), of("800m"));
    assert!((0.5..3.0).contains(&near), "{near} ms");
    assert!((0.5..3.0).contains(&far) && far > 1.4 * near, "{far} ms");
}

#[test]
fn a_far_muzzle_is_dull_and_weak_beside_the_crack() {
    let of = |distance| {
        let shot = rifle(&[("distance", distance)], 2);
        let (crack, muzzle) = shot.split_at(blast_at(&shot) - 5 * MILLISECOND);
        let high = |part: &[f32]| part.iter().fold(0.0_f32, |h, s| h.max(s.abs()));
        (measure::centroid(muzzle), high(muzzle) / high(crack))
    };
    let (near, far) = (of("20m"), of("800m"));
    assert!(near.0 > 2.0 * far.0, "{} and {} Hz", near.0, far.0);
    assert!(near.1 > 2.0 * far.1, "{} and {}", near.1, far.1);
}

/// Returns the shares of a shot's energy after 60 ms, and between 0.3 and 1 s.
fn late(place: &str, seed: u64) -> (f64, f64) {
    let shot = rifle(&[("place", place), ("aim", "away")], seed);
    let energy = |part: &[f32]| measure::rms(part).powi(2) * part.len() as f64;
    let all = energy(&shot);
    let end = shot.len().min(48_000);
    let far = energy(&shot[14_400.min(end)..end]);
    (energy(&shot[60 * MILLISECOND..]) / all, far / all)
}

#[test]
fn the_place_shapes_the_echoes() {
    for seed in SEEDS {
        let (field, street) = (late("field", seed), late("street", seed));
        let (forest, indoors) = (late("forest", seed), late("indoors", seed));
        // The gas itself is heard for a tenth of a second.
        for walls in [street, forest] {
            assert!(walls.1 > 1.5 * field.1, "{walls:?} {field:?}");
        }
        assert!(indoors.0 > field.0, "{indoors:?} {field:?}");
        // A wood still rings when a room has long been silent.
        assert!(forest.1 > 4.0 * indoors.1, "{forest:?} {indoors:?}");
    }
}

#[test]
fn a_machine_gun_keeps_its_cadence_with_small_variations() {
    for (cadence, expected) in [("8/s", 8.0), ("12/s", 12.0), ("20/s", 20.0)] {
        let settings = [("cadence", cadence), ("shots", "20")];
        let burst = dry("machine-gun", &settings, 1);
        let onsets = measure::onsets(&measure::filtered(&burst, 1000.0, 8000.0), 2.5);
        assert!((13..=27).contains(&onsets.len()), "{} shots", onsets.len());
        let mut gaps: Vec<usize> = onsets.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_unstable();
        let rate = 48_000.0 / gaps[gaps.len() / 2] as f64;
        assert!(
            (rate / expected - 1.0).abs() < 0.04,
            "{rate} for {expected}"
        );
        assert!(gaps[0] != gaps[gaps.len() - 1]);
    }
}

#[test]
fn the_shots_of_a_burst_differ() {
    let burst = dry("machine-gun", &[("shots", "12")], 2);
    let onsets = measure::onsets(&measure::filtered(&burst, 1000.0, 8000.0), 2.5);
    let shot = |at: &usize| &burst[*at..at + 40 * MILLISECOND];
    for pair in onsets.windows(2) {
        let (one, two) = (shot(&pair[0]), shot(&pair[1]));
        let both: f64 = one.iter().zip(two).map(|(a, b)| f64::from(a * b)).sum();
        let alike = both / one.len() as f64 / measure::rms(one) / measure::rms(two);
        assert!(alike < 0.9, "{alike}");
    }
}

#[test]
fn a_mortar_is_a_hollow_thump_at_the_quarter_wave_of_its_tube() {
    for seed in SEEDS {
        let shot = heard("mortar", &[], Form::Spot, seed);
        let low = measure::share(&shot, 20.0, 300.0);
        assert!(low > 0.75, "{low}");
        let pitch = measure::loudest(&shot, 60.0, 400.0);
        assert!((95.0..165.0).contains(&pitch), "{pitch}");
        let heavy = heard("mortar", &[("calibre", "240mm")], Form::Spot, seed);
        let heavy = measure::loudest(&heavy, 40.0, 400.0);
        assert!(heavy < 0.65 * pitch, "{heavy} and {pitch}");
    }
}

#[test]
fn the_sliding_bomb_is_audible_only_near() {
    let near = first(&heard("mortar", &[("drop", "0.5s")], Form::Spot, 1), 0.4);
    assert!((24_000..26_400).contains(&near), "{near}");
    let far = [("drop", "0.5s"), ("distance", "200m")];
    assert!(first(&heard("mortar", &far, Form::Spot, 1), 0.4) < 2400);
}

#[test]
fn a_ricochet_falls_in_pitch_for_the_given_time() {
    for seed in SEEDS {
        let of = |whine| {
            heard(
                "bullet-ricochet",
                &[("gun", "0m"), ("whine", whine)],
                Form::Spot,
                seed,
            )
        };
        let whine = of("0.8s");
        let pitch = |at: usize| measure::loudest(&whine[at..at + 4096], 400.0, 6000.0);
        let (early, late) = (pitch(2400), pitch(24_000));
        assert!((2200.0..4500.0).contains(&early), "{early}");
        assert!(late < 0.75 * early, "{early} to {late}");
        assert!(length(&of("2s")) > 1.8 * length(&whine));
    }
}

#[test]
fn struck_metal_rings_longer_than_stone_and_wood_is_duller() {
    let strike = |surface, layer| {
        part(
            "bullet-ricochet",
            &[("surface", surface)],
            &["strike", layer],
            1,
        )
    };
    let (stone, metal) = (strike("stone", "stone"), strike("metal", "plate"));
    let plank = strike("wood", "plank");
    assert!(measure::decay(&metal) > 5.0 * measure::decay(&stone));
    assert!(2.0 * measure::centroid(&plank) < measure::centroid(&stone));
}

#[test]
fn the_delay_from_ricochet_to_shot_follows_the_geometry() {
    let heard = heard("bullet-ricochet", &[("gun", "200m")], Form::Spot, 1);
    let low = measure::filtered(&heard[4800..], 60.0, 500.0);
    let at = 0.1 + first(&low, 0.5) as f64 / 48_000.0;
    assert!((at - gained(200)).abs() < 0.01, "{at} for {}", gained(200));
}
