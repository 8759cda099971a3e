//! Positions of bytes in characters, lines and columns. The module builds an index of a text; each
//! lookup reads at most [`STEP`] bytes.

/// The number of bytes between two entries of the index.
const STEP: usize = 1024;

/// A place as editors show it. Line and column count from 1.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters (Unicode scalar values).
    pub column: usize,
}

/// The index of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    /// The number of characters that start before byte `i * STEP`.
    characters: Vec<usize>,
    /// The start of each line after the first.
    lines: Vec<usize>,
}

impl Positions {
    pub(super) fn new(text: &str) -> Positions {
        let mut characters = vec![0];
        for (step, bytes) in text.as_bytes().chunks(STEP).enumerate() {
            characters.push(characters[step] + starts(bytes));
        }
        let lines = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Positions { characters, lines }
    }

    /// Returns the number of characters that start before `byte`.
    pub(super) fn character(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let step = byte / STEP;
        let counted = self.characters.get(step).copied().unwrap_or(0);
        counted + starts(&text.as_bytes()[step * STEP..byte])
    }

    pub(super) fn position(&self, text: &str, byte: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).map_or(0, |before| self.lines[before]);
        Position {
            line: line + 1,
            column: self.character(text, byte) - self.character(text, start) + 1,
        }
    }
}

/// Returns the number of characters that start in `bytes`.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_the_iterator_counts_them() {
        let text = "Ёж — 🙂\n".repeat(300);
        let positions = Positions::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(positions.character(&text, at), count);
        }
        assert_eq!(positions.character(&text, text.len()), text.chars().count());
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "Ёж\r\nшёл";
        let positions = Positions::new(text);
        let at = |byte| positions.position(text, byte);
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(2), Position { line: 1, column: 2 });
        assert_eq!(at(6), Position { line: 2, column: 1 });
        assert_eq!(at(8), Position { line: 2, column: 2 });
        assert_eq!(at(99), Position { line: 2, column: 4 });
    }
}
