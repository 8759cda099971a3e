//! Pieces, written in the style.
//!
//! In: the pieces of a script. Out: its new text. Always true: the pieces stand
//! in the order in which they stood.

use super::levels::{Levels, STEP, Shape};
use super::pieces::{Kind, Piece};
use super::words;

/// The text of the pieces in the style.
pub fn print(source: &str, pieces: &[Piece]) -> String {
    let mut printer = Printer {
        source,
        pieces,
        out: String::with_capacity(source.len() + source.len() / 8),
        levels: Levels::default(),
        flow: Vec::new(),
        base: 0,
        column: 0,
        waiting: Vec::new(),
    };
    for at in 0..pieces.len() {
        printer.piece(at);
    }
    printer.comments(0, 0, false);
    if !printer.out.is_empty() && !printer.out.ends_with('\n') {
        printer.out.push('\n');
    }
    printer.out
}

struct Printer<'p> {
    source: &'p str,
    pieces: &'p [Piece],
    out: String,
    levels: Levels,
    /// For each open bracket, where the words of its line begin.
    flow: Vec<usize>,
    /// Where the words of this line begin, behind dashes.
    base: usize,
    /// The new column of the piece that begins the line.
    column: usize,
    /// Comments on lines of their own that wait for what follows them.
    waiting: Vec<Piece>,
}

