//! Moves settings into the options that lead to them: a show sets values when an option is taken.

use super::simplify::{only_way, reads};
use super::{BlockId, End, Flow, Set, Term, To, Value, VariableId};

/// How often the settings of a block are moved on.
const MOST_LIFTED: usize = 24;

impl Flow {
    /// Moves settings towards options as far as possible.
    pub(super) fn settle(&mut self) {
        let mut lifted = vec![0; self.blocks.len()];
        for _ in 0..=self.blocks.len() {
            let mut moved = false;
            for id in self.blocks.ids() {
                // In a circle without a choice settings would move forever.
                if lifted[id.0] < MOST_LIFTED && self.lift(id) {
                    lifted[id.0] += 1;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        for id in 0..self.blocks.len() {
            let mut block = std::mem::take(&mut self.blocks[BlockId(id)]);
            block.sets = self.in_order(std::mem::take(&mut block.sets));
            if let End::Choice(choice) = &mut block.end {
                for option in choice.options.iter_mut().chain(&mut choice.default) {
                    option.sets = self.in_order(std::mem::take(&mut option.sets));
                }
            }
            self.blocks[BlockId(id)] = block;
        }
    }

    /// Moves the settings of a block into all that leads to it, if each of these can take them.
    fn lift(&mut self, id: BlockId) -> bool {
        if self.blocks[id].sets.is_empty() || !self.takes(id) {
            return false;
        }
        let sets = std::mem::take(&mut self.blocks[id].sets);
        if self.start == To::Block(id) {
            self.begin_with(&sets);
        }
        for block in self.blocks.iter_mut() {
            let to = To::Block(id);
            match &mut block.end {
                End::Ways(ways) if ways.iter().any(|(_, own)| *own == to) => {
                    block.sets.extend(sets.iter().cloned());
                }
                End::Ways(_) => {}
                End::Choice(choice) => {
                    let options = choice.options.iter_mut().chain(&mut choice.default);
                    for option in options.filter(|option| option.to == to) {
                        option.sets.extend(sets.iter().cloned());
                    }
                }
            }
        }
        true
    }

    /// Returns whether all that leads to a block can take its settings.
    fn takes(&self, id: BlockId) -> bool {
        let sets = &self.blocks[id].sets;
        let mut led = self.start == To::Block(id);
        if led && !self.are_starts(sets) {
            return false;
        }
        for (own, block) in self.blocks.entries() {
            if !block.end.tos().contains(&To::Block(id)) {
                continue;
            }
            led = true;
            let is_way = matches!(block.end, End::Ways(_));
            let alone = only_way(block) == Some(id) && own != id && !reads(block, sets);
            if is_way && !alone {
                return false;
            }
        }
        led
    }

    /// Returns whether settings give the values at the start: they do not depend on chance, or a
    /// variable has just the value of a draw.
    fn are_starts(&self, sets: &[Set]) -> bool {
        sets.iter().enumerate().all(|(number, set)| {
            let mut after = sets[number + 1..].iter();
            match self.drawn_by(set) {
                Some(_) => {
                    !after.any(|own| own.variable == set.variable || own.value.has(set.variable))
                }
                None => !self.by_chance(&set.value),
            }
        })
    }

    /// Sets values at the start of the story.
    fn begin_with(&mut self, sets: &[Set]) {
        let mut values: Vec<Value> = self.variables.iter().map(|one| one.start.clone()).collect();
        for set in sets {
            values[set.variable.0] = set.value.value(&values);
            if let Term::Variable(flag) = set.value
                && !self.variables[flag].written
            {
                let chance = self.variables[flag].chance.take();
                self.variables[set.variable].chance = chance;
            }
        }
        for (variable, value) in self.variables.iter_mut().zip(values) {
            variable.start = value;
        }
    }

    /// Returns settings in which each variable is set once. Each value is calculated after those
    /// before it.
    fn in_order(&mut self, sets: Vec<Set>) -> Vec<Set> {
        let is_twice = |set: &Set| {
            sets.iter()
                .filter(|own| own.variable == set.variable)
                .count()
                > 1
        };
        if !sets.iter().any(is_twice) {
            return sets;
        }
        // All new values in terms of the old ones.
        let mut open: Vec<Set> = Vec::new();
        for set in sets {
            let value = set.value.with(&open);
            match open.iter_mut().find(|own| own.variable == set.variable) {
                Some(own) => own.value = value,
                None => open.push(Set { value, ..set }),
            }
        }
        let mut ordered = Vec::new();
        while !open.is_empty() {
            let free = (0..open.len()).find(|at| {
                let others = open.iter().enumerate().filter(|(other, _)| other != at);
                !others
                    .into_iter()
                    .any(|(_, set)| set.value.has(open[*at].variable))
            });
            match free {
                Some(at) => ordered.push(open.remove(at)),
                None => {
                    let old = open[0].variable;
                    let kept = self.keep(old);
                    ordered.push(Set::of(kept, Term::Variable(old)));
                    let renamed = Set::of(old, Term::Variable(kept));
                    for set in &mut open {
                        set.value = set.value.with(std::slice::from_ref(&renamed));
                    }
                }
            }
        }
        ordered
    }

    /// Adds a variable that keeps the old value of another one.
    fn keep(&mut self, variable: VariableId) -> VariableId {
        let mut copy = self.variables[variable].clone();
        copy.name = format!("{}-before", copy.name);
        copy.written = false;
        self.variables.push(copy)
    }
}

impl Term {
    /// Returns it with other terms in the place of variables.
    pub(super) fn with(&self, sets: &[Set]) -> Term {
        match self {
            Term::Value(_) => self.clone(),
            Term::Variable(variable) => {
                let set = sets.iter().find(|set| set.variable == *variable);
                set.map_or_else(|| self.clone(), |set| set.value.clone())
            }
            Term::Not(inner) => inner.with(sets).negated(),
            Term::Both(operation, sides) => {
                Term::both(*operation, sides.0.with(sets), sides.1.with(sets))
            }
            Term::If(parts) => Term::If(Box::new((
                parts.0.with(sets),
                parts.1.with(sets),
                parts.2.with(sets),
            ))),
        }
    }
}
