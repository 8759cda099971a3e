//! The Wyoming protocol, which Piper and other speech servers speak: events over TCP, each a line of
//! JSON, with more JSON and bytes after it if the line says so.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Failure;
use crate::answer::{Bad, wav};
use crate::client::{Fault, of_io};
use crate::http::{Request, Sent};

/// The longest line of an event, in bytes.
const LONGEST_LINE: usize = 1 << 20;
/// The most bytes of one part of an event.
const LARGEST_PART: u64 = 8 << 20;
/// The most bytes of the sound of one answer.
const LARGEST: usize = 32 << 20;
/// The most events of one answer.
const MOST_EVENTS: usize = 100_000;

/// A server.
pub(crate) struct Wyoming {
    pub address: String,
    pub timeout: Duration,
}

/// One event.
struct Event {
    kind: String,
    data: Value,
    payload: Vec<u8>,
}

/// A connection with the time at which it must be over.
struct Line<'w> {
    server: &'w Wyoming,
    reader: BufReader<TcpStream>,
    end: Instant,
}

impl Wyoming {
    /// Asks for speech.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub(crate) fn ask(&self, request: &Request<'_>) -> Result<Sent, Failure> {
        let mut voice = json!({ "name": request.speaker.voice });
        // Piper's models with several speakers: `NAME#SPEAKER`.
        if let Some((name, speaker)) = request.speaker.voice.split_once('#') {
            voice = json!({ "name": name, "speaker": speaker });
        }
        let mut line = self.connect()?;
        line.send(
            "synthesize",
            &json!({ "text": request.text, "voice": voice }),
        )?;
        let mut form = (22_050, 2, 1);
        let mut sound = Vec::new();
        for _ in 0..MOST_EVENTS {
            let event = line.event()?;
            match event.kind.as_str() {
                "audio-start" => form = event.form(form)?,
                "audio-chunk" => {
                    form = event.form(form)?;
                    sound.extend(event.payload);
                    if sound.len() > LARGEST {
                        return Err(line.too_large().into());
                    }
                }
                "audio-stop" => {
                    let body = match sound.is_empty() {
                        true => sound,
                        false => wav(&sound, form),
                    };
                    return Ok(Sent {
                        body,
                        ..Sent::default()
                    });
                }
                "error" => {
                    let text = event.data.get("text").and_then(Value::as_str);
                    return Err(Failure::Refused(text.unwrap_or("no reason").to_owned()));
                }
                _ => {}
            }
        }
        Err(line.too_large().into())
    }

    /// Asks the server what it is. Returns the names of its voices.
    ///
    /// # Errors
    /// When there is no answer.
    pub(crate) fn greet(&self) -> Result<String, Failure> {
        let mut line = self.connect()?;
        line.send("describe", &json!({}))?;
        let info = loop {
            let event = line.event()?;
            if event.kind == "info" {
                break event.data;
            }
        };
        let programs = info.get("tts").and_then(Value::as_array);
        let voices = programs.into_iter().flatten();
        let voices = voices
            .filter_map(|own| own.get("voices")?.as_array())
            .flatten();
        let names = voices.filter_map(|voice| voice.get("name")?.as_str());
        let names: Vec<&str> = names.take(8).collect();
        Ok(match names.is_empty() {
            true => "it answers, and lists no voices".to_owned(),
            false => format!("it answers, and has voices such as {}", names.join(", ")),
        })
    }

    fn connect(&self) -> Result<Line<'_>, Failure> {
        let unreachable = |reason: String| Fault::Unreachable {
            host: self.address.clone(),
            reason,
        };
        let found = self.address.to_socket_addrs();
        let found = found.map_err(|error| unreachable(error.to_string()))?;
        let mut last = "it has no address".to_owned();
        for address in found {
            match TcpStream::connect_timeout(&address, self.timeout) {
                Ok(stream) => {
                    return Ok(Line {
                        server: self,
                        reader: BufReader::new(stream),
                        end: Instant::now() + self.timeout,
                    });
                }
                Err(error) => last = error.to_string(),
            }
        }
        Err(unreachable(last).into())
    }
}

