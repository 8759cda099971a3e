//! Plays a show while its script may change. Takes an open show, plays it on a device,
//! and reports the status. The sound is that of the last saved script without errors. A
//! change takes effect at the same words of the text.

mod edition_map;
mod thread_priority;
mod deciding;
mod edition;
mod playback_controller;
mod played_path;
mod question;
mod route;
mod steering;
mod watch;
mod work;

use std::ops::Range;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crate::book::Target;
use crate::mix::Listening;
use crate::output::live::{Live, Reading, Status};
use crate::perform::PerformError;
use crate::session::paths::Begun;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::id::WordId;
use cuebook_core::units::Frames;
use cuebook_story::{Decision, Visit, decision};
use cuebook_voice::Voice;

pub(crate) use edition::Edition;
use playback_controller::PlaybackController;
#[cfg(test)]
pub(crate) use question::Clock;
pub(crate) use question::{Offer, Question, Resume};
pub(crate) use steering::{Channel, Steering, Turned};
pub(crate) use watch::Watch;
use work::Production;

/// The message when a saved change is taken over.
pub(crate) const READ_AGAIN: &str = "The script is read again.";

/// The options of playback.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlayOptions {
    pub listening: Listening,
    /// Replaces the target of the script.
    pub target: Option<Target>,
    /// Replaces the seed of the script.
    pub seed: Option<u64>,
    /// The start position, an anchor as on the command line.
    pub from: Option<String>,
    /// The decisions with which an interactive show begins, by [`Show::begun`]. After them the
    /// listener is asked. Without them the listener is asked from the start.
    pub begun: Option<Begun>,
    /// Where the path of these decisions goes on; it has precedence over `from`.
    pub resume: Option<Resume>,
    /// Whether choices with a time wait for ever. [`Player::set_clock`] changes it.
    pub is_clock_off: bool,
    /// The number of pieces that are made at the same time.
    pub jobs: usize,
}

/// A running playback of a show.
pub(crate) struct Player {
    live: Arc<Live>,
    shared: Arc<Shared>,
    events: Sender<Event>,
    threads: Vec<JoinHandle<()>>,
}

/// An event for the controller.
enum Event {
    /// A file of the show was saved.
    Saved,
    Seek(Frames),
    Steer(Steering),
    /// Take an option of a question.
    Choose(usize, usize),
    /// Go back to the last decision.
    Back,
    /// Switch the clocks of the choices on or off.
    Clock(bool),
    /// A piece was made.
    Made,
    Failed(Arc<Production>, PerformError),
    /// The trim of an edition was found.
    Levelled(u32),
    End,
}

/// The state that the threads of a player publish.
#[derive(Default)]
struct Shared {
    published: Mutex<Published>,
}

#[derive(Default)]
struct Published {
    /// The latest editions.
    editions: Vec<Arc<Edition>>,
    /// The first frame of the first edition.
    begun: Frames,
    /// The last saved script, if it has errors.
    mistaken: Option<Arc<Show>>,
    message: Option<String>,
    /// The decisions that were taken, and whether the choices have clocks.
    decided: (Vec<Decision>, bool),
}

/// The number of editions that are kept, because they may still be heard.
const EDITIONS: usize = 8;

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Published> {
        self.published
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn set_message(&self, message: impl Into<String>) {
        self.lock().message = Some(message.into());
    }

    /// Publishes a saved script with mistakes. A message about an earlier one is over.
    fn set_mistaken(&self, show: Show) {
        let mut published = self.lock();
        published.mistaken = Some(Arc::new(show));
        published.message = None;
    }

    /// Says that another version plays, unless a later one has mistakes.
    fn set_read_again(&self) {
        let mut published = self.lock();
        if published.mistaken.is_none() {
            published.message = Some(READ_AGAIN.to_owned());
        }
    }
}

impl Published {
    fn publish(&mut self, edition: Arc<Edition>) {
        self.editions.retain(|old| old.number != edition.number);
        self.editions.push(edition);
        if self.editions.len() > EDITIONS {
            self.editions.remove(0);
        }
    }
}

