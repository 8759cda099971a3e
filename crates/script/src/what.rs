//! The kinds of named things in a show.

use cuebook_yaml::mapping::What;

/// A role of the cast.
pub const ROLE: What = What("role");
/// A voice of the voice pack.
pub const VOICE: What = What("voice");
/// A space of the show, or a preset.
pub const SPACE: What = What("space");
/// A barrier of the show.
pub const BARRIER: What = What("barrier");
/// A scene of the show.
pub const SCENE: What = What("scene");
/// A line of the show.
pub const LINE: What = What("line");
/// A cue of the show.
pub const CUE: What = What("cue");
/// A sound of the show.
pub const SOUND: What = What("sound");
/// A recipe of the library or of the show.
pub const RECIPE: What = What("recipe");
/// A word of the text.
pub const WORD: What = What("word");
/// A variable of an interactive show.
pub const VARIABLE: What = What("variable");
/// A choice of an interactive show.
pub const CHOICE: What = What("choice");
/// An option of a choice.
pub const OPTION: What = What("option");
/// A word of an expression, which may be the name of a variable.
pub const OPERAND: What = What("operand");
