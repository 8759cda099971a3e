//! How often a sound comes: `twice`, `three times`, `two shots`, `several knocks`.

use super::near::Near;
use super::{Made, Told};
use crate::outline::lexicon::listed;
use crate::outline::prose::cues::hour;
use crate::outline::sound::number;
use cuebook_core::id::{IdRange, WordId};

/// Parameters that are numbers of single sounds within one.
const PARAMS: &str = "count cries barks brays blows strokes rings presses beeps buzzes squeaks claps snaps bouts steps shots \
    times claps clicks";

/// Nouns that are counted: `three knocks`.
const COUNTED: &str = "times shots knocks blows raps strokes coughs blasts rings barks taps thuds bangs peals \
    explosions reports cracks hoots claps screams cries thumps sneezes beeps";

/// Sounds that do not come a number of times: those of machines and of weather.
const WHOLE: &str = "clock engine";

/// Sets how often a sound comes.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    let hours = hour::strokes(near.sentence.page, &near.sentence.words);
    if let Some(strokes) = hours.filter(|_| made.name == "bell-toll") {
        told.times = Some(strokes).filter(|strokes| *strokes > 1);
        return;
    }
    let Some((count, words)) = counted(near) else {
        return;
    };
    told.counted = true;
    if made.name == "clock-chime" {
        return;
    }
    if let Some((param, range)) = made.quantity(PARAMS).filter(|_| !listed(WHOLE, made.name)) {
        let fits = (range.low..=range.high).contains(&f64::from(count));
        if fits && range.default.unit().is_empty() {
            told.set(param, &count.to_string(), &words);
            return;
        }
    }
    if !made.bed && count > 1 {
        told.times = Some(count);
    }
}

/// Returns the number with its words.
fn counted(near: &Near<'_, '_, '_>) -> Option<(u32, String)> {
    let page = near.sentence.page;
    let clause = near.clause.clone();
    for word in clause.ids() {
        let (low, next) = (near.low(word), word + 1);
        let within = next < near.sentence.words.end;
        let nearby = word.distance(near.word) <= 7;
        match low {
            "twice" if nearby => return Some((2, near.shown(word))),
            "thrice" if nearby => return Some((3, near.shown(word))),
            "once" if nearby && word > near.word && near.sentence.ends_at(word) => {
                return Some((1, near.shown(word)));
            }
            "double" if next <= near.word && near.word <= next + 1 => {
                return Some((2, near.shown(word)));
            }
            "single" if next == near.word => return Some((1, near.shown(word))),
            "repeatedly" if nearby => return Some((4, near.shown(word))),
            _ => {}
        }
        if !within {
            continue;
        }
        // `three sharp knocks`
        let noun = (next..(next + 3).min(near.sentence.words.end))
            .ids()
            .find(|at| listed(COUNTED, near.low(*at)));
        let count = number(low).or_else(|| several(near, word));
        if let (Some(count), Some(noun)) = (count, noun) {
            return Some((count, page.text(word..noun + 1)));
        }
    }
    None
}

/// Returns the number of `several`, `a few`, `a couple of`, `half a dozen`.
fn several(near: &Near<'_, '_, '_>, word: WordId) -> Option<u32> {
    let before = word.checked_sub(1).map_or("", |before| near.low(before));
    match near.low(word) {
        "several" | "many" => Some(4),
        "few" if before == "a" => Some(3),
        "couple" | "pair" => Some(2),
        "dozen" if before == "a" && word > WordId(1) && near.low(word - 2) == "half" => Some(6),
        "dozen" => Some(12),
        digits => digits.parse().ok().filter(|count| (2..=20).contains(count)),
    }
}
