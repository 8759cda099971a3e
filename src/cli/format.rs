//! Arguments for the format of sound files.

use std::path::Path;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::output::encode::{Bitrate, Choice, Container, FormatError, Quality};
use crate::output::wav::Encoding;

/// The format that is asked for.
#[derive(clap::Args)]
pub(super) struct SoundArgs {
    /// The format of the files [default: the ending of the name; in `deliver` what the target takes]
    #[arg(long, value_enum, ignore_case = true)]
    pub format: Option<Container>,
    /// The bit rate of MP3, AAC and Opus, such as 192k
    #[arg(long, value_name = "RATE", conflicts_with = "quality")]
    bitrate: Option<Bitrate>,
    /// How good MP3, AAC and Opus are, instead of a bit rate
    #[arg(long, value_enum, value_name = "WORD")]
    quality: Option<Quality>,
    /// Bits per sample of WAV and FLAC [default: 24]; 16 bits are dithered, 32f is for WAV
    #[arg(long, value_enum)]
    bits: Option<BitsArg>,
    /// The sample rate: 48k, 44.1k, or 96k and 88.2k for WAV and FLAC [default: that of the format]
    #[arg(long, value_name = "RATE", value_parser = sample_rate)]
    rate: Option<u32>,
    /// Write the sound only: no metadata, chapters, cover or credits
    #[arg(long)]
    pub no_tags: bool,
}

#[derive(Copy, Clone, ValueEnum)]
enum BitsArg {
    #[value(name = "16")]
    Sixteen,
    #[value(name = "24")]
    TwentyFour,
    #[value(name = "32f")]
    Float,
}

impl From<BitsArg> for Encoding {
    fn from(bits: BitsArg) -> Encoding {
        match bits {
            BitsArg::Sixteen => Encoding::Pcm16,
            BitsArg::TwentyFour => Encoding::Pcm24,
            BitsArg::Float => Encoding::Float32,
        }
    }
}

impl ValueEnum for Container {
    fn value_variants<'a>() -> &'a [Container] {
        &Container::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.ending()))
    }
}

impl ValueEnum for Quality {
    fn value_variants<'a>() -> &'a [Quality] {
        &[
            Quality::Low,
            Quality::Standard,
            Quality::High,
            Quality::Best,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Quality::Low => PossibleValue::new("low").help("For speech, where size counts"),
            Quality::Standard => PossibleValue::new("standard").help("For listening; the default"),
            Quality::High => PossibleValue::new("high").help("For music and effects"),
            Quality::Best => PossibleValue::new("best").help("The most that players take"),
        })
    }
}

/// Reads `44.1k`, `44100`, `48 kHz`.
fn sample_rate(written: &str) -> Result<u32, String> {
    let lower = written.trim().to_ascii_lowercase();
    let number = lower.trim_end_matches("hz").trim_end();
    let (number, unit) = match number.strip_suffix('k') {
        Some(thousands) => (thousands.trim_end(), 1000.0),
        None => (number, 1.0),
    };
    let hertz = number.parse::<f64>().map_or(0.0, |number| number * unit);
    match (1_000.0..1_000_000.0).contains(&hertz) && (hertz.round() - hertz).abs() < 1e-6 {
        true => Ok(hertz.round() as u32),
        false => Err("it is not a sample rate such as 44.1k or 48000".to_owned()),
    }
}

impl SoundArgs {
    /// Returns the choice for a file: in the format that is asked, or that its name asks for.
    ///
    /// # Errors
    /// When neither is a format.
    pub(super) fn of_path(&self, path: &Path) -> Result<Choice, FormatError> {
        let named = Container::of_path(path);
        let container = match (self.format, named) {
            (Some(asked), Ok(named)) if !asked.may_end(path) => {
                let path = path.to_owned();
                return Err(FormatError::Differs { path, asked, named });
            }
            (Some(asked), _) => asked,
            (None, named) => named?,
        };
        Ok(self.over(Choice::of(container)))
    }

    /// Returns a choice with the values that the user asks for.
    pub(super) fn over(&self, usual: Choice) -> Choice {
        let choice = match self.format.filter(|format| *format != usual.container) {
            Some(format) => Choice::of(format),
            None => usual,
        };
        let is_rated = self.bitrate.is_some() || self.quality.is_some();
        Choice {
            container: choice.container,
            encoding: self.bits.map(Encoding::from).or(choice.encoding),
            quality: self.quality.or(choice.quality.filter(|_| !is_rated)),
            bitrate: self.bitrate.or(choice.bitrate.filter(|_| !is_rated)),
            rate: self.rate.or(choice.rate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_rate_is_read_as_people_write_it() {
        for written in ["44.1k", "44100", "44.1 kHz", "44100 Hz", "44.1K"] {
            assert_eq!(sample_rate(written), Ok(44_100), "{written}");
        }
        assert_eq!(sample_rate("48k"), Ok(48_000));
        for written in ["", "k", "cd", "-48k", "1e9", "44.10005k", "inf"] {
            assert!(sample_rate(written).is_err(), "{written}");
        }
    }

    #[test]
    fn what_is_asked_goes_before_what_a_target_has() {
        let usual = Choice {
            bitrate: Some(Bitrate(192_000)),
            rate: Some(44_100),
            ..Choice::of(Container::Mp3)
        };
        let none = SoundArgs {
            format: None,
            bitrate: None,
            quality: None,
            bits: None,
            rate: None,
            no_tags: false,
        };
        assert_eq!(none.over(usual), usual);
        let good = SoundArgs {
            quality: Some(Quality::Best),
            ..none
        };
        let over = good.over(usual);
        assert_eq!((over.bitrate, over.quality), (None, Some(Quality::Best)));
        let wav = SoundArgs {
            format: Some(Container::Wav),
            quality: None,
            ..good
        };
        assert_eq!(wav.over(usual), Choice::of(Container::Wav));
    }
}
