//! What a stranger gives: a folder with a script that names everything it can, links, pipes and
//! devices; and what a broken or malicious page sends. Nothing else is read or written, and the
//! program goes on.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::Message;

use super::client::{Studio, say};
use crate::server::soon;
use crate::stage::Stage;

/// A script that names a file in every way that there is.
fn naming(file: &str) -> String {
    format!(
        "text: \"{file}\"\npronounce: [\"{file}\"]\nmeta: {{ cover: \"{file}\" }}\n\
         cast: {{ X: {{ voice: \"{file}\", recordings: \"{file}\" }} }}\n\
         sounds:\n  a: {{ file: \"{file}\" }}\n  b: {{ recipe: \"{file}\" }}\n\
         spaces:\n  d: {{ response: \"{file}\" }}\n\
         lines:\n  - {{ quote: \"The\", by: X, take: \"{file}\" }}\n\
         cues:\n  - {{ spot: a, at: start }}\n  - {{ bed: b, from: start }}\n  \
         - {{ spot: \"{file}\", at: start }}\n  - {{ music: \"lib/{file}\", from: start }}\n"
    )
}

/// The folder `theirs` of a stranger, beside a secret.
fn theirs() -> Stage {
    let stage = Stage::new();
    fs::create_dir_all(stage.path("theirs/real")).unwrap();
    stage.write("secret.txt", "“The password is swordfish,” said Ana.");
    stage.write("theirs/own.txt", "“Go,” said Ana. It rained.\n");
    stage.write("theirs/show.yaml", "text: own.txt\n");
    symlink("../secret.txt", stage.path("theirs/link.txt")).unwrap();
    symlink("../secret.txt", stage.path("theirs/link.yaml")).unwrap();
    symlink("/dev/zero", stage.path("theirs/zero.txt")).unwrap();
    symlink("/etc", stage.path("theirs/etc")).unwrap();
    symlink("..", stage.path("theirs/up")).unwrap();
    pipe(&stage, "theirs/pipe.txt");
    pipe(&stage, "theirs/pipe.yaml");
    stage
}

fn pipe(stage: &Stage, name: &str) {
    let made = Command::new("mkfifo").arg(stage.path(name)).status();
    assert!(made.unwrap().success());
}

fn is_secret(told: &str) -> bool {
    told.contains("swordfish") || told.contains("root:") || told.contains("PATH=")
}

#[test]
fn the_script_of_a_stranger_reads_nothing_else() {
    let stage = theirs();
    let absolute = stage.path("secret.txt").display().to_string();
    let named = [
        "../secret.txt",
        "up/secret.txt",
        "etc/../../secret.txt",
        "link.txt",
        "zero.txt",
        "pipe.txt",
        "etc/passwd",
        "/etc/passwd",
        "/proc/self/environ",
        "file:///etc/passwd",
        "lib/../secret.txt",
        "real",
        absolute.as_str(),
    ];
    for (number, file) in named.iter().enumerate() {
        stage.write(&format!("theirs/{number}.yaml"), naming(file));
    }
    let studio = Studio::open(&stage, &["theirs"]);
    for (number, file) in named.iter().enumerate() {
        let asked = json!({ "script": format!("{number}.yaml") });
        let (status, show) = studio.post("/api/open", &asked);
        assert_eq!((status, &show["playable"]), (200, &json!(false)), "{file}");
        assert!(!is_secret(&show.to_string()), "{file}: {show}");
        for sound in ["a", "b"] {
            for path in ["", "/sample", "/picture"] {
                let answer = studio.asked(&format!("/api/sounds/{sound}{path}"));
                let told = String::from_utf8_lossy(&answer.body).into_owned();
                assert!(!is_secret(&told), "{file}: {told}");
                let is_refused = path.is_empty() || matches!(answer.status, 404 | 415 | 422);
                assert!(is_refused, "{file}{path}: {}", answer.status);
            }
        }
        let (status, found) = studio.get("/api/sounds?q=secret");
        assert!(status == 200 && !is_secret(&found.to_string()));
        assert_eq!(studio.get("/api/timeline").0, 422, "{file}");
        assert_eq!(studio.get("/api/peaks?cues=0-2").0, 422, "{file}");
        let published = studio.post("/api/publish", &json!({ "to": ["vtt"] }));
        assert_eq!(published.0, 422, "{file}");
    }
}

