//! Goes back to an earlier decision, and switches the clocks.

use std::sync::Arc;

use super::taking::soon;
use crate::session::live::edition::Layout;
use crate::session::live::playback_controller::{Begin, RunningController};
use crate::session::live::route::Route;
use cuebook_core::units::Frames;

impl RunningController {
    /// Goes back to the last decision. Its question is asked again.
    pub(in crate::session::live) fn back(&mut self) {
        let heard = self.heard();
        let (Some(deciding), Some(path)) = (&self.deciding, &self.production.path) else {
            return;
        };
        let passed = path.passed(&self.edition.timeline, heard);
        let pending = deciding.pending.as_ref();
        let pending = pending.and_then(|pending| Some(pending.decision?.0));
        let Some(number) = pending.or(passed.checked_sub(1)) else {
            self.with
                .shared
                .set_message("There is no decision to go back to.");
            return;
        };
        let mut route = deciding.route.clone();
        route.decisions.clone_from(&path.decisions);
        route.decisions.truncate(number);
        self.go_to(route, number);
    }

    /// Plays a route from one of its questions.
    fn go_to(&mut self, route: Route, number: usize) {
        let production = match self.with.produce_route(&route) {
            Ok(production) => Arc::new(production),
            Err(error) => return self.with.shared.set_message(error.to_string()),
        };
        let layout = Layout::of(&production);
        let path = production.path.as_ref();
        let moments = path.and_then(|path| path.moments(number, &layout.timeline));
        let at = moments.map_or(Frames::ZERO, |moments| moments.begins);
        if let Some(deciding) = &mut self.deciding {
            deciding.set(route);
        }
        self.production = production;
        self.publish(Begin::At(at), layout);
        self.tell();
    }

    /// Switches the clocks of the choices on or off.
    pub(in crate::session::live) fn set_clock(&mut self, is_on: bool) {
        let Some(deciding) = &mut self.deciding else {
            return;
        };
        if deciding.route.has_clock == is_on {
            return;
        }
        if is_on {
            self.decide_over();
        }
        if let Some(deciding) = &mut self.deciding {
            deciding.route.has_clock = is_on;
            deciding.is_stale = true;
        }
        self.tell();
    }

    /// Takes the default of the open question, if its time is over.
    fn decide_over(&mut self) {
        let over = |own: &RunningController| {
            let story = own.deciding.as_ref()?.route.story()?;
            let path = own.production.path.as_ref()?;
            let (timeline, front) = (&own.edition.timeline, own.front());
            let number = path.open(timeline, front)?;
            let choice = path.asked().nth(number)?.choice;
            let graph = &story.graph.choices[choice];
            let wait = story.choices[choice].wait.filter(|_| graph.timed)?;
            let end = path.moments(number, timeline)?.asked + wait;
            (end < front + soon(own.pace())).then_some((number, graph.default?))
        };
        if let Some((number, default)) = over(self) {
            self.choose(number, default);
        }
    }

    /// Returns the frame to which a seek moves: at most the next question that is not decided.
    pub(in crate::session::live) fn before_question(&self, to: Frames) -> Frames {
        let (Some(deciding), Some(path)) = (&self.deciding, &self.production.path) else {
            return to;
        };
        let number = deciding.route.decisions.len();
        let open = path.moments(number, &self.edition.timeline);
        open.map_or(to, |open| to.min(open.begins.max(self.heard())))
    }
}
