//! The tree, built from the parser's events.
//!
//! In: text. Out: a tree, and the mistakes of form. Always true: what building
//! costs is in proportion to the text, and no recursion follows its nesting.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::place::Places;
use super::words::plain;
use super::{Entry, Kind, MAX_ALIAS_COST, MAX_DEPTH, MAX_NODES, Node, Style, Tree};
use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span, shown};

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

    /// The place in the source of a place in the text.
    fn shifted(&self, span: Span) -> Span {
        Span::new(span.start + self.shift, span.end + self.shift)
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        span: Span,
        tag: Option<&Tag>,
    ) -> Node<'s> {
        let span = self.after_tag(span, tag);
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let span = if style == Style::Plain && text.is_empty() {
            self.empty_place(span)
        } else {
            let start = match style {
                Style::Literal | Style::Folded => self.block_header(span.start),
                Style::Plain | Style::Quoted => span.start,
            };
            let written = self.text[start..span.end].trim_end().len();
            Span::new(start, start + written)
        };
        self.last_end = self.last_end.max(span.end);
        // A tag says that the words are text, whatever they look like.
        let style = if tag.is_some() && style == Style::Plain {
            Style::Quoted
        } else {
            style
        };
        Node {
            kind: Kind::Scalar(text, style),
            span: self.shifted(span),
        }
    }

    /// Where the `|` or `>` of a block stands whose first line begins here.
    fn block_header(&self, first_line: usize) -> usize {
        let from = self.last_end.min(first_line);
        let gap = &self.text[from..first_line];
        gap.find(['|', '>']).map_or(first_line, |at| from + at)
    }

    /// Where a value that was left out would stand.
    fn empty_place(&self, span: Span) -> Span {
        if self.text.as_bytes().get(span.start) == Some(&b':') {
            return Span::new(span.start + 1, span.start + 1);
        }
        let before = self.text[..span.start].trim_end_matches([' ', '\t', '\r', '\n']);
        let at = if before.ends_with([':', '-', ',', '[', '{']) {
            before.len()
        } else {
            self.last_end.min(span.start)
        };
        Span::new(at, at)
    }

    /// Leaves out the anchor and the tag before a value, and reports a tag that means nothing here.
    fn after_tag(&mut self, span: Span, tag: Option<&Tag>) -> Span {
        let mut start = span.start;
        while matches!(self.text.as_bytes().get(start), Some(b'!' | b'&')) && start < span.end {
            let rest = &self.text[start..span.end];
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let gap = rest[word..].len() - rest[word..].trim_start().len();
            if rest.starts_with('!') && tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
                let span = self.shifted(Span::new(start, start + word));
                let message = format!("the tag `{}` means nothing in a cue script", &rest[..word]);
                let mistake = Diagnostic::error("yaml-tag", span, message);
                let mistake = mistake.hint("put words that begin with `!` in quotation marks");
                self.note(mistake);
            }
            start += word + gap;
        }
        Span::new(start, span.end)
    }

    fn begin(
        &mut self,
        content: Content<'s>,
        span: Span,
        anchor: usize,
        bracket: u8,
    ) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("values are nested more than {MAX_DEPTH} deep here");
            return self.stop(Diagnostic::error("too-deep", self.shifted(span), message));
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
            self.last_end = self.last_end.max(span.start + 1);
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

    fn key(&mut self, node: Node<'s>) {
        let key = match node.kind {
            Kind::Scalar(text, _) => Some((text, node.span)),
            Kind::List(_) | Kind::Map(_) => {
                let mistake =
                    Diagnostic::error("yaml-key", node.span, "a key has to be a single word")
                        .hint("put words that begin with `[` or `{` in quotation marks");
                self.note(mistake);
                None
            }
        };
        if let Some(Content::Map { waiting, .. }) = self.open.last_mut().map(|o| &mut o.content) {
            *waiting = Some(key);
        }
    }

    fn entry(&mut self, (key, key_span): (Cow<'s, str>, Span), value: Node<'s>) {
        let Some(Content::Map {
            entries,
            keys,
            merges,
            ..
        }) = self.open.last_mut().map(|open| &mut open.content)
        else {
            return;
        };
        // In quotation marks it would be four bytes long, and a key like any other.
        if key == "<<" && key_span.range().len() == 2 {
            merges.push(value);
            return;
        }
        if let Some(first) = keys.get(&key) {
            let message = format!("the key `{}` stands here twice", shown(&key));
            let mistake = Diagnostic::error("duplicate-key", key_span, message)
                .label("a second time")
                .also(Source::Script, entries[*first].key_span, "first here")
                .hint("keep one of them");
            self.note(mistake);
            return;
        }
        keys.insert(key.clone(), entries.len());
        entries.push(Entry {
            key,
            key_span,
            value,
        });
    }

    /// Adds the keys of another mapping that this one has not got itself.
    fn merge(
        &mut self,
        entries: &mut Vec<Entry<'s>>,
        keys: &mut HashMap<Cow<'s, str>, usize>,
        from: Node<'s>,
    ) {
        match from.kind {
            Kind::Map(more) => {
                for entry in more {
                    if !keys.contains_key(&entry.key) {
                        keys.insert(entry.key.clone(), entries.len());
                        entries.push(entry);
                    }
                }
            }
            Kind::List(maps) if maps.iter().all(|m| matches!(m.kind, Kind::Map(_))) => {
                for map in maps {
                    self.merge(entries, keys, map);
                }
            }
            _ => {
                let message = "`<<` takes a mapping, or a list of them";
                let mistake = Diagnostic::error("wrong-shape", from.span, message)
                    .hint("for example `<<: *quiet`, where `&quiet` marks a mapping above");
                self.note(mistake);
            }
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        self.last_end = self.last_end.max(span.end);
        let place = self.shifted(span);
        let Some(node) = self.anchored.get(&anchor) else {
            let message = "this alias stands inside the value that it names";
            return self.stop(Diagnostic::error("alias-cost", place, message));
        };
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

    /// Writes down a mistake; of very many, the first.
    fn note(&mut self, mistake: Diagnostic) {
        match self.diagnostics.len() {
            0..MAX_MISTAKES => self.diagnostics.push(mistake),
            MAX_MISTAKES => {
                let at = mistake.labels[0].span;
                let message = "there are more mistakes of form from here on";
                let last = Diagnostic::error("too-many-mistakes", at, message);
                self.diagnostics.push(last);
            }
            _ => {}
        }
    }

    fn stop(&mut self, mistake: Diagnostic) -> Result<(), Stop> {
        self.diagnostics.push(mistake);
        self.salvage();
        Err(Stop)
    }

    fn syntax(&mut self, error: &ScanError) {
        let at = self.places.byte(error.marker().index());
        let words = plain(error.info());
        let rest = &self.text[at..];
        let length = match rest.chars().next() {
            Some('\n' | '\r') | None => 0,
            Some(c) => c.len_utf8(),
        };
        let span = self.shifted(Span::new(at, at + length));
        let mut mistake = Diagnostic::error("yaml-syntax", span, words.message);
        if let Some(hint) = words.hint {
            mistake = mistake.hint(hint);
        }
        self.diagnostics.push(mistake);
        self.salvage();
    }

    fn second_document(&mut self, span: Span) {
        let message = "a second document begins here; a script is one document";
        let mistake = Diagnostic::error("several-documents", self.shifted(span), message)
            .hint("take out the `---`, or put the other show in a file of its own");
        self.note(mistake);
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
