//! The last frame of a FLAC stream where it is too short for the encoder: its samples as they are
//! (RFC 9639, sections 9.1 and 9.2.3).

use crate::output::wav::Form;

/// The fewest frames that the encoder takes.
pub(super) const SHORTEST: usize = 32;

/// Returns the frame with this number for samples as a WAV file has them.
pub(super) fn frame(form: Form, number: u32, bytes: &[u8]) -> Vec<u8> {
    let width = form.encoding.bytes();
    let count = bytes.len() / form.bytes_per_frame();
    let channels = form.channels();
    let size = if width == 2 { 0b100 } else { 0b110 };
    // The block size is one byte after the number; the rate is that of the stream.
    let mut out = vec![
        0xff,
        0xf8,
        0x60,
        (((channels - 1) as u8) << 4) | (size << 1),
    ];
    out.extend(coded(number));
    out.push((count - 1) as u8);
    out.push(crc(&out, 8, 0x07) as u8);
    for channel in 0..channels {
        // The samples of this channel follow without a prediction.
        out.push(0b10);
        let own = bytes.chunks_exact(width).skip(channel).step_by(channels);
        out.extend(own.flat_map(|sample| sample.iter().rev()));
    }
    let check = crc(&out, 16, 0x8005) as u16;
    out.extend(check.to_be_bytes());
    out
}

/// Returns a number as UTF-8 would have it, with up to 31 bits.
fn coded(number: u32) -> Vec<u8> {
    if number < 0x80 {
        return vec![number as u8];
    }
    let more = (1..6)
        .find(|more| number >> (5 * more + 6) == 0)
        .unwrap_or(5);
    let rest = (0..more).rev();
    let rest = rest.map(|place| 0x80 | (number >> (6 * place) & 0x3f) as u8);
    let mark = !0u8 << (7 - more);
    let first = mark | (number >> (6 * more)) as u8;
    std::iter::once(first).chain(rest).collect()
}

/// Returns the remainder of a division of polynomials, of `bits` bits.
fn crc(bytes: &[u8], bits: u32, polynomial: u32) -> u32 {
    let top = 1 << (bits - 1);
    let step = |crc: u32| match crc & top {
        0 => crc << 1,
        _ => (crc << 1) ^ polynomial,
    };
    let all = bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u32::from(*byte) << (bits - 8)), |crc, _| step(crc))
    });
    all & ((top << 1) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_coded_as_in_utf8() {
        for letter in ['a', 'é', '—', '😀'] {
            let mut bytes = [0; 4];
            let known = letter.encode_utf8(&mut bytes).as_bytes();
            assert_eq!(coded(letter.into()), known);
        }
        assert_eq!(coded(0x7fff_ffff), [0xfd, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf]);
    }

    #[test]
    fn checks_are_the_known_ones() {
        assert_eq!(crc(b"123456789", 8, 0x07), 0xf4);
        assert_eq!(crc(b"123456789", 16, 0x8005), 0xfee8);
    }
}
