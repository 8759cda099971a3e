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
            "lamp=take,lamp=3",
            "`lamp` has no option `3`; write one of take, leave",
        ),
        (
            "lamp=take",
            "the story is over before it comes to `lamp`; the path was door=back@1s",
        ),
        (
            "door=open,lamp=take,lamp=take",
            "decision 3: `lamp` in the scene `hall` does not offer `take` here, because it was taken before; open is leave",
        ),
    ] {
        let said = chosen(&stage, "out.wav", choose);
        assert_eq!(said.code, 2, "{choose}");
        assert!(said.err.contains(message), "{choose}: {}", said.err);
    }
    // A condition without a variable explains nothing.
    stage.change("words: Leave it,", "words: Leave it, when: false,");
    let said = chosen(&stage, "out.wav", "door=open,lamp=leave");
    let message = "does not offer `leave` here, because its condition is never true; open is take";
    assert!(said.err.contains(message), "{}", said.err);
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
    // What paths have in common is mixed once, and changes nothing.
    for path in ["door=back@1s", "door=open,lamp=take,lamp=leave"] {
        assert_eq!(chosen(&stage, "alone.wav", path).code, 0);
        let name = path.replace('=', "-").replace(',', "_").replace("@1s", "");
        assert!(
            stage.bytes("alone.wav") == stage.bytes(&format!("out/{name}.wav")),
            "{path}"
        );
    }
    let again = stage.render("out", &["--paths", "endings"]);
    assert!(again.out.contains("nothing to speak"), "{}", again.out);
    assert!(stage.path("out/home.wav").exists() && stage.path("out/hall-at-lamp.wav").exists());
}

