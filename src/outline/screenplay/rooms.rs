//! The space of a scene heading.
//!
//! A heading names places from the general to the particular, or the other way:
//! `HOUSE - KITCHEN`, `KITCHEN, HOUSE`. In each part the last noun before a preposition
//! is the place: an art gallery south of Market Street is a gallery. A room wins over
//! the building around it.

mod table;

use super::fountain::heading::{Side, split};
use crate::outline::lexicon::listed;
use table::{Place, place};

/// Returns the space that a heading names. Inside, without a known place, it is a room;
/// outside it is the open.
#[must_use]
pub(crate) fn space(heading: &str) -> Option<&'static str> {
    let (side, words) = split(heading);
    let lower = words.to_lowercase().replace(['’', '‘'], "'");
    let lower = lower.replace(" - ", ",").replace("--", ",");
    let parts: Vec<Vec<&str>> = parts(&lower);
    let outside = parts.first().is_some_and(|part| is_before(part));
    let side = match side {
        Side::Either if outside => Side::Outside,
        side => side,
    };
    let places: Vec<&Place> = parts.iter().filter_map(|part| of_part(part)).collect();
    let fits = |place: &&&Place| place.space(side).is_some();
    let room = places.iter().filter(fits).find(|place| !place.is_around);
    let named = room.or_else(|| places.iter().find(fits));
    let moves = || {
        lower.split(' ').any(|word| {
            listed(
                "driving moving travelling traveling",
                word.trim_matches(['(', ')', ',']),
            )
        })
    };
    match (named.and_then(|place| place.space(side)), side) {
        (Some(space), _) => Some(space),
        (None, Side::Outside) => Some("open-field"),
        (None, Side::Inside) if moves() => Some("car"),
        (None, Side::Inside) => Some("panelled-room"),
        (None, Side::Either) => None,
    }
}

/// Returns whether words in small letters name a place with an inside.
#[must_use]
pub(super) fn is_room(words: &[&str]) -> bool {
    of_part(words).is_some_and(|place| place.space(Side::Inside).is_some())
}

/// Splits the place of a heading at commas, dashes and slashes, and then into words.
fn parts(words: &str) -> Vec<Vec<&str>> {
    const MARKS: &[char] = &[',', ';', '/', '(', ')', ':', '.', '–', '—', '|', '\\', '>'];
    let outer = |c: char| !c.is_alphanumeric() && c != '\'' && c != '-';
    let parts = words.split(MARKS).map(|part| {
        let words = part.split(outer);
        words.filter(|word| !word.is_empty()).collect()
    });
    parts.filter(|part: &Vec<&str>| !part.is_empty()).collect()
}

/// Prepositions: the words after them say where the place is.
const PREPOSITIONS: &str = "of in on at near by outside inside behind under underneath over with to from between above below \
    across next beside beyond off overlooking facing opposite towards toward into through for around along";

fn is_before(part: &[&str]) -> bool {
    part.first() == Some(&"outside") || part.starts_with(&["in", "front", "of"])
}

