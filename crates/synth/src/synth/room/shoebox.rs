//! The first reflections of a hall: the mirror images of a source in the walls, the
//! floor and the ceiling of a box.
//!
//! J. B. Allen & D. A. Berkley, *Image method for efficiently simulating small-room
//! acoustics* (1979).

use crate::synth::curve::frames;
use cuebook_dsp::canvas::Canvas;
use cuebook_dsp::filter::{Biquad, chain};

/// The cost for a frame: one addition to each side for each image.
pub(super) const WORK: usize = 10;

/// Length, width and height relative to the size of a place.
const BOX: [f64; 3] = [1.55, 1.0, 0.62];

/// The place of the source and of the listener, relative to the box.
const SOURCE: [f64; 3] = [0.33, 0.39, 0.27];
const LISTENER: [f64; 3] = [0.61, 0.56, 0.21];

/// The amplitude that a wall of stone returns.
const RETURNED: f64 = 0.9;

/// The cutoff of the treble that walls return, in Hz.
const DULL: f64 = 5200.0;

/// A reflection: its delay after the direct sound relative to the size, its
/// amplitude and its side.
struct Image {
    late: f64,
    gain: f64,
    pan: f64,
}

/// Adds the reflections of a dry sound; `size` is in seconds, and the reflections of
/// a click have an energy of `level` squared.
pub(super) fn reflect(mut dry: Vec<f32>, onto: &mut Canvas, size: f64, level: f64) {
    let dull = Biquad::low_pass(DULL, std::f64::consts::FRAC_1_SQRT_2);
    chain(&[dull], &mut dry, onto.extent.way());
    let images = images();
    let energy: f64 = images.iter().map(|image| image.gain * image.gain).sum();
    let gain = level / libm::sqrt(energy);
    for image in images {
        onto.place(
            &dry,
            frames(image.late * size),
            gain * image.gain,
            image.pan,
        );
    }
}

/// Returns the images of one and two reflections.
fn images() -> Vec<Image> {
    let direct = distance([0, 0, 0]);
    let mut all = Vec::new();
    for x in -1..=1 {
        for y in -1..=1 {
            for z in -1..=1 {
                let walls: [i32; 3] = [x, y, z];
                let order: i32 = walls.iter().map(|wall| wall.abs()).sum();
                if !(1..=2).contains(&order) {
                    continue;
                }
                let far = distance(walls);
                all.push(Image {
                    late: far - direct,
                    gain: direct / far * libm::pow(RETURNED, f64::from(order)),
                    pan: offset(1, y) / far,
                });
            }
        }
    }
    all
}

/// Returns the distance of an image from the listener, relative to the size.
fn distance(walls: [i32; 3]) -> f64 {
    let squares = [0, 1, 2].map(|axis| {
        let along = offset(axis, walls[axis]);
        along * along
    });
    libm::sqrt(squares.iter().sum())
}

/// Returns how far an image is from the listener along an axis: 1 is the image in
/// the far wall, −1 in the near one, 0 the source itself.
fn offset(axis: usize, wall: i32) -> f64 {
    let source = match wall {
        0 => SOURCE[axis],
        1 => 2.0 - SOURCE[axis],
        _ => -SOURCE[axis],
    };
    BOX[axis] * (source - LISTENER[axis])
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::canvas::{Extent, power};

    #[test]
    fn a_click_returns_from_six_walls_and_their_edges_in_time() {
        let images = images();
        assert_eq!(images.len(), 18);
        // The floor is nearest: its image is 0.62 · (0.27 + 0.21) below the ear.
        let floor = distance([0, 0, -1]);
        assert!((floor - libm::hypot(libm::hypot(0.434, 0.17), 0.2976)).abs() < 1e-3);
        assert!(
            images
                .iter()
                .all(|image| image.late > 0.0 && image.gain < 1.0)
        );
        assert!(images.iter().any(|image| image.pan > 0.5));
        assert!(images.iter().any(|image| image.pan < -0.5));
    }

    #[test]
    fn the_energy_is_as_given_and_nothing_comes_before_the_direct_sound() {
        let mut canvas = Canvas::new(Extent::Circle(48_000));
        let mut click = vec![0.0; 48_000];
        click[100] = 1.0;
        reflect(click, &mut canvas, 0.1, 0.5);
        let before = power(&canvas.left[..90]) + power(&canvas.left[40_000..]);
        assert!(before < 1e-9, "{before}");
        let heard = (power(&canvas.left) + power(&canvas.right)) / 2.0;
        // Five kilohertz of 24 remain, and the images rarely meet.
        let share = heard / 0.25;
        assert!((0.1..0.4).contains(&share), "{share}");
    }
}
