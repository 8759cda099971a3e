//! Tags of FLAC files (RFC 9639): blocks of metadata before the sound.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::{Tags, broken, shift, vorbis};

const PADDING: u8 = 1;
const COMMENTS: u8 = 4;
const PICTURE: u8 = 6;

/// The flag of the last block.
const LAST: u8 = 0x80;

/// The room that is left for other programs, so that they need not write the file anew.
const ROOM: usize = 8192;

/// The longest block, whose length has 24 bits.
const LONGEST: usize = (1 << 24) - 1;

pub(super) fn write(file: &mut File, tags: &Tags) -> io::Result<()> {
    let (kept, end) = blocks(file)?;
    let mut all = kept;
    all.push((COMMENTS, vorbis::block(&vorbis::comments(tags))));
    all.extend(
        tags.cover
            .iter()
            .map(|cover| (PICTURE, vorbis::picture(cover))),
    );
    let length: usize = 4 + all.iter().map(|(_, block)| 4 + block.len()).sum::<usize>();
    // The new blocks take at least the room of the old ones.
    let room = ROOM.max((end as usize).saturating_sub(length + 4));
    all.push((PADDING, vec![0; room]));
    let mut start = b"fLaC".to_vec();
    let last = all.len() - 1;
    for (index, (kind, block)) in all.iter().enumerate() {
        if block.len() > LONGEST {
            return Err(broken("a field is longer than 16 MB"));
        }
        let flag = if index == last { LAST } else { 0 };
        start.push(kind | flag);
        start.extend(&(block.len() as u32).to_be_bytes()[1..]);
        start.extend(block);
    }
    shift::replace_start(file, end, &start)
}

/// A block of metadata: its kind and its contents.
type Block = (u8, Vec<u8>);

/// Returns the blocks that stay, and where the sound begins.
fn blocks(file: &mut File) -> io::Result<(Vec<Block>, u64)> {
    let mut mark = [0; 4];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut mark)?;
    if &mark != b"fLaC" {
        return Err(broken("this is not a FLAC file"));
    }
    let mut kept = Vec::new();
    loop {
        let mut head = [0; 4];
        file.read_exact(&mut head)?;
        let kind = head[0] & !LAST;
        let length = u32::from_be_bytes([0, head[1], head[2], head[3]]);
        let mut block = vec![0; length as usize];
        file.read_exact(&mut block)?;
        if ![PADDING, COMMENTS, PICTURE].contains(&kind) {
            kept.push((kind, block));
        }
        if head[0] & LAST != 0 {
            return Ok((kept, file.stream_position()?));
        }
    }
}
