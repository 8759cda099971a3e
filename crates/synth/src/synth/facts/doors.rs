//! Doors, steps, creaks and cloth.

use super::{SEEDS, dry, heard};
use crate::Form;
use cuebook_dsp::measure;

/// Returns a spot at its defaults except for some settings.
fn once(name: &str, settings: &[(&str, &str)], seed: u64) -> Vec<f32> {
    heard(name, settings, Form::Spot, seed)
}

/// Returns the seconds from each onset to the next.
fn gaps(onsets: &[usize]) -> Vec<f64> {
    let pairs = onsets.windows(2);
    pairs
        .map(|pair| (pair[1] - pair[0]) as f64 / 48_000.0)
        .collect()
}

/// Returns the mean, and the standard deviation as a share of it.
fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let far = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>();
    (mean, libm::sqrt(far / values.len() as f64) / mean)
}

/// Returns the frames at which heels touch the ground.
fn heels(walk: &[f32]) -> Vec<usize> {
    let onsets = measure::onsets(&measure::filtered(walk, 100.0, 4000.0), 3.0);
    let mut heels: Vec<usize> = Vec::new();
    for onset in onsets {
        // The ball of the foot follows its heel.
        if heels.last().is_none_or(|last| onset > last + 9600) {
            heels.push(onset);
        }
    }
    heels
}

#[test]
fn an_oak_door_resonates_at_60_to_400_hertz_for_80_to_200_milliseconds() {
    for seed in SEEDS {
        let stroke = once("door-strike", &[], seed);
        let wood = measure::share(&stroke, 60.0, 400.0);
        assert!(wood > 0.7, "{wood:.2}");
        let decay = measure::decay(&measure::filtered(
            &dry("door-strike", &[], seed),
            60.0,
            400.0,
        ));
        assert!((0.08..=0.2).contains(&decay), "{decay} s");
        // The latch and the hinge are audible through it.
        let metal = measure::filtered(&stroke, 1000.0, 4000.0);
        let metal = measure::rms(&metal[480..2400]) / measure::rms(&stroke[480..2400]);
        assert!(20.0 * libm::log10(metal) > -34.0, "metal {metal}");
    }
}

#[test]
fn a_sheet_iron_door_rings_for_half_a_second_to_two_and_a_wooden_one_does_not() {
    for name in ["door-strike", "door-kick", "door-slam"] {
        let ring = |material| {
            let sound = dry(name, &[("material", material)], 2);
            // The latch and the air of the room are the same for all.
            measure::decay(&measure::filtered(&sound[7200..], 150.0, 900.0))
        };
        let (iron, oak, pine) = (ring("sheet-iron"), ring("oak"), ring("pine"));
        assert!((0.5..=2.0).contains(&iron), "{name}: iron {iron} s");
        assert!(oak < 0.3 && pine < 0.3, "{name}: {oak} s, {pine} s");
    }
}

#[test]
fn a_thin_door_is_higher_than_a_heavy_one() {
    for name in ["door-strike", "door-kick", "door-slam", "door-breach"] {
        let lowest = |material| {
            let settings = [("material", material), ("distance", "1m")];
            measure::loudest(&dry(name, &settings, 1), 50.0, 500.0)
        };
        let (oak, pine) = (lowest("oak"), lowest("pine"));
        assert!(oak < 130.0, "{name}: {oak} Hz");
        assert!(pine > 1.3 * oak, "{name}: {pine} Hz against {oak}");
    }
}

#[test]
fn a_slam_pushes_the_air_of_the_room_and_the_latch_snaps_after() {
    for seed in SEEDS {
        let slam = once("door-slam", &[("rattle", "0")], seed);
        let boom = measure::share(&slam, 20.0, 120.0);
        assert!(boom > 0.35, "{boom:.2}");
        let latch = measure::filtered(&slam, 1000.0, 6000.0);
        let blow = measure::peak_at(&slam, 1.0) as f64 / 48_000.0;
        let snap = measure::peak_at(&latch, 1.0) as f64 / 48_000.0;
        assert!((-0.02..0.05).contains(&(snap - blow)), "{snap} {blow}");
    }
}

#[test]
fn a_harder_slam_is_brighter() {
    let at = |force| measure::centroid(&once("door-slam", &[("force", force)], 1));
    let (soft, hard) = (at("0.1"), at("1"));
    assert!(hard > 1.3 * soft, "{soft:.0} Hz to {hard:.0} Hz");
}

#[test]
fn a_door_that_opens_clicks_before_it_creaks() {
    for seed in SEEDS {
        let door = once("door-open", &[("creaking", "1")], seed);
        let (latch, swing) = door.split_at(14_400);
        let click = measure::filtered(latch, 1000.0, 6000.0);
        let sharp = click.iter().fold(0.0_f32, |a, b| a.max(b.abs())) / measure::rms(&click) as f32;
        assert!(sharp > 5.0, "{sharp}");
        let creak = measure::rms(swing) / measure::rms(latch);
        assert!(creak > 0.2, "{creak}");
    }
    let dry = once("door-open", &[("creaking", "1")], 1);
    let oiled = once("door-open", &[("creaking", "0")], 1);
    assert!(oiled.len() < dry.len() / 2);
}

