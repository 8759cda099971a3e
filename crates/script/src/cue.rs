//! Cues: instructions attached to the text.

use crate::diagnostic::{Span, Spanned};
use crate::units::{Between, Decibels, Metres, PerMinute, Seconds};
use crate::{Anchor, Place};

/// One cue as written.
#[derive(Clone, Debug)]
pub struct Cue {
    pub id: Option<Spanned<String>>,
    pub kind: CueKind,
    /// Shifts the cue against its first anchor.
    pub offset: Option<Spanned<Seconds>>,
    pub fade: Fade,
    pub gain: Option<Spanned<Decibels>>,
    /// How the cue gives way to speech; the show's own way if absent.
    pub duck: Option<Spanned<Duck>>,
    /// How long the reading waits after the cue's place.
    pub hold: Option<Spanned<Seconds>>,
    /// Whether playing stops before the cue until somebody says go.
    pub waits: bool,
    /// Whether a bed or music begins again when its sound ends; the kind's own way if absent.
    pub looped: Option<Spanned<bool>>,
    pub space: Option<Spanned<String>>,
    pub behind: Option<Spanned<String>>,
    /// Whether the sound sets out at the cue's place and arrives later, as it does from afar.
    pub travel: Option<Spanned<bool>>,
    /// How wide the sound is, against how it is made: 0 is a point, 1 leaves it.
    pub width: Option<Spanned<f64>>,
    pub place: Place,
    pub moves: Option<Spanned<Move>>,
    pub rides: Vec<Ride>,
    pub span: Span,
}

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

/// How often a spot sounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    pub count: u32,
    /// From the start of one to the start of the next.
    pub every: Between<Seconds>,
}

/// How long a sound takes to come and to go.
#[derive(Clone, Debug, Default)]
pub struct Fade {
    pub fade_in: Option<Spanned<Seconds>>,
    pub fade_out: Option<Spanned<Seconds>>,
}

/// How a cue gives way to what has to be understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duck {
    /// By how much; nought means not at all.
    pub by: Option<Decibels>,
    pub attack: Option<Seconds>,
    pub release: Option<Seconds>,
    /// What it gives way to.
    pub under: Option<Under>,
}

/// What others give way to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Under {
    pub speech: bool,
    pub spots: bool,
}

/// A way that a thing goes from where it begins.
#[derive(Clone, Debug)]
pub struct Move {
    pub to: Place,
    pub over: Option<Spanned<Seconds>>,
}

/// A change over time, anchored to the text.
#[derive(Clone, Debug)]
pub struct Ride {
    pub at: Anchor,
    pub over: Option<Spanned<Seconds>>,
    pub gain: Option<Spanned<Decibels>>,
    pub pan: Option<Spanned<f64>>,
    pub distance: Option<Spanned<Metres>>,
    pub density: Option<Spanned<PerMinute>>,
    /// How open the cue's barrier is, from 0 to 1.
    pub open: Option<Spanned<f64>>,
    pub span: Span,
}