/// Returns the place of a part: the last known noun of its first phrase. Words after it
/// may only be such as `area` or a number.
fn of_part(part: &[&str]) -> Option<&'static Place> {
    const AFTER: &str = "area end corner side section entrance interior level wing day night morning evening dawn dusk \
        same later continuous afternoon noon midnight sunset sunrise moments flashback present past";
    const ARTICLES: &str = "the a an his her their some old";
    let begin = part.iter().position(|word| {
        !listed(PREPOSITIONS, word) && !listed(ARTICLES, word) && *word != "front"
    })?;
    let phrase = &part[begin..];
    let end = phrase.iter().position(|word| listed(PREPOSITIONS, word));
    let mut phrase = &phrase[..end.unwrap_or(phrase.len())];
    while let Some((last, before)) = phrase.split_last() {
        let short = last.chars().count() == 1 || last.starts_with(|c: char| c.is_ascii_digit());
        let passed = (short || listed(AFTER, last)) && !before.is_empty();
        // Two words may have a meaning of their own: `car park`, `living room`.
        let pair = before.last().map(|first| format!("{first} {last}"));
        let found = pair.as_deref().and_then(place).or_else(|| place(last));
        match found {
            Some(found) => return Some(found),
            None if passed => phrase = before,
            None => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_sets_the_space_of_its_place() {
        for (heading, expected) in [
            ("INT. STALIN'S OFFICE - NIGHT", "panelled-room"),
            ("INT. CHURCH HALL - DAY", "hall"),
            ("INT. LIVING ROOM", "bedroom"),
            ("INT KITCHEN", "panelled-room"),
            ("EXT. BEACH - DAWN", "open-field"),
            ("EXT. OFFICE", "open-field"),
            ("EXT. CAR", "street"),
            ("EXT. FARMHOUSE - NIGHT", "open-field"),
            ("INT./EXT. CAR - MOVING", "car"),
            ("I/E TAXI", "car"),
            ("EXT. PLACE - FOREST", "forest"),
            ("CATHEDRAL", "cathedral"),
            ("INT. ART GALLERY, SOUTH OF MARKET STREET - DAY", "hall"),
            ("EXT. INDUSTRIAL PARK - NIGHT", "street"),
            ("INT. SWIMMING POOL - DAY", "hall"),
            ("EXT. SWIMMING POOL - DAY", "open-field"),
            ("INT. LANDCRUISER, DRIVING", "car"),
            ("INT. TRUCK (MOVING) - NIGHT", "car"),
            ("INT. HOSPITAL CORRIDOR - NIGHT", "stone-corridor"),
            ("EXT. HOSPITAL CORRIDOR WINDOW", "open-field"),
            ("EXT. CAR PARK - DAY", "street"),
            ("INT. CAR PARK - DAY", "cellar"),
            ("INT. FOREST ROAD HOUSE - NIGHT", "bedroom"),
            ("EXT. FOREST ROAD - NIGHT", "forest"),
            ("INT. HOUSE - KITCHEN - NIGHT", "panelled-room"),
            ("INT. KITCHEN, HOUSE", "panelled-room"),
            ("INT. MANSION/CELLAR - DAY", "cellar"),
            ("INT. HOTEL - ROOM 12 - NIGHT", "bedroom"),
            ("INT. ST. MARY'S CHURCH - DAY", "cathedral"),
            ("INT. GARDEN CENTRE - DAY", "hall"),
            ("INT. STREET - DAY", "panelled-room"),
            ("EXT. OUTSIDE THE CHURCH - DAY", "street"),
            ("OUTSIDE THE CHURCH", "street"),
            ("EXT. TRAIN STATION - DAY", "street"),
            ("INT. TRAIN STATION - DAY", "hall"),
            ("INT. TRAIN - DAY", "car"),
            ("EXT. ROOFTOP OF THE OFFICE - NIGHT", "open-field"),
            ("INT. UNDER THE STAIRS - NIGHT", "staircase"),
            ("EXT. COURTYARD OF THE CASTLE", "courtyard"),
            ("INT. CASTLE - GREAT HALL", "hall"),
            ("INT. WARD 6, HOSPITAL", "hall"),
            ("INT. BATHROOM. NIGHT.", "bathroom"),
            ("INT. TOM'S", "panelled-room"),
            ("EXT. SEA - DAY", "open-field"),
            ("INT. PHONE BOX", "car"),
            ("INT. SPACE STATION", "stone-corridor"),
        ] {
            assert_eq!(space(heading), Some(expected), "{heading}");
        }
        assert_eq!(space("MEMORY"), None);
        assert_eq!(space("THE NEXT DAY"), None);
    }

    #[test]
    fn inside_is_never_outdoors_and_outside_is_never_a_room() {
        let places = table::all();
        for word in places {
            let inside = space(&format!("INT. {}", word.to_uppercase())).unwrap();
            let outside = space(&format!("EXT. {}", word.to_uppercase())).unwrap();
            assert!(!listed(table::OUTDOORS, inside), "{word}: {inside}");
            assert!(listed(table::OUTDOORS, outside), "{word}: {outside}");
        }
    }
}
