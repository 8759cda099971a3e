//! Interactive shows and texts in several files in the editor.

use serde_json::{Value, json};

use super::client::{Editor, codes, with, words};

const SCRIPT: &str = "show: The Gate
text: [gate.txt, hall.txt]
state:
  lamp: false
  mood: { one-of: [calm, afraid] }
scenes:
  - { id: gate, from: start, then: hall }
  - { id: hall, from: \"The hall was dark\", then: [ { to: gate, when: \"not lamp\" }, end ] }
choices:
  - id: door
    at: { after: \"The door was shut\" }
    ask: { quote: \"Who goes there\" }
    default: wait
    options:
      - { id: light, say: \"Light it\", set: { lamp: true } }
      - { id: wait, words: \"Wait\", when: \"mood == calm\", set: { mood: afraid } }
";

const GATE: &str = "The gate stood open. Who goes there?\n";
const HALL: &str = "\n😀 The hall was dark. The door was shut. It rained.\n";

fn opened(script: &str) -> Editor {
    let mut editor = Editor::cuebook(json!({}));
    editor.write("gate.txt", GATE);
    editor.write("hall.txt", HALL);
    editor.open("show.yaml", "yaml", script);
    editor
}

/// Returns the labels of the completions at `|` after a change of the script.
fn offered(instead: &str, around: &str) -> Vec<String> {
    let script = with(SCRIPT, instead, &around.replacen('|', "", 1));
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change("show.yaml", &script);
    let list = editor.ask("completion", &script, around);
    let items = list["items"].as_array().unwrap();
    let label = |item: &Value| item["label"].as_str().unwrap().to_owned();
    items.iter().map(label).collect()
}

#[test]
fn scenes_options_and_words_of_expressions_are_completed() {
    assert_eq!(offered("then: hall", "then: h|"), ["gate", "hall", "end"]);
    assert_eq!(offered("{ to: gate", "{ to: |"), ["gate", "hall", "end"]);
    assert_eq!(offered("default: wait", "default: |"), ["light", "wait"]);
    let words = offered("\"not lamp\"", "\"not la|\"");
    assert_eq!(words[..4], ["lamp", "mood", "calm", "afraid"]);
    assert!(words.contains(&"not".to_owned()), "{words:?}");
    let set = offered("set: { lamp: true }", "set: { | }");
    assert_eq!(set, ["lamp", "mood"]);
    let keys = offered("    default: wait\n", "    whil|\n");
    assert!(keys.contains(&"while-waiting".to_owned()), "{keys:?}");
}

#[test]
fn only_the_word_of_an_expression_is_replaced() {
    let script = with(SCRIPT, "\"not lamp\"", "\"not la or mood == calm\"");
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change("show.yaml", &script);
    let list = editor.ask("completion", &script, "\"not la| or");
    let items = list["items"].as_array().unwrap();
    let lamp = items.iter().find(|item| item["label"] == "lamp").unwrap();
    assert_eq!(words(&script, &lamp["textEdit"]["range"]), "la");
    assert_eq!(lamp["textEdit"]["newText"], "lamp");
}

#[test]
fn a_variable_is_renamed_in_its_expressions_and_settings() {
    let mut editor = opened(SCRIPT);
    let uri = editor.uri("show.yaml");
    let more = json!({ "newName": "lantern" });
    let edits = editor.ask_with(
        "textDocument/rename",
        "show.yaml",
        (SCRIPT, "not la|mp"),
        more,
    );
    let edits = edits["changes"][&uri].as_array().unwrap().clone();
    let places: Vec<&str> = edits
        .iter()
        .map(|edit| words(SCRIPT, &edit["range"]))
        .collect();
    assert_eq!(places, ["lamp", "lamp", "lamp"]);
    let more = json!({ "newName": "not" });
    let refused = editor.ask_with(
        "textDocument/rename",
        "show.yaml",
        (SCRIPT, "not la|mp"),
        more,
    );
    assert!(refused["error"]["message"].is_string(), "{refused}");
    let more = json!({ "newName": "porch" });
    let edits = editor.ask_with(
        "textDocument/rename",
        "show.yaml",
        (SCRIPT, "{ to: ga|te"),
        more,
    );
    assert_eq!(edits["changes"][&uri].as_array().unwrap().len(), 2);
}

#[test]
fn variables_choices_and_scenes_are_described() {
    let mut editor = opened(SCRIPT);
    let mut hover = |around: &str| {
        let answer = editor.ask("hover", SCRIPT, around);
        answer["contents"]["value"]
            .as_str()
            .unwrap_or("")
            .to_owned()
    };
    assert!(hover("not la|mp").contains("true or false"));
    assert!(hover("mo|od ==").contains("one of calm, afraid"));
    assert!(hover("id: do|or").contains("`light` goes on"));
    assert!(hover("then: ha|ll").contains("**hall**"));
    assert!(hover("def|ault: wait").contains("when no option is open"));
}

#[test]
fn words_and_mistakes_are_found_in_the_right_file() {
    let mut editor = opened(SCRIPT);
    let mut leads = |around: &str| {
        let to = editor.ask("definition", SCRIPT, around);
        (to["uri"].clone(), to["range"].clone())
    };
    let (gate, hall) = (leads("Who go|es"), leads("The door wa|s"));
    let (file, _) = leads("gate.txt, ha|ll.txt");
    assert_eq!(gate.0, editor.uri("gate.txt"));
    assert_eq!(words(GATE, &gate.1), "Who goes there");
    assert_eq!(hall.0, editor.uri("hall.txt"));
    assert_eq!(words(HALL, &hall.1), "The door was shut");
    assert_eq!(file, editor.uri("hall.txt"));
    editor.open(
        "hall.txt",
        "plaintext",
        &format!("{HALL}\n“Go! she said.\n"),
    );
    let found = editor.until("hall.txt", |found| !found.is_empty());
    assert_eq!(found[0]["range"]["start"]["line"], 3);
}

#[test]
fn the_proof_of_a_story_is_shown_while_it_is_written() {
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change(
        "show.yaml",
        &with(SCRIPT, "when: \"not lamp\"", "when: \"lamp == lamp\""),
    );
    let found = editor.until("show.yaml", |found| !found.is_empty());
    assert!(codes(&found).contains(&"never-ends"), "{found:?}");
    editor.change("show.yaml", &with(SCRIPT, "\"not lamp\"", "\"not lamb\""));
    let found = editor.until("show.yaml", |found| {
        codes(found).contains(&"bad-expression")
    });
    let script = with(SCRIPT, "\"not lamp\"", "\"not lamb\"");
    assert_eq!(words(&script, &found[0]["range"]), "lamb");
}

#[test]
fn the_outline_has_the_state_and_the_choices() {
    let mut editor = opened(SCRIPT);
    let uri = editor.uri("show.yaml");
    let params = json!({ "textDocument": { "uri": uri } });
    let symbols = editor.request("textDocument/documentSymbol", params);
    let names: Vec<&str> = symbols
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["state", "scenes", "choices"]);
    assert_eq!(symbols[2]["children"][0]["detail"], "light, wait");
}
