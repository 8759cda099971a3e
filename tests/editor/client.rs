//! An editor without a screen. It speaks the Language Server Protocol over pipes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The maximum time for an answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The text of the show, with letters of two, three and four bytes.
pub(crate) const TEXT: &str = "“Go!” said Anna. A door fell shut.\n\n\
    Rain fell on the дверь — and then, 😀 loudly, on Boris. “Come!” he said. Nobody came.\n";

pub(crate) const SCRIPT: &str = r#"show: The Door
text: door.txt
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, place: { pan: -0.3 } }
  BORIS: { voice: am_michael }
scenes:
  - { id: inside, from: start }
  - { id: outside, from: "Rain fell" }
lines:
  - { id: go, quote: "Go!", by: ANNA, tone: urgent }
  - { id: come, quote: "Come!", by: BORIS }
sounds:
  breeze: { recipe: wind, intensity: 0.3 }
cues:
  - { id: rain, bed: breeze, from: "Rain fell", until: end, gain: -14dB, ride: { at: { cue: knock, offset: 9s }, pan: 1 } }
  - { id: knock, spot: door-strike, at: { after: "fell shut." }, times: 2 }
  - { id: still, hush: 0.5s, at: { after: "Nobody came." } }
"#;

/// An editor with one server.
pub(crate) struct Editor {
    pub child: Child,
    stdin: Option<ChildStdin>,
    coming: Receiver<Value>,
    next: i64,
    versions: BTreeMap<String, i64>,
    /// The latest diagnostics of each file.
    diagnostics: BTreeMap<String, Vec<Value>>,
    /// The settings that the editor sends to a server on request.
    pub settings: Value,
    folder: tempfile::TempDir,
}

/// The configuration of the user: a speech engine with one voice.
const CONFIG: &str = "
engines: { studio: { kind: wyoming, address: 'localhost:1' } }
voices: { narrator-anna: { engine: studio, voice: anna, language: en-GB, sex: female } }
";

impl Editor {
    /// Starts `cuebook lsp`, with the show in its folder.
    pub(crate) fn cuebook(capabilities: Value) -> Editor {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        std::fs::write(home.join("config.yaml"), CONFIG).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuebook"));
        command
            .arg("lsp")
            .env("CUEBOOK_CACHE", folder.path().join("home/cache"))
            .env("CUEBOOK_VOICES", folder.path().join("home/voices"))
            .env("CUEBOOK_CONFIG", folder.path().join("home/config.yaml"));
        let mut editor = Editor::start(command, folder);
        editor.write("show.yaml", SCRIPT);
        editor.write("door.txt", TEXT);
        editor.greet(capabilities);
        editor
    }

