//! The manifest of a page: the show as data. All times are frames at 48 kHz. The times of a part
//! count from the turn before it. `docs/web.md` describes the fields.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// The version of the format.
pub(crate) const FORMAT: u32 = 4;

/// A show as a page plays it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Manifest {
    pub format: u32,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    pub language: String,
    /// Frames a second.
    pub rate: u32,
    /// The grid of the turns.
    pub step: i64,
    pub master: Master,
    pub levels: Levels,
    pub story: Graph,
    pub roles: Vec<String>,
    pub sounds: Vec<Sound>,
    pub rooms: Vec<Room>,
    pub lines: Vec<Line>,
    pub parts: Vec<Part>,
}

/// The processing of the sum of all sounds.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Master {
    /// The linear gain before the limiter.
    pub gain: f32,
    /// The highest true peak, in dB.
    pub ceiling: f64,
    /// The length of the fade at the end of the show.
    pub close: i64,
}

/// The numbers by which a role has one loudness; see `docs/web.md`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Levels {
    pub speech: f64,
    pub half: f64,
    pub farthest: f64,
    pub most: f64,
}

/// The graph of the story.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Graph {
    pub variables: Vec<Variable>,
    pub conditions: Vec<Value>,
    pub nodes: Vec<Node>,
    pub choices: Vec<Choice>,
    /// The first node; `null` for a story without one.
    pub start: Option<usize>,
}

/// A variable. Flags are 0 and 1, and words are their indices.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Variable {
    pub name: String,
    pub from: i64,
    pub to: i64,
    pub start: i64,
    /// For a flag that is drawn when the show starts: how likely it is true, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<String>>,
}

/// A scene of the story.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Node {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<usize>,
    /// Whether keys of parts name it where it is passed over or left out too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    pub stops: Vec<usize>,
    pub ways: Vec<Way>,
    /// The conditions of the lines and spots of each part.
    pub heard: Vec<Vec<usize>>,
    /// The conditions of the beds and music that begin in each part.
    pub layers: Vec<Vec<usize>>,
    /// Whether it sounds differently from the second visit on.
    pub again: bool,
}

/// A way out of a scene. `to` is `null` for the end.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Way {
    pub to: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<usize>,
    /// The optional scenes that it leaves out.
    pub passes: Vec<usize>,
}

/// A choice.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Choice {
    pub id: String,
    /// The question; it may be only in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    pub options: Vec<ChoiceOption>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<usize>,
    /// The time from the end of the question until the default is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<i64>,
}

/// An option of a choice.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceOption {
    pub id: String,
    pub words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<(usize, Value)>,
    /// Absent where the scene goes on, `null` for the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Option<usize>>,
    #[serde(skip_serializing_if = "is_false")]
    pub once: bool,
}

/// A file with a sound.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sound {
    pub file: String,
    /// The pack in which a page that is opened from a disk finds it.
    pub pack: usize,
    /// The length of the sound in the file, or of one turn of a loop.
    pub frames: i64,
    /// For a loop: how much of its end is before its start in the file, and of its start after
    /// its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seam: Option<i64>,
}

/// The response of a room, in two WAV files.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Room {
    /// Four channels: from the left input to the left and the right output, then from the right.
    pub early: Response,
    /// Two channels: from (L + R)/√2 to the left and the right output.
    pub late: Response,
}

/// A file of a response.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Response {
    pub file: String,
    pub pack: usize,
    /// The gain of its samples.
    pub gain: f32,
}

/// Words that are spoken, in one role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Line {
    pub role: usize,
    /// Each word as it is shown, with its marks, its start and its end from the start of the line.
    pub words: Vec<(String, i64, i64)>,
    pub takes: Vec<Take>,
}

/// A take of a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Take {
    pub sound: usize,
    /// When it begins, from the start of the line.
    pub at: i64,
    /// Whether it is a later piece of the take before it.
    #[serde(skip_serializing_if = "is_false")]
    pub again: bool,
    /// The gain in dB. With `level`, a player may adjust it to the other lines of the role.
    pub gain: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

/// The loudness of a take.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Level {
    /// The role and its tone.
    pub manner: String,
    /// In LUFS.
    pub loudness: f64,
    /// In seconds.
    pub length: f64,
    /// The gain in dB that is added to the adjusted one.
    pub gain: f64,
}

