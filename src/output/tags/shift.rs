//! Makes room at the beginning of a file by moving the rest, piece by piece.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// The bytes that are moved at a time.
const PIECE: usize = 1 << 20;

/// Replaces the first `old` bytes of a file by others, of which there are at least as many.
pub(super) fn replace_start(file: &mut File, old: u64, new: &[u8]) -> io::Result<()> {
    shift(file, old, new.len() as u64 - old)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(new)
}

/// Moves everything from a position on towards the end.
pub(super) fn shift(file: &mut File, from: u64, by: u64) -> io::Result<()> {
    if by == 0 {
        return Ok(());
    }
    let mut piece = vec![0; PIECE];
    let mut end = file.seek(SeekFrom::End(0))?;
    // From the end to the beginning, so that nothing is overwritten before it is moved.
    while end > from {
        let length = (end - from).min(PIECE as u64);
        let piece = &mut piece[..length as usize];
        end -= length;
        file.seek(SeekFrom::Start(end))?;
        file.read_exact(piece)?;
        file.seek(SeekFrom::Start(end + by))?;
        file.write_all(piece)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_file_is_moved_unchanged() {
        for length in [0, 1, PIECE - 1, 3 * PIECE + 7] {
            let rest: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(b"old").unwrap();
            file.write_all(&rest).unwrap();
            replace_start(&mut file, 3, b"the new start").unwrap();
            let mut all = Vec::new();
            file.seek(SeekFrom::Start(0)).unwrap();
            file.read_to_end(&mut all).unwrap();
            assert!(all.starts_with(b"the new start"));
            assert!(all[13..] == rest);
        }
    }
}
