//! The responses of spaces: what comes back of a sound.
//!
//! In: a room in plain numbers, or a recording of one. Out: a [`Response`].
//! Always true: the direct sound is not in it, it is as loud as every other,
//! and the same room gives the same bits.
//!
//! A room answers in two ways. What its faces throw back like mirrors is an
//! image of the source, clear and at its own time: the image-source method of
//! J. B. Allen & D. A. Berkley, *Image method for efficiently simulating
//! small-room acoustics*, J. Acoust. Soc. Am. 65 (1979). What they scatter comes
//! from everywhere: noise whose energy falls by the decay of the room. With each
//! reflection a share goes over from the one to the other, so that together they
//! have at all times the energy that the theory of the diffuse field gives: 4πc/V
//! a second, in units of the direct sound at a metre, falling by 60 dB in each
//! decay (H. Kuttruff, *Room Acoustics*, 2009, chapters 4 and 5). From the mixing
//! time on, √V ms at the earliest (J.-D. Polack, 1988), all is diffuse.

mod bands;
mod image;
mod keep;
mod late;
mod recorded;
mod stage;

pub use crate::audio::Response;
use crate::book::Room;
use crate::units::RATE;
use bands::Bank;
use stage::Stage;

pub(super) use keep::{Kept, check, keep, open};

/// Raised whenever the same room or recording gives another response: part of
/// the keys of responses.
pub const VERSION: u32 = 1;

pub use recorded::of_recording;

/// The most frames of an early part.
pub const LONGEST_EARLY: usize = 8192;

impl Response {
    /// Whether nothing comes back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.early[0][0].is_empty() && self.late[0].is_empty()
    }

    /// What both sides hear of a source in the middle that is 1 in all.
    #[must_use]
    pub fn of_middle(&self) -> [Vec<f32>; 2] {
        let half = std::f32::consts::FRAC_1_SQRT_2;
        [0, 1].map(|ear| {
            let mut heard = self.late[ear].clone();
            let early = self.early.iter().map(|from| &from[ear]);
            let longest = early.clone().map(Vec::len).max().unwrap_or(0);
            heard.resize(heard.len().max(longest), 0.0);
            for early in early {
                for (heard, sample) in heard.iter_mut().zip(early) {
                    *heard += half * sample;
                }
            }
            heard
        })
    }

    fn scale(&mut self, gain: f32) {
        let early = self.early.iter_mut().flatten();
        for sample in early.chain(&mut self.late).flatten() {
            *sample *= gain;
        }
    }
}

/// The response of a room.
#[must_use]
pub fn respond(room: &Room) -> Response {
    let stage = Stage::of(room);
    let mut response = Response {
        early: image::early(room, &stage),
        late: late::late(room, &stage),
    };
    normalise(&mut response);
    response
}

/// Brings a response to its energy. Silence stays silence.
fn normalise(response: &mut Response) {
    let heard = response.of_middle();
    let frames = heard[0].len();
    if frames == 0 {
        return;
    }
    let bank = Bank::new(frames);
    let energy = bank.energy(&heard[0]) + bank.energy(&heard[1]);
    if energy > 0.0 {
        response.scale((1.0 / libm::sqrt(energy)) as f32);
    }
}

/// A time in frames.
fn frames(seconds: f64) -> usize {
    (seconds * f64::from(RATE)).round().max(0.0) as usize
}

#[cfg(test)]
mod measure;
#[cfg(test)]
mod tests;
