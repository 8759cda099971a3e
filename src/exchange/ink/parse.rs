//! Reads a source: its knots, and the statements in them.

use super::reader::Reader;
use super::source::Source;
use super::tree::{Expr, Global, Knot, List, Node, Parameter, Tale};
use crate::exchange::branching::Mistake;

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
    reader.mistakes.sort_by_key(|mistake| mistake.at);
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
                "write the content on the next line",
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
    pub(super) fn declares(&self) -> bool {
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
}
