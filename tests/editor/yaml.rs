//! A real YAML language server with the schema, as most editors run it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::client::{Editor, words};

/// The line that tells an editor of the schema.
const LINE: &str = "# yaml-language-server: $schema=cue-script.schema.json\n";

/// The server that `make editors` installs; none, and why, where it is not.
fn server() -> Option<PathBuf> {
    let made = std::env::var_os("CUEBOOK_EDITORS");
    let folder = made.as_ref().map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/editors"),
        PathBuf::from,
    );
    let server = folder.join("node_modules/yaml-language-server/bin/yaml-language-server");
    let has_node = Command::new("node").arg("--version").output().is_ok();
    if server.exists() && has_node {
        return Some(server);
    }
    // `make test` has set it up, so that something is wrong if it is not there.
    assert!(
        made.is_none(),
        "yaml-language-server is not in {}",
        folder.display()
    );
    eprintln!("skipped: yaml-language-server is not installed; `make editors` does it");
    None
}

fn opened(script: &str) -> Option<Editor> {
    let mut command = Command::new("node");
    command.arg(server()?).arg("--stdio");
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
    Some(editor)
}

/// What is offered where `|` stands, the last of the script.
fn offered(script: &str) -> Option<Vec<Value>> {
    let written = script.replace('|', "");
    let mut editor = opened(&written)?;
    let text = format!("{LINE}{written}");
    let around = format!("{LINE}{script}");
    let list = editor.ask("textDocument/completion", "show.yaml", &text, &around);
    Some(list["items"].as_array().unwrap().clone())
}

fn labels(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .map(|item| item["label"].as_str().unwrap().trim())
        .collect()
}

#[test]
fn keys_are_completed() {
    let Some(items) = offered("text: a.txt\ncu|") else {
        return;
    };
    assert!(labels(&items).contains(&"cues"), "{:?}", labels(&items));
    let cue = "text: a.txt\ncues:\n  - spot: door-strike\n    at: start\n    |\n";
    let Some(items) = offered(cue) else { return };
    let keys = labels(&items);
    assert!(
        keys.contains(&"times") && keys.contains(&"gain"),
        "{keys:?}"
    );
    assert!(!keys.contains(&"until"), "{keys:?}");
}

#[test]
fn words_and_sounds_are_completed() {
    let Some(items) = offered("text: a.txt\ncast:\n  ANNA:\n    tone: |\n") else {
        return;
    };
    assert!(labels(&items).contains(&"whisper"), "{:?}", labels(&items));
    let Some(items) = offered("text: a.txt\ncues:\n  - spot: |\n") else {
        return;
    };
    assert!(
        labels(&items).contains(&"door-strike"),
        "{:?}",
        labels(&items)
    );
}

#[test]
fn the_settings_of_a_recipe_are_completed() {
    let script = "text: a.txt\nsounds:\n  guns:\n    recipe: artillery\n    |\n";
    let Some(items) = offered(script) else { return };
    assert!(labels(&items).contains(&"density"), "{:?}", labels(&items));
}

#[test]
fn what_is_wrong_is_reported_at_its_place() {
    for (script, at, why) in [
        (
            "cues:\n  - { spot: rain, at: start, colour: red }\n",
            "colour",
            "colour",
        ),
        (
            "cues:\n  - { spot: rain, at: start, gain: -3 }\n",
            "-3",
            "bears its unit (dB)",
        ),
        ("cast:\n  ANNA: { voice: nobody }\n", "nobody", "af_heart"),
        (
            "sounds:\n  a: { recipe: rain, colour: 2 }\n",
            "colour",
            "colour",
        ),
    ] {
        let script = format!("text: a.txt\n{script}");
        let Some(mut editor) = opened(&script) else {
            return;
        };
        let told = editor.until("show.yaml", |told| !told.is_empty());
        let text = format!("{LINE}{script}");
        let found = told
            .iter()
            .find(|one| one["message"].as_str().unwrap().contains(why));
        let found = found.unwrap_or_else(|| panic!("{told:#?}"));
        assert_eq!(words(&text, &found["range"]), at, "{found}");
    }
}

#[test]
fn a_whole_script_is_not_complained_of() {
    let whole = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/the-last-hour.yaml"),
    )
    .unwrap();
    let Some(mut editor) = opened(&whole) else {
        return;
    };
    let told = editor.until("show.yaml", |_| true);
    assert_eq!(told, [] as [Value; 0]);
}

#[test]
fn a_key_is_explained_under_the_pointer() {
    let script = "text: a.txt\ncues:\n  - { spot: rain, at: start, gain: -3dB }\n";
    let Some(mut editor) = opened(script) else {
        return;
    };
    let text = format!("{LINE}{script}");
    let told = editor.ask("textDocument/hover", "show.yaml", &text, "ga|in: -3dB");
    let told = told["contents"]["value"].as_str().unwrap();
    assert!(told.contains("−120 to 40 dB"), "{told}");
}
