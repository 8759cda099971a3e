//! Sizes of files in whole bytes, written in powers of ten.

use std::fmt;
use std::iter::Sum;

/// A size in bytes, written as `500MB` or `20 GB`: millions and thousands of
/// millions of bytes.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

const UNITS: [(&str, f64); 2] = [("MB", 1e6), ("GB", 1e9)];

impl Bytes {
    /// Returns a size of `count` thousand million bytes.
    #[must_use]
    pub const fn gigabytes(count: u64) -> Bytes {
        Bytes(count * 1_000_000_000)
    }

    /// Reads a size; returns `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Bytes> {
        let (number, unit) = UNITS
            .iter()
            .find_map(|(name, unit)| Some((text.trim().strip_suffix(name)?, unit)))?;
        let size = number.trim_end().parse::<f64>().ok()? * unit;
        (0.0..1e18).contains(&size).then_some(Bytes(size as u64))
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Bytes(size) = *self;
        match size {
            0..1_000_000 => write!(f, "{} kB", size.div_ceil(1000)),
            1_000_000..1_000_000_000 => write!(f, "{} MB", size / 1_000_000),
            _ => write!(f, "{} GB", (size as f64 / 1e8).round() / 10.0),
        }
    }
}

impl Sum for Bytes {
    fn sum<I: Iterator<Item = Bytes>>(sizes: I) -> Bytes {
        Bytes(sizes.map(|Bytes(size)| size).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_their_unit() {
        assert_eq!(Bytes::parse("20GB"), Some(Bytes(20_000_000_000)));
        assert_eq!(Bytes::parse(" 1.5 GB "), Some(Bytes(1_500_000_000)));
        assert_eq!(Bytes::parse("0MB"), Some(Bytes(0)));
        for wrong in ["20", "GB", "-1GB", "20gb", "20GiB", "infGB", "1e30GB", ""] {
            assert_eq!(Bytes::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn sizes_are_written_in_a_fitting_unit() {
        let written = [
            0,
            1,
            2_001,
            999_999,
            1_000_000,
            999_999_999,
            20_049_000_000,
            2_150_000_000,
        ];
        let written = written.map(|size| Bytes(size).to_string());
        let expected = [
            "0 kB", "1 kB", "3 kB", "1000 kB", "1 MB", "999 MB", "20 GB", "2.2 GB",
        ];
        assert_eq!(written, expected);
    }
}
