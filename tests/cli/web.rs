//! Tests of the page: `export --to web`, and the page in a browser.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::stage::Stage;

/// A show with all that goes over a turn: beds in rooms, ducks, a ride, a sound that waits, words
/// that are said again, and a hush.
const MILL: &str = "\
show: The <Mill>
author: A Miller
text: |
  The wheel turned. “Who is there?” said Ana. The yard was quiet.

  She went in. It was dark, and the stones were still. “Well,” said Ana. There was a lamp.

  The loft was warm. Birds slept there.

  Outside it had stopped raining. She walked home.
cast:
  ANA: { voice: af_heart, pan: -0.3 }
state: { lamp: false }
spaces:
  mill: { size: [6m, 5m, 4m], surfaces: stone, decay: 1.2s, wet: -8dB }
scenes:
  - { id: yard, from: start, space: open-field, title: The Yard }
  - { id: inside, from: She went in, space: mill, title: Inside }
  - { id: loft, from: The loft was warm, space: mill, title: The Loft, then: inside }
  - { id: home, from: Outside it had, space: open-field, title: Home }
choices:
  - id: door
    at: { after: The yard was quiet. }
    ask: Do you go in?
    wait: 3s
    default: in
    options: [ { id: in, say: Go in., to: inside }, { id: away, words: Go home, to: home } ]
    while-waiting: { bed: clock, gain: -12dB }
  - id: lamp
    at: { after: There was a lamp. }
    options:
      - { id: take, words: Take it and go up, to: loft, set: { lamp: true }, once: true }
      - { id: leave, words: Leave, to: home }
    while-waiting: { bed: clock, remind: { after: 2s, say: Well? } }
lines:
  - { quote: Who is there?, by: ANA }
  - { quote: Well, by: ANA, say-again: Well then }
cues:
  - { id: rain, bed: rain, from: start, until: { scene: home }, gain: -10dB, duck: { by: 8dB }, ride: [ { at: It was dark, gain: -20dB, over: 1s } ] }
  - { id: hum, bed: fire, from: She went in, gain: -14dB }
  - { id: knock, spot: door-strike, at: { after: She went in }, times: { count: 2, every: 0.7s } }
  - { id: birds, spot: creak, at: { quote: The loft, offset: -1s }, when: lamp }
  - { hush: 0.4s, at: { after: It was dark } }
  - { id: tune, music: rain, from: The loft was warm, until: end, gain: -16dB, fade: { in: 1s, out: 1s } }
";

fn mill() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", MILL);
    stage
}

fn export(stage: &Stage, more: &[&str]) -> crate::stage::Said {
    let args = ["export", "show.yaml", "--to", "web", "--stand-in"];
    stage.run([&args, more].concat())
}

fn manifest(stage: &Stage, folder: &str) -> Value {
    serde_json::from_slice(&stage.bytes(&format!("{folder}/show.json"))).unwrap()
}

