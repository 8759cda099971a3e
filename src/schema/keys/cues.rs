//! Cues: spots, beds, music, hushes, and how they change.

use super::cast::{BEHIND_KEY, PAN_KEY, PLACE_KEY, SPACE_KEY};
use super::key;
use super::text::PLACE_IN_TEXT;
use crate::schema::form::{Form, Key, Takes, What};
use crate::schema::words::Choice;
use crate::script::read::{MAX_TIMES, shapes};
use cuebook_yaml::quantity::{
    DENSITY, DISTANCE, DUCK, DURATION, GAIN, INTERVAL, OFFSET, OPENING, PAN, WIDTH,
};

const ID: Key = key(
    "id",
    Takes::Declares(What::Cue),
    "Its permanent name. Default: kind and number, such as `spot-3`.",
    &["blast"],
);
const AT: Key = key(
    "at",
    PLACE_IN_TEXT,
    "The place in the text: words (where the first begins), `{ after: \"words\" }` (where the last ends), `start`, `end`, or `{ line | scene | cue | time }`. Required.",
    &["began to knock"],
);
const FROM: Key = key(
    "from",
    PLACE_IN_TEXT,
    "Where it begins: a place in the text. Required.",
    &["start"],
);
const UNTIL: Key = key(
    "until",
    PLACE_IN_TEXT,
    "Where it ends. Default: a bed with its scene, music when it has been played through.",
    &["end"],
);
const OFFSET_KEY: Key = key(
    "offset",
    Takes::Measure(&OFFSET),
    "Moves the beginning; earlier if negative. Default: 0s.",
    &["-0.2s"],
);
const GAIN_KEY: Key = key(
    "gain",
    Takes::Measure(&GAIN),
    "Louder or softer, −120 to 40 dB. Default: 0dB.",
    &["-14dB"],
);
const FADE_KEY: Key = key(
    "fade",
    Takes::Either(&[Takes::Measure(&DURATION), Takes::Form(&FADE)]),
    "How it comes and goes: one time for both, or `{ in, out }`.",
    &["2s"],
);
const DUCK_KEY: Key = key(
    "duck",
    Takes::Either(&[Takes::Truth, Takes::Measure(&DUCK), Takes::Form(&DUCKING)]),
    "How it gives way to voices: `false`, by how much (0 to 60 dB), or the long form. Default: the show’s; spots do not.",
    &["false", "6dB"],
);
const HOLD: Key = key(
    "hold",
    Takes::Measure(&DURATION),
    "The reading waits so long at the cue’s place. Default: 0s.",
    &["2.5s"],
);
const WAIT: Key = key(
    "wait",
    Takes::OneOf(Choice::Go),
    "`go`: playing stops before the cue until somebody says go. A rendered show does not stop.",
    &["go"],
);
const TRAVEL: Key = key(
    "travel",
    Takes::Truth,
    "`true`: it sets out at the cue’s place and is heard when it arrives, 3 s later for each kilometre. Default: `false`.",
    &["true"],
);
const DISTANCE_KEY: Key = key(
    "distance",
    Takes::Measure(&DISTANCE),
    "How far it is heard from, 0 m to 100 km. Default: its sound’s.",
    &["300m"],
);
const WIDTH_KEY: Key = key(
    "width",
    Takes::Measure(&WIDTH),
    "How wide it is, against how it is made: 0 is a point, 1 leaves it, 2 is twice as wide. Default: 1.",
    &["0.5"],
);
const MOVE_KEY: Key = key(
    "move",
    Takes::Form(&MOVE),
    "Where it goes from where it begins: `{ to: { pan, distance }, over }`.",
    &[],
);
const LOOP: Key = key(
    "loop",
    Takes::Truth,
    "Whether it begins again when its sound ends. Default: beds do, and music with an `until`.",
    &["false"],
);
const RIDE_KEY: Key = key(
    "ride",
    Takes::Either(&[Takes::Form(&RIDE), Takes::Each(&Takes::Form(&RIDE))]),
    "How it changes at places in the text.",
    &[],
);

