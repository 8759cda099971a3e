//! A server that speaks each word as a tone of 0.3 s, and sends the times of the words.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// When a server fails.
#[derive(Copy, Clone, PartialEq)]
pub(crate) enum Fault {
    None,
    /// Speaks two takes, and refuses all others.
    AfterTwo,
    /// Takes its time, and speaks several takes at once.
    Slow,
}

pub(crate) struct Server {
    pub address: String,
    heard: Arc<Mutex<Vec<String>>>,
    is_over: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start(fault: Fault) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            address: listener.local_addr().unwrap().to_string(),
            heard: Arc::default(),
            is_over: Arc::default(),
        };
        let (heard, is_over) = (server.heard.clone(), server.is_over.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                if fault == Fault::Slow {
                    let heard = heard.clone();
                    thread::spawn(move || {
                        thread::sleep(Duration::from_millis(40));
                        serve(stream, fault, &heard);
                    });
                    continue;
                }
                serve(stream, fault, &heard);
            }
        });
        server
    }

    /// Returns the texts that were spoken.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// Returns the texts that were spoken since the last call.
    pub(crate) fn take_heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        while TcpStream::connect(&self.address).is_ok() {
            thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Returns the head and the body of a request.
fn read(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_lowercase();
            let length = lower.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return (head.to_owned(), body.to_owned());
            }
        }
        match stream.read(&mut piece) {
            Ok(count @ 1..) => bytes.extend(&piece[..count]),
            _ => return (text, String::new()),
        }
    }
}

fn serve(mut stream: TcpStream, fault: Fault, heard: &Mutex<Vec<String>>) {
    let (head, body) = read(&mut stream);
    let asked: Value = serde_json::from_str(&body).unwrap_or_default();
    let (status, media, answer) = match asked["input"].as_str() {
        None => (404, "application/json", b"{}".to_vec()),
        Some(_) if fault == Fault::AfterTwo && heard.lock().unwrap().len() == 2 => {
            let said = br#"{"error": {"message": "out of memory"}}"#;
            (500, "application/json", said.to_vec())
        }
        Some(words) => {
            heard.lock().unwrap().push(words.to_owned());
            match head.contains("/dev/captioned_speech") {
                true => (200, "application/json", captioned(words)),
                false => (200, "audio/wav", tone(words.split_whitespace().count())),
            }
        }
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {media}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    let _ = stream.write_all(&[head.as_bytes(), &answer].concat());
}

fn captioned(words: &str) -> Vec<u8> {
    let told: Vec<Value> = words
        .split_whitespace()
        .enumerate()
        .map(|(index, word)| {
            let start = 0.3 * index as f64;
            json!({ "word": word, "start_time": start, "end_time": start + 0.3 })
        })
        .collect();
    let sound = base64(&tone(told.len()));
    json!({ "audio": sound, "timestamps": told })
        .to_string()
        .into_bytes()
}

/// Returns tones for some words as a WAV file of 24 kHz.
fn tone(words: usize) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tone.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 24_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(&path, spec).unwrap();
    for n in 0..words * 7_200 {
        let sample = (n as f64 * 0.05).sin() * 6_000.0;
        writer.write_sample(sample as i16).unwrap();
    }
    writer.finalize().unwrap();
    std::fs::read(&path).unwrap()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63] as char;
            text.push(if place <= group.len() { digit } else { '=' });
        }
    }
    text
}
