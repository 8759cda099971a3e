//! The cues of a script and their places in the text.

use crate::{Anchor, Cue, Times};
use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::Seconds;

impl Cue {
    /// Returns all anchors of the cue: those of its start, its end and its changes.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let rides = self.rides.iter().map(|ride| &ride.at);
        std::iter::once(self.anchor())
            .chain(self.until())
            .chain(rides)
    }

    /// Returns the sound that the cue names, or `None` for a hush.
    #[must_use]
    pub fn sound(&self) -> Option<&Spanned<String>> {
        match &self.kind {
            CueKind::Spot { sound, .. }
            | CueKind::Bed { sound, .. }
            | CueKind::Music { sound, .. } => Some(sound),
            CueKind::Hush { .. } => None,
        }
    }

    /// Returns the place where the cue begins.
    #[must_use]
    pub fn anchor(&self) -> &Anchor {
        match &self.kind {
            CueKind::Spot { at, .. } | CueKind::Hush { at, .. } => at,
            CueKind::Bed { from, .. } | CueKind::Music { from, .. } => from,
        }
    }

    /// Returns the place where a bed or music ends, if the script gives one.
    #[must_use]
    pub fn until(&self) -> Option<&Anchor> {
        match &self.kind {
            CueKind::Bed { until, .. } | CueKind::Music { until, .. } => until.as_ref(),
            CueKind::Spot { .. } | CueKind::Hush { .. } => None,
        }
    }
}

/// A sound or a silence, and the place where it is attached.
#[derive(Clone, Debug)]
pub enum CueKind {
    /// A sound that is played once, or a set number of times.
    Spot {
        sound: Spanned<String>,
        at: Anchor,
        times: Option<Spanned<Times>>,
    },
    /// A looped sound that lasts from one place to another.
    Bed {
        sound: Spanned<String>,
        from: Anchor,
        /// If absent, the bed ends with the scene in which it starts.
        until: Option<Anchor>,
    },
    /// Music: played through once, or looped until its end anchor.
    Music {
        sound: Spanned<String>,
        from: Anchor,
        until: Option<Anchor>,
    },
    /// Silence: only the room is heard.
    Hush {
        length: Spanned<Seconds>,
        at: Anchor,
    },
}
