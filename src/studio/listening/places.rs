//! The places of a show that a page can name, as frames of the sound that is played.

use std::ops::Range;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::session::live::{Edition, Player};
use crate::studio::answer::Failure;
use cuebook_core::id::{CueId, Id, WordId};
use cuebook_core::units::Frames;

/// How far after a frame a show may be that has arrived there: a fade.
const NEAR: Frames = Frames(1_024);

/// No show is as long as this number of frames, which can be added to others.
const BEYOND: i64 = 1 << 48;

/// How often it is looked whether a show has arrived, and how long it may take.
const GLANCE: Duration = Duration::from_millis(2);
const LONGEST: Duration = Duration::from_secs(2);

/// A place to go to. One of the keys is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::studio) struct Spot {
    pub(super) frame: Option<i64>,
    pub(super) word: Option<usize>,
    pub(super) line: Option<String>,
    pub(super) cue: Option<String>,
    pub(super) scene: Option<String>,
}

/// Waits until a show that does not play is at a frame. It goes on if that takes too long.
pub(super) fn arrive(player: &Player, frame: Frames) {
    let since = Instant::now();
    let there = frame..frame + NEAR;
    let is_there = || player.front().is_some_and(|(_, at)| there.contains(&at));
    while !is_there() && since.elapsed() < LONGEST {
        thread::sleep(GLANCE);
    }
}

pub(super) fn latest(player: &Player) -> Result<Arc<Edition>, Failure> {
    player
        .latest()
        .ok_or_else(|| Failure::refused("the show is not ready yet"))
}

/// Returns when a word of the text is heard, in an edition that may be a path through it.
pub(super) fn word(edition: &Edition, word: usize) -> Result<Range<Frames>, Failure> {
    let times = &edition.timeline.words;
    let own = match &edition.show().whole {
        None => times.get(WordId(word)),
        Some(whole) => {
            let mut words = whole.words.entries();
            let found = words.find(|(_, of)| of.is_some_and(|of| of.index() == word));
            found.and_then(|(own, _)| times.get(own))
        }
    };
    own.cloned()
        .ok_or_else(|| Failure::missing("this word is not on the path that is played"))
}

/// Returns a frame that a page names, if need be that of the beginning or of a place after the end.
pub(super) fn frame_of(number: i64) -> Frames {
    Frames(number.clamp(0, BEYOND))
}

/// Returns the frame of a place; `None` if none is given.
pub(super) fn sought(player: &Player, spot: &Spot) -> Result<Option<Frames>, Failure> {
    if let Some(frame) = spot.frame {
        return Ok(Some(frame_of(frame)));
    }
    let edition = latest(player)?;
    let (book, timeline) = (&edition.show().book, &edition.timeline);
    let missing = |what: &str| Failure::missing(format!("the show has no {what} of this name"));
    let frame = if let Some(index) = spot.word {
        word(&edition, index)?.start
    } else if let Some(id) = &spot.line {
        let line = book.lines.position(|line| line.id == *id);
        timeline.lines[line.ok_or_else(|| missing("line"))?]
            .at
            .start
    } else if let Some(id) = &spot.cue {
        let cue: Option<CueId> = book.cues.position(|cue| cue.id == *id);
        timeline.cues[cue.ok_or_else(|| missing("cue"))?].at.start
    } else if let Some(id) = &spot.scene {
        let scene = book.scenes.position(|scene| scene.id == *id);
        timeline.scenes[scene.ok_or_else(|| missing("scene"))?]
    } else {
        return Ok(None);
    };
    Ok(Some(frame))
}
