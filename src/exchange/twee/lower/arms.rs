//! Conditions: arms of which one is heard.

use super::Lowering;
use crate::exchange::branching::{BlockId, End, Set, Term, To, Value};
use crate::exchange::twee::expression::Expr;
use crate::exchange::twee::{Node, always};

impl Lowering<'_> {
    pub(super) fn branch(&mut self, arms: &[(Option<Expr>, Vec<Node>)]) {
        let mut before: Option<Term> = None;
        let mut conditions = Vec::new();
        for (condition, _) in arms {
            let own = condition.as_ref().map(|condition| self.term(condition));
            let not = before.clone().map(Term::negated);
            conditions.push(Term::all(not, own.clone()));
            before = Some(match (before, own) {
                (Some(before), Some(own)) => before.or(own),
                (None, Some(own)) => own,
                (_, None) => always(),
            });
        }
        let plain = arms.iter().all(|(_, arm)| arm.iter().all(is_plain));
        let texts = |node: &Node| matches!(node, Node::Text(_) | Node::Print(_));
        if arms.iter().all(|(_, arm)| arm.iter().all(texts)) {
            return self.cross(arms, conditions, before);
        }
        if plain {
            self.flush();
            let outer = self.guard.clone();
            for ((_, arm), when) in arms.iter().zip(conditions) {
                self.guard = Term::all(outer.clone(), when);
                self.all(arm);
                self.flush();
            }
            self.guard = outer;
            return;
        }
        self.apart(arms, conditions);
    }

    /// Adds arms that each have a block. The links of an arm are offered if it was heard.
    pub(super) fn apart(
        &mut self,
        arms: &[(Option<Expr>, Vec<Node>)],
        conditions: Vec<Option<Term>>,
    ) {
        self.flush();
        let join = self.inner();
        let blocks: Vec<BlockId> = arms.iter().map(|_| self.inner()).collect();
        let ways = arms.iter().zip(conditions).zip(&blocks);
        let ways = ways.map(|((_, when), block)| (when, To::Block(*block)));
        let mut ways: Vec<(Option<Term>, To)> = ways.collect();
        ways.push((None, To::Block(join)));
        let entry = self.cur;
        self.close(End::Ways(ways));
        let outer = self.guard.take();
        for ((_, arm), block) in arms.iter().zip(blocks) {
            let before = self.offers.len();
            self.begin(block);
            self.all(arm);
            self.close(End::to(To::Block(join)));
            if self.offers.len() > before {
                let name = self.here.as_ref().map_or("arm", |own| own.name.as_str());
                let flag = self.flow.hidden(&format!("{name}-arm"), Value::Flag(false));
                let set = |flag, value| Set::of(flag, Term::flag(value));
                self.flow.blocks[block].sets.insert(0, set(flag, true));
                if let Some(entry) = entry {
                    self.flow.blocks[entry].sets.insert(0, set(flag, false));
                }
                for option in &mut self.offers[before..] {
                    option.when = Term::all(Some(Term::Variable(flag)), option.when.take());
                }
            }
        }
        self.guard = outer;
        self.begin(join);
    }
}

/// Returns whether a node is text or a link, and changes nothing.
fn is_plain(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Newline | Node::Print(_) | Node::Link(_) | Node::Lost(_) => true,
        Node::Branch(arms) => arms.iter().all(|(_, arm)| arm.iter().all(is_plain)),
        Node::Set(..) | Node::Goto(_) | Node::Include(_) => false,
    }
}
