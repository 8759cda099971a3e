//! Finished values, and the limits on the size of a script.

use super::{Kind, MAX_DEPTH, Node, Parser, Props};
use crate::token::Sign;
use crate::{MAX_ALIAS_COST, MAX_NODES, Style};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Span};

impl<'s> Parser<'s> {
    /// Adds a mistake, up to a maximum number.
    pub(super) fn note(&mut self, mistake: Diagnostic) {
        match self.diagnostics.len() {
            0..MAX_MISTAKES => self.diagnostics.push(mistake),
            MAX_MISTAKES => {
                let at = mistake.labels[0].span;
                let message = "there are more mistakes of form after this one";
                let last = Diagnostic::error("too-many-mistakes", at, message);
                self.diagnostics.push(last);
            }
            _ => {}
        }
    }

    /// Stops parsing.
    fn stop(&mut self, mistake: Diagnostic) {
        if self.stop.is_none() {
            self.stop = Some(mistake);
            self.rest();
        }
    }

    fn too_deep(&mut self, at: Span) {
        let message = format!("values are nested more than {MAX_DEPTH} levels deep here");
        self.stop(Diagnostic::error("too-deep", at, message));
    }

    /// Enters a deeper level, if the limit allows it.
    pub(super) fn enter(&mut self, at: usize) -> bool {
        if self.depth >= MAX_DEPTH {
            let bracket = matches!(self.byte(at), Some(b'[' | b'{'));
            self.too_deep(Span::new(at, at + usize::from(bracket)));
            return false;
        }
        self.depth += 1;
        true
    }

    /// Returns a complete value.
    pub(super) fn finish(&mut self, kind: Kind<'s>, span: Span, props: Props<'s>) -> Node<'s> {
        self.last_end = self.last_end.max(span.end);
        let node = Node { kind, span };
        self.count(span);
        if let Some(name) = props.anchor {
            self.add_alias_cost(cost(&node), span);
            if self.stop.is_none() {
                self.anchored.insert(name, Some(node.clone()));
            }
        }
        node
    }

    fn count(&mut self, span: Span) {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("the script has more than {MAX_NODES} values");
            self.stop(Diagnostic::error("too-large", span, message));
        }
    }

    /// Parses an alias. Its value is a copy of the value that it names.
    pub(super) fn alias(&mut self) -> Node<'s> {
        let span = self.push(Sign::Alias, self.name_end());
        self.aliases.insert(&self.source[span.start + 1..span.end]);
        self.last_end = self.last_end.max(span.end);
        let none = Node {
            kind: Kind::Scalar("".into(), Style::Plain),
            span,
        };
        let cost = match self.anchored.get(&self.source[span.start + 1..span.end]) {
            Some(Some(node)) if self.depth + depth(node) > MAX_DEPTH => {
                self.too_deep(span);
                return none;
            }
            Some(Some(node)) => cost(node),
            Some(None) => {
                let message = "this alias is inside the value that it names";
                self.stop(Diagnostic::error("alias-cost", span, message));
                return none;
            }
            None => return none,
        };
        // The limit is checked before the copy is made.
        self.add_alias_cost(cost, span);
        self.count(span);
        let node = self.anchored.get(&self.source[span.start + 1..span.end]);
        match node {
            Some(Some(node)) if self.stop.is_none() => node.clone(),
            _ => none,
        }
    }

    fn add_alias_cost(&mut self, cost: usize, span: Span) {
        self.alias_cost = self.alias_cost.saturating_add(cost);
        if self.alias_cost > MAX_ALIAS_COST {
            let message = "anchors and aliases make the script too large";
            let mistake = Diagnostic::error("alias-cost", span, message);
            self.stop(mistake.hint(format!(
                "all aliases together can have at most {MAX_ALIAS_COST} values"
            )));
        }
    }
}

/// Returns the part of a root that is complete before a mistake: the entries of a mapping, and the
/// items or entries of its last value. Incomplete items are removed.
pub(super) fn before(mut root: Node<'_>, mistake: usize) -> Option<Node<'_>> {
    let is_whole = |node: &Node<'_>| node.span.end <= mistake;
    match &mut root.kind {
        Kind::Scalar(..) => return is_whole(&root).then_some(root),
        Kind::List(items) => truncate(items, is_whole),
        Kind::Map(entries) => {
            truncate(entries, |entry| entry.key_span.end < mistake);
            match entries.last_mut().map(|last| &mut last.value) {
                Some(last) if is_whole(last) => {}
                Some(Node {
                    kind: Kind::List(items),
                    ..
                }) => truncate(items, is_whole),
                Some(Node {
                    kind: Kind::Map(inner),
                    ..
                }) => {
                    truncate(inner, |entry| is_whole(&entry.value));
                }
                _ => drop(entries.pop()),
            }
        }
    }
    Some(root)
}

/// Keeps the values before the first incomplete one.
fn truncate<T>(all: &mut Vec<T>, is_whole: impl Fn(&T) -> bool) {
    let whole = all.iter().take_while(|one| is_whole(one)).count();
    all.truncate(whole);
}

/// Returns the depth of nested lists and mappings in a value, including the value.
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

/// Returns the cost of a copy: the number of its values, plus one for every 16 bytes of their text.
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
