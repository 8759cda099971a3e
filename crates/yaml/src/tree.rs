//! The tree, built from the parser's events.
//!
//! In: text. Out: a tree, and the mistakes of form. Always true: what building
//! costs is in proportion to the text, and no recursion follows its nesting.

mod entries;
mod faults;
mod scalars;

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use super::place::Places;
use super::{Entry, Kind, MAX_ALIAS_COST, MAX_DEPTH, MAX_NODES, Node, Tree};
use crate::diagnostic::{Diagnostic, Span};

/// The byte order mark, which some editors put before the text.
const BOM: &str = "\u{FEFF}";

pub fn parse(source: &str) -> Tree<'_> {
    let text = source.strip_prefix(BOM).unwrap_or(source);
    let mut builder = Builder {
        text,
        places: Places::new(text),
        shift: source.len() - text.len(),
        open: Vec::new(),
        root: None,
        anchored: HashMap::new(),
        last_end: 0,
        nodes: 0,
        alias_cost: 0,
        diagnostics: Vec::new(),
    };
    let finished = builder.run();
    Tree {
        root: builder.root,
        broken: !finished,
        diagnostics: builder.diagnostics,
    }
}

/// A list or mapping that is not closed yet.
struct Open<'s> {
    start: usize,
    /// Whether it is written with brackets, whose places the parser gives.
    bracketed: bool,
    anchor: usize,
    content: Content<'s>,
}

