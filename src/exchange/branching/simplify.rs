//! Joins blocks, and leaves out those in which nothing is heard or decided.

use super::{Block, BlockId, End, Flow, Set, Term, To, Ways};
use cuebook_core::id::IdVec;

/// The most ways of a block.
const MOST_WAYS: usize = 16;

/// The most rounds. A story without circles needs as many as it has blocks in a row.
const ROUNDS: usize = 200;

impl Flow {
    /// Joins blocks until nothing changes.
    pub(super) fn simplify(&mut self) {
        // In a circle of ways conditions would grow forever.
        let mut left = vec![MOST_WAYS; self.blocks.len()];
        for _ in 0..ROUNDS {
            self.redirect();
            let changed = self.expand_ways(&mut left) | self.join();
            self.prune();
            if !changed {
                break;
            }
        }
    }

    /// Leads past blocks that only go on.
    fn redirect(&mut self) {
        let next: IdVec<BlockId, Option<To>> = self.blocks.iter().map(passes).collect();
        let resolve = |to: &mut To| {
            for _ in 0..next.len() {
                match to {
                    To::Block(block) => match next[*block] {
                        Some(on) if on != *to => *to = on,
                        _ => break,
                    },
                    To::End => break,
                }
            }
        };
        resolve(&mut self.start);
        for block in self.blocks.iter_mut() {
            block.end.each_to(resolve);
            clean(&mut block.end);
        }
    }

    /// Replaces a way to a block that only has ways by these.
    fn expand_ways(&mut self, left: &mut [usize]) -> bool {
        let routers: IdVec<BlockId, Option<Ways>> = self.blocks.iter().map(router).collect();
        let mut changed = false;
        for (id, block) in self.blocks.iter_mut().enumerate() {
            let End::Ways(ways) = &mut block.end else {
                continue;
            };
            let target = ways.iter().position(|(_, to)| match to {
                To::Block(to) => to.0 != id && routers[*to].is_some(),
                To::End => false,
            });
            let Some(at) = target else { continue };
            let To::Block(to) = ways[at].1 else { continue };
            let Some(inner) = &routers[to] else { continue };
            let circles = inner.iter().any(|(_, on)| *on == To::Block(to));
            if ways.len() + inner.len() > MOST_WAYS || circles || left[id] == 0 {
                continue;
            }
            left[id] -= 1;
            let when = ways[at].0.clone();
            let inner = inner
                .iter()
                .map(|(own, to)| (Term::all(when.clone(), own.clone()), *to));
            ways.splice(at..=at, inner);
            clean(&mut block.end);
            changed = true;
        }
        changed
    }

    /// Returns how often each block is led to. The start counts.
    fn entries(&self) -> IdVec<BlockId, usize> {
        let mut entries: IdVec<BlockId, usize> = self.blocks.iter().map(|_| 0).collect();
        let tos = self.blocks.iter().flat_map(|block| block.end.tos());
        for to in tos.chain([self.start]) {
            if let To::Block(block) = to {
                entries[block] += 1;
            }
        }
        entries
    }

    /// Joins blocks with the only one that leads to each.
    fn join(&mut self) -> bool {
        let entries = self.entries();
        let mut joined = vec![false; self.blocks.len()];
        for id in self.blocks.ids() {
            while let Some(next) = only_way(&self.blocks[id]).filter(|_| !joined[id.0]) {
                let joins = next != id
                    && entries[next] == 1
                    && !joined[next.0]
                    && self.blocks[next].title.is_none()
                    && !reads(&self.blocks[id], &self.blocks[next].sets);
                if !joins {
                    break;
                }
                joined[next.0] = true;
                let taken = std::mem::take(&mut self.blocks[next]);
                let block = &mut self.blocks[id];
                block.sets.extend(taken.sets);
                block.lines.extend(taken.lines);
                block.end = taken.end;
            }
        }
        self.order.retain(|own| !joined[own.0]);
        joined.contains(&true)
    }

    /// Leaves out blocks without words that no path leads to.
    fn prune(&mut self) {
        let reached = self.reached();
        let blocks = &self.blocks;
        self.order
            .retain(|id| reached[*id] || !blocks[*id].lines.is_empty());
    }

    /// Returns whether some path may lead to each block.
    pub(super) fn reached(&self) -> IdVec<BlockId, bool> {
        let mut reached: IdVec<BlockId, bool> = self.blocks.iter().map(|_| false).collect();
        let mut open = vec![self.start];
        while let Some(to) = open.pop() {
            if let To::Block(block) = to
                && !reached[block]
            {
                reached[block] = true;
                open.extend(self.blocks[block].end.tos());
            }
        }
        reached
    }
}

/// Returns whether a condition of the lines of a block reads what these set.
pub(super) fn reads(block: &Block, sets: &[Set]) -> bool {
    let conditions = block.lines.iter().filter_map(|line| line.when.as_ref());
    conditions
        .into_iter()
        .any(|when| sets.iter().any(|set| when.has(set.variable)))
}

/// Returns the block to which a block always leads.
pub(super) fn only_way(block: &Block) -> Option<BlockId> {
    match &block.end {
        End::Ways(ways) => match ways.as_slice() {
            [(None, To::Block(next))] => Some(*next),
            _ => None,
        },
        End::Choice(_) => None,
    }
}

/// Returns where a block leads that does nothing else.
fn passes(block: &Block) -> Option<To> {
    if !block.sets.is_empty() || !block.lines.is_empty() {
        return None;
    }
    match &block.end {
        End::Ways(ways) => match ways.as_slice() {
            [(None, to)] => Some(*to),
            _ => None,
        },
        End::Choice(_) => None,
    }
}

/// Returns the ways of a block that only has ways, of which one is always open.
fn router(block: &Block) -> Option<Vec<(Option<Term>, To)>> {
    let End::Ways(ways) = &block.end else {
        return None;
    };
    let is_router = block.sets.is_empty() && block.lines.is_empty();
    let is_whole = ways.last().is_some_and(|(when, _)| when.is_none());
    (is_router && is_whole).then(|| ways.clone())
}

/// Leaves out ways that are never open, and those after one that always is.
fn clean(end: &mut End) {
    let End::Ways(ways) = end else { return };
    ways.retain(|(when, _)| !when.as_ref().is_some_and(Term::is_false));
    for (when, _) in ways.iter_mut() {
        if when.as_ref().is_some_and(Term::is_true) {
            *when = None;
        }
    }
    if let Some(last) = ways.iter().position(|(when, _)| when.is_none()) {
        ways.truncate(last + 1);
        // Ways to the same place as the last one are not needed.
        let to = ways[last].1;
        while ways.len() > 1 && ways[ways.len() - 2].1 == to {
            ways.remove(ways.len() - 2);
        }
    }
}
