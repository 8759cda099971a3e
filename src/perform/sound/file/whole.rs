//! Whether a file is all there.
//!
//! In: a file's bytes. Out: what its container says of its own end. Always
//! true: a file is called cut short only where its format promises more.

/// How much may be missing of what is promised, in seconds: codecs pad their ends.
pub const SLACK: f64 = 0.12;

/// Whether an Ogg stream reaches its last page; other formats say their length at the start.
#[must_use]
pub fn ends(bytes: &[u8]) -> bool {
    const LAST: u8 = 4;
    if !bytes.starts_with(b"OggS") {
        return true;
    }
    let last = bytes.windows(4).rposition(|window| window == b"OggS");
    last.and_then(|at| bytes.get(at + 5))
        .is_some_and(|flags| flags & LAST != 0)
}

/// Whether the length in the file's header is exact rather than a guess or a placeholder.
#[must_use]
pub fn says_its_length(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"RIFF") {
        return !is_streamed(bytes);
    }
    let mpeg =
        bytes.starts_with(b"ID3") || matches!(bytes, [0xff, second, ..] if second & 0xe0 == 0xe0);
    !mpeg || has_frame_count(bytes)
}

/// A WAV written to a pipe says that its data never end.
fn is_streamed(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let data = start.windows(8).find(|window| window.starts_with(b"data"));
    data.is_some_and(|chunk| chunk[6..8] == [0xff, 0xff])
}

/// An MP3 may bear the number of its frames in its first one.
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
