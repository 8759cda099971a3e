//! Pistols, shotguns, bows, whips and the ray guns of the films.

use super::breakage::{between, part, strokes, whole};
use super::{SEEDS, part as inner};
use cuebook_dsp::measure;

/// Returns the length of the first positive phase in milliseconds.
fn push(samples: &[f32]) -> f64 {
    let start = measure::peak_at(samples, 1.0);
    let end = samples[start..].iter().position(|p| *p < 0.0).unwrap();
    end as f64 / 48.0
}

/// Maher, *Summary of Gun Shot Acoustics* (2006): a muzzle pushes for a fraction of
/// a millisecond to a few, longer from a wider bore.
#[test]
fn a_pistol_pushes_for_less_time_than_a_shotgun() {
    for seed in SEEDS {
        let pistol = push(&inner("pistol", &[], &["shot", "blast"], seed));
        let shotgun = push(&inner("shotgun", &[], &["shot", "blast"], seed));
        assert!((0.3..1.2).contains(&pistol), "{pistol} ms");
        assert!((1.0..2.5).contains(&shotgun), "{shotgun} ms");
    }
    let bore = |calibre| {
        push(&inner(
            "pistol",
            &[("calibre", calibre)],
            &["shot", "blast"],
            1,
        ))
    };
    assert!(bore("11.4mm") > 1.5 * bore("5.6mm"));
    let low = |name| measure::centroid(&part(name, &["shot"], &[("place", "field")], 1));
    assert!(low("pistol") > 1.2 * low("shotgun"));
}

/// A room gives the shot back at once and many times; a field hardly.
#[test]
fn a_shot_rings_on_in_a_room() {
    for name in ["pistol", "shotgun"] {
        let late = |place| {
            let shot = whole(name, &[("place", place)], 1);
            measure::rms(&between(&shot, 0.08, 0.4)) / measure::rms(&between(&shot, 0.0, 0.06))
        };
        assert!(late("indoors") > 1.4 * late("field"), "{name}");
    }
}

#[test]
fn an_automatic_throws_its_case_and_a_pump_works_after_the_shot() {
    for seed in SEEDS {
        let case = part("pistol", &["case"], &[], seed);
        let bounces = strokes(&case, 2.5);
        assert!(bounces[0] > 0.5 && bounces.len() >= 3, "{bounces:?}");
        // Brass, open at one end, rings at 3 kHz and above.
        assert!(measure::share(&case, 3000.0, 18_000.0) > 0.9);
        let pump = strokes(&part("shotgun", &["pump"], &[], seed), 3.0);
        assert!((0.7..1.1).contains(&pump[0]), "{pump:?}");
    }
    assert!(whole("shotgun", &[("pump", "0")], 1).len() > 24_000);
}

/// A silencer spreads the gas over a longer time: the peak falls by 20 to 35 dB,
/// the treble most (Paulson, *Silencer History and Performance*, 1996).
#[test]
fn a_silencer_rounds_the_front_and_takes_the_treble() {
    let shot = |damping, seed| part("silenced-shot", &["shot"], &[("damping", damping)], seed);
    for seed in SEEDS {
        let (worn, best) = (shot("0", seed), shot("1", seed));
        assert!(measure::centroid(&worn) > 1.2 * measure::centroid(&best));
        let puff = |damping| {
            let set = [("damping", damping)];
            push(&inner("silenced-shot", &set, &["shot", "puff"], seed))
        };
        let open = push(&inner("pistol", &[], &["shot", "blast"], seed));
        assert!(puff("1") > 1.4 * puff("0") && puff("0") > open);
    }
    let case = |case| {
        measure::rms(&between(
            &whole("silenced-shot", &[("case", case)], 1),
            0.5,
            0.9,
        ))
    };
    assert!(case("1") > 2.0 * case("0"));
}

