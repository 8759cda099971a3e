//! The lines and cues of a story: their conditions, and what must follow them.

use super::Builder;
use crate::book::mark::{Mark, Moment};
use crate::book::story::{Followed, order};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::WordId;
use cuebook_script::Edge;
use cuebook_story::story::FollowId;
use cuebook_story::{ConditionId, Follow, NodeId, Spot, Use};

impl Builder<'_, '_> {
    /// Binds the conditions of the lines. The lines of one speech have one condition.
    pub(super) fn lines(&mut self) {
        let mut last: Option<(Span, ConditionId)> = None;
        for (line, written) in &self.bound.lines.when {
            let word = self.bound.lines.heard[*line].words.start;
            let same = last.filter(|(span, _)| *span == written.span);
            let id = match (same, self.story.spot(word, Edge::Start)) {
                (Some((_, id)), _) => Some(id),
                (None, Some(spot)) => self.conditions.add(Some(written), Use::Heard(spot)),
                (None, None) => None,
            };
            if let Some(id) = id {
                last = Some((written.span, id));
                self.story.lines.insert(*line, id);
            }
        }
    }

    /// Binds the conditions of the cues, and what their beds and rides need to meet.
    pub(super) fn cues(&mut self) {
        let bound = self.bound;
        for ((id, cue), written) in bound.cues.entries().zip(&bound.script.cues) {
            let at = self.spot_of(&cue.at);
            let when = match (at, &written.when) {
                (None, Some(when)) => {
                    self.conditions.diagnostics.push(placeless(when.span));
                    None
                }
                (Some(spot), when) => self.conditions.add(when.as_ref(), Use::Heard(spot)),
                (None, None) => None,
            };
            if let Some(when) = when {
                self.story.cues.insert(id, when);
            }
            let Some(from) = at else { continue };
            if let (Some(until), Some(anchor)) = (cue.kind.until(), written.until()) {
                self.follow((from, when), until, Followed::Until(id, anchor.span));
            }
            // The first ride may be the `move` of the cue, which begins with it.
            let rides = cue.rides.iter().rev().zip(written.rides.iter().rev());
            for (ride, own) in rides.rev() {
                self.follow((from, when), &ride.at, Followed::Ride(id, own.at.span));
            }
        }
    }

    /// Adds a pair of places, unless the second one surely follows, or is no word.
    fn follow(&mut self, (from, when): (Spot, Option<ConditionId>), to: &Moment, what: Followed) {
        let Some(to) = self.spot_of(to) else { return };
        let is_near = (from.node, from.part) == (to.node, to.part);
        if is_near {
            return;
        }
        self.story.graph.follows.push(Follow { from, when, to });
        let _: FollowId = self.story.follows.push(what);
    }

    /// Returns the spot of a moment; `None` for a time and for the end of the show.
    fn spot_of(&self, moment: &Moment) -> Option<Spot> {
        let mut mark = moment.mark;
        // A cue may be anchored to another one, and that one to a third. The limit stops cycles.
        for _ in 0..16 {
            match mark {
                Mark::Word(word, edge) => return self.story.spot(word, edge),
                Mark::Start => {
                    let node = NodeId(0);
                    let order = order(WordId::FIRST, Edge::Start);
                    return self.story.nodes.get(node).map(|_| Spot {
                        node,
                        part: 0,
                        order,
                    });
                }
                Mark::Cue(cue, _) => mark = self.bound.cues.get(cue)?.at.mark,
                Mark::End | Mark::Time(_) | Mark::Turn(_) => return None,
            }
        }
        None
    }
}

fn placeless(when: Span) -> Diagnostic {
    let message =
        "a condition is looked at where its cue is, and this cue is not at words of the text";
    Diagnostic::error("condition-needs-words", when, message)
        .hint("anchor the cue to words, a line or a scene")
}
