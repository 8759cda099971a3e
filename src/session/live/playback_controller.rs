//! Updates playback when the script changes. Takes events (a saved file, a finished
//! piece, a command of the listener) and loads editions into the player. An edition with
//! errors is never played. The current edition plays until the next one can take over
//! without a gap.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::edition::{Edition, Layout};
use super::edition_map::EditionMap;
use super::steering::Steering;
use super::thread_priority::give_way;
use super::watch::Watch;
use super::work::{Production, Workers, message};
use super::{Event, PlayOptions, Shared};
use crate::book::Level;
use crate::mix::compose::SPEECH;
use crate::mix::{self, Master, MixPlan};
use crate::output::level::{Goal, LevelError, find_trim};
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

/// A running controller.
pub(super) struct RunningController {
    with: PlaybackController,
    production: Arc<Production>,
    /// The production that takes over when enough of it is made.
    next: Option<Arc<Production>>,
    edition: Arc<Edition>,
    /// The first heard frame of the edition, and the number of its missing pieces.
    at: Frames,
    lacked: usize,
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

impl PlaybackController {
    /// Plays the first edition.
    pub(super) fn begin(self, show: Show) -> Result<RunningController, SessionError> {
        let production = Arc::new(self.produce(show)?);
        let layout = Layout::of(&production);
        let from = self
            .options
            .from
            .as_ref()
            .map_or(Ok(Frames::ZERO), |from| {
                render::find(&production.show, &layout.timeline, from)
            })?;
        self.shared.lock().begun = from;
        let edition = edition(0, &production, &layout);
        let mut controller = RunningController {
            plan: None,
            performance: Arc::new(layout.performance.clone()),
            edition: Arc::new(edition),
            at: from,
            lacked: 0,
            next: None,
            production,
            steering: Steering::default(),
            trim: None,
            search: None,
            watch: None,
            with: self,
        };
        controller.watch = controller.look_after(&controller.production.show);
        controller.publish(Some(from), layout);
        Ok(controller)
    }

    fn produce(&self, mut show: Show) -> Result<Production, SessionError> {
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
        let ahead = Ahead::of(&show.book, &context)?;
        Ok(Production {
            show,
            world,
            cache,
            ahead,
            failed: Default::default(),
        })
    }
}

impl RunningController {
    fn look_after(&self, show: &Show) -> Option<Watch> {
        let events = self.with.events.clone();
        let saved = move || events.send(Event::Saved).is_ok();
        Watch::over(show, &self.with.studio, saved)
    }

    /// Handles events until the end.
    pub(super) fn run(mut self, events: &Receiver<Event>) {
        while let Ok(event) = events.recv() {
            let mut was_saved = false;
            let mut was_made = false;
            let mut seek = None;
            let mut steering = None;
            for event in std::iter::once(event).chain(events.try_iter()) {
                match event {
                    Event::Saved => was_saved = true,
                    Event::Seek(to) => seek = Some(to),
                    Event::Steer(wished) => steering = Some(wished),
                    Event::Made => was_made = true,
                    Event::Failed(production, error) => {
                        self.fail(&production, &error);
                        was_made = true;
                    }
                    Event::Levelled(edition) => self.levelled(edition),
                    Event::End => {
                        self.cancel_search();
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
            }
        }
    }

    /// Moves to a frame; the pieces that are missing there are made first.
    fn seek(&mut self, to: Frames) {
        if self.production.missing() == 0 {
            self.with.live.seek(to);
            return;
        }
        self.publish(Some(to), Layout::of(&self.production));
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
        self.watch = self.look_after(&show);
        if show.has_mistakes() {
            self.with.shared.lock().mistaken = Some(Arc::new(show));
            return;
        }
        self.with.shared.lock().mistaken = None;
        let chosen = show.choose(self.with.options.choose.as_deref());
        let produced = chosen.and_then(|chosen| self.with.produce(chosen.show));
        match produced {
            Ok(production) => {
                self.next = Some(Arc::new(production));
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
        if let Some(next) = self.next.take_if(|next| {
            let layout = Layout::of(next);
            let edition = edition(0, next, &layout);
            layout.is_ready(next, EditionMap::new(&self.edition, &edition).frame(at))
        }) {
            self.production = next;
            self.with.shared.set_message("The script is read again.");
            self.publish(None, Layout::of(&self.production));
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
            self.publish(None, Layout::of(&self.production));
        }
    }

    /// Returns the frame of the current edition that is heard now, or will be heard
    /// first.
    fn heard(&self) -> Frames {
        let status = self.with.live.status();
        match status.edition == self.edition.number {
            true => status.at,
            false => self.at,
        }
    }

    /// Sends the threads their jobs: the pieces needed soon, then those of the next
    /// production, then the rest.
    fn send_jobs(&self) {
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
        if let Some(next) = &self.next {
            let layout = Layout::of(next);
            let edition = edition(0, next, &layout);
            let at = EditionMap::new(&self.edition, &edition).frame(at);
            jobs.push((next.clone(), pieces(layout.needed(next, at))));
        }
        jobs.push((self.production.clone(), pieces(later)));
        self.with.workers.set(jobs);
    }

    /// Plays the pieces that are made, from a frame or from the current words.
    fn publish(&mut self, from: Option<Frames>, layout: Layout) {
        self.cancel_search();
        let production = self.production.clone();
        let mut edition = edition(self.edition.number + 1, &production, &layout);
        let at =
            from.unwrap_or_else(|| EditionMap::new(&self.edition, &edition).frame(self.heard()));
        // A playing show continues up to the first missing piece. A waiting show waits
        // for more.
        let plays = from.is_none() && self.with.live.status().state == State::Playing;
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
        self.load(match from {
            Some(from) => Place::At(from),
            None => Place::Mapped(Box::new(move |frame| {
                EditionMap::new(&old, &new).frame(frame)
            })),
        });
        self.at = at;
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
        let console = Console {
            plan: Arc::new(plan),
            performance: self.performance.clone(),
            goal,
            trims: self.with.studio.trims(),
        };
        if edition.made() < edition.all() {
            return self.trim.unwrap_or_else(|| guess(goal.level));
        }
        if let Some((trim, _)) = console.kept_trim() {
            edition.is_levelled = true;
            self.trim = Some(trim);
            return trim;
        }
        let is_over = Arc::new(AtomicBool::new(false));
        self.search = Some(is_over.clone());
        let (events, number) = (self.with.events.clone(), edition.number);
        thread::spawn(move || {
            give_way();
            thread::sleep(CALM);
            if search(&console, is_over).is_ok() {
                let _ = events.send(Event::Levelled(number));
            }
        });
        self.trim.unwrap_or_else(|| guess(goal.level))
    }

    fn levelled(&mut self, edition: u32) {
        if edition == self.edition.number {
            self.search = None;
            self.publish(None, Layout::of(&self.production));
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
                let mut show = production.show.clone();
                show.diagnostics = show.placed(vec![(**mistake).clone()]);
                self.with.shared.lock().mistaken = Some(Arc::new(show));
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
    let trimmed = find_trim(make, console.goal)?;
    console.keep(&trimmed);
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
