//! Pieces that end on time, and their instruments.

use super::{SEVERAL, heard, part, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns one second of a spot from a time on.
fn second(samples: &[f32], from: f64) -> &[f32] {
    let from = (48_000.0 * from) as usize;
    &samples[from..(from + 48_000).min(samples.len())]
}

/// Returns the power in a pitch class from 131 to 523 Hz, in semitones above c. The
/// fifth partial of a tonic in this range, its major third, is above it.
fn class(samples: &[f32], semitones: i32) -> f64 {
    let lowest = 130.81 * libm::pow(2.0, f64::from(semitones.rem_euclid(12)) / 12.0);
    [lowest, 2.0 * lowest]
        .map(|at| measure::band(samples, 0.985 * at, 1.015 * at))
        .iter()
        .sum()
}

#[test]
fn a_motif_ends_when_it_is_asked_to() {
    for (length, seconds) in [("6s", 6.0), ("13.3s", 13.3), ("31s", 31.0)] {
        for mood in ["tender", "heroic", "tense"] {
            let set = [("length", length), ("mood", mood)];
            let piece = heard("motif", &set, Form::Spot, 1);
            let held = measure::rms(second(&piece, seconds - 1.3));
            let after = measure::rms(second(&piece, seconds + 0.5));
            assert!(held > 5.0 * after, "{length}, {mood}: {held} and {after}");
            let all = piece.len() as f64 / 48_000.0;
            assert!((seconds..seconds + 4.5).contains(&all), "{length}: {all} s");
        }
    }
}

#[test]
fn a_motif_ends_on_its_key_note_in_major_or_minor() {
    let keys = [("c", 0), ("f-sharp", 6), ("a", 9), ("b-flat", 10)];
    for (key, tonic) in keys {
        for (mood, third, other) in [("hopeful", 4, 3), ("sad", 3, 4)] {
            let set = [
                ("key", key),
                ("mood", mood),
                ("length", "9s"),
                ("intensity", "0.8"),
            ];
            let chords = part("motif", &set, &["chords"], 2);
            let last = second(&chords, 7.6);
            let (own, strange) = (class(last, tonic), class(last, tonic + 6));
            assert!(own > 20.0 * strange, "{key} {mood}: {own:e}, {strange:e}");
            let (third, other) = (class(last, tonic + third), class(last, tonic + other));
            assert!(third > 3.0 * other, "{key} {mood}: {third:e}, {other:e}");
        }
    }
}

/// Equal temperament from a' = 440 Hz: a quarter of a semitone is 25 cents; a
/// listener notices about 5 (B. Moore, *An Introduction to the Psychology of
/// Hearing*, 6).
#[test]
fn instruments_are_in_tune() {
    for (voice, layer) in [("piano", "piano"), ("box", "box"), ("strings", "strings")] {
        let set = [("key", "a"), ("voice", voice), ("length", "9s")];
        let alone = part("lullaby", &set, &[layer], 1);
        let last = &alone[48_000 * 7..48_000 * 7 + 65_536];
        let found = measure::loudest(last, 100.0, 2000.0);
        let octaves = libm::log2(found / 440.0);
        let cents = 1200.0 * (octaves - octaves.round());
        assert!(
            cents.abs() < 8.0,
            "{voice}: {found} Hz is off by {cents} cents"
        );
    }
}

#[test]
fn a_march_keeps_its_step_and_a_waltz_has_three_beats() {
    // 17 s at 116 a minute are eight bars of four beats at 112.9.
    let drum = part("march", &[("length", "17s")], &["bass-drum"], 1);
    let struck: Vec<usize> = measure::onsets(&measure::filtered(&drum, 40.0, 200.0), 4.0);
    assert!((15..=17).contains(&struck.len()), "{}", struck.len());
    for (style, beats) in [("beat", 1.0), ("waltz", 3.0)] {
        let set = [("style", style), ("tempo", "120/min")];
        let drum = some("dance-next-door", &["drum"], &set, (Form::Loop, 1));
        let levels = measure::levels(&measure::filtered(&drum, 40.0, 120.0), 0.02);
        let found = measure::heights(&levels, 6) as f64;
        let expected = drum.len() as f64 / 48_000.0 * 2.0 / beats;
        assert!(
            (found - expected).abs() < 0.1 * expected,
            "{style}: {found} of {expected}"
        );
    }
}

/// A bar clamped at one end has its second mode at 6.27 times the first.
#[test]
fn a_music_box_rings_at_six_times_its_note() {
    let box_ = part("music-box", &[], &["low-comb"], 1);
    let first = &box_[..9600];
    let note = measure::loudest(first, 150.0, 1200.0);
    let second = measure::loudest(first, 5.0 * note, 8.0 * note) / note;
    assert!((6.1..6.4).contains(&second), "{second}");
}

#[test]
fn a_neglected_piano_beats() {
    let beats = |neglect: &str| -> usize {
        SEVERAL
            .map(|seed| {
                let set = [("neglect", neglect), ("tempo", "60/min"), ("length", "12s")];
                let notes = part("bar-piano", &set, &["right-hand"], seed);
                let last = &notes[48_000 * 8 + 4800..48_000 * 10];
                let at = measure::loudest(last, 150.0, 1500.0);
                let partial = measure::filtered(last, 0.9 * at, 1.1 * at);
                measure::heights(&measure::levels(&partial, 0.02), 2)
            })
            .sum()
    };
    let (tuned, neglected) = (beats("0"), beats("1"));
    assert!(neglected > 2 * tuned, "{tuned} and {neglected}");
}

/// The bellows are even: an organ's level moves less than that of strings.
#[test]
fn an_organ_is_even_brighter_with_more_stops_and_rings_on_in_a_cathedral() {
    let pedal = part("church-organ", &[("length", "20s")], &["pedal"], 1);
    let held = &pedal[9600..48_000 * 2];
    assert!(measure::swing(&measure::levels(held, 0.1)) < 3.0);
    let bright = |stops: &str| {
        let set = [("stops", stops), ("length", "8s")];
        measure::centroid(&heard("church-organ", &set, Form::Spot, 1))
    };
    assert!(bright("1") > 1.3 * bright("0"));
    let rest = |church: &str| {
        let set = [("church", church), ("length", "8s")];
        heard("church-organ", &set, Form::Spot, 1).len() as f64 / 48_000.0 - 8.0
    };
    assert!(rest("1") > rest("0") + 1.0);
}

/// A wall of mass passes the bass: its loss rises by 6 dB an octave and more (ISO
/// 12354-1).
#[test]
fn a_wall_leaves_the_bass_of_a_dance() {
    let high = |wall: &str| {
        let dance = heard("dance-next-door", &[("wall", wall)], Form::Loop, 1);
        measure::share(&dance, 1000.0, 16_000.0)
    };
    let (open, thick) = (high("0"), high("1"));
    assert!(open > 100.0 * thick, "{open:.4}, {thick:.6}");
}
