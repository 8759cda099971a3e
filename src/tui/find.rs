//! Finds lines by a part of their text. Takes the typed text and returns the
//! matching lines in their order. Case, quotation marks and line breaks do not
//! matter.

use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::LineId;
use cuebook_core::units::Frames;

/// The most matches in the list.
const MOST: usize = 500;

/// The typed text, and its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Find {
    pub typed: String,
    pub matches: Vec<LineId>,
    /// The index of the chosen match.
    pub chosen: usize,
}

impl Find {
    /// Searches again; the first match from `at` on is chosen.
    pub(super) fn search(&mut self, book: &Book, timeline: &Timeline, at: Frames) {
        self.matches = matches(book, &self.typed);
        let later = |line: &LineId| {
            let placed = timeline.lines.get(*line);
            placed.is_some_and(|placed| placed.at.start >= at)
        };
        self.chosen = self.matches.iter().position(later).unwrap_or(0);
    }

    /// Chooses the next match, or the previous one, in a circle.
    pub(super) fn step(&mut self, forward: bool) {
        let count = self.matches.len().max(1);
        let by = if forward { 1 } else { count - 1 };
        self.chosen = (self.chosen + by) % count;
    }

    /// Returns the chosen line.
    pub(super) fn line(&self) -> Option<LineId> {
        self.matches.get(self.chosen).copied()
    }
}

fn matches(book: &Book, typed: &str) -> Vec<LineId> {
    let wanted = folded(typed);
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let has = |text: &str| folded(text).contains(wanted);
    let lines = book.lines.entries();
    lines
        .filter(|(_, line)| {
            has(book.prose.said(line.text))
                || line.id == typed.trim()
                || book.roles[line.role].name.to_lowercase() == wanted
        })
        .map(|(id, _)| id)
        .take(MOST)
        .collect()
}

/// Returns text for comparison: small letters, plain marks, one space between
/// words.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '—' | '–' | '‑' => folded.push('-'),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_as_they_are_typed() {
        assert_eq!(folded("Don’t —\n  “GO”, Ёж"), "don't - \"go\", ёж");
    }

    #[test]
    fn matches_are_stepped_through_in_a_circle() {
        let mut find = Find {
            matches: vec![LineId(3), LineId(5)],
            ..Find::default()
        };
        find.step(false);
        assert_eq!(find.line(), Some(LineId(5)));
        find.step(true);
        assert_eq!(find.line(), Some(LineId(3)));
        let mut none = Find::default();
        none.step(false);
        none.step(true);
        assert_eq!(none.line(), None);
    }
}
