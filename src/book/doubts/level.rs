//! How much softer a cue is than its sound, where it is loudest: by its gain and that of its
//! sound and bus, by its distance, and by the barrier in front of it.

use crate::book::{Book, Cue};
use cuebook_core::units::Decibels;

/// The loss at which every sound is below the noise of a quiet room, in dB.
const SILENT: f64 = 50.0;

/// The parts of the loss of a cue, in dB.
pub(super) struct Loss {
    gain: f64,
    bus: f64,
    distance: f64,
    barrier: f64,
}

/// Returns the smallest loss of a cue in the course of the show; `None` for a cue without a sound.
pub(super) fn loss(book: &Book, cue: &Cue) -> Option<Loss> {
    let sound = &book.sounds[cue.sound?];
    let rides = || cue.rides.iter().map(|ride| ride.to);
    let gains = rides().filter_map(|to| to.gain).map(|gain| gain.0);
    let gain = gains.fold(cue.gain.0, f64::max);
    let bus = book.buses.of(cue.kind.bus()).unwrap_or(Decibels(0.0));
    let usual = sound.reach.usual.0;
    let distance = cue.distance.or(sound.distance).map_or(usual, |far| far.0);
    let moves = rides().chain(cue.moves.iter().map(|(to, _)| *to));
    let nearer = moves.filter_map(|to| to.distance).map(|far| far.0);
    let nearest = nearer.fold(distance, f64::min);
    Some(Loss {
        gain: -gain - sound.gain.0,
        bus: -bus.0,
        distance: 20.0 * libm::log10(nearest.max(0.01) / usual.max(0.01)),
        barrier: barrier(book, cue),
    })
}

/// Returns the loss of the barrier of a cue where it is most open.
fn barrier(book: &Book, cue: &Cue) -> f64 {
    let Some(barrier) = cue.behind.map(|behind| &book.barriers[behind]) else {
        return 0.0;
    };
    let opens = barrier.ways(&cue.rides).iter();
    let opens = opens.filter_map(|ride| ride.to.open);
    barrier
        .shut
        .opened(opens.fold(barrier.open, f64::max))
        .loss
        .0
}

impl Loss {
    fn all(&self) -> f64 {
        self.gain + self.bus + self.distance + self.barrier
    }

    pub(super) fn is_too_much(&self) -> bool {
        self.all() >= SILENT
    }

    /// Returns the part that makes it softest.
    fn most(&self) -> f64 {
        self.gain.max(self.bus).max(self.distance).max(self.barrier)
    }

    pub(super) fn message(&self, id: &str) -> String {
        let all = self.all();
        let by = match self.most() {
            most if most == self.bus => "the gain of its bus",
            most if most == self.distance => "its distance",
            most if most == self.barrier => "the barrier in front of it",
            _ => "its gain",
        };
        format!("`{id}` cannot be heard: it is {all:.0} dB softer than its sound, most by {by}")
    }

    pub(super) fn hint(&self, cue: &Cue) -> String {
        match self.most() {
            most if most == self.bus => format!(
                "raise `{}` under `mix: {{ buses: … }}`, or remove the cue",
                cue.kind.bus()
            ),
            most if most == self.distance => {
                "give it a shorter `distance`, or remove the cue".to_owned()
            }
            most if most == self.barrier => {
                "open the barrier, give it less `loss`, or remove the cue".to_owned()
            }
            _ => "raise its `gain`, or remove the cue".to_owned(),
        }
    }
}
