//! The course of a part: its stretches, each of which one thread mixes from its start to its end.
//!
//! A thread that begins a stretch fills the rooms from the seconds before it. So a stretch is some
//! times as long as the rooms ring, and it begins at a step of the mixer, so that no step is mixed
//! twice.

use std::ops::Range;

use super::BATCH;
use crate::{Block, Mixer};
use cuebook_core::units::{BLOCK, Frames};

/// The least length of a stretch, in frames: eleven seconds, and less in tests.
const LEAST: usize = if cfg!(test) { 2 } else { 32 } * 16_384;

/// The length of a stretch as a multiple of the time for which rooms ring.
const RINGS: usize = 3;

/// The most memory for blocks that are mixed before they are needed, in bytes.
const MOST: usize = 128 << 20;

/// The batches that one thread is ahead of its consumer, where there is one thread.
const AHEAD: usize = 4;

/// The stretches of a part, in order. They take turns on the threads.
pub(super) struct Course {
    from: Frames,
    stretches: Vec<Range<usize>>,
    lanes: usize,
    /// The number of batches that a thread may be ahead.
    ahead: usize,
}

impl Course {
    /// Divides `count` units from the position of a mixer on. A unit has `size` blocks.
    pub(super) fn of(mixer: &Mixer, count: usize, size: usize, threads: usize) -> Course {
        let length = LEAST
            .max(RINGS * mixer.memory())
            .next_multiple_of(mixer.step());
        Course::cut((mixer.position(), count), length / BLOCK, size, threads)
    }

    fn cut((from, count): (Frames, usize), length: usize, size: usize, threads: usize) -> Course {
        let most = MOST / (length * size.max(1) * size_of::<Block>());
        let lanes = threads.min(most).min(count.div_ceil(length)).max(1);
        // A stretch ends where the time of the show is a multiple of its length.
        let passed = from.0.div_euclid(BLOCK as i64).rem_euclid(length as i64) as usize;
        let mut stretches = Vec::new();
        let (mut at, mut end) = (0, length - passed);
        while at < count {
            let to = if lanes == 1 { count } else { end.min(count) };
            stretches.push(at..to);
            (at, end) = (to, to + length);
        }
        Course {
            from,
            stretches,
            lanes,
            ahead: if lanes == 1 {
                AHEAD
            } else {
                length.div_ceil(BATCH)
            },
        }
    }

    /// Returns the stretches, as units.
    pub(super) fn stretches(&self) -> &[Range<usize>] {
        &self.stretches
    }

    /// Returns the number of threads.
    pub(super) fn lanes(&self) -> usize {
        self.lanes
    }

    /// Returns the number of batches that a thread may be ahead.
    pub(super) fn ahead(&self) -> usize {
        self.ahead
    }

    /// Returns the frame at which a stretch begins.
    pub(super) fn start(&self, stretch: &Range<usize>) -> Frames {
        self.from + Frames::from(stretch.start * BLOCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thread_mixes_all_at_once() {
        let course = Course::cut((Frames(700), 9_000), 1_024, 1, 1);
        let [all] = course.stretches() else {
            panic!("{:?}", course.stretches());
        };
        assert_eq!(*all, 0..9_000);
        assert_eq!((course.lanes(), course.ahead()), (1, AHEAD));
    }

    #[test]
    fn stretches_end_at_multiples_of_their_length() {
        let course = Course::cut((Frames(100 * 512 + 7), 2_500), 1_024, 1, 2);
        assert_eq!(course.stretches(), [0..924, 924..1_948, 1_948..2_500]);
        assert_eq!(course.start(&(924..1_948)), Frames(1_024 * 512 + 7));
        // A part may begin before the show.
        let early = Course::cut((Frames(-512), 1_025), 1_024, 1, 2);
        assert_eq!(early.stretches(), [0..1, 1..1_025]);
        assert!(
            Course::cut((Frames(0), 0), 1_024, 1, 2)
                .stretches()
                .is_empty()
        );
    }

    #[test]
    fn there_are_no_more_threads_than_stretches_and_memory() {
        let lanes =
            |count, size, threads| Course::cut((Frames(0), count), 1_024, size, threads).lanes();
        assert_eq!(lanes(100_000, 1, 8), 8);
        assert_eq!(lanes(3_000, 1, 8), 3);
        assert_eq!(lanes(0, 1, 8), 1);
        // Five blocks of 4 KB for each of 1,024 units are 20 MB.
        assert_eq!(lanes(100_000, 5, 8), 6);
        assert_eq!(lanes(100_000, 50, 8), 1);
    }
}