#[test]
fn a_breach_splinters_at_1_to_6_kilohertz_and_then_wood_hits_stone() {
    for seed in SEEDS {
        let settings = [("blows", "0"), ("fall", "0")];
        let breach = once("door-breach", &settings, seed);
        // Between the burst and the wall there are only fibres.
        let tear = &breach[1440..9600];
        let grains = measure::band(tear, 1000.0, 6000.0) / measure::band(tear, 500.0, 20_000.0);
        assert!(grains > 0.7, "{grains:.2}");
        let pieces = measure::onsets(&measure::filtered(tear, 1000.0, 6000.0), 2.0);
        assert!(!pieces.is_empty());
        let wall = measure::levels(&measure::filtered(&breach, 40.0, 400.0), 0.01);
        let (before, after) = (&wall[18..23], &wall[24..36]);
        let loudest = |levels: &[f64]| levels.iter().copied().fold(0.0, f64::max);
        assert!(loudest(after) > 2.0 * loudest(before));
    }
}

#[test]
fn a_door_withstands_the_given_number_of_blows() {
    for blows in [0, 1, 4] {
        let text = blows.to_string();
        let settings = [("blows", text.as_str()), ("fall", "0"), ("splinter", "0")];
        let breach = once("door-breach", &settings, 1);
        let low = measure::filtered(&breach, 50.0, 200.0);
        let heights = measure::levels(&low, 0.1);
        let loud = heights.iter().copied().fold(0.0, f64::max);
        let seconds = heights.iter().position(|level| *level == loud).unwrap() as f64 * 0.1;
        let expected = 0.82 * f64::from(blows);
        assert!(
            (expected - 0.15..expected + 0.45).contains(&seconds),
            "{blows}: {seconds}"
        );
    }
}

#[test]
fn a_running_man_steps_at_the_given_rate_a_little_unevenly() {
    let samples = heard("boots-on-stairs", &[("men", "1")], Form::Loop, 1);
    let (mean, _) = mean_and_spread(&gaps(&heels(&samples)));
    assert!((2.5..=3.3).contains(&(1.0 / mean)), "every {mean} s");
}

#[test]
fn iron_stairs_ring_and_wooden_ones_boom() {
    let heard = |surface| {
        let settings = [("men", "1"), ("surface", surface), ("nails", "0")];
        heard("boots-on-stairs", &settings, Form::Loop, 1)
    };
    let wood = measure::share(&heard("wood"), 60.0, 300.0);
    let stone = measure::share(&heard("stone"), 60.0, 300.0);
    assert!(wood > 1.1 * stone, "{wood:.2} against {stone:.2}");
    // Iron still rings between steps.
    let rest = |samples: &[f32]| {
        let mut levels = measure::levels(samples, 0.02);
        levels.sort_by(f64::total_cmp);
        levels[levels.len() / 4] / levels[levels.len() * 9 / 10]
    };
    let (iron, stone) = (rest(&heard("iron")), rest(&heard("stone")));
    assert!(iron > 3.0 * stone, "{iron} against {stone}");
}

#[test]
fn a_walk_has_1_7_to_2_1_steps_a_second_a_run_2_5_to_3_3_both_uneven_by_3_to_8_percent() {
    for (name, rates) in [("footsteps", 1.7..=2.1), ("running", 2.5..=3.3)] {
        let mut all = Vec::new();
        for seed in SEEDS {
            let walk = once(name, &[("surface", "stone"), ("steps", "20")], seed);
            all.extend(gaps(&heels(&walk)));
        }
        let (mean, spread) = mean_and_spread(&all);
        assert!(rates.contains(&(1.0 / mean)), "{name}: every {mean} s");
        assert!((0.03..=0.08).contains(&spread), "{name}: {spread}");
    }
}

#[test]
fn a_walk_has_the_given_number_of_steps() {
    for expected in [1, 2, 3, 6, 7] {
        let text = expected.to_string();
        let settings = [("steps", text.as_str()), ("surface", "stone")];
        // The first heel is at the very beginning, so no level precedes its onset.
        let walk = once("footsteps", &settings, 1);
        let found = heels(&walk).len();
        assert!(
            found == expected || found + 1 == expected,
            "{expected}: {found}"
        );
        let seconds = walk.len() as f64 / 48_000.0;
        let least = (expected - 1) as f64 * 60.0 / 112.0;
        // The last step rings out in the room.
        assert!(
            (least..least + 1.1).contains(&seconds),
            "{expected}: {seconds} s"
        );
    }
}

