//! Names for the files of takes and sounds: `anna-012-is-anyone-there.wav`, `bed-rain.wav`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Media, Origin};
use crate::book::Book;
use crate::mix::MixPlan;
use crate::perform::{AtStops, Performance};
use cuebook_core::id::AudioId;
use cuebook_script::write::slug;

/// The most characters of the words of a name.
const MOST: usize = 40;

/// The names of the takes and sounds that are heard, without their ending.
pub(crate) struct Names {
    heard: BTreeSet<AudioId>,
    known: BTreeMap<AudioId, String>,
    /// The takes and sounds in the order of the lines and cues.
    order: Vec<AudioId>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Names every take after its line, and every sound after its cue. What several have is named
    /// after the first.
    #[must_use]
    pub(crate) fn of(book: &Book, performance: &Performance, plan: &MixPlan) -> Names {
        let clips = plan.clips.iter().filter(|clip| clip.direct);
        let mut names = Names {
            heard: clips.map(|clip| clip.audio).collect(),
            known: BTreeMap::new(),
            order: Vec::new(),
            taken: BTreeSet::new(),
        };
        let digits = book.lines.len().to_string().len().max(3);
        for (id, line) in book.lines.entries() {
            let role = slug(&book.roles[line.role].name, MOST);
            let words = slug(book.prose.said(line.text), MOST);
            let number = id.0 + 1;
            names.add_all(
                &performance.lines[id],
                &format!("{role}-{number:0digits$}-{words}"),
            );
        }
        for (id, cue) in book.cues.entries() {
            let sound = cue.sound.map_or("", |sound| &book.sounds[sound].name);
            let name = format!("{}-{}", cue.kind.name(), slug(sound, MOST));
            names.add_all(&performance.cues[id], &name);
        }
        names
    }

    fn add_all(&mut self, made: &[AtStops], name: &str) {
        let name = name.trim_matches('-');
        for audio in made.iter().flatten() {
            if self.heard.contains(audio) && !self.known.contains_key(audio) {
                let own = free(&mut self.taken, name, '-');
                self.known.insert(*audio, own);
                self.order.push(*audio);
            }
        }
    }

    /// Returns the files of all that is heard.
    #[must_use]
    pub(crate) fn media(&self, performance: &Performance) -> Vec<Media> {
        let file = |audio: &AudioId| {
            let spec = &performance.audio[*audio].spec;
            Some(Media {
                file: self.file(*audio)?,
                from: Origin::Take(*audio),
                channels: spec.channels,
                frames: spec.frames,
            })
        };
        self.order.iter().filter_map(file).collect()
    }

    /// Returns the file of a take or a sound; `None` if it is not heard.
    fn file(&self, audio: AudioId) -> Option<String> {
        let name = self.known.get(&audio)?;
        Some(format!("{name}.wav"))
    }

    /// Returns the files of a line or a cue, each once.
    #[must_use]
    pub(crate) fn files(&self, made: &[AtStops]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let all = made.iter().flatten();
        let once = all.filter(|audio| seen.insert(**audio));
        once.filter_map(|audio| self.file(*audio)).collect()
    }
}

/// Returns a name, with a number after it if it is taken.
pub(crate) fn free(taken: &mut BTreeSet<String>, name: &str, between: char) -> String {
    let numbered = (2..).map(|number: usize| format!("{name}{between}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names
        .find(|name| taken.insert(name.clone()))
        .unwrap_or_default()
}
