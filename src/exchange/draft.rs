//! A first draft of a show, from a screenplay.
//!
//! In: a screenplay. Out: prose and a cue script. Always true: the script has no
//! errors, since every place that it names was found in the prose first, and
//! what could not be made is told in it as a comment.

mod anchor;
mod cast;
mod cues;
mod manner;
mod page;
mod place;
mod sound;
mod told;

pub use anchor::{Named, Places};

use crate::exchange::fountain::{Screenplay, What};
use crate::script::Prose;

/// What is to be made of a screenplay.
#[derive(Clone, Debug)]
pub struct DraftOptions {
    /// The name of the prose's file, beside the script.
    pub prose: String,
    /// Whether the narrator reads the action.
    pub action: bool,
}

/// A show that is not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub prose: String,
    pub script: String,
    pub counts: Counts,
    /// What found no sound in the library, with its line in the screenplay.
    pub silent: Vec<(usize, String)>,
}

/// How much there is.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub scenes: usize,
    pub roles: usize,
    pub lines: usize,
    pub cues: usize,
}

/// There is no word in it that anybody would say.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing in it is spoken")]
pub struct NothingSpoken;

/// Drafts a show.
///
/// # Errors
/// When the show would have no words.
pub fn draft(play: &Screenplay, options: &DraftOptions) -> Result<Draft, NothingSpoken> {
    let told = told::tell(play, options.action);
    let (prose, _) = Prose::read(told.text.clone());
    if prose.words.is_empty() {
        return Err(NothingSpoken);
    }
    let places = anchor::Places::new(&prose);
    let scenes = place::scenes(&told, &places);
    let lines = manner::lines(&told, &places, &scenes);
    let found = cues::cues(&told, &places, &scenes);
    let sheet = page::Sheet {
        play,
        options,
        told: &told,
        scenes: &scenes,
        lines: &lines,
        cues: &found,
    };
    Ok(Draft {
        script: sheet.script(),
        counts: Counts {
            scenes: scenes.iter().filter(|scene| scene.from.is_some()).count(),
            roles: told.roles.len(),
            lines: lines.len(),
            cues: found.iter().filter(|cue| cue.sound.is_some()).count(),
        },
        silent: found
            .iter()
            .filter(|cue| cue.sound.is_none())
            .map(|cue| (cue.line, cue.asked.clone()))
            .collect(),
        prose: told.text,
    })
}

/// A value of the title page.
fn titled<'p>(play: &'p Screenplay, keys: &[&str]) -> Option<&'p str> {
    let known = play
        .title
        .iter()
        .find(|(key, _)| keys.contains(&key.as_str()));
    known
        .map(|(_, words)| words.as_str())
        .filter(|words| !words.is_empty())
}

/// What the writer says beside the story, as a comment tells it.
fn remark(what: &What) -> Option<String> {
    match what {
        What::Transition(words) => Some(format!("transition: {words}")),
        What::Section(words) => Some(format!("section: {words}")),
        What::Synopsis(words) => Some(format!("synopsis: {words}")),
        What::Note(words) => Some(format!("note: {words}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
