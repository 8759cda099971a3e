//! Anchors, scenes and lines: what holds on to the words of the text.

use super::cast::{BEHIND_KEY, EFFECT_KEY, FACING_KEY, PAN_KEY, PLACE_KEY, TREATMENT_KEY};
use super::key;
use crate::schema::form::{File, Form, Key, Takes, What};
use crate::schema::words::Choice;
use crate::script::read::shapes;
use cuebook_yaml::quantity::{DISTANCE, DURATION, GAIN, OFFSET, PACE};

/// Words of the text, `start`, `end`, or the long form.
pub(super) const PLACE_IN_TEXT: Takes =
    Takes::Either(&[Takes::Quote, Takes::Ends, Takes::Form(&ANCHOR)]);

/// The greatest `nth`.
const NTH: Takes = Takes::Whole(1, crate::script::read::MOST_NTH);

const QUOTE_KEY: Key = key(
    "quote",
    Takes::Quote,
    "Words of the text; the first ones are enough when they are unique.",
    &["the lid was opened"],
);
const PREFIX_KEY: Key = key(
    "prefix",
    Takes::Words,
    "The words just before the quote, to tell equal words apart.",
    &[],
);
const SUFFIX_KEY: Key = key(
    "suffix",
    Takes::Words,
    "The words just after the quote, to tell equal words apart.",
    &[],
);
const NTH_KEY: Key = key(
    "nth",
    NTH,
    "Which of several, counted from 1 in the order of the text.",
    &["2"],
);
const LINE_KEY: Key = key(
    "line",
    Takes::Refers(What::Line),
    "The line of this id; with `after: true` its end.",
    &[],
);
const SCENE_KEY: Key = key(
    "scene",
    Takes::Refers(What::Scene),
    "The scene of this id; with `after: true` its end.",
    &[],
);
const CUE_KEY: Key = key(
    "cue",
    Takes::Refers(What::Cue),
    "The cue of this id; with `after: true` its end.",
    &[],
);

/// A place in the text.
pub const ANCHOR: Form = Form {
    id: "anchor",
    shape: &shapes::ANCHOR,
    needs: &[],
    keys: &[
        QUOTE_KEY,
        PREFIX_KEY,
        SUFFIX_KEY,
        NTH_KEY,
        LINE_KEY,
        SCENE_KEY,
        CUE_KEY,
        key(
            "time",
            Takes::Measure(&DURATION),
            "So long after the start of the show.",
            &["12.5s"],
        ),
        key(
            "after",
            Takes::Either(&[Takes::Quote, Takes::Truth, Takes::Form(&AFTER)]),
            "The words after whose last one the place is; or `true` beside another key: its end.",
            &["the last words"],
        ),
        key(
            "offset",
            Takes::Measure(&OFFSET),
            "So much later; earlier if negative.",
            &["-0.2s"],
        ),
    ],
};

/// What an anchor comes after.
pub const AFTER: Form = Form {
    id: "after",
    shape: &shapes::AFTER,
    needs: &[],
    keys: &[
        QUOTE_KEY, PREFIX_KEY, SUFFIX_KEY, NTH_KEY, LINE_KEY, SCENE_KEY, CUE_KEY,
    ],
};

/// The long form of a line's quote.
pub const QUOTE: Form = Form {
    id: "quote",
    shape: &shapes::QUOTE,
    needs: &["quote"],
    keys: &[QUOTE_KEY, PREFIX_KEY, SUFFIX_KEY, NTH_KEY],
};

/// A stretch of the text in one place and time.
pub const SCENE: Form = Form {
    id: "scene",
    shape: &shapes::SCENE,
    needs: &["id", "from"],
    keys: &[
        key(
            "id",
            Takes::Declares(What::Scene),
            "Its permanent name, for anchors and tools. Required.",
            &["office"],
        ),
        key(
            "from",
            PLACE_IN_TEXT,
            "Where it begins: its first words, `{ after: \"words\" }`, or `start`. Required.",
            &["start"],
        ),
        key(
            "space",
            Takes::Refers(What::Space),
            "The space in which its lines, spots and beds are heard.",
            &["panelled-room"],
        ),
        key(
            "title",
            Takes::Words,
            "A heading for chapters.",
            &["The Office"],
        ),
    ],
};

