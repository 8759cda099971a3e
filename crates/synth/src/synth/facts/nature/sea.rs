//! Water.

use super::{SEEDS, bed, bursts, called, lasts, spot};
use crate::Form;
use crate::synth::facts::some;
use cuebook_dsp::measure;

/// Waves come every 4 to 14 seconds, and each brightens as it breaks: bubbles of a
/// millimetre in the foam (G. B. Deane & M. D. Stokes, *Scale dependence of bubble
/// creation mechanisms in breaking waves*, 2002).
#[test]
fn waves_come_at_the_period_of_the_swell() {
    let waves = |period: &str| {
        let sea = some("surf", &["wave"], &[("period", period)], (Form::Loop, 1));
        let levels = measure::levels(&measure::filtered(&sea, 200.0, 6000.0), 0.5);
        sea.len() as f64 / 48_000.0 / measure::heights(&levels, 4) as f64
    };
    let (short, long) = (waves("5s"), waves("12s"));
    assert!((3.8..7.0).contains(&short), "{short} s");
    assert!((8.5..16.0).contains(&long), "{long} s");
    for seed in SEEDS {
        let sea = bed("surf", &[], &[], seed);
        let swing = measure::swing(&measure::levels(&sea, 0.25));
        assert!(swing > 6.0, "{swing:.1} dB");
    }
    let pebbles = |shore| measure::share(&bed("surf", &[], &[("shore", shore)], 1), 1000.0, 6000.0);
    assert!(pebbles("shingle") > 1.3 * pebbles("sand"));
}

#[test]
fn a_lake_laps_at_the_pace_of_its_waves() {
    for seed in SEEDS {
        let count = |pace| {
            let lake = bed("shore", &["lap"], &[("pace", pace)], seed);
            bursts(&measure::filtered(&lake, 200.0, 2000.0), 0.1, 0.12)
        };
        let (slow, quick) = (count("15/min"), count("60/min"));
        assert!((2..=12).contains(&slow), "{slow}");
        assert!(quick > slow + 3, "{slow} and {quick}");
    }
}

/// Running water is bubbles of 0.5 to 8 mm, which ring at 400 Hz to 6 kHz (M.
/// Minnaert, *On musical air-bubbles and the sounds of running water*, 1933; K. van
/// den Doel, *Physically based models for liquid sounds*, 2005).
#[test]
fn a_brook_is_bubbles_and_deeper_water_is_lower() {
    for seed in SEEDS {
        let brook = bed("brook", &[], &[], seed);
        let share = measure::share(&brook, 350.0, 6000.0);
        assert!(share > 0.75, "{share:.2}");
        // Bubbles are events: the level moves more than that of noise.
        let swing = measure::swing(&measure::levels(
            &measure::filtered(&brook, 600.0, 4000.0),
            0.01,
        ));
        assert!(swing > 4.0, "{swing:.1} dB");
    }
    let centre = |depth| measure::centroid(&bed("brook", &[], &[("depth", depth)], 1));
    assert!(
        centre("0") > 1.3 * centre("1"),
        "{} {}",
        centre("0"),
        centre("1")
    );
}

/// Falling water radiates a broad spectrum that falls with frequency, and the more the
/// higher the fall (G. W. Watts et al., *Measurement and subjective assessment of
/// water generated sounds*, 2009).
#[test]
fn rivers_and_waterfalls_are_broad_and_steady() {
    for (name, few, many) in [
        ("river", ("rapids", "0"), ("rapids", "1")),
        ("waterfall", ("height", "1"), ("height", "0")),
    ] {
        for seed in SEEDS {
            let water = bed(name, &[], &[], seed);
            let swing = measure::swing(&measure::levels(&water, 0.25));
            assert!(swing < 6.0, "{name}: {swing:.1} dB");
            let (low, high) = (
                measure::share(&water, 40.0, 500.0),
                measure::share(&water, 500.0, 8000.0),
            );
            assert!(low > 0.1 && high > 0.1, "{name}: {low:.2} {high:.2}");
            assert!(measure::line(&water, 100.0, 6000.0) < 9.0, "{name}");
        }
        let [dull, clear] = [few, many].map(|set| measure::centroid(&bed(name, &[], &[set], 1)));
        assert!(clear > 1.3 * dull, "{name}: {dull:.0} and {clear:.0} Hz");
    }
}

