//! Converts byte offsets of a text to lines and columns.
//!
//! Every offset has a place, even one past the end or inside a character. A lookup takes
//! bounded time, however long the line is.

/// The bytes between two stored counts.
const STRIDE: usize = 1024;

/// The byte order mark, which editors do not show.
const BOM: char = '\u{FEFF}';

pub(super) struct Lines<'a> {
    pub text: &'a str,
    /// The offset of the start of each line.
    starts: Vec<usize>,
    /// The number of characters that start before every 1024th byte.
    counts: Vec<usize>,
}

/// A line and a column, both from one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub line: usize,
    pub column: usize,
}

/// Returns the number of characters that start in these bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Lines<'a> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        let mut counts = vec![0];
        for stretch in text.as_bytes().chunks(STRIDE) {
            counts.push(counts[counts.len() - 1] + beginnings(stretch));
        }
        Lines {
            text,
            starts: starts.collect(),
            counts,
        }
    }

    /// Returns the nearest character boundary at or before a byte.
    pub(super) fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// Returns the number of characters that start before a byte.
    pub(super) fn characters(&self, byte: usize) -> usize {
        let byte = self.boundary(byte);
        let known = byte / STRIDE;
        self.counts[known] + beginnings(&self.text.as_bytes()[known * STRIDE..byte])
    }

    /// Returns the line of a byte, from 0.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte) - 1
    }

    /// Returns the byte range of a line, without its line end and byte order mark.
    pub(super) fn range(&self, line: usize) -> std::ops::Range<usize> {
        let end = self.text.len();
        let start = self.starts.get(line).copied().unwrap_or(end);
        let next = self.starts.get(line + 1).copied().unwrap_or(end);
        let whole = &self.text[start..next];
        let written = whole.trim_end_matches(['\r', '\n']).len();
        let mark = if line == 0 && whole.starts_with(BOM) {
            BOM.len_utf8()
        } else {
            0
        };
        start + mark..start + written.max(mark)
    }

    pub(super) fn at(&self, byte: usize) -> At {
        let line = self.line(byte);
        let start = self.range(line).start;
        let column = self.characters(byte).saturating_sub(self.characters(start)) + 1;
        At {
            line: line + 1,
            column,
        }
    }
}
