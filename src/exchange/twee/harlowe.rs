//! Passages in Harlowe: `(set: $x to 1)`, `(if: $x is 1)[…](else:)[…]`.

use super::expression::{self, Expr};
use super::{AS_TEXT, DEEPEST, Lines, Link, Node, TO_END, markup, settings};

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

/// Macros that only change the look, without the hyphens in their names.
const LOOK: &str = "textstyle textcolour textcolor colour align font css textrotate background \
    t8n transition transitiontime t8ntime hoverstyle box floatbox linestyle charstyle verbatim \
    textsize columns collapse nobr";

/// A macro: its name without hyphens, the words in its brackets, and where it begins.
struct Macro {
    name: String,
    value: String,
    at: usize,
}

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
                '$' | '_' => self.value(),
                '|' => self.hook_name(),
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

    /// Notes a sign without its end.
    fn unclosed(&mut self, open: &str, close: &str, then: &str, at: usize) {
        let place = self.lines.at(self.text, at);
        self.push(Node::unclosed(open, close, then, place));
    }

    fn comment(&mut self) -> Option<()> {
        let Some(end) = self.rest().find("-->") else {
            self.unclosed("<!--", "-->", AS_TEXT, self.at);
            return None;
        };
        self.at += end + 3;
        Some(())
    }

    fn link(&mut self) -> Option<()> {
        let linked = self.linked()?;
        self.flush();
        self.nodes.extend(linked);
        Some(())
    }

    fn linked(&mut self) -> Option<Vec<Node>> {
        let (nodes, length) = markup::link(self.rest(), self.lines, (self.text, self.at))?;
        self.at += length;
        Some(nodes)
    }

    fn value(&mut self) -> Option<()> {
        let (name, length) = markup::variable(self.text, self.at)?;
        self.push(Node::Print(Expr::Variable(name.to_owned())));
        self.at += length;
        Some(())
    }

    /// Skips the name before a hook: `|door>[…]`.
    fn hook_name(&mut self) -> Option<()> {
        let name = self.rest().strip_prefix('|')?;
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')?;
        let is_hook = end > 0 && name[end..].starts_with(">[");
        is_hook.then(|| self.at += end + 2)
    }

    /// Reads a hook without a macro: its content is simply there.
    fn hook_alone(&mut self) -> Option<()> {
        if closing(self.rest(), '[', ']').is_none() {
            self.unclosed("[", "]", AS_TEXT, self.at);
            return None;
        }
        let (inner, from) = self.hook()?;
        self.flush();
        let inner = self.inner(inner, from);
        self.nodes.extend(inner);
        // The name may be after the hook: `[…]<door|`.
        if let Some(name) = self.rest().strip_prefix('<')
            && let Some(end) = name.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
            && name[end..].starts_with('|')
        {
            self.at += end + 2;
        }
        Some(())
    }

    /// Reads `[…]`, and returns its content and where this begins. One that is not closed goes up to
    /// the end.
    fn hook(&mut self) -> Option<(&'t str, usize)> {
        self.rest().strip_prefix('[')?;
        let (start, from) = (self.at, self.at + 1);
        let end = match closing(self.rest(), '[', ']') {
            Some(end) => start + end,
            None => {
                self.unclosed("[", "]", TO_END, start);
                self.text.len()
            }
        };
        self.at = (end + 1).min(self.text.len());
        Some((&self.text[from..end], from))
    }

    /// Reads the hook after a macro, which may be after blanks, a name and macros for the look; or a
    /// link in its place.
    fn attached(&mut self) -> Option<Vec<Node>> {
        let start = self.at;
        loop {
            self.blanks();
            let here = self.at;
            if self.rest().starts_with("[[") {
                return self.linked();
            }
            if let Some((inner, from)) = self.hook() {
                return Some(self.inner(inner, from));
            }
            let joins = self.rest().starts_with('+');
            if joins {
                self.at += 1;
                continue;
            }
            let is_look =
                self.hook_name().is_some() || self.macro_at().is_some_and(|own| is_look(&own.name));
            if !is_look || self.at == here {
                self.at = start;
                return None;
            }
        }
    }

    fn inner(&self, inner: &str, from: usize) -> Vec<Node> {
        let at = self.lines.at(self.text, from);
        if self.depth >= DEEPEST {
            return vec![Node::too_deep(at)];
        }
        let lines = Lines {
            first: at.line,
            indent: at.column - 1,
        };
        nodes(inner, lines, self.depth + 1)
    }

    /// Reads a macro.
    fn call(&mut self) -> Option<()> {
        let own = self.macro_at()?;
        let (name, value) = (own.name.as_str(), own.value.as_str());
        match name {
            "set" | "put" => match settings::settings(value) {
                Some(sets) => {
                    for (name, value) in sets {
                        self.push(Node::Set(name, value));
                    }
                }
                None => self.lost(&own),
            },
            "if" | "unless" => self.branch(own),
            "print" => self.push(Node::Print(expression::read(value))),
            "goto" => self.push(Node::Goto(unquoted(value))),
            "display" => self.push(Node::Include(unquoted(value))),
            "linkgoto" | "linkrevealgoto" | "link" | "linkreveal" | "linkreplace" => {
                self.link_macro(own)?;
            }
            "either" | "random" => match Expr::drawn(name, value) {
                Some(drawn) => self.push(Node::Print(drawn)),
                None => self.lost(&own),
            },
            name if is_look(name) => {}
            _ => self.lost(&own),
        }
        Some(())
    }

    fn link_macro(&mut self, own: Macro) -> Option<()> {
        let parts = settings::divided(&own.value, &[',']);
        let words = unquoted(parts.first()?);
        let to = parts.get(1).map(|to| unquoted(to));
        let to = to.or_else(|| own.name.contains("goto").then(|| words.clone()));
        let body = match self.rest().trim_start().starts_with("[[") {
            true => None,
            false => self.attached(),
        };
        let at = self.lines.at(self.text, own.at);
        self.push(Node::Link(Link {
            words,
            body: body.unwrap_or_default(),
            to,
            at,
        }));
        Some(())
    }

    fn lost(&mut self, own: &Macro) {
        let place = self.lines.at(self.text, own.at);
        let code = format!(
            "({}: {})",
            own.name,
            cuebook_script::write::one_line(&own.value)
        );
        self.push(Node::lost(&code, place));
    }

    /// Reads the name of a macro and the words in its brackets.
    fn macro_at(&mut self) -> Option<Macro> {
        let inner = self.rest().strip_prefix('(')?;
        let colon = inner.find(':')?;
        let name = &inner[..colon];
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(fits) {
            return None;
        }
        let at = self.at;
        let Some(end) = closing(self.rest(), '(', ')') else {
            self.unclosed(&format!("({name}:"), ")", AS_TEXT, at);
            return None;
        };
        let value = self.rest()[colon + 2..end].trim().to_owned();
        self.at += end + 1;
        let name = name.to_ascii_lowercase().replace(['-', '_'], "");
        Some(Macro { name, value, at })
    }

    /// Reads the arms after `(if:)`.
    fn branch(&mut self, first: Macro) {
        self.flush();
        let mut arms = Vec::new();
        let mut own = first;
        loop {
            let Some(inner) = self.attached() else {
                self.hookless(&own);
                break;
            };
            let read = || expression::read(&own.value);
            let condition = match own.name.as_str() {
                "unless" => Some(Expr::Not(Box::new(read()))),
                "else" => None,
                _ => Some(read()),
            };
            arms.push((condition, inner));
            let after = self.at;
            self.blanks();
            match self.macro_at() {
                Some(next) if matches!(next.name.as_str(), "elseif" | "else") => own = next,
                _ => {
                    self.at = after;
                    break;
                }
            }
        }
        if !arms.is_empty() {
            self.push(Node::Branch(arms));
        }
    }

    /// Notes a condition without a hook: what follows is heard in any case.
    fn hookless(&mut self, own: &Macro) {
        let what = format!(
            "`({}: {})` has no hook `[…]` after it; it is left out, and what follows is heard in any case",
            own.name, own.value
        );
        let place = self.lines.at(self.text, own.at);
        self.push(Node::noted(
            what,
            "put what depends on it into `[…]`",
            place,
        ));
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }
}

fn is_look(name: &str) -> bool {
    LOOK.split_whitespace().any(|look| look == name)
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
