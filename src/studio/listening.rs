//! Plays the open show for a page, with the engine and the controller of `play`. Takes the commands
//! of the page, and sends the place of the show, its levels and its questions to all pages.

pub(super) mod ear;
mod leading;
mod telling;
mod walked;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::answer::Failure;
use super::desk::Desk;
use crate::mix::BusName;
use crate::output::device::Output;
use crate::output::live::{Live, State};
use crate::session::live::{Channel, Edition, PlayOptions, Player, Steering};
use cuebook_core::id::{CueId, Id, WordId};
use cuebook_core::units::{Decibels, Frames};
use ear::{Ear, PageHost};
use walked::Walked;

/// How far after a frame a show may be that has arrived there: a fade.
const NEAR: Frames = Frames(1_024);

/// No show is as long as this number of frames, which can be added to others.
const BEYOND: i64 = 1 << 48;

/// How often it is looked whether a show has arrived, and how long it may take.
const GLANCE: Duration = Duration::from_millis(2);
const LONGEST: Duration = Duration::from_secs(2);

/// Where the show is heard.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Where {
    #[default]
    Page,
    /// The loudspeakers of this machine.
    Device,
}

/// A place to go to. One of the keys is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Spot {
    frame: Option<i64>,
    word: Option<usize>,
    line: Option<String>,
    cue: Option<String>,
    scene: Option<String>,
}

/// The settings of a channel.
#[derive(Copy, Clone, Debug, Default, PartialEq, Serialize)]
struct Settings {
    gain: f64,
    mute: bool,
    solo: bool,
}

/// New settings of a channel. The others stay.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Turn {
    channel: String,
    gain: Option<f64>,
    mute: Option<bool>,
    solo: Option<bool>,
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

    /// Changes a channel.
    pub(super) fn turn(&self, turn: &Turn) -> Result<(), Failure> {
        let mut playing = self.lock();
        let own = playing.channels.entry(turn.channel.clone()).or_default();
        own.gain = turn.gain.unwrap_or(own.gain);
        own.mute = turn.mute.unwrap_or(own.mute);
        own.solo = turn.solo.unwrap_or(own.solo);
        if *own == Settings::default() {
            playing.channels.remove(&turn.channel);
        }
        self.steered(&playing);
        Ok(())
    }

    /// Makes all channels neutral.
    pub(super) fn reset(&self) {
        let mut playing = self.lock();
        playing.channels.clear();
        self.steered(&playing);
    }

    fn steered(&self, playing: &Playing) {
        if let Some(player) = &playing.player {
            player.steer(steering(&playing.channels, player));
        }
        if let Some(desk) = self.desk.upgrade() {
            desk.tell(&json!({ "is": "channels", "channels": playing.channels }));
        }
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

/// Waits until a show that does not play is at a frame. It goes on if that takes too long.
fn arrive(player: &Player, frame: Frames) {
    let since = Instant::now();
    let there = frame..frame + NEAR;
    let is_there = || player.front().is_some_and(|(_, at)| there.contains(&at));
    while !is_there() && since.elapsed() < LONGEST {
        thread::sleep(GLANCE);
    }
}

/// Returns the settings of the channels for the player. A channel that the show does not have is
/// left out.
fn steering(channels: &BTreeMap<String, Settings>, player: &Player) -> Steering {
    let mut steering = Steering::default();
    let edition = player.latest();
    for (name, settings) in channels {
        let Some(channel) = channel(name, edition.as_deref()) else {
            continue;
        };
        steering.turn(channel, Decibels(settings.gain));
        if settings.mute {
            steering.mute(channel);
        }
        if settings.solo {
            steering.solo(channel);
        }
    }
    steering
}

/// Returns the channel of a name: `bus:beds`, `role:ANNA`, `master`.
fn channel(name: &str, edition: Option<&Edition>) -> Option<Channel> {
    match name.split_once(':') {
        None => (name == "master").then_some(Channel::Master),
        Some(("bus", bus)) => {
            let mut buses = BusName::ALL.into_iter();
            buses.find(|own| own.name() == bus).map(Channel::Bus)
        }
        Some(("role", role)) => {
            let roles = &edition?.show().book.roles;
            roles.position(|own| own.name == role).map(Channel::Role)
        }
        Some(_) => None,
    }
}

fn latest(player: &Player) -> Result<Arc<Edition>, Failure> {
    player
        .latest()
        .ok_or_else(|| Failure::refused("the show is not ready yet"))
}

/// Returns when a word of the text is heard, in an edition that may be a path through it.
fn word(edition: &Edition, word: usize) -> Result<Range<Frames>, Failure> {
    let times = &edition.timeline.words;
    let own = match &edition.show().whole {
        None => times.get(WordId(word)),
        Some(whole) => {
            let mut words = whole.words.entries();
            let found = words.find(|(_, of)| of.is_some_and(|of| of.index() == word));
            found.and_then(|(own, _)| times.get(own))
        }
    };
    own.cloned()
        .ok_or_else(|| Failure::missing("this word is not on the path that is played"))
}

/// Returns a frame that a page names, if need be that of the beginning or of a place after the end.
fn frame_of(number: i64) -> Frames {
    Frames(number.clamp(0, BEYOND))
}

/// Returns the frame of a place; `None` if none is given.
fn sought(player: &Player, spot: &Spot) -> Result<Option<Frames>, Failure> {
    if let Some(frame) = spot.frame {
        return Ok(Some(frame_of(frame)));
    }
    let edition = latest(player)?;
    let (book, timeline) = (&edition.show().book, &edition.timeline);
    let missing = |what: &str| Failure::missing(format!("the show has no {what} of this name"));
    let frame = if let Some(index) = spot.word {
        word(&edition, index)?.start
    } else if let Some(id) = &spot.line {
        let line = book.lines.position(|line| line.id == *id);
        timeline.lines[line.ok_or_else(|| missing("line"))?]
            .at
            .start
    } else if let Some(id) = &spot.cue {
        let cue: Option<CueId> = book.cues.position(|cue| cue.id == *id);
        timeline.cues[cue.ok_or_else(|| missing("cue"))?].at.start
    } else if let Some(id) = &spot.scene {
        let scene = book.scenes.position(|scene| scene.id == *id);
        timeline.scenes[scene.ok_or_else(|| missing("scene"))?]
    } else {
        return Ok(None);
    };
    Ok(Some(frame))
}
