//! Random stories: what exploration says is what random walks meet.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::*;
use crate::expr::{Expr, Operator};
use crate::finding::What;
use crate::random::Random;
use crate::story::{
    Choice, Condition, Follow, FollowId, Node, Opt, Set, Spot, To, Use, VariableId, Way,
};
use crate::test_story;
use crate::variable::{Kind, Variable};
use crate::walk::{Moment, Stuck, Walk};

/// The number of random walks through each story.
const WALKS: usize = 10_000;

/// The largest number of parts of a walk.
const STEPS: usize = 60;

/// Makes a small story from a seed. `forward` makes one without circles.
pub(super) fn small(seed: u64, forward: bool) -> Story {
    let mut maker = Maker {
        random: Random::new(seed),
        story: Story {
            start: To::Node(NodeId(0)),
            ..Story::default()
        },
        forward,
    };
    maker.variables();
    let nodes = 1 + maker.random.below(5);
    for index in 0..nodes {
        maker.node(index, nodes);
    }
    maker.follows();
    maker.story
}

struct Maker {
    random: Random,
    story: Story,
    forward: bool,
}

impl Maker {
    fn one_in(&mut self, count: usize) -> bool {
        self.random.below(count) == 0
    }

    fn variables(&mut self) {
        let words = ["calm", "afraid", "glad"].map(str::to_owned);
        let kinds = [
            Kind::Flag,
            Kind::Number { from: -1, to: 2 },
            Kind::OneOf(words.to_vec()),
            Kind::Flag,
        ];
        for (index, kind) in kinds.into_iter().take(self.random.below(5)).enumerate() {
            let (from, to) = kind.bounds();
            let start = from + self.random.below((to - from + 1) as usize) as i64;
            let name = format!("v{index}");
            self.story.variables.push(Variable {
                name,
                kind,
                start,
                chance: None,
            });
        }
    }

    fn node(&mut self, index: usize, nodes: usize) {
        let id = NodeId(index);
        let mut node = Node {
            when: self.when(3, Use::Node(id)),
            says_again: self.one_in(3),
            ..test_story::node(&format!("n{index}"))
        };
        for _ in 0..self.random.below(3) {
            node.stops.push(self.choice(index, nodes));
        }
        for part in 0..node.parts() {
            let order = 0;
            let spot = Spot {
                node: id,
                part,
                order,
            };
            self.when(3, Use::Heard(spot));
        }
        for way in 0..1 + self.random.below(3) {
            let when = self.when(2, Use::Way(id, way));
            let to = self.to(index, nodes);
            node.ways.push(Way { to, when });
        }
        self.story.nodes.push(node);
    }

    fn choice(&mut self, index: usize, nodes: usize) -> ChoiceId {
        let id = ChoiceId(self.story.choices.len());
        let count = 1 + self.random.below(3);
        let options = (0..count).map(|option| {
            let when = self.when(2, Use::Option(id, option));
            let sets = (0..self.random.below(3)).filter_map(|_| self.set());
            Opt {
                sets: sets.collect(),
                name: format!("o{option}"),
                when,
                to: (!self.one_in(3)).then(|| self.to(index, nodes)),
                once: self.one_in(3),
            }
        });
        let options: Vec<Opt> = options.collect();
        let default = self.one_in(2).then(|| self.random.below(count));
        let timed = default.is_some() && self.one_in(2);
        self.story.choices.push(Choice {
            name: format!("c{}", id.0),
            options,
            default,
            timed,
            chance: None,
        })
    }

    fn to(&mut self, index: usize, nodes: usize) -> To {
        let first = if self.forward { index + 1 } else { 0 };
        if first >= nodes || self.one_in(6) {
            return To::End;
        }
        To::Node(NodeId(first + self.random.below(nodes - first)))
    }

    fn when(&mut self, one_in: usize, used: Use) -> Option<ConditionId> {
        if !self.one_in(one_in) {
            return None;
        }
        let expr = self.flag(2)?;
        Some(self.story.conditions.push(Condition { expr, used }))
    }

    fn set(&mut self) -> Option<Set> {
        let count = self.story.variables.len();
        let variable = VariableId(self.random.below(count.max(1)));
        let value = match self.story.variables.get(variable)?.kind.clone() {
            Kind::Flag => self.flag(1)?,
            Kind::Number { .. } => Expr::Both {
                operator: [Operator::Plus, Operator::Minus][self.random.below(2)],
                left: Box::new(Expr::Variable(variable)),
                right: Box::new(Expr::Number(1)),
            },
            Kind::OneOf(words) => Expr::Word {
                of: variable,
                index: self.random.below(words.len()),
            },
        };
        Some(Set { variable, value })
    }

