//! Parameters that are quantities: degree, speed, size, length and age, by adjectives and adverbs.

use super::near::Near;
use super::{Made, Told};
use crate::outline::lexicon::listed;
use cuebook_core::id::WordId;

/// Words for the two ends of something that can be more or less.
struct Axis {
    /// The parameters for it, the fittest first.
    params: &'static str,
    most: &'static str,
    more: &'static str,
    less: &'static str,
    least: &'static str,
    /// How much a cue without such a parameter changes, in decibels.
    decibels: i32,
}

const AXES: &[Axis] = &[
    Axis {
        params: "intensity force loudness strength power volume swell flow rapids heat fury effort distress terror \
            fright mirth joy grief pain warmth depth wildness",
        most: "deafening thunderous torrential tremendous terrific mighty ear-splitting savage savagely violent \
            violently furious furiously thunderously deafeningly torrentially raging",
        more: "heavy heavily hard loud loudly strong strongly great fierce fiercely wild wildly powerful powerfully \
            hearty heartily forceful forcefully vigorous vigorously noisy noisily sharp sharply rousing wildest \
            bitterly steadily",
        less: "soft softly gentle gently light lightly quiet quietly faint faintly low muffled muted subdued timid \
            timidly discreet discreetly slight slightly weak weakly feeble feebly thin tentative tentatively \
            cautious cautiously delicate delicately dull polite politely small hesitant hesitantly",
        least: "inaudible faintest softest barely inaudibly",
        decibels: 4,
    },
    Axis {
        params: "cadence pace tempo speed rate strokes",
        most: "frantic frantically breakneck",
        more: "quick quickly fast rapid rapidly brisk briskly hurried hurriedly swift swiftly hasty hastily urgent \
            urgently",
        less: "slow slowly leisurely measured unhurried ponderous ponderously wearily heavily lazily solemn solemnly",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "size weight heavy",
        most: "enormous gigantic massive colossal",
        more: "big huge large great heavy heavily",
        less: "little small tiny young thin light",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "people men horses birds",
        most: "vast",
        more: "huge great big packed",
        less: "small little sparse thin",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "length lasts",
        most: "endless interminable",
        more: "long prolonged sustained lengthy drawn-out longer lingering",
        less: "short brief curt briefly abrupt abruptly",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "worn rust old creaking creak neglect",
        most: "",
        more: "old ancient rusty battered creaky decrepit worn rickety dilapidated",
        less: "new modern gleaming well-oiled",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "anger fury agitation urgency unrest harshness alarm",
        most: "furious furiously enraged",
        more: "angry angrily irritably indignant indignantly fierce fiercely",
        less: "contented contentedly lazy sleepy sleepily calm calmly",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "fear terror fright alarm distress urgency",
        most: "terrified panic-stricken",
        more: "frightened fearful fearfully nervous nervously anxious anxiously desperate desperately",
        less: "",
        least: "",
        decibels: 0,
    },
    Axis {
        params: "wet",
        most: "",
        more: "wet rainy soaked streaming puddled",
        less: "dry",
        least: "",
        decibels: 0,
    },
];

/// The shares of the way from the default to the end of the range.
const MOST: f64 = 0.9;
const MORE: f64 = 0.6;

impl Axis {
    /// Returns how far a word goes, from -1 to 1.
    fn share(&self, low: &str) -> Option<f64> {
        let shares = [
            (self.most, MOST),
            (self.more, MORE),
            (self.less, -MORE),
            (self.least, -MOST),
        ];
        let share = shares.iter().find(|(words, _)| listed(words, low));
        share.map(|(_, share)| *share)
    }
}

/// Sets the quantities that adjectives and adverbs name.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    for word in near.manner.iter().chain(&near.described) {
        // The light of a light switch is no degree.
        if made.name.split('-').any(|part| part == near.low(*word)) {
            continue;
        }
        if !is_set(near, made, told, *word) {
            louder(near, told, *word);
        }
    }
}

/// Sets the first parameter that a word fits; returns whether there is one.
fn is_set(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told, word: WordId) -> bool {
    let low = near.low(word);
    for axis in AXES {
        let Some(share) = axis.share(low) else {
            continue;
        };
        // A baby's age is no wear, and a body falls like a heavy one.
        let Some((param, range)) = made.quantity(axis.params) else {
            continue;
        };
        let value = range.text(range.at(share));
        let shown = near.shown(word);
        told.set(param, &value, &shown);
        return true;
    }
    false
}

/// Makes a cue louder or softer whose recipe has no parameter for it.
fn louder(near: &Near<'_, '_, '_>, told: &mut Told, word: WordId) {
    let degree = &AXES[0];
    let Some(share) = degree.share(near.low(word)) else {
        return;
    };
    if told.louder != 0 {
        return;
    }
    told.louder = match share < 0.0 {
        true => -degree.decibels - 2,
        false => degree.decibels,
    };
    let shown = near.shown(word);
    told.because(&shown, if share < 0.0 { "softer" } else { "louder" });
}
