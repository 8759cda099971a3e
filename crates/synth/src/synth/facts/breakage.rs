//! Sounds of breaking, falling, ringing and rolling things.

use super::{SEEDS, SEVERAL, length, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns one channel of a spot made of some of its layers alone, from near.
pub(super) fn part(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, layers, set, (Form::Spot, seed))
}

/// Returns one channel of the whole spot, from near.
pub(super) fn whole(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, &[], set, (Form::Spot, seed))
}

/// Returns the times of the strokes in seconds; a stroke at time zero counts.
pub(super) fn strokes(samples: &[f32], times: f64) -> Vec<f64> {
    let mut led = vec![0.0; 2400];
    led.extend(samples);
    let onsets = measure::onsets(&led, times).into_iter();
    onsets.map(|at| at as f64 / 48_000.0 - 0.05).collect()
}

/// Returns the sound between two times in seconds; silence after its end.
pub(super) fn between(samples: &[f32], from: f64, to: f64) -> Vec<f32> {
    let frames = (from * 48_000.0) as usize..(to * 48_000.0) as usize;
    frames
        .map(|n| samples.get(n).copied().unwrap_or(0.0))
        .collect()
}

/// Returns the level difference in dB.
pub(super) fn louder(one: &[f32], other: &[f32]) -> f64 {
    20.0 * libm::log10(measure::rms(one) / measure::rms(other).max(1e-9))
}

#[test]
fn breaking_wood_is_at_150_hertz_to_4_kilohertz_and_strongly_damped() {
    for seed in SEEDS {
        let broken = part("wood-splinter", &["break"], &[], seed);
        let share = measure::share(&broken, 150.0, 4000.0);
        assert!(share > 0.7, "{share:.2}");
        let last = *strokes(&broken, 3.0).last().unwrap();
        let decay = measure::decay(&between(&broken, last, 2.0));
        assert!((0.01..0.16).contains(&decay), "{decay} s");
    }
}

#[test]
fn green_wood_tears_for_longer_than_dry() {
    let torn = |dryness| {
        length(&part(
            "wood-splinter",
            &["tear"],
            &[("dryness", dryness)],
            1,
        ))
    };
    let (green, dry) = (torn("0"), torn("1"));
    assert!(green > 1.25 * dry, "{green} s, {dry} s");
}

#[test]
fn a_collapse_falls_for_three_to_eight_seconds_and_thins_out() {
    for (lasts, low, high) in [("3s", 2.5, 5.5), ("8s", 5.0, 10.5)] {
        let fall = whole("collapse", &[("lasts", lasts)], 1);
        let seconds = fall.len() as f64 / 48_000.0;
        assert!((low..high).contains(&seconds), "{seconds} s of {lasts}");
    }
    let third = |n: f64| -> f64 {
        let heard = |seed| {
            let debris = part("collapse", &["brick", "beams", "plaster"], &[], seed);
            measure::rms(&between(&debris, 0.8 + 1.3 * n, 2.1 + 1.3 * n))
        };
        SEVERAL.map(heard).sum()
    };
    let (first, second, last) = (third(0.0), third(1.0), third(2.0));
    assert!(
        first > 1.3 * second && second > 1.3 * last,
        "{first:.4} {second:.4} {last:.4}"
    );
}

#[test]
fn a_stone_house_collapses_without_groaning_beams() {
    let before = |wood| {
        let fall = whole("collapse", &[("wood", wood)], 1);
        louder(&between(&fall, 0.0, 0.5), &fall)
    };
    let (timber, stone) = (before("1"), before("0"));
    assert!(timber > -30.0 && stone < -60.0, "{timber} dB, {stone} dB");
}

#[test]
fn small_stones_knock_higher_than_blocks_and_come_to_rest() {
    let voice = |size| measure::centroid(&whole("rubble", &[("size", size)], 2));
    let (grit, blocks) = (voice("0"), voice("1"));
    assert!(grit > 2.0 * blocks, "{grit:.0} Hz, {blocks:.0} Hz");
    let knocks: Vec<f64> = SEVERAL
        .flat_map(|seed| strokes(&part("rubble", &["stone"], &[], seed), 3.0))
        .collect();
    let early = knocks.iter().filter(|at| **at < 1.2).count();
    assert!(
        2 * early > 3 * (knocks.len() - early),
        "{early} of {}",
        knocks.len()
    );
}

#[test]
fn pieces_of_glass_ring_above_two_kilohertz_at_different_pitches() {
    for pane in ["window", "drinking-glass", "mirror"] {
        for seed in SEEDS {
            let pieces = part("glass-break", &["shards", "spin"], &[("pane", pane)], seed);
            let share = measure::share(&pieces, 2000.0, 20_000.0);
            assert!(share > 0.97, "{pane}: {share:.2}");
            let mut pitches: Vec<usize> = pieces
                .chunks_exact(4096)
                .map(|piece| measure::loudest(piece, 2000.0, 20_000.0) as usize / 100)
                .collect();
            pitches.sort_unstable();
            pitches.dedup();
            assert!(pitches.len() > 5, "{pane}: {pitches:?}");
        }
    }
}

#[test]
fn glass_bursts_before_its_pieces_fall() {
    for seed in SEEDS {
        let window = whole("glass-break", &[], seed);
        let burst = louder(&between(&window, 0.0, 0.02), &between(&window, 0.08, 0.13));
        assert!(burst > 5.0, "{burst} dB");
    }
}

