//! A rectangle of the terminal to write into. Nothing is written outside it,
//! and no half of a wide character is left.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// A part of the terminal; columns and rows count from its corner.
pub(super) struct Pane<'a> {
    buffer: &'a mut Buffer,
    pub area: Rect,
}

/// Returns the columns of a character with its combining marks.
pub(super) fn cell(grapheme: &str) -> usize {
    match grapheme.contains(char::is_control) {
        true => 0,
        false => usize::from(grapheme.cell_width()),
    }
}

/// Returns the columns of a text.
pub(super) fn cells(text: &str) -> usize {
    text.graphemes(true).map(cell).sum()
}

/// Returns a text of at most this many columns, with a sign where it is cut.
pub(super) fn fit(text: &str, columns: usize) -> String {
    if cells(text) <= columns {
        return text.to_owned();
    }
    match columns.checked_sub(1) {
        Some(room) => format!("{}…", cut(text, room)),
        None => String::new(),
    }
}

/// Returns the beginning of a text, of at most this many columns.
pub(super) fn cut(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut beyond = text.grapheme_indices(true).filter(|(_, grapheme)| {
        used += cell(grapheme);
        used > columns
    });
    let end = beyond.next().map_or(text.len(), |(at, _)| at);
    &text[..end]
}

impl<'a> Pane<'a> {
    /// Creates a pane of the part of `area` that is in the buffer.
    pub(super) fn new(buffer: &'a mut Buffer, area: Rect) -> Pane<'a> {
        let area = area.intersection(*buffer.area());
        Pane { buffer, area }
    }

    /// Returns a part of this pane, by its position on the terminal.
    pub(super) fn part(&mut self, area: Rect) -> Pane<'_> {
        let area = area.intersection(self.area);
        Pane {
            buffer: self.buffer,
            area,
        }
    }

    pub(super) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// Writes a text, as far as there is room. Returns the column after it.
    pub(super) fn put(&mut self, column: usize, row: usize, text: &str, style: Style) -> usize {
        if column >= self.width() || row >= self.height() {
            return column;
        }
        let room = self.width() - column;
        let (x, y) = (self.area.x + column as u16, self.area.y + row as u16);
        let (end, _) = self.buffer.set_stringn(x, y, text, room, style);
        usize::from(end - self.area.x)
    }

    /// Writes a text that ends with the row. Returns the column before it.
    pub(super) fn put_right(&mut self, row: usize, text: &str, style: Style) -> usize {
        let column = self.width().saturating_sub(cells(text));
        self.put(column, row, text, style);
        column
    }

    /// Repeats a sign of one column.
    pub(super) fn fill(
        &mut self,
        columns: std::ops::Range<usize>,
        row: usize,
        sign: &str,
        style: Style,
    ) {
        for column in columns {
            self.put(column, row, sign, style);
        }
    }

    /// Marks a column: writes a sign where the column is empty, and always sets
    /// a style.
    pub(super) fn mark(&mut self, column: usize, row: usize, sign: &str, style: Style) {
        if column >= self.width() || row >= self.height() {
            return;
        }
        let place = (self.area.x + column as u16, self.area.y + row as u16);
        if let Some(cell) = self.buffer.cell_mut(place) {
            if cell.symbol() == " " {
                cell.set_symbol(sign);
            }
            cell.set_style(style);
        }
    }

    /// Sets the style of a row, between two columns.
    pub(super) fn tint(&mut self, columns: std::ops::Range<usize>, row: usize, style: Style) {
        let end = columns.end.min(self.width());
        if row >= self.height() || columns.start >= end {
            return;
        }
        let x = self.area.x + columns.start as u16;
        let width = (end - columns.start) as u16;
        let area = Rect::new(x, self.area.y + row as u16, width, 1);
        self.buffer.set_style(area, style);
    }

    /// Clears the pane, for a box over other content.
    pub(super) fn clear(&mut self) {
        let area = self.area;
        for y in area.top()..area.bottom() {
            // A wide character that begins beside the pane would cover its
            // edge.
            if let Some(left) = area.x.checked_sub(1)
                && let Some(cell) = self.buffer.cell_mut((left, y))
                && cell.symbol().cell_width() > 1
            {
                cell.set_symbol(" ");
            }
            for x in area.left()..area.right() {
                self.buffer[(x, y)].reset();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_combining_characters_are_counted_by_columns() {
        assert_eq!(cells("Ёж"), 2);
        assert_eq!(cells("雪國"), 4);
        assert_eq!(cells("e\u{301}te\u{301}"), 3);
        assert_eq!(cells("a\tb"), 2);
        assert_eq!(fit("雪國", 3), "雪…");
        assert_eq!(fit("雪國", 2), "…");
        assert_eq!(fit("go", 2), "go");
        assert_eq!(fit("gone", 0), "");
    }

    #[test]
    fn a_box_leaves_no_half_of_a_character() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        Pane::new(&mut buffer, Rect::new(0, 0, 6, 1)).put(0, 0, "a雪國", Style::new());
        Pane::new(&mut buffer, Rect::new(2, 0, 2, 1)).clear();
        let row: Vec<&str> = buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert_eq!(row, ["a", " ", " ", " ", " ", " "]);
    }

    #[test]
    fn nothing_is_written_outside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut pane = Pane::new(&mut buffer, Rect::new(1, 0, 2, 9));
        assert_eq!(pane.area, Rect::new(1, 0, 2, 2));
        pane.put(0, 0, "long", Style::new());
        pane.put(1, 1, "雪", Style::new());
        pane.put(0, 2, "below", Style::new());
        let row: Vec<&str> = buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert_eq!(row.concat(), " lo     ");
    }
}
