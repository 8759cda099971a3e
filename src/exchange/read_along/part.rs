//! The text of a part of a show: from its first word that is heard to its last, in the elements in
//! which they stand. Headings directly before the first word stay.

use std::borrow::Cow;

use super::runs::is_white;
use super::section::{headed, silent_headings};
use crate::timeline::Timeline;
use cuebook_script::prose::page::Piece;

/// Returns the pieces of a part. Only its words have a length in the timeline.
#[must_use]
pub(crate) fn within<'p>(timeline: &Timeline, pieces: Vec<Piece<'p>>) -> Vec<Piece<'p>> {
    let heard = timeline.words.entries();
    let mut heard = heard.filter(|(_, at)| !at.is_empty()).map(|(word, _)| word);
    let Some(first) = heard.next() else {
        return Vec::new();
    };
    let last = heard.next_back().unwrap_or(first);
    let first = headed(first, &silent_headings(timeline, &pieces));
    // Some words are no pieces: the numbers of a list.
    let is =
        |piece: &Piece<'_>| matches!(piece, Piece::Word(word, _) if (first..=last).contains(word));
    let (Some(begin), Some(end)) = (pieces.iter().position(is), pieces.iter().rposition(is)) else {
        return Vec::new();
    };
    let mut found = before(&pieces[..begin]);
    found.extend_from_slice(&pieces[begin..=end]);
    after(&pieces[end + 1..], &mut found);
    found
}

/// Returns the elements that are open after some pieces, with the marks directly before what follows.
fn before<'p>(pieces: &[Piece<'p>]) -> Vec<Piece<'p>> {
    let mut open: Vec<Piece<'p>> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open(_) => open.push(piece.clone()),
            // What the element has is not in the part, and neither are the marks around it.
            Piece::Close => {
                let begin = open.iter().rposition(|own| matches!(own, Piece::Open(_)));
                open.truncate(begin.unwrap_or_default());
            }
            Piece::Gap(text) => {
                let marks = text.rsplit(is_white).next().unwrap_or_default();
                let is_parted = marks.len() < text.len();
                open.retain(|own| !is_parted || matches!(own, Piece::Open(_)));
                open.push(Piece::Gap(Cow::Owned(marks.to_owned())));
            }
            Piece::Word(..) | Piece::LineEnd | Piece::Rule => {
                open.retain(|own| matches!(own, Piece::Open(_)));
            }
        }
    }
    open
}

/// Adds the marks directly after some pieces, and closes the elements that are open.
fn after<'p>(pieces: &[Piece<'p>], found: &mut Vec<Piece<'p>>) {
    for piece in pieces {
        match piece {
            Piece::Close => found.push(Piece::Close),
            Piece::Gap(text) => {
                let marks = text.split(is_white).next().unwrap_or_default();
                found.push(Piece::Gap(Cow::Owned(marks.to_owned())));
                if marks.len() < text.len() {
                    break;
                }
            }
            _ => break,
        }
    }
    let depth = found.iter().fold(0_usize, |depth, piece| match piece {
        Piece::Open(_) => depth + 1,
        Piece::Close => depth.saturating_sub(1),
        _ => depth,
    });
    found.extend(std::iter::repeat_n(Piece::Close, depth));
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Frames;
    use cuebook_script::prose::Prose;

    /// Returns the text of the part in which some words are heard, with the depth of its elements.
    fn part(text: &str, words: std::ops::Range<usize>) -> String {
        let (prose, _) = Prose::read_file("text.md", text.to_owned());
        let at = |word: usize| match words.contains(&word) {
            true => Frames(word as i64)..Frames(word as i64 + 1),
            false => Frames::ZERO..Frames::ZERO,
        };
        let timeline = Timeline {
            words: (0..prose.words.len()).map(at).collect(),
            ..Timeline::default()
        };
        let mut out = String::new();
        for piece in within(&timeline, prose.set()) {
            match piece {
                Piece::Open(_) => out.push('<'),
                Piece::Close => out.push('>'),
                Piece::Word(_, text) | Piece::Gap(text) => out.push_str(&text),
                Piece::LineEnd | Piece::Rule => out.push('|'),
            }
        }
        out
    }

    #[test]
    fn a_part_has_its_words_in_their_elements() {
        let text =
            "# One\n\nA door fell. “Who *is* there?” he said.\n\n* * *\n\n## Two\n\nNobody came.\n";
        assert_eq!(part(text, 4..7), "<“Who <is> there?”>");
        assert_eq!(part(text, 5..6), "<<is>>");
        assert_eq!(part(text, 7..9), "<he said.>");
        // A heading directly before it stays.
        assert_eq!(part(text, 10..11), "<Two><Nobody>");
        assert_eq!(part(text, 0..0), "");
    }

    #[test]
    fn a_part_can_end_at_the_number_of_a_list() {
        let text = "It rained.\n\n1. One lamp.\n2. Two lamps.\n";
        assert_eq!(part(text, 0..2), "<It rained.>");
        assert_eq!(part(text, 0..3), "<It rained.>");
        assert_eq!(part(text, 2..5), "<<One lamp.>>");
    }
}
