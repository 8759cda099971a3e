//! A script as the pieces that stand between its white space.
//!
//! In: a script whose form is sound. Out: its pieces, in its order. Always true:
//! whatever is in no piece is white space.

use crate::edit::page::Page;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{` or `[`
    Open,
    Close,
    Comma,
    Colon,
    /// The `-` of an item.
    Dash,
    /// The `?` of a key that is written out.
    Query,
    /// A key or a value; it may run over several lines.
    Word,
    /// An anchor or a tag.
    Mark,
    Alias,
    /// What begins a block of text, `|2-`.
    Header,
    /// The lines of a block of text, without the last line end. `indent` is the column
    /// that the text itself shows, `kept` says that blank lines behind it are its own.
    Body {
        indent: usize,
        kept: bool,
    },
    /// `---`, `...` or a directive: a line of its own kind.
    Document,
    Comment,
}

/// A piece of a script.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// Line ends between it and the piece before.
    pub breaks: usize,
    /// Characters of white space before it on its line.
    pub gap: usize,
    /// In characters, from nought.
    pub column: usize,
}

/// The pieces; else the place of what is none.
pub fn of(page: &Page<'_>) -> Result<Vec<Piece>, usize> {
    let mut reader = Reader {
        page,
        at: page.top(),
        line: page.top(),
        flow: 0,
        pieces: Vec::new(),
    };
    let mut breaks = 0;
    while let Some(byte) = page.source.as_bytes().get(reader.at) {
        match byte {
            b'\n' => {
                breaks += 1;
                reader.at += 1;
                reader.line = reader.at;
            }
            b' ' | b'\t' | b'\r' => reader.at += 1,
            _ => reader.piece(std::mem::take(&mut breaks))?,
        }
    }
    Ok(reader.pieces)
}

struct Reader<'p, 's> {
    page: &'p Page<'s>,
    at: usize,
    line: usize,
    /// How many brackets are open.
    flow: usize,
    pieces: Vec<Piece>,
}

impl Reader<'_, '_> {
    fn piece(&mut self, breaks: usize) -> Result<(), usize> {
        let source = self.page.source;
        let (kind, end) = match self.page.leaf_at(self.at) {
            Some(leaf) if leaf.start == self.at => (Kind::Word, leaf.end),
            _ => self.sign().ok_or(self.at)?,
        };
        self.flow = match kind {
            Kind::Open => self.flow + 1,
            Kind::Close => self.flow.saturating_sub(1),
            _ => self.flow,
        };
        self.push(kind, self.at, end, breaks);
        if let Some(line) = source[self.at..end].rfind('\n') {
            self.line = self.at + line + 1;
        }
        self.at = end;
        if kind == Kind::Header {
            self.body();
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, breaks: usize) {
        self.pieces.push(Piece {
            kind,
            start,
            end,
            breaks,
            gap: self.gap(start),
            column: self.page.source[self.line..start].chars().count(),
        });
    }

    fn gap(&self, start: usize) -> usize {
        let before = self.page.source[self.line..start].chars().rev();
        before.take_while(|c| matches!(c, ' ' | '\t')).count()
    }

    /// What is no value: its kind and its end.
    fn sign(&self) -> Option<(Kind, usize)> {
        let source = self.page.source;
        let rest = &source[self.at..];
        let apart = rest[1..].chars().next().is_none_or(char::is_whitespace);
        let first = self.at == self.line;
        let document = rest.starts_with("---") || rest.starts_with("...");
        let word = |ends: &[char]| {
            let end = rest.find(|c: char| c.is_whitespace() || ends.contains(&c));
            end.unwrap_or(rest.len())
        };
        let (kind, length) = match rest.as_bytes()[0] {
            b'#' if self.page.is_comment(self.at) => {
                let end = self.page.line_end(self.at);
                (Kind::Comment, source[self.at..end].trim_end().len())
            }
            b'-' | b'.' if first && document => (Kind::Document, 3),
            b'%' if first => (Kind::Document, rest.lines().next()?.trim_end().len()),
            b'{' | b'[' => (Kind::Open, 1),
            b'}' | b']' => (Kind::Close, 1),
            b',' => (Kind::Comma, 1),
            b':' => (Kind::Colon, 1),
            b'-' if apart && self.flow == 0 => (Kind::Dash, 1),
            b'?' if apart => (Kind::Query, 1),
            b'!' if rest.starts_with("!<") => (Kind::Mark, rest.find('>')? + 1),
            b'&' | b'!' => (Kind::Mark, word(&[',', '[', ']', '{', '}'])),
            b'*' => (Kind::Alias, word(&[',', '[', ']', '{', '}'])),
            b'<' if rest.starts_with("<<") => (Kind::Word, 2),
            b'|' | b'>' => {
                let more = rest[1..].find(|c| !"+-0123456789".contains(c));
                (Kind::Header, more.map_or(rest.len(), |more| more + 1))
            }
            _ => return None,
        };
        Some((kind, self.at + length))
    }

    /// The lines behind the header of a block of text.
    fn body(&mut self) {
        let page = self.page;
        let (source, header) = (page.source, self.pieces[self.pieces.len() - 1]);
        let kept = source[header.start..header.end].contains('+');
        let line_end = page.line_end(self.at);
        let gap = source[self.at..line_end].trim();
        if gap.starts_with('#') {
            let start = self.at + source[self.at..line_end].find('#').unwrap_or_default();
            self.push(Kind::Comment, start, start + gap.len(), 0);
        }
        self.at = line_end;
        let first = page.next_line(line_end);
        let leaf = page.leaf_at(first - 1).filter(|leaf| leaf.end > first);
        let lines = &source[first..leaf.map_or(first, |leaf| leaf.end)];
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let mut full = lines.lines().filter(|line| !line.trim().is_empty());
        let indent = full.next().map_or(0, spaces);
        let mut end = leaf.map_or(line_end, |leaf| page.line_end(leaf.end));
        // Blank lines behind it are its own if it keeps them, or hold more than indentation.
        let mut line = page.next_line(end);
        while line < source.len() && source[line..page.line_end(line)].trim().is_empty() {
            let own =
                kept || (leaf.is_some() && spaces(&source[line..page.line_end(line)]) > indent);
            if own {
                end = page.line_end(line);
            }
            line = page.next_line(line);
        }
        if end > line_end {
            self.line = first;
            self.push(Kind::Body { indent, kept }, first, end, 1);
            self.at = end;
        }
    }
}
