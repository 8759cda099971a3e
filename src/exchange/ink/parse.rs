//! Reads a source: its knots, and the statements in them.

use super::content::Reader;
use super::source::Source;
use super::tree::{Choice, Expr, Global, Knot, List, Node, Parameter, Statement, Tale};
use crate::exchange::branching::{Mistake, Operation};

/// Reads a story.
///
/// # Errors
/// The mistakes at which it cannot be read.
pub(super) fn tale(source: &Source) -> Result<Tale, Vec<Mistake>> {
    let mut reader = Reader::new(source);
    let mut declared = Declared::default();
    let mut tale = Tale {
        root: reader.content(&mut declared),
        ..Tale::default()
    };
    while reader.rest().starts_with('=') {
        reader.flow(&mut tale, &mut declared);
    }
    tale.globals = declared.globals;
    tale.lists = declared.lists;
    tale.external = declared.external;
    tale.todos = declared.todos;
    match reader.mistakes.is_empty() {
        true => Ok(tale),
        false => Err(reader.mistakes),
    }
}

/// What a story declares.
#[derive(Default)]
struct Declared {
    globals: Vec<Global>,
    lists: Vec<List>,
    external: Vec<(String, crate::exchange::branching::At)>,
    todos: Vec<(String, crate::exchange::branching::At)>,
}

impl Reader<'_> {
    /// Reads a knot or a stitch with its content.
    fn flow(&mut self, tale: &mut Tale, declared: &mut Declared) {
        let at = self.here();
        let signs = self.rest().len() - self.rest().trim_start_matches('=').len();
        self.skip(signs);
        self.blanks();
        let is_function = self.keyword("function");
        let Some(name) = self.path() else {
            self.mistake(at, "this knot has no name", "write `=== hall ===`");
            self.line();
            self.space();
            return;
        };
        self.blanks();
        let parameters = self.parameters();
        self.blanks();
        let rest = self.line();
        if !rest
            .trim_matches(|c: char| c == '=' || c.is_whitespace())
            .is_empty()
        {
            self.mistake(
                at,
                format!("`{}` is after the name of a knot", rest.trim()),
                "content is on a line of its own",
            );
        }
        let knot = Knot {
            name,
            parameters,
            is_function,
            body: self.content(declared),
            stitches: Vec::new(),
            at,
        };
        match (signs, tale.knots.last_mut()) {
            (1, Some(last)) => last.stitches.push(knot),
            _ => tale.knots.push(knot),
        }
    }

    fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        if !self.take("(") {
            return parameters;
        }
        loop {
            self.blanks();
            if self.take(")") {
                break;
            }
            let by_reference = self.keyword("ref");
            self.take("->");
            self.blanks();
            let Some(name) = self.path() else {
                let at = self.here();
                self.mistake(
                    at,
                    "the parameters of this knot cannot be read",
                    "write `(name, other)`",
                );
                break;
            };
            parameters.push(Parameter { name, by_reference });
            self.blanks();
            self.take(",");
        }
        parameters
    }

    /// Reads content with declarations up to the next knot.
    fn content(&mut self, declared: &mut Declared) -> Vec<Node> {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.statements(false));
            self.space();
            match self.next() {
                None | Some('=') => break,
                Some('}') => {
                    let at = self.here();
                    self.mistake(at, "this `}` has no `{`", "write `\\}` for the sign itself");
                    self.skip(1);
                }
                _ => self.declaration(declared),
            }
        }
        nodes
    }

    /// Returns whether a declaration is here.
    fn declares(&self) -> bool {
        let rest = self.rest();
        let words = ["VAR ", "CONST ", "LIST ", "EXTERNAL ", "TODO:", "TODO "];
        words.iter().any(|word| rest.starts_with(word))
    }

    fn declaration(&mut self, declared: &mut Declared) {
        let at = self.here();
        if self.keyword("TODO") || self.take("TODO:") {
            self.take(":");
            let words = self.line().trim().to_owned();
            declared.todos.push((words, at));
            return;
        }
        if self.keyword("EXTERNAL") {
            let name = self.path().unwrap_or_default();
            declared.external.push((name, at));
            self.line();
            return;
        }
        let is_list = self.keyword("LIST");
        let is_constant = !is_list && self.keyword("CONST");
        if !is_list && !is_constant {
            self.keyword("VAR");
        }
        let name = self.path();
        self.blanks();
        let equals = self.take("=");
        self.blanks();
        let (Some(name), true) = (name, equals) else {
            self.mistake(
                at,
                "this declaration cannot be read",
                "write `VAR name = 0`",
            );
            self.line();
            return;
        };
        if is_list {
            let items = self.items();
            declared.lists.push(List { name, items, at });
        } else if let Some(value) = self.expression() {
            declared.globals.push(Global {
                name,
                value,
                is_constant,
                at,
            });
        } else {
            self.mistake(at, format!("the value of `{name}` cannot be read"), "");
        }
        self.line();
    }

    fn items(&mut self) -> Vec<(String, i64, bool)> {
        let mut items = Vec::new();
        let mut number = 0;
        loop {
            self.blanks();
            let is_in = self.take("(");
            self.blanks();
            let Some(name) = self.path() else { break };
            self.blanks();
            let own = self.take("=").then(|| {
                self.blanks();
                self.expression()
            });
            number = match own.flatten() {
                Some(Expr::Number(own)) => own,
                _ => number + 1,
            };
            self.blanks();
            if is_in {
                self.take(")");
            }
            items.push((name, number, is_in));
            self.blanks();
            if !self.take(",") {
                break;
            }
        }
        items
    }

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
                Some('=') if !in_braces => break,
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
