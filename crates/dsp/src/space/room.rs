//! A room as numbers.

use cuebook_core::units::Seconds;

/// The centres of the octaves in which rooms are described, in Hz.
pub const BANDS: [f64; 7] = [125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0];

/// A value for each of the [`BANDS`].
pub type Spectrum = [f64; BANDS.len()];

/// The speed of sound in a room at 20 °C, in metres a second.
pub const INDOORS: f64 = 343.2;

/// The share of the energy that air at 20 °C and 50 % humidity absorbs in a metre
/// (ISO 9613-1, equations 3 to 5, over 10·log10 e).
pub const AIR: Spectrum = [
    0.000_101, 0.000_302, 0.000_628, 0.001_074, 0.002_277, 0.006_831, 0.024_244,
];

/// A room with six faces.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Length, width and height in metres.
    pub size: [f64; 3],
    /// Two ends, two walls, floor and ceiling.
    pub faces: [Face; 6],
    /// The time to fall by 60 dB in each band, in seconds.
    pub decay: Spectrum,
    /// The time added before the reflections, in addition to their paths.
    pub pre_delay: Seconds,
}

/// One side of a room.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Face {
    /// The absorbed share of the energy, in each band.
    pub absorption: Spectrum,
    /// The share of the reflected energy that is scattered in other directions
    /// than that of a mirror, at 1 kHz.
    pub scattering: f64,
}

cuebook_core::fingerprint! {
    struct Room { size, faces, decay, pre_delay }
    struct Face { absorption, scattering }
}
