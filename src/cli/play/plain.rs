//! The show as it passes, line by line.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use crate::output::live::State;
use crate::session::SessionError;
use crate::session::live::Player;
use crate::units::Frames;

/// Prints lines and cues as they pass, until the show is over.
pub fn follow(player: &Player) -> Result<(), SessionError> {
    let mut from = Frames(-1);
    let mut out = io::stdout().lock();
    loop {
        let status = player.status();
        if let Some(edition) = player.edition(status.edition) {
            let to = status.at;
            for (line, placed) in edition.show().book.lines.iter().zip(&edition.timeline.lines) {
                if placed.at.start > from && placed.at.start <= to {
                    writeln!(out, "{} {}", crate::units::clock(placed.at.start), line.text.of(&edition.show().book.prose.text))?;
                }
            }
            from = to;
        }
        if let Some(message) = player.message() {
            eprintln!("{message}");
        }
        if status.state == State::Ended {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(30));
    }
}
