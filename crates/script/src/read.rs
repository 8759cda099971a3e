//! Reading: from the bytes of a cue script to the show as written.
//!
//! In: bytes. Out: a [`Script`] with a span for every value, and all mistakes
//! that can be seen without the prose. Always true: reading goes on past every
//! mistake, and never fails.

mod anchors;
mod cast;
pub mod check;
mod cues;
mod inline;
mod lines;
mod mix;
mod reader;
mod scalars;
pub mod sounds;
mod spaces;
mod treatment;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Span, Spanned};
use crate::{Anchor, DeliveryTarget, Script};
pub use anchors::MOST as MOST_NTH;
use cuebook_yaml::fields::Shape;
use cuebook_yaml::{self as yaml, Entry, Kind, Node, Style};
pub use cues::MAX_TIMES;
pub use inline::InlineProse;
pub use mix::TARGETS;
use reader::Reader;

/// Every mapping that the format knows.
pub mod shapes {
    pub use super::SHOW;
    pub use super::anchors::{AFTER, ANCHOR};
    pub use super::cast::{BARRIER, PLACE, ROLE, SPOKEN};
    pub use super::cues::{
        BED, DUCKING, FADE, GOAL, HUSH, MOVE, MUSIC, OPENING_RIDE, RIDE, SPOT, TIMES,
    };
    pub use super::lines::{LINE, PAUSE, QUOTE, SCENE};
    pub use super::mix::{BUSES, LEVELS, MIX, PAUSES, SHOW_DUCK};
    pub use super::sounds::{FILE, SOUND};
    pub use super::spaces::{FACES, SPACE};
}

pub use cuebook_yaml::fields::MAX_ENTRIES;

/// A script as far as it could be read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its prose is not split yet: see [`Reading::text`].
    pub script: Script,
    /// Where the prose is; nothing if the script does not say.
    pub text: Option<TextSource>,
    /// The script as text; every span points into it.
    pub source: String,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a mistake of form has hidden a part of the script.
    pub broken: bool,
    /// Ids of scenes, lines and cues that could not be read.
    lost: HashSet<String>,
}

/// Where the prose is.
#[derive(Clone, Debug, PartialEq)]
pub enum TextSource {
    /// In a file beside the script: a relative path, checked to stay in its folder as written.
    File(Spanned<String>),
    /// In the script, at [`Script::inline_prose`]; the words are in `script.prose.text`.
    Inline,
}

impl Reading {
    /// Adds the mistakes that show when names are followed: what the script
    /// refers to and does not have. `library` holds the names of the sounds
    /// that every show can use. A broken script is not followed, since what it
    /// seems to lack may stand behind the break.
    pub fn check(&mut self, library: &[&str]) {
        if !self.broken {
            let found = check::check(&self.script, library, &self.lost);
            let room = MAX_MISTAKES.saturating_sub(self.diagnostics.len());
            self.diagnostics.extend(found.into_iter().take(room));
            in_order(&mut self.diagnostics);
        }
    }
}

/// Reads a script.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let (source, mut diagnostics) = yaml::decode(bytes);
    let refused = diagnostics.iter().any(|d| d.code == "too-large");
    let tree = yaml::parse(&source);
    let broken = tree.broken;
    diagnostics.extend(tree.diagnostics);
    let mut reader = Reader::new(&source, broken || refused);
    let (script, text) = match &tree.root {
        Some(root) if !root.is_empty() => reader.show(root),
        _ => {
            if !broken && !refused {
                reader.report(
                    Diagnostic::error("empty-script", Span::default(), "the script is empty")
                        .hint("begin with `show: The name of your show` and `text: your-text.txt`"),
                );
            }
            (Script::default(), None)
        }
    };
    let lost = std::mem::take(&mut reader.lost);
    diagnostics.extend(reader.finish());
    in_order(&mut diagnostics);
    Reading {
        script,
        text,
        diagnostics,
        broken: broken || refused,
        lost,
        source,
    }
}

/// Reads an anchor by itself, as a command line gives it: plain words of the
/// text, `start`, `end`, or a mapping in braces.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn anchor(written: &str) -> Result<Anchor, Box<Diagnostic>> {
    value("at", written, |reader, entry| reader.anchor(entry)).map_err(|mistake| {
        mistake.unwrap_or_else(|| shapeless("an anchor is words of the text, or a mapping"))
    })
}

