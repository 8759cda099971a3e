//! Functions: of the story, which are inlined or calculated, and of ink.

use std::collections::HashMap;

use super::lists::ListVariable;
use super::{Binding, Lowering, Return};
use crate::exchange::branching::{At, Operation, Term, To, VariableId};
use crate::exchange::ink::tree::{Expr, Knot, Node, Statement};

/// How deep functions and threads are inlined in one another.
pub(super) const DEEPEST: usize = 8;

impl<'t> Lowering<'t> {
    /// Shows the value of an expression, or the text of a function.
    pub(super) fn shown(&mut self, expr: &'t Expr, at: At) {
        if let Expr::Call(name, arguments, _) = expr
            && let Some(knot) = self.function(name)
            && self.value_of(knot, arguments, at).is_none()
        {
            return self.inline(knot, arguments, None, at);
        }
        let term = self.term(expr);
        self.print(term, at);
    }

    /// Calls a function for what it does.
    pub(super) fn perform(&mut self, expr: &'t Expr, at: At) {
        match expr {
            Expr::Call(name, arguments, _) => match self.function(name) {
                Some(knot) => self.inline(knot, arguments, None, at),
                None if matches!(name.as_str(), "SEED_RANDOM") => {}
                None => {
                    self.term(expr);
                }
            },
            other => {
                self.term(other);
            }
        }
    }

