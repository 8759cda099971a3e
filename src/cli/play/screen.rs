//! The full-screen view of `play`, drawn and steered until the user quits.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event};

use super::asking::Asking;
use super::editor;
use super::keeper::Keeper;
use crate::cli::findings;
use crate::cli::log;
use crate::cli::report::{Colour, Style};
use crate::output::live::{State, Status};
use crate::session::live::{Edition, Player, Steering};
use crate::session::{SessionError, Show};
use crate::tui::gauges::Gauges;
use crate::tui::now::{Ahead, Now, Transport};
use crate::tui::{self, EditPlace, Theme, View, Wish};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::CueId;
use cuebook_core::units::{Frames, RATE};

/// The interval between two frames of the view.
const FRAME: Duration = Duration::from_millis(33);

/// The distance from the target of a seek within which the playhead has arrived.
const THERE: Frames = Frames(RATE as i64 / 2);

/// The maximum time to wait for a seek.
const LATE: Duration = Duration::from_millis(500);

/// The columns of the border around a report.
const BORDER: usize = 4;

/// The time for which a message is shown.
const READ: Duration = Duration::from_secs(4);

/// Shows the view until the user quits.
///
/// # Errors
/// If the terminal fails.
pub(super) fn run(
    player: &Player,
    device: &str,
    (asking, keeper): (Asking<'_>, &mut Keeper),
    is_ended: &AtomicBool,
) -> Result<(), SessionError> {
    let _log = log::Hidden::on_terminal();
    let mut terminal = ratatui::try_init()?;
    let mut screen = Screen {
        player,
        device,
        view: View::default(),
        theme: Theme::of(|name| std::env::var(name).ok()),
        gauges: Gauges::new(Instant::now()),
        steering: Steering::default(),
        mistakes: None,
        warnings: (0, String::new()),
        message: None,
        heading: None,
        asking,
        keeper,
    };
    let shown = screen.show(&mut terminal, is_ended);
    ratatui::restore();
    screen.asking.settle();
    Ok(shown?)
}

/// Returns the style of a report inside the border.
fn style() -> Style {
    let style = Style::of(&io::stdout());
    Style {
        colour: Colour::Never,
        width: style.width.saturating_sub(BORDER),
        ..style
    }
}

/// The largest number of states of an interactive show that are looked at for its report.
const MOST_STATES: usize = 100_000;

/// Returns the report on findings about a show; empty if there are none.
fn report(show: &Show, found: &[Diagnostic]) -> String {
    let names = findings::Names::of(show);
    names.report(show).person(found, style())
}

struct Screen<'a> {
    player: &'a Player,
    device: &'a str,
    view: View,
    theme: Theme,
    gauges: Gauges,
    steering: Steering,
    /// The report on a script with mistakes.
    mistakes: Option<(Arc<Show>, String)>,
    /// The report on the warnings about the show that plays, and the edition that it is of.
    warnings: (u32, String),
    message: Option<(String, Instant)>,
    /// The target of the last seek, until the playhead arrives: the next key counts
    /// from there.
    heading: Option<(Frames, Instant)>,
    asking: Asking<'a>,
    keeper: &'a mut Keeper,
}