/// Reads a target from outside of a script, such as a command line: a name, or
/// a mapping with its figures.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn target(written: &str) -> Result<DeliveryTarget, Box<Diagnostic>> {
    value("target", written, |reader, entry| reader.delivery(entry))
        .map(|target| target.value)
        .map_err(|mistake| mistake.unwrap_or_else(|| shapeless("a target is a name, or a mapping")))
}

/// Reads what stands under `key` in a script of that key alone: words, or a
/// mapping in braces. Fails with the first mistake, or with none to tell.
fn value<T>(
    key: &str,
    written: &str,
    read: impl FnOnce(&mut Reader<'_>, Option<&Entry<'_>>) -> Option<T>,
) -> Result<T, Option<Box<Diagnostic>>> {
    let source = if written.trim_start().starts_with('{') {
        format!("{key}: {written}")
    } else {
        format!("{key}: {}", serde_json::Value::from(written))
    };
    let tree = yaml::parse(&source);
    let mut reader = Reader::new(&source, tree.broken);
    let entry = match tree.root.as_ref().map(|root| &root.kind) {
        Some(Kind::Map(entries)) => entries.first(),
        _ => None,
    };
    let value = read(&mut reader, entry);
    let mistakes = tree.diagnostics.into_iter().chain(reader.finish());
    match (mistakes.into_iter().next(), value) {
        (None, Some(value)) => Ok(value),
        (mistake, _) => Err(mistake.map(Box::new)),
    }
}

fn shapeless(message: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("wrong-shape", Span::default(), message))
}

/// Puts mistakes in the order of their places; those of one place keep theirs.
fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.span.start));
}

pub const SHOW: Shape = Shape {
    name: "a script",
    keys: &[
        "show",
        "author",
        "language",
        "text",
        "narrator",
        "seed",
        "cast",
        "pronounce",
        "spaces",
        "barriers",
        "scenes",
        "lines",
        "sounds",
        "cues",
        "pauses",
        "mix",
    ],
    example: "show: The Last Hour",
};

impl Reader<'_> {
    fn show(&mut self, root: &Node<'_>) -> (Script, Option<TextSource>) {
        let Some(f) = self.fields(root, &SHOW) else {
            return (Script::default(), None);
        };
        let mut script = Script {
            show: self.text(f.get("show")),
            author: self.text(f.get("author")),
            language: self.language(f.get("language")),
            narrator: self.role_name(f.get("narrator")),
            seed: self.whole(f.get("seed"), 0, u64::MAX),
            cast: self.cast(f.get("cast")),
            pronounce: self.pronounce(f.get("pronounce")),
            spaces: self.spaces(f.get("spaces")),
            barriers: self.barriers(f.get("barriers")),
            scenes: self.scenes(f.get("scenes")),
            lines: self.lines(f.get("lines")),
            sounds: self.sounds(f.get("sounds")),
            cues: self.cues(f.get("cues")),
            pauses: self.pauses(f.get("pauses")),
            mix: self.mix(f.get("mix")),
            ..Script::default()
        };
        script.lines_lost = f.get("lines").is_some_and(|section| {
            let read = script.lines.len();
            match &section.value.kind {
                Kind::List(all) => all.len() > read,
                _ => !section.value.is_empty(),
            }
        });
        let text = match f.get("text") {
            Some(entry) => self.text_source(entry, &mut script),
            None => {
                self.missing(&f, "text", "text: the-last-hour.txt");
                None
            }
        };
        (script, text)
    }

    /// A file, or the prose itself: words that run over several lines are prose.
    fn text_source(&mut self, entry: &Entry<'_>, script: &mut Script) -> Option<TextSource> {
        let Kind::Scalar(words, style) = &entry.value.kind else {
            self.wrong_shape(entry, "the name of a file, or the prose itself", "text: |");
            return None;
        };
        let span = entry.value.span;
        let block = matches!(style, Style::Literal | Style::Folded);
        if !block && !span.of(self.source).contains('\n') && !words.contains('\n') {
            return self.path(Some(entry)).map(TextSource::File);
        }
        script.inline_prose = Some(span);
        script.prose.text = words.to_string();
        Some(TextSource::Inline)
    }
}

#[cfg(test)]
mod tests;
