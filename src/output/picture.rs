//! Pictures of sounds: the wave, and which frequencies sound when.
//!
//! In: audio. Out: grids of levels that a terminal or a PNG can show. Always
//! true: a picture is made of the sound alone and has the size that was asked for.

pub mod axis;
mod colour;
mod image;
mod spectrogram;
mod wave;

pub use colour::{COLOURS, Rgb};
pub use image::{PictureError, png};
pub use spectrogram::{HIGHEST, LOWEST, Spectrogram, height_of};
pub use wave::Wave;
