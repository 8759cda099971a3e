//! A script with what an edit has to know of its text.
//!
//! In: text. Out: its tree, its line ends, its comments. Always true: no place
//! that is given lies within a value.

use super::model::Value;
use super::refused;
use super::scalar::Hand;
use crate::diagnostic::{Diagnostic, Span};
use cuebook_yaml::{self as yaml, Entry, Kind, Node, Style};

/// What stands in place of a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    pub span: Span,
    pub with: String,
}

impl Splice {
    pub fn new(start: usize, end: usize, with: impl Into<String>) -> Splice {
        Splice {
            span: Span::new(start, end),
            with: with.into(),
        }
    }
}

pub struct Page<'s> {
    pub source: &'s str,
    pub root: Option<Node<'s>>,
    /// Keys and single values that are written out, in the order of the text.
    leaves: Vec<Span>,
    /// Where blocks end that keep the blank lines behind them.
    kept: Vec<usize>,
    /// How many mistakes of form there are that hide nothing.
    pub faults: usize,
    /// Whether the first braces touch what they hold.
    tight: bool,
}

impl<'s> Page<'s> {
    pub fn of(source: &'s str) -> Result<Page<'s>, Box<Diagnostic>> {
        let tree = yaml::parse(source);
        let faults = tree.diagnostics.len();
        let hidden = |d: &Diagnostic| tree.broken || d.code == "several-documents";
        if let Some(mistake) = tree.diagnostics.into_iter().find(hidden) {
            return Err(Box::new(mistake));
        }
        let mut page = Page {
            source,
            root: tree.root,
            leaves: Vec::new(),
            kept: Vec::new(),
            faults,
            tight: false,
        };
        let mut braces = usize::MAX;
        let mut rest: Vec<&Node<'_>> = page.root.iter().collect();
        let (mut leaves, mut kept) = (Vec::new(), Vec::new());
        while let Some(node) = rest.pop() {
            match &node.kind {
                Kind::Scalar(_, style) => {
                    let mut span = node.span;
                    if matches!(style, Style::Literal | Style::Folded) {
                        // The header may bear a comment.
                        let header = span.of(source).find('\n').unwrap_or(span.range().len());
                        if span.of(source)[..header]
                            .split('#')
                            .next()
                            .is_some_and(|h| h.contains('+'))
                        {
                            kept.push(span.end);
                        }
                        span.start += header;
                    }
                    leaves.push(span);
                }
                Kind::List(items) => rest.extend(items),
                Kind::Map(entries) => {
                    let inside = node.span.of(source).strip_prefix('{');
                    if inside.is_some() && !entries.is_empty() && node.span.start < braces {
                        braces = node.span.start;
                        page.tight = inside.is_some_and(|i| !i.starts_with(char::is_whitespace));
                    }
                    for entry in entries {
                        leaves.push(entry.key_span);
                        rest.push(&entry.value);
                    }
                }
            }
        }
        leaves.retain(|leaf| leaf.end > leaf.start);
        leaves.sort_unstable();
        leaves.dedup();
        page.leaves = leaves;
        page.kept = kept;
        Ok(page)
    }

    /// What the script says.
    pub fn model(&self) -> Value {
        self.root.as_ref().map_or(Value::empty(), Value::of)
    }

    /// How values are written here.
    pub fn hand(&self, mark: Option<char>) -> Hand {
        Hand {
            mark,
            tight: self.tight,
        }
    }

    /// The value within which, or at the start of which, a byte stands.
    pub fn leaf_at(&self, at: usize) -> Option<Span> {
        let after = self.leaves.partition_point(|leaf| leaf.start <= at);
        let leaf = *self.leaves.get(after.checked_sub(1)?)?;
        (at < leaf.end).then_some(leaf)
    }

    /// Whether a comment begins in a stretch.
    pub fn has_comment(&self, start: usize, end: usize) -> bool {
        let mut at = start;
        while at < end {
            if let Some(leaf) = self.leaf_at(at) {
                at = leaf.end;
                continue;
            }
            if self.is_comment(at) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether a `#` outside of all values begins a comment.
    pub fn is_comment(&self, at: usize) -> bool {
        let bytes = self.source.as_bytes();
        let free = at <= self.top() || matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b'\r');
        bytes.get(at) == Some(&b'#') && free
    }

    pub fn line_start(&self, at: usize) -> usize {
        let start = self.source[..at].rfind('\n').map_or(0, |nl| nl + 1);
        start.max(self.top().min(at))
    }

    /// Where the first line begins: behind the byte order mark, if there is one.
    pub fn top(&self) -> usize {
        match self.source.starts_with('\u{FEFF}') {
            true => '\u{FEFF}'.len_utf8(),
            false => 0,
        }
    }

    /// Where the words of a line end, before its line end.
    pub fn line_end(&self, at: usize) -> usize {
        let end = self.source[at..]
            .find('\n')
            .map_or(self.source.len(), |nl| at + nl);
        match end > at && self.source.as_bytes()[end - 1] == b'\r' {
            true => end - 1,
            false => end,
        }
    }

    /// Where the next line begins; the end of the text on the last line.
    pub fn next_line(&self, at: usize) -> usize {
        self.source[at..]
            .find('\n')
            .map_or(self.source.len(), |nl| at + nl + 1)
    }

    pub fn column(&self, at: usize) -> usize {
        self.source[self.line_start(at)..at].chars().count()
    }

    /// The line end in use around a place.
    pub fn nl(&self, at: usize) -> &'static str {
        let after = self.source[at..].find('\n').map(|nl| at + nl);
        let near = after.or_else(|| self.source[..at].rfind('\n'));
        match near {
            Some(nl) if nl > 0 && self.source.as_bytes()[nl - 1] == b'\r' => "\r\n",
            _ => "\n",
        }
    }

    /// The end of the line on which a value ends, with the blank lines that are its own.
    pub fn end_of_lines(&self, end: usize) -> usize {
        let mut last = self.line_end(end);
        if self.kept.contains(&end) {
            loop {
                let next = self.next_line(last);
                let blank = self.source[next..self.line_end(next)].trim().is_empty();
                if next >= self.source.len() || !blank {
                    break;
                }
                last = self.line_end(next);
            }
        }
        last
    }

    pub fn is_flow(&self, node: &Node<'_>) -> bool {
        matches!(
            self.source.as_bytes().get(node.span.start),
            Some(b'[' | b'{')
        )
    }

    /// The entry of a key that stands in the mapping itself, not merged in from elsewhere.
    pub fn own<'n>(&self, map: &'n Node<'s>, key: &str) -> Option<&'n Entry<'s>> {
        own_entries(map).find(|entry| entry.key == key)
    }

