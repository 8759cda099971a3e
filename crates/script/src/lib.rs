//! The show as written: the prose, and the cue script beside it.
//!
//! Reading the bytes of a script and of its prose yields a [`Script`], with a span
//! for every value, and every mistake that was found, however broken the input.

pub mod anchor;
pub mod cue;
pub mod edit;
pub mod format;
pub mod prose;
pub mod read;
pub mod schema;
pub mod space;
pub mod treatment;
pub mod what;
pub mod write;

use cuebook_core::{diagnostic, units};

pub use anchor::{Edge, Target};
pub use cue::CueKind;
pub use cuebook_core::pronunciation::Spoken;
pub use cuebook_core::tone::Tone;
pub use prose::Prose;
pub use read::anchors::{Anchor, Quote};
pub use read::cast::{Barrier, NARRATOR, Pronunciation, Role};
pub use read::cues::{Cue, Fade, Move, Times};
pub use read::ducks::{Duck, ShowDuck, Under};
pub use read::mix::{Buses, DeliveryTarget, Mix, Pauses};
pub use read::rides::Ride;
pub use read::show::{Script, TextSource};
pub use read::sounds::{Sound, SoundSource};
pub use read::spaces::{Space, Surfaces};
pub use read::text::{LineNote, Scene};
pub use read::voice::Place;
pub use treatment::{Effect, Treatment};
