//! Sequences and shuffles: alternatives of which each visit hears another one.

use super::Lowering;
use crate::exchange::branching::draw::any_of;
use crate::exchange::branching::{At, BlockId, Operation, Set, Term, Value, VariableId};
use crate::exchange::ink::tree::{Node, Order};

impl<'t> Lowering<'t> {
    /// Adds a sequence whose arms are plain.
    pub(super) fn plain_sequence(&mut self, order: Order, arms: &'t [Vec<Node>], at: At) {
        let is_text = |arm: &Vec<Node>| arm.iter().all(|node| matches!(node, Node::Text(..)));
        let fits = order == Order::Stopping
            && arms.len() == 2
            && arms.iter().all(is_text)
            && self.guard.is_none()
            && self.open.again.is_none()
            && self.open.cases.len() <= 1
            && self.open.cases.iter().all(|(when, _)| when.is_none());
        if fits {
            self.text("", at);
            self.open.at = at;
            let text = |arm: &Vec<Node>| -> String {
                let texts = arm.iter().filter_map(|node| match node {
                    Node::Text(text, _) => Some(text.as_str()),
                    _ => None,
                });
                texts.collect()
            };
            let before = self.open.cases[0].1.clone();
            self.open.again = Some(before + &text(&arms[1]));
            self.open.cases[0].1 += &text(&arms[0]);
            self.open.glued = false;
            return;
        }
        let conditions = self.turns(order, arms.len(), at);
        let mut crossed = Vec::new();
        for (index, when) in conditions.into_iter().enumerate() {
            let cases = arms.get(index).map(|arm| self.cases(arm));
            crossed.push((Some(when), cases.unwrap_or_default()));
        }
        self.cross(crossed, at);
    }

    /// Returns when each arm of a sequence is heard; after them, when none is.
    pub(super) fn turns(&mut self, order: Order, arms: usize, at: At) -> Vec<Term> {
        if matches!(order, Order::Shuffle | Order::ShuffleOnce) {
            return self.shuffled(order, arms, at);
        }
        let block = self.current(at);
        if order == Order::Cycle && arms > 1 {
            let (turns, flags) = self.cycle(block, arms);
            self.drawn("", at, flags);
            return turns;
        }
        let count = Term::Variable(self.visits(block));
        let is = |operation, number: usize| {
            let number = Term::number(i64::try_from(number).unwrap_or(i64::MAX));
            Term::both(operation, count.clone(), number)
        };
        let mut turns: Vec<Term> = (0..arms)
            .map(|arm| match (arm, order) {
                (arm, Order::Once) => is(Operation::Equal, arm + 1),
                (0, _) if arms > 1 => is(Operation::AtMost, 1),
                (arm, _) if arm + 1 == arms => is(Operation::AtLeast, arms),
                (arm, _) => is(Operation::Equal, arm + 1),
            })
            .collect();
        if order == Order::Once {
            turns.push(is(Operation::More, arms));
        } else if arms == 1 {
            turns = vec![Term::flag(true)];
        }
        turns
    }

    /// Returns when each arm of a shuffle is heard. The first one is drawn when the show starts, and
    /// the others follow it in their order.
    fn shuffled(&mut self, order: Order, arms: usize, at: At) -> Vec<Term> {
        let block = self.current(at);
        let (turns, flags) = self.cycle(block, arms);
        let first = self.flow.draw(&self.base(), arms);
        let own = (0..arms).map(|arm| {
            let all = first.iter().enumerate();
            any_of(all.map(|(begins, drawn)| {
                let turn = turns[(arm + arms - begins) % arms].clone();
                drawn.clone().and(turn)
            }))
        });
        let mut own: Vec<Term> = own.collect();
        self.drawn("a shuffle", at, flags);
        if order == Order::ShuffleOnce {
            let count = Term::Variable(self.visits(block));
            let most = Term::number(i64::try_from(arms).unwrap_or(i64::MAX));
            let open = Term::both(Operation::AtMost, count, most);
            own = own.into_iter().map(|own| own.and(open.clone())).collect();
            own.push(open.negated());
        }
        own
    }

    /// Returns conditions of which one holds, another one at each visit of a block, and their flags:
    /// first the one that is set at the first visit.
    fn cycle(&mut self, block: BlockId, arms: usize) -> (Vec<Term>, Vec<VariableId>) {
        let name = format!("{}-turn", self.flow.blocks[block].name);
        if arms < 2 {
            return (vec![Term::flag(true)], Vec::new());
        }
        if arms == 2 {
            let flag = self.flow.hidden(&name, Value::Flag(false));
            let value = Term::Variable(flag).negated();
            self.flow.blocks[block].sets.push(Set::of(flag, value));
            let turns = vec![Term::Variable(flag), Term::Variable(flag).negated()];
            return (turns, vec![flag]);
        }
        let flags: Vec<VariableId> = (0..arms)
            .map(|arm| {
                let is_last = Value::Flag(arm + 1 == arms);
                self.flow.hidden(&format!("{name}-{}", arm + 1), is_last)
            })
            .collect();
        let kept = self
            .flow
            .hidden(&format!("{name}-before"), Value::Flag(false));
        let sets = &mut self.flow.blocks[block].sets;
        let mut set = |variable, from| {
            sets.push(Set::of(variable, Term::Variable(from)));
        };
        set(kept, flags[arms - 1]);
        for arm in (1..arms).rev() {
            set(flags[arm], flags[arm - 1]);
        }
        set(flags[0], kept);
        let turns = flags.iter().copied().map(Term::Variable).collect();
        (turns, flags.into_iter().chain([kept]).collect())
    }
}
