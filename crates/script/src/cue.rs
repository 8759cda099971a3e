//! What a cue is, and its places in the text.

use crate::diagnostic::Spanned;
use crate::units::Seconds;
use crate::{Anchor, Cue, Times};

impl Cue {
    /// All anchors of the cue: where it begins, where it ends, where it changes.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let rides = self.rides.iter().map(|ride| &ride.at);
        std::iter::once(self.anchor())
            .chain(self.until())
            .chain(rides)
    }

    /// The sound that the cue names; none for a hush.
    #[must_use]
    pub fn sound(&self) -> Option<&Spanned<String>> {
        match &self.kind {
            CueKind::Spot { sound, .. }
            | CueKind::Bed { sound, .. }
            | CueKind::Music { sound, .. } => Some(sound),
            CueKind::Hush { .. } => None,
        }
    }

    /// Where the cue begins.
    #[must_use]
    pub fn anchor(&self) -> &Anchor {
        match &self.kind {
            CueKind::Spot { at, .. } | CueKind::Hush { at, .. } => at,
            CueKind::Bed { from, .. } | CueKind::Music { from, .. } => from,
        }
    }

    /// Where a bed or music ends, if the script says so.
    #[must_use]
    pub fn until(&self) -> Option<&Anchor> {
        match &self.kind {
            CueKind::Bed { until, .. } | CueKind::Music { until, .. } => until.as_ref(),
            CueKind::Spot { .. } | CueKind::Hush { .. } => None,
        }
    }
}

/// What is heard, and where it is attached.
#[derive(Clone, Debug)]
pub enum CueKind {
    /// A sound that happens once, or a set number of times.
    Spot {
        sound: Spanned<String>,
        at: Anchor,
        times: Option<Spanned<Times>>,
    },
    /// A sound that lasts from one place to another, looped.
    Bed {
        sound: Spanned<String>,
        from: Anchor,
        /// The end of the scene in which it starts, if absent.
        until: Option<Anchor>,
    },
    /// Music: played through once, or looped until its end anchor.
    Music {
        sound: Spanned<String>,
        from: Anchor,
        until: Option<Anchor>,
    },
    /// Silence: nothing but the room.
    Hush {
        length: Spanned<Seconds>,
        at: Anchor,
    },
}