/// A sound that happens once, or some times.
pub const SPOT: Form = Form {
    id: "spot",
    shape: &shapes::SPOT,
    needs: &["spot", "at"],
    keys: &[
        ID,
        key(
            "spot",
            Takes::Refers(What::Sound),
            "A sound that happens once, or some `times`: a recipe of the library, or a name from `sounds`.",
            &["door-strike"],
        ),
        AT,
        OFFSET_KEY,
        key(
            "times",
            Takes::Either(&[Takes::Whole(1, MAX_TIMES), Takes::Form(&TIMES)]),
            "How often it sounds, 1 to 10,000; `{ count, every }` says how far apart. Default: once.",
            &["3"],
        ),
        GAIN_KEY,
        FADE_KEY,
        DUCK_KEY,
        HOLD,
        WAIT,
        SPACE_KEY,
        BEHIND_KEY,
        TRAVEL,
        PLACE_KEY,
        PAN_KEY,
        DISTANCE_KEY,
        WIDTH_KEY,
        MOVE_KEY,
    ],
};

/// A sound that lasts.
pub const BED: Form = Form {
    id: "bed",
    shape: &shapes::BED,
    needs: &["bed", "from"],
    keys: &[
        ID,
        key(
            "bed",
            Takes::Refers(What::Sound),
            "A sound that lasts from one place in the text to another: a recipe of the library, or a name from `sounds`.",
            &["rain"],
        ),
        FROM,
        UNTIL,
        OFFSET_KEY,
        LOOP,
        GAIN_KEY,
        FADE_KEY,
        DUCK_KEY,
        HOLD,
        WAIT,
        SPACE_KEY,
        BEHIND_KEY,
        TRAVEL,
        PLACE_KEY,
        PAN_KEY,
        DISTANCE_KEY,
        WIDTH_KEY,
        MOVE_KEY,
        RIDE_KEY,
    ],
};

/// Music.
pub const MUSIC: Form = Form {
    id: "music",
    shape: &shapes::MUSIC,
    needs: &["music", "from"],
    keys: &[
        ID,
        key(
            "music",
            Takes::Refers(What::Sound),
            "Music: a recipe of the library, or a name from `sounds`.",
            &["lament"],
        ),
        FROM,
        UNTIL,
        OFFSET_KEY,
        LOOP,
        GAIN_KEY,
        FADE_KEY,
        DUCK_KEY,
        HOLD,
        WAIT,
        SPACE_KEY,
        BEHIND_KEY,
        TRAVEL,
        PLACE_KEY,
        PAN_KEY,
        DISTANCE_KEY,
        WIDTH_KEY,
        MOVE_KEY,
        RIDE_KEY,
    ],
};

/// Silence.
pub const HUSH: Form = Form {
    id: "hush",
    shape: &shapes::HUSH,
    needs: &["hush", "at"],
    keys: &[
        ID,
        key(
            "hush",
            Takes::Measure(&DURATION),
            "Silence for so long: beds, music and spots under way are not heard, and the reading waits.",
            &["1.5s"],
        ),
        AT,
        OFFSET_KEY,
        FADE_KEY,
        WAIT,
    ],
};

const RIDE_AT: Key = key(
    "at",
    PLACE_IN_TEXT,
    "Where the change begins. Required.",
    &[],
);
const RIDE_OVER: Key = key(
    "over",
    Takes::Measure(&DURATION),
    "How long the change takes. Default: 5 ms.",
    &["4s"],
);
const OPEN: Key = key(
    "open",
    Takes::Measure(&OPENING),
    "How open the barrier becomes: 0 is shut, 1 is gone.",
    &["1"],
);

