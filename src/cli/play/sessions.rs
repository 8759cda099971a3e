//! The options of `play` for saved places.

use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use super::keeper::Keeper;
use crate::cli::print::{note, say};
use crate::session::saved::Slot;
use crate::session::{SessionError, Studio};

/// Options for saved places.
#[derive(Default, clap::Args)]
pub(super) struct SessionArgs {
    /// Go on where this show was left
    #[arg(long, conflicts_with_all = ["start", "choose"])]
    resume: bool,
    /// Keep the place under this name or in this JSON file, and go on there
    #[arg(long, value_name = "NAME|FILE", value_parser = Slot::read)]
    session: Option<Slot>,
    /// List the saved places of this show
    #[arg(long, group = "saved", conflicts_with_all = ["resume", "session", "start", "choose"])]
    sessions: bool,
    /// Remove a saved place of this show
    #[arg(long, value_name = "NAME", value_parser = Slot::read, group = "saved",
        conflicts_with_all = ["resume", "session", "start", "choose"])]
    forget: Option<Slot>,
}

impl SessionArgs {
    /// Lists or removes saved places instead of playing.
    pub(super) fn instead(
        &self,
        studio: &Studio,
        script: &Path,
    ) -> Result<Option<ExitCode>, SessionError> {
        let sessions = studio.sessions(script);
        if let Some(slot) = &self.forget {
            if sessions.remove(slot)? {
                return Ok(Some(ExitCode::SUCCESS));
            }
            note!("there is no such saved place; `--sessions` lists them");
            return Ok(Some(ExitCode::from(1)));
        }
        if !self.sessions {
            return Ok(None);
        }
        let places = sessions.list();
        if places.is_empty() {
            note!("there is no saved place of {}", script.display());
        }
        let width = places.iter().map(|(name, _)| name.chars().count()).max();
        let width = width.unwrap_or(0);
        for (name, place) in places {
            say!("{name:width$}  {}, {}", place.shown(), ago(place.saved))?;
        }
        Ok(Some(ExitCode::SUCCESS))
    }

    /// Returns the keeper of the place in a script.
    pub(super) fn keeper(&self, studio: &Studio, script: &Path) -> Keeper {
        let is_named = self.session.is_some();
        let slot = self.session.clone().unwrap_or(Slot::Last);
        Keeper::new(studio.clone(), script, slot, self.resume || is_named)
    }
}

/// Returns how long ago a time was, in seconds since 1970: `3 hours ago`.
fn ago(then: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = now.map_or(0, |now| now.as_secs()).saturating_sub(then);
    since(seconds)
}

fn since(seconds: u64) -> String {
    const UNITS: [(u64, &str); 4] = [
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
        (1, "second"),
    ];
    let unit = UNITS.iter().find(|(unit, _)| seconds >= *unit);
    unit.map_or_else(
        || "just now".to_owned(),
        |(unit, name)| {
            let number = seconds / unit;
            let plural = if number == 1 { "" } else { "s" };
            format!("{number} {name}{plural} ago")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_given_in_the_largest_unit() {
        assert_eq!(since(0), "just now");
        assert_eq!(since(1), "1 second ago");
        assert_eq!(since(7_199), "1 hour ago");
        assert_eq!(since(200_000), "2 days ago");
    }
}
