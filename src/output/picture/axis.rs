//! The labels on the axes of a picture: frequencies and times.

use super::height_of;
use cuebook_core::units::{Hertz, Seconds};

/// A label at a position of an axis, from 0, its beginning, to 1, its end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub place: f64,
    pub name: String,
}

/// The labelled frequencies.
const FREQUENCIES: [(f64, &str); 4] = [
    (100.0, "100 Hz"),
    (1_000.0, "1 kHz"),
    (5_000.0, "5 kHz"),
    (15_000.0, "15 kHz"),
];

/// The possible steps between two labelled times, in seconds.
const STEPS: [f64; 12] = [
    0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 60.0, 300.0, 600.0,
];

/// Returns the labels of the frequencies, from the bottom up.
#[must_use]
pub(crate) fn pitches() -> Vec<Mark> {
    let marks = FREQUENCIES.iter().map(|(hertz, name)| Mark {
        place: height_of(Hertz(*hertz)),
        name: (*name).to_owned(),
    });
    marks.collect()
}

/// Returns the labels of the times: six at most, and none so near the end that
/// it would not fit.
#[must_use]
pub(crate) fn times(length: Seconds) -> Vec<Mark> {
    let step = STEPS.into_iter().find(|step| length.0 / step <= 6.0);
    let step = step.unwrap_or(1200.0);
    let digits = usize::from(step < 1.0) + usize::from(step < 0.1);
    let mark = |count: i32| {
        let time = f64::from(count) * step;
        Mark {
            place: time / length.0,
            name: format!("{time:.digits$} s"),
        }
    };
    let marks = (0..6).map(mark);
    marks.take_while(|mark| mark.place <= 0.9).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_of_any_length_has_a_few_round_times() {
        let names = |seconds: f64| {
            let marks = times(Seconds(seconds));
            marks.into_iter().map(|mark| mark.name).collect::<Vec<_>>()
        };
        assert_eq!(names(0.4), ["0.0 s", "0.1 s", "0.2 s", "0.3 s"]);
        assert_eq!(names(8.0), ["0 s", "2 s", "4 s", "6 s"]);
        assert_eq!(
            names(0.05),
            ["0.00 s", "0.01 s", "0.02 s", "0.03 s", "0.04 s"]
        );
        assert_eq!(names(3600.0).len(), 6);
        assert!((times(Seconds(8.0))[3].place - 0.75).abs() < 1e-12);
    }
}
