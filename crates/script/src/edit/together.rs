//! Steps that are made together, so that a change of many places does not parse the script once for
//! each of them.

use std::collections::BTreeMap;

use super::page::Page;
use super::{Step, guess, set};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_yaml::splice::Splice;

/// The number of steps and their splices.
type Found = Result<Option<(usize, Vec<Splice>)>, Box<Diagnostic>>;

/// Returns the splices of the first steps, and their number: those that set existing values or settle
/// guesses, each in another place of the script. Returns `None` for fewer than two steps.
pub(super) fn first(source: &str, steps: &[Step]) -> Found {
    let is_local = |step: &Step| matches!(step, Step::Set { .. } | Step::Settle { .. });
    if steps
        .iter()
        .take_while(|step| is_local(step))
        .nth(1)
        .is_none()
    {
        return Ok(None);
    }
    let page = &Page::of(source)?;
    let guesses = guess::found(page);
    // The start and the end of every change.
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    let mut all: Vec<Splice> = Vec::new();
    let mut count = 0;
    for step in steps {
        let splices = match step {
            Step::Settle { path } => guess::settled(page, &guesses, path).ok(),
            Step::Set { path, value } => match set::set(page, path, value) {
                Ok(set::Way::Splices(splices)) => Some(splices),
                _ => None,
            },
            _ => None,
        };
        let Some(splices) =
            splices.filter(|splices| splices.iter().all(|one| is_free(&places, one)))
        else {
            break;
        };
        places.extend(splices.iter().map(|one| (one.span.start, one.span.end)));
        all.extend(splices);
        count += 1;
    }
    Ok((count > 1).then_some((count, all)))
}

/// Returns whether a change touches no other one.
fn is_free(places: &BTreeMap<usize, usize>, splice: &Splice) -> bool {
    let before = places.range(..=splice.span.end).next_back();
    before.is_none_or(|(_, end)| *end < splice.span.start)
}
