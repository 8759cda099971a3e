//! LRC: lines with times, as music players show lyrics; on demand with a time for each word.

use std::fmt::Write;

use super::escape::directed;
use super::{Caption, Captions, Row};
use cuebook_core::units::{Frames, RATE};

/// The pause after a caption from which nothing is shown.
const EMPTY: Frames = Frames(192_000);

/// Writes captions.
#[must_use]
pub(super) fn write(captions: &Captions, words: bool) -> String {
    let mut out = String::new();
    let tag = |text: &str| text.replace(['[', ']', '\n'], " ");
    if !captions.title.is_empty() {
        let _ = writeln!(out, "[ti:{}]", tag(&captions.title));
    }
    if let Some(author) = &captions.author {
        let _ = writeln!(out, "[ar:{}]", tag(author));
    }
    let seconds = captions.length.0 / i64::from(RATE);
    let _ = writeln!(out, "[length:{:02}:{:02}]", seconds / 60, seconds % 60);
    for (number, caption) in captions.list.iter().enumerate() {
        let _ = writeln!(out, "[{}]{}", time(caption.at.start), text(caption, words));
        let next = captions.list.get(number + 1);
        if next.is_none_or(|next| next.at.start - caption.at.end >= EMPTY) {
            let _ = writeln!(out, "[{}]", time(caption.at.end));
        }
    }
    out
}

fn text(caption: &Caption, words: bool) -> String {
    let rows = caption.rows.iter();
    let rows: Vec<String> = rows
        .map(|row| match words && !row.is_sound() {
            true => timed(row),
            // A bracket would begin a time.
            false if row.is_sound() => row.text(true).replace('[', "(").replace(']', ")"),
            false => directed(row.text(true)),
        })
        .collect();
    rows.join(" ")
}

fn timed(row: &Row) -> String {
    let mut out = if row.dash { "- " } else { "" }.to_owned();
    for piece in &row.pieces {
        if piece.begins_word {
            let _ = write!(out, "<{}>", time(piece.at.start));
        }
        out.push_str(&piece.text);
        out.push_str(if piece.blank { " " } else { "" });
    }
    out.trim_end().to_owned()
}

/// Returns a time as `01:02.34`.
fn time(at: Frames) -> String {
    let hundredths = at.0.max(0) * 100 / i64::from(RATE);
    let seconds = hundredths / 100;
    format!(
        "{:02}:{:02}.{:02}",
        seconds / 60,
        seconds % 60,
        hundredths % 100
    )
}