    /// Where the value of an entry is written; an alias counts as itself.
    pub fn written(&self, entry: &Entry<'_>) -> Span {
        if entry.value.span.start >= entry.key_span.end {
            return entry.value.span;
        }
        let from = entry.key_span.end;
        let Some(start) = self.source[from..].find('*').map(|star| from + star) else {
            return Span::new(from, from);
        };
        let rest = &self.source[start..];
        let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
        Span::new(start, start + end.unwrap_or(rest.len()))
    }

    /// Whether an entry's value is an alias.
    pub fn is_alias(&self, entry: &Entry<'_>) -> bool {
        entry.value.span.start < entry.key_span.end
    }

    /// Where the last line of an item of a block list ends.
    pub fn item_end(&self, items: &[Node<'_>], dashes: &[usize], index: usize) -> usize {
        let (dash, span) = (dashes[index], items[index].span);
        let next = dashes.get(index + 1);
        // An alias stands on the line of its dash.
        let written = span.start > dash && next.is_none_or(|next| span.end <= *next);
        self.end_of_lines(if written { span.end } else { dash })
    }

    /// Whether a blank line stands above a place, or above the comment that touches it.
    pub fn is_apart(&self, at: usize) -> bool {
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

    /// The number of the group of each item: items that no blank line parts. Where
    /// every item is set apart, all are one group.
    pub fn groups(&self, dashes: &[usize]) -> Vec<usize> {
        let apart = |dash: &usize| self.is_apart(*dash);
        let every = dashes.len() > 1 && dashes[1..].iter().all(apart);
        let mut group = 0;
        let numbers = dashes.iter().enumerate().map(|(index, dash)| {
            group += usize::from(index > 0 && !every && apart(dash));
            group
        });
        numbers.collect()
    }

    /// Where the dash of each item of a block list stands.
    pub fn dashes(&self, list: &Node<'_>, count: usize) -> Result<Vec<usize>, Box<Diagnostic>> {
        let bytes = self.source.as_bytes();
        let mut start = list.span.start;
        if bytes.get(start) != Some(&b'-') {
            start = self.source[..start]
                .trim_end_matches([' ', '\t'])
                .len()
                .saturating_sub(1);
        }
        let column = self.column(start);
        let dash = |at: usize| {
            let spaced = matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
            bytes.get(at) == Some(&b'-') && spaced && self.leaf_at(at).is_none()
        };
        let mut found = vec![start];
        let mut line = self.next_line(start);
        while line < list.span.end {
            let rest = self.source[line..].bytes();
            let indent = rest.take_while(|byte| *byte == b' ').count();
            if indent == column && dash(line + indent) {
                found.push(line + indent);
            }
            line = self.next_line(line);
        }
        if found.len() != count {
            return Err(refused(
                list.span,
                "this list is written in a way that cannot be edited",
            ));
        }
        Ok(found)
    }
}

/// The entries that stand in a mapping itself.
pub fn own_entries<'n, 's>(map: &'n Node<'s>) -> impl Iterator<Item = &'n Entry<'s>> {
    let entries: &[Entry<'s>] = match &map.kind {
        Kind::Map(entries) => entries,
        _ => &[],
    };
    let inside = |entry: &&Entry<'s>| {
        map.span.start <= entry.key_span.start && entry.key_span.end <= map.span.end
    };
    entries.iter().filter(inside)
}
