//! The parser: from text to nodes and tokens.
//!
//! The module `validate` decides whether a text is well-formed, and `repair` mends other text. Well-formed
//! text is parsed strictly. In text that cannot be mended or is being written, the parser uses the
//! columns of the lines to guess the structure: a bracket or quotation mark that is never closed ends
//! before the next line of the block around it.
//!
//! The running time is linear in the length of the text, and recursion is at most [`MAX_DEPTH`]
//! deep.

mod block;
mod entries;
mod flow;
mod limits;
mod props;
mod scalars;
mod scan;
mod text;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::repair::{self, Repair, back};
use super::splice::Trail;
use super::token::{Sign, Token};
use super::{Entry, Kind, MAX_DEPTH, Node, Style, Tree, validate};
use cuebook_core::diagnostic::{Diagnostic, Span};

/// The byte order mark, which some editors put before the text.
const BOM: char = '\u{FEFF}';

/// The most times that a text is read again because it is not what it looks like.
const MOST_ROUNDS: usize = 3;

pub(crate) fn parse(source: &str) -> Tree<'_> {
    let fault = validate::fault(source);
    if fault.is_none() {
        let (tree, _) = build(source, None);
        let is_meant = |root: &Node<'_>| !repair::has_look_alikes(source, root);
        if tree.hidden || tree.root.as_ref().is_none_or(is_meant) {
            return tree;
        }
    }
    let mut repair = Repair::new(source);
    repair.mend(fault);
    for _ in 0..MOST_ROUNDS {
        let (tree, _) = build(&repair.text, None);
        let fixes = tree
            .root
            .map_or(Vec::new(), |root| repair.look_alikes(&root));
        if repair.last.is_some() || fixes.is_empty() {
            break;
        }
        repair.apply_all(fixes);
        let fault = validate::fault(&repair.text);
        repair.mend(fault);
    }
    mended(source, repair)
}

/// Returns the tree of a mended text, with the places of the original.
fn mended<'s>(source: &'s str, repair: Repair) -> Tree<'s> {
    let Repair { text, trail, .. } = repair;
    let (tree, doubt) = build(&text, repair.last);
    let mut root = tree.root;
    if let (true, Some(mistake)) = (tree.hidden, tree.diagnostics.last()) {
        let end = doubt.min(mistake.labels[0].span.start);
        root = root.and_then(|root| limits::before(root, end));
    }
    let later = tree
        .diagnostics
        .into_iter()
        .map(|found| back(found, &trail));
    let mut diagnostics = repair.mistakes;
    diagnostics.extend(later);
    let place = |found: &Diagnostic| found.labels[0].span.start;
    diagnostics.sort_by_key(place);
    let mut written = Parser::new(source, true);
    written.script();
    Tree {
        root: root.map(|root| owned(root, &trail)),
        broken: true,
        hidden: tree.hidden || repair.loses,
        diagnostics,
        tokens: written.tokens,
    }
}

/// Returns a node with its own text, and its places in the original.
fn owned(node: Node<'_>, trail: &Trail) -> Node<'static> {
    let text = |words: Cow<'_, str>| Cow::Owned(words.into_owned());
    let kind = match node.kind {
        Kind::Scalar(words, style) => Kind::Scalar(text(words), style),
        Kind::List(items) => Kind::List(items.into_iter().map(|item| owned(item, trail)).collect()),
        Kind::Map(entries) => {
            let entry = |entry: Entry<'_>| Entry {
                key: text(entry.key),
                key_span: trail.back(entry.key_span),
                value: owned(entry.value, trail),
            };
            Kind::Map(entries.into_iter().map(entry).collect())
        }
    };
    Node {
        kind,
        span: trail.back(node.span),
    }
}

pub(crate) fn recover(source: &str) -> Tree<'_> {
    let fault = validate::fault(source);
    build(source, fault.map(|fault| fault.worded(source))).0
}

