//! Blows, falls and hands.

use super::{SEEDS, SEVERAL, heard, some};
use crate::Form;
use cuebook_dsp::measure;

/// Soft tissue gives way for milliseconds and absorbs sound above some hundred
/// hertz; films add a crack and a deep drum (T. Holman, *Sound for Film and
/// Television*, 2010).
#[test]
fn a_blow_is_dull_and_in_a_film_it_cracks() {
    for seed in SEEDS {
        let punch = |film: &str, target: &str| {
            let set = [("film", film), ("target", target), ("grunt", "0")];
            heard("punch", &set, Form::Spot, seed)
        };
        let life = punch("0", "body");
        assert!(measure::share(&life, 40.0, 500.0) > 0.8);
        let treble = |sound: &[f32]| measure::share(sound, 1000.0, 8000.0);
        assert!(treble(&punch("1", "body")) > 1.3 * treble(&life));
        assert!(treble(&punch("0", "face")) > treble(&life));
    }
}

/// The resonance of the hands falls as they are cupped, from above 2 kHz to below 1
/// kHz (B. H. Repp, *The sound of two hands clapping*, 1987).
#[test]
fn cupped_hands_sound_lower() {
    for name in ["clap", "slap"] {
        for seed in SEEDS {
            let centre = |cupped| {
                let sound = heard(name, &[("cupped", cupped)], Form::Spot, seed);
                measure::centroid(&sound)
            };
            let (flat, cupped) = (centre("0"), centre("1"));
            assert!(flat > 1.25 * cupped, "{name}: {flat:.0} and {cupped:.0} Hz");
        }
    }
}

#[test]
fn claps_and_snaps_come_at_their_rate_and_are_over_at_once() {
    for (name, count) in [("clap", "claps"), ("finger-snap", "snaps")] {
        for seed in SEEDS {
            let set = [(count, "5"), ("rate", "120/min"), ("distance", "1m")];
            let row = some(name, &[count], &set, (Form::Spot, seed));
            // The first stroke may start at once.
            let mut levels = vec![0.0; 3];
            levels.extend(measure::levels(&row, 0.01));
            let loud = levels.iter().copied().fold(0.0, f64::max);
            let strokes: Vec<usize> = (3..levels.len())
                .filter(|n| {
                    levels[*n] > 0.25 * loud && levels[n - 3..*n].iter().all(|l| *l < 0.25 * loud)
                })
                .collect();
            assert_eq!(strokes.len(), 5, "{name} {seed}: {strokes:?}");
            let apart = (strokes[4] - strokes[0]) as f64 * 0.01 / 4.0;
            assert!((0.46..0.54).contains(&apart), "{name}: {apart} s");
            // 60 ms later the room alone is left.
            assert!(
                strokes
                    .iter()
                    .all(|n| levels.get(n + 6).is_none_or(|l| *l < 0.2 * loud)),
                "{name}"
            );
        }
    }
}

/// The middle finger hits the palm within 7 ms, the fastest movement of the body (R.
/// Acharya et al., *The ultrafast snap of a finger is mediated by skin friction*,
/// 2021); the hollow of the hand rings at 1.5 to 3.5 kHz.
#[test]
fn a_snap_is_sudden_and_high() {
    for seed in SEEDS {
        let snap = some("finger-snap", &[], &[], (Form::Spot, seed));
        let share = measure::share(&snap, 1200.0, 5000.0);
        assert!(share > 0.6, "{share:.2}");
        let levels = measure::levels(&snap, 0.002);
        let top = (0..levels.len())
            .max_by(|a, b| levels[*a].total_cmp(&levels[*b]))
            .unwrap();
        assert!(levels[top.saturating_sub(4)] < 0.2 * levels[top]);
        let treble = |force| {
            let snap = some("finger-snap", &[], &[("force", force)], (Form::Spot, seed));
            measure::share(&snap, 3500.0, 12_000.0)
        };
        assert!(treble("1") > 1.3 * treble("0"));
    }
}

/// A floor of boards has its lowest modes between 50 and 100 Hz (L. Cremer, M.
/// Heckl, *Structure-Borne Sound*, 1988, on footfall).
#[test]
fn a_body_falls_in_several_impacts_and_boards_ring_below_a_hundred_hertz() {
    let settings = |floor| [("floor", floor), ("density", "5/min")];
    for seed in SEEDS {
        let fall = some("body-fall", &[], &settings("wood"), (Form::Spot, seed));
        let levels = measure::levels(&measure::filtered(&fall, 40.0, 300.0), 0.02);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let parts = measure::heights(
            &levels
                .iter()
                .map(|l| l.max(0.03 * loud))
                .collect::<Vec<_>>(),
            1,
        );
        assert!(parts >= 3, "{parts} impacts");
        assert!(measure::share(&fall, 30.0, 250.0) > 0.7);
        let ring = |floor| {
            let fall = some(
                "body-fall",
                &["trunk"],
                &settings(floor),
                (Form::Spot, seed),
            );
            measure::share(&fall, 45.0, 110.0)
        };
        assert!(
            ring("wood") > ring("stone"),
            "{} {}",
            ring("wood"),
            ring("stone")
        );
    }
}

#[test]
fn a_faster_fall_takes_less_time() {
    let length = |speed| {
        let all =
            SEVERAL.map(|seed| heard("body-fall", &[("speed", speed)], Form::Spot, seed).len());
        all.sum::<usize>()
    };
    assert!(length("0") > length("1"));
}

/// Friction makes noise as long as it slips; soft ground is duller than stone.
#[test]
fn a_load_is_dragged_in_pulls_and_is_brighter_on_stone() {
    for seed in SEEDS {
        let pulls = |count: &str| {
            let set = [("pulls", count), ("strain", "0"), ("pull", "0.5s")];
            some("drag", &["pulls"], &set, (Form::Spot, seed))
        };
        assert!(pulls("8").len() > 3 * pulls("2").len());
        let centre = |floor| {
            let set = [("floor", floor), ("strain", "0")];
            measure::centroid(&some("drag", &["pulls"], &set, (Form::Spot, seed)))
        };
        assert!(centre("stone") > 1.3 * centre("earth"));
    }
}

#[test]
fn a_fight_grows_denser_with_fury_and_people() {
    let blows = |set: &[(&str, &str)]| {
        let fight = some("fight", &["blows"], set, (Form::Loop, 1));
        measure::onsets(&measure::filtered(&fight, 50.0, 900.0), 3.0).len()
    };
    let (scuffle, fury, brawl) = (
        blows(&[("fury", "0.1")]),
        blows(&[("fury", "0.9")]),
        blows(&[("fury", "0.9"), ("people", "6")]),
    );
    assert!(fury > scuffle && brawl > fury, "{scuffle} {fury} {brawl}");
}
