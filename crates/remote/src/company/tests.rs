//! A company beside servers on this machine that fail in every way.

mod server;

use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::{Address, Format, Price};
use cuebook_core::language::Language;
use cuebook_core::units::RATE;
use cuebook_voice::tone::ToneVoice;
use server::{Reply, Server, tone};

const TEXT: &str = "Is anyone there?";

fn said(text: &str) -> Utterance {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        let start = text[at..].find(word).unwrap() + at;
        at = start + word.len();
        words.push(Span::new(
            start,
            start + word.trim_end_matches(['?', '.', ',']).len(),
        ));
    }
    Utterance {
        text: text.to_owned(),
        words,
        pronounce: Vec::new(),
        voice: "narrator-anna".to_owned(),
        tone: Feeling::default(),
        body: Body::default(),
        pace: 1.0,
        language: Language::English,
    }
}

fn engine(address: &str) -> Engine {
    Engine {
        name: "studio".to_owned(),
        kind: Kind::Http {
            address: Address::of(&format!("http://{address}/v1")).unwrap(),
            key: None,
            model: "tiny".to_owned(),
            format: Format::Wav,
            timestamps: false,
        },
        timeout: Duration::from_millis(400),
        retries: 3,
        backoff: Duration::from_millis(500),
        jobs: 2,
        price: None,
        limit: None,
    }
}

fn anna() -> Speaker {
    Speaker {
        name: "narrator-anna".to_owned(),
        engine: 0,
        voice: "af_heart".to_owned(),
        speed: 1.0,
        seed: None,
        language: None,
        sex: None,
        age: None,
        like: None,
    }
}

fn roster(engine: Engine, speaker: Speaker) -> Roster {
    Roster {
        engines: vec![engine],
        speakers: vec![speaker],
    }
}

