//! Moves the index of a file before its sound, so that a player can begin before it has the whole
//! file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use crate::output::tags::{broken, shift};

/// The boxes that lead to the places of chunks.
const WAY: [&[u8; 4]; 4] = [b"trak", b"mdia", b"minf", b"stbl"];

/// Moves the index at the end of a file to its former place, where a free part is.
pub(super) fn restore(file: &mut File, free: &Range<u64>) -> io::Result<()> {
    let at = super::nero::index(file)?;
    let mut index = vec![0; (at.end - at.start) as usize];
    file.seek(SeekFrom::Start(at.start))?;
    file.read_exact(&mut index)?;
    file.set_len(at.start)?;
    let (room, length) = (free.end - free.start, index.len() as u64);
    // The rest of the free part becomes a separate part, which has a head of 8 bytes.
    let rest = match room.checked_sub(length) {
        None | Some(0) => 0,
        Some(rest) => rest.max(8),
    };
    let by = length + rest - room;
    move_chunks(&mut index, 8, 0, by)?;
    if rest > 0 {
        index.extend((rest as u32).to_be_bytes());
        index.extend(b"free");
        index.resize((length + rest) as usize, 0);
    }
    shift::shift(file, free.end, by)?;
    file.seek(SeekFrom::Start(free.start))?;
    file.write_all(&index)
}

/// Adds to the places of all chunks in the boxes from `at` on.
fn move_chunks(bytes: &mut [u8], mut at: usize, depth: usize, by: u64) -> io::Result<()> {
    while at + 8 <= bytes.len() {
        let head = &bytes[at..at + 8];
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        if size < 8 || at + size > bytes.len() {
            return Err(broken("its index is broken"));
        }
        let name = [head[4], head[5], head[6], head[7]];
        let inner = &mut bytes[at..at + size];
        match &name {
            name if WAY.get(depth) == Some(&name) => move_chunks(inner, 8, depth + 1, by)?,
            b"stco" if depth == WAY.len() => add::<4>(inner, by)?,
            b"co64" if depth == WAY.len() => add::<8>(inner, by)?,
            _ => {}
        }
        at += size;
    }
    Ok(())
}

/// Adds to all places of a table, each of `N` bytes.
fn add<const N: usize>(table: &mut [u8], by: u64) -> io::Result<()> {
    /// The head, the version, and the number of places.
    const HEAD: usize = 16;
    for place in table
        .get_mut(HEAD..)
        .unwrap_or_default()
        .chunks_exact_mut(N)
    {
        let number = place
            .iter()
            .fold(0, |all, byte| all << 8 | u64::from(*byte));
        let moved = (number + by).to_be_bytes();
        if moved[..8 - N].iter().any(|byte| *byte != 0) {
            return Err(broken("its sound is longer than 4 GB"));
        }
        place.copy_from_slice(&moved[8 - N..]);
    }
    Ok(())
}