/// Who says a quoted stretch of the text, and how.
pub const LINE: Form = Form {
    id: "line",
    shape: &shapes::LINE,
    needs: &["quote|words"],
    keys: &[
        key(
            "id",
            Takes::Declares(What::Line),
            "A permanent name, for anchors and tools.",
            &["l1"],
        ),
        key(
            "quote",
            Takes::Either(&[Takes::Quote, Takes::Form(&QUOTE)]),
            "Words of the quoted stretch; the first ones are enough when they are unique. Required, or `words`.",
            &["Break the door open!"],
        ),
        key(
            "words",
            Takes::Either(&[Takes::Quote, Takes::Form(&QUOTE)]),
            "The words of a line that stands in no quotation marks, or its first ones if `to` gives the last.",
            &["I do not know"],
        ),
        key(
            "to",
            Takes::Quote,
            "The last words of a line whose first ones are `words`.",
            &["until it is over"],
        ),
        PREFIX_KEY,
        SUFFIX_KEY,
        NTH_KEY,
        key(
            "by",
            Takes::Refers(What::Role),
            "The role that speaks. Without it the narrator does.",
            &["BORIS"],
        ),
        key(
            "tone",
            Takes::OneOf(Choice::Tone),
            "How it is spoken. Default: the role’s.",
            &["urgent"],
        ),
        key(
            "pace",
            Takes::Measure(&PACE),
            "Multiplies the role’s pace, 0.25 to 4. Default: 1.",
            &["0.9"],
        ),
        key(
            "gain",
            Takes::Measure(&GAIN),
            "Added to the role’s gain, −120 to 40 dB. Default: 0dB.",
            &["3dB"],
        ),
        key(
            "pause",
            Takes::Either(&[Takes::Measure(&DURATION), Takes::Form(&PAUSE)]),
            "Before the line, in place of the reading’s own pause; `{ before, after }` gives both.",
            &["0.4s"],
        ),
        key(
            "take",
            Takes::Path(File::Audio),
            "A recording to be heard in place of the voice: a path beside the script.",
            &["takes/boris-12.wav"],
        ),
        key(
            "overlap",
            Takes::Measure(&DURATION),
            "How long before the end of the line before it this one starts.",
            &["0.3s"],
        ),
        key(
            "with",
            Takes::Refers(What::Line),
            "Begins together with the line of this id, which comes before it; the reading goes on when both are over.",
            &["l1"],
        ),
        PLACE_KEY,
        PAN_KEY,
        key(
            "distance",
            Takes::Measure(&DISTANCE),
            "How far it is heard from, 0.1 to 200 m. Default: the role’s.",
            &["3m"],
        ),
        FACING_KEY,
        key(
            "space",
            Takes::Refers(What::Space),
            "The space in which it is heard, or `none`. Default: the role’s, else the scene’s.",
            &["stone-corridor"],
        ),
        BEHIND_KEY,
        EFFECT_KEY,
        TREATMENT_KEY,
        key(
            "skip",
            Takes::Truth,
            "`true`: the line is not heard. Default: `false`.",
            &["true"],
        ),
    ],
};

/// The pauses around a line.
pub const PAUSE: Form = Form {
    id: "pause",
    shape: &shapes::PAUSE,
    needs: &[],
    keys: &[
        key(
            "before",
            Takes::Measure(&DURATION),
            "Before the line.",
            &["0.4s"],
        ),
        key(
            "after",
            Takes::Measure(&DURATION),
            "After the line.",
            &["0.8s"],
        ),
    ],
};
