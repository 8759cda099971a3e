//! The pauses of the reading, and the mix.

use super::cues::{ATTACK, BY, FOR, RELEASE};
use super::key;
use crate::schema::form::{Form, Key, Takes};
use crate::schema::words::Choice;
use crate::script::read::shapes;
use cuebook_yaml::quantity::{DUCK, DURATION, GAIN, LOUDNESS, PEAK};

const fn pause(name: &'static str, about: &'static str, example: &'static [&'static str]) -> Key {
    key(name, Takes::Measure(&DURATION), about, example)
}

/// The pauses of the reading.
pub const PAUSES: Form = Form {
    id: "pauses",
    shape: &shapes::PAUSES,
    needs: &[],
    keys: &[
        pause(
            "tag",
            "Between a quotation and the words around it within one sentence. Default: 0.18s.",
            &["0.18s"],
        ),
        pause("sentence", "Between sentences. Default: 0.45s.", &["0.45s"]),
        pause("speaker", "Between two speakers. Default: 0.5s.", &["0.5s"]),
        pause(
            "paragraph",
            "Between paragraphs. Default: 0.85s.",
            &["0.85s"],
        ),
        pause("scene", "Between scenes. Default: 2.2s.", &["2.2s"]),
        pause(
            "start",
            "Before the first word of the show. Default: 0.6s.",
            &["0.6s"],
        ),
        pause("end", "After the last word. Default: 2s.", &["2s"]),
    ],
};

/// What the mix aims at.
pub const MIX: Form = Form {
    id: "mix",
    shape: &shapes::MIX,
    needs: &[],
    keys: &[
        key(
            "target",
            Takes::Either(&[Takes::OneOf(Choice::Target), Takes::Form(&LEVELS)]),
            "Level and true peak of the finished show: a name, or `{ loudness, peak }`. Default: `speech`.",
            &["podcast"],
        ),
        key(
            "duck",
            Takes::Either(&[Takes::Truth, Takes::Measure(&DUCK), Takes::Form(&SHOW_DUCK)]),
            "How beds and music are lowered while somebody speaks: `false`, by how much, or the long form. Default: 8dB.",
            &["9dB"],
        ),
        key(
            "treatment",
            Takes::OneOf(Choice::Treatment),
            "Whether voices are treated where no role or line says otherwise. Default: `voice`.",
            &["none"],
        ),
        key(
            "buses",
            Takes::Perhaps(&BUSES),
            "A standing gain for each bus.",
            &[],
        ),
    ],
};

/// How the show and its buses give way.
pub const SHOW_DUCK: Form = Form {
    id: "show-duck",
    shape: &shapes::SHOW_DUCK,
    needs: &[],
    keys: &[
        BY,
        ATTACK,
        RELEASE,
        FOR,
        key("beds", OF_BUS, "The same for beds alone.", &[]),
        key("music", OF_BUS, "The same for music alone.", &[]),
        key("spots", OF_BUS, "The same for spots alone.", &[]),
    ],
};

const OF_BUS: Takes = Takes::Either(&[
    Takes::Truth,
    Takes::Measure(&DUCK),
    Takes::Form(&super::DUCKING),
]);

/// A target of one's own.
pub const LEVELS: Form = Form {
    id: "levels",
    shape: &shapes::LEVELS,
    needs: &["loudness", "peak"],
    keys: &[
        key(
            "loudness",
            Takes::Measure(&LOUDNESS),
            "Integrated loudness by ITU-R BS.1770-4, −70 to 0 LUFS. Required.",
            &["-18 LUFS"],
        ),
        key(
            "peak",
            Takes::Measure(&PEAK),
            "The highest true peak, −40 to 0 dBTP. Required.",
            &["-2 dBTP"],
        ),
    ],
};

const fn bus(name: &'static str, about: &'static str) -> Key {
    key(name, Takes::Measure(&GAIN), about, &["-3dB"])
}

/// A standing gain for each bus.
pub const BUSES: Form = Form {
    id: "buses",
    shape: &shapes::BUSES,
    needs: &[],
    keys: &[
        bus("narration", "What the narrator reads, −120 to 40 dB."),
        bus("dialogue", "What the other roles say, −120 to 40 dB."),
        bus("spots", "All spots, −120 to 40 dB."),
        bus("beds", "All beds, −120 to 40 dB."),
        bus("music", "All music, −120 to 40 dB."),
    ],
};
