//! Keyboards, printers, cameras, radios and televisions.

use super::breakage::{between, part, strokes, whole};
use super::machines::pulse;
use super::{SEEDS, looped, part as inner, some};
use crate::Form;
use cuebook_dsp::measure;

fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    looped(name, layers, set, (10, seed))
}

/// Dhakal and others, *Observations on typing from 136 million keystrokes* (2018):
/// the time from key to key is 240 ms on average, 120 ms for the fastest, and it
/// varies strongly.
#[test]
fn keys_of_a_computer_come_at_the_speed_of_a_typist_and_unevenly() {
    let gaps = |speed| {
        let set = [("speed", speed), ("words", "12")];
        let keys = strokes(&whole("keyboard", &set, 1), 4.0);
        let mut gaps: Vec<f64> = keys.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_by(f64::total_cmp);
        gaps
    };
    let (slow, fast) = (gaps("0"), gaps("1"));
    let middle = |gaps: &[f64]| gaps[gaps.len() / 2];
    assert!((0.05..0.3).contains(&middle(&fast)), "{fast:?}");
    assert!(middle(&slow) > 1.2 * middle(&fast), "{slow:?}");
    let spread = fast[fast.len() * 9 / 10] / fast[fast.len() / 10];
    assert!(spread > 1.8, "{spread}");
}

#[test]
fn loud_switches_are_brighter_than_flat_keys() {
    let bright = |make| {
        let keys = whole("keyboard", &[("make", make)], 1);
        measure::share(&keys, 3000.0, 12_000.0)
    };
    assert!(bright("clicky") > 1.5 * bright("laptop"));
}

/// A microswitch snaps twice: as it is pressed, and as it is let go.
#[test]
fn a_mouse_clicks_down_and_up_for_each_click() {
    for seed in SEEDS {
        for clicks in [1, 3] {
            let set = [
                ("clicks", &*clicks.to_string()),
                ("slide", "0"),
                ("gap", "0.3s"),
            ];
            let found = strokes(&inner("mouse-click", &set, &["click"], seed), 3.0);
            assert_eq!(found.len(), 2 * clicks, "{found:?}");
            let gap = found[1] - found[0];
            assert!((0.05..0.085).contains(&gap), "{gap} s");
        }
    }
    let wheel = strokes(&part("mouse-click", &["wheel"], &[("wheel", "8")], 1), 2.0);
    assert_eq!(wheel.len(), 8, "{wheel:?}");
}

/// Skilled typists strike four to eight keys a second; the bell sounds before the
/// end of the line, and the carriage goes back after it.
#[test]
fn a_typewriter_strikes_rings_and_returns() {
    for seed in SEEDS {
        let set = [("keys", "12"), ("speed", "4/s")];
        let mut blows = strokes(&inner("typewriter", &set, &["strokes", "type"], seed), 4.0);
        blows.dedup_by(|next, last| *next - *last < 0.06);
        assert!((9..=12).contains(&blows.len()), "{blows:?}");
        let bell = strokes(&part("typewriter", &["bell"], &set, seed), 3.0)[0];
        let carriage = strokes(&part("typewriter", &["carriage"], &set, seed), 3.0)[0];
        assert!(bell < carriage && (2.2..3.2).contains(&bell), "{bell}");
    }
    let long = |speed| whole("typewriter", &[("speed", speed)], 1).len();
    assert!(long("3/s") > long("8/s") + 96_000);
    let none = part("typewriter", &["strokes"], &[("return", "0")], 1);
    assert!(whole("typewriter", &[("return", "0")], 1).len() <= none.len() + 4800);
}

/// Needles of a matrix printer strike about a thousand times a second.
#[test]
fn a_needle_printer_shrieks_at_a_kilohertz_line_by_line() {
    let set = [("make", "needles"), ("line", "0.8s")];
    let page = bed("printer", &["needles"], &set, 1);
    let pitch = measure::loudest(&page, 500.0, 3000.0);
    assert!((900.0..1100.0).contains(&pitch), "{pitch}");
    let lines = pulse(&page, 0.4, 3.0);
    assert!((0.85..1.15).contains(&lines), "{lines}");
    let shrill = |make| {
        let page = bed("printer", &[], &[("make", make)], 1);
        measure::share(&page, 900.0, 9000.0)
    };
    assert!(shrill("needles") > 1.3 * shrill("laser"));
}

/// The mirror of a reflex rises before the shutter opens and falls after it closes;
/// the shutter is open for the time that was set.
#[test]
fn a_shutter_is_open_for_its_time() {
    for (time, seconds) in [("100ms", 0.1), ("500ms", 0.5)] {
        let set = [("time", time), ("wind", "0"), ("flash", "0")];
        let clicks = strokes(&inner("camera", &set, &["release"], 1), 2.5);
        let last = clicks[clicks.len() - 1] - clicks[0];
        assert!((last - seconds).abs() < 0.09, "{clicks:?} for {time}");
    }
    for seed in SEEDS {
        let set = [("make", "leaf"), ("wind", "1")];
        let ratchet = strokes(&part("camera", &["lever"], &set, seed), 1.5);
        assert!(ratchet.len() > 6, "{ratchet:?}");
    }
    let whine = part("camera", &["charging"], &[("flash", "1")], 1);
    let pitch = |from, to| measure::loudest(&between(&whine, from, to), 1500.0, 12_000.0);
    assert!(pitch(0.9, 1.1) > 1.3 * pitch(0.3, 0.5));
}

/// Broadcast channels are 9 kHz apart, so the sound ends below 4.5 kHz. Lightning
/// makes the amplitudes of the crackle very unequal (ITU-R P.372).
#[test]
fn a_radio_ends_at_its_band_and_storms_crackle() {
    for seed in SEEDS {
        let radio = bed("radio-static", &["hiss", "swirl"], &[], seed);
        let above = measure::share(&radio, 7500.0, 20_000.0);
        assert!(above < 0.05, "{above:.3}");
    }
    let sudden = |storm| {
        let radio = bed("radio-static", &["crackle"], &[("storm", storm)], 1);
        measure::onsets(&radio, 4.0).len()
    };
    assert!(sudden("1") > 4 * sudden("0"));
}

/// Two carriers whistle with the difference of their frequencies, which falls to
/// zero and rises again as the dial passes.
#[test]
fn a_tuned_radio_whistles() {
    let whistles = |tuning| {
        let set = [("tuning", tuning)];
        let radio = some("radio-static", &["down"], &set, (Form::Loop, 1));
        let levels = measure::levels(&radio, 0.05);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        levels.iter().filter(|level| **level > 0.05 * loud).count()
    };
    assert!(2 * whistles("1") > 3 * whistles("0.1"));
}

/// A wall loses 6 dB an octave more the higher the sound (the mass law).
#[test]
fn a_wall_keeps_the_treble_of_a_television() {
    for seed in SEEDS {
        let wall = bed("television-next-door", &[], &[], seed);
        let above = measure::share(&wall, 2000.0, 20_000.0);
        assert!(above < 0.02, "{above:.3}");
    }
    let dull = |wall| {
        measure::centroid(&bed(
            "television-next-door",
            &["talk"],
            &[("wall", wall)],
            1,
        ))
    };
    assert!(dull("0") > 1.4 * dull("1"));
    // Speech has its syllables at 3 to 8 Hz; an audience that laughs fills the gaps.
    let talk = bed("television-next-door", &["talk"], &[], 1);
    assert!(measure::swing(&measure::levels(&talk, 0.05)) > 12.0);
}
