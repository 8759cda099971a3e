//! Goes along a path: the parts that are heard, with the conditions that hold at each of them, and
//! the choices between them.

use crate::book::BookStory;
use cuebook_core::id::IdVec;
use cuebook_core::units::Frames;
use cuebook_story::walk::Misstep;
use cuebook_story::{ChoiceId, ConditionId, Decision, Expr, Moment, Story, Visit, Walk};

/// A path from the start to its end or to an open choice.
pub(super) struct Walked {
    pub heard: Vec<Heard>,
    pub end: Moment,
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
    /// Goes through a story and takes these decisions. After the last one, some conditions have another
    /// value.
    pub(super) fn new(
        story: &BookStory,
        decisions: &[Decision],
        forced: &[(ConditionId, bool)],
    ) -> Result<Walked, Misstep> {
        // This finds a decision that is not possible.
        Walk::replay(&story.graph, decisions)?;
        let other = (!forced.is_empty()).then(|| {
            let mut other = story.graph.clone();
            for (condition, own) in forced {
                other.conditions[*condition].expr = Expr::Flag(*own);
            }
            other
        });
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
