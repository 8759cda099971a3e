//! All terms and settings of a flow.

use super::{Block, End, Flow, Set, Term, VariableId};

impl Block {
    /// Returns its conditions, in the order in which they are asked.
    pub(super) fn conditions(&self) -> Vec<&Term> {
        let lines = self.lines.iter().filter_map(|line| line.when.as_ref());
        match &self.end {
            End::Ways(ways) => {
                let ways = ways.iter().filter_map(|(when, _)| when.as_ref());
                lines.chain(ways).collect()
            }
            End::Choice(choice) => {
                let options = choice.all().filter_map(|option| option.when.as_ref());
                lines.chain(options).collect()
            }
        }
    }

    fn each_set(&self, mut look: impl FnMut(&Set)) {
        self.sets.iter().for_each(&mut look);
        if let End::Choice(choice) = &self.end {
            let sets = choice.all().flat_map(|option| &option.sets);
            sets.for_each(&mut look);
        }
    }

    /// Calls `look` with each condition and each new value.
    pub(super) fn each_term(&self, mut look: impl FnMut(&Term)) {
        self.each_set(|set| look(&set.value));
        self.conditions().into_iter().for_each(look);
    }
}

impl Flow {
    /// Calls `look` with each condition and each new value.
    pub(crate) fn each_term(&self, mut look: impl FnMut(&Term)) {
        self.each_set(|set| look(&set.value));
        self.each_condition(look);
    }

    /// Calls `look` with each condition.
    pub(super) fn each_condition(&self, mut look: impl FnMut(&Term)) {
        for block in &self.blocks {
            block.conditions().into_iter().for_each(&mut look);
        }
    }

    /// Calls `change` with each condition and each new value.
    pub(super) fn each_term_mut(&mut self, mut change: impl FnMut(&mut Term)) {
        self.each_set_mut(|set| change(&mut set.value));
        self.each_condition_mut(change);
    }

    /// Calls `change` with each condition.
    pub(super) fn each_condition_mut(&mut self, mut change: impl FnMut(&mut Term)) {
        for block in self.blocks.iter_mut() {
            let lines = block.lines.iter_mut();
            lines
                .filter_map(|line| line.when.as_mut())
                .for_each(&mut change);
            match &mut block.end {
                End::Ways(ways) => {
                    let conditions = ways.iter_mut().filter_map(|(when, _)| when.as_mut());
                    conditions.for_each(&mut change);
                }
                End::Choice(choice) => {
                    let options = choice.options.iter_mut().chain(&mut choice.default);
                    options
                        .filter_map(|option| option.when.as_mut())
                        .for_each(&mut change);
                }
            }
        }
    }

    /// Calls `change` with each setting.
    pub(super) fn each_set_mut(&mut self, mut change: impl FnMut(&mut Set)) {
        for block in self.blocks.iter_mut() {
            block.sets.iter_mut().for_each(&mut change);
            if let End::Choice(choice) = &mut block.end {
                let options = choice.options.iter_mut().chain(&mut choice.default);
                options
                    .flat_map(|option| &mut option.sets)
                    .for_each(&mut change);
            }
        }
    }

    /// Calls `look` with each setting.
    pub(crate) fn each_set(&self, mut look: impl FnMut(&Set)) {
        for block in &self.blocks {
            block.each_set(&mut look);
        }
    }

    /// Keeps the settings of which `keeps` says so.
    pub(super) fn retain_sets(&mut self, mut keeps: impl FnMut(&Set) -> bool) {
        for block in self.blocks.iter_mut() {
            block.sets.retain(&mut keeps);
            if let End::Choice(choice) = &mut block.end {
                for option in choice.options.iter_mut().chain(&mut choice.default) {
                    option.sets.retain(&mut keeps);
                }
            }
        }
    }

    /// Gives a variable one value for good, and leaves out its settings.
    pub(crate) fn fix(&mut self, variable: VariableId, value: Term) {
        self.retain_sets(|set| set.variable != variable);
        let fixed = [Set::of(variable, value)];
        self.each_term_mut(|term| *term = term.with(&fixed));
        for term in &mut self.prints {
            *term = term.with(&fixed);
        }
    }
}
