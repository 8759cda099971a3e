//! Finds the words of a recording by comparing it with a take of the same words whose times are
//! known, spoken by a voice of the program.
//!
//! Both become a row of spectra in steps of 10 ms. The path through both rows on which they differ
//! least says which moment of the recording belongs to which moment of the take; H. Sakoe and
//! S. Chiba, *Dynamic programming algorithm optimization for spoken word recognition*, 1978.
//! Neither the language nor the sex of the speakers matters, because only the course of the
//! spectra is compared.

mod chapter;
mod course;
mod differences;
mod features;
pub mod gaps;
mod mouth;
mod path;
mod words;

use std::ops::Range;

use cuebook_core::units::{Frames, RATE};
use serde::{Deserialize, Serialize};

pub use chapter::{Heard, Spoken, listen};
use features::Bands;

/// The version of the alignment. Raise it with every change of the times that it finds.
pub const VERSION: u32 = 3;

/// A recording whose samples are all below this has no words: −60 dB.
const INAUDIBLE: f32 = 0.001;

/// The frames of a step: 10 ms.
pub(crate) const STEP: usize = RATE as usize / 100;

/// Mono audio at the rate of the program, with the start and end of each of its words.
#[derive(Copy, Clone, Debug)]
pub struct Timed<'a> {
    /// The samples.
    pub samples: &'a [f32],
    /// The start and end of each word, in frames of `samples`, in order.
    pub words: &'a [Range<Frames>],
}

/// The words of a recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Aligned {
    /// The start and end of each word, in frames of the recording, in order.
    pub words: Vec<Range<Frames>>,
    /// Places where the recording seems to have other words than the take.
    pub doubts: Vec<Doubt>,
}

/// A place where a recording seems to have other words than the take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Doubt {
    /// These words, by their indices, were probably not said.
    Missing(Range<usize>),
    /// The recording has other sound here: words that are not in the take, or a noise.
    Added {
        /// The word before which it is heard, by its index; the number of words at the end.
        before: usize,
        /// Its place in the recording.
        at: Range<Frames>,
    },
    /// Words were said once more.
    Repeated {
        /// The words, by their indices.
        words: Range<usize>,
        /// The place in the recording where they begin again.
        at: Range<Frames>,
    },
}

impl Doubt {
    /// Moves its place in the recording.
    pub fn shift(&mut self, by: Frames) {
        match self {
            Doubt::Missing(_) => {}
            Doubt::Added { at, .. } | Doubt::Repeated { at, .. } => {
                *at = at.start + by..at.end + by;
            }
        }
    }
}

/// Finds the words of `recording`, which is mono and has the same words as `take`. A recording
/// without sound has all its words at its start, and all of them are missing.
#[must_use]
pub fn align(take: Timed<'_>, recording: &[f32]) -> Aligned {
    let [own, other] = [take.samples, recording].map(Bands::of);
    if own.is_empty() || other.is_empty() {
        let words = take.words.iter().map(|_| Frames::ZERO..Frames::ZERO);
        return Aligned {
            words: words.collect(),
            doubts: match own.is_empty() {
                true => Vec::new(),
                false => all_missing(take.words),
            },
        };
    }
    let (own, other) = mouth::alike(&own, &other);
    let path = path::between(&own, &other);
    let aligned = words::placed(take.words, (&own, &other), &path, recording.len());
    match recording.iter().any(|sample| sample.abs() >= INAUDIBLE) {
        true => aligned,
        false => Aligned {
            doubts: all_missing(take.words),
            ..aligned
        },
    }
}

/// Returns the doubt about a recording in which nothing is heard; none if there is nothing to say.
fn all_missing(words: &[Range<Frames>]) -> Vec<Doubt> {
    let all = 0..words.len();
    let missing = (!all.is_empty()).then_some(Doubt::Missing(all));
    missing.into_iter().collect()
}

#[cfg(test)]
mod tests;
