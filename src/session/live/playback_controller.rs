//! Updates playback when the script changes. Takes events (a saved file, a finished
//! piece, a command of the listener) and loads editions into the player. An edition with
//! errors is never played. The current edition plays until the next one can take over
//! without a gap.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::deciding::Deciding;
use super::edition::{Edition, Layout};
use super::edition_map::EditionMap;
use super::played_path::PlayedPath;
use super::question::Resume;
use super::route::Route;
use super::steering::Steering;
use super::thread_priority::give_way;
use super::watch::Watch;
use super::work::{Production, Workers, message};
use super::{Event, PlayOptions, Shared};
use crate::book::Level;
use crate::mix::compose::SPEECH;
use crate::mix::{self, Master, MixPlan};
use crate::output::level::{Goal, LevelError, Notes, find_trim};
use crate::output::live::{Live, Place, Programme, State};
use crate::perform::{Ahead, Context, PerformError, Performance};
use crate::session::console::{Console, Takes};
use crate::session::{SessionError, Show, Studio, render};
use cuebook_core::id::AudioId;
use cuebook_core::progress::Silent;
use cuebook_core::units::{Decibels, Frames, Gain};
use cuebook_engine::Engine;
use cuebook_voice::Voice;

/// The parts that the controller works with.
pub(super) struct PlaybackController {
    pub studio: Studio,
    pub options: PlayOptions,
    pub live: Arc<Live>,
    pub shared: Arc<Shared>,
    pub workers: Workers,
    pub voice: Arc<dyn Voice>,
    pub events: Sender<Event>,
}

/// How long an edition plays before the search for its trim starts. The first sound and
/// the next save have priority.
const CALM: Duration = Duration::from_millis(500);

/// How often an interactive show is looked after.
const TICK: Duration = Duration::from_millis(20);

/// A running controller.
pub(super) struct RunningController {
    pub(super) with: PlaybackController,
    pub(super) production: Arc<Production>,
    /// The production that takes over when enough of it is made, with its route.
    pub(super) next: Option<(Arc<Production>, Option<Route>)>,
    pub(super) edition: Arc<Edition>,
    /// The number of editions so far.
    editions: u32,
    /// The first edition with the same frames up to the playhead.
    pub(super) since: u32,
    /// The first heard frame of the edition, and the number of its missing pieces.
    pub(super) at: Frames,
    lacked: usize,
    /// How long the last edition took.
    pub(super) made_in: Duration,
    /// What the listener of an interactive show decides.
    pub(super) deciding: Option<Deciding>,
    performance: Arc<Performance>,
    /// The plan with its trim, without steering; `None` before the first edition.
    plan: Option<Arc<MixPlan>>,
    steering: Steering,
    /// The last trim that was found.
    trim: Option<Gain>,
    /// Watches the files of the show that was read last.
    watch: Option<Watch>,
    /// Cancels the running search for a trim.
    search: Option<Arc<AtomicBool>>,
}

/// Where an edition begins.
#[derive(Copy, Clone, Debug)]
pub(super) enum Begin {
    At(Frames),
    /// At the words that are heard.
    SameWords,
    /// At the frame that is heard. The edition is the same up to this frame and a short time after
    /// it.
    Along(Frames),
}

impl PlaybackController {
    /// Plays the first edition.
    pub(super) fn begin(self, show: Show) -> Result<RunningController, SessionError> {
        let deciding = Deciding::of(&self, &show)?;
        let production = Arc::new(match &deciding {
            Some(deciding) => self.produce_route(&deciding.route)?,
            None => self.produce(show, None)?,
        });
        let layout = Layout::of(&production);
        let decided = deciding.as_ref().map_or(0, |own| own.route.decisions.len());
        let from = self.start(&production, &layout, decided)?;
        self.shared.lock().begun = from;
        let edition = edition(0, &production, &layout);
        let mut controller = RunningController {
            plan: None,
            performance: Arc::new(layout.performance.clone()),
            edition: Arc::new(edition),
            at: from,
            lacked: 0,
            made_in: Duration::ZERO,
            editions: 0,
            since: 0,
            deciding,
            next: None,
            production,
            steering: Steering::default(),
            trim: None,
            search: None,
            watch: None,
            with: self,
        };
        controller.watch = Some(controller.look_after(&controller.production.show));
        controller.tell();
        controller.publish(Begin::At(from), layout);
        Ok(controller)
    }

