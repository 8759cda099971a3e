//! Names for the files of takes and sounds: `anna-012-is-anyone-there.wav`, `bed-rain.wav`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Media, Origin};
use crate::book::{Book, CueKind};
use crate::mix::MixPlan;
use crate::perform::Performance;
use cuebook_core::id::{AudioId, CueId, LineId};
use cuebook_script::write::slug;

/// The most characters of the words of a name.
const MOST: usize = 40;

/// The names of all takes and sounds of a performance, without their ending.
pub(crate) struct Names {
    known: BTreeMap<AudioId, String>,
    /// The takes and sounds in the order of the lines and cues.
    order: Vec<AudioId>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Names every take after its line, and every sound after its cue. What several have is named
    /// after the first.
    #[must_use]
    pub(crate) fn of(book: &Book, performance: &Performance) -> Names {
        let mut names = Names {
            known: BTreeMap::new(),
            order: Vec::new(),
            taken: BTreeSet::new(),
        };
        let digits = book.lines.len().to_string().len().max(3);
        for (id, line) in book.lines.entries() {
            let role = slug(&book.roles[line.role].name, MOST);
            let words = slug(book.prose.said(line.text), MOST);
            let number = id.0 + 1;
            let name = format!("{role}-{number:0digits$}-{words}");
            let name = name.trim_matches('-');
            for take in performance.lines[id].iter().flatten() {
                names.add(*take, name);
            }
        }
        for (id, cue) in book.cues.entries() {
            let kind = match cue.kind {
                CueKind::Hush(_) => continue,
                _ => cue.kind.name(),
            };
            let sound = cue.sound.map_or("", |sound| &book.sounds[sound].name);
            let name = format!("{kind}-{}", slug(sound, MOST));
            for sound in performance.cues[id].iter().flatten() {
                names.add(*sound, name.trim_matches('-'));
            }
        }
        names
    }

    fn add(&mut self, audio: AudioId, name: &str) {
        if self.known.contains_key(&audio) {
            return;
        }
        let own = free(&mut self.taken, name, '-');
        self.known.insert(audio, own);
        self.order.push(audio);
    }

    /// Returns the files of all that is heard in a plan.
    #[must_use]
    pub(crate) fn media(&self, performance: &Performance, plan: &MixPlan) -> Vec<Media> {
        let clips = plan.clips.iter().filter(|clip| clip.direct);
        let heard: BTreeSet<AudioId> = clips.map(|clip| clip.audio).collect();
        let used = self.order.iter().filter(|audio| heard.contains(audio));
        let file = |audio: &AudioId| {
            let spec = &performance.audio[*audio].spec;
            Media {
                file: self.file(*audio),
                from: Origin::Take(*audio),
                channels: spec.channels,
                frames: spec.frames,
            }
        };
        used.map(file).collect()
    }

    /// Returns the file of a take or a sound.
    #[must_use]
    fn file(&self, audio: AudioId) -> String {
        let name = self.known.get(&audio).map_or("sound", String::as_str);
        format!("{name}.wav")
    }

    /// Returns the files of a line's takes, in order.
    #[must_use]
    pub(crate) fn of_line(&self, performance: &Performance, line: LineId) -> Vec<String> {
        let takes = performance.lines[line].iter();
        takes
            .filter_map(|stops| Some(self.file(*stops.first()?)))
            .collect()
    }

    /// Returns the files of a cue's sounds, each once.
    #[must_use]
    pub(crate) fn of_cue(&self, performance: &Performance, cue: CueId) -> Vec<String> {
        let sounds = performance.cues[cue].iter();
        let mut files: Vec<String> = sounds
            .filter_map(|stops| Some(self.file(*stops.first()?)))
            .collect();
        let mut seen = BTreeSet::new();
        files.retain(|file| seen.insert(file.clone()));
        files
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
