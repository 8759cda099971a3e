//! Texts and sounds that are dropped on the page.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde_json::json;

use super::client::Studio;
use crate::stage::Stage;

#[test]
fn a_dropped_text_becomes_a_script() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &[]);
    let text = "“Open it,” said Ana.\n\n“Never!” said Ben. The gate fell.\n";
    let (status, made) = studio.upload("/api/text?name=My%20Gate.txt", text.as_bytes());
    assert_eq!(
        (status, &made["script"]),
        (200, &json!("my-gate.yaml")),
        "{made}"
    );
    let show = studio.show();
    assert_eq!(show["script"]["path"], "my-gate.yaml");
    assert_eq!(
        show["roles"].as_array().unwrap().len(),
        3,
        "{}",
        show["roles"]
    );
    // Another text of this name gets another one.
    let (_, made) = studio.upload("/api/text?name=My%20Gate.txt", text.as_bytes());
    assert_eq!(made["script"], "my-gate-2.yaml");
    let play = "INT. ROOM - NIGHT\n\nANA\nOpen it.\n";
    let (status, made) = studio.upload("/api/text?name=play.fountain", play.as_bytes());
    assert_eq!(
        (status, &made["script"]),
        (200, &json!("play.yaml")),
        "{made}"
    );
    for (name, bytes) in [
        ("a.txt", b"RIFF\0\0\0\0WAVEfmt \xff\xfe\0\0".as_slice()),
        ("a.epub", b"no book".as_slice()),
        ("a.docx", b"PK\x03\x04 broken".as_slice()),
    ] {
        let (status, answer) = studio.upload(&format!("/api/text?name={name}"), bytes);
        assert_eq!(
            (status, &answer["error"]["code"]),
            (415, &json!("not-a-text")),
            "{answer}"
        );
    }
    assert_eq!(studio.upload("/api/text?name=a.txt", b" \n").0, 422);
    assert!(
        stage
            .names()
            .iter()
            .all(|name| !name.starts_with(".cuebook"))
    );
}

#[test]
fn a_dropped_sound_is_copied_beside_the_script_and_can_be_used() {
    let stage = Stage::new();
    let said = stage.run(["sounds", "try", "door-strike", "-o", "made.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let wav = stage.bytes("made.wav");
    let studio = Studio::open(&stage, &["show.yaml"]);
    let (status, sound) = studio.upload("/api/sound?name=..%2FMy%20Door.WAV", &wav);
    assert_eq!(
        (status, &sound["file"]),
        (200, &json!("sounds/my-door.wav")),
        "{sound}"
    );
    assert_eq!(stage.bytes("sounds/my-door.wav"), wav);
    let (_, again) = studio.upload("/api/sound?name=my-door.wav", &wav);
    assert_eq!(again["file"], "sounds/my-door-2.wav");
    studio.make(&json!({ "do": "several", "name": "Drop a sound", "gestures": [
        { "do": "add-sound", "name": "slam", "set": { "file": sound["file"], "credit": "Ann", "licence": "CC0-1.0" } },
        { "do": "add-cue", "kind": "spot", "sound": "slam", "at": { "word": 2 } } ] }));
    assert_eq!(studio.show()["playable"], true);
    assert!(studio.bytes("/api/sounds/slam/sample").starts_with(b"RIFF"));
    let (_, take) = studio.upload("/api/take?line=go", &wav);
    assert_eq!(take["file"], "takes/go.wav");
    studio.make(&json!({ "do": "line", "lines": ["go"], "set": { "take": take["file"] } }));
    assert_eq!(studio.show()["lines"][0]["take"], "takes/go.wav");
    for (name, bytes) in [
        ("a.wav", b"no sound".as_slice()),
        ("a.exe", wav.as_slice()),
        ("a.yaml", wav.as_slice()),
    ] {
        let (status, answer) = studio.upload(&format!("/api/sound?name={name}"), bytes);
        assert_eq!(
            (status, &answer["error"]["code"]),
            (415, &json!("not-a-sound")),
            "{name} {answer}"
        );
    }
    assert_eq!(studio.upload("/api/take?line=nobody", &wav).0, 404);
}

#[test]
fn an_upload_that_is_killed_leaves_nothing() {
    let stage = Stage::new();
    let mut studio = Studio::open(&stage, &["show.yaml"]);
    let before = stage.names();
    for path in ["/api/sound?name=a.wav", "/api/take?line=go"] {
        let mut stream = TcpStream::connect(("127.0.0.1", studio.port)).unwrap();
        let (host, cookie, origin) = (studio.host().1, &studio.cookie, studio.origin().1);
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: {origin}\r\n\
             Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n"
        )
        .unwrap();
        // The server asks for the body once it is ready to write it.
        let mut line = String::new();
        BufReader::new(stream.try_clone().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains("100"), "{line}");
        stream.write_all(&[1; 1000]).unwrap();
        assert_eq!(stage.names(), before);
    }
    studio.child.kill().unwrap();
    studio.child.wait().unwrap();
    assert_eq!(stage.names(), before);
}