    pub(super) fn function(&self, name: &str) -> Option<&'t Knot> {
        let knot = &self.tale.knots[*self.symbols.knots.get(name)?];
        knot.is_function.then_some(knot)
    }

    /// Adds the content of a function in the place of its call.
    pub(super) fn inline(
        &mut self,
        knot: &'t Knot,
        arguments: &'t [Expr],
        value: Option<VariableId>,
        at: At,
    ) {
        if self.inlined >= DEEPEST {
            let what = format!("the function `{}` calls itself; it is left out", knot.name);
            self.note(at, what, "a show calculates without functions");
            return;
        }
        let scope = self.scope(knot, arguments);
        self.enter(scope, at);
        if super::weave::plain(&knot.body) {
            let cases = trimmed(&knot.body);
            cases.iter().for_each(|node| self.node(node));
        } else {
            let returns = has_return(&knot.body);
            if returns {
                self.flush();
                let to = self.inner("", at);
                self.returns.push(Return { to, value });
                self.weave(&knot.body, 1, To::Block(to));
                self.returns.pop();
                self.begin(to);
            } else {
                knot.body.iter().for_each(|node| self.node(node));
            }
        }
        self.leave();
    }

    /// Goes into a function that is called here.
    fn enter(&mut self, scope: HashMap<String, Binding>, at: At) {
        self.scopes.push(scope);
        self.sites.push(at);
        self.inlined += 1;
    }

    fn leave(&mut self) {
        self.inlined -= 1;
        self.sites.pop();
        self.scopes.pop();
    }

    /// Returns the names in a function.
    fn scope(&mut self, knot: &'t Knot, arguments: &[Expr]) -> HashMap<String, Binding> {
        let mut scope = HashMap::new();
        for (parameter, argument) in knot.parameters.iter().zip(arguments) {
            let binding = match argument {
                Expr::Name(name, _) if parameter.by_reference => match self.binding(name) {
                    Some(binding) => binding,
                    None if self.symbols.lists.variables.contains_key(name) => {
                        Binding::Name(name.clone())
                    }
                    None => Binding::Term(self.term(argument)),
                },
                _ => Binding::Term(self.term(argument)),
            };
            scope.insert(parameter.name.clone(), binding);
        }
        scope
    }

    /// Returns the term of a call.
    pub(super) fn call(&mut self, name: &str, arguments: &[Expr], at: At) -> Term {
        if let Some(knot) = self.function(name) {
            if let Some(term) = self.value_of(knot, arguments, at) {
                return term;
            }
            let what = format!(
                "the function `{name}` does more than a show can calculate here; it counts as 0"
            );
            self.note(at, what, "set a variable before, and ask for it here");
            return Term::number(0);
        }
        let first = arguments.first();
        match (name, first) {
            ("INT" | "FLOOR" | "CEILING" | "FLOAT", Some(first)) => return self.term(first),
            ("MIN" | "MAX", Some(first)) if arguments.len() == 2 => {
                let (first, second) = (self.term(first), self.term(&arguments[1]));
                let operation = match name {
                    "MIN" => Operation::Lower,
                    _ => Operation::Higher,
                };
                return Term::both(operation, first, second);
            }
            ("LIST_COUNT", Some(first)) => {
                if let Some(ListVariable::Flags(flags)) = self.list(first) {
                    let flags = flags.iter().map(|(_, flag)| Term::Variable(*flag));
                    let sum = |sum, flag| Term::both(Operation::Plus, sum, flag);
                    return flags.fold(Term::number(0), sum);
                }
            }
            ("LIST_VALUE", Some(first)) => {
                if let Some(ListVariable::Number(variable, _)) = self.list(first) {
                    return Term::Variable(variable);
                }
            }
            ("TURNS_SINCE", Some(Expr::Place(path, place))) => {
                // Only whether the place was seen is known.
                if let Some(block) = self.place_of(path, *place) {
                    let seen = Term::Variable(self.seen(path, block));
                    let what = "the number of turns; only whether there was one is known";
                    self.note(at, what, "count what matters in a variable");
                    let parts = (seen, Term::number(0), Term::number(-1));
                    return Term::If(Box::new(parts));
                }
            }
            _ => {}
        }
        let what = match name {
            "RANDOM" => "a random number with so many values; it is the smallest one".to_owned(),
            _ if self.symbols.external.iter().any(|own| own == name) => {
                format!("the function `{name}` of another program; it counts as 0")
            }
            _ if name.chars().all(|c| c.is_ascii_uppercase() || c == '_') => {
                format!("a show has no `{name}`; it counts as 0")
            }
            _ => {
                self.mistake(
                    at,
                    format!("the story has no function `{name}`"),
                    "declare it with `=== function`",
                );
                return Term::number(0);
            }
        };
        self.note(at, what, "write the cases as choices, or set a variable");
        match (name, first) {
            ("RANDOM", Some(first)) => self.term(first),
            _ => Term::number(0),
        }
    }

    /// Returns the value of a function that only calculates.
    pub(super) fn value_of(&mut self, knot: &'t Knot, arguments: &[Expr], at: At) -> Option<Term> {
        if self.inlined >= DEEPEST {
            return None;
        }
        let scope = self.scope(knot, arguments);
        self.enter(scope, at);
        let value = self.returned(&knot.body);
        self.leave();
        value
    }

    fn returned(&mut self, nodes: &'t [Node]) -> Option<Term> {
        let (first, rest) = nodes.split_first()?;
        match first {
            Node::Newline => self.returned(rest),
            Node::Text(text, _) if text.trim().is_empty() => self.returned(rest),
            Node::Logic(Statement::Return(value), _) => {
                let value = value.as_ref()?;
                Some(self.term(value))
            }
            Node::Logic(Statement::Temp(name, value), _) => {
                let value = self.term(value);
                let scope = self.scopes.last_mut()?;
                scope.insert(name.clone(), Binding::Term(value));
                self.returned(rest)
            }
            Node::Branch(arms, _) => {
                let mut value = match arms.last() {
                    Some((None, _)) => None,
                    _ => Some(self.returned(rest)?),
                };
                for (condition, arm) in arms.iter().rev() {
                    let own = self.returned(arm)?;
                    value = Some(match (condition, value) {
                        (Some(condition), Some(otherwise)) => {
                            let when = self.condition(condition);
                            Term::If(Box::new((when, own, otherwise)))
                        }
                        _ => own,
                    });
                }
                value
            }
            _ => None,
        }
    }
}

/// Returns the content of a function without line ends at its ends.
fn trimmed(nodes: &[Node]) -> &[Node] {
    let is_text = |node: &Node| !matches!(node, Node::Newline);
    let first = nodes.iter().position(is_text).unwrap_or(nodes.len());
    let last = nodes
        .iter()
        .rposition(is_text)
        .map_or(first, |last| last + 1);
    &nodes[first..last.max(first)]
}

fn has_return(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Logic(Statement::Return(_), _) => true,
        Node::Branch(arms, _) => arms.iter().any(|(_, arm)| has_return(arm)),
        Node::Sequence(_, arms, _) => arms.iter().any(|arm| has_return(arm)),
        _ => false,
    })
}
