//! Tests of the paths of an interactive show: `--choose` and `render --paths`.

use crate::stage::{Said, Stage, samples};

const HOUSE: &str = "\
show: House
text: |
  The rain fell. The door was shut.

  The hall was dark. He held a lamp.

  Twelve steps went down.

  She went home.
state: { lamp: false }
scenes:
  - { id: gate, from: start }
  - { id: hall, from: The hall was dark }
  - { id: cellar, from: Twelve steps, then: hall }
  - { id: home, from: She went home }
choices:
  - id: door
    at: { after: door was shut }
    ask: Open the door?
    wait: 1s
    default: back
    options: [ { id: open, say: Open it., to: hall }, { id: back, words: Go home, to: home } ]
  - id: lamp
    at: { after: He held a lamp }
    options:
      - { id: take, words: Take it, to: cellar, set: { lamp: true }, once: true }
      - { id: leave, words: Leave it, to: end }
cues:
  - { id: rain, bed: rain, from: start, until: end, gain: -12dB }
  - { id: knock, spot: door-strike, at: The hall was dark, when: lamp }
";

fn house() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", HOUSE);
    stage
}

fn chosen(stage: &Stage, output: &str, choose: &str) -> Said {
    stage.render(output, &["--bits", "32f", "--choose", choose])
}

#[test]
fn without_decisions_the_path_of_the_defaults_is_rendered_and_named() {
    let stage = house();
    let said = stage.render("out.wav", &["--bits", "32f"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("This show has choices."), "{}", said.err);
    assert!(said.err.contains("door=back@1s"), "{}", said.err);
    let named = chosen(&stage, "named.wav", "door=back@1s");
    assert_eq!((named.code, named.err.as_str()), (0, ""));
    assert!(stage.bytes("out.wav") == stage.bytes("named.wav"));
    let first = chosen(&stage, "first.wav", "first");
    assert!(
        first
            .err
            .contains("The path is door=open,lamp=take,lamp=leave"),
        "{}",
        first.err
    );
    let same = chosen(&stage, "same.wav", "door=open");
    assert!(
        same.err.contains("2 decisions are not named"),
        "{}",
        same.err
    );
    assert!(stage.bytes("first.wav") == stage.bytes("same.wav"));
    assert_eq!(chosen(&stage, "random.wav", "random").code, 0);
}

#[test]
fn a_decision_that_is_not_possible_says_what_is() {
    let stage = house();
    for (choose, message) in [
        ("dor=open", "the story has no choice `dor`; write `door`"),
        ("door=opn", "`door` has no option `opn`; write `open`"),
        ("door", "the option of `door` is missing"),
        (
            "lamp=take",
            "the story is over before it comes to `lamp`; the path was door=back@1s",
        ),
        (
            "door=open,lamp=take,lamp=take",
            "`lamp` does not offer `take` at this time, only leave",
        ),
    ] {
        let said = chosen(&stage, "out.wav", choose);
        assert_eq!(said.code, 2, "{choose}");
        assert!(said.err.contains(message), "{choose}: {}", said.err);
    }
    let plain = Stage::new();
    let said = chosen(&plain, "out.wav", "door=open");
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("this show has no choices"),
        "{}",
        said.err
    );
}

