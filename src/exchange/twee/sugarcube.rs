//! Passages in SugarCube: `<<set $x to 1>>`, `<<if $x is 1>>…<<else>>…<</if>>`.

use super::expression::{self, Expr};
use super::harlowe::unquoted;
use super::{DEEPEST, Lines, Link, Node, markup, settings};
use crate::exchange::branching::Operation;

/// Reads the content of a passage.
pub(super) fn nodes(text: &str, lines: Lines) -> Vec<Node> {
    let mut reader = Reader {
        text,
        lines,
        at: 0,
        depth: 0,
    };
    let mut nodes = Vec::new();
    while reader.at < text.len() {
        // An end without a beginning is left out.
        let (own, _) = reader.until(&[]);
        nodes.extend(own);
    }
    nodes
}

/// A macro: its name and its words.
type Macro = (String, String);

/// Macros that only change the look.
const LOOK: [&str; 6] = ["nobr", "silently", "done", "type", "silent", "timed"];

struct Reader<'t> {
    text: &'t str,
    lines: Lines,
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Reads content up to one of these macros.
    fn until(&mut self, ends: &[&str]) -> (Vec<Node>, Option<Macro>) {
        let mut nodes = Vec::new();
        let mut plain = String::new();
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            if let Some(skipped) = comment(rest) {
                self.at += skipped;
                continue;
            }
            if rest.starts_with("[[")
                && let Some((link, length)) = markup::link(rest, self.lines, (self.text, self.at))
            {
                markup::text(&mut nodes, &std::mem::take(&mut plain));
                nodes.push(Node::Link(link));
                self.at += length;
                continue;
            }
            if let Some(length) = markup::variable(rest) {
                markup::text(&mut nodes, &std::mem::take(&mut plain));
                nodes.push(Node::Print(Expr::Variable(rest[1..length].to_owned())));
                self.at += length;
                continue;
            }
            let at = self.at;
            let Some((name, words)) = self.macro_here() else {
                plain.push(c);
                self.at += c.len_utf8();
                continue;
            };
            markup::text(&mut nodes, &std::mem::take(&mut plain));
            if ends.contains(&name.as_str()) {
                return (nodes, Some((name, words)));
            }
            self.call((&name, &words), at, &mut nodes);
        }
        markup::text(&mut nodes, &plain);
        (nodes, None)
    }

    /// Reads `<<name words>>`.
    fn macro_here(&mut self) -> Option<Macro> {
        let inner = self.rest().strip_prefix("<<")?;
        let end = inner.find(">>")?;
        let words = inner[..end].trim();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '=');
        let length = words.find(|c: char| !fits(c)).unwrap_or(words.len());
        self.at += end + 4;
        let (name, words) = words.split_at(length);
        Some((name.to_ascii_lowercase(), words.trim().to_owned()))
    }

    fn call(&mut self, (name, words): (&str, &str), at: usize, nodes: &mut Vec<Node>) {
        let place = self.lines.at(self.text, at);
        if self.depth >= DEEPEST {
            return nodes.push(Node::too_deep(place));
        }
        self.depth += 1;
        match name {
            "set" | "run" => match settings::settings(words) {
                Some(sets) => {
                    nodes.extend(sets.into_iter().map(|(name, value)| Node::Set(name, value)))
                }
                None => nodes.push(Node::lost(&format!("<<{name} {words}>>"), place)),
            },
            "if" => nodes.push(self.branch(words)),
            "switch" => self.switch(words, nodes),
            "print" | "=" | "-" => nodes.push(Node::Print(expression::read(words))),
            "goto" => nodes.push(Node::Goto(target(words))),
            "include" | "display" => nodes.push(Node::Include(target(words))),
            "link" | "button" | "linkreplace" | "linkappend" => {
                let closing = format!("/{name}");
                let (body, _) = self.until(&[&closing]);
                let (words, to) = self.link_words(words, at);
                nodes.push(Node::Link(Link {
                    words,
                    body,
                    to,
                    at: place,
                }));
            }
            "actions" | "back" | "return" | "choice" => {
                nodes.push(Node::lost(&format!("<<{name} {words}>>"), place));
            }
            name if name.starts_with('/') || LOOK.contains(&name) => {}
            _ => nodes.push(Node::lost(&format!("<<{name} {words}>>"), place)),
        }
        self.depth -= 1;
    }

    /// Returns the words of a link and where it leads.
    fn link_words(&self, words: &str, at: usize) -> (String, Option<String>) {
        if words.starts_with("[[")
            && let Some((link, _)) = markup::link(words, self.lines, (self.text, at))
        {
            return (link.words, link.to);
        }
        let mut parts = settings::divided(words, &[' '])
            .into_iter()
            .filter(|part| !part.is_empty());
        let shown = parts.next().map(unquoted).unwrap_or_default();
        (shown, parts.next().map(unquoted))
    }

    fn branch(&mut self, words: &str) -> Node {
        let mut arms = Vec::new();
        let mut condition = Some(expression::read(words));
        loop {
            let (arm, end) = self.until(&["elseif", "else", "/if"]);
            arms.push((condition.take(), arm));
            match end {
                Some((name, words)) if name == "elseif" => {
                    condition = Some(expression::read(&words))
                }
                Some((name, words)) if name == "else" && words.starts_with("if ") => {
                    condition = Some(expression::read(&words[3..]));
                }
                Some((name, _)) if name == "else" => {}
                _ => return Node::Branch(arms),
            }
        }
    }

    fn switch(&mut self, words: &str, nodes: &mut Vec<Node>) {
        let mut subject = expression::read(words);
        if subject.is_drawn() {
            // All cases ask for the same value.
            let name = format!("switch-{}", self.at);
            nodes.push(Node::Set(name.clone(), subject));
            subject = Expr::Variable(name);
        }
        let mut arms = Vec::new();
        let (_, mut end) = self.until(&["case", "default", "/switch"]);
        while let Some((name, words)) = end {
            if name == "/switch" {
                break;
            }
            let condition = (name == "case").then(|| {
                let values = settings::divided(&words, &[' '])
                    .into_iter()
                    .filter(|value| !value.is_empty());
                let same = values.map(|value| {
                    let sides = (subject.clone(), expression::read(value));
                    Expr::Both(Operation::Equal, Box::new(sides))
                });
                same.reduce(|one, other| Expr::Both(Operation::Or, Box::new((one, other))))
                    .unwrap_or(Expr::Flag(false))
            });
            let (arm, next) = self.until(&["case", "default", "/switch"]);
            arms.push((condition, arm));
            end = next;
        }
        nodes.push(Node::Branch(arms));
    }
}

/// Returns the passage that words name.
fn target(words: &str) -> String {
    let inner = words
        .strip_prefix("[[")
        .and_then(|words| words.strip_suffix("]]"));
    unquoted(inner.unwrap_or(words))
}

/// Returns the length of a comment at the start of a text.
fn comment(text: &str) -> Option<usize> {
    const SIGNS: [(&str, &str); 3] = [("/%", "%/"), ("/*", "*/"), ("<!--", "-->")];
    let (_, close) = SIGNS.iter().find(|(open, _)| text.starts_with(open))?;
    text.find(close).map(|end| end + close.len())
}
