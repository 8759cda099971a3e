//! A stereo mix of sounds with a fixed or growing extent.
//!
//! Takes sounds and the frames where they begin, and holds their sum. On a circle,
//! a sound that runs past the end continues at the beginning. Both channels have
//! the same length.

use std::cell::RefCell;

use super::filter::{Biquad, Way, cascade, chain};
use cuebook_core::audio::Audio;
use cuebook_core::units::RATE;

/// The extent of a canvas.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// As long as its sounds.
    Open,
    /// A fixed number of frames; longer sounds are cut.
    Line(usize),
    /// A fixed number of frames; the last frame leads into the first.
    Circle(usize),
}

impl Extent {
    /// Returns the number of frames, if it is fixed.
    #[must_use]
    pub fn frames(self) -> Option<usize> {
        match self {
            Extent::Open => None,
            Extent::Line(frames) | Extent::Circle(frames) => Some(frames),
        }
    }

    /// Returns the same duration at a rate that is `slow` times lower.
    #[must_use]
    pub fn slower(self, slow: usize) -> Extent {
        match self {
            Extent::Open => Extent::Open,
            Extent::Line(frames) => Extent::Line(frames / slow),
            Extent::Circle(frames) => Extent::Circle(frames / slow),
        }
    }

    /// Returns how a filter treats the ends of samples of this extent.
    #[must_use]
    pub fn way(self) -> Way {
        match self {
            Extent::Circle(_) => Way::Circle,
            Extent::Open | Extent::Line(_) => Way::Line,
        }
    }
}

/// A pool of long buffers. Reusing them is cheaper than new memory from the system.
#[derive(Debug, Default)]
pub struct Spare {
    buffers: RefCell<Vec<Vec<f32>>>,
}

impl Spare {
    /// Returns an empty buffer with the given capacity.
    #[must_use]
    pub fn take(&self, frames: usize) -> Vec<f32> {
        let mut buffers = self.buffers.borrow_mut();
        let roomy = |buffer: &Vec<f32>| buffer.capacity() >= frames;
        match buffers.iter().position(roomy) {
            Some(found) => {
                let mut buffer = buffers.swap_remove(found);
                buffer.clear();
                buffer
            }
            None => Vec::with_capacity(frames),
        }
    }

    /// Returns a copy of samples with at least the given capacity.
    #[must_use]
    pub fn copy(&self, samples: &[f32], frames: usize) -> Vec<f32> {
        let mut copy = self.take(frames.max(samples.len()));
        copy.extend_from_slice(samples);
        copy
    }

    /// Returns a silent canvas.
    #[must_use]
    pub fn canvas(&self, extent: Extent) -> Canvas {
        let Some(frames) = extent.frames() else {
            return Canvas::new(extent);
        };
        let empty = || {
            let mut buffer = self.take(frames);
            buffer.resize(frames, 0.0);
            buffer
        };
        Canvas {
            left: empty(),
            right: empty(),
            extent,
        }
    }

    /// Takes buffers back. Short ones are dropped.
    pub fn give(&self, buffers: impl IntoIterator<Item = Vec<f32>>) {
        let long = |buffer: &Vec<f32>| buffer.capacity() >= LONG;
        let kept = buffers.into_iter().filter(long);
        self.buffers.borrow_mut().extend(kept);
    }
}

/// The capacity from which a buffer is kept, in frames.
const LONG: usize = 5 * RATE as usize;

/// A stereo sum.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// The left samples, full scale at ±1.
    pub left: Vec<f32>,
    /// The right samples, as many as the left ones.
    pub right: Vec<f32>,
    /// Whether the canvas grows, ends or is a circle.
    pub extent: Extent,
}

impl Canvas {
    /// Creates a silent canvas. An open canvas is empty.
    #[must_use]
    pub fn new(extent: Extent) -> Canvas {
        let frames = extent.frames().unwrap_or(0);
        Canvas {
            left: vec![0.0; frames],
            right: vec![0.0; frames],
            extent,
        }
    }

    /// Creates a canvas from audio, as a line or a circle.
    #[must_use]
    pub fn from_audio(audio: Audio, circle: bool) -> Canvas {
        let frames = audio.frames().index();
        let mut channels = audio.channels.into_iter();
        let left = channels.next().unwrap_or_default();
        let right = channels.next().unwrap_or_else(|| left.clone());
        let extent = if circle {
            Extent::Circle(frames)
        } else {
            Extent::Open
        };
        Canvas {
            left,
            right,
            extent,
        }
    }

    /// Returns the audio; it is mono if left and right are the same.
    #[must_use]
    pub fn into_audio(self) -> Audio {
        if self.left == self.right {
            Audio::mono(self.left)
        } else {
            Audio {
                channels: vec![self.left, self.right],
            }
        }
    }

