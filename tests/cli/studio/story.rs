//! The map of choices: its gestures, the proof, the paths, and playing from any scene.

use serde_json::{Value, json};
use tungstenite::Message;

use super::client::{Studio, say};
use crate::stage::Stage;

pub(super) const TEXT: &str = "The door was open. A lamp hung on a nail.\n\n\
    The stairs went up into the dark. “Who is there?” called Mara.\n\n\
    The roof was full of stars.\n\nShe ran down into the rain.\n";

pub(super) const SCRIPT: &str = r#"show: The Lamp
text: lamp.txt
cast:
  MARA: { voice: af_heart }
state:
  lamp: false # on the nail
  courage: { from: 0, to: 3 }
scenes:
  - { id: door, from: start }
  - { id: stairs, from: "The stairs went up", then: [ { to: roof, when: lamp }, rain ] } # up
  - { id: roof, from: "The roof was", then: end }
  - { id: rain, from: "She ran", then: end }
choices:
  - id: nail
    at: { after: "on a nail." }
    ask: "Do you take it?"
    wait: 8s
    default: leave
    options:
      - { id: take, say: "Take it.", set: { lamp: true } } # the light
      - { id: leave, words: "Leave it", to: stairs }
lines:
  - { quote: "Who is there?", by: MARA }
"#;

fn stage(script: &str) -> Stage {
    let stage = Stage::new();
    stage.write("lamp.txt", TEXT);
    stage.write("show.yaml", script);
    stage
}

fn script(stage: &Stage) -> String {
    String::from_utf8(stage.bytes("show.yaml")).unwrap()
}

/// Gestures in order, each with what the script has then, and the name of its step.
fn gestures() -> [(Value, &'static str, &'static str); 15] {
    let option = |name: &str, set: Value| json!({ "do": "set-choice", "choice": name, "set": set });
    let scene = |id: &str, set: Value| json!({ "do": "set-scene", "scenes": [id], "set": set });
    let rename = |what: &str, name: &str, to: &str| json!({ "do": "rename", "what": what, "name": name, "to": to });
    [
        (
            rename("scene", "stairs", "steps"),
            "words: \"Leave it\", to: steps }",
            "Rename stairs to steps",
        ),
        (
            option("nail.leave", json!({ "to": "rain" })),
            "words: \"Leave it\", to: rain }",
            "Set the goal of nail.leave",
        ),
        (
            json!({ "do": "set-variable", "name": "courage", "value": { "from": 0, "to": 5 } }),
            "courage: { from: 0, to: 5 }",
            "Set the values of courage",
        ),
        (
            option("nail.take", json!({ "set.courage": "courage + 1" })),
            "set: { lamp: true, courage: courage + 1 } } # the light",
            "Set the new values of nail.take",
        ),
        (
            scene("roof", json!({ "when": "courage >= 1" })),
            "then: end, when: courage >= 1 }",
            "Set the condition of roof",
        ),
        (
            rename("variable", "courage", "heart"),
            "when: heart >= 1 }",
            "Rename courage to heart",
        ),
        (
            json!({ "do": "add-option", "choice": "nail", "option": { "words": "Wait" } }),
            "id: wait",
            "Add the option wait to nail",
        ),
        (
            json!({ "do": "move-option", "option": "nail.wait", "to": 0 }),
            "id: wait",
            "Move nail.wait",
        ),
        (
            rename("option", "nail.leave", "go"),
            "default: go",
            "Rename nail.leave to go",
        ),
        (
            option("nail", json!({ "wait": "12.5s" })),
            "wait: 12.5s",
            "Set the wait of nail",
        ),
        (
            scene(
                "steps",
                json!({ "then": [{ "to": "roof", "when": "lamp and heart >= 1" }, "door"] }),
            ),
            "when: lamp and heart >= 1 }, door]",
            "Set the goal of steps",
        ),
        (
            rename("choice", "nail", "hook"),
            "- id: hook",
            "Rename nail to hook",
        ),
        (
            json!({ "do": "set-variable", "name": "storm", "value": { "chance": "30%" } }),
            "storm: { chance: 30% }",
            "Remember storm",
        ),
        (
            json!({ "do": "remove-variable", "names": ["storm"] }),
            "lamp: false # on the nail",
            "Forget storm",
        ),
        (
            json!({ "do": "remove-choice", "choices": ["hook.wait"] }),
            "{ id: go, words: \"Leave it\", to: rain }",
            "Remove hook.wait",
        ),
    ]
}

