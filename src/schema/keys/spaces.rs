//! Rooms and sounds.

use super::key;
use crate::schema::form::{File, Form, Key, Takes, What};
use crate::schema::words::Choice;
use crate::script::read::shapes;
use cuebook_yaml::quantity::{DAMPING, DECAY, DISTANCE, DURATION, GAIN, PRE_DELAY, SIDE};

/// A room.
pub const SPACE: Form = Form {
    id: "space",
    shape: &shapes::SPACE,
    needs: &[],
    keys: &[
        key(
            "preset",
            Takes::OneOf(Choice::Preset),
            "The space to begin with; the other keys change it.",
            &["stone-corridor"],
        ),
        key(
            "size",
            Takes::Sides(&SIDE),
            "Length, width and height, 0.5 to 200 m each.",
            &["[8m, 6m, 3.5m]"],
        ),
        key(
            "surfaces",
            Takes::Either(&[Takes::OneOf(Choice::Surface), Takes::Form(&FACES)]),
            "What it is made of: one word for all, or a word for each.",
            &["stone"],
        ),
        key(
            "decay",
            Takes::Measure(&DECAY),
            "The time in which its reverberation falls by 60 dB, 30 ms to 15 s. Default: from size and surfaces.",
            &["2.4s"],
        ),
        key(
            "damping",
            Takes::Measure(&DAMPING),
            "How much sooner it loses its treble, 0 to 1.",
            &["0.4"],
        ),
        key(
            "pre-delay",
            Takes::Measure(&PRE_DELAY),
            "How much later than its size says it answers, 0 to 100 ms.",
            &["20ms"],
        ),
        key(
            "wet",
            Takes::Measure(&GAIN),
            "The level of the room against the direct sound, −120 to 40 dB.",
            &["-9dB"],
        ),
        key(
            "ir",
            Takes::Path(File::Audio),
            "A recorded impulse response in place of all else: a path beside the script.",
            &["rooms/chapel.wav"],
        ),
    ],
};

const fn face(name: &'static str, about: &'static str) -> Key {
    key(name, Takes::OneOf(Choice::Surface), about, &["stone"])
}

/// What a room is made of.
pub const FACES: Form = Form {
    id: "faces",
    shape: &shapes::FACES,
    needs: &[],
    keys: &[
        face("walls", "The two long walls."),
        face("ends", "The two short ones. Default: as the long ones."),
        face("floor", "The floor."),
        face("ceiling", "The ceiling."),
    ],
};

const GAIN_KEY: Key = key(
    "gain",
    Takes::Measure(&GAIN),
    "Added to the gain of every cue that uses it, −120 to 40 dB. Default: 0dB.",
    &["-3dB"],
);
const CREDIT: Key = key(
    "credit",
    Takes::Words,
    "Whose it is; `cuebook credits` lists it.",
    &[],
);
const LICENCE: Key = key(
    "licence",
    Takes::Words,
    "Under which terms it may be used.",
    &["CC0-1.0"],
);
const FILE_KEY: Key = key(
    "file",
    Takes::Path(File::Audio),
    "An audio file, by its path beside the script: WAV, AIFF, FLAC, OGG Vorbis, MP3, M4A; an hour at most.",
    &["sounds/siren.flac"],
);

/// A sound from a recipe; further keys are the recipe's settings.
pub const SOUND: Form = Form {
    id: "sound",
    shape: &shapes::SOUND,
    needs: &[],
    keys: &[
        key(
            "recipe",
            Takes::Refers(What::Recipe),
            "A recipe of the library by its name, or one of your own by its path (`sounds/drip.yaml`). Further keys are its settings.",
            &["artillery"],
        ),
        FILE_KEY,
        GAIN_KEY,
        CREDIT,
        LICENCE,
    ],
};

/// A sound from a file.
pub const FILE: Form = Form {
    id: "sound-file",
    shape: &shapes::FILE,
    needs: &["file"],
    keys: &[
        FILE_KEY,
        GAIN_KEY,
        key(
            "start",
            Takes::Measure(&DURATION),
            "Where in the file it begins. Default: 0s.",
            &["1.5s"],
        ),
        key(
            "end",
            Takes::Measure(&DURATION),
            "Where in the file it ends. Default: its end.",
            &["20s"],
        ),
        key(
            "cross-fade",
            Takes::Measure(&DURATION),
            "How long its end lies over its beginning where it loops. Default: 2 s, up to a quarter of the file.",
            &["2s"],
        ),
        key(
            "recorded",
            Takes::Measure(&DISTANCE),
            "How far the microphone was from what sounds. Default: 1m.",
            &["5m"],
        ),
        key(
            "distance",
            Takes::Measure(&DISTANCE),
            "How far it is heard from. Default: as it was recorded.",
            &["80m"],
        ),
        CREDIT,
        LICENCE,
    ],
};
