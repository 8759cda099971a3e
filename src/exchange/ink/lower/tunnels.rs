//! Tunnels: ways through a knot and back.

use std::collections::HashMap;

use super::{Call, Lowering};
use crate::exchange::branching::{At, End, Operation, Set, Term, To, Value, VariableId};
use crate::exchange::ink::tree::Target;

impl<'t> Lowering<'t> {
    /// Goes through tunnels.
    pub(super) fn tunnel(&mut self, through: &'t [Target], on: Option<&'t Target>, at: At) {
        for target in through {
            self.flush();
            let knot = self.symbols.knot_of(&target.path, self.place, self.tale);
            let (Some(block), Some(knot)) = (self.place_of(&target.path, target.at), knot) else {
                continue;
            };
            self.arguments(target);
            let from = self.inner("", at);
            self.go_on(from);
            let to = self.inner("", at);
            self.entry(from, block, &target.path, true);
            self.calls.push(Call { knot, from, to });
            self.close(End::to(To::Block(block)));
            self.begin(to);
        }
        if let Some(on) = on {
            self.divert(on);
        }
    }

    /// Ends a tunnel.
    pub(super) fn back(&mut self, on: Option<&'t Target>, at: At) {
        if let Some(on) = on {
            return self.divert(on);
        }
        self.flush();
        let block = self.inner("", at);
        self.go_on(block);
        let root = self.tale.knots.len();
        self.backs.push((block, self.place.knot.unwrap_or(root)));
        self.close(End::to(To::End));
    }

    /// Leads the ends of tunnels back to where they were called.
    pub(super) fn tunnels(&mut self) {
        let classes = self.classes();
        let mut variables: HashMap<usize, VariableId> = HashMap::new();
        let calls = std::mem::take(&mut self.calls);
        for (number, call) in calls.iter().enumerate() {
            let class = classes[call.knot];
            let alone = calls
                .iter()
                .filter(|own| classes[own.knot] == class)
                .count()
                == 1;
            if alone {
                continue;
            }
            let name = format!("{}-back", self.tale.knots[class].name);
            let variable = match variables.get(&class) {
                Some(variable) => *variable,
                None => {
                    let start = Value::Word(site(number));
                    let variable = self.flow.hidden(&name, start);
                    variables.insert(class, variable);
                    variable
                }
            };
            let value = Term::word(&site(number));
            self.flow.blocks[call.from]
                .sets
                .push(Set::of(variable, value));
        }
        for (block, knot) in std::mem::take(&mut self.backs) {
            let class = classes.get(knot).copied();
            let own = calls.iter().enumerate();
            let own = own.filter(|(_, call)| Some(classes[call.knot]) == class);
            let ways: Vec<(Option<Term>, To)> = own
                .map(|(number, call)| {
                    let variable = class.and_then(|class| variables.get(&class));
                    let when = variable.map(|variable| {
                        let here = Term::Variable(*variable);
                        Term::both(Operation::Equal, here, Term::word(&site(number)))
                    });
                    (when, To::Block(call.to))
                })
                .collect();
            let mut ways = ways;
            match ways.last_mut() {
                // One of them is always the right one.
                Some(last) => last.0 = None,
                None => ways.push((None, To::End)),
            }
            self.flow.blocks[block].end = End::Ways(ways);
        }
        self.recursion(&calls, &classes);
    }

    /// Returns for each knot the tunnels that end there, as one of the knots with the same ends.
    fn classes(&self) -> Vec<usize> {
        let count = self.tale.knots.len() + 1;
        let mut classes: Vec<usize> = (0..count).collect();
        let mut changed = true;
        let ends: Vec<usize> = self.backs.iter().map(|(_, knot)| *knot).collect();
        let entries: Vec<usize> = self.calls.iter().map(|call| call.knot).collect();
        let reach = |from: usize| {
            let mut reached = vec![from];
            let mut at = 0;
            while let Some(knot) = reached.get(at).copied() {
                let own = self.edges.iter();
                let own = own.filter(|edge| edge.from.knot == Some(knot) && !edge.returns);
                for to in own.filter_map(|edge| edge.to.knot) {
                    if !reached.contains(&to) {
                        reached.push(to);
                    }
                }
                at += 1;
            }
            reached
        };
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for entry in entries {
            let ends = reach(entry).into_iter().filter(|knot| ends.contains(knot));
            joined.extend(ends.map(|end| (entry, end)));
        }
        while changed {
            changed = false;
            for (entry, end) in &joined {
                let class = classes[*entry].min(classes[*end]);
                changed |= classes[*entry] != class || classes[*end] != class;
                classes[*entry] = class;
                classes[*end] = class;
            }
        }
        classes
    }

    /// Notes tunnels that call themselves.
    fn recursion(&mut self, calls: &[Call], classes: &[usize]) {
        for call in calls {
            let name = &self.flow.blocks[call.to].name;
            let knot = &self.tale.knots[call.knot];
            if classes[call.knot] < self.tale.knots.len()
                && name.starts_with(&format!("{}-", knot.name))
            {
                let what = format!("the tunnel `{}` may go through itself", knot.name);
                let help = "a show returns only to the last place from which a tunnel was entered";
                self.flow.note(self.flow.blocks[call.to].at, what, help);
            }
        }
    }
}

/// Returns the word for a call of a tunnel.
fn site(number: usize) -> String {
    format!("place-{}", number + 1)
}
