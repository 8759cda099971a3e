//! Wind, snow, rain and thunder.

use super::super::{SEEDS, SEVERAL, brief, heard, length};
use super::{TEN, only, prominence};
use crate::Form;
use cuebook_dsp::measure;

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
fn a_howling_wind_whistles_and_a_still_one_rushes() {
    let narrow = |howl: &str| {
        let samples = heard("wind", &[("howl", howl)], Form::Loop, 1);
        measure::share(&samples[..TEN], 290.0, 1000.0)
    };
    let (still, howling) = (narrow("0"), narrow("1"));
    assert!(howling > 2.0 * still, "{still:.3}, {howling:.3}");
}

#[test]
fn snow_wind_is_thinner_than_wind_and_hisses_with_snow() {
    for seed in SEEDS {
        let wind = heard("wind", &[], Form::Loop, seed);
        let snow = brief::heard("snow-wind", &[], seed);
        let low = |s: &[f32]| measure::share(&s[..TEN], 20.0, 250.0);
        assert!(2.5 * low(&snow) < low(&wind));
    }
    let high = |snow| {
        let samples = brief::heard("snow-wind", &[("snow", snow)], 1);
        measure::share(&samples[..TEN], 4000.0, 12_000.0)
    };
    let (clear, thick) = (high("0"), high("1"));
    assert!(thick > 4.0 * clear, "{clear:.3}, {thick:.3}");
}

/// A whistle is in a narrow band; a rush is not.
#[test]
fn snow_wind_whistles_at_600_to_1500_hertz() {
    let peak = |whistle| {
        let samples = brief::heard("snow-wind", &[("whistle", whistle)], 1);
        let part = &samples[..TEN];
        let at = measure::loudest(part, 500.0, 2600.0);
        let narrow = measure::share(part, 0.94 * at, 1.06 * at);
        (at, narrow / measure::share(part, at / 2.0, at * 2.0))
    };
    let ((_, without), (at, with)) = (peak("0"), peak("1"));
    assert!((600.0..1500.0).contains(&at), "{at:.0} Hz");
    assert!(with > 2.0 * without, "{without:.3}, {with:.3}");
}

#[test]
fn the_sound_of_rain_depends_on_the_surface() {
    let on = |surface| brief::heard("rain", &[("surface", surface)], 1);
    let [street, roof, leaves, window] =
        ["street", "roof", "leaves", "window"].map(|s| measure::centroid(&on(s)[..TEN]));
    assert!(street > 1.1 * leaves, "{street:.0} {leaves:.0}");
    assert!(leaves > 1.15 * roof, "{leaves:.0} {roof:.0}");
    assert!(leaves > 1.15 * window, "{leaves:.0} {window:.0}");
}

/// Hiss alone is Gaussian: no 2 ms of it are 8 dB above the median.
#[test]
fn big_drops_are_audible_one_by_one() {
    for surface in ["street", "roof", "leaves", "window"] {
        let samples = brief::heard("rain", &[("surface", surface)], 2);
        let above = prominence(&measure::levels(&samples, 0.002));
        assert!(above > 13.0, "{surface}: {above:.1} dB");
    }
    let drops = |intensity| {
        let samples = only("rain", &["stone"], &[("intensity", intensity)], 1);
        measure::onsets(&samples, 2.5).len() as f64 / 61.0
    };
    let (drizzle, downpour) = (drops("0"), drops("1"));
    assert!((1.5..6.0).contains(&drizzle), "{drizzle} a second");
    assert!(downpour > 1.6 * drizzle, "{downpour} a second");
}

/// Minnaert's resonance for bubbles of 0.3 to 2.6 mm.
#[test]
fn puddles_ring_at_1200_hertz_to_11_kilohertz() {
    let puddles = only("rain", &["puddles"], &[], 1);
    let share = measure::share(&puddles[..TEN], 1150.0, 11_500.0);
    assert!(share > 0.9, "{share:.2}");
}

#[test]
fn near_thunder_claps_and_far_thunder_rolls() {
    for seed in SEEDS {
        let near = heard("thunder", &[("distance", "300m")], Form::Spot, seed);
        let far = heard("thunder", &[("distance", "9km")], Form::Spot, seed);
        // The share of the energy in the first second after the onset.
        let sudden = |samples: &[f32]| {
            let levels = measure::levels(samples, 0.05);
            let all: f64 = levels.iter().map(|l| l * l).sum();
            let loud = levels.iter().copied().fold(0.0, f64::max);
            let start = levels.iter().position(|l| *l > 0.2 * loud).unwrap();
            levels[start..].iter().take(20).map(|l| l * l).sum::<f64>() / all
        };
        assert!(sudden(&near) > 1.3 * sudden(&far), "{seed}");
        let bright = |s: &[f32]| measure::share(s, 500.0, 20_000.0);
        assert!(bright(&near) > 0.005, "{}", bright(&near));
        assert!(bright(&far) < 0.001, "{}", bright(&far));
        let boom = measure::share(&far, 20.0, 120.0);
        assert!(boom > 0.8, "{boom:.2}");
    }
}

/// Near thunder has the fronts of shock waves; distance smooths them.
#[test]
fn nearer_thunder_has_steeper_fronts() {
    let steepest = |distance, seed| {
        let samples = heard("thunder", &[("distance", distance)], Form::Spot, seed);
        let steps = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let peak = samples.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        steps.fold(0.0, f32::max) / peak
    };
    for seed in SEEDS {
        let (near, far) = (steepest("300m", seed), steepest("9km", seed));
        assert!(near > 4.0 * far, "{near} against {far}");
    }
}

#[test]
fn thunder_rolls_for_the_given_time() {
    let seconds = |rolling| {
        let mean = |seed| length(&heard("thunder", &[("length", rolling)], Form::Spot, seed));
        SEVERAL.map(mean).sum::<f64>() / 3.0
    };
    let (short, long) = (seconds("3s"), seconds("10s"));
    assert!((2.0..5.0).contains(&short), "{short}");
    assert!((6.0..13.0).contains(&long), "{long}");
}

/// The tearing sound is just before the clap, and only near.
#[test]
fn a_near_stroke_tears_before_it_claps() {
    let before = |distance| {
        let samples = heard("thunder", &[("distance", distance)], Form::Spot, 1);
        measure::band(&samples[..13_000], 1000.0, 10_000.0)
    };
    assert!(before("150m") > 100.0 * before("2km"));
}
