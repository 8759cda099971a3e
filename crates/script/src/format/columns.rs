//! Tables: cells that are aligned in a column stay aligned. The module takes a text with the narrow
//! gaps of the style, and the places of its pieces in that text and in the script. It returns the
//! text with the columns of its author. Only spaces are added, and aligned text does not change.

use std::collections::BTreeMap;

/// A piece that does not begin its line.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Cell {
    /// The byte where it begins in the narrow text.
    pub at: usize,
    /// Its column in the script, in characters from 0.
    pub column: usize,
    /// Whether the script had more space before it than the style.
    pub wide: bool,
    /// Whether it is a comment. Comments have separate columns.
    pub comment: bool,
}

/// The largest distance, in lines, between comments of one column. With 2, one line between them
/// may have no comment.
const COMMENTS_APART: usize = 2;

/// Returns the text with its columns.
///
/// Cells of lines that follow each other, apart from blank lines and comments, are put in one
/// column if they were in one before and at least one of them had extra spaces.
pub(crate) fn align(text: &str, cells: &[Cell]) -> String {
    let rows = rows(text, cells);
    let mut by_column: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
    for (number, cell) in cells.iter().enumerate() {
        let column = (cell.column, cell.comment);
        by_column.entry(column).or_default().push(number);
    }
    let mut shifts = BTreeMap::new();
    let mut pads = vec![0; cells.len()];
    // From left to right, because moving a cell moves all cells after it.
    for ((_, comment), column) in &by_column {
        let reach = if *comment { COMMENTS_APART } else { 1 };
        let linked = |a: &usize, b: &usize| {
            let apart = rows[*b].number - rows[*a].number;
            (1..=reach).contains(&apart) && (cells[*a].wide || cells[*b].wide)
        };
        for table in column.chunk_by(linked) {
            let here = |cell: usize, shifts: &BTreeMap<usize, usize>| {
                rows[cell].column + shifts.get(&rows[cell].number).copied().unwrap_or(0)
            };
            let furthest = table.iter().map(|cell| here(*cell, &shifts)).max();
            for cell in table {
                let pad = furthest.unwrap_or(0) - here(*cell, &shifts);
                pads[*cell] = pad;
                *shifts.entry(rows[*cell].number).or_default() += pad;
            }
        }
    }
    let mut aligned = String::with_capacity(text.len() + pads.iter().sum::<usize>());
    let mut done = 0;
    for (cell, pad) in cells.iter().zip(pads) {
        aligned.push_str(&text[done..cell.at]);
        aligned.extend(std::iter::repeat_n(' ', pad));
        done = cell.at;
    }
    aligned + &text[done..]
}

/// The place of a cell in the narrow text.
#[derive(Copy, Clone)]
struct Place {
    /// The number of its line, among the lines that have more than a comment.
    number: usize,
    /// The column in characters, from 0.
    column: usize,
}

fn rows(text: &str, cells: &[Cell]) -> Vec<Place> {
    let mut lines = text.split_inclusive('\n');
    let (mut line, mut start, mut number) = ("", 0, 0);
    let place = |cell: &Cell| {
        while cell.at >= start + line.len() {
            start += line.len();
            line = lines.next()?;
            let words = line.trim_start();
            number += usize::from(!words.is_empty() && !words.starts_with('#'));
        }
        let column = text[start..cell.at].chars().count();
        Some(Place { number, column })
    };
    cells.iter().map_while(place).collect()
}
