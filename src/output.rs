//! Where blocks go: a file, a meter, a loudspeaker; and how a piece of audio is shown and handed on.
//!
//! In: blocks of the engine. Out: what is made of them. Always true: a sink
//! sees the same blocks in the same order, whoever renders them.

pub mod behind;
pub mod data_uri;
pub mod device;
pub mod level;
pub mod live;
pub mod meter;
pub mod moments;
pub mod opus;
pub mod picture;
pub mod pump;
pub mod record;
pub mod resampled;
pub mod solo;
pub mod survey;
pub mod wav;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use self::device::DeviceError;
use crate::engine::Block;
use crate::loudness::LoudnessError;

/// Takes a show in, block by block.
pub trait Sink: Send {
    /// Takes the first `frames` frames of a block.
    ///
    /// # Errors
    /// When they cannot be kept.
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError>;

    /// Keeps the whole. A sink that is dropped instead leaves nothing behind.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn finish(self) -> Result<(), SinkError>;
}

/// Why a sink gave up.
#[derive(Debug, Error)]
pub enum SinkError {
    #[error("cannot write {}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("cannot read {} back", path.display())]
    Unread { path: PathBuf, source: io::Error },
    #[error("cannot describe {} as WAV", path.display())]
    Header { path: PathBuf, source: hound::Error },
    #[error("{} was to hold {promised} frames and was given {given}", path.display())]
    Length {
        path: PathBuf,
        promised: u64,
        given: u64,
    },
    #[error(transparent)]
    Device(#[from] DeviceError),
    #[error("cannot bring the show to {0} Hz: {1}")]
    Rate(u32, String),
    #[error(transparent)]
    Meter(#[from] LoudnessError),
}
