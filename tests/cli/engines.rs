//! Speech engines of the configuration, against servers in the test.

pub(crate) mod server;

use std::fs;

use crate::stage::Stage;
use server::{Fault, Server};

const TEXT: &str =
    "“Is anyone there?” asked Anna. Nobody answered.\n\nThe door fell shut. “Well,” she said.\n";

const SHOW: &str = "show: The Door
text: door.txt
cast:
  NARRATOR: { voice: narrator-anna }
  ANNA: { voice: studio-anna }
lines:
  - { quote: \"Is anyone there?\", by: ANNA }
  - { quote: \"Well\", by: ANNA }
";

/// A show whose voices are all of one engine, with more settings for it.
fn stage(server: &Server, more: &str) -> Stage {
    let stage = Stage::new();
    fs::create_dir_all(stage.path("home")).unwrap();
    stage.write("door.txt", TEXT);
    stage.write("show.yaml", SHOW);
    configure(&stage, &server.address, more);
    stage
}

fn configure(stage: &Stage, address: &str, more: &str) {
    let config = format!(
        "engines:
  studio: {{ kind: http, address: 'http://{address}/v1', model: tiny, timestamps: true, backoff: 1ms, timeout: 5s, retries: 2, jobs: 1{more} }}
voices:
  narrator-anna: {{ engine: studio, voice: af_heart, language: en-GB, sex: female }}
  studio-anna: {{ engine: studio, voice: bf_emma, speed: 1.1 }}
"
    );
    stage.write("home/config.yaml", config);
}

#[test]
fn a_show_is_spoken_by_an_engine_and_no_take_is_asked_for_twice() {
    let server = Server::start(Fault::None);
    let stage = stage(&server, ", price: $15/1M");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let told = format!(
        "studio: 6 takes of 76 characters to http://{}/v1, about $0.0011\n",
        server.address
    );
    assert_eq!(said.err, told);
    assert!(server.heard().is_empty(), "a check sends nothing");

    let said = stage.run(["render", "show.yaml", "-o", "one.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.starts_with(&told), "{}", said.err);
    let heard = server.heard();
    assert_eq!(heard.len(), 6, "{heard:?}");
    assert!(heard.iter().any(|words| words.contains("Is anyone there?")));

    // Another address and another name of the voice change nothing.
    let other = Server::start(Fault::None);
    configure(&stage, &other.address, "");
    stage.change("narrator-anna", "reader-vera");
    let config = fs::read_to_string(stage.path("home/config.yaml")).unwrap();
    stage.write(
        "home/config.yaml",
        config.replace("narrator-anna", "reader-vera"),
    );
    let said = stage.run(["render", "show.yaml", "-o", "two.wav"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(other.heard().is_empty());
    assert_eq!(stage.bytes("one.wav"), stage.bytes("two.wav"));
}

#[test]
fn a_server_that_goes_away_leaves_what_it_said_and_the_lines_are_told() {
    let server = Server::start(Fault::AfterTwo);
    let stage = stage(&server, "");
    let said = stage.run(["render", "show.yaml", "-o", "one.wav", "--jobs", "1"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert_eq!(
        said.err.matches("error[line-not-spoken]").count(),
        4,
        "{}",
        said.err
    );
    assert!(said.err.contains("did not speak line"), "{}", said.err);
    assert!(said.err.contains("HTTP 500: out of memory"), "{}", said.err);
    assert!(said.err.contains("door.txt:"), "{}", said.err);
    assert!(said.err.contains("goes on from there"), "{}", said.err);
    assert!(!stage.path("one.wav").exists());

    let well = Server::start(Fault::None);
    configure(&stage, &well.address, "");
    let said = stage.run(["render", "show.yaml", "-o", "one.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(well.heard().len(), 4);
}

#[test]
fn the_limit_stops_a_show_before_anything_is_sent() {
    let server = Server::start(Fault::None);
    let stage = stage(&server, ", limit: 50");
    let said = stage.run(["render", "show.yaml", "-o", "one.wav"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("studio would get 76 characters, and its `limit` is 50; nothing was sent"),
        "{}",
        said.err
    );
    assert!(server.heard().is_empty());
}

#[test]
fn without_the_configuration_a_fitting_voice_speaks_and_is_told_once() {
    let stage = Stage::new();
    stage.write("door.txt", TEXT);
    stage.write("show.yaml", SHOW);
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(
        said.out.matches("warning[unconfigured-voice]").count(),
        2,
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("the voice `narrator-anna` is not set up on this machine; `"),
        "{}",
        said.out
    );
    let said = stage.run(["render", "show.yaml", "--stand-in", "-o", "one.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    // A misspelt built-in voice is still an error.
    stage.change("narrator-anna", "bf_ema");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("there is no voice named `bf_ema`"),
        "{}",
        said.out
    );
}

#[test]
fn what_an_engine_cannot_do_is_told_once_for_each_voice() {
    let server = Server::start(Fault::None);
    let stage = stage(&server, "");
    stage.change(
        "{ quote: \"Is anyone there?\", by: ANNA }",
        "{ quote: \"Is anyone there?\", by: ANNA, tone: whisper }",
    );
    stage.change(
        "{ quote: \"Well\", by: ANNA }",
        "{ quote: \"Well\", by: ANNA, tone: shout, pace: 1.2 }",
    );
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(
        said.out.matches("warning[beyond-voice]").count(),
        1,
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("the voice `studio-anna` speaks in no tones"),
        "{}",
        said.out
    );
}

#[test]
fn mistakes_of_the_configuration_are_shown_in_its_text() {
    let stage = Stage::new();
    fs::create_dir_all(stage.path("home")).unwrap();
    stage.write(
        "home/config.yaml",
        "engines:\n  studio: { kind: http, address: localhost, model: m }\nvoices:\n  anna: { engine: studoi, voice: x }\n",
    );
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 2);
    for part in [
        "error[bad-address]",
        "config.yaml:2:",
        "error[unknown-engine]",
        "config.yaml:4:",
    ] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
}

#[test]
fn voices_and_engines_are_listed_and_tried() {
    let server = Server::start(Fault::None);
    let stage = stage(&server, "");
    let said = stage.run(["voices", "list"]);
    assert!(said.out.contains("narrator-anna"), "{}", said.out);
    assert!(
        said.out.contains("British woman; af_heart of studio"),
        "{}",
        said.out
    );
    let french = stage.run(["voices", "list", "--language", "fr"]).out;
    assert!(
        !french.contains("narrator-anna") && french.contains("studio-anna"),
        "{french}"
    );

    let said = stage.run(["voices", "engines"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("studio (http) at http://"),
        "{}",
        said.out
    );
    assert!(said.out.contains("it answers"), "{}", said.out);
    assert!(
        said.out.contains("voices: narrator-anna, studio-anna"),
        "{}",
        said.out
    );

    let said = stage.run([
        "voices",
        "try",
        "narrator-anna",
        "Hello there.",
        "-o",
        "a.wav",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("studio: 1 take of 12 characters"),
        "{}",
        said.err
    );
    assert!(stage.bytes("a.wav").len() > 10_000);

    drop(server);
    let said = stage.run(["voices", "engines"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("does not answer"), "{}", said.out);
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn words_without_times_are_found_beside_a_built_in_voice() {
    let server = Server::start(Fault::None);
    let stage = stage(&server, "");
    let config = fs::read_to_string(stage.path("home/config.yaml")).unwrap();
    stage.write("home/config.yaml", config.replace("timestamps: true, ", ""));
    let render = |output: &str| {
        let mut command = stage.command();
        command.env(
            "CUEBOOK_VOICES",
            std::env::var_os("CUEBOOK_VOICES").unwrap(),
        );
        let ended = command
            .args(["render", "show.yaml", "-o", output])
            .output()
            .unwrap();
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
    };
    render("one.wav");
    let heard = server.heard().len();
    assert_eq!(heard, 6);
    render("two.wav");
    assert_eq!(server.heard().len(), heard);
    assert_eq!(stage.bytes("one.wav"), stage.bytes("two.wav"));
}
