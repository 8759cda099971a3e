//! The outline of a script that is being written: its mappings and lists with
//! their keys.
//!
//! It is built from the tree of [`yaml::recover`] and locates a cursor even in a
//! broken text.

use cuebook_core::diagnostic::Span;
use cuebook_yaml::{self as yaml, Kind, Node, Sign, Style, Token};

/// A mapping or a list.
#[derive(Debug)]
pub(super) struct Frame {
    /// The enclosing frame, and the entry of that frame whose value this is.
    pub parent: Option<(usize, Option<usize>)>,
    pub is_map: bool,
    /// The column of its keys or dashes; `None` between brackets.
    pub indent: Option<usize>,
    /// Between brackets: the span from after the opening bracket to the closing
    /// one.
    pub span: Span,
}

/// A key, or text that may become a key.
#[derive(Debug)]
pub(super) struct Entry {
    pub frame: usize,
    /// The span of the key, with its quotation marks.
    pub key: Span,
    pub colon: Option<usize>,
    /// The span of a scalar value, with its quotation marks.
    pub value: Option<Span>,
    /// The end of the whole entry.
    pub end: usize,
}

/// The frames and entries of a text.
#[derive(Debug)]
pub(super) struct Outline<'t> {
    pub text: &'t str,
    tokens: Vec<Token>,
    pub frames: Vec<Frame>,
    pub entries: Vec<Entry>,
}

