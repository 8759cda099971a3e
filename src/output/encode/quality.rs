//! How good a file with loss is: a word, or a bit rate.

use std::fmt;
use std::str::FromStr;

use super::{Container, FormatError};
use crate::output::meter::Sides;

/// How good a file with loss is. The same word is about as good in every format.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// For speech, where size counts.
    Low,
    /// For listening: the usual choice of podcasts and audiobooks.
    #[default]
    Standard,
    /// For music and effects on good loudspeakers.
    High,
    /// The most that players take.
    Best,
}

impl Quality {
    /// Returns the bits a second of a stereo file. The formats differ in what they need.
    fn stereo(self, container: Container) -> u32 {
        let [low, standard, high, best] = match container {
            Container::Opus => [64, 96, 128, 192],
            Container::Mp3 => [128, 192, 256, 320],
            _ => [96, 160, 224, 320],
        };
        1000 * match self {
            Quality::Low => low,
            Quality::Standard => standard,
            Quality::High => high,
            Quality::Best => best,
        }
    }

    /// Returns the bits a second of a file. One side needs half of two.
    pub(super) fn bitrate(self, container: Container, sides: Sides) -> u32 {
        match sides {
            Sides::Both => self.stereo(container),
            Sides::One => self.stereo(container) / 2,
        }
    }
}

/// A bit rate as a user writes it, in bits a second.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Bitrate(pub u32);

impl FromStr for Bitrate {
    type Err = String;

    /// Reads `192k`, `192 kbit/s`, `192kbps`, or the bits a second as `192000`. A number below 1000
    /// means kilobits.
    fn from_str(text: &str) -> Result<Bitrate, String> {
        let wrong = || format!("`{text}` is not a bit rate such as 192k");
        let lower = text.trim().to_ascii_lowercase();
        let digits = lower.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: u32 = lower[..lower.len() - digits.len()]
            .parse()
            .map_err(|_| wrong())?;
        let thousand = match digits.trim() {
            "" => number < 1000,
            "k" | "kb" | "kbps" | "kbit" | "kbit/s" | "kb/s" => true,
            "bps" | "bit/s" => false,
            _ => return Err(wrong()),
        };
        let bits = number.checked_mul(if thousand { 1000 } else { 1 });
        bits.filter(|bits| *bits > 0).map(Bitrate).ok_or_else(wrong)
    }
}

impl fmt::Display for Bitrate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 1000 {
            0 => write!(f, "{} kbit/s", self.0 / 1000),
            _ => write!(f, "{} bit/s", self.0),
        }
    }
}

/// The bit rates of MP3, in kilobits a second (MPEG-1 layer III).
const MP3: [u32; 14] = [
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
];

/// Refuses a bit rate that a format does not have.
pub(super) fn check(rate: Bitrate, container: Container, sides: Sides) -> Result<u32, FormatError> {
    let channels = sides.count() as u32;
    let within = |low: u32, high: u32| match (low * 1000..=high * 1000).contains(&rate.0) {
        true => Ok(rate.0),
        false => Err(FormatError::Bitrate {
            container,
            rate,
            takes: format!("{low} to {high} kbit/s"),
        }),
    };
    match container {
        Container::Mp3 if MP3.contains(&(rate.0 / 1000)) && rate.0.is_multiple_of(1000) => {
            Ok(rate.0)
        }
        Container::Mp3 => Err(FormatError::Bitrate {
            container,
            rate,
            takes: format!("{} kbit/s", MP3.map(|own| own.to_string()).join(", ")),
        }),
        Container::Opus => within(16, 256 * channels),
        // An access unit has at most 6144 bits for each channel.
        Container::M4a | Container::M4b => within(24 * channels, 256 * channels),
        _ => Err(FormatError::NoBitrate(container)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_rate_is_read_as_people_write_it() {
        for text in [
            "192k",
            "192",
            "192000",
            "192 kbit/s",
            "192kbps",
            " 192K ",
            "192000 bps",
        ] {
            assert_eq!(text.parse(), Ok(Bitrate(192_000)), "{text}");
        }
        for text in ["", "k", "-192k", "0", "1.5M", "192 apples", "99999999k"] {
            let wrong: Result<Bitrate, String> = text.parse();
            assert!(wrong.unwrap_err().contains("192k"), "{text}");
        }
        assert_eq!(Bitrate(192_000).to_string(), "192 kbit/s");
        assert_eq!(Bitrate(192_500).to_string(), "192500 bit/s");
    }

    #[test]
    fn every_word_is_a_bit_rate_that_its_format_has() {
        let words = [
            Quality::Low,
            Quality::Standard,
            Quality::High,
            Quality::Best,
        ];
        for container in [
            Container::Mp3,
            Container::M4a,
            Container::M4b,
            Container::Opus,
        ] {
            for sides in [Sides::One, Sides::Both] {
                let rates = words.map(|word| word.bitrate(container, sides));
                assert!(rates.is_sorted());
                for rate in rates {
                    assert_eq!(check(Bitrate(rate), container, sides).unwrap(), rate);
                }
            }
        }
    }

    #[test]
    fn a_bit_rate_that_a_format_does_not_have_is_refused_with_those_it_has() {
        let refused = |bits, container| {
            let refused = check(Bitrate(bits), container, Sides::Both);
            refused.unwrap_err().to_string()
        };
        assert!(refused(200_000, Container::Mp3).contains("192, 224"));
        assert!(refused(8_000, Container::Opus).contains("16 to 512 kbit/s"));
        assert!(refused(800_000, Container::M4a).contains("48 to 512 kbit/s"));
        assert!(refused(192_000, Container::Flac).contains("FLAC"));
    }
}
