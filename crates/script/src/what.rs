//! The kinds of named things in a show.

use cuebook_yaml::mapping::What;

pub const ROLE: What = What("role");
pub const VOICE: What = What("voice");
pub const SPACE: What = What("space");
pub const BARRIER: What = What("barrier");
pub const SCENE: What = What("scene");
pub const LINE: What = What("line");
pub const CUE: What = What("cue");
pub const SOUND: What = What("sound");
/// A recipe of the library or of the show.
pub const RECIPE: What = What("recipe");
/// A word of the text.
pub const WORD: What = What("word");
