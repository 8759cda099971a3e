use super::*;
use crate::output::Sink;
use crate::output::meter::Sides;
use crate::output::wav::{Encoding, WavSink};
use cuebook_core::units::Frames;

/// Surveys a file of floats at `rate`, with the samples of `wave`, a function
/// of the time in seconds.
fn survey_of(rate: u32, length: f64, quiet: &Quiet, wave: impl Fn(f64) -> [f64; 2]) -> Survey {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.wav");
    let form = Form {
        rate,
        sides: Sides::Both,
        encoding: Encoding::Float32,
    };
    let frames = (length * f64::from(rate)) as usize;
    let mut sink = WavSink::formed(&path, Frames::from(frames), form).unwrap();
    for from in (0..frames).step_by(BLOCK) {
        let mut block = Block::SILENCE;
        let count = BLOCK.min(frames - from);
        for i in 0..count {
            let [left, right] = wave((from + i) as f64 / f64::from(rate));
            (block.left[i], block.right[i]) = (left as f32, right as f32);
        }
        sink.write(&block, count).unwrap();
    }
    sink.finish().unwrap();
    survey(&path, quiet).unwrap()
}

/// A sine of 500 Hz, which has whole periods in 10 ms, at an RMS in dB.
fn hum(time: f64, rms: f64) -> f64 {
    let height = std::f64::consts::SQRT_2 * libm::pow(10.0, rms / 20.0);
    height * libm::sin(std::f64::consts::TAU * (500.0 * time).fract())
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 0.02, "{a} for {b}");
}

/// Silence for 0.7 s, −20 dB until 4 s, −70 dB until 6 s, −20 dB until 8 s, and
/// −65 dB until the end at 11 s.
fn show(time: f64) -> [f64; 2] {
    let rms = match time {
        ..0.7 => return [0.0; 2],
        0.7..4.0 => -20.0,
        4.0..6.0 => -70.0,
        6.0..8.0 => -20.0,
        _ => -65.0,
    };
    [hum(time, rms); 2]
}

fn listening(pauses: &[(f64, f64)]) -> Quiet {
    Quiet {
        pauses: pauses
            .iter()
            .map(|(from, to)| Seconds(*from)..Seconds(*to))
            .collect(),
        still: Decibels(-60.0),
    }
}

#[test]
fn head_and_tail_are_the_silence_before_and_after() {
    for rate in [44_100, 48_000] {
        let found = survey_of(rate, 11.0, &listening(&[]), show);
        assert_eq!((found.form.rate, found.length), (rate, Seconds(11.0)));
        assert!((found.head.0 - 0.7).abs() < 1e-9, "{:?}", found.head);
        assert!((found.tail.0 - 3.0).abs() < 1e-9, "{:?}", found.tail);
    }
}

#[test]
fn rms_is_that_of_the_whole_file() {
    let found = survey_of(48_000, 11.0, &listening(&[]), show);
    // 5.3 of 11 s are at −20 dB; the rest hardly counts.
    near(found.loudness.rms.0, -20.0 + 10.0 * libm::log10(5.3 / 11.0));
    near(found.loudness.sample_peak.0, -20.0 + 3.0103);
    let one_side = survey_of(48_000, 2.0, &listening(&[]), |time| [hum(time, -20.0), 0.0]);
    near(one_side.loudness.rms.0, -23.0103);
}

#[test]
fn every_pause_has_its_quietest_half_second() {
    let pauses = [(3.5, 6.2), (7.6, 7.9), (8.0, 11.0)];
    let found = survey_of(44_100, 11.0, &listening(&pauses), show);
    // The second pause is shorter than half a second.
    let [first, last] = &found.pauses[..] else {
        panic!("{:?}", found.pauses);
    };
    near(first.rms.0, -70.0);
    assert!(
        first.at.start.0 >= 4.0 && first.at.end.0 <= 6.0,
        "{first:?}"
    );
    near(last.rms.0, -65.0);
    let quietest = found.quietest.unwrap();
    assert_eq!(quietest.at, Seconds(0.0)..Seconds(0.5));
    assert_eq!(quietest.rms.0, f64::NEG_INFINITY);
}

#[test]
fn a_pause_may_be_at_the_end_and_may_contain_noise() {
    let found = survey_of(48_000, 11.0, &listening(&[(0.7, 3.0), (10.5, 11.0)]), show);
    near(found.pauses[0].rms.0, -20.0);
    near(found.pauses[1].rms.0, -65.0);
    assert_eq!(found.pauses.len(), 2);
}

/// EBU Tech 3341, cases 1 and 9: a steady sine has its level as momentary and
/// short-term loudness, and the loudest moment is found at its position.
#[test]
fn the_loudest_moments_are_found_at_their_positions() {
    let wave = |time: f64| {
        let level = if (10.0..10.4).contains(&time) {
            -20.0
        } else {
            -30.0
        };
        let height = libm::pow(10.0, level / 20.0);
        [height * libm::sin(std::f64::consts::TAU * (1000.0 * time).fract()); 2]
    };
    let found = survey_of(48_000, 20.0, &listening(&[]), wave);
    assert!((found.momentary.loudness.0 + 20.0).abs() < 0.1, "{found:?}");
    assert!((found.momentary.at.0 - 10.4).abs() < 0.11, "{found:?}");
    assert!((9.9..10.41).contains(&found.sample_peak_at.0), "{found:?}");
    assert!((9.9..10.41).contains(&found.true_peak_at.0), "{found:?}");
    near(found.loudness.true_peak.0, -20.0);
    // 0.4 of 3 s are 10 dB louder than the rest.
    let short = -30.0 + 10.0 * libm::log10((0.4 * 10.0 + 2.6) / 3.0);
    assert!(
        (found.short_term.loudness.0 - short).abs() < 0.1,
        "{found:?}"
    );
}

#[test]
fn silence_is_both_head_and_tail() {
    let found = survey_of(48_000, 2.0, &listening(&[(0.0, 2.0)]), |_| [0.0; 2]);
    assert_eq!((found.head, found.tail), (Seconds(2.0), Seconds(2.0)));
    assert_eq!(found.loudness.rms.0, f64::NEG_INFINITY);
    assert_eq!(found.loudness.true_peak.0, f64::NEG_INFINITY);
    assert_eq!(found.pauses[0].rms.0, f64::NEG_INFINITY);
}
