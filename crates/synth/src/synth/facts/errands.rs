//! Alarms, messages, animals of hot countries, and what moves in house, garden and pool.

use super::breakage::{between, part, strokes};
use super::machines::{bed, pulse};
use super::{SEEDS, looped, some};
use crate::Form;
use cuebook_dsp::measure;

/// ISO 8201: three pulses of half a second in four seconds; most smoke alarms sound near 3,100 Hz. BS 5839
/// has horns of 800 and 970 Hz.
#[test]
fn a_smoke_alarm_pulses_by_the_standard() {
    let alarm = looped("fire-alarm", &["pulses"], &[], (8, 1));
    let pitch = measure::loudest(&alarm, 1000.0, 8000.0);
    assert!((3050.0..3150.0).contains(&pitch), "{pitch}");
    let pulses = lengths(&alarm, 0.01);
    assert!((6..=7).contains(&pulses.len()), "{pulses:?}");
    assert!(
        pulses.iter().all(|long| (0.4..0.6).contains(long)),
        "{pulses:?}"
    );
    let set = [("make", "horn")];
    let horn = looped("fire-alarm", &["horns"], &set, (8, 1));
    let (low, high) = (
        measure::band(&horn, 780.0, 820.0),
        measure::band(&horn, 950.0, 990.0),
    );
    assert!((0.2..5.0).contains(&(low / high)), "{}", low / high);
    let low = looped("fire-alarm", &["pulses"], &[("pitch", "520Hz")], (8, 1));
    let pitch = measure::loudest(&low, 300.0, 8000.0);
    assert!((510.0..530.0).contains(&pitch), "{pitch}");
}

/// The modes of a free bar are at 1, 2.756 and 5.404 (L. Rayleigh, *The Theory of Sound*); they are
/// struck more often in more wind.
#[test]
fn a_chime_rings_in_the_modes_of_a_free_bar() {
    let tube = looped(
        "wind-chimes",
        &["one"],
        &[("size", "0.5"), ("wind", "0.6")],
        (12, 1),
    );
    let first = measure::loudest(&tube, 300.0, 1200.0);
    let second = measure::loudest(&tube, 2.4 * first, 3.2 * first);
    assert!((second / first - 2.756).abs() < 0.06, "{first} {second}");
    let strokes_of = |wind| {
        let set = [("make", "bamboo"), ("wind", wind)];
        strokes(&looped("wind-chimes", &["canes"], &set, (12, 1)), 3.0).len()
    };
    assert!(strokes_of("0.9") > strokes_of("0.1"));
}

/// ITU-R M.1677: a dash is three dots, a dot is 1.2 s divided by the words a minute.
#[test]
fn morse_keeps_its_lengths() {
    for (speed, dot) in [("12", 0.1), ("24", 0.05)] {
        let set = [("sends", "sos"), ("speed", speed), ("static", "0")];
        let sos = some("morse", &["sos"], &set, (Form::Spot, 1));
        let marks = lengths(&sos, 0.004);
        assert_eq!(marks.len(), 9, "{marks:?}");
        for (n, mark) in marks.iter().enumerate() {
            let due = if (3..6).contains(&n) { 3.0 * dot } else { dot };
            assert!((mark / due - 1.0).abs() < 0.25, "{n}: {mark} for {due}");
        }
    }
    let sos = some(
        "morse",
        &["sos"],
        &[("sends", "sos"), ("pitch", "900Hz")],
        (Form::Spot, 1),
    );
    let pitch = measure::loudest(&sos, 300.0, 2000.0);
    assert!((895.0..905.0).contains(&pitch), "{pitch}");
}

/// Returns the lengths of the stretches that are at least at a third of the highest level.
fn lengths(samples: &[f32], step: f64) -> Vec<f64> {
    let levels = measure::levels(samples, step);
    let most = levels.iter().copied().fold(0.0, f64::max);
    let on = levels.split(|level| *level < most / 3.0);
    on.filter(|run| run.len() > 2)
        .map(|run| run.len() as f64 * step)
        .collect()
}

