//! Decodes the bytes of a file to text that can be parsed. Every byte of the text is in the same
//! place as in the file. The text has no control characters except tabs and line ends.

use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::utf8::NotUtf8;

/// The longest script, in bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// The largest number of control characters that are reported one by one.
const MAX_CONTROLS: usize = 10;

/// Decodes the bytes of a script and returns the text with the mistakes in it.
///
/// Bytes that are not UTF-8 become question marks. Control characters become spaces of the same
/// length, so that places in the text and in the file are the same. A file longer than
/// [`MAX_BYTES`] becomes empty text.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, Vec<Diagnostic>) {
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "the script is {} MiB long; {} MiB is the limit",
            bytes.len() >> 20,
            MAX_BYTES >> 20
        );
        let mistake = Diagnostic::error("too-large", Span::default(), message)
            .hint("put the prose in a separate file and name it with `text`");
        return (String::new(), vec![mistake]);
    }
    let mut diagnostics = Vec::new();
    let text = utf8(bytes, &mut diagnostics);
    let text = without_controls(text, &mut diagnostics);
    (text, diagnostics)
}

/// Returns the text of the bytes, with a question mark for every invalid one.
fn utf8(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let (mut first, mut bad) = (None, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            first.get_or_insert(text.len());
            bad += 1;
            text.push('?');
        }
    }
    diagnostics.extend(first.map(|at| not_utf8(bytes, at, bad)));
    text
}

fn not_utf8(bytes: &[u8], at: usize, bad: usize) -> Diagnostic {
    let fault = NotUtf8::at(bytes, at);
    let NotUtf8 {
        byte, line, column, ..
    } = fault;
    let message =
        format!("the script is not UTF-8: byte 0x{byte:02X} at line {line}, column {column}");
    let mistake = Diagnostic::error("not-utf8", Span::new(at, at + 1), message);
    let mistake = match bad {
        1 => mistake.label("this byte"),
        _ => mistake.label(format!("the first of {bad} such bytes")),
    };
    mistake.hint(match fault.is_utf16 {
        true => "the file is UTF-16; save it again as UTF-8",
        false => "save the file again as UTF-8",
    })
}

/// Returns whether YAML allows a character in a file without an escape.
pub(crate) fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
        || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn without_controls(text: String, diagnostics: &mut Vec<Diagnostic>) -> String {
    if !text.chars().any(is_control) {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut found = 0;
    for c in text.chars() {
        if !is_control(c) {
            clean.push(c);
            continue;
        }
        found += 1;
        if found <= MAX_CONTROLS {
            let span = Span::new(clean.len(), clean.len() + c.len_utf8());
            let message = format!("there is a control character here, U+{:04X}", u32::from(c));
            let mistake = Diagnostic::error("control-character", span, message);
            diagnostics.push(mistake.mend("remove it", span, ""));
        }
        // A space of the same length keeps the place of every later byte.
        clean.push_str(match c.len_utf8() {
            1 => " ",
            2 => "\u{A0}",
            _ => "\u{2003}",
        });
    }
    clean
}
