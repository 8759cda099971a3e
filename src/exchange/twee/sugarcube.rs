//! Passages in SugarCube: `<<set $x to 1>>`, `<<if $x is 1>>…<<else>>…<</if>>`.

use super::expression::{self, Expr};
use super::harlowe::unquoted;
use super::{AS_TEXT, DEEPEST, Lines, Link, Node, TO_END, markup, settings};
use crate::exchange::branching::{At, Operation};

/// Reads the content of a passage.
pub(super) fn nodes(text: &str, lines: Lines) -> Vec<Node> {
    let mut reader = Reader {
        text,
        lines,
        at: 0,
        depth: 0,
        open: Vec::new(),
    };
    let (nodes, _) = reader.until(&[]);
    nodes
}

/// A macro: its name and its words.
type Macro = (String, String);

/// Macros that only change the look.
const LOOK: [&str; 6] = ["nobr", "silently", "done", "type", "silent", "timed"];

/// The signs of comments.
const COMMENTS: [(&str, &str); 3] = [("/%", "%/"), ("/*", "*/"), ("<!--", "-->")];

struct Reader<'t> {
    text: &'t str,
    lines: Lines,
    at: usize,
    depth: usize,
    /// The macros at which the content around ends.
    open: Vec<Vec<String>>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Reads content up to one of these macros. At the end of the content around it there is none.
    fn until(&mut self, ends: &[&str]) -> (Vec<Node>, Option<Macro>) {
        let mut nodes = Vec::new();
        let mut plain = String::new();
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            if let Some(end) = self.comment(&mut nodes, &mut plain) {
                self.at = end;
                continue;
            }
            if let Some((linked, length)) = markup::link(rest, self.lines, (self.text, self.at)) {
                add_text(&mut nodes, &mut plain);
                nodes.extend(linked);
                self.at += length;
                continue;
            }
            if let Some((name, length)) = markup::variable(self.text, self.at) {
                add_text(&mut nodes, &mut plain);
                nodes.push(Node::Print(Expr::Variable(name.to_owned())));
                self.at += length;
                continue;
            }
            let at = self.at;
            let Some((name, words)) = self.macro_here(&mut nodes, &mut plain) else {
                plain.push(c);
                self.at += c.len_utf8();
                continue;
            };
            add_text(&mut nodes, &mut plain);
            if ends.contains(&name.as_str()) {
                return (nodes, Some((name, words)));
            }
            if self.open.iter().flatten().any(|end| *end == name) {
                self.at = at;
                return (nodes, None);
            }
            self.call((&name, &words), at, &mut nodes);
        }
        add_text(&mut nodes, &mut plain);
        (nodes, None)
    }

    /// Reads content up to one of these macros, within others.
    fn within(&mut self, ends: &[&str]) -> (Vec<Node>, Option<Macro>) {
        self.open
            .push(ends.iter().map(|end| (*end).to_owned()).collect());
        let found = self.until(ends);
        self.open.pop();
        found
    }

    /// Returns the end of a comment that is here. One that is not closed is noted.
    fn comment(&self, nodes: &mut Vec<Node>, plain: &mut String) -> Option<usize> {
        let rest = self.rest();
        let (open, close) = COMMENTS.iter().find(|(open, _)| rest.starts_with(open))?;
        if let Some(end) = rest.find(close) {
            return Some(self.at + end + close.len());
        }
        add_text(nodes, plain);
        nodes.push(Node::unclosed(open, close, AS_TEXT, self.place(self.at)));
        None
    }

    fn place(&self, at: usize) -> At {
        self.lines.at(self.text, at)
    }

    /// Reads `<<name words>>`. One that is not closed is noted.
    fn macro_here(&mut self, nodes: &mut Vec<Node>, plain: &mut String) -> Option<Macro> {
        let inner = self.rest().strip_prefix("<<")?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '=');
        let Some(end) = macro_end(inner) else {
            let length = inner.find(|c: char| !fits(c)).unwrap_or(inner.len());
            if length > 0 {
                let open = format!("<<{}", &inner[..length]);
                add_text(nodes, plain);
                nodes.push(Node::unclosed(&open, ">>", AS_TEXT, self.place(self.at)));
            }
            return None;
        };
        let words = inner[..end].trim();
        let length = words.find(|c: char| !fits(c)).unwrap_or(words.len());
        self.at += end + 4;
        let (name, words) = words.split_at(length);
        Some((name.to_ascii_lowercase(), words.trim().to_owned()))
    }

    /// Notes a macro whose end is missing.
    fn unclosed(&self, name: &str, at: usize, nodes: &mut Vec<Node>) {
        let then = match self.at < self.text.len() {
            true => "it ends with the macro around it",
            false => TO_END,
        };
        let (open, close) = (format!("<<{name}>>"), format!("<</{name}>>"));
        nodes.push(Node::unclosed(&open, &close, then, self.place(at)));
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
            "if" => self.branch(words, at, nodes),
            "switch" => self.switch(words, at, nodes),
            "print" | "=" | "-" => nodes.push(Node::Print(expression::read(words))),
            "goto" => nodes.push(Node::Goto(target(words))),
            "include" | "display" => nodes.push(Node::Include(target(words))),
            "link" | "button" | "linkreplace" | "linkappend" => {
                let (body, end) = self.within(&[&format!("/{name}")]);
                if end.is_none() {
                    self.unclosed(name, at, nodes);
                }
                let (words, to) = self.link_words(words, at);
                nodes.push(Node::Link(Link {
                    words,
                    body,
                    to,
                    at: place,
                }));
            }
            "/if" | "/switch" | "/link" | "/button" | "/linkreplace" | "/linkappend" => {
                let (close, open) = (format!("<<{name}>>"), format!("<<{}>>", &name[1..]));
                nodes.push(Node::unopened(&close, &open, place));
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
            && let Some((nodes, _)) = markup::link(words, self.lines, (self.text, at))
        {
            let link = nodes.into_iter().find_map(|node| match node {
                Node::Link(link) => Some((link.words, link.to)),
                _ => None,
            });
            return link.unwrap_or_default();
        }
        let mut parts = settings::divided(words, &[' '])
            .into_iter()
            .filter(|part| !part.is_empty());
        let shown = parts.next().map(unquoted).unwrap_or_default();
        (shown, parts.next().map(unquoted))
    }

    fn branch(&mut self, words: &str, at: usize, nodes: &mut Vec<Node>) {
        let mut arms = Vec::new();
        let mut condition = Some(expression::read(words));
        loop {
            let (arm, end) = self.within(&["elseif", "else", "/if"]);
            arms.push((condition.take(), arm));
            match end {
                Some((name, words)) if name == "elseif" => {
                    condition = Some(expression::read(&words))
                }
                Some((name, words)) if name == "else" && words.starts_with("if ") => {
                    condition = Some(expression::read(&words[3..]));
                }
                Some((name, _)) if name == "else" => {}
                Some(_) => break,
                None => {
                    self.unclosed("if", at, nodes);
                    break;
                }
            }
        }
        nodes.push(Node::Branch(arms));
    }

    fn switch(&mut self, words: &str, at: usize, nodes: &mut Vec<Node>) {
        let mut subject = expression::read(words);
        if subject.is_drawn() {
            // All cases ask for the same value.
            let name = format!("switch-{}", self.at);
            nodes.push(Node::Set(name.clone(), subject));
            subject = Expr::Variable(name);
        }
        let ends = ["case", "default", "/switch"];
        let mut arms = Vec::new();
        // Content before the first case is heard in any case.
        let (before, mut end) = self.within(&ends);
        nodes.extend(before);
        loop {
            let Some((name, words)) = end else {
                self.unclosed("switch", at, nodes);
                break;
            };
            if name == "/switch" {
                break;
            }
            let condition = (name == "case").then(|| is_one_of(&subject, &words));
            let (arm, next) = self.within(&ends);
            arms.push((condition, arm));
            end = next;
        }
        nodes.push(Node::Branch(arms));
    }
}

