//! Facts about cues that their edits need.

use crate::session::Show;
use cuebook_script::CueKind;
use cuebook_script::edit::model_of;

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
    pub(crate) fn fresh_cue_id(&self, sound: &str) -> String {
        let cues = self.cue_items().unwrap_or_default();
        free_id(sound, |name| {
            cues.iter().any(|cue| cue.id.as_deref() == Some(name))
        })
    }
}

/// Returns an id, with a number after it if it is taken.
pub(crate) fn free_id(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut names = std::iter::once(id.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_default()
}
