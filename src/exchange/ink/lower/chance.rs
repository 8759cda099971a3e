//! Chance: random numbers, which a show draws once, when it starts.

use super::Lowering;
use crate::exchange::branching::draw::{Drawn, any_of, counted, value_of};
use crate::exchange::branching::{At, Operation, Term, Value, VariableId};
use crate::exchange::ink::tree::Expr;

/// The most values of a random number.
const MOST: i64 = 100_000;

/// The most values of a random number whose value matters.
const FEW: i64 = 12;

/// A random number: its bounds, and where it is drawn.
#[derive(Copy, Clone)]
struct Random {
    first: i64,
    last: i64,
    at: At,
}

impl Lowering<'_> {
    /// Returns the condition of a comparison with a random number; `None` if it is not one.
    pub(super) fn by_chance(
        &mut self,
        operation: Operation,
        left: &Expr,
        right: &Expr,
    ) -> Option<Term> {
        let (random, operation, other) = match (self.random(left), self.random(right)) {
            (Some(random), None) => (random, operation, right),
            (None, Some(random)) => (random, operation.turned(), left),
            _ => return None,
        };
        let Value::Number(other) = self.symbols.constant(other)? else {
            return None;
        };
        let Random { first, last, at } = random;
        if !operation.compares() {
            return None;
        }
        if self.symbols.drawn_once.contains(&at) {
            let key = (self.sites.clone(), at);
            if let Some(known) = self.draws.get(&key) {
                return known.first().cloned();
            }
            let percent = 100.0 * counted((first, last), operation, other) as f64;
            let percent = percent / (last - first + 1) as f64;
            let when = match percent {
                0.0 => Term::flag(false),
                100.0 => Term::flag(true),
                percent => Term::Variable(self.flow.chance(&self.base(), percent)),
            };
            self.draws.insert(key, vec![when.clone()]);
            self.drawn("a random number", at, Vec::new());
            return Some(when);
        }
        let outcomes = self.outcomes(random)?;
        let fitting = (first..=last).zip(outcomes);
        let fitting = fitting.filter(|(value, _)| {
            Term::both(operation, Term::number(*value), Term::number(other)).is_true()
        });
        Some(any_of(fitting.map(|(_, when)| when)))
    }

    /// Returns the value of a random number, if it has few values.
    pub(super) fn random_number(&mut self, call: &Expr) -> Option<Term> {
        let random = self.random(call)?;
        let outcomes = self.outcomes(random)?;
        let values = (random.first..=random.last).map(Term::number).collect();
        Some(value_of(&outcomes, values))
    }

    /// Reads a call of `RANDOM` with constant bounds.
    fn random(&self, expr: &Expr) -> Option<Random> {
        let Expr::Call(name, arguments, at) = expr else {
            return None;
        };
        let [first, last] = arguments.as_slice() else {
            return None;
        };
        let bound = |expr| match self.symbols.constant(expr) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        };
        let (first, last) = (bound(first)?, bound(last)?);
        let fits = name == "RANDOM" && first <= last && last.checked_sub(first)? < MOST;
        fits.then_some(Random {
            first,
            last,
            at: *at,
        })
    }

    fn outcomes(&mut self, Random { first, last, at }: Random) -> Option<Vec<Term>> {
        let count = last - first + 1;
        if count > FEW {
            return None;
        }
        let key = (self.sites.clone(), at);
        if let Some(known) = self.draws.get(&key) {
            return Some(known.clone());
        }
        let drawn = self.flow.draw(&self.base(), usize::try_from(count).ok()?);
        self.draws.insert(key, drawn.clone());
        self.drawn("a random number", at, Vec::new());
        Some(drawn)
    }

    /// Notes that something is drawn here, with the flags of its turns.
    pub(super) fn drawn(&mut self, what: &'static str, at: At, turns: Vec<VariableId>) {
        if let Some(block) = self.cur.or(self.flow.order.last().copied()) {
            self.flow.drawn.push(Drawn {
                block,
                at,
                what,
                turns,
            });
        }
    }
}
