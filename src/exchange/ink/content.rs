//! Content within a line and in braces.

use super::reader::Reader;
use super::tree::{Node, Target};

impl Reader<'_> {
    /// Reads content up to one of these signs or the end of the line.
    pub(super) fn inline(&mut self, stops: &[char]) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut text = String::new();
        let mut from = self.here();
        while let Some(c) = self.next() {
            if c == '\n' || stops.contains(&c) {
                break;
            }
            let rest = self.rest();
            let special = matches!(c, '{' | '#')
                || ["->", "<>", "<-"].iter().any(|sign| rest.starts_with(sign));
            if !special {
                if text.is_empty() {
                    from = self.here();
                }
                self.skip(c.len_utf8());
                match (c, self.next()) {
                    ('\\', Some(next)) if next != '\n' => {
                        text.push(next);
                        self.skip(next.len_utf8());
                    }
                    _ => text.push(c),
                }
                continue;
            }
            if !text.is_empty() {
                nodes.push(Node::Text(std::mem::take(&mut text), from));
            }
            self.special(c, stops, &mut nodes);
        }
        if !text.is_empty() {
            nodes.push(Node::Text(text, from));
        }
        nodes
    }

    fn special(&mut self, c: char, stops: &[char], nodes: &mut Vec<Node>) {
        let at = self.here();
        match c {
            '{' => nodes.extend(self.braces()),
            '#' => {
                self.skip(1);
                nodes.push(Node::Tag(self.tag_words(stops), at));
            }
            _ if self.take("<>") => nodes.push(Node::Glue),
            _ if self.take("<-") => {
                self.blanks();
                nodes.extend(self.target().map(Node::Thread));
            }
            _ => self.diverts(nodes),
        }
    }

    /// Reads the words of a tag, up to the next tag, a divert or the end of the line.
    fn tag_words(&mut self, stops: &[char]) -> String {
        let mut words = String::new();
        while let Some(c) = self.next() {
            let rest = self.rest();
            let is_sign = ["->", "<-", "<>"].iter().any(|sign| rest.starts_with(sign));
            if is_sign || matches!(c, '\n' | '#') || stops.contains(&c) {
                break;
            }
            self.skip(c.len_utf8());
            match (c, self.next()) {
                ('\\', Some(next)) if next != '\n' => {
                    words.push(next);
                    self.skip(next.len_utf8());
                }
                _ => words.push(c),
            }
        }
        words.trim().to_owned()
    }

    /// Reads `-> hall`, `-> talk ->`, `->->`.
    fn diverts(&mut self, nodes: &mut Vec<Node>) {
        let at = self.here();
        if self.take("->->") {
            self.blanks();
            let on = match self.next() {
                Some(c) if c.is_alphabetic() || c == '_' => self.target(),
                _ => None,
            };
            return nodes.push(Node::Back(on, at));
        }
        let mut targets = Vec::new();
        let mut open = false;
        while self.take("->") {
            open = true;
            self.blanks();
            let begins = self.next().is_some_and(|c| c.is_alphanumeric() || c == '_');
            if !begins {
                break;
            }
            targets.extend(self.target());
            open = false;
            self.blanks();
        }
        match (targets.len(), open) {
            // A choice with nothing but `->` goes on with its own content.
            (0, _) => {}
            (1, false) => nodes.extend(targets.pop().map(Node::Divert)),
            (_, true) => nodes.push(Node::Tunnel(targets, None, at)),
            (_, false) => {
                let last = targets.pop();
                nodes.push(Node::Tunnel(targets, last, at));
            }
        }
    }

    fn target(&mut self) -> Option<Target> {
        let at = self.here();
        let Some(path) = self.path() else {
            self.mistake(at, "the name of a knot is missing", "write `-> hall`");
            return None;
        };
        self.blanks();
        match self.arguments() {
            Some(arguments) => Some(Target {
                path,
                arguments,
                at,
            }),
            None => {
                self.mistake(at, "these arguments cannot be read", "");
                None
            }
        }
    }
}
