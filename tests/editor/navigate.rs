//! Definitions, references, renaming and code actions.

use serde_json::{Value, json};

use super::client::{Editor, SCRIPT, TEXT, codes, with, words};

fn opened(script: &str) -> Editor {
    let mut editor = Editor::cuebook(json!({}));
    editor.open("show.yaml", "yaml", script);
    editor
}

/// Returns the script after some edits.
fn edited(script: &str, edits: &[Value]) -> String {
    let mut places: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let old = words(script, &edit["range"]);
            let start = old.as_ptr() as usize - script.as_ptr() as usize;
            (start, start + old.len(), edit["newText"].as_str().unwrap())
        })
        .collect();
    places.sort_unstable();
    let mut text = script.to_owned();
    for (start, end, with) in places.into_iter().rev() {
        text.replace_range(start..end, with);
    }
    text
}

#[test]
fn a_quote_leads_to_its_words_in_the_prose() {
    let mut editor = opened(SCRIPT);
    let to = editor.ask("definition", SCRIPT, "after: \"fell sh|ut.\"");
    assert_eq!(to["uri"], editor.uri("door.txt"));
    assert_eq!(words(TEXT, &to["range"]), "fell shut");
    let to = editor.ask("definition", SCRIPT, "quote: \"Com|e!\"");
    assert_eq!(words(TEXT, &to["range"]), "Come");
}

#[test]
fn a_quote_leads_into_the_script_if_the_prose_is_there() {
    let script =
        "text: |\n  A bell rang. She — 😀 — left.\ncues:\n  - { spot: bell-toll, at: \"left\" }\n";
    let mut editor = opened(script);
    let to = editor.ask("definition", script, "at: \"le|ft\"");
    assert_eq!(to["uri"], editor.uri("show.yaml"));
    assert_eq!(to["range"]["start"]["line"], 1);
    assert_eq!(words(script, &to["range"]), "left");
}

#[test]
fn a_name_leads_to_its_definition() {
    let mut editor = opened(SCRIPT);
    for (from, line) in [
        ("by: BO|RIS", "  BORIS: "),
        ("cue: kn|ock", "  - { id: knock"),
        ("bed: bre|eze", "  breeze: "),
    ] {
        let to = editor.ask("definition", SCRIPT, from);
        let at = to["range"]["start"]["line"].as_u64().unwrap() as usize;
        assert!(
            SCRIPT.lines().nth(at).unwrap().starts_with(line),
            "{from}: {to}"
        );
    }
    let to = editor.ask("definition", SCRIPT, "text: do|or.txt");
    assert_eq!(to["uri"], editor.uri("door.txt"));
}

#[test]
fn every_reference_to_a_name_is_found() {
    let mut editor = opened(SCRIPT);
    let more = json!({ "context": { "includeDeclaration": true } });
    let all = editor.ask_with(
        "textDocument/references",
        "show.yaml",
        (SCRIPT, "  ANN|A:"),
        more,
    );
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 2);
    assert!(
        all.iter()
            .all(|place| words(SCRIPT, &place["range"]) == "ANNA")
    );
}

#[test]
fn a_role_is_renamed_everywhere() {
    let mut editor = opened(SCRIPT);
    let more = json!({ "newName": "ANNA PETROVNA" });
    let uri = editor.uri("show.yaml");
    let place = (SCRIPT, "by: AN|NA");
    let edits = editor.ask_with("textDocument/rename", "show.yaml", place, more);
    let edits = edits["changes"][&uri].as_array().unwrap().clone();
    assert_eq!(edits.len(), 2);
    let renamed = edited(SCRIPT, &edits);
    assert_eq!(renamed, SCRIPT.replace("ANNA", "ANNA PETROVNA"));
    editor.change("show.yaml", &renamed);
    editor.until("show.yaml", <[Value]>::is_empty);
}

#[test]
fn an_id_is_renamed_everywhere() {
    let script = SCRIPT.replace("cue: knock", "cue: \"knock\"");
    let mut editor = opened(&script);
    let more = json!({ "newName": "three-knocks" });
    let uri = editor.uri("show.yaml");
    let place = (&*script, "id: kno|ck");
    let edits = editor.ask_with("textDocument/rename", "show.yaml", place, more);
    let edits = edits["changes"][&uri].as_array().unwrap().clone();
    let renamed = edited(&script, &edits);
    assert_eq!(renamed, script.replace("knock", "three-knocks"));
    assert!(renamed.contains("cue: \"three-knocks\""));
    let prepared = editor.ask("prepareRename", &script, "id: kno|ck");
    assert_eq!(prepared["placeholder"], "knock");
}

