//! Each sound against what is known of the real thing, measured.

use super::tests::sound;
use crate::perform::sound::recipe::score::Source;
use crate::perform::sound::recipe::{self, Recipe, Settings};
use crate::perform::sound::{Form, measure};

const SEEDS: std::ops::Range<u64> = 1..4;

/// One channel of a spot or a loop.
fn heard(name: &str, settings: &[(&str, &str)], form: Form, seed: u64) -> Vec<f32> {
    sound(name, settings, form, seed).channels.remove(0)
}

/// A loop of some layers of a recipe alone, without echoes, from near.
fn alone(name: &str, layers: &[&str], seed: u64) -> Vec<f32> {
    let mut recipe: Recipe = recipe::find(name).unwrap().clone();
    recipe.distance = None;
    recipe
        .layers
        .retain(|layer| layers.contains(&layer.layer.as_str()));
    recipe
        .layers
        .iter_mut()
        .for_each(|layer| layer.echoes = None);
    let settings = recipe.defaults();
    let audio = super::perform(&recipe, &settings, Form::Loop, seed).unwrap();
    audio.channels.into_iter().next().unwrap()
}

/// Seconds after which a sound stays 30 dB below its loudest tenth of a second.
fn length(samples: &[f32]) -> f64 {
    let levels = measure::levels(samples, 0.05);
    let loudest = levels.iter().copied().fold(0.0, f64::max);
    let last = levels.iter().rposition(|level| *level > loudest * 0.0316);
    0.05 * (last.unwrap() + 1) as f64
}

#[test]
fn far_guns_are_a_rumble_of_one_to_four_seconds_in_several_arrivals() {
    for seed in SEEDS {
        let shot = heard("artillery", &[("distance", "4km")], Form::Spot, seed);
        let low = measure::share(&shot, 15.0, 80.0);
        assert!(low > 0.7, "{low:.2} of the energy is at 15 to 80 Hz");
        let length = length(&shot);
        assert!((1.0..=4.0).contains(&length), "{length} s");
        let arrivals = measure::heights(&measure::levels(&shot, 0.05), 2);
        assert!(arrivals >= 3, "{arrivals} arrivals");
    }
}

#[test]
fn near_guns_push_for_ten_to_thirty_milliseconds() {
    let mut recipe: Recipe = recipe::find("artillery").unwrap().clone();
    recipe.layers.truncate(1);
    recipe.layers[0].echoes = None;
    // The wave by itself, without the gas that tears after it.
    if let Source::Layers(layers) = &mut recipe.layers[0].source {
        layers.retain(|layer| layer.layer == "blast");
    }
    let near = [("distance".to_owned(), "50m".to_owned())];
    let settings = Settings::read(&recipe, &near).unwrap();
    for seed in SEEDS {
        let shot = super::perform(&recipe, &settings, Form::Spot, seed).unwrap();
        let shot = &shot.channels[0];
        let start = measure::peak_at(shot, 1.0);
        let push = shot[start..].iter().position(|p| *p < 0.0).unwrap();
        let milliseconds = push as f64 / 48.0;
        assert!((10.0..=30.0).contains(&milliseconds), "{milliseconds} ms");
    }
}

#[test]
fn the_farther_the_guns_the_darker() {
    let at = |distance| {
        measure::centroid(&heard(
            "artillery",
            &[("distance", distance)],
            Form::Spot,
            1,
        ))
    };
    let (near, middle, far) = (at("60m"), at("600m"), at("6km"));
    assert!(
        near > 1.3 * middle && middle > 1.3 * far,
        "{near:.0} {middle:.0} {far:.0}"
    );
}

#[test]
fn a_battery_fires_unevenly_and_as_often_as_it_is_told() {
    let (mut shots, mut gaps) = (0, Vec::new());
    for seed in SEEDS {
        let samples = alone("artillery", &["gun"], seed);
        let onsets = measure::onsets(&measure::filtered(&samples, 400.0, 8000.0), 4.0);
        shots += onsets.len();
        gaps.extend(onsets.windows(2).map(|pair| (pair[1] - pair[0]) as f64));
    }
    // The default is 30 a minute; a loop of 45 s holds 22 or 23, give or take.
    let a_minute = shots as f64 / SEEDS.count() as f64 / 0.75;
    assert!((18.0..42.0).contains(&a_minute), "{a_minute} a minute");
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let variance = gaps
        .iter()
        .map(|gap| (gap - mean) * (gap - mean))
        .sum::<f64>()
        / gaps.len() as f64;
    let unevenness = libm::sqrt(variance) / mean;
    assert!(unevenness > 0.7, "{unevenness}");
}

#[test]
fn machine_guns_fire_eight_to_twelve_a_second() {
    let samples = alone("gunfire", &["burst"], 2);
    let onsets = measure::onsets(&measure::filtered(&samples, 1000.0, 8000.0), 2.5);
    let mut gaps: Vec<usize> = onsets.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.retain(|gap| *gap < 9600);
    gaps.sort_unstable();
    let rate = 48_000.0 / gaps[gaps.len() / 2] as f64;
    assert!(
        (8.0..=12.0).contains(&rate),
        "{rate} a second of {}",
        gaps.len()
    );
}