#[test]
fn snow_crunches_for_100_to_250_milliseconds_at_200_to_4000_hertz_and_nothing_rings() {
    for seed in SEEDS {
        let step = once("footsteps", &[("steps", "1"), ("surface", "snow")], seed);
        let crunch = measure::share(&step, 200.0, 4000.0);
        assert!(crunch > 0.8, "{crunch:.2}");
        let levels = measure::levels(&step, 0.01);
        let loudest = levels.iter().copied().fold(0.0, f64::max);
        let last = levels.iter().rposition(|l| *l > 0.1 * loudest).unwrap();
        assert!((10..=25).contains(&last), "{last}0 ms");
        // No frequency is prominent: the loudest sixth-octave has a small part of the
        // power.
        let peak = measure::loudest(&step, 200.0, 4000.0);
        let tonal = measure::share(&step, 0.95 * peak, 1.05 * peak) / crunch;
        assert!(tonal < 0.35, "{tonal:.2} at {peak:.0} Hz");
    }
}

#[test]
fn every_floor_sounds_different() {
    let colour = |surface| {
        let walk = once("footsteps", &[("surface", surface), ("creaking", "0")], 1);
        measure::centroid(&walk)
    };
    let (parquet, stone, gravel) = (colour("parquet"), colour("stone"), colour("gravel"));
    assert!(parquet < 0.8 * stone, "{parquet:.0} {stone:.0}");
    assert!(stone < gravel, "{stone:.0} {gravel:.0}");
}

#[test]
fn a_harder_heel_is_brighter_and_a_heavier_man_is_lower() {
    for surface in ["parquet", "stone", "iron"] {
        let of = |what, value| {
            let settings = [("surface", surface), (what, value), ("steps", "4")];
            once("footsteps", &settings, 2)
        };
        let felt = measure::centroid(&of("hardness", "0"));
        let iron = measure::centroid(&of("hardness", "1"));
        assert!(iron > 1.5 * felt, "{surface}: {felt:.0} to {iron:.0} Hz");
        let low = |weight| measure::share(&of("weight", weight), 40.0, 160.0);
        let (light, heavy) = (low("0"), low("1"));
        assert!(heavy > light, "{surface}: {light:.2} to {heavy:.2}");
    }
}

#[test]
fn left_and_right_feet_differ() {
    let walk = once("footsteps", &[("surface", "stone"), ("steps", "12")], 3);
    let power = |foot: usize| -> f64 {
        let step = 48_000.0 * 60.0 / 112.0;
        (0..6)
            .map(|n| (2 * n + foot) as f64 * step)
            .map(|at| (at as usize, (at + 0.6 * step) as usize))
            .map(|(from, to)| measure::rms(&walk[from..to.min(walk.len())]))
            .sum()
    };
    let (left, right) = (power(0), power(1));
    let apart = 20.0 * libm::log10(left / right);
    assert!((0.3..6.0).contains(&apart), "{apart} dB");
}

#[test]
fn a_creak_slips_20_to_200_times_a_second_and_more_often_when_faster() {
    for seed in SEEDS {
        let rate = |speed| {
            let settings = [("speed", speed), ("length", "3s"), ("distance", "1m")];
            let creak = once("creak", &settings, seed);
            // Slips are edges: they stand out above the modes of the wood.
            let edges = measure::filtered(&creak[24_000..96_000], 2500.0, 9000.0);
            let levels = measure::levels(&edges, 0.001);
            let slips = levels.windows(9).filter(|near| {
                let middle = near[4];
                let top = near[2..7].iter().all(|level| *level <= middle);
                top && 9.0 * middle > 1.5 * near.iter().sum::<f64>()
            });
            slips.count() as f64 / 1.5
        };
        let (slow, fast) = (rate("0"), rate("1"));
        assert!((18.0..=80.0).contains(&slow), "{slow} a second");
        assert!((80.0..=230.0).contains(&fast), "{fast} a second");
    }
}

#[test]
fn a_creak_has_the_modes_of_its_wood() {
    let low = |what| {
        let creak = once("creak", &[("what", what)], 1);
        measure::share(&creak, 40.0, 300.0)
    };
    let (beam, door) = (low("beam"), low("door"));
    assert!(beam > door, "{beam:.2} {door:.2}");
    // The modes stand out from the excitation.
    let creak = once("creak", &[], 1);
    let peak = measure::loudest(&creak, 90.0, 1500.0);
    let around = measure::share(&creak, 0.97 * peak, 1.03 * peak);
    let octave = measure::share(&creak, peak / 1.414, peak * 1.414);
    assert!(around > 0.25 * octave, "{around} of {octave} at {peak} Hz");
}

#[test]
fn silk_is_brighter_than_linen_and_linen_than_wool() {
    let colour = |fabric| measure::centroid(&once("cloth", &[("fabric", fabric)], 1));
    let (wool, linen, silk) = (colour("wool"), colour("linen"), colour("silk"));
    assert!(
        linen > 1.4 * wool && silk > 1.3 * linen,
        "{wool} {linen} {silk}"
    );
}