impl Player {
    /// Plays a show without errors in background threads. An interactive show is given as it is
    /// written: the listener is asked at its choices. They speak and make missing
    /// pieces ahead of the playhead.
    ///
    /// # Errors
    /// When the start position is not in the show, a room cannot be made, or the cache
    /// cannot be used.
    pub(crate) fn start(
        studio: &Studio,
        show: Show,
        voice: Arc<dyn Voice>,
        live: Live,
        options: PlayOptions,
    ) -> Result<Player, SessionError> {
        let live = Arc::new(live);
        let shared = Arc::new(Shared::default());
        let (events, coming) = channel();
        let workers = work::Workers::new(events.clone());
        let jobs = options.jobs.max(1);
        let playback_controller = PlaybackController {
            studio: studio.clone(),
            options,
            live: live.clone(),
            shared: shared.clone(),
            workers: workers.clone(),
            voice: voice.clone(),
            events: events.clone(),
        };
        let begun = playback_controller.begin(show)?;
        let mut threads: Vec<JoinHandle<()>> = (0..jobs)
            .map(|_| {
                let (workers, voice) = (workers.clone(), voice.clone());
                thread::spawn(move || workers.work(voice.as_ref()))
            })
            .collect();
        threads.push(thread::spawn(move || begun.run(&coming)));
        Ok(Player {
            live,
            shared,
            events,
            threads,
        })
    }

    /// Returns the current status.
    #[must_use]
    pub(crate) fn status(&self) -> Status {
        self.live.status()
    }

