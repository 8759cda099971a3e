//! Looks at every state of a flow, for the values that are reached.
//!
//! A flag of chance is drawn where the first condition or new value asks for it, and is forgotten
//! where nothing asks for it any more. So stories with many draws have few states.

use std::collections::{HashSet, VecDeque};

use super::{Block, BlockId, End, Flow, Kind, Opt, Set, Term, To, Value, VariableId};
use cuebook_core::id::IdVec;

/// The most states that a search looks at: blocks, each with the values when it begins.
pub(super) const MOST: usize = 50_000;

/// The most outcomes of the draws for which one block asks.
const MOST_OUTCOMES: usize = 2_048;

/// The values at a moment of a walk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Memory {
    pub values: Vec<Value>,
    /// The options that were taken and are offered once, as block and number.
    taken: Vec<(usize, usize)>,
    /// The flags of chance that are not drawn.
    open: Vec<VariableId>,
}

impl Memory {
    fn start(flow: &Flow) -> Memory {
        let all = flow.variables.entries();
        let drawn = all.filter(|(_, variable)| variable.chance.is_some());
        Memory {
            values: flow.variables.iter().map(|one| one.start.clone()).collect(),
            taken: Vec::new(),
            open: drawn.map(|(id, _)| id).collect(),
        }
    }

    /// Sets a value. One whose bounds are known stays within them.
    fn set(&mut self, flow: &Flow, set: &Set) {
        let value = set.value.value(&self.values);
        let kept = match &flow.variables[set.variable].kind {
            Some(Kind::Number { from, to }) => Value::Number(value.number().clamp(*from, *to)),
            _ => value,
        };
        self.values[set.variable.0] = kept;
        self.open.retain(|flag| *flag != set.variable);
    }

    pub(super) fn holds(&self, when: Option<&Term>) -> bool {
        when.is_none_or(|when| when.value(&self.values).holds())
    }

    pub(super) fn offers(&self, block: BlockId, number: usize, option: &Opt) -> bool {
        let is_open = !option.once || !self.taken.contains(&(block.0, number));
        is_open && self.holds(option.when.as_ref())
    }

    /// Returns the flag that must be drawn for a value.
    fn asks(&self, term: &Term) -> Option<VariableId> {
        term.asks(&|flag| self.open.contains(&flag), &self.values)
    }

    /// Returns it with both outcomes of a flag.
    fn drawn(self, flag: VariableId) -> [Memory; 2] {
        [false, true].map(|outcome| {
            let mut memory = self.clone();
            memory.values[flag.0] = Value::Flag(outcome);
            memory.open.retain(|own| *own != flag);
            memory
        })
    }

    /// Forgets what was drawn if nothing asks for it from a block on.
    fn forget(&mut self, flow: &Flow, live: &[Live], block: BlockId) {
        for Live { flag, blocks } in live {
            if !blocks[block] && !self.open.contains(flag) {
                self.values[flag.0] = flow.variables[*flag].start.clone();
                self.open.push(*flag);
            }
        }
        self.open.sort_unstable();
    }

    /// Sets values. Returns what may be known then, for each outcome of the draws for them;
    /// `None` if there are too many.
    fn after(self, flow: &Flow, sets: &[Set]) -> Option<Vec<Memory>> {
        let mut all = vec![self];
        for set in sets {
            all = outcomes(all, &[&set.value])?;
            for memory in &mut all {
                memory.set(flow, set);
            }
        }
        Some(all)
    }
}

/// Draws what some terms ask for. Returns all outcomes; `None` if there are too many.
fn outcomes(mut open: Vec<Memory>, terms: &[&Term]) -> Option<Vec<Memory>> {
    let mut known = Vec::new();
    while let Some(memory) = open.pop() {
        match terms.iter().find_map(|term| memory.asks(term)) {
            Some(flag) => open.extend(memory.drawn(flag)),
            None => known.push(memory),
        }
        if open.len() + known.len() > MOST_OUTCOMES {
            return None;
        }
    }
    Some(known)
}

