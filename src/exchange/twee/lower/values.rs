//! Variables and their values.

use std::collections::HashMap;

use super::Lowering;
use crate::exchange::branching::draw::{Drawn, counted, value_of};
use crate::exchange::branching::{
    BlockId, End, Operation, Set, Term, To, Value, Variable, VariableId,
};
use crate::exchange::twee::expression::Expr;

/// The most values of a random number whose value matters.
const FEW: i64 = 12;

impl Lowering<'_> {
    pub(super) fn variable(&mut self, name: &str) -> VariableId {
        if let Some(variable) = self.variables.get(name) {
            return *variable;
        }
        let variable = self.flow.variables.push(Variable {
            name: name.to_owned(),
            start: Value::Number(0),
            kind: None,
            clamps: false,
            words: Vec::new(),
            at: self.place(),
            written: true,
            chance: None,
        });
        self.variables.insert(name.to_owned(), variable);
        variable
    }

    pub(super) fn term(&mut self, expr: &Expr) -> Term {
        match expr {
            Expr::Number(number) => Term::number(*number),
            Expr::Flag(flag) => Term::flag(*flag),
            Expr::Text(text) => Term::word(text),
            Expr::Variable(name) => Term::Variable(self.variable(name)),
            Expr::Visits(name) => {
                let name = name
                    .clone()
                    .or_else(|| Some(self.here.as_ref()?.name.clone()));
                let block = name.and_then(|name| self.blocks.get(&name).copied());
                match block {
                    Some(block) => Term::Variable(self.visits(block)),
                    None => Term::number(0),
                }
            }
            Expr::Not(inner) => self.term(inner).negated(),
            Expr::Both(operation, sides) => match self.by_chance(*operation, sides) {
                Some(when) => when,
                None => {
                    let (left, right) = (self.term(&sides.0), self.term(&sides.1));
                    Term::both(*operation, left, right)
                }
            },
            Expr::Either(values) => {
                let values: Vec<Term> = values.iter().map(|value| self.term(value)).collect();
                let name = self.name();
                let outcomes = self.flow.draw(&name, values.len());
                self.drawn();
                value_of(&outcomes, values)
            }
            Expr::Random(first, last) => match last - first < FEW {
                true => {
                    let numbers = (*first..=*last).map(Expr::Number).collect();
                    self.term(&Expr::Either(numbers))
                }
                false => {
                    let what = "a random number with so many values; it is the smallest one";
                    self.flow
                        .note(self.place(), what, "compare it where it is drawn");
                    Term::number(*first)
                }
            },
            Expr::Strange(what) => {
                let what = format!("a show cannot calculate `{what}`; it counts as 0");
                self.flow.note(self.place(), what, "set a variable instead");
                Term::number(0)
            }
        }
    }

    pub(super) fn visits(&mut self, block: BlockId) -> VariableId {
        self.flow.counter(&mut self.visits, block, "seen")
    }

    /// Returns the condition of a comparison with a random number; `None` if it is not one.
    fn by_chance(&mut self, operation: Operation, sides: &(Expr, Expr)) -> Option<Term> {
        let (range, operation, other) = match sides {
            (Expr::Random(first, last), Expr::Number(other)) => {
                ((*first, *last), operation, *other)
            }
            (Expr::Number(other), Expr::Random(first, last)) => {
                ((*first, *last), operation.turned(), *other)
            }
            _ => return None,
        };
        if !operation.compares() {
            return None;
        }
        let percent = 100.0 * counted(range, operation, other) as f64;
        let name = self.name();
        self.drawn();
        Some(match percent / (range.1 - range.0 + 1) as f64 {
            0.0 => Term::flag(false),
            100.0 => Term::flag(true),
            percent => Term::Variable(self.flow.chance(&name, percent)),
        })
    }

    /// Notes that something is drawn here.
    fn drawn(&mut self) {
        if let Some(block) = self.cur {
            self.flow.drawn.push(Drawn {
                block,
                at: self.place(),
                what: "a random value",
                turns: Vec::new(),
            });
        }
    }

    /// Adds the counts of visits, and a start for each variable like the values that it gets.
    pub(super) fn finish(&mut self) {
        self.once();
        let mut visits: Vec<_> = self.visits.drain().collect();
        visits.sort_unstable();
        for (block, variable) in visits {
            self.flow.count(block, variable);
        }
        let mut first: HashMap<VariableId, Value> = HashMap::new();
        self.flow.each_set(|set| {
            if let Term::Value(value) = &set.value {
                first.entry(set.variable).or_insert_with(|| value.clone());
            }
        });
        for variable in self.variables.values() {
            let start = match first.get(variable) {
                Some(Value::Flag(_)) => Value::Flag(false),
                Some(Value::Word(_)) => Value::Word("nothing".to_owned()),
                _ => Value::Number(0),
            };
            self.flow.variables[*variable].start = start;
        }
    }

    /// Sets a variable to the first value whose condition holds.
    pub(super) fn set(&mut self, variable: VariableId, value: Term) {
        let values = value.leaves();
        if let [(_, value)] = values.as_slice() {
            return self.set_one(variable, value.clone());
        }
        self.flush();
        let join = self.inner();
        let (conditions, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let blocks: Vec<BlockId> = values.iter().map(|_| self.inner()).collect();
        let tos = blocks.iter().map(|block| To::Block(*block));
        self.close(End::Ways(conditions.into_iter().zip(tos).collect()));
        for (block, value) in blocks.into_iter().zip(values) {
            self.begin(block);
            self.set_one(variable, value);
            self.close(End::to(To::Block(join)));
        }
        self.begin(join);
    }

    fn set_one(&mut self, variable: VariableId, value: Term) {
        self.flush();
        let is_open = self
            .cur
            .is_some_and(|block| self.flow.blocks[block].lines.is_empty());
        if !is_open {
            let next = self.inner();
            self.close(End::to(To::Block(next)));
            self.begin(next);
        }
        if let Some(block) = self.cur {
            self.flow.blocks[block].sets.push(Set::of(variable, value));
        }
    }
}