/// A company whose waits are noted and take no time.
struct Stage {
    company: Company<ToneVoice>,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Stage {
    fn with(engine: Engine, speaker: Speaker) -> Stage {
        let waits: Arc<Mutex<Vec<Duration>>> = Arc::default();
        let noted = waits.clone();
        let sleep: Sleep = Arc::new(move |wait| noted.lock().unwrap().push(wait));
        Stage {
            company: Company::patient(ToneVoice, &roster(engine, speaker), sleep),
            waits,
        }
    }

    fn at(server: &Server) -> Stage {
        Stage::with(engine(&server.address), anna())
    }

    fn speak(&self) -> Result<Take, String> {
        let take = self.company.speak(&said(TEXT));
        take.map_err(|error| error.to_string())
    }

    fn waits(&self) -> Vec<u128> {
        let waits = self.waits.lock().unwrap();
        waits.iter().map(Duration::as_millis).collect()
    }
}

/// Returns the take after these replies, and the waits in milliseconds.
fn after(replies: Vec<Reply>) -> (Result<Take, String>, Vec<u128>, Vec<String>) {
    let server = Server::start(replies);
    let stage = Stage::at(&server);
    let take = stage.speak();
    (take, stage.waits(), server.requests())
}

#[test]
fn a_server_gets_the_words_and_its_sound_becomes_a_take() {
    let (take, waits, requests) = after(vec![Reply::wav(24_000)]);
    let take = take.unwrap();
    assert_eq!(take.words.len(), 3);
    assert!((take.samples.len() as i64 - i64::from(RATE)).abs() < 2_000);
    assert!(
        take.words
            .iter()
            .all(|word| word.end.index() <= take.samples.len())
    );
    assert!(waits.is_empty());
    let request = &requests[0];
    assert!(request.starts_with("POST /v1/audio/speech "), "{request}");
    for part in [
        "\"input\":\"Is anyone there?\"",
        "\"model\":\"tiny\"",
        "\"voice\":\"af_heart\"",
        "\"response_format\":\"wav\"",
    ] {
        assert!(request.contains(part), "{part}: {request}");
    }
    for part in ["speed", "seed", "authorization"] {
        assert!(!request.contains(part), "{part}: {request}");
    }
}

#[test]
fn settings_and_the_pace_are_sent() {
    let server = Server::start(vec![Reply::wav(24_000)]);
    let speaker = Speaker {
        speed: 1.5,
        seed: Some(3),
        ..anna()
    };
    let stage = Stage::with(engine(&server.address), speaker);
    let utterance = Utterance {
        pace: 0.5,
        pronounce: vec![(1, Spoken::Respelling("EH-nee-one".to_owned()))],
        ..said(TEXT)
    };
    stage.company.speak(&utterance).unwrap();
    let request = server.requests().remove(0);
    assert!(request.contains("\"speed\":0.75"), "{request}");
    assert!(request.contains("\"seed\":3"), "{request}");
    assert!(request.contains("Is eh-nee-one there?"), "{request}");
}

#[test]
fn any_rate_becomes_that_of_the_program() {
    for rate in [8_000, 16_000, 22_050, 44_100] {
        let (take, ..) = after(vec![Reply::wav(rate)]);
        let length = take.unwrap().samples.len() as i64;
        assert!((length - i64::from(RATE)).abs() < 2_000, "{rate}: {length}");
    }
}

#[test]
fn failures_that_pass_are_tried_again_with_longer_waits() {
    for failing in [500, 502, 503, 504, 429] {
        let busy = || Reply::status(failing, r#"{"error": {"message": "busy"}}"#);
        let (take, waits, _) = after(vec![busy(), busy(), Reply::wav(24_000)]);
        assert!(take.is_ok(), "{failing}: {take:?}");
        assert_eq!(waits, [500, 1_000], "{failing}");
    }
    let (take, waits, _) = after(vec![Reply::HangUp, Reply::CutOff, Reply::wav(24_000)]);
    assert!(take.is_ok(), "{take:?}");
    assert_eq!(waits.len(), 2);
}

#[test]
fn a_server_may_say_how_long_to_wait() {
    let busy = |seconds: &str| Reply::Busy(seconds.to_owned());
    let (take, waits, _) = after(vec![busy("7"), busy("0"), Reply::wav(24_000)]);
    assert!(take.is_ok());
    assert_eq!(waits, [7_000, 1_000]);
    let (take, waits, _) = after(vec![busy("86400")]);
    assert!(take.unwrap_err().contains("HTTP 429"));
    assert!(waits.is_empty());
}

#[test]
fn a_refusal_is_told_at_once() {
    let refused = Reply::status(400, r#"{"error": {"message": "no voice af_heart"}}"#);
    let (take, waits, _) = after(vec![refused]);
    let message = take.unwrap_err();
    assert!(
        message.starts_with("studio did not speak “Is anyone there?”"),
        "{message}"
    );
    assert!(
        message.ends_with("HTTP 400: no voice af_heart"),
        "{message}"
    );
    assert!(waits.is_empty());
}

#[test]
fn text_in_place_of_sound_is_shown_and_not_asked_for_again() {
    let page = Reply::page("text/html", b"<html><h1>Please log in</h1></html>".to_vec());
    let (take, waits, _) = after(vec![page]);
    assert!(take.unwrap_err().contains("Please log in"));
    assert!(waits.is_empty());
    let lie = Reply::page("audio/wav", br#"{"detail": "model not loaded"}"#.to_vec());
    assert!(after(vec![lie]).0.unwrap_err().contains("model not loaded"));
}

#[test]
fn useless_sound_is_asked_for_twice_more() {
    let silence = || {
        Reply::page(
            "audio/wav",
            crate::answer::wav(&[0; 48_000], (24_000, 2, 1)),
        )
    };
    let (take, _, requests) = after(vec![silence(), silence(), silence(), Reply::wav(24_000)]);
    assert!(take.unwrap_err().contains("silence"));
    assert_eq!(requests.len(), 3);
    let (take, ..) = after(vec![silence(), Reply::wav(24_000)]);
    assert!(take.is_ok());
    let empty = || Reply::page("audio/wav", Vec::new());
    assert!(
        after(vec![empty(), empty(), empty()])
            .0
            .unwrap_err()
            .contains("empty")
    );
    let long = || {
        Reply::page(
            "audio/wav",
            crate::answer::wav(&tone(8_000, 30.0), (8_000, 2, 1)),
        )
    };
    assert!(
        after(vec![long(), long(), long()])
            .0
            .unwrap_err()
            .contains("too long")
    );
    let mut half = crate::answer::wav(&tone(24_000, 1.0), (24_000, 2, 1));
    half.truncate(20_000);
    let half = || Reply::page("audio/wav", half.clone());
    assert!(
        after(vec![half(), half(), half()])
            .0
            .unwrap_err()
            .contains("cut off")
    );
}

#[test]
fn a_slow_server_is_given_up_and_the_next_line_does_not_wait_for_it_again() {
    let server = Server::start(vec![Reply::Slow, Reply::Slow, Reply::Slow]);
    let stage = Stage::with(
        Engine {
            retries: 1,
            timeout: Duration::from_millis(80),
            ..engine(&server.address)
        },
        anna(),
    );
    assert!(
        stage
            .speak()
            .unwrap_err()
            .contains("did not answer within 0.08 s")
    );
    assert_eq!(stage.waits().len(), 1);
    assert!(stage.speak().is_err());
    assert_eq!(stage.waits().len(), 1, "no second wait");
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let server = Server::start(vec![]);
    let address = server.address.clone();
    drop(server);
    let stage = Stage::with(engine(&address), anna());
    assert!(stage.speak().unwrap_err().contains("cannot be reached"));
    assert_eq!(stage.waits(), [500, 1_000, 2_000]);
}

#[test]
fn redirects_are_not_followed_and_the_key_stays() {
    let other = Server::start(vec![Reply::wav(24_000)]);
    let away = Reply::Redirect(format!("http://{}/v1/audio/speech", other.address));
    let server = Server::start(vec![away]);
    let key = std::env::temp_dir().join(format!("cuebook-remote-key-{}", std::process::id()));
    std::fs::write(&key, "secret").unwrap();
    let mut own = engine(&server.address);
    if let Kind::Http { key: place, .. } = &mut own.kind {
        *place = Some(key.display().to_string());
    }
    let stage = Stage::with(own, anna());
    let message = stage.speak().unwrap_err();
    std::fs::remove_file(&key).unwrap();
    assert!(message.contains("redirects to `http://"), "{message}");
    assert!(!message.contains("secret"));
    assert!(server.requests()[0].contains("authorization: bearer secret"));
    assert!(other.requests().is_empty());
}

#[test]
fn the_limit_stops_before_it_is_exceeded() {
    let server = Server::start(vec![Reply::wav(24_000), Reply::wav(24_000)]);
    let limited = Engine {
        limit: Some(TEXT.len() as u64 + 5),
        price: Price::read("$15/1M"),
        ..engine(&server.address)
    };
    let stage = Stage::with(limited.clone(), anna());
    let both = [said(TEXT), said(TEXT)];
    let roster = roster(limited, anna());
    let cost = &costs(&roster, both.iter())[0];
    assert_eq!((cost.takes, cost.characters), (2, 2 * TEXT.len() as u64));
    assert_eq!(cost.price().as_deref(), Some("$0.0005"));
    assert!(stage.speak().is_ok());
    assert!(
        stage
            .speak()
            .unwrap_err()
            .contains("`limit` of 21 characters")
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn at_most_some_requests_are_under_way() {
    let replies = (0..6).map(|_| Reply::wav(24_000)).collect();
    let server = Server::start(replies);
    let stage = Stage::at(&server);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| stage.speak().unwrap());
        }
    });
    assert_eq!(server.requests().len(), 6);
    assert!(server.most_at_once() <= 2, "{}", server.most_at_once());
}

#[test]
fn takes_are_keyed_by_what_the_server_gets() {
    let decisive = |engine: Engine, speaker: Speaker, utterance: &Utterance| {
        Stage::with(engine, speaker)
            .company
            .decisive(utterance)
            .unwrap()
    };
    let (here, there) = (engine("a:1"), engine("b:2"));
    let plain = decisive(here.clone(), anna(), &said(TEXT));
    assert_eq!(
        plain,
        decisive(there, anna(), &said(TEXT)),
        "the address does not count"
    );
    let renamed = Speaker {
        name: "erzähler".to_owned(),
        ..anna()
    };
    let by_name = Utterance {
        voice: "erzähler".to_owned(),
        tone: cuebook_voice::Tone::Whisper.into(),
        ..said(TEXT)
    };
    assert_eq!(plain, decisive(here.clone(), renamed, &by_name));
    let voice = Speaker {
        voice: "bf_emma".to_owned(),
        ..anna()
    };
    let seed = Speaker {
        seed: Some(1),
        ..anna()
    };
    let model = Engine {
        kind: match here.kind.clone() {
            Kind::Http {
                address,
                key,
                format,
                timestamps,
                ..
            } => Kind::Http {
                address,
                key,
                model: "large".to_owned(),
                format,
                timestamps,
            },
            other => other,
        },
        ..here.clone()
    };
    let fast = Utterance {
        pace: 1.5,
        ..said(TEXT)
    };
    for other in [
        decisive(here.clone(), voice, &said(TEXT)),
        decisive(here.clone(), seed, &said(TEXT)),
        decisive(model, anna(), &said(TEXT)),
        decisive(here, anna(), &fast),
    ] {
        assert_ne!(plain, other);
    }
}

#[test]
fn built_in_voices_stay_as_they_are() {
    let stage = Stage::with(engine("a:1"), anna());
    let own = Utterance {
        voice: "bm_george".to_owned(),
        ..said(TEXT)
    };
    assert_eq!(stage.company.identity(), ToneVoice.identity());
    assert_eq!(stage.company.decisive(&own), None);
    assert_eq!(stage.company.like("bm_george"), None);
    assert!(stage.company.has_times("bm_george"));
    assert!(!stage.company.has_times("narrator-anna"));
    assert_eq!(
        stage.company.speak(&own).unwrap(),
        ToneVoice.speak(&own).unwrap()
    );
    assert!(costs(&roster(engine("a:1"), anna()), [own].iter()).is_empty());
}

#[test]
fn the_times_of_a_server_are_taken() {
    let mut captioned = engine("a:1");
    let server = Server::start(vec![Reply::captioned()]);
    captioned.kind = match engine(&server.address).kind {
        Kind::Http {
            address,
            key,
            model,
            format,
            ..
        } => Kind::Http {
            address,
            key,
            model,
            format,
            timestamps: true,
        },
        other => other,
    };
    let stage = Stage::with(captioned, anna());
    assert!(stage.company.has_times("narrator-anna"));
    let take = stage.speak().unwrap();
    let starts: Vec<i64> = take.words.iter().map(|word| word.start.0).collect();
    assert_eq!(starts, [4_800, 14_400, 28_800]);
    assert!(server.requests()[0].starts_with("POST /dev/captioned_speech "));
}

#[test]
fn a_wyoming_server_speaks_and_fails() {
    let piper = |address: &str| Engine {
        kind: Kind::Wyoming {
            address: address.to_owned(),
        },
        ..engine("a:1")
    };
    let speak = |replies: Vec<Reply>| {
        let server = Server::start(replies);
        let stage = Stage::with(piper(&server.address), anna());
        (stage.speak(), server.requests())
    };
    let (take, requests) = speak(vec![Reply::chunks(16_000)]);
    let length = take.unwrap().samples.len() as i64;
    assert!((length - i64::from(RATE)).abs() < 2_000, "{length}");
    assert!(requests[0].contains("\"synthesize\""), "{requests:?}");
    assert!(
        requests[0].contains("\"name\":\"af_heart\""),
        "{requests:?}"
    );
    let (take, _) = speak(vec![Reply::HangUp, Reply::chunks(22_050)]);
    assert!(take.is_ok(), "{take:?}");
    let (take, _) = speak(vec![Reply::line(
        r#"{"type": "error", "data": {"text": "no voice"}}"#,
    )]);
    assert!(take.unwrap_err().contains("no voice"));
    let (take, _) = speak(vec![Reply::line("HTTP/1.1 400 Bad Request"); 4]);
    assert!(take.unwrap_err().contains("Wyoming"));
    let large = r#"{"type": "audio-chunk", "payload_length": 99999999999}"#;
    assert!(
        speak(vec![Reply::line(large)])
            .0
            .unwrap_err()
            .contains("MiB")
    );
    let cut = r#"{"type": "audio-chunk", "payload_length": 100}"#;
    assert!(
        speak(vec![Reply::line(cut); 4])
            .0
            .unwrap_err()
            .contains("not complete")
    );
}

#[test]
fn servers_are_greeted() {
    let models = br#"{"data": [{"id": "tiny"}, {"id": "large"}]}"#.to_vec();
    let server = Server::start(vec![Reply::page("application/json", models)]);
    let stage = Stage::at(&server);
    let greeted: Vec<_> = stage.company.greet().map(|(_, said)| said).collect();
    assert_eq!(
        greeted,
        [Ok("it answers, and has the model tiny".to_owned())]
    );
    assert!(server.requests()[0].starts_with("GET /v1/models "));
}