    /// Returns the frame at which playback starts. After the `decided` choices the next one is
    /// open.
    fn start(
        &self,
        production: &Production,
        layout: &Layout,
        decided: usize,
    ) -> Result<Frames, SessionError> {
        let timeline = &layout.timeline;
        if let Some(resume) = self.options.resume {
            let path = production.path.as_ref();
            let open = path.and_then(|path| path.moments(decided, timeline));
            let last = open.map_or(timeline.frames, |open| open.begins);
            return Ok(match resume {
                Resume::Choice => last,
                Resume::Frame(frame) => frame.max(Frames::ZERO).min(last),
            });
        }
        match &self.options.from {
            Some(from) => Ok(timeline.find(&render::sought(&production.show, from)?)),
            None => Ok(Frames::ZERO),
        }
    }

    /// Produces the path of a route.
    pub(super) fn produce_route(&self, route: &Route) -> Result<Production, SessionError> {
        let (show, path) = route.show()?;
        self.produce(show, Some(path))
    }

    pub(super) fn produce(
        &self,
        mut show: Show,
        path: Option<PlayedPath>,
    ) -> Result<Production, SessionError> {
        if let Some(target) = self.options.target {
            show.book.target = target;
        }
        let world = self.studio.world(&show.path);
        let cache = self.studio.cache()?;
        let context = Context {
            world: &world,
            voice: self.voice.as_ref(),
            cache: &cache,
            jobs: 1,
            progress: &Silent,
        };
        let ahead = Arc::new(Ahead::of(&show.book, &context)?);
        Ok(Production {
            path: path.map(Arc::new),
            turns: show.book.turns.clone(),
            show: Arc::new(show),
            world,
            cache,
            ahead,
            failed: Default::default(),
        })
    }
}

impl RunningController {
    fn look_after(&self, show: &Show) -> Watch {
        let events = self.with.events.clone();
        let saved = move || events.send(Event::Saved).is_ok();
        Watch::over(show, &self.with.studio, saved)
    }

    /// Handles events until the end.
    pub(super) fn run(mut self, events: &Receiver<Event>) {
        while let Some(event) = self.wait(events) {
            let mut was_saved = false;
            let mut was_made = false;
            let mut seek = None;
            let mut steering = None;
            for event in event.into_iter().chain(events.try_iter()) {
                match event {
                    Event::Saved => was_saved = true,
                    Event::Seek(to) => seek = Some(to),
                    Event::Steer(wished) => steering = Some(wished),
                    Event::Choose(question, option) => self.choose(question, option),
                    Event::Back => self.back(),
                    Event::Clock(is_on) => self.set_clock(is_on),
                    Event::Made => was_made = true,
                    Event::Failed(production, error) => {
                        self.fail(&production, &error);
                        was_made = true;
                    }
                    Event::Levelled(edition) => self.levelled(edition),
                    Event::End => {
                        self.cancel_search();
                        self.cancel_common_search();
                        self.with.workers.end();
                        return;
                    }
                }
            }
            if let Some(steering) = steering {
                self.steering = steering;
                self.load(Place::Mapped(Box::new(|frame| frame)));
            }
            if let Some(to) = seek {
                self.seek(to);
            }
            if was_saved {
                self.reload();
            }
            if was_made {
                self.go_on();
                self.level_all();
            }
            self.tick();
        }
    }

