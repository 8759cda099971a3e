//! Takes an option of a question: makes the edition in which it is decided, which takes over before
//! its turn. An edition that comes too late is made again for a later turn.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{BEFORE, DEVICE, LEAST, LONGEST, Pending, Turning};
use crate::session::live::edition::{Edition, Layout};
use crate::session::live::playback_controller::{Begin, RunningController};
use crate::session::live::played_path::Moments;
use crate::session::live::route::Route;
use crate::session::live::work::Production;
use crate::timeline::turns;
use cuebook_core::id::WordId;
use cuebook_core::units::{Frames, Seconds};
use cuebook_story::Decision;
use tracing::debug;

impl RunningController {
    /// Takes an option of a question, unless it is too late.
    pub(in crate::session::live) fn choose(&mut self, number: usize, option: usize) {
        let begun = Instant::now();
        let pace = self.pace();
        if let Some(turning) = self.turning(number, option, pace) {
            self.take(&turning, pace);
            debug!(
                "a decision with {pace:?} until its turn; the edition took {:?}",
                begun.elapsed()
            );
        }
    }

    /// Returns how long it takes until an edition can take over.
    pub(super) fn pace(&self) -> Duration {
        (self.made_in + self.with.live.primed().max(LEAST)) * 5 / 4 + DEVICE
    }

    /// Returns when an option is taken if it is chosen now; `None` if it can no longer be chosen.
    pub(super) fn turning(&self, number: usize, option: usize, pace: Duration) -> Option<Turning> {
        let deciding = self.deciding.as_ref()?;
        let path = self.production.path.as_ref()?;
        let timeline = &self.edition.timeline;
        let front = self.front();
        let asked = path.asked().nth(number)?;
        let is_open = path.open(timeline, front) == Some(number);
        // A decision that was not heard yet is not taken again.
        let is_second = number < deciding.route.decisions.len() && deciding.passed <= number;
        if !is_open || is_second || !asked.offered.contains(&option) {
            return None;
        }
        let moments = path.moments(number, timeline)?;
        let turn = turns::grid(front + soon(pace));
        let is_reminded = moments.reminds.is_some_and(|begins| turn > begins);
        let last = self.last(number, &moments);
        (turn <= last).then(|| Turning {
            number,
            option,
            after: self.after(number, &moments, (turn, is_reminded)),
            turn,
            is_reminded,
        })
    }

    /// Returns the last turn at which a choice can be decided: before the one that is planned, and
    /// before its time is over.
    fn last(&self, number: usize, moments: &Moments) -> Frames {
        let wait = self.time_of(number);
        let over = wait.map(|wait| turns::grid(moments.asked + wait));
        over.map_or(moments.turn, |over| over.min(moments.turn))
    }

    /// Returns how long a choice waits, with the clocks on.
    fn time_of(&self, number: usize) -> Option<Frames> {
        let route = &self.deciding.as_ref()?.route;
        let story = route.story().filter(|_| route.has_clock)?;
        let asked = self.production.path.as_ref()?.asked().nth(number)?;
        let is_timed = story.graph.choices[asked.choice].timed;
        story.choices[asked.choice].wait.filter(|_| is_timed)
    }

    /// Returns how long after its question a choice is decided at a turn. The turn is on a grid, so
    /// it may be a little later than the end of the time, or than the reminder.
    fn after(
        &self,
        number: usize,
        moments: &Moments,
        (turn, is_reminded): (Frames, bool),
    ) -> Frames {
        let after = turn - moments.asked;
        let route = self.deciding.as_ref().map(|own| &own.route);
        let story = route.and_then(Route::story);
        let path = self.production.path.as_ref();
        let asked = path.and_then(|path| path.asked().nth(number));
        let (Some(story), Some(asked)) = (story, asked) else {
            return after;
        };
        let choice = &story.choices[asked.choice];
        let reminds = choice.remind.as_ref().map(|(after, _)| *after);
        let before = reminds.filter(|_| !is_reminded);
        let limits = before.into_iter().chain(self.time_of(number));
        limits.fold(after, Frames::min)
    }

