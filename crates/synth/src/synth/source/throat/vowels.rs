//! The formants of vowels.

use crate::recipe::score::Vowels;

/// The length of the tract in metres for which the formants are listed: that of a
/// man.
pub(super) const MAN: f64 = 0.175;

/// Vowels of a man by their lowest three formants in Hz (G. E. Peterson & H. L.
/// Barney, *Control methods used in a study of the vowels*, 1952).
const HEED: [f64; 3] = [270.0, 2290.0, 3010.0];
const HID: [f64; 3] = [390.0, 1990.0, 2550.0];
const HEAD: [f64; 3] = [530.0, 1840.0, 2480.0];
const HAD: [f64; 3] = [660.0, 1720.0, 2410.0];
const HOD: [f64; 3] = [730.0, 1090.0, 2440.0];
const HAWED: [f64; 3] = [570.0, 840.0, 2410.0];
const HOOD: [f64; 3] = [440.0, 1020.0, 2240.0];
const WHOD: [f64; 3] = [300.0, 870.0, 2240.0];
const HUD: [f64; 3] = [640.0, 1190.0, 2390.0];
/// A tube of constant width.
pub(super) const NEUTRAL: [f64; 3] = [500.0, 1500.0, 2500.0];

/// Returns the vowels to choose from.
pub(super) fn choice(of: Vowels) -> &'static [[f64; 3]] {
    match of {
        Vowels::Any => &[
            HEED, HID, HEAD, HAD, HOD, HAWED, HOOD, WHOD, HUD, NEUTRAL, NEUTRAL,
        ],
        Vowels::Open => &[HAD, HOD, HUD, HAWED, HEAD],
        Vowels::Round => &[HAWED, HOOD, WHOD],
        Vowels::Front => &[HEED, HEAD, HAD],
        Vowels::Neutral => &[NEUTRAL, HUD],
    }
}
