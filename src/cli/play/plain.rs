//! Plain output of `play`: prints one line per event, and reads decisions as lines.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use super::asking::Asking;
use super::keeper::Keeper;
use crate::cli::findings;
use crate::cli::print::note;
use crate::output::live::{State, Status};
use crate::session::SessionError;
use crate::session::live::Player;
use crate::tui::plain;
use cuebook_core::units::{Frames, RATE, clock};
use cuebook_story::Map;

/// The interval between two looks at the player.
const GLANCE: Duration = Duration::from_millis(30);

/// How far playback comes between two looks, at most.
const NEAR: Frames = Frames(5 * RATE as i64);

/// The columns of the map.
const COLUMNS: usize = 80;

/// Prints lines and cues as they play, until the show ends or the user quits. Enter
/// continues a cue that waits for go, and a typed line answers a choice.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn follow(
    player: &Player,
    (asking, keeper): (Asking<'_>, &mut Keeper),
    is_ended: &AtomicBool,
) -> Result<(), SessionError> {
    let mut follower = Follower {
        player,
        from: Frames::ZERO,
        edition: 0,
        state: State::Opening,
        is_mistaken: false,
        entered: entered(),
        asking,
        typed: VecDeque::new(),
        is_closed: false,
        asked: None,
        printed: None,
        has_help: false,
    };
    while follower.look()? && !is_ended.load(Ordering::Relaxed) {
        keeper.look(player);
        thread::sleep(GLANCE);
    }
    follower.asking.settle();
    follower.print_choice(&player.status())?;
    Ok(())
}

struct Follower<'a> {
    player: &'a Player,
    /// The time up to which everything is printed.
    from: Frames,
    edition: u32,
    state: State,
    is_mistaken: bool,
    entered: Receiver<String>,
    asking: Asking<'a>,
    /// Answers from a pipe that came before their questions.
    typed: VecDeque<String>,
    /// Whether standard input is closed.
    is_closed: bool,
    /// The number of the question that was printed.
    asked: Option<usize>,
    /// The decision that was printed: the number of the question, and the option.
    printed: Option<(usize, usize)>,
    /// Whether the commands were printed.
    has_help: bool,
}

