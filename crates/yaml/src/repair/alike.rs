//! Text that is well-formed, but does not mean what it looks like: keys and items without a space
//! behind their colon or dash, or with another sign for them, words between the quotation marks of
//! print that a comma cuts, and no-break spaces beside signs.

use super::keys::{behind_colon, behind_dash, behind_key, is_known, tight_key};
use super::site::{is_odd, line};
use super::{Fix, blanks, signs};
use crate::{Entry, Kind, Node, Style};
use cuebook_core::diagnostic::Span;

/// Returns the fixes for a tree.
pub(super) fn fixes(text: &str, root: &Node<'_>) -> Vec<Fix> {
    let mut walk = Walk {
        text,
        fixes: Vec::new(),
        lines: Vec::new(),
        done: 0,
    };
    walk.value(root, Slot::Item);
    let mut fixes = walk.fixes;
    fixes.sort_by_key(|fix| fix.splices.first().map(|splice| splice.span.start));
    fixes
}

/// Where a plain word is.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Slot {
    /// A key between braces that has no value.
    LoneKey,
    /// A key of a mapping whose keys all begin with a dash.
    ItemKey,
    /// Any other key.
    Key,
    /// A value that begins its line.
    Fresh,
    /// An item of a block list.
    Item,
    /// Any other value.
    Value,
}

struct Walk<'s> {
    text: &'s str,
    fixes: Vec<Fix>,
    /// The lines whose white space is mended.
    lines: Vec<usize>,
    /// Where the last words between quotation marks of print end.
    done: usize,
}

impl Walk<'_> {
    fn value(&mut self, node: &Node<'_>, slot: Slot) {
        let is_flow = self.text[node.span.start..].starts_with(['{', '[']);
        match &node.kind {
            Kind::Scalar(_, Style::Plain) => self.word(node.span, slot),
            Kind::Scalar(..) => {}
            Kind::List(items) => {
                let slot = if is_flow { Slot::Value } else { Slot::Item };
                for item in items {
                    if is_flow {
                        self.printed(item);
                    }
                    self.value(item, slot);
                }
            }
            Kind::Map(entries) => {
                let is_dash = |c: char| c == '-' || matches!(c, '–' | '—' | '•' | '·' | '▪');
                let is_list = entries.iter().all(|entry| entry.key.starts_with(is_dash));
                let mut before = None;
                for entry in entries {
                    if is_flow {
                        self.printed(&entry.value);
                        self.lone(before, entry);
                    }
                    before = Some(entry);
                    let gap = Span::new(entry.key_span.end, entry.value.span.start);
                    let lone = is_flow && entry.value.is_empty();
                    let slot = match lone {
                        true => Slot::LoneKey,
                        false if is_list => Slot::ItemKey,
                        false => Slot::Key,
                    };
                    self.word(entry.key_span, slot);
                    let fresh = !is_flow && gap.of(self.text).contains('\n');
                    self.value(&entry.value, if fresh { Slot::Fresh } else { Slot::Value });
                }
            }
        }
    }

    /// Looks at a value between brackets that begins with a quotation mark of print.
    fn printed(&mut self, value: &Node<'_>) {
        let words = value.span.of(self.text);
        let is_plain = matches!(value.kind, Kind::Scalar(_, Style::Plain));
        if let Some((fix, end)) = signs::printed(self.text, value.span.start)
            && is_plain
            && !words.is_empty()
            && end > value.span.end
        {
            self.fixes.push(fix);
            self.done = end;
        }
    }

    /// Looks at a key between braces without a value: `{ spot rain }`. After words without
    /// quotation marks it is more likely a part of them.
    fn lone(&mut self, before: Option<&Entry<'_>>, entry: &Entry<'_>) {
        let key = entry.key_span;
        if !entry.value.is_empty() || key.start < self.done {
            return;
        }
        if let Some(fix) = signs::colon_in(self.text, key) {
            self.fixes.push(fix);
            return;
        }
        let words = key.of(self.text);
        let is_closed = before.is_none_or(|before| match &before.value.kind {
            Kind::Scalar(words, Style::Plain) => !words.contains(' '),
            _ => true,
        });
        let Some((word, value)) = words.split_once(' ') else {
            return;
        };
        let span = Span::new(key.start, key.start + word.len());
        let is_key = word.len() > 1
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            && !value.trim().is_empty()
            && is_known(self.text, span);
        if is_closed && is_key && !words.contains(':') {
            self.fixes.push(behind_key(self.text, span));
        }
    }

    /// Looks at a key or a value without quotation marks.
    fn word(&mut self, span: Span, slot: Slot) {
        let words = span.of(self.text);
        let Some(first) = words.chars().next().filter(|c| !matches!(c, '"' | '\'')) else {
            return;
        };
        if has_odd(words) {
            return self.blanks(span.start);
        }
        if span.start < self.done {
            return;
        }
        if matches!(slot, Slot::ItemKey | Slot::Fresh) && first != '-' {
            self.fixes
                .extend(signs::bullet(self.text, &line(self.text, span.start)));
        }
        if matches!(slot, Slot::Fresh | Slot::Item) {
            self.fixes.extend(signs::colon_in(self.text, span));
        }
        if first == '-' && matches!(slot, Slot::ItemKey | Slot::Fresh) {
            if words[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "{[\"'".contains(c)) {
                self.fixes.push(behind_dash(self.text, span.start));
            }
            return;
        }
        let may_be_key = match slot {
            Slot::LoneKey => true,
            Slot::Fresh | Slot::Item => first.is_ascii_lowercase() && !words.contains('\n'),
            Slot::ItemKey | Slot::Key | Slot::Value => false,
        };
        let tight = may_be_key
            .then(|| tight_key(self.text, span.range()))
            .flatten();
        if let Some((word, colon)) =
            tight.filter(|(word, _)| !self.text[word.clone()].contains(' '))
        {
            self.fixes.push(behind_colon(self.text, word, colon));
        }
    }

    fn blanks(&mut self, at: usize) {
        let line = line(self.text, at);
        if !self.lines.contains(&line.start) {
            self.lines.push(line.start);
            self.fixes.extend(blanks::fixes_of(self.text, &line));
        }
    }
}

/// Returns whether odd white space is at an edge of words, or behind a dash or colon at their
/// beginning.
fn has_odd(words: &str) -> bool {
    if words.is_ascii() {
        return false;
    }
    let word = words.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    let behind = word.and_then(|end| words[end..].strip_prefix(':'));
    words.starts_with(is_odd)
        || words.ends_with(is_odd)
        || words
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(is_odd))
        || behind.is_some_and(|rest| rest.starts_with(is_odd))
}
