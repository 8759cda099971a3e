//! The distances from which a voice is heard, and the size of a blend.

use crate::units::Metres;

/// The default distance.
pub const VOICE_DISTANCE: Metres = Metres(1.0);

/// The smallest and the largest distance: from a mouth at the ear to a cry across
/// a field.
pub const VOICE_DISTANCES: (Metres, Metres) = (Metres(0.1), Metres(200.0));

/// The most voices in a blend.
pub const MOST_BLENDED: usize = 8;
