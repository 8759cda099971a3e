//! Completion and hover.

use serde_json::{Value, json};

use super::client::{Editor, SCRIPT, TEXT, codes, with, words};

fn opened(script: &str) -> Editor {
    let mut editor = Editor::cuebook(json!({}));
    editor.open("show.yaml", "yaml", script);
    editor
}

/// Returns the script with `around` in place of `instead`, and the completions at `|`.
fn offered(instead: &str, around: &str) -> (String, Vec<Value>) {
    let script = with(SCRIPT, instead, &around.replacen('|', "", 1));
    let mut editor = opened(SCRIPT);
    editor.until("show.yaml", <[Value]>::is_empty);
    editor.change("show.yaml", &script);
    let list = editor.ask("completion", &script, around);
    (script, list["items"].as_array().unwrap().clone())
}

fn labels(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .map(|item| item["label"].as_str().unwrap())
        .collect()
}

fn item<'i>(items: &'i [Value], label: &str) -> &'i Value {
    let found = items.iter().find(|item| item["label"] == label);
    found.unwrap_or_else(|| panic!("{label} in {:?}", labels(items)))
}

/// Returns the script after a completion is accepted.
fn taken(script: &str, item: &Value) -> String {
    let range = &item["textEdit"]["range"];
    let old = words(script, range);
    let start = old.as_ptr() as usize - script.as_ptr() as usize;
    let new = item["textEdit"]["newText"].as_str().unwrap();
    format!("{}{new}{}", &script[..start], &script[start + old.len()..])
}

#[test]
fn a_cue_is_completed_with_the_keys_of_its_kind() {
    let (_, items) = offered("times: 2 }", "ti|}");
    let keys = labels(&items);
    assert!(
        keys.contains(&"times") && keys.contains(&"travel"),
        "{keys:?}"
    );
    // `id`, `spot` and `at` are already present; a spot has no `until`.
    for key in ["id", "spot", "at", "until", "ride", "bed"] {
        assert!(!keys.contains(&key), "{key}");
    }
    let times = item(&items, "times")["documentation"]["value"]
        .as_str()
        .unwrap();
    assert!(times.contains("1 to 10,000"), "{times}");
}

#[test]
fn an_accepted_key_replaces_the_typed_letters() {
    let (script, items) = offered("by: BORIS }", "by: BORIS, ga| }");
    let after = taken(&script, item(&items, "gain"));
    assert!(after.contains("by: BORIS, gain:  }"), "{after}");
}

#[test]
fn roles_and_voices_are_completed() {
    let (script, items) = offered("by: BORIS", "by: B|");
    assert_eq!(labels(&items), ["NARRATOR", "ANNA", "BORIS"]);
    assert_eq!(item(&items, "BORIS")["detail"], "am_michael");
    assert_eq!(taken(&script, item(&items, "BORIS")), SCRIPT);
    let (_, items) = offered("BORIS: { voice: am_michael", "BORIS: { voice: |");
    // 54 are built in.
    assert_eq!(items.len(), 55);
    let own = item(&items, "narrator-anna")["detail"].as_str().unwrap();
    assert_eq!(own, "British woman, of your engine studio");
    let about = item(&items, "am_michael")["detail"].as_str().unwrap();
    assert!(about.starts_with("American man"), "{about}");
}

#[test]
fn a_speaking_role_without_a_cast_entry_is_completed_in_the_cast() {
    let script = with(SCRIPT, "  BORIS: { voice: am_michael }\n", "  \n");
    let mut editor = opened(&script);
    let place = "pan: -0.3 } }\n  |\n";
    let list = editor.ask("completion", &script, place);
    let items = list["items"].as_array().unwrap();
    assert_eq!(labels(items), ["BORIS"]);
    assert_eq!(items[0]["textEdit"]["newText"], "BORIS: ");
}

#[test]
fn sounds_are_completed_with_their_descriptions() {
    let (_, items) = offered("bed: breeze", "bed: |");
    assert_eq!(labels(&items)[0], "breeze");
    let artillery = item(&items, "artillery")["documentation"]["value"]
        .as_str()
        .unwrap();
    assert!(
        artillery.contains("`distance`") && artillery.contains("km"),
        "{artillery}"
    );
}

