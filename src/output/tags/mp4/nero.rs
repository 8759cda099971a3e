//! The list of chapters that Nero's programs began: `chpl` in its first version, as most players
//! expect it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use crate::output::tags::{broken, clipped, shift};
use crate::timeline::Chapter;
use cuebook_core::units::RATE;

/// The most chapters. Their number has one byte.
const MOST: usize = 255;

/// The longest title, in bytes.
const TITLE: usize = 255;

/// Adds the list to the index of a file. The index comes after the sound, so that the sound stays
/// where it is.
pub(super) fn add(file: &mut File, chapters: &[Chapter]) -> io::Result<()> {
    if chapters.is_empty() {
        return Ok(());
    }
    let at = index(file)?;
    let mut moov = vec![0; (at.end - at.start) as usize];
    file.seek(SeekFrom::Start(at.start))?;
    file.read_exact(&mut moov)?;
    let list = list(chapters);
    let whole = 0..moov.len();
    let udta = child(&moov, 8, *b"udta").ok_or_else(|| broken("its index has no tags"))?;
    for part in [&whole, &udta] {
        let size = (part.len() + list.len()) as u32;
        moov[part.start..part.start + 4].copy_from_slice(&size.to_be_bytes());
    }
    moov.splice(udta.end..udta.end, list.iter().copied());
    shift::shift(file, at.end, list.len() as u64)?;
    file.seek(SeekFrom::Start(at.start))?;
    file.write_all(&moov)
}

/// Returns where the index of a file is.
pub(super) fn index(file: &mut File) -> io::Result<Range<u64>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut at = 0;
    while at + 8 <= end {
        let (name, size) = super::head(file, at, end)?;
        if &name == b"moov" {
            return Ok(at..at + size);
        }
        at += size;
    }
    Err(broken("this file has no index"))
}

/// Returns where a part of a box is, of those from `at` on.
fn child(bytes: &[u8], mut at: usize, name: [u8; 4]) -> Option<Range<usize>> {
    loop {
        let head = bytes.get(at..at + 8)?;
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        if head[4..] == name {
            return Some(at..at + size);
        }
        at += size.max(8);
    }
}

fn list(chapters: &[Chapter]) -> Vec<u8> {
    let count = chapters.len().min(MOST);
    let mut list = vec![0; 4];
    list.extend(b"chpl");
    // Version 1, no flags, and four bytes that have no meaning.
    list.extend([1, 0, 0, 0, 0, 0, 0, 0]);
    list.push(count as u8);
    for chapter in &chapters[..count] {
        // In steps of 100 ns.
        let at = chapter.start.0 as u64 * 10_000_000 / u64::from(RATE);
        let title = clipped(&chapter.title, TITLE);
        list.extend(at.to_be_bytes());
        list.push(title.len() as u8);
        list.extend(title.as_bytes());
    }
    let size = list.len() as u32;
    list[..4].copy_from_slice(&size.to_be_bytes());
    list
}
