//! Ducking and hushes: beds duck under voices and spots, and a hush silences
//! everything.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Composer;
use crate::book::{Book, CueKind, DuckSettings};
use crate::mix::duck::DuckPart;
use crate::mix::{BusName, Lane, LaneId, Point, duck, lane};
use crate::perform::Performance;
use crate::timeline::{Piece, Timeline, turns};
use cuebook_core::units::{Decibels, Frames, Gain, Seconds};

/// A hush, with the lengths of its fade-out and fade-in.
pub(super) struct Hush {
    /// The part of the path.
    part: usize,
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
            lanes.extend(silences(later, &self.timeline.turns));
        } else {
            let lanes = self.hush_lanes.get_or_insert_with(|| {
                let all = silences(self.hushes.iter(), &self.timeline.turns);
                all.into_iter().map(|lane| self.shared.push(lane)).collect()
            });
            shared.extend_from_slice(lanes);
        }
    }

    /// Returns the shared lanes of a ducking setting for a sound at `at`: one, one for each part
    /// of a path, or none without ducking. A spot ducks only under speech, because it cannot duck
    /// under itself.
    pub(super) fn duck(
        &mut self,
        settings: &DuckSettings,
        bus: BusName,
        at: &Range<Frames>,
    ) -> Vec<LaneId> {
        let mut settings = *settings;
        settings.under.spots &= bus != BusName::Spots;
        let (speech, spots) = (settings.under.speech, settings.under.spots);
        if settings.by == Decibels(0.0) || !(speech || spots) {
            return Vec::new();
        }
        let known = self.ducks.iter().position(|(known, _)| *known == settings);
        let place = known.unwrap_or_else(|| {
            let lanes = self.dips(&settings);
            self.ducks.push((settings, lanes));
            self.ducks.len() - 1
        });
        let (first, later) = match self.ducks[place].1.split_first() {
            Some((first, later)) => (*first, later),
            None => return Vec::new(),
        };
        let moves = |lane: &&LaneId| {
            let points = &self.shared[**lane].0;
            let (first, last) = (points.first(), points.last());
            first.is_some_and(|first| first.at < at.end) && last.is_some_and(|l| l.at > at.start)
        };
        let later = later.iter().filter(moves).copied();
        std::iter::once(first).chain(later).collect()
    }

    /// Adds the lanes of a ducking setting: one for each part.
    fn dips(&mut self, settings: &DuckSettings) -> Vec<LaneId> {
        let lines = self.book.lines.iter().zip(&self.timeline.lines);
        let cut = lines.filter(|(_, placed)| !placed.uncut.is_empty());
        let cut: BTreeSet<usize> = cut
            .map(|(line, _)| self.book.turns.part_of(line.words.start))
            .collect();
        let parts = (0..=self.book.turns.last()).map(|part| {
            let of = |all: &[Loud]| -> Vec<Range<Frames>> {
                let own = all.iter().filter(|loud| loud.part == part);
                own.map(|loud| loud.at.clone()).collect()
            };
            let mut stretches = Vec::new();
            if settings.under.speech {
                stretches = of(&self.speech);
            }
            if settings.under.spots {
                stretches.extend(of(&self.spots));
                stretches.sort_by_key(|stretch: &Range<Frames>| stretch.start);
            }
            let is_cut = part.checked_sub(1).is_some_and(|last| cut.contains(&last));
            DuckPart {
                begin: turns::of(&self.timeline.turns, part),
                stretches,
                is_cut,
            }
        });
        let parts: Vec<_> = parts.collect();
        let times = (settings.attack, settings.release);
        let lanes = duck::dips_by_part(&parts, times, (-settings.by).gain());
        lanes
            .into_iter()
            .map(|lane| self.shared.push(lane))
            .collect()
    }
}

/// A stretch in which something is loud, and its part of the path.
pub(super) struct Loud {
    part: usize,
    pub(super) at: Range<Frames>,
}

/// Returns when there is speech, in order.
pub(super) fn speech(book: &Book, timeline: &Timeline) -> Vec<Loud> {
    let lines = book.lines.iter().zip(&timeline.lines);
    let mut speech = Vec::new();
    for (line, placed) in lines {
        let part = book.turns.part_of(line.words.start);
        let heard = placed.pieces.iter().map(Piece::heard);
        // Before a turn that cuts words short, it is not known.
        let heard = heard.filter(|_| placed.uncut.is_empty());
        let heard = heard.chain(placed.uncut.iter().cloned());
        speech.extend(heard.map(|at| Loud { part, at }));
    }
    speech.sort_by_key(|loud| loud.at.start);
    speech
}

/// Returns the stretches in which spots are loud, cue by cue.
pub(super) fn spots(book: &Book, performance: &Performance, timeline: &Timeline) -> Vec<Loud> {
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
            spots.push(Loud {
                part: cue.at.part,
                at: at.start + loud.start..at.start + loud.end,
            });
        }
    }
    spots.retain(|loud| loud.at.start < loud.at.end);
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
            part: cue.at.part,
            at: placed.at.clone(),
            fall: cue.fade_in.unwrap_or(Seconds(0.12).frames()),
            rise: cue.fade_out.unwrap_or(Seconds(0.4).frames()),
        })
        .collect();
    hushes.sort_by_key(|hush| hush.at.start);
    hushes
}

/// Returns the lanes that are silent in every hush: one, or one for each part of a path.
fn silences<'a>(hushes: impl Iterator<Item = &'a Hush>, turns: &[Frames]) -> Vec<Lane> {
    let mut lanes: Vec<(usize, Vec<Point>)> = Vec::new();
    for hush in hushes {
        let turn = match hush.part {
            0 => Frames(i64::MIN),
            part => turns::of(turns, part),
        };
        let stretch = std::slice::from_ref(&hush.at);
        let dip = duck::dips(stretch, (hush.fall, hush.rise), Gain::SILENCE, turn);
        match lanes.iter_mut().find(|(part, _)| *part == hush.part) {
            Some((_, points)) => lane::join(points, dip),
            None => lanes.push((hush.part, dip.0)),
        }
    }
    lanes.into_iter().map(|(_, points)| Lane(points)).collect()
}
