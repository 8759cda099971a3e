//! The root of a script: its sections and settings.

use super::cast::{Barriers, Cast, NARRATOR};
use super::cues::Cue;
use super::mix::{Mix, Pauses};
use super::names::{Language, ReadNames, RoleName};
use super::pronounce::Pronounce;
use super::sounds::Sounds;
use super::spaces::Spaces;
use super::text::{LineNote, Scene};
use crate::Prose;
use cuebook_core::diagnostic::{Span, Spanned};
use cuebook_yaml::mapping::{
    Each, Map, Name, Needed, OrDefault, OrNothing, Placed, Reader, Slot, Takes, Text, Value, Whole,
    mapping,
};
use cuebook_yaml::{Kind, Style};

/// The random seed if the script sets none.
pub const USUAL_SEED: u64 = 1;

mapping! {
    /// A show: one script with its text.
    #[derive(Default)]
    pub struct Script: "show", "a script", "text: the-last-hour.txt" {
        /// The text of the show, with its stretches, sentences and words.
        prose: Prose,
        /// Where the prose is, if it is in the script.
        inline_prose: Option<Span>,
        /// Every name, in the order of the script, without duplicates.
        names: Vec<Name>,
        /// Whether some of the lines could not be read.
        lines_lost: bool,
    } keys {
        /// The title of the show.
        show: Text { examples: &["The Last Hour"] },
        /// The author of the show.
        author: Text {},
        /// A language tag (BCP 47). The accent is that of each voice.
        language: Language { examples: &["en-GB", "en-US"] },
        /// The path of the file with the prose, or the prose itself, best as a block (`text: |`). One line is a path if it has no space, or ends like a file name (`.txt`); all else is prose.
        text: Needed<ProseSource> { examples: &["the-last-hour.txt"] },
        /// The role that reads all words that no other role speaks.
        narrator: RoleName { default: Written(NARRATOR), examples: &[NARRATOR] },
        /// The seed of all random values.
        seed: Whole<0, { u64::MAX }> { default: Number(USUAL_SEED as f64), examples: &["1310"] },
        /// The roles: each name with its voice and how it is spoken, see [cast](#cast).
        cast: Cast,
        /// How words of the text are spoken, everywhere in the show: a respelling (`Frunze: Froon-zeh`) or phonetic letters (`{ ipa: … }`), or a list of such mappings and of files with them, see [pronounce](#pronounce).
        pronounce: OrDefault<Pronounce>,
        /// The show’s own rooms, see [spaces](#spaces). Presets such as `stone-corridor` need no entry.
        spaces: Spaces,
        /// Walls and doors between a sound and the listener, see [barriers](#barriers).
        barriers: Barriers,
        /// The scenes, in the order of the text, see [scenes](#scenes). Each lasts until the next begins.
        scenes: OrDefault<Each<Placed<Scene>>>,
        /// Who speaks each quoted stretch of the text, and how, see [lines](#lines). The narrator reads all other words.
        lines: OrDefault<Each<Placed<LineNote>>>,
        /// The show’s own names for sounds, see [sounds](#sounds): recipes with settings, and audio files.
        sounds: OrDefault<Sounds>,
        /// The spots, beds, music and hushes, with their places in the text, see [cues](#cues).
        cues: OrDefault<Each<Cue>>,
        /// The pauses of the reading where no line sets one, see [pauses](#pauses).
        pauses: OrDefault<OrNothing<Map<Pauses>>>,
        /// Loudness, ducking, the treatment of voices, the gains of the buses, see [mix](#mix).
        mix: OrDefault<OrNothing<Map<Mix>>>,
    }
}

/// The place of the prose.
#[derive(Clone, Debug, PartialEq)]
pub enum TextSource {
    /// In a file: a relative path that, as written, stays in the folder of the script.
    File(Spanned<String>),
    /// In the script, at this place; the words are in `script.prose.text`.
    Inline(Span),
}

/// A file, or the prose itself. A block and words over several lines are prose. Words on one line
/// are a path if they have no space in them, or end like the name of a file.
pub struct ProseSource;

impl Value for ProseSource {
    type Of = TextSource;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Path(&["txt", "md", "markdown", "text"]),
        Takes::Words,
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<TextSource> {
        let Kind::Scalar(words, style) = &slot.value.kind else {
            reader.wrong_shape(slot, "the name of a file, or the prose itself", "text: |");
            return None;
        };
        let is_block = matches!(style, Style::Literal | Style::Folded);
        let lines = [slot.span().of(reader.source), words];
        let is_line = !is_block && lines.iter().all(|text| !text.contains('\n'));
        if is_line && is_path(words) {
            return reader.path(slot).map(TextSource::File);
        }
        Some(TextSource::Inline(slot.span()))
    }
}

/// Returns whether one line of text is the path of a file, not prose.
fn is_path(words: &str) -> bool {
    let words = words.trim();
    let ending = words.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = (1..=8).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_ending || !words.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_line_is_a_path_without_spaces_or_with_the_ending_of_a_file() {
        for path in [
            "night.txt",
            "my own story.md",
            "parts/one",
            "night",
            "a b.TXT",
            "",
        ] {
            assert!(is_path(path), "{path}");
        }
        for prose in [
            "The old man said: yes. And he went.",
            "Nobody is here",
            "He paid 3.50 for it",
            "It was late… and cold.",
        ] {
            assert!(!is_path(prose), "{prose}");
        }
    }
}
