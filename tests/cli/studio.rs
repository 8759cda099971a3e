//! `cuebook studio`: a client of the test does what a page does, and what a stranger would try.

mod client;
mod edits;
mod patches;
mod kills;
mod playing;
mod score;
mod security;
mod shared;
mod story;
mod stranger;
mod uploads;

use serde_json::{Value, json};

use crate::stage::Stage;
use client::Studio;

#[test]
fn the_document_has_what_the_page_shows() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let show = studio.show();
    assert_eq!(show["title"], "The Door");
    assert_eq!(show["script"]["path"], "show.yaml");
    assert_eq!(
        show["script"]["text"].as_str().unwrap().as_bytes(),
        stage.bytes("show.yaml")
    );
    // Offsets are those of a browser: the smile has two code units.
    let text: Vec<u16> = show["prose"]["text"]
        .as_str()
        .unwrap()
        .encode_utf16()
        .collect();
    let words = show["prose"]["words"].as_array().unwrap();
    let words: Vec<String> = words
        .chunks(2)
        .map(|at| String::from_utf16(&text[number(&at[0])..number(&at[1])]).unwrap())
        .collect();
    assert_eq!(words[..4], ["Go", "said", "Anna", "A"]);
    assert_eq!(words.last().unwrap(), "came");
    assert!(words.contains(&"loudly".to_owned()));
    let line = &show["lines"][0];
    assert_eq!(
        (&line["id"], &line["status"], &line["words"], &line["tone"]),
        (
            &json!("go"),
            &json!("given"),
            &json!([0, 1]),
            &json!("urgent")
        )
    );
    assert_eq!(show["roles"][number(&line["role"])]["name"], "ANNA");
    assert_eq!(show["lines"][1]["status"], "narration");
    let knock = &show["cues"][1];
    assert_eq!(
        knock["at"],
        json!({ "word": 6, "edge": "after", "offset": 0.0 })
    );
    assert_eq!(
        show["cues"][0]["until"],
        json!({ "end": true, "offset": 0.0 })
    );
    assert_eq!(show["scenes"][1]["word"], 7);
    let place = &show["places"]["cues"];
    let script: Vec<u16> = show["script"]["text"]
        .as_str()
        .unwrap()
        .encode_utf16()
        .collect();
    let item = &script[number(&place[2])..number(&place[3])];
    assert!(String::from_utf16(item).unwrap().starts_with("{ id: knock"));
    let (status, times) = studio.get("/api/timeline");
    assert_eq!((status, &times["revision"]), (200, &show["revision"]));
    assert_eq!(times["words"].as_array().unwrap().len(), 2 * words.len());
    assert_eq!(times["cues"].as_array().unwrap().len(), 6);
}

#[test]
fn a_folder_shows_its_scripts_and_a_text_gets_one() {
    let stage = Stage::new();
    stage.write("gate.txt", "“Open it,” said Ana.\n\nThe gate fell.\n");
    let studio = Studio::open(&stage, &[]);
    let show = studio.show();
    assert_eq!(show["revision"], Value::Null);
    assert_eq!(show["folder"]["scripts"], json!(["show.yaml"]));
    assert_eq!(show["folder"]["texts"], json!(["door.txt", "gate.txt"]));
    let (status, opened) = studio.post("/api/open", &json!({ "text": "gate.txt" }));
    assert_eq!(
        (status, &opened["title"]),
        (200, &json!("Gate")),
        "{opened}"
    );
    assert_eq!(opened["script"]["path"], "gate.yaml");
    let (status, _) = studio.post("/api/open", &json!({ "script": "show.yaml" }));
    assert_eq!((status, &studio.show()["title"]), (200, &json!("The Door")));
    drop(studio);
    // The same from the command line.
    let studio = Studio::open(&stage, &["gate.txt"]);
    assert_eq!(studio.show()["script"]["path"], "gate.yaml");
}

#[test]
fn the_folder_of_the_users_shows_is_made_and_opened() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["--shows"]);
    assert!(stage.path("home/cuebook").is_dir());
    let text = "“Open it,” said Ana.\n".as_bytes();
    let (status, made) = studio.upload("/api/text?name=gate.txt", text);
    assert_eq!(status, 200, "{made}");
    assert!(stage.path("home/cuebook/gate.yaml").is_file());
    drop(studio);
    // A file that the desktop passes is opened where it is.
    let studio = Studio::open(&stage, &["--shows", "show.yaml"]);
    assert_eq!(studio.show()["script"]["path"], "show.yaml");
}

#[test]
fn sounds_and_voices_are_found_and_heard() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let (_, found) = studio.get("/api/sounds?q=door%20knock&kind=spot");
    let names: Vec<&Value> = found["sounds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| &own["name"])
        .collect();
    assert!(names.contains(&&json!("door-strike")), "{names:?}");
    let (_, sound) = studio.get("/api/sounds/door-strike");
    assert!(sound["params"][0]["default"].is_string());
    let wav = studio.bytes("/api/sounds/door-strike/sample?seed=3");
    assert!(wav.starts_with(b"RIFF"));
    assert_ne!(wav, studio.bytes("/api/sounds/door-strike/sample?seed=4"));
    assert!(
        studio
            .bytes("/api/sounds/door-strike/picture")
            .starts_with(b"\x89PNG")
    );
    assert_eq!(
        studio.get("/api/sounds/door-strike/sample?nonsense=1").0,
        400
    );
    assert_eq!(studio.get("/api/sounds/no-such-sound/sample").0, 404);
    let (_, voices) = studio.get("/api/voices");
    assert_eq!(voices["engine"], "stand-in");
    let audition = json!({ "voice": "bf_emma", "line": "go", "tone": "whisper" });
    let (status, wav) = studio.post_for_bytes("/api/audition", &audition);
    assert!(status == 200 && wav.starts_with(b"RIFF"));
}

/// Returns a number as an index.
fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}
