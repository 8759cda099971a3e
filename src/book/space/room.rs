//! Computes a room. Takes a sketch and the changes of a script; returns a
//! [`Room`]. The absorption of its faces agrees with its decay, so that the
//! early reflections and the reverberation belong to one room.
//!
//! The decay follows C. F. Eyring, *Reverberation time in "dead" rooms*, J.
//! Acoust. Soc. Am. 1 (1930), with the absorption of air: the energy falls at
//! the rate c·(−S·ln(1−ᾱ)/4V + m).

use super::preset::Sketch;
use super::surface;
use super::{AIR, BANDS, Face, INDOORS, Room, Spectrum};
use cuebook_core::units::{Decibels, Seconds};
use cuebook_script::Surfaces;

/// ln 10⁶: the natural logarithm of the energy ratio of a decay by 60 dB.
const SIXTY_DB: f64 = 13.815_510_557_964_274;

/// The bands whose mean is the decay of a room, 500 Hz and 1 kHz (ISO 3382-1).
const MIDDLE: [usize; 2] = [2, 3];

/// The shortest and the longest decay that a script can ask for, and that a
/// room can have in any band, in seconds.
const DECAYS: (f64, f64) = (0.03, 15.0);

/// The greatest ratios of the decays at 125 and 250 Hz to the middle decay in a
/// furnished room (L. L. Beranek, *Concert Halls and Opera Houses*, 2004,
/// chapter 4).
const BASS: [f64; 2] = [1.3, 1.2];

/// The lowest absorption.
const LEAST: f64 = 1e-6;

/// Returns a room from a sketch with the changes of a script.
#[must_use]
pub(super) fn built(sketch: &Sketch, own: Option<&cuebook_script::Space>) -> Room {
    let written = own.and_then(|own| own.size.as_ref());
    let size = written.map_or(sketch.size, |size| size.value.map(|side| side.0));
    let surfaces = own.map_or_else(Surfaces::default, |own| own.surfaces.clone());
    let rebuilt = written.is_some() || has_any(&surfaces);
    let mut room = Room {
        size,
        faces: faces(sketch, &surfaces),
        decay: [0.0; BANDS.len()],
        pre_delay: own
            .and_then(|own| own.pre_delay.as_ref())
            .map_or(Seconds(0.0), |delay| delay.value),
    };
    // If size or surfaces change, the decay of the preset does not apply.
    let of_sketch = sketch.decay.filter(|_| !rebuilt);
    let decay = own
        .and_then(|own| own.decay.as_ref())
        .map(|decay| decay.value.0);
    let damping = own
        .and_then(|own| own.damping.as_ref())
        .map(|damping| damping.value);
    let damping = damping.or(sketch.damping.filter(|_| !rebuilt));
    room.decay = decays(&room, decay.or(of_sketch), damping);
    agree(&mut room);
    room
}

fn has_any(surfaces: &Surfaces) -> bool {
    let all = [
        &surfaces.walls,
        &surfaces.ends,
        &surfaces.floor,
        &surfaces.ceiling,
    ];
    all.into_iter().any(Option::is_some)
}

/// Returns the ends, walls, floor and ceiling. The ends are like the walls
/// unless they are named.
fn faces(sketch: &Sketch, own: &Surfaces) -> [Face; 6] {
    let [walls, ends, floor, ceiling] = sketch.surfaces;
    let word = |own: &Option<cuebook_core::diagnostic::Spanned<String>>, usual: &str| {
        surface::face(own.as_ref().map_or(usual, |own| own.value.as_str()))
    };
    let ends = match (&own.ends, &own.walls) {
        (None, Some(_)) => word(&own.walls, walls),
        _ => word(&own.ends, ends),
    };
    let walls = word(&own.walls, walls);
    [
        ends,
        ends,
        walls,
        walls,
        word(&own.floor, floor),
        word(&own.ceiling, ceiling),
    ]
}

/// Returns the areas of the faces, in their order, in square metres.
fn areas([length, width, height]: [f64; 3]) -> [f64; 6] {
    let (end, wall, floor) = (width * height, length * height, length * width);
    [end, end, wall, wall, floor, floor]
}