impl Screen<'_> {
    fn show(&mut self, terminal: &mut DefaultTerminal, is_ended: &AtomicBool) -> io::Result<()> {
        while !is_ended.load(Ordering::Relaxed) {
            let status = self.status();
            self.look();
            let edition = self.player.edition(status.edition);
            let Some(edition) = edition.or_else(|| self.player.latest()) else {
                return Ok(());
            };
            if self.view.has_warnings() {
                self.report_on(&edition);
            }
            let drawn = Instant::now();
            let story = edition.show().whole().book.story.as_ref();
            if let Some(story) = story.filter(|_| self.view.has_map()) {
                self.asking
                    .draw_map(story, terminal.size()?, edition.number);
            }
            let now = self.now(&status, &edition);
            terminal.draw(|frame| tui::draw(frame, &now, &self.view, &self.theme))?;
            if event::poll(FRAME.saturating_sub(drawn.elapsed()))? {
                let Event::Key(key) = event::read()? else {
                    continue;
                };
                let mut view = std::mem::take(&mut self.view);
                let wish = view.press(key, &self.now(&status, &edition));
                self.view = view;
                match wish {
                    Some(Wish::Quit) => return Ok(()),
                    Some(Wish::Redraw) => terminal.clear()?,
                    Some(Wish::Edit(place)) => self.edit(terminal, &edition, place)?,
                    Some(wish) => self.obey(wish, &status),
                    None => {}
                }
            }
        }
        Ok(())
    }

    /// Returns the status of the player, with the target of a pending seek as its position.
    fn status(&mut self) -> Status {
        let mut status = self.player.status();
        if let Some((to, since)) = self.heading {
            let is_there = (to..to + THERE).contains(&status.at);
            if is_there || since.elapsed() > LATE {
                self.heading = None;
            } else {
                status.at = to;
            }
        }
        status
    }

    /// Takes the new readings and messages of the player.
    fn look(&mut self) {
        let now = Instant::now();
        self.gauges.take(&self.player.readings(), now);
        let message = self.asking.look();
        self.keeper.look(self.player);
        if let Some(message) = self.player.message().or(message) {
            self.message = Some((message, now));
        }
        if self
            .message
            .as_ref()
            .is_some_and(|(_, since)| since.elapsed() > READ)
        {
            self.message = None;
        }
        let mistaken = self.player.mistaken();
        let is_told = match (&mistaken, &self.mistakes) {
            (Some(show), Some((reported, _))) => Arc::ptr_eq(show, reported),
            (None, None) => true,
            _ => false,
        };
        if !is_told {
            // What was said about an earlier version is over.
            self.message = self.message.take().filter(|_| mistaken.is_none());
            self.mistakes = mistaken.map(|show| {
                let report = report(&show, &show.diagnostics);
                (show, report)
            });
        }
    }

    /// Reports the warnings about an edition, once for each.
    fn report_on(&mut self, edition: &Edition) {
        if self.warnings.0 != edition.number {
            let show = edition.show().whole();
            let doubts = self.keeper.studio().doubts(show, MOST_STATES).into_iter();
            // A larger story is proven by `cuebook check`.
            let doubts = doubts.filter(|found| found.code != "too-many-states");
            let found: Vec<Diagnostic> = show.diagnostics.iter().cloned().chain(doubts).collect();
            self.warnings = (edition.number, report(show, &found));
        }
    }

    fn now<'a>(&'a self, status: &Status, edition: &'a Edition) -> Now<'a> {
        let story = edition.show().whole().book.story.as_ref();
        Now {
            show: edition.show(),
            timeline: &edition.timeline,
            at: status.at,
            transport: transport(status, edition),
            looped: status.looped.clone(),
            steering: &self.steering,
            meters: &self.gauges.meters,
            momentary: self.gauges.momentary,
            integrated: self.gauges.integrated,
            is_levelled: edition.is_levelled,
            ahead: Ahead {
                made: edition.made(),
                all: edition.all(),
                horizon: edition.horizon,
            },
            device: self.device,
            mistakes: self.mistakes.as_ref().map(|(_, report)| report.as_str()),
            warnings: &self.warnings.1,
            message: self.message.as_ref().map(|(message, _)| message.as_str()),
            choices: story.map(|story| self.asking.choices(story)),
        }
    }

    fn obey(&mut self, wish: Wish, status: &Status) {
        let player = self.player;
        match wish {
            Wish::PlayPause => match status.state {
                State::Ended => player.seek(Frames::ZERO),
                _ => player.pause(status.state != State::Paused),
            },
            Wish::Go => player.go(),
            Wish::Seek(to) => {
                // A seek stops at the next choice that is not decided.
                let limit = player.undecided().map(|(begins, _)| begins.max(status.at));
                let to = limit.map_or(to, |limit| to.min(limit));
                player.seek(to);
                self.asking.move_on();
                self.heading = Some((to, Instant::now()));
            }
            Wish::Loop(part) => player.repeat(part),
            Wish::Mute(channel) => self.steer(|steering| steering.mute(channel)),
            Wish::Solo(channel) => self.steer(|steering| steering.solo(channel)),
            Wish::Turn(channel, by) => self.steer(|steering| steering.turn(channel, by)),
            Wish::Reset => self.steer(Steering::reset),
            Wish::ResetMeters => {
                self.gauges.clear();
                player.reset_meters();
            }
            Wish::Reload => player.reload(),
            Wish::Choose { question, option } => self.asking.choose(question, option),
            Wish::Back => self.asking.back(),
            Wish::Clock => self.asking.turn_clock(),
            Wish::Redraw | Wish::Edit(_) | Wish::Quit => {}
        }
    }

    /// Leaves the terminal to the user's editor until it is closed.
    fn edit(
        &mut self,
        terminal: &mut DefaultTerminal,
        edition: &Edition,
        place: EditPlace,
    ) -> io::Result<()> {
        ratatui::restore();
        let edited = editor::edit(edition.show(), place);
        *terminal = ratatui::try_init()?;
        if let Err(message) = edited {
            self.message = Some((message, Instant::now()));
        }
        Ok(())
    }

    fn steer(&mut self, turn: impl FnOnce(&mut Steering)) {
        turn(&mut self.steering);
        self.player.steer(self.steering.clone());
    }
}

fn transport(status: &Status, edition: &Edition) -> Transport {
    match &status.state {
        State::Playing => Transport::Playing,
        State::Paused => Transport::Paused,
        State::Ended => Transport::Ended,
        State::Opening | State::Waiting => Transport::AwaitsVoice,
        State::Lost(why) => Transport::DeviceLost(why.clone()),
        State::Stopped(at) => {
            let cues = edition.show().book.cues.iter().zip(&edition.timeline.cues);
            let mut waiting = cues.enumerate().filter(|(_, (cue, _))| cue.waits);
            let cue = waiting.find(|(_, (_, placed))| placed.at.start == *at);
            cue.map_or(Transport::Paused, |(cue, _)| Transport::AtCue(CueId(cue)))
        }
    }
}
