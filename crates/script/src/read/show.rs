//! The root of a script: its sections and settings.

use super::cast::{Barriers, Cast, NARRATOR, Role, Tags};
use super::chapters::Chapters;
use super::choices::{Choice, Said};
use super::cues::Cue;
use super::meta::Meta;
use super::mix::{Mix, Pauses};
use super::names::{Language, ReadNames, RoleName};
use super::pronounce::Pronounce;
use super::publish::PublishForm;
use super::sounds::Sounds;
use super::spaces::Spaces;
use super::state::State;
use super::text::{LineNote, Scene};
use super::uses::Uses;
use crate::Prose;
use crate::prose::is_markdown;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned, shown};
use cuebook_yaml::mapping::{
    Each, Map, Name, Needed, OneOf, OrDefault, OrNothing, Placed, Reader, Slot, Takes, Text, Value,
    Whole, mapping,
};
use cuebook_yaml::{Kind, Node, Style};

/// The kind of file that has these keys: only a script, which is the mapping itself.
const SCRIPT: &[&str] = &[""];

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
        /// Whether the script has the key `meta`.
        has_meta: bool,
        /// Whether the script has the key `chapters`.
        has_chapters: bool,
        /// Whether it is a shared file, which has no text.
        is_shared: bool,
        /// Where the places of its shared files begin; `None` if it uses none.
        shared_from: Option<usize>,
        /// The roles of its shared files, as these say them.
        shared_cast: Vec<Role>,
    } keys {
        /// The title of the show.
        show: Text { of: SCRIPT, examples: &["The Last Hour"] },
        /// A file, or a list of files, with what several scripts share: cast, pronunciations, sounds, spaces, barriers, mix and more, see [shared files](#shared-files).
        uses = "use": OrDefault<Uses> { examples: &["house.yaml", "[house.yaml, season-2.yaml]"] },
        /// The author of the show.
        author: Text {},
        /// The language of the text, as a tag (BCP 47), see [languages](#languages). The accent of English is that of each voice.
        language: Language { examples: &["en-GB", "es", "pt-BR"] },
        /// What shops, players and libraries say of the show, see [meta](#meta): date, publisher, genre, cover and more.
        meta: OrDefault<OrNothing<Map<Meta>>>,
        /// The path of the file with the prose, or the prose itself, best as a block (`text: |`). Several files, `[one.txt, two.txt]`, are one text in this order. One line is a path if it has no space, or ends like a file name (`.txt`); all else is prose.
        text: Needed<ProseSource> { of: SCRIPT, examples: &["the-last-hour.txt"] },
        /// The role that reads all words that no other role speaks.
        narrator: RoleName { default: Written(NARRATOR), examples: &[NARRATOR] },
        /// The seed of all random values.
        seed: Whole<0, { u64::MAX }> { default: Number(USUAL_SEED as f64), examples: &["1310"] },
        /// The roles: each name with its voice and how it is spoken, see [cast](#cast).
        cast: Cast,
        /// Whether speech tags, such as “said Danny”, are heard, see [speech tags](#speech-tags).
        tags: OneOf<Tags> { default: Written("speak"), examples: &["skip"] },
        /// How words of the text are spoken, everywhere in the show: a respelling (`Frunze: Froon-zeh`) or phonetic letters (`{ ipa: … }`), or a list of such mappings and of files with them, see [pronounce](#pronounce).
        pronounce: OrDefault<Pronounce>,
        /// The show’s own rooms, see [spaces](#spaces). Presets such as `stone-corridor` need no entry.
        spaces: Spaces,
        /// Walls and doors between a sound and the listener, see [barriers](#barriers).
        barriers: Barriers,
        /// The variables of an interactive show, see [state](#state).
        state: OrDefault<State> { of: SCRIPT },
        /// The scenes, in the order of the text, see [scenes](#scenes). Each lasts until the next begins.
        scenes: OrDefault<Each<Placed<Scene>>> { of: SCRIPT },
        /// The scenes that are chapters in players: `titled`, `all`, `none`, or a list of them, see [chapters](#chapters).
        chapters: OrDefault<Chapters> { of: SCRIPT, default: Written("titled"), examples: &["all", "none", "[office, { scene: cellar, title: Below }]"] },
        /// The places where the listener decides how the show goes on, see [choices](#choices).
        choices: OrDefault<Each<Placed<Choice>>> { of: SCRIPT },
        /// Who speaks each quoted stretch of the text, and how, see [lines](#lines). The narrator reads all other words.
        lines: OrDefault<Each<Placed<LineNote>>> { of: SCRIPT },
        /// The show’s own names for sounds, see [sounds](#sounds): recipes with settings, and audio files.
        sounds: OrDefault<Sounds>,
        /// The spots, beds, music and hushes, with their places in the text, see [cues](#cues).
        cues: OrDefault<Each<Cue>> { of: SCRIPT },
        /// The pauses of the reading where no line sets one, see [pauses](#pauses).
        pauses: OrDefault<OrNothing<Map<Pauses>>>,
        /// The forms in which `cuebook publish` writes the show.
        publish: OrDefault<Each<OneOf<PublishForm>>> { examples: &["[m4b, vtt, epub]"] },
        /// Loudness, ducking, the treatment of voices, the gains of the buses, see [mix](#mix).
        mix: OrDefault<OrNothing<Map<Mix>>>,
    }
    kinds: SHARED "shared", "a shared file", "cast: { BORIS: { voice: am_michael } }";
}

