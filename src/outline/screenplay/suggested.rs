//! Cues for sounds that the action mentions, by the rules of drafts.

use super::cues::PlacedCue;
use super::scenes::Placed;
use crate::outline::anchor::Quotes;
use crate::outline::prose;
use crate::outline::{CueKind, Scene};
use crate::world::Catalog;
use cuebook_script::Prose;

/// A sound line and the action near it may mean the same sound. This is the largest
/// number of words between them.
const NEAR: usize = 60;

/// Adds the sounds of the action to those of the sound lines, in the order of the text.
/// A sound that a line asks for nearby is not added.
pub(super) fn add(
    cues: &mut Vec<PlacedCue>,
    prose: &Prose,
    quotes: &Quotes<'_>,
    (scenes, stock): (&[Placed], &dyn Catalog),
) {
    let spoken: Vec<Scene> = scenes.iter().map(|placed| placed.scene.clone()).collect();
    let ends: Vec<usize> = scenes.iter().map(|placed| placed.words.end).collect();
    let end_of = |word: usize| {
        ends.iter()
            .copied()
            .find(|end| word < *end)
            .unwrap_or(usize::MAX)
    };
    let mut found = Vec::new();
    for (word, mut cue) in prose::narrated(prose, &spoken, quotes, stock) {
        let Some(what) = cue.sound.as_ref().map(|sound| sound.what.clone()) else {
            continue;
        };
        let is_asked = |asked: &PlacedCue| {
            let same = asked.cue.sound.as_ref().filter(|sound| sound.what == what);
            let near = asked.word.abs_diff(word) <= NEAR;
            let lasts =
                |kind| kind != CueKind::Spot && asked.word <= word && word < end_of(asked.word);
            same.is_some_and(|sound| near || lasts(sound.kind))
        };
        if !cues.iter().any(is_asked) {
            cue.id = None;
            found.push(PlacedCue::new(cue, word, 0));
        }
    }
    cues.extend(found);
    // The sort keeps the order of sound lines at one place.
    cues.sort_by_key(|cue| cue.word);
}
