//! The scenes of a screenplay, and the spaces that their headings name.

use std::ops::Range;

use super::story::{Heading, Story};
use crate::outline::anchor::Quotes;
use crate::outline::id::Ids;
use crate::outline::{Place, Scene, space};
use cuebook_script::write::slug;
use cuebook_script::{Edge, Prose};

/// A scene with the line of its heading and its words in the prose.
#[derive(Debug)]
pub(super) struct Placed {
    pub scene: Scene,
    pub line: usize,
    pub words: Range<usize>,
}

/// Returns the scenes in order.
#[must_use]
pub(super) fn scenes(story: &Story, prose: &Prose, quotes: &Quotes<'_>) -> Vec<Placed> {
    let mut ids = Ids::default();
    let starts = story
        .scenes
        .iter()
        .map(|heading| word_at(prose, heading.at));
    let ends = starts.clone().skip(1).chain([prose.words.len()]);
    let each = story.scenes.iter().zip(starts.zip(ends));
    let placed = |(heading, (start, end)): (&Heading, (usize, usize))| {
        let from = match start {
            start if start >= end => None,
            0 => Some(Place::Start),
            start => quotes
                .from(&(start..stretch_end(prose, start)))
                .map(|quote| Place::Words(Edge::Start, quote)),
        };
        let silent = || format!("line {}: {}: it has no words", heading.line, heading.words);
        Placed {
            scene: Scene {
                id: ids.take(&id(heading)),
                first: start,
                space: space(&heading.words),
                title: Some(heading.words.clone()),
                name: heading.words.clone(),
                reason: from.is_none().then(silent),
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
pub(super) fn word_at(prose: &Prose, byte: usize) -> usize {
    prose.words.partition_point(|word| word.span.start < byte)
}

/// Returns the end of the stretch of a word.
#[must_use]
pub(super) fn stretch_end(prose: &Prose, word: usize) -> usize {
    stretch_words(prose, word).end
}

/// Returns the words of the stretch of a word.
#[must_use]
pub(super) fn stretch_words(prose: &Prose, word: usize) -> Range<usize> {
    prose.words_of(&prose.stretches[prose.stretch_of(prose.sentence_of(word))])
}

/// Returns an id of the number and the place of a scene.
fn id(heading: &Heading) -> String {
    let place = heading_parts(&heading.words).1;
    let first = place.split(" - ").next().unwrap_or(place);
    let number = heading.number.as_deref().map(|number| slug(number, 12));
    let number = number.unwrap_or_default();
    match (number.is_empty(), slug(first, 40)) {
        (true, name) if name.is_empty() => "scene".to_owned(),
        (true, name) => name,
        (false, name) if name.is_empty() => format!("scene-{number}"),
        (false, name) => format!("{number}-{name}"),
    }
}

/// The side of a scene: inside or outside.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
    Unknown,
}

/// Splits `INT. OFFICE - NIGHT` into its side and the rest.
fn heading_parts(heading: &str) -> (Side, &str) {
    let heading = heading.trim();
    let end = heading.find(|c: char| c == ' ' || c == '.' && !heading.contains("./"));
    let end = end.or_else(|| heading.find(' ')).unwrap_or(heading.len());
    let (head, rest) = heading.split_at(end);
    let rest = rest.trim_start_matches(['.', ' ']);
    match head.to_uppercase().trim_end_matches('.') {
        "INT" => (Side::Inside, rest),
        "EXT" => (Side::Outside, rest),
        "EST" | "I/E" | "INT/EXT" | "INT./EXT" | "EXT./INT" => (Side::Unknown, rest),
        _ => (Side::Unknown, heading),
    }
}

/// Returns the space that a heading names; a room if the heading only says
/// inside.
fn space(heading: &str) -> Option<&'static str> {
    let (side, place) = heading_parts(heading);
    let lower = place.to_lowercase();
    // The last word of the first place decides: a church hall is a hall. `Room`
    // is less specific than the word before it.
    let named = lower.split(" - ").find_map(|part| {
        let words: Vec<&str> = part.split(|c: char| !c.is_alphanumeric()).collect();
        let mut words = words.iter().rev().filter(|word| **word != "room");
        words.find_map(|word| space::of_heading(word))
    });
    match (named, side) {
        (Some("car"), Side::Outside) => Some("street"),
        (Some(space), Side::Outside) if !space::is_outdoors(space) => Some("open-field"),
        (Some(space), _) => Some(space),
        (None, Side::Inside) => Some("panelled-room"),
        (None, Side::Outside) => Some("open-field"),
        (None, Side::Unknown) => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_heading_sets_the_space_of_its_place() {
        for (heading, expected) in [
            ("INT. STALIN'S OFFICE - NIGHT", Some("panelled-room")),
            ("INT. CHURCH HALL - DAY", Some("hall")),
            ("INT. LIVING ROOM", Some("bedroom")),
            ("INT KITCHEN", Some("panelled-room")),
            ("EXT. BEACH - DAWN", Some("open-field")),
            ("EXT. OFFICE", Some("open-field")),
            ("EXT. CAR", Some("street")),
            ("INT./EXT. CAR - MOVING", Some("car")),
            ("I/E TAXI", Some("car")),
            ("EXT. PLACE - FOREST", Some("forest")),
            ("MEMORY", None),
            ("CATHEDRAL", Some("cathedral")),
        ] {
            assert_eq!(super::space(heading), expected, "{heading}");
        }
    }
}