#[test]
fn the_settings_of_a_recipe_are_completed_with_range_and_unit() {
    let (_, items) = offered("recipe: wind, intensity: 0.3 }", "recipe: artillery, d| }");
    let distance = item(&items, "distance");
    let about = distance["documentation"]["value"].as_str().unwrap();
    assert!(about.contains("km") && about.contains("Default"), "{about}");
    item(&items, "density");
    assert!(!labels(&items).contains(&"recipe"));
    let (_, items) = offered(
        "recipe: wind, intensity: 0.3 }",
        "recipe: door-slam, material: | }",
    );
    assert!(
        labels(&items).contains(&"sheet-iron"),
        "{:?}",
        labels(&items)
    );
}

#[test]
fn ids_are_completed_in_anchors() {
    let (_, items) = offered("cue: knock", "cue: |");
    assert_eq!(labels(&items), ["rain", "knock", "still"]);
    let (_, items) = offered("cue: knock", "scene: |");
    assert_eq!(labels(&items), ["inside", "outside"]);
    let (_, items) = offered("cue: knock", "line: |");
    assert_eq!(labels(&items), ["go", "come"]);
}

#[test]
fn words_of_the_text_are_completed_until_they_are_unique() {
    // The script is invalid while the author types: the quotation mark is still open.
    let (script, items) = offered(
        "at: { after: \"fell shut.\" }, times: 2 }",
        "at: { after: \"fell|",
    );
    assert_eq!(labels(&items), ["fell shut.", "fell on the"]);
    assert_eq!(item(&items, "fell on the")["detail"], "line 3");
    let after = taken(&script, item(&items, "fell shut."));
    assert!(after.contains("at: { after: \"fell shut.\"\n"), "{after}");
    // Completion ignores case.
    let (_, items) = offered("\"Rain fell\", until", "\"rain f|\", until");
    assert_eq!(labels(&items)[0], "Rain fell on");
}

#[test]
fn lines_without_a_role_are_offered() {
    let (_, items) = offered("quote: \"Come!\", by: BORIS }", "quote: | }");
    assert_eq!(labels(&items), ["Come!"]);
    assert_eq!(items[0]["textEdit"]["newText"], "\"Come!\"");
}

#[test]
fn a_number_is_completed_with_its_units() {
    let (_, items) = offered("hush: 0.5s", "hush: 5|");
    assert_eq!(labels(&items), ["5s", "5ms", "5min", "5h"]);
    let (_, items) = offered("tone: urgent", "tone: |");
    assert_eq!(items.len(), 18);
    assert!(
        item(&items, "whisper")["detail"]
            .as_str()
            .unwrap()
            .contains("breath")
    );
}

#[test]
fn an_accepted_quote_is_found() {
    let (script, items) = offered("\"Rain fell\", until", "\"and th|\", until");
    let after = taken(&script, &items[0]);
    let mut editor = opened(&after);
    let found = editor.until("show.yaml", |_| true);
    assert_eq!(codes(&found), [] as [&str; 0]);
    assert!(TEXT.contains(labels(&items)[0]));
}

fn hovered(around: &str) -> String {
    let mut editor = opened(SCRIPT);
    let answer = editor.ask("hover", SCRIPT, around);
    answer["contents"]["value"]
        .as_str()
        .unwrap_or("")
        .to_owned()
}

#[test]
fn hover_describes_the_word_under_the_pointer() {
    let sound = hovered("bed: bree|ze");
    assert!(sound.contains("`wind` with `intensity: 0.3`"), "{sound}");
    let library = hovered("spot: door-str|ike");
    assert!(
        library.contains("`force`") && library.contains("Default"),
        "{library}"
    );
    let role = hovered("  AN|NA:");
    assert!(
        role.contains("`af_heart`") && role.contains("1 line, 1 word"),
        "{role}"
    );
    let voice = hovered("voice: bm_ge|orge");
    assert!(voice.contains("British man"), "{voice}");
    let key = hovered("ga|in: -14dB");
    assert!(key.contains("−120 to 40 dB"), "{key}");
    let tone = hovered("tone: urg|ent");
    assert!(tone.contains("higher"), "{tone}");
}

#[test]
fn hover_shows_the_time_and_length_of_a_cue() {
    let hush = hovered("id: sti|ll");
    assert!(
        hush.contains("hush, about 0:") && hush.contains(" 0.5 s"),
        "{hush}"
    );
    let knock = hovered("id: kno|ck");
    assert!(
        knock.contains("spot of `door-strike`") && knock.contains("2 times"),
        "{knock}"
    );
}

#[test]
fn hover_shows_the_passage_around_a_quote() {
    let passage = hovered("from: \"Rain| fell\", until");
    assert!(
        passage.contains("shut. **Rain fell** on the дверь"),
        "{passage}"
    );
    assert!(
        passage.contains("`door.txt`, line 3, about 0:"),
        "{passage}"
    );
}