    /// A random condition; none without variables.
    fn flag(&mut self, depth: usize) -> Option<Expr> {
        if depth > 0 && self.one_in(3) {
            return Some(Expr::Both {
                operator: [Operator::And, Operator::Or][self.random.below(2)],
                left: Box::new(self.flag(depth - 1)?),
                right: Box::new(self.flag(depth - 1)?),
            });
        }
        let count = self.story.variables.len();
        let of = VariableId(self.random.below(count.max(1)));
        let value = Box::new(Expr::Variable(of));
        let is_plain = self.one_in(2);
        let (from, to) = match &self.story.variables.get(of)?.kind {
            Kind::Flag if is_plain => return Some(*value),
            Kind::Flag => return Some(Expr::Not(value)),
            kind => kind.bounds(),
        };
        let number = from + self.random.below((to - from + 1) as usize) as i64;
        let is_word = from == 0;
        Some(Expr::Both {
            operator: if is_word {
                Operator::Equal
            } else {
                Operator::AtLeast
            },
            left: value,
            right: Box::new(match is_word {
                true => Expr::Word {
                    of,
                    index: number as usize,
                },
                false => Expr::Number(number),
            }),
        })
    }

    fn follows(&mut self) {
        for _ in 0..3 {
            let mut spot = || {
                let node = NodeId(self.random.below(self.story.nodes.len()));
                Spot {
                    node,
                    part: self.random.below(self.story.nodes[node].parts()),
                    order: self.random.below(3),
                }
            };
            let (from, to) = (spot(), spot());
            let when = None;
            self.story.follows.push(Follow { from, when, to });
        }
    }
}

/// What random walks met.
#[derive(Default)]
struct Met {
    /// The fewest decisions before each part.
    parts: HashMap<(NodeId, usize), usize>,
    offered: HashSet<(ChoiceId, usize)>,
    answers: HashSet<(ConditionId, bool)>,
    endings: HashSet<Option<NodeId>>,
    again: HashSet<NodeId>,
    met: HashSet<FollowId>,
    not_met: HashSet<FollowId>,
    stuck: HashSet<Stuck>,
    unfinished: bool,
}

impl Met {
    fn of(story: &Story) -> Met {
        let mut met = Met::default();
        let mut random = Random::new(1);
        for _ in 0..WALKS {
            met.walk(story, &mut random);
        }
        met
    }

    fn walk(&mut self, story: &Story, random: &mut Random) {
        let mut walk = Walk::new(story);
        for _ in 0..STEPS {
            match walk.moment() {
                Moment::Part { node, part } => {
                    self.part(&walk, node, part);
                    walk.go_on();
                }
                Moment::Choice(choice) => {
                    let offered = walk.offered();
                    self.offered
                        .extend(offered.iter().map(|option| (choice, *option)));
                    let possible = walk.possible();
                    walk.choose(possible[random.below(possible.len())]).unwrap();
                }
                Moment::End { last } => {
                    self.endings.insert(last);
                    self.follows(story, walk.visits(), true);
                    return;
                }
                Moment::Stuck(stuck) => {
                    self.stuck.insert(stuck);
                    self.follows(story, walk.visits(), false);
                    return;
                }
            }
        }
        self.unfinished = true;
        self.follows(story, walk.visits(), false);
    }

    fn part(&mut self, walk: &Walk<&Story>, node: NodeId, part: usize) {
        let fewest = self.parts.entry((node, part)).or_insert(usize::MAX);
        *fewest = walk.decisions().len().min(*fewest);
        let story = walk.story();
        let stop = story.nodes[node].stops.get(part);
        for (id, condition) in story.conditions.entries() {
            let is_asked = match condition.used {
                Use::Heard(spot) => (spot.node, spot.part) == (node, part),
                Use::Option(choice, _) => stop == Some(&choice),
                Use::Way(way, _) => way == node && stop.is_none(),
                // Asked on the way to a node: seen only if the node is heard.
                Use::Node(_) => false,
            };
            if is_asked {
                self.answers.insert((id, walk.holds(Some(id))));
            }
        }
    }

