//! One step of a story: from a part to what comes after it.

use cuebook_core::id::IdVec;

use crate::expr::Values;
use crate::story::{ChoiceId, ConditionId, NodeId, Story, To};
use crate::walk::{Moment, Stuck};

/// What a story remembers between two parts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Memory {
    /// The values of the variables.
    pub(crate) values: Values,
    /// The options that were taken, those of all choices in order. Only `once` options count.
    pub(crate) taken: Vec<bool>,
}

/// The values and the taken options of a memory.
pub(crate) type Content = (Vec<i64>, Vec<bool>);

impl Memory {
    /// Returns the memory of a story that begins.
    pub(crate) fn start(story: &Story) -> Memory {
        let options = story.choices.iter().map(|choice| choice.options.len());
        Memory {
            values: story.variables.iter().map(|v| v.start).collect(),
            taken: vec![false; options.sum()],
        }
    }

    /// Takes over the content of another memory of the same story.
    pub(crate) fn copy(&mut self, other: &Memory) {
        self.values.copy_from_slice(&other.values);
        self.taken.copy_from_slice(&other.taken);
    }

    /// Returns everything that is remembered, to compare it with another time.
    pub(crate) fn content(&self) -> Content {
        (self.values.to_vec(), self.taken.clone())
    }
}

/// Notes what a step looks at.
pub(crate) trait Witness {
    /// A condition was looked at.
    fn looked(&mut self, condition: ConditionId, holds: bool);
    /// A node was left by one of its ways.
    fn left(&mut self, node: NodeId, way: usize);
    /// A new value of an option was out of the range of its variable.
    fn exceeded(&mut self, set: SetPlace, value: i64);
}

/// A new value: the choice, the number of its option, and its number among those of the option.
pub(crate) type SetPlace = (ChoiceId, usize, usize);

impl Witness for () {
    fn looked(&mut self, _: ConditionId, _: bool) {}
    fn left(&mut self, _: NodeId, _: usize) {}
    fn exceeded(&mut self, _: SetPlace, _: i64) {}
}

/// The nodes that were left by one of their ways.
#[derive(Debug, Default)]
pub(crate) struct Passed(pub(crate) Vec<NodeId>);

impl Witness for Passed {
    fn looked(&mut self, _: ConditionId, _: bool) {}
    fn left(&mut self, node: NodeId, _: usize) {
        self.0.push(node);
    }
    fn exceeded(&mut self, _: SetPlace, _: i64) {}
}

/// The rules of a story: what follows from a memory.
pub(crate) struct Rules<'s> {
    pub(crate) story: &'s Story,
    /// The place of each choice's first option in [`Memory::taken`].
    firsts: IdVec<ChoiceId, usize>,
}

impl<'s> Rules<'s> {
    pub(crate) fn new(story: &'s Story) -> Rules<'s> {
        let mut first = 0;
        let firsts = story.choices.iter().map(|choice| {
            let own = first;
            first += choice.options.len();
            own
        });
        let firsts = firsts.collect();
        Rules { story, firsts }
    }

    /// The place of an option in [`Memory::taken`].
    pub(crate) fn place(&self, choice: ChoiceId, option: usize) -> usize {
        self.firsts[choice] + option
    }

    /// Looks at a condition; none is true.
    pub(crate) fn holds(
        &self,
        memory: &Memory,
        when: Option<ConditionId>,
        witness: &mut impl Witness,
    ) -> bool {
        when.is_none_or(|condition| {
            let holds = self.story.conditions[condition].expr.holds(&memory.values);
            witness.looked(condition, holds);
            holds
        })
    }

    /// Goes to a node or to the end, past the nodes whose condition is false.
    pub(crate) fn enter(
        &self,
        memory: &Memory,
        to: To,
        last: Option<NodeId>,
        witness: &mut impl Witness,
    ) -> Moment {
        let mut to = to;
        for _ in 0..=self.story.nodes.len() {
            let node = match to {
                To::End => return Moment::End { last },
                To::Node(node) => node,
            };
            if self.holds(memory, self.story.nodes[node].when, witness) {
                return Moment::Part { node, part: 0 };
            }
            match self.way(memory, node, witness) {
                Some(next) => to = next,
                None => return Moment::Stuck(Stuck::NoWay(node)),
            }
        }
        match to {
            To::Node(node) => Moment::Stuck(Stuck::Circle(node)),
            To::End => Moment::End { last },
        }
    }

    /// The first way out of a node whose condition holds. All conditions are looked at.
    fn way(&self, memory: &Memory, node: NodeId, witness: &mut impl Witness) -> Option<To> {
        let mut first = None;
        for (number, way) in self.story.nodes[node].ways.iter().enumerate() {
            if self.holds(memory, way.when, witness) && first.is_none() {
                first = Some((number, way.to));
            }
        }
        let (number, to) = first?;
        witness.left(node, number);
        Some(to)
    }

    /// The nodes that are passed over forever from this one on.
    pub(crate) fn passed(&self, memory: &Memory, node: NodeId) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let mut next = Some(To::Node(node));
        while let Some(To::Node(node)) = next
            && !nodes.contains(&node)
        {
            nodes.push(node);
            next = self.way(memory, node, &mut ());
        }
        nodes
    }

    /// Returns whether an option is offered.
    pub(crate) fn offers(
        &self,
        memory: &Memory,
        choice: ChoiceId,
        option: usize,
        witness: &mut impl Witness,
    ) -> bool {
        let opt = &self.story.choices[choice].options[option];
        let holds = self.holds(memory, opt.when, witness);
        holds && !(opt.once && memory.taken[self.place(choice, option)])
    }

    /// Goes on after the last part of a node.
    pub(crate) fn leave(
        &self,
        memory: &Memory,
        node: NodeId,
        witness: &mut impl Witness,
    ) -> Moment {
        match self.way(memory, node, witness) {
            Some(to) => self.enter(memory, to, Some(node), witness),
            None => Moment::Stuck(Stuck::NoWay(node)),
        }
    }

    /// Takes an option of the choice after a part, and goes on.
    pub(crate) fn take(
        &self,
        memory: &mut Memory,
        (node, part): (NodeId, usize),
        (choice, option): (ChoiceId, usize),
        witness: &mut impl Witness,
    ) -> Moment {
        let opt = &self.story.choices[choice].options[option];
        for (number, set) in opt.sets.iter().enumerate() {
            let value = set.value.value(&memory.values);
            let kept = self.story.variables[set.variable].kept(value);
            if kept != value {
                witness.exceeded((choice, option, number), value);
            }
            memory.values[set.variable] = kept;
        }
        if opt.once {
            memory.taken[self.place(choice, option)] = true;
        }
        match opt.to {
            Some(to) => self.enter(memory, to, Some(node), witness),
            None => Moment::Part {
                node,
                part: part + 1,
            },
        }
    }
}
