//! The spaces of places.

use super::lexicon::listed;

/// The spaces with the words for such places: words for any sentence, and words
/// that mean a place only in a heading.
#[rustfmt::skip]
const SPACES: [(&str, &str, &str); 15] = [
    ("panelled-room",
        "kitchen parlour parlor study library office sitting-room dining-room drawing-room schoolroom room \
            guardroom shop pharmacy kiosk cabin",
        "den bureau salon boardroom"),
    ("bedroom", "bedroom nursery chamber bedchamber", "hotel living lounge apartment flat sitting dormitory"),
    ("bathroom", "bathroom washroom", "shower toilet lavatory morgue"),
    ("hall",
        "hall ballroom theatre courtroom auditorium chapter-house",
        "theater gym gymnasium warehouse hangar station foyer lobby museum parliament"),
    ("stone-corridor", "corridor passage passageway hallway cloister", ""),
    ("staircase", "staircase stairwell stairs landing", "stairway steps"),
    ("cellar", "cellar vault basement crypt dungeon bunker", "cell dugout"),
    ("tunnel", "tunnel mine sewer underpass", "subway metro cave"),
    ("cathedral", "church cathedral nave basilica", "chapel abbey temple mosque synagogue"),
    ("courtyard", "courtyard yard quadrangle", "patio"),
    ("street", "street lane square market marketplace alley", "road avenue city town village pavement"),
    ("forest", "forest wood woods grove clearing", "jungle park"),
    ("car", "car cab taxi carriage", "truck van lorry limousine vehicle"),
    ("tent", "tent", "marquee"),
    ("open-field",
        "field beach shore deck quay harbour moor hill hillside garden meadow riverbank pier jetty marsh \
            hilltop ridge ramparts",
        ""),
];

/// Returns the space of a word for a place in a sentence.
pub(super) fn of_word(word: &str) -> Option<&'static str> {
    let found = SPACES.iter().find(|(_, words, _)| listed(words, word));
    found.map(|(space, ..)| *space)
}

/// Returns the space of a word for a place in a heading.
pub(super) fn of_heading(word: &str) -> Option<&'static str> {
    let found = SPACES.iter().find(|(.., words)| listed(words, word));
    found.map(|(space, ..)| *space).or_else(|| of_word(word))
}

/// Returns whether a space is outdoors.
pub(super) fn is_outdoors(space: &str) -> bool {
    listed("courtyard street forest open-field", space)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::session::Show;
    use crate::world::Memory;

    #[test]
    fn every_space_is_a_preset() {
        for (space, ..) in SPACES {
            let script =
                format!("text: |\n  Go.\nscenes: [{{ id: a, from: start, space: {space} }}]\n");
            let world = Memory::default();
            let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
            assert_eq!(show.diagnostics, []);
        }
    }
}
