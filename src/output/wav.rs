//! Writes WAV files. A sink takes blocks and the number of their frames, and writes a
//! [`WholeFile`]: the path holds either the previous file or the whole show, never a part
//! of it.
//!
//! The sizes in the header are known before the first sample. A show that does not fit in
//! RIFF's 32 bits is therefore written as RF64 (EBU Tech 3306) from the start, and
//! nothing is changed at the end.

mod encode;
mod header;
pub(crate) mod read;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tracing::info;

use super::encode::Container;
use super::meter::{Loudness, Sides};
use super::tags::{self, Tags};
use super::{Sink, SinkError};
use cuebook_core::units::{Frames, RATE};
use cuebook_core::whole_file::{self, WholeFile};
use cuebook_engine::Block;

pub(crate) use encode::Encoder;
pub use encode::Encoding;

/// The size of the buffer before the file, in bytes.
const BUFFER: usize = 1 << 20;

/// The format of a file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Frames a second.
    pub rate: u32,
    pub sides: Sides,
    pub encoding: Encoding,
}

impl Form {
    /// A stereo file at the engine's rate.
    #[must_use]
    pub fn stereo(encoding: Encoding) -> Form {
        Form {
            rate: RATE,
            sides: Sides::Both,
            encoding,
        }
    }

    #[must_use]
    pub fn channels(self) -> usize {
        self.sides.count()
    }

    #[must_use]
    pub fn bytes_per_frame(self) -> usize {
        self.channels() * self.encoding.bytes()
    }
}

/// Writes a WAV file. A sink that is dropped before `finish` leaves no file.
pub struct WavSink {
    path: PathBuf,
    file: BufWriter<WholeFile>,
    encoder: Encoder,
    bytes: Vec<u8>,
    promised: u64,
    given: u64,
    tags: Option<Tags>,
}

impl WavSink {
    /// Begins a stereo file of `frames` frames for `path`, and removes the
    /// unfinished files of killed runs from its folder.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(path: &Path, frames: Frames, encoding: Encoding) -> Result<WavSink, SinkError> {
        WavSink::formed(path, frames, Form::stereo(encoding))
    }

    /// Begins a file of any form, as [`WavSink::create`] does for a stereo file. `frames`
    /// counts at the rate of the file. A file with one channel contains the left side.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn formed(path: &Path, frames: Frames, form: Form) -> Result<WavSink, SinkError> {
        WavSink::headed(path, frames, form, header::of)
    }

    /// Begins a file as RF64, however short it is.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub(crate) fn long(path: &Path, frames: Frames, form: Form) -> Result<WavSink, SinkError> {
        WavSink::headed(path, frames, form, header::long)
    }

    fn headed(
        path: &Path,
        frames: Frames,
        form: Form,
        header: fn(Form, u64) -> Result<Vec<u8>, hound::Error>,
    ) -> Result<WavSink, SinkError> {
        let promised = frames.index() as u64;
        let header = header(form, promised).map_err(|source| SinkError::Header {
            path: path.into(),
            source,
        })?;
        WavSink::begin(path, &header)
            .map(|file| WavSink {
                path: path.into(),
                file,
                encoder: Encoder::new(form.encoding, form.sides),
                bytes: Vec::new(),
                promised,
                given: 0,
                tags: None,
            })
            .map_err(|source| SinkError::File {
                path: path.into(),
                source,
            })
    }

    fn begin(path: &Path, header: &[u8]) -> io::Result<BufWriter<WholeFile>> {
        whole_file::remove_abandoned(whole_file::folder_of(path));
        let file = WholeFile::create(path)?;
        let mut file = BufWriter::with_capacity(BUFFER, file);
        file.write_all(header)?;
        Ok(file)
    }

    /// Returns the sink of a file with tags.
    #[must_use]
    pub(crate) fn tagged(mut self, tags: Option<Tags>) -> WavSink {
        self.tags = tags;
        self
    }

    /// Writes the tags and moves the file to its place. It is not forced to the disk: that would
    /// take longer than the mix, and a show can be rendered again.
    fn keep(file: BufWriter<WholeFile>, tags: Option<&Tags>) -> io::Result<()> {
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(tags) = tags {
            tags::write(file.as_file(), Container::Wav, tags)?;
        }
        file.keep()
    }
}

/// Encodes audio in memory as a WAV file.
///
/// # Errors
/// When its form does not fit a WAV header.
pub(crate) fn in_memory(
    audio: &cuebook_core::audio::Audio,
    form: Form,
) -> Result<Vec<u8>, hound::Error> {
    use super::encode::block_of;
    use cuebook_core::units::BLOCK;

    let frames = audio.frames().index();
    let mut bytes = header::of(form, frames as u64)?;
    let mut encoder = Encoder::new(form.encoding, form.sides);
    for start in (0..frames).step_by(BLOCK) {
        let count = BLOCK.min(frames - start);
        encoder.encode(&block_of(audio, start, count), count, &mut bytes);
    }
    Ok(bytes)
}

impl Sink for WavSink {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.bytes.clear();
        self.encoder.encode(block, frames, &mut self.bytes);
        self.given += frames as u64;
        self.file
            .write_all(&self.bytes)
            .map_err(|source| SinkError::File {
                path: self.path.clone(),
                source,
            })
    }

    fn measured(&mut self, loudness: &Loudness) {
        if let Some(tags) = &mut self.tags {
            tags.loudness = Some(*loudness);
        }
    }

    fn finish(self) -> Result<(), SinkError> {
        if self.given != self.promised {
            return Err(SinkError::Length {
                path: self.path,
                promised: self.promised,
                given: self.given,
            });
        }
        WavSink::keep(self.file, self.tags.as_ref()).map_err(|source| SinkError::File {
            path: self.path.clone(),
            source,
        })?;
        info!("wrote {}: {} frames", self.path.display(), self.given);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