#[test]
fn a_page_has_its_files_and_its_manifest_fits_the_schema() {
    let stage = mill();
    let said = export(&stage, &["-o", "page"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("parts between decisions"), "{}", said.out);
    let schema = stage.run(["schema", "web"]).out;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let own = manifest(&stage, "page");
    let faults = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = faults
        .iter_errors(&own)
        .map(|own| own.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    for sound in own["sounds"].as_array().unwrap() {
        assert_eq!(
            &stage.bytes(&format!("page/{}", sound["file"].as_str().unwrap()))[..4],
            b"OggS"
        );
    }
    let page = String::from_utf8(stage.bytes("page/index.html")).unwrap();
    assert!(page.contains("<title>The &lt;Mill&gt;</title>"), "{page}");
    assert!(page.contains("default-src 'none'"), "{page}");
}

#[test]
fn equal_parts_and_sounds_are_made_once() {
    let stage = mill();
    assert_eq!(export(&stage, &["-o", "page"]).code, 0);
    let own = manifest(&stage, "page");
    let keys: Vec<&str> = own["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["key"].as_str().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "0.0|0,1|",
            "1.0|0,1|door.waiting,rain",
            "3.0||door.waiting,rain",
            "2.0:1 1.0+|1|hum,lamp.waiting,rain",
            "3.0||hum,lamp.waiting,rain",
            "3.0||hum,lamp.waiting,rain,tune",
        ]
    );
    let files: Vec<&Value> = own["sounds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| &own["file"])
        .collect();
    let mut once = files.clone();
    once.sort_by_key(|file| file.as_str());
    once.dedup();
    assert_eq!(files.len(), once.len());
}

#[test]
fn a_page_is_not_overwritten_unless_asked() {
    let stage = mill();
    assert_eq!(export(&stage, &["-o", "page"]).code, 0);
    let before = stage.bytes("page/show.json");
    let said = export(&stage, &["-o", "page"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("already exists; --force overwrites it"),
        "{}",
        said.err
    );
    stage.write("show.yaml", MILL.replace("Birds slept", "Doves slept"));
    let audio = || std::fs::read_dir(stage.path("page/audio")).unwrap().count();
    let files = audio();
    assert_eq!(export(&stage, &["-o", "page", "--force"]).code, 0);
    assert!(stage.bytes("page/show.json") != before);
    assert_eq!(audio(), files, "the old sounds are removed");
}

#[test]
fn a_page_needs_a_folder_and_a_bounded_show() {
    let stage = mill();
    let said = export(&stage, &[]);
    assert_eq!(
        (said.code, said.err.as_str()),
        (
            1,
            "error: `--to web` writes a folder\n  help: `-o DIR` says which\n"
        )
    );
    let said = export(&stage, &["-o", "page", "--limit", "2"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("more than 2 different parts"),
        "{}",
        said.err
    );
    let said = export(&stage, &["-o", "page", "--choose", "first"]);
    assert_eq!(said.code, 1);
    assert!(!stage.path("page").exists());
    let said = stage.run(["export", "show.yaml", "--to", "page"]);
    assert!(said.err.contains("possible values"), "{}", said.err);
}

#[test]
fn a_show_without_choices_is_one_part() {
    let stage = Stage::new();
    stage.write(
        "show.yaml",
        "text: |\n  One.\n\n  Two.\nscenes: [ { id: b, from: Two } ]\n",
    );
    assert_eq!(export(&stage, &["-o", "page"]).code, 0);
    let own = manifest(&stage, "page");
    assert_eq!(own["parts"].as_array().unwrap().len(), 1);
    assert_eq!(own["parts"][0]["key"], "0.0 1.0||");
    assert!(own["parts"][0]["end"].as_i64() > Some(0));
}

/// Plays a page in a browser, and returns the figures.
fn played(folder: &Path, args: &[String]) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/play.mjs");
    let node = Command::new("node")
        .arg(script)
        .arg(folder)
        .args(args)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&node.stderr);
    assert!(node.status.success(), "{err}");
    serde_json::from_slice(&node.stdout).unwrap()
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
    let args = rendered(&stage, "show.yaml", &paths);
    let figures = played(&stage.path("page"), &args);
    for path in paths {
        let own = &figures["paths"][path];
        assert_eq!(own["frames"][0], own["frames"][1], "{path}: {own}");
        // The responses of rooms have 16 bits.
        assert!(own["difference"].as_f64() < Some(-60.0), "{path}: {own}");
        assert_eq!(own["gap"], 0.0, "{path}: {own}");
    }
    assert_eq!(figures["errors"], serde_json::json!([]));
}

#[test]
#[ignore = "needs node and chromium; `make test` runs it"]
fn every_ending_of_the_example_is_played_on_its_page() {
    let stage = Stage::new();
    for name in ["high-water.yaml", "high-water.txt"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("scripts")
            .join(name);
        std::fs::copy(from, stage.path(name)).unwrap();
    }
    let said = stage.run([
        "export",
        "high-water.yaml",
        "--to",
        "web",
        "--stand-in",
        "-o",
        "page",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    let to_the_bell = "telephone=answer,bolt=let-him-in,ask=water,ask=enough,drawer=look,bell=ring";
    let paths = [
        format!("{to_the_bell},pin=call,sluice=open"),
        format!("{to_the_bell},pin=call,sluice=hold@8s"),
        "telephone=let-it-ring@8s,bolt=speak,drawer=look,pin=alone,sluice=open".to_owned(),
        "telephone=let-it-ring,bolt=speak@5s,drawer=go@10s,pin=alone".to_owned(),
        "telephone=answer,bolt=speak,drawer=go,bell=ring,pin=alone@2s".to_owned(),
    ];
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut args = rendered(&stage, "high-water.yaml", &paths);
    args.extend(["--parts", "--hands", "--disk"].map(str::to_owned));
    let figures = played(&stage.path("page"), &args);
    for path in paths {
        let own = &figures["paths"][path];
        assert_eq!(own["frames"][0], own["frames"][1], "{path}: {own}");
        assert!(own["difference"].as_f64() < Some(-12.0), "{path}: {own}");
        assert!(own["level"].as_f64() < Some(3.0), "{path}: {own}");
        assert_eq!(own["gap"], 0.0, "{path}: {own}");
    }
    assert_eq!(
        figures["webm"],
        serde_json::json!([0, 0]),
        "the same sound in WebM"
    );
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
    assert_eq!(figures["errors"], serde_json::json!([]));
}
