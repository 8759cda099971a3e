//! Places words in a recording by the path through a take and the recording, and finds places where
//! the recording seems to have other words.

use std::ops::Range;

use cuebook_core::units::Frames;

use crate::features::Features;
use crate::{Aligned, Doubt, STEP};

/// A word that takes less than this share of its time was probably not said, unless it has at most so
/// many steps.
const SHORT: f32 = 0.3;
const BRIEF: usize = 6;

/// Neighbours that each take more than this share of their time, and together so many steps more,
/// probably have other words among them: 200 ms.
const LENGTHENED: f32 = 1.25;
const EXTRA: f32 = 20.0;

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
        doubts: doubts(&steps, &places),
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

/// Returns the doubts about words, from their steps in the take and in the recording.
fn doubts(steps: &[Range<usize>], places: &[Range<usize>]) -> Vec<Doubt> {
    let ratio =
        |(word, place): (&Range<usize>, &Range<usize>)| place.len() as f32 / word.len() as f32;
    let ratios: Vec<f32> = steps.iter().zip(places).map(ratio).collect();
    let mut sorted = ratios.clone();
    sorted.sort_by(f32::total_cmp);
    let Some(usual) = sorted.get(sorted.len() / 2) else {
        return Vec::new();
    };
    // The time of each word beside the pace of the recording.
    let paces: Vec<f32> = ratios.iter().map(|ratio| ratio / usual).collect();
    let is_missing = |index: usize| paces[index] < SHORT && steps[index].len() > BRIEF;
    let missing = runs(paces.len(), is_missing).map(Doubt::Missing);
    let extra = |index: usize| places[index].len() as f32 * (1.0 - 1.0 / paces[index]);
    let added = runs(paces.len(), |index| paces[index] > LENGTHENED)
        .filter(|run| run.clone().map(extra).sum::<f32>() >= EXTRA)
        .map(|run| {
            let (start, end) = (places[run.start].start, places[run.end - 1].end);
            Doubt::Added {
                among: run,
                at: Frames::from(start * STEP)..Frames::from(end * STEP),
            }
        });
    let mut doubts: Vec<Doubt> = missing.chain(added).collect();
    doubts.sort_by_key(|doubt| match doubt {
        Doubt::Missing(words) => words.start,
        Doubt::Added { among, .. } => among.start,
    });
    doubts
}

/// Returns the runs of neighbours, of so many in all, to which something applies.
fn runs(count: usize, applies: impl Fn(usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for index in (0..count).filter(|index| applies(*index)) {
        match found.last_mut() {
            Some(last) if last.end == index => last.end += 1,
            _ => found.push(index..index + 1),
        }
    }
    found.into_iter()
}
