//! Every key of the format: what it does, and what stands behind it.
//!
//! Always true: each form holds the keys of its shape, in their order; a test
//! holds it to that.

mod cast;
mod cues;
mod mix;
mod spaces;
mod text;

use super::form::{File, Form, Key, Takes, What};
use crate::script::read::shapes;

pub use cast::{BARRIER, PLACE, ROLE, SPOKEN};
pub use cues::{BED, DUCKING, FADE, GOAL, HUSH, MOVE, MUSIC, OPENING_RIDE, RIDE, SPOT, TIMES};
pub use mix::{BUSES, LEVELS, MIX, PAUSES, SHOW_DUCK};
pub use spaces::{FACES, FILE, SOUND, SPACE};
pub use text::{AFTER, ANCHOR, LINE, PAUSE, QUOTE, SCENE};

/// Every form, the whole script first.
pub static FORMS: [&Form; 31] = [
    &SHOW,
    &ROLE,
    &PLACE,
    &SPOKEN,
    &BARRIER,
    &ANCHOR,
    &AFTER,
    &SCENE,
    &LINE,
    &QUOTE,
    &PAUSE,
    &SPOT,
    &BED,
    &MUSIC,
    &HUSH,
    &RIDE,
    &OPENING_RIDE,
    &MOVE,
    &GOAL,
    &TIMES,
    &FADE,
    &DUCKING,
    &SHOW_DUCK,
    &PAUSES,
    &MIX,
    &LEVELS,
    &BUSES,
    &SPACE,
    &FACES,
    &SOUND,
    &FILE,
];

/// The key that says what a cue is, and the form that follows.
pub static KINDS: [(&str, &Form); 4] = [
    ("spot", &SPOT),
    ("bed", &BED),
    ("music", &MUSIC),
    ("hush", &HUSH),
];

const fn key(
    name: &'static str,
    takes: Takes,
    about: &'static str,
    examples: &'static [&'static str],
) -> Key {
    Key {
        name,
        about,
        takes,
        examples,
    }
}

/// A cue script.
pub const SHOW: Form = Form {
    id: "show",
    shape: &shapes::SHOW,
    needs: &["text"],
    keys: &[
        key(
            "show",
            Takes::Words,
            "The title of the show.",
            &["The Last Hour"],
        ),
        key("author", Takes::Words, "Who made it.", &[]),
        key(
            "language",
            Takes::Words,
            "A language tag (BCP 47). The accent is that of each voice.",
            &["en-GB", "en-US"],
        ),
        key(
            "text",
            Takes::Path(File::Prose),
            "The prose: a path beside the script, or the prose itself as a block (`text: |`). Required.",
            &["the-last-hour.txt"],
        ),
        key(
            "narrator",
            Takes::Refers(What::Role),
            "The role that reads what nobody says. Default: `NARRATOR`.",
            &["NARRATOR"],
        ),
        key(
            "seed",
            Takes::Whole(0, u64::MAX),
            "Where every random choice begins: a whole number from 0. Default: 1.",
            &["1310"],
        ),
        key(
            "cast",
            Takes::Named(What::Role, &Takes::Perhaps(&ROLE)),
            "The roles: each name with its voice and how it is spoken.",
            &[],
        ),
        key(
            "pronounce",
            Takes::Named(
                What::Word,
                &Takes::Either(&[Takes::Words, Takes::Form(&SPOKEN)]),
            ),
            "How words of the text are spoken, everywhere in the show: a respelling (`Frunze: Froon-zeh`) or phonetic letters (`{ ipa: … }`).",
            &[],
        ),
        key(
            "spaces",
            Takes::Named(What::Space, &Takes::Perhaps(&SPACE)),
            "The show’s own rooms. Presets such as `stone-corridor` need no entry.",
            &[],
        ),
        key(
            "barriers",
            Takes::Named(What::Barrier, &Takes::Perhaps(&BARRIER)),
            "Walls and doors that stand between a sound and the listener.",
            &[],
        ),
        key(
            "scenes",
            Takes::Each(&Takes::Form(&SCENE)),
            "The scenes, in the order of the text. Each lasts until the next begins.",
            &[],
        ),
        key(
            "lines",
            Takes::Each(&Takes::Form(&LINE)),
            "Who speaks each quoted stretch of the text, and how. What is not listed is read by the narrator.",
            &[],
        ),
        key(
            "sounds",
            Takes::Named(What::Sound, &Takes::Sound),
            "The show’s own names for sounds: recipes with settings, and audio files.",
            &[],
        ),
        key(
            "cues",
            Takes::Each(&Takes::Cue),
            "What is heard where: each has one of the keys `spot`, `bed`, `music`, `hush`.",
            &[],
        ),
        key(
            "pauses",
            Takes::Perhaps(&PAUSES),
            "The pauses that the reading makes where no line says otherwise.",
            &[],
        ),
        key(
            "mix",
            Takes::Perhaps(&MIX),
            "Loudness, ducking, the treatment of voices, the gains of the buses.",
            &[],
        ),
    ],
};
