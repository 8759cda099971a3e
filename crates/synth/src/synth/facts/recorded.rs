//! What recordings have and plain synthesis lacks: bent peaks, treble that dies first,
//! pieces of all sizes, and a place around the sound.

use super::breakage::{between, louder, whole};
use super::{SEEDS, heard};
use crate::Form;
use cuebook_dsp::measure;

/// Returns how far the peak is above the level of the first seconds, in dB.
fn crest(samples: &[f32], seconds: f64) -> f64 {
    let peak = samples.iter().fold(0.0_f32, |top, s| top.max(s.abs()));
    let level = measure::rms(&between(samples, 0.0, seconds));
    20.0 * libm::log10(f64::from(peak) / level)
}

/// Recordings of loud blasts have a crest of 8 to 15 dB, because the peaks are beyond
/// what microphones and recorders carry: J. Rasmussen et al., *Measuring gun shots*
/// (Brüel & Kjær, 2009).
#[test]
fn loud_blasts_are_bent() {
    for (name, set) in [
        ("explosion", &[][..]),
        ("shell-impact", &[][..]),
        ("grenade", &[][..]),
        ("artillery", &[("distance", "100m")][..]),
        ("rifle", &[("aim", "away"), ("distance", "30m")][..]),
    ] {
        for seed in SEEDS {
            let blast = heard(name, set, Form::Spot, seed);
            let crest = crest(&blast, 0.4);
            assert!((6.0..15.0).contains(&crest), "{name}: {crest} dB");
        }
    }
}

/// Small eddies lose their energy first, and ground and air absorb treble: the high
/// part of a blast is over when the low part still rolls. G. Kinney & K. Graham,
/// *Explosive Shocks in Air* (1985); ISO 9613-1.
#[test]
fn the_treble_of_a_blast_dies_first() {
    for (name, set) in [
        ("explosion", &[("debris", "0")][..]),
        ("shell-impact", &[("debris", "0")][..]),
        ("artillery", &[("distance", "200m")][..]),
        ("mortar", &[("drop", "0s")][..]),
    ] {
        for seed in SEEDS {
            let blast = heard(name, set, Form::Spot, seed);
            let decay = |low, high| measure::decay(&measure::filtered(&blast, low, high));
            let (low, high) = (decay(50.0, 200.0), decay(2000.0, 6000.0));
            assert!(high < 0.9 * low, "{name}: {high} s and {low} s");
        }
    }
}

/// The first second of an explosion is a roar at all frequencies that a small
/// loudspeaker plays, not only a boom.
#[test]
fn an_explosion_has_a_body_between_300_and_2500_hertz() {
    for seed in SEEDS {
        let blast = between(&heard("explosion", &[], Form::Spot, seed), 0.0, 1.0);
        let all = measure::band(&blast, 30.0, 20_000.0);
        let body = 10.0 * libm::log10(measure::band(&blast, 300.0, 2500.0) / all);
        assert!((-13.0..-2.0).contains(&body), "{body} dB");
    }
}

/// The spectrum of thunder has its maximum between 40 and 400 Hz; A. Few, *Power
/// spectrum of thunder* (1969), and H. Holmes et al. (1971). Of a stroke a kilometre
/// away the middle frequencies are audible too.
#[test]
fn thunder_is_loudest_at_40_to_400_hertz() {
    for seed in SEEDS {
        let thunder = heard("thunder", &[], Form::Spot, seed);
        let share = measure::share(&thunder, 40.0, 400.0);
        assert!(share > 0.6, "{share}");
        let middle = measure::share(&thunder, 400.0, 2000.0);
        assert!((0.01..0.4).contains(&middle), "{middle}");
    }
}

/// Crushed stone has pieces of all sizes, by a power law (D. Turcotte, *Fractals and
/// fragmentation*, 1986): some are far louder than most.
#[test]
fn debris_has_pieces_of_all_sizes() {
    for (name, set) in [
        ("rubble", &[][..]),
        (
            "car-crash",
            &[("skid", "0s"), ("hub", "0"), ("glass", "0")][..],
        ),
        ("wood-splinter", &[][..]),
    ] {
        for seed in SEEDS {
            let debris = whole(name, set, seed);
            let end = debris.len() as f64 / 48_000.0;
            let late = between(&debris, 0.5 * end, 0.9 * end);
            let levels = measure::levels(&measure::filtered(&late, 300.0, 8000.0), 0.005);
            let swing = measure::swing(&levels);
            assert!(swing > 12.0, "{name}: {swing} dB");
        }
    }
}

/// A slammed door is heard in a room: half a second after it there is reverberation,
/// weak and with little treble (ISO 3382-2: 0.3 to 0.8 s in furnished rooms).
#[test]
fn a_room_answers_a_door() {
    for name in ["door-slam", "door-kick", "door-strike"] {
        let door = heard(name, &[], Form::Spot, 1);
        let peak = measure::peak_at(&door, 1.0) as f64 / 48_000.0;
        let late = louder(
            &between(&door, peak + 0.2, peak + 0.3),
            &between(&door, peak, peak + 0.1),
        );
        assert!((-50.0..-8.0).contains(&late), "{name}: {late} dB");
    }
}

/// The friction of a locked tyre is a pitch with noise, which wanders; a siren or a
/// flute is a pitch without.
#[test]
fn tyres_squeal_with_noise_and_wander() {
    for seed in SEEDS {
        let skid = heard("car-crash", &[("skid", "2s")], Form::Spot, seed);
        let pitch = |from: f64| measure::loudest(&between(&skid, from, from + 0.1), 450.0, 2500.0);
        let mut pitches: Vec<f64> = (1..18).map(|n| pitch(0.1 * f64::from(n))).collect();
        pitches.sort_by(f64::total_cmp);
        assert!(pitches[13] > 1.04 * pitches[3], "{pitches:.0?}");
        let part = between(&skid, 0.5, 0.7);
        let top = measure::loudest(&part, 450.0, 2500.0);
        let tone = measure::share(&part, 0.97 * top, 1.03 * top);
        assert!((0.02..0.7).contains(&tone), "{tone}");
    }
}
