//! Patches of the document: a page that applies them has what it would fetch.

use serde_json::{Map, Value, json};

use super::client::Studio;
use super::edits::{Dice, any_gesture};
use super::story::{SCRIPT as STORY, TEXT};
use crate::stage::{SCRIPT, Stage};

/// Applies a patch, as the page does.
fn patched(show: &mut Value, patch: &Value) {
    assert_eq!(show["version"], patch["from"]);
    show["version"] = patch["to"].clone();
    for (name, value) in entries(&patch["set"]) {
        *within(show, name) = value.clone();
    }
    for (name, splices) in entries(&patch["lists"]) {
        let list = within(show, name).as_array_mut().unwrap();
        for splice in splices.as_array().unwrap() {
            let at = number(&splice[0]);
            let items = splice[2].as_array().unwrap().clone();
            list.splice(at..at + number(&splice[1]), items);
        }
    }
    for (name, splice) in entries(&patch["numbers"]) {
        let list = within(show, name).as_array_mut().unwrap();
        let at = number(&splice[0]);
        let items = splice[2].as_array().unwrap().clone();
        let behind = at + items.len();
        list.splice(at..at + number(&splice[1]), items);
        let shift = splice[3].as_i64().unwrap();
        for own in list[behind..].iter_mut().filter(|own| !own.is_null()) {
            *own = json!(own.as_i64().unwrap() + shift);
        }
    }
    for (name, splice) in entries(&patch["texts"]) {
        let text = within(show, name);
        let mut units: Vec<u16> = text.as_str().unwrap().encode_utf16().collect();
        let (at, out) = (number(&splice[0]), number(&splice[1]));
        units.splice(at..at + out, splice[2].as_str().unwrap().encode_utf16());
        *text = json!(String::from_utf16(&units).unwrap());
    }
}

fn entries(patch: &Value) -> &Map<String, Value> {
    patch.as_object().unwrap()
}

fn within<'v>(show: &'v mut Value, name: &str) -> &'v mut Value {
    name.split('.').fold(show, |value, key| &mut value[key])
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// Returns a gesture on the story.
fn on_story(dice: &mut Dice) -> Value {
    let goal = ["door", "stairs", "roof", "rain", "end"][dice.below(5)];
    let option = ["nail.take", "nail.leave"][dice.below(2)];
    match dice.below(8) {
        0 => json!({ "do": "set-choice", "choice": option, "set": { "to": goal } }),
        1 => json!({ "do": "set-choice", "choice": option, "set": { "when": "courage >= 1" } }),
        2 => json!({ "do": "set-choice", "choice": option, "set": { "when": null } }),
        3 => json!({ "do": "set-scene", "scenes": ["rain"], "set": { "then": goal } }),
        4 => json!({ "do": "add-option", "choice": "nail", "option": { "words": "Wait 𝄞" } }),
        5 => json!({ "do": "move-option", "option": option, "to": dice.below(2) }),
        6 => {
            json!({ "do": "set-variable", "name": "courage", "value": { "to": 3 + dice.below(9) } })
        }
        _ => {
            json!({ "do": "set-choice", "choice": "nail.take", "set": { "set.courage": "courage + 1" } })
        }
    }
}

/// Makes so many gestures, and undoes and redoes some. Returns how many patches there were.
fn play(script: &str, seed: u64, rounds: usize) -> usize {
    let stage = Stage::new();
    stage.write("lamp.txt", TEXT);
    stage.write("show.yaml", script);
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut dice = Dice(seed);
    let mut page = studio.show();
    let mut patches = 0;
    for round in 0..rounds {
        let revision = page["revision"].clone();
        let is_story = page["choices"]
            .as_array()
            .is_some_and(|all| !all.is_empty());
        let (status, answer) = match dice.below(5) {
            0 => studio.post("/api/undo", &json!({ "revision": revision })),
            1 => studio.post("/api/redo", &json!({ "revision": revision })),
            _ => {
                let gesture = match is_story {
                    true => on_story(&mut dice),
                    false => any_gesture(&page, &mut dice),
                };
                let asked = json!({ "revision": revision, "gesture": gesture });
                studio.post("/api/edit", &asked)
            }
        };
        assert!(matches!(status, 200 | 422), "{round}: {answer}");
        if status == 200 && !answer["step"].is_null() {
            match &answer["patch"] {
                Value::Null => page = studio.show(),
                patch => {
                    patched(&mut page, patch);
                    patches += 1;
                }
            }
        }
        let fetched = studio.show();
        for (key, value) in fetched.as_object().unwrap() {
            assert_eq!(page[key], *value, "{round}: {key}");
        }
        assert_eq!(page, fetched);
        let text = fetched["script"]["text"].as_str().unwrap();
        assert_eq!(text.as_bytes(), stage.bytes("show.yaml"));
    }
    patches
}

#[test]
fn after_two_hundred_gestures_the_patched_document_is_the_fetched_one() {
    assert!(play(SCRIPT, 3, 60) > 10);
    assert!(play(STORY, 4, 50) > 10);
    assert!(play(&SCRIPT.replace('\n', "\r\n"), 5, 45) > 10);
    assert!(play(&STORY.replace('\n', "\r\n"), 6, 45) > 10);
}

#[test]
fn every_page_hears_the_patch_of_a_step() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut page = studio.show();
    let mut socket = studio.socket("/api/socket");
    studio.make(&json!({ "do": "set-cue", "cues": ["rain"], "set": { "gain": "-9dB" } }));
    loop {
        let message = socket.read().unwrap();
        let said: Value = serde_json::from_str(message.to_text().unwrap()).unwrap();
        match said["is"].as_str().unwrap() {
            "hello" => assert_eq!(said["version"], page["version"]),
            "show" => {
                let patch = &said["patch"];
                assert_eq!(patch["to"], said["version"]);
                assert!(patch.to_string().len() < 1_500, "{patch}");
                patched(&mut page, patch);
                break;
            }
            _ => {}
        }
    }
    assert_eq!(page, studio.show());
}
