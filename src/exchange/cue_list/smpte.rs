//! SMPTE timecode: a time as hours, minutes, seconds and pictures.

use cuebook_core::units::{Frames, RATE};

/// The pictures of a second.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rate {
    Film,
    Pal,
    /// 29.97, whose timecode leaves out numbers, so that it keeps to the clock.
    Drop,
    Thirty,
}

impl Rate {
    /// Returns the number of pictures of a second as people write it.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Rate::Film => "24",
            Rate::Pal => "25",
            Rate::Drop => "29.97",
            Rate::Thirty => "30",
        }
    }

    /// Returns how many pictures of timecode a second has, and the exact number as a fraction.
    fn pictures(self) -> (i64, (i64, i64)) {
        match self {
            Rate::Film => (24, (24, 1)),
            Rate::Pal => (25, (25, 1)),
            Rate::Drop => (30, (30_000, 1_001)),
            Rate::Thirty => (30, (30, 1)),
        }
    }

    /// Returns the timecode of the picture that is shown at a frame.
    #[must_use]
    pub(crate) fn timecode(self, at: Frames) -> String {
        let (second, (numerator, denominator)) = self.pictures();
        let shown = i128::from(at.0.max(0)) * i128::from(numerator);
        let shown = (shown / (i128::from(denominator) * i128::from(RATE))) as i64;
        let (number, mark) = match self {
            Rate::Drop => (with_dropped(shown), ';'),
            _ => (shown, ':'),
        };
        let (pictures, seconds) = (number % second, number / second);
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3_600);
        let seconds = seconds % 60;
        format!("{hours:02}:{minutes:02}:{seconds:02}{mark}{pictures:02}")
    }
}

/// Adds the numbers that drop-frame timecode leaves out: two in each minute, but none in each tenth.
fn with_dropped(shown: i64) -> i64 {
    const MINUTE: i64 = 60 * 30 - 2;
    const TEN: i64 = 10 * MINUTE + 2;
    let (tens, rest) = (shown / TEN, shown % TEN);
    let minutes = (rest - 2).max(0) / MINUTE;
    shown + 18 * tens + 2 * minutes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rate: Rate, seconds: f64) -> String {
        rate.timecode(Frames((seconds * 48_000.0).round() as i64))
    }

    #[test]
    fn a_time_is_hours_minutes_seconds_and_pictures() {
        assert_eq!(at(Rate::Pal, 0.0), "00:00:00:00");
        assert_eq!(at(Rate::Pal, 0.039), "00:00:00:00");
        assert_eq!(at(Rate::Pal, 0.04), "00:00:00:01");
        assert_eq!(at(Rate::Film, 3_725.5), "01:02:05:12");
        assert_eq!(at(Rate::Thirty, 59.999), "00:00:59:29");
    }

    #[test]
    fn drop_frame_keeps_to_the_clock() {
        // The picture before a minute, and the two numbers that are left out after it.
        let picture = |number: i64| Rate::Drop.timecode(Frames((number * 48_048 + 29) / 30));
        assert_eq!(picture(1_799), "00:00:59;29");
        assert_eq!(picture(1_800), "00:01:00;02");
        assert_eq!(picture(17_981), "00:09:59;29");
        assert_eq!(picture(17_982), "00:10:00;00");
        assert_eq!(at(Rate::Drop, 3_600.0), "01:00:00;00");
        assert_eq!(at(Rate::Drop, 36_000.0), "10:00:00;01");
    }
}
