//! Reads from the words beside a sound how it sounds: its kind, its degree, its speed, size and age, who makes it, how
//! often, from how far, and whether it comes or goes.
//!
//! What a recipe has a parameter for becomes its setting. Distance, number and movement are keys of the cue.

mod count;
mod distance;
mod kind;
mod near;
mod scale;
mod special;
mod voice;
mod whistle;

use super::find::Sounding;
use crate::outline::lexicon::listed;
use crate::outline::prose::clause::Sentence;
use cuebook_core::id::WordId;
use cuebook_synth::recipe::quantity::Quantity;
use cuebook_synth::recipe::{Param, Takes};
use near::Near;
#[cfg(test)]
pub(super) use special::SPECIAL;

/// How a sound sounds, by the words beside it.
#[derive(Clone, Debug, Default)]
pub(in crate::outline) struct Told {
    /// Settings of the recipe.
    pub settings: Vec<(String, String)>,
    /// Keys of the cue.
    pub keys: Vec<(&'static str, String)>,
    /// The number of times that a spot sounds.
    pub times: Option<u32>,
    /// Whether the text says how often it sounds.
    pub counted: bool,
    /// How much louder or softer the cue is, where the recipe has no parameter for it, in decibels.
    pub louder: i32,
    /// The words with what they set: `“hissed”: voice hiss`.
    pub reasons: Vec<String>,
}

impl Told {
    fn has(&self, param: &str) -> bool {
        self.settings.iter().any(|(own, _)| own == param)
    }

    /// Sets a parameter, unless an earlier word did or the value is its default.
    fn set(&mut self, param: &Param, value: &str, because: &str) {
        if self.has(&param.name) || param.takes.default_text() == value {
            return;
        }
        self.settings.push((param.name.clone(), value.to_owned()));
        self.because(because, &format!("{} {value}", param.name));
    }

    /// Lets it ring as often as the recipe can, unless the text says how often.
    pub(in crate::outline::prose::cues) fn ring_on(&mut self, params: &[Param]) {
        const RINGS: &str = "rings buzzes";
        let own = params.iter().find(|param| listed(RINGS, &param.name));
        if let Some(param) = own.filter(|_| !self.counted)
            && let Takes::Quantity { high, .. } = &param.takes
        {
            self.settings.push((param.name.clone(), high.to_string()));
        }
    }

    fn because(&mut self, words: &str, what: &str) {
        self.reasons.push(format!("“{words}”: {what}"));
    }
}

/// A recipe with its parameters.
#[derive(Copy, Clone)]
pub(super) struct Made<'s> {
    pub name: &'s str,
    pub bed: bool,
    pub params: &'s [Param],
}

impl<'s> Made<'s> {
    fn param(&self, name: &str) -> Option<&'s Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Returns the first parameter of a list that takes a quantity.
    fn quantity(&self, list: &str) -> Option<(&'s Param, Range)> {
        let own = |name| {
            let param = self.param(name)?;
            Some((param, Range::of(param)?))
        };
        list.split_ascii_whitespace().find_map(own)
    }
}

/// The values that a parameter takes.
#[derive(Copy, Clone)]
struct Range {
    default: Quantity,
    low: f64,
    high: f64,
}

impl Range {
    fn of(param: &Param) -> Option<Range> {
        match &param.takes {
            Takes::Quantity { default, low, high } => Some(Range {
                default: *default,
                low: low.value,
                high: high.value,
            }),
            Takes::Word { .. } => None,
        }
    }

    /// Returns the value at a share of the way from the default to an end: 1 is the highest value, -1 the lowest. A
    /// wide range is passed by ratios.
    fn at(&self, share: f64) -> f64 {
        const WIDE: f64 = 8.0;
        let end = if share < 0.0 { self.low } else { self.high };
        let (from, part) = (self.default.value, share.abs());
        match self.low > 0.0 && self.high / self.low >= WIDE {
            true => from * (end / from).powf(part),
            false => from + part * (end - from),
        }
    }

    /// Returns a value with two digits in the unit of the default, within the range.
    fn text(&self, value: f64) -> String {
        let one = Quantity::of(1.0, self.default.unit()).map_or(1.0, |one| one.value);
        let counts = self.default.unit().is_empty() && self.high > 1.0;
        let number = two_digits(value / one);
        let number = if counts { number.round() } else { number };
        let value = (number * one).clamp(self.low, self.high);
        self.default.with_value(value).to_string()
    }
}

/// Rounds a number to two digits.
fn two_digits(number: f64) -> f64 {
    if number == 0.0 {
        return 0.0;
    }
    // A whole power on either side, so that 4.1 does not become 4.1000000000000005.
    let digits = 1.0 - number.abs().log10().floor();
    match digits > 0.0 {
        true => (number * 10_f64.powf(digits)).round() / 10_f64.powf(digits),
        false => (number / 10_f64.powf(-digits)).round() * 10_f64.powf(-digits),
    }
}

/// Reads how a sound sounds.
#[must_use]
pub(super) fn told(
    sentence: &Sentence<'_, '_>,
    word: WordId,
    sounding: &Sounding,
    made: Made<'_>,
) -> Told {
    let near = Near::of(sentence, word, sounding);
    let mut told = Told::default();
    kind::read(&near, made, &mut told);
    scale::read(&near, made, &mut told);
    special::read(&near, made, &mut told);
    voice::read(&near, made, &mut told);
    whistle::read(&near, made, &mut told);
    count::read(&near, made, &mut told);
    distance::read(&near, made, &mut told);
    told
}