impl Follower<'_> {
    /// Prints the new lines and cues, and handles what was typed. Returns whether more can
    /// follow.
    fn look(&mut self) -> Result<bool, SessionError> {
        let status = self.player.status();
        self.print_items(&status)?;
        self.print_messages();
        self.print_choice(&status)?;
        let goes_on = self.answer(&status)?;
        Ok(goes_on && status.state != State::Ended)
    }

    fn print_items(&mut self, status: &Status) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if let Some(edition) = self.player.edition(status.edition) {
            let is_other = self.edition != status.edition || status.at < self.from;
            if is_other {
                self.from = match self.edition {
                    0 => self.player.begun(),
                    // It goes on where the last one was.
                    _ if (self.from..self.from + NEAR).contains(&status.at) => self.from,
                    // Skip the part of the new edition before the playhead.
                    _ => status.at + Frames(1),
                };
                self.edition = status.edition;
            }
            let to = status.at + Frames(1);
            if self.from < to {
                let frames = self.from..to;
                for line in plain::items(edition.show(), &edition.timeline, &frames) {
                    writeln!(out, "{line}")?;
                }
                self.from = to;
            }
        }
        if status.state != self.state {
            if let Some(message) = message(&status.state) {
                writeln!(out, "{}  {message}", clock(status.at))?;
            }
            self.state = status.state.clone();
        }
        out.flush()
    }

    fn print_messages(&mut self) {
        let own = self.asking.look();
        for message in self.player.message().into_iter().chain(own) {
            note!("{message}");
        }
        let mistaken = self.player.mistaken();
        if let (Some(show), false) = (&mistaken, self.is_mistaken) {
            findings::print(show, &show.diagnostics);
        }
        self.is_mistaken = mistaken.is_some();
    }

    /// Prints the decision that was made, and the question that is new.
    fn print_choice(&mut self, status: &Status) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if let Some(decided) = self.asking.decided() {
            let printed = (decided.question.number, decided.option);
            if self.printed != Some(printed) {
                let taken = plain::taken(&decided.question, decided.option, decided.is_own);
                writeln!(out, "{}  {taken}", clock(status.at))?;
                (self.printed, self.asked) = (Some(printed), None);
            }
            return out.flush();
        }
        self.printed = None;
        // A choice that is decided beforehand is not asked.
        let question = self.asking.question();
        let Some(question) = question.filter(|question| question.taken.is_none()) else {
            self.asked = None;
            return Ok(());
        };
        if self.asked != Some(question.number) {
            self.asked = Some(question.number);
            for line in plain::question(question, status.at, self.asking.has_clock()) {
                writeln!(out, "{line}")?;
            }
            if !self.has_help {
                writeln!(out, "{}", plain::COMMANDS)?;
                self.has_help = true;
            }
        }
        out.flush()
    }

    /// Handles the typed lines. Returns false if the show ends because of them.
    fn answer(&mut self, status: &Status) -> io::Result<bool> {
        loop {
            match self.entered.try_recv() {
                Ok(line) => self.typed.push_back(line),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.is_closed = true;
                    break;
                }
            }
        }
        if let State::Stopped(_) = status.state {
            // Without standard input, the show continues automatically.
            if self.is_closed || self.typed.pop_front().is_some() {
                self.player.go();
            }
            return Ok(true);
        }
        let is_open = self.asked.is_some();
        while let Some(line) = self.typed.pop_front() {
            match self.command(line.trim())? {
                Heard::Done => {}
                Heard::Quit => return Ok(false),
                Heard::Answer if is_open => return Ok(true),
                // It may be the answer to the next question.
                Heard::Answer if !io::stdin().is_terminal() => {
                    self.typed.push_front(line);
                    return Ok(true);
                }
                Heard::Answer => note!("nothing is asked now"),
            }
        }
        if self.is_closed && is_open {
            return Ok(self.goes_on_alone());
        }
        Ok(true)
    }

    /// Handles a line. An answer is taken if a question is open.
    fn command(&mut self, line: &str) -> io::Result<Heard> {
        let asked = self.asking.question().filter(|_| self.asked.is_some());
        let named = asked.and_then(|question| {
            let offer = plain::answer(question, line)?;
            Some((question.number, offer.option))
        });
        if let Some((number, option)) = named {
            self.asking.choose(number, option);
            return Ok(Heard::Answer);
        }
        match line {
            "" if asked.is_none() => {}
            "b" => self.asking.back(),
            "t" => self.asking.turn_clock(),
            "m" => self.print_map()?,
            "q" => return Ok(Heard::Quit),
            "" | "?" => (self.asked, self.has_help) = (None, false),
            _ => match asked {
                Some(question) => note!("{}", plain::refused(question, line)),
                None => return Ok(Heard::Answer),
            },
        }
        Ok(Heard::Done)
    }

    fn print_map(&self) -> io::Result<()> {
        let edition = self.player.edition(self.edition);
        let story = edition.as_ref();
        let story = story.and_then(|edition| edition.show().whole().book.story.as_ref());
        let Some(story) = story else {
            return Ok(());
        };
        let map = Map::of(&story.graph).walked(&self.player.visits());
        let mut out = io::stdout().lock();
        write!(out, "{}", map.text(COLUMNS))?;
        out.flush()
    }

    /// Returns whether a question is decided without a listener: by its clock.
    fn goes_on_alone(&mut self) -> bool {
        let Some(question) = self.asking.question() else {
            return true;
        };
        let is_timed = question.clock.is_some_and(|clock| !clock.stopped);
        if question.taken.is_none() && !is_timed {
            note!("standard input is closed, so nothing can be decided: the show stops here");
            return false;
        }
        true
    }
}

/// What a typed line was.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Heard {
    Done,
    /// An option, or something that is none.
    Answer,
    Quit,
}

/// Returns the message for a new state, or `None` for normal playback.
fn message(state: &State) -> Option<String> {
    match state {
        State::Stopped(_) => Some("waits for go: press Enter".to_owned()),
        State::Waiting => Some("waits for the voices".to_owned()),
        State::Lost(why) => Some(format!("{why}; looking for it")),
        State::Ended => Some("the end".to_owned()),
        State::Opening | State::Playing | State::Paused => None,
    }
}

/// Returns a channel that receives each line of standard input.
fn entered() -> Receiver<String> {
    let (send, entered) = channel();
    thread::spawn(move || {
        let mut lines = io::stdin().lock().lines().map_while(Result::ok);
        let _ = lines.try_for_each(|line| send.send(line));
    });
    entered
}
