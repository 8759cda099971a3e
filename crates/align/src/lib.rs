//! Finds the words of a recording by comparing it with a take of the same words whose times are
//! known, spoken by a voice of the program.
//!
//! Both become a row of spectra in steps of 10 ms. The path through both rows on which they differ
//! least says which moment of the recording belongs to which moment of the take; H. Sakoe and
//! S. Chiba, *Dynamic programming algorithm optimization for spoken word recognition*, 1978.
//! Neither the language nor the sex of the speakers matters, because only the course of the
//! spectra is compared.

mod features;
mod path;
mod words;

use std::ops::Range;

use cuebook_core::units::{Frames, RATE};

use features::Features;

/// The version of the alignment. Raise it with every change of the times that it finds.
pub const VERSION: u32 = 1;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// These words, by their indices, were probably not said.
    Missing(Range<usize>),
    /// The recording has more speech here than these words need: other words, or some of them once
    /// more.
    Added {
        /// The words that take too long, by their indices.
        among: Range<usize>,
        /// Their place in the recording.
        at: Range<Frames>,
    },
}

/// Finds the words of `recording`, which is mono and has the same words as `take`. A recording
/// without sound has all its words at its start.
#[must_use]
pub fn align(take: Timed<'_>, recording: &[f32]) -> Aligned {
    let [own, other] = [take.samples, recording].map(Features::of);
    if own.is_empty() || other.is_empty() {
        let words = take.words.iter().map(|_| Frames::ZERO..Frames::ZERO);
        return Aligned {
            words: words.collect(),
            doubts: Vec::new(),
        };
    }
    let path = path::between(&own, &other);
    words::placed(take.words, (&own, &other), &path, recording.len())
}

#[cfg(test)]
mod tests;
