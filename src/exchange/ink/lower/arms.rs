//! Conditions and sequences whose arms lead elsewhere or set values: each arm has a block.

use super::Lowering;
use crate::exchange::branching::{At, BlockId, End, Term, To};
use crate::exchange::ink::tree::{Expr, Node, Order};

impl<'t> Lowering<'t> {
    /// Adds a condition whose arms lead elsewhere or set values.
    pub(super) fn branch(&mut self, arms: &'t [(Option<Expr>, Vec<Node>)], at: At) {
        let mut ways = Vec::new();
        for (condition, _) in arms {
            let when = condition
                .as_ref()
                .map(|condition| self.condition(condition));
            ways.push(when);
        }
        let bodies = arms.iter().map(|(_, arm)| arm.as_slice()).collect();
        self.arms(ways, bodies, at);
    }

    /// Adds a sequence whose arms lead elsewhere or set values.
    pub(super) fn sequence(&mut self, order: Order, arms: &'t [Vec<Node>], at: At) {
        self.flush();
        let block = self.current(at);
        if !self.flow.blocks[block].lines.is_empty() {
            let own = self.inner("", at);
            self.go_on(own);
        }
        let mut turns: Vec<Option<Term>> = self
            .turns(order, arms.len(), at)
            .into_iter()
            .map(Some)
            .collect();
        if turns.len() == arms.len()
            && let Some(last) = turns.last_mut()
        {
            *last = None;
        }
        turns.truncate(arms.len());
        self.arms(turns, arms.iter().map(Vec::as_slice).collect(), at);
    }

    /// Adds arms that each have a block.
    fn arms(&mut self, conditions: Vec<Option<Term>>, bodies: Vec<&'t [Node]>, at: At) {
        self.flush();
        self.current(at);
        let join = self.inner("", at);
        let blocks: Vec<BlockId> = bodies.iter().map(|_| self.inner("", at)).collect();
        let ways = conditions.into_iter().zip(&blocks);
        let mut ways: Vec<(Option<Term>, To)> = ways
            .map(|(when, block)| (when, To::Block(*block)))
            .collect();
        if ways.last().is_none_or(|(when, _)| when.is_some()) {
            ways.push((None, To::Block(join)));
        }
        self.close(End::Ways(ways));
        let guard = self.guard.take();
        for (block, body) in blocks.into_iter().zip(bodies) {
            self.begin(block);
            self.weave(body, 1, To::Block(join));
        }
        self.guard = guard;
        self.begin(join);
    }
}
