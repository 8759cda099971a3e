//! Playback over the socket, and the language server.

use std::net::TcpStream;

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use super::client::{Studio, say};
use crate::stage::{Stage, samples};

/// A chunk of samples.
struct Chunk {
    frame: i64,
    flags: u32,
    samples: Vec<[f32; 2]>,
}

fn chunk(bytes: &[u8]) -> Chunk {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let frame = f64::from_le_bytes(bytes[8..16].try_into().unwrap());
    let samples = bytes[24..].chunks(8).map(|pair| {
        let side = |at: usize| f32::from_le_bytes(pair[at..at + 4].try_into().unwrap());
        [side(0), side(4)]
    });
    let chunk = Chunk {
        frame: frame as i64,
        flags: word(16),
        samples: samples.collect(),
    };
    assert_eq!(word(0) as usize, chunk.samples.len());
    chunk
}

/// Reads until a message of this kind fits; gives room for every chunk, and passes it on.
fn until(
    socket: &mut WebSocket<TcpStream>,
    mut heard: impl FnMut(Chunk),
    fits: impl Fn(&Value) -> bool,
) -> Value {
    loop {
        match socket.read().unwrap() {
            Message::Binary(bytes) => {
                let chunk = chunk(&bytes);
                say(
                    socket,
                    &json!({ "do": "more", "frames": chunk.samples.len() }),
                );
                heard(chunk);
            }
            Message::Text(text) => {
                let said: Value = serde_json::from_str(&text).unwrap();
                assert_ne!(said["is"], "error", "{said}");
                if fits(&said) {
                    return said;
                }
            }
            _ => {}
        }
    }
}

fn is_state(said: &Value, state: &str) -> bool {
    said["is"] == "status" && said["state"] == state
}

#[test]
fn the_page_hears_what_is_rendered() {
    let stage = Stage::new();
    // The trim of the show is known from here on.
    stage.rendered("show.wav", &["--bits", "32f"]);
    let rendered = samples(&stage.path("show.wav"));
    let rendered: &[[f32; 2]] = rendered.as_chunks::<2>().0;
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    until(&mut socket, |_| {}, |said| said["is"] == "hello");
    say(&mut socket, &json!({ "do": "listen", "frames": 48_000 }));
    say(&mut socket, &json!({ "do": "play", "frame": 0 }));
    let mut heard = vec![[0.0_f32; 2]; rendered.len()];
    let take = |chunk: Chunk| {
        if chunk.flags & 1 == 0 {
            for (at, sample) in (chunk.frame..).zip(chunk.samples) {
                if let Some(own) = usize::try_from(at).ok().and_then(|at| heard.get_mut(at)) {
                    *own = sample;
                }
            }
        }
    };
    until(&mut socket, take, |said| is_state(said, "ended"));
    // The beginning fades in, as on every device.
    let differ = (1_024..rendered.len()).find(|at| heard[*at] != rendered[*at]);
    assert_eq!(differ, None, "of {}", rendered.len());
    let (_, times) = studio.get("/api/timeline");
    assert_eq!(times["exact"], true);
    assert_eq!(times["frames"], json!(rendered.len()));
    let (_, peaks) = studio.get("/api/peaks?lines=0-3&step=256");
    assert_eq!(peaks["of"].as_array().unwrap().len(), 4, "{peaks}");
    assert_eq!(peaks["of"][0]["pieces"][0]["at"], times["lines"][0]);
    let (_, peaks) = studio.get("/api/peaks?cues=0-1");
    assert_eq!(
        peaks["of"][1]["pieces"].as_array().unwrap().len(),
        2,
        "{peaks}"
    );
}

