//! A walk through a story: what a listener hears and decides.

mod moment;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Deref;

use cuebook_core::id::IdVec;
use cuebook_core::units::Frames;

use crate::decision::Decision;
use crate::expr::Values;
use crate::step::{Content, Memory, Passed, Rules};
use crate::story::{ConditionId, NodeId, Story};

pub use moment::{EndingPlace, Misstep, Moment, Refused, Stuck, Visit};

/// A walk through a story, from its start to where it is now.
///
/// `S` is a reference to the story or an `Arc` of it.
#[derive(Clone, Debug)]
pub struct Walk<S> {
    story: S,
    memory: Memory,
    moment: Moment,
    visits: Vec<Visit>,
    /// The nodes that were passed over, and the number of visits before each.
    passed: Vec<(usize, NodeId)>,
    /// How often each node was heard.
    heard: IdVec<NodeId, usize>,
    decisions: Vec<Decision>,
    /// The parts since the last decision, with what was remembered there.
    since: HashSet<(NodeId, usize, Content)>,
}

impl<S: Deref<Target = Story>> Walk<S> {
    /// Starts a walk.
    pub fn new(story: S) -> Walk<S> {
        let memory = Memory::start(&story);
        let mut passed = Passed::default();
        let moment = Rules::new(&story).enter(&memory, story.start, None, &mut passed);
        let heard = story.nodes.iter().map(|_| 0).collect();
        let mut walk = Walk {
            story,
            memory,
            moment,
            visits: Vec::new(),
            passed: Vec::new(),
            heard,
            decisions: Vec::new(),
            since: HashSet::new(),
        };
        walk.pass(&passed.0);
        walk.arrive(moment);
        walk
    }

    /// Goes on by another story, which differs only in its conditions and ways.
    pub fn go_by(&mut self, story: S) {
        self.story = story;
    }

    /// Starts a walk and takes these decisions. It stops where the last one leads.
    ///
    /// # Errors
    ///
    /// Returns the first decision that is not possible.
    pub fn replay(story: S, decisions: &[Decision]) -> Result<Walk<S>, Misstep> {
        let mut walk = Walk::new(story);
        for (index, decision) in decisions.iter().enumerate() {
            walk.to_choice();
            let met = walk.moment;
            let fits = met == Moment::Choice(decision.choice);
            if !fits || walk.choose_after(decision.option, decision.after).is_err() {
                let offered = walk.possible();
                return Err(Misstep {
                    index,
                    met,
                    offered,
                });
            }
        }
        Ok(walk)
    }

    /// Returns the story.
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// Returns where the walk is.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Returns where the story ended, if it is over.
    pub fn ending(&self) -> Option<EndingPlace> {
        let Moment::End { last } = self.moment else {
            return None;
        };
        let stop = |visit: &Visit| self.story.nodes[visit.node].stops.get(visit.part).copied();
        Some(EndingPlace {
            node: last,
            choice: self.visits.last().and_then(stop),
        })
    }

    /// Returns the parts that were heard, with the one that is heard now.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// Returns the nodes that were passed over because their condition was false, each with the number
    /// of visits before it.
    pub fn passed(&self) -> &[(usize, NodeId)] {
        &self.passed
    }

    /// Returns the decisions so far. A default that is taken because no option is open is no
    /// decision.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Returns the values of the variables now.
    pub fn values(&self) -> &Values {
        &self.memory.values
    }

    /// Returns whether a condition holds now; none holds.
    pub fn holds(&self, when: Option<ConditionId>) -> bool {
        self.rules().holds(&self.memory, when, &mut ())
    }

    /// Returns the options that the open choice offers, by their numbers.
    pub fn offered(&self) -> Vec<usize> {
        let Moment::Choice(choice) = self.moment else {
            return Vec::new();
        };
        let options = 0..self.story.choices[choice].options.len();
        let rules = self.rules();
        let offers = |option: &usize| rules.offers(&self.memory, choice, *option, &mut ());
        options.filter(offers).collect()
    }

    /// Returns all options that can be taken now: those offered, and the default of a choice
    /// whose time can be over.
    pub fn possible(&self) -> Vec<usize> {
        let mut options = self.offered();
        if let Moment::Choice(choice) = self.moment {
            let choice = &self.story.choices[choice];
            let default = choice.default.filter(|_| choice.timed);
            options.extend(default.filter(|option| !options.contains(option)));
        }
        options
    }

