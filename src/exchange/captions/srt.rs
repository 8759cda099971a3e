//! SubRip (`.srt`): numbered captions. It has no marks for who speaks, so the names are in the text.

use std::fmt::Write;

use super::escape::is_right_to_left;
use super::{Captions, Row};
use cuebook_core::units::Frames;

/// Writes captions.
#[must_use]
pub(super) fn write(captions: &Captions) -> String {
    let mut out = String::new();
    for (number, caption) in captions.list.iter().enumerate() {
        let (start, end) = (time(caption.at.start), time(caption.at.end));
        let _ = writeln!(out, "{}\n{start} --> {end}", number + 1);
        for line in caption.lines() {
            let rows: Vec<String> = line.iter().map(row).collect();
            let _ = writeln!(out, "{}", rows.join(" "));
        }
        out.push('\n');
    }
    out
}

fn row(row: &Row) -> String {
    // The embedding of a text from right to left, and its end.
    let text = match row.text(true) {
        text if is_right_to_left(&row.text(false)) => format!("\u{202b}{text}\u{202c}"),
        text => text,
    };
    match row.italic {
        true => format!("<i>{text}</i>"),
        false => text,
    }
}

/// Returns a time as `00:01:02,345`.
fn time(at: Frames) -> String {
    super::vtt::time(at).replace('.', ",")
}