/// A drop rings at the frequency of the bubble that it traps, f = 3.26 m/s over the
/// radius (M. Minnaert, 1933; S. Phillips et al., *The sound produced by a dripping
/// tap*, 2018).
#[test]
fn drops_ring_and_bigger_drops_ring_lower() {
    for seed in SEEDS {
        let pitch = |size| {
            let set = [("size", size), ("echo", "0"), ("density", "100/min")];
            measure::loudest(&bed("dripping", &["drops"], &set, seed), 300.0, 9000.0)
        };
        let (fine, heavy) = (pitch("0"), pitch("1"));
        assert!((2000.0..6500.0).contains(&fine), "{fine:.0} Hz");
        assert!((600.0..2400.0).contains(&heavy), "{heavy:.0} Hz");
    }
    let drops = |density| {
        bursts(
            &bed(
                "dripping",
                &["drops"],
                &[("density", density), ("echo", "0")],
                1,
            ),
            0.02,
            0.02,
        )
    };
    assert!(drops("120/min") > 2 * drops("15/min"));
}

/// A body that enters water slaps, then the cavity closes and rings, lower for a bigger
/// body, then drops fall back (A. Prosperetti & H. Oguz, *The impact of drops on liquid
/// surfaces and the underwater noise of rain*, 1993).
#[test]
fn a_splash_of_a_bigger_body_is_lower_and_longer() {
    for seed in SEEDS {
        let [pebble, horse] =
            ["0.1", "0.95"].map(|size| spot("splash", &[], &[("size", size)], seed));
        let (high, low) = (measure::centroid(&pebble), measure::centroid(&horse));
        assert!(high > 1.2 * low, "{high:.0} and {low:.0} Hz");
        let (short, long) = (lasts(&pebble, 0.03), lasts(&horse, 0.03));
        assert!(long > 1.8 * short, "{short} and {long} s");
    }
    let flat = |much| measure::peak_at(&spot("splash", &[], &[("flatness", much)], 1), 1.0);
    assert!(flat("1") < 9600, "{}", flat("1"));
}

#[test]
fn a_dive_is_heard_dull_from_below() {
    for seed in SEEDS {
        let [above, below] =
            ["above", "below"].map(|heard| spot("dive", &[], &[("heard", heard)], seed));
        let (clear, dull) = (measure::centroid(&above), measure::centroid(&below));
        assert!(clear > 2.0 * dull, "{clear:.0} and {dull:.0} Hz");
    }
    // A belly flop slaps: more power in the first tenth of a second.
    let slap = |skill| {
        let dive = spot("dive", &[], &[("skill", skill)], 1);
        measure::rms(&dive[..4800]) / measure::rms(&dive)
    };
    assert!(slap("0") > 1.15 * slap("1"), "{} {}", slap("0"), slap("1"));
}

/// The bubbles of a thick liquid are bigger and lower.
#[test]
fn mud_bubbles_lower_than_water_and_heat_makes_more_bubbles() {
    let centre = |thickness| {
        measure::centroid(&bed(
            "bubbling",
            &["bubbles"],
            &[("thickness", thickness)],
            1,
        ))
    };
    assert!(
        centre("0") > 1.3 * centre("1"),
        "{} {}",
        centre("0"),
        centre("1")
    );
    for seed in SEEDS {
        let steady = |heat| {
            measure::swing(&measure::levels(
                &bed("bubbling", &[], &[("heat", heat)], seed),
                0.05,
            ))
        };
        assert!(steady("0") > steady("1") + 3.0);
        let (pitch, _) = measure::pitch(
            super::loudest_part(&bed("bubbling", &["bubbles"], &[], seed), 0.05),
            150.0,
            2500.0,
        );
        assert!((200.0..2000.0).contains(&pitch), "{pitch:.0} Hz");
    }
}

/// Water absorbs little, but waves and wind are heard only as bass below the surface
/// (G. M. Wenz, *Acoustic ambient noise in the ocean*, 1962); shrimps crackle at 2 to 8
/// kHz.
#[test]
fn under_water_everything_is_low_and_lower_in_the_deep() {
    for seed in SEEDS {
        let water = bed("underwater", &[], &[], seed);
        let share = measure::share(&water, 20.0, 900.0);
        assert!(share > 0.85, "{share:.2}");
    }
    let centre = |depth| {
        measure::centroid(&bed(
            "underwater",
            &["mass", "murk"],
            &[("depth", depth)],
            1,
        ))
    };
    assert!(centre("0") > 1.3 * centre("1"));
    let shrimps = bed("underwater", &["shrimps"], &[("life", "1")], 1);
    assert!(measure::share(&shrimps, 1500.0, 9000.0) > 0.7);
    let breath = called(
        &bed("underwater", &["breaths"], &[("diver", "1")], 1),
        60.0,
        900.0,
    );
    assert!(breath > 60.0);
}
