//! Parameters that take a word: `the cat hissed`, `a goods train`, `footsteps on the gravel`.

use super::near::Near;
use super::{Made, Told};
use crate::outline::lexicon::verbs;
use cuebook_core::id::WordId;
use cuebook_core::meaning::stem;
use cuebook_synth::recipe::{Param, Takes};

/// Values that a noun or an adjective does not mean: they say when, where to or how many.
const UNSURE: &str = "both open close shut away pass idle stop half first third hour still up down here whole run drop set-down \
    pick-up draw throw end past none way on part above below last charge attention fire light dark turn lay leaf \
    drag play";

/// Words for a value, beside the value itself.
const VALUES: &[(&str, &str)] = &[
    ("parquet", "parquet boards floorboards planks wooden floor"),
    (
        "stone",
        "flagstones flags cobbles cobblestones pavement paving marble tiles concrete slabs kerb street",
    ),
    ("gravel", "shingle cinders pebbles"),
    ("iron", "metal steel grating gangway ironwork"),
    ("earth", "ground grass turf mud field lawn soil meadow"),
    (
        "wood",
        "wooden boards floorboards planks oak timber floor deck table",
    ),
    ("snow", "snowy"),
    ("roof", "tiles slates rooftop rooftops skylight"),
    ("window", "pane panes windowpane glass"),
    ("leaves", "foliage trees branches bushes hedge"),
    ("sheet-iron", "iron steel metal"),
    ("pine", "deal plywood thin"),
    ("street", "alley road town"),
    ("indoors", "room hall cellar corridor kitchen house"),
    ("forest", "wood woods trees"),
    ("field", "fields meadow plain"),
    ("shingle", "pebbles"),
    ("rocks", "cliff cliffs reef"),
    ("goods", "freight cargo"),
    ("steam", "engine locomotive"),
    ("underground", "tube subway metro"),
    ("floor", "floorboard floorboards boards"),
    ("stair", "stairs staircase step steps"),
    ("beam", "beams rafters timbers mast hull ship"),
];

/// Sets the parameters that take a word.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    for param in made.params {
        let Takes::Word { words, .. } = &param.takes else {
            continue;
        };
        if let Some((value, word)) = chosen(near, words) {
            let (value, shown) = (value.to_owned(), near.shown(word));
            set(told, param, &value, &shown);
        }
    }
}

fn set(told: &mut Told, param: &Param, value: &str, because: &str) {
    // The default is said too, so no later word changes it.
    if param.takes.default_text() != value {
        told.set(param, value, because);
    }
}

/// Returns the value that the words name, and the word: first by the verb, then by a noun.
fn chosen<'v>(near: &Near<'_, '_, '_>, values: &'v [String]) -> Option<(&'v str, WordId)> {
    for word in std::iter::once(near.word).chain(near.verb) {
        if let Some(value) = values.iter().find(|value| names_verb(near, word, value)) {
            return Some((value, word));
        }
    }
    let named = |own: &dyn Fn(&str, &str) -> bool| {
        near.nouns.iter().find_map(|word| {
            let low = near.low(*word);
            let value = values
                .iter()
                .find(|value| !crate::outline::lexicon::listed(UNSURE, value) && own(value, low))?;
            Some((value.as_str(), *word))
        })
    };
    named(&|value, low| value == low || stem(value) == stem(low) && value.len() > 3)
        .or_else(|| named(&means))
}

/// Returns whether the sound's own word or its verb is a value: `hissed` for `hiss`.
fn names_verb(near: &Near<'_, '_, '_>, word: WordId, value: &str) -> bool {
    let low = near.low(word);
    value == low || verbs(low).iter().any(|(base, _)| *base == value)
}

fn means(value: &str, low: &str) -> bool {
    let mut rows = VALUES.iter().filter(|(own, _)| *own == value);
    rows.any(|(_, words)| crate::outline::lexicon::listed(words, low))
}
