//! Takes the decisions of a listener while a show plays. Each one makes the next edition, which is
//! the same as the current one up to its turn. The branches of the next question are prepared
//! before it is asked.

mod levelling;
mod planning;
mod returning;
mod taking;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::PlayOptions;
use super::edition::Edition;
use super::playback_controller::{PlaybackController, RunningController};
use super::route::Route;
use super::work::Production;
use crate::output::device::supply::FADE;
use crate::session::{SessionError, Show};
use cuebook_core::units::{BLOCK, Frames, Gain};
use cuebook_engine::Mastering;

/// How long before its turn an edition must have taken over: the master looks ahead, and the old
/// edition fades into the new one.
const BEFORE: Frames = Frames((Mastering::LATENCY_BLOCKS * BLOCK) as i64 + FADE as i64);

/// The shortest time in which a flow is ready.
const LEAST: Duration = Duration::from_millis(12);

/// The time that a device needs to take a flow.
const DEVICE: Duration = Duration::from_millis(10);

/// The longest time between a decision and its turn that is tried.
const LONGEST: Duration = Duration::from_secs(4);

/// The state of the decisions.
pub(super) struct Deciding {
    pub(super) route: Route,
    /// How many questions were passed at most.
    passed: usize,
    pending: Option<Pending>,
    /// Whether what follows the decisions must be planned again.
    is_stale: bool,
    branches: Vec<Branch>,
    /// The path whose loudness decides the trim of all paths; `None` if the show has no choices.
    measured: Option<Arc<Production>>,
    /// The trim of all paths, and the cancellation of the search for it.
    trim: Option<Gain>,
    search: Option<Arc<AtomicBool>>,
}

/// A change of the path that has not taken over.
struct Pending {
    /// The question and the option, for a decision.
    decision: Option<(usize, usize)>,
    /// The edition with the decision, and how much time it had.
    edition: u32,
    pace: Duration,
    /// The route and its edition, which go on if it comes too late.
    before: (Route, Arc<Production>, Arc<Edition>),
}

/// An option that may be taken next.
struct Branch {
    option: usize,
    is_reminded: bool,
    production: Arc<Production>,
}

/// A decision with its place in time.
struct Turning {
    number: usize,
    option: usize,
    after: Frames,
    turn: Frames,
    is_reminded: bool,
}

impl Deciding {
    /// Begins the decisions of an interactive show; `None` for another show.
    pub(super) fn of(
        with: &PlaybackController,
        show: &Show,
    ) -> Result<Option<Deciding>, SessionError> {
        if show.book.story.is_none() {
            return Ok(None);
        }
        let PlayOptions {
            begun,
            is_clock_off,
            ..
        } = &with.options;
        let route = Route::new(show.clone(), begun.clone(), !is_clock_off)?;
        let measured = with.measured(&route.whole)?;
        Ok(Some(Deciding::new(route, measured)))
    }

    fn new(route: Route, measured: Option<Arc<Production>>) -> Deciding {
        Deciding {
            // Decisions that are given may be taken again.
            passed: route.decisions.len(),
            route,
            pending: None,
            is_stale: false,
            branches: Vec::new(),
            measured,
            trim: None,
            search: None,
        }
    }

    /// Notes that a later edition has the change of the path that has not taken over.
    pub(super) fn carry_on(&mut self, edition: u32) {
        if let Some(pending) = &mut self.pending {
            pending.edition = edition;
        }
    }

    /// Goes on with another route.
    fn set(&mut self, route: Route) {
        self.passed = self.passed.min(route.decisions.len());
        self.route = route;
        self.branches.clear();
        self.pending = None;
        self.is_stale = false;
    }
}

impl PlaybackController {
    /// Produces the path whose loudness decides the trim of all paths.
    fn measured(&self, whole: &Show) -> Result<Option<Arc<Production>>, SessionError> {
        let measured = whole.measured()?;
        let produced = measured.map(|show| self.produce(show, None)).transpose()?;
        Ok(produced.map(Arc::new))
    }
}

impl RunningController {
    /// Publishes the decisions.
    pub(super) fn tell(&self) {
        if let Some(deciding) = &self.deciding {
            let route = &deciding.route;
            self.with.shared.lock().decided = (route.decisions.clone(), route.has_clock);
        }
    }

    /// Returns the frame of the current edition that the device takes next.
    fn front(&self) -> Frames {
        match self.with.live.front() {
            Some((edition, at)) if self.is_current(edition) => at,
            _ => self.at,
        }
    }

    /// Looks after the decisions: notices turns that have passed, editions that came too late, and
    /// paths that must be continued, and prepares the next branches.
    pub(super) fn tick(&mut self) {
        if self.deciding.is_none() {
            return;
        }
        self.retry();
        self.pass();
        self.prepare();
    }

    /// Returns the route in a show that was read again; `None` if that is not interactive.
    pub(super) fn carry(&self, show: &Show) -> Option<Route> {
        show.book.story.as_ref()?;
        match &self.deciding {
            Some(deciding) => Some(deciding.route.carried(show.clone())),
            None => Route::new(show.clone(), None, true).ok(),
        }
    }

    /// Follows another route in a show that was read again. A decision that is no longer possible
    /// is reported.
    pub(super) fn follow(&mut self, route: Option<Route>) {
        let old = self.deciding.as_ref().map(|deciding| &deciding.route);
        if let (Some(old), Some(new)) = (old, &route)
            && let Some(lost) = old.decisions.get(new.decisions.len())
            && let Some(story) = old.story()
        {
            let name = &story.graph.choices[lost.choice].name;
            let message = format!(
                "The script is read again. The decision at `{name}` is no longer possible."
            );
            self.with.shared.set_message(message);
        }
        let measured = route.as_ref();
        let measured = measured.and_then(|route| self.with.measured(&route.whole).ok()?);
        self.cancel_common_search();
        match (&mut self.deciding, route) {
            (Some(deciding), Some(route)) => {
                deciding.set(route);
                (deciding.measured, deciding.trim) = (measured, None);
            }
            (own, route) => *own = route.map(|route| Deciding::new(route, measured)),
        }
        self.tell();
    }
}
