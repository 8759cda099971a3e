//! Chance: flags that are drawn when the show starts, in the place of numbers and alternatives that
//! the source draws anew at each visit.

use super::{At, BlockId, Flow, Kind, Operation, Set, Term, To, Value, VariableId};

/// The least and the largest chance of a flag, in percent.
const CHANCES: (f64, f64) = (1.0, 99.0);

/// Something that the source draws at each visit of a block.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub block: BlockId,
    pub at: At,
    /// The thing that is drawn: `a shuffle`.
    pub what: &'static str,
    /// The flags of which one is set, another one at each visit; the first at the first visit.
    pub turns: Vec<VariableId>,
}

impl Flow {
    /// Adds a flag that is true with a chance in percent.
    pub(crate) fn chance(&mut self, name: &str, percent: f64) -> VariableId {
        let flag = self.hidden(&format!("{name}-chance"), Value::Flag(false));
        let (least, most) = CHANCES;
        let rounded = (percent * 10.0).round() / 10.0;
        self.variables[flag].chance = Some(rounded.clamp(least, most));
        flag
    }

    /// Draws one of `count` outcomes with equal chances. Returns when each of them was drawn.
    pub(crate) fn draw(&mut self, name: &str, count: usize) -> Vec<Term> {
        let mut before = Term::flag(true);
        let outcomes = (0..count).map(|outcome| {
            if outcome + 1 == count {
                return before.clone();
            }
            let share = 100.0 / (count - outcome) as f64;
            let flag = Term::Variable(self.chance(name, share));
            let own = before.clone().and(flag.clone());
            before = before.clone().and(flag.negated());
            own
        });
        outcomes.collect()
    }

    /// Settles the draws: at a block that is visited once, the first turn is the only one. What
    /// may be drawn again is noted.
    pub(super) fn settle_draws(&mut self) {
        for drawn in std::mem::take(&mut self.drawn) {
            if self.comes_back(drawn.block) {
                if !drawn.what.is_empty() {
                    let what = format!("{}; a show draws it once, when it starts", drawn.what);
                    let help = "write a choice, or set a variable, if the visits differ";
                    self.note(drawn.at, what, help);
                }
                continue;
            }
            for (turn, variable) in drawn.turns.into_iter().enumerate() {
                self.fix(variable, Term::flag(turn == 0));
            }
        }
    }

    /// Returns whether a path may lead from a block back to it.
    pub(crate) fn comes_back(&self, block: BlockId) -> bool {
        let mut reached = vec![false; self.blocks.len()];
        let mut open = self.blocks[block].end.tos();
        while let Some(to) = open.pop() {
            if let To::Block(next) = to
                && !reached[next.0]
            {
                reached[next.0] = true;
                open.extend(self.blocks[next].end.tos());
            }
        }
        reached[block.0]
    }

    /// Returns whether a term depends on chance.
    pub(super) fn by_chance(&self, term: &Term) -> bool {
        let mut found = false;
        term.each_variable(&mut |variable| found |= self.variables[variable].chance.is_some());
        found
    }

    /// Returns the flag of chance whose value a setting is, if nothing else depends on this flag.
    pub(super) fn drawn_by(&self, set: &Set) -> Option<VariableId> {
        let Term::Variable(flag) = set.value else {
            return None;
        };
        let mut uses = 0;
        self.each_term(|term| term.each_variable(&mut |own| uses += usize::from(own == flag)));
        let is_own = self.variables[flag].chance.is_some() && !self.variables[flag].written;
        let is_flag = self.variables[set.variable].kind == Some(Kind::Flag);
        (is_own && is_flag && uses == 1).then_some(flag)
    }
}

/// Returns the condition for one of some outcomes.
pub(crate) fn any_of(outcomes: impl Iterator<Item = Term>) -> Term {
    outcomes.fold(Term::flag(false), Term::or)
}

/// Returns the value that belongs to the drawn outcome.
pub(crate) fn value_of(outcomes: &[Term], values: Vec<Term>) -> Term {
    let both = outcomes.iter().zip(values).rev();
    let picked = both.fold(None, |rest, (when, value)| {
        Some(match rest {
            None => value,
            Some(rest) => Term::If(Box::new((when.clone(), value, rest))),
        })
    });
    picked.unwrap_or_else(|| Term::number(0))
}

/// Returns how many of the numbers from `first` to `last` compare like this with another one.
pub(crate) fn counted((first, last): (i64, i64), operation: Operation, other: i64) -> usize {
    let holds =
        |number: &i64| Term::both(operation, Term::number(*number), Term::number(other)).is_true();
    (first..=last).filter(holds).count()
}