    /// Waits for an event. An interactive show is also looked after without one: the inner option
    /// is then empty. Returns `None` after the end.
    #[allow(clippy::option_option)]
    fn wait(&self, events: &Receiver<Event>) -> Option<Option<Event>> {
        if self.deciding.is_none() {
            return events.recv().ok().map(Some);
        }
        match events.recv_timeout(TICK) {
            Ok(event) => Some(Some(event)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Moves to a frame; the pieces that are missing there are made first.
    fn seek(&mut self, to: Frames) {
        let to = self.before_question(to);
        if self.production.missing() == 0 {
            self.with.live.seek(to);
            return;
        }
        self.publish(Begin::At(to), Layout::of(&self.production));
    }

    /// Reads the script again.
    fn reload(&mut self) {
        let (path, seed) = (&self.production.show.path, self.with.options.seed);
        let show = match self.with.studio.open(path, seed) {
            Ok(show) => show,
            Err(error) => {
                self.with.shared.set_message(error.to_string());
                return;
            }
        };
        // The script may use other files now.
        self.watch = Some(self.look_after(&show));
        if show.has_mistakes() {
            self.with.shared.set_mistaken(show);
            return;
        }
        self.with.shared.lock().mistaken = None;
        let produced = match self.carry(&show) {
            Some(route) => {
                let produced = self.with.produce_route(&route);
                produced.map(|production| (production, Some(route)))
            }
            None => {
                let produced = self.with.produce(show, None);
                produced.map(|production| (production, None))
            }
        };
        match produced {
            Ok((production, route)) => {
                self.next = Some((Arc::new(production), route));
                self.go_on();
                self.send_jobs();
            }
            Err(SessionError::Perform(PerformError::Mistake(mistake))) => {
                self.with.shared.set_message(mistake.message.clone());
            }
            Err(error) => self.with.shared.set_message(error.to_string()),
        }
    }

    /// Publishes a new edition if the next production is ready or more pieces are made.
    fn go_on(&mut self) {
        let at = self.heard();
        if let Some((next, route)) = self.next.take_if(|(next, _)| {
            let layout = Layout::of(next);
            let edition = edition(0, next, &layout);
            layout.is_ready(next, EditionMap::new(&self.edition, &edition).frame(at))
        }) {
            self.with.shared.set_read_again();
            self.follow(route);
            self.production = next;
            self.publish(Begin::SameWords, Layout::of(&self.production));
            return;
        }
        let is_complete = self.production.missing() == 0 && self.lacked > 0;
        let is_near = self.edition.horizon - at < SOON;
        let plays = self.with.live.status().state == State::Playing;
        let is_wanted = match plays {
            true => is_near,
            false => Layout::of(&self.production).is_ready(&self.production, at),
        };
        let is_whole = self.edition.horizon >= self.edition.timeline.frames;
        if is_complete || (is_wanted && !is_whole) {
            self.publish(Begin::SameWords, Layout::of(&self.production));
        }
    }

    /// Returns the frame of the current edition that is heard now, or will be heard
    /// first.
    pub(super) fn heard(&self) -> Frames {
        let status = self.with.live.status();
        match self.is_current(status.edition) {
            true => status.at,
            false => self.at,
        }
    }

    /// Returns whether an edition has the frames of the current one up to the playhead.
    pub(super) fn is_current(&self, edition: u32) -> bool {
        (self.since..=self.edition.number).contains(&edition)
    }

    /// Sends the threads their jobs: the pieces needed soon, then those of the next
    /// production, then the rest.
    pub(super) fn send_jobs(&self) {
        let at = self.heard();
        let pieces = |needed: Vec<(Option<Frames>, AudioId)>| {
            needed.into_iter().map(|(_, piece)| piece).collect()
        };
        // A complete show is not laid out again, because that takes time.
        let own = match self.production.missing() {
            0 => Vec::new(),
            _ => Layout::of(&self.production).needed(&self.production, at),
        };
        let is_soon =
            |need: &(Option<Frames>, AudioId)| need.0.is_some_and(|need| need < at + SOON);
        let (soon, later): (Vec<_>, Vec<_>) = own.into_iter().partition(is_soon);
        let mut jobs = vec![(self.production.clone(), pieces(soon))];
        if let Some((next, _)) = &self.next {
            let layout = Layout::of(next);
            let edition = edition(0, next, &layout);
            let at = EditionMap::new(&self.edition, &edition).frame(at);
            jobs.push((next.clone(), pieces(layout.needed(next, at))));
        }
        jobs.extend(self.jobs_of_branches((self.production.clone(), pieces(later))));
        self.with.workers.set(jobs);
    }

    /// Plays the pieces that are made.
    pub(super) fn publish(&mut self, begin: Begin, layout: Layout) {
        self.cancel_search();
        let begun = Instant::now();
        let production = self.production.clone();
        self.editions += 1;
        let mut edition = edition(self.editions, &production, &layout);
        let at = match begin {
            Begin::At(at) => at,
            Begin::SameWords => EditionMap::new(&self.edition, &edition).frame(self.heard()),
            Begin::Along(_) => self.heard(),
        };
        // A playing show continues up to the first missing piece. A waiting show waits
        // for more.
        let plays =
            !matches!(begin, Begin::At(_)) && self.with.live.status().state == State::Playing;
        edition.horizon = match plays || layout.is_ready(&production, at) {
            true => layout.horizon(&production, at),
            false => at,
        };
        let Layout {
            performance,
            timeline,
        } = layout;
        let book = &production.show.book;
        let plan = mix::plan(self.with.options.listening, book, &performance, &timeline);
        self.performance = Arc::new(performance);
        let trim = self.trim(plan.clone(), &production.show, &mut edition);
        let master = Master {
            trim,
            ..plan.master
        };
        self.plan = Some(Arc::new(MixPlan { master, ..plan }));
        let old = std::mem::replace(&mut self.edition, Arc::new(edition));
        self.with.shared.lock().publish(self.edition.clone());
        let new = self.edition.clone();
        if !matches!(begin, Begin::Along(_)) {
            self.since = new.number;
        }
        self.load(match begin {
            Begin::At(from) => Place::At(from),
            Begin::SameWords => Place::Mapped(Box::new(move |frame| {
                EditionMap::new(&old, &new).frame(frame)
            })),
            Begin::Along(latest) => Place::Along(latest),
        });
        // A decision that has not taken over is in the new edition.
        if let Some(deciding) = &mut self.deciding {
            deciding.carry_on(self.edition.number);
        }
        self.at = at;
        self.made_in = begun.elapsed();
        self.lacked = production.missing();
        self.send_jobs();
    }

    /// Loads the steered plan into the player.
    fn load(&self, place: Place) {
        let Some(plan) = &self.plan else { return };
        let book = &self.production.show.book;
        let plan = self.steering.steer(plan, |line| book.lines[line].role);
        let takes = Takes(self.performance.clone());
        self.with.live.load(Programme {
            edition: self.edition.number,
            engine: Engine::new(Arc::new(plan), Box::new(takes)).metered(),
            place,
            horizon: self.edition.horizon,
            stops: self.edition.stops(),
        });
    }

    /// Returns the trim of a plan: the stored one, or the last one, or an estimate while
    /// the search runs.
    fn trim(&mut self, plan: MixPlan, show: &Show, edition: &mut Edition) -> Gain {
        let goal = Goal::stereo(show.book.target.level);
        if self.is_interactive() {
            let trim = self.common_trim();
            edition.is_levelled = trim.is_some();
            self.trim = trim.or(self.trim);
            return self.trim.unwrap_or_else(|| guess(goal.level));
        }
        let studio = &self.with.studio;
        let console = studio.console_of(plan, self.performance.clone(), goal);
        if edition.made() < edition.all() {
            return self.trim.unwrap_or_else(|| guess(goal.level));
        }
        if let Some((trim, _)) = console.kept_trim() {
            edition.is_levelled = true;
            self.trim = Some(trim);
            return trim;
        }
        self.search = Some(self.begin_search(console, edition.number));
        self.trim.unwrap_or_else(|| guess(goal.level))
    }

    /// Searches for a trim in the background. Returns the cancellation.
    pub(super) fn begin_search(&self, console: Console, number: u32) -> Arc<AtomicBool> {
        let is_over = Arc::new(AtomicBool::new(false));
        let (events, is_cancelled) = (self.with.events.clone(), is_over.clone());
        thread::spawn(move || {
            give_way();
            thread::sleep(CALM);
            if search(&console, is_cancelled).is_ok() {
                let _ = events.send(Event::Levelled(number));
            }
        });
        is_over
    }

    fn levelled(&mut self, edition: u32) {
        if self.is_interactive() {
            self.cancel_common_search();
            self.level_all();
        } else if edition == self.edition.number {
            self.search = None;
            self.publish(Begin::SameWords, Layout::of(&self.production));
        }
    }

    fn cancel_search(&mut self) {
        if let Some(search) = self.search.take() {
            search.store(true, Ordering::Relaxed);
        }
    }

    /// Reports an error. Playback continues without the failed piece.
    fn fail(&mut self, production: &Arc<Production>, error: &PerformError) {
        match error {
            PerformError::Mistake(mistake) => {
                let mut show = Show::clone(&production.show);
                show.diagnostics = show.placed(vec![(**mistake).clone()]);
                self.with.shared.set_mistaken(show);
            }
            error => self.with.shared.set_message(message(error)),
        }
    }
}

/// Returns a laid-out edition of a production.
fn edition(number: u32, production: &Arc<Production>, layout: &Layout) -> Edition {
    Edition {
        number,
        horizon: Frames::ZERO,
        is_levelled: false,
        timeline: layout.timeline.clone(),
        production: production.clone(),
    }
}

/// How long before the horizon the next part is loaded.
const SOON: Frames = Frames(4 * cuebook_core::units::RATE as i64);

/// Estimates the trim of a show that was never measured. Speech is louder than the whole
/// show, because the pauses lower the average.
fn guess(level: Level) -> Gain {
    Decibels(level.aim() - SPEECH.0).gain()
}

/// Finds the trim of a complete show and stores it.
fn search(console: &Console, is_over: Arc<AtomicBool>) -> Result<(), LevelError> {
    let make = |trim| {
        let takes = Takes(console.performance.clone());
        console.engine_on(Box::new(Revocable(takes, is_over.clone())), trim)
    };
    let found = find_trim(make, console.goal, &Notes::none())?;
    console.keep((found.trim, found.ending), None);
    Ok(())
}

/// A source that returns an error after the search is cancelled.
struct Revocable(Takes, Arc<AtomicBool>);

impl cuebook_engine::AudioSource for Revocable {
    fn open(&self, audio: AudioId) -> std::io::Result<Box<dyn cuebook_core::audio::AudioReader>> {
        match self.1.load(Ordering::Relaxed) {
            true => Err(std::io::ErrorKind::Interrupted.into()),
            false => self.0.open(audio),
        }
    }

    fn response(
        &self,
        id: crate::mix::ResponseId,
    ) -> std::io::Result<cuebook_core::audio::ImpulseResponse> {
        self.0.response(id)
    }
}