#[test]
fn links_pipes_and_devices_are_no_files_of_the_folder() {
    let stage = theirs();
    let studio = Studio::open(&stage, &["theirs"]);
    let show = studio.show();
    assert_eq!(show["folder"]["scripts"], json!(["show.yaml"]));
    assert_eq!(show["folder"]["texts"], json!(["own.txt"]));
    for name in [
        "link.yaml",
        "pipe.yaml",
        "up/show.yaml",
        "real",
        "etc/hosts",
    ] {
        let (status, answer) = studio.post("/api/open", &json!({ "script": name }));
        assert_eq!(status, 404, "{name}: {answer}");
    }
    for name in ["link.txt", "pipe.txt", "zero.txt", "up/secret.txt"] {
        let (status, answer) = studio.post("/api/open", &json!({ "text": name }));
        assert_eq!(status, 404, "{name}: {answer}");
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    let stage = theirs();
    fs::create_dir(stage.path("other")).unwrap();
    for name in ["published", "sounds", "takes"] {
        symlink("../other", stage.path(&format!("theirs/{name}"))).unwrap();
    }
    symlink("../nothing", stage.path("theirs/new")).unwrap();
    let said = stage.run(["sounds", "try", "door-strike", "-o", "made.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let wav = stage.bytes("made.wav");
    let studio = Studio::open(&stage, &["theirs/show.yaml"]);
    let line = studio.show()["lines"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(studio.upload("/api/sound?name=a.wav", &wav).0, 422);
    assert_eq!(
        studio.upload(&format!("/api/take?line={line}"), &wav).0,
        422
    );
    for folder in ["published", "up", "etc", "new"] {
        let asked = json!({ "to": ["vtt"], "folder": folder });
        let (status, answer) = studio.post("/api/publish", &asked);
        assert_eq!(status, 422, "{folder}: {answer}");
    }
    assert_eq!(fs::read_dir(stage.path("other")).unwrap().count(), 0);
    assert!(!stage.path("nothing").exists());
}

#[test]
fn a_pipe_in_place_of_the_script_is_not_waited_for() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    let show = studio.show();
    fs::rename(stage.path("show.yaml"), stage.path("kept.yaml")).unwrap();
    pipe(&stage, "new");
    fs::rename(stage.path("new"), stage.path("show.yaml")).unwrap();
    loop {
        let message = socket.read().unwrap();
        let said: Value = serde_json::from_str(message.to_text().unwrap_or("")).unwrap_or_default();
        if said["is"] == "message" {
            break;
        }
    }
    assert_eq!(studio.show()["revision"], show["revision"]);
    let gesture = json!({ "do": "set-show", "set": { "show": "Other" } });
    let asked = json!({ "revision": show["revision"], "gesture": gesture });
    assert_eq!(studio.post("/api/edit", &asked).0, 409);
    fs::rename(stage.path("kept.yaml"), stage.path("show.yaml")).unwrap();
    soon("the script", || studio.edit(&gesture).0 == 200);
}

#[test]
fn a_stranger_on_this_machine_cannot_use_up_the_connections() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut own = studio.socket("/api/socket");
    let mut idle: Vec<TcpStream> = Vec::new();
    for number in 0..400 {
        let mut stream = studio.connected().unwrap();
        // Half of them say something, and never end.
        if number % 2 == 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: ");
        }
        idle.push(stream);
    }
    assert_eq!(studio.show()["title"], "The Door");
    // The oldest are closed.
    for stream in &mut idle[..200] {
        let ended = stream.read(&mut [0; 64]);
        assert!(matches!(ended, Ok(0) | Err(_)), "{ended:?}");
    }
    say(&mut own, &json!({ "do": "no such thing" }));
    while !own
        .read()
        .unwrap()
        .to_text()
        .is_ok_and(|said| said.contains("bad-request"))
    {}
}

#[test]
fn what_a_broken_page_sends_ends_only_its_own_request() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut nested = json!({ "do": "settle", "all": true });
    for _ in 0..50 {
        nested = json!({ "do": "several", "name": "Again", "gestures": [nested] });
    }
    assert_eq!(studio.edit(&nested).0, 400);
    let deep = Value::String("[".repeat(100_000)).to_string();
    let kind = "application/json";
    for body in [
        "[".repeat(1_000_000),
        "{\"a\":".repeat(300_000),
        deep,
        "\0".to_owned(),
    ] {
        let answer = studio
            .try_posted("/api/edit", kind, body.as_bytes())
            .unwrap();
        assert_eq!(answer.status, 400);
    }
    // Frames: not masked, a wrong operation, a wrong length, no UTF-8, a part of nothing.
    let frames: [&[u8]; 5] = [
        b"\x81\x05hello",
        b"\x8f\x80\0\0\0\0",
        b"\x81\xff\x40\0\0\0\0\0\0\0aaaa",
        b"\x81\x82\0\0\0\0\xff\xfe",
        b"\x80\x80\0\0\0\0",
    ];
    for path in ["/api/socket", "/api/lsp"] {
        for frame in frames {
            let mut socket = studio.socket(path);
            socket.get_mut().write_all(frame).unwrap();
            let mut rest = Vec::new();
            // The server closes the socket; what it said before does not matter.
            let _ = socket.get_mut().read_to_end(&mut rest);
        }
    }
    assert_eq!(studio.show()["title"], "The Door");
}

#[test]
fn places_beyond_the_show_do_not_end_playing() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    say(&mut socket, &json!({ "do": "listen", "frames": u64::MAX }));
    for command in [
        json!({ "do": "loop", "frames": [i64::MIN, i64::MAX] }),
        json!({ "do": "loop", "frames": [i64::MAX, i64::MIN] }),
        json!({ "do": "loop", "words": [5, 1] }),
        json!({ "do": "loop", "words": [0, 1_000_000] }),
        json!({ "do": "seek", "frame": i64::MAX }),
        json!({ "do": "seek", "frame": i64::MIN }),
        json!({ "do": "play", "frame": i64::MAX }),
        json!({ "do": "channel", "channel": "master", "gain": 1e300 }),
        json!({ "do": "channels", "reset": true }),
        json!({ "do": "choose", "question": u64::MAX, "option": u64::MAX }),
        json!({ "do": "more", "frames": u64::MAX }),
        json!({ "do": "loop" }),
        json!({ "do": "play", "frame": 0 }),
    ] {
        say(&mut socket, &command);
    }
    let heard = |message: &Message| {
        let samples = message.clone().into_data();
        matches!(message, Message::Binary(_)) && samples[24..].iter().any(|byte| *byte != 0)
    };
    while !heard(&socket.read().unwrap()) {}
    let patience = Some(Duration::from_secs(60));
    socket.get_ref().set_read_timeout(patience).unwrap();
}
