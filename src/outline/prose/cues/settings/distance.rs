//! From how far a sound is heard, and whether it comes or goes.

use super::near::Near;
use super::{Made, Range, Told};
use crate::outline::lexicon::listed;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::units::Metres;

/// Places in sight or earshot, after `across`, `over`, `from` and `beyond`.
const FAR_PLACES: &str = "valley river lake fields field water bay town city roofs rooftops moor marsh marshes hills hill \
    mountains mountain ridge horizon harbour village estuary desert plain woods forest quarry sea shore plains dunes \
    downs trees wood island cliffs square park canal";
/// Words for another part of the same house or street.
const APART: &str = "upstairs downstairs overhead below outside somewhere elsewhere";
/// Other rooms.
const ROOMS: &str = "room house flat apartment";

/// Shares of the way from the usual distance to the farthest or the nearest.
const FAR: f64 = 0.55;
const AWAY: f64 = 0.25;
const CLOSE: f64 = -0.5;

/// A sound that is usually farther than this, in metres, is not in another room.
const OUTDOORS: f64 = 20.0;

/// Sounds of things that move.
const MOVING: &str = "footsteps running horse-gallop horse-cart car-engine motor-boat steam-train tank-tracks boots-on-stairs \
    rowing helicopter";
/// Words after a verb for something that goes.
const GOING: &str = "off away";

/// How long something takes to come or go.
const MOVE_TIME: &str = "8s";

/// Sets the distance and the movement of a cue.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    let Some((_, range)) = made.quantity("distance") else {
        return;
    };
    let moves = listed(MOVING, made.name).then(|| movement(near)).flatten();
    if let Some((goes, words)) = moves {
        let (far, near_by) = (metres(&range, FAR), metres(&range, 0.0));
        let to = if goes { &far } else { &near_by };
        if !goes {
            told.keys.push(("distance", far.clone()));
        }
        let to = format!("{{ to: {{ distance: {to} }}, over: {MOVE_TIME} }}");
        told.keys.push(("move", to));
        told.because(
            &words,
            if goes {
                "it goes away"
            } else {
                "it comes nearer"
            },
        );
        return;
    }
    if let Some((share, words)) = heard_from(near, &range) {
        let distance = metres(&range, share);
        told.because(&words, &format!("from {distance}"));
        told.keys.push(("distance", distance));
    }
}

/// Returns a distance as a script writes it.
fn metres(range: &Range, share: f64) -> String {
    let value = super::two_digits(range.at(share)).clamp(range.low, range.high);
    match Metres(value) {
        Metres(far) if far >= 1000.0 => format!("{}km", super::two_digits(far / 1000.0)),
        Metres(near) if near >= 3.0 => format!("{}m", near.round()),
        Metres(near) => format!("{near}m"),
    }
}

/// Returns the share of the way to the end of the range, and the words.
fn heard_from(near: &Near<'_, '_, '_>, range: &Range) -> Option<(f64, String)> {
    let page = near.sentence.page;
    for word in near.clause.clone().ids() {
        let next = |by: usize| match word + by < near.clause.end {
            true => near.low(word + by),
            false => "",
        };
        let two = || page.text(word..word + 2);
        match near.low(word) {
            "distant" | "faraway" | "far-off" | "remote" => return Some((FAR, near.shown(word))),
            "distance" if near.low(word.saturating_sub(1)) == "the" => {
                return Some((FAR, near.shown(word)));
            }
            "far" if listed("off away out down below across beyond over", next(1)) => {
                return Some((FAR, two()));
            }
            "miles" if listed("away off", next(1)) => return Some((FAR, two())),
            "across" | "over" | "beyond" | "from" | "on" if is_far_place(near, word) => {
                let end = far_place(near, word).unwrap_or(word);
                return Some((FAR, page.text(word..end + 1)));
            }
            "next" if next(1) == "door" || listed(ROOMS, next(1)) && is_room(near, word) => {
                return apart(range, two());
            }
            "another" | "other" if listed(ROOMS, next(1)) && is_room(near, word) => {
                return apart(range, two());
            }
            low if listed(APART, low) && is_lone(near, word) => {
                return apart(range, near.shown(word));
            }
            "nearby" => return Some((CLOSE, near.shown(word))),
            "close" if listed("by at beside behind", next(1)) => return Some((CLOSE, two())),
            _ => {}
        }
    }
    None
}

fn apart(range: &Range, words: String) -> Option<(f64, String)> {
    (range.default.value < OUTDOORS).then_some((AWAY, words))
}

fn is_room(near: &Near<'_, '_, '_>, word: WordId) -> bool {
    word > WordId(1) && listed("in from of", near.low(word - 2))
        || word > WordId::FIRST && listed("in from", near.low(word - 1))
}

/// Returns whether a word is the place itself: `overhead`, but not `outside the door`.
fn is_lone(near: &Near<'_, '_, '_>, word: WordId) -> bool {
    use crate::outline::prose::clause::Class;
    near.sentence.class(word) != Some(Class::Preposition)
        && near
            .sentence
            .subject(near.word)
            .is_none_or(|subject| subject != word)
}

/// Returns whether a preposition leads to a place that is far: `across the valley`.
fn is_far_place(near: &Near<'_, '_, '_>, preposition: WordId) -> bool {
    let far = |list: &str| {
        (preposition + 1..(preposition + 4).min(near.clause.end))
            .ids()
            .any(|word| listed(list, near.low(word)))
    };
    match near.low(preposition) {
        "on" => far("horizon") || far("far") && far(FAR_PLACES),
        "from" => {
            far("far") || far("valley hills mountains village town harbour horizon ridge forest")
        }
        "over" => far("hills valley rooftops town water fields marsh moor") && !moves_over(near),
        _ => far(FAR_PLACES) && !moves_over(near),
    }
}

/// Returns whether something goes there itself: `ran across the field`.
fn moves_over(near: &Near<'_, '_, '_>) -> bool {
    near.person.is_some() || listed("footsteps running horse-gallop", near.low(near.word))
}

fn far_place(near: &Near<'_, '_, '_>, preposition: WordId) -> Option<WordId> {
    (preposition + 1..(preposition + 4).min(near.clause.end))
        .ids()
        .find(|word| listed(FAR_PLACES, near.low(*word)) || near.low(*word) == "far")
}

/// Returns whether what sounds goes or comes, and the words.
fn movement(near: &Near<'_, '_, '_>) -> Option<(bool, String)> {
    let page = near.sentence.page;
    for word in near.clause.clone().ids() {
        let beside = word > near.word && word <= near.word + 4;
        let low = near.low(word);
        let is_far = low == "away" && word > WordId::FIRST && near.low(word - 1) == "far";
        if listed(GOING, low) && beside && !is_far {
            return Some((true, page.text(near.word..word + 1)));
        }
        if listed("receded receding", low) || low == "died" && near.low(word + 1) == "away" {
            return Some((true, near.shown(word)));
        }
        if listed(
            "nearer closer approaching approached approaches approach",
            low,
        ) {
            return Some((false, near.shown(word)));
        }
    }
    None
}