    /// Notes which pairs were met. `is_over` says that the walk came to an end.
    fn follows(&mut self, story: &Story, visits: &[crate::Visit], is_over: bool) {
        let parts: Vec<(NodeId, usize)> = visits.iter().map(|v| (v.node, v.part)).collect();
        for (node, part) in &parts {
            let visits = parts.iter().filter(|visit| *visit == &(*node, 0)).count();
            if visits > 1 && *part == 0 {
                self.again.insert(*node);
            }
        }
        for (id, follow) in story.follows.entries() {
            let (from, to) = (follow.from, follow.to);
            for (index, part) in parts.iter().enumerate() {
                if *part != (from.node, from.part) {
                    continue;
                }
                let same = (to.node, to.part) == *part && to.order >= from.order;
                let later = parts[index + 1..].contains(&(to.node, to.part));
                if same || later {
                    self.met.insert(id);
                } else if is_over {
                    self.not_met.insert(id);
                }
            }
        }
    }
}

/// Whether walking the path of a finding shows it.
fn shows(story: &Story, finding: &Finding) -> bool {
    let Ok(mut walk) = Walk::replay(story, &finding.path) else {
        return false;
    };
    let start = walk.clone();
    walk.to_choice();
    let heard = |walk: &Walk<&Story>, node: NodeId, part: usize| {
        let visits = walk.visits().iter();
        visits.clone().any(|v| (v.node, v.part) == (node, part))
    };
    match &finding.what {
        What::NoOptionOpen(choice) => walk.moment() == Moment::Stuck(Stuck::NoOption(*choice)),
        What::NoWayOpen(node) => walk.moment() == Moment::Stuck(Stuck::NoWay(*node)),
        What::Circle(nodes) => {
            matches!(walk.moment(), Moment::Stuck(Stuck::Circle(node)) if nodes.contains(&node))
        }
        What::NoEndFrom(node) => start.visits().last().is_some_and(|v| v.node == *node),
        What::PartNeverHeard(node, _) => heard(&walk, *node, 0),
        What::NeverHeardAgain(node) => heard(&walk, *node, 0),
        What::WayNeverTaken(..) | What::NodeNeverHeard(_) => true,
        What::OptionNeverOpen(choice, _) => {
            let (node, part) = story.place_of(*choice).unwrap();
            heard(&walk, node, part)
        }
        What::NeverHeard(id) | What::AlwaysTrue(id) | What::AlwaysFalse(id) => {
            match story.conditions[*id].used {
                Use::Heard(spot) => heard(&walk, spot.node, spot.part),
                Use::Option(choice, _) => {
                    let (node, part) = story.place_of(choice).unwrap();
                    heard(&walk, node, part)
                }
                _ => true,
            }
        }
        What::NotAlwaysMet(id) | What::NeverMet(id) => {
            let follow = &story.follows[*id];
            let is_over = matches!(walk.moment(), Moment::End { .. });
            let mut met = Met::default();
            met.follows(story, walk.visits(), is_over);
            heard(&walk, follow.from.node, follow.from.part)
                && (met.not_met.contains(id) || matches!(finding.what, What::NeverMet(_)))
        }
        What::NotKept {
            choice,
            option,
            set,
            value,
        } => match finding.path.split_last() {
            _ if story.choices[*choice].default == Some(*option) => true,
            Some((last, before)) if (last.choice, last.option) == (*choice, *option) => {
                let mut walk = Walk::replay(story, before).unwrap();
                walk.to_choice();
                let mut values = walk.values().clone();
                let sets = &story.choices[*choice].options[*option].sets;
                for own in &sets[..*set] {
                    let new = own.value.value(&values);
                    values[own.variable] = story.variables[own.variable].kept(new);
                }
                sets[*set].value.value(&values) == *value
            }
            // Nobody decides it: the default is taken because nothing is open.
            _ => true,
        },
        What::NodeNeverReached(_) | What::NeverAsked(_) | What::NeverEnds => true,
    }
}

fn compare(story: &Story) -> Result<(), TestCaseError> {
    let exploration = story.explore().unwrap();
    let met = Met::of(story);
    for (id, node) in story.nodes.entries() {
        for part in 0..node.parts() {
            let path = exploration.path_to(id, part);
            let fewest = met.parts.get(&(id, part)).copied();
            prop_assert_eq!(path.as_ref().map(Vec::len), fewest, "{:?} {}", id, part);
            if let Some(path) = path {
                let mut walk = Walk::replay(story, &path).unwrap();
                walk.to_choice();
                prop_assert!(walk.visits().iter().any(|v| (v.node, v.part) == (id, part)));
            }
        }
    }
    for (id, choice) in story.choices.entries() {
        for option in 0..choice.options.len() {
            let is_open = exploration.path_to_option(id, option).is_some();
            prop_assert_eq!(is_open, met.offered.contains(&(id, option)));
        }
    }
    for (id, condition) in story.conditions.entries() {
        for answer in [false, true] {
            let is_possible = exploration.path_to_answer(id, answer).is_some();
            let is_met = met.answers.contains(&(id, answer));
            match condition.used {
                // A node can also be left, and asked for, without being heard.
                Use::Node(_) => {}
                Use::Way(..) => prop_assert!(is_possible || !is_met),
                _ => prop_assert_eq!(is_possible, is_met, "{:?} {}", condition, answer),
            }
        }
    }
    let endings: HashSet<_> = exploration.endings().iter().map(|e| e.place.node).collect();
    prop_assert_eq!(endings, met.endings.clone());
    findings(story, &exploration, &met)
}

