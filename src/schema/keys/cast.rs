//! The cast, and what stands between a thing and the listener.

use super::key;
use crate::schema::form::{Form, Key, Takes, What};
use crate::schema::words::Choice;
use crate::script::read::shapes;
use cuebook_yaml::quantity::{ANGLE, DISTANCE, FREQUENCY, GAIN, LOSS, OPENING, PACE, PAN};

pub(super) const PAN_KEY: Key = key(
    "pan",
    Takes::Measure(&PAN),
    "From −1, left, to 1, right. Default: 0.",
    &["-0.3"],
);
pub(super) const PLACE_KEY: Key = key(
    "place",
    Takes::Perhaps(&PLACE),
    "`pan` and `distance` together.",
    &[],
);
/// Of a voice.
pub(super) const FACING_KEY: Key = key(
    "facing",
    Takes::Either(&[Takes::OneOf(Choice::Facing), Takes::Measure(&ANGLE)]),
    "How far the speaker is turned away: a word, or an angle from 0 to 180deg. Default: `listener`.",
    &["side", "120deg"],
);
pub(super) const EFFECT_KEY: Key = key(
    "effect",
    Takes::OneOf(Choice::Effect),
    "What the voice comes through; `none` undoes the role’s.",
    &["telephone"],
);
pub(super) const TREATMENT_KEY: Key = key(
    "treatment",
    Takes::OneOf(Choice::Treatment),
    "Whether the voice is treated; `none` for what is mastered already.",
    &["none"],
);
pub(super) const BEHIND_KEY: Key = key(
    "behind",
    Takes::Refers(What::Barrier),
    "The barrier that stands between; `none` for none.",
    &["wall"],
);
pub(super) const SPACE_KEY: Key = key(
    "space",
    Takes::Refers(What::Space),
    "The space in which it is heard, or `none`. Default: the scene’s.",
    &["stone-corridor"],
);

/// A role.
pub const ROLE: Form = Form {
    id: "role",
    shape: &shapes::ROLE,
    needs: &[],
    keys: &[
        key(
            "voice",
            Takes::Refers(What::Voice),
            "One of `cuebook voices list`. Default: one that nobody has yet.",
            &["bm_george"],
        ),
        key(
            "pace",
            Takes::Measure(&PACE),
            "2 is twice as fast; 0.25 to 4. Default: 1.",
            &["1.05"],
        ),
        key(
            "gain",
            Takes::Measure(&GAIN),
            "Louder or softer, −120 to 40 dB. Default: 0dB.",
            &["-2dB"],
        ),
        key(
            "tone",
            Takes::OneOf(Choice::Tone),
            "The role’s usual manner of speaking. Default: `neutral`.",
            &["warm"],
        ),
        PLACE_KEY,
        PAN_KEY,
        key(
            "distance",
            Takes::Measure(&DISTANCE),
            "How far the role is heard from, 0.1 to 200 m. Default: 1m.",
            &["3m"],
        ),
        FACING_KEY,
        key(
            "space",
            Takes::Refers(What::Space),
            "The space in which the role is heard, wherever it speaks. Default: the scene’s; none for the narrator.",
            &["stone-corridor"],
        ),
        BEHIND_KEY,
        EFFECT_KEY,
        TREATMENT_KEY,
    ],
};

/// `place: { pan, distance }`.
pub const PLACE: Form = Form {
    id: "place",
    shape: &shapes::PLACE,
    needs: &[],
    keys: &[
        PAN_KEY,
        key(
            "distance",
            Takes::Measure(&DISTANCE),
            "How far it is heard from.",
            &["4m", "2.5km"],
        ),
    ],
};

/// A pronunciation in phonetic letters.
pub const SPOKEN: Form = Form {
    id: "spoken",
    shape: &shapes::SPOKEN,
    needs: &["ipa"],
    keys: &[key(
        "ipa",
        Takes::Words,
        "The word in letters of the International Phonetic Alphabet.",
        &["ˈkrɛmlɪn"],
    )],
};

/// A wall or a door.
pub const BARRIER: Form = Form {
    id: "barrier",
    shape: &shapes::BARRIER,
    needs: &[],
    keys: &[
        key(
            "loss",
            Takes::Measure(&LOSS),
            "How much quieter things are behind it, 0 to 120 dB.",
            &["20dB"],
        ),
        key(
            "cutoff",
            Takes::Measure(&FREQUENCY),
            "Above this it lets little through, 10 Hz to 24 kHz.",
            &["450Hz", "1.2kHz"],
        ),
        key(
            "open",
            Takes::Measure(&OPENING),
            "How open it is: 0 is shut, 1 is gone. Default: 0.",
            &["0.5"],
        ),
        key(
            "ride",
            Takes::Either(&[
                Takes::Form(&super::OPENING_RIDE),
                Takes::Each(&Takes::Form(&super::OPENING_RIDE)),
            ]),
            "How it opens and shuts at places in the text.",
            &[],
        ),
    ],
};
