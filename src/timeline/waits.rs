//! The cues for which the reading waits: hushes and holds.

use std::collections::BTreeMap;

use crate::book::{Book, CueKind, Mark};
use cuebook_core::id::{CueId, WordId};
use cuebook_core::units::Frames;
use cuebook_script::Edge;

/// A cue for which the reading waits, and the length of the wait.
pub(super) type Wait = (CueId, Frames);

/// The waits of a show by their words, in the order of the script.
pub(super) struct Waits {
    /// By the first word after the wait: the cue, its length, and whether it
    /// belongs to the word before or the word after.
    at: BTreeMap<WordId, Vec<(CueId, Frames, Edge)>>,
}

impl Waits {
    pub(super) fn of(book: &Book) -> Waits {
        let mut at = BTreeMap::<WordId, Vec<_>>::new();
        for (id, cue) in book.cues.entries() {
            let hush = match cue.kind {
                CueKind::Hush(length) => length,
                _ => Frames::ZERO,
            };
            let length = hush + cue.hold;
            if length <= Frames::ZERO {
                continue;
            }
            let (word, edge) = match cue.at.mark {
                Mark::Word(word, Edge::Start) => (word, Edge::Start),
                Mark::Word(word, Edge::After) => (word + 1, Edge::After),
                Mark::Start => (WordId::FIRST, Edge::Start),
                Mark::Cue(..) | Mark::Time(_) | Mark::Turn(_) | Mark::End => continue,
            };
            at.entry(word).or_default().push((id, length, edge));
        }
        Waits { at }
    }

    /// Removes and returns the waits before a turn: those that belong to the words before `word`.
    pub(super) fn before_turn(&mut self, from: WordId, word: WordId) -> Vec<Wait> {
        let mut taken = Vec::new();
        for (key, waits) in self.at.range_mut(from.min(word)..=word) {
            waits.retain(|(cue, length, edge)| {
                let stays = *key == word && *edge == Edge::Start;
                taken.extend((!stays).then_some((*cue, *length)));
                stays
            });
        }
        taken
    }

    /// Removes and returns the waits after the word before `word`, and those
    /// before `word`, including all that were passed since `from`.
    pub(super) fn take(&mut self, from: WordId, word: WordId) -> (Vec<Wait>, Vec<Wait>) {
        let keys: Vec<WordId> = self.at.range(from..=word).map(|(key, _)| *key).collect();
        let waits: Vec<_> = keys
            .into_iter()
            .filter_map(|key| self.at.remove(&key))
            .flatten()
            .collect();
        let of = |wanted: Edge| {
            let matching = waits.iter().filter(move |(_, _, edge)| *edge == wanted);
            matching.map(|(cue, length, _)| (*cue, *length)).collect()
        };
        (of(Edge::After), of(Edge::Start))
    }
}