#[test]
fn an_impossible_renaming_is_refused_with_a_reason() {
    let mut editor = opened(SCRIPT);
    let mut refused = |around: &str, name: &str| {
        let more = json!({ "newName": name });
        let answer = editor.ask_with("textDocument/rename", "show.yaml", (SCRIPT, around), more);
        answer["error"]["message"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    };
    assert!(refused("by: BO|RIS", "ANNA").contains("already"));
    assert!(refused("id: kno|ck", "two words").contains("space"));
    assert!(refused("spot: door|-strike", "x").contains("is not defined in this script"));
    assert!(refused("  NARR|ATOR:", "VOICE").contains("narrator:"));
    assert!(refused("tim|es: 2", "x").contains("no name"));
}

#[test]
fn a_hint_is_offered_as_a_code_action() {
    let wrong = with(SCRIPT, "by: BORIS", "by: BORRIS");
    let mut editor = opened(&wrong);
    let found = editor.until("show.yaml", |found| codes(found) == ["unknown-role"]);
    let params = json!({
        "textDocument": { "uri": editor.uri("show.yaml") },
        "range": found[0]["range"],
        "context": { "diagnostics": found },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let action = &actions[0];
    assert_eq!(action["title"], "write `BORIS`");
    assert_eq!(action["kind"], "quickfix");
    let uri = editor.uri("show.yaml");
    let edits = action["edit"]["changes"][&uri].as_array().unwrap();
    assert_eq!(edited(&wrong, edits), SCRIPT);
}

#[test]
fn formatting_keeps_the_content_of_a_script() {
    let rough = with(SCRIPT, "cast:\n", "\n\n\ncast:   # 😀\n");
    let mut editor = opened(&rough);
    let params = json!({
        "textDocument": { "uri": editor.uri("show.yaml") },
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = editor.request("textDocument/formatting", params.clone());
    let edits = edits.as_array().unwrap();
    let fine = edited(&rough, edits);
    assert!(fine.contains("\n\ncast:  # 😀\n"), "{fine}");
    assert!(
        edits
            .iter()
            .all(|edit| edit["newText"].as_str().unwrap().len() < SCRIPT.len() / 2)
    );
    editor.change("show.yaml", &fine);
    assert_eq!(
        editor.request("textDocument/formatting", params.clone()),
        json!([])
    );
    editor.change("show.yaml", "cues: [\nshow: x\n");
    let refused = editor.request("textDocument/formatting", params);
    let why = refused["error"]["message"].as_str().unwrap();
    assert!(why.contains("this `[` is never closed"), "{why}");
}

#[test]
fn an_outline_shows_the_script_by_its_sections() {
    let mut editor = opened(SCRIPT);
    let params = json!({ "textDocument": { "uri": editor.uri("show.yaml") } });
    let symbols = editor.request("textDocument/documentSymbol", params);
    let found: Vec<String> = symbols
        .as_array()
        .unwrap()
        .iter()
        .map(|section| {
            let all = section["children"].as_array().unwrap().iter();
            let names: Vec<&str> = all.map(|one| one["name"].as_str().unwrap()).collect();
            format!("{}: {}", section["name"].as_str().unwrap(), names.join(" "))
        })
        .collect();
    assert_eq!(
        found,
        [
            "cast: NARRATOR ANNA BORIS",
            "scenes: inside outside",
            "lines: go come",
            "sounds: breeze",
            "cues: rain knock still",
        ]
    );
}

#[test]
fn guesses_and_speakers_are_changed_by_code_actions() {
    let guess = with(
        SCRIPT,
        "by: ANNA, tone: urgent }",
        "by: ANNA, tone: urgent }  # guess: turn-taking with BORIS",
    );
    let mut editor = opened(&guess);
    let line = guess
        .lines()
        .position(|line| line.contains("id: go"))
        .unwrap();
    let params = json!({
        "textDocument": { "uri": editor.uri("show.yaml") },
        "range": { "start": { "line": line, "character": 8 }, "end": { "line": line, "character": 8 } },
        "context": { "diagnostics": [] },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let uri = editor.uri("show.yaml");
    let made = |title: &str| {
        let all = actions.as_array().unwrap();
        let action = all.iter().find(|action| action["title"] == title).unwrap();
        edited(&guess, action["edit"]["changes"][&uri].as_array().unwrap())
    };
    assert_eq!(made("accept this guess"), SCRIPT);
    assert_eq!(made("accept all 1 guesses"), SCRIPT);
    let given = made("give this line to BORIS");
    assert_eq!(given, with(SCRIPT, "by: ANNA, tone", "by: BORIS, tone"));
    let removed = made("remove this line; the narrator reads it");
    assert!(!removed.contains("id: go"), "{removed}");
}

#[test]
fn an_editor_that_can_ask_gets_the_edit_of_an_action_when_it_is_chosen() {
    let lazy = json!({ "textDocument": { "codeAction": {
        "dataSupport": true, "resolveSupport": { "properties": ["edit"] },
    } } });
    let mut editor = Editor::cuebook(lazy);
    editor.open("show.yaml", "yaml", SCRIPT);
    let line = SCRIPT
        .lines()
        .position(|line| line.contains("id: go"))
        .unwrap();
    let params = json!({
        "textDocument": { "uri": editor.uri("show.yaml") },
        "range": { "start": { "line": line, "character": 8 }, "end": { "line": line, "character": 8 } },
        "context": { "diagnostics": [] },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let action = actions.as_array().unwrap().iter();
    let action = action
        .clone()
        .find(|action| action["title"] == "give this line to BORIS");
    let action = action.unwrap().clone();
    assert_eq!(action["edit"], Value::Null);
    let whole = editor.request("codeAction/resolve", action.clone());
    let edits = whole["edit"]["changes"][&editor.uri("show.yaml")].clone();
    let given = edited(SCRIPT, edits.as_array().unwrap());
    assert_eq!(given, with(SCRIPT, "by: ANNA, tone", "by: BORIS, tone"));
    // An offer for an older text is refused.
    editor.change("show.yaml", &with(SCRIPT, "id: go", "id: go-on"));
    let refused = editor.request("codeAction/resolve", action);
    let why = refused["error"]["message"].as_str().unwrap();
    assert!(why.contains("has changed"), "{why}");
}
