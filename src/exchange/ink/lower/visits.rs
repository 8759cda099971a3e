//! Counts of visits, and the first values of parameters and temporary variables.

use std::collections::HashMap;

use super::{Edge, Lowering};
use crate::exchange::branching::{BlockId, Term, Value, VariableId};

impl Lowering<'_> {
    /// Adds the counts of visits to the blocks.
    pub(super) fn count_visits(&mut self) {
        let mut visits: Vec<(BlockId, VariableId)> = self
            .visits
            .iter()
            .map(|(block, variable)| (*block, *variable))
            .collect();
        for (place, variable) in std::mem::take(&mut self.entered) {
            let entry = self.symbols.entry(place, self.tale);
            let (outside, inside): (Vec<&Edge>, Vec<&Edge>) = self
                .edges
                .iter()
                .filter(|edge| edge.to.is_in(place))
                .partition(|edge| !edge.from.is_in(place));
            let again = inside.iter().any(|edge| edge.target == entry);
            // Ink counts a visit only when the story comes from outside.
            match again || outside.iter().any(|edge| edge.target != entry) {
                false => visits.push((entry, variable)),
                true => visits.extend(outside.iter().map(|edge| (edge.block, variable))),
            }
        }
        visits.sort_unstable();
        for (block, variable) in visits {
            self.flow.count(block, variable);
        }
    }

    /// Returns the variable that counts the visits of a knot, a stitch or a label.
    pub(super) fn seen(&mut self, path: &str, block: BlockId) -> VariableId {
        let place = self.symbols.container(path, self.place, self.tale);
        let place = place.filter(|place| self.symbols.entry(*place, self.tale) == block);
        let Some(place) = place else {
            return self.visits(block);
        };
        if let Some((_, variable)) = self.entered.iter().find(|(own, _)| *own == place) {
            return *variable;
        }
        let name = format!("{}-seen", self.flow.blocks[block].name);
        let variable = self.flow.hidden(&name, Value::Number(0));
        self.entered.push((place, variable));
        variable
    }

    /// Returns the variable that counts the visits of a block.
    pub(super) fn visits(&mut self, block: BlockId) -> VariableId {
        self.flow.counter(&mut self.visits, block, "heard")
    }

    /// Gives parameters and temporary variables a value at the start, like the first that they get.
    pub(super) fn starts(&mut self) {
        let mut first: HashMap<VariableId, Value> = HashMap::new();
        let starts: Vec<Value> = self
            .flow
            .variables
            .iter()
            .map(|one| one.start.clone())
            .collect();
        self.flow.each_set(|set| {
            let value = match &set.value {
                Term::Value(value) => Some(value.clone()),
                Term::Variable(other) => Some(starts[other.0].clone()),
                Term::Not(_) => Some(Value::Flag(false)),
                Term::Both(operation, _) if !operation.counts() => Some(Value::Flag(false)),
                _ => None,
            };
            if let Some(value) = value {
                first.entry(set.variable).or_insert(value);
            }
        });
        for variable in &self.symbols.local {
            if let Some(value) = first.remove(variable) {
                self.flow.variables[*variable].start = value;
            }
        }
    }
}
