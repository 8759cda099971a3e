//! A script and the shared file that it uses.

use serde_json::{Value, json};

use super::client::{Editor, SCRIPT, codes, position, words};

const HOUSE: &str = "cast:\n  BORIS: { voice: am_michael, space: cellar }\n  VERA: { voice: bf_emma }\n\
    spaces:\n  cellar: { preset: tent }\nsounds:\n  breeze: { recipe: wind, intensity: 0.3 }\n";

/// Returns the chapter: the show without what the house has.
fn chapter() -> String {
    let script = SCRIPT
        .replace("  BORIS: { voice: am_michael }\n", "")
        .replace("sounds:\n  breeze: { recipe: wind, intensity: 0.3 }\n", "");
    script.replace("text: door.txt\n", "text: door.txt\nuse: house.yaml\n")
}

fn opened(script: &str) -> Editor {
    let mut editor = Editor::cuebook(json!({}));
    editor.write("house.yaml", HOUSE);
    editor.open("show.yaml", "yaml", script);
    editor
}

#[test]
fn a_name_leads_to_the_shared_file_and_is_described() {
    let script = chapter();
    let mut editor = opened(&script);
    let errors = editor.until("show.yaml", |_| true);
    assert_eq!(codes(&errors), [] as [&str; 0], "{errors:#?}");
    for (from, name) in [("by: BO|RIS", "BORIS"), ("bed: bre|eze", "breeze")] {
        let to = editor.ask("definition", &script, from);
        assert_eq!(to["uri"], editor.uri("house.yaml"), "{from}");
        assert_eq!(words(HOUSE, &to["range"]), name);
    }
    let to = editor.ask("definition", &script, "use: hou|se.yaml");
    assert_eq!(to["uri"], editor.uri("house.yaml"));
    let about = editor.ask("hover", &script, "by: BO|RIS").to_string();
    assert!(about.contains("am_michael"), "{about}");
    let about = editor.ask("hover", &script, "bed: bre|eze").to_string();
    assert!(about.contains("wind"), "{about}");
    let all = editor.ask("completion", &script, "by: BO|RIS").to_string();
    assert!(all.contains("VERA") && all.contains("BORIS"), "{all}");
}

#[test]
fn a_name_is_renamed_in_both_files() {
    let script = chapter();
    let mut editor = opened(&script);
    let asked = |uri: &str, text: &str, around: &str| {
        json!({
            "textDocument": { "uri": uri },
            "position": position(text, around),
            "newName": "BORYA",
        })
    };
    let (show, house) = (editor.uri("show.yaml"), editor.uri("house.yaml"));
    let from_script = editor.request("textDocument/rename", asked(&show, &script, "by: BO|RIS"));
    editor.open("house.yaml", "yaml", HOUSE);
    let from_house = editor.request("textDocument/rename", asked(&house, HOUSE, "  BO|RIS: {"));
    for changes in [from_script, from_house] {
        let changes = &changes["changes"];
        let names = |uri: &str, text: &str| -> Vec<String> {
            let edits = changes[uri]
                .as_array()
                .unwrap_or_else(|| panic!("{changes}"));
            let old = edits
                .iter()
                .map(|edit| words(text, &edit["range"]).to_owned());
            old.collect()
        };
        assert_eq!(names(&show, &script), ["BORIS"]);
        assert_eq!(names(&house, HOUSE), ["BORIS"]);
    }
}

#[test]
fn a_mistake_in_a_shared_file_is_shown_there() {
    let script = chapter();
    let mut editor = Editor::cuebook(json!({}));
    editor.write("house.yaml", HOUSE.replace("am_michael", "am_mike"));
    editor.open("show.yaml", "yaml", &script);
    let found = editor.until("house.yaml", |found| !found.is_empty());
    assert_eq!(codes(&found), ["unknown-voice"]);
    // The file of the editor counts, not that of the disk.
    editor.open("house.yaml", "yaml", HOUSE);
    editor.until("house.yaml", <[Value]>::is_empty);
}

#[test]
fn a_shared_file_by_itself_is_no_broken_script() {
    let mut editor = Editor::cuebook(json!({}));
    editor.open("house.yaml", "yaml", HOUSE);
    let found = editor.until("house.yaml", |_| true);
    assert_eq!(codes(&found), [] as [&str; 0]);
    let wrong = HOUSE.replace("space: cellar", "space: celler");
    editor.change("house.yaml", &wrong);
    let found = editor.until("house.yaml", |found| !found.is_empty());
    assert_eq!(codes(&found), ["unknown-space"]);
    let open = format!("{HOUSE}pau\n");
    editor.change("house.yaml", &open);
    let uri = editor.uri("house.yaml");
    let asked = json!({ "textDocument": { "uri": uri }, "position": position(&open, "pau|\n") });
    let all = editor.request("textDocument/completion", asked);
    let all = all["items"].as_array().unwrap();
    let labels: Vec<&str> = all
        .iter()
        .map(|one| one["label"].as_str().unwrap())
        .collect();
    assert!(
        labels.contains(&"pauses") && labels.contains(&"pronounce"),
        "{labels:?}"
    );
    assert!(
        !labels.contains(&"cues") && !labels.contains(&"text"),
        "{labels:?}"
    );
}