impl Line<'_> {
    fn send(&mut self, kind: &str, data: &Value) -> Result<(), Failure> {
        let text = format!("{}\n", json!({ "type": kind, "data": data }));
        self.wait()?;
        let sent = self.reader.get_mut().write_all(text.as_bytes());
        sent.map_err(|error| self.failed(&error))
    }

    /// Reads the next event.
    fn event(&mut self) -> Result<Event, Failure> {
        let mut line = Vec::new();
        while line.last() != Some(&b'\n') {
            if line.len() > LONGEST_LINE {
                return Err(self.too_large().into());
            }
            self.some(&mut line, |have| {
                let end = have.iter().position(|byte| *byte == b'\n');
                end.map_or(have.len(), |end| end + 1)
            })?;
        }
        let wrong = || Failure::Answer(Bad::Broken("it is not of the Wyoming protocol".to_owned()));
        let head: Value = serde_json::from_slice(&line).map_err(|_| wrong())?;
        let length = |name: &str| head.get(name).and_then(Value::as_u64).unwrap_or(0);
        let more = self.part(length("data_length"))?;
        let payload = self.part(length("payload_length"))?;
        let data = match more.is_empty() {
            true => head.get("data").cloned().unwrap_or_default(),
            false => serde_json::from_slice(&more).map_err(|_| wrong())?,
        };
        let kind = head.get("type").and_then(Value::as_str);
        Ok(Event {
            kind: kind.ok_or_else(wrong)?.to_owned(),
            data,
            payload,
        })
    }

    /// Reads some bytes.
    fn part(&mut self, length: u64) -> Result<Vec<u8>, Failure> {
        if length > LARGEST_PART {
            return Err(self.too_large().into());
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut part = Vec::new();
        while part.len() < length {
            let rest = length - part.len();
            self.some(&mut part, |have| have.len().min(rest))?;
        }
        Ok(part)
    }

    /// Reads some bytes: as many of those that are there as a function says.
    fn some(&mut self, into: &mut Vec<u8>, count: impl Fn(&[u8]) -> usize) -> Result<(), Failure> {
        self.wait()?;
        let read = self.reader.fill_buf().map(|have| {
            let count = count(have);
            into.extend(&have[..count]);
            count
        });
        match read {
            Ok(0) => {
                let host = self.server.address.clone();
                let reason = "the answer is not complete".to_owned();
                Err(Fault::HungUp { host, reason }.into())
            }
            Ok(count) => {
                self.reader.consume(count);
                Ok(())
            }
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// Sets the time that is left for reading and writing.
    fn wait(&mut self) -> Result<(), Failure> {
        let left = self.end.saturating_duration_since(Instant::now());
        let slow = || Fault::Slow {
            host: self.server.address.clone(),
            timeout: self.server.timeout,
        };
        if left.is_zero() {
            return Err(slow().into());
        }
        let stream = self.reader.get_ref();
        let set = stream
            .set_read_timeout(Some(left))
            .and_then(|()| stream.set_write_timeout(Some(left)));
        set.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> Failure {
        let server = self.server;
        of_io(server.address.clone(), server.timeout, error).into()
    }

    fn too_large(&self) -> Fault {
        Fault::TooLarge {
            host: self.server.address.clone(),
            limit: LARGEST as u64,
        }
    }
}

impl Event {
    /// Returns the rate, the bytes of a sample and the channels, where it states them.
    fn form(&self, usual: (u32, u16, u16)) -> Result<(u32, u16, u16), Failure> {
        let number = |name: &str, usual: u64| {
            let stated = self.data.get(name).and_then(Value::as_u64);
            stated.unwrap_or(usual)
        };
        let rate = number("rate", usual.0.into());
        let width = number("width", usual.1.into());
        let channels = number("channels", usual.2.into());
        match (rate, width, channels) {
            (4_000..=384_000, 1..=4, 1..=8) => Ok((rate as u32, width as u16, channels as u16)),
            _ => Err(Failure::Answer(Bad::Broken(format!(
                "it has {rate} samples a second of {width} bytes in {channels} channels"
            )))),
        }
    }
}