    /// Goes on after the part that is heard now. At a choice and at the end it does nothing.
    pub fn go_on(&mut self) {
        let Moment::Part { node, part } = self.moment else {
            return;
        };
        let rules = Rules::new(&self.story);
        let mut left = Passed::default();
        let next = match self.story.nodes[node].stops.get(part) {
            None => {
                let next = rules.leave(&self.memory, node, &mut left);
                // The first one was heard.
                left.0.drain(..left.0.len().min(1));
                next
            }
            Some(&choice) => {
                let options = 0..self.story.choices[choice].options.len();
                let mut options = options;
                let default = self.story.choices[choice].default;
                if options.any(|option| rules.offers(&self.memory, choice, option, &mut ())) {
                    Moment::Choice(choice)
                } else if let Some(default) = default {
                    rules.take(&mut self.memory, (node, part), (choice, default), &mut left)
                } else {
                    Moment::Stuck(Stuck::NoOption(choice))
                }
            }
        };
        self.pass(&left.0);
        self.arrive(next);
    }

    /// Goes on to the next choice, to the end, or to where the story is stuck.
    pub fn to_choice(&mut self) {
        while let Moment::Part { .. } = self.moment {
            self.go_on();
        }
    }

    /// Takes an option of the open choice.
    ///
    /// # Errors
    ///
    /// Returns why the option is not possible. The walk stays where it is.
    pub fn choose(&mut self, option: usize) -> Result<(), Refused> {
        self.choose_after(option, None)
    }

    /// Takes an option of the open choice a time after the end of the question.
    ///
    /// # Errors
    ///
    /// Returns why the option is not possible. The walk stays where it is.
    pub fn choose_after(&mut self, option: usize, after: Option<Frames>) -> Result<(), Refused> {
        let Moment::Choice(choice) = self.moment else {
            return Err(Refused::NoChoice);
        };
        let last = self
            .visits
            .last()
            .filter(|_| self.possible().contains(&option));
        let Some(last) = last else {
            return Err(Refused::NotOffered);
        };
        let place = (last.node, last.part);
        let rules = Rules::new(&self.story);
        let mut passed = Passed::default();
        let next = rules.take(&mut self.memory, place, (choice, option), &mut passed);
        let decision = Decision {
            choice,
            option,
            after,
        };
        self.decisions.push(decision);
        self.since.clear();
        self.pass(&passed.0);
        self.arrive(next);
        Ok(())
    }

    /// Returns what the walk remembers.
    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Returns how often a node was heard.
    pub(crate) fn times_heard(&self, node: NodeId) -> usize {
        self.heard[node]
    }

    fn rules(&self) -> Rules<'_> {
        Rules::new(&self.story)
    }

    /// Notes the nodes that are passed over.
    fn pass(&mut self, nodes: &[NodeId]) {
        let before = self.visits.len();
        self.passed.extend(nodes.iter().map(|node| (before, *node)));
    }

    /// Notes where the walk is now.
    fn arrive(&mut self, moment: Moment) {
        self.moment = moment;
        let Moment::Part { node, part } = moment else {
            return;
        };
        if !self.since.insert((node, part, self.memory.content())) {
            self.moment = Moment::Stuck(Stuck::Circle(node));
            return;
        }
        self.heard[node] += usize::from(part == 0);
        self.visits.push(Visit {
            node,
            part,
            earlier: self.heard[node].saturating_sub(1),
            decisions: self.decisions.len(),
        });
    }
}

impl<S: Deref<Target = Story> + Clone> Walk<S> {
    /// Returns the walk up to the last choice, which is open again. Without a decision it is the
    /// start.
    #[must_use]
    pub fn back(&self) -> Walk<S> {
        let before = self.decisions.len().saturating_sub(1);
        let mut walk = Walk::new(self.story.clone());
        for decision in &self.decisions[..before] {
            walk.to_choice();
            if walk.choose_after(decision.option, decision.after).is_err() {
                break;
            }
        }
        if !self.decisions.is_empty() {
            walk.to_choice();
        }
        walk
    }
}
