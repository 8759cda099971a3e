//! Tests of the page: `export --to web`.

mod browser;

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

/// Exports the page. WAV files are written sooner than Opus, which few tests need.
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
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
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
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let before = stage.bytes("page/show.json");
    let said = export(&stage, &["-o", "page", "--audio", "wav"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("already exists; --force overwrites it"),
        "{}",
        said.err
    );
    stage.write("show.yaml", MILL.replace("Birds slept", "Doves slept"));
    let audio = || std::fs::read_dir(stage.path("page/audio")).unwrap().count();
    let files = audio();
    assert_eq!(
        export(&stage, &["-o", "page", "--audio", "wav", "--force"]).code,
        0
    );
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
            2,
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
    assert_eq!(said.code, 2);
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
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let own = manifest(&stage, "page");
    assert_eq!(own["parts"].as_array().unwrap().len(), 1);
    assert_eq!(own["parts"][0]["key"], "0.0 1.0||");
    assert!(own["parts"][0]["end"].as_i64() > Some(0));
}
