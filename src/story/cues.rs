//! The cues of a path: a copy for each time that a cue's place is met.

use super::CueFrom;
use super::places::{Place, Places};
use super::walked::Walked;
use crate::book::{Book, BookStory, Cue, CueKind, Mark, Moment, Ride};
use cuebook_core::id::{CueId, IdVec};
use cuebook_core::units::Frames;
use cuebook_script::Edge;

/// The copies of the cues on a path.
pub(super) struct Copies<'b> {
    book: &'b Book,
    story: &'b BookStory,
    walked: &'b Walked,
    places: &'b Places<'b>,
    copies: IdVec<CueId, Copy<'b>>,
}

/// A copy of a cue.
struct Copy<'b> {
    cue: &'b Cue,
    /// The cue of the show; `None` for the sound of a choice.
    of: Option<CueId>,
    from: CueFrom,
    stage: usize,
    at: Mark,
    start: Place,
    /// Where it ends, as far as words show it.
    end: Place,
}

impl<'b> Copies<'b> {
    pub(super) fn new(
        book: &'b Book,
        story: &'b BookStory,
        walked: &'b Walked,
        places: &'b Places<'b>,
    ) -> Copies<'b> {
        let mut copies = Copies {
            book,
            story,
            walked,
            places,
            copies: IdVec::default(),
        };
        for stage in 0..walked.heard.len() {
            copies.stage(stage);
        }
        copies.at_the_end();
        copies
    }

    /// Returns the cues of the path.
    pub(super) fn cues(&self) -> IdVec<CueId, Cue> {
        self.copies.iter().map(|copy| self.cue(copy)).collect()
    }

    /// Returns where each cue comes from.
    pub(super) fn sources(&self) -> IdVec<CueId, CueFrom> {
        let sources = self.copies.iter().map(|copy| match copy.from {
            CueFrom::Show(id, _) => {
                let rides = self.rides(copy).into_iter();
                CueFrom::Show(id, rides.map(|(number, _)| number).collect())
            }
            CueFrom::Waiting(choice) => CueFrom::Waiting(choice),
        });
        sources.collect()
    }

    /// Returns the rides of a barrier on the path.
    pub(super) fn rides_of_barrier(&self, rides: &[Ride]) -> Vec<Ride> {
        let met = self.rides_met(rides, (Place::START, Place::END));
        met.into_iter().map(|(_, ride)| ride).collect()
    }

    /// Adds the cues that begin in a stage.
    fn stage(&mut self, stage: usize) {
        let first = self.copies.len();
        for (id, cue) in self.book.cues.entries() {
            let met = match cue.at.mark {
                Mark::Word(word, edge) => self.places.met(stage, word, edge),
                Mark::Start | Mark::Time(_) if stage == 0 => Some((cue.at.mark, Place::START)),
                _ => None,
            };
            if let Some(met) = met {
                self.add(id, stage, met);
            }
        }
        self.add_anchored(first);
        self.add_waiting(stage);
    }

    /// Adds the cues that are anchored to the end of the path.
    fn at_the_end(&mut self) {
        let Some(last) = self.walked.heard.len().checked_sub(1) else {
            return;
        };
        let first = self.copies.len();
        for (id, cue) in self.book.cues.entries() {
            if cue.at.mark == Mark::End {
                self.add(id, last, (Mark::End, Place::END));
            }
        }
        self.add_anchored(first);
    }

    /// Adds the cues that are anchored to copies, and those anchored to them.
    fn add_anchored(&mut self, mut next: usize) {
        while let Some(copy) = self.copies.get(CueId(next)) {
            let (stage, start, end, of) = (copy.stage, copy.start, copy.end, copy.of);
            for (id, cue) in self.book.cues.entries() {
                if let Mark::Cue(other, edge) = cue.at.mark
                    && Some(other) == of
                {
                    let place = if edge == Edge::Start { start } else { end };
                    self.add(id, stage, (Mark::Cue(CueId(next), edge), place));
                }
            }
            next += 1;
        }
    }

    /// Adds the sound of the choice after a stage.
    fn add_waiting(&mut self, stage: usize) {
        let Some(asked) = &self.walked.heard[stage].asked else {
            return;
        };
        let Some(cue) = &self.story.choices[asked.choice].waiting else {
            return;
        };
        let (at, start) = match self.places.spoken.question_end(stage).checked_sub(1) {
            Some(word) => (Mark::Word(word, Edge::After), Place::of(word, Edge::After)),
            None => (Mark::Start, Place::START),
        };
        self.copies.push(Copy {
            cue,
            of: None,
            from: CueFrom::Waiting(asked.choice),
            stage,
            at,
            start,
            end: start,
        });
    }

    /// Adds a copy of a cue, unless it is not heard, or goes on from an earlier place.
    fn add(&mut self, id: CueId, stage: usize, (at, start): (Mark, Place)) {
        let heard = &self.walked.heard[stage];
        let goes_on = |copy: &Copy<'_>| copy.of == Some(id) && copy.end > start;
        if !heard.holds(self.story.cues.get(&id)) || self.copies.iter().any(goes_on) {
            return;
        }
        let cue = &self.book.cues[id];
        self.copies.push(Copy {
            cue,
            of: Some(id),
            from: CueFrom::Show(id, Vec::new()),
            stage,
            at,
            start,
            end: self.end(cue, stage, start),
        });
    }

    /// Returns where a cue ends. A cue that ends by itself ends where it begins.
    fn end(&self, cue: &Cue, stage: usize, start: Place) -> Place {
        match (&cue.kind, cue.kind.until()) {
            (CueKind::Spot(_) | CueKind::Hush(_), _) => start,
            (_, Some(until)) => {
                let met = self.next(until.mark, (stage, start), 0);
                met.map_or(Place::END, |(_, place)| place)
            }
            (CueKind::Bed { .. }, None) => self.end_of_scene(stage),
            (CueKind::Music { .. }, None) if cue.looped => Place::END,
            (CueKind::Music { .. }, None) => start,
        }
    }

    fn end_of_scene(&self, stage: usize) -> Place {
        let mut later = stage + 1..self.walked.heard.len();
        let next = later.find(|next| self.walked.heard[*next].visit.part == 0);
        next.map_or(Place::END, |next| {
            Place::of(self.places.spoken.begin(next), Edge::Start)
        })
    }

    /// Returns where a mark is met next.
    fn next(
        &self,
        mark: Mark,
        (stage, after): (usize, Place),
        depth: usize,
    ) -> Option<(Mark, Place)> {
        match mark {
            Mark::Word(word, edge) => {
                let stages = stage..self.walked.heard.len();
                let mut met = stages.filter_map(|stage| self.places.met(stage, word, edge));
                met.find(|(_, place)| *place >= after)
            }
            Mark::Cue(cue, _) if depth <= self.book.cues.len() => {
                let at = self.book.cues[cue].at.mark;
                self.next(at, (stage, after), depth + 1)
            }
            Mark::End => Some((Mark::End, Place::END)),
            Mark::Time(_) | Mark::Start | Mark::Turn(_) => Some((mark, Place::END)),
            Mark::Cue(..) => None,
        }
    }

    /// Returns the copy of a cue that another copy means: that of its stage, otherwise the next.
    fn copy_for(&self, copy: &Copy<'_>, of: CueId) -> Option<CueId> {
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
    fn part_of(&self, mark: Mark, depth: usize) -> usize {
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
    fn known_end(&self, copy: &Copy<'b>) -> Option<Mark> {
        match &copy.cue.kind {
            CueKind::Spot(_) | CueKind::Hush(_) => None,
            CueKind::Music { until: None } if !copy.cue.looped => None,
            CueKind::Bed { .. } | CueKind::Music { .. } => match self.until(copy) {
                Some(until) => Some(until.mark),
                None => Some(Mark::End),
            },
        }
    }

    fn moment(&self, mark: Mark, offset: Frames) -> Moment {
        Moment {
            part: self.part_of(mark, 0),
            ..self.places.moment(mark, offset)
        }
    }

    fn cue(&self, copy: &Copy<'b>) -> Cue {
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
    fn until(&self, copy: &Copy<'b>) -> Option<Moment> {
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
    fn rides(&self, copy: &Copy<'b>) -> Vec<(usize, Ride)> {
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
    fn rides_met(&self, rides: &[Ride], (start, end): (Place, Place)) -> Vec<(usize, Ride)> {
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
    fn marks_met(&self, mark: Mark, (start, end): (Place, Place)) -> Vec<Mark> {
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
