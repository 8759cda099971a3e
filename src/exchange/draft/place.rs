//! Scenes, and the rooms that their headings speak of.
//!
//! In: headings. Out: scenes with names of their own. Always true: a space is a
//! preset, and a scene that begins nowhere has no words.

use std::collections::BTreeSet;
use std::ops::Range;

use super::anchor::{Named, Places};
use super::told::{Heading, Told};
use crate::script::anchor::Edge;
use crate::script::write::slug;

/// A scene of the draft.
#[derive(Debug)]
pub(super) struct Scene {
    pub line: usize,
    pub id: String,
    pub title: String,
    pub space: Option<&'static str>,
    /// Its words in the prose.
    pub words: Range<usize>,
    /// None where nobody says anything in it.
    pub from: Option<From>,
}

/// Where a scene begins.
#[derive(Debug)]
pub(super) enum From {
    Start,
    Words(Named),
}

/// The scenes in order.
pub(super) fn scenes(told: &Told, places: &Places<'_>) -> Vec<Scene> {
    let mut taken = BTreeSet::new();
    let starts = told.scenes.iter().map(|scene| places.word_at(scene.at));
    let ends = starts.clone().skip(1).chain([places.prose.words.len()]);
    let each = told.scenes.iter().zip(starts.zip(ends));
    each.map(|(heading, (start, end))| Scene {
        line: heading.line,
        id: id(heading, &mut taken),
        title: heading.words.clone(),
        space: space(&heading.words),
        words: start..end,
        from: match (start, end) {
            (start, end) if start >= end => None,
            (0, _) => Some(From::Start),
            (start, _) => places.name(start, Edge::Start).map(From::Words),
        },
    })
    .collect()
}

/// A name for the scene that no other has: its number and place.
fn id(heading: &Heading, taken: &mut BTreeSet<String>) -> String {
    let place = heading_parts(&heading.words).1;
    let first = place.split(" - ").next().unwrap_or(place);
    let number = heading
        .number
        .as_deref()
        .map(|n| slug(n, 12))
        .unwrap_or_default();
    let name = match (number.as_str(), slug(first, 40)) {
        ("", name) if name.is_empty() => "scene".to_owned(),
        ("", name) => name,
        (number, name) if name.is_empty() => format!("scene-{number}"),
        (number, name) => format!("{number}-{name}"),
    };
    let mut id = name.clone();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{name}-{count}");
    }
    id
}

/// Where a heading says it plays.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
    Unknown,
}

/// `INT. OFFICE - NIGHT` as its side and the rest.
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

/// The words of headings, and what they sound like.
const ROOMS: [(&str, &[&str]); 14] = [
    (
        "panelled-room",
        &[
            "office",
            "study",
            "library",
            "den",
            "bureau",
            "chamber",
            "parlour",
            "parlor",
            "salon",
            "boardroom",
        ],
    ),
    (
        "bedroom",
        &[
            "bedroom",
            "nursery",
            "hotel",
            "living",
            "lounge",
            "apartment",
            "flat",
            "sitting",
            "cabin",
            "dormitory",
        ],
    ),
    (
        "bathroom",
        &[
            "bathroom", "shower", "toilet", "lavatory", "washroom", "morgue",
        ],
    ),
    (
        "hall",
        &[
            "hall",
            "ballroom",
            "theatre",
            "theater",
            "auditorium",
            "courtroom",
            "gym",
            "gymnasium",
            "warehouse",
            "hangar",
            "station",
            "foyer",
            "lobby",
            "museum",
            "parliament",
        ],
    ),
    (
        "stone-corridor",
        &["corridor", "hallway", "passage", "passageway", "cloister"],
    ),
    (
        "staircase",
        &["stairs", "staircase", "stairwell", "stairway", "steps"],
    ),
    (
        "cellar",
        &[
            "cellar", "basement", "bunker", "crypt", "vault", "dungeon", "cell", "dugout",
        ],
    ),
    (
        "tunnel",
        &[
            "tunnel",
            "subway",
            "metro",
            "sewer",
            "underpass",
            "mine",
            "cave",
        ],
    ),
    (
        "cathedral",
        &[
            "church",
            "cathedral",
            "chapel",
            "abbey",
            "temple",
            "mosque",
            "synagogue",
        ],
    ),
    ("courtyard", &["courtyard", "yard", "patio"]),
    (
        "street",
        &[
            "street", "alley", "road", "avenue", "square", "market", "lane", "city", "town",
            "village", "pavement",
        ],
    ),
    (
        "forest",
        &[
            "forest", "wood", "woods", "clearing", "jungle", "park", "grove",
        ],
    ),
    (
        "car",
        &[
            "car",
            "taxi",
            "cab",
            "truck",
            "van",
            "lorry",
            "limousine",
            "vehicle",
        ],
    ),
    ("tent", &["tent", "marquee"]),
];

/// The space that a heading speaks of; a room where it only says inside.
fn space(heading: &str) -> Option<&'static str> {
    let (side, place) = heading_parts(heading);
    let lower = place.to_lowercase();
    // The last word of the first place is what it is: a church hall is a hall.
    let named = lower.split(" - ").find_map(|part| {
        let words: Vec<&str> = part.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().rev().find_map(|word| {
            let known = ROOMS.iter().find(|(_, words)| words.contains(word));
            known.map(|(preset, _)| *preset)
        })
    });
    let outdoors = ["courtyard", "street", "forest"];
    match (named, side) {
        (Some("car"), Side::Outside) => Some("street"),
        (Some(preset), Side::Outside) if !outdoors.contains(&preset) => Some("open-field"),
        (Some(preset), _) => Some(preset),
        (None, Side::Inside) => Some("panelled-room"),
        (None, Side::Outside) => Some("open-field"),
        (None, Side::Unknown) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::session::Show;
    use crate::world::Memory;

    #[test]
    fn a_heading_is_heard_where_it_plays() {
        for (heading, expected) in [
            ("INT. STALIN'S OFFICE - NIGHT", Some("panelled-room")),
            ("INT. CHURCH HALL - DAY", Some("hall")),
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

    #[test]
    fn every_room_is_a_preset() {
        for (preset, _) in ROOMS {
            let script =
                format!("text: Go.\nscenes: [{{ id: a, from: start, space: {preset} }}]\n");
            let script = script.replace("text: Go.", "text: |\n  Go.");
            let show = Show::load(
                Path::new("s.yaml"),
                script.as_bytes(),
                None,
                &Memory::default(),
            );
            assert_eq!(show.diagnostics, []);
        }
    }
}
