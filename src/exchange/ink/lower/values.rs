//! Expressions of ink as terms.

use super::lists::{EMPTY, ListVariable, plain};
use super::{Binding, Lowering};
use crate::exchange::branching::{At, BlockId, Operation, Term, Value, VariableId};
use crate::exchange::ink::tree::Expr;
use cuebook_core::diagnostic::nearest;

impl Lowering<'_> {
    /// Returns the term of an expression. What has none is noted, and is zero.
    pub(super) fn term(&mut self, expr: &Expr) -> Term {
        match expr {
            Expr::Number(number) => Term::number(*number),
            Expr::Flag(flag) => Term::flag(*flag),
            Expr::Text(text) => Term::word(text),
            Expr::Place(path, at) => {
                let found = self.symbols.find(path, self.place, self.tale);
                match found {
                    Some((full, _)) => Term::word(&full),
                    None => {
                        self.unknown(path, *at);
                        Term::number(0)
                    }
                }
            }
            Expr::Items(items) => match items.first() {
                Some(item) => Term::word(plain(item)),
                None => Term::word(EMPTY),
            },
            Expr::Name(name, at) => self.name(name, *at),
            Expr::Not(inner) => self.condition(inner).negated(),
            Expr::Both(operation, sides) => self.both(*operation, &sides.0, &sides.1),
            Expr::Has(sides, has) => {
                let holds = self.has(&sides.0, &sides.1);
                if *has { holds } else { holds.negated() }
            }
            Expr::Strange(what, at) => {
                self.note(
                    *at,
                    format!("a show has no {what}"),
                    "use whole numbers and words",
                );
                Term::number(0)
            }
            Expr::Call(name, arguments, at) => match self.random_number(expr) {
                Some(number) => number,
                None => self.call(name, arguments, *at),
            },
        }
    }

    /// Returns the term of a condition.
    pub(super) fn condition(&mut self, expr: &Expr) -> Term {
        if let Some(ListVariable::Flags(flags)) = self.list(expr) {
            return any(&flags);
        }
        if let Some(ListVariable::Word(variable)) = self.list(expr) {
            return Term::both(
                Operation::Unequal,
                Term::Variable(variable),
                Term::word(EMPTY),
            );
        }
        self.term(expr)
    }

    /// Returns the condition of several expressions.
    pub(super) fn conditions(&mut self, all: &[Expr]) -> Option<Term> {
        let mut when = None;
        for expr in all {
            let own = self.condition(expr);
            when = Term::all(when, Some(own));
        }
        when
    }

    fn name(&mut self, name: &str, at: At) -> Term {
        match self.binding(name) {
            Some(Binding::Term(term)) => return term,
            Some(Binding::Variable(variable)) => return Term::Variable(variable),
            Some(Binding::Name(_)) | None => {}
        }
        if let Some(constant) = self.symbols.constants.get(name).cloned() {
            return self.term(&constant);
        }
        if let Some(variable) = self.symbols.globals.get(name) {
            return Term::Variable(*variable);
        }
        match self.symbols.lists.variables.get(name).cloned() {
            Some(ListVariable::Word(variable)) => return Term::Variable(variable),
            Some(ListVariable::Number(variable, items)) => return named(variable, &items),
            Some(ListVariable::Flags(flags)) => {
                self.note(
                    at,
                    format!("`{name}` is a list of several items, which a show keeps as flags"),
                    "ask for one of its items",
                );
                return any(&flags);
            }
            None => {}
        }
        if let Some((item, _)) = self.symbols.lists.item(name) {
            return Term::word(&item);
        }
        if let Some((_, block)) = self.symbols.find(name, self.place, self.tale) {
            return Term::Variable(self.seen(name, block));
        }
        self.unknown(name, at);
        Term::number(0)
    }

    pub(super) fn binding(&self, name: &str) -> Option<Binding> {
        self.scopes.last()?.get(name).cloned()
    }

    fn unknown(&mut self, name: &str, at: At) {
        let globals = self.symbols.globals.keys().map(String::as_str);
        let lists = self.symbols.lists.variables.keys().map(String::as_str);
        let near = nearest(name, self.symbols.paths().chain(globals).chain(lists));
        let help = near.map_or_else(
            || "declare it with `VAR`, or write a knot of this name".to_owned(),
            |near| format!("write `{near}`"),
        );
        self.mistake(at, format!("the story has no `{name}`"), &help);
    }

    /// Returns the block of a place.
    pub(super) fn place_of(&mut self, path: &str, at: At) -> Option<BlockId> {
        let found = self.symbols.find(path, self.place, self.tale);
        if found.is_none() {
            self.unknown(path, at);
        }
        found.map(|(_, block)| block)
    }

    /// Returns the variable of a name, if it is one with a place as its value.
    pub(super) fn variable_of(&self, name: &str) -> Option<VariableId> {
        match self.binding(name) {
            Some(Binding::Variable(variable)) => return Some(variable),
            Some(Binding::Term(Term::Variable(variable))) => return Some(variable),
            _ => {}
        }
        let is_label = self.symbols.find(name, self.place, self.tale).is_some();
        self.symbols
            .globals
            .get(name)
            .copied()
            .filter(|_| !is_label)
    }

    /// Returns the list that an expression names.
    pub(super) fn list(&self, expr: &Expr) -> Option<ListVariable> {
        let Expr::Name(name, _) = expr else {
            return None;
        };
        let name = match self.binding(name) {
            Some(Binding::Name(name)) => name,
            Some(_) => return None,
            None => name.clone(),
        };
        self.symbols.lists.variables.get(&name).cloned()
    }

    /// Returns the items that an expression names.
    pub(super) fn items(&self, expr: &Expr) -> Option<Vec<(String, i64)>> {
        match expr {
            Expr::Items(items) => Some(
                items
                    .iter()
                    .filter_map(|item| self.symbols.lists.item(item))
                    .collect(),
            ),
            Expr::Name(name, _) if self.binding(name).is_none() => {
                Some(vec![self.symbols.lists.item(name)?])
            }
            _ => None,
        }
    }

    fn both(&mut self, operation: Operation, left: &Expr, right: &Expr) -> Term {
        if matches!(operation, Operation::And | Operation::Or) {
            let (left, right) = (self.condition(left), self.condition(right));
            return Term::both(operation, left, right);
        }
        if let Some(when) = self.by_chance(operation, left, right) {
            return when;
        }
        for (list, other) in [(left, right), (right, left)] {
            let turned = std::ptr::eq(list, right);
            match self.list(list) {
                Some(ListVariable::Number(variable, items)) => {
                    let value = self.number_in(other, &items);
                    let own = Term::Variable(variable);
                    return match turned {
                        true => Term::both(operation, value, own),
                        false => Term::both(operation, own, value),
                    };
                }
                Some(ListVariable::Flags(flags)) => {
                    if let Some(items) = self.items(other) {
                        let same = only(&flags, &items);
                        return match operation {
                            Operation::Unequal => same.negated(),
                            _ => same,
                        };
                    }
                }
                _ => {}
            }
        }
        let (left, right) = (self.term(left), self.term(right));
        Term::both(operation, left, right)
    }

    /// Returns the number of an item or of another list.
    pub(super) fn number_in(&mut self, expr: &Expr, items: &[(String, i64)]) -> Term {
        if let Some(ListVariable::Number(variable, _)) = self.list(expr) {
            return Term::Variable(variable);
        }
        let item = self.items(expr).and_then(|own| own.first().cloned());
        let number = item.and_then(|(name, _)| {
            let own = items.iter().find(|(own, _)| *own == name);
            own.map(|(_, number)| *number)
        });
        match number {
            Some(number) => Term::number(number),
            None if matches!(expr, Expr::Items(items) if items.is_empty()) => Term::number(0),
            None => self.term(expr),
        }
    }

    fn has(&mut self, list: &Expr, items: &Expr) -> Term {
        let Some(items) = self.items(items) else {
            let value = self.term(items);
            let list = self.term(list);
            return Term::both(Operation::Equal, list, value);
        };
        match self.list(list) {
            Some(ListVariable::Flags(flags)) => {
                let mut all = Term::flag(true);
                for (item, _) in items {
                    let flag = flags.iter().find(|(own, _)| *own == item);
                    all =
                        all.and(flag.map_or(Term::flag(false), |(_, flag)| Term::Variable(*flag)));
                }
                all
            }
            Some(ListVariable::Number(variable, _)) => {
                let number = items.first().map_or(0, |(_, number)| *number);
                Term::both(
                    Operation::Equal,
                    Term::Variable(variable),
                    Term::number(number),
                )
            }
            _ => {
                let list = self.term(list);
                let item = items.first().map_or(EMPTY, |(item, _)| item);
                Term::both(Operation::Equal, list, Term::word(item))
            }
        }
    }
}

/// Returns whether any of some flags is set.
fn any(flags: &[(String, VariableId)]) -> Term {
    let flags = flags.iter().map(|(_, flag)| Term::Variable(*flag));
    flags.fold(Term::flag(false), Term::or)
}

/// Returns whether exactly these items are in a list.
fn only(flags: &[(String, VariableId)], items: &[(String, i64)]) -> Term {
    let parts = flags.iter().map(|(item, flag)| {
        let is_in = items.iter().any(|(own, _)| own == item);
        let flag = Term::Variable(*flag);
        if is_in { flag } else { flag.negated() }
    });
    parts.fold(Term::flag(true), Term::and)
}

/// Returns the name of an item by its number.
fn named(variable: VariableId, items: &[(String, i64)]) -> Term {
    let mut name = Term::Value(Value::Word(EMPTY.to_owned()));
    for (item, number) in items.iter().rev() {
        let here = Term::both(
            Operation::Equal,
            Term::Variable(variable),
            Term::number(*number),
        );
        name = Term::If(Box::new((here, Term::word(item), name)));
    }
    name
}
