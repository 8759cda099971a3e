//! Which values matter later.
//!
//! Two states that differ only in values that no later condition depends on go on alike, so
//! they are one state. A value matters before a part if it can be read from this part on
//! before it is set again.

use cuebook_core::id::IdVec;

use super::points::Points;
use crate::expr::Expr;
use crate::step::Rules;
use crate::story::{ChoiceId, ConditionId, NodeId, Opt, Set, Story, To};

/// A set of slots. Slots are the variables, and after them the options in [`crate::step::Memory`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slots(Vec<u64>);

impl Slots {
    fn none(count: usize) -> Slots {
        Slots(vec![0; count.div_ceil(64)])
    }

    pub(super) fn has(&self, slot: usize) -> bool {
        self.0[slot / 64] >> (slot % 64) & 1 == 1
    }

    fn add(&mut self, slot: usize) {
        self.0[slot / 64] |= 1 << (slot % 64);
    }

    fn remove(&mut self, slot: usize) {
        self.0[slot / 64] &= !(1 << (slot % 64));
    }

    fn join(&mut self, other: &Slots) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }

    fn read(&mut self, expr: &Expr) {
        expr.each_variable(&mut |variable| self.add(variable.0));
    }
}

/// What matters in a story.
pub(super) struct Live {
    /// The slots that matter before each part.
    pub(super) parts: Vec<Slots>,
    /// Whether each new value of each option matters.
    pub(super) sets: IdVec<ChoiceId, Vec<Vec<bool>>>,
}

/// Returns what matters in a story.
pub(super) fn of(rules: &Rules<'_>, points: &Points) -> Live {
    let options: usize = rules.story.choices.iter().map(|c| c.options.len()).sum();
    let none = Slots::none(rules.story.variables.len() + options);
    let mut flow = Flow {
        rules,
        story: rules.story,
        points,
        parts: vec![none.clone(); points.len()],
        nodes: rules.story.nodes.iter().map(|_| none.clone()).collect(),
        none,
    };
    while flow.round() {}
    let mut sets: IdVec<ChoiceId, Vec<Vec<bool>>> =
        rules.story.choices.iter().map(|_| Vec::new()).collect();
    for number in 0..points.len() {
        if let Some(choice) = points[number].choice {
            sets[choice] = flow.sets(choice, number);
        }
    }
    Live {
        parts: flow.parts,
        sets,
    }
}

struct Flow<'f> {
    rules: &'f Rules<'f>,
    story: &'f Story,
    points: &'f Points,
    /// What matters before each part.
    parts: Vec<Slots>,
    /// What matters before each node is reached.
    nodes: IdVec<NodeId, Slots>,
    none: Slots,
}

impl Flow<'_> {
    /// Goes through all parts once, from the last one back. Returns whether something changed.
    fn round(&mut self) -> bool {
        let mut is_new = false;
        for number in (0..self.points.len()).rev() {
            let part = self.part(number);
            is_new |= part != self.parts[number];
            self.parts[number] = part;
            let point = &self.points[number];
            if point.part == 0 {
                let node = self.node(point.node, number);
                is_new |= node != self.nodes[point.node];
                self.nodes[point.node] = node;
            }
        }
        is_new
    }

    fn part(&self, number: usize) -> Slots {
        let point = &self.points[number];
        let mut slots = match point.choice {
            Some(choice) => self.choice(choice, number),
            None => self.ways(point.node),
        };
        for condition in &point.heard {
            self.condition(&mut slots, Some(*condition));
        }
        for follow in &point.begins {
            self.condition(&mut slots, self.story.follows[*follow].when);
        }
        slots
    }

    fn node(&self, node: NodeId, first: usize) -> Slots {
        let mut slots = self.parts[first].clone();
        let when = self.story.nodes[node].when;
        if when.is_some() {
            self.condition(&mut slots, when);
            slots.join(&self.ways(node));
        }
        slots
    }

    fn ways(&self, node: NodeId) -> Slots {
        let mut slots = self.none.clone();
        for way in &self.story.nodes[node].ways {
            self.condition(&mut slots, way.when);
            self.target(&mut slots, way.to);
        }
        slots
    }

    fn choice(&self, choice: ChoiceId, number: usize) -> Slots {
        let mut all = self.none.clone();
        for (index, opt) in self.story.choices[choice].options.iter().enumerate() {
            let mut slots = self.after(opt, number);
            for set in opt.sets.iter().rev() {
                before_set(&mut slots, set);
            }
            self.condition(&mut slots, opt.when);
            if opt.once {
                slots.add(self.story.variables.len() + self.rules.place(choice, index));
            }
            all.join(&slots);
        }
        all
    }

    /// What matters after an option of the choice after a part.
    fn after(&self, opt: &Opt, number: usize) -> Slots {
        let mut slots = self.none.clone();
        match opt.to {
            Some(to) => self.target(&mut slots, to),
            None => slots.join(&self.parts[number + 1]),
        }
        slots
    }

    /// Whether each new value of each option matters.
    fn sets(&self, choice: ChoiceId, number: usize) -> Vec<Vec<bool>> {
        let options = self.story.choices[choice].options.iter();
        let of_option = |opt: &Opt| {
            let mut slots = self.after(opt, number);
            let mut sets: Vec<bool> = Vec::new();
            for set in opt.sets.iter().rev() {
                sets.push(slots.has(set.variable.0));
                before_set(&mut slots, set);
            }
            sets.reverse();
            sets
        };
        options.map(of_option).collect()
    }

    fn target(&self, slots: &mut Slots, to: To) {
        if let To::Node(node) = to {
            slots.join(&self.nodes[node]);
        }
    }

    fn condition(&self, slots: &mut Slots, when: Option<ConditionId>) {
        if let Some(condition) = when {
            slots.read(&self.story.conditions[condition].expr);
        }
    }
}

/// What matters before a set, from what matters after it.
fn before_set(slots: &mut Slots, set: &Set) {
    if slots.has(set.variable.0) {
        slots.remove(set.variable.0);
        slots.read(&set.value);
    }
}