enum Content<'s> {
    List(Vec<Node<'s>>),
    Map {
        entries: Vec<Entry<'s>>,
        /// Where each key stands in `entries`.
        keys: HashMap<Cow<'s, str>, usize>,
        /// A key that waits for its value; an inner nothing is a key that cannot be used.
        waiting: Option<Option<(Cow<'s, str>, Span)>>,
        merges: Vec<Node<'s>>,
    },
}

/// Why building ended before the text did. The diagnostic is already written.
struct Stop;

struct Builder<'s> {
    text: &'s str,
    places: Places<'s>,
    /// Bytes of the source before `text`.
    shift: usize,
    open: Vec<Open<'s>>,
    root: Option<Node<'s>>,
    anchored: HashMap<usize, Node<'s>>,
    /// Where the last value ended, in bytes of `text`.
    last_end: usize,
    nodes: usize,
    alias_cost: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    /// Reads all events; says whether the text was read to its end.
    fn run(&mut self) -> bool {
        let mut documents = 0;
        for event in Parser::new_from_str(self.text) {
            let (event, span) = match event {
                Ok((event, span)) => {
                    let start = self.places.byte(span.start.index());
                    let end = self.places.byte(span.end.index());
                    (event, Span::new(start, end.max(start)))
                }
                Err(error) => {
                    self.syntax(&error);
                    return false;
                }
            };
            if matches!(event, Event::DocumentStart(_)) {
                documents += 1;
                if documents > 1 {
                    self.second_document(span);
                    return true;
                }
            }
            if self.event(event, span).is_err() {
                return false;
            }
        }
        true
    }

    fn event(&mut self, event: Event<'s>, span: Span) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(text, style, span, tag.as_deref());
                self.close(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                let span = self.after_tag(span, tag.as_deref());
                self.begin(Content::List(Vec::new()), span, anchor, b'[')
            }
            Event::MappingStart(anchor, tag) => {
                let span = self.after_tag(span, tag.as_deref());
                let content = Content::Map {
                    entries: Vec::new(),
                    keys: HashMap::new(),
                    waiting: None,
                    merges: Vec::new(),
                };
                self.begin(content, span, anchor, b'{')
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            _ => Ok(()),
        }
    }

    fn begin(
        &mut self,
        content: Content<'s>,
        span: Span,
        anchor: usize,
        bracket: u8,
    ) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            return self.too_deep(self.shifted(span));
        }
        let bracketed =
            self.text.as_bytes().get(span.start) == Some(&bracket) && span.end > span.start;
        let mut start = span.start;
        if !bracketed && matches!(content, Content::List(_)) {
            // A list that is not indented is announced behind its first dash.
            let before = self.text[..start].trim_end();
            if before.ends_with('-') && !self.text[start..].starts_with("- ") {
                start = before.len() - 1;
            }
        }
        self.open.push(Open {
            start,
            bracketed,
            anchor,
            content,
        });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        if open.bracketed {
            self.last_end = self.last_end.max(self.closing(span.start) + 1);
        }
        let whole = Span::new(open.start, self.last_end.max(open.start));
        let kind = match open.content {
            Content::List(items) => Kind::List(items),
            Content::Map {
                mut entries,
                mut keys,
                merges,
                ..
            } => {
                for merge in merges {
                    self.merge(&mut entries, &mut keys, merge);
                }
                Kind::Map(entries)
            }
        };
        let node = Node {
            kind,
            span: self.shifted(whole),
        };
        self.close(node, open.anchor)
    }

    /// Where the bracket stands that closes a list or mapping. The parser gives the
    /// place of the last comma, if one stands before it.
    fn closing(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b']' | b'}' => return at,
                b',' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                b'#' => at += self.text[at..].find('\n').unwrap_or(bytes.len() - at),
                _ => break,
            }
        }
        from
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, node: Node<'s>, anchor: usize) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("the script has more than {MAX_NODES} values");
            return self.stop(Diagnostic::error("too-large", node.span, message));
        }
        if anchor > 0 {
            self.pay(cost(&node), node.span)?;
            self.anchored.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { waiting, .. }) => match waiting.take() {
                None => self.key(node),
                Some(None) => {}
                Some(Some(key)) => self.entry(key, node),
            },
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        self.last_end = self.last_end.max(span.end);
        let place = self.shifted(span);
        let Some(node) = self.anchored.get(&anchor) else {
            let message = "this alias stands inside the value that it names";
            return self.stop(Diagnostic::error("alias-cost", place, message));
        };
        if self.open.len() + depth(node) > MAX_DEPTH {
            return self.too_deep(place);
        }
        let cost = cost(node);
        // The budget is asked before the copy is made.
        self.pay(cost, place)?;
        let node = self.anchored.get(&anchor).cloned();
        node.map_or(Ok(()), |node| self.close(node, 0))
    }

    fn pay(&mut self, cost: usize, span: Span) -> Result<(), Stop> {
        self.alias_cost = self.alias_cost.saturating_add(cost);
        if self.alias_cost <= MAX_ALIAS_COST {
            return Ok(());
        }
        let message = "anchors and aliases make the script too large";
        let mistake = Diagnostic::error("alias-cost", span, message).hint(format!(
            "together they may stand for {MAX_ALIAS_COST} values"
        ));
        self.stop(mistake)
    }

    /// Keeps what is whole: finished values of the lists and mappings that were never closed.
    fn salvage(&mut self) {
        while let Some(open) = self.open.pop() {
            let whole = Span::new(open.start, self.last_end.max(open.start));
            let kind = match open.content {
                Content::List(items) => Kind::List(items),
                Content::Map { entries, .. } => Kind::Map(entries),
            };
            let node = Node {
                kind,
                span: self.shifted(whole),
            };
            let depth = self.open.len();
            match self.open.last_mut().map(|open| &mut open.content) {
                None => {
                    self.root.get_or_insert(node);
                }
                // Half a list is still a list of whole values; half of an item tells nothing.
                Some(Content::Map { waiting, .. }) if depth == 1 => {
                    if let Some(Some(key)) = waiting.take() {
                        self.entry(key, node);
                    }
                }
                Some(_) => {}
            }
        }
    }
}

/// How many lists and mappings are within one another in a value, itself included.
fn depth(node: &Node<'_>) -> usize {
    let mut deepest = 0;
    let mut rest = vec![(node, 1)];
    while let Some((node, depth)) = rest.pop() {
        match &node.kind {
            Kind::Scalar(..) => {}
            Kind::List(items) => {
                deepest = deepest.max(depth);
                rest.extend(items.iter().map(|item| (item, depth + 1)));
            }
            Kind::Map(entries) => {
                deepest = deepest.max(depth);
                rest.extend(entries.iter().map(|entry| (&entry.value, depth + 1)));
            }
        }
    }
    deepest
}

/// What a copy costs: its values, and every 16 bytes of their text.
fn cost(node: &Node<'_>) -> usize {
    let mut total = 0;
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        total += 1;
        match &node.kind {
            Kind::Scalar(text, _) => total += text.len() / 16,
            Kind::List(items) => rest.extend(items),
            Kind::Map(entries) => {
                for entry in entries {
                    total += 1 + entry.key.len() / 16;
                    rest.push(&entry.value);
                }
            }
        }
    }
    total
}
