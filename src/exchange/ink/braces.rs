//! Content in braces: conditions, sequences and values.

use super::reader::Reader;
use super::tree::{Expr, Node, Order};
use crate::exchange::branching::{At, Operation};

impl Reader<'_> {
    /// Reads the content of braces.
    pub(super) fn braces(&mut self) -> Option<Node> {
        let at = self.here();
        self.skip(1);
        let node = self.deeper(|reader| reader.inner(at));
        if node.is_none() && !self.rest().starts_with("==") {
            self.line();
        }
        node
    }

    fn inner(&mut self, at: At) -> Option<Node> {
        self.blanks();
        let start = self.position();
        let is_order = self.rest().starts_with(['!', '&', '~', '$']);
        let condition = self.expression().filter(|_| {
            self.blanks();
            self.rest().starts_with([':', '}'])
        });

        match condition {
            Some(condition) if self.rest().starts_with(':') && !self.ordered(start) => {
                self.skip(1);
                return self.conditional(Some(condition), at);
            }
            Some(condition) if self.rest().starts_with('}') && !is_order => {
                self.skip(1);
                return Some(Node::Print(condition, at));
            }
            _ => self.go_to(start),
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
        let words = self.since(start);
        let mut words = words.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|word| matches!(word, "stopping" | "once" | "cycle" | "shuffle"))
            && self.rest()[1..]
                .trim_start_matches([' ', '\t'])
                .starts_with('\n')
    }

    /// Reads the marks or words for the order of a sequence.
    fn order(&mut self) -> Order {
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
        let marks = &self.rest()[..marks];
        let (shuffles, once, cycles) = (
            marks.contains('~'),
            marks.contains('!'),
            marks.contains('&'),
        );
        self.skip(marks.len());
        match (shuffles, once, cycles) {
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
            while self.next() == Some('\n') && !self.rest().starts_with("\n==") {
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
        let help = "write `\\{` for the sign itself";
        self.mistake(at, "this `{` has no `}`", help);
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
                // Content after the colon and then a gather: the brace should be closed before it.
                let (place, message) = match in_line {
                    true => (
                        at,
                        format!("this `{{` has no `}}` before line {}", here.line),
                    ),
                    false => (here, "an arm begins with a condition and `:`".to_owned()),
                };
                self.mistake(place, message, "write `- lamp:` or `- else:`");
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