/// Compares the findings with what walks met.
fn findings(story: &Story, exploration: &Exploration, met: &Met) -> Result<(), TestCaseError> {
    let found: HashSet<&What> = exploration.findings().iter().map(|f| &f.what).collect();
    prop_assert_eq!(
        found.len(),
        exploration.findings().len(),
        "a finding is reported twice"
    );
    for finding in exploration.findings() {
        prop_assert!(shows(story, finding), "{:?}", finding);
    }
    for stuck in &met.stuck {
        let is_found = match stuck {
            Stuck::NoOption(choice) => found.contains(&What::NoOptionOpen(*choice)),
            Stuck::NoWay(node) => found.contains(&What::NoWayOpen(*node)),
            Stuck::Circle(node) => found
                .iter()
                .any(|what| matches!(what, What::Circle(nodes) if nodes.contains(node))),
        };
        prop_assert!(is_found, "{:?}", stuck);
    }
    prop_assert_eq!(found.contains(&What::NeverEnds), met.endings.is_empty());
    if met
        .stuck
        .iter()
        .any(|stuck| matches!(stuck, Stuck::Circle(_)))
    {
        // A walk stops before it goes round; exploration does not.
        return Ok(());
    }
    for (id, follow) in story.follows.entries() {
        let begins = met
            .parts
            .contains_key(&(follow.from.node, follow.from.part));
        let never = begins && !met.met.contains(&id);
        prop_assert_eq!(found.contains(&What::NeverMet(id)), never, "{:?}", follow);
        let sometimes = met.met.contains(&id) && met.not_met.contains(&id);
        prop_assert_eq!(
            found.contains(&What::NotAlwaysMet(id)),
            sometimes,
            "{:?}",
            follow
        );
    }
    for (id, node) in story.nodes.entries().filter(|(_, node)| node.says_again) {
        let once = met.parts.contains_key(&(id, 0)) && !met.again.contains(&id);
        prop_assert_eq!(
            found.contains(&What::NeverHeardAgain(id)),
            once,
            "{:?}",
            node
        );
    }
    Ok(())
}

/// The paths of a story without circles, by trying everything.
fn all_paths(walk: &mut Walk<&Story>, found: &mut Vec<Vec<Decision>>) {
    walk.to_choice();
    match walk.moment() {
        Moment::Choice(_) => {
            for option in walk.possible() {
                let mut next = walk.clone();
                next.choose(option).unwrap();
                all_paths(&mut next, found);
            }
        }
        Moment::End { .. } => found.push(walk.decisions().to_vec()),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 25))]

    #[test]
    fn exploration_says_what_walks_meet(seed in any::<u64>()) {
        compare(&small(seed, false))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    #[ignore = "takes minutes"]
    fn sweep_exploration_says_what_walks_meet(seed in any::<u64>()) {
        compare(&small(seed, false))?;
    }
}

