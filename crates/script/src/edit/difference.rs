//! The difference between two texts as one replacement.

use cuebook_core::diagnostic::Span;

/// Returns the one replacement that makes a text of another.
#[must_use]
pub fn difference(before: &str, after: &str) -> (Span, String) {
    let same = |one: &str, other: &str| -> usize {
        let pairs = one.chars().zip(other.chars());
        let equal = pairs.take_while(|(one, other)| one == other);
        equal.map(|(c, _)| c.len_utf8()).sum()
    };
    let start = same(before, after);
    let back = |text: &str| text[start..].chars().rev().collect::<String>();
    let end = same(&back(before), &back(after));
    let span = Span::new(start, before.len() - end);
    (span, after[start..after.len() - end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_the_smallest_edit_that_makes_the_text() {
        let before = "cues:\n  - { spot: bell, at: “é” }\n";
        for after in [
            "cues:\n  - { spot: bell, at: “é”, gain: -3dB }\n",
            "spaces: { hall: { wet: -9dB } }\ncues:\n  - { spot: bell, at: “é” }\n",
            "cues:\n",
            before,
        ] {
            let (span, with) = difference(before, after);
            let made = [&before[..span.start], &with, &before[span.end..]].concat();
            assert_eq!(made, after);
        }
    }
}
