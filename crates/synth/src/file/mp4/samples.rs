//! The tables of an MP4 track: where each packet is in the file.

use std::ops::Range;

use super::boxes::child;
use crate::file::bytes::{be16, be32, be64};
use crate::file::fault::{Fault, too_large};

/// Returns the places of all packets.
///
/// # Errors
/// When a packet is not in the file, or they are together larger than it.
pub(super) fn packets(table: &[u8], file: &[u8]) -> Result<Vec<Range<usize>>, Fault> {
    let chunks = chunk_places(table);
    let Some(sizes) = Sizes::of(table).filter(|_| !chunks.is_empty()) else {
        return Ok(Vec::new());
    };
    let runs = runs(table);
    let mut packets = Vec::new();
    let (mut sample, mut all, mut run) = (0, 0_u64, 0);
    for (chunk, place) in (1_u32..).zip(chunks) {
        while runs.get(run + 1).is_some_and(|(first, _)| *first <= chunk) {
            run += 1;
        }
        let count = runs.get(run).map_or(0, |(_, count)| *count);
        let mut at = place;
        for _ in 0..count {
            let Some(size) = sizes.get(sample) else {
                return Ok(packets);
            };
            sample += 1;
            all += u64::from(size);
            let end = at + u64::from(size);
            if end > file.len() as u64 || all > file.len() as u64 {
                return Err(too_large());
            }
            if size > 0 {
                packets.push(at as usize..end as usize);
            }
            at = end;
        }
    }
    Ok(packets)
}

/// Returns the places of the chunks.
fn chunk_places(table: &[u8]) -> Vec<u64> {
    let entries = |body: &[u8]| be32(body, 4).unwrap_or(0) as usize;
    if let Some(body) = child(table, b"stco") {
        let numbers = body.get(8..).unwrap_or(&[]).chunks_exact(4);
        let places = numbers.filter_map(|four| be32(four, 0)).map(u64::from);
        return places.take(entries(body)).collect();
    }
    let body = child(table, b"co64").unwrap_or(&[]);
    let numbers = body.get(8..).unwrap_or(&[]).chunks_exact(8);
    let places = numbers.filter_map(|eight| be64(eight, 0));
    // A place is in the file, so sums of it with 32-bit sizes do not overflow.
    places
        .map(|place| place.min(1 << 48))
        .take(entries(body))
        .collect()
}

/// Returns the first chunk of each run of chunks, and the packets in each of them.
fn runs(table: &[u8]) -> Vec<(u32, u32)> {
    let body = child(table, b"stsc").unwrap_or(&[]);
    let entries = body.get(8..).unwrap_or(&[]).chunks_exact(12);
    entries
        .filter_map(|entry| Some((be32(entry, 0)?, be32(entry, 4)?)))
        .take(be32(body, 4).unwrap_or(0) as usize)
        .collect()
}

/// The sizes of the packets.
enum Sizes<'b> {
    /// All have one size.
    One { size: u32, count: u32 },
    /// Each has its own: its bits, and the table.
    Own {
        bits: usize,
        table: &'b [u8],
        count: u32,
    },
}

impl<'b> Sizes<'b> {
    fn of(table: &'b [u8]) -> Option<Sizes<'b>> {
        if let Some(body) = child(table, b"stsz") {
            let (size, count) = (be32(body, 4)?, be32(body, 8)?);
            let table = body.get(12..)?;
            return Some(match size {
                0 => Sizes::Own {
                    bits: 32,
                    table,
                    count,
                },
                size => Sizes::One { size, count },
            });
        }
        let body = child(table, b"stz2")?;
        Some(Sizes::Own {
            bits: usize::from(*body.get(7)?),
            table: body.get(12..)?,
            count: be32(body, 8)?,
        })
    }

    fn get(&self, index: usize) -> Option<u32> {
        match self {
            Sizes::One { size, count } => (index < *count as usize).then_some(*size),
            Sizes::Own { bits, table, count } if index < *count as usize => match bits {
                32 => be32(table, index * 4),
                16 => be16(table, index * 2).map(u32::from),
                8 => table.get(index).copied().map(u32::from),
                4 => {
                    let byte = *table.get(index / 2)?;
                    Some(u32::from(if index.is_multiple_of(2) {
                        byte >> 4
                    } else {
                        byte & 15
                    }))
                }
                _ => None,
            },
            Sizes::Own { .. } => None,
        }
    }
}
