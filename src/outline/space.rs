//! The spaces of places.

use super::lexicon::listed;

/// The spaces with the words for such places in any sentence. Headings of screenplays
/// have a table of their own, because they say which side they are on.
#[rustfmt::skip]
const SPACES: [(&str, &str); 15] = [
    ("panelled-room",
        "kitchen parlour parlor study library office sitting-room dining-room drawing-room schoolroom room \
            guardroom shop pharmacy kiosk cabin"),
    ("bedroom", "bedroom nursery chamber bedchamber"),
    ("bathroom", "bathroom washroom"),
    ("hall", "hall ballroom theatre courtroom auditorium chapter-house"),
    ("stone-corridor", "corridor passage passageway hallway cloister"),
    ("staircase", "staircase stairwell stairs landing"),
    ("cellar", "cellar vault basement crypt dungeon bunker"),
    ("tunnel", "tunnel mine sewer underpass"),
    ("cathedral", "church cathedral nave basilica"),
    ("courtyard", "courtyard yard quadrangle"),
    ("street", "street lane square market marketplace alley"),
    ("forest", "forest wood woods grove clearing"),
    ("car", "car cab taxi carriage"),
    ("tent", "tent"),
    ("open-field",
        "field beach shore deck quay harbour moor hill hillside garden meadow riverbank pier jetty marsh \
            hilltop ridge ramparts"),
];

/// Returns the space of a word for a place in a sentence.
pub(super) fn of_word(word: &str) -> Option<&'static str> {
    let found = SPACES.iter().find(|(_, words)| listed(words, word));
    found.map(|(space, _)| *space)
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
