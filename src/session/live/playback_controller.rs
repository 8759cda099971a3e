//! The playback_controller: keeps what is played up with the script.
//!
//! In: what happens (a save, a piece that is made, a wish). Out: editions for
//! the player. Always true: an edition with mistakes is never played, and the
//! one that plays goes on until another can take over without a gap.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::along::Along;
use super::edition::{Edition, Layout};
use super::steering::Steering;
use super::thread_priority::give_way;
use super::watch::Watch;
use super::work::{Crew, Production, told};
use super::{Board, PlayOptions};
use crate::book::Level;
use crate::engine::Engine;
use crate::mix::compose::SPEECH;
use crate::mix::{self, Master, MixPlan};
use crate::output::level::{Goal, LevelError, find_trim};
use crate::output::live::{Live, Place, Programme, State};
use crate::perform::voice::Voice;
use crate::perform::{Ahead, Context, PerformError, Performance};
use crate::progress::Silent;
use crate::session::console::{Console, Takes};
use crate::session::{SessionError, Show, Studio, render};
use crate::units::{Decibels, Frames, Gain};

/// What happens.
pub enum Event {
    /// A file of the show was saved.
    Saved,
    Seek(Frames),
    Steer(Steering),
    /// A piece was made.
    Made,
    Failed(Arc<Production>, PerformError),
    /// The trim of an edition was looked for.
    Levelled(u32),
    End,
}

/// The inputs of the playback controller.
pub struct PlaybackController {
    pub studio: Studio,
    pub options: PlayOptions,
    pub live: Arc<Live>,
    pub board: Arc<Board>,
    pub crew: Crew,
    pub voice: Arc<dyn Voice>,
    pub events: Sender<Event>,
}

/// How long an edition is played before its loudness is looked for: the first
/// sound comes first, and the next save.
const CALM: Duration = Duration::from_millis(500);

/// The playback_controller at work.
pub struct Prompting {
    with: PlaybackController,
    production: Arc<Production>,
    /// What takes over when enough of it is there.
    next: Option<Arc<Production>>,
    edition: Arc<Edition>,
    /// Where the edition began to be heard, and how many pieces it lacked.
    at: Frames,
    lacked: usize,
    performance: Arc<Performance>,
    /// The plan as it is rendered, with its trim; none before the first edition.
    plan: Option<Arc<MixPlan>>,
    steering: Steering,
    /// The trim that was found last.
    trim: Option<Gain>,
    /// Looks after the files of the show as it was last read.
    watch: Option<Watch>,
    /// Tells a search for a trim that nobody waits for it any more.
    search: Option<Arc<AtomicBool>>,
}