impl<'t> Outline<'t> {
    pub(super) fn of(text: &'t str) -> Outline<'t> {
        let tree = yaml::recover(text);
        let mut outline = Outline {
            text,
            tokens: tree.tokens,
            frames: Vec::new(),
            entries: Vec::new(),
        };
        if let Some(root) = &tree.root {
            outline.node(root, None);
        }
        outline
    }

    /// Returns whether a cursor is in a comment or in the lines of a block of
    /// text.
    pub(super) fn is_in_words(&self, cursor: usize) -> bool {
        let before = self
            .tokens
            .partition_point(|token| token.span.start < cursor);
        let Some(token) = before.checked_sub(1).map(|last| self.tokens[last]) else {
            return false;
        };
        let behind = self.text.get(token.span.end..cursor).unwrap_or_default();
        match token.sign {
            Sign::Comment => !behind.contains('\n'),
            Sign::Body => behind.is_empty(),
            _ => false,
        }
    }

    /// Returns the block frames that are open at a cursor on a line without
    /// words, the outermost first.
    pub(super) fn open(&self, cursor: usize) -> Option<Vec<usize>> {
        let line = self.line_start(cursor)..self.line_end(cursor);
        let words = self.text[line].trim_matches(['\u{FEFF}', ' ', '\t']);
        let dashes = words.split_whitespace().all(|word| word == "-");
        if !(dashes || words.starts_with('#') || words == "---") {
            return None;
        }
        let entries = self
            .entries
            .iter()
            .map(|entry| (entry.key.start, entry.frame));
        let frames = self
            .frames
            .iter()
            .enumerate()
            .map(|(number, frame)| (frame.span.start, number));
        let before = entries.chain(frames).filter(|(start, _)| *start < cursor);
        let mut open = Vec::new();
        let mut frame = before.max().map(|(_, frame)| frame);
        while let Some(number) = frame {
            if self.frames[number].indent.is_some() {
                open.insert(0, number);
            }
            frame = self.frames[number].parent.map(|(outer, _)| outer);
        }
        Some(open)
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find(['\n', '\r']);
        end.map_or(self.text.len(), |end| at + end)
    }

    /// Returns the first token from a byte on, without comments.
    fn token(&self, at: usize) -> Option<Token> {
        let next = self.tokens.partition_point(|token| token.span.start < at);
        let mut tokens = self.tokens[next..].iter();
        tokens.find(|token| token.sign != Sign::Comment).copied()
    }

    fn node(&mut self, node: &Node<'_>, parent: Option<(usize, Option<usize>)>) {
        let start = node.span.start;
        let bracket = self.text[start..].starts_with(['{', '[']);
        match &node.kind {
            Kind::Scalar(_, Style::Plain) => self.lone_key(node.span, parent),
            Kind::Scalar(..) => {}
            Kind::Map(entries) => {
                let frame = self.frame(node.span, parent, true, bracket);
                let own = |span: Span| start <= span.start && span.end <= node.span.end;
                for entry in entries.iter().filter(|entry| own(entry.key_span)) {
                    let number = self.entry(frame, entry.key_span);
                    // The value of an alias is elsewhere.
                    if entry.value.span.start >= entry.key_span.end {
                        self.value(&entry.value, frame, number);
                    }
                }
            }
            Kind::List(items) => {
                let frame = self.frame(node.span, parent, false, bracket);
                for item in items.iter().filter(|item| start <= item.span.start) {
                    match item.kind {
                        Kind::Scalar(..) if bracket => self.item(frame, item.span),
                        _ => self.node(item, Some((frame, None))),
                    }
                }
            }
        }
    }

    /// Adds plain words where a mapping may begin as its first key, which has no
    /// colon yet.
    fn lone_key(&mut self, span: Span, parent: Option<(usize, Option<usize>)>) {
        if span.start < span.end {
            let frame = self.frame(span, parent, true, false);
            self.entry(frame, span);
        }
    }

    fn frame(
        &mut self,
        span: Span,
        parent: Option<(usize, Option<usize>)>,
        is_map: bool,
        bracket: bool,
    ) -> usize {
        let before =
            self.text[self.line_start(span.start)..span.start].trim_start_matches('\u{FEFF}');
        let closed = bracket && self.is_closed(span);
        self.frames.push(Frame {
            parent,
            is_map,
            indent: (!bracket).then(|| before.chars().count()),
            span: match bracket {
                true => Span::new(span.start + 1, span.end - usize::from(closed)),
                false => span,
            },
        });
        self.frames.len() - 1
    }

    /// Returns whether a bracket is closed.
    fn is_closed(&self, span: Span) -> bool {
        let place = |at: usize| self.tokens.partition_point(|token| token.span.start < at);
        let inside = &self.tokens[place(span.start)..place(span.end)];
        let count = |sign: Sign| inside.iter().filter(|token| token.sign == sign).count();
        count(Sign::Open) == count(Sign::Close)
    }

    fn entry(&mut self, frame: usize, key: Span) -> usize {
        let colon = self
            .token(key.end)
            .filter(|token| token.sign == Sign::Colon);
        let colon = colon.map(|colon| colon.span.start);
        self.push(Entry {
            frame,
            key,
            colon,
            value: None,
            end: colon.map_or(key.end, |colon| colon + 1),
        })
    }

    fn item(&mut self, frame: usize, span: Span) {
        self.push(Entry {
            frame,
            key: span,
            colon: None,
            value: Some(span),
            end: span.end,
        });
    }

    fn push(&mut self, mut entry: Entry) -> usize {
        entry.end = self.reach(&entry);
        self.entries.push(entry);
        self.entries.len() - 1
    }

    /// Returns the end of an entry with the white space after it: the end of the
    /// line in a block, the next token between brackets.
    fn reach(&self, entry: &Entry) -> usize {
        let frame = &self.frames[entry.frame];
        match frame.indent {
            Some(_) => self.line_end(entry.end),
            None => {
                let next = self
                    .token(entry.end)
                    .map_or(self.text.len(), |token| token.span.start);
                next.min(frame.span.end).max(entry.end)
            }
        }
    }

    fn value(&mut self, value: &Node<'_>, frame: usize, number: usize) {
        let key = &self.entries[number];
        let line = self.line_end(key.key.end);
        let is_single = match value.kind {
            Kind::Scalar(_, Style::Plain) => {
                value.span.start <= line || self.frames[frame].indent.is_none()
            }
            Kind::Scalar(_, Style::Quoted) => true,
            _ => false,
        };
        if !is_single {
            self.node(value, Some((frame, Some(number))));
            if self.frames[frame].indent.is_none() {
                self.entries[number].end = value.span.end;
                self.entries[number].end = self.reach(&self.entries[number]);
            }
            return;
        }
        if value.span.start < value.span.end {
            let mut entry = self.entries.remove(number);
            entry.value = Some(value.span);
            entry.end = value.span.end;
            self.push(entry);
        }
    }
}
