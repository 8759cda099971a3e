//! Reads FLAC files, also inside Ogg and MP4. The reader of `symphonia` finds the
//! frames; it gets the stream without tags and pictures.

use std::io::Cursor;

use symphonia::core::formats::FormatReader;
use symphonia::core::io::MediaSourceStream;
use symphonia::default::formats::FlacReader;

use super::SLACK;
use super::bytes::{array, be24, be64};
use super::codec::Codec;
use super::fault::{Fault, too_large};
use super::sink::Sink;

/// The length of the block that describes the stream.
const DESCRIPTION: usize = 34;

/// Returns whether a file is a FLAC file.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"fLaC")
}

/// Decodes a FLAC file.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let mut at = 4;
    let mut description = None;
    loop {
        let kind = *bytes.get(at).ok_or_else(too_large)?;
        let size = be24(bytes, at + 1).ok_or_else(too_large)? as usize;
        let block = bytes.get(at + 4..at + 4 + size).ok_or_else(too_large)?;
        if kind & 0x7f == 0 && description.is_none() {
            description = Some(block);
        }
        at += 4 + size;
        if kind & 0x80 != 0 {
            break;
        }
    }
    let description = description.ok_or_else(|| Fault::broken("its format is missing"))?;
    stream(description, &bytes[at..], sink)
}

/// Decodes the frames of a stream with its description.
pub(super) fn stream(description: &[u8], frames: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let description: [u8; DESCRIPTION] =
        array(description, 0).ok_or_else(|| Fault::broken("its format is cut short"))?;
    let rate_and_total = be64(&description, 10).unwrap_or(0);
    let total = (rate_and_total & 0xf_ffff_ffff) as usize;
    let rate = (rate_and_total >> 44) as f64;
    let head: &[u8] = &[b'f', b'L', b'a', b'C', 0x80, 0, 0, DESCRIPTION as u8];
    let source = Cursor::new([head, &description, frames].concat());
    let source = MediaSourceStream::new(Box::new(source), Default::default());
    let mut reader = FlacReader::try_new(source, &Default::default())?;
    let track = reader.tracks().first();
    let params = track.ok_or_else(|| Fault::broken("its format is missing"))?;
    let mut codec = Codec::new(&params.codec_params)?;
    let before = sink.frames();
    // The reader returns at least one byte of each packet, so this ends with the file.
    while let Ok(packet) = reader.next_packet() {
        codec.packet(&packet, sink)?;
    }
    codec.finish()?;
    let heard = sink.frames() - before;
    // A total of 0 is unknown: the stream was written to a pipe.
    let (heard, promised) = (heard as f64 / rate, total as f64 / rate);
    match heard + SLACK < promised {
        true => Err(cut_short(heard, promised)),
        false => Ok(()),
    }
}

/// The fault of a file that is shorter than it says, in seconds.
pub(super) fn cut_short(heard: f64, promised: f64) -> Fault {
    Fault::broken(format!(
        "it is cut short: it contains {heard:.2} s of {promised:.2} s"
    ))
}
