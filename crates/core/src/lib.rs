//! Plain types that every crate of cuebook uses: units, audio, diagnostics, and
//! the parts of a script that sound and voice need.

pub mod abbreviation;
pub mod audio;
pub mod barrier;
pub mod body;
pub mod diagnostic;
pub mod effect;
pub mod fingerprint;
pub mod folding;
pub mod id;
pub mod language;
pub mod markup;
pub mod meaning;
pub mod progress;
pub mod pronunciation;
pub mod recipe_ref;
pub mod roman;
pub mod sound_format;
pub mod tone;
pub mod trim;
pub mod under_way;
pub mod units;
pub mod unseen;
pub mod utf8;
pub mod voice;
pub mod whole_file;
pub mod words;
