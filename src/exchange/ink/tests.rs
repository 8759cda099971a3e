//! Stories of every manner: read, written and walked beside the engine of ink.

mod chance;
mod export;
mod mistakes;
mod oracle;
mod walks;

use super::read;
use crate::exchange::branching::outline::outline;
use crate::exchange::branching::{Flow, Note};
use crate::outline::{Outline, write};
use crate::perform::BuiltinCatalog;
use crate::session::Show;
use crate::world::Memory;
use std::path::Path;

/// The stories, each with its name.
const STORIES: [(&str, &str); 14] = [
    ("cellar", include_str!("tests/stories/cellar.ink")),
    ("engine", include_str!("tests/stories/engine.ink")),
    ("exits", include_str!("tests/stories/exits.ink")),
    ("functions", include_str!("tests/stories/functions.ink")),
    ("harbour", include_str!("tests/stories/harbour.ink")),
    ("kitchen", include_str!("tests/stories/kitchen.ink")),
    ("lamp", include_str!("tests/stories/lamp.ink")),
    ("letters", include_str!("tests/stories/letters.ink")),
    ("lists", include_str!("tests/stories/lists.ink")),
    ("market", include_str!("tests/stories/market.ink")),
    ("parrot", include_str!("tests/stories/parrot.ink")),
    ("tunnels", include_str!("tests/stories/tunnels.ink")),
    ("voices", include_str!("tests/stories/voices.ink")),
    ("wager", include_str!("tests/stories/wager.ink")),
];

const INCLUDED: &str = include_str!("tests/stories/voices_more.ink");

fn included(path: &str) -> Result<String, String> {
    match path {
        "voices_more.ink" => Ok(INCLUDED.to_owned()),
        other => Err(format!("`{other}` cannot be read")),
    }
}

/// Reads a story without mistakes.
fn flow(text: &str) -> Flow {
    match read("story.ink", text, &mut included) {
        Ok(flow) => flow.settled(),
        Err((mistakes, _)) => panic!("{mistakes:?}"),
    }
}

/// Returns the script and the text of a story, and the notes.
fn imported(text: &str) -> (Outline, String, Vec<Note>) {
    let (mut outline, notes) = outline(flow(text), &BuiltinCatalog).unwrap();
    outline.text = "show.txt".to_owned();
    let script = write::script(&outline);
    (outline, script, notes)
}

/// Loads the show of a story.
fn show(text: &str) -> (Show, String) {
    let (outline, script, _) = imported(text);
    let world = Memory::default().with("show.txt", outline.prose.text.as_bytes());
    let show = Show::load(Path::new("show.yaml"), script.as_bytes(), None, &world);
    (show, script)
}
