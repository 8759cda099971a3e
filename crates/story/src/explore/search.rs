//! The search of all states, by the number of decisions.

use super::graph::{BY_ITSELF, Edge, Graph, NO_STATE, Place, Target};
use super::key::Layout;
use super::points::Points;
use super::record::Record;
use super::states::States;
use crate::step::{Memory, Rules};
use crate::story::{Choice, ChoiceId, Story};
use crate::walk::{EndingPlace, Moment, Stuck};

/// The edges of a state that was not looked at yet.
const UNSEEN: (u32, u16) = (u32::MAX, 0);

pub(super) struct Search<'s> {
    rules: Rules<'s>,
    pub(super) graph: Graph,
    pub(super) record: Record,
    /// The states with as many decisions as the one that is looked at, and with one more.
    level: Vec<u32>,
    next: Vec<u32>,
    key: Vec<u64>,
    memory: Memory,
    /// The memory after a step.
    later: Memory,
    /// Which options are offered in the state that is looked at.
    offers: Vec<bool>,
}

impl<'s> Search<'s> {
    pub(super) fn new(story: &'s Story) -> Search<'s> {
        let rules = Rules::new(story);
        let points = Points::of(story);
        let layout = Layout::of(&rules, &points);
        let memory = Memory::start(story);
        Search {
            record: Record::of(story, &points),
            level: Vec::new(),
            next: Vec::new(),
            key: vec![0; layout.width],
            later: memory.clone(),
            offers: Vec::new(),
            memory,
            graph: Graph {
                states: States::new(layout.width),
                points,
                layout,
                first: None,
                spans: Vec::new(),
                edges: Vec::new(),
                came: Vec::new(),
            },
            rules,
        }
    }

    /// Looks at all states. Returns whether they are at most `limit`.
    pub(super) fn run(&mut self, limit: usize) -> bool {
        let start = self.rules.story.start;
        let moment = self.rules.enter(&self.later, start, None, &mut self.record);
        let edge = self.arrive(moment);
        self.graph.first = edge.state();
        while !self.level.is_empty() {
            let mut at = 0;
            while let Some(&state) = self.level.get(at) {
                at += 1;
                if self.graph.spans[state as usize] == UNSEEN {
                    self.look(state);
                }
                if self.graph.len() > limit {
                    return false;
                }
            }
            self.level.clear();
            std::mem::swap(&mut self.level, &mut self.next);
        }
        true
    }

    /// Looks at one state and at the steps from it.
    fn look(&mut self, state: u32) {
        let start = self.graph.edges.len();
        let key = self.graph.states.key(state);
        let number = self.graph.layout.unpack(key, &mut self.memory);
        self.record.here = Place::at(state, self.graph.came[state as usize].cost);
        self.hear(state, number);
        let node = self.graph.points[number].node;
        match self.graph.points[number].choice {
            Some(choice) => self.choose(choice, number),
            None => {
                self.later.copy(&self.memory);
                let moment = self.rules.leave(&self.later, node, &mut self.record);
                let edge = self.arrive(moment);
                self.graph.edges.push(edge);
            }
        }
        let count = self.graph.edges.len() - start;
        self.graph.spans[state as usize] = (start as u32, count as u16);
    }

    /// Notes everything that a state makes heard.
    fn hear(&mut self, state: u32, number: usize) {
        let point = &self.graph.points[number];
        let record = &mut self.record;
        record.here.note(&mut record.heard[number]);
        for condition in &point.heard {
            self.rules.holds(&self.memory, Some(*condition), record);
        }
        for id in &point.begins {
            let when = self.rules.story.follows[*id].when;
            if self.rules.holds(&self.memory, when, record) {
                record.begins[*id].push(state);
            }
        }
        if point.part == 0 && self.rules.story.nodes[point.node].says_again {
            record.again[point.node].push(state);
        }
    }

    /// Takes each option that is possible in a state.
    fn choose(&mut self, choice: ChoiceId, number: usize) {
        let here = self.record.here;
        let Choice {
            options,
            default,
            timed,
            ..
        } = &self.rules.story.choices[choice];
        self.offers.clear();
        for option in 0..options.len() {
            let record = &mut self.record;
            let offers = self.rules.offers(&self.memory, choice, option, record);
            self.offers.push(offers);
            if offers {
                here.note(&mut record.offered[choice][option]);
            }
        }
        let is_open = self.offers.contains(&true);
        let late = default.filter(|option| !self.offers[*option] && (*timed || !is_open));
        self.record.defaulted[choice] |= late.is_some();
        if !is_open {
            // Nobody is asked: the default is no decision.
            match late {
                Some(option) => self.take(choice, option, number, here),
                None => here.note(&mut self.record.no_option[choice]),
            }
            return;
        }
        for option in 0..options.len() {
            if self.offers[option] || late == Some(option) {
                self.take(choice, option, number, here.after(option));
            }
        }
    }

    /// Takes an option in the state that is looked at.
    fn take(&mut self, choice: ChoiceId, option: usize, number: usize, place: Place) {
        self.record.here = place;
        self.later.copy(&self.memory);
        let point = &self.graph.points[number];
        let at = (point.node, point.part);
        let taken = (choice, option);
        let record = &mut self.record;
        let moment = self.rules.take(&mut self.later, at, taken, record);
        let edge = self.arrive(moment);
        self.graph.edges.push(edge);
    }

    /// Notes where a step leads.
    fn arrive(&mut self, moment: Moment) -> Edge {
        let here = self.record.here;
        let target = match moment {
            Moment::Part { node, part } => {
                let number = self.graph.points.number(node, part);
                Target::State(self.state(number, here))
            }
            Moment::End { last } => {
                let choice = match here.state {
                    NO_STATE => None,
                    state => self.graph.point(state).choice,
                };
                // Draws at the start are no scene.
                let node = last.filter(|node| !self.rules.story.is_draw(*node));
                self.record.end(EndingPlace { node, choice });
                Target::End
            }
            Moment::Stuck(stuck) => {
                self.stuck(stuck, here);
                Target::Stuck
            }
            Moment::Choice(_) => Target::Stuck,
        };
        Edge {
            target,
            by: here.by,
        }
    }

    /// Notes that the story cannot go on.
    fn stuck(&mut self, stuck: Stuck, here: Place) {
        let record = &mut self.record;
        match stuck {
            Stuck::NoOption(choice) => here.note(&mut record.no_option[choice]),
            Stuck::NoWay(node) => here.note(&mut record.no_way[node]),
            Stuck::Circle(node) => {
                let nodes = self.rules.passed(&self.later, node);
                record.circle(nodes, here);
            }
        }
    }

    /// The number of the state of a part that is reached from a place.
    fn state(&mut self, number: usize, here: Place) -> u32 {
        let Graph {
            layout,
            states,
            spans,
            came,
            ..
        } = &mut self.graph;
        layout.pack(number, &self.later, &mut self.key);
        let (state, is_new) = states.add(&self.key);
        if is_new {
            spans.push(UNSEEN);
            came.push(here);
        } else if here.cost < came[state as usize].cost {
            came[state as usize] = here;
        } else {
            return state;
        }
        let is_decision = here.by != BY_ITSELF;
        let level = if is_decision {
            &mut self.next
        } else {
            &mut self.level
        };
        level.push(state);
        state
    }
}
