//! A shut wooden door.
//!
//! A panel's loss grows by 6 dB an octave (mass law). It falls where waves in
//! the panel are as fast as those in the air (coincidence: 2 kHz for a panelled
//! door of 15 mm). The gap under the door limits it. After L. Cremer, *Theorie
//! der Schalldämmung dünner Wände* (1942). The panel resonates a little.

use crate::filter::{Biquad, Way, over};
use crate::treat::contour;
use cuebook_core::audio::Audio;
use cuebook_core::units::RATE;

/// The level behind the door against that at 125 Hz, in dB, by octaves up to 16
/// kHz: the mass law, 7 dB of coincidence at 2 kHz, the gap from 4 kHz on.
pub(super) const LEVELS: [f64; 8] = [0.0, -6.0, -12.0, -18.0, -17.0, -26.0, -28.0, -30.0];

/// The resonances of the panel: frequency, Q and linear gain.
const PANEL: [(f64, f64, f64); 2] = [(135.0, 4.0, 1.5), (310.0, 5.0, 1.4)];

/// How much longer a sound becomes, in frames: the panel rings out.
const TAIL: usize = RATE as usize / 20;

pub(super) fn through(mut audio: Audio) -> Audio {
    for channel in &mut audio.channels {
        channel.resize(channel.len() + TAIL, 0.0);
    }
    let mut door = contour::filters(&LEVELS).0;
    door.extend(PANEL.map(|(frequency, q, gain)| Biquad::bell(frequency, q, gain)));
    over(&door, &mut audio.channels, Way::Line);
    audio
}
