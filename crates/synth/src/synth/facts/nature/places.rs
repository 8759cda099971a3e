//! Places of nature.

use super::{SEEDS, beat, bed, bursts};
use cuebook_dsp::measure;

/// Returns how far separate events stand above the rest, in dB.
fn events(samples: &[f32]) -> f64 {
    let mut levels = measure::levels(samples, 0.05);
    levels.sort_by(f64::total_cmp);
    let at = |share: f64| levels[((levels.len() - 1) as f64 * share) as usize];
    20.0 * libm::log10(at(0.98) / at(0.3))
}

/// By day the sounds of a forest are birds at 2 to 8 kHz over the wind below 2 kHz
/// (B. C. Pijanowski et al., *Soundscape ecology*, 2011).
#[test]
fn a_forest_sings_by_day_in_spring_and_not_in_winter() {
    for seed in SEEDS {
        let singing = |season, birds| {
            let set = [("season", season), ("birds", birds), ("life", "0")];
            let forest = bed("forest", &[], &set, seed);
            events(&measure::filtered(&forest, 1800.0, 8000.0))
        };
        let (spring, none) = (singing("spring", "1"), singing("spring", "0"));
        assert!(spring > none + 4.0, "{spring:.1} and {none:.1} dB");
    }
    let crowns = |wind| {
        measure::rms(&bed(
            "forest",
            &["crowns", "singer"],
            &[("wind", wind), ("birds", "0")],
            1,
        ))
    };
    assert!(crowns("1") > 0.0 && crowns("0") > 0.0);
    // A cuckoo calls a third: 675 and 540 Hz.
    let cuckoo = bed(
        "forest",
        &["cuckoo"],
        &[("season", "spring"), ("birds", "1")],
        1,
    );
    let [high, low] =
        [(600.0, 720.0), (480.0, 600.0)].map(|(low, high)| measure::loudest(&cuckoo, low, high));
    assert!(
        (high / low - 1.25).abs() < 0.06,
        "{high:.0} and {low:.0} Hz"
    );
}

/// A woodpecker drums at about twenty strokes a second (D. Stark et al., *A
/// quantitative analysis of woodpecker drumming*, 1998).
#[test]
fn a_woodpecker_drums() {
    let set = [("season", "spring"), ("life", "1")];
    let drum = super::some("forest", &["woodpecker"], &set, (crate::Form::Loop, 1));
    let part = super::loudest_part(&drum, 0.6);
    let rate = beat(part, 12.0, 30.0);
    assert!((18.0..23.0).contains(&rate), "{rate} strokes a second");
}

#[test]
fn a_forest_at_night_has_an_owl_and_crickets() {
    for seed in SEEDS {
        let owl = bed("forest-night", &["owl"], &[("owls", "1")], seed);
        let pitch = measure::loudest(&owl, 200.0, 3000.0);
        assert!((690.0..880.0).contains(&pitch), "{pitch:.0} Hz");
        let crickets = |much| {
            let night = bed(
                "forest-night",
                &["crowns", "dark", "meadow", "cricket"],
                &[("insects", much)],
                seed,
            );
            measure::share(&night, 4000.0, 5000.0)
        };
        assert!(crickets("1") > 3.0 * crickets("0"));
    }
}

/// Saltating sand strikes at kilohertz rates and rises with the cube of the wind (R.
/// A. Bagnold, *The physics of blown sand and desert dunes*, 1941).
#[test]
fn a_desert_is_wind_and_sand_that_hisses_in_the_gusts() {
    for seed in SEEDS {
        let desert = bed(
            "desert",
            &["open", "rush", "drift", "grains"],
            &[("wind", "0.6")],
            seed,
        );
        let sand = measure::levels(&measure::filtered(&desert, 4000.0, 11_000.0), 0.5);
        let wind = measure::levels(&measure::filtered(&desert, 150.0, 1500.0), 0.5);
        assert!(alike(&sand, &wind) > 0.4, "{:.2}", alike(&sand, &wind));
    }
    let hiss = |sand| measure::share(&bed("desert", &[], &[("sand", sand)], 1), 3500.0, 11_000.0);
    assert!(hiss("1") > 5.0 * hiss("0"));
}

/// Returns the correlation of two rows of levels.
fn alike(one: &[f64], other: &[f64]) -> f64 {
    let mean = |row: &[f64]| row.iter().sum::<f64>() / row.len() as f64;
    let (a, b) = (mean(one), mean(other));
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        one.iter().zip(other).map(|(x, y)| f(x - a, y - b)).sum()
    };
    sum(&|x, y| x * y) / libm::sqrt(sum(&|x, _| x * x) * sum(&|_, y| y * y))
}

/// A bittern booms at about 170 Hz (G. A. Gilbert et al., *Vocal individuality as a
/// census tool: bitterns*, 1994).
#[test]
fn a_swamp_bubbles_croaks_and_booms() {
    for seed in SEEDS {
        let mud = bed("swamp", &["mud"], &[("bubbles", "1")], seed);
        assert!(measure::share(&mud, 120.0, 1500.0) > 0.8);
        assert!(bursts(&mud, 0.05, 0.1) > 2);
        let boom = bed("swamp", &["bittern"], &[("birds", "1")], seed);
        let pitch = measure::loudest(&boom, 60.0, 1000.0);
        assert!((150.0..185.0).contains(&pitch), "{pitch:.0} Hz");
    }
    let many = |frogs| measure::rms(&bed("swamp", &["croaks", "air"], &[("frogs", frogs)], 1));
    assert!(many("1") > 0.0 && many("0") > 0.0);
}

/// A hall of rock reverberates for seconds: drops end slowly (H. Kuttruff, *Room
/// Acoustics*, 2009).
#[test]
fn a_cave_drips_with_echoes_that_are_longer_in_a_bigger_one() {
    let rings = |size| {
        let cave = bed("cave", &["clock"], &[("size", size)], 1);
        super::lasts(&cave, 0.01)
    };
    assert!(
        rings("1") > 1.2 * rings("0"),
        "{} {}",
        rings("0"),
        rings("1")
    );
    for seed in SEEDS {
        let drops = bed("cave", &["clock"], &[], seed);
        let pitch = measure::loudest(&drops, 300.0, 8000.0);
        assert!((1300.0..2600.0).contains(&pitch), "{pitch:.0} Hz");
        let low = measure::loudest(&bed("cave", &["hollow"], &[], seed), 20.0, 400.0);
        assert!(low < 140.0, "{low:.0} Hz");
    }
}
