//! The spaces that places sound like.

use super::lexicon::listed;

/// What a word for a place sounds like.
struct Row {
    /// The preset.
    space: &'static str,
    /// Words that name such a place in any sentence.
    words: &'static str,
    /// Words that do so only in a heading, where nothing but a place can be meant.
    headings: &'static str,
}

#[rustfmt::skip]
const ROWS: [Row; 15] = [
    Row {
        space: "panelled-room",
        words: "kitchen parlour parlor study library office sitting-room dining-room drawing-room schoolroom room \
            guardroom shop pharmacy kiosk cabin",
        headings: "den bureau salon boardroom",
    },
    Row {
        space: "bedroom",
        words: "bedroom nursery chamber bedchamber",
        headings: "hotel living lounge apartment flat sitting dormitory",
    },
    Row { space: "bathroom", words: "bathroom washroom", headings: "shower toilet lavatory morgue" },
    Row {
        space: "hall",
        words: "hall ballroom theatre courtroom auditorium chapter-house",
        headings: "theater gym gymnasium warehouse hangar station foyer lobby museum parliament",
    },
    Row { space: "stone-corridor", words: "corridor passage passageway hallway cloister", headings: "" },
    Row { space: "staircase", words: "staircase stairwell stairs landing", headings: "stairway steps" },
    Row { space: "cellar", words: "cellar vault basement crypt dungeon bunker", headings: "cell dugout" },
    Row { space: "tunnel", words: "tunnel mine sewer underpass", headings: "subway metro cave" },
    Row {
        space: "cathedral",
        words: "church cathedral nave basilica",
        headings: "chapel abbey temple mosque synagogue",
    },
    Row { space: "courtyard", words: "courtyard yard quadrangle", headings: "patio" },
    Row {
        space: "street",
        words: "street lane square market marketplace alley",
        headings: "road avenue city town village pavement",
    },
    Row { space: "forest", words: "forest wood woods grove clearing", headings: "jungle park" },
    Row {
        space: "car",
        words: "car cab taxi carriage",
        headings: "truck van lorry limousine vehicle",
    },
    Row { space: "tent", words: "tent", headings: "marquee" },
    Row {
        space: "open-field",
        words: "field beach shore deck quay harbour moor hill hillside garden meadow riverbank pier jetty marsh \
            hilltop ridge ramparts",
        headings: "",
    },
];

/// The space of a place that a sentence names, if the word is one.
pub fn of_word(word: &str) -> Option<&'static str> {
    let row = ROWS.iter().find(|row| listed(row.words, word));
    row.map(|row| row.space)
}

/// The space of a place that a heading names, if the word is one.
pub fn of_heading(word: &str) -> Option<&'static str> {
    let row = ROWS.iter().find(|row| listed(row.headings, word));
    row.map(|row| row.space).or_else(|| of_word(word))
}

/// Whether a space is under the open sky.
pub fn is_outdoors(space: &str) -> bool {
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
        for row in &ROWS {
            let space = row.space;
            let script =
                format!("text: |\n  Go.\nscenes: [{{ id: a, from: start, space: {space} }}]\n");
            let world = Memory::default();
            let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
            assert_eq!(show.diagnostics, []);
        }
    }
}
