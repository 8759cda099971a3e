//! Tags that a show understands: who speaks, and the sounds.

use super::Lowering;
use crate::exchange::branching::{At, Tag};
use crate::outline::CueKind;
use crate::outline::lexicon::direction_tone;
use cuebook_script::{Feeling, Tone};

/// Tags with the keys of a line.
const KEYS: [&str; 4] = ["tone", "effect", "distance", "pace"];

/// Tags with the keys of a choice.
const CHOICE: [&str; 2] = ["wait", "while-waiting"];

/// Returns the tone of a name, or of a direction such as `whispering`.
fn tone(words: &str) -> Option<Feeling> {
    let named = Feeling::read(words).ok();
    named.or_else(|| direction_tone(&words.to_lowercase()).map(Feeling::from))
}

impl Lowering<'_> {
    /// Adds a tag to the next line, to the scene or to the story.
    pub(super) fn tag(&mut self, words: &str, at: At) {
        let (key, value) = words.split_once(':').unwrap_or((words, ""));
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        let is_head = self.place.knot.is_none();
        match key.as_str() {
            "tone" if tone(value).is_none() => {
                let what = format!("the tone `{value}`, which a show does not know");
                let known: Vec<&str> = Tone::NAMES.iter().map(|(name, _)| *name).collect();
                self.note(at, what, &format!("it knows {}", known.join(", ")));
            }
            "title" if is_head => self.flow.title = Some(value.to_owned()),
            "author" if is_head => self.flow.author = Some(value.to_owned()),
            "language" if is_head => self.flow.language = Some(value.to_owned()),
            "by" | "speaker" => self.tags.push(Tag::By(value.to_owned())),
            "narrated" => self.tags.push(Tag::Told),
            "sound" | "sfx" | "spot" => self.sound(CueKind::Spot, value),
            "bed" | "ambience" => self.sound(CueKind::Bed, value),
            "music" => self.sound(CueKind::Music, value),
            "space" => self.tags.push(Tag::Space(value.to_owned())),
            "scene" => {
                let block = self.current(at);
                self.flow.blocks[block].title = Some(value.to_owned());
            }
            "ask" => self.tags.push(Tag::Key("ask", value.to_owned())),
            "choice" => self.keys.push(("id", value.to_owned())),
            other => match (known(&KEYS, other), known(&CHOICE, other)) {
                (Some("tone"), _) => self
                    .tags
                    .extend(tone(value).map(|tone| Tag::Key("tone", tone.written()))),
                (Some(key), _) => self.tags.push(Tag::Key(key, value.to_owned())),
                (_, Some(key)) => self.keys.push((key, value.to_owned())),
                _ => {
                    let what = format!("the tag `{words}`, which a show does not know");
                    let help = "it knows by, narrated, tone, effect, distance, sound, bed, music, space, scene";
                    self.note(at, what, help);
                }
            },
        }
    }

    fn sound(&mut self, kind: CueKind, name: &str) {
        self.tags.push(Tag::Sound(kind, name.to_owned()));
    }
}

fn known(keys: &[&'static str], key: &str) -> Option<&'static str> {
    keys.iter().find(|own| **own == key).copied()
}