#[test]
fn gestures_on_the_map_keep_all_other_bytes_and_are_undone() {
    for breaks in ["\n", "\r\n"] {
        let first = SCRIPT.replace('\n', breaks);
        let stage = stage(&first);
        let studio = Studio::open(&stage, &["show.yaml"]);
        let mut texts = vec![first];
        for (gesture, part, name) in gestures() {
            assert_eq!(studio.make(&gesture), name);
            let after = script(&stage);
            assert!(after.contains(part), "{gesture}: {after}");
            for kept in [
                "lamp: false # on the nail",
                "# up",
                "# the light",
                "quote: \"Who is there?\"",
            ] {
                assert!(after.contains(kept), "{gesture}: {after}");
            }
            let bare = after.replace(breaks, "");
            assert!(!bare.contains(['\r', '\n']), "{gesture}: {after:?}");
            assert_eq!(
                studio.show()["playable"],
                true,
                "{gesture}: {}",
                studio.show()["problems"]
            );
            texts.push(after);
        }
        let step = |path: &str| {
            let revision = studio.show()["revision"].clone();
            studio.post(path, &json!({ "revision": revision })).0
        };
        for before in texts.iter().rev().skip(1) {
            assert_eq!(step("/api/undo"), 200);
            assert_eq!(script(&stage), *before);
        }
        for after in texts.iter().skip(1) {
            assert_eq!(step("/api/redo"), 200);
            assert_eq!(script(&stage), *after);
        }
    }
}

#[test]
fn what_the_story_cannot_have_is_refused() {
    let stage = stage(SCRIPT);
    let studio = Studio::open(&stage, &["show.yaml"]);
    let rename = |what: &str, name: &str, to: &str| json!({ "do": "rename", "what": what, "name": name, "to": to });
    for gesture in [
        rename("scene", "stairs", "roof"),
        rename("scene", "nowhere", "somewhere"),
        rename("variable", "lamp", "the lamp"),
        rename("option", "nail", "hook"),
        rename("option", "nail.take", "leave"),
        rename("scene", "stairs", "  "),
        json!({ "do": "remove-variable", "names": ["lamp"] }),
        json!({ "do": "remove-variable", "names": ["nothing"] }),
        json!({ "do": "set-variable", "name": "courage", "value": { "from": 5, "to": 3 } }),
        json!({ "do": "set-choice", "choice": "nail.take", "set": { "to": "attic" } }),
        json!({ "do": "set-choice", "choice": "nail.take", "set": { "when": "lamp and and" } }),
        json!({ "do": "move-option", "option": "nail.take", "to": 7 }),
        json!({ "do": "move-option", "option": "nail", "to": 0 }),
        // Nobody would come to an end any more.
        json!({ "do": "several", "name": "Round", "gestures": [
            { "do": "set-scene", "scenes": ["roof", "rain"], "set": { "then": "stairs" } } ] }),
    ] {
        let (status, answer) = studio.edit(&gesture);
        assert_eq!(status, 422, "{gesture}: {answer}");
        assert_eq!(script(&stage), SCRIPT, "{gesture}");
    }
}

