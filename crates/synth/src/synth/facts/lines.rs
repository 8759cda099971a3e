//! Telephone lines, dials, fax machines and modems.

use super::{SEEDS, heard, part, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns the first frames of a bed's loop.
fn line(set: &[(&str, &str)], seconds: f64, seed: u64) -> Vec<f32> {
    let mut samples = some("dial-tone", &[], set, (Form::Loop, seed));
    samples.truncate((seconds * 48_000.0) as usize);
    samples
}

/// Returns start and length, in seconds, of each part that is louder than a third of
/// the loudest, with gaps of more than 15 ms between them.
pub(super) fn bursts(samples: &[f32]) -> Vec<(f64, f64)> {
    let levels = measure::levels(samples, 0.005);
    let loud = levels.iter().copied().fold(0.0, f64::max) / 3.0;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (n, _) in levels
        .iter()
        .enumerate()
        .filter(|(_, level)| **level > loud)
    {
        match found.last_mut() {
            Some(last) if n - last.1 <= 3 => last.1 = n + 1,
            _ => found.push((n, n + 1)),
        }
    }
    let seconds = |(from, to): (usize, usize)| (0.005 * from as f64, 0.005 * (to - from) as f64);
    found.into_iter().map(seconds).collect()
}

fn near(found: f64, expected: f64, by: f64) -> bool {
    (found - expected).abs() <= by
}

/// ITU-T E.180 recommends 425 Hz for all tones. Its supplement 2 has the tones of
/// the countries.
#[test]
fn a_free_line_has_425_hertz_in_europe_and_350_with_440_in_america() {
    for seed in SEEDS {
        let europe = line(&[], 1.4, seed);
        let pitch = measure::loudest(&europe, 300.0, 600.0);
        assert!(near(pitch, 425.0, 1.0), "{pitch}");
        let america = line(&[("country", "america")], 1.4, seed);
        let between = measure::band(&america, 385.0, 405.0);
        for tone in [350.0, 440.0] {
            let power = measure::band(&america, tone - 5.0, tone + 5.0);
            assert!(power > 100.0 * between, "{tone}");
        }
    }
}

#[test]
fn tones_of_the_exchange_keep_their_cadence() {
    // Tone, country, seconds heard and the number in twelve seconds.
    for (tone, country, lasts, count) in [
        ("busy", "europe", 0.5, 12),
        ("busy", "britain", 0.375, 16),
        ("congestion", "europe", 0.25, 24),
        ("ringing", "america", 2.0, 2),
        ("ringing", "britain", 0.4, 8),
    ] {
        let set = [("tone", tone), ("country", country), ("noise", "0")];
        let found = bursts(&line(&set, 12.0, 1));
        assert_eq!(found.len(), count, "{tone} {country}: {found:?}");
        let long = found[0].1;
        assert!(near(long, lasts, 0.03), "{tone} {country}: {long} s");
    }
    // Within E.180's limits: 0.67 to 1.5 s of tone, then 3 to 5 s of silence.
    let ringing = bursts(&line(&[("tone", "ringing"), ("noise", "0")], 12.0, 1));
    let apart = ringing[1].0 - ringing[0].0;
    assert!(near(apart, 5.0, 0.02) && near(ringing[0].1, 1.0, 0.03));
}

#[test]
fn a_bad_line_is_noisier_and_the_band_ends_at_3400_hertz() {
    let noise = |amount| {
        let set = [("noise", amount), ("tone", "busy")];
        let samples = line(&set, 1.0, 1);
        // The second half of the first period is silent.
        measure::rms(&samples[26_400..45_600])
    };
    assert!(noise("1") > 4.0 * noise("0"));
    let samples = line(&[("noise", "1"), ("tone", "busy")], 4.0, 1);
    let above = measure::share(&samples, 5000.0, 20_000.0);
    assert!(above < 0.02, "{above}");
}

/// ITU-T Q.23: each key sends one of four low and one of three high frequencies,
/// within 1.8 %.
#[test]
fn a_keypad_sends_the_pairs_of_its_digits() {
    let pairs = [(941.0, 1336.0), (770.0, 1477.0), (852.0, 1477.0)];
    for seed in SEEDS {
        let tones = part("dialling", &[("digits", "3")], &["tones"], seed);
        let found = bursts(&tones);
        assert_eq!(found.len(), 3, "{found:?}");
        for ((start, lasts), (row, column)) in found.into_iter().zip(pairs) {
            let from = ((start + 0.01) * 48_000.0) as usize;
            let key = &tones[from..from + ((lasts - 0.03) * 48_000.0) as usize];
            let low = measure::loudest(key, 600.0, 1075.0);
            let high = measure::loudest(key, 1075.0, 1800.0);
            assert!(near(low, row, 0.018 * row), "{low} for {row}");
            assert!(near(high, column, 0.018 * column), "{high} for {column}");
        }
    }
}

/// The standard rate of a dial is ten pulses a second.
#[test]
fn a_dial_pulses_ten_times_a_second() {
    for seed in SEEDS {
        let set = [("make", "rotary"), ("digits", "1")];
        let pulses = part("dialling", &set, &["rotary", "pulses"], seed);
        let onsets = measure::onsets(&pulses, 4.0);
        assert!((3..=7).contains(&onsets.len()), "{onsets:?}");
        for pair in onsets.windows(2) {
            let gap = (pair[1] - pair[0]) as f64 / 48_000.0;
            assert!(near(gap, 0.1, 0.006), "{gap} s");
        }
    }
}

#[test]
fn a_quick_finger_dials_in_less_time() {
    let length = |pace| heard("dialling", &[("pace", pace)], Form::Spot, 1).len();
    assert!(3 * length("2") < 2 * length("1"));
}

/// ITU-T T.30: the caller's 1100 Hz within 38 Hz for half a second, the answer's
/// 2100 Hz within 15 Hz for 2.6 to 4 s. V.21: 1650 Hz and 1850 Hz.
#[test]
fn a_fax_calls_answers_and_negotiates_in_the_tones_of_its_standard() {
    for seed in SEEDS {
        let fax = heard("fax", &[], Form::Spot, seed);
        let at = |from: f64, to: f64| &fax[(from * 48_000.0) as usize..(to * 48_000.0) as usize];
        let calling = measure::loudest(at(0.2, 0.6), 800.0, 3000.0);
        assert!(near(calling, 1100.0, 38.0), "{calling}");
        let answer = measure::loudest(at(1.2, 3.4), 800.0, 3000.0);
        assert!(near(answer, 2100.0, 15.0), "{answer}");
        let long = bursts(&measure::filtered(at(0.9, 5.0), 2050.0, 2150.0))[0].1;
        assert!((2.6..4.0).contains(&long), "{long} s");
        let flags = at(4.0, 4.8);
        for tone in [1650.0, 1850.0] {
            let power = measure::share(flags, tone - 80.0, tone + 80.0);
            assert!(power > 0.1, "{tone}: {power}");
        }
        let data = measure::centroid(&measure::filtered(at(6.5, 8.5), 400.0, 4000.0));
        assert!((1500.0..2000.0).contains(&data), "{data}");
    }
}

#[test]
fn a_modem_probes_the_line_and_more_data_last_longer() {
    let probe = |make| {
        let set = [("make", make)];
        let sound = heard("fax", &set, Form::Spot, 1);
        let at = &sound[264_480..278_400];
        measure::band(at, 1180.0, 1220.0) / measure::band(at, 1280.0, 1600.0)
    };
    assert!(probe("modem") > 10.0 * probe("fax"));
    let long = |data| heard("fax", &[("data", data)], Form::Spot, 1).len();
    assert!(long("6s") > long("3s") + 130_000);
}
