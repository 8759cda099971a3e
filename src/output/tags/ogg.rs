//! Tags of Opus in Ogg (RFC 7845): the second packet has the comments. Where they take more
//! pages than before, all later pages get new numbers.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{Tags, broken, shift, vorbis};

/// The bytes of a page before its table.
const HEAD: usize = 27;

/// The most bytes of a packet on one page: 255 segments of 255 bytes.
const PAGE: usize = 255 * 255;

/// The flag of a page that goes on with a packet.
const GOES_ON: u8 = 1;

/// A page: its head with the table, and its content.
struct Page {
    head: Vec<u8>,
    body: Vec<u8>,
}

impl Page {
    /// Reads the next page; `None` at the end of the file.
    fn read(file: &mut impl Read) -> io::Result<Option<Page>> {
        let mut head = vec![0; HEAD];
        match file.read_exact(&mut head) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        if &head[..4] != b"OggS" {
            return Err(broken("this is not an Ogg file"));
        }
        let mut table = vec![0; usize::from(head[26])];
        file.read_exact(&mut table)?;
        let length = table.iter().map(|size| usize::from(*size)).sum();
        let mut body = vec![0; length];
        file.read_exact(&mut body)?;
        head.extend(table);
        Ok(Some(Page { head, body }))
    }

    /// Makes a page of a packet, or of a part of it.
    fn of(serial: &[u8], number: u32, goes_on: bool, (body, ends): (&[u8], bool)) -> Page {
        let mut head = b"OggS\0".to_vec();
        head.push(if goes_on { GOES_ON } else { 0 });
        // No packet of sound ends on it, and a page on which none ends has no position.
        let position = if ends { 0 } else { u64::MAX };
        head.extend(position.to_le_bytes());
        head.extend(serial);
        head.extend(number.to_le_bytes());
        head.extend([0; 4]);
        let mut table = vec![255; body.len() / 255];
        if ends {
            table.push((body.len() % 255) as u8);
        }
        head.push(table.len() as u8);
        head.extend(table);
        Page {
            head,
            body: body.to_vec(),
        }
    }

    fn number(&self) -> u32 {
        u32::from_le_bytes([self.head[18], self.head[19], self.head[20], self.head[21]])
    }

    /// Returns whether a packet ends on it.
    fn ends(&self) -> bool {
        self.head[HEAD..].last().is_some_and(|size| *size < 255)
    }

    /// Returns its bytes with this number and the right checksum.
    fn numbered(mut self, number: u32) -> Vec<u8> {
        self.head[18..22].copy_from_slice(&number.to_le_bytes());
        self.head[22..26].fill(0);
        let sum = checksum(self.head.iter().chain(&self.body));
        self.head[22..26].copy_from_slice(&sum.to_le_bytes());
        self.head.extend(self.body);
        self.head
    }
}

pub(super) fn write(file: &mut File, tags: &Tags) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let none = || broken("this is not an Opus file");
    let first = Page::read(file)?.ok_or_else(none)?;
    if !first.body.starts_with(b"OpusHead") {
        return Err(none());
    }
    let mut old = Page::read(file)?.ok_or_else(none)?;
    if !old.body.starts_with(b"OpusTags") {
        return Err(none());
    }
    while !old.ends() {
        old = Page::read(file)?.ok_or_else(none)?;
    }
    let end = file.stream_position()?;
    let (pages, count) = comments(&first, tags, end as usize);
    let start = first.numbered(0).into_iter().chain(pages);
    shift::replace_start(file, end, &start.collect::<Vec<u8>>())?;
    match count == old.number() {
        true => Ok(()),
        false => renumber(file, count + 1),
    }
}

/// Returns the pages of the comments with their number. They and the first page take at least
/// `least` bytes.
fn comments(first: &Page, tags: &Tags, least: usize) -> (Vec<u8>, u32) {
    let mut lines = vorbis::comments(tags);
    lines.extend(tags.cover.iter().map(|cover| {
        let picture = crate::output::data_uri::base64(&vorbis::picture(cover));
        format!("METADATA_BLOCK_PICTURE={picture}")
    }));
    let mut packet = b"OpusTags".to_vec();
    packet.extend(vorbis::block(&lines));
    // Zeros after the comments are allowed, and readers pass over them.
    packet.resize(packet.len().max(least), 0);
    let serial = &first.head[14..18];
    let count = packet.len() / PAGE + 1;
    let pages = (0..count).flat_map(|index| {
        let part = &packet[index * PAGE..packet.len().min((index + 1) * PAGE)];
        let page = Page::of(serial, 0, index > 0, (part, index + 1 == count));
        page.numbered(index as u32 + 1)
    });
    (pages.collect(), count as u32)
}

/// Numbers the pages from here on.
fn renumber(file: &mut File, first: u32) -> io::Result<()> {
    let mut at = file.stream_position()?;
    let mut number = first;
    while let Some(page) = Page::read(file)? {
        let bytes = page.numbered(number);
        file.seek(SeekFrom::Start(at))?;
        file.write_all(&bytes)?;
        at += bytes.len() as u64;
        number += 1;
    }
    Ok(())
}

/// Returns the checksum of a page (RFC 3533): a CRC of 32 bits with the polynomial 0x04c11db7.
fn checksum<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
    const TABLE: [u32; 256] = table();
    bytes.fold(0, |sum, byte| {
        sum << 8 ^ TABLE[((sum >> 24) as u8 ^ byte) as usize]
    })
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut sum = (index as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            let carry = sum >> 31;
            sum = (sum << 1) ^ (carry * 0x04c1_1db7);
            bit += 1;
        }
        table[index] = sum;
        index += 1;
    }
    table
}
