//! A second reading of the rules, as simple as possible: every state with all its values, no
//! packing, nothing forgotten. Exploration and the walk say the same.

use std::collections::{BTreeSet, HashSet};

use proptest::prelude::*;

use super::random::small;
use crate::story::{ChoiceId, ConditionId, NodeId, Story, To};
use crate::walk::{Moment, Walk};

/// A part with everything that is remembered.
type State = (NodeId, usize, Vec<i64>, BTreeSet<(ChoiceId, usize)>);

struct Naive<'s> {
    story: &'s Story,
    seen: HashSet<State>,
    open: Vec<State>,
    answers: HashSet<(ConditionId, bool)>,
    offered: HashSet<(ChoiceId, usize)>,
    endings: HashSet<Option<NodeId>>,
}

impl<'s> Naive<'s> {
    fn of(story: &'s Story) -> Naive<'s> {
        let mut naive = Naive {
            story,
            seen: HashSet::new(),
            open: Vec::new(),
            answers: HashSet::new(),
            offered: HashSet::new(),
            endings: HashSet::new(),
        };
        let start = story.variables.iter().map(|v| v.start).collect();
        naive.go(story.start, None, start, BTreeSet::new());
        while let Some(state) = naive.open.pop() {
            naive.look(state);
        }
        naive
    }

    fn ask(&mut self, when: Option<ConditionId>, values: &[i64]) -> bool {
        let Some(id) = when else { return true };
        let holds = self.story.conditions[id]
            .expr
            .holds(&values.to_vec().into());
        self.answers.insert((id, holds));
        holds
    }

    fn go(
        &mut self,
        to: To,
        last: Option<NodeId>,
        values: Vec<i64>,
        taken: BTreeSet<(ChoiceId, usize)>,
    ) {
        let mut next = Some(to);
        let mut passed = HashSet::new();
        loop {
            match next {
                None => return,
                Some(To::End) => {
                    self.endings.insert(last);
                    return;
                }
                Some(To::Node(node)) => {
                    if self.ask(self.story.nodes[node].when, &values) {
                        let state = (node, 0, values, taken);
                        if self.seen.insert(state.clone()) {
                            self.open.push(state);
                        }
                        return;
                    }
                    if !passed.insert(node) {
                        return;
                    }
                    next = self.way(node, &values);
                }
            }
        }
    }

    fn way(&mut self, node: NodeId, values: &[i64]) -> Option<To> {
        let ways = &self.story.nodes[node].ways;
        let answers: Vec<bool> = ways.iter().map(|way| self.ask(way.when, values)).collect();
        let first = answers.iter().position(|holds| *holds)?;
        Some(ways[first].to)
    }

    fn look(&mut self, (node, part, values, taken): State) {
        for (id, condition) in self.story.conditions.entries() {
            if let crate::Use::Heard(spot) = condition.used
                && (spot.node, spot.part) == (node, part)
            {
                self.ask(Some(id), &values);
            }
        }
        let Some(&choice) = self.story.nodes[node].stops.get(part) else {
            if let Some(to) = self.way(node, &values) {
                self.go(to, Some(node), values, taken);
            }
            return;
        };
        let known = &self.story.choices[choice];
        let mut possible = Vec::new();
        for (option, opt) in known.options.iter().enumerate() {
            let holds = self.ask(opt.when, &values);
            if holds && !(opt.once && taken.contains(&(choice, option))) {
                self.offered.insert((choice, option));
                possible.push(option);
            }
        }
        if known.timed || possible.is_empty() {
            possible.extend(known.default);
        }
        for option in possible {
            let opt = &known.options[option];
            let (mut values, mut taken) = (values.clone(), taken.clone());
            for set in &opt.sets {
                let value = set.value.value(&values.clone().into());
                let (from, to) = self.story.variables[set.variable].kind.bounds();
                values[set.variable.0] = value.clamp(from, to);
            }
            taken.insert((choice, option));
            match opt.to {
                Some(to) => self.go(to, Some(node), values, taken),
                None => {
                    let state = (node, part + 1, values, taken);
                    if self.seen.insert(state.clone()) {
                        self.open.push(state);
                    }
                }
            }
        }
    }
}

fn compare(story: &Story) -> Result<(), TestCaseError> {
    let exploration = story.explore().unwrap();
    let naive = Naive::of(story);
    let parts: HashSet<(NodeId, usize)> = naive.seen.iter().map(|s| (s.0, s.1)).collect();
    for (id, node) in story.nodes.entries() {
        for part in 0..node.parts() {
            let is_heard = exploration.path_to(id, part).is_some();
            prop_assert_eq!(is_heard, parts.contains(&(id, part)));
        }
    }
    for id in story.conditions.ids() {
        for answer in [false, true] {
            let path = exploration.path_to_answer(id, answer);
            let is_known = naive.answers.contains(&(id, answer));
            prop_assert_eq!(path.is_some(), is_known, "{:?}", story.conditions[id]);
        }
    }
    for (id, choice) in story.choices.entries() {
        for option in 0..choice.options.len() {
            let path = exploration.path_to_option(id, option);
            prop_assert_eq!(path.is_some(), naive.offered.contains(&(id, option)));
            if let Some(path) = path {
                let mut walk = Walk::replay(story, &path).unwrap();
                walk.to_choice();
                prop_assert_eq!(walk.moment(), Moment::Choice(id));
                prop_assert!(walk.offered().contains(&option));
            }
        }
    }
    let endings: HashSet<_> = exploration.endings().iter().map(|e| e.place.node).collect();
    prop_assert_eq!(endings, naive.endings);
    for ending in exploration.endings() {
        let mut walk = Walk::replay(story, &ending.path).unwrap();
        walk.to_choice();
        prop_assert_eq!(
            walk.moment(),
            Moment::End {
                last: ending.place.node
            }
        );
    }
    prop_assert!(exploration.states() <= naive.seen.len());
    Ok(())
}

/// Compares the paths that hear everything with all parts that are on a path to an end.
fn covered(story: &Story) -> Result<(), TestCaseError> {
    let exploration = story.explore().unwrap();
    let (mut heard, mut taken) = (HashSet::new(), HashSet::new());
    let paths = exploration.cover();
    for path in &paths {
        let mut walk = Walk::replay(story, path).unwrap();
        walk.to_choice();
        let is_over = matches!(walk.moment(), Moment::End { .. });
        prop_assert!(is_over, "{:?}", walk.moment());
        heard.extend(walk.visits().iter().map(|v| (v.node, v.part)));
        taken.extend(path.iter().map(|d| (d.choice, d.option)));
    }
    prop_assert_eq!(paths.is_empty(), exploration.endings().is_empty());
    for path in exploration.paths().take(500) {
        let mut walk = Walk::replay(story, &path).unwrap();
        walk.to_choice();
        prop_assert!(
            walk.visits()
                .iter()
                .all(|v| heard.contains(&(v.node, v.part)))
        );
        prop_assert!(path.iter().all(|d| taken.contains(&(d.choice, d.option))));
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_paths_of_a_cover_hear_everything(seed in any::<u64>(), forward in any::<bool>()) {
        covered(&small(seed, forward))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4))]

    #[test]
    fn exploration_says_what_the_rules_say(seed in any::<u64>(), forward in any::<bool>()) {
        compare(&small(seed, forward))?;
    }
}
