//! Plain output of `play`: prints one line per event.

use std::io::{self, BufRead, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use crate::cli::findings;
use crate::cli::print::note;
use crate::output::live::State;
use crate::session::SessionError;
use crate::session::live::Player;
use crate::tui::plain;
use cuebook_core::units::{Frames, clock};

/// The interval between two looks at the player.
const GLANCE: Duration = Duration::from_millis(30);

/// Prints lines and cues as they play, until the show ends or the user quits. Enter
/// continues a cue that waits for go.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn follow(player: &Player, is_ended: &AtomicBool) -> Result<(), SessionError> {
    let mut follower = Follower {
        player,
        from: Frames::ZERO,
        edition: 0,
        state: State::Opening,
        is_mistaken: false,
        entered: entered(),
    };
    while follower.look()? && !is_ended.load(Ordering::Relaxed) {
        thread::sleep(GLANCE);
    }
    Ok(())
}

struct Follower<'a> {
    player: &'a Player,
    /// The time up to which everything is printed.
    from: Frames,
    edition: u32,
    state: State,
    is_mistaken: bool,
    entered: Receiver<()>,
}

impl Follower<'_> {
    /// Prints the new lines and cues. Returns whether more can follow.
    fn look(&mut self) -> Result<bool, SessionError> {
        let mut out = io::stdout().lock();
        let status = self.player.status();
        if let Some(edition) = self.player.edition(status.edition) {
            let is_other = self.edition != status.edition || status.at < self.from;
            if is_other {
                // Skip the part of the new edition before the playhead.
                self.from = match self.edition {
                    0 => self.player.begun(),
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
        out.flush()?;
        drop(out);
        self.print_messages();
        if let State::Stopped(_) = status.state {
            // Without standard input, the show continues automatically.
            match self.entered.try_recv() {
                Ok(()) | Err(TryRecvError::Disconnected) => self.player.go(),
                Err(TryRecvError::Empty) => {}
            }
        } else {
            while self.entered.try_recv().is_ok() {}
        }
        Ok(status.state != State::Ended)
    }

    fn print_messages(&mut self) {
        if let Some(message) = self.player.message() {
            note!("{message}");
        }
        let mistaken = self.player.mistaken();
        if let (Some(show), false) = (&mistaken, self.is_mistaken) {
            findings::print(show, &show.diagnostics);
        }
        self.is_mistaken = mistaken.is_some();
    }
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

/// Returns a channel that receives a signal for each line of standard input.
fn entered() -> Receiver<()> {
    let (send, entered) = channel();
    thread::spawn(move || {
        let lines = io::stdin().lock().lines().map_while(Result::ok);
        let _ = lines.into_iter().try_for_each(|_| send.send(()));
    });
    entered
}
