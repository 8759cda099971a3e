//! Sinks for blocks: a file, a meter, a loudspeaker. Also pictures of audio and
//! encodings for pages. A sink receives the same blocks in the same order,
//! independent of threads.

pub(crate) mod background_sink;
pub(crate) mod data_uri;
pub(crate) mod device;
pub(crate) mod encode;
pub(crate) mod level;
pub(crate) mod live;
pub(crate) mod meter;
pub(crate) mod moments;
pub(crate) mod opus;
pub(crate) mod picture;
pub(crate) mod together;
pub(crate) mod record;
pub(crate) mod resampled;
pub(crate) mod solo;
pub(crate) mod survey;
pub(crate) mod tags;
pub(crate) mod wav;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use self::device::DeviceError;
use self::meter::Loudness;
use cuebook_dsp::gauge::LoudnessError;
use cuebook_engine::Block;

/// Takes a show, block by block.
pub trait Sink: Send {
    /// Takes the first `frames` frames of a block.
    ///
    /// # Errors
    /// When they cannot be stored.
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError>;

    /// Takes the measurements of all that was written, before the output is completed.
    fn measured(&mut self, _loudness: &Loudness) {}

    /// Completes the output. A sink that is dropped without it leaves no
    /// file.
    ///
    /// # Errors
    /// When the output cannot be completed.
    fn finish(self) -> Result<(), SinkError>;
}

/// Why a sink failed.
#[derive(Debug, Error)]
pub enum SinkError {
    /// The file cannot be created or written.
    #[error("cannot write {}", path.display())]
    File {
        /// The path of the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A written file cannot be read to measure it.
    #[error("cannot read {} back", path.display())]
    Unread {
        /// The path of the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The format or the length of the show does not fit a WAV header.
    #[error("cannot describe {} as WAV", path.display())]
    Header {
        /// The path of the file.
        path: PathBuf,
        /// The cause.
        source: hound::Error,
    },
    /// The sink got more or fewer frames than its header says.
    #[error("{} should have {promised} frames but got {given}", path.display())]
    Length {
        /// The path of the file.
        path: PathBuf,
        /// The number of frames in the header.
        promised: u64,
        /// The number of frames that were written.
        given: u64,
    },
    /// The sound device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The resampler cannot convert to this rate in frames a second, for the given reason.
    #[error("cannot convert the show to {0} Hz: {1}")]
    Rate(u32, String),
    /// The loudness meter failed.
    #[error(transparent)]
    Meter(#[from] LoudnessError),
}
