//! The images of the sources: mirror-like reflections in the faces. Takes a
//! room and its stage and returns four paths, from each source to each
//! microphone.
//!
//! An image of the first order is at its exact geometric position. Later images
//! are a little off, because no wall is a perfect plane.

use cuebook_transform::Complex32;

use super::LONGEST_EARLY;
use super::bands::Bank;
use super::room::Room;
use super::room::{AIR, BANDS, INDOORS, Spectrum};
use super::stage::{Point, Stage, mirrored};
use crate::random::Random;
use cuebook_core::units::{RATE, Seconds};

/// The shift of an image with each further reflection, in metres.
const UNEVEN: f64 = 0.02;

/// The samples on each side of a pulse that falls between two frames.
const REACH: i64 = 16;

/// The factor of a cardioid that receives as much from all directions as a
/// sphere.
const CARDIOID: f64 = 0.866_025_403_784_438_6;

/// Computes the four paths.
#[must_use]
pub(super) fn early(room: &Room, stage: &Stage) -> [[Vec<f32>; 2]; 2] {
    let latest = stage.mixing.1 + room.pre_delay.0;
    let length = (Seconds(latest).frames().index() + REACH as usize + 1).min(LONGEST_EARLY);
    // The octave filters ring, also before the start; that part ends up at the
    // end of the transform.
    let bank = Bank::new(2 * length);
    [0, 1].map(|source| {
        let mut paths = [Trains::new(length), Trains::new(length)];
        for image in images(room, stage, source) {
            for (path, (ear, looks)) in paths.iter_mut().zip(&stage.ears) {
                path.hear(&image, (ear, looks), stage, room.pre_delay.0);
            }
        }
        paths.map(|path| path.sum(&bank, stage.lowest))
    })
}

/// The image of a source in the faces.
struct Image {
    place: Point,
    /// The energy that is left after the reflections, in each band, before the
    /// loss of the path.
    left: Spectrum,
}

/// Returns all images whose sound arrives before the mixing time.
fn images(room: &Room, stage: &Stage, source: usize) -> Vec<Image> {
    let radius = INDOORS * stage.mixing.1 + stage.distance + 1.0;
    let faces: Vec<Spectrum> = room.faces.iter().map(mirrored).collect();
    let chance = Random::new(0).named("images");
    let axes = [0, 1, 2].map(|axis| mirrors(room.size[axis], stage.sources[source][axis], radius));
    let mut images = Vec::new();
    for x in &axes[0] {
        for y in &axes[1] {
            for z in &axes[2] {
                let order = x.order() + y.order() + z.order();
                let place = [x.place, y.place, z.place];
                if order == 0 || away(&place, &stage.ears[0].0) > radius + 0.2 {
                    continue;
                }
                let left = std::array::from_fn(|band| {
                    let side = |axis: usize, mirror: &Mirror| {
                        libm::pow(faces[2 * axis][band], f64::from(mirror.low))
                            * libm::pow(faces[2 * axis + 1][band], f64::from(mirror.high))
                    };
                    side(0, x) * side(1, y) * side(2, z)
                });
                // The walls are uneven in the same way for all sources.
                let which = [x.number, y.number, z.number];
                let place = unevenly(place, order, &chance.nth(numbered(which)));
                images.push(Image { place, left });
            }
        }
    }
    images
}

/// A coordinate of a source, mirrored `low` times in the face at 0 and `high`
/// times in the other.
struct Mirror {
    place: f64,
    low: u32,
    high: u32,
    /// The index in the row of images, negative on one side.
    number: i64,
}

impl Mirror {
    fn order(&self) -> u32 {
        self.low + self.high
    }
}

/// Returns the mirrored coordinates within a radius (Allen & Berkley 1979,
/// equation 9).
fn mirrors(side: f64, source: f64, radius: f64) -> Vec<Mirror> {
    let most = (radius / (2.0 * side)) as i64 + 1;
    let mut mirrors = Vec::new();
    for n in -most..=most {
        for odd in [false, true] {
            let across = 2.0 * n as f64 * side;
            let place = if odd {
                across - source
            } else {
                across + source
            };
            let low = (n - i64::from(odd)).unsigned_abs() as u32;
            let high = n.unsigned_abs() as u32;
            mirrors.push(Mirror {
                place,
                low,
                high,
                number: 2 * n - i64::from(odd),
            });
        }
    }
    mirrors
}

/// Returns one number for three.
fn numbered(which: [i64; 3]) -> usize {
    let all = which.iter().fold(0_i64, |all, one| {
        all.wrapping_mul(4099).wrapping_add(one + 2048)
    });
    all.unsigned_abs() as usize
}

fn unevenly(place: Point, order: u32, chance: &Random) -> Point {
    if order < 2 {
        return place;
    }
    let mut chance = chance.clone();
    let far = UNEVEN * libm::sqrt(f64::from(order - 1)) * libm::sqrt(3.0);
    place.map(|coordinate| coordinate + chance.between(-far, far))
}

fn away(one: &Point, other: &Point) -> f64 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
    libm::sqrt(squares.sum())
}

/// Impulses in each band.
struct Trains([Vec<f32>; BANDS.len()]);

impl Trains {
    fn new(length: usize) -> Trains {
        Trains(std::array::from_fn(|_| vec![0.0; length]))
    }

    /// Adds an image as a microphone hears it.
    fn hear(
        &mut self,
        image: &Image,
        (ear, looks): (&Point, &[f64; 2]),
        stage: &Stage,
        pre_delay: f64,
    ) {
        let far = away(&image.place, ear).max(0.1);
        let time = (far - stage.distance) / INDOORS;
        let clear = stage.clear(time);
        if clear < 1e-4 || time < 0.0 {
            return;
        }
        let ahead = (image.place[0] - ear[0]) * looks[0] + (image.place[1] - ear[1]) * looks[1];
        let heard = CARDIOID * (1.0 + ahead / far);
        let gain = heard * clear * stage.distance / far;
        let at = (time + pre_delay) * f64::from(RATE);
        let pulse = pulse(at);
        let first = at as i64 - REACH + 1;
        for (band, train) in self.0.iter_mut().enumerate() {
            let left = image.left[band] * libm::exp(-AIR[band] * far);
            let gain = gain * libm::sqrt(left);
            for (place, sample) in (first..).zip(&pulse) {
                let place = usize::try_from(place).ok();
                if let Some(onto) = place.and_then(|place| train.get_mut(place)) {
                    *onto += (gain * sample) as f32;
                }
            }
        }
    }

    /// Returns the sum of the bands.
    fn sum(self, bank: &Bank, lowest: f64) -> Vec<f32> {
        let length = self.0[0].len();
        let mut whole: Vec<Complex32> = Vec::new();
        for (band, train) in self.0.iter().enumerate() {
            let spectrum = bank.spectrum(train);
            whole.resize(spectrum.len(), Complex32::default());
            bank.add(band, lowest, &spectrum, &mut whole);
        }
        let mut signal = bank.signal(whole);
        signal.truncate(length);
        signal
    }
}

/// A 1 that falls between two frames: a sinc in a Hann window, starting
/// `REACH - 1` frames before it.
fn pulse(at: f64) -> [f64; 2 * REACH as usize] {
    let between = at - libm::floor(at);
    std::array::from_fn(|n| {
        let off = n as f64 - (REACH - 1) as f64 - between;
        let angle = std::f64::consts::PI * off;
        let window = 0.5 + 0.5 * libm::cos(angle / REACH as f64);
        if off.abs() < 1e-9 {
            1.0
        } else {
            window * libm::sin(angle) / angle
        }
    })
}
