//! What a device takes from: the far end of what is ready.
//!
//! In: frames, from another thread. Out: samples, as `rodio` asks for them.
//! Always true: it never waits, allocates or locks; where nothing is ready, a
//! frame of silence is; and it ends after the last frame, not before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use rodio::Source;
use rtrb::Consumer;

use super::{CHANNELS, FRAMES_A_SECOND};
use crate::units::Frames;

/// How far the two ends have come.
#[derive(Debug, Default)]
pub struct Course {
    taken: AtomicU64,
    /// Whether all that will ever be ready is.
    is_over: AtomicBool,
}

impl Course {
    pub fn taken(&self) -> Frames {
        Frames(self.taken.load(Ordering::Relaxed).cast_signed())
    }

    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }
}

/// Samples in pairs, until the course is over.
pub struct Supply {
    ready: Consumer<[f32; 2]>,
    right: Option<f32>,
    course: Arc<Course>,
}

impl Supply {
    pub fn new(ready: Consumer<[f32; 2]>, course: Arc<Course>) -> Supply {
        Supply {
            ready,
            right: None,
            course,
        }
    }

    fn frame(&mut self) -> Option<[f32; 2]> {
        // Asked first: what came in before the end is taken before it.
        let is_over = self.course.is_over.load(Ordering::Acquire);
        let frame = self.ready.pop();
        if is_over && frame.is_err() {
            return None;
        }
        self.course.taken.fetch_add(1, Ordering::Relaxed);
        Some(frame.unwrap_or([0.0; 2]))
    }
}

impl Iterator for Supply {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if let Some(right) = self.right.take() {
            return Some(right);
        }
        let [left, right] = self.frame()?;
        self.right = Some(right);
        Some(left)
    }
}

impl Source for Supply {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> rodio::ChannelCount {
        CHANNELS
    }

    fn sample_rate(&self) -> rodio::SampleRate {
        FRAMES_A_SECOND
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use rtrb::RingBuffer;

    use super::*;

    #[test]
    fn silence_fills_the_gaps_and_the_end_comes_after_the_last_frame() {
        let (mut ready, taken) = RingBuffer::new(4);
        let course = Arc::new(Course::default());
        let mut supply = Supply::new(taken, course.clone());
        let mut next = |count: usize| supply.by_ref().take(count).collect::<Vec<f32>>();
        assert_eq!(next(2), [0.0, 0.0], "nothing is ready");
        ready.push([1.0, -1.0]).unwrap();
        ready.push([2.0, -2.0]).unwrap();
        assert_eq!(next(3), [1.0, -1.0, 2.0]);
        ready.push([3.0, -3.0]).unwrap();
        course.end();
        assert_eq!(course.taken(), Frames(3));
        assert_eq!(next(9), [-2.0, 3.0, -3.0]);
        assert_eq!(course.taken(), Frames(4), "the end is no frame");
    }

    #[test]
    fn a_mixer_hands_on_what_it_is_given() {
        let (mut ready, taken) = RingBuffer::new(1000);
        let course = Arc::new(Course::default());
        let (mixer, output) = rodio::mixer::mixer(CHANNELS, FRAMES_A_SECOND);
        let frames: Vec<[f32; 2]> = (0..1000).map(|n| [n as f32, -0.1 * n as f32]).collect();
        for frame in &frames {
            ready.push(*frame).unwrap();
        }
        course.end();
        mixer.add(Supply::new(taken, course));
        assert_eq!(output.collect::<Vec<f32>>(), frames.as_flattened());
        assert!(ready.is_abandoned(), "the writer knows that all was taken");
    }
}
