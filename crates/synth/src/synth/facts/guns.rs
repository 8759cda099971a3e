//! Artillery, firefights and shells in flight.

use super::{SEEDS, SEVERAL, alone, heard, length, part};
use crate::Form;
use cuebook_dsp::measure;

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
    for seed in SEEDS {
        // The wave alone, without the gas that follows it.
        let shot = part("artillery", &[("distance", "50m")], &["gun", "blast"], seed);
        let start = measure::peak_at(&shot, 1.0);
        let push = shot[start..].iter().position(|p| *p < 0.0).unwrap();
        let milliseconds = push as f64 / 48.0;
        assert!((10.0..=30.0).contains(&milliseconds), "{milliseconds} ms");
    }
}

#[test]
fn guns_are_darker_from_afar() {
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
fn a_battery_fires_unevenly_at_the_given_rate() {
    let (mut shots, mut gaps) = (0, Vec::new());
    for seed in SEVERAL {
        let samples = alone("artillery", &["gun"], seed);
        let onsets = measure::onsets(&measure::filtered(&samples, 400.0, 8000.0), 4.0);
        shots += onsets.len();
        gaps.extend(onsets.windows(2).map(|pair| (pair[1] - pair[0]) as f64));
    }
    // The default is 30 a minute; a loop of 45 s has about 22 shots.
    let a_minute = shots as f64 / SEVERAL.count() as f64 / 0.75;
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
fn a_heavy_shell_rushes_and_a_light_one_whistles() {
    for seed in SEEDS {
        let of = |calibre| heard("shell-whistle", &[("calibre", calibre)], Form::Spot, seed);
        let (light, heavy) = (of("37mm"), of("420mm"));
        let pitch = |shell: &[f32]| measure::loudest(&shell[72_000..80_192], 150.0, 2500.0);
        assert!(pitch(&light) > 1.4 * pitch(&heavy));
        // The share of the rush below the whistle.
        let rush = |shell: &[f32]| measure::share(shell, 90.0, 230.0);
        assert!(rush(&heavy) > 3.0 * rush(&light));
    }
}

#[test]
fn a_street_echoes_a_firefight() {
    let of = |place| {
        let fight = heard("gunfire", &[("place", place)], Form::Loop, 2);
        measure::levels(&measure::filtered(&fight, 600.0, 3000.0), 0.05)
    };
    let (field, street) = (of("field"), of("street"));
    let filled = |levels: &[f64]| {
        let loud = levels.iter().copied().fold(0.0, f64::max);
        levels.iter().filter(|level| **level > 0.02 * loud).count()
    };
    assert!(10 * filled(&street) > 11 * filled(&field));
}
