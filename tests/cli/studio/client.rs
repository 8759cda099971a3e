//! A client of the studio: requests over plain sockets, so that every header is the test's own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;
use tungstenite::{Message, WebSocket};

use crate::stage::Stage;

/// A running studio, with a session.
pub(super) struct Studio {
    pub child: Child,
    pub port: u16,
    pub token: String,
    pub cookie: String,
}

impl Drop for Studio {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: its status, its headers in small letters, and its body.
pub(super) struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

impl Studio {
    /// Starts the program in the folder of a test and opens a session.
    pub(super) fn open(stage: &Stage, args: &[&str]) -> Studio {
        let mut command = stage.command();
        command
            .args(["studio", "--no-open", "--stand-in"])
            .args(args)
            .env("HOME", stage.path("home"));
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://127.0.0.1:").expect(&line);
        let (port, token) = rest.trim().split_once("/?token=").unwrap();
        let mut studio = Studio {
            child,
            port: port.parse().unwrap(),
            token: token.to_owned(),
            cookie: String::new(),
        };
        let first = studio.raw("GET", &format!("/?token={token}"), &[studio.host()], b"");
        assert_eq!(first.status, 303);
        assert!(first.head.contains("location: /\r\n"));
        let cookie = first.head.split("set-cookie: ").nth(1).unwrap();
        assert!(cookie.contains("httponly; samesite=strict"), "{cookie}");
        studio.cookie = cookie.split(';').next().unwrap().to_owned();
        studio
    }

    pub(super) fn host(&self) -> (&'static str, String) {
        ("Host", format!("127.0.0.1:{}", self.port))
    }

    pub(super) fn origin(&self) -> (&'static str, String) {
        ("Origin", format!("http://127.0.0.1:{}", self.port))
    }

    pub(super) fn session(&self) -> (&'static str, String) {
        ("Cookie", self.cookie.clone())
    }

    /// Sends a request with exactly these headers, and returns the answer.
    pub(super) fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Answer {
        self.try_raw(method, path, headers, body)
            .expect("an answer")
    }

    /// Connects to the program; `None` if it is gone.
    pub(super) fn connected(&self) -> Option<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let patience = Some(Duration::from_secs(60));
        stream.set_read_timeout(patience).ok()?;
        Some(stream)
    }

    /// The same, of a program that may be killed meanwhile.
    fn try_raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Option<Answer> {
        let mut stream = self.connected()?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        head += "\r\n";
        stream.write_all(head.as_bytes()).ok()?;
        // A refused upload may be cut off.
        let _ = stream.write_all(body);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|own| own == b"\r\n\r\n");
        let end = end? + 4;
        let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
        let body = match head.contains("transfer-encoding: chunked") {
            true => unchunked(&all[end..]),
            false => all[end..].to_vec(),
        };
        Some(Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head,
            body,
        })
    }

    pub(super) fn asked(&self, path: &str) -> Answer {
        self.raw("GET", path, &[self.host(), self.session()], b"")
    }

    pub(super) fn get(&self, path: &str) -> (u16, Value) {
        let answer = self.asked(path);
        (answer.status, answer.json())
    }

    pub(super) fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.asked(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        answer.body
    }

    fn posted(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        self.try_posted(path, kind, body).expect("an answer")
    }

    /// Sends JSON or a file to a program that may be killed meanwhile.
    pub(super) fn try_posted(&self, path: &str, kind: &str, body: &[u8]) -> Option<Answer> {
        let kind = ("Content-Type", kind.to_owned());
        let headers = [self.host(), self.session(), self.origin(), kind];
        self.try_raw("POST", path, &headers, body)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let answer = self.posted(path, "application/json", body.to_string().as_bytes());
        (answer.status, answer.json())
    }

    pub(super) fn post_for_bytes(&self, path: &str, body: &Value) -> (u16, Vec<u8>) {
        let answer = self.posted(path, "application/json", body.to_string().as_bytes());
        (answer.status, answer.body)
    }

    pub(super) fn upload(&self, path: &str, body: &[u8]) -> (u16, Value) {
        let answer = self.posted(path, "application/octet-stream", body);
        (answer.status, answer.json())
    }

    pub(super) fn show(&self) -> Value {
        let (status, show) = self.get("/api/show");
        assert_eq!(status, 200, "{show}");
        show
    }

    /// Makes a gesture on the current revision.
    pub(super) fn edit(&self, gesture: &Value) -> (u16, Value) {
        let revision = &self.show()["revision"];
        let asked = serde_json::json!({ "revision": revision, "gesture": gesture });
        self.post("/api/edit", &asked)
    }

    /// Makes a gesture that must succeed. Returns the name of its step.
    pub(super) fn make(&self, gesture: &Value) -> String {
        let (status, done) = self.edit(gesture);
        assert_eq!(status, 200, "{gesture}: {done}");
        done["step"].as_str().unwrap_or_default().to_owned()
    }

    /// Opens a socket.
    pub(super) fn socket(&self, path: &str) -> WebSocket<TcpStream> {
        let stream = self.connected().unwrap();
        let request = tungstenite::http::Request::builder()
            .uri(format!("ws://127.0.0.1:{}{path}", self.port))
            .header("Host", self.host().1)
            .header("Origin", self.origin().1)
            .header("Cookie", &self.cookie)
            .header("Connection", "Upgrade")
            .header("Upgrade", "websocket")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .body(())
            .unwrap();
        tungstenite::client(request, stream).unwrap().0
    }
}

/// Sends JSON over a socket.
pub(super) fn say(socket: &mut WebSocket<TcpStream>, message: &Value) {
    socket.send(Message::text(message.to_string())).unwrap();
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(line) = body.windows(2).position(|own| own == b"\r\n") {
        let length = std::str::from_utf8(&body[..line]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        all.extend(&body[line + 2..line + 2 + length]);
        body = &body[line + 2 + length + 2..];
    }
    all
}
