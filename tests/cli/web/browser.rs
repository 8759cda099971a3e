//! Tests of the page in a browser.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{HALL, beds, detours, export, mill, optional};
use crate::stage::Stage;

/// A path to each ending of the example, with answers before the time is over, after it, and when
/// it is up.
const ENDINGS: [&str; 5] = [
    "telephone=answer,bolt=let-him-in,ask=water,ask=enough,drawer=look,bell=ring,pin=call,sluice=open",
    "telephone=answer,bolt=let-him-in,ask=water,ask=enough,drawer=look,bell=ring,pin=call,sluice=hold@8s",
    "telephone=let-it-ring@8s,bolt=speak,drawer=look,pin=alone,sluice=open",
    "telephone=let-it-ring,bolt=speak@5s,drawer=go@10s,pin=alone",
    "telephone=answer,bolt=speak,drawer=go,bell=ring,pin=alone@2s",
];

/// Exports the page of the example.
fn high_water(more: &[&str]) -> Stage {
    let stage = Stage::new();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    for name in ["high-water.yaml", "high-water.txt"] {
        std::fs::copy(scripts.join(name), stage.path(name)).unwrap();
    }
    let args = [
        "export",
        "high-water.yaml",
        "--to",
        "web",
        "--stand-in",
        "-o",
        "page",
    ];
    let said = stage.run([&args, more].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    stage
}

/// Runs a script of `tests/web` with a page in a browser, and returns what it saw.
fn driven(script: &str, folder: &Path, args: &[String]) -> Value {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web");
    let node = Command::new("node")
        .arg(scripts.join(script))
        .arg(folder)
        .args(args)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&node.stderr);
    assert!(node.status.success(), "{err}");
    serde_json::from_slice(&node.stdout).unwrap()
}

/// Returns the length of a path of the example.
fn frames(stage: &Stage, path: &str) -> Value {
    let args = [
        "timeline",
        "high-water.yaml",
        "--stand-in",
        "--format",
        "json",
    ];
    let said = stage.run(args.into_iter().chain(["--choose", path]));
    assert_eq!(said.code, 0, "{}", said.err);
    let timeline: Value = serde_json::from_str(&said.out).unwrap();
    timeline["frames"].clone()
}

/// Renders paths, and returns them as the script takes them.
fn rendered(stage: &Stage, script: &str, paths: &[&str]) -> Vec<String> {
    let mut args = Vec::new();
    for (number, path) in paths.iter().enumerate() {
        let output = format!("{number}.wav");
        let said = stage.run([
            "render",
            script,
            "--stand-in",
            "--bits",
            "32f",
            "--choose",
            path,
            "-o",
            &output,
        ]);
        assert_eq!(said.code, 0, "{}", said.err);
        args.push(format!("{path}:{}", stage.path(&output).display()));
    }
    args
}

