//! The header before the samples. Takes a form and a number of frames, and
//! returns a RIFF header, or RF64 for files of more than 4 GiB. Its sizes are
//! those of the finished file.

use std::io::Cursor;

use super::{Encoding, Form};

/// The size that sends a reader to the `ds64` chunk.
const ELSEWHERE: [u8; 4] = [0xff; 4];

/// Returns the header for `frames` frames.
pub(super) fn of(form: Form, frames: u64) -> Result<Vec<u8>, hound::Error> {
    let header = empty(form)?;
    let data = frames * form.bytes_per_frame() as u64;
    let fits = data + header.len() as u64 <= u64::from(u32::MAX);
    Ok(match (u32::try_from(data), fits) {
        (Ok(data), true) => riff(header, data),
        _ => rf64(&header, data, frames),
    })
}

/// Returns the header of an RF64 file, however short it is.
pub(super) fn long(form: Form, frames: u64) -> Result<Vec<u8>, hound::Error> {
    let data = frames * form.bytes_per_frame() as u64;
    Ok(rf64(&empty(form)?, data, frames))
}

/// Returns the header of a file without samples: it ends with the size of its
/// data.
fn empty(form: Form) -> Result<Vec<u8>, hound::Error> {
    let (bits_per_sample, sample_format) = match form.encoding {
        Encoding::Pcm16 => (16, hound::SampleFormat::Int),
        Encoding::Pcm24 => (24, hound::SampleFormat::Int),
        Encoding::Float32 => (32, hound::SampleFormat::Float),
    };
    let spec = hound::WavSpec {
        channels: form.channels() as u16,
        sample_rate: form.rate,
        bits_per_sample,
        sample_format,
    };
    let mut bytes = Cursor::new(Vec::new());
    hound::WavWriter::new(&mut bytes, spec)?.finalize()?;
    Ok(bytes.into_inner())
}

fn riff(mut header: Vec<u8>, data: u32) -> Vec<u8> {
    let end = header.len();
    let whole = data + end as u32 - 8;
    header[4..8].copy_from_slice(&whole.to_le_bytes());
    header[end - 4..].copy_from_slice(&data.to_le_bytes());
    header
}

/// EBU Tech 3306: the 32-bit sizes are all ones, and the first chunk, `ds64`,
/// has the true sizes.
pub(super) fn rf64(header: &[u8], data: u64, frames: u64) -> Vec<u8> {
    const DS64: usize = 8 + 28;
    let whole = data + (header.len() + DS64 - 8) as u64;
    let mut out = Vec::with_capacity(header.len() + DS64);
    out.extend(b"RF64");
    out.extend(ELSEWHERE);
    out.extend(b"WAVE");
    out.extend(b"ds64");
    out.extend(28u32.to_le_bytes());
    out.extend(whole.to_le_bytes());
    out.extend(data.to_le_bytes());
    out.extend(frames.to_le_bytes());
    // No table of other long chunks.
    out.extend(0u32.to_le_bytes());
    out.extend(&header[12..header.len() - 4]);
    out.extend(ELSEWHERE);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::meter::Sides;

    fn long(header: &[u8], at: usize) -> u64 {
        u64::from_le_bytes(header[at..at + 8].try_into().unwrap())
    }

    #[test]
    fn a_header_has_the_sizes_of_the_file() {
        let header = of(Form::stereo(Encoding::Pcm16), 1000).unwrap();
        assert_eq!(&header[..4], b"RIFF");
        assert_eq!(header.len(), 44);
        assert_eq!(header[4..8], 4036u32.to_le_bytes());
        assert_eq!(&header[36..40], b"data");
        assert_eq!(header[40..44], 4000u32.to_le_bytes());
    }

    #[test]
    fn ten_hours_are_rf64() {
        let frames = 10 * 3600 * 48_000;
        let header = of(Form::stereo(Encoding::Pcm24), frames).unwrap();
        assert_eq!(&header[..8], b"RF64\xff\xff\xff\xff");
        assert_eq!(&header[8..16], b"WAVEds64");
        assert_eq!(header[16..20], 28u32.to_le_bytes());
        assert_eq!(long(&header, 20), frames * 6 + header.len() as u64 - 8);
        assert_eq!(long(&header, 28), frames * 6);
        assert_eq!(long(&header, 36), frames);
        assert_eq!(&header[48..52], b"fmt ");
        assert_eq!(&header[header.len() - 8..], b"data\xff\xff\xff\xff");
    }

    #[test]
    fn a_header_names_the_form() {
        let form = Form {
            rate: 44_100,
            sides: Sides::One,
            encoding: Encoding::Pcm16,
        };
        let header = of(form, 1000).unwrap();
        // Channels, frames a second, bytes a second, bytes a frame, bits.
        assert_eq!(header[22..24], 1u16.to_le_bytes());
        assert_eq!(header[24..28], 44_100u32.to_le_bytes());
        assert_eq!(header[28..32], 88_200u32.to_le_bytes());
        assert_eq!(header[32..34], 2u16.to_le_bytes());
        assert_eq!(header[34..36], 16u16.to_le_bytes());
        assert_eq!(header[40..44], 2000u32.to_le_bytes());
    }

    #[test]
    fn the_last_file_that_fits_is_riff() {
        let header = empty(Form::stereo(Encoding::Pcm16)).unwrap().len() as u64;
        let most = (u64::from(u32::MAX) - header) / 4;
        assert_eq!(
            &of(Form::stereo(Encoding::Pcm16), most).unwrap()[..4],
            b"RIFF"
        );
        assert_eq!(
            &of(Form::stereo(Encoding::Pcm16), most + 1).unwrap()[..4],
            b"RF64"
        );
    }
}
