//! The room or field around a sound.
//!
//! Takes a canvas and adds the reverberation of a place of a given size. The
//! reflections are first spread by two all-pass sections for each side, then they
//! go around in the network of [`hall`](super::source::hall). On a circle the end
//! is still ringing at the beginning. The first reflections of a hall are those of
//! a [`shoebox`].

mod shoebox;

use super::budget::reach;
use super::curve::frames;
use super::draw::{Draw, linear};
use super::performer::Performer;
use super::source::hall::{Hall, Space};
use crate::recipe::score::Room;
use cuebook_core::units::RATE;
use cuebook_dsp::canvas::{Canvas, Extent, power};

/// The speed of sound in air, in m/s.
const SPEED: f64 = 340.0;

/// The cost of the network for a frame.
const WORK: usize = 12;

/// The number of frames processed at a time: few enough to stay in the cache.
const AT_HAND: usize = 4096;

/// The gain of the all-pass sections.
const MIXED: f32 = 0.6;

/// The lengths of the all-pass sections relative to the size of the place.
const SPREAD: [[f64; 2]; 2] = [[0.37, 0.23], [0.41, 0.19]];

impl Performer<'_> {
    /// Adds a room to everything on a canvas.
    pub(super) fn room(
        &self,
        of: &Room,
        onto: &mut Canvas,
        draw: &mut Draw<'_>,
    ) -> Result<(), String> {
        let space = Space {
            size: draw.metres(&of.size)?.clamp(0.5, 150.0) / SPEED,
            decay: draw.time(&of.decay)?.clamp(0.02, 8.0),
            treble: draw.plain_or(of.treble.as_ref(), 0.4)?.clamp(0.05, 1.0),
        };
        let gain = linear(draw.level(&of.level)?);
        if onto.extent == Extent::Open {
            let length = onto.frames() + frames(space.decay);
            reach(length)?;
            onto.left.resize(length, 0.0);
            onto.right.resize(length, 0.0);
        }
        self.budget
            .spend(onto.frames() + frames(space.decay), WORK)?;
        let share = gain / libm::sqrt(answer(space).max(1e-12));
        let Some(early) = &of.early else {
            fill(space, onto, share as f32);
            return Ok(());
        };
        let early = linear(draw.level(early)?);
        self.budget.spend(onto.frames(), shoebox::WORK)?;
        let dry = onto.middle();
        fill(space, onto, share as f32);
        shoebox::reflect(dry, onto, space.size, early);
        Ok(())
    }
}

/// Adds `share` of the reverberation to a canvas.
fn fill(space: Space, onto: &mut Canvas, share: f32) {
    let mut around = Around::new(space);
    if matches!(onto.extent, Extent::Circle(_)) {
        let start = onto.frames().saturating_sub(frames(space.decay));
        let before = (onto.left[start..].to_vec(), onto.right[start..].to_vec());
        around.run(before);
    }
    let sides = (onto.left.chunks_mut(AT_HAND)).zip(onto.right.chunks_mut(AT_HAND));
    for (left, right) in sides {
        let wet = around.run((left.to_vec(), right.to_vec()));
        for (onto, wet) in [(left, wet.0), (right, wet.1)] {
            for (sample, wet) in onto.iter_mut().zip(wet) {
                *sample += share * wet;
            }
        }
    }
}

/// Returns the energy of the reverberation of a click, for each side.
fn answer(space: Space) -> f64 {
    let mut click = vec![0.0; frames(space.decay).max(1)];
    click[0] = 1.0;
    let (left, right) = Around::new(space).run((click.clone(), click));
    (power(&left) + power(&right)) / 2.0
}

/// The reflections of a place.
struct Around {
    spread: [[AllPass; 2]; 2],
    hall: Hall,
}

impl Around {
    fn new(space: Space) -> Around {
        let section = |share: f64| AllPass::new(frames(share * space.size).max(8));
        Around {
            spread: SPREAD.map(|side| side.map(section)),
            hall: Hall::of(space),
        }
    }