/// Plays paths of a show on its page, and compares them with their renders.
fn sounds_as_rendered(stage: &Stage, paths: &[&str]) {
    let args = rendered(stage, "show.yaml", paths);
    let figures = driven("play.mjs", &stage.path("page"), &args);
    for path in paths {
        let own = &figures["paths"][path];
        assert_eq!(own["frames"][0], own["frames"][1], "{path}: {own}");
        // The responses of rooms have 16 bits.
        assert!(own["difference"].as_f64() < Some(-60.0), "{path}: {own}");
        assert_eq!(own["gap"], 0.0, "{path}: {own}");
    }
    assert_eq!(figures["errors"], json!([]));
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn a_path_on_the_page_has_the_samples_of_the_rendered_one() {
    let stage = mill();
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let paths = [
        "door=in,lamp=take,lamp=leave",
        "door=in@3s,lamp=take@0.1s,lamp=leave@9.3s",
        "door=away@1.7s",
        "door=in@0.2s,lamp=leave@1s",
        "door=in,lamp=leave@2.5s",
        "door=in@-1.2s,lamp=leave@1s",
    ];
    sounds_as_rendered(&stage, &paths);
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn a_part_that_is_made_of_pieces_has_the_samples_of_the_rendered_paths() {
    let stage = Stage::new();
    stage.write("show.yaml", HALL);
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let paths = [
        "a=go,b=go,c=go,d=go,e=go",
        "a=take,b=take,c=take,d=take,e=take",
        "a=take,b=go,c=take,d=go,e=take",
        "a=go,b=take,c=go,d=take@2s,e=take@1.3s",
    ];
    sounds_as_rendered(&stage, &paths);
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn beds_that_go_on_in_any_combination_have_the_samples_of_the_rendered_paths() {
    let paths = [
        "q0=a,q1=b,q2=a,hall=go,yard=go",
        "q0=b,q1=b,q2=b,hall=go,yard=go",
        "q0=a,q1=a,q2=a,hall=stay,hall=go@2s,yard=go",
        "q0=b,q1=b,q2=a,hall=stay,hall=stay,hall=go,yard=go@1.5s",
    ];
    sounds_as_rendered(&beds(3), &paths);
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn scenes_that_are_heard_in_any_combination_have_the_samples_of_the_rendered_paths() {
    let paths = [
        "q0=a,q1=a,q2=a,q3=a,yard=stay,yard=go@2s",
        "q0=b,q1=a,q2=a,q3=b,yard=stay,yard=stay,yard=go@1.5s",
    ];
    sounds_as_rendered(&optional(4, "false"), &paths);
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn ways_that_meet_again_have_the_samples_of_the_rendered_paths() {
    let paths = [
        "q0=a,q1=a,q2=a,q3=a,yard=go",
        "q0=b,q1=a,q2=b,q3=b,yard=stay,yard=go@1.5s",
        "q0=a,q1=b,q2=b,q3=a,yard=go@2s",
        "q0=b,q1=b,q2=a,q3=a,yard=stay,yard=stay@3s,yard=go",
    ];
    sounds_as_rendered(&detours(4), &paths);
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn a_page_lists_the_endings_that_were_met() {
    let stage = Stage::new();
    let script = "\
text: |
  The gate stood open. It rained.

  The hall was dark. A door was shut.

  The garden was green.
scenes:
  - { id: gate, from: start }
  - { id: hall, from: The hall was, title: The Hall, then: end }
  - { id: garden, from: The garden was, title: The Garden }
choices:
  - { id: way, at: { after: It rained }, options: [ { id: in, words: In }, { id: round, words: Round, to: garden }, { id: off, words: Off, to: end } ] }
";
    stage.write("show.yaml", script);
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    // The same ending twice is one.
    let paths = ["1", "2", "1"].map(str::to_owned);
    let saw = driven("endings.mjs", &stage.path("page"), &paths);
    assert_eq!(
        saw["ends"],
        json!([
            "The Garden. 1 of 3 endings found.",
            "2 of 3 endings found.",
            "The Garden. 2 of 3 endings found."
        ])
    );
    assert_eq!(saw["map"]["count"], "2 of 3 scenes, 2 of 3 endings.");
    assert_eq!(
        saw["map"]["rows"],
        json!([
            "gate — an ending, on this path",
            "· · ·",
            "The Garden — an ending, on this path"
        ])
    );
    assert_eq!(
        saw["later"]["count"], saw["map"]["count"],
        "the page remembers them"
    );
    assert_eq!(saw["stored"], json!(["garden", "gate at way"]));
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn every_ending_of_the_example_is_played_on_its_page() {
    let stage = high_water(&[]);
    // The sweep compares the sound of all.
    let (compared, measured) = (
        [ENDINGS[1], ENDINGS[3]],
        [ENDINGS[0], ENDINGS[2], ENDINGS[4]],
    );
    let mut args = rendered(&stage, "high-water.yaml", &compared);
    args.extend(measured.map(str::to_owned));
    args.extend(["--parts", "--hands", "--disk"].map(str::to_owned));
    let figures = driven("play.mjs", &stage.path("page"), &args);
    for path in ENDINGS {
        let own = &figures["paths"][path];
        assert_eq!(own["frames"][0], frames(&stage, path), "{path}: {own}");
    }
    for path in compared {
        let own = &figures["paths"][path];
        assert_eq!(own["frames"][0], own["frames"][1], "{path}: {own}");
        assert!(own["difference"].as_f64() < Some(-12.0), "{path}: {own}");
        assert!(own["level"].as_f64() < Some(3.0), "{path}: {own}");
        assert_eq!(own["gap"], 0.0, "{path}: {own}");
    }
    assert_eq!(figures["webm"], json!([0, 0]), "the same sound in WebM");
    let hands = &figures["hands"];
    assert_eq!(
        (&hands["focus"], &hands["paused"]),
        (&true.into(), &true.into()),
        "{hands}"
    );
    assert!(
        hands["live"]
            .as_str()
            .unwrap()
            .starts_with("Do you answer it? 1: Answer it."),
        "{hands}"
    );
    assert_eq!(hands["back"], 0, "{hands}");
    assert!(hands["decisions"].as_u64() >= Some(5), "{hands}");
    assert_eq!(hands["resumed"], hands["decisions"], "{hands}");
    assert!(
        hands["ending"]
            .as_str()
            .unwrap()
            .contains("of 5 endings found"),
        "{hands}"
    );
    let disk = &figures["disk"];
    assert!(disk["loudness"].as_f64() > Some(0.003), "{disk}");
    for text in [&hands["trouble"], &disk["trouble"]] {
        assert_eq!(text, "", "{figures}");
    }
    assert_eq!(figures["errors"], json!([]));
}

#[test]
#[ignore = "needs node and chromium; `make test-all` runs it"]
fn sweep_whole_paths_of_the_example_have_the_samples_of_the_rendered_ones() {
    let stage = high_water(&["--audio", "wav"]);
    let args = rendered(&stage, "high-water.yaml", &ENDINGS);
    let figures = driven("play.mjs", &stage.path("page"), &args);
    for path in ENDINGS {
        let own = &figures["paths"][path];
        assert_eq!(own["frames"][0], own["frames"][1], "{path}: {own}");
        assert!(own["difference"].as_f64() < Some(-80.0), "{path}: {own}");
        assert!(own["worst"].as_f64() < Some(-80.0), "{path}: {own}");
        assert_eq!(own["gap"], 0.0, "{path}: {own}");
    }
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn a_page_hears_answers_finds_places_plays_unseen_and_fits_small_screens() {
    let stage = mill();
    assert_eq!(export(&stage, &["-o", "page"]).code, 0);
    let saw = driven("listener.mjs", &stage.path("page"), &[]);
    let voice = &saw["voice"];
    assert_eq!(
        [&voice["without"], &voice["offered"], &voice["asked"]],
        [true, true, true],
        "a browser without recognition does not offer it: {voice}"
    );
    assert_eq!(
        voice["overQuestion"], false,
        "the show's own words are not heard"
    );
    assert_eq!(
        voice["ear"],
        json!({ "lang": "en", "continuous": true, "several": true })
    );
    let none = "“what a lovely day” is none of the options. Say the words of one, or its number.";
    assert_eq!(voice["none"], json!([none, 0]));
    assert_eq!(
        (&voice["taken"], &voice["closed"]),
        (&json!([0]), &json!(false))
    );
    assert_eq!(voice["again"], 1, "listening goes on after an end: {voice}");
    assert_eq!(
        (&voice["common"], &voice["numbered"]),
        (&json!(1), &json!([0, 1]))
    );
    let refused = voice["refused"][0].as_str().unwrap();
    assert!(
        refused.starts_with("The page may not use the microphone."),
        "{voice}"
    );
    assert_eq!(voice["refused"][1], false, "the setting is off: {voice}");

    let place = &saw["place"];
    let told = place["told"].as_str().unwrap();
    assert!(
        told.contains("“Take it and go up” cannot be chosen here any more"),
        "{place}"
    );
    assert_eq!(
        (&place["kept"], &place["seen"]),
        (&json!(1), &json!(true)),
        "{place}"
    );
    assert_eq!(place["from"], -1.0, "a second before the choice: {place}");

    let locked = &saw["locked"];
    assert!(locked["loudest"].as_f64() > Some(0.01), "{locked}");
    assert_eq!(locked["title"], "Do you go in?");
    assert_eq!(
        locked["keys"],
        json!(["pause", "play", "previoustrack", "seekbackward"])
    );
    assert!(
        locked["turn"].as_f64() >= Some(0.0),
        "after the time: {locked}"
    );
    assert_eq!(
        (&locked["plays"], &locked["state"]),
        (&json!(true), &json!("paused"))
    );
    assert_eq!(saw["narrow"], json!([]), "wider than the screen");
    assert_eq!(saw["errors"], json!([]));
}
