//! What a person whistles: a tune, a call to a dog or a cab, or one low note of wonder.

use super::near::Near;
use super::{Made, Told};
use crate::outline::lexicon::listed;
use cuebook_core::id::IdRange;

/// Words beside `whistled` that make it a tune: `whistled to himself as he worked`.
const TUNE: &str = "tune tunes song songs air melody bars hymn march waltz jig carol something himself herself themselves \
    breath cheerfully cheerily merrily softly happily absently tunelessly tunefully as while music";

/// Sets what a person whistles. Without a word for a tune, `whistled` is short.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    let Some(manner) = made
        .param("manner")
        .filter(|_| made.name == "human-whistle")
    else {
        return;
    };
    let words = near.word + 1..near.sentence.words.end;
    let next = near.low(near.word + 1);
    let is_tune = near.low(near.word) == "whistling"
        || words.ids().take(6).any(|word| listed(TUNE, near.low(word)));
    let own = match next {
        _ if is_tune => return,
        "for" | "to" | "up" => "call",
        "at" => "wolf",
        _ => "low",
    };
    told.set(manner, own, &near.shown(near.word));
}
