//! Encodes sound files: WAV, FLAC, AAC in MP4, MP3 and Opus. Takes blocks, and writes a file
//! piece by piece, so that memory does not grow with the show. A decoder returns each file with
//! the length of the show and without a shift, to the sample: the file says where its sound
//! begins and how long it lasts.

mod aac;
mod choice;
mod file;
mod flac;
mod heard;
mod mp3;
mod mp4;
mod quality;
mod unnamed;

use std::io::{self, Seek, Write};
use std::path::Path;

pub(crate) use choice::Format;
pub use choice::{Choice, FormatError};
pub(crate) use file::{Peak, Proof, SoundFile};
use heard::Heard;
pub use quality::{Bitrate, Quality};
pub(crate) use unnamed::Unnamed;

use super::opus::Opus;
use super::wav::{Encoding, Form};
use cuebook_core::audio::Audio;
use cuebook_engine::Block;

/// The kind of a sound file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Container {
    /// WAV; RF64 where it would be longer than 4 GiB.
    Wav,
    /// WAV with sizes of 64 bits (EBU Tech 3306), however long it is.
    Rf64,
    /// FLAC, with 16 or 24 bits.
    Flac,
    /// AAC-LC in MP4.
    M4a,
    /// The same as an audiobook: players remember the place and show the chapters.
    M4b,
    /// MP3 at a constant bit rate.
    Mp3,
    /// Opus in Ogg.
    Opus,
}

impl Container {
    /// All of them, in the order of messages and docs.
    pub(crate) const ALL: [Container; 7] = [
        Container::Wav,
        Container::Rf64,
        Container::Flac,
        Container::M4a,
        Container::M4b,
        Container::Mp3,
        Container::Opus,
    ];

    /// Returns the endings of its files; the first is the usual one.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Container::Wav => &["wav", "wave", "bwf"],
            Container::Rf64 => &["rf64"],
            Container::Flac => &["flac"],
            Container::M4a => &["m4a", "mp4"],
            Container::M4b => &["m4b"],
            Container::Mp3 => &["mp3"],
            Container::Opus => &["opus", "ogg", "oga"],
        }
    }

    /// Returns the usual ending of its files, without a dot.
    pub(crate) fn ending(self) -> &'static str {
        self.endings()[0]
    }

    /// Returns the name for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Container::Wav => "WAV",
            Container::Rf64 => "RF64",
            Container::Flac => "FLAC",
            Container::M4a => "M4A",
            Container::M4b => "M4B",
            Container::Mp3 => "MP3",
            Container::Opus => "Opus",
        }
    }

    /// Returns the kind of file that a name asks for by its ending.
    ///
    /// # Errors
    /// When the name has no ending, or one that is not known.
    pub(crate) fn of_path(path: &Path) -> Result<Container, FormatError> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        Container::of_ending(&ending).ok_or_else(|| FormatError::Unknown(path.to_owned()))
    }

    /// Returns whether a name has an ending of this format, or of one that programs open alike.
    pub(crate) fn may_end(self, path: &Path) -> bool {
        let is_mp4 = |container| matches!(container, Container::M4a | Container::M4b);
        Container::of_path(path).is_ok_and(|named| {
            let is_alike = self.is_wav() && named.is_wav()
                || is_mp4(self) && path.extension().is_some_and(|end| end == "mp4");
            named == self || is_alike
        })
    }

    /// Returns the kind of file of an ending, in small or capital letters, without a dot.
    pub(crate) fn of_ending(ending: &str) -> Option<Container> {
        let mut all = Container::ALL.into_iter();
        all.find(|container| {
            let endings = container.endings();
            endings.iter().any(|own| own.eq_ignore_ascii_case(ending))
        })
    }

    /// Returns whether its samples are those of the show.
    pub(crate) fn is_lossless(self) -> bool {
        matches!(self, Container::Wav | Container::Rf64 | Container::Flac)
    }

    /// Returns whether it is WAV, of any length.
    pub(crate) fn is_wav(self) -> bool {
        matches!(self, Container::Wav | Container::Rf64)
    }
}

/// Where a coder writes: a file, or bytes in memory.
pub(super) trait Place: Write + Seek + Send {}
impl<P: Write + Seek + Send> Place for P {}

/// Where the packets of a coder go: into the file, and through a decoder to a listener.
pub(super) struct Outlet<'a> {
    pub(super) file: &'a mut dyn Place,
    pub(super) heard: Option<&'a mut Heard>,
}

impl<'a> Outlet<'a> {
    /// Nobody listens.
    pub(super) fn silent(file: &'a mut dyn Place) -> Outlet<'a> {
        Outlet { file, heard: None }
    }
}

/// Encodes frames at the rate of its file.
pub(super) trait Coder: Send {
    /// Encodes the first `frames` frames of a block.
    fn write(&mut self, block: &Block, frames: usize, to: &mut Outlet<'_>) -> io::Result<()>;

    /// Encodes the rest and completes the file.
    fn finish(&mut self, to: &mut Outlet<'_>) -> io::Result<()>;
}

/// Returns the coder for a file of `frames` frames at its rate; `None` for WAV.
fn coder(format: &Format, frames: u64) -> io::Result<Option<Box<dyn Coder>>> {
    let Format {
        container,
        form,
        bitrate,
    } = *format;
    Ok(match container {
        Container::Wav | Container::Rf64 => None,
        Container::Flac => Some(Box::new(flac::Flac::new(form)?)),
        Container::M4a | Container::M4b => {
            let brand = mp4::Brand::of(container);
            Some(Box::new(aac::Aac::new(form, bitrate, frames, brand)?))
        }
        Container::Mp3 => Some(Box::new(mp3::Mp3::new(form, bitrate)?)),
        Container::Opus => Some(Box::new(Opus::new(form.channels(), bitrate, frames)?)),
    })
}

/// Returns `count` frames from `start` on; mono is on both sides.
pub(super) fn block_of(audio: &Audio, start: usize, count: usize) -> Block {
    let mut block = Block::SILENCE;
    let last = audio.channels.len() - 1;
    block.left[..count].copy_from_slice(&audio.channels[0][start..start + count]);
    block.right[..count].copy_from_slice(&audio.channels[last][start..start + count]);
    block
}

/// Returns both sides of the first `frames` frames of a block.
fn sides_of(block: &Block, frames: usize) -> [&[f32]; 2] {
    [&block.left[..frames], &block.right[..frames]]
}

impl Encoding {
    /// Returns the number of bits of a whole number; `None` for floats.
    fn bits(self) -> Option<u32> {
        match self {
            Encoding::Pcm16 => Some(16),
            Encoding::Pcm24 => Some(24),
            Encoding::Float32 => None,
        }
    }
}

#[cfg(test)]
mod tests;