/// Returns the rate, per second, at which the energy falls through the faces
/// alone in one band.
fn by_faces(room: &Room, band: usize, power: f64) -> f64 {
    let areas = areas(room.size);
    let kept: f64 = areas
        .iter()
        .zip(&room.faces)
        .map(|(area, face)| area * kept(face.absorption[band], power))
        .sum();
    let all: f64 = areas.iter().sum();
    let volume: f64 = room.size.iter().product();
    INDOORS * all * -libm::log((kept / all).max(LEAST)) / (4.0 * volume)
}

/// Returns `1 − absorption`, the share that a face reflects, raised to `power`.
fn kept(absorption: f64, power: f64) -> f64 {
    match 1.0 - absorption {
        kept if kept <= 0.0 => 0.0,
        kept => libm::pow(kept, power),
    }
}

/// Returns the decays in all bands, computed from the surfaces and stretched to
/// `asked`, the decay in the script or the preset.
fn decays(room: &Room, asked: Option<f64>, damping: Option<f64>) -> Spectrum {
    let bands = std::array::from_fn::<usize, { BANDS.len() }, _>(|band| band);
    let surfaces = bands.map(|band| by_faces(room, band, 1.0));
    let with =
        |factor: f64| bands.map(|band| SIXTY_DB / (factor * surfaces[band] + INDOORS * AIR[band]));
    let factor = asked.map_or(1.0, |asked| {
        root(|factor| middle(&with(factor)) < asked, (1e-6, 1e6))
    });
    let mut decays = with(factor);
    if asked.is_some() {
        // A room with a given decay has windows, doors and furniture.
        let middle = middle(&decays);
        for (decay, most) in decays.iter_mut().zip(BASS) {
            *decay = decay.min(most * middle);
        }
    }
    if let Some(damping) = damping {
        let fall = (1.0 - damping).max(0.02);
        // The distance from the middle in octaves; for 4 kHz it is 2.5.
        let share = |band: usize| {
            let octaves = libm::log2(BANDS[band] / BANDS[MIDDLE[0]]) - 0.5;
            libm::pow(fall, octaves / 2.5)
        };
        let whole = middle(&decays);
        // The two middle bands fall too, and keep their mean.
        let mean = (share(MIDDLE[0]) + share(MIDDLE[1])) / 2.0;
        for band in MIDDLE[0]..BANDS.len() {
            let air = SIXTY_DB / (INDOORS * AIR[band]);
            let over = if band <= MIDDLE[1] { mean } else { 1.0 };
            decays[band] = (whole * share(band) / over).min(0.98 * air);
        }
    }
    decays.map(|decay| decay.clamp(DECAYS.0, DECAYS.1))
}

fn middle(decays: &Spectrum) -> f64 {
    (decays[MIDDLE[0]] + decays[MIDDLE[1]]) / 2.0
}

/// Returns the smallest value for which a condition holds, by bisection of its
/// logarithm. The condition must hold for all greater values.
fn root(holds: impl Fn(f64) -> bool, (low, high): (f64, f64)) -> f64 {
    let (mut low, mut high) = (libm::log(low), libm::log(high));
    for _ in 0..60 {
        let between = (low + high) / 2.0;
        if holds(libm::exp(between)) {
            high = between;
        } else {
            low = between;
        }
    }
    libm::exp((low + high) / 2.0)
}

/// Sets the absorption of the faces so that it agrees with the decays.
fn agree(room: &mut Room) {
    for (band, air) in AIR.iter().enumerate() {
        let due = SIXTY_DB / room.decay[band] - INDOORS * air;
        let power = root(|power| by_faces(room, band, power) > due, (1e-3, 1e3));
        for face in &mut room.faces {
            face.absorption[band] = 1.0 - kept(face.absorption[band], power);
        }
    }
}

/// The distance of a mouth from its microphone, in metres.
const ARM: f64 = 0.5;

/// Returns the level of a room relative to a voice at arm's length: 16πr²/A,
/// where the absorption A follows from the decay (W. C. Sabine; H. Kuttruff,
/// *Room Acoustics*, equation 5.39), within a useful range.
#[must_use]
pub(super) fn usual(room: &Room) -> Decibels {
    let volume: f64 = room.size.iter().product();
    let absorption = 4.0 * volume * SIXTY_DB / (INDOORS * middle(&room.decay));
    let level = 16.0 * std::f64::consts::PI * ARM * ARM / absorption;
    Decibels((10.0 * libm::log10(level)).clamp(-24.0, -6.0))
}
