//! The fragments of an MP4 file that was written piece by piece: each lists its own
//! packets (ISO 14496-12, 8.8).

use std::ops::Range;

use super::boxes::{boxes, child};
use crate::file::bytes::{be32, be64};
use crate::file::fault::{Fault, too_large};

/// The flags of a fragment's head.
const HAS_BASE: u32 = 1;
const HAS_DESCRIPTION: u32 = 2;
const HAS_DURATION: u32 = 8;
const HAS_SIZE: u32 = 0x10;

/// The flags of a list: it has a place, the flags of its first packet, and for each
/// packet a duration, a size, flags, an offset.
const PLACE: u32 = 1;
const FIRST_FLAGS: u32 = 4;
const DURATIONS: u32 = 0x100;
const SIZES: u32 = 0x200;
const FLAGS: u32 = 0x400;
const OFFSETS: u32 = 0x800;

/// Returns the places of the packets of a track in all fragments.
///
/// # Errors
/// When a packet is not in the file, or they are together larger than it.
pub(super) fn packets(file: &[u8], movie: &[u8], track: u32) -> Result<Vec<Range<usize>>, Fault> {
    let usual = child(movie, b"mvex").and_then(|extends| {
        let mut all = boxes(extends).filter(|(kind, _)| kind == b"trex");
        let own = all.find(|(_, body)| be32(body, 4) == Some(track));
        own.and_then(|(_, body)| be32(body, 16))
    });
    let mut found = Found {
        file,
        packets: Vec::new(),
        all: 0,
    };
    for (kind, fragment) in boxes(file) {
        if kind == *b"moof" {
            // The place of the box: its content is a part of the file.
            let start = (fragment.as_ptr().addr() - file.as_ptr().addr()) as u64 - 8;
            for (_, part) in boxes(fragment).filter(|(kind, _)| kind == b"traf") {
                found.part(part, track, start, usual)?;
            }
        }
    }
    Ok(found.packets)
}

struct Found<'b> {
    file: &'b [u8],
    packets: Vec<Range<usize>>,
    /// The bytes of all packets.
    all: u64,
}

impl Found<'_> {
    /// Adds the packets of one track in one fragment.
    fn part(
        &mut self,
        part: &[u8],
        track: u32,
        start: u64,
        usual: Option<u32>,
    ) -> Result<(), Fault> {
        let head = child(part, b"tfhd").unwrap_or(&[]);
        let (Some(flags), true) = (be32(head, 0), be32(head, 4) == Some(track)) else {
            return Ok(());
        };
        let mut at = 8;
        let mut base = start;
        if flags & HAS_BASE != 0 {
            base = be64(head, at).unwrap_or(0).min(1 << 48);
            at += 8;
        }
        for flag in [HAS_DESCRIPTION, HAS_DURATION] {
            at += if flags & flag != 0 { 4 } else { 0 };
        }
        let own = be32(head, at).filter(|_| flags & HAS_SIZE != 0);
        let mut place = base;
        for (_, list) in boxes(part).filter(|(kind, _)| kind == b"trun") {
            place = self.list(list, (base, place), own.or(usual))?;
        }
        Ok(())
    }

    /// Adds the packets of a list. Returns the place after the last one.
    fn list(
        &mut self,
        list: &[u8],
        (base, mut place): (u64, u64),
        usual: Option<u32>,
    ) -> Result<u64, Fault> {
        let flags = be32(list, 0).unwrap_or(0);
        let count = be32(list, 4).unwrap_or(0);
        let mut at = 8;
        if flags & PLACE != 0 {
            let offset = be32(list, at).unwrap_or(0).cast_signed();
            place = base.saturating_add_signed(i64::from(offset));
            at += 4;
        }
        at += if flags & FIRST_FLAGS != 0 { 4 } else { 0 };
        for _ in 0..count {
            at += if flags & DURATIONS != 0 { 4 } else { 0 };
            let size = match flags & SIZES != 0 {
                true => be32(list, at),
                false => usual.filter(|size| *size > 0),
            };
            let Some(size) = size else {
                break;
            };
            for flag in [SIZES, FLAGS, OFFSETS] {
                at += if flags & flag != 0 { 4 } else { 0 };
            }
            self.all += u64::from(size);
            let end = place + u64::from(size);
            if self.all.max(end) > self.file.len() as u64 {
                return Err(too_large());
            }
            if size > 0 {
                self.packets.push(place as usize..end as usize);
            }
            place = end;
        }
        Ok(place)
    }
}
