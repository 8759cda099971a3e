//! Content within a line, and what is in braces.

use super::source::Source;
use super::tree::{Expr, Node, Order, Target};
use crate::exchange::branching::{At, Mistake, Operation};

/// The deepest nesting.
const DEEPEST: usize = 64;

/// The most mistakes that are reported.
const MOST_MISTAKES: usize = 20;

/// Reads a source from its start to its end.
pub(super) struct Reader<'s> {
    source: &'s Source,
    at: usize,
    depth: usize,
    pub mistakes: Vec<Mistake>,
    /// The number of choices so far.
    pub choices: usize,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Source) -> Reader<'s> {
        Reader {
            source,
            at: 0,
            depth: 0,
            mistakes: Vec::new(),
            choices: 0,
        }
    }

    pub(super) fn rest(&self) -> &'s str {
        &self.source.text[self.at..]
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn here(&self) -> At {
        self.source.at(self.at)
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.source.text.len());
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skips spaces and tabs.
    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        self.at += rest.len() - trimmed.len();
    }

    /// Skips white space and line ends.
    pub(super) fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Skips a sign if it is here.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let is_here = self.rest().starts_with(sign);
        if is_here {
            self.at += sign.len();
        }
        is_here
    }

    /// Skips a word if it is here.
    pub(super) fn keyword(&mut self, word: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(word) else {
            return false;
        };
        let goes_on = after
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        if goes_on {
            return false;
        }
        self.at += word.len();
        self.blanks();
        true
    }

    /// Reads a name, or names with full stops between them.
    pub(super) fn path(&mut self) -> Option<String> {
        let rest = self.rest();
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let mut end = 0;
        let mut letters = rest.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let joins = c == '.'
                && end > 0
                && letters
                    .peek()
                    .is_some_and(|(_, next)| next.is_alphabetic() || *next == '_');
            if !is_name(c) && !joins {
                break;
            }
            end = at + c.len_utf8();
        }
        let name = &rest[..end];
        if !name.chars().any(|c| c.is_alphabetic() || c == '_') {
            return None;
        }
        self.at += end;
        Some(name.to_owned())
    }

    /// Reads the rest of a line, without its end.
    pub(super) fn line(&mut self) -> &'s str {
        let rest = self.rest();
        let end = rest.find('\n').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    pub(super) fn mistake(&mut self, at: At, message: impl Into<String>, help: &str) {
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes.push(Mistake {
                at,
                message: message.into(),
                help: Some(help.to_owned()).filter(|help| !help.is_empty()),
            });
        }
    }

    /// Reads something that may contain the same again.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEEPEST {
            let at = self.here();
            if !self
                .mistakes
                .iter()
                .any(|mistake| mistake.message.starts_with("this is nested"))
            {
                self.mistake(
                    at,
                    format!("this is nested more than {DEEPEST} deep"),
                    "write the inner part as a knot of its own",
                );
            }
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

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
                let rest = self.rest();
                let ends = |c: char| c == '\n' || c == '#' || stops.contains(&c);
                let end = rest.find(ends).unwrap_or(rest.len());
                nodes.push(Node::Tag(rest[..end].trim().to_owned(), at));
                self.skip(end);
            }
            _ if self.take("<>") => nodes.push(Node::Glue),
            _ if self.take("<-") => {
                self.blanks();
                nodes.extend(self.target().map(Node::Thread));
            }
            _ => self.diverts(nodes),
        }
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

    /// Reads what is in braces.
    fn braces(&mut self) -> Option<Node> {
        let at = self.here();
        self.skip(1);
        let node = self.deeper(|reader| reader.inner(at));
        if node.is_none() {
            self.line();
        }
        node
    }

    fn inner(&mut self, at: At) -> Option<Node> {
        self.blanks();
        let start = self.at;
        let condition = self.expression().filter(|_| {
            self.blanks();
            self.rest().starts_with([':', '}'])
        });
        let is_order = self.source.text[start..].starts_with(['!', '&', '~', '$']);
        match condition {
            Some(condition) if self.rest().starts_with(':') && !self.ordered(start) => {
                self.skip(1);
                return self.conditional(Some(condition), at);
            }
            Some(condition) if self.rest().starts_with('}') && !is_order => {
                self.skip(1);
                return Some(Node::Print(condition, at));
            }
            _ => self.at = start,
        }
        if self.next() == Some('\n') {
            return self.conditional(None, at);
        }
        let order = self.order();
        self.blanks();
        match self.next() {
            Some('\n') => self.arms(order, at),
            _ => self.alternatives(order, at),
        }
    }

    /// Returns whether the words before a colon say the order of a sequence.
    fn ordered(&self, start: usize) -> bool {
        let words = &self.source.text[start..self.at];
        let mut words = words.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|word| matches!(word, "stopping" | "once" | "cycle" | "shuffle"))
            && self.rest()[1..]
                .trim_start_matches([' ', '\t'])
                .starts_with('\n')
    }

    /// Reads the marks or words for the order of a sequence.
    fn order(&mut self) -> Order {
        let start = self.at;
        let line = self.rest().lines().next().unwrap_or_default();
        if let Some(words) = line.trim_end().strip_suffix(':') {
            let words: Vec<&str> = words.split_whitespace().collect();
            let known = ["stopping", "once", "cycle", "shuffle"];
            if !words.is_empty() && words.iter().all(|word| known.contains(word)) {
                self.line();
                return match (
                    words.contains(&"shuffle"),
                    words.contains(&"once"),
                    words.contains(&"cycle"),
                ) {
                    (true, true, _) => Order::ShuffleOnce,
                    (true, ..) => Order::Shuffle,
                    (_, true, _) => Order::Once,
                    (_, _, true) => Order::Cycle,
                    _ => Order::Stopping,
                };
            }
        }
        let marks = self.rest().len() - self.rest().trim_start_matches(['!', '&', '~', '$']).len();
        let marks = self.source.text[start..start + marks].to_owned();
        self.skip(marks.len());
        match (
            marks.contains('~'),
            marks.contains('!'),
            marks.contains('&'),
        ) {
            (true, true, _) => Order::ShuffleOnce,
            (true, ..) => Order::Shuffle,
            (_, true, _) => Order::Once,
            (_, _, true) => Order::Cycle,
            _ => Order::Stopping,
        }
    }

    /// Reads `a|b|c}`.
    fn alternatives(&mut self, order: Order, at: At) -> Option<Node> {
        let mut arms = Vec::new();
        loop {
            let mut arm = self.inline(&['|', '}']);
            while self.next() == Some('\n') {
                self.skip(1);
                arm.push(Node::Newline);
                arm.extend(self.inline(&['|', '}']));
            }
            arms.push(arm);
            if !self.take("|") {
                break;
            }
        }
        self.close(at)?;
        Some(Node::Sequence(order, arms, at))
    }

    fn close(&mut self, at: At) -> Option<()> {
        self.space();
        if self.take("}") {
            return Some(());
        }
        self.mistake(at, "this `{` has no `}`", "");
        None
    }

    /// Reads arms of a sequence, each on a line with `-`.
    fn arms(&mut self, order: Order, at: At) -> Option<Node> {
        let mut arms = Vec::new();
        self.space();
        while self.arm() {
            arms.push(self.statements(true));
            self.space();
        }
        self.close(at)?;
        Some(Node::Sequence(order, arms, at))
    }

    /// Skips the `-` before an arm.
    fn arm(&mut self) -> bool {
        let is_arm = self.next() == Some('-') && !self.rest().starts_with("->");
        if is_arm {
            self.skip(1);
            self.blanks();
        }
        is_arm
    }

    /// Reads the arms of a condition.
    fn conditional(&mut self, subject: Option<Expr>, at: At) -> Option<Node> {
        let mut arms = Vec::new();
        self.blanks();
        let in_line = self.next() != Some('\n');
        let mut switch = !in_line;
        if in_line {
            let mut first = self.inline(&['|', '}']);
            if self.take("|") {
                let second = self.inline(&['}']);
                self.close(at)?;
                return Some(Node::Branch(vec![(subject, first), (None, second)], at));
            }
            if self.next() == Some('\n') {
                first.push(Node::Newline);
                first.extend(self.statements(true));
            }
            arms.push((subject.clone(), first));
        } else {
            self.space();
            let is_arm = self.next() == Some('-') && !self.rest().starts_with("->");
            if !is_arm && self.next() != Some('}') {
                switch = false;
                let body = self.statements(true);
                arms.push((subject.clone(), body));
            }
        }
        self.space();
        while self.arm() {
            let here = self.here();
            let condition = match self.keyword("else") {
                true => None,
                false => Some(self.expression()),
            };
            self.blanks();
            if !self.take(":") || matches!(condition, Some(None)) {
                self.mistake(
                    here,
                    "an arm begins with a condition and `:`",
                    "write `- lamp:` or `- else:`",
                );
                return None;
            }
            let condition = match (condition.flatten(), &subject) {
                (Some(value), Some(subject)) if switch => Some(Expr::Both(
                    Operation::Equal,
                    Box::new((subject.clone(), value)),
                )),
                (condition, _) => condition,
            };
            arms.push((condition, self.statements(true)));
            self.space();
        }
        self.close(at)?;
        Some(Node::Branch(arms, at))
    }
}
