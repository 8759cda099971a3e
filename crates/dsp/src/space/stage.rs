//! The positions of sources and microphones in a room, and the times at which
//! its sound becomes diffuse. All positions are inside the room.
//!
//! The microphones are those of a radio play: a near-coincident pair of
//! cardioids, 17 cm and 110° apart (ORTF). Echoes then have a side by level and
//! by time, and there is no comb filter when both sides are mixed down. The
//! sources have the positions of loudspeakers, 30° to the left and the right. In
//! a large room they are at the distance where the room is as loud as the voice.

use super::room::Room;
use super::room::{BANDS, Face, INDOORS, Spectrum};
use crate::space::LONGEST_EARLY;
use cuebook_core::units::RATE;

/// A position in the room in metres: from the back end, from the right wall,
/// from the floor.
pub(super) type Point = [f64; 3];

/// The distance from the middle of the pair to each microphone, in metres.
const APART: f64 = 0.085;

/// The angle between each microphone and straight ahead, in degrees.
const ASIDE: f64 = 55.0;

/// The angle of the sources, seen from the microphones, in degrees.
const SIDE: f64 = 30.0;

/// The least distance of the sources, in metres, in a room that is large
/// enough.
const DISTANCE: f64 = 1.5;

/// ln 10⁶: the fall of the energy in one decay.
const SIXTY_DB: f64 = 13.815_510_557_964_274;

/// The earliest mixing time, in seconds and in decays of the room.
const SOONEST: (f64, f64) = (0.03, 0.15);

/// How scattering grows with frequency: a face that is rough at 1 kHz is
/// smoother below.
const ROUGHNESS: Spectrum = [0.25, 0.45, 0.7, 1.0, 1.25, 1.45, 1.6];

/// The largest share that a face scatters.
const ALL: f64 = 0.95;

/// The sources and microphones of a room, with the figures that depend on them.
pub(super) struct Stage {
    /// Left and right.
    pub sources: [Point; 2],
    /// Left and right, each with its direction.
    pub ears: [(Point, [f64; 2]); 2],
    /// The distance from a source to the middle of the microphones, in metres.
    pub distance: f64,
    /// The start and the end of the change from images to noise, in seconds after
    /// the direct sound.
    pub mixing: (f64, f64),
    /// Volume over a quarter of the surface: the mean path between two faces,
    /// in metres.
    pub free_path: f64,
    /// The lowest frequency of the response, in Hz.
    pub lowest: f64,
}

impl Stage {
    /// Returns the stage of a room.
    #[must_use]
    pub(super) fn of(room: &Room) -> Stage {
        let [length, width, height] = room.size;
        let volume = length * width * height;
        // The distance where the diffuse field is as strong as the direct
        // sound: √(A/16π).
        let absorption = 4.0 * volume * SIXTY_DB / (INDOORS * room.decay[3]);
        let reverberation = libm::sqrt(absorption / (16.0 * std::f64::consts::PI));
        let distance = DISTANCE.max(reverberation).min(0.35 * length.min(width));
        let ear = (0.45 * height).min(1.5);
        let mouth = (0.48 * height).min(1.6);
        let middle = [0.38 * length, 0.47 * width];
        let apart = APART.min(0.1 * width);
        let (sine, cosine) = (sin(SIDE), cos(SIDE));
        let source = |side: f64| {
            [
                middle[0] + distance * cosine,
                middle[1] + side * distance * sine,
                mouth,
            ]
        };
        let microphone = |side: f64| {
            let place = [middle[0], middle[1] + side * apart, ear];
            (place, [cos(ASIDE), side * sin(ASIDE)])
        };
        let surface = 2.0 * (length * width + length * height + width * height);
        let latest = LONGEST_EARLY as f64 / f64::from(RATE) - room.pre_delay.0 - 0.001;
        let soonest = SOONEST.0.min(SOONEST.1 * room.decay[3]);
        let mixed = (0.002 * libm::sqrt(volume)).max(soonest).min(latest);
        Stage {
            sources: [source(1.0), source(-1.0)],
            ears: [microphone(1.0), microphone(-1.0)],
            distance,
            mixing: (0.5 * mixed, mixed),
            free_path: 4.0 * volume / surface,
            lowest: (INDOORS / (2.0 * length.max(width).max(height))).clamp(40.0, 160.0),
        }
    }

    /// Returns the gain of an image at a time after the direct sound.
    #[must_use]
    pub(super) fn clear(&self, time: f64) -> f64 {
        let (from, until) = self.mixing;
        let place = ((time - from) / (until - from)).clamp(0.0, 1.0);
        libm::cos(place * std::f64::consts::FRAC_PI_2)
    }
}

/// Returns the share of the energy that a face reflects like a mirror, in each
/// band.
#[must_use]
pub(super) fn mirrored(face: &Face) -> Spectrum {
    std::array::from_fn(|band| (1.0 - face.absorption[band]) * (1.0 - scattered(face, band)))
}

/// Returns the scattered share of the energy that all faces reflect, in each
/// band.
#[must_use]
pub(super) fn scattering(room: &Room) -> Spectrum {
    let [length, width, height] = room.size;
    let (end, wall, floor) = (width * height, length * height, length * width);
    let areas = [end, end, wall, wall, floor, floor];
    std::array::from_fn::<f64, { BANDS.len() }, _>(|band| {
        let mut back = 0.0;
        let mut aside = 0.0;
        for (area, face) in areas.iter().zip(&room.faces) {
            let kept = area * (1.0 - face.absorption[band]);
            back += kept;
            aside += kept * scattered(face, band);
        }
        if back > 0.0 { aside / back } else { ALL }
    })
}

fn scattered(face: &Face, band: usize) -> f64 {
    (face.scattering * ROUGHNESS[band]).min(ALL)
}

fn sin(degrees: f64) -> f64 {
    libm::sin(degrees.to_radians())
}

fn cos(degrees: f64) -> f64 {
    libm::cos(degrees.to_radians())
}