impl PlaybackController {
    /// Plays the first edition.
    pub fn begin(self, show: Show) -> Result<Prompting, SessionError> {
        let production = Arc::new(self.produce(show)?);
        let layout = Layout::of(&production);
        let from = self
            .options
            .from
            .as_ref()
            .map_or(Ok(Frames::ZERO), |from| {
                render::find(&production.show, &layout.timeline, from)
            })?;
        self.board.told().begun = from;
        let edition = edition(0, &production, &layout);
        let mut prompting = Prompting {
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
        prompting.watch = prompting.look_after(&prompting.production.show);
        prompting.publish(Some(from), layout);
        Ok(prompting)
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

impl Prompting {
    fn look_after(&self, show: &Show) -> Option<Watch> {
        let events = self.with.events.clone();
        let saved = move || events.send(Event::Saved).is_ok();
        Watch::over(show, &self.with.studio, saved)
    }

    /// Works until it is told to end.
    pub fn run(mut self, events: &Receiver<Event>) {
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
                        self.with.crew.end();
                        return;
                    }
                }
            }
            if let Some(steering) = steering {
                self.steering = steering;
                self.load(Place::Along(Box::new(|frame| frame)));
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

    /// Goes to a frame; what is missing there is made first.
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
                self.with.board.tell(error.to_string());
                return;
            }
        };
        // It may be made of other files now.
        self.watch = self.look_after(&show);
        if show.has_mistakes() {
            self.with.board.told().mistaken = Some(Arc::new(show));
            return;
        }
        self.with.board.told().mistaken = None;
        let produced = self.with.produce(show);
        match produced {
            Ok(production) => {
                self.next = Some(Arc::new(production));
                self.go_on();
                self.send_crew();
            }
            Err(SessionError::Perform(PerformError::Mistake(mistake))) => {
                self.with.board.tell(mistake.message.clone());
            }
            Err(error) => self.with.board.tell(error.to_string()),
        }
    }

    /// Sees whether there is more to play, or another show to go over to.
    fn go_on(&mut self) {
        let at = self.heard();
        if let Some(next) = self.next.take_if(|next| {
            let layout = Layout::of(next);
            let edition = edition(0, next, &layout);
            layout.is_ready(next, Along::new(&self.edition, &edition).frame(at))
        }) {
            self.production = next;
            self.with.board.tell("The script is read again.");
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

    /// The frame of the present edition that is heard, or is about to be.
    fn heard(&self) -> Frames {
        let status = self.with.live.status();
        match status.edition == self.edition.number {
            true => status.at,
            false => self.at,
        }
    }

    /// Tells the crew what is needed: what plays soon, what takes over, and then
    /// the rest.
    fn send_crew(&self) {
        let at = self.heard();
        let pieces = |needed: Vec<(Option<Frames>, usize)>| {
            needed.into_iter().map(|(_, piece)| piece).collect()
        };
        // Laid out only for what is missing, so that nothing holds up a show that
        // is there.
        let own = match self.production.missing() {
            0 => Vec::new(),
            _ => Layout::of(&self.production).needed(&self.production, at),
        };
        let is_soon = |need: &(Option<Frames>, usize)| need.0.is_some_and(|need| need < at + SOON);
        let (soon, later): (Vec<_>, Vec<_>) = own.into_iter().partition(is_soon);
        let mut jobs = vec![(self.production.clone(), pieces(soon))];
        if let Some(next) = &self.next {
            let layout = Layout::of(next);
            let edition = edition(0, next, &layout);
            let at = Along::new(&self.edition, &edition).frame(at);
            jobs.push((next.clone(), pieces(layout.needed(next, at))));
        }
        jobs.push((self.production.clone(), pieces(later)));
        self.with.crew.set(jobs);
    }

    /// Plays what there is now: from a frame, or from the same words on.
    fn publish(&mut self, from: Option<Frames>, layout: Layout) {
        self.cancel_search();
        let production = self.production.clone();
        let mut edition = edition(self.edition.number + 1, &production, &layout);
        let at = from.unwrap_or_else(|| Along::new(&self.edition, &edition).frame(self.heard()));
        // What plays goes on to what is missing; what waits, waits for more.
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
        self.with.board.told().publish(self.edition.clone());
        let new = self.edition.clone();
        self.load(match from {
            Some(from) => Place::At(from),
            None => Place::Along(Box::new(move |frame| Along::new(&old, &new).frame(frame))),
        });
        self.at = at;
        self.lacked = production.missing();
        self.send_crew();
    }

    /// Hands the plan to the player, steered as is wished.
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

    /// The trim of a plan: as it was found once, or the last one, or a guess,
    /// while it is looked for.
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

    /// What cannot be made is done without, and told.
    fn fail(&mut self, production: &Arc<Production>, error: &PerformError) {
        match error {
            PerformError::Mistake(mistake) => {
                let mut show = production.show.clone();
                show.diagnostics = show.placed(vec![(**mistake).clone()]);
                self.with.board.told().mistaken = Some(Arc::new(show));
            }
            error => self.with.board.tell(told(error)),
        }
    }
}

/// An edition of a production, laid out.
fn edition(number: u32, production: &Arc<Production>, layout: &Layout) -> Edition {
    Edition {
        number,
        horizon: Frames::ZERO,
        is_levelled: false,
        timeline: layout.timeline.clone(),
        production: production.clone(),
    }
}

/// How long before the horizon more is handed over.
const SOON: Frames = Frames(4 * crate::units::RATE as i64);

/// What a show usually needs that was never measured: its speech is louder
/// than the whole by what the pauses between leave.
fn guess(level: Level) -> Gain {
    Decibels(level.aim() - SPEECH.0).gain()
}

/// Finds the trim of a complete show, and keeps it.
fn search(console: &Console, is_over: Arc<AtomicBool>) -> Result<(), LevelError> {
    let make = |trim| {
        let takes = Takes(console.performance.clone());
        console.engine_on(Box::new(Revocable(takes, is_over.clone())), trim)
    };
    let trimmed = find_trim(make, console.goal)?;
    console.keep(&trimmed);
    Ok(())
}

/// A shelf that gives nothing any more once nobody wants it.
struct Revocable(Takes, Arc<AtomicBool>);

impl crate::engine::AudioSource for Revocable {
    fn open(&self, audio: usize) -> std::io::Result<Box<dyn crate::audio::AudioReader>> {
        match self.1.load(Ordering::Relaxed) {
            true => Err(std::io::ErrorKind::Interrupted.into()),
            false => self.0.open(audio),
        }
    }

    fn response(
        &self,
        answer: crate::mix::ResponseId,
    ) -> std::io::Result<crate::audio::ImpulseResponse> {
        self.0.response(answer)
    }
}
