//! The show as written: the prose and its cue script. The crate reads the bytes of both and returns
//! a [`Script`], with a span for every value, and all mistakes. Input that is broken is read as far
//! as possible.

pub mod edit;
pub mod format;
pub mod prose;
pub mod read;
pub mod schema;
pub mod series;
pub mod shared;
pub mod space;
pub mod treatment;
pub mod what;
pub mod write;

pub use cuebook_core::pronunciation::Spoken;
pub use cuebook_core::tone::{Feeling, Tone};
pub use prose::Prose;
pub use read::anchors::{Anchor, Edge, Target};
pub use read::cast::{Barrier, NARRATOR, Role, RoleThere, Tags};
pub use read::chapters::Chapters;
pub use read::choices::{Choice, ChoiceOption, Press, Reminder, Said, Waiting};
pub use read::cues::{Cue, CueKind, Fade, Move, Times};
pub use read::ducks::{Duck, ShowDuck, Under};
pub use read::expressions::Expression;
pub use read::meta::{Date, Meta};
pub use read::mix::{Buses, DeliveryTarget, Mix, Pauses};
pub use read::pronounce::{PronouncePart, Pronunciation};
pub use read::publish::PublishForm;
pub use read::quotes::Quote;
pub use read::rides::Ride;
pub use read::show::{Script, TextSource};
pub use read::sounds::{Sound, SoundSource};
pub use read::spaces::{Space, Surfaces};
pub use read::state::{Variable, VariableKind};
pub use read::text::{LineNote, Scene};
pub use read::voice::Place;
pub use read::ways::{Destination, Way};
pub use shared::SharedFile;
pub use treatment::{Effect, Treatment};
