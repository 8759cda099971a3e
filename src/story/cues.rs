//! The cues of a path: a copy for each time that a cue's place is met.

mod copied;

use super::CueFrom;
use super::places::{Place, Places};
use super::walked::Walked;
use crate::book::{Book, BookStory, Cue, CueKind, Mark, Ride};
use cuebook_core::id::{CueId, IdVec};
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
}
