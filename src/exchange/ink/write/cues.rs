//! The cues of a show as tags of the lines in which they begin.

use std::ops::Range;

use super::Writer;
use crate::book::Mark;
use cuebook_core::id::WordId;
use cuebook_script::Cue as Written;

impl Writer<'_> {
    /// Returns the tags for the cues that begin in some words, and lists what a tag does not say.
    /// `sometimes` says that the words have a condition.
    pub(super) fn cues_at(&mut self, words: &Range<WordId>, sometimes: bool) -> String {
        let mut tags = String::new();
        for (id, cue) in self.book.cues.entries() {
            let Mark::Word(word, _) = cue.at.mark else {
                continue;
            };
            if !words.contains(&word) {
                continue;
            }
            let written = &self.script.cues[id.0];
            let kind = match cue.kind.name() {
                "spot" => "sound",
                kind => kind,
            };
            let sound = cue.sound.map(|sound| self.book.sounds[sound].name.clone());
            let is_open = self.story.cues.contains_key(&id) && !sometimes;
            match sound.filter(|_| !is_open) {
                Some(sound) => tags.push_str(&format!(" # {kind}: {sound}")),
                None => {
                    let what = format!("the cue `{}`, with its condition or its pause", cue.id);
                    self.lose(&what);
                    continue;
                }
            }
            let keys = more(written);
            if !keys.is_empty() {
                self.lose(&format!("{} of the cue `{}`", keys.join(", "), cue.id));
            }
        }
        tags
    }

    /// Lists the cues that are at no words, once: after the first words.
    pub(super) fn cues_after(&mut self, words: &Range<WordId>) {
        if words.start != WordId::FIRST {
            return;
        }
        let cues = self.book.cues.iter();
        let placeless = cues.filter(|cue| !matches!(cue.at.mark, Mark::Word(..)));
        let names: Vec<String> = placeless.map(|cue| cue.id.clone()).collect();
        for name in names {
            self.lose(&format!("the cue `{name}`, which is at no words"));
        }
    }
}

/// Returns the keys of a cue that no tag says.
fn more(cue: &Written) -> Vec<&'static str> {
    let keys = [
        ("until", cue.until().is_some()),
        ("offset", cue.offset.is_some()),
        ("gain", cue.gain.is_some()),
        ("rides", !cue.rides.is_empty()),
        ("hold", cue.hold.is_some()),
        ("behind", cue.behind.is_some()),
        ("moves", cue.moves.is_some()),
    ];
    let own = keys.into_iter().filter(|(_, has)| *has);
    own.map(|(key, _)| key).collect()
}
