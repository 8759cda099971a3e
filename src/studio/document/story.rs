//! The choices of an interactive show.

use serde::Serialize;

use crate::session::Show;
use cuebook_core::id::Id;
use cuebook_script::Destination;

#[derive(Serialize)]
pub(super) struct Choice<'s> {
    id: &'s str,
    /// The word before which it is.
    word: Option<usize>,
    ask: Option<String>,
    options: Vec<Answer<'s>>,
}

#[derive(Serialize)]
struct Answer<'s> {
    id: &'s str,
    words: &'s str,
    /// The scene that follows, or `end`; `None`: the scene goes on.
    to: Option<&'s str>,
}

/// Returns the choices in the order of the script.
pub(super) fn choices(show: &Show) -> Vec<Choice<'_>> {
    let bound = show.book.story.iter().flat_map(|story| &story.choices);
    let listed = show.choices();
    let choices = show.script.choices.iter().map(|choice| {
        let id = choice.id.value.as_str();
        let own = bound.clone().find(|own| own.id == id);
        let options = choice.options.iter().map(|option| {
            let id = option.id.value.as_str();
            let mut shown = own.iter().flat_map(|own| &own.options);
            Answer {
                id,
                words: shown.find(|own| own.id == id).map_or("", |own| &own.shown),
                to: option.to.as_ref().map(|to| match to {
                    Destination::Scene(id) => id.value.as_str(),
                    Destination::End(_) => "end",
                }),
            }
        });
        Choice {
            id,
            word: own.map(|own| own.word.index()),
            ask: listed
                .iter()
                .find(|own| own.id == id)
                .and_then(|own| own.ask.clone()),
            options: options.collect(),
        }
    });
    choices.collect()
}