#[test]
fn a_page_without_room_pauses_the_show_and_an_edit_is_heard() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    say(&mut socket, &json!({ "do": "listen", "frames": 8_192 }));
    say(&mut socket, &json!({ "do": "play", "word": 3 }));
    // Without more room the show is paused after what there was room for.
    let mut taken = 0;
    loop {
        match socket.read().unwrap() {
            Message::Binary(bytes) => taken += chunk(&bytes).samples.len(),
            Message::Text(text) => {
                let said: Value = serde_json::from_str(&text).unwrap();
                if is_state(&said, "paused") && taken >= 8_192 {
                    break;
                }
            }
            _ => {}
        }
    }
    assert!(taken <= 8_192 + 2_048, "{taken}");
    say(&mut socket, &json!({ "do": "more", "frames": 48_000 }));
    until(&mut socket, |_| {}, |said| is_state(said, "playing"));
    say(
        &mut socket,
        &json!({ "do": "channel", "channel": "role:ANNA", "solo": true }),
    );
    let said = until(&mut socket, |_| {}, |said| said["is"] == "channels");
    assert_eq!(said["channels"]["role:ANNA"]["solo"], true);
    studio.make(&json!({ "do": "set-cue", "cues": ["rain"], "set": { "gain": "-30dB" } }));
    until(
        &mut socket,
        |_| {},
        |said| said["is"] == "show" && said["by"] == "gesture",
    );
    let revision = studio.show()["revision"].clone();
    // The playback reads the script again, and its times are those of the new revision.
    until(
        &mut socket,
        |_| {},
        |said| said["is"] == "timeline" && studio.get("/api/timeline").1["revision"] == revision,
    );
    say(&mut socket, &json!({ "do": "loop", "words": [3, 5] }));
    let said = until(
        &mut socket,
        |_| {},
        |said| said["is"] == "status" && said["loop"].is_array(),
    );
    assert!(said["loop"][0].as_i64() < said["loop"][1].as_i64());
    say(&mut socket, &json!({ "do": "pause" }));
    until(&mut socket, |_| {}, |said| is_state(said, "paused"));
}

#[test]
fn the_language_server_answers_over_a_socket() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let uri = studio.show()["script"]["uri"].clone();
    let mut socket = studio.socket("/api/lsp");
    say(
        &mut socket,
        &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "processId": null, "rootUri": null, "capabilities": {} } }),
    );
    let read = |socket: &mut WebSocket<TcpStream>, fits: &dyn Fn(&Value) -> bool| loop {
        let text = socket.read().unwrap();
        let said: Value = serde_json::from_str(text.to_text().unwrap_or("null")).unwrap();
        if fits(&said) {
            return said;
        }
    };
    let answer = read(&mut socket, &|said| said["id"] == 1);
    assert_eq!(answer["jsonrpc"], "2.0");
    assert!(answer["result"]["capabilities"]["completionProvider"].is_object());
    say(
        &mut socket,
        &json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
    );
    let open = |uri: &Value, text: &str| {
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } } })
    };
    // A script elsewhere is not read for the page.
    say(
        &mut socket,
        &open(&json!("file:///etc/show.yaml"), "show: A\ntext: passwd\n"),
    );
    say(
        &mut socket,
        &open(
            &uri,
            "show: The Door\ntext: door.txt\nlines:\n  - { quote: \"Go!\", by: NOBODY }\n",
        ),
    );
    let said = read(&mut socket, &|said| {
        let is_found = said["method"] == "textDocument/publishDiagnostics";
        is_found && said["params"]["uri"] == uri
    });
    let found = said["params"]["diagnostics"].as_array().unwrap();
    assert!(
        found.iter().any(|found| found["code"] == "unknown-role"),
        "{found:?}"
    );
}

#[test]
fn the_show_is_published_with_progress() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    until(&mut socket, |_| {}, |said| said["is"] == "hello");
    for wrong in [
        json!({}),
        json!({ "to": ["papyrus"] }),
        json!({ "to": ["vtt"], "folder": "../out" }),
    ] {
        assert_eq!(studio.post("/api/publish", &wrong).0, 400, "{wrong}");
    }
    let (status, _) = studio.post("/api/publish", &json!({ "to": ["flac", "vtt"] }));
    assert_eq!(status, 202);
    until(&mut socket, |_| {}, |said| said["is"] == "progress");
    let done = until(&mut socket, |_| {}, |said| said["is"] == "done");
    assert_eq!(done["error"], Value::Null);
    assert_eq!(done["files"][0]["path"], "published/the-door.flac");
    assert!(stage.bytes("published/the-door.vtt").starts_with(b"WEBVTT"));
}
