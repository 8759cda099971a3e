//! A show while it is played.
//!
//! In: a script that may change while it is heard. Out: sound, and how it
//! stands. Always true: what is heard is what would be rendered of the script
//! as it was last saved without a mistake; and a change is heard from the word on
//! at which it finds the show.

mod along;
mod thread_priority;
mod edition;
mod playback_controller;
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
use crate::perform::voice::Voice;
use crate::session::{SessionError, Show, Studio};
use crate::units::Frames;

pub use edition::Edition;
use playback_controller::{Event, PlaybackController};
pub use steering::{Channel, Steering, Turned};
pub use watch::Watch;

/// How a show is played.
#[derive(Clone, Debug, Default)]
pub struct PlayOptions {
    pub listening: Listening,
    /// In place of the script's own.
    pub target: Option<Target>,
    /// In place of the script's own.
    pub seed: Option<u64>,
    /// Where it begins, an anchor as a command line gives it.
    pub from: Option<String>,
    /// How many pieces are made at once.
    pub jobs: usize,
}

/// A show that is played.
pub struct Player {
    live: Arc<Live>,
    board: Arc<Board>,
    events: Sender<Event>,
    threads: Vec<JoinHandle<()>>,
}

/// What the threads of a player tell whoever looks.
#[derive(Default)]
struct Board {
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// The editions of late.
    editions: Vec<Arc<Edition>>,
    /// Where the first edition began.
    begun: Frames,
    /// The script as it was last saved, if it has mistakes.
    mistaken: Option<Arc<Show>>,
    message: Option<String>,
}

/// Editions that may still be heard.
const EDITIONS: usize = 8;

impl Board {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, message: impl Into<String>) {
        self.told().message = Some(message.into());
    }
}

impl Told {
    fn publish(&mut self, edition: Arc<Edition>) {
        self.editions.retain(|old| old.number != edition.number);
        self.editions.push(edition);
        if self.editions.len() > EDITIONS {
            self.editions.remove(0);
        }
    }
}

impl Player {
    /// Plays a show that has no mistakes, in threads of its own. What is
    /// missing is spoken and made ahead of the playhead.
    ///
    /// # Errors
    /// When the place to begin is not in the show, a room cannot be made, or
    /// the cache cannot be used.
    pub fn start(
        studio: &Studio,
        show: Show,
        voice: Arc<dyn Voice>,
        live: Live,
        options: PlayOptions,
    ) -> Result<Player, SessionError> {
        let live = Arc::new(live);
        let board = Arc::new(Board::default());
        let (events, told) = channel();
        let crew = work::Crew::new(events.clone());
        let jobs = options.jobs.max(1);
        let playback_controller = PlaybackController {
            studio: studio.clone(),
            options,
            live: live.clone(),
            board: board.clone(),
            crew: crew.clone(),
            voice: voice.clone(),
            events: events.clone(),
        };
        let begun = playback_controller.begin(show)?;
        let mut threads: Vec<JoinHandle<()>> = (0..jobs)
            .map(|_| {
                let (crew, voice) = (crew.clone(), voice.clone());
                thread::spawn(move || crew.work(voice.as_ref()))
            })
            .collect();
        threads.push(thread::spawn(move || begun.run(&told)));
        Ok(Player {
            live,
            board,
            events,
            threads,
        })
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.live.status()
    }

    /// Waits until the device is there.
    ///
    /// # Errors
    /// When it is not.
    pub fn opened(&self) -> Result<(), SessionError> {
        self.live.opened().map_err(SessionError::NoDevice)
    }

    /// The edition that is heard; none before the first.
    #[must_use]
    pub fn edition(&self, number: u32) -> Option<Arc<Edition>> {
        let told = self.board.told();
        let mut editions = told.editions.iter();
        editions.find(|edition| edition.number == number).cloned()
    }

    /// The last edition, which is heard or about to be.
    #[must_use]
    pub fn latest(&self) -> Option<Arc<Edition>> {
        self.board.told().editions.last().cloned()
    }

    /// The frame with which the first edition began.
    #[must_use]
    pub fn begun(&self) -> Frames {
        self.board.told().begun
    }

    /// What was measured since this was asked last.
    #[must_use]
    pub fn readings(&self) -> Vec<Reading> {
        self.live.readings()
    }

    /// The script as it was last saved, if it has mistakes.
    #[must_use]
    pub fn mistaken(&self) -> Option<Arc<Show>> {
        self.board.told().mistaken.clone()
    }

    /// What the listener has to know, once.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.board.told().message.take()
    }

    pub fn pause(&self, is_paused: bool) {
        self.live.pause(is_paused);
    }

    /// Goes on from a cue that waits.
    pub fn go(&self) {
        self.live.go();
    }

    /// Goes to a frame of the edition that is heard.
    pub fn seek(&self, to: Frames) {
        self.send(Event::Seek(to));
    }

    /// Repeats a part.
    pub fn repeat(&self, part: Option<Range<Frames>>) {
        self.live.repeat(part);
    }

    /// Turns the channels as they are given.
    pub fn steer(&self, steering: Steering) {
        self.send(Event::Steer(steering));
    }

    /// Reads the script again.
    pub fn reload(&self) {
        self.send(Event::Saved);
    }

    /// Begins the measuring of loudness anew.
    pub fn reset_meters(&self) {
        self.live.reset_meters();
    }

    /// Falls silent and ends, and finishes the recording.
    ///
    /// # Errors
    /// When the recording could not be written.
    pub fn finish(mut self) -> Result<(), SessionError> {
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
        // A playback_controller that is gone has told why.
        let _ = self.events.send(event);
    }
}

#[cfg(test)]
mod tests;