/// The blocks from which on something asks for a flag of chance.
struct Live {
    flag: VariableId,
    blocks: IdVec<BlockId, bool>,
}

impl Live {
    fn of_all(flow: &Flow) -> Vec<Live> {
        let mut before: IdVec<BlockId, Vec<BlockId>> =
            flow.blocks.iter().map(|_| Vec::new()).collect();
        for (id, block) in flow.blocks.entries() {
            for to in block.end.tos() {
                if let To::Block(to) = to {
                    before[to].push(id);
                }
            }
        }
        let flags = flow.variables.entries();
        let flags = flags.filter(|(_, variable)| variable.chance.is_some());
        let all = flags.map(|(flag, _)| Live {
            flag,
            blocks: leading(flow, flag, &before),
        });
        all.collect()
    }
}

/// Returns whether each block leads to one that asks for a flag, or is one.
fn leading(
    flow: &Flow,
    flag: VariableId,
    before: &IdVec<BlockId, Vec<BlockId>>,
) -> IdVec<BlockId, bool> {
    let asks = |block: &Block| {
        let mut found = false;
        block.each_term(|term| found |= term.has(flag));
        found
    };
    let mut live: IdVec<BlockId, bool> = flow.blocks.iter().map(asks).collect();
    let mut open: Vec<BlockId> = live
        .entries()
        .filter_map(|(id, asks)| asks.then_some(id))
        .collect();
    while let Some(block) = open.pop() {
        for &from in &before[block] {
            if !std::mem::replace(&mut live[from], true) {
                open.push(from);
            }
        }
    }
    live
}

/// Looks at every state of a story, and calls `seen` with each block when it begins. Returns whether
/// it saw all.
pub(crate) fn each_state(flow: &Flow, mut seen: impl FnMut(BlockId, &Memory)) -> bool {
    let live = Live::of_all(flow);
    let mut known: HashSet<(BlockId, Memory)> = HashSet::new();
    let mut open = VecDeque::from([(flow.start, Memory::start(flow))]);
    while let Some((to, mut memory)) = open.pop_front() {
        let To::Block(id) = to else { continue };
        memory.forget(flow, &live, id);
        if !known.insert((id, memory.clone())) {
            continue;
        }
        if known.len() > MOST {
            return false;
        }
        let block = &flow.blocks[id];
        let Some(all) = memory
            .after(flow, &block.sets)
            .and_then(|all| outcomes(all, &block.conditions()))
        else {
            return false;
        };
        for memory in all {
            seen(id, &memory);
            let Some(next) = next(flow, id, memory) else {
                return false;
            };
            open.extend(next);
        }
    }
    true
}

/// Returns where a story goes on after a block, and the values then; `None` if there are too many
/// outcomes of chance.
fn next(flow: &Flow, id: BlockId, memory: Memory) -> Option<Vec<(To, Memory)>> {
    let choice = match &flow.blocks[id].end {
        End::Ways(ways) => {
            let way = ways.iter().find(|(when, _)| memory.holds(when.as_ref()));
            return Some(way.map(|(_, to)| (*to, memory)).into_iter().collect());
        }
        End::Choice(choice) => choice,
    };
    let mut all = Vec::new();
    for (number, option) in choice.options.iter().enumerate() {
        if !memory.offers(id, number, option) {
            continue;
        }
        let mut next = memory.clone();
        if option.once {
            next.taken.push((id.0, number));
            next.taken.sort_unstable();
        }
        let after = next.after(flow, &option.sets)?;
        all.extend(after.into_iter().map(|memory| (option.to, memory)));
    }
    if let (true, Some(default)) = (all.is_empty(), &choice.default) {
        let after = memory.after(flow, &default.sets)?;
        all.extend(after.into_iter().map(|memory| (default.to, memory)));
    }
    Some(all)
}
