//! Pictures of sounds: the wave, and the spectrogram. Takes audio and returns
//! grids of levels for a terminal or a PNG. A picture depends only on the sound
//! and the requested size.

pub mod axis;
mod colour;
mod image;
mod spectrogram;
mod wave;

pub use colour::{COLOURS, Rgb};
pub use image::{PictureError, png};
pub use spectrogram::{HIGHEST, LOWEST, Spectrogram, height_of};
pub use wave::Wave;
