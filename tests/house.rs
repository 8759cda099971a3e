//! The house holds its plan: a room imports only from the rooms before it.
//!
//! The rooms are the modules of `src/lib.rs`, in its order. `engine` is
//! stricter: it knows the plan that it plays, units and audio, and nothing else.
//! Tests may reach anywhere.

use std::fs;
use std::path::{Path, PathBuf};

/// What the engine may import.
const OF_THE_ENGINE: &[&str] = &["units", "audio", "mix", "engine"];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The rooms, in the order of `src/lib.rs`.
fn rooms() -> Vec<String> {
    let plan = fs::read_to_string(src().join("lib.rs")).unwrap();
    plan.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The files of a room: `room.rs` and what is under `room/`, tests aside.
fn files(room: &str) -> Vec<PathBuf> {
    let mut files = vec![src().join(room).with_extension("rs")];
    let mut folders = vec![src().join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }
    files.retain(|file| !file.ends_with("tests.rs"));
    files
}

/// The rooms that a text imports from, its comments and tests left out.
fn imports(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let mut rooms = Vec::new();
    for path in code.split("crate::").skip(1) {
        // `use crate::{a::B, c::D}` names several.
        let several = path
            .strip_prefix('{')
            .and_then(|list| list.split(';').next());
        let names = several.map_or_else(|| vec![path], |list| list.split(',').collect());
        for name in names {
            let name = name.trim();
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
            rooms.push(name[..end.unwrap_or(name.len())].to_owned());
        }
    }
    rooms
}

#[test]
fn every_room_imports_only_from_those_before_it() {
    let rooms = rooms();
    let mut broken = Vec::new();
    for (place, room) in rooms.iter().enumerate() {
        for file in files(room) {
            let text = fs::read_to_string(&file).unwrap();
            for import in imports(&text) {
                let allowed = match room.as_str() {
                    "engine" => OF_THE_ENGINE.contains(&import.as_str()),
                    _ => rooms[..=place].contains(&import),
                };
                let after = rooms.contains(&import) && !allowed;
                if after {
                    let file = file.strip_prefix(src()).unwrap().display().to_string();
                    broken.push(format!("{file} imports from {import}"));
                }
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn the_plan_of_the_house_is_the_way_of_the_data() {
    let plan = "units fingerprint audio diagnostic progress world script book draft perform timeline mix \
                engine output exchange session schema lsp tui cli";
    assert_eq!(rooms(), plan.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn an_import_is_seen_however_it_is_written() {
    let seen = imports(
        "use crate::units::{Frames, Gain};\nuse crate::{audio::Audio, mix};\n\
         // crate::cli is only spoken of\nfn f(x: crate::world::Disk) {}\n\
         #[cfg(test)]\nmod tests {\n use crate::session::Show;\n}",
    );
    assert_eq!(seen, ["units", "audio", "mix", "world"]);
}
