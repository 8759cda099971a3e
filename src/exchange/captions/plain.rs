//! A transcript as plain text: each speech as one paragraph with the time at which it begins.
//! Sounds that come between the words of a speech are within it.

use std::fmt::Write;

use super::escape::directed;
use super::{By, Captions, Row};
use cuebook_core::units::{Frames, RATE};

/// A paragraph of the transcript.
struct Paragraph {
    start: Frames,
    by: By,
    paragraph: usize,
    text: String,
}

/// Writes captions.
#[must_use]
pub(super) fn write(captions: &Captions) -> String {
    let mut out = captions.title.clone();
    if let Some(author) = &captions.author {
        let _ = write!(out, "\nby {author}");
    }
    out.push_str(if out.is_empty() { "" } else { "\n\n" });
    for paragraph in paragraphs(captions) {
        let seconds = paragraph.start.0 / i64::from(RATE);
        let _ = writeln!(
            out,
            "[{:02}:{:02}:{:02}] {}",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60,
            directed(paragraph.text)
        );
    }
    out
}

fn paragraphs(captions: &Captions) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let rows = captions.list.iter();
    let rows: Vec<(Frames, &Row)> = rows
        .flat_map(|caption| {
            let rows = caption.rows.iter().enumerate();
            rows.map(|(number, row)| (caption.heard(number).start, row))
        })
        .collect();
    for (number, (start, row)) in rows.iter().enumerate() {
        let text = row.text(true);
        let text = text.trim_start_matches("- ");
        let speaks = |row: &Row| (!row.is_sound()).then_some((row.by, row.paragraph));
        let next = rows[number..].iter().find_map(|(_, row)| speaks(row));
        match all.last_mut() {
            // A sound within a speech, or a row that goes on with it.
            Some(last) if !row.pieces[0].is_name && next == Some((last.by, last.paragraph)) => {
                last.text.push(' ');
                last.text.push_str(text);
            }
            _ => all.push(Paragraph {
                start: *start,
                by: row.by,
                paragraph: row.paragraph,
                text: text.to_owned(),
            }),
        }
    }
    all
}
