//! The voices of people: a child coughs higher than a man.

use super::near::Near;
use super::{Made, Told};
use crate::outline::lexicon::{Age, Sex};
use cuebook_synth::recipe::quantity::Quantity;

/// Who makes a sound.
#[derive(Copy, Clone, PartialEq)]
enum Who {
    Man,
    Woman,
    Child,
}

/// The pitch of a sound of the voice for a man, a woman and a child.
const PITCHES: &[(&str, [&str; 3])] = &[
    ("laugh", ["170Hz", "290Hz", "420Hz"]),
    ("groan", ["105Hz", "190Hz", "280Hz"]),
    ("sob", ["180Hz", "330Hz", "430Hz"]),
    ("weeping", ["180Hz", "330Hz", "430Hz"]),
    ("scream", ["520Hz", "820Hz", "1.2kHz"]),
    ("humming", ["130Hz", "220Hz", "320Hz"]),
];

/// The length of the vocal tract for a man, a woman and a child.
const TRACTS: [&str; 3] = ["17cm", "14.5cm", "12cm"];

/// How far a default may be from the usual value, as a ratio.
const SAME: f64 = 1.05;

/// Sets pitch or vocal tract by who makes the sound.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    let Some((word, who)) = near.person.and_then(|word| Some((word, who(near, word)?))) else {
        return;
    };
    let pitches = PITCHES.iter().find(|(name, _)| *name == made.name);
    let (param, values) = match pitches {
        Some((_, values)) => ("pitch", values),
        None => ("tract", &TRACTS),
    };
    let Some((param, range)) = made.quantity(param) else {
        return;
    };
    let value = values[who as usize];
    let differs = Quantity::parse(value).is_ok_and(|own| {
        let ratio = own.value / range.default.value;
        !(1.0 / SAME..=SAME).contains(&ratio)
    });
    if differs {
        told.set(param, value, &near.shown(word));
    }
}

fn who(near: &Near<'_, '_, '_>, word: cuebook_core::id::WordId) -> Option<Who> {
    let known = near.sentence.page.known(word);
    let by_sex = |sex| match sex {
        Sex::Man => Who::Man,
        Sex::Woman => Who::Woman,
    };
    match known.low.as_str() {
        "she" | "her" => return Some(Who::Woman),
        "he" | "him" => return Some(Who::Man),
        "children" | "boys" | "girls" => return Some(Who::Child),
        "women" => return Some(Who::Woman),
        "men" => return Some(Who::Man),
        _ => {}
    }
    let noun = known.noun;
    if noun.is_some_and(|noun| noun.age == Some(Age::Child)) {
        return Some(Who::Child);
    }
    let sex = noun.and_then(|noun| noun.sex).or(known.given);
    sex.map(by_sex)
}