/// The place of the prose.
#[derive(Clone, Debug, PartialEq)]
pub enum TextSource {
    /// In files, which are one text in this order: relative paths that, as written, stay in the
    /// folder of the script.
    Files(Vec<Spanned<String>>),
    /// In the script, at this place; the words are in `script.prose.text`.
    Inline(Span),
}

/// A file, several files in the order of the text, or the prose itself. A block and words over
/// several lines are prose. Words on one line are a path if they have no space in them, or end like
/// the name of a file.
pub struct ProseSource;

const FILE: Takes = Takes::Path(&["txt", "md", "markdown", "text"]);

impl Value for ProseSource {
    type Of = TextSource;
    type State = ();
    const TAKES: Takes = Takes::Either(&[FILE, Takes::Each(&FILE), Takes::Words]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<TextSource> {
        let (words, style) = match &slot.value.kind {
            Kind::Scalar(words, style) => (words, style),
            Kind::List(files) => return several(reader, slot, files),
            Kind::Map(_) => {
                let expected = "the name of a file, a list of files, or the prose itself";
                reader.wrong_shape(slot, expected, "text: |");
                return None;
            }
        };
        let is_block = matches!(style, Style::Literal | Style::Folded);
        let lines = [slot.span().of(reader.source), words];
        let is_line = !is_block && lines.iter().all(|text| !text.contains('\n'));
        if is_line && is_path(words) {
            return Some(TextSource::Files(vec![reader.path(slot)?]));
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

/// Reads a list of files.
fn several(reader: &mut Reader<'_>, slot: Slot<'_, '_>, files: &[Node<'_>]) -> Option<TextSource> {
    if files.is_empty() {
        let mistake = Diagnostic::error("empty-value", slot.span(), "`text` has no files");
        reader.report(mistake.hint("for example `text: [one.txt, two.txt]`"));
        return None;
    }
    let mut paths: Vec<Spanned<String>> = Vec::new();
    for file in files {
        let path = reader.path(slot.with(file))?;
        if let Some(first) = paths.iter().find(|first| first.value == path.value) {
            let message = format!("`{}` is in the text twice", shown(&path));
            let mistake = Diagnostic::error("duplicate-name", path.span, message);
            reader.report(mistake.also(Source::Script, first.span, "the first time"));
            continue;
        }
        if let Some(first) = paths.first()
            && is_markdown(first) != is_markdown(&path)
        {
            reader.report(mixed(first, &path));
            continue;
        }
        paths.push(path);
    }
    Some(TextSource::Files(paths))
}

fn mixed(first: &Spanned<String>, other: &Spanned<String>) -> Diagnostic {
    let (markdown, plain) = match is_markdown(first) {
        true => (first, other),
        false => (other, first),
    };
    let message = format!(
        "`{}` is Markdown and `{}` is not, but they are one text",
        shown(markdown),
        shown(plain)
    );
    Diagnostic::error("mixed-text", other.span, message)
        .also(Source::Script, first.span, "the first file")
        .hint("save all files of a text as Markdown, or all as plain text")
}

impl Script {
    /// Returns whether a place is in the script itself, not in a shared file.
    #[must_use]
    pub fn is_own(&self, place: Span) -> bool {
        self.shared_from.is_none_or(|from| place.start < from)
    }

    /// Returns the sounds that cues and choices name, in the order of the script.
    pub fn named_sounds(&self) -> impl Iterator<Item = &Spanned<String>> {
        let waiting = self
            .choices
            .iter()
            .filter_map(|choice| choice.while_waiting.as_ref());
        let waiting = waiting.filter_map(|waiting| waiting.sound().map(|(sound, _)| sound));
        self.cues.iter().filter_map(Cue::sound).chain(waiting)
    }

    /// Returns the words that are spoken but are not in the text: those of choices, and those of
    /// lines from the second visit on.
    #[must_use]
    pub fn asides(&self) -> Vec<&str> {
        let said = self.choices.iter().flat_map(Choice::said);
        let said = said.filter_map(|said| match said {
            Said::Words(words) => Some(words.as_str()),
            Said::Quote(_) => None,
        });
        let again = self.lines.iter().filter_map(|line| line.say_again.as_ref());
        said.chain(again.map(|again| again.as_str())).collect()
    }

    /// Returns whether the show has anything that a listener decides, or that depends on it.
    #[must_use]
    pub fn is_interactive(&self) -> bool {
        let by_scene = |scene: &Scene| scene.then.is_some() || scene.when.is_some();
        let by_line = |line: &LineNote| line.when.is_some() || line.say_again.is_some();
        !self.state.is_empty()
            || !self.choices.is_empty()
            || self.scenes.iter().any(by_scene)
            || self.lines.iter().any(by_line)
            || self.cues.iter().any(|cue| cue.when.is_some())
    }
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
