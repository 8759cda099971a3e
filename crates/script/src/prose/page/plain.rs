//! Sets a plain text. Its paragraphs are those of the stretches; a line of ornaments is set apart,
//! and so is a short line by itself that names a chapter.

use std::ops::Range;

use super::{Element, Piece, Setter};
use crate::prose::paragraph;
use cuebook_core::diagnostic::Span;

/// The words with which the heading of a part of a text begins.
const NAMES: &[&str] = &[
    "act",
    "book",
    "canto",
    "chapter",
    "epilogue",
    "episode",
    "interlude",
    "part",
    "prologue",
    "scene",
    "volume",
];

/// The most words of a heading.
const LONGEST: usize = 10;

/// Sets the whole text.
pub(super) fn set(setter: &mut Setter<'_>) {
    let pauses = pauses(setter);
    let prose = setter.prose;
    let mut stretches = prose.stretches.iter().peekable();
    while let Some(first) = stretches.next() {
        let mut end = first.span.end;
        while let Some(next) = stretches.next_if(|next| next.paragraph == first.paragraph) {
            end = next.span.end;
        }
        self::paragraph(setter, first.span.start..end, &pauses);
    }
}

/// Returns the places in the source where a line of a poem or a list begins.
fn pauses(setter: &Setter<'_>) -> Vec<usize> {
    match &setter.prose.as_read {
        None => paragraph::layout(&setter.prose.text).pauses,
        Some(read) => {
            let pauses = paragraph::layout(&read.text).pauses.into_iter();
            pauses
                .map(|at| read.source(Span::new(at, at + 1)).start)
                .collect()
        }
    }
}

/// Sets the lines of a paragraph, and the ornaments after it.
fn paragraph(setter: &mut Setter<'_>, range: Range<usize>, pauses: &[usize]) {
    let text = &setter.prose.text;
    let written = &text[range.clone()];
    let lines: Vec<paragraph::Line<'_>> = paragraph::lines(written)
        .filter(|line| !line.text.chars().all(paragraph::is_white))
        .collect();
    let heading = match &lines[..] {
        [line, rest @ ..] if rest.iter().all(paragraph::Line::is_gap) => is_heading(line.text),
        _ => false,
    };
    let mut open = false;
    for line in &lines {
        let lead = line.text.len() - line.text.trim_start_matches(paragraph::is_white).len();
        let start = range.start + line.start + lead;
        let end = range.start + line.start + line.text.trim_end().len();
        if line.is_gap() {
            if std::mem::take(&mut open) {
                setter.close();
            }
            setter.open(Element::Ornament);
            setter.written(start..end);
            setter.close();
            continue;
        }
        if open {
            let place = pauses.partition_point(|at| *at < range.start + line.start);
            match pauses.get(place).is_some_and(|at| *at <= start) {
                true => setter.pieces.push(Piece::LineEnd),
                false if setter.done <= start => setter.gap(" "),
                false => {}
            }
        } else {
            setter.open(match heading {
                true => Element::Heading(2),
                false => Element::Paragraph,
            });
            open = true;
        }
        setter.written(start..end.max(start));
    }
    if open {
        setter.close();
    }
}

/// Returns whether a line by itself is a heading: it names a part of the text, is a number, or is
/// in capitals.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let words: Vec<&str> = line.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    let low = first
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let capital = first.starts_with(char::is_uppercase);
    let ends = line.ends_with([',', ';', '!', '?', '…', '”', '"', '’']);
    let named = capital && NAMES.contains(&low.as_str());
    let numeral = words.len() == 1
        && !low.is_empty()
        && low.chars().all(|c| "ivxlc0123456789".contains(c))
        && (capital || first.starts_with(|c: char| c.is_ascii_digit()));
    let shouted = line.chars().filter(|c| c.is_uppercase()).count() > 1
        && !line.contains(char::is_lowercase)
        && !line.starts_with(['“', '"', '‘', '«', '„', '—', '–'])
        && !line.ends_with('.');
    words.len() <= LONGEST && !ends && (named || numeral || shouted)
}
