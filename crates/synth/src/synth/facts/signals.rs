//! Bells, beeps and alarms of the house, the hospital and the pocket.

use super::breakage::strokes;
use super::lines::bursts;
use super::machines::pulse;
use super::{SEEDS, heard, looped, part, some};
use crate::Form;
use cuebook_dsp::measure;

fn spot(name: &str, set: &[(&str, &str)], seed: u64) -> Vec<f32> {
    some(name, &[], set, (Form::Spot, seed))
}

fn bed(name: &str, layers: &[&str], set: &[(&str, &str)], seconds: usize) -> Vec<f32> {
    looped(name, layers, set, (seconds, 1))
}

fn at(samples: &[f32], from: f64, to: f64) -> &[f32] {
    &samples[(from * 48_000.0) as usize..(to * 48_000.0) as usize]
}

/// A square wave has odd partials only (Fourier); the case adds little else.
#[test]
fn a_beep_has_its_pitch_and_odd_partials() {
    for (pitch, hertz) in [("600Hz", 600.0), ("1kHz", 1000.0), ("2kHz", 2000.0)] {
        let beep = spot("beep", &[("pitch", pitch), ("length", "0.3s")], 1);
        let tone = at(&beep, 0.02, 0.3);
        let found = measure::loudest(tone, 200.0, 8000.0);
        assert!((found - hertz).abs() < 8.0, "{found} for {pitch}");
        let partial = |n: f64| measure::band(tone, n * hertz - 30.0, n * hertz + 30.0);
        assert!(partial(3.0) > 4.0 * partial(2.0), "{pitch}");
    }
    for count in [1, 3, 5] {
        let set = [("beeps", &*count.to_string()), ("distance", "0.2m")];
        assert_eq!(bursts(&spot("beep", &set, 2)).len(), count);
    }
}

#[test]
fn the_signal_of_a_fault_is_low() {
    let pitch = |make| measure::loudest(&spot("beep", &[("make", make)], 1), 100.0, 4000.0);
    assert!(pitch("fault") < 0.4 * pitch("machine"));
}

/// A watch crystal swings 32,768 times a second; the buzzer is driven at a sixteenth
/// of it, 2048 Hz.
#[test]
fn a_quartz_alarm_beeps_four_times_a_second_at_2048_hertz() {
    for seed in SEEDS {
        let quartz = spot("alarm-clock", &[("make", "quartz"), ("off", "0")], seed);
        let pitch = measure::loudest(&quartz, 500.0, 9000.0);
        assert!((pitch - 2048.0).abs() < 4.0, "{pitch}");
        let found = bursts(at(&quartz, 0.0, 1.9));
        assert_eq!(found.len(), 8, "{found:?}");
    }
}

#[test]
fn the_hammer_of_an_alarm_clock_beats_thirty_times_a_second_for_its_length() {
    for seed in SEEDS {
        let bells = spot("alarm-clock", &[], seed);
        let blows = pulse(
            &measure::filtered(at(&bells, 0.2, 3.8), 5000.0, 16_000.0),
            20.0,
            45.0,
        );
        assert!((26.0..34.0).contains(&blows), "{blows}");
    }
    let long = |length| super::length(&spot("alarm-clock", &[("length", length)], 1));
    assert!(long("8s") > 1.7 * long("4s"));
}

/// The cone of a phone's loudspeaker is a centimetre wide and gives nothing below
/// some hundred hertz.
#[test]
fn a_mobile_phone_has_no_bass_and_a_pocket_dulls_it() {
    for seed in SEEDS {
        let ring = heard("mobile-phone", &[], Form::Spot, seed);
        let low = measure::share(&ring, 20.0, 350.0);
        assert!(low < 0.02, "{low}");
        // The tune begins with E and B.
        let first = measure::loudest(at(&ring, 0.01, 0.15), 400.0, 1500.0);
        assert!((first - 659.0).abs() < 10.0, "{first}");
    }
    let treble = |pocket| {
        let ring = spot("mobile-phone", &[("pocket", pocket)], 1);
        measure::share(&ring, 2000.0, 12_000.0)
    };
    assert!(treble("0") > 3.0 * treble("1"));
}

/// Vibrating motors of phones turn 150 to 200 times a second (data sheets of motors
/// of 10 mm: 9,000 to 12,000 turns a minute).
#[test]
fn a_phone_buzzes_at_150_to_200_hertz_for_each_call() {
    for seed in SEEDS {
        let set = [("buzzes", "3"), ("length", "0.5s")];
        let buzz = spot("phone-buzz", &set, seed);
        let pitch = measure::loudest(&buzz, 80.0, 300.0);
        assert!((150.0..200.0).contains(&pitch), "{pitch}");
        let mut calls = bursts(&measure::filtered(&buzz, 120.0, 900.0));
        calls.dedup_by(|later, before| later.0 - before.0 < 0.6);
        assert_eq!(calls.len(), 3, "{calls:?}");
    }
    let treble = |surface| {
        let buzz = spot("phone-buzz", &[("surface", surface)], 1);
        measure::share(&buzz, 1500.0, 12_000.0)
    };
    assert!(treble("table") > 4.0 * treble("pocket"));
}

