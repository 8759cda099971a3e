//! Writes pieces in the style. The pieces keep their order.

use super::columns::{self, Cell};
use super::levels::{Levels, STEP, Shape};
use super::pieces::Piece;
use super::words;
use cuebook_yaml::Sign;

/// Returns the text of the pieces in the style.
pub(super) fn print(source: &str, pieces: &[Piece]) -> String {
    let mut printer = Printer {
        source,
        pieces,
        out: String::with_capacity(source.len() + source.len() / 8),
        levels: Levels::default(),
        flow: Vec::new(),
        base: 0,
        fresh: false,
        waiting: Vec::new(),
        cells: Vec::new(),
        drawn: false,
    };
    for at in 0..pieces.len() {
        printer.piece(at);
    }
    let owners = printer.owners(0);
    printer.comments(&owners, 0);
    if !printer.out.is_empty() && !printer.out.ends_with('\n') {
        printer.out.push('\n');
    }
    columns::align(&printer.out, &printer.cells)
}

struct Printer<'p> {
    source: &'p str,
    pieces: &'p [Piece],
    out: String,
    levels: Levels,
    /// For each open bracket, the column of its closing bracket if that begins a line.
    flow: Vec<usize>,
    /// The column where the words of this line begin, after dashes.
    base: usize,
    /// Whether nothing is written yet inside the list or mapping that was opened last.
    fresh: bool,
    /// The pieces that do not begin their line.
    cells: Vec<Cell>,
    /// Whether this line is joined from two; then the following pieces keep no column.
    drawn: bool,
    /// Comments alone on their lines, waiting for the text after them.
    waiting: Vec<Piece>,
}

