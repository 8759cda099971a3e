//! Pictures of sounds: the wave, and the spectrogram. Takes audio and returns
//! grids of levels for a terminal or a PNG. A picture depends only on the sound
//! and the requested size.

pub(crate) mod axis;
mod colour;
mod image;
mod spectrogram;
mod wave;

pub(crate) use colour::{COLOURS, Rgb};
pub(crate) use image::{PictureError, png};
pub(crate) use spectrogram::{Spectrogram, height_of};
pub(crate) use wave::Wave;
