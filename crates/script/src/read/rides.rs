//! Rides: changes at places in the text.

use crate::Anchor;
use cuebook_core::diagnostic::Span;
use cuebook_yaml::mapping::{Reader, Required, Slot, Takes, Value, map, mapping};
use cuebook_yaml::quantity::{Density, Distance, Duration, Level, Opening, Pan};

/// The keys of rides that a barrier does not have.
const OF_CUES: &[&str] = &[""];

mapping! {
    /// A change over time, anchored to the text.
    pub struct Ride: "ride", "a ride", "{ at: \"much weaker\", gain: -26dB, over: 4s }" {
        /// The place of the ride in the script.
        span: Span,
    } keys {
        /// Where the change begins.
        at: Required<Anchor> { examples: &["much weaker"] },
        /// How long the change takes.
        over: Duration { default: Described("immediately, without a click"), examples: &["4s"] },
        /// The gain of the cue; that of its sound is added. It changes linearly in dB.
        gain: Level { of: OF_CUES, examples: &["-26dB"] },
        /// The pan. It changes linearly.
        pan: Pan { of: OF_CUES, examples: &["0.5"] },
        /// The distance. It changes logarithmically; level, treble, ground reflection and width change with it.
        distance: Distance { of: OF_CUES, examples: &["5km"] },
        /// How often the sound occurs, if its recipe has a `density`. It changes logarithmically.
        density: Density { of: OF_CUES, examples: &["6/min"] },
        /// How open the barrier is: 0 is shut, 1 is no barrier. The loss changes linearly in dB, the cutoff logarithmically.
        open: Opening { examples: &["1"] },
    }
    rules: &[AnyOf(&["gain", "pan", "distance", "density", "open"])];
    kinds: BARRIER "opening-ride", "a ride of a barrier", "{ at: \"the gate fell\", open: 1, over: 2s }";
}

/// A ride of a barrier, which only opens and closes.
pub struct BarrierRide;

impl Value for BarrierRide {
    type Of = Ride;
    type State = ();
    const TAKES: Takes = Takes::Map(Ride::BARRIER);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Ride> {
        map(reader, slot, Ride::BARRIER, (slot.span(),))
    }
}