#[test]
fn a_message_pings_in_two_notes_a_fourth_apart() {
    for seed in SEEDS {
        let ping = spot("notification", &[("speaker", "1")], seed);
        let first = measure::loudest(at(&ping, 0.0, 0.11), 700.0, 2400.0);
        let second = measure::loudest(at(&ping, 0.14, 0.5), 700.0, 2400.0);
        let ratio = second / first;
        assert!((1.3..1.37).contains(&ratio), "{first} {second}");
    }
    let pitch =
        |pitch| measure::loudest(&spot("notification", &[("pitch", pitch)], 1), 300.0, 6000.0);
    assert!(pitch("2") > 1.9 * pitch("1"));
}

/// Ding and dong of a two-bar chime are a major third apart, 5:4.
#[test]
fn a_door_chime_falls_by_a_major_third() {
    for seed in SEEDS {
        let chime = spot("doorbell", &[], seed);
        let ding = measure::loudest(at(&chime, 0.02, 0.6), 300.0, 3000.0);
        let dong = measure::loudest(at(&chime, 1.0, 2.0), 300.0, 3000.0);
        assert!((1.23..1.29).contains(&(ding / dong)), "{ding} {dong}");
        let fade = measure::decay(at(&chime, 1.0, 3.0));
        assert!((1.5..5.0).contains(&fade), "{fade} s");
    }
}

/// The armature of a buzzer is drawn twice in each period of 50 Hz.
#[test]
fn a_buzzer_has_the_lines_of_the_mains_and_a_bell_repeats_its_blows() {
    let buzzer = spot("doorbell", &[("make", "buzzer"), ("hold", "1s")], 1);
    let lines = [3.0, 4.0, 5.0, 6.0, 7.0].map(|n| {
        let on = measure::band(&buzzer, 100.0 * n - 6.0, 100.0 * n + 6.0);
        on / measure::band(&buzzer, 100.0 * n + 44.0, 100.0 * n + 56.0)
    });
    assert!(lines.iter().all(|line| *line > 3.0), "{lines:?}");
    let bell = spot("doorbell", &[("make", "bell"), ("hold", "2s")], 1);
    let blows = pulse(
        &measure::filtered(at(&bell, 0.1, 1.9), 5000.0, 16_000.0),
        8.0,
        30.0,
    );
    assert!((14.0..20.0).contains(&blows), "{blows}");
}

/// The Westminster quarters (Great St Mary's, Cambridge, 1793): at the full hour
/// E G# F# B, E F# G# E, G# E F# B, B F# G# E.
#[test]
fn a_clock_plays_the_westminster_quarters() {
    let (b, e, fs, gs) = (493.9, 659.3, 740.0, 830.6);
    let tune = [e, gs, fs, b, e, fs, gs, e, gs, e, fs, b, b, fs, gs, e];
    let chime = spot("clock-chime", &[("size", "0"), ("hours", "1")], 1);
    for (n, expected) in tune.into_iter().enumerate() {
        let start = 4.4 * (n / 4) as f64 + 0.92 * (n % 4) as f64;
        let note = at(&chime, start + 0.02, start + 0.7);
        let power = |hertz: f64| measure::band(note, 0.99 * hertz, 1.01 * hertz);
        let best = [b, e, fs, gs]
            .into_iter()
            .max_by(|x, y| power(*x).total_cmp(&power(*y)));
        assert_eq!(best, Some(expected), "note {n}");
    }
}

#[test]
fn a_clock_strikes_the_given_hours_and_a_tower_strikes_lower_and_slower() {
    for hours in [2, 5, 11] {
        let set = [("quarter", "strokes"), ("hours", &*hours.to_string())];
        let felt = part("clock-chime", &set, &["hours", "felt"], 1);
        assert_eq!(strokes(&felt, 3.0).len(), hours, "{hours}");
    }
    let struck = |size| spot("clock-chime", &[("quarter", "strokes"), ("size", size)], 1);
    let (small, tower) = (struck("0"), struck("1"));
    assert!(tower.len() > 2 * small.len());
    assert!(measure::centroid(&small) > 1.5 * measure::centroid(&tower));
}

#[test]
fn a_monitor_beeps_with_each_beat_lower_with_less_oxygen() {
    for (rate, count) in [("60/min", 10), ("120/min", 20)] {
        let set = [("rate", rate), ("room", "0")];
        let found = bursts(&bed("heart-monitor", &["beat"], &set, 10)).len();
        assert!(found.abs_diff(count) <= 1, "{found} at {rate}");
    }
    let pitch = |oxygen| {
        let set = [("oxygen", oxygen)];
        measure::loudest(&bed("heart-monitor", &["beat"], &set, 10), 200.0, 2000.0)
    };
    assert!(pitch("0.98") > 1.3 * pitch("0.8"));
}