#[test]
fn every_path_is_rendered_to_a_file_of_its_own() {
    let stage = house();
    let said = stage.render("out", &["--bits", "32f", "--paths", "all"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let plan = said.out.lines().next().unwrap();
    assert!(plan.starts_with("3 paths, about 0:"), "{plan}");
    assert!(plan.ends_with(" 8 takes to speak"), "{plan}");
    let names = [
        "door-back.wav",
        "door-open_lamp-leave.wav",
        "door-open_lamp-take_lamp-leave.wav",
    ];
    let mut found: Vec<String> = std::fs::read_dir(stage.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, names);
    let alone = chosen(&stage, "alone.wav", "door=open,lamp=leave");
    assert!(alone.out.contains("nothing spoken anew"), "{}", alone.out);
    assert!(stage.bytes("alone.wav") == stage.bytes("out/door-open_lamp-leave.wav"));
    let again = stage.render("out", &["--paths", "endings"]);
    assert!(again.out.contains("nothing to speak"), "{}", again.out);
    assert!(stage.path("out/home.wav").exists() && stage.path("out/hall.wav").exists());
}

#[test]
fn too_many_paths_are_refused() {
    let stage = house();
    let said = stage.render("out", &["--paths", "all", "--limit", "2"]);
    assert_eq!(said.code, 2);
    let message = "there are 3 paths, and at most 2 are rendered; `--limit N` sets another number";
    assert!(said.err.contains(message), "{}", said.err);
    assert!(!stage.path("out").exists());
    let said = stage.run(["render", "show.yaml", "--stand-in", "--paths", "all"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("`-o DIR` says in which folder"),
        "{}",
        said.err
    );
}

#[test]
fn other_commands_take_a_path_too() {
    let stage = house();
    let own = ["--stand-in", "--choose", "door=open,lamp=take,lamp=leave"];
    let run = |command: &[&'static str]| {
        let said = stage.run(command.iter().chain(&own).copied());
        assert_eq!(said.code, 0, "{command:?}: {}", said.err);
        said.out
    };
    let timeline = run(&["timeline", "show.yaml"]);
    assert_eq!(
        timeline.matches("The hall was dark").count(),
        2,
        "{timeline}"
    );
    assert_eq!(timeline.matches("knock").count(), 1, "{timeline}");
    let sheet = run(&["export", "show.yaml", "--to", "csv"]);
    assert!(sheet.contains("knock,door-strike"), "{sheet}");
    let labels = run(&["export", "show.yaml", "--to", "labels"]);
    assert_eq!(labels.matches("scene hall").count(), 2, "{labels}");
    assert!(run(&["check", "show.yaml", "--mix"]).contains("Twelve steps"));
    run(&["deliver", "show.yaml", "-o", "files"]);
    let sheets = stage.run(["export", "show.yaml", "--to", "md", "--choose", "first"]);
    assert_eq!(sheets.code, 1);
    assert!(
        sheets.err.contains("`--choose` takes one path"),
        "{}",
        sheets.err
    );
    assert!(run(&["play", "show.yaml", "--silent", "--plain"]).contains("Twelve steps"));
}

#[test]
fn the_sound_before_a_turn_is_the_same_on_all_paths() {
    let stage = house();
    let stems = |name: &'static str, choose: &'static str| {
        let said = stage.render("out.wav", &["--stems", name, "--choose", choose]);
        assert_eq!(said.code, 0, "{}", said.err);
        samples(&stage.path(name).join("beds.wav"))
    };
    let (one, two) = (
        stems("one", "door=open,lamp=leave"),
        stems("two", "door=back"),
    );
    // The level of each file is its own, so the shapes are compared. The first question ends
    // after three seconds.
    let level = |samples: &[f32]| {
        samples[..200_000]
            .iter()
            .fold(0.0_f32, |a, b| a.max(b.abs()))
    };
    let (a, b) = (level(&one), level(&two));
    let differs = one
        .iter()
        .zip(&two)
        .position(|(x, y)| (x / a - y / b).abs() > 1e-4);
    assert!(differs.unwrap() > 3 * 2 * 48_000, "{differs:?}");
}

/// Returns words of an ending of the example.
fn own_words(scene: &str) -> &'static str {
    match scene {
        "hold" => "They found Nell Harker",
        "meadow" => "Nell did not answer",
        "morning" => "Are you the bell?",
        "shouting" => "So they ran down",
        "counted" => "Down on the road",
        _ => panic!("{scene}"),
    }
}

#[test]
fn the_interactive_example_is_clean_and_each_of_its_endings_has_a_timeline() {
    let stage = Stage::new();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/high-water.yaml");
    let check = stage.run(["check", example]);
    assert_eq!((check.code, check.err.as_str()), (0, ""), "{}", check.out);
    let found = stage.run(["paths", example, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    let endings = found["endings"].as_array().unwrap();
    let names = |ending: &serde_json::Value| ending["scene"].as_str().unwrap().to_owned();
    let named: Vec<String> = endings.iter().map(names).collect();
    let words: Vec<&str> = named.iter().map(|scene| own_words(scene)).collect();
    assert_eq!(words.len(), 5);
    for (ending, last) in endings.iter().zip(words) {
        let path = ending["path"].as_str().unwrap();
        let timeline = stage.run(["timeline", example, "--stand-in", "--choose", path]);
        assert_eq!(timeline.code, 0, "{}", timeline.err);
        assert!(timeline.out.contains(last), "{path}: {}", timeline.out);
    }
}
