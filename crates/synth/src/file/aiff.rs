//! Reads AIFF and AIFF-C files. A size that the file does not have ends with the file.

use super::bytes::{array, be16, be32, clipped};
use super::fault::Fault;
use super::pcm::{Number, Pcm};
use super::sink::Sink;

/// Returns whether a file is an AIFF file.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"FORM") && matches!(bytes.get(8..12), Some(b"AIFF" | b"AIFC"))
}

/// Decodes an AIFF file.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let (mut format, mut data) = (None, None);
    let mut at = 12;
    while let (Some(id), Some(size)) = (bytes.get(at..at + 4), be32(bytes, at + 4)) {
        let body = clipped(bytes, at + 8, u64::from(size));
        match id {
            b"COMM" => format = Some(&bytes[body.clone()]),
            b"SSND" => {
                // The samples may begin after a gap. A size of 0 was never filled in.
                let gap = be32(bytes, body.start).unwrap_or(0);
                let end = if size <= 8 { bytes.len() } else { body.end };
                let start = clipped(bytes, body.start + 8, u64::from(gap)).end;
                data = Some(&bytes[start.min(end)..end]);
            }
            _ => {}
        }
        at = body.end + usize::from(size % 2 == 1);
    }
    let format = format.ok_or_else(|| Fault::broken("its format is missing"))?;
    let data = data.ok_or_else(|| Fault::broken("its sound is missing"))?;
    pcm(format)?.decode(data, sink)
}

/// Reads the `COMM` chunk.
fn pcm(format: &[u8]) -> Result<Pcm, Fault> {
    let cut = || Fault::broken("its format is cut short");
    let channels = be16(format, 0).ok_or_else(cut)?;
    let bits = usize::from(be16(format, 6).ok_or_else(cut)?);
    let rate = array(format, 8).and_then(extended).ok_or_else(cut)?;
    let kind = array(format, 18).unwrap_or(*b"NONE");
    let needed = bits.div_ceil(8).max(1);
    let (number, bytes, big_endian) = match &kind {
        b"NONE" | b"twos" => (Number::Signed, needed, true),
        b"sowt" => (Number::Signed, needed, false),
        b"raw " => (Number::Unsigned, needed, true),
        b"in24" => (Number::Signed, 3, true),
        b"in32" => (Number::Signed, 4, true),
        b"fl32" | b"FL32" => (Number::Float, 4, true),
        b"fl64" | b"FL64" => (Number::Float, 8, true),
        b"alaw" | b"ALAW" => (Number::ALaw, 1, true),
        b"ulaw" | b"ULAW" => (Number::MuLaw, 1, true),
        other => {
            let name = String::from_utf8_lossy(other).into_owned();
            return Err(Fault::foreign(format!(
                "an AIFF file with the codec `{name}`"
            )));
        }
    };
    Ok(Pcm {
        rate,
        channels: usize::from(channels),
        number,
        bytes,
        big_endian,
    })
}

/// Reads a positive number of 80 bits: 15 of the exponent and 64 of the fraction.
fn extended(bytes: [u8; 10]) -> Option<u32> {
    let exponent = i32::from(be16(&bytes, 0)?) - 16_383;
    let fraction = u64::from_be_bytes(array(&bytes, 2)?);
    let shift = u32::try_from(63 - exponent).ok()?;
    u32::try_from(fraction.checked_shr(shift)?).ok()
}
