//! Encodes a spectrogram as a PNG.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use thiserror::Error;

use super::{COLOURS, Spectrogram};

/// The number of distinct levels. More would not be visible, and would compress
/// worse.
const STEPS: u8 = 48;

/// Why a picture could not be made.
#[derive(Debug, Error)]
#[error("a picture cannot be encoded")]
pub struct PictureError(#[from] EncodingError);

/// Returns the spectrogram as a PNG with a palette and one pixel for every
/// level.
///
/// # Errors
/// When the picture has no width or no height.
pub(crate) fn png(picture: &Spectrogram) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    let (width, height) = (picture.columns as u32, picture.rows as u32);
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    let colour = |step: u8| COLOURS[usize::from(step) * 255 / usize::from(STEPS - 1)];
    encoder.set_palette((0..STEPS).flat_map(colour).collect::<Vec<u8>>());
    let pixels = picture.levels.iter();
    let pixels: Vec<u8> = pixels
        .map(|level| (u16::from(*level) * u16::from(STEPS) / 256) as u8)
        .collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Seconds;

    #[test]
    fn a_png_has_a_pixel_for_every_level() {
        let picture = Spectrogram {
            columns: 2,
            rows: 3,
            length: Seconds(1.0),
            levels: vec![0, 255, 64, 128, 5, 250],
        };
        let file = png(&picture).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height), (2, 3));
        assert_eq!(pixels[..3], COLOURS[0]);
        assert_eq!(pixels[3..6], COLOURS[255]);
        assert_eq!(pixels.len(), 18);
    }

    #[test]
    fn a_picture_of_nothing_is_refused() {
        let picture = Spectrogram {
            columns: 0,
            rows: 0,
            length: Seconds(0.0),
            levels: Vec::new(),
        };
        assert!(png(&picture).is_err());
    }
}
