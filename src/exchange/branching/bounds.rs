//! Finds the values that each variable can have.
//!
//! A number that only grows and is only compared needs no values above the largest number with
//! which it is compared. For other numbers every state of the story is looked at. If there are too
//! many states, bounds are chosen around the numbers that the source has, with a note.

use super::search::each_state;
use super::uses::{numbers_of, step, uses};
use super::{Flow, Kind, Operation, Term, VariableId, flags, kinds};

/// The least number of values of a number whose bounds are chosen.
const LEAST: i64 = 10;

/// A number with more values than this is taken for one that grows without end.
const LARGE: i64 = 1_000;

/// The largest and, negative, the smallest number.
const MOST: i64 = 1_000_000;

/// Gives each variable its values.
pub(super) fn find(flow: &mut Flow) {
    kinds::find(flow);
    let ids: Vec<VariableId> = flow.variables.ids().collect();
    for id in ids.clone() {
        count(flow, id);
    }
    let is_open = |flow: &Flow, id: &VariableId| flow.variables[*id].kind.is_none();
    let open: Vec<VariableId> = ids.into_iter().filter(|id| is_open(flow, id)).collect();
    if open.is_empty() {
        return;
    }
    let starts = flow.variables.iter().map(|one| one.start.number());
    let mut ranges: Vec<(i64, i64)> = starts.map(|start| (start, start)).collect();
    let all = each_state(flow, |_, memory| {
        for (range, value) in ranges.iter_mut().zip(&memory.values) {
            *range = (range.0.min(value.number()), range.1.max(value.number()));
        }
    });
    for id in open {
        let (from, to) = ranges[id.0];
        let found = all && from >= -MOST && to <= MOST;
        let (from, to) = match found {
            true => (from, to),
            false => choose(flow, id, (from, to)),
        };
        flow.variables[id].kind = Some(Kind::Number { from, to });
    }
}

/// Gives bounds to a number that is set to a few values, or only grows or shrinks.
fn count(flow: &mut Flow, id: VariableId) {
    if flow.variables[id].kind.is_some() {
        return;
    }
    if let Some((from, to)) = limits(flow, id) {
        flow.variables[id].kind = Some(Kind::Number { from, to });
        flow.variables[id].clamps = true;
        return;
    }
    let uses = uses(flow, id);
    if uses.other || (uses.grows && uses.shrinks) {
        return;
    }
    let least = uses.numbers.iter().copied().min().unwrap_or(0);
    let most = uses.numbers.iter().copied().max().unwrap_or(0);
    let (from, to) = match (uses.grows, uses.shrinks) {
        (true, _) => (least, most + 1),
        (_, true) => (least - 1, most),
        _ => {
            let start = flow.variables[id].start.number();
            (least.min(start), most)
        }
    };
    if from < -MOST || to > MOST {
        return;
    }
    if !flow.variables[id].written && (from, to) == (0, 1) {
        return flags::of_count(flow, id);
    }
    flow.variables[id].kind = Some(Kind::Number { from, to });
    flow.variables[id].clamps = uses.grows || uses.shrinks;
}

/// Returns the bounds of a number if each step of it is limited by `MIN` or `MAX`.
fn limits(flow: &Flow, id: VariableId) -> Option<(i64, i64)> {
    let start = flow.variables[id].start.number();
    let (mut from, mut to) = (start, start);
    let (mut limited, mut all) = (false, true);
    flow.each_set(|set| {
        if set.variable != id {
            return;
        }
        if let Term::Value(value) = &set.value {
            (from, to) = (from.min(value.number()), to.max(value.number()));
            return;
        }
        let (least, most, step) = limit(id, &set.value);
        all &= match step {
            Some(0..) => most.is_some(),
            Some(_) => least.is_some(),
            None => least.is_some() && most.is_some(),
        };
        limited = true;
        for bound in [least, most].into_iter().flatten() {
            (from, to) = (from.min(bound), to.max(bound));
        }
    });
    (limited && all && from >= -MOST && to <= MOST).then_some((from, to))
}

/// Returns the least and the largest value of a step, and how large the step is.
fn limit(id: VariableId, value: &Term) -> (Option<i64>, Option<i64>, Option<i64>) {
    let Term::Both(operation, sides) = value else {
        return (None, None, None);
    };
    match (operation, &sides.0, &sides.1) {
        (Operation::Lower, inner, Term::Value(bound)) => {
            let (least, _, step) = limit(id, inner);
            (least, Some(bound.number()), step)
        }
        (Operation::Higher, inner, Term::Value(bound)) => {
            let (_, most, step) = limit(id, inner);
            (Some(bound.number()), most, step)
        }
        _ => (None, None, step(id, value)),
    }
}

/// Chooses bounds around the numbers that the source has and those that were met, and notes it.
fn choose(flow: &mut Flow, id: VariableId, met: (i64, i64)) -> (i64, i64) {
    let uses = uses(flow, id);
    let mut numbers = uses.numbers;
    flow.each_term(|term| numbers_of(term, id, &mut numbers));
    numbers.retain(|number| number.abs() <= MOST / 4);
    let grows = met.1 - met.0 > LARGE;
    if !grows {
        numbers.extend([met.0, met.1]);
    }
    let least = numbers.iter().copied().min().unwrap_or(0);
    let most = numbers.iter().copied().max().unwrap_or(0);
    let span = (most - least).max(LEAST);
    let from = if least >= 0 && !uses.other {
        least.min(0)
    } else {
        least - span
    };
    let to = (most + span).min(MOST);
    let variable = &flow.variables[id];
    let (at, name) = (variable.at, variable.name.clone());
    let what = match grows {
        true => format!("`{name}` can grow without end; the show keeps it from {from} to {to}"),
        false => format!(
            "the story has too many states to look at all of them, so that not all values of `{name}` \
             are known; the show keeps it from {from} to {to}"
        ),
    };
    flow.note(at, what, "set the bounds that the story needs in `state`");
    (from, to)
}
