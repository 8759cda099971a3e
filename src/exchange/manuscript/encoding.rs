//! Bytes of documents as text, in the encoding that they declare or seem to have.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a document is searched for a declaration, in bytes.
const HEAD: usize = 2048;

/// Decodes the bytes of HTML or XML. Bytes that are no characters become `\u{fffd}`.
pub(super) fn markup(bytes: &[u8]) -> String {
    let bytes = bytes.trim_ascii_start();
    let (text, ..) = of(bytes).decode(bytes);
    match text {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

/// Returns the encoding of bytes without a byte order mark; `decode` reads the mark.
fn of(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [0, b'<', ..] => return UTF_16BE,
        [b'<', 0, ..] => return UTF_16LE,
        _ => {}
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    match declared(&bytes[..bytes.len().min(HEAD)]) {
        // Text that is valid UTF-8 by chance is very rare, a wrong declaration is not.
        Some(own) if own == UTF_8 || own == WINDOWS_1252 || own.output_encoding() != own => {
            guess(is_utf8)
        }
        Some(own) => own,
        None => guess(is_utf8),
    }
}

fn guess(is_utf8: bool) -> &'static Encoding {
    match is_utf8 {
        true => UTF_8,
        false => WINDOWS_1252,
    }
}

/// Returns the encoding in `<?xml encoding="…"?>` or `<meta charset=…>`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = |key: &str, within: &str| {
        let rest = within[within.find(key)? + key.len()..].trim_start();
        let rest = rest.strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
    };
    let xml = head.strip_prefix("<?xml").and_then(|xml| {
        let end = xml.find("?>")?;
        after("encoding", &xml[..end])
    });
    xml.or_else(|| {
        let metas = head.match_indices("<meta");
        let mut metas = metas.filter_map(|(at, _)| head[at..].split('>').next());
        metas.find_map(|meta| after("charset", meta))
    })
}

/// Returns the encoding of a Windows code page; the usual one if it is unknown.
pub(super) fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        28591..=28606 => format!("iso-8859-{}", number - 28590),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_encoding_is_used() {
        let cyrillic = b"<?xml version=\"1.0\" encoding='windows-1251'?><p>\xc4\xe0</p>";
        assert!(markup(cyrillic).ends_with("<p>Да</p>"));
        let german = b"<meta http-equiv=x content=\"text/html; charset=iso-8859-1\"><p>\xfc\x93";
        assert!(markup(german).ends_with("<p>ü“"));
        let japanese = b"<meta charset=\"Shift_JIS\">\x83n";
        assert!(markup(japanese).ends_with("ハ"));
    }

    #[test]
    fn without_a_declaration_it_is_utf_8_or_windows_1252() {
        assert_eq!(markup("é“".as_bytes()), "é“");
        assert_eq!(markup(b"caf\xe9 \x93No\x94"), "café “No”");
        // A false declaration.
        assert!(markup("<meta charset=latin1>é".as_bytes()).ends_with('é'));
        assert!(markup(b"<meta charset=utf-8>\xe9").ends_with('é'));
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        assert_eq!(markup(&wide("\u{feff}<p>é")), "<p>é");
        assert_eq!(markup(&wide("<p>é")), "<p>é");
        assert!(markup(b"<meta charset=utf-16><p>a").ends_with("<p>a"));
    }
}
