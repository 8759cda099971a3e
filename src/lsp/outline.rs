//! The outline of a script that is being written.
//!
//! In: text, however broken. Out: its mappings and lists with their keys. Always
//! true: a line that is not finished spoils nothing beyond itself, and every
//! place is on a character boundary.
//!
//! This is no reading of the script, which [`crate::script::read`] does: it tells
//! where a cursor stands while there is nothing whole to be read.

mod flow;

use crate::diagnostic::Span;

/// A mapping or a list.
#[derive(Debug)]
pub(super) struct Frame {
    /// The frame around it, and the entry of that which it stands behind; a list has no entries.
    pub parent: Option<(usize, Option<usize>)>,
    pub is_map: bool,
    /// The column at which its keys or dashes stand; none between brackets.
    pub indent: Option<usize>,
    /// Between brackets: from behind the bracket to the one that closes.
    pub span: Span,
    /// Its last entry so far.
    last: Option<usize>,
}

/// A key, or what may become one.
#[derive(Debug)]
pub(super) struct Entry {
    pub frame: usize,
    /// With its quotation marks.
    pub key: Span,
    pub colon: Option<usize>,
    /// A single value, with its quotation marks.
    pub value: Option<Span>,
    /// Where what belongs to it ends.
    pub end: usize,
}

/// Everything that could be made out.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub frames: Vec<Frame>,
    pub entries: Vec<Entry>,
    /// The block frames that are open where the cursor stands on an empty line.
    pub open: Option<Vec<usize>>,
}

impl Outline {
    /// Makes out the text around a cursor.
    pub fn of(text: &str, cursor: usize) -> Outline {
        let mut scan = Scan {
            text,
            cursor,
            outline: Outline::default(),
            stack: Vec::new(),
        };
        scan.run();
        scan.outline
    }
}

