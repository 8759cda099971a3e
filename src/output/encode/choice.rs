//! What a user asks of a file, and the format that results.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::quality::{self, Bitrate, Quality};
use super::{Container, Encoding, Form};
use crate::output::meter::Sides;
use cuebook_core::units::RATE;

/// What a user asks of a file. The rest has the defaults of the format.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The kind of the file.
    pub container: Container,
    /// The bits of a sample, for files without loss.
    pub encoding: Option<Encoding>,
    /// How good a file with loss is.
    pub quality: Option<Quality>,
    /// The bit rate of a file with loss; it goes before the quality.
    pub bitrate: Option<Bitrate>,
    /// Frames a second.
    pub rate: Option<u32>,
}

/// The format of a file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// The kind of the file.
    pub container: Container,
    /// The rate and the channels. The encoding is that of a file without loss.
    pub form: Form,
    /// Bits a second of a file with loss; 0 for others.
    pub bitrate: u32,
}

/// Why a file cannot be written in the way that is asked.
#[derive(Debug, Error)]
pub enum FormatError {
    /// The ending of a name is not that of a format.
    #[error("{} does not end in a format that can be written: {}", .0.display(), endings())]
    Unknown(PathBuf),
    /// The ending of a name is that of another format than the one that is asked for.
    #[error("{} would be {}, and its ending is that of {}", path.display(), asked.name(), named.name())]
    Differs {
        /// The path of the file.
        path: PathBuf,
        /// The format that is asked for.
        asked: Container,
        /// The format of the ending.
        named: Container,
    },
    /// Bits are asked of a format with loss.
    #[error("{} has no bits per sample; {}, {} and {} have", .0.name(), Container::Wav.name(), Container::Rf64.name(), Container::Flac.name())]
    NoBits(Container),
    /// Floats are asked of FLAC.
    #[error("FLAC has no floats; it takes 16 or 24 bits")]
    NoFloats,
    /// A quality is asked of a format without loss.
    #[error("{} loses nothing, so it has no quality and no bit rate", .0.name())]
    NoBitrate(Container),
    /// The format does not have this bit rate.
    #[error("{} does not take {rate}; it takes {takes}", container.name())]
    Bitrate {
        /// The format.
        container: Container,
        /// The rate that is asked for.
        rate: Bitrate,
        /// What the format has.
        takes: String,
    },
    /// The format does not have this sample rate.
    #[error("{} does not take {rate} Hz; it takes {takes} Hz", container.name())]
    SampleRate {
        /// The format.
        container: Container,
        /// The rate that is asked for, in Hz.
        rate: u32,
        /// What the format has.
        takes: String,
    },
    /// The encoder failed.
    #[error("the sound cannot be encoded")]
    Failed(#[source] io::Error),
}

/// Returns all endings for messages: `.wav, .rf64 …`.
fn endings() -> String {
    let all = Container::ALL.map(|container| format!(".{}", container.ending()));
    all.join(", ")
}

impl Choice {
    /// The defaults of a format.
    #[must_use]
    pub fn of(container: Container) -> Choice {
        Choice {
            container,
            encoding: None,
            quality: None,
            bitrate: None,
            rate: None,
        }
    }

    /// Returns the format of a file with one side or both.
    ///
    /// # Errors
    /// When something is asked that the format does not take.
    pub(crate) fn format(&self, sides: Sides) -> Result<Format, FormatError> {
        Ok(Format {
            container: self.container,
            form: Form {
                rate: self.rate()?,
                sides,
                encoding: self.encoding()?,
            },
            bitrate: self.bitrate(sides)?,
        })
    }

    fn encoding(&self) -> Result<Encoding, FormatError> {
        match (self.encoding, self.container) {
            (None, _) => Ok(Encoding::Pcm24),
            (Some(_), container) if !container.is_lossless() => Err(FormatError::NoBits(container)),
            (Some(Encoding::Float32), Container::Flac) => Err(FormatError::NoFloats),
            (Some(encoding), _) => Ok(encoding),
        }
    }

    fn bitrate(&self, sides: Sides) -> Result<u32, FormatError> {
        match (self.bitrate, self.quality) {
            (None, None) if self.container.is_lossless() => Ok(0),
            (_, _) if self.container.is_lossless() => Err(FormatError::NoBitrate(self.container)),
            (Some(rate), _) => quality::check(rate, self.container, sides),
            (None, word) => Ok(word.unwrap_or_default().bitrate(self.container, sides)),
        }
    }

    /// MP3 has the rate of CDs unless another is asked: it is what shops and old players take.
    fn rate(&self) -> Result<u32, FormatError> {
        let takes: &[u32] = match self.container {
            Container::Opus => &[48_000],
            Container::Mp3 => &[44_100, 48_000],
            Container::M4a | Container::M4b => &[48_000, 44_100],
            _ => &[48_000, 44_100, 88_200, 96_000],
        };
        match self.rate {
            None => Ok(takes.first().copied().unwrap_or(RATE)),
            Some(rate) if takes.contains(&rate) => Ok(rate),
            Some(rate) => Err(FormatError::SampleRate {
                container: self.container,
                rate,
                takes: takes
                    .iter()
                    .map(u32::to_string)
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(choice: Choice) -> String {
        choice.format(Sides::Both).unwrap_err().to_string()
    }

    #[test]
    fn a_format_has_its_defaults() {
        let rate = |container| Choice::of(container).format(Sides::Both).unwrap().form.rate;
        assert_eq!(
            Container::ALL.map(rate),
            [48_000, 48_000, 48_000, 48_000, 48_000, 44_100, 48_000]
        );
        let bits = |container| Choice::of(container).format(Sides::One).unwrap().bitrate;
        assert_eq!(
            Container::ALL.map(bits),
            [0, 0, 0, 80_000, 80_000, 96_000, 48_000]
        );
    }

    #[test]
    fn what_a_format_does_not_take_is_refused() {
        let mp3 = Choice::of(Container::Mp3);
        let bits = refused(Choice {
            encoding: Some(Encoding::Pcm16),
            ..mp3
        });
        assert_eq!(bits, "MP3 has no bits per sample; WAV, RF64 and FLAC have");
        let floats = refused(Choice {
            encoding: Some(Encoding::Float32),
            ..Choice::of(Container::Flac)
        });
        assert!(floats.contains("16 or 24 bits"), "{floats}");
        for container in [Container::Wav, Container::Rf64, Container::Flac] {
            let quality = refused(Choice {
                quality: Some(Quality::High),
                ..Choice::of(container)
            });
            assert!(quality.contains(container.name()), "{quality}");
        }
        let opus = refused(Choice {
            rate: Some(44_100),
            ..Choice::of(Container::Opus)
        });
        assert!(opus.contains("it takes 48000 Hz"), "{opus}");
    }
}
