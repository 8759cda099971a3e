//! Encodes bytes as `data:` URIs (RFC 2397) in base64 (RFC 4648). The text has
//! no characters that HTML or CSS must escape.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the bytes as a `data:` URI of a media type such as `image/png`.
#[must_use]
pub(crate) fn of(media: &str, bytes: &[u8]) -> String {
    format!("data:{media};base64,{}", base64(bytes))
}

/// Returns the bytes in base64.
#[must_use]
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            // Three bytes are four digits; a missing byte is `=`.
            let digit = (bits >> (18 - 6 * place)) as usize & 63;
            let there = place <= group.len();
            text.push(if there { ALPHABET[digit] as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn the_vectors_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let uri = of("text/plain", bytes.as_bytes());
            assert_eq!(uri, format!("data:text/plain;base64,{text}"));
        }
        assert!(of("x/y", &[0xfb, 0xff, 0xfe]).ends_with(",+//+"));
    }
}
