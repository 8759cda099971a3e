//! A session with the language server: diagnostics while the author types.

use serde_json::{Value, json};

use super::client::{Editor, SCRIPT, TEXT, codes, position, with, words};

fn opened(script: &str) -> Editor {
    let mut editor = Editor::cuebook(json!({}));
    editor.open("show.yaml", "yaml", script);
    editor
}

#[test]
fn a_valid_script_has_no_diagnostics_and_the_server_shuts_down() {
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn an_editor_that_leaves_without_shutdown_gives_exit_code_1() {
    assert_eq!(opened(SCRIPT).hang_up(), 1);
    let mut editor = opened(SCRIPT);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.code(), 1);
}

/// Returns the diagnostics of `cuebook check` for a script on disk, in the order of their places.
fn checked(editor: &Editor, script: &str) -> Vec<String> {
    editor.write("checked.yaml", script);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_cuebook"))
        .args(["check", "checked.yaml", "--format", "json"])
        .current_dir(editor.path(""))
        .output()
        .unwrap();
    let diagnostics: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = diagnostics["diagnostics"].as_array().unwrap();
    all.iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn diagnostics_while_typing_equal_those_of_check() {
    let wrong = SCRIPT
        .replace("by: BORIS", "by: BORRIS")
        .replace("gain: -14dB", "gain: -14, colour: red")
        .replace("\"Rain fell\", until", "\"Snow fell\", until");
    // The file on disk has no mistakes.
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change("show.yaml", &wrong);
    let diagnostics = editor.until("show.yaml", |diagnostics| !diagnostics.is_empty());
    let mut found = codes(&diagnostics);
    let mut expected = checked(&editor, &wrong);
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(
        found,
        [
            "missing-unit",
            "quote-not-found",
            "unknown-key",
            "unknown-role"
        ]
    );
    let role = diagnostics
        .iter()
        .find(|one| one["code"] == "unknown-role")
        .unwrap();
    assert_eq!(words(&wrong, &role["range"]), "BORRIS");
    assert_eq!(role["severity"], 1);
    assert_eq!(role["source"], "cuebook");
    assert!(
        role["message"].as_str().unwrap().contains("BORIS"),
        "{role}"
    );
}

#[test]
fn a_corrected_mistake_disappears() {
    let wrong = with(SCRIPT, "by: BORIS", "by: BORRIS");
    let mut editor = opened(&wrong);
    editor.until("show.yaml", |diagnostics| {
        codes(diagnostics) == ["unknown-role"]
    });
    let start = position(&wrong, "by: BO|RRIS");
    let end = position(&wrong, "by: BOR|RIS");
    editor.edit(
        "show.yaml",
        json!([{ "range": { "start": start, "end": end }, "text": "" }]),
    );
    editor.until("show.yaml", <[Value]>::is_empty);
}

#[test]
fn an_ambiguous_quote_is_shown_in_the_prose() {
    let twice = with(SCRIPT, "at: { after: \"fell shut.\" }", "at: fell");
    let mut editor = opened(&twice);
    let diagnostics = editor.until("show.yaml", |diagnostics| !diagnostics.is_empty());
    assert_eq!(codes(&diagnostics), ["quote-ambiguous"]);
    let related = diagnostics[0]["relatedInformation"].as_array().unwrap();
    assert_eq!(related.len(), 2);
    for place in related {
        assert_eq!(place["location"]["uri"], editor.uri("door.txt"));
        assert_eq!(words(TEXT, &place["location"]["range"]), "fell");
    }
}

#[test]
fn a_mistake_in_the_prose_is_shown_there_and_at_its_file_name() {
    let script = with(
        SCRIPT,
        "  - { id: come, quote: \"Come!\", by: BORIS }\n",
        "",
    );
    let mut editor = opened(&script);
    let diagnostics = editor.until("door.txt", |diagnostics| !diagnostics.is_empty());
    assert_eq!(codes(&diagnostics), ["unassigned-line"]);
    assert_eq!(words(TEXT, &diagnostics[0]["range"]), "Come!");
    assert_eq!(diagnostics[0]["severity"], 2);
    let diagnostics = editor.until("show.yaml", |diagnostics| !diagnostics.is_empty());
    // The role without lines has its own warning.
    let places = diagnostics
        .iter()
        .map(|found| words(&script, &found["range"]));
    assert_eq!(places.collect::<Vec<_>>(), ["BORIS", "text"]);
    // After the correction, all diagnostics are removed.
    editor.change("show.yaml", SCRIPT);
    editor.until("door.txt", <[Value]>::is_empty);
    editor.until("show.yaml", <[Value]>::is_empty);
}

#[test]
fn the_prose_of_the_editor_is_used_instead_of_the_file() {
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.open(
        "door.txt",
        "plaintext",
        &with(TEXT, "Rain fell", "Snow fell"),
    );
    let diagnostics = editor.until("show.yaml", |diagnostics| !diagnostics.is_empty());
    assert_eq!(codes(&diagnostics), ["quote-not-found", "quote-not-found"]);
    // After the file is closed, the text on disk counts again.
    let uri = editor.uri("door.txt");
    editor.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.write("door.txt", with(TEXT, "Rain fell", "Hail fell"));
    let change = json!({ "changes": [{ "uri": uri, "type": 2 }] });
    editor.notify("workspace/didChangeWatchedFiles", change);
    editor.until("show.yaml", |diagnostics| {
        codes(diagnostics) == ["quote-not-found", "quote-not-found"]
    });
}

#[test]
fn sound_files_are_decoded() {
    let script = with(
        SCRIPT,
        "breeze: { recipe: wind, intensity: 0.3 }",
        "breeze: { file: breeze.wav }",
    );
    let mut editor = opened(SCRIPT);
    editor.write("breeze.wav", b"nothing that sounds");
    editor.change("show.yaml", &script);
    editor.until("show.yaml", |diagnostics| {
        codes(diagnostics) == ["unreadable-sound"]
    });
}

#[test]
fn a_broken_script_is_reported_and_the_session_continues() {
    let broken = with(SCRIPT, "tone: urgent }", "tone: [urgent }");
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change("show.yaml", &broken);
    editor.until("show.yaml", |diagnostics| {
        codes(diagnostics).contains(&"yaml-syntax")
    });
    for wound in [
        "",
        "\u{FEFF}",
        "{",
        "- [",
        "cues:\n  - {",
        "a: &a [*a]",
        "\t\t",
        "cast: *x",
        "lines:\n - |\n",
    ] {
        editor.change("show.yaml", wound);
        let here = json!({ "line": 0, "character": 1 });
        for method in [
            "completion",
            "hover",
            "definition",
            "documentSymbol",
            "references",
            "prepareRename",
        ] {
            let uri = editor.uri("show.yaml");
            let params = json!({ "textDocument": { "uri": uri }, "position": here, "context": { "includeDeclaration": true } });
            editor.request(&format!("textDocument/{method}"), params);
        }
    }
    editor.change("show.yaml", SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn other_yaml_files_are_ignored() {
    let mut editor = opened(SCRIPT);
    editor.open("other.yaml", "yaml", "services:\n  web: { image: x }\n");
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change("other.yaml", "services:\n  web: [\n");
    let answer = editor.ask_with(
        "textDocument/hover",
        "other.yaml",
        ("services:\n", "serv|ices"),
        json!({}),
    );
    assert_eq!(answer, Value::Null);
    // The server sends no diagnostics for the other file.
    editor.change("show.yaml", &with(SCRIPT, "by: BORIS", "by: BORRIS"));
    editor.until("show.yaml", |diagnostics| {
        codes(diagnostics) == ["unknown-role"]
    });
    assert_eq!(editor.leave(), 0);
}

#[test]
fn an_editor_that_counts_bytes_gets_offsets_in_bytes() {
    let mut editor =
        Editor::cuebook(json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }));
    let script = with(
        SCRIPT,
        "\"Rain fell\", until: end",
        "\"дверь\", until: { after: \"😀 loudly\" }, colour: red",
    );
    editor.open("show.yaml", "yaml", &script);
    let diagnostics = editor.until("show.yaml", |diagnostics| !diagnostics.is_empty());
    let line = script.lines().find(|line| line.contains("colour")).unwrap();
    let at = line.find("colour").unwrap();
    assert_eq!(diagnostics[0]["range"]["start"]["character"], at);
}
