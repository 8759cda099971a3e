//! A copy of a cue as a cue of the path: its place, its end and its rides.

use super::{Copies, Copy};
use crate::book::{Cue, CueKind, Mark, Moment, Ride};
use crate::story::places::Place;
use cuebook_core::id::CueId;
use cuebook_core::units::Frames;
use cuebook_script::Edge;

impl<'b> Copies<'b> {
    /// Returns the copy of a cue that another copy means: that of its stage, otherwise the next.
    pub(super) fn copy_for(&self, copy: &Copy<'_>, of: CueId) -> Option<CueId> {
        let all = self
            .copies
            .entries()
            .filter(|(_, other)| other.of == Some(of));
        let here = all.clone().find(|(_, other)| other.stage == copy.stage);
        let next = all.filter(|(_, other)| other.start >= copy.start);
        let next = || next.min_by_key(|(_, other)| other.start);
        here.or_else(next).map(|(id, _)| id)
    }

    /// Returns the part in which a mark of the path is known.
    pub(super) fn part_of(&self, mark: Mark, depth: usize) -> usize {
        let Mark::Cue(id, edge) = mark else {
            return self.places.moment(mark, Frames::ZERO).part;
        };
        let copy = &self.copies[id];
        if depth > self.copies.len() {
            return self.places.turns.last();
        }
        let start = self.part_of(copy.at, depth + 1);
        let end = match edge {
            Edge::Start => None,
            Edge::After => self.known_end(copy),
        };
        end.map_or(start, |end| self.part_of(end, depth + 1).max(start))
    }

    /// Returns the mark at which a copy ends; `None` if it ends by itself.
    pub(super) fn known_end(&self, copy: &Copy<'b>) -> Option<Mark> {
        match &copy.cue.kind {
            CueKind::Spot(_) | CueKind::Hush(_) => None,
            CueKind::Music { until: None } if !copy.cue.looped => None,
            CueKind::Bed { .. } | CueKind::Music { .. } => match self.until(copy) {
                Some(until) => Some(until.mark),
                None => Some(Mark::End),
            },
        }
    }

    pub(super) fn moment(&self, mark: Mark, offset: Frames) -> Moment {
        Moment {
            part: self.part_of(mark, 0),
            ..self.places.moment(mark, offset)
        }
    }

    pub(super) fn cue(&self, copy: &Copy<'b>) -> Cue {
        let mut until = self.until(copy);
        if let Some(Mark::Cue(..)) = until.map(|until| until.mark) {
            until = until.map(|until| self.moment(until.mark, until.offset));
        }
        Cue {
            at: self.moment(copy.at, copy.cue.at.offset),
            kind: match &copy.cue.kind {
                CueKind::Bed { .. } => CueKind::Bed { until },
                CueKind::Music { .. } => CueKind::Music { until },
                other => other.clone(),
            },
            rides: self.rides(copy).into_iter().map(|(_, ride)| ride).collect(),
            ..copy.cue.clone()
        }
    }

    /// Returns the end of a copy, if its cue has one.
    pub(super) fn until(&self, copy: &Copy<'b>) -> Option<Moment> {
        if copy.of.is_none() {
            let turn = self.places.spoken.turn_of(copy.stage);
            return Some(self.places.moment(Mark::Turn(turn), Frames::ZERO));
        }
        let until = copy.cue.kind.until()?;
        let met = match until.mark {
            Mark::Cue(of, edge) => self.copy_for(copy, of).map(|id| Mark::Cue(id, edge)),
            mark => self
                .next(mark, (copy.stage, copy.start), 0)
                .map(|(mark, _)| mark),
        };
        Some(match met {
            Some(mark) => self.places.moment(mark, until.offset),
            None => self.places.moment(Mark::End, Frames::ZERO),
        })
    }

    /// Returns the rides of a copy, each with the number of the ride of its cue.
    pub(super) fn rides(&self, copy: &Copy<'b>) -> Vec<(usize, Ride)> {
        if copy.of.is_none() {
            // The sound of a choice presses at a time after the question.
            let own = copy.cue.rides.iter().enumerate();
            let at = |ride: &Ride| self.moment(copy.at, ride.at.offset);
            return own
                .map(|(number, ride)| {
                    (
                        number,
                        Ride {
                            at: at(ride),
                            ..ride.clone()
                        },
                    )
                })
                .collect();
        }
        let own = |ride: &Ride| ride.at == copy.cue.at;
        // A sound that ends by itself may last over the words after it.
        let end = if copy.end > copy.start {
            copy.end
        } else {
            Place::END
        };
        let mut met = self.rides_met(&copy.cue.rides, (copy.start, end));
        for (number, ride) in copy.cue.rides.iter().enumerate() {
            if own(ride) {
                // A move from the start is not made again while the sound goes on.
                let at = self.moment(copy.at, copy.cue.at.offset);
                met.retain(|(other, _)| *other != number);
                met.insert(0, (number, Ride { at, ..ride.clone() }));
            }
        }
        met
    }

    /// Returns the rides that are met between two places. A ride that is not met keeps its values,
    /// at a moment after the end, so that the sound is made at the same stops on all paths.
    pub(super) fn rides_met(
        &self,
        rides: &[Ride],
        (start, end): (Place, Place),
    ) -> Vec<(usize, Ride)> {
        let mut found = Vec::new();
        for (number, ride) in rides.iter().enumerate() {
            let marks = self.marks_met(ride.at.mark, (start, end));
            let moments: Vec<Moment> = match marks.is_empty() {
                true => vec![self.places.never()],
                false => {
                    let marks = marks.into_iter();
                    marks
                        .map(|mark| self.moment(mark, ride.at.offset))
                        .collect()
                }
            };
            found.extend(
                moments
                    .into_iter()
                    .map(|at| (number, Ride { at, ..ride.clone() })),
            );
        }
        found
    }

    /// Returns all marks of the path that are met for a mark of the show between two places.
    pub(super) fn marks_met(&self, mark: Mark, (start, end): (Place, Place)) -> Vec<Mark> {
        let within = |place: Place| start <= place && place <= end;
        match mark {
            Mark::Word(word, edge) => {
                let stages = 0..self.walked.heard.len();
                let met = stages.filter_map(|stage| self.places.met(stage, word, edge));
                let met = met.filter(|(_, place)| within(*place));
                met.map(|(mark, _)| mark).collect()
            }
            Mark::Cue(cue, edge) => {
                let copies = self.copies.entries();
                let met = copies.filter(|(_, copy)| copy.of == Some(cue) && within(copy.start));
                met.map(|(id, _)| Mark::Cue(id, edge)).collect()
            }
            Mark::Start | Mark::End | Mark::Time(_) | Mark::Turn(_) => vec![mark],
        }
    }
}