impl Printer<'_> {
    fn piece(&mut self, at: usize) {
        let piece = self.pieces[at];
        let last = at.checked_sub(1).map(|last| self.pieces[last]);
        if matches!(piece.kind, Kind::Body { .. }) {
            return self.body(at);
        }
        let begins = last.is_none_or(|last| piece.breaks > 0 && !is_drawn_up(last, piece));
        if begins && piece.kind == Kind::Comment {
            return self.waiting.push(piece);
        }
        if begins {
            self.begin(at);
        } else if let Some(last) = last {
            let gap = self.gap(last, piece);
            self.out.push_str(gap);
            if matches!(last.kind, Kind::Dash | Kind::Query) || self.explicit(at - 1) {
                self.base = match self.start(at) {
                    Some(shape) => self.levels.begin(shape, piece.column),
                    None => self.levels.inner(),
                };
            }
        }
        self.words(piece, begins);
    }

    /// Begins a line with a piece.
    fn begin(&mut self, at: usize) {
        let piece = self.pieces[at];
        let open = match piece.kind {
            Kind::Close => self.flow.last().copied(),
            _ => self.flow.last().map(|base| base + STEP),
        };
        if let Some(inner) = self.flow.last() {
            let inner = inner + STEP;
            self.comments(inner, usize::MAX, false);
        }
        self.column = match open {
            Some(column) => column,
            None => {
                // Comments hold on to what was open before this piece closed it.
                let owners: Vec<Option<usize>> = self
                    .waiting
                    .iter()
                    .map(|comment| self.levels.comment(comment.column, piece.column))
                    .collect();
                let column = self.block(at);
                self.own_comments(&owners, column, self.is_section(at));
                column
            }
        };
        let gap = piece.breaks > 1 || (self.flow.is_empty() && self.is_section(at) && !self.told());
        self.line_end(gap);
        self.out.extend(std::iter::repeat_n(' ', self.column));
        self.base = self.column;
    }

    /// Whether its comment, or the mark of the document, was written right above a section.
    fn told(&self) -> bool {
        let line = self.out.trim_end_matches('\n');
        let start = line.rfind('\n').map_or(0, |nl| nl + 1);
        line[start..].starts_with(['#', '%']) || line[start..].starts_with("---")
    }

    /// The new column of a piece that begins a line outside of brackets.
    fn block(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        if piece.kind == Kind::Document {
            self.levels = Levels::default();
            return 0;
        }
        match self.start(at) {
            Some(shape) => self.levels.begin(shape, piece.column),
            None => self.levels.value(piece.column),
        }
    }

    /// The list or mapping of which a piece begins an entry.
    fn start(&self, at: usize) -> Option<Shape> {
        let piece = self.pieces[at];
        if !self.flow.is_empty() {
            return None;
        }
        match piece.kind {
            Kind::Dash => Some(Shape::List),
            Kind::Query | Kind::Colon => Some(Shape::Map),
            _ => {
                let rest = &self.pieces[at + 1..];
                let marks = self.pieces[at..].iter().take_while(|p| p.kind == Kind::Mark);
                let marks = marks.count();
                let line = rest.iter().take_while(|p| p.breaks == 0).take(marks + 1);
                let key = matches!(
                    self.pieces.get(at + marks)?.kind,
                    Kind::Word | Kind::Alias
                );
                let colon = line.last().is_some_and(|p| p.kind == Kind::Colon);
                let whole = rest.iter().take(marks + 1).all(|p| p.breaks == 0);
                (key && colon && whole).then_some(Shape::Map)
            }
        }
    }

    /// Whether a piece is the colon of a key that was written out with `?`.
    fn explicit(&self, at: usize) -> bool {
        let piece = self.pieces[at];
        piece.kind == Kind::Colon && piece.breaks > 0 && self.flow.is_empty()
    }

    /// Whether a key of the script itself begins here that holds a block.
    fn is_section(&self, at: usize) -> bool {
        let piece = self.pieces[at];
        let top = self.levels.0.first().map(|level| (level.old, level.shape));
        if top != Some((piece.column, Shape::Map)) || piece.kind == Kind::Dash {
            return false;
        }
        if self.start(at) != Some(Shape::Map) || piece.kind == Kind::Colon {
            return false;
        }
        let rest = self.pieces[at..].iter();
        let mut rest = rest.skip_while(|p| p.kind != Kind::Colon).skip(1);
        let inner = rest.find(|p| !matches!(p.kind, Kind::Comment | Kind::Mark));
        let Some(inner) = inner.filter(|p| p.breaks > 0 || p.kind == Kind::Dash) else {
            // A comment behind the colon takes the line end.
            return false;
        };
        inner.column > piece.column || inner.kind == Kind::Dash
    }

    /// Writes the comments that wait, all in one column.
    fn comments(&mut self, column: usize, next: usize, section: bool) {
        let owner = |comment: &Piece| self.levels.comment(comment.column, next);
        let owners: Vec<Option<usize>> = self.waiting.iter().map(owner).collect();
        self.own_comments(&owners, column, section);
    }

    fn own_comments(&mut self, owners: &[Option<usize>], column: usize, section: bool) {
        let waiting = std::mem::take(&mut self.waiting);
        // Of a section, the comments that touch its key are set apart with it.
        let touching = waiting.iter().zip(owners).rev();
        let mut first = waiting.len();
        for (comment, owner) in touching {
            if owner.is_some() {
                break;
            }
            first -= 1;
            if comment.breaks > 1 {
                break;
            }
        }
        for (number, (comment, owner)) in waiting.iter().zip(owners).enumerate() {
            self.line_end(comment.breaks > 1 || (section && number == first));
            let column = owner.unwrap_or(column);
            self.out.extend(std::iter::repeat_n(' ', column));
            let words = &self.source[comment.start..comment.end];
            self.out.push_str(&words::comment(words));
        }
    }

    /// Ends a line, with a blank one behind it where that says nothing.
    fn line_end(&mut self, blank: bool) {
        if self.out.is_empty() {
            return;
        }
        if !self.out.ends_with('\n') {
            self.out.push('\n');
            if blank {
                self.out.push('\n');
            }
        }
    }

    /// What stands between two pieces of one line.
    fn gap(&self, last: Piece, piece: Piece) -> &'static str {
        let open = |piece: Piece| self.source.as_bytes()[piece.start];
        match (last.kind, piece.kind) {
            (_, Kind::Comment) => "  ",
            (Kind::Open, Kind::Close) | (_, Kind::Comma) => "",
            (Kind::Open, _) if open(last) == b'[' => "",
            (_, Kind::Close) if open(piece) == b']' => "",
            (Kind::Alias | Kind::Mark, Kind::Colon) => " ",
            (Kind::Query | Kind::Open | Kind::Comma, Kind::Colon) => " ",
            (_, Kind::Colon) => "",
            _ => " ",
        }
    }

    /// Writes a piece that its line is ready for.
    fn words(&mut self, piece: Piece, begins: bool) {
        let written = &self.source[piece.start..piece.end];
        match piece.kind {
            Kind::Open => self.flow.push(self.base),
            Kind::Close => drop(self.flow.pop()),
            _ => {}
        }
        match piece.kind {
            Kind::Comment => self.out.push_str(&words::comment(written)),
            Kind::Word => {
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
        let Kind::Body { indent, kept } = piece.kind else {
            return;
        };
        let header = self.pieces[..at].iter().rfind(|p| p.kind == Kind::Header);
        let digit = header.and_then(|p| {
            let header = &self.source[p.start..p.end];
            header.chars().find_map(|c| c.to_digit(10))
        });
        let parent = self.levels.0.last().map(|level| (level.old, level.new));
        let (old, new) = match (digit, parent) {
            (Some(digit), Some((old, new))) => (old + digit as usize, new + digit as usize),
            (Some(digit), None) => (digit as usize, digit as usize),
            (None, _) => (indent, self.levels.inner().max(STEP)),
        };
        let written = &self.source[piece.start..piece.end];
        self.out.push('\n');
        self.out.push_str(&words::body(written, old, new));
        if kept {
            // No blank line may come behind it: it would be its own.
            self.out.push('\n');
        }
    }
}

/// Whether a value is drawn up to the dash that stood alone on the line before it.
fn is_drawn_up(last: Piece, piece: Piece) -> bool {
    last.kind == Kind::Dash && piece.column > last.column && piece.kind != Kind::Comment
}
