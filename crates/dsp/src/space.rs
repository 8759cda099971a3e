//! The responses of spaces. Takes a room in plain numbers, or a recording of a
//! room, and returns an [`ImpulseResponse`].
//!
//! A response does not contain the direct sound. All responses have the same
//! energy, and the same room returns the same samples.
//!
//! A room answers in two ways. Mirror-like reflections are images of the
//! source, each with its own time: the image-source method of J. B. Allen & D.
//! A. Berkley, *Image method for efficiently simulating small-room acoustics*,
//! J. Acoust. Soc. Am. 65 (1979). Scattered sound comes from all directions:
//! noise whose energy falls with the decay of the room. Each reflection turns a
//! share of the images into scattered sound. The sum of both has at all times
//! the energy of the theory of the diffuse field: 4πc/V a second, in units of
//! the direct sound at a metre, falling by 60 dB in each decay (H. Kuttruff,
//! *Room Acoustics*, 2009, chapters 4 and 5). After the mixing time, √V ms at
//! the earliest (J.-D. Polack, 1988), all sound is diffuse.

mod bands;
mod image;
mod late;
pub mod measure;
mod recorded;
pub mod room;
mod stage;

use bands::Bank;
pub use cuebook_core::audio::ImpulseResponse;
use room::Room;
use stage::Stage;

pub use recorded::of_recording;

/// The version of the responses, a part of their cache keys. Raise it when the
/// response of the same room or recording changes.
pub const VERSION: u32 = 1;

/// The maximum length of an early part, in frames.
pub const LONGEST_EARLY: usize = 8192;

/// Computes the response of a room.
#[must_use]
pub fn respond(room: &Room) -> ImpulseResponse {
    let stage = Stage::of(room);
    let mut response = ImpulseResponse {
        early: image::early(room, &stage),
        late: late::late(room, &stage),
    };
    normalise(&mut response);
    response
}

/// Scales a response to the energy of 1. Silence stays silent.
fn normalise(response: &mut ImpulseResponse) {
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
