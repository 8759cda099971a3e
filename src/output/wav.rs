//! Writes WAV files. Takes blocks and the number of frames. The path holds
//! either the previous file or the whole show, never a part of it.
//!
//! The sizes in the header are known before the first sample. So a show that
//! does not fit in RIFF's 32 bits is written as RF64 (EBU Tech 3306) from the
//! start, and nothing is changed at the end.

mod encode;
mod header;
pub mod read;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::meter::Sides;
use super::{Sink, SinkError};
use crate::engine::Block;
use crate::units::{Frames, RATE};

use encode::Encoder;
pub use encode::Encoding;

/// The size of the write buffer, in bytes.
const BUFFER: usize = 1 << 20;

/// The ending of the names of unfinished files.
const UNDER_WAY: &str = ".cuebook-part";

/// An unfinished file without a write for this long was left by a killed run. A
/// file that is being written is never that old.
const LEFT: Duration = Duration::from_secs(60);

/// The format of a file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The rate in frames a second.
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

/// Writes a WAV file under another name and moves it to its path when it is
/// complete.
pub struct WavSink {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
    encoder: Encoder,
    bytes: Vec<u8>,
    promised: u64,
    given: u64,
}

impl WavSink {
    /// Begins a stereo file of `frames` frames for `path`, and removes the
    /// unfinished files of killed runs for the same path.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(path: &Path, frames: Frames, encoding: Encoding) -> Result<WavSink, SinkError> {
        WavSink::formed(path, frames, Form::stereo(encoding))
    }

    /// Does the same for a file of any form. `frames` counts at the rate of the
    /// file. A file of one channel has the left side.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn formed(path: &Path, frames: Frames, form: Form) -> Result<WavSink, SinkError> {
        let promised = frames.index() as u64;
        let header = header::of(form, promised).map_err(|source| SinkError::Header {
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
            })
            .map_err(|source| SinkError::File {
                path: path.into(),
                source,
            })
    }

    fn begin(path: &Path, header: &[u8]) -> io::Result<BufWriter<NamedTempFile>> {
        let folder = folder_of(path);
        // The error must name the folder, not the unfinished file in it.
        fs::metadata(folder)?;
        let prefix = prefix_of(path);
        remove_left(folder, &prefix);
        let file = builder(&prefix).tempfile_in(folder)?;
        let mut file = BufWriter::with_capacity(BUFFER, file);
        file.write_all(header)?;
        Ok(file)
    }

    /// Moves the file to its path. It is not forced to the disk: that would
    /// take longer than the mix, and a show can be rendered again.
    fn keep(file: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    }
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

    fn finish(self) -> Result<(), SinkError> {
        if self.given != self.promised {
            return Err(SinkError::Length {
                path: self.path,
                promised: self.promised,
                given: self.given,
            });
        }
        WavSink::keep(self.file, &self.path).map_err(|source| SinkError::File {
            path: self.path,
            source,
        })
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Returns `.show.wav.` for `show.wav`: the start of the names of its
/// unfinished files.
fn prefix_of(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or(OsStr::new("show")));
    prefix.push(".");
    prefix
}

fn builder(prefix: &OsStr) -> tempfile::Builder<'_, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(UNDER_WAY);
    // The permissions of any new file, not only for its owner.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Removes unfinished files of killed runs. A file that cannot be removed does
/// not stop the rendering.
fn remove_left(folder: &Path, prefix: &OsStr) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        let ours =
            name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(UNDER_WAY.as_bytes());
        let age = entry.metadata().and_then(|metadata| metadata.modified());
        let old = age.is_ok_and(|time| time.elapsed().is_ok_and(|age| age >= LEFT));
        if ours && old {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests;