#[test]
fn the_document_has_the_story_and_what_is_proven() {
    let lost = SCRIPT.replace(
        "{ to: roof, when: lamp }, rain ]",
        "{ to: rain, when: lamp }, rain ]",
    );
    let stage = stage(&lost);
    let studio = Studio::open(&stage, &["show.yaml"]);
    let show = studio.show();
    assert_eq!(
        show["scenes"][1]["then"],
        json!([{ "to": "rain", "when": "lamp" }, { "to": "rain", "when": null }])
    );
    assert_eq!(show["scenes"][0]["then"], Value::Null);
    let choice = &show["choices"][0];
    assert_eq!(
        (&choice["scene"], &choice["wait"], &choice["default"]),
        (&json!("door"), &json!(8.0), &json!("leave"))
    );
    assert_eq!(choice["options"][0]["set"], json!([["lamp", "true"]]));
    assert_eq!(choice["options"][0]["say"], "Take it.");
    assert_eq!(choice["options"][1]["say"], Value::Null);
    assert_eq!(show["state"][1]["to"], 3);
    // The scene that nobody hears has its message at its place.
    let problems = show["problems"].as_array().unwrap();
    let unheard = problems
        .iter()
        .find(|own| own["code"] == "scene-never-heard");
    let place = &unheard.unwrap_or_else(|| panic!("{problems:?}"))["places"][0]["span"];
    let scenes = &show["places"]["scenes"];
    assert!(scenes[4].as_u64() <= place[0].as_u64() && place[1].as_u64() <= scenes[5].as_u64());
    assert_eq!(show["places"]["options"].as_array().unwrap().len(), 4);
    assert_eq!(show["places"]["ways"].as_array().unwrap().len(), 8);
    let (status, paths) = studio.get("/api/paths");
    assert_eq!((status, &paths["revision"]), (200, &show["revision"]));
    assert_eq!(paths["figures"]["endings"][0]["name"], "rain");
    assert_eq!(paths["figures"]["paths"], 2);
    // A show in which nothing is decided has no figures.
    stage.write("plain.yaml", "text: lamp.txt\ncast: { MARA: { voice: af_heart } }\nlines: [{ quote: \"Who is there?\", by: MARA }]\n");
    studio.post("/api/open", &json!({ "script": "plain.yaml" }));
    let (status, paths) = studio.get("/api/paths");
    assert_eq!((status, &paths["figures"]), (200, &Value::Null));
}

#[test]
fn the_show_is_played_from_a_scene_of_another_path_and_asks_again() {
    let stage = stage(SCRIPT);
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    say(&mut socket, &json!({ "do": "listen", "frames": 48_000 }));
    say(&mut socket, &json!({ "do": "play", "scene": "roof" }));
    let heard = read(&mut socket, |said| last(said) == "roof");
    assert_eq!(
        heard["walk"]["visits"],
        json!(["door", "door", "stairs", "roof"])
    );
    let ended = read(&mut socket, |said| !said["walk"]["met"][0].is_null());
    assert_eq!(ended["walk"]["met"], json!(["roof"]));
    assert_eq!(ended["walk"]["taken"], json!(["nail.take"]));
    // Back to the choice, which is asked with its clock.
    say(&mut socket, &json!({ "do": "back" }));
    say(&mut socket, &json!({ "do": "play" }));
    let asked = read(&mut socket, |said| said["question"]["ends"].is_i64());
    assert_eq!(asked["question"]["choice"], "nail");
    assert_eq!(asked["question"]["options"][1]["words"], "Leave it");
    let number = asked["question"]["number"].clone();
    say(
        &mut socket,
        &json!({ "do": "choose", "question": number, "option": 1 }),
    );
    let ended = read(&mut socket, |said| !said["walk"]["met"][1].is_null());
    assert_eq!(ended["walk"]["met"], json!(["rain", "roof"]));
    assert_eq!(
        ended["walk"]["been"],
        json!(["door", "rain", "roof", "stairs"])
    );
    // A page that comes later hears where the listener is.
    let mut later = studio.socket("/api/socket");
    let hello = read(&mut later, |said| said["is"] == "hello");
    assert_eq!(hello["walk"], ended["walk"]);
    say(&mut later, &json!({ "do": "play", "scene": "attic" }));
    let refused = read(&mut later, |said| said["is"] == "error");
    assert_eq!(refused["code"], "not-found");
}

/// Returns the scene that is heard.
fn last(said: &Value) -> &str {
    let visits = said["walk"]["visits"].as_array();
    let visit = visits.and_then(|visits| visits.last());
    visit.and_then(Value::as_str).unwrap_or_default()
}

/// Reads until a message fits, and gives room for every chunk.
fn read(
    socket: &mut tungstenite::WebSocket<std::net::TcpStream>,
    fits: impl Fn(&Value) -> bool,
) -> Value {
    loop {
        match socket.read().unwrap() {
            Message::Binary(bytes) => {
                let frames = u32::from_le_bytes(bytes[..4].try_into().unwrap());
                say(socket, &json!({ "do": "more", "frames": frames }));
            }
            Message::Text(text) => {
                let said: Value = serde_json::from_str(&text).unwrap();
                if fits(&said) {
                    return said;
                }
            }
            _ => {}
        }
    }
}