#[test]
fn paths_that_go_round_are_left_out_with_a_word() {
    let stage = house();
    stage.change(
        "to: end }",
        "to: end }\n      - { id: out, words: Out, to: gate }",
    );
    let said = stage.render("out", &["--paths", "all"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out
            .contains("paths that go round are left out, because there are endlessly many: "),
        "{}",
        said.out
    );
    let said = stage.run(["paths", "show.yaml"]);
    assert!(
        said.out.contains("a listener can go round and round: "),
        "{}",
        said.out
    );
}

#[test]
fn the_lengths_of_paths_are_those_of_the_rendered_files() {
    let stage = house();
    let all = stage.run(["paths", "show.yaml", "--stand-in"]);
    assert!(all.out.contains("longest   about "), "{}", all.out);
    assert!(all.out.contains("the times are estimates"), "{}", all.out);
    let figures = || -> serde_json::Value {
        let all = stage.run(["paths", "show.yaml", "--stand-in", "--format", "json"]);
        serde_json::from_str(&all.out).unwrap()
    };
    let before = figures();
    assert_eq!(stage.render("out", &["--paths", "all"]).code, 0);
    let figures = figures();
    assert_eq!(figures["estimated"], false);
    for which in ["shortest", "longest"] {
        let seconds = |of: &serde_json::Value| of[which]["seconds"].as_f64().unwrap();
        let ratio = seconds(&before) / seconds(&figures);
        assert!((0.95..1.05).contains(&ratio), "{which}: {ratio}");
        let path = figures[which]["path"].as_str().unwrap().to_owned();
        let timeline = stage.run([
            "timeline",
            "show.yaml",
            "--stand-in",
            "--format",
            "json",
            "--choose",
            &path,
        ]);
        let timeline: serde_json::Value = serde_json::from_str(&timeline.out).unwrap();
        let seconds = timeline["frames"].as_f64().unwrap() / 48_000.0;
        let told = figures[which]["seconds"].as_f64().unwrap();
        assert!((seconds - told).abs() < 0.001, "{which}: {seconds} {told}");
    }
    // The takes of another voice are not these.
    let other = stage.run(["paths", "show.yaml", "--format", "json"]);
    assert!(other.out.contains("\"estimated\":true"), "{}", other.out);
}

#[test]
fn a_default_that_is_closed_is_taken_only_at_the_end_of_the_time() {
    let stage = house();
    stage.change(
        "{ id: back, words: Go home,",
        "{ id: back, words: Go home, when: lamp,",
    );
    let said = chosen(&stage, "out.wav", "door=back");
    assert_eq!(said.code, 2);
    let message = "decision 1: `door` in the scene `gate` does not offer `back` here, because `lamp` is false; open is open; `door=back@1s` takes it when the time is over";
    assert!(said.err.contains(message), "{}", said.err);
    assert_eq!(chosen(&stage, "out.wav", "door=back@1s").code, 0);
    let said = stage.render("out", &["--paths", "all"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("door=back@1s"), "{}", said.out);
}

#[test]
fn words_on_another_path_are_named_with_the_path() {
    let stage = house();
    let words = [
        "Twelve steps",
        "{ scene: cellar }",
        "{ after: \"Twelve steps\" }",
    ];
    for from in words {
        let said = stage.render("out.wav", &["--choose", "door=back", "--from", from]);
        assert_eq!(said.code, 2, "{from}");
        let message = format!(
            "`{from}` is in the scene `cellar`, but not on this path; `--choose door=open,lamp=take` takes the shortest path there"
        );
        assert!(said.err.contains(&message), "{from}: {}", said.err);
    }
    // A cue that is not heard on this path is on another one, also where the scene is on both.
    let knock = [
        "--choose",
        "door=open,lamp=leave",
        "--from",
        "{ cue: knock }",
    ];
    let said = stage.render("out.wav", &knock);
    let message = "`{ cue: knock }` is in the scene `hall`, but not on this path";
    assert!(said.err.contains(message), "{}", said.err);
    assert!(
        said.err.contains("`--choose door=open,lamp=take` takes"),
        "{}",
        said.err
    );
    // Words that are misspelt are compared with the whole text.
    let said = stage.render(
        "out.wav",
        &["--choose", "door=back", "--from", "Twelve stops"],
    );
    assert!(
        said.err.contains("the text has “Twelve steps”"),
        "{}",
        said.err
    );
    let said = stage.render(
        "out.wav",
        &["--choose", "door=back", "--from", "Thirteen steps"],
    );
    assert!(said.err.contains("is not in the text"), "{}", said.err);
}

#[test]
fn too_many_paths_are_refused() {
    let stage = house();
    let said = stage.render("out", &["--paths", "all", "--limit", "2"]);
    assert_eq!(said.code, 2);
    let message = "there are 3 paths, and at most 2 are rendered; `--limit N` sets another number";
    assert!(said.err.contains(message), "{}", said.err);
    assert!(!stage.path("out").exists());
    let said = stage.render("out", &["--paths", "all", "--limit", "0"]);
    assert!(
        said.err.contains("at least one path is rendered"),
        "{}",
        said.err
    );
    let said = stage.render("out.wav", &["--paths", "all"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`out.wav` is a file"), "{}", said.err);
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
    assert_eq!(sheets.code, 0, "{}", sheets.err);
    assert_eq!(
        sheets.out.matches("He held a lamp").count(),
        2,
        "{}",
        sheets.out
    );
    let pages = run(&["export", "show.yaml", "--to", "sheets", "-o", "pages"]);
    assert!(pages.contains("narrator.md"), "{pages}");
    assert!(run(&["export", "show.yaml", "--to", "fountain"]).contains("Twelve steps"));
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

const CAST: &str = "\
show: Gate
text: |
  “Who is there?” called Anna.

  “Only Ben,” said Ben. “Come in,” said Anna.

  “Go away!” cried Anna.
cast: { ANNA: { voice: af_heart }, BEN: { voice: am_michael } }
scenes:
  - { id: gate, from: start }
  - { id: friend, from: Only Ben, then: end }
  - { id: foe, from: Go away }
choices:
  - id: who
    at: { after: called Anna }
    options: [ { id: ben, words: Ben, to: friend }, { id: dog, words: A dog, to: foe } ]
lines:
  - { quote: Who is there, by: ANNA }
  - { quote: Only Ben, by: BEN }
  - { quote: Come in, by: ANNA }
  - { quote: Go away, by: ANNA }
";

#[test]
fn the_coverage_tells_which_lines_of_which_paths_have_a_recording() {
    let stage = Stage::new();
    stage.write("show.yaml", CAST);
    let said = stage.run(["paths", "show.yaml", "--coverage"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(
        said.out,
        "0 of 4 lines recorded
ANNA  0 of 3, about 0:01.7 to record
  anna-who-is-there  Who is there?  on all paths
  anna-come-in       Come in,  on 1
  anna-go-away       Go away!  on 2
BEN  0 of 1, about 0:00.6 to record
  ben-only-ben  Only Ben,  on 1
paths
   1  friend  0 of 3  missing: ANNA 2, BEN 1  who=ben
   2  foe  0 of 2  missing: ANNA 2  who=dog
"
    );
    assert_eq!(stage.render("tone.wav", &["--choose", "who=dog"]).code, 0);
    let tone = stage.bytes("tone.wav");
    std::fs::create_dir(stage.path("takes")).unwrap();
    for name in ["anna-who-is-there", "anna-go-away", "nobody"] {
        stage.write(&format!("takes/{name}.wav"), &tone);
    }
    let said = stage.run(["paths", "show.yaml", "--coverage", "takes"]);
    for line in [
        "2 of 4 lines recorded",
        "ANNA  2 of 3, about",
        "   2  foe  2 of 2  complete  who=dog",
        "   1  friend  1 of 3  missing: ANNA 1, BEN 1  who=ben",
        "not used: takes/nobody.wav: no line is called `nobody`",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
    stage.change(
        "Go away, by: ANNA }",
        "Go away, by: ANNA, take: takes/anna-go-away.wav }",
    );
    let json = stage.run(["paths", "show.yaml", "--coverage", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (&json["recorded"], &json["all_paths"]),
        (&1.into(), &true.into())
    );
    assert_eq!(
        json["roles"][0]["missing"][0]["paths"],
        serde_json::json!([0, 1])
    );
    assert_eq!(
        json["paths"][0]["missing"],
        serde_json::json!({ "ANNA": 2, "BEN": 1 })
    );
}

const STORM: &str = "\
show: Storm
text: |
  The gate was shut.

  The hall was dry.

  The ruin was wet.
state: { storm: { chance: 30% } }
scenes:
  - { id: gate, from: start, then: [ { to: ruin, when: storm }, hall ] }
  - { id: hall, from: The hall was dry, then: end }
  - { id: ruin, from: The ruin was wet }
cues:
  - { id: rain, bed: rain, from: start, when: storm }
";

#[test]
fn chance_is_drawn_by_the_seed_and_both_outcomes_are_proven() {
    let stage = Stage::new();
    stage.write("show.yaml", STORM);
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.out, "no mistakes\n");
    let heard = |args: &[&'static str]| {
        let own = ["timeline", "show.yaml", "--stand-in"];
        let said = stage.run(own.iter().chain(args).copied());
        assert_eq!(said.code, 0, "{}", said.err);
        let is_wet = said.out.contains("The ruin was wet");
        assert_eq!(is_wet, said.out.contains("rain"), "{}", said.out);
        is_wet
    };
    let seeds = [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
    ];
    let wet: Vec<bool> = seeds.iter().map(|seed| heard(&["--seed", seed])).collect();
    assert!(wet.contains(&true) && wet.contains(&false), "{wet:?}");
    assert_eq!(heard(&["--seed", "4"]), wet[3]);
    // A decision of chance may be named.
    for seed in ["1", "2", "3"] {
        assert!(heard(&["--seed", seed, "--choose", "storm=true"]));
        assert!(!heard(&["--seed", seed, "--choose", "storm=false"]));
    }
    let wrong = chosen(&stage, "out.wav", "storm=maybe");
    assert!(
        wrong.err.contains("write `storm=true` or `storm=false`"),
        "{}",
        wrong.err
    );
    let said = stage.render("out", &["--paths", "all"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(stage.path("out/storm-true.wav").exists(), "{}", said.out);
    let map = stage.run(["paths", "show.yaml", "--map", "mermaid"]);
    assert!(
        map.out.contains("n0 -.->|\"when storm\"| n2"),
        "{}",
        map.out
    );
    stage.change("when: storm }, hall ]", "when: storm } ]");
    let said = stage.run(["check", "show.yaml"]);
    assert!(
        said.out
            .contains("the shortest path that shows it: storm=false"),
        "{}",
        said.out
    );
}

const ROUND: &str = "\
show: Round
text: |
  The sea was grey. They rowed.

  The sun came out.

  The moon was up.
state: { fog: { chance: 50% }, moon: { chance: 50% } }
scenes:
  - { id: sea, from: start }
  - { id: sun, from: The sun came, then: [ { to: sea, when: fog }, end ] }
  - { id: night, from: The moon was, when: moon }
choices:
  - id: row
    at: { after: They rowed. }
    options: [ { id: on, words: Row on }, { id: rest, words: Rest, to: sun } ]
";

#[test]
fn a_circle_by_chance_is_told_with_its_draw_and_its_scenes() {
    let stage = Stage::new();
    stage.write("show.yaml", ROUND.replace("end ]", "night ]"));
    let check = stage.run(["check", "show.yaml"]);
    let out = format!("{}{}", check.out, check.err);
    assert!(out.contains("from here in the scene `sun`"), "{out}");
    assert!(
        out.contains("the shortest path that shows it: fog=true,row=rest\n"),
        "{out}"
    );
    assert!(!out.contains("`chance`"), "{out}");
    let render = stage.render("out.wav", &["--choose", "fog=true,moon=true,row=on"]);
    assert!(
        render
            .err
            .contains("this path comes to no end: it goes round `sun`, `sea`")
            && render
                .err
                .contains("it begins with fog=true,moon=true,row=on"),
        "{}",
        render.err
    );
    let lost = "after fog=true,row=rest no end can be reached from the scene `sun`";
    let paths = stage.run(["paths", "show.yaml", "--stand-in"]);
    assert!(paths.out.contains(lost), "{}{}", paths.out, paths.err);
    let json = stage.run(["paths", "show.yaml", "--stand-in", "--format", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(figures["noEnd"], serde_json::json!([lost]));
    // Both draws and both options, but the moon counts only where the fog lifts.
    assert!(paths.out.contains("4 paths"), "{}", paths.out);
    let all = stage.run([
        "render",
        "show.yaml",
        "--stand-in",
        "--paths",
        "all",
        "-o",
        "paths",
    ]);
    let told = format!("{}{}", all.out, all.err);
    assert!(told.contains(lost), "{told}");
}

#[test]
fn a_path_on_which_nothing_is_heard_is_silent() {
    let stage = house();
    stage.change(
        "cues:\n",
        "cast: { NARRATOR: { voice: bf_emma, gain: -120dB } }\ncues:\n",
    );
    stage.change("gain: -12dB", "gain: -120dB");
    let said = chosen(&stage, "out.wav", "door=back");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains(", silent, "), "{}", said.out);
    assert!(!said.out.contains("LUFS"), "{}", said.out);
    assert!(!said.out.contains("dBTP"), "{}", said.out);
    let args = [
        "deliver",
        "show.yaml",
        "--stand-in",
        "--choose",
        "door=back",
        "-o",
        "out",
    ];
    let said = stage.run(args);
    assert!(said.out.contains("also   silent\n"), "{}", said.out);
}

#[test]
fn words_that_a_decision_cuts_before_they_begin_are_not_listed() {
    let stage = house();
    let timeline = |choose: &str| {
        let args = ["timeline", "show.yaml", "--stand-in", "--choose", choose];
        stage.run(args).out
    };
    let whole = timeline("door=open@0.1s,lamp=leave");
    assert!(
        whole.contains("Open the door?") && whole.contains("Open it."),
        "{whole}"
    );
    let cut = timeline("door=open@-1.2s,lamp=leave");
    assert!(
        cut.contains("Open the door?") && !cut.contains("Open it."),
        "{cut}"
    );
}

#[test]
fn a_question_of_the_text_is_not_asked_twice() {
    let stage = Stage::new();
    let show = |text: &str, after: &str| {
        let script = format!(
            "text: {text}\nscenes: [ {{ id: one, from: start }} ]\nchoices:\n  - id: way\n    at: {{ after: {after} }}\n    \
             ask: {{ quote: Which way }}\n    options: [ {{ id: up, words: Up }}, {{ id: down, words: Down }} ]\n"
        );
        stage.write("show.yaml", script);
        let said = stage.run(["timeline", "show.yaml", "--stand-in", "--choose", "way=up"]);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out.matches("Which way").count()
    };
    assert_eq!(
        show("He stopped. “Which way?” They went on.", "Which way"),
        1
    );
    assert_eq!(
        show(
            "He stopped. “Which way?” asked the boy. They went on.",
            "asked the boy"
        ),
        1
    );
    assert_eq!(
        show(
            "“Which way?” asked the boy. He stopped. They went on.",
            "He stopped"
        ),
        2
    );
    assert_eq!(
        show(
            "He stopped. Which way was it? The boy knew. They went on.",
            "The boy knew"
        ),
        2
    );
}
