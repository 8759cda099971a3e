//! Statements: text, choices, gathers and logic.

use super::reader::Reader;
use super::tree::{Choice, Expr, Node, Statement};
use crate::exchange::branching::Operation;

impl Reader<'_> {
    /// Reads statements: up to the next knot or declaration, or to the end of an arm in braces.
    pub(super) fn statements(&mut self, in_braces: bool) -> Vec<Node> {
        let mut nodes = Vec::new();
        loop {
            self.blanks();
            let at = self.here();
            let is_dash = self.next() == Some('-') && !self.rest().starts_with("->");
            match self.next() {
                None => break,
                Some('\n') => {
                    self.skip(1);
                    if matches!(nodes.last(), Some(Node::Text(..) | Node::Print(..))) {
                        nodes.push(Node::Newline);
                    }
                }
                Some('}') => break,
                Some('=') if !in_braces || self.rest().starts_with("==") => break,
                _ if is_dash && in_braces => break,
                _ if self.declares() && !in_braces => break,
                _ if is_dash => nodes.push(self.gather()),
                Some('*' | '+') => nodes.extend(self.choice(in_braces)),
                Some('~') => {
                    self.skip(1);
                    let statement = self.logic();
                    nodes.extend(statement.map(|statement| Node::Logic(statement, at)));
                }
                _ => {
                    let stops: &[char] = if in_braces { &['}'] } else { &[] };
                    let line = self.inline(stops);
                    nodes.extend(line);
                    if self.next() == Some('\n') {
                        self.skip(1);
                        nodes.push(Node::Newline);
                    }
                }
            }
        }
        nodes
    }

    fn gather(&mut self) -> Node {
        let at = self.here();
        let mut depth = 0;
        while self.next() == Some('-') && !self.rest().starts_with("->") {
            self.skip(1);
            self.blanks();
            depth += 1;
        }
        let label = self.label();
        Node::Gather { depth, label, at }
    }

    /// Reads `(name)`.
    fn label(&mut self) -> Option<String> {
        let start = self.position();
        if self.take("(") {
            self.blanks();
            let name = self.path();
            self.blanks();
            if name.is_some() && self.take(")") {
                self.blanks();
                return name;
            }
        }
        self.go_to(start);
        None
    }

    fn choice(&mut self, in_braces: bool) -> Option<Node> {
        let at = self.here();
        let sign = self.next()?;
        let mut depth = 0;
        while self.next() == Some(sign) {
            self.skip(1);
            self.blanks();
            depth += 1;
        }
        let label = self.label();
        let conditions = self.conditions();
        let number = self.choices;
        self.choices += 1;
        let stops: &[char] = if in_braces { &['[', '}'] } else { &['['] };
        let mut start = self.inline(stops);
        let mut only = Vec::new();
        let mut rest = Vec::new();
        if self.take("[") {
            only = self.inline(&[']']);
            if !self.take("]") {
                self.mistake(at, "this choice has `[` without `]`", "");
            }
            rest = self.inline(&stops[1..]);
        } else {
            let ends = |node: &Node| {
                matches!(
                    node,
                    Node::Divert(_) | Node::Tunnel(..) | Node::Back(..) | Node::Thread(_)
                )
            };
            if let Some(end) = start.iter().position(ends) {
                rest = start.split_off(end);
            }
        }
        Some(Node::Choice(Box::new(Choice {
            depth,
            is_sticky: sign == '+',
            label,
            conditions,
            start,
            only,
            rest,
            at,
            number,
        })))
    }

    /// Reads the conditions of a choice: expressions in braces.
    fn conditions(&mut self) -> Vec<Expr> {
        let mut conditions = Vec::new();
        loop {
            let start = self.position();
            if !conditions.is_empty() {
                self.space();
            }
            if self.take("{") {
                self.blanks();
                let read = self.expression();
                self.blanks();
                if let Some(condition) = read.filter(|_| self.take("}")) {
                    conditions.push(condition);
                    self.blanks();
                    continue;
                }
            }
            self.go_to(start);
            self.blanks();
            // The words of the choice may be on the next line.
            if !conditions.is_empty() && self.next() == Some('\n') {
                self.space();
                let begins = self
                    .next()
                    .is_some_and(|c| !matches!(c, '*' | '+' | '-' | '=' | '~' | '}'));
                if !begins {
                    self.go_to(start);
                }
            }
            return conditions;
        }
    }

    /// Reads the statement after `~`.
    fn logic(&mut self) -> Option<Statement> {
        self.blanks();
        let at = self.here();
        let statement = self.statement();
        self.blanks();
        let ends = matches!(self.next(), None | Some('\n' | '}'));
        if statement.is_none() || !ends {
            self.mistake(
                at,
                "this statement cannot be read",
                "write `~ name = value` or `~ function()`",
            );
            self.line();
            return None;
        }
        statement
    }

    fn statement(&mut self) -> Option<Statement> {
        if self.keyword("return") {
            let ends = matches!(self.next(), None | Some('\n' | '}'));
            return match ends {
                true => Some(Statement::Return(None)),
                false => self
                    .expression()
                    .map(|value| Statement::Return(Some(value))),
            };
        }
        let is_temp = self.keyword("temp");
        let start = self.position();
        let at = self.here();
        if let Some(name) = self.path() {
            self.blanks();
            let own = |name: &str| Expr::Name(name.to_owned(), at);
            let plus = |operation, by| Expr::Both(operation, Box::new((own(&name), by)));
            for (sign, operation) in [("+=", Operation::Plus), ("-=", Operation::Minus)] {
                if self.take(sign) {
                    let by = self.expression()?;
                    return Some(Statement::Set(name.clone(), plus(operation, by)));
                }
            }
            for (sign, operation) in [("++", Operation::Plus), ("--", Operation::Minus)] {
                if self.take(sign) {
                    return Some(Statement::Set(
                        name.clone(),
                        plus(operation, Expr::Number(1)),
                    ));
                }
            }
            if self.rest().starts_with('=') && !self.rest().starts_with("==") {
                self.skip(1);
                let value = self.expression()?;
                return Some(match is_temp {
                    true => Statement::Temp(name, value),
                    false => Statement::Set(name, value),
                });
            }
        }
        self.go_to(start);
        self.expression().map(Statement::Call)
    }
}