/// A change of a bed or music.
pub const RIDE: Form = Form {
    id: "ride",
    shape: &shapes::RIDE,
    needs: &["at"],
    keys: &[
        RIDE_AT,
        RIDE_OVER,
        key(
            "gain",
            Takes::Measure(&GAIN),
            "What the cue’s gain becomes, −120 to 40 dB.",
            &["-26dB"],
        ),
        key(
            "pan",
            Takes::Measure(&PAN),
            "What its pan becomes, −1 to 1.",
            &["0.5"],
        ),
        key(
            "distance",
            Takes::Measure(&DISTANCE),
            "What its distance becomes, 0 m to 100 km.",
            &["5km"],
        ),
        key(
            "density",
            Takes::Measure(&DENSITY),
            "How often it sounds, where its recipe has a `density`.",
            &["6/min"],
        ),
        OPEN,
    ],
};

/// A change of a barrier.
pub const OPENING_RIDE: Form = Form {
    id: "opening-ride",
    shape: &shapes::OPENING_RIDE,
    needs: &["at", "open"],
    keys: &[RIDE_AT, RIDE_OVER, OPEN],
};

/// Where a cue goes.
pub const MOVE: Form = Form {
    id: "move",
    shape: &shapes::MOVE,
    needs: &["to", "over"],
    keys: &[
        key(
            "to",
            Takes::Form(&GOAL),
            "Where it goes to: `{ pan, distance }`. Required.",
            &[],
        ),
        key(
            "over",
            Takes::Measure(&DURATION),
            "How long it takes; 250 m/s at most. Required.",
            &["6s"],
        ),
    ],
};

/// Where a move ends.
pub const GOAL: Form = Form {
    id: "goal",
    shape: &shapes::GOAL,
    needs: &[],
    keys: &[PAN_KEY, DISTANCE_KEY],
};

/// How often a spot sounds.
pub const TIMES: Form = Form {
    id: "times",
    shape: &shapes::TIMES,
    needs: &["count"],
    keys: &[
        key(
            "count",
            Takes::Whole(1, MAX_TIMES),
            "How often it sounds, 1 to 10,000. Required.",
            &["4"],
        ),
        key(
            "every",
            Takes::Range(&INTERVAL),
            "From the start of one to the start of the next, 10 ms to 1 h; a range is drawn anew each time. Default: 0.8s..1.2s.",
            &["0.9s..1.4s"],
        ),
    ],
};

/// How a cue comes and goes.
pub const FADE: Form = Form {
    id: "fade",
    shape: &shapes::FADE,
    needs: &[],
    keys: &[
        key(
            "in",
            Takes::Measure(&DURATION),
            "How long it takes to come.",
            &["2s"],
        ),
        key(
            "out",
            Takes::Measure(&DURATION),
            "How long it takes to go; over at its end.",
            &["6s"],
        ),
    ],
};

pub(super) const BY: Key = key(
    "by",
    Takes::Measure(&DUCK),
    "How much lower, 0 to 60 dB. Default: 8dB.",
    &["9dB"],
);
pub(super) const ATTACK: Key = key(
    "attack",
    Takes::Measure(&DURATION),
    "How long the fall takes; it is over when the voice begins. Default: 0.3s.",
    &["0.3s"],
);
pub(super) const RELEASE: Key = key(
    "release",
    Takes::Measure(&DURATION),
    "How long the rise takes; it begins when the voice ends. Default: 0.8s.",
    &["0.8s"],
);
pub(super) const FOR: Key = key(
    "for",
    Takes::Either(&[
        Takes::OneOf(Choice::Under),
        Takes::Each(&Takes::OneOf(Choice::Under)),
    ]),
    "What it gives way to: `speech`, `spots`, or both in a list. Default: `speech`.",
    &["spots"],
);

/// How a cue gives way.
pub const DUCKING: Form = Form {
    id: "ducking",
    shape: &shapes::DUCKING,
    needs: &[],
    keys: &[BY, ATTACK, RELEASE, FOR],
};
