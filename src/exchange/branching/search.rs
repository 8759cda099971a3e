//! Walks through a flow: one walk for tests, all of them for the values that are reached.

use std::collections::{HashSet, VecDeque};

use super::{Block, BlockId, End, Flow, Kind, Opt, Set, Term, To, Value};

/// The most moments that a search looks at.
const MOST: usize = 20_000;

/// The most outcomes of chance.
const MOST_DRAWS: usize = 64;

/// The most blocks in a row without a decision.
const ROW: usize = 1_000;

/// The values at a moment of a walk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Memory {
    pub values: Vec<Value>,
    /// The options that were taken and are offered once, as block and number.
    taken: Vec<(usize, usize)>,
}

impl Memory {
    /// Returns the values at the start, for each outcome of chance; none if there are too many.
    fn starts(flow: &Flow) -> Vec<Memory> {
        let mut starts = vec![Memory {
            values: flow.variables.iter().map(|one| one.start.clone()).collect(),
            taken: Vec::new(),
        }];
        for (id, variable) in flow.variables.entries() {
            if variable.chance.is_none() {
                continue;
            }
            if starts.len() >= MOST_DRAWS {
                return Vec::new();
            }
            let both = starts.into_iter().flat_map(|start| {
                [false, true].map(|flag| {
                    let mut start = start.clone();
                    start.values[id.0] = Value::Flag(flag);
                    start
                })
            });
            starts = both.collect();
        }
        starts
    }

    /// Sets values. Those whose bounds are known stay within them.
    fn set(&mut self, flow: &Flow, sets: &[Set]) {
        for set in sets {
            let value = set.value.value(&self.values);
            let kept = match &flow.variables[set.variable].kind {
                Some(Kind::Number { from, to }) => Value::Number(value.number().clamp(*from, *to)),
                _ => value,
            };
            self.values[set.variable.0] = kept;
        }
    }

    pub(super) fn holds(&self, when: Option<&Term>) -> bool {
        when.is_none_or(|when| when.value(&self.values).holds())
    }

    pub(super) fn offers(&self, block: BlockId, number: usize, option: &Opt) -> bool {
        let is_open = !option.once || !self.taken.contains(&(block.0, number));
        is_open && self.holds(option.when.as_ref())
    }
}

/// Goes on to the next choice. Returns its block, or `None` at the end of the story.
fn to_choice(
    flow: &Flow,
    mut to: To,
    memory: &mut Memory,
    mut seen: impl FnMut(BlockId, &Memory),
) -> Option<BlockId> {
    for _ in 0..ROW {
        let To::Block(id) = to else { return None };
        let block: &Block = &flow.blocks[id];
        memory.set(flow, &block.sets);
        seen(id, memory);
        match &block.end {
            End::Ways(ways) => {
                let way = ways.iter().find(|(when, _)| memory.holds(when.as_ref()));
                to = way?.1;
            }
            End::Choice(choice) => {
                let mut options = choice.options.iter().enumerate();
                if options.any(|(number, option)| memory.offers(id, number, option)) {
                    return Some(id);
                }
                let default = choice.default.as_ref()?;
                memory.set(flow, &default.sets);
                to = default.to;
            }
        }
    }
    None
}

/// Looks at every state of a story, and calls `seen` with each block when it begins. Returns whether
/// it saw all.
pub(crate) fn each_state(flow: &Flow, mut seen: impl FnMut(BlockId, &Memory)) -> bool {
    let mut known: HashSet<(BlockId, Memory)> = HashSet::new();
    let mut open = VecDeque::new();
    let starts = Memory::starts(flow);
    if starts.is_empty() {
        return false;
    }
    for mut memory in starts {
        if let Some(block) = to_choice(flow, flow.start, &mut memory, &mut seen) {
            open.push_back((block, memory));
        }
    }
    while let Some((block, memory)) = open.pop_front() {
        if !known.insert((block, memory.clone())) {
            continue;
        }
        if known.len() > MOST {
            return false;
        }
        let End::Choice(choice) = &flow.blocks[block].end else {
            continue;
        };
        for (number, option) in choice.options.iter().enumerate() {
            if !memory.offers(block, number, option) {
                continue;
            }
            let mut next = memory.clone();
            next.set(flow, &option.sets);
            if option.once {
                next.taken.push((block.0, number));
                next.taken.sort_unstable();
            }
            if let Some(at) = to_choice(flow, option.to, &mut next, &mut seen) {
                open.push_back((at, next));
            }
        }
    }
    true
}