impl Printer<'_> {
    fn piece(&mut self, at: usize) {
        let piece = self.pieces[at];
        let last = at.checked_sub(1).map(|last| self.pieces[last]);
        if piece.sign == Sign::Body {
            return self.body(at);
        }
        let begins = last.is_none_or(|last| piece.breaks > 0 && !is_drawn_up(last, piece));
        if begins && piece.sign == Sign::Comment {
            return self.waiting.push(piece);
        }
        if begins {
            self.begin(at);
        } else if let Some(last) = last {
            let gap = self.gap(last, piece);
            self.out.push_str(gap);
            // If a block begins after its dash, its column decides which lines belong to it.
            if matches!(last.sign, Sign::Dash | Sign::Query) || self.explicit(at - 1) {
                self.base = match self.start(at) {
                    Some(shape) => self.levels.begin(shape, piece.column),
                    None => self.levels.inner(),
                };
            } else if piece.breaks > 0 {
                self.drawn = true;
            } else if !self.drawn && !gap.is_empty() && piece.sign != Sign::Colon {
                self.cells.push(Cell {
                    at: self.out.len(),
                    column: piece.column,
                    wide: piece.gap > gap.len(),
                    comment: piece.sign == Sign::Comment,
                });
            }
        }
        self.words(piece, begins);
    }

    /// Begins a line with a piece.
    fn begin(&mut self, at: usize) {
        let piece = self.pieces[at];
        let within = self.flow.last().map(|outer| outer + STEP);
        // Comments belong to the levels that were open before this piece closed them.
        let owners = match within {
            Some(_) => vec![None; self.waiting.len()],
            None => self.owners(piece.column),
        };
        let column = match (piece.sign, within) {
            (Sign::Close, Some(within)) => within - STEP,
            (_, Some(within)) => within,
            (_, None) => self.block(at),
        };
        self.comments(&owners, within.unwrap_or(column));
        self.line_end(piece.breaks > 1);
        self.out.extend(std::iter::repeat_n(' ', column));
        self.base = column;
        self.drawn = false;
    }

    /// Returns the new column of a piece that begins a line outside of brackets.
    fn block(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        if piece.sign == Sign::Document {
            self.levels = Levels::default();
            return 0;
        }
        match self.start(at) {
            Some(shape) => self.levels.begin(shape, piece.column),
            None => self.levels.value(piece.column),
        }
    }

    /// Returns whether a piece begins an entry of a list or of a mapping, and of which.
    fn start(&self, at: usize) -> Option<Shape> {
        let piece = self.pieces[at];
        if !self.flow.is_empty() {
            return None;
        }
        match piece.sign {
            Sign::Dash => Some(Shape::List),
            Sign::Query | Sign::Colon => Some(Shape::Map),
            _ => {
                let rest = &self.pieces[at + 1..];
                let marks = self.pieces[at..]
                    .iter()
                    .take_while(|p| p.sign == Sign::Mark);
                let marks = marks.count();
                let line = rest.iter().take_while(|p| p.breaks == 0).take(marks + 1);
                let key = matches!(self.pieces.get(at + marks)?.sign, Sign::Word | Sign::Alias);
                let colon = line.last().is_some_and(|p| p.sign == Sign::Colon);
                let whole = rest.iter().take(marks + 1).all(|p| p.breaks == 0);
                (key && colon && whole).then_some(Shape::Map)
            }
        }
    }

    /// Returns whether a piece is the colon of a key that was written with `?`.
    fn explicit(&self, at: usize) -> bool {
        let piece = self.pieces[at];
        piece.sign == Sign::Colon && piece.breaks > 0 && self.flow.is_empty()
    }

    /// Returns the columns of the comments that belong to an open list or mapping and not to the
    /// text after them in the column `next`.
    fn owners(&self, next: usize) -> Vec<Option<usize>> {
        let owner = |comment: &Piece| self.levels.comment(comment.column, next);
        self.waiting.iter().map(owner).collect()
    }

    /// Writes the waiting comments, in the columns of their owners or in this one.
    fn comments(&mut self, owners: &[Option<usize>], column: usize) {
        for (comment, owner) in std::mem::take(&mut self.waiting).iter().zip(owners) {
            self.line_end(comment.breaks > 1);
            let column = owner.unwrap_or(column);
            self.out.extend(std::iter::repeat_n(' ', column));
            let words = &self.source[comment.start..comment.end];
            self.out.push_str(&words::comment(words));
            self.fresh = false;
        }
    }

    /// Ends a line, with a blank line after it if that has no meaning in YAML.
    fn line_end(&mut self, blank: bool) {
        if self.out.is_empty() {
            return;
        }
        if !self.out.ends_with('\n') {
            self.out.push('\n');
            if blank && !self.fresh {
                self.out.push('\n');
            }
        }
    }

    /// Returns the white space between two pieces of one line.
    fn gap(&self, last: Piece, piece: Piece) -> &'static str {
        let open = |piece: Piece| self.source.as_bytes()[piece.start];
        match (last.sign, piece.sign) {
            (_, Sign::Comment) => "  ",
            (Sign::Open, Sign::Close) | (_, Sign::Comma) => "",
            (Sign::Open, _) if open(last) == b'[' => "",
            (_, Sign::Close) if open(piece) == b']' => "",
            (Sign::Alias | Sign::Mark, Sign::Colon) => " ",
            (Sign::Query | Sign::Open | Sign::Comma, Sign::Colon) => " ",
            (_, Sign::Colon) => "",
            _ => " ",
        }
    }

    /// Writes a piece after the start of its line is written.
    fn words(&mut self, piece: Piece, begins: bool) {
        let written = &self.source[piece.start..piece.end];
        match piece.sign {
            // The contents of a block are deeper than the block, and so are brackets.
            Sign::Open => {
                let outer = self.flow.last().copied();
                let outer = outer.unwrap_or_else(|| self.levels.inner());
                self.flow.push(self.base.max(outer));
            }
            Sign::Close => drop(self.flow.pop()),
            _ => {}
        }
        if piece.sign != Sign::Comment {
            self.fresh = matches!(piece.sign, Sign::Open | Sign::Colon);
        }
        match piece.sign {
            Sign::Comment => self.out.push_str(&words::comment(written)),
            Sign::Word => {
                let line = self.out.rfind('\n').map_or(0, |nl| nl + 1);
                let alone = begins || self.out[line..].chars().all(|c| " -".contains(c));
                let column = self.base + if alone { 0 } else { STEP };
                self.out.push_str(&words::word(written, column));
            }
            _ => self.out.push_str(written),
        }
    }

    /// Writes the lines of a block of text.
    fn body(&mut self, at: usize) {
        let piece = self.pieces[at];
        let header = self.pieces[..at].iter().rfind(|p| p.sign == Sign::Header);
        let header = header.map_or("", |p| &self.source[p.start..p.end]);
        let digit = header.chars().find_map(|c| c.to_digit(10));
        let written = &self.source[piece.start..piece.end];
        let parent = self.levels.0.last().map(|level| (level.old, level.new));
        let (old, new) = match (digit, parent) {
            (Some(digit), Some((old, new))) => (old + digit as usize, new + digit as usize),
            (Some(digit), None) => (digit as usize, digit as usize),
            (None, _) => (words::indent(written), self.levels.inner().max(STEP)),
        };
        self.out.push('\n');
        self.out.push_str(&words::body(written, old, new));
        if header.contains('+') {
            // No blank line may follow, because it would be part of the block.
            self.out.push('\n');
        }
    }
}

/// Returns whether a value moves up to the dash that was alone on the line before it, or brackets
/// are empty.
fn is_drawn_up(last: Piece, piece: Piece) -> bool {
    let dash = last.sign == Sign::Dash && piece.column > last.column;
    let empty = last.sign == Sign::Open && piece.sign == Sign::Close;
    (dash && piece.sign != Sign::Comment) || empty
}
