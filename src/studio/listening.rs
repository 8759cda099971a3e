//! Plays the open show for a page, with the engine and the controller of `play`. Takes the commands
//! of the page, and sends the place of the show, its levels and its questions to all pages.

mod channels;
pub(super) mod ear;
mod leading;
mod places;
mod telling;
mod walked;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use serde::Deserialize;

use super::answer::Failure;
use super::desk::Desk;
use crate::output::device::Output;
use crate::output::live::{Live, State};
use crate::session::live::{PlayOptions, Player};
use channels::{Settings, steering};
use cuebook_core::units::Frames;
use ear::{Ear, PageHost};
use places::{arrive, frame_of, latest, sought, word};
use walked::Walked;

pub(super) use channels::Turn;
pub(super) use places::Spot;

/// Where the show is heard.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Where {
    #[default]
    Page,
    /// The loudspeakers of this machine.
    Device,
}

/// The playback of the open show.
pub(super) struct Listening {
    desk: Weak<Desk>,
    pub ear: Arc<Ear>,
    playing: Mutex<Playing>,
    walked: Mutex<Walked>,
}

#[derive(Default)]
struct Playing {
    player: Option<Arc<Player>>,
    output: Where,
    channels: BTreeMap<String, Settings>,
}

impl Listening {
    pub(super) fn new(desk: Weak<Desk>) -> Listening {
        Listening {
            desk,
            ear: Arc::default(),
            playing: Mutex::default(),
            walked: Mutex::default(),
        }
    }

    /// Returns the listener's place in an interactive show, and the parts that were played.
    pub(super) fn walked(&self) -> MutexGuard<'_, Walked> {
        self.walked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends playback for another show.
    pub(super) fn close(&self) {
        self.end();
        *self.walked() = Walked::default();
    }

    fn lock(&self) -> MutexGuard<'_, Playing> {
        self.playing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the player, once the show was played.
    pub(super) fn player(&self) -> Option<Arc<Player>> {
        self.lock().player.clone()
    }

    /// Ends playback.
    pub(super) fn end(&self) {
        let player = self.lock().player.take();
        self.ear.hear(&Weak::new());
        if let Some(player) = player {
            // Its last frames are not for the player that follows.
            player.pause(true);
            player.stop();
        }
    }

    /// Returns the player; starts it, paused, if it does not run.
    ///
    /// # Errors
    /// When there is no show, it has mistakes, or it cannot be played.
    fn started(&self) -> Result<Arc<Player>, Failure> {
        self.begun(None)
    }

    /// Returns the player as [`Listening::started`] does; one that is started begins with decisions.
    fn begun(&self, choosing: Option<&str>) -> Result<Arc<Player>, Failure> {
        let mut playing = self.lock();
        if let Some(player) = &playing.player {
            return Ok(player.clone());
        }
        let desk = self.desk.upgrade().ok_or_else(Failure::no_show)?;
        let (show, _) = desk.show()?;
        if show.has_mistakes() {
            let message = "the script has mistakes, so the show cannot be played yet";
            return Err(Failure::refused(message).help("the problems say what to correct"));
        }
        let live = match playing.output {
            Where::Device => Live::start(Output::Usual, None),
            Where::Page => {
                let ear = self.ear.clone();
                Live::with(Frames::ZERO, None, move || {
                    Ok(Box::new(PageHost::new(ear.clone())))
                })
            }
        };
        live.pause(true);
        let options = PlayOptions {
            begun: show.begun(choosing)?,
            is_clock_off: desk.studio.config.no_clock,
            jobs: desk.jobs,
            ..PlayOptions::default()
        };
        let voice = desk.voice.clone();
        let player = Player::start(&desk.studio, (*show).clone(), voice, live, options)?;
        let player = Arc::new(player);
        player.opened()?;
        player.steer(steering(&playing.channels, &player));
        self.ear.hear(&Arc::downgrade(&player));
        telling::start(&desk, &player);
        playing.player = Some(player.clone());
        Ok(player)
    }

    /// Plays, from a place if one is given.
    pub(super) fn play(&self, from: &Spot) -> Result<(), Failure> {
        let (player, to) = self.led(from)?;
        let state = player.status().state;
        let to = to.or((state == State::Ended).then_some(Frames::ZERO));
        if let Some(frame) = to {
            self.go_to(&player, frame);
            // A show that is still begins there, not where it was.
            if state != State::Playing {
                arrive(&player, frame);
            }
        }
        self.ear.wake();
        player.pause(false);
        Ok(())
    }

    /// Pauses.
    pub(super) fn pause(&self) {
        self.ear.wake();
        if let Some(player) = self.player() {
            player.pause(true);
        }
    }

    /// Moves to a place.
    pub(super) fn seek(&self, to: &Spot) -> Result<(), Failure> {
        if let (player, Some(frame)) = self.led(to)? {
            self.go_to(&player, frame);
        }
        Ok(())
    }

    /// Returns the player and the frame of a place. If the path that is played does not hear it,
    /// another path does: the one with the fewest decisions to it.
    fn led(&self, to: &Spot) -> Result<(Arc<Player>, Option<Frames>), Failure> {
        let player = self.started()?;
        let failure = match sought(&player, to) {
            Ok(frame) => return Ok((player, frame)),
            Err(failure) => failure,
        };
        let desk = self.desk.upgrade().ok_or_else(Failure::no_show)?;
        let (show, _) = desk.show()?;
        let is_of_story = to.word.is_some() || to.scene.is_some();
        if show.book.story.is_none() || !is_of_story {
            return Err(failure);
        }
        let path = leading::path_to(&show, to)?;
        self.end();
        let player = self.begun(Some(&path))?;
        let frame = sought(&player, to)?;
        Ok((player, frame))
    }

    fn go_to(&self, player: &Player, frame: Frames) {
        self.ear.expect_jump();
        player.seek(frame);
    }

    /// Repeats a part, or ends the repetition.
    pub(super) fn repeat(
        &self,
        frames: Option<[i64; 2]>,
        words: Option<[usize; 2]>,
    ) -> Result<(), Failure> {
        let player = self.started()?;
        let part: Option<Range<Frames>> = match (frames, words) {
            (Some([from, to]), _) => Some(frame_of(from)..frame_of(to)),
            (None, Some([first, end])) => {
                let edition = latest(&player)?;
                let from = word(&edition, first)?.start;
                Some(from..word(&edition, end.saturating_sub(1))?.end)
            }
            (None, None) => None,
        };
        if part.as_ref().is_some_and(Range::is_empty) {
            return Err(Failure::bad("this part has no length"));
        }
        player.repeat(part);
        Ok(())
    }

    /// Changes where the show is heard. It goes on from the same place, paused.
    pub(super) fn output(&self, output: Where) -> Result<(), Failure> {
        let before = self.player();
        self.lock().output = output;
        let Some(before) = before else { return Ok(()) };
        let at = before.status().at;
        self.end();
        let player = self.started()?;
        self.go_to(&player, at);
        Ok(())
    }

    /// Does something with the player, if it runs.
    pub(super) fn with(&self, work: impl FnOnce(&Player)) {
        if let Some(player) = self.player() {
            work(&player);
        }
    }
}
