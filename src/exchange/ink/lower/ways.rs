//! Diverts: ways to knots, stitches and labels.

use super::{Edge, Lowering};
use crate::exchange::branching::{At, BlockId, End, Operation, Term, To, VariableId};
use crate::exchange::ink::tree::Target;

impl Lowering<'_> {
    /// Goes to a place that a divert names.
    pub(super) fn divert(&mut self, target: &Target) {
        self.flush();
        match target.path.as_str() {
            "END" | "DONE" => return self.close(End::to(To::End)),
            _ => {}
        }
        if let Some(variable) = self.variable_of(&target.path) {
            let ways = self.ways_of(variable, target.at);
            return self.close(End::Ways(ways));
        }
        let Some(block) = self.place_of(&target.path, target.at) else {
            return self.close(End::to(To::End));
        };
        self.arguments(target);
        let to = self.edge(block, &target.path, target.at);
        self.close(End::to(to));
    }

    /// Sets the parameters of a knot.
    pub(super) fn arguments(&mut self, target: &Target) {
        let parameters = self
            .symbols
            .parameter_list(&target.path, self.place, self.tale);
        for (number, argument) in target.arguments.iter().enumerate() {
            let value = self.term(argument);
            if let Some(variable) = parameters.get(number) {
                self.set(*variable, value, target.at);
            }
        }
    }

    /// Adds a block that leads to a place. Counts of visits may be set in it.
    pub(super) fn edge(&mut self, target: BlockId, path: &str, at: At) -> To {
        let block = self.inner("", at);
        self.flow.order.push(block);
        self.flow.blocks[block].end = End::to(To::Block(target));
        self.entry(block, target, path, false);
        To::Block(block)
    }

    /// Notes that a block leads to a place.
    pub(super) fn entry(&mut self, block: BlockId, target: BlockId, path: &str, returns: bool) {
        if let Some(to) = self.symbols.container(path, self.place, self.tale) {
            self.edges.push(Edge {
                block,
                from: self.place,
                to,
                target,
                returns,
            });
        }
    }

    /// Returns the ways of a divert to the place that a variable has.
    pub(super) fn ways_of(&mut self, variable: VariableId, at: At) -> Vec<(Option<Term>, To)> {
        let places = self.symbols.places.clone();
        let ways = places.into_iter().map(|(path, block)| {
            let here = Term::both(
                Operation::Equal,
                Term::Variable(variable),
                Term::word(&path),
            );
            (Some(here), self.edge(block, &path, at))
        });
        let mut ways: Vec<(Option<Term>, To)> = ways.collect();
        ways.push((None, To::End));
        ways
    }
}
