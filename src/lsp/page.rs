//! Converts between byte offsets and an editor's positions, which count lines
//! from 0 and columns in code units. A returned byte is always on a character
//! boundary.

use std::sync::Arc;

use lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use cuebook_core::diagnostic::Span;

/// The unit of columns.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Units {
    Utf8,
    /// UTF-16, which every editor supports.
    #[default]
    Utf16,
}

/// A text with the starts of its lines.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub text: Arc<str>,
    units: Units,
    starts: Vec<usize>,
}

impl Page {
    #[must_use]
    pub(super) fn new(text: impl Into<Arc<str>>, units: Units) -> Page {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Page {
            text,
            units,
            starts,
        }
    }

    /// Returns the position of a byte.
    #[must_use]
    pub(super) fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let before = &self.text[self.starts[line]..byte];
        let column = match self.units {
            Units::Utf8 => before.len(),
            Units::Utf16 => before.encode_utf16().count(),
        };
        Position::new(count(line), count(column))
    }

    #[must_use]
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// Returns the byte at a position, or the end of the line if the line is
    /// shorter.
    #[must_use]
    pub(super) fn byte(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else {
            return self.text.len();
        };
        let next = self.starts.get(line + 1).copied();
        let whole = &self.text[start..next.unwrap_or(self.text.len())];
        let written = whole.trim_end_matches(['\r', '\n']);
        let mut column = 0;
        for (at, c) in written.char_indices() {
            if column >= position.character as usize {
                return start + at;
            }
            column += match self.units {
                Units::Utf8 => c.len_utf8(),
                Units::Utf16 => c.len_utf16(),
            };
        }
        start + written.len()
    }

    #[must_use]
    pub(super) fn span(&self, range: Range) -> Span {
        let start = self.byte(range.start);
        Span::new(start, self.byte(range.end).max(start))
    }

    /// Returns the text after a change.
    #[must_use]
    pub(super) fn changed(self, change: TextDocumentContentChangeEvent) -> Page {
        let Some(range) = change.range else {
            return Page::new(change.text, self.units);
        };
        let span = self.span(range);
        let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
        Page::new(format!("{before}{}{after}", change.text), self.units)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_count_the_units_of_the_editor() {
        let text = "a\n😀дx\r\nend";
        let x = text.find('x').unwrap();
        assert_eq!(
            Page::new(text, Units::Utf16).position(x),
            Position::new(1, 3)
        );
        assert_eq!(
            Page::new(text, Units::Utf8).position(x),
            Position::new(1, 6)
        );
        let page = Page::new(text, Units::Utf16);
        assert_eq!(page.byte(Position::new(1, 99)), x + 1);
        assert_eq!(page.byte(Position::new(9, 0)), text.len());
    }

    #[test]
    fn a_change_is_applied_at_its_range() {
        let page = Page::new("cast:\n  Ä: x\n", Units::Utf16);
        let range = Range::new(Position::new(1, 2), Position::new(1, 3));
        let change = TextDocumentContentChangeEvent {
            range: Some(range),
            range_length: None,
            text: "BORIS".to_owned(),
        };
        assert_eq!(&*page.changed(change).text, "cast:\n  BORIS: x\n");
    }

    proptest! {
        #[test]
        fn a_byte_survives_the_round_trip(text in "([a-c дé😀漢]|\n|\r\n){0,40}", byte in 0..200usize) {
            for units in [Units::Utf8, Units::Utf16] {
                let page = Page::new(text.as_str(), units);
                let mut byte = byte.min(text.len());
                while !text.is_char_boundary(byte) { byte -= 1; }
                // A carriage return belongs to its line break.
                if text[..byte].ends_with('\r') { continue; }
                prop_assert_eq!(page.byte(page.position(byte)), byte);
            }
        }
    }
}
