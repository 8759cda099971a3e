//! Ducking and hushes: beds duck under voices and spots, and a hush silences
//! everything.

use std::ops::Range;

use super::Composer;
use crate::book::{Book, CueKind, DuckSettings};
use crate::mix::{BusName, Lane, LaneId, duck, lane};
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::units::{Decibels, Frames, Gain, Seconds};

/// A hush, with the lengths of its fade-out and fade-in.
pub(super) struct Hush {
    at: Range<Frames>,
    fall: Frames,
    rise: Frames,
}

impl Composer<'_> {
    /// Silences a sound at `at` in every hush during it. A sound that starts
    /// within a hush is heard: the hush makes room for it.
    pub(super) fn hush(
        &mut self,
        at: &Range<Frames>,
        lanes: &mut Vec<Lane>,
        shared: &mut Vec<LaneId>,
    ) {
        let falls_into = |hush: &Hush| hush.at.start < at.end && at.start < hush.at.end;
        if !self.hushes.iter().any(falls_into) {
            return;
        }
        if self.hushes.iter().any(|hush| hush.at.contains(&at.start)) {
            let later = self.hushes.iter().filter(|hush| hush.at.start > at.start);
            lanes.extend(silences(later));
        } else {
            let lane = *self.hush_lane.get_or_insert_with(|| {
                let all = silences(self.hushes.iter());
                self.shared.push(all.unwrap_or_default())
            });
            shared.push(lane);
        }
    }

    /// Returns the shared lane of a ducking setting, or `None` without ducking.
    /// A spot ducks only under speech, because it cannot duck under itself.
    pub(super) fn duck(&mut self, settings: &DuckSettings, bus: BusName) -> Option<LaneId> {
        let mut settings = *settings;
        settings.under.spots &= bus != BusName::Spots;
        let (speech, spots) = (settings.under.speech, settings.under.spots);
        if settings.by == Decibels(0.0) || !(speech || spots) {
            return None;
        }
        if let Some((_, lane)) = self.ducks.iter().find(|(known, _)| *known == settings) {
            return Some(*lane);
        }
        let mut stretches = Vec::new();
        if speech {
            stretches.extend_from_slice(&self.speech);
        }
        if spots {
            stretches.extend_from_slice(&self.spots);
            stretches.sort_by_key(|stretch: &Range<Frames>| stretch.start);
        }
        let depth = (-settings.by).gain();
        let lane = duck::dips(&stretches, settings.attack, settings.release, depth);
        let lane = self.shared.push(lane);
        self.ducks.push((settings, lane));
        Some(lane)
    }
}

/// Returns when there is speech, in order.
pub(super) fn speech(timeline: &Timeline) -> Vec<Range<Frames>> {
    let pieces = timeline.lines.iter().flat_map(|line| &line.pieces);
    let mut speech: Vec<Range<Frames>> = pieces
        .map(|piece| piece.at..piece.at + piece.take.end - piece.take.start)
        .collect();
    speech.sort_by_key(|stretch| stretch.start);
    speech
}

/// Returns the stretches in which spots are loud, cue by cue.
pub(super) fn spots(
    book: &Book,
    performance: &Performance,
    timeline: &Timeline,
) -> Vec<Range<Frames>> {
    let mut spots = Vec::new();
    for (id, cue) in book.cues.entries() {
        if !matches!(cue.kind, CueKind::Spot(_)) {
            continue;
        }
        let made = performance.cues[id].iter();
        for (stops, at) in made.zip(&timeline.cues[id].sounds) {
            let loud = stops
                .first()
                .map(|audio| &performance.audio[*audio].spec.loud);
            let loud = loud.cloned().unwrap_or_default();
            spots.push(at.start + loud.start..at.start + loud.end);
        }
    }
    spots.retain(|loud| loud.start < loud.end);
    spots
}

/// Returns the hushes of a show, in order.
pub(super) fn hushes(book: &Book, timeline: &Timeline) -> Vec<Hush> {
    let mut hushes: Vec<Hush> = book
        .cues
        .iter()
        .zip(&timeline.cues)
        .filter(|(cue, _)| matches!(cue.kind, CueKind::Hush(_)))
        .map(|(cue, placed)| Hush {
            at: placed.at.clone(),
            fall: cue.fade_in.unwrap_or(Seconds(0.12).frames()),
            rise: cue.fade_out.unwrap_or(Seconds(0.4).frames()),
        })
        .collect();
    hushes.sort_by_key(|hush| hush.at.start);
    hushes
}

/// Returns the lane that is silent in every hush, or `None` without hushes.
fn silences<'a>(hushes: impl Iterator<Item = &'a Hush>) -> Option<Lane> {
    let mut points = Vec::new();
    for hush in hushes {
        let dip = duck::dips(
            std::slice::from_ref(&hush.at),
            hush.fall,
            hush.rise,
            Gain::SILENCE,
        );
        lane::join(&mut points, dip);
    }
    (!points.is_empty()).then_some(Lane(points))
}
