//! New values of variables and lists.

use super::lists::ListVariable;
use super::{Binding, Lowering};
use crate::exchange::branching::{At, BlockId, End, Operation, Term, To, Value, VariableId};
use crate::exchange::ink::tree::Expr;

impl<'t> Lowering<'t> {
    /// Sets a variable.
    pub(super) fn assign(&mut self, name: &'t str, value: &'t Expr, at: At) {
        let own = Expr::Name(name.to_owned(), at);
        if let Some(list) = self.list(&own) {
            return self.assign_list(&list, name, value, at);
        }
        let variable = match self.binding(name) {
            Some(Binding::Variable(variable)) => Some(variable),
            Some(Binding::Term(Term::Variable(variable))) => Some(variable),
            Some(Binding::Term(_)) => {
                return self.temporary(name, value, at);
            }
            _ => self.symbols.globals.get(name).copied(),
        };
        let Some(variable) = variable else {
            self.mistake(
                at,
                format!("the story has no variable `{name}`"),
                "declare it with `VAR`",
            );
            return;
        };
        self.set_to(variable, value, at);
    }

    /// Sets a variable to a value, which may be that of a function.
    fn set_to(&mut self, variable: VariableId, value: &'t Expr, at: At) {
        if let Expr::Call(function, arguments, _) = value
            && let Some(knot) = self.function(function)
            && self.value_of(knot, arguments, at).is_none()
        {
            return self.inline(knot, arguments, Some(variable), at);
        }
        let value = self.term(value);
        self.set_to_one(variable, value.leaves(), at);
    }

    /// Sets a variable to the first value whose condition holds.
    fn set_to_one(&mut self, variable: VariableId, values: Vec<(Option<Term>, Term)>, at: At) {
        if let [(_, value)] = values.as_slice() {
            return self.set(variable, value.clone(), at);
        }
        self.flush();
        self.current(at);
        let join = self.inner("", at);
        let (conditions, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let blocks: Vec<BlockId> = values.iter().map(|_| self.inner("", at)).collect();
        let tos = blocks.iter().map(|block| To::Block(*block));
        self.close(End::Ways(conditions.into_iter().zip(tos).collect()));
        for (block, value) in blocks.into_iter().zip(values) {
            self.begin(block);
            self.set(variable, value, at);
            self.close(End::to(To::Block(join)));
        }
        self.begin(join);
    }

    /// Sets a temporary variable.
    pub(super) fn temporary(&mut self, name: &'t str, value: &'t Expr, at: At) {
        let known = match self.binding(name) {
            Some(Binding::Variable(variable)) => Some(variable),
            _ => None,
        };
        let variable = known.unwrap_or_else(|| {
            let full = format!("{}-{name}", self.base());
            let variable = self.flow.hidden(&full, Value::Number(0));
            self.symbols.local.push(variable);
            variable
        });
        self.set_to(variable, value, at);
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), Binding::Variable(variable));
        }
    }

    fn assign_list(&mut self, list: &ListVariable, name: &str, value: &'t Expr, at: At) {
        match list {
            ListVariable::Word(variable) => {
                let value = self.term(value);
                self.set(*variable, value, at);
            }
            ListVariable::Number(variable, items) => {
                let value = match value {
                    Expr::Both(operation, sides) if matches!(&sides.0, Expr::Name(own, _) if own == name) =>
                    {
                        let by = self.number_in(&sides.1, items);
                        Term::both(*operation, Term::Variable(*variable), by)
                    }
                    other => self.number_in(other, items),
                };
                self.set(*variable, value, at);
            }
            ListVariable::Flags(flags) => self.assign_flags(flags, name, value, at),
        }
    }

    fn assign_flags(
        &mut self,
        flags: &[(String, VariableId)],
        name: &str,
        value: &'t Expr,
        at: At,
    ) {
        let (items, change) = match value {
            Expr::Both(operation, sides) if matches!(&sides.0, Expr::Name(own, _) if own == name) => {
                (self.items(&sides.1), Some(*operation == Operation::Plus))
            }
            other => (self.items(other), None),
        };
        let Some(items) = items else {
            let what = format!("this new value of the list `{name}`; it is left out");
            return self.note(at, what, "add or remove items by their names");
        };
        for (item, flag) in flags {
            let named = items.iter().any(|(own, _)| own == item);
            match change {
                Some(is_in) if named => self.set(*flag, Term::flag(is_in), at),
                Some(_) => {}
                None => self.set(*flag, Term::flag(named), at),
            }
        }
    }
}
