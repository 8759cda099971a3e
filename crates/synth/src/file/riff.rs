//! Reads WAV files: RIFF, its 64-bit forms RF64 and BW64, and Sony's Wave64.
//!
//! The file's own length counts, not the sizes in its headers: a part that claims
//! more than there is ends with the file.

use std::ops::Range;

use super::bytes::{clipped, find, le16, le32, le64};
use super::fault::Fault;
use super::mpeg;
use super::pcm::{Adpcm, Number, Pcm};
use super::sink::Sink;

/// The size of a part whose size is unknown.
const UNKNOWN: u64 = 0xffff_ffff;

/// The ends of the identifiers of Wave64: those of RIFF are their first four bytes.
const RIFF_W64: &[u8] = b"\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00";

/// Returns whether a file is a WAV file.
pub(super) fn is(bytes: &[u8]) -> bool {
    let riff = [&b"RIFF"[..], b"RF64", b"BW64"]
        .iter()
        .any(|id| bytes.starts_with(id));
    riff && bytes.get(8..12) == Some(b"WAVE") || is_w64(bytes)
}

fn is_w64(bytes: &[u8]) -> bool {
    bytes.starts_with(b"riff") && bytes.get(4..16) == Some(RIFF_W64)
}

/// Decodes a WAV file.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let parts = match is_w64(bytes) {
        true => wave64(bytes),
        false => chunks(bytes),
    };
    let format = parts
        .format
        .ok_or_else(|| Fault::broken("its format is missing"))?;
    let data = parts
        .data
        .ok_or_else(|| Fault::broken("its sound is missing"))?;
    Format::of(&bytes[format])?.decode(&bytes[data], sink)
}

/// The parts that matter.
#[derive(Default)]
struct Parts {
    format: Option<Range<usize>>,
    data: Option<Range<usize>>,
}

/// Finds the parts of RIFF, RF64 and BW64.
fn chunks(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let mut long = None;
    let mut at = 12;
    while let (Some(id), Some(size)) = (bytes.get(at..at + 4), le32(bytes, at + 4)) {
        let body = at + 8;
        let mut size = u64::from(size);
        match id {
            b"ds64" => long = le64(bytes, body + 8),
            b"fmt " if parts.format.is_none() => parts.format = Some(clipped(bytes, body, size)),
            b"data" => {
                size = match (size, long) {
                    (UNKNOWN, Some(long)) => long,
                    (0 | UNKNOWN, None) => u64::MAX,
                    _ => size,
                };
                parts.data = Some(clipped(bytes, body, size));
                if parts.format.is_some() {
                    break;
                }
            }
            _ => {}
        }
        let end = clipped(bytes, body, size).end;
        at = match (end - body) as u64 == size {
            true => next(bytes, end, size),
            // The size is wrong: the sound may begin inside.
            false => body + find(&bytes[body..], b"data").unwrap_or(bytes.len() - body),
        };
    }
    parts
}

/// Returns the place of the chunk after one that ends at `end`. Some programs leave out
/// the byte that makes its length even.
fn next(bytes: &[u8], end: usize, size: u64) -> usize {
    let follows = |at: usize| matches!(bytes.get(at..at + 4), Some(b"data" | b"fmt " | b"LIST"));
    match size % 2 == 1 && !follows(end) {
        true => end + 1,
        false => end,
    }
}

/// Finds the parts of Wave64: identifiers of 16 bytes, sizes that count the head, and
/// places that are multiples of 8.
fn wave64(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let mut at = 40;
    while let (Some(id), Some(size)) = (bytes.get(at..at + 4), le64(bytes, at + 16)) {
        let body = clipped(bytes, at + 24, size.saturating_sub(24));
        let all = clipped(bytes, at + 24, u64::MAX);
        match id {
            b"fmt " => parts.format = Some(body.clone()),
            b"data" => parts.data = Some(if size <= 24 { all } else { body.clone() }),
            _ => {}
        }
        at = body.end.max(at + 24).next_multiple_of(8);
    }
    parts
}

/// The format of the samples.
struct Format {
    tag: u16,
    channels: usize,
    rate: u32,
    block: usize,
    bits: usize,
}

impl Format {
    /// Reads the `fmt ` chunk. In an extensible one, the first number of its long
    /// identifier is the usual tag.
    fn of(fmt: &[u8]) -> Result<Format, Fault> {
        let read = || {
            let tag = match le16(fmt, 0)? {
                0xfffe => le16(fmt, 24)?,
                tag => tag,
            };
            Some(Format {
                tag,
                channels: usize::from(le16(fmt, 2)?),
                rate: le32(fmt, 4)?,
                block: usize::from(le16(fmt, 12)?),
                bits: usize::from(le16(fmt, 14).unwrap_or(8)),
            })
        };
        read().ok_or_else(|| Fault::broken("its format is cut short"))
    }

    fn decode(&self, data: &[u8], sink: &mut Sink) -> Result<(), Fault> {
        let blocks = (self.rate, self.channels, self.block);
        let number = match self.tag {
            1 if self.bytes() == 1 => Number::Unsigned,
            1 => Number::Signed,
            3 => Number::Float,
            6 => Number::ALaw,
            7 => Number::MuLaw,
            2 => return Adpcm::Microsoft.decode(data, blocks, sink),
            0x11 => return Adpcm::Ima.decode(data, blocks, sink),
            0x50 | 0x55 => return mpeg::decode(data, sink),
            tag => return Err(Fault::foreign(codec_name(tag))),
        };
        let pcm = Pcm {
            rate: self.rate,
            channels: self.channels,
            number,
            bytes: self.bytes(),
            big_endian: false,
        };
        pcm.decode(data, sink)
    }

    /// Returns the bytes of a sample: as many as a frame has room for, or else as its
    /// bits need.
    fn bytes(&self) -> usize {
        let needed = self.bits.div_ceil(8).max(1);
        let room = self.block.checked_div(self.channels).unwrap_or(0);
        let usual = (needed..=4).contains(&room) || room == 8 && needed == 8;
        let fits = usual && room * self.channels == self.block;
        if fits { room } else { needed }
    }
}

/// Returns the name of a codec in WAV that cannot be read.
fn codec_name(tag: u16) -> String {
    match tag {
        0x31 => "GSM in a WAV file".to_owned(),
        0x160..=0x163 => "Windows Media Audio".to_owned(),
        0x2000 => "AC-3 in a WAV file".to_owned(),
        0xff | 0x1600..=0x1602 => "AAC in a WAV file".to_owned(),
        tag => format!("a WAV file with the codec {tag:#06x}"),
    }
}
