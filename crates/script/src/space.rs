//! The words for spaces: the rooms of a show.

use cuebook_yaml::mapping::{Choice, Word};

/// The word for “no space”, in place of a name.
pub const NONE: &str = "none";

const fn word(name: &'static str, about: &'static str) -> Word {
    Word { name, about }
}

/// The spaces that every show has by name.
pub const PRESETS: Choice = Choice {
    what: "preset",
    code: "unknown-preset",
    words: &[
        word("panelled-room", "a furnished office with wooden panels"),
        word("bedroom", "small and soft: carpet, curtains"),
        word("bathroom", "small and tiled"),
        word("hall", "a large plastered hall"),
        word("stone-corridor", "long, narrow, bare stone"),
        word("staircase", "a tall stairwell"),
        word("cellar", "low, brick, a concrete floor"),
        word("tunnel", "long and ringing"),
        word("cathedral", "vast, with a very long decay"),
        word("courtyard", "walls around, open above"),
        word("street", "house fronts on two sides, open above"),
        word("forest", "trees and earth, open above"),
        word("open-field", "open country, without reflections"),
        word("car", "the inside of a car"),
        word("tent", "canvas walls on earth"),
        word("telephone", "a device: the handset of a telephone"),
        word("radio", "a device: a radio set"),
    ],
    or: "",
    is_open: false,
};

/// The presets that are not rooms. No key of a room can be set in them.
pub const NO_ROOMS: [&str; 3] = ["open-field", "telephone", "radio"];

/// The materials of walls, floors and ceilings.
pub const SURFACES: Choice = Choice {
    what: "surface",
    code: "unknown-surface",
    words: &[
        word("stone", ""),
        word("brick", ""),
        word("concrete", ""),
        word("plaster", ""),
        word("plasterboard", ""),
        word("wood", ""),
        word("panelling", ""),
        word("parquet", ""),
        word("carpet", ""),
        word("curtain", ""),
        word("glass", ""),
        word("tile", ""),
        word("earth", ""),
        word("grass", ""),
        word("gravel", ""),
        word("snow", ""),
        word("trees", ""),
        word("canvas", ""),
        word("upholstery", ""),
        word("books", ""),
        word("audience", ""),
        word("open", ""),
    ],
    or: "",
    is_open: false,
};
