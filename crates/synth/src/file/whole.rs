//! Checks whether a file is complete.
//!
//! Takes the bytes of a file and compares them with the lengths in its container. A
//! file counts as cut short only where its format states a longer length.

/// The length that may be missing from the stated one, in seconds: codecs pad their
/// ends.
pub(super) const SLACK: f64 = 0.12;

/// Returns whether an Ogg stream reaches its last page. Returns true for other
/// formats, which state their length at the start.
#[must_use]
pub(super) fn ends(bytes: &[u8]) -> bool {
    const LAST: u8 = 4;
    if !bytes.starts_with(b"OggS") {
        return true;
    }
    let last = bytes.windows(4).rposition(|window| window == b"OggS");
    last.and_then(|at| bytes.get(at + 5))
        .is_some_and(|flags| flags & LAST != 0)
}

/// Returns whether the length in the file's header is exact, not a guess or a
/// placeholder.
#[must_use]
pub(super) fn has_exact_length(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"RIFF") {
        return !is_streamed(bytes);
    }
    let mpeg =
        bytes.starts_with(b"ID3") || matches!(bytes, [0xff, second, ..] if second & 0xe0 == 0xe0);
    !mpeg || has_frame_count(bytes)
}

/// Returns whether a WAV was written to a pipe: then its header states the largest
/// length.
fn is_streamed(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let data = start.windows(8).find(|window| window.starts_with(b"data"));
    data.is_some_and(|chunk| chunk[6..8] == [0xff, 0xff])
}

/// Returns whether the first frame of an MP3 holds the number of frames.
fn has_frame_count(bytes: &[u8]) -> bool {
    let skip = match bytes {
        [b'I', b'D', b'3', _, _, _, a, b, c, d, ..] => {
            let seven = |byte: &u8| usize::from(byte & 0x7f);
            10 + (seven(a) << 21 | seven(b) << 14 | seven(c) << 7 | seven(d))
        }
        _ => 0,
    };
    let first = bytes.get(skip..).unwrap_or(&[]);
    first[..first.len().min(256)]
        .windows(4)
        .any(|window| window == b"Xing" || window == b"Info")
}

/// The boxes of MP4 that contain further boxes down to a table of sizes.
const CONTAINERS: [&[u8; 4]; 7] = [
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf",
];

/// The boxes that begin with the number of their entries.
const TABLES: [&[u8; 4]; 8] = [
    b"stco", b"co64", b"stts", b"stsc", b"stss", b"ctts", b"stsd", b"elst",
];

/// The deepest nesting of boxes that is accepted.
const DEEPEST: usize = 8;

/// Returns whether every part of an MP4 file fits into the file. The decoder
/// allocates memory for a part before it reads it, so a broken size could request
/// gigabytes.
pub(super) fn parts_fit(bytes: &[u8]) -> bool {
    let is_mp4 = bytes.get(4..8) == Some(b"ftyp");
    !is_mp4 || boxes_fit(bytes, bytes.len() as u64, DEEPEST)
}

fn boxes_fit(mut rest: &[u8], most: u64, depth: usize) -> bool {
    while let (Some(size), Some(kind)) = (number(rest, 0), rest.get(4..8)) {
        let size = match size {
            0 => rest.len(),
            size => (size as usize).clamp(8, rest.len()),
        };
        let inside = &rest[8..size.max(8)];
        let fit = if CONTAINERS.iter().any(|container| kind == *container) {
            depth > 0 && boxes_fit(inside, most, depth - 1)
        } else if kind == b"stsz" || kind == b"trun" {
            // Version and flags, then only numbers: sizes, counts, durations.
            let mut numbers = inside.chunks_exact(4).skip(1);
            numbers
                .all(|four| number(four, 0).is_none_or(|size| u64::from(size) <= most.max(1 << 20)))
        } else if TABLES.iter().any(|table| kind == *table) {
            // The number of entries. Each entry has at least one byte.
            number(inside, 4).is_none_or(|count| count as usize <= inside.len())
        } else {
            true
        };
        if !fit {
            return false;
        }
        rest = &rest[size..];
    }
    true
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}
