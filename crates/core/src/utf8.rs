//! Text from bytes.

/// The first byte of a file that is not UTF-8.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not UTF-8: byte 0x{byte:02x} in line {line}")]
pub struct NotUtf8 {
    /// The value of the byte.
    pub byte: u8,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// Whether the file begins with the byte order mark of UTF-16.
    pub is_utf16: bool,
}

impl NotUtf8 {
    /// Describes the byte at an offset, the first in these bytes that is not UTF-8.
    #[must_use]
    pub fn at(bytes: &[u8], at: usize) -> NotUtf8 {
        let mut lines = bytes[..at].split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        NotUtf8 {
            byte: bytes[at],
            line: lines.count() + 1,
            column: String::from_utf8_lossy(last).chars().count() + 1,
            is_utf16: bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]),
        }
    }

    /// Returns the advice for the author.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.is_utf16 {
            true => "it is UTF-16; save it as UTF-8",
            false => "save it as UTF-8 in your editor",
        }
    }
}

/// Returns the bytes as text.
///
/// # Errors
/// When they are not UTF-8.
pub fn text(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        NotUtf8::at(error.as_bytes(), at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wrong_byte_is_named_with_its_line() {
        let latin = text(b"ab\ncaf\xe9 cr\xe8me".to_vec()).unwrap_err();
        assert_eq!(latin.to_string(), "is not UTF-8: byte 0xe9 in line 2");
        assert!(latin.hint().starts_with("save it"));
        let wide = text(b"\xff\xfeG\0o\0".to_vec()).unwrap_err();
        assert!(wide.hint().contains("UTF-16"));
        assert_eq!(text(b"\xd0\xb4a".to_vec()).unwrap(), "дa");
    }

    #[test]
    fn a_character_that_is_cut_short_is_found() {
        assert_eq!(text(b"a\xd0".to_vec()).unwrap_err().byte, 0xd0);
    }
}
