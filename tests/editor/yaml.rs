//! A real YAML language server with the schema, as most editors use it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::client::{Editor, words};

/// The comment that sets the schema of a script.
const LINE: &str = "# yaml-language-server: $schema=cue-script.schema.json\n";

/// Returns the path of the server that `make editors` installs.
fn server() -> PathBuf {
    let given = std::env::var_os("CUEBOOK_EDITORS");
    let folder = given.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/editors"),
        PathBuf::from,
    );
    let server = folder.join("node_modules/yaml-language-server/bin/yaml-language-server");
    assert!(
        server.exists(),
        "{} is missing; `make editors` installs it",
        server.display()
    );
    server
}

fn opened(script: &str) -> Editor {
    let mut command = Command::new("node");
    command.arg(server()).arg("--stdio");
    let mut editor = Editor::start(command, tempfile::tempdir().unwrap());
    editor.settings = json!({
        "schemaStore": { "enable": false }, "validate": true, "hover": true, "completion": true,
    });
    let schema = Command::new(env!("CARGO_BIN_EXE_cuebook"))
        .arg("schema")
        .output()
        .unwrap();
    editor.write("cue-script.schema.json", schema.stdout);
    editor.greet(json!({
        "workspace": { "configuration": true },
        "textDocument": {
            "hover": { "contentFormat": ["markdown"] },
            "completion": { "completionItem": { "documentationFormat": ["markdown"] } },
        },
    }));
    editor.open("show.yaml", "yaml", &format!("{LINE}{script}"));
    editor
}

/// Returns the completions at `|`, the last character of the script.
fn offered(script: &str) -> Vec<Value> {
    let written = script.replace('|', "");
    let mut editor = opened(&written);
    let text = format!("{LINE}{written}");
    let around = format!("{LINE}{script}");
    let list = editor.ask("completion", &text, &around);
    list["items"].as_array().unwrap().clone()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .map(|item| item["label"].as_str().unwrap().trim())
        .collect()
}

#[test]
#[ignore = "needs node and yaml-language-server; `make test` runs it"]
fn keys_are_completed() {
    let items = offered("text: a.txt\ncu|");
    assert!(labels(&items).contains(&"cues"), "{:?}", labels(&items));
    let cue = "text: a.txt\ncues:\n  - spot: door-strike\n    at: start\n    |\n";
    let items = offered(cue);
    let keys = labels(&items);
    assert!(
        keys.contains(&"times") && keys.contains(&"gain"),
        "{keys:?}"
    );
    assert!(!keys.contains(&"until"), "{keys:?}");
}

#[test]
#[ignore = "needs node and yaml-language-server; `make test` runs it"]
fn tones_and_sounds_are_completed() {
    let items = offered("text: a.txt\ncast:\n  ANNA:\n    tone: |\n");
    assert!(labels(&items).contains(&"whisper"), "{:?}", labels(&items));
    let items = offered("text: a.txt\ncues:\n  - spot: |\n");
    assert!(
        labels(&items).contains(&"door-strike"),
        "{:?}",
        labels(&items)
    );
}

#[test]
#[ignore = "needs node and yaml-language-server; `make test` runs it"]
fn the_settings_of_a_recipe_are_completed() {
    let script = "text: a.txt\nsounds:\n  guns:\n    recipe: artillery\n    |\n";
    let items = offered(script);
    assert!(labels(&items).contains(&"density"), "{:?}", labels(&items));
}

#[test]
#[ignore = "needs node and yaml-language-server; `make test` runs it"]
fn mistakes_are_reported_at_their_places() {
    for (script, at, why) in [
        (
            "cues:\n  - { spot: rain, at: start, colour: red }\n",
            "colour",
            "colour",
        ),
        (
            "cues:\n  - { spot: rain, at: start, gain: -3 }\n",
            "-3",
            "needs a unit (dB)",
        ),
        (
            "cast:\n  ANNA: { effect: nothing }\n",
            "nothing",
            "telephone",
        ),
        (
            "sounds:\n  a: { recipe: rain, colour: 2 }\n",
            "colour",
            "colour",
        ),
    ] {
        let script = format!("text: a.txt\n{script}");
        let mut editor = opened(&script);
        let all = editor.until("show.yaml", |all| !all.is_empty());
        let text = format!("{LINE}{script}");
        let found = all
            .iter()
            .find(|one| one["message"].as_str().unwrap().contains(why));
        let found = found.unwrap_or_else(|| panic!("{all:#?}"));
        assert_eq!(words(&text, &found["range"]), at, "{found}");
    }
}

#[test]
#[ignore = "needs node and yaml-language-server; `make test` runs it"]
fn a_valid_script_has_no_diagnostics() {
    let whole = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/the-last-hour.yaml"),
    )
    .unwrap();
    let mut editor = opened(&whole);
    let all = editor.until("show.yaml", |_| true);
    assert_eq!(all, [] as [Value; 0]);
}

#[test]
#[ignore = "needs node and yaml-language-server; `make test` runs it"]
fn hover_explains_a_key() {
    let script = "text: a.txt\ncues:\n  - { spot: rain, at: start, gain: -3dB }\n";
    let mut editor = opened(script);
    let text = format!("{LINE}{script}");
    let answer = editor.ask("hover", &text, "ga|in: -3dB");
    let answer = answer["contents"]["value"].as_str().unwrap();
    assert!(answer.contains("−120 to 40 dB"), "{answer}");
}
