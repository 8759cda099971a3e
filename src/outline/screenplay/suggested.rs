//! Cues for sounds that the action mentions, by the rules of drafts.

use super::cues::PlacedCue;
use super::scenes::Placed;
use crate::outline::anchor::Quotes;
use crate::outline::prose;
use crate::outline::{Cue, CueKind, Scene, Sound};
use crate::world::Catalog;
use cuebook_core::id::WordId;
use cuebook_script::Prose;

/// A sound line and the action near it may mean the same sound. This is the largest
/// number of words between them.
const NEAR: usize = 60;

/// Returns the sounds of the action, in the order of the text.
#[must_use]
pub(super) fn find(
    prose: &Prose,
    quotes: &Quotes<'_>,
    (scenes, stock): (&[Placed], &dyn Catalog),
) -> Vec<PlacedCue> {
    let scenes: Vec<Scene> = scenes.iter().map(|placed| placed.scene.clone()).collect();
    let found = prose::narrated(prose, &scenes, quotes, stock).into_iter();
    let placed = found.map(|(word, cue)| PlacedCue::new(Cue { id: None, ..cue }, word, 0));
    placed.filter(|placed| placed.cue.sound.is_some()).collect()
}

/// Returns the cues in the order of the text, without sounds of the action that a
/// line asks for nearby or that sound already.
#[must_use]
pub(super) fn without_doubles(cues: Vec<PlacedCue>, scenes: &[Placed]) -> Vec<PlacedCue> {
    let end_of = |word: WordId| {
        let scene = scenes.iter().find(|scene| scene.words.contains(&word));
        scene.map_or(WordId::NEVER, |scene| scene.words.end)
    };
    let sound = |cue: &PlacedCue| cue.cue.sound.clone();
    let asked = cues.iter().filter(|cue| !cue.is_suggested());
    let asked: Vec<(WordId, WordId, Sound)> = asked
        .filter_map(|cue| Some((cue.word, end_of(cue.word), sound(cue)?)))
        .collect();
    let is_double = |cue: &PlacedCue| {
        let Some(own) = sound(cue).filter(|_| cue.is_suggested() && !cue.is_used) else {
            return false;
        };
        asked.iter().any(|(word, end, asked)| {
            let near = word.distance(cue.word) <= NEAR;
            let lasts = asked.kind != CueKind::Spot && (*word..*end).contains(&cue.word);
            asked.what == own.what && (near || lasts)
        })
    };
    let kept = cues.iter().map(|cue| !is_double(cue)).collect::<Vec<_>>();
    let mut kept = kept.into_iter();
    let mut cues: Vec<PlacedCue> = cues
        .into_iter()
        .filter(|_| kept.next().unwrap_or(true))
        .collect();
    // The sort keeps the order of sound lines at one place.
    cues.sort_by_key(|cue| cue.word);
    cues
}