/// Rumbles have their pitch at 8 to 34 Hz (*The Elephant Ethogram*, ElephantVoices); trumpets at some hundred,
/// with the flat overtones of brass (J. Gilbert et al., *Is nonlinear propagation responsible for the
/// brassiness of elephant trumpet calls?*, 2014).
#[test]
fn an_elephant_trumpets_like_brass_and_rumbles_below_hearing() {
    for seed in SEEDS {
        let trumpet = part("elephant", &["trumpets"], &[("count", "1")], seed);
        let low = measure::share(&trumpet, 200.0, 1500.0);
        assert!(low > 0.4, "{low}");
        let high = measure::share(&trumpet, 1000.0, 6000.0);
        assert!(high > 0.2, "{high}");
        let set = [("voice", "rumble"), ("count", "1")];
        let rumble = part("elephant", &["rumbles"], &set, seed);
        assert!(measure::share(&rumble, 10.0, 400.0) > 0.85);
        let (pitch, _) = measure::pitch(&between(&rumble, 1.2, 2.2), 8.0, 40.0);
        assert!((10.0..34.0).contains(&pitch), "{pitch}");
    }
    let roar = |size| {
        part(
            "elephant",
            &["roars"],
            &[("voice", "roar"), ("size", size)],
            1,
        )
    };
    assert!(measure::centroid(&roar("0")) > 1.05 * measure::centroid(&roar("1")));
}

/// Pant-hoots of chimpanzees have a pitch of 200 to 1,000 Hz and end in a scream (P. Marler & L. Hobbett,
/// *Individuality in a long-range vocalization of wild chimpanzees*, 1975); small monkeys are higher.
#[test]
fn apes_hoot_lower_than_monkeys_scream() {
    for seed in SEEDS {
        let set = [("voice", "hoot"), ("size", "1")];
        let soft = part("monkey", &["soft"], &set, seed);
        let pitch = measure::loudest(&soft, 150.0, 1500.0);
        assert!((200.0..600.0).contains(&pitch), "{pitch}");
        let loud = part("monkey", &["loud"], &set, seed);
        let higher = measure::loudest(&loud, 150.0, 1500.0);
        assert!(higher > 1.2 * pitch, "{pitch} {higher}");
        let scream = part(
            "monkey",
            &["screams"],
            &[("voice", "scream"), ("size", "0")],
            seed,
        );
        assert!(measure::centroid(&scream) > 2000.0);
    }
    let set = [("excitement", "0.9"), ("calls", "12")];
    let chatter = part("monkey", &["chatter"], &set, 1);
    let rate = pulse(&chatter, 4.0, 16.0);
    assert!((6.0..12.0).contains(&rate), "{rate}");
}

/// A swimmer of the crawl enters the water with one hand after the other, 1.2 to 1.6 times a second.
#[test]
fn a_swimmer_strokes_at_the_pace() {
    for (pace, rate) in [("1", 1.333), ("1.5", 2.0)] {
        let arms = bed("swimming", &["arms"], &[("pace", pace)], 1);
        let found = pulse(&arms, 0.75 * rate, 1.5 * rate);
        assert!((found / rate - 1.0).abs() < 0.12, "{found} for {rate}");
    }
    let calm = bed("swimming", &["arms"], &[("manner", "breaststroke")], 1);
    let wild = bed("swimming", &["arms"], &[("manner", "struggling")], 1);
    assert!(measure::centroid(&wild) > 1.2 * measure::centroid(&calm));
}

/// Vibration pumps swing with the mains: 50 strokes a second.
#[test]
fn the_pump_of_a_coffee_machine_swings_with_the_mains() {
    let pump = bed("coffee-machine", &["pump"], &[], 1);
    let rate = pulse(&pump, 30.0, 80.0);
    assert!((48.0..52.0).contains(&rate), "{rate}");
    let steam = bed("coffee-machine", &["jet"], &[("does", "steam")], 1);
    assert!(measure::centroid(&steam) > 2500.0);
    assert!(measure::swing(&measure::levels(&steam, 0.05)) > 3.0);
}

#[test]
fn a_garage_door_runs_for_its_length_and_strikes_the_ground() {
    for (length, seconds) in [("3s", 3.0), ("8s", 8.0)] {
        let set = [("moves", "closes"), ("length", length)];
        let stop = some("garage-door", &["stop"], &set, (Form::Spot, 1));
        let at = stop.iter().position(|s| s.abs() > 0.1).unwrap() as f64 / 48_000.0;
        assert!((at - seconds).abs() < 0.1, "{at}");
    }
    let closes = some(
        "garage-door",
        &["stop"],
        &[("moves", "closes")],
        (Form::Spot, 1),
    );
    let low = measure::share(&closes, 20.0, 400.0);
    assert!(low > 0.3, "{low}");
    let rattles = |wear| {
        let slats = some(
            "garage-door",
            &["roll", "slats"],
            &[("wear", wear)],
            (Form::Spot, 1),
        );
        measure::swing(&measure::levels(&slats, 0.02))
    };
    assert!(rattles("1") > rattles("0"));
}