#[test]
fn the_backing_of_a_mirror_damps_its_pieces() {
    let ringing = |pane| {
        let last = part("glass-break", &["spin"], &[("pane", pane)], 1);
        let at = *strokes(&last, 2.0).last().unwrap();
        measure::decay(&between(&last, at, 5.0))
    };
    let (window, mirror) = (ringing("window"), ringing("mirror"));
    assert!(mirror < 0.7 * window, "{mirror} s, {window} s");
}

#[test]
fn brass_rings_longer_than_steel_and_iron_and_tin_are_damped() {
    let ringing = |metal| {
        let struck = part("metal-clang", &["struck"], &[("metal", metal)], 1);
        measure::decay(&struck)
    };
    let (steel, brass) = (ringing("steel"), ringing("brass"));
    let (iron, tin) = (ringing("iron"), ringing("tin"));
    assert!((0.5..4.0).contains(&steel), "{steel} s");
    assert!(brass > 1.2 * steel && iron < 0.5 * steel && tin < 0.4 * steel);
}

#[test]
fn the_modes_of_struck_metal_beat() {
    for seed in SEEDS {
        let struck = part("metal-clang", &["struck"], &[("size", "0.8")], seed);
        let beats = [(200.0, 400.0), (400.0, 700.0), (700.0, 1200.0)].map(|(low, high)| {
            let pitch = measure::loudest(&struck, low, high);
            let mode = measure::filtered(&struck, 0.95 * pitch, 1.05 * pitch);
            // One maximum is the stroke.
            measure::heights(&measure::levels(&mode, 0.02), 3) - 1
        });
        let beats = beats.iter().sum::<usize>();
        assert!(beats >= 2, "{beats}");
    }
}

#[test]
fn a_bolt_goes_up_back_forward_and_down_in_four_different_clicks() {
    for seed in SEEDS {
        let bolt = whole("rifle-bolt", &[], seed);
        let mut pitches = Vec::new();
        for at in [0.0, 0.2565, 0.6745, 0.855] {
            let click = between(&bolt, at, at + 0.03);
            if at > 0.0 {
                let risen = louder(&click, &between(&bolt, at - 0.035, at - 0.005));
                assert!(risen > 6.0, "{risen} dB at {at} s");
            }
            pitches.push(measure::loudest(&click, 500.0, 9000.0));
        }
        pitches.sort_by(f64::total_cmp);
        let apart = |pair: &[f64]| pair[1] > 1.02 * pair[0];
        assert!(pitches.windows(2).all(apart), "{pitches:.0?}");
    }
    let opened = whole("rifle-bolt", &[("action", "open")], 1);
    assert!(opened.len() < 30_000, "{}", opened.len());
}

#[test]
fn a_sword_is_drawn_with_a_rising_scrape() {
    for seed in SEEDS {
        let scrape = part("sword", &["scrape", "slips"], &[], seed);
        let early = measure::centroid(&between(&scrape, 0.03, 0.13));
        let late = measure::centroid(&between(&scrape, 0.24, 0.34));
        assert!(late > 1.5 * early, "{early:.0} Hz, then {late:.0} Hz");
    }
}

#[test]
fn clashing_blades_ring_bright_and_long_and_a_dagger_rings_higher() {
    for seed in SEEDS {
        let clash = whole("sword", &[("action", "clash")], seed);
        assert!(measure::share(&clash, 1000.0, 18_000.0) > 0.9);
        let decay = measure::decay(&clash);
        assert!((0.4..2.0).contains(&decay), "{decay} s");
    }
    let voice = |length| -> f64 {
        let clash = [("action", "clash"), ("length", length)];
        let heard = |seed| between(&whole("sword", &clash, seed), 0.1, 0.8);
        SEVERAL.map(|seed| measure::centroid(&heard(seed))).sum()
    };
    let (dagger, sabre) = (voice("0"), voice("1"));
    assert!(dagger > 1.2 * sabre, "{dagger:.0} {sabre:.0}");
}

#[test]
fn a_drum_knocks_once_a_turn_over_its_rumble() {
    let long = [("lasts", "12s"), ("turns", "40/min")];
    let knocks = strokes(&part("drum-roll-in", &["dent"], &long, 1), 4.0);
    let mut gaps: Vec<f64> = knocks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_by(f64::total_cmp);
    let turn = gaps[gaps.len() / 2];
    assert!((1.4..1.6).contains(&turn), "{turn} s");
    for seed in SEEDS {
        let rolling = between(&whole("drum-roll-in", &[], seed), 0.5, 3.8);
        let low = measure::share(&rolling, 40.0, 600.0);
        assert!(low > 0.6, "{low:.2}");
    }
}

#[test]
fn a_fuller_drum_rings_shorter_and_lower() {
    let ringing = |fill| {
        let rest = part("drum-roll-in", &["rest"], &[("fill", fill)], 1);
        (measure::decay(&rest), measure::centroid(&rest))
    };
    let (empty, full) = (ringing("0"), ringing("1"));
    assert!(empty.0 > 1.5 * full.0, "{} s, {} s", empty.0, full.0);
    assert!(empty.1 > 1.2 * full.1, "{} Hz, {} Hz", empty.1, full.1);
}

#[test]
fn a_drum_hisses_while_it_has_pressure_and_is_turned_the_given_number_of_times() {
    let hiss = |pressure| part("drum-open", &["hiss"], &[("pressure", pressure)], 1);
    let (little, much) = (hiss("0.1"), hiss("1"));
    assert!(measure::share(&much, 2400.0, 16_000.0) > 0.8);
    assert!(length(&much) > 1.5 * length(&little));
    let seconds = |turns| whole("drum-open", &[("turns", turns)], 1).len() as f64 / 48_000.0;
    let more = seconds("6") - seconds("2");
    assert!((1.6..2.4).contains(&more), "{more} s");
}
