//! Passages in Harlowe: `(set: $x to 1)`, `(if: $x is 1)[…](else:)[…]`.

use super::expression::{self, Expr};
use super::{DEEPEST, Lines, Link, Node, markup, settings};

/// Reads the content of a passage, or of a hook in it.
pub(super) fn nodes(text: &str, lines: Lines, depth: usize) -> Vec<Node> {
    let mut reader = Reader {
        text,
        lines,
        at: 0,
        depth,
        nodes: Vec::new(),
        plain: String::new(),
    };
    reader.all();
    reader.nodes
}

struct Reader<'t> {
    text: &'t str,
    lines: Lines,
    at: usize,
    depth: usize,
    nodes: Vec<Node>,
    /// Text that is not added yet.
    plain: String,
}

/// Macros that only change the look.
const LOOK: &str = "text-style text-colour text-color colour align font css text-rotate background \
    t8n transition transition-time t8n-time hover-style box float-box line-style char-style verbatim \
    text-size columns collapse nobr";

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn all(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let found = match c {
                '[' if self.rest().starts_with("[[") => self.link(),
                '[' => self.hook_alone(),
                '(' => self.call(),
                '$' => self.value(),
                '<' if self.rest().starts_with("<!--") => self.comment(),
                _ => None,
            };
            if found.is_none() {
                // A sign alone is text.
                self.plain.push(c);
                self.at += c.len_utf8();
            }
        }
        self.flush();
    }

    fn flush(&mut self) {
        let plain = std::mem::take(&mut self.plain);
        markup::text(&mut self.nodes, &plain);
    }

    fn push(&mut self, node: Node) {
        self.flush();
        self.nodes.push(node);
    }

    fn comment(&mut self) -> Option<()> {
        let end = self.rest().find("-->")?;
        self.at += end + 3;
        Some(())
    }

    fn link(&mut self) -> Option<()> {
        let (link, length) = markup::link(self.rest(), self.lines, (self.text, self.at))?;
        self.push(Node::Link(link));
        self.at += length;
        Some(())
    }

    fn value(&mut self) -> Option<()> {
        let length = markup::variable(self.rest())?;
        let name = self.rest()[1..length].to_owned();
        self.push(Node::Print(Expr::Variable(name)));
        self.at += length;
        Some(())
    }

    /// Reads a hook without a macro: its content is simply there.
    fn hook_alone(&mut self) -> Option<()> {
        let (inner, from) = self.hook()?;
        self.flush();
        let inner = self.inner(inner, from);
        self.nodes.extend(inner);
        Some(())
    }

    /// Reads `[…]`, and returns its content and where this begins.
    fn hook(&mut self) -> Option<(&'t str, usize)> {
        let from = self.at + 1;
        let end = closing(self.rest(), '[', ']')?;
        let inner = &self.text[from..self.at + end];
        self.at += end + 1;
        Some((inner, from))
    }

    fn inner(&self, inner: &str, from: usize) -> Vec<Node> {
        let at = self.lines.at(self.text, from);
        if self.depth >= DEEPEST {
            return vec![Node::too_deep(at)];
        }
        nodes(inner, Lines { first: at.line }, self.depth + 1)
    }

    /// Reads a macro.
    fn call(&mut self) -> Option<()> {
        let at = self.at;
        let (name, value) = self.macro_at()?;
        let place = self.lines.at(self.text, at);
        match name.as_str() {
            "set" | "put" => match settings::settings(&value) {
                Some(sets) => {
                    for (name, value) in sets {
                        self.push(Node::Set(name, value));
                    }
                }
                None => self.lost(&format!("({name}: {value})"), at),
            },
            "if" | "unless" => self.branch(&name, &value)?,
            "print" => self.push(Node::Print(expression::read(&value))),
            "goto" | "go-to" => {
                let to = unquoted(&value);
                self.push(Node::Goto(to));
            }
            "display" => {
                let to = unquoted(&value);
                self.push(Node::Include(to));
            }
            "link-goto" | "link-reveal-goto" | "link" | "link-reveal" | "link-replace" => {
                let parts = settings::divided(&value, &[',']);
                let words = unquoted(parts.first()?);
                let to = parts.get(1).map(|to| unquoted(to));
                let to = to.or_else(|| name.contains("goto").then(|| words.clone()));
                let body = match self.rest().starts_with('[') && !self.rest().starts_with("[[") {
                    true => self.hook().map(|(inner, from)| self.inner(inner, from)),
                    false => None,
                };
                self.push(Node::Link(Link {
                    words,
                    body: body.unwrap_or_default(),
                    to,
                    at: place,
                }));
            }
            "either" | "random" => match Expr::drawn(&name, &value) {
                Some(drawn) => self.push(Node::Print(drawn)),
                None => self.lost(&format!("({name}: {value})"), at),
            },
            name if LOOK.split_whitespace().any(|look| look == name) => {}
            _ => self.lost(&format!("({name}: …)"), at),
        }
        Some(())
    }

    fn lost(&mut self, what: &str, at: usize) {
        let place = self.lines.at(self.text, at);
        self.push(Node::lost(what, place));
    }

    /// Reads the name of a macro and the words in its brackets.
    fn macro_at(&mut self) -> Option<(String, String)> {
        let inner = self.rest().strip_prefix('(')?;
        let colon = inner.find(':')?;
        let name = &inner[..colon];
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(fits) {
            return None;
        }
        let end = closing(self.rest(), '(', ')')?;
        let value = self.rest()[colon + 2..end].trim().to_owned();
        self.at += end + 1;
        Some((name.to_ascii_lowercase(), value))
    }

    /// Reads the arms after `(if:)`.
    fn branch(&mut self, name: &str, value: &str) -> Option<()> {
        let condition = |name: &str, value: &str| {
            let read = expression::read(value);
            match name {
                "unless" => Expr::Not(Box::new(read)),
                _ => read,
            }
        };
        self.flush();
        let mut arms = Vec::new();
        let mut own = Some(condition(name, value));
        loop {
            let start = self.at;
            self.blanks();
            let Some((inner, from)) = self.hook() else {
                self.at = start;
                break;
            };
            let inner = self.inner(inner, from);
            arms.push((own.take(), inner));
            let after = self.at;
            self.blanks();
            own = match self.macro_at() {
                Some((name, value)) if name == "else-if" => Some(condition("if", &value)),
                Some((name, _)) if name == "else" => None,
                _ => {
                    self.at = after;
                    break;
                }
            };
        }
        self.nodes.push(Node::Branch(arms));
        Some(())
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }
}

/// Returns where the bracket at the start of a text is closed.
pub(super) fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if open == '(' => quoted = !quoted,
            _ if quoted => {}
            c if c == open => depth += 1,
            c if c == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns words without their quotation marks.
pub(super) fn unquoted(words: &str) -> String {
    words.trim().trim_matches(['"', '\'']).to_owned()
}