#[test]
fn a_magazine_goes_in_before_the_slide_and_each_shell_clicks() {
    for seed in SEEDS {
        let at = |layer| inner_onset(layer, seed);
        let (catch, home, slam) = (at("catch"), at("home"), at("slam"));
        assert!(catch < 0.1 && home < slam, "{catch} {home} {slam}");
    }
    for shells in [2, 6] {
        let set = [("make", "shells"), ("shells", &*shells.to_string())];
        let found = inner("reload", &set, &["all", "shells"], 1);
        let loud = strokes(&measure::filtered(&found, 1500.0, 12_000.0), 5.0);
        let mut groups = loud.clone();
        groups.dedup_by(|next, last| *next - *last < 0.3);
        assert!(groups.len().abs_diff(shells) <= 1, "{loud:?}");
    }
    let long = |speed| whole("reload", &[("speed", speed)], 1).len();
    assert!(long("0") > 4 * long("1") / 3);
}

fn inner_onset(layer: &str, seed: u64) -> f64 {
    strokes(&inner("reload", &[], &["all", layer], seed), 2.0)[0]
}

/// The string hums near 100 Hz as it stops; the arrow strikes after its flight.
#[test]
fn a_bow_twangs_low_and_the_arrow_strikes_after_its_flight() {
    for seed in SEEDS {
        let string = inner("bow", &[("draw", "0")], &["release", "string"], seed);
        let pitch = measure::loudest(&string, 60.0, 400.0);
        assert!((95.0..125.0).contains(&pitch), "{pitch}");
    }
    for (flight, seconds) in [("0.3s", 0.3), ("1s", 1.0)] {
        let set = [("flight", flight), ("draw", "0")];
        let hit = strokes(&part("bow", &["thunk"], &set, 1), 3.0)[0];
        assert!((hit - seconds).abs() < 0.03, "{hit} for {flight}");
    }
    let sharp = |make| measure::centroid(&part("bow", &["release"], &[("make", make)], 1));
    assert!(sharp("crossbow") > 1.1 * sharp("bow"));
}

/// Krehl and others, *The puzzle of whip cracking* (1998): the end passes the speed
/// of sound, and the crack is a shock wave of a fraction of a millisecond.
#[test]
fn a_whip_whistles_upwards_and_cracks_in_a_shock_wave() {
    for seed in SEEDS {
        let set = [("swing", "0.4s")];
        let crack = inner("whip", &set, &["crack", "shock"], seed);
        let (up, down) = (
            measure::peak_at(&crack, 1.0),
            measure::peak_at(&crack, -1.0),
        );
        let length = (down as f64 - up as f64) / 48.0;
        assert!((0.05..0.2).contains(&length), "{length} ms");
        let swish = part("whip", &["swish"], &set, seed);
        let (slow, fast) = (between(&swish, 0.1, 0.2), between(&swish, 0.32, 0.4));
        assert!(measure::centroid(&fast) > 1.3 * measure::centroid(&slow));
        let whip = whole("whip", &set, seed);
        let peak = measure::peak_at(&whip, 1.0) as f64 / 48_000.0;
        assert!((0.4..0.43).contains(&peak), "{peak} s");
    }
    let loud = |force| {
        let whip = whole("whip", &[("force", force)], 1);
        f64::from(whip[measure::peak_at(&whip, 1.0)]) / measure::rms(&whip)
    };
    assert!(loud("1") > 1.5 * loud("0"));
}

/// Burtt made the blasters of the films from blows on the wire of a mast. In stiff
/// wire the treble travels faster, so each blow is a falling chirp.
#[test]
fn a_ray_gun_chirps_downwards_and_a_stronger_one_lower() {
    let pitch = |power, from, to, seed| {
        let bolt = inner("laser", &[("power", power)], &["bolt", "chirp"], seed);
        measure::loudest(&between(&bolt, from, to), 60.0, 6000.0)
    };
    for seed in SEEDS {
        let (early, late) = (
            pitch("0.5", 0.01, 0.05, seed),
            pitch("0.5", 0.3, 0.36, seed),
        );
        assert!(early > 1.8 * late, "{early} {late}");
    }
    assert!(pitch("0", 0.01, 0.05, 1) > 2.0 * pitch("1", 0.01, 0.05, 1));
    let long = |length| super::length(&whole("laser", &[("make", "beam"), ("length", length)], 1));
    assert!(long("2s") > long("0.4s") + 1.3);
}
