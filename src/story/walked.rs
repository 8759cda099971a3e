//! Goes along a path: the parts that are heard, with the conditions that hold at each of them, and
//! the choices between them.

use crate::book::BookStory;
use cuebook_core::id::IdVec;
use cuebook_core::units::Frames;
use cuebook_story::walk::Misstep;
use cuebook_story::{
    ChoiceId, Condition, ConditionId, Decision, Expr, Moment, NodeId, Story, To, Use, Visit, Walk,
    Way,
};

/// A path from the start to its end or to an open choice.
pub(super) struct Walked {
    pub heard: Vec<Heard>,
    pub end: Moment,
}

/// A way after the last decision on which other things are heard.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forced {
    /// The values of some conditions.
    pub(crate) conditions: Vec<(ConditionId, bool)>,
    /// Whether some nodes are heard when they are reached.
    pub(crate) nodes: Vec<(NodeId, bool)>,
    /// Where some nodes lead.
    pub(crate) ways: Vec<(NodeId, To)>,
}

/// A part that is heard.
pub(super) struct Heard {
    pub visit: Visit,
    /// Whether each condition holds there.
    holds: IdVec<ConditionId, bool>,
    /// The choice after it, if the listener is asked.
    pub asked: Option<Asked>,
}

/// A choice that the listener is asked.
pub(super) struct Asked {
    pub choice: ChoiceId,
    /// The options that are offered.
    pub offered: Vec<usize>,
    /// How long after the question the decision is taken.
    pub hold: Frames,
    /// Whether the time is over. Then a reminder is heard to its end.
    pub by_time: bool,
}

impl Walked {
    /// Goes through a story and takes these decisions. After the last one it goes another way, if
    /// one is given.
    pub(super) fn new(
        story: &BookStory,
        decisions: &[Decision],
        forced: Option<&Forced>,
    ) -> Result<Walked, Misstep> {
        // This finds a decision that is not possible.
        Walk::replay(&story.graph, decisions)?;
        let other = forced.map(|forced| forced.story(&story.graph));
        let after = other.as_ref().unwrap_or(&story.graph);
        let mut walk = Walk::new(match decisions.is_empty() {
            true => after,
            false => &story.graph,
        });
        let mut heard: Vec<Heard> = Vec::new();
        let mut rest = decisions.iter();
        loop {
            match walk.moment() {
                Moment::Part { .. } => {
                    let conditions = story.graph.conditions.ids();
                    let holds = conditions.map(|condition| walk.holds(Some(condition)));
                    let holds: IdVec<ConditionId, bool> = holds.collect();
                    heard.extend(walk.visits().last().map(|visit| Heard {
                        visit: *visit,
                        holds,
                        asked: None,
                    }));
                    walk.go_on();
                }
                Moment::Choice(choice) => {
                    let decision = rest.next();
                    let asked = Asked::new(story, &walk, choice, decision);
                    if let Some(last) = heard.last_mut() {
                        last.asked = Some(asked);
                    }
                    if decision.is_some() && rest.as_slice().is_empty() {
                        walk.go_by(after);
                    }
                    let taken = decision.map(|one| walk.choose_after(one.option, one.after));
                    if !matches!(taken, Some(Ok(()))) {
                        break;
                    }
                }
                Moment::End { .. } | Moment::Stuck(_) => break,
            }
        }
        Ok(Walked {
            heard,
            end: walk.moment(),
        })
    }
}

impl Forced {
    /// Returns a story that goes this way.
    fn story(&self, story: &Story) -> Story {
        let mut other = story.clone();
        for (condition, holds) in &self.conditions {
            other.conditions[*condition].expr = Expr::Flag(*holds);
        }
        for (node, is_heard) in &self.nodes {
            let expr = Expr::Flag(*is_heard);
            let used = Use::Node(*node);
            other.nodes[*node].when = Some(other.conditions.push(Condition { expr, used }));
        }
        for (node, to) in &self.ways {
            other.nodes[*node].ways = vec![Way {
                to: *to,
                when: None,
            }];
        }
        other
    }
}

impl Asked {
    fn new(
        story: &BookStory,
        walk: &Walk<&Story>,
        choice: ChoiceId,
        decision: Option<&Decision>,
    ) -> Asked {
        let after = decision.map(|own| own.after.unwrap_or(super::BREATH.frames()));
        let default = story.graph.choices[choice].default;
        let is_default = decision.is_none_or(|own| Some(own.option) == default);
        let wait = story.choices[choice].wait;
        Asked {
            choice,
            offered: walk.offered(),
            hold: after.unwrap_or(super::FOREVER.frames()),
            by_time: after.is_none() || is_default && after == wait,
        }
    }
}

impl Heard {
    /// Returns whether something with this condition is heard in the part.
    pub(super) fn holds(&self, when: Option<&ConditionId>) -> bool {
        when.is_none_or(|when| self.holds[*when])
    }
}
