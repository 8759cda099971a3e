//! Keeps the place of the listener: at each decision, every few seconds, and at the end.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::cli::print::note;
use crate::output::live::State;
use crate::session::live::{Player, Resume};
use crate::session::saved::{GoesOn, Reached, SavedPlace, Sessions, Slot};
use crate::session::{SessionError, Show, Studio};
use cuebook_voice::Voice;

/// The interval between two files.
const OFTEN: Duration = Duration::from_secs(5);

/// Keeps the place of a listener in a session.
pub(super) struct Keeper {
    studio: Studio,
    sessions: Sessions,
    script: PathBuf,
    slot: Slot,
    /// Whether the show goes on at the kept place.
    goes_on: bool,
    /// The kept place.
    kept: Option<SavedPlace>,
    looked: Instant,
    /// The decisions at the last look.
    path: String,
    /// Whether a message on a failure was printed.
    has_failed: bool,
}

/// Where playback begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Begin {
    pub choose: Option<String>,
    pub resume: Option<Resume>,
    pub message: Option<String>,
}

impl Keeper {
    pub(super) fn new(studio: Studio, script: &Path, slot: Slot, goes_on: bool) -> Keeper {
        Keeper {
            sessions: studio.sessions(script),
            studio,
            script: script.to_owned(),
            slot,
            goes_on,
            kept: None,
            looked: Instant::now(),
            path: String::new(),
            has_failed: false,
        }
    }

    pub(super) fn studio(&self) -> &Studio {
        &self.studio
    }

    /// Returns where the show begins: at the kept place if the listener wants that.
    ///
    /// # Errors
    /// When the kept place cannot be read.
    pub(super) fn begin(&mut self, show: &Show, voice: &dyn Voice) -> Result<Begin, SessionError> {
        if !self.goes_on {
            return Ok(Begin::default());
        }
        let Some(place) = self.sessions.read(&self.slot)? else {
            let message = "There is no saved place of this show yet: it begins at the start";
            // A name that is new begins a session.
            let message = (self.slot == Slot::Last).then(|| message.to_owned());
            return Ok(Begin {
                message,
                ..Begin::default()
            });
        };
        let GoesOn {
            choose,
            resume,
            differs,
        } = place.goes_on(&self.studio, show, voice)?;
        let differs = differs.map_or(String::new(), |differs| format!("; {differs}"));
        let message = format!("Goes on: {}{differs}", place.shown());
        self.path = choose.clone().unwrap_or_default();
        self.kept = Some(place);
        Ok(Begin {
            choose,
            resume,
            message: Some(message),
        })
    }

    /// Keeps the place if a decision was made or some seconds have passed.
    pub(super) fn look(&mut self, player: &Player) {
        let path = player.path();
        let is_other = path != self.path;
        if is_other || self.looked.elapsed() > OFTEN {
            self.keep(player, path);
        }
    }

    fn keep(&mut self, player: &Player, path: String) {
        self.looked = Instant::now();
        let status = player.status();
        let Some(edition) = player.edition(status.edition) else {
            return;
        };
        let state = match (&status.state, player.question()) {
            (State::Ended, _) => Reached::End,
            (_, Some(question)) if question.taken.is_none() => Reached::Choice,
            _ => Reached::Words,
        };
        let place = SavedPlace::of(edition.show(), &edition.timeline, (status.at, state), &path);
        self.path = path;
        let is_same = self.kept.as_ref().is_some_and(|kept| kept.is_same(&place));
        if is_same || place.is_start() {
            return;
        }
        if self.kept.is_none() && self.slot == Slot::Last {
            self.sessions.set_aside();
        }
        if let Err(error) = self.sessions.write(&self.slot, &place)
            && !self.has_failed
        {
            self.has_failed = true;
            note!("warning: {error}");
        }
        self.kept = Some(place);
    }

    /// Keeps the place for the last time, and prints how to go on there.
    pub(super) fn finish(&mut self, player: &Player) {
        self.keep(player, player.path());
        let is_interactive = player
            .latest()
            .is_some_and(|edition| edition.show().whole().book.story.is_some());
        if let Some(place) = self
            .kept
            .as_ref()
            .filter(|_| is_interactive && !self.has_failed)
        {
            let session = match &self.slot {
                Slot::Last => "--resume".to_owned(),
                Slot::Named(name) => format!("--session {name}"),
                Slot::File(path) => format!("--session {}", path.display()),
            };
            note!(
                "The place is saved: {}; `cuebook play {} {session}` goes on there",
                place.shown(),
                self.script.display()
            );
        }
    }
}
