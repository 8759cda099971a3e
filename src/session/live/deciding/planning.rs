//! Looks ahead on the path: notices the turns that have passed, plans what follows, and prepares the
//! branches of the next question.

use std::sync::Arc;

use super::taking::soon;
use super::{BEFORE, Branch, Pending, Turning};
use crate::session::live::edition::Layout;
use crate::session::live::playback_controller::{Begin, RunningController};
use crate::session::live::played_path::PlayedPath;
use crate::session::live::work::Job;
use crate::timeline::Timeline;
use cuebook_core::id::AudioId;
use cuebook_core::units::Frames;

impl RunningController {
    /// Notices the turns that have passed.
    pub(super) fn pass(&mut self) {
        let front = self.front();
        let Some(path) = self.production.path.clone() else {
            return;
        };
        let passed = path.passed(&self.edition.timeline, front);
        let heard = self.with.live.front().map_or(0, |(edition, _)| edition);
        let Some(deciding) = &mut self.deciding else {
            return;
        };
        let waits = deciding.pending.as_ref();
        let waits = waits.filter(|pending| heard < pending.edition);
        // A decision that has not taken over has no turn yet.
        let limit = waits.and_then(|pending| Some(pending.decision?.0));
        let passed = limit.map_or(passed, |limit| passed.min(limit));
        deciding.pending.take_if(|pending| match pending.decision {
            Some((number, _)) => passed > number,
            None => heard >= pending.edition,
        });
        if passed > deciding.passed {
            self.note(&path, passed);
        }
        let stale = self.deciding.as_ref();
        if stale.is_some_and(|own| own.is_stale && own.pending.is_none()) {
            self.plan_again();
        }
    }

    /// Takes the decisions of a path up to a number of questions that were passed.
    fn note(&mut self, path: &PlayedPath, passed: usize) {
        let Some(deciding) = &mut self.deciding else {
            return;
        };
        deciding.passed = passed;
        let known = deciding.route.decisions.len();
        if let Some(more) = path.decisions.get(known..passed) {
            deciding.route.decisions.extend_from_slice(more);
            deciding.branches.clear();
        }
        deciding.is_stale |= deciding.route.is_short(path);
        self.tell();
    }

    /// Plays an edition with the same decisions, and what follows them now. If the current one comes
    /// to another turn in a moment, that one is heard first.
    pub(super) fn plan_again(&mut self) {
        let Some(deciding) = &mut self.deciding else {
            return;
        };
        deciding.is_stale = false;
        deciding.branches.clear();
        let route = deciding.route.clone();
        let production = match self.with.produce_route(&route) {
            Ok(production) => production,
            Err(error) => return self.with.shared.set_message(error.to_string()),
        };
        let layout = Layout::of(&production);
        let parting = parting(&self.edition.timeline, &layout.timeline);
        let pace = self.pace();
        if parting < self.front() + soon(pace) {
            if let Some(deciding) = &mut self.deciding {
                deciding.is_stale = true;
            }
            return;
        }
        let before = (route, self.production.clone(), self.edition.clone());
        self.production = Arc::new(production);
        self.publish(Begin::Along(parting - BEFORE), layout);
        let pending = Pending {
            decision: None,
            edition: self.edition.number,
            pace,
            before,
        };
        if let Some(deciding) = &mut self.deciding {
            deciding.pending = Some(pending);
        }
    }

    /// Prepares a branch of the next question, if one is missing.
    pub(super) fn prepare(&mut self) {
        let (Some(deciding), Some(path)) = (&self.deciding, &self.production.path) else {
            return;
        };
        let number = deciding.route.decisions.len();
        let Some(asked) = path.asked().nth(number) else {
            return;
        };
        let story = deciding.route.story();
        let choice = story.map(|story| &story.choices[asked.choice]);
        let reminds = choice.is_some_and(|choice| choice.remind.is_some());
        let kinds = asked.offered.iter().flat_map(|option| {
            let kinds = [Some(false), reminds.then_some(true)];
            kinds.into_iter().flatten().map(move |kind| (*option, kind))
        });
        let is_missing = |kind: &(usize, bool)| {
            let mut known = deciding.branches.iter();
            !known.any(|branch| (branch.option, branch.is_reminded) == *kind)
        };
        let Some((option, is_reminded)) = kinds.into_iter().find(is_missing) else {
            return;
        };
        let reminder = choice.and_then(|choice| choice.remind.as_ref());
        let after = reminder.filter(|_| is_reminded);
        let after = after.map_or(Frames::ZERO, |(after, _)| *after + Frames(1));
        let turning = Turning {
            number,
            option,
            after,
            turn: Frames::ZERO,
            is_reminded,
        };
        let made = self.branch(&turning);
        if let (Some((_, production)), Some(deciding)) = (made, &mut self.deciding) {
            deciding.branches.push(Branch {
                option,
                is_reminded,
                production: Arc::new(production),
            });
            self.send_jobs();
        }
    }

    /// Returns the jobs of the branches and that of the path itself, in the order in which their
    /// pieces can be needed.
    pub(in crate::session::live) fn jobs_of_branches(&self, own: Job) -> Vec<Job> {
        let mut jobs = vec![own];
        let Some(deciding) = &self.deciding else {
            return jobs;
        };
        let number = deciding.route.decisions.len();
        for branch in &deciding.branches {
            let production = &branch.production;
            if production.missing() == 0 {
                continue;
            }
            let layout = Layout::of(production);
            let path = production.path.as_ref();
            let moments = path.and_then(|path| path.moments(number, &layout.timeline));
            let from = moments.map_or(Frames::ZERO, |moments| moments.turn);
            let needed = layout.needed(production, from).into_iter();
            let needed: Vec<AudioId> = needed.map(|(_, piece)| piece).collect();
            jobs.push((production.clone(), needed));
        }
        if let Some(measured) = &deciding.measured
            && measured.missing() > 0
        {
            let needed = Layout::of(measured).needed(measured, Frames::ZERO);
            let needed = needed.into_iter().map(|(_, piece)| piece).collect();
            jobs.push((measured.clone(), needed));
        }
        jobs
    }
}

/// Returns the first turn that only one of two editions has.
fn parting(old: &Timeline, new: &Timeline) -> Frames {
    let same = old.turns.iter().zip(&new.turns);
    let same = same.take_while(|(one, other)| one == other).count();
    let own = [old, new].map(|timeline| timeline.turns.get(same).copied());
    own.into_iter().flatten().min().unwrap_or(Frames(i64::MAX))
}
