//! What the user reads about the language model that names speakers.

use crate::cli::print::count;
use crate::session::assist::{Labelled, Notice, Outcome};

/// Returns the text of a notice.
pub(super) fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Sends {
            lines,
            requests,
            assistant,
        } => format!(
            "sends the paragraphs of {} and the names of the speakers to {} for {} ({}{})",
            count(*lines, "guessed line"),
            assistant.address.text(),
            assistant.model,
            count(*requests, "request"),
            if assistant.address.is_open() {
                ", not encrypted"
            } else {
                ""
            },
        ),
        Notice::Failed(error) => error.to_string(),
    }
}

/// Returns the text about what came of asking.
pub(super) fn outcome(outcome: &Outcome) -> String {
    let Labelled { named, dropped } = outcome.labelled;
    let mut parts = vec![match named {
        0 => "no speaker named; the draft is by rules alone".to_owned(),
        _ => format!(
            "{named} of {} named",
            count(outcome.guesses, "guessed line")
        ),
    }];
    if dropped > 0 {
        let are = if dropped == 1 { "is" } else { "are" };
        parts.push(format!(
            "{} dropped that {are} not in the text",
            count(dropped, "name")
        ));
    }
    if outcome.cached > 0 {
        parts.push(format!(
            "{} from the cache",
            count(outcome.cached, "answer")
        ));
    }
    if outcome.stopped && named > 0 {
        parts.push("the other guesses are by rules".to_owned());
    }
    parts.join("; ")
}
