//! Tags before and after the frames of a file: ID3 and APE. They may hold pictures, in
//! which bytes look like frames.

use crate::file::bytes::{array, le32};

/// Returns the file after its ID3v2 tags.
pub(in crate::file) fn after_id3(mut bytes: &[u8]) -> &[u8] {
    while let Some([b'I', b'D', b'3', _, _, flags, a, b, c, d]) = array(bytes, 0) {
        let seven = |byte: u8| usize::from(byte & 0x7f);
        let size = seven(a) << 21 | seven(b) << 14 | seven(c) << 7 | seven(d);
        let footer = if flags & 0x10 != 0 { 10 } else { 0 };
        bytes = bytes.get(10 + size + footer..).unwrap_or(&[]);
    }
    bytes
}

/// Returns the file without tags.
pub(in crate::file) fn without_tags(bytes: &[u8]) -> &[u8] {
    let mut bytes = after_id3(bytes);
    if bytes.starts_with(b"APETAGEX") {
        let size = le32(bytes, 12).unwrap_or(0) as usize;
        bytes = bytes.get(32 + size..).unwrap_or(bytes);
    }
    loop {
        let end = bytes.len();
        let mut cut = 0;
        if end >= 128 && bytes[end - 128..].starts_with(b"TAG") {
            cut = 128;
        } else if end >= 32 && bytes[end - 32..].starts_with(b"APETAGEX") {
            // The size counts the footer, and a flag announces a header.
            let size = le32(bytes, end - 20).unwrap_or(0) as usize;
            let flags = le32(bytes, end - 12).unwrap_or(0);
            cut = size.max(32) + if flags >> 31 == 1 { 32 } else { 0 };
        }
        if cut == 0 || cut > end {
            return bytes;
        }
        bytes = &bytes[..end - cut];
    }
}