/// The sounds between two decisions, but for their layers; or what one layer does between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Part {
    /// Its contents in short: see `docs/web.md`.
    pub key: String,
    /// The layers that begin in it, unless they go on from before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub begins: Vec<Begin>,
    /// The pause before its first words where the decision takes no time.
    pub pause: i64,
    /// The time of the first words after the turn where the decision takes long.
    pub lead: i64,
    pub lines: Vec<Said>,
    pub spots: Vec<Spot>,
    pub layers: Vec<Layer>,
    pub moves: Vec<Move>,
    pub ends: Vec<End>,
    /// How the layers give way to words and spots.
    pub ducks: Vec<Duck>,
    /// The end of the question.
    pub asked: i64,
    /// The end of the last line.
    pub spoken: i64,
    /// How long after the question one who has not decided is reminded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind: Option<i64>,
    /// The choice at its end; without one the show ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<usize>,
    /// The end of the show. It does not end before its layers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<i64>,
    /// The layer if it goes on into the next part.
    pub running: Vec<String>,
    /// What depends on conditions whose values the key leaves open, in the order of time; the lists
    /// above have only contents without a time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
}

/// A layer that begins in a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Begin {
    pub cue: String,
    /// The condition on which it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<usize>,
}

/// A stretch of a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Piece {
    /// The conditions on which it depends, by their numbers among those of the part.
    pub bits: Vec<usize>,
    /// The contents, by the values of these conditions.
    pub cases: BTreeMap<String, Case>,
}

/// The contents of a stretch of a part.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Case {
    /// How much later all pieces after it are.
    pub shift: i64,
    pub lines: Vec<Said>,
    pub spots: Vec<Spot>,
    pub layers: Vec<Layer>,
    pub moves: Vec<Move>,
    pub ends: Vec<End>,
    pub ducks: Vec<Duck>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoken: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<i64>,
}

/// A line at its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Said {
    pub line: usize,
    pub at: i64,
    /// The scene of the text; absent for the words of a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<usize>,
    /// Whether it begins a paragraph.
    #[serde(skip_serializing_if = "is_false")]
    pub paragraph: bool,
    /// The option that it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<usize>,
    /// Whether it reminds of an open question; then its time counts from the turn of the reminder.
    #[serde(skip_serializing_if = "is_false")]
    pub remind: bool,
}

/// A sound that plays once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Spot {
    pub cue: String,
    pub sound: usize,
    pub at: i64,
    pub gain: f32,
}

/// A bed or music that begins.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Layer {
    pub cue: String,
    pub at: i64,
    pub fade: (i64, i64),
    pub strands: Vec<Strand>,
}

/// One of the sounds that make a layer: the sum of them is heard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Strand {
    pub key: String,
    pub sound: usize,
    pub gain: f32,
    /// Gains over time, which are multiplied.
    pub lanes: Vec<Vec<Point>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sends: Vec<Send>,
}

/// The share of a strand that is heard from a room.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Send {
    pub room: usize,
    pub gain: f32,
    pub lane: Vec<Point>,
}

/// How a layer that goes on changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Move {
    pub cue: String,
    pub strands: Vec<Strand>,
    /// Whether the layer begins in this part.
    #[serde(skip_serializing_if = "is_false")]
    pub own: bool,
}

/// The end of a layer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct End {
    pub cue: String,
    /// When it ends; absent where it ends because of the decision, or with the show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// Whether it ends with the show.
    #[serde(skip_serializing_if = "is_false")]
    pub last: bool,
    /// It does not end earlier after the turn.
    pub earliest: i64,
    /// Whether it begins in this part.
    #[serde(skip_serializing_if = "is_false")]
    pub own: bool,
}

/// The gain of some layers while something else is heard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Duck {
    pub cues: Vec<String>,
    pub points: Vec<Point>,
    /// Whether it is under the reminder; then its times count from the turn of the reminder.
    #[serde(skip_serializing_if = "is_false")]
    pub remind: bool,
    /// In a piece: which of the gains of the layer it is. Those of later pieces go on with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
}

/// A time, a linear gain, and the curve to the next point: 0 straight, 1 straight in dB, 2 a
/// quarter of a sine.
pub(crate) type Point = (i64, f32, u8);

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}
