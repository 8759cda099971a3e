//! Facts about cues that their edits need.

use crate::session::Show;
use cuebook_core::sound_format::LIBRARY;
use cuebook_library::facts::title;
use cuebook_script::CueKind;
use cuebook_script::edit::model_of;
use cuebook_script::write::slug;

impl Show {
    /// Returns the key of the place where a cue begins, by its index in the list: `at` for a spot or
    /// a hush, `from` for a bed or music.
    pub(crate) fn begins_with(&self, index: usize) -> &'static str {
        let items = self.cue_items().unwrap_or_default();
        let is_placed = match items.get(index).and_then(|item| item.read) {
            Some(read) => matches!(
                self.script.cues[read].kind,
                CueKind::Spot { .. } | CueKind::Hush { .. }
            ),
            // The cue was not readable; its keys show the kind.
            None => {
                let cues = model_of(&self.source).ok();
                let cue = cues.as_ref().and_then(|all| all.get("cues")?.at(index));
                cue.is_some_and(|cue| cue.get("spot").or(cue.get("hush")).is_some())
            }
        };
        if is_placed { "at" } else { "from" }
    }

    /// Returns a short id that no cue has yet, made of the name of a sound.
    /// A file of the user's library is named by its title.
    pub(crate) fn fresh_cue_id(&self, sound: &str) -> String {
        let cues = self.cue_items().unwrap_or_default();
        let id = match sound.starts_with(LIBRARY) {
            true => slug(&title(sound), LONGEST),
            false => sound.to_owned(),
        };
        let id = if id.is_empty() { "sound" } else { &id };
        free_id(id, |name| {
            cues.iter().any(|cue| cue.id.as_deref() == Some(name))
        })
    }
}

/// The longest id that is made of a name, in characters.
const LONGEST: usize = 40;

/// Returns an id, with a number after it if it is taken.
pub(crate) fn free_id(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut names = std::iter::once(id.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_default()
}
