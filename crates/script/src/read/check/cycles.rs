//! Finds cues that wait for one another. The module takes cues and returns one mistake for every
//! cycle. Each end of a cue is visited once, so the cost is linear in the length of a chain.

use std::collections::{HashMap, HashSet};

use crate::{Anchor, Cue, CueKind, Edge, Target};
use cuebook_core::diagnostic::{Diagnostic, Source, shown};

/// One end of a cue: twice the index of the cue, plus one for its end.
type End = usize;

/// The state of an end during the search.
#[derive(Copy, Clone, PartialEq)]
enum Mark {
    New,
    /// On the path that is being followed.
    Open,
    Done,
}

pub(super) fn find(cues: &[Cue]) -> Vec<Diagnostic> {
    let ids: HashMap<&str, usize> = cues
        .iter()
        .enumerate()
        .filter_map(|(i, cue)| Some((cue.id.as_ref()?.as_str(), i)))
        .collect();
    let mut marks = vec![Mark::New; cues.len() * 2];
    let mut found = Vec::new();
    for start in 0..marks.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::Open;
        let mut way: Vec<(End, usize)> = vec![(start, 0)];
        while let Some((end, step)) = way.last_mut() {
            let next = waits_for(cues, &ids, *end).get(*step).copied();
            *step += 1;
            match next {
                None => {
                    marks[*end] = Mark::Done;
                    way.pop();
                }
                Some(None) => {}
                Some(Some(next)) => match marks[next] {
                    Mark::New => {
                        marks[next] = Mark::Open;
                        way.push((next, 0));
                    }
                    Mark::Open => found.push(cycle(cues, &way, next)),
                    Mark::Done => {}
                },
            }
        }
    }
    found
}

/// Returns the ends that must be known before this one: the start of the same cue, and the target
/// of its anchor.
fn waits_for(cues: &[Cue], ids: &HashMap<&str, usize>, end: End) -> [Option<End>; 2] {
    let cue = &cues[end / 2];
    let anchor = if end.is_multiple_of(2) {
        Some(begin(cue))
    } else {
        until(cue)
    };
    let target = anchor.and_then(|anchor| match &anchor.target {
        Target::Cue(id) => {
            let other = ids.get(id.as_str())?;
            Some(other * 2 + usize::from(anchor.edge == Edge::After))
        }
        _ => None,
    });
    let own = (end % 2 == 1).then(|| end - 1);
    [own, target]
}

fn begin(cue: &Cue) -> &Anchor {
    match &cue.kind {
        CueKind::Spot { at, .. } | CueKind::Hush { at, .. } => at,
        CueKind::Bed { from, .. } | CueKind::Music { from, .. } => from,
    }
}

fn until(cue: &Cue) -> Option<&Anchor> {
    match &cue.kind {
        CueKind::Bed { until, .. } | CueKind::Music { until, .. } => until.as_ref(),
        CueKind::Spot { .. } | CueKind::Hush { .. } => None,
    }
}

fn cycle(cues: &[Cue], way: &[(End, usize)], back_to: End) -> Diagnostic {
    let from = way.iter().position(|(end, _)| *end == back_to).unwrap_or(0);
    let mut members: Vec<usize> = way[from..].iter().map(|(end, _)| end / 2).collect();
    // Both ends of one cue may be on the path.
    let mut seen = HashSet::new();
    members.retain(|member| seen.insert(*member));
    let place = |i: usize| {
        let anchor = until(&cues[i]).filter(|a| matches!(a.target, Target::Cue(_)));
        match begin(&cues[i]) {
            anchor @ Anchor {
                target: Target::Cue(_),
                ..
            } => anchor.span,
            other => anchor.unwrap_or(other).span,
        }
    };
    let name = |i: usize| cues[i].id.as_ref().map_or(String::new(), |id| shown(id));
    let first = members[0];
    let message = if members.len() == 1 {
        format!("the cue `{}` depends on itself", name(first))
    } else {
        let names: Vec<String> = members
            .iter()
            .take(6)
            .map(|i| format!("`{}`", name(*i)))
            .collect();
        format!("these cues depend on one another: {}", names.join(", "))
    };
    let mistake = Diagnostic::error("cue-cycle", place(first), message);
    let mistake = members.iter().skip(1).take(5).fold(mistake, |mistake, i| {
        mistake.also(
            Source::Script,
            place(*i),
            format!("the anchor of `{}`", name(*i)),
        )
    });
    mistake.hint("anchor one of them to words of the text")
}
