//! The gains of beds and music in the course of a show, as the mix applies them. User interfaces draw
//! them.

use super::Composer;
use crate::book::{Book, CueKind};
use crate::mix::{BusName, Clip, Lane, LaneId, Listening};
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::id::{CueId, IdVec};

/// The beds and music of a show, each with its fades, rides, ducks and hushes.
pub(crate) struct Applied {
    /// One clip for each, without its stops and its moves.
    pub sounds: Vec<(CueId, Clip)>,
    shared: IdVec<LaneId, Lane>,
}

impl Applied {
    /// Returns the lanes that lower a clip for other sounds: ducks and hushes.
    pub(crate) fn shared(&self, clip: &Clip) -> impl Iterator<Item = &Lane> {
        clip.shared.iter().map(|lane| &self.shared[*lane])
    }
}

/// Returns the gains of beds and music, with the same lanes as the plan of the mix.
#[must_use]
pub(crate) fn applied(book: &Book, performance: &Performance, timeline: &Timeline) -> Applied {
    let mut composer = Composer::new(Listening::Loudspeakers, book, performance, timeline);
    let mut sounds = Vec::new();
    for (id, placed) in timeline.cues.entries() {
        let bus = match book.cues[id].kind {
            CueKind::Bed { .. } => BusName::Beds,
            CueKind::Music { .. } => BusName::Music,
            CueKind::Spot(_) | CueKind::Hush(_) => continue,
        };
        for (stops, at) in performance.cues[id].iter().zip(&placed.sounds) {
            if at.start < at.end {
                let clip = composer.sound((id, stops[0]), bus, placed, at);
                sounds.push((id, clip));
            }
        }
    }
    Applied {
        sounds,
        shared: composer.shared,
    }
}
