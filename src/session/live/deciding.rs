//! Takes the decisions of a listener while a show plays. Each one makes the next edition, which is
//! the same as the current one up to its turn. The branches of the next question are prepared
//! before it is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::PlayOptions;
use super::edition::{Edition, Layout};
use super::playback_controller::{Begin, PlaybackController, RunningController};
use super::played_path::{Moments, PlayedPath};
use super::route::Route;
use super::work::{Job, Production};
use crate::mix;
use crate::output::device::supply::FADE;
use crate::output::level::Goal;
use crate::session::console::Console;
use crate::session::{SessionError, Show};
use crate::timeline::{Timeline, turns};
use cuebook_core::id::{AudioId, WordId};
use cuebook_core::units::{BLOCK, Frames, Gain, Seconds};
use cuebook_engine::Mastering;
use cuebook_story::Decision;
use tracing::debug;

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
    /// What is heard if it comes too late.
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
            choose,
            is_clock_off,
            ..
        } = &with.options;
        let route = Route::new(show.clone(), choose.as_deref(), !is_clock_off)?;
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

    /// Takes an option of a question, unless it is too late.
    pub(super) fn choose(&mut self, number: usize, option: usize) {
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
    fn pace(&self) -> Duration {
        (self.made_in + self.with.live.primed().max(LEAST)) * 5 / 4 + DEVICE
    }

    /// Returns when an option is taken if it is chosen now; `None` if it can no longer be chosen.
    fn turning(&self, number: usize, option: usize, pace: Duration) -> Option<Turning> {
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
    fn take(&mut self, turning: &Turning, pace: Duration) {
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

    /// Returns the route with a decision and what is played on it: a branch that is prepared, if
    /// there is one.
    fn branch(&self, turning: &Turning) -> Option<(Route, Production)> {
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

    pub(super) fn is_interactive(&self) -> bool {
        let deciding = self.deciding.as_ref();
        deciding.is_some_and(|deciding| deciding.measured.is_some())
    }

    /// Returns the trim of all paths. If it is not known and can be found, the search begins.
    pub(super) fn common_trim(&mut self) -> Option<Gain> {
        let deciding = self.deciding.as_ref()?;
        let measured = deciding.measured.as_ref()?;
        if deciding.trim.is_some() || measured.missing() > 0 || deciding.search.is_some() {
            return deciding.trim;
        }
        let layout = Layout::of(measured);
        let book = &measured.show.book;
        let listening = self.with.options.listening;
        let plan = mix::plan(listening, book, &layout.performance, &layout.timeline);
        let console = Console {
            plan: Arc::new(plan),
            performance: Arc::new(layout.performance),
            goal: Goal::stereo(book.target.level),
            trims: self.with.studio.trims(),
            common: None,
        };
        let known = console.kept_trim().map(|(trim, _)| trim);
        let search = known
            .is_none()
            .then(|| self.begin_search(console, self.edition.number));
        if let Some(deciding) = &mut self.deciding {
            (deciding.trim, deciding.search) = (known, search);
        }
        known
    }

    /// Plays the current edition at the level of all paths, once it is known.
    pub(super) fn level_all(&mut self) {
        if !self.is_interactive() || self.edition.is_levelled || self.common_trim().is_none() {
            return;
        }
        let turn = self.deciding.as_ref().and_then(|own| own.pending.as_ref());
        let turn = turn.and_then(|pending| {
            let path = self.production.path.as_ref()?;
            path.moments(pending.decision?.0, &self.edition.timeline)
        });
        let latest = turn.map_or(Frames(i64::MAX), |moments| moments.turn - BEFORE);
        self.publish(Begin::Along(latest), Layout::of(&self.production));
        let number = self.edition.number;
        if let Some(pending) = self.deciding.as_mut().and_then(|own| own.pending.as_mut()) {
            pending.edition = number;
        }
    }

    /// Ends the search for the trim of all paths.
    pub(super) fn cancel_common_search(&mut self) {
        let deciding = self.deciding.as_mut();
        if let Some(search) = deciding.and_then(|deciding| deciding.search.take()) {
            search.store(true, Ordering::Relaxed);
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

    /// Tries again what came too late.
    fn retry(&mut self) {
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
        let pace = 2 * pending.pace;
        let decision = pending.decision.filter(|_| pace < LONGEST);
        let turning = decision.and_then(|(number, option)| self.turning(number, option, pace));
        match turning {
            Some(turning) => self.take(&turning, pace),
            None => {
                // The time is over, or the machine is too slow.
                let layout = Layout::of(&self.production);
                self.publish(Begin::Along(Frames(i64::MAX)), layout);
                self.tell();
            }
        }
    }

    /// Notices the turns that have passed.
    fn pass(&mut self) {
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
    fn plan_again(&mut self) {
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
    fn prepare(&mut self) {
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
    pub(super) fn jobs_of_branches(&self, own: Job) -> Vec<Job> {
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

    /// Goes back to the last decision. Its question is asked again.
    pub(super) fn back(&mut self) {
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
    pub(super) fn set_clock(&mut self, is_on: bool) {
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
    pub(super) fn before_question(&self, to: Frames) -> Frames {
        let (Some(deciding), Some(path)) = (&self.deciding, &self.production.path) else {
            return to;
        };
        let number = deciding.route.decisions.len();
        let open = path.moments(number, &self.edition.timeline);
        open.map_or(to, |open| to.min(open.begins.max(self.heard())))
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

/// Returns how long after now the turn of a decision can be.
fn soon(pace: Duration) -> Frames {
    Seconds(pace.as_secs_f64()).frames() + BEFORE
}

/// Returns the first turn that only one of two editions has.
fn parting(old: &Timeline, new: &Timeline) -> Frames {
    let same = old.turns.iter().zip(&new.turns);
    let same = same.take_while(|(one, other)| one == other).count();
    let own = [old, new].map(|timeline| timeline.turns.get(same).copied());
    own.into_iter().flatten().min().unwrap_or(Frames(i64::MAX))
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
