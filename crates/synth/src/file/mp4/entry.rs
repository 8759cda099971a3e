//! The description of a track's codec (ISO 14496-12, 12.2.3; ISO 14496-1, 7.2.6).

use super::boxes::{boxes, child};
use crate::file::bytes::{array, be16, be32};
use crate::file::fault::Fault;
use crate::file::pcm::{Number, Pcm};

/// A codec with its configuration.
#[derive(Debug, PartialEq)]
pub(super) enum Kind<'b> {
    Aac(&'b [u8]),
    Alac(&'b [u8]),
    Flac(&'b [u8]),
    /// The head as in an Ogg file.
    Opus(Vec<u8>),
    Mp3,
    Pcm(Pcm),
}

/// The description of a track's sound.
#[derive(Debug, PartialEq)]
pub(super) struct Entry<'b> {
    pub kind: Kind<'b>,
    pub rate: u32,
    pub channels: usize,
}

impl<'b> Entry<'b> {
    /// Reads the first description of a track.
    ///
    /// # Errors
    /// When the codec is not supported.
    pub(super) fn of(table: &'b [u8]) -> Result<Entry<'b>, Fault> {
        let list = child(table, b"stsd").and_then(|body| body.get(8..));
        let (codec, body) = list.and_then(|list| boxes(list).next()).ok_or_else(cut)?;
        // QuickTime's versions 1 and 2 have more fields.
        let read = || {
            Some(match be16(body, 8)? {
                0 => (28, be32(body, 24)? >> 16, usize::from(be16(body, 16)?)),
                1 => (44, be32(body, 24)? >> 16, usize::from(be16(body, 16)?)),
                _ => {
                    let rate = f64::from_be_bytes(array(body, 32)?);
                    (64, rate as u32, be32(body, 40)? as usize)
                }
            })
        };
        let (head, rate, channels) = read().ok_or_else(cut)?;
        let extra = body.get(head..).unwrap_or(&[]);
        let bits = usize::from(be16(body, 18).unwrap_or(16));
        let kind = match plain(&codec, bits) {
            Some((number, bytes, big_endian)) => Kind::Pcm(Pcm {
                rate,
                channels,
                number,
                bytes,
                big_endian,
            }),
            None => coded(&codec, extra)?,
        };
        Ok(Entry {
            kind,
            rate,
            channels,
        })
    }
}

fn cut() -> Fault {
    Fault::broken("its format is cut short")
}

/// Returns how plain samples are written: the number, its bytes and whether the highest
/// one is the first.
fn plain(codec: &[u8; 4], bits: usize) -> Option<(Number, usize, bool)> {
    match codec {
        b"sowt" => Some((Number::Signed, bits.div_ceil(8), false)),
        b"twos" => Some((Number::Signed, bits.div_ceil(8), true)),
        b"in24" => Some((Number::Signed, 3, true)),
        b"in32" => Some((Number::Signed, 4, true)),
        b"fl32" => Some((Number::Float, 4, true)),
        b"raw " => Some((Number::Unsigned, 1, true)),
        b"ulaw" => Some((Number::MuLaw, 1, true)),
        b"alaw" => Some((Number::ALaw, 1, true)),
        _ => None,
    }
}

/// Reads the configuration of a codec.
fn coded<'b>(codec: &[u8; 4], extra: &'b [u8]) -> Result<Kind<'b>, Fault> {
    let kind = match codec {
        b"mp4a" => return mpeg4(extra),
        b".mp3" | b"ms\0U" => Some(Kind::Mp3),
        b"alac" => alac(extra).map(Kind::Alac),
        b"Opus" => child(extra, b"dOps").and_then(opus).map(Kind::Opus),
        b"fLaC" => {
            let blocks = child(extra, b"dfLa").and_then(|body| body.get(8..));
            blocks.map(Kind::Flac)
        }
        other => return Err(Fault::foreign(codec_name(other))),
    };
    kind.ok_or_else(cut)
}

/// Reads the description of AAC or MP3.
fn mpeg4(extra: &[u8]) -> Result<Kind<'_>, Fault> {
    let inner = child(extra, b"wave").unwrap_or(extra);
    let descriptor = child(inner, b"esds").and_then(|body| body.get(4..));
    let stream = descriptor.and_then(|body| part(body, 3));
    let (object, config) = stream.and_then(decoder).unwrap_or((0, &[]));
    match object {
        0x40 | 0x66..=0x68 => Ok(Kind::Aac(config)),
        0x69 | 0x6b => Ok(Kind::Mp3),
        0xa5 | 0xa6 => Err(Fault::foreign("AC-3 in MP4")),
        0xa9..=0xac => Err(Fault::foreign("DTS in MP4")),
        0 => Err(Fault::broken("its format is missing")),
        _ => Err(Fault::foreign("MP4 with an unusual codec")),
    }
}

/// Returns the kind of codec and its configuration.
fn decoder(stream: &[u8]) -> Option<(u8, &[u8])> {
    let flags = *stream.get(2)?;
    let mut at = 3;
    at += if flags & 0x80 != 0 { 2 } else { 0 };
    if flags & 0x40 != 0 {
        at += 1 + usize::from(*stream.get(at)?);
    }
    at += if flags & 0x20 != 0 { 2 } else { 0 };
    let decoder = part(stream.get(at..)?, 4)?;
    let config = decoder.get(13..).and_then(|rest| part(rest, 5));
    Some((*decoder.first()?, config.unwrap_or(&[])))
}

/// Returns the content of a descriptor if it has this tag. Its length is written with
/// seven bits in a byte.
fn part(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(&[tag])?;
    let mut size = 0;
    for _ in 0..4 {
        let (byte, after) = rest.split_first()?;
        rest = after;
        size = size << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(&rest[..size.min(rest.len())])
}

/// Returns the cookie of ALAC: 24 bytes, or 48 with an order of channels.
fn alac(extra: &[u8]) -> Option<&[u8]> {
    let inner = child(extra, b"wave").unwrap_or(extra);
    let cookie = child(inner, b"alac")?.get(4..)?;
    cookie.get(..48).or_else(|| cookie.get(..24))
}

/// Turns the numbers of an Opus description around: MP4 writes them from the highest
/// byte on.
fn opus(body: &[u8]) -> Option<Vec<u8>> {
    let mut head = b"OpusHead\x01".to_vec();
    head.push(*body.get(1)?);
    head.extend(be16(body, 2)?.to_le_bytes());
    head.extend(be32(body, 4)?.to_le_bytes());
    head.extend(be16(body, 8)?.to_le_bytes());
    head.extend(body.get(10..)?);
    Some(head)
}

/// Returns the name of a codec that cannot be read.
fn codec_name(codec: &[u8; 4]) -> String {
    match codec {
        b"drms" | b"enca" => "a protected file from a shop".to_owned(),
        b"ac-3" | b"ec-3" => "AC-3 in MP4".to_owned(),
        b"samr" | b"sawb" => "AMR".to_owned(),
        other => {
            let name = String::from_utf8_lossy(other).into_owned();
            format!("MP4 with the codec `{}`", name.escape_default())
        }
    }
}