#[test]
fn a_firefight_ebbs_and_flows() {
    for seed in SEEDS {
        let samples = heard("gunfire", &[], Form::Loop, seed);
        let swing = measure::swing(&measure::levels(&samples, 1.5));
        assert!(swing > 8.0, "{swing} dB");
    }
}

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
fn an_explosion_booms_at_20_to_80_hertz_and_rains_for_two_to_five_seconds() {
    for seed in SEEDS {
        let blast = heard("explosion", &[], Form::Spot, seed);
        let boom = measure::share(&blast, 20.0, 80.0);
        assert!(boom > 0.5, "{boom:.2}");
        let debris = measure::filtered(&blast, 400.0, 8000.0);
        let pieces = measure::onsets(&debris[19_200..], 3.0);
        let last = *pieces.last().unwrap() as f64 / 48_000.0;
        assert!(
            pieces.len() > 8 && (1.5..5.0).contains(&last),
            "{} to {last} s",
            pieces.len()
        );
    }
}

#[test]
fn fire_after_an_explosion_burns_as_long_as_it_is_told() {
    let burning = heard("explosion", &[("burning", "9s")], Form::Spot, 1);
    let seconds = burning.len() as f64 / 48_000.0;
    assert!((9.0..14.0).contains(&seconds), "{seconds}");
}

#[test]
fn a_fire_roars_below_150_hertz_and_breathes_slowly() {
    for seed in SEEDS {
        let samples = heard("fire", &[], Form::Loop, seed);
        let roar = measure::share(&samples[..480_000], 20.0, 150.0);
        assert!(roar > 0.5, "{roar:.2}");
        let low = measure::filtered(&samples, 25.0, 150.0);
        let swing = measure::swing(&measure::levels(&low, 0.4));
        assert!((3.0..14.0).contains(&swing), "{swing} dB");
    }
}

#[test]
fn a_fire_crackles_as_often_as_it_is_told_at_1500_to_8000_hertz() {
    let crackles = |rate: &str| {
        let samples = heard("fire", &[("crackle", rate)], Form::Loop, 1);
        let high = measure::filtered(&samples, 1500.0, 16_000.0);
        let onsets = measure::onsets(&high, 2.5);
        onsets.len() as f64 / 40.0
    };
    let (few, many) = (crackles("2/s"), crackles("15/s"));
    assert!((0.8..3.0).contains(&few), "{few}");
    assert!((6.0..18.0).contains(&many), "{many}");
    let centroid = measure::centroid(&alone("fire", &["crackle"], 1)[..480_000]);
    assert!((1500.0..8000.0).contains(&centroid), "{centroid}");
}

#[test]
fn wind_gusts_every_two_to_eight_seconds_and_brightens_as_it_does() {
    for seed in SEEDS {
        let samples = heard("wind", &[], Form::Loop, seed);
        let levels = measure::levels(&samples, 0.5);
        let gusts = measure::heights(&levels, 3);
        let period = samples.len() as f64 / 48_000.0 / gusts as f64;
        assert!((2.0..=8.0).contains(&period), "{period} s");
        let mut blocks: Vec<(f64, f64)> = samples
            .chunks_exact(24_000)
            .map(|block| (measure::rms(block), measure::centroid(block)))
            .collect();
        blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let bright =
            |part: &[(f64, f64)]| part.iter().map(|b| b.1).sum::<f64>() / part.len() as f64;
        let third = blocks.len() / 3;
        let (still, gust) = (bright(&blocks[..third]), bright(&blocks[2 * third..]));
        assert!(
            gust > 1.2 * still,
            "{still:.0} Hz still, {gust:.0} Hz in the gust"
        );
    }
}

#[test]
fn a_shell_whistles_down_from_1500_to_400_hertz_growing_until_it_is_cut() {
    for seed in SEEDS {
        let shell = heard("shell-whistle", &[], Form::Spot, seed);
        let half = shell.len() / 2;
        let pitch = |at: usize| measure::loudest(&shell[at..at + 8192], 250.0, 2500.0);
        let (early, late) = (pitch(half / 4), pitch(2 * half - 12_000));
        assert!((1000.0..1600.0).contains(&early), "{early}");
        assert!((370.0..500.0).contains(&late), "{late}");
        let growth = measure::rms(&shell[half..]) / measure::rms(&shell[..half]);
        assert!(growth > 2.0, "{growth}");
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

#[test]
fn petrol_glugs_at_200_to_1500_hertz() {
    for seed in SEEDS {
        let samples = heard("gasoline-pour", &[], Form::Spot, seed);
        let share = measure::share(&samples, 200.0, 1500.0);
        assert!(share > 0.7, "{share:.2}");
    }
}

#[test]
fn paper_crackles_at_2_to_10_kilohertz() {
    for seed in SEEDS {
        let samples = heard("paper-rustle", &[], Form::Spot, seed);
        let share = measure::share(&samples, 2000.0, 10_000.0);
        assert!(share > 0.8, "{share:.2}");
    }
}

#[test]
fn a_lighter_clicks_twice_at_3_to_9_kilohertz_before_its_flint() {
    for seed in SEEDS {
        let samples = heard("lighter", &[], Form::Spot, seed);
        let lid = &samples[..9600];
        assert!(measure::share(lid, 2800.0, 9200.0) > 0.7);
        let levels = measure::levels(&samples, 0.02);
        let flint = levels[17..30].iter().copied().fold(0.0, f64::max);
        assert!(flint > 4.0 * levels[14], "{flint} after {}", levels[14]);
    }
}

#[test]
fn bombers_throb() {
    let samples = alone("air-raid", &["one", "two"], 1);
    let pitch = measure::loudest(&samples[..480_000], 60.0, 110.0);
    assert!((82.0..87.0).contains(&pitch), "{pitch}");
    // Two engines 0.6 Hz apart: ten seconds hold six beats.
    let fundamental = measure::filtered(&samples, 75.0, 95.0);
    let beats = measure::heights(&measure::levels(&fundamental[..480_000], 0.1), 6);
    assert!((4..=9).contains(&beats), "{beats}");
}
