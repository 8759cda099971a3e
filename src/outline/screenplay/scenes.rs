//! The scenes of a screenplay, and the spaces that their headings name.

use std::ops::Range;

use super::fountain::heading::split;
use super::rooms::space;
use super::story::{Heading, Story};
use crate::outline::anchor::Quotes;
use crate::outline::id::Ids;
use crate::outline::{Place, Scene};
use cuebook_core::id::WordId;
use cuebook_script::space::{NONE, PRESETS};
use cuebook_script::write::slug;
use cuebook_script::{Edge, Prose};

/// A scene with the line of its heading and its words in the prose.
#[derive(Debug)]
pub(super) struct Placed {
    pub scene: Scene,
    pub line: usize,
    pub words: Range<WordId>,
}

/// Returns the scenes in order.
#[must_use]
pub(super) fn scenes(story: &Story, prose: &Prose, quotes: &Quotes<'_>) -> Vec<Placed> {
    let mut ids = Ids::default();
    let starts = story
        .scenes
        .iter()
        .map(|heading| word_at(prose, heading.at));
    let ends = starts.clone().skip(1).chain([prose.words.end()]);
    let each = story.scenes.iter().zip(starts.zip(ends));
    let placed = |(heading, (start, end)): (&Heading, (WordId, WordId))| {
        let from = match start {
            start if start >= end => None,
            WordId::FIRST => Some(Place::Start),
            start => quotes
                .from(&(start..stretch_end(prose, start)))
                .map(|quote| Place::Words(Edge::Start, quote)),
        };
        let silent = || format!("line {}: {}: it has no words", heading.line, heading.words);
        Placed {
            scene: Scene {
                id: ids.take(&own_id(heading)),
                first: start,
                space: match heading.noted.space {
                    Some(NONE) => None,
                    noted => noted.or_else(|| space(&heading.words)),
                },
                title: Some(heading.words.clone()),
                name: heading.words.clone(),
                reason: from.is_none().then(silent),
                set: Vec::new(),
                from,
            },
            line: heading.line,
            words: start..end,
        }
    };
    each.map(placed).collect()
}

/// Returns the first word that begins at this byte or after it.
#[must_use]
pub(super) fn word_at(prose: &Prose, byte: usize) -> WordId {
    prose.words.boundary(|word| word.span.start < byte)
}

/// Returns the end of the stretch of a word.
#[must_use]
pub(super) fn stretch_end(prose: &Prose, word: WordId) -> WordId {
    stretch_words(prose, word).end
}

/// Returns the words of the stretch of a word.
#[must_use]
pub(super) fn stretch_words(prose: &Prose, word: WordId) -> Range<WordId> {
    prose.words_of(&prose.stretches[prose.stretch_of(prose.sentence_of(word))])
}

/// Returns an id of the number and the place of a scene.
#[must_use]
pub(crate) fn id(heading: &str, number: Option<&str>) -> String {
    let place = split(heading).1;
    let first = place.split(" - ").next().unwrap_or(place);
    let number = number.map(|number| slug(number, 12)).unwrap_or_default();
    match (number.is_empty(), slug(first, 40)) {
        (true, name) if name.is_empty() => "scene".to_owned(),
        (true, name) => name,
        (false, name) if name.is_empty() => format!("scene-{number}"),
        (false, name) => format!("{number}-{name}"),
    }
}

fn own_id(heading: &Heading) -> String {
    let noted = heading.noted.id.clone();
    noted.unwrap_or_else(|| id(&heading.words, heading.number.as_deref()))
}

/// The id and the space of a scene in the note below its heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Noted {
    pub id: Option<String>,
    /// A preset, or `none`.
    pub space: Option<&'static str>,
}

/// Returns whether scripts accept an id.
fn is_id(id: &str) -> bool {
    let first = id.starts_with(char::is_alphanumeric);
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    first && id.chars().all(inner) && id.chars().count() <= 64
}

/// Reads a note such as `id: hall-2, space: none`; `None` if it says anything else.
#[must_use]
pub(super) fn noted(words: &str) -> Option<Noted> {
    let mut noted = Noted::default();
    for entry in words.split(',') {
        let (key, value) = entry.split_once(':')?;
        let value = value.trim();
        match key.trim() {
            "id" if is_id(value) => noted.id = Some(value.to_owned()),
            "space" if value == NONE => noted.space = Some(NONE),
            "space" => noted.space = Some(PRESETS.names().find(|known| *known == value)?),
            _ => return None,
        }
    }
    Some(noted)
}
