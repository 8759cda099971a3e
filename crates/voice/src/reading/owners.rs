//! Assigns speech to written words. Takes the parts of speech in order, each with its written word
//! if that is known, and shares them with words that have no speech. The owners are in order,
//! before and after.

use cuebook_core::diagnostic::Span;

/// Returns the word that a stretch of the text belongs to: the first that it
/// overlaps.
pub(super) fn owner(words: &[(usize, Span)], stretch: Span) -> Option<usize> {
    let overlaps = |span: &Span| span.start < stretch.end && stretch.start < span.end;
    let found = words.iter().find(|(_, span)| overlaps(span));
    found.map(|(index, _)| *index)
}

/// Assigns parts without an owner to the word before them, or at the start to the word after them,
/// and puts the owners in order.
pub(super) fn settle(owners: &mut [Option<usize>]) {
    let first = owners.iter().flatten().next().copied();
    let mut last = first;
    for owner in owners {
        last = (*owner).max(last);
        *owner = last;
    }
}

/// Shares the speech of a word with neighbours that have none: the speech of
/// "10:20" belongs to both of its numbers. `needed` are the words that must
/// have a sound, in order.
pub(super) fn share(owners: &mut [Option<usize>], needed: &[usize]) {
    let mut at = 0;
    while at < needed.len() {
        let silent = needed[at..]
            .iter()
            .take_while(|word| !owners.contains(&Some(**word)))
            .count();
        if silent == 0 {
            at += 1;
            continue;
        }
        let run = at..at + silent;
        // The donor is the word before the run, or after it at the start.
        let (donor, heirs) = match run.start.checked_sub(1) {
            Some(before) => (needed[before], &needed[before..run.end]),
            None if run.end < needed.len() => (needed[run.end], &needed[run.start..=run.end]),
            None => return,
        };
        divide(owners, donor, heirs);
        at = run.end;
    }
}

fn divide(owners: &mut [Option<usize>], donor: usize, heirs: &[usize]) {
    let parts = owners.iter().filter(|owner| **owner == Some(donor)).count();
    let shared = owners.iter_mut().filter(|owner| **owner == Some(donor));
    for (place, owner) in shared.enumerate() {
        let heir = match parts < heirs.len() {
            // There are too few parts for all words. The first words get a part
            // each, and the donor is one of them.
            true if heirs[0] == donor => place,
            true => heirs.len() - parts + place,
            false => place * heirs.len() / parts,
        };
        *owner = Some(heirs[heir]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_without_an_owner_join_the_word_before_them() {
        let mut owners = [None, Some(0), None, Some(2), Some(1)];
        settle(&mut owners);
        assert_eq!(owners, [Some(0), Some(0), Some(0), Some(2), Some(2)]);
    }

    #[test]
    fn a_word_without_speech_gets_a_share_of_its_neighbours() {
        let mut owners = [Some(0), Some(0), Some(0), Some(0), Some(3)];
        share(&mut owners, &[0, 1, 3]);
        assert_eq!(owners, [Some(0), Some(0), Some(1), Some(1), Some(3)]);
        let mut owners = [Some(2), Some(2)];
        share(&mut owners, &[1, 2]);
        assert_eq!(owners, [Some(1), Some(2)]);
    }

    #[test]
    fn with_too_few_parts_the_donor_keeps_its_part() {
        let mut owners = [Some(0)];
        share(&mut owners, &[0, 1, 2]);
        assert_eq!(owners, [Some(0)]);
    }
}
