//! From what the search noted to findings.

use super::follows::Follower;
use super::graph::{Graph, Place};
use super::points::Outline;
use super::record::Record;
use crate::expr::Expr;
use crate::finding::{Finding, What};
use crate::story::{ChoiceId, ConditionId, NodeId, Story, Use, VariableId};

/// Collects the findings of a story.
pub(super) struct Judge<'j> {
    pub(super) story: &'j Story,
    pub(super) graph: &'j Graph,
    pub(super) record: &'j Record,
    pub(super) to_end: &'j [u32],
    pub(super) findings: Vec<Finding>,
}

impl Judge<'_> {
    fn find(&mut self, what: What, place: Option<Place>) {
        if !self.is_of_draw(&what) {
            let path = place.map_or(Vec::new(), |place| self.graph.path(place));
            self.findings.push(Finding { what, path });
        }
    }

    /// Whether something is about a node in which chance decides, which no author wrote.
    fn is_of_draw(&self, what: &What) -> bool {
        let story = self.story;
        match what {
            What::NodeNeverReached(node)
            | What::NodeNeverHeard(node)
            | What::PartNeverHeard(node, _)
            | What::WayNeverTaken(node, _) => story.is_draw(*node),
            What::OptionNeverOpen(choice, _) => story.choices[*choice].chance.is_some(),
            What::AlwaysTrue(condition) | What::AlwaysFalse(condition) => {
                matches!(story.conditions[*condition].used, Use::Node(node) if story.is_draw(node))
            }
            _ => false,
        }
    }

    /// Where a part is heard.
    fn heard(&self, node: NodeId, part: usize) -> Option<Place> {
        self.record.heard[self.graph.points.number(node, part)]
    }

    /// Where the story cannot go on.
    pub(super) fn stuck(&mut self) {
        let record = self.record;
        for (choice, place) in record.no_option.entries() {
            if place.is_some() {
                self.find(What::NoOptionOpen(choice), *place);
            }
        }
        for (node, place) in record.no_way.entries() {
            if place.is_some() {
                self.find(What::NoWayOpen(node), *place);
            }
        }
        for (nodes, place) in &record.circles {
            let heard = nodes.iter().filter(|node| !self.story.is_draw(**node));
            self.find(What::Circle(heard.copied().collect()), Some(*place));
        }
    }

    /// Where no end can be reached. `never` says that this holds for the start.
    pub(super) fn endless(&mut self, never: bool, traps: &[u32]) {
        if never {
            return self.find(What::NeverEnds, None);
        }
        let mut nodes = Vec::new();
        for &state in traps {
            let node = self.story.heard_after(self.graph.point(state).node);
            if !nodes.contains(&node) {
                nodes.push(node);
                let place = self.graph.came[state as usize];
                self.find(What::NoEndFrom(node), Some(place));
            }
        }
    }

    /// Nodes, parts, ways and options that nobody meets.
    pub(super) fn unmet(&mut self) {
        for (id, node) in self.story.nodes.entries() {
            match self.heard(id, 0) {
                Some(_) => self.parts(id),
                None => {
                    let answers = node.when.map(|when| self.record.answers[when]);
                    match answers.and_then(|[no, _]| no) {
                        Some(place) => self.find(What::NodeNeverHeard(id), Some(place)),
                        None => self.find(What::NodeNeverReached(id), None),
                    }
                }
            }
            self.ways(id);
        }
        for choice in self.story.choices.ids() {
            self.options(choice);
        }
    }

    /// The first part of a node with words that is never heard.
    fn parts(&mut self, id: NodeId) {
        let node = &self.story.nodes[id];
        let mut parts = (1..node.parts()).filter(|part| !node.silent.contains(part));
        let Some(part) = parts.find(|part| self.heard(id, *part).is_none()) else {
            return;
        };
        let heard = (0..part)
            .rev()
            .find_map(|part| Some((part, self.heard(id, part)?)));
        let Some((before, place)) = heard else {
            return;
        };
        // If the choice never has an open option, this is reported.
        let choice = node.stops[before];
        if self.record.no_option[choice].is_none() || self.is_asked(choice) {
            self.find(What::PartNeverHeard(id, part), Some(place));
        }
    }

    /// Whether an option of a choice is offered somewhere.
    fn is_asked(&self, choice: ChoiceId) -> bool {
        self.record.offered[choice].iter().any(Option::is_some)
    }

    /// The ways of a node that are never taken. If the condition of one always holds, the
    /// ways after it are left out; if it is never true, the condition is reported.
    fn ways(&mut self, id: NodeId) {
        let (place, taken) = &self.record.left[id];
        if place.is_none() {
            return;
        }
        for (number, way) in self.story.nodes[id].ways.iter().enumerate() {
            let constant = way.when.and_then(|when| self.constant(when));
            if constant == Some(true) {
                return;
            }
            if !taken[number] && constant.is_none() {
                self.find(What::WayNeverTaken(id, number), *place);
            }
        }
    }

    fn options(&mut self, choice: ChoiceId) {
        let Some((node, part)) = self.story.place_of(choice) else {
            return;
        };
        let place = self.heard(node, part);
        if place.is_none() {
            return;
        }
        for option in 0..self.story.choices[choice].options.len() {
            if self.record.offered[choice][option].is_none() && !self.is_late(choice, option) {
                self.find(What::OptionNeverOpen(choice, option), place);
            }
        }
    }

    /// Whether an option is taken as the default without being offered.
    fn is_late(&self, choice: ChoiceId, option: usize) -> bool {
        self.record.defaulted[choice] && self.story.choices[choice].default == Some(option)
    }

    /// The answer of a condition that has only one; a condition without variables has none.
    fn constant(&self, condition: ConditionId) -> Option<bool> {
        match self.record.answers[condition] {
            [None, Some(_)] => Some(true),
            [Some(_), None] => Some(false),
            _ => None,
        }
    }

    /// New values that are out of range. One on which nothing depends does not matter.
    pub(super) fn exceeded(&mut self) {
        let (graph, record) = (self.graph, self.record);
        for (choice, options) in record.exceeded.entries() {
            for (option, sets) in options.iter().enumerate() {
                for (set, found) in sets.iter().enumerate() {
                    let Some((place, value)) = *found else {
                        continue;
                    };
                    if graph.layout.sets[choice][option][set] {
                        let what = What::NotKept {
                            choice,
                            option,
                            set,
                            value,
                        };
                        self.find(what, Some(place));
                    }
                }
            }
        }
    }

    /// Conditions with the same answer each time.
    pub(super) fn constants(&mut self) {
        for (id, condition) in self.story.conditions.entries() {
            let Some(answer) = self.constant(id) else {
                continue;
            };
            let place = self.record.answers[id][usize::from(answer)];
            let is_written = !has_variables(&condition.expr);
            let what = match (condition.used, answer) {
                (Use::Heard(_), false) => What::NeverHeard(id),
                (_, true) if !is_written => What::AlwaysTrue(id),
                (Use::Way(..), false) => What::AlwaysFalse(id),
                (Use::Option(choice, option), false)
                    if self.is_late(choice, option) && !is_written =>
                {
                    What::AlwaysFalse(id)
                }
                // The node or the option is reported.
                _ => continue,
            };
            self.find(what, place);
        }
    }

    /// Variables on which nothing depends.
    pub(super) fn unasked(&mut self) {
        let mut asked = vec![false; self.story.variables.len()];
        for condition in &self.story.conditions {
            condition.expr.each_variable(&mut |v| asked[v.0] = true);
        }
        let options = self.story.choices.iter().flat_map(|choice| &choice.options);
        let sets: Vec<_> = options.flat_map(|option| &option.sets).collect();
        // A value that is only copied matters as much as the copy.
        for _ in 0..asked.len() {
            for set in &sets {
                if asked[set.variable.0] {
                    set.value.each_variable(&mut |v| asked[v.0] = true);
                }
            }
        }
        for variable in self.story.variables.ids().filter(|v| !asked[v.0]) {
            self.find(What::NeverAsked(variable), None);
        }
    }

    /// Pairs of places of which the second is not met on every path.
    pub(super) fn follows(&mut self) {
        let outline = Outline::of(self.story, &self.graph.points);
        let mut follower = Follower::new(self.graph, self.to_end);
        for (id, follow) in self.story.follows.entries() {
            let (from, to) = (follow.from, follow.to);
            let points = &self.graph.points;
            let numbers = (
                points.number(from.node, from.part),
                points.number(to.node, to.part),
            );
            let begins = &self.record.begins[id];
            if begins.is_empty() || (numbers.0 == numbers.1 && to.order >= from.order) {
                continue;
            }
            let (meets, misses) = outline.after(numbers.0, numbers.1);
            // If no end is possible without the second place, each path to an end meets it.
            let ends = || {
                begins
                    .iter()
                    .any(|state| self.to_end[*state as usize] != u32::MAX)
            };
            if meets && !misses && ends() {
                continue;
            }
            if !(meets && follower.meets(begins, numbers.1)) {
                let first = begins
                    .iter()
                    .min_by_key(|s| self.graph.came[**s as usize].cost);
                let place = first.map(|state| self.graph.came[*state as usize]);
                self.find(What::NeverMet(id), place);
            } else if let Some(path) = misses.then(|| follower.misses(begins, numbers.1)).flatten()
            {
                let what = What::NotAlwaysMet(id);
                self.findings.push(Finding { what, path });
            }
        }
        for (node, begins) in self.record.again.entries().filter(|(_, b)| !b.is_empty()) {
            let first = self.graph.points.number(node, 0);
            let is_met = outline.after(first, first).0 && follower.meets(begins, first);
            if !is_met {
                let place = self.heard(node, 0);
                self.find(What::NeverHeardAgain(node), place);
            }
        }
    }
}

fn has_variables(expr: &Expr) -> bool {
    let mut found = false;
    expr.each_variable(&mut |_: VariableId| found = true);
    found
}