    /// Returns the reverberation of two sides.
    fn run(&mut self, (mut left, mut right): (Vec<f32>, Vec<f32>)) -> (Vec<f32>, Vec<f32>) {
        for (side, sections) in [&mut left, &mut right].into_iter().zip(&mut self.spread) {
            sections.iter_mut().for_each(|section| section.run(side));
        }
        self.hall.run(&mut left, &mut right, (0.0, 1.0));
        (left, right)
    }
}

/// A delay with feedback that passes all frequencies equally.
struct AllPass {
    line: Vec<f32>,
    at: usize,
}

impl AllPass {
    fn new(frames: usize) -> AllPass {
        AllPass {
            line: vec![0.0; frames.min(RATE as usize)],
            at: 0,
        }
    }

    fn run(&mut self, samples: &mut [f32]) {
        for sample in samples {
            let late = self.line[self.at];
            let kept = *sample + MIXED * late;
            *sample = late - MIXED * kept;
            self.line[self.at] = if kept.abs() < 1e-20 { 0.0 } else { kept };
            self.at += 1;
            if self.at == self.line.len() {
                self.at = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::measure;

    const ROOM: Space = Space {
        size: 4.0 / SPEED,
        decay: 0.5,
        treble: 0.4,
    };

    fn click(at: usize, extent: Extent) -> Canvas {
        let mut canvas = Canvas::new(extent);
        (canvas.left[at], canvas.right[at]) = (1.0, 1.0);
        canvas
    }

    #[test]
    fn a_room_rings_for_its_decay_and_the_treble_for_less() {
        let mut canvas = click(0, Extent::Line(48_000));
        fill(ROOM, &mut canvas, 1.0);
        let low = measure::decay(&measure::filtered(&canvas.left[240..], 100.0, 500.0));
        assert!((0.38..0.6).contains(&low), "{low} s");
        let high = measure::decay(&measure::filtered(&canvas.left[240..], 8000.0, 16_000.0));
        assert!((0.1..0.32).contains(&high), "{high} s");
    }

    /// The share is relative to the energy of a click, whatever the size.
    #[test]
    fn the_energy_of_the_reverberation_is_as_given() {
        for (size, decay) in [(2.0, 0.2), (8.0, 0.9), (60.0, 2.5)] {
            let space = Space {
                size: size / SPEED,
                decay,
                ..ROOM
            };
            let mut canvas = click(0, Extent::Line(frames(decay)));
            let share = linear(-9.0) / libm::sqrt(answer(space));
            fill(space, &mut canvas, share as f32);
            let late = (power(&canvas.left[1..]) + power(&canvas.right[1..])) / 2.0;
            let level = 10.0 * libm::log10(late);
            assert!((level + 9.0).abs() < 0.3, "{level} dB");
        }
    }

    #[test]
    fn the_sides_differ_and_the_reflections_fill_the_time() {
        let mut canvas = click(0, Extent::Line(24_000));
        fill(ROOM, &mut canvas, 1.0);
        let both = canvas.left[1..].iter().zip(&canvas.right[1..]);
        let both: f64 = both.map(|(a, b)| f64::from(a * b)).sum();
        let alike = both / libm::sqrt(power(&canvas.left[1..]) * power(&canvas.right[1..]));
        assert!(alike.abs() < 0.4, "{alike}");
        // No millisecond is empty after the first reflections.
        let levels = measure::levels(&canvas.left[1500..6000], 0.001);
        let low = levels.iter().copied().fold(f64::MAX, f64::min);
        assert!(low > 0.02 * measure::rms(&canvas.left[1500..6000]), "{low}");
    }

    #[test]
    fn on_a_circle_the_end_rings_on_at_the_beginning() {
        let mut canvas = click(47_000, Extent::Circle(48_000));
        fill(ROOM, &mut canvas, 1.0);
        let start = measure::rms(&canvas.left[..4800]);
        assert!(start > 10.0 * measure::rms(&canvas.left[40_000..46_900]));
    }
}
