//! An encoded sound in a file without a name, which the system removes when it is closed. It is
//! for sounds that go into another file, such as the chapters of a book.

use std::fs::File;
use std::io::{self, BufWriter, Seek};

use super::{Coder, Format, Outlet, coder};
use cuebook_core::units::Frames;
use cuebook_engine::Block;

/// The size of the buffer before the file, in bytes.
const BUFFER: usize = 1 << 18;

/// A sound that is being encoded.
pub(crate) struct Unnamed {
    file: BufWriter<File>,
    coder: Box<dyn Coder>,
}

impl Unnamed {
    /// Begins a sound of `frames` frames at the rate of its format, which is not WAV.
    ///
    /// # Errors
    /// When the folder for files without a name cannot be written to.
    pub(crate) fn create(frames: Frames, format: &Format) -> io::Result<Unnamed> {
        let coder = coder(format, frames.index() as u64)?;
        Ok(Unnamed {
            file: BufWriter::with_capacity(BUFFER, tempfile::tempfile()?),
            coder: coder.ok_or_else(|| io::Error::other("WAV is not encoded"))?,
        })
    }

    /// Encodes the first `frames` frames of a block.
    ///
    /// # Errors
    /// When they cannot be encoded or written.
    pub(crate) fn write(&mut self, block: &Block, frames: usize) -> io::Result<()> {
        let mut outlet = Outlet {
            file: &mut self.file,
            heard: None,
        };
        self.coder.write(block, frames, &mut outlet)
    }

    /// Completes the sound. Returns its file, to be read from the beginning.
    ///
    /// # Errors
    /// When it cannot be completed.
    pub(crate) fn finish(mut self) -> io::Result<File> {
        let mut outlet = Outlet {
            file: &mut self.file,
            heard: None,
        };
        self.coder.finish(&mut outlet)?;
        let mut file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    }
}