proptest! {
    #[test]
    fn paths_are_those_of_trying_everything(seed in any::<u64>()) {
        let story = small(seed, true);
        let exploration = story.explore().unwrap();
        let mut all = Vec::new();
        all_paths(&mut Walk::new(&story), &mut all);
        let statistics = exploration.statistics(|heard| match heard {
            Heard::Part(node, part) => (node.0 * 3 + part) as u64,
            Heard::Question(choice) => choice.0 as u64,
            Heard::Offer(_, option) => option as u64 * 5,
        });
        prop_assert_eq!(statistics.count, Count::Exact(all.len() as u64));
        let time = |path: &Vec<Decision>| {
            let mut walk = Walk::new(&story);
            let mut time = 0;
            for decision in path {
                walk.to_choice();
                time += decision.choice.0 + walk.possible().iter().sum::<usize>() * 5;
                walk.choose(decision.option).unwrap();
            }
            walk.to_choice();
            let parts = walk.visits().iter().map(|v| v.node.0 * 3 + v.part);
            (parts.sum::<usize>() + time) as u64
        };
        let times = || all.iter().map(time);
        prop_assert_eq!(statistics.longest.as_ref().map(|l| l.time), times().max());
        prop_assert_eq!(statistics.shortest.as_ref().map(|l| l.time), times().min());
        let counts = || all.iter().map(Vec::len);
        prop_assert_eq!(statistics.most.as_ref().map(|l| l.path.len()), counts().max());
        prop_assert_eq!(statistics.fewest.as_ref().map(|l| l.path.len()), counts().min());
        for length in [statistics.longest, statistics.shortest, statistics.most, statistics.fewest] {
            prop_assert!(length.is_none_or(|length| time(&length.path) == length.time));
        }
        let mut listed: Vec<_> = exploration.paths().collect();
        prop_assert_eq!(listed.len(), all.len());
        listed.retain(|path| !all.contains(path));
        prop_assert_eq!(listed, Vec::<Vec<Decision>>::new());
    }

    #[test]
    fn a_story_without_findings_ends(seed in any::<u64>()) {
        let story = small(seed, false);
        let exploration = story.explore().unwrap();
        let is_stuck = |finding: &Finding| matches!(
            finding.what,
            What::NoOptionOpen(_) | What::NoWayOpen(_) | What::Circle(_) | What::NeverEnds | What::NoEndFrom(_)
        );
        if exploration.findings().iter().any(is_stuck) {
            return Ok(());
        }
        // From each state an end is near, so a random walk comes to one.
        let mut random = Random::new(seed);
        let mut walk = Walk::new(&story);
        for _ in 0..20_000 {
            match walk.moment() {
                Moment::Part { .. } => walk.go_on(),
                Moment::Choice(_) => {
                    let possible = walk.possible();
                    walk.choose(possible[random.below(possible.len())]).unwrap();
                }
                Moment::End { .. } => return Ok(()),
                Moment::Stuck(stuck) => prop_assert!(false, "{:?}", stuck),
            }
        }
        prop_assert!(false, "no end");
    }

    #[test]
    fn the_walk_back_is_the_walk_before(seed in any::<u64>()) {
        let story = small(seed, false);
        let mut random = Random::new(seed);
        let mut walk = Walk::new(&story);
        for _ in 0..5 {
            walk.to_choice();
            let possible = walk.possible();
            let before = walk.clone();
            if possible.is_empty() || walk.choose(possible[random.below(possible.len())]).is_err() {
                break;
            }
            let back = walk.back();
            prop_assert_eq!(back.moment(), before.moment());
            prop_assert_eq!(back.visits(), before.visits());
            prop_assert_eq!(back.values(), before.values());
        }
    }

    #[test]
    fn both_outcomes_of_each_draw_are_explored_together(seed in any::<u64>(), forward in any::<bool>()) {
        let mut story = small(seed, forward);
        let flags: Vec<VariableId> = story
            .variables
            .entries()
            .filter_map(|(id, variable)| (variable.kind == Kind::Flag).then_some(id))
            .collect();
        let reached = |story: &Story, own: &Story| -> HashSet<(NodeId, usize)> {
            let exploration = story.explore().unwrap();
            let parts = own.nodes.entries().flat_map(|(id, node)| {
                (0..node.parts()).map(move |part| (id, part))
            });
            parts.filter(|(id, part)| exploration.path_to(*id, *part).is_some()).collect()
        };
        let ends = |story: &Story| -> HashSet<EndingPlace> {
            let endings = story.explore().unwrap().endings();
            endings.into_iter().map(|one| one.place).collect()
        };
        let (mut parts, mut endings) = (HashSet::new(), HashSet::new());
        for outcome in 0..1_u64 << flags.len() {
            for (bit, flag) in flags.iter().enumerate() {
                story.variables[*flag].start = (outcome >> bit & 1) as i64;
            }
            parts.extend(reached(&story, &story));
            endings.extend(ends(&story));
        }
        let own = story.clone();
        for flag in &flags {
            story.variables[*flag].chance = Some(50.0);
        }
        let Some(all) = story.with_draws() else { return Ok(()) };
        prop_assert_eq!(reached(&all, &own), parts);
        prop_assert_eq!(ends(&all), endings);
        // A path that was found is walked with what it draws.
        for path in all.explore().unwrap().paths().take(20) {
            let (values, decisions) = all.drawn(&path);
            let mut story = own.clone();
            for (flag, value) in values {
                story.variables[flag].start = value;
            }
            let mut walk = Walk::replay(&story, &decisions).unwrap();
            walk.to_choice();
            let is_over = matches!(walk.moment(), Moment::End { .. });
            prop_assert!(is_over, "{:?}", path);
        }
    }
}