/// Returns the whole tree of a text with its first mistake of form, and the place of the first
/// guess.
fn build(source: &str, mistake: Option<Diagnostic>) -> (Tree<'_>, usize) {
    let mut parser = Parser::new(source, mistake.is_some());
    let root = parser.script();
    let mut diagnostics = parser.diagnostics;
    let place = |mistake: &Diagnostic| mistake.labels[0].span.start;
    let last = mistake.or(parser.stop);
    if let Some(last) = &last {
        // The mistake hides the rest.
        diagnostics.retain(|note| place(note) < place(last));
    }
    let broken = last.is_some();
    diagnostics.extend(last);
    let tree = Tree {
        root,
        broken,
        hidden: broken,
        diagnostics,
        tokens: parser.tokens,
    };
    (tree, parser.doubt)
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    /// Where the line of `at` begins, after a byte order mark.
    line: usize,
    /// Whether the text is not well-formed, so that the parser may guess.
    lenient: bool,
    /// The place of the first guess.
    doubt: usize,
    tokens: Vec<Token>,
    /// Where the last value ends.
    last_end: usize,
    /// The number of open lists and mappings.
    depth: usize,
    /// The columns of the open block lists.
    lists: Vec<usize>,
    /// The values that anchors name; `None` while one is open.
    anchored: HashMap<&'s str, Option<Node<'s>>>,
    /// The places of all anchors, and the names in all aliases.
    anchors: Vec<Span>,
    aliases: HashSet<&'s str>,
    nodes: usize,
    alias_cost: usize,
    diagnostics: Vec<Diagnostic>,
    /// The limit that the script exceeds. The text after it is not parsed.
    stop: Option<Diagnostic>,
}

/// The anchor and the tag of a value.
#[derive(Copy, Clone, Debug, Default)]
struct Props<'s> {
    anchor: Option<&'s str>,
    tag: Option<Span>,
}

impl<'s> Props<'s> {
    fn or(self, other: Props<'s>) -> Props<'s> {
        Props {
            anchor: self.anchor.or(other.anchor),
            tag: self.tag.or(other.tag),
        }
    }

    /// Returns whether a tag makes plain words text, whatever they look like.
    fn style(self) -> Style {
        match self.tag {
            Some(_) => Style::Quoted,
            None => Style::Plain,
        }
    }
}

impl<'s> Parser<'s> {
    fn new(source: &'s str, lenient: bool) -> Parser<'s> {
        let top = if source.starts_with(BOM) {
            BOM.len_utf8()
        } else {
            0
        };
        Parser {
            source,
            at: top,
            line: top,
            lenient,
            doubt: usize::MAX,
            tokens: Vec::new(),
            last_end: top,
            depth: 0,
            lists: Vec::new(),
            anchored: HashMap::new(),
            anchors: Vec::new(),
            aliases: HashSet::new(),
            nodes: 0,
            alias_cost: 0,
            diagnostics: Vec::new(),
            stop: None,
        }
    }

    /// Parses the first document; the text after it is junk.
    fn script(&mut self) -> Option<Node<'s>> {
        self.directives();
        let mut root = None;
        loop {
            self.skip();
            if self.ends() {
                break;
            }
            let node = self.value(block::Room::root(self.at));
            root = match (root, node) {
                (None, node) => Some(node),
                (Some(root), node) => Some(self.joined(root, node)),
            };
        }
        self.unused_anchors();
        self.second_document();
        root
    }

    fn directives(&mut self) {
        loop {
            self.skip();
            match self.peek() {
                Some(b'%') if self.at == self.line => {
                    let line = &self.source[self.at..self.line_end(self.at)];
                    self.push(Sign::Document, self.at + line.trim_end().len());
                }
                Some(b'-') if self.document_mark() => {
                    self.push(Sign::Document, self.at + 3);
                    return;
                }
                _ => return,
            }
        }
    }

    /// Reports the text after the first document.
    fn second_document(&mut self) {
        while self.peek() == Some(b'.') && self.document_mark() {
            self.push(Sign::Document, self.at + 3);
            self.skip();
        }
        if self.peek().is_some() {
            let length = if self.document_mark() { 3 } else { 0 };
            let message = "a second document begins here; a script is one document";
            let span = Span::new(self.at, self.at + length);
            let mistake = Diagnostic::error("several-documents", span, message)
                .hint("remove the `---`, or put the other show in a separate file");
            self.note(mistake);
            self.rest();
        }
    }

    /// Returns the root with the text after it, if the text is not well-formed.
    fn joined(&mut self, mut root: Node<'s>, more: Node<'s>) -> Node<'s> {
        match (&mut root.kind, more.kind) {
            (Kind::Map(entries), Kind::Map(mut others)) => {
                let known: HashSet<_> = entries.iter().map(|entry| entry.key.clone()).collect();
                others.retain(|other| !known.contains(&other.key));
                entries.extend(others);
                root.span.end = more.span.end;
                root
            }
            (Kind::Scalar(..), kind @ (Kind::Map(_) | Kind::List(_))) => Node {
                kind,
                span: more.span,
            },
            _ => root,
        }
    }

    /// Returns a missing value.
    fn empty(&mut self, at: usize, props: Props<'s>) -> Node<'s> {
        let kind = Kind::Scalar("".into(), props.style());
        self.finish(kind, Span::new(at, at), props)
    }
}
