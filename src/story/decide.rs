//! Completes decisions: a listener names some of them, and the others are taken by a rule.

use std::collections::HashMap;

use super::BREATH;
use crate::book::{BookStory, seed};
use cuebook_core::units::Frames;
use cuebook_story::walk::Misstep;
use cuebook_story::{ChoiceId, Decision, Moment, NodeId, Stuck, Walk};

/// The most decisions of a path that is completed.
const MOST: usize = 1_000;

/// How the decisions are taken that are not named.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// The default when the time is over, otherwise the first option that is offered.
    Usual,
    /// The first option that is offered.
    First,
    /// Any option, by a seed.
    Random(u64),
    /// The path ends at the first choice after the last one that is named. One before it is decided
    /// as usual.
    Open,
}

/// Decisions to the end of a path, or to its open choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) decisions: Vec<Decision>,
    /// How many of them were not named.
    pub(crate) added: usize,
}

/// Why decisions cannot be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// A named decision is not possible. Has the decisions up to it.
    Misstep(Vec<Decision>, Misstep),
    /// The path reaches no end. Has its first decisions, the scenes of its last part, and whether it
    /// goes round them.
    Endless(Vec<Decision>, Vec<NodeId>, bool),
}

/// Completes decisions to the end of a path. A choice that is met before the next named one is
/// decided by the rule. An option that is not offered is taken only by a decision at the end of the
/// time, as that of [`with_times`].
pub(crate) fn complete(
    story: &BookStory,
    named: &[Decision],
    rest: Rest,
) -> Result<Decided, Undecided> {
    let mut walk = Walk::new(&story.graph);
    let mut named = named.iter().peekable();
    let mut tried: HashMap<Met, usize> = HashMap::new();
    let mut added = 0;
    loop {
        walk.to_choice();
        let choice = match walk.moment() {
            Moment::Choice(choice) => choice,
            // A named decision that is left over is a mistake.
            met => match named.next() {
                Some(decision) => return Err(misstep(&walk, *decision, met)),
                None if matches!(met, Moment::End { .. }) => break,
                None => return Err(endless(&walk)),
            },
        };
        if walk.decisions().len() >= MOST {
            return Err(endless(&walk));
        }
        if rest == Rest::Open && named.peek().is_none() {
            break;
        }
        let decision = match named.next_if(|decision| decision.choice == choice) {
            Some(decision) => timed(story, &walk, *decision)?,
            None => {
                added += 1;
                usual(story, &walk, (choice, rest), &mut tried)
            }
        };
        if walk.choose_after(decision.option, decision.after).is_err() {
            return Err(misstep(&walk, decision, walk.moment()));
        }
    }
    Ok(Decided {
        decisions: walk.decisions().to_vec(),
        added,
    })
}

/// A choice as it is met: with the values of the variables and the options that are offered.
type Met = (ChoiceId, Vec<i64>, Vec<usize>);

/// The most scenes that a message about an endless path names.
const NAMED: usize = 8;

fn endless(walk: &Walk<&cuebook_story::Story>) -> Undecided {
    let is_round = !matches!(
        walk.moment(),
        Moment::Stuck(Stuck::NoOption(_) | Stuck::NoWay(_))
    );
    let last = if is_round { NAMED } else { 1 };
    let mut nodes: Vec<NodeId> = Vec::new();
    for visit in walk.visits().iter().rev().take(2 * last) {
        if !nodes.contains(&visit.node) && nodes.len() < last {
            nodes.insert(0, visit.node);
        }
    }
    let first = walk.decisions().iter().take(NAMED);
    Undecided::Endless(first.copied().collect(), nodes, is_round)
}

fn misstep(walk: &Walk<&cuebook_story::Story>, decision: Decision, met: Moment) -> Undecided {
    let mut decisions = walk.decisions().to_vec();
    let index = decisions.len();
    decisions.push(decision);
    // The list up to here shows the same mistake.
    let misstep = Walk::replay(walk.story(), &decisions).err();
    let offered = walk.possible();
    let misstep = misstep.unwrap_or(Misstep {
        index,
        met,
        offered,
    });
    Undecided::Misstep(decisions, misstep)
}

/// Returns a named decision with its time. It may be later than the time of the choice, because a
/// listener may switch the clock off.
fn timed(
    story: &BookStory,
    walk: &Walk<&cuebook_story::Story>,
    decision: Decision,
) -> Result<Decision, Undecided> {
    let offered = walk.offered();
    let wait = wait(story, decision.choice);
    let after = match (wait, decision.after) {
        (_, after) if !offered.contains(&decision.option) => {
            if after.is_none() || after != wait {
                return Err(closed(walk, decision, offered));
            }
            after
        }
        (Some(wait), None) if wait < BREATH.frames() => Some(wait),
        (_, after) => after,
    };
    Ok(Decision { after, ..decision })
}

/// Returns the time of a choice that ends by itself.
fn wait(story: &BookStory, choice: ChoiceId) -> Option<Frames> {
    let is_timed = story.graph.choices[choice].timed;
    story.choices[choice].wait.filter(|_| is_timed)
}

/// Returns the mistake of an option that is not offered.
fn closed(
    walk: &Walk<&cuebook_story::Story>,
    decision: Decision,
    offered: Vec<usize>,
) -> Undecided {
    let mut decisions = walk.decisions().to_vec();
    let (index, met) = (decisions.len(), walk.moment());
    decisions.push(decision);
    let misstep = Misstep {
        index,
        met,
        offered,
    };
    Undecided::Misstep(decisions, misstep)
}

/// Returns decisions of a path that was explored, with the time of each one that only comes to be when
/// the time is over.
pub(crate) fn with_times(story: &BookStory, decisions: &[Decision]) -> Vec<Decision> {
    let mut walk = Walk::new(&story.graph);
    let mut timed = Vec::new();
    for decision in decisions {
        walk.to_choice();
        let is_open = walk.offered().contains(&decision.option);
        let after = match is_open {
            true => decision.after,
            false => decision.after.or(wait(story, decision.choice)),
        };
        timed.push(Decision { after, ..*decision });
        // A decision that is not possible is reported when the list is completed.
        let _ = walk.choose_after(decision.option, after);
    }
    timed
}

/// Returns the decision by the rule. A choice that is met again as it was is decided in another way,
/// so that a path that goes round comes to an end.
fn usual(
    story: &BookStory,
    walk: &Walk<&cuebook_story::Story>,
    (choice, rest): (ChoiceId, Rest),
    tried: &mut HashMap<Met, usize>,
) -> Decision {
    let graph = &story.graph.choices[choice];
    let mut options = walk.offered();
    let met = (choice, walk.values().to_vec(), options.clone());
    let times = tried.entry(met).or_insert(0);
    let default = graph.default.filter(|_| graph.timed);
    let number = match rest {
        Rest::Random(own) => {
            let draw = seed::derive(own, "choose", walk.decisions().len() as u64);
            (draw % options.len().max(1) as u64) as usize
        }
        Rest::Usual | Rest::First | Rest::Open => {
            if rest != Rest::First
                && let Some(default) = default
            {
                options.retain(|option| *option != default);
                options.insert(0, default);
            }
            *times % options.len().max(1)
        }
    };
    *times += 1;
    let option = options.get(number).copied().unwrap_or_default();
    let waits = matches!(rest, Rest::Usual | Rest::Open);
    let by_time = waits && Some(option) == default;
    Decision {
        choice,
        option,
        after: story.choices[choice].wait.filter(|_| by_time),
    }
}
