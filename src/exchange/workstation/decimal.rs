//! Numbers as projects have them.

use cuebook_core::units::{Frames, RATE};

/// Returns a time in seconds. A frame is 21 µs, and the digits tell a thousandth of it.
#[must_use]
pub(crate) fn seconds(frames: Frames) -> String {
    number(frames.0 as f64 / f64::from(RATE))
}

/// Returns a number without zeros at its end.
#[must_use]
pub(crate) fn number(value: f64) -> String {
    let digits = format!("{value:.10}");
    match digits.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        short => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let numbers = [0.0, -0.0, 1.0, 0.5, -0.25, 1.0 / 3.0, 1e-12, 100.0].map(number);
        let short = ["0", "0", "1", "0.5", "-0.25", "0.3333333333", "0", "100"];
        assert_eq!(numbers, short);
        assert_eq!(seconds(Frames(48_001)), "1.0000208333");
    }
}
