//! Reads Ogg files (RFC 3533): finds the pages, and joins the packets of the first
//! stream of sound. A chained file has one link after another; each is decoded on its
//! own, so that their rates and channels may differ.

mod opus;
mod position;
mod surround;
mod vorbis;

pub(super) use opus::Opus;

use symphonia::core::checksum::Crc32;
use symphonia::core::io::Monitor;

use super::bytes::{array, find, le32};
use super::fault::Fault;
use super::flac;
use super::sink::Sink;

/// The flags of a page: it goes on with a packet, begins a stream, ends a stream.
const GOES_ON: u8 = 1;
const BEGINS: u8 = 2;
const ENDS: u8 = 4;

/// The channels of WAVE's order as places in the order of Vorbis, for each number of
/// channels.
const ORDER: [&[usize]; 8] = [
    &[0],
    &[0, 1],
    &[0, 2, 1],
    &[0, 1, 2, 3],
    &[0, 2, 1, 3, 4],
    &[0, 2, 1, 5, 3, 4],
    &[0, 2, 1, 6, 5, 3, 4],
    &[0, 2, 1, 7, 5, 6, 3, 4],
];

/// Returns the places of the channels, for a usual number of them.
fn order(channels: usize) -> Option<&'static [usize]> {
    ORDER.get(channels.checked_sub(1)?).copied()
}

/// Returns whether a file is an Ogg file.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"OggS")
}

/// Decodes an Ogg file.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let mut links = Vec::new();
    let mut ended = false;
    for page in (Pages { bytes, at: 0 }) {
        ended = page.flags & ENDS != 0;
        add(&mut links, &page);
    }
    if links.is_empty() {
        return Err(Fault::broken("none of its pages is whole"));
    }
    if !ended {
        return Err(Fault::broken("it is cut short"));
    }
    let heard = links.iter().filter(|link| link.codec.is_some());
    let mut heard = heard.peekable();
    if heard.peek().is_none() {
        return Err(Fault::foreign(foreign(&links)));
    }
    heard.try_for_each(|link| link.decode(sink))
}

/// Adds a page to its link.
fn add(links: &mut Vec<Link>, page: &Page<'_>) {
    let begins = page.flags & BEGINS != 0;
    let fresh = match links.last() {
        Some(link) => begins && link.has_begun,
        None => true,
    };
    if fresh {
        links.push(Link::default());
    }
    let Some(link) = links.last_mut() else {
        return;
    };
    link.has_begun |= !begins;
    if begins && link.codec.is_none() {
        link.first = page.body[..page.body.len().min(16)].to_vec();
        link.codec = Codec::of(page.body);
        link.serial = page.serial;
    }
    if link.codec.is_some() && link.serial == page.serial {
        link.add(page);
    }
}

/// Returns the name of a codec that cannot be read.
fn foreign(links: &[Link]) -> String {
    let first = links.first().map_or(&[][..], |link| &link.first);
    let name = match first {
        [b'S', b'p', b'e', b'e', b'x', ..] => "Speex",
        [0x80, b't', b'h', b'e', b'o', b'r', b'a', ..] => "Theora video",
        _ => "Ogg with an unknown codec",
    };
    name.to_owned()
}

/// The codecs in Ogg.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Codec {
    Vorbis,
    Opus,
    Flac,
}

impl Codec {
    fn of(first: &[u8]) -> Option<Codec> {
        let begins = |text: &[u8]| first.starts_with(text);
        let vorbis = begins(b"\x01vorbis").then_some(Codec::Vorbis);
        let opus = || begins(b"OpusHead").then_some(Codec::Opus);
        vorbis
            .or_else(opus)
            .or_else(|| begins(b"\x7fFLAC").then_some(Codec::Flac))
    }
}

/// A packet of a stream.
#[derive(Debug, Default, PartialEq)]
struct Packet {
    data: Vec<u8>,
    /// The position at its end, if it is the last one that ends on its page.
    position: Option<i64>,
    /// Whether its page is the last of the stream.
    last: bool,
}

