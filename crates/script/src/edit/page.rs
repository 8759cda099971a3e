//! A script with the parts of its text that an edit needs: its tree, its lines, its comments.

use super::model::Value;
use super::scalar::WritingStyle;
use super::{CODE, Key};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::{self as yaml, Entry, Kind, Node, Sign, Style, Token};

/// The keys whose values are words of the text.
const ANCHORS: &[&str] = &["at", "from", "until", "quote", "words", "to"];

pub(crate) struct Page<'s> {
    pub source: &'s str,
    pub root: Option<Node<'s>>,
    pub tokens: Vec<Token>,
    /// The number of mistakes of form that hide nothing.
    pub faults: usize,
    /// Whether the first braces have no space inside them.
    tight: bool,
}

impl<'s> Page<'s> {
    pub(crate) fn of(source: &'s str) -> Result<Page<'s>, Box<Diagnostic>> {
        let tree = yaml::parse(source);
        let faults = tree.diagnostics.len();
        let hidden = |d: &Diagnostic| tree.broken || d.code == "several-documents";
        if let Some(mistake) = tree.diagnostics.into_iter().find(hidden) {
            return Err(Box::new(mistake));
        }
        let braces = tree.tokens.windows(2).find(|pair| {
            let open = pair[0].span.of(source) == "{" && pair[0].sign == Sign::Open;
            open && pair[1].sign != Sign::Close
        });
        Ok(Page {
            source,
            root: tree.root,
            faults,
            tight: braces.is_some_and(|pair| pair[0].span.end == pair[1].span.start),
            tokens: tree.tokens,
        })
    }

    /// Returns the meaning of the script.
    pub(crate) fn model(&self) -> Value {
        self.root.as_ref().map_or(Value::empty(), Value::of)
    }

    /// Returns the style in which values are written here.
    pub(crate) fn style(&self, mark: Option<char>) -> WritingStyle {
        WritingStyle {
            mark,
            tight: self.tight,
        }
    }

    /// Returns the quotation mark that other items of the same list use after this key, or after
    /// another key whose value is words of the text too.
    pub(crate) fn mark_beside(&self, list: Option<&Node<'_>>, key: &str) -> Option<char> {
        let Kind::List(items) = &list?.kind else {
            return None;
        };
        let behind = |keys: &[&str]| {
            let entries = items.iter().flat_map(own_entries);
            let mut alike = entries.filter(|entry| keys.contains(&&*entry.key));
            alike.find_map(|entry| self.mark(&entry.value))
        };
        behind(&[key]).or_else(|| behind(ANCHORS).filter(|_| ANCHORS.contains(&key)))
    }

    /// Returns the quotation mark of a value. For a mapping, it is that of the words that the
    /// mapping names.
    pub(crate) fn mark(&self, node: &Node<'_>) -> Option<char> {
        match &node.kind {
            Kind::Scalar(_, Style::Quoted) => node
                .span
                .of(self.source)
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\'')),
            Kind::Map(entries) => entries.iter().find_map(|entry| self.mark(&entry.value)),
            _ => None,
        }
    }

    /// Returns the tokens that begin in a stretch.
    pub(crate) fn within(&self, start: usize, end: usize) -> &[Token] {
        let place = |at: usize| self.tokens.partition_point(|token| token.span.start < at);
        self.tokens
            .get(place(start)..place(end))
            .unwrap_or_default()
    }

    /// Returns whether a comment begins in a stretch.
    pub(crate) fn has_comment(&self, start: usize, end: usize) -> bool {
        let mut tokens = self.within(start, end).iter();
        tokens.any(|token| token.sign == Sign::Comment)
    }

    pub(crate) fn line_start(&self, at: usize) -> usize {
        let start = self.source[..at].rfind('\n').map_or(0, |nl| nl + 1);
        start.max(self.top().min(at))
    }

    /// Returns where the first line begins: after the byte order mark, if there is one.
    pub(crate) fn top(&self) -> usize {
        match self.source.starts_with('\u{FEFF}') {
            true => '\u{FEFF}'.len_utf8(),
            false => 0,
        }
    }

    /// Returns where the words of a line end, before its line end.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        let end = self.source[at..]
            .find('\n')
            .map_or(self.source.len(), |nl| at + nl);
        match end > at && self.source.as_bytes()[end - 1] == b'\r' {
            true => end - 1,
            false => end,
        }
    }

    /// Returns where the next line begins; on the last line, the end of the text.
    pub(crate) fn next_line(&self, at: usize) -> usize {
        self.source[at..]
            .find('\n')
            .map_or(self.source.len(), |nl| at + nl + 1)
    }

    pub(crate) fn column(&self, at: usize) -> usize {
        self.source[self.line_start(at)..at].chars().count()
    }

    /// Returns the line end in use around a place.
    pub(crate) fn nl(&self, at: usize) -> &'static str {
        let after = self.source[at..].find('\n').map(|nl| at + nl);
        let near = after.or_else(|| self.source[..at].rfind('\n'));
        match near {
            Some(nl) if nl > 0 && self.source.as_bytes()[nl - 1] == b'\r' => "\r\n",
            _ => "\n",
        }
    }

    /// Returns the end of the line on which a value ends, with the blank lines that are part of the
    /// value.
    pub(crate) fn end_of_lines(&self, end: usize) -> usize {
        let next = self.tokens.partition_point(|token| token.span.start < end);
        let mut near = self.tokens[next.saturating_sub(1)..].iter();
        let body = match near.next() {
            Some(last) if last.sign == Sign::Header => {
                near.find(|token| token.sign != Sign::Comment)
            }
            last => last,
        };
        let body = body.filter(|token| token.sign == Sign::Body);
        self.line_end(body.map_or(end, |body| body.span.end.max(end)))
    }

    pub(crate) fn is_flow(&self, node: &Node<'_>) -> bool {
        matches!(
            self.source.as_bytes().get(node.span.start),
            Some(b'[' | b'{')
        )
    }

    /// Returns the entry of a key that is written in the mapping, not merged in from elsewhere.
    pub(crate) fn own<'n>(&self, map: &'n Node<'s>, key: &str) -> Option<&'n Entry<'s>> {
        own_entries(map).find(|entry| entry.key == key)
    }

    /// Returns what a key names, with its entry if it is in a mapping. Values that are merged in
    /// are left out.
    pub(crate) fn child<'n>(
        &self,
        node: &'n Node<'s>,
        key: &Key,
    ) -> Option<(&'n Node<'s>, Option<&'n Entry<'s>>)> {
        match (key, &node.kind) {
            (Key::Name(name), Kind::Map(_)) => {
                let entry = self.own(node, name)?;
                Some((&entry.value, Some(entry)))
            }
            (Key::At(index), Kind::List(items)) => Some((items.get(*index)?, None)),
            _ => None,
        }
    }

    /// Returns where the value of an entry is written. For an alias this is the alias.
    pub(crate) fn written(&self, entry: &Entry<'_>) -> Span {
        if !self.is_alias(entry) {
            return entry.value.span;
        }
        let from = entry.key_span.end;
        let mut behind = self.within(from, self.source.len()).iter();
        let alias = behind.find(|token| token.sign == Sign::Alias);
        alias.map_or(Span::new(from, from), |alias| alias.span)
    }

    /// Returns whether the value of an entry is an alias.
    pub(crate) fn is_alias(&self, entry: &Entry<'_>) -> bool {
        entry.value.span.start < entry.key_span.end
    }

    /// Returns where the last line of an item of a block list ends.
    pub(crate) fn item_end(&self, items: &[Node<'_>], dashes: &[usize], index: usize) -> usize {
        let (dash, span) = (dashes[index], items[index].span);
        let next = dashes.get(index + 1);
        // An alias is on the line of its dash.
        let written = span.start > dash && next.is_none_or(|next| span.end <= *next);
        self.end_of_lines(if written { span.end } else { dash })
    }

    /// Returns whether there is a blank line above a place, or above the comment that touches it.
    pub(crate) fn is_apart(&self, at: usize) -> bool {
        let mut start = self.line_start(at);
        while start > self.top() {
            let line = self.line_start(start - 1);
            let words = self.source[line..start].trim();
            if !words.starts_with('#') || line >= start {
                return words.is_empty();
            }
            start = line;
        }
        false
    }

    /// Returns the group number of each item. Blank lines separate groups. If every item is
    /// separated by blank lines, all are in one group.
    pub(crate) fn groups(&self, dashes: &[usize]) -> Vec<usize> {
        let apart = |dash: &usize| self.is_apart(*dash);
        let every = dashes.len() > 1 && dashes[1..].iter().all(apart);
        let mut group = 0;
        let numbers = dashes.iter().enumerate().map(|(index, dash)| {
            group += usize::from(index > 0 && !every && apart(dash));
            group
        });
        numbers.collect()
    }

    /// Returns the place of the dash of each item of a block list.
    pub(crate) fn dashes(
        &self,
        list: &Node<'_>,
        count: usize,
    ) -> Result<Vec<usize>, Box<Diagnostic>> {
        let span = list.span;
        let column = self.column(span.start);
        let tokens = self.within(span.start, span.end).iter();
        let dashes = tokens.filter(|token| token.sign == Sign::Dash);
        let starts = dashes.map(|dash| dash.span.start);
        let found: Vec<usize> = starts.filter(|at| self.column(*at) == column).collect();
        if found.len() != count {
            return Err(refused(
                list.span,
                "this list is written in a way that cannot be edited",
            ));
        }
        Ok(found)
    }
}

/// Returns the entries that are written in a mapping.
pub(crate) fn own_entries<'n, 's>(map: &'n Node<'s>) -> impl Iterator<Item = &'n Entry<'s>> {
    let entries: &[Entry<'s>] = match &map.kind {
        Kind::Map(entries) => entries,
        _ => &[],
    };
    let inside = |entry: &&Entry<'s>| {
        map.span.start <= entry.key_span.start && entry.key_span.end <= map.span.end
    };
    entries.iter().filter(inside)
}

/// Returns the diagnostic for an edit that cannot be made.
pub(crate) fn refused(span: Span, why: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(CODE, span, why))
}

/// Returns the diagnostic for an edit that would remove a comment within a value.
pub(crate) fn comment_within(span: Span, what: &str) -> Box<Diagnostic> {
    let why = format!("{what} contains a comment, which would be lost");
    Box::new(refused(span, why).hint("move the comment first"))
}
