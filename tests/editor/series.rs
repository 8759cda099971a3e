//! A series in the editor.

use serde_json::{Value, json};

use super::client::{Editor, codes, words};

const SERIES: &str =
    "series: Night Watch\nchapters:\n  - show.yaml\n  - shw.yaml\nmeta:\n  author: Ann\n  \n";

#[test]
fn a_series_is_checked_while_it_is_typed_and_is_no_broken_script() {
    let mut editor = Editor::cuebook(json!({}));
    editor.write("show.yaml", "text: |\n  Hello.\n");
    editor.open("series.yaml", "yaml", SERIES);
    let found = editor.until("series.yaml", |found| !found.is_empty());
    assert_eq!(codes(&found), ["missing-file"]);
    assert_eq!(words(SERIES, &found[0]["range"]), "shw.yaml");
    editor.change("series.yaml", &SERIES.replace("shw.yaml", "./show.yaml"));
    let found = editor.until("series.yaml", |found| codes(found) != ["missing-file"]);
    assert_eq!(codes(&found), ["duplicate-name"]);
    editor.change("series.yaml", &SERIES.replace("  - shw.yaml\n", ""));
    editor.until("series.yaml", <[Value]>::is_empty);
}

#[test]
fn keys_and_chapters_are_completed() {
    let mut editor = Editor::cuebook(json!({}));
    editor.write("show.yaml", "text: |\n  Hello.\n");
    editor.write("two.txt", "Hello.\n");
    editor.open("series.yaml", "yaml", SERIES);
    let mut offered = |text: &str, around: &str| -> Vec<String> {
        editor.change("series.yaml", text);
        let place = (text, around);
        let list = editor.ask_with("textDocument/completion", "series.yaml", place, json!({}));
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    };
    let text = SERIES.replace("shw.yaml", "t");
    let names = offered(&text, "  - t|");
    assert!(
        names.contains(&"two.txt".to_owned()) && !names.contains(&"series.yaml".to_owned()),
        "{names:?}"
    );
    let text = format!("{}fe\n", SERIES.trim_end_matches("  \n"));
    assert!(offered(&text, "\nfe|").contains(&"feed".to_owned()));
    let text = SERIES.replace("  \n", "  cov\n");
    let keys = offered(&text, "  cov|");
    assert!(
        keys.contains(&"cover".to_owned()) && !keys.contains(&"feed".to_owned()),
        "{keys:?}"
    );
}
