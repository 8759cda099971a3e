//! Reads MP4, M4A and QuickTime files: AAC, ALAC, FLAC, Opus, MP3 and plain samples.
//!
//! Every size and place in the tables is checked against the file. The edit list, or the
//! note of iTunes, says which part of the decoded frames is the sound.

mod boxes;
mod edits;
mod entry;
mod fragments;
mod samples;

use std::ops::Range;

use symphonia::core::codecs::{CODEC_TYPE_ALAC, CODEC_TYPE_MP3, CodecParameters};

use super::aac::Aac;
use super::bytes::{be32, be64};
use super::codec::{Codec, parameters};
use super::fault::Fault;
use super::flac;
use super::ogg::Opus;
use super::pcm::check_channels;
use super::sink::Sink;
use boxes::{boxes, child, inside};
use entry::{Entry, Kind};

/// The most frames in a packet of ALAC. Encoders write 4096.
const MOST_ALAC: u32 = 1 << 16;

/// Returns whether a file is an MP4 or QuickTime file.
pub(super) fn is(bytes: &[u8]) -> bool {
    let first = bytes.get(4..8);
    matches!(first, Some(b"ftyp" | b"moov" | b"mdat" | b"wide"))
}

/// Decodes the first track with sound.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let movie = child(bytes, b"moov")
        .ok_or_else(|| Fault::broken("its list of parts is missing: it may be cut short"))?;
    let mut tracks = boxes(movie).filter(|(kind, _)| kind == b"trak");
    let sound = tracks.find_map(|(_, track)| Track::of(movie, track));
    let track = sound.ok_or_else(|| Fault::broken("it contains no sound"))?;
    let entry = Entry::of(track.table)?;
    let mut packets = samples::packets(track.table, bytes)?;
    packets.extend(fragments::packets(bytes, movie, track.id)?);
    if packets.is_empty() {
        return Err(Fault::broken("it contains no sound"));
    }
    // The rate of the codec counts, and the sink knows it.
    let rate = entry.decode(bytes, &packets, sink)?;
    match edits::parts(movie, &track, rate, sink.frames()) {
        Some(parts) => sink.end_with(&parts),
        None => Ok(()),
    }
}

/// A track with sound.
struct Track<'b> {
    id: u32,
    body: &'b [u8],
    /// The ticks of its clock in a second.
    clock: u32,
    /// Its tables of samples.
    table: &'b [u8],
    /// The ticks of the clock of the movie in a second.
    movie_clock: u32,
}

impl<'b> Track<'b> {
    /// Returns a track if it is one with sound.
    fn of(movie: &'b [u8], body: &'b [u8]) -> Option<Track<'b>> {
        let media = child(body, b"mdia")?;
        if child(media, b"hdlr")?.get(8..12) != Some(b"soun") {
            return None;
        }
        let header = child(body, b"tkhd")?;
        Some(Track {
            id: be32(header, if header.first() == Some(&1) { 20 } else { 12 })?,
            body,
            clock: clock(child(media, b"mdhd")?)?,
            table: inside(media, &[b"minf", b"stbl"])?,
            movie_clock: clock(child(movie, b"mvhd")?)?,
        })
    }
}

/// Returns the ticks in a second of a header with two times before them.
fn clock(header: &[u8]) -> Option<u32> {
    be32(header, if header.first() == Some(&1) { 20 } else { 12 }).filter(|ticks| *ticks > 0)
}

impl Entry<'_> {
    /// Decodes the packets. Returns the rate of the frames.
    fn decode(
        &self,
        bytes: &[u8],
        packets: &[Range<usize>],
        sink: &mut Sink,
    ) -> Result<u32, Fault> {
        let mut each = packets.iter().map(|packet| &bytes[packet.clone()]);
        match &self.kind {
            Kind::Aac(config) => {
                let mut aac = Aac::new(config)?;
                each.try_for_each(|packet| aac.feed(packet, sink))?;
                let rate = aac.rate;
                aac.finish()?;
                return Ok(rate);
            }
            Kind::Opus(head) => {
                let mut opus = Opus::new(head)?;
                each.try_for_each(|packet| opus.feed(packet, sink))?;
                return Ok(cuebook_core::units::RATE);
            }
            Kind::Flac(description) => {
                flac::stream(description, &each.collect::<Vec<_>>().concat(), sink)?;
                let rate = be64(description, 10).unwrap_or(0) >> 44;
                return Ok(rate as u32);
            }
            Kind::Alac(cookie) => return alac(cookie, each, sink),
            Kind::Mp3 => {
                let mut codec = Codec::new(&parameters(CODEC_TYPE_MP3, self.rate, self.channels))?;
                each.try_for_each(|packet| codec.feed(packet, 1152, sink))?;
                codec.finish()?;
            }
            Kind::Pcm(pcm) => pcm.decode(&each.collect::<Vec<_>>().concat(), sink)?,
        }
        Ok(self.rate)
    }
}

/// Decodes ALAC. Its cookie has the frames in a packet, the channels and the rate.
fn alac<'p>(
    cookie: &[u8],
    mut packets: impl Iterator<Item = &'p [u8]>,
    sink: &mut Sink,
) -> Result<u32, Fault> {
    let cut = || Fault::broken("its format is cut short");
    let frames = be32(cookie, 0).ok_or_else(cut)?;
    if frames > MOST_ALAC {
        return Err(Fault::broken("its packets are too large"));
    }
    check_channels(usize::from(*cookie.get(9).ok_or_else(cut)?))?;
    let mut params = CodecParameters::new();
    params
        .for_codec(CODEC_TYPE_ALAC)
        .with_extra_data(Box::from(cookie));
    let mut codec = Codec::new(&params)?;
    packets.try_for_each(|packet| codec.feed(packet, u64::from(frames), sink))?;
    codec.finish()?;
    be32(cookie, 20).ok_or_else(cut)
}