    /// Returns the length so far, in frames.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.left.len()
    }

    /// Adds room at the end of an open canvas, in which the last filters ring out.
    pub fn ring_out(&mut self) {
        let end = self.frames() + RATE as usize / 10;
        self.reach(end);
    }

    /// Adds a mono sound at a frame, with an equal-power pan.
    pub fn place(&mut self, sound: &[f32], at: usize, gain: f64, pan: f64) {
        let (left, right) = pan_gains(pan);
        self.lay(sound, at, (gain * left, gain * right));
    }

    /// Adds two channels at a frame, with an equal-power balance.
    pub fn place_stereo(&mut self, sides: (&[f32], &[f32]), at: usize, gain: f64, pan: f64) {
        self.reach(at + sides.0.len());
        let (left, right) = pan_gains(pan);
        let gains = ((gain * left) as f32, (gain * right) as f32);
        lay(&mut self.left, sides.0, at, gains.0, self.extent);
        lay(&mut self.right, sides.1, at, gains.1, self.extent);
    }

    /// Adds a mono sound at a frame, with one gain for each side.
    pub fn lay(&mut self, sound: &[f32], at: usize, gains: (f64, f64)) {
        self.reach(at + sound.len());
        lay(&mut self.left, sound, at, gains.0 as f32, self.extent);
        lay(&mut self.right, sound, at, gains.1 as f32, self.extent);
    }

    fn reach(&mut self, end: usize) {
        if self.extent == Extent::Open && end > self.left.len() {
            self.left.resize(end, 0.0);
            self.right.resize(end, 0.0);
        }
    }

    /// Filters both channels.
    pub fn filter(&mut self, filters: &[Biquad]) {
        let way = self.extent.way();
        if self.left == self.right {
            chain(filters, &mut self.left, way);
            self.right.clone_from(&self.left);
        } else {
            cascade(filters, [&mut self.left, &mut self.right], way);
        }
    }

    /// Multiplies both channels.
    pub fn scale(&mut self, gain: f32) {
        for sample in self.left.iter_mut().chain(&mut self.right) {
            *sample *= gain;
        }
    }

    /// Returns the peak of both channels.
    #[must_use]
    pub fn peak(&self) -> f32 {
        let (left, right) = (peak(&self.left), peak(&self.right));
        if left > right || left.is_nan() {
            left
        } else {
            right
        }
    }

    /// Returns half the sum of both channels.
    #[must_use]
    pub fn middle(&self) -> Vec<f32> {
        let both = self.left.iter().zip(&self.right);
        both.map(|(l, r)| f32::midpoint(*l, *r)).collect()
    }
}

/// Returns the largest absolute value. It is not finite if a sample is not finite.
#[must_use]
pub fn peak(samples: &[f32]) -> f32 {
    // Non-negative floats have the same order as their bits, and the comparison of
    // integers is vectorised.
    let bits = |sample: &f32| sample.abs().to_bits() as i32;
    f32::from_bits(samples.iter().map(bits).fold(0, i32::max) as u32)
}

/// Returns the sum of the squares of samples.
#[must_use]
pub fn power(samples: &[f32]) -> f64 {
    const ABREAST: usize = 8;
    let square = |sample: &f32| f64::from(*sample) * f64::from(*sample);
    let mut sums = [0.0; ABREAST];
    let blocks = samples.chunks_exact(ABREAST);
    let rest: f64 = blocks.remainder().iter().map(square).sum();
    for block in blocks {
        for (sum, sample) in sums.iter_mut().zip(block) {
            *sum += square(sample);
        }
    }
    rest + sums.iter().sum::<f64>()
}

/// Returns left and right gains of equal power, each 1 in the middle.
#[must_use]
pub fn pan_gains(pan: f64) -> (f64, f64) {
    if pan == 0.0 {
        return (1.0, 1.0);
    }
    let angle = (pan.clamp(-1.0, 1.0) + 1.0) * std::f64::consts::FRAC_PI_4;
    let root = std::f64::consts::SQRT_2;
    (root * libm::cos(angle), root * libm::sin(angle))
}

fn lay(onto: &mut [f32], sound: &[f32], at: usize, gain: f32, extent: Extent) {
    if onto.is_empty() {
        return;
    }
    let (mut at, mut rest) = (at, sound);
    if let Extent::Circle(frames) = extent {
        at %= frames;
    }
    while at < onto.len() && !rest.is_empty() {
        let (now, later) = rest.split_at(rest.len().min(onto.len() - at));
        for (onto, sample) in onto[at..].iter_mut().zip(now) {
            *onto += gain * sample;
        }
        if !matches!(extent, Extent::Circle(_)) {
            return;
        }
        rest = later;
        at = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_circle_a_sound_past_the_end_continues_at_the_beginning() {
        let mut canvas = Canvas::new(Extent::Circle(4));
        canvas.place(&[1.0, 2.0, 3.0], 3, 1.0, 0.0);
        assert_eq!(canvas.left, [2.0, 3.0, 0.0, 1.0]);
    }

    #[test]
    fn a_line_cuts_and_an_open_canvas_grows() {
        let mut line = Canvas::new(Extent::Line(2));
        line.place(&[1.0, 2.0], 1, 1.0, 0.0);
        assert_eq!(line.left, [0.0, 1.0]);
        let mut open = Canvas::new(Extent::Open);
        open.place(&[1.0, 2.0], 1, 0.5, -1.0);
        assert_eq!(open.frames(), 3);
        assert!((open.left[2] - std::f32::consts::SQRT_2).abs() < 1e-6);
        assert!(open.right[2].abs() < 1e-6);
    }
}