    /// Plays an edition with a decision.
    pub(super) fn take(&mut self, turning: &Turning, pace: Duration) {
        let before = (self.production.clone(), self.edition.clone());
        let Some((route, production)) = self.branch(turning) else {
            return;
        };
        let Some(deciding) = &mut self.deciding else {
            return;
        };
        let old = std::mem::replace(&mut deciding.route, route);
        deciding.passed = deciding.passed.min(turning.number);
        deciding.branches.clear();
        let layout = Layout::of(&production);
        let begin = along(&before.1, (&production, &layout), turning);
        self.production = Arc::new(production);
        self.publish(begin, layout);
        let pending = Pending {
            decision: Some((turning.number, turning.option)),
            edition: self.edition.number,
            pace,
            before: (old, before.0, before.1),
        };
        if let Some(deciding) = &mut self.deciding {
            deciding.pending = Some(pending);
        }
        self.tell();
    }

    /// Returns the route with a decision and its production: a branch that is prepared, if
    /// there is one.
    pub(super) fn branch(&self, turning: &Turning) -> Option<(Route, Production)> {
        let deciding = self.deciding.as_ref()?;
        let path = self.production.path.as_ref()?;
        let choice = path.asked().nth(turning.number)?.choice;
        let decision = Decision {
            choice,
            option: turning.option,
            after: Some(turning.after),
        };
        let route = deciding.route.with(path, turning.number, decision);
        let mut branches = deciding.branches.iter();
        let prepared = branches.find(|branch| {
            let own = branch.production.path.as_ref();
            let own = own.map_or(&[][..], |own| &own.decisions[..]);
            branch.option == turning.option
                && branch.is_reminded == turning.is_reminded
                && own.get(..turning.number) == route.decisions.get(..turning.number)
                && own.get(turning.number).map(|own| own.choice) == Some(choice)
        });
        let production = match prepared {
            Some(branch) => branch.production.decided(turning.number, turning.after),
            None => match self.with.produce_route(&route) {
                Ok(production) => production,
                Err(error) => {
                    self.with.shared.set_message(error.to_string());
                    return None;
                }
            },
        };
        Some((route, production))
    }

    /// Tries again what came too late.
    pub(super) fn retry(&mut self) {
        let refused = self.with.live.refused();
        let Some(deciding) = &mut self.deciding else {
            return;
        };
        let is_late = |pending: &mut Pending| Some(pending.edition) == refused;
        let Some(pending) = deciding.pending.take_if(is_late) else {
            return;
        };
        let (route, production, edition) = pending.before;
        deciding.route = route;
        deciding.branches.clear();
        deciding.is_stale |= pending.decision.is_none();
        (self.production, self.edition) = (production, edition);
        let pace = (2 * pending.pace).min(LONGEST);
        let turning = pending
            .decision
            .and_then(|(number, option)| self.turning(number, option, pace));
        match turning {
            Some(turning) => self.take(&turning, pace),
            None => {
                // The time is over.
                let layout = Layout::of(&self.production);
                self.publish(Begin::Along(Frames(i64::MAX)), layout);
                self.tell();
            }
        }
    }
}

/// Returns how long after now the turn of a decision can be.
pub(super) fn soon(pace: Duration) -> Frames {
    Seconds(pace.as_secs_f64()).frames() + BEFORE
}

/// Returns how an edition with a decision begins: at the same frame if all frames before the turn
/// are the same.
fn along(old: &Edition, (new, layout): (&Production, &Layout), turning: &Turning) -> Begin {
    let path = new.path.as_ref();
    let moments = path.and_then(|path| path.moments(turning.number, &layout.timeline));
    let same = moments.filter(|moments| {
        let question = path.and_then(|path| path.asked().nth(turning.number));
        let words = question.map_or(WordId::FIRST, |asked| asked.words.start);
        let words = WordId::FIRST..words;
        let asked = question.and_then(|asked| old.timeline.asked.get(asked.turn));
        moments.turn >= turning.turn
            && asked == Some(&moments.asked)
            && layout.timeline.words.slice(words.clone()) == old.timeline.words.slice(words)
    });
    match same {
        Some(moments) => Begin::Along(moments.turn - BEFORE),
        None => Begin::SameWords,
    }
}