/// One stream of sound.
#[derive(Default)]
struct Link {
    codec: Option<Codec>,
    serial: u32,
    has_begun: bool,
    /// The first bytes of its first packet.
    first: Vec<u8>,
    packets: Vec<Packet>,
    /// The bytes of a packet that goes on with the next page.
    open: Option<Vec<u8>>,
}

impl Link {
    /// Adds the packets of a page.
    fn add(&mut self, page: &Page<'_>) {
        let mut open = self.open.take();
        // The beginning of the first packet may be lost.
        let mut lost = page.flags & GOES_ON != 0 && open.is_none();
        if page.flags & GOES_ON == 0 {
            open = None;
        }
        let before = self.packets.len();
        let mut at = 0;
        for segment in page.segments {
            let size = usize::from(*segment);
            let part = &page.body[at..at + size];
            open.get_or_insert_with(Vec::new).extend_from_slice(part);
            at += size;
            if size < 255 {
                let data = open.take().unwrap_or_default();
                if !std::mem::take(&mut lost) {
                    self.packets.push(Packet {
                        data,
                        ..Packet::default()
                    });
                }
            }
        }
        self.open = open.filter(|_| !lost);
        if let Some(packet) = self.packets[before..].last_mut() {
            packet.position = (page.position >= 0).then_some(page.position);
            packet.last = page.flags & ENDS != 0;
        }
    }

    fn decode(&self, sink: &mut Sink) -> Result<(), Fault> {
        match self.codec {
            Some(Codec::Vorbis) => vorbis::decode(&self.packets, sink),
            Some(Codec::Opus) => opus::decode(&self.packets, sink),
            Some(Codec::Flac) => self.decode_flac(sink),
            None => Ok(()),
        }
    }

    /// Decodes FLAC: the first packet has the description of the stream, and those with
    /// sound begin with the mark of a frame.
    fn decode_flac(&self, sink: &mut Sink) -> Result<(), Fault> {
        let mut packets = self.packets.iter();
        let first = packets.next().and_then(|packet| packet.data.get(17..));
        let first = first.ok_or_else(|| Fault::broken("its format is missing"))?;
        let frames = packets.filter(|packet| packet.data.first() == Some(&0xff));
        let frames: Vec<u8> = frames.flat_map(|packet| packet.data.clone()).collect();
        flac::stream(first, &frames, sink)?;
        sink.end(0, None);
        Ok(())
    }
}

/// A page whose checksum is right.
struct Page<'b> {
    flags: u8,
    position: i64,
    serial: u32,
    segments: &'b [u8],
    body: &'b [u8],
}

impl<'b> Page<'b> {
    /// Reads a page at the beginning of `bytes`, and its size.
    fn of(bytes: &'b [u8]) -> Option<(Page<'b>, usize)> {
        if !bytes.starts_with(b"OggS\0") {
            return None;
        }
        let count = usize::from(*bytes.get(26)?);
        let segments = bytes.get(27..27 + count)?;
        let size: usize = segments.iter().map(|segment| usize::from(*segment)).sum();
        let body = bytes.get(27 + count..27 + count + size)?;
        let page = Page {
            flags: bytes[5],
            position: i64::from_le_bytes(array(bytes, 6)?),
            serial: le32(bytes, 14)?,
            segments,
            body,
        };
        let size = 27 + count + size;
        (checksum(&bytes[..size]) == le32(bytes, 22)?).then_some((page, size))
    }
}

/// Returns the checksum of a page, for which the place of the checksum is zero.
fn checksum(page: &[u8]) -> u32 {
    let mut sum = Crc32::new(0);
    sum.process_buf_bytes(&page[..22]);
    sum.process_buf_bytes(&[0; 4]);
    sum.process_buf_bytes(&page[26..]);
    sum.crc()
}

/// The whole pages of a file; damaged ones are left out.
struct Pages<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Iterator for Pages<'b> {
    type Item = Page<'b>;

    fn next(&mut self) -> Option<Page<'b>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            if let Some((page, size)) = Page::of(rest) {
                self.at += size;
                return Some(page);
            }
            self.at += 1 + find(rest.get(1..)?, b"OggS")?;
        }
    }
}
