//! Numbers in a file. A number beyond the end is `None`, so no length is believed
//! that the file does not have.

use std::ops::Range;

/// Returns the `N` bytes at a place.
pub(super) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

macro_rules! number {
    ($name:ident, $type:ty, $from:ident) => {
        pub(super) fn $name(bytes: &[u8], at: usize) -> Option<$type> {
            array(bytes, at).map(<$type>::$from)
        }
    };
}

number!(be16, u16, from_be_bytes);
number!(be32, u32, from_be_bytes);
number!(be64, u64, from_be_bytes);
number!(le16, u16, from_le_bytes);
number!(le32, u32, from_le_bytes);
number!(le64, u64, from_le_bytes);

/// Returns the number of three bytes.
pub(super) fn be24(bytes: &[u8], at: usize) -> Option<u32> {
    let [a, b, c] = array(bytes, at)?;
    Some(u32::from_be_bytes([0, a, b, c]))
}

/// Returns the range of `size` bytes from `start` on, cut at the end of the file.
pub(super) fn clipped(bytes: &[u8], start: usize, size: u64) -> Range<usize> {
    let start = start.min(bytes.len());
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    start..start.saturating_add(size).min(bytes.len())
}

/// Returns the place of a short text.
pub(super) fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}
