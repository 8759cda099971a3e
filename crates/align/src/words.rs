//! Places words in a recording by the path through a take and the recording, and finds places where
//! the recording seems to have other words.

use std::ops::Range;

use cuebook_core::units::Frames;

use crate::features::Features;
use crate::{Aligned, STEP, differences};

/// A pause of at least so many steps within a word parts it from the rest of a neighbour, which has
/// at most so many: 150 ms and 60 ms.
const LONG: usize = 15;
const REST: usize = 6;

/// Both sounds and the path through them.
struct Both<'a> {
    take: &'a Features,
    recording: &'a Features,
    /// The steps of the recording for each step of the take.
    met: Vec<Range<usize>>,
}

/// Returns the words of a recording of `frames` frames, from the words of the take.
pub(crate) fn placed(
    words: &[Range<Frames>],
    (take, recording): (&Features, &Features),
    path: &[(usize, usize)],
    frames: usize,
) -> Aligned {
    let mut met: Vec<Range<usize>> = Vec::with_capacity(take.len());
    for &(row, column) in path {
        match met.get_mut(row) {
            Some(columns) => columns.end = column + 1,
            None => met.push(column..column + 1),
        }
    }
    let both = Both {
        take,
        recording,
        met,
    };
    let steps: Vec<Range<usize>> = words.iter().map(|word| both.steps(word)).collect();
    let places: Vec<Range<usize>> = steps.iter().map(|word| both.place(word)).collect();
    let frame = |step: usize| Frames::from((step * STEP).min(frames));
    let mut last = Frames::ZERO;
    let in_order = places.iter().map(|place| {
        let start = frame(place.start).max(last);
        let end = frame(place.end).max(start);
        last = start;
        start..end
    });
    Aligned {
        words: in_order.collect(),
        doubts: differences::find(&steps, take, recording),
    }
}

impl Both<'_> {
    /// Returns the steps of a word of the take; at least one.
    fn steps(&self, word: &Range<Frames>) -> Range<usize> {
        let half = STEP / 2;
        let start = ((word.start.index() + half) / STEP).min(self.take.len() - 1);
        let end = ((word.end.index() + half) / STEP).min(self.take.len());
        start..end.max(start + 1)
    }

    /// Returns the steps of the recording for a word of the take, without pauses at its ends.
    fn place(&self, word: &Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (self.met[word.start].start, self.met[word.end - 1].end);
        let speech = &self.recording.speech;
        while start + 1 < end && !speech[start] {
            start += 1;
        }
        while end > start + 1 && !speech[end - 1] {
            end -= 1;
        }
        // The end of a neighbour, before or after a pause, is no part of the word.
        let is_pause = |from: &usize| speech[*from..(*from + LONG).min(end)].iter().all(|is| !is);
        let heard = |steps: Range<usize>| speech[steps].iter().filter(|is| **is).count();
        let mut pauses = (start..end.saturating_sub(LONG)).filter(is_pause);
        if let Some(pause) = pauses.next() {
            let last = pauses.next_back().unwrap_or(pause) + LONG;
            if heard(start..pause) <= REST {
                start = last;
                while start + 1 < end && !speech[start] {
                    start += 1;
                }
            } else if heard(last..end) <= REST {
                end = pause;
            }
        }
        start..end
    }
}
