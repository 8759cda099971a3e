//! `--choose`: the path through an interactive show that a command takes.

use super::args::ShowArgs;
use super::print::{count, note};
use crate::session::paths::{Begun, Chosen};
use crate::session::{SessionError, Show};
use cuebook_story::decision;

/// Returns the show on the path of the command line, and prints the path.
pub(super) fn on_path(show: Show, args: &ShowArgs) -> Result<Show, SessionError> {
    path(show, args.choose.as_deref())
}

/// Returns the decisions with which playback begins, and prints those that nobody named. A show
/// without choices has none.
pub(super) fn on_beginning(
    show: &Show,
    choosing: Option<&str>,
) -> Result<Option<Begun>, SessionError> {
    let Some((story, decisions)) = show.begun(choosing)? else {
        // Decisions in a show without choices are a mistake.
        return show.clone().choose(choosing).map(|_| None);
    };
    if matches!(choosing.map(str::trim), Some("first" | "random")) {
        let all = story.with_drawn(&decisions);
        note!("The path is {}", decision::shown(&all, story.all()));
    }
    Ok(Some((story, decisions)))
}

/// Returns the show on a path. Without decisions it is that of a listener who does nothing.
pub(super) fn path(show: Show, choosing: Option<&str>) -> Result<Show, SessionError> {
    let Chosen {
        show,
        decisions,
        added,
    } = show.choose(choosing)?;
    match (choosing, added) {
        _ if decisions.is_empty() => {}
        (None, _) => note!(
            "This show has choices. This is the path of a listener who does nothing: {decisions}\n  help: `--choose` takes another, as `--choose {decisions}`, `--choose first` or `--choose random`"
        ),
        (Some("first" | "random"), _) => note!("The path is {decisions}"),
        (Some(_), 0) => {}
        (Some(_), added) => note!(
            "The path is {decisions}: {} not named, so the default or the first option is taken",
            was(added)
        ),
    }
    Ok(show)
}

fn was(added: usize) -> String {
    let verb = if added == 1 { "is" } else { "are" };
    format!("{} {verb}", count(added, "decision"))
}