    /// Waits until the device is open.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(crate) fn opened(&self) -> Result<(), SessionError> {
        self.live.opened().map_err(SessionError::NoDevice)
    }

    /// Returns an edition by its number; `None` before the first.
    #[must_use]
    pub(crate) fn edition(&self, number: u32) -> Option<Arc<Edition>> {
        let published = self.shared.lock();
        let mut editions = published.editions.iter();
        editions.find(|edition| edition.number == number).cloned()
    }

    /// Returns the last edition. It is heard now or will be heard next.
    #[must_use]
    pub(crate) fn latest(&self) -> Option<Arc<Edition>> {
        self.shared.lock().editions.last().cloned()
    }

    /// Returns the first frame of the first edition.
    #[must_use]
    pub(crate) fn begun(&self) -> Frames {
        self.shared.lock().begun
    }

    /// Returns the readings since the last call.
    #[must_use]
    pub(crate) fn readings(&self) -> Vec<Reading> {
        self.live.readings()
    }

    /// Returns the last saved script, if it has errors.
    #[must_use]
    pub(crate) fn mistaken(&self) -> Option<Arc<Show>> {
        self.shared.lock().mistaken.clone()
    }

    /// Takes the message for the listener, so that it is shown only once.
    #[must_use]
    pub(crate) fn message(&self) -> Option<String> {
        self.shared.lock().message.take()
    }

    pub(crate) fn pause(&self, is_paused: bool) {
        self.live.pause(is_paused);
    }

    /// Continues from a cue that waits.
    pub(crate) fn go(&self) {
        self.live.go();
    }

    /// Moves to a frame of the current edition.
    pub(crate) fn seek(&self, to: Frames) {
        self.send(Event::Seek(to));
    }

    /// Returns the question at the playhead, from its first word until its turn. A show without
    /// choices asks nothing.
    #[must_use]
    pub(crate) fn question(&self) -> Option<Question> {
        let (edition, at) = self.heard()?;
        let whole = &edition.show().whole().book;
        let published = self.shared.lock();
        let (decisions, has_clock) = &published.decided;
        let decided = (decisions.as_slice(), *has_clock);
        edition
            .path()?
            .question(whole, &edition.timeline, at, decided)
    }

    /// Returns the next question that is not decided, in the edition that is heard: when it begins,
    /// and the first word of the path that depends on it, or of a reminder that did not begin.
    #[must_use]
    pub(crate) fn undecided(&self) -> Option<(Frames, WordId)> {
        let (edition, at) = self.heard()?;
        let decided = self.shared.lock().decided.0.len();
        let laid_out = (&edition.show().book, &edition.timeline);
        edition.path()?.undecided(laid_out, (decided, at))
    }

    /// Returns the edition that is heard, and the frame of it.
    fn heard(&self) -> Option<(Arc<Edition>, Frames)> {
        let status = self.live.status();
        Some((self.edition(status.edition)?, status.at))
    }

    /// Takes an option of a question. `question` is [`Question::number`], and `option` is
    /// [`Offer::option`]. What can no longer be decided is ignored: a second decision before the
    /// turn of the first, and one after the time is over. After a seek back the question may be
    /// decided again; then the path goes on from there.
    pub(crate) fn choose(&self, question: usize, option: usize) {
        self.send(Event::Choose(question, option));
    }

    /// Goes back to the last decision. Its question is asked again.
    pub(crate) fn back(&self) {
        self.send(Event::Back);
    }

    /// Switches the clocks of the choices on or off. Without them a choice with a time waits for
    /// ever.
    pub(crate) fn set_clock(&self, is_on: bool) {
        self.send(Event::Clock(is_on));
    }

    /// Returns the decisions up to the playhead, with their times. [`Player::path`] prints them.
    #[must_use]
    pub(crate) fn decisions(&self) -> Vec<Decision> {
        let Some((edition, at)) = self.heard() else {
            return Vec::new();
        };
        edition.path().map_or_else(Vec::new, |path| {
            let passed = path.passed(&edition.timeline, at);
            path.decisions[..passed].to_vec()
        })
    }

    /// Returns the decisions up to the playhead as `--choose` takes them. A rendering with them has
    /// the same bits. Empty before the first decision.
    #[must_use]
    pub(crate) fn path(&self) -> String {
        let heard = self.heard();
        let story = heard.as_ref();
        let whole = story.and_then(|(edition, _)| edition.show().whole().book.story.as_ref());
        let path = story.and_then(|(edition, _)| edition.path());
        let drawn = path.map_or_else(Vec::new, |path| path.drawn.clone());
        whole.map_or_else(String::new, |story| {
            decision::shown(&[drawn, self.decisions()].concat(), story.all())
        })
    }

    /// Returns the parts of the story that were heard up to the playhead, with the one that is heard
    /// now; for a map. Nodes and choices are those of `book.story` of the edition's [`Show::whole`].
    #[must_use]
    pub(crate) fn visits(&self) -> Vec<Visit> {
        let Some((edition, at)) = self.heard() else {
            return Vec::new();
        };
        let path = edition.path();
        path.map_or_else(Vec::new, |path| path.visits(&edition.timeline, at))
    }

    /// Repeats a part; `None` ends the repetition.
    pub(crate) fn repeat(&self, part: Option<Range<Frames>>) {
        self.live.repeat(part);
    }

    /// Returns the edition that is played, and the frame of it that the device takes next.
    pub(crate) fn front(&self) -> Option<(u32, Frames)> {
        self.live.front()
    }

    /// Ends playback without waiting for the end of its threads.
    pub(crate) fn stop(&self) {
        self.send(Event::End);
    }

    /// Applies the listener's settings of the channels.
    pub(crate) fn steer(&self, steering: Steering) {
        self.send(Event::Steer(steering));
    }

    /// Reads the script again.
    pub(crate) fn reload(&self) {
        self.send(Event::Saved);
    }

    /// Restarts the measurement of loudness.
    pub(crate) fn reset_meters(&self) {
        self.live.reset_meters();
    }

    /// Fades out, ends playback and finishes the recording.
    ///
    /// # Errors
    /// When the recording could not be written.
    pub(crate) fn finish(mut self) -> Result<(), SessionError> {
        self.send(Event::End);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        match Arc::into_inner(self.live) {
            Some(live) => Ok(live.finish()?),
            None => Ok(()),
        }
    }

    fn send(&self, event: Event) {
        // A controller that has ended has reported its error.
        let _ = self.events.send(event);
    }
}

#[cfg(test)]
mod tests;
