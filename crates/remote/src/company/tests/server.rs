//! A server for one test, on a free port of this machine. It gives its replies in order, one for each
//! connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::answer::wav;

/// What a server does with one request.
#[derive(Clone)]
pub(super) enum Reply {
    /// A status, a type and a body.
    Page(u16, String, Vec<u8>),
    /// Status 429, with a time to wait.
    Busy(String),
    Redirect(String),
    /// Ends the connection without an answer.
    HangUp,
    /// Ends the connection within the answer.
    CutOff,
    /// Never answers.
    Slow,
    /// Bytes without HTTP.
    Raw(Vec<u8>),
}

/// Returns a tone as 16-bit samples.
pub(super) fn tone(rate: u32, seconds: f64) -> Vec<u8> {
    let count = (f64::from(rate) * seconds) as u32;
    let sample = |n: u32| {
        let phase = f64::from(n) * 300.0 / f64::from(rate) * std::f64::consts::TAU;
        ((phase.sin() * 8_000.0) as i16).to_le_bytes()
    };
    (0..count).flat_map(sample).collect()
}

impl Reply {
    /// A second of sound at a rate.
    pub(super) fn wav(rate: u32) -> Reply {
        Reply::page("audio/wav", wav(&tone(rate, 1.0), (rate, 2, 1)))
    }

    pub(super) fn page(media: &str, body: Vec<u8>) -> Reply {
        Reply::Page(200, media.to_owned(), body)
    }

    pub(super) fn status(status: u16, body: &str) -> Reply {
        Reply::Page(status, "application/json".to_owned(), body.into())
    }

    /// A second of sound with the times of three words.
    pub(super) fn captioned() -> Reply {
        let sound = STANDARD.encode(wav(&tone(24_000, 1.0), (24_000, 2, 1)));
        let body = format!(
            r#"{{"audio": "{sound}", "timestamps": [
                {{"word": "Is", "start_time": 0.1, "end_time": 0.25}},
                {{"word": "anyone", "start_time": 0.3, "end_time": 0.55}},
                {{"word": "there", "start_time": 0.6, "end_time": 0.9}},
                {{"word": "?", "start_time": 0.9, "end_time": 0.95}}]}}"#
        );
        Reply::page("application/json", body.into_bytes())
    }

    pub(super) fn line(text: &str) -> Reply {
        Reply::Raw(format!("{text}\n").into_bytes())
    }

    /// A second of sound in events of the Wyoming protocol, with data in both of its forms.
    pub(super) fn chunks(rate: u32) -> Reply {
        let form = format!(r#"{{"rate": {rate}, "width": 2, "channels": 1}}"#);
        let mut bytes = format!(r#"{{"type": "audio-start", "data": {form}}}"#).into_bytes();
        bytes.push(b'\n');
        for chunk in tone(rate, 1.0).chunks(4_096) {
            let head = format!(
                r#"{{"type": "audio-chunk", "data_length": {}, "payload_length": {}}}"#,
                form.len(),
                chunk.len()
            );
            bytes.extend(head.into_bytes());
            bytes.push(b'\n');
            bytes.extend(form.bytes());
            bytes.extend(chunk);
        }
        bytes.extend(b"{\"type\": \"audio-stop\"}\n");
        Reply::Raw(bytes)
    }
}

pub(super) struct Server {
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
    most: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl Server {
    pub(super) fn start(replies: Vec<Reply>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            address: listener.local_addr().unwrap().to_string(),
            requests: Arc::default(),
            most: Arc::default(),
            is_over: Arc::default(),
        };
        let (requests, most) = (server.requests.clone(), server.most.clone());
        let is_over = server.is_over.clone();
        let under_way = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            let mut replies = replies.into_iter();
            for stream in listener.incoming().flatten() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                let reply = replies.next().unwrap_or(Reply::HangUp);
                let (requests, most) = (requests.clone(), most.clone());
                let (under_way, is_over) = (under_way.clone(), is_over.clone());
                thread::spawn(move || {
                    let now = under_way.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    serve(stream, reply, &requests, &under_way, &is_over);
                });
            }
        });
        server
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(super) fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection, so that the port is free.
        let _ = TcpStream::connect(&self.address);
        while TcpStream::connect(&self.address).is_ok() {
            thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Reads a request: with HTTP its head and its body, else one line.
fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4_096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_http = text.starts_with("POST") || text.starts_with("GET");
        let length = text
            .to_lowercase()
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| {
                let number = rest.split("\r\n").next()?;
                number.parse::<usize>().ok()
            });
        let is_whole = match text.split_once("\r\n\r\n") {
            Some((_, body)) if is_http => body.len() >= length.unwrap_or(0),
            _ => !is_http && text.ends_with('\n'),
        };
        if is_whole {
            // The names of headers may have capitals.
            let (head, body) = text.split_once("\r\n\r\n").unwrap_or(("", &text));
            let (first, head) = head.split_once("\r\n").unwrap_or((head, ""));
            return format!("{first}\r\n{}\r\n\r\n{body}", head.to_lowercase());
        }
        match stream.read(&mut buffer) {
            Ok(count @ 1..) => bytes.extend(&buffer[..count]),
            _ => return text,
        }
    }
}

fn serve(
    mut stream: TcpStream,
    reply: Reply,
    requests: &Mutex<Vec<String>>,
    under_way: &AtomicUsize,
    is_over: &AtomicBool,
) {
    let request = read(&mut stream);
    requests.lock().unwrap().push(request);
    let page = |status: u16, more: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 {status} X\r\nConnection: close\r\n{more}Content-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let bytes = match reply {
        Reply::Page(status, media, body) => {
            page(status, &format!("Content-Type: {media}\r\n"), &body)
        }
        Reply::Busy(seconds) => page(429, &format!("Retry-After: {seconds}\r\n"), b"busy"),
        Reply::Redirect(to) => page(307, &format!("Location: {to}\r\n"), b""),
        Reply::HangUp => Vec::new(),
        Reply::CutOff => {
            let mut bytes = page(200, "", &[1; 4_000]);
            bytes.truncate(bytes.len() - 2_000);
            bytes
        }
        Reply::Slow => {
            while !is_over.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(5));
            }
            Vec::new()
        }
        Reply::Raw(bytes) => bytes,
    };
    // The next request may begin as soon as the answer is there.
    under_way.fetch_sub(1, Ordering::SeqCst);
    let _ = stream.write_all(&bytes);
}