    /// Starts a server without initialising it.
    pub(crate) fn start(mut command: Command, folder: tempfile::TempDir) -> Editor {
        command
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().unwrap());
        let (heard, coming) = channel();
        thread::spawn(move || {
            let mut out = BufReader::new(stdout);
            while let Some(message) = message(&mut out) {
                if heard.send(message).is_err() {
                    return;
                }
            }
        });
        Editor {
            child,
            stdin,
            coming,
            next: 0,
            versions: BTreeMap::new(),
            diagnostics: BTreeMap::new(),
            settings: Value::Null,
            folder,
        }
    }

    pub(crate) fn greet(&mut self, capabilities: Value) -> Value {
        let root = self.uri("");
        let params = json!({
            "processId": null, "rootUri": root, "capabilities": capabilities,
            "workspaceFolders": [{ "uri": root, "name": "show" }],
        });
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let stdin = self.stdin.as_mut().unwrap();
        write!(stdin, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        stdin.flush().unwrap();
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and returns the result, or the `error` if it is refused.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let start = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let message = self.coming.recv_timeout(left);
            let message = message.unwrap_or_else(|_| panic!("no answer to {method}"));
            if message["id"] == id && message["method"].is_null() {
                return match message.get("error") {
                    Some(error) => json!({ "error": error }),
                    None => message["result"].clone(),
                };
            }
            self.take(message);
        }
    }

    /// Handles a message that is not a response.
    fn take(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            let diagnostics = params["diagnostics"].as_array().unwrap().clone();
            self.diagnostics.insert(uri, diagnostics);
        } else if !message["id"].is_null() && !message["method"].is_null() {
            let result = match message["method"].as_str().unwrap() {
                "workspace/configuration" => {
                    let asked = message["params"]["items"].as_array().unwrap();
                    asked
                        .iter()
                        .map(|item| match item["section"].as_str() {
                            Some("yaml") => self.settings.clone(),
                            _ => Value::Null,
                        })
                        .collect()
                }
                _ => Value::Null,
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }

    pub(crate) fn open(&mut self, name: &str, language: &str, text: &str) {
        let uri = self.uri(name);
        self.versions.insert(name.to_owned(), 1);
        let doc = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": doc }));
    }

    /// Replaces the whole text.
    pub(crate) fn change(&mut self, name: &str, text: &str) {
        self.edit(name, json!([{ "text": text }]));
    }

    pub(crate) fn edit(&mut self, name: &str, changes: Value) {
        let version = self.versions.get_mut(name).unwrap();
        *version += 1;
        let doc = json!({ "uri": format!("file://{}", self.folder.path().join(name).display()), "version": version });
        let params = json!({ "textDocument": doc, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// Waits until the diagnostics of a file meet a condition, and returns them.
    pub(crate) fn until(&mut self, name: &str, is_so: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let uri = self.uri(name);
        let start = Instant::now();
        loop {
            if let Some(diagnostics) = self.diagnostics.get(&uri)
                && is_so(diagnostics)
            {
                return diagnostics.clone();
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.coming.recv_timeout(left) {
                Ok(message) => self.take(message),
                Err(_) => panic!("{name}: {:#?}", self.diagnostics.get(&uri)),
            }
        }
    }

    /// Sends a request about the position of `|` in `around`; `around` without it occurs in the
    /// text of `show.yaml`.
    pub(crate) fn ask(&mut self, method: &str, text: &str, around: &str) -> Value {
        let method = format!("textDocument/{method}");
        self.ask_with(&method, "show.yaml", (text, around), json!({}))
    }

    pub(crate) fn ask_with(
        &mut self,
        method: &str,
        name: &str,
        (text, around): (&str, &str),
        more: Value,
    ) -> Value {
        let mut params = json!({
            "textDocument": { "uri": self.uri(name) },
            "position": position(text, around),
        });
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.request(method, params)
    }

    /// Shuts the server down and returns its exit code.
    pub(crate) fn leave(mut self) -> i32 {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.code()
    }

    /// Closes the connection without a shutdown and returns the exit code.
    pub(crate) fn hang_up(mut self) -> i32 {
        self.stdin = None;
        self.code()
    }

    pub(crate) fn code(&mut self) -> i32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap();
            }
            assert!(start.elapsed() < PATIENCE, "the server does not end");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads one message, or returns `None` if the server has ended.
fn message(out: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if out.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            header => {
                if let Some(value) = header.strip_prefix("Content-Length: ") {
                    length = value.parse().ok()?;
                }
            }
        }
    }
    let mut body = vec![0; length];
    out.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// Returns the position of `|` in `around`; `around` without it occurs once in `text`.
pub(crate) fn position(text: &str, around: &str) -> Value {
    let (before, after) = around.split_once('|').unwrap();
    let words = format!("{before}{after}");
    assert_eq!(text.matches(&words).count(), 1, "{words}");
    let at = text.find(&words).unwrap() + before.len();
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

/// Returns the words of a text in a range.
pub(crate) fn words<'t>(text: &'t str, range: &Value) -> &'t str {
    let byte = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut column = position["character"].as_u64().unwrap() as usize;
        let mut at = start;
        for c in text[start..].chars() {
            if column == 0 {
                break;
            }
            column -= c.len_utf16();
            at += c.len_utf8();
        }
        at
    };
    &text[byte(&range["start"])..byte(&range["end"])]
}

/// Returns the codes of diagnostics.
pub(crate) fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect()
}

/// Returns the text with some of its words replaced.
pub(crate) fn with(text: &str, words: &str, to: &str) -> String {
    assert!(text.contains(words), "{words}");
    text.replacen(words, to, 1)
}
