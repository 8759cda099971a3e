use super::*;
use cuebook_remote::{Format, Kind};
use std::time::Duration;

fn read(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.yaml");
    std::fs::write(&path, text).unwrap();
    Config::read(&path)
}

/// Returns the mistakes, each with its hints on one line.
fn mistakes(text: &str) -> String {
    match read(text) {
        Err(ConfigError::Mistakes { mistakes, .. }) => {
            let lines = mistakes.iter().map(Diagnostic::on_one_line);
            lines.collect::<Vec<_>>().join("\n")
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_missing_file_is_the_default_configuration() {
    let config = Config::read(Path::new("/nowhere/config.yaml")).unwrap();
    assert!(config.library.is_empty());
    for empty in [
        "# nothing yet\n",
        "",
        "library:\n",
        "engines: {}\nvoices:\n",
    ] {
        let config = read(empty).unwrap_or_else(|error| panic!("{empty}: {error}"));
        assert!(config.library.is_empty());
        assert_eq!(config.cache, Bytes(20_000_000_000));
    }
}

#[test]
fn the_cache_has_a_size() {
    assert_eq!(read("cache: 500 MB").unwrap().cache, Bytes(500_000_000));
    for wrong in ["cache: 20", "cache: much", "cache: [1GB]"] {
        let message = mistakes(wrong);
        assert!(message.contains("a size such as 20GB"), "{message}");
    }
}

#[test]
fn the_cache_may_be_in_a_store_that_machines_share() {
    let of = |text: &str| read(&format!("cache: {text}")).unwrap();
    let config = of("s3://bucket/cuebook/");
    assert_eq!(config.cache, Bytes::gigabytes(20));
    let place = config.shared.unwrap().place().clone();
    assert_eq!(place.address(), "s3://bucket/cuebook");
    let waits = (place.claim, place.patience);
    assert_eq!(waits, (Duration::from_secs(30), Duration::from_secs(120)));
    let config = of("{ size: 1GB, shared: file:///team, limit: 5GB, claim: 1ms, patience: 1s }");
    assert_eq!(config.cache, Bytes::gigabytes(1));
    let place = config.shared.unwrap().place().clone();
    assert_eq!(place.limit, Some(Bytes::gigabytes(5)));
    let waits = (place.claim, place.patience);
    assert_eq!(waits, (Duration::from_secs(1), Duration::from_secs(1)));
    for (text, part) in [
        ("ftp://host/a", "`ftp://` is not known here"),
        ("s3://key:secret@bucket", "keys belong in the environment"),
        ("{ limit: 5GB }", "`shared`"),
        ("{ shared: s3://a, endpoint: host:9000 }", "http://"),
        ("{ share: s3://a }", "there is no key `share`"),
    ] {
        let message = mistakes(&format!("cache: {text}"));
        assert!(message.contains(part), "{text}: {message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[test]
fn simple_settings_are_read() {
    let config = read("prefer: library\nno-clock: true\nlibrary: /\n").unwrap();
    assert_eq!(config.prefer, Prefer::Library);
    assert!(config.no_clock);
    assert_eq!(config.library, [PathBuf::from("/")]);
    assert_eq!(read("library: [/, /tmp]").unwrap().library.len(), 2);
}

#[test]
fn mistakes_name_the_file_and_the_line() {
    let message = read("library: []\nlibary: []\n").unwrap_err().to_string();
    assert!(
        message.contains("config.yaml, line 2: there is no key `libary`"),
        "{message}"
    );
    assert!(mistakes("library: [sounds]").contains("`sounds`"));
    assert!(!mistakes("library: [a\n").is_empty());
}

#[test]
fn an_assistant_needs_an_address_and_a_model() {
    let of = |text: &str| {
        read(&format!("assistant: {text}"))
            .unwrap()
            .assistant
            .unwrap()
    };
    let own = of("{ url: 'http://127.0.0.1:8080/v1', model: qwen3 }");
    assert_eq!(own.address.host(), "127.0.0.1:8080");
    assert_eq!(
        (own.timeout, own.read_key()),
        (Duration::from_secs(120), Ok(None))
    );
    let far = of("{ url: 'http://box.lan/v1', model: m, timeout: 1.5s }");
    assert!(far.address.is_open());
    assert_eq!(far.timeout, Duration::from_millis(1500));
    for (text, part) in [
        ("{ url: '127.0.0.1:8080', model: m }", "http://"),
        ("{ url: 'http://a:b@c/v1', model: m }", "password"),
        ("{ url: 'http://c/v1', model: '' }", "`model`"),
        ("{ url: 'http://c/v1' }", "needs `model`"),
        ("{ url: 'http://c/v1', model: m, timeout: 5 }", "no unit"),
        (
            "{ url: 'http://c/v1', model: m, timeout: -1s }",
            "out of range",
        ),
        (
            "{ url: 'http://c/v1', model: m, timeout: 2h }",
            "at most an hour",
        ),
        ("{ url: 'http://c/v1', model: m, token: x }", "token"),
    ] {
        let message = mistakes(&format!("assistant: {text}"));
        assert!(message.contains(part), "{text}: {message}");
    }
}

const ENGINES: &str = "
engines:
  studio: { kind: http, address: 'http://localhost:8880/v1/', model: kokoro }
  cloud:
    kind: http
    address: https://api.example.com/v1
    model: tts-1
    key: CLOUD_KEY
    format: mp3
    jobs: 4
    price: $15/1M
    limit: 50000
    timeout: 90s
    retries: 2
    backoff: 100ms
  piper: { kind: wyoming, address: 'tcp://localhost:10200' }
voices:
  narrator-anna: { engine: studio, voice: af_heart, speed: 1.1, seed: 3, language: en-GB, sex: female, age: old, like: bf_emma }
  tom: { engine: piper, voice: en_US-lessac-medium }
";

#[test]
fn engines_and_their_voices_are_read() {
    let config = read(ENGINES).unwrap();
    let names: Vec<&str> = config
        .roster
        .engines
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(names, ["studio", "cloud", "piper"]);
    let [studio, cloud, piper] = &config.roster.engines[..] else {
        panic!("{names:?}");
    };
    assert_eq!(studio.address(), "http://localhost:8880/v1");
    assert_eq!((studio.jobs, studio.retries, studio.limit), (2, 5, None));
    assert_eq!(studio.timeout, Duration::from_secs(60));
    assert!(
        matches!(&cloud.kind, Kind::Http { format: Format::Mp3, key: Some(key), .. } if key == "CLOUD_KEY")
    );
    assert_eq!(
        (cloud.jobs, cloud.retries, cloud.limit),
        (4, 2, Some(50_000))
    );
    assert_eq!(cloud.backoff, Duration::from_millis(100));
    assert_eq!(cloud.price.as_ref().unwrap().of(1_000_000), "$15.00");
    assert_eq!(piper.address(), "localhost:10200");
    let anna = &config.roster.speakers[0];
    assert_eq!(
        (anna.engine, anna.voice.as_str(), anna.like()),
        (0, "af_heart", "bf_emma")
    );
    assert_eq!((anna.speed, anna.seed), (1.1, Some(3)));
    assert_eq!(anna.about(), "British woman, old");
    assert_eq!(config.roster.speakers[1].engine, 2);
}

#[test]
fn mistakes_in_engines_and_voices_are_explained() {
    let engine = "{ kind: http, address: 'http://a/v1', model: m }";
    for (text, part) in [
        ("engines: { a: { kind: ftp, address: x } }".to_owned(), "no kind of engine named `ftp`"),
        ("engines: { a: { kind: http, address: 'http://a/v1' } }".to_owned(), "needs `model`"),
        ("engines: { a: { kind: http, model: m } }".to_owned(), "needs `address`"),
        ("engines: { a: { kind: http, address: 'localhost', model: m } }".to_owned(), "http://"),
        ("engines: { a: { kind: wyoming, address: 'localhost' } }".to_owned(), "a host with a port"),
        ("engines: { a: { kind: wyoming, address: 'a:1', model: m } }".to_owned(), "of the kind `http`"),
        ("engines: { A B: { kind: wyoming, address: 'a:1' } }".to_owned(), "not a name here"),
        (format!("engines: {{ a: {engine} }}\nvoices: {{ anna: {{ engine: b, voice: x }} }}"), "no engine named `b`"),
        (format!("engines: {{ studio: {engine} }}\nvoices: {{ anna: {{ engine: studi, voice: x }} }}"), "did you mean `studio`?"),
        ("voices: { anna: { engine: b, voice: x } }".to_owned(), "`engines` declares it"),
        (format!("engines: {{ a: {engine} }}\nvoices: {{ af-anna: {{ engine: a, voice: x }} }}"), "looks like the name of a built-in voice"),
        (format!("engines: {{ a: {engine} }}\nvoices: {{ anna: {{ engine: a, voice: x, like: bf_ema }} }}"), "did you mean `bf_emma`?"),
        (format!("engines: {{ a: {engine} }}\nvoices: {{ anna: {{ engine: a, voice: x, sped: 2 }} }}"), "no key `sped`"),
        ("engines: { a: { kind: wyoming, address: 'a:1' } }\nvoices: { tom: { engine: a, voice: x, seed: 2 } }".to_owned(), "`seed` belongs"),
        ("engines: { a: { kind: wyoming, address: 'a:1', price: cheap } }".to_owned(), "$15/1M"),
        ("engines: [a]".to_owned(), "must be a mapping"),
    ] {
        let message = mistakes(&text);
        assert!(message.contains(part), "{text}: {message}");
    }
}