/// Returns the condition that a value is one of those in some words.
fn is_one_of(subject: &Expr, words: &str) -> Expr {
    let values = settings::divided(words, &[' '])
        .into_iter()
        .filter(|value| !value.is_empty());
    let same = values.map(|value| {
        let sides = (subject.clone(), expression::read(value));
        Expr::Both(Operation::Equal, Box::new(sides))
    });
    same.reduce(|one, other| Expr::Both(Operation::Or, Box::new((one, other))))
        .unwrap_or(Expr::Flag(false))
}

fn add_text(nodes: &mut Vec<Node>, plain: &mut String) {
    markup::text(nodes, &std::mem::take(plain));
}

/// Returns where a macro ends, after its `<<`: at `>>` outside of quotation marks. Another macro
/// before that shows that it is not closed.
fn macro_end(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), '\n') => break,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '<') if inner[at..].starts_with("<<") => return None,
            (None, '>') if inner[at..].starts_with(">>") => return Some(at),
            _ => {}
        }
    }
    // An apostrophe alone.
    let end = inner.find(">>")?;
    (!inner[..end].contains("<<")).then_some(end)
}

/// Returns the passage that words name.
fn target(words: &str) -> String {
    let inner = words
        .strip_prefix("[[")
        .and_then(|words| words.strip_suffix("]]"));
    unquoted(inner.unwrap_or(words))
}