struct Scan<'t> {
    text: &'t str,
    cursor: usize,
    outline: Outline,
    /// The block frames that are open.
    stack: Vec<usize>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            at = self.line(at);
        }
        if self.text.is_empty() || self.text.ends_with('\n') {
            self.blank(self.text.len(), self.text.len());
        }
    }

    /// Where the line of a byte ends, its line break aside.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let end = rest.find('\n').map_or(self.text.len(), |end| at + end);
        match self.text[at..end].ends_with('\r') {
            true => end - 1,
            false => end,
        }
    }

    fn next_line(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// Reads a line, and those that belong to its last value. Gives where the next one begins.
    fn line(&mut self, start: usize) -> usize {
        let end = self.line_end(start);
        let words = self.text[start..end].trim_start_matches(['\u{FEFF}', ' ', '\t']);
        let mut at = end - words.len();
        if words.is_empty() || words.starts_with('#') || words == "---" {
            self.blank(start, end);
            return self.next_line(end);
        }
        let dash = is_dash(words);
        self.close(at - start, dash);
        while is_dash(&self.text[at..end]) {
            self.item(at - start);
            let rest = self.text[at + 1..end].trim_start();
            at = end - rest.len();
        }
        if at == end {
            // A dash with nothing behind it: an item to be written.
            if self.cursor > start && self.cursor <= end {
                self.outline.open = Some(self.stack.clone());
            }
            return self.next_line(end);
        }
        self.content(start, at, end)
    }

    /// Remembers what is open if the cursor is on this empty line.
    fn blank(&mut self, start: usize, end: usize) {
        if (start..=end).contains(&self.cursor) {
            self.outline.open = Some(self.stack.clone());
        }
    }

    /// Closes the frames that end before what stands at a column.
    fn close(&mut self, column: usize, dash: bool) {
        while let Some(frame) = self.stack.last().map(|top| &self.outline.frames[*top]) {
            let indent = frame.indent.unwrap_or(0);
            let ends = column < indent || (column == indent && !frame.is_map && !dash);
            if !ends {
                return;
            }
            self.stack.pop();
        }
    }

    /// A dash: an item of the list at this column.
    fn item(&mut self, column: usize) {
        let is_it = |frame: &Frame| !frame.is_map && frame.indent == Some(column);
        if !self
            .top()
            .is_some_and(|top| is_it(&self.outline.frames[top]))
        {
            self.begin(false, Some(column), Span::default());
        }
    }

    fn top(&self) -> Option<usize> {
        self.stack.last().copied()
    }

    /// Opens a frame within the one that is open; gives its number.
    fn begin(&mut self, is_map: bool, indent: Option<usize>, span: Span) -> usize {
        let parent = self.top().map(|top| (top, self.outline.frames[top].last));
        self.outline.frames.push(Frame {
            parent,
            is_map,
            indent,
            span,
            last: None,
        });
        let frame = self.outline.frames.len() - 1;
        self.stack.push(frame);
        frame
    }

    fn push(&mut self, entry: Entry) -> usize {
        let number = self.outline.entries.len();
        self.outline.frames[entry.frame].last = Some(number);
        self.outline.entries.push(entry);
        number
    }

    /// What stands in a line behind its dashes.
    fn content(&mut self, start: usize, at: usize, end: usize) -> usize {
        let column = at - start;
        if self.text[at..].starts_with(['{', '[']) {
            let parent = self.top().and_then(|top| self.outline.frames[top].indent);
            return self.bracketed(at, parent);
        }
        let (key, colon) = self.key(at, end);
        let is_it = |frame: &Frame| frame.is_map && frame.indent == Some(column);
        let frame = match self.top() {
            Some(top) if is_it(&self.outline.frames[top]) => top,
            _ => self.begin(true, Some(column), Span::default()),
        };
        self.push(Entry {
            frame,
            key,
            colon,
            value: None,
            end,
        });
        match colon {
            Some(colon) => self.value(frame, column, colon + 1, end),
            None => self.next_line(end),
        }
    }

    /// A key, and its colon if it has one.
    fn key(&self, at: usize, end: usize) -> (Span, Option<usize>) {
        let line = &self.text[at..end];
        if let Some(mark) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let close = closing(self.text, at, end, mark);
            let rest = &self.text[close..end];
            let gap = rest.len() - rest.trim_start().len();
            let colon = rest.trim_start().starts_with(':').then_some(close + gap);
            return (Span::new(at, close), colon);
        }
        let colons = line.match_indices(':').map(|(colon, _)| colon);
        let mut ends = colons.filter(|colon| {
            let rest = &line[colon + 1..];
            rest.is_empty() || rest.starts_with([' ', '\t'])
        });
        match ends.next() {
            Some(colon) => {
                let key = line[..colon].trim_end().len();
                (Span::new(at, at + key), Some(at + colon))
            }
            None => (Span::new(at, at + uncommented(line).len()), None),
        }
    }

    /// What stands behind a colon. Gives where the next line begins.
    fn value(&mut self, frame: usize, column: usize, at: usize, end: usize) -> usize {
        let rest = self.text[at..end].trim_start();
        let at = end - rest.len();
        let at = self.behind_anchor(at, end);
        let entry = self.outline.entries.len() - 1;
        match self.text[at..end].chars().next() {
            Some('{' | '[') => self.bracketed(at, self.outline.frames[frame].indent),
            Some('|' | '>') => self.block(column, end),
            Some(mark @ ('"' | '\'')) => {
                let limit = self.paragraph_end(end, column);
                let close = closing(self.text, at, limit, mark);
                let close = if self.text[at..close].contains('\n')
                    && !is_closed(&self.text[at..close], mark)
                {
                    end
                } else {
                    close
                };
                self.outline.entries[entry].value = Some(Span::new(at, close));
                self.outline.entries[entry].end = close.max(end);
                self.next_line(close)
            }
            Some('#') | None => self.next_line(end),
            Some(_) => {
                let words = uncommented(&self.text[at..end]);
                self.outline.entries[entry].value = Some(Span::new(at, at + words.len()));
                self.next_line(end)
            }
        }
    }

    /// Behind `&name`, which names what follows.
    fn behind_anchor(&self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        if !rest.starts_with('&') {
            return at;
        }
        let name = rest.find(' ').unwrap_or(rest.len());
        let behind = &rest[name..];
        at + name + (behind.len() - behind.trim_start().len())
    }

    /// Passes over a block of words, which stands deeper than its key.
    fn block(&self, column: usize, end: usize) -> usize {
        self.paragraph_end(end, column)
    }

    /// Where the lines end that are indented deeper than a column.
    fn paragraph_end(&self, end: usize, column: usize) -> usize {
        let mut at = self.next_line(end);
        while at < self.text.len() {
            let line = &self.text[at..self.line_end(at)];
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() && indent <= column {
                break;
            }
            at = self.next_line(at);
        }
        at
    }
}

/// Whether an item of a list begins here.
fn is_dash(words: &str) -> bool {
    words == "-" || words.starts_with("- ")
}

/// The words of a line before its comment.
fn uncommented(line: &str) -> &str {
    let comment = line.find(" #").unwrap_or(line.len());
    line[..comment].trim_end()
}

/// Behind the mark that closes what one opens at `at`; where it may not reach, if none does.
pub(super) fn closing(text: &str, at: usize, limit: usize, mark: char) -> usize {
    let mut chars = text[at + 1..limit].char_indices().peekable();
    while let Some((here, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => {
                chars.next();
            }
            '\'' if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            c if c == mark => return at + 1 + here + c.len_utf8(),
            _ => {}
        }
    }
    limit
}

/// Whether words between quotation marks have both.
fn is_closed(words: &str, mark: char) -> bool {
    words.len() > 1 && words.ends_with(mark)
}