/// IEC 60601-1-8: an alarm of high priority has ten pulses in two groups of three
/// and two; the pitch is between 150 Hz and 1 kHz with four partials or more.
#[test]
fn an_alarm_of_high_priority_has_twice_three_and_two_pulses() {
    let set = [("state", "alarm"), ("room", "0")];
    let alarm = bed("heart-monitor", &["alarm"], &set, 6);
    let starts: Vec<f64> = bursts(&alarm).into_iter().map(|(start, _)| start).collect();
    assert_eq!(starts.len(), 10, "{starts:?}");
    let gaps: Vec<f64> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps[2] > 1.6 * gaps[1] && gaps[4] > 2.0 * gaps[3] && gaps[7] > 1.6 * gaps[6]);
    let pitch = measure::loudest(&alarm, 100.0, 4000.0);
    let partials = (1..=8).filter(|n| {
        let hertz = 523.3 * f64::from(*n);
        let power = measure::band(&alarm, hertz - 25.0, hertz + 25.0);
        power > 0.03 * measure::band(&alarm, pitch - 25.0, pitch + 25.0)
    });
    assert!(partials.count() >= 4);
}

/// Returns the variance of the number of clicks in each second, against its mean.
fn unequal(samples: &[f32]) -> f64 {
    let onsets = measure::onsets(&measure::filtered(samples, 3000.0, 12_000.0), 3.0);
    let seconds = samples.len() / 48_000;
    let count = |n: usize| onsets.iter().filter(|at| **at / 48_000 == n).count() as f64;
    let counts: Vec<f64> = (0..seconds).map(count).collect();
    let mean = counts.iter().sum::<f64>() / seconds as f64;
    let square = |count: &f64| (count - mean) * (count - mean);
    counts.iter().map(square).sum::<f64>() / seconds as f64 / mean
}

/// Radioactive decay is a Poisson process: the counts in equal times have a variance
/// equal to their mean (Rutherford and Geiger, 1910).
#[test]
fn the_clicks_of_a_geiger_counter_are_independent() {
    let geiger = [1, 2, 3].map(|seed| {
        let set = [("swings", "0"), ("clicks", "3/s")];
        unequal(&some(
            "geiger-counter",
            &["click"],
            &set,
            (Form::Loop, seed),
        ))
    });
    let mean = geiger.iter().sum::<f64>() / 3.0;
    assert!((0.55..1.5).contains(&mean), "{geiger:?}");
    let ticks = bed("metronome", &["left", "right"], &[("tempo", "180/min")], 40);
    let ticks = unequal(&ticks);
    assert!(ticks < 0.3, "{ticks}");
    let clicks = |rate| {
        measure::onsets(
            &bed("geiger-counter", &["click"], &[("clicks", rate)], 40),
            5.0,
        )
        .len()
    };
    assert!(clicks("12/s") > 2 * clicks("3/s"));
}

#[test]
fn a_metronome_beats_at_its_tempo_and_its_bell_counts_four() {
    for (tempo, count) in [("60/min", 10), ("120/min", 20), ("180/min", 30)] {
        let beats = bed(
            "metronome",
            &["left", "right"],
            &[("tempo", tempo), ("limp", "0")],
            10,
        );
        let mut onsets = measure::onsets(&beats, 6.0);
        onsets.dedup_by(|later, before| *later < *before + 13_000);
        assert!(
            onsets.len().abs_diff(count) <= 1,
            "{} at {tempo}",
            onsets.len()
        );
    }
    let bell = part(
        "metronome",
        &[("bell", "1"), ("tempo", "120/min")],
        &["bell"],
        1,
    );
    assert_eq!(measure::onsets(&bell, 3.0).len(), 3);
}

#[test]
fn an_answering_machine_gives_its_tone_after_the_click() {
    for (tone, hertz) in [("800Hz", 800.0), ("1.4kHz", 1400.0)] {
        let machine = spot("answering-machine", &[("tone", tone)], 2);
        let pitch = measure::loudest(at(&machine, 0.9, 1.5), 300.0, 3000.0);
        assert!((pitch / hertz - 1.0).abs() < 0.02, "{pitch} for {tone}");
        assert!(bursts(&machine)[0].0 < 0.1);
    }
    let hiss = |tape| {
        let machine = spot("answering-machine", &[("tape", tape)], 1);
        let treble = measure::filtered(&machine, 2500.0, 5000.0);
        measure::rms(at(&treble, 0.4, 0.8)) / measure::rms(at(&machine, 0.9, 1.5))
    };
    assert!(hiss("1") > 2.0 * hiss("0"));
}
