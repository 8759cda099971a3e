//! Interactive shows: their check, their paths, and edits of their choices.

use serde_json::Value;

use crate::stage::{Said, Stage, words};

const SCRIPT: &str = "show: The Gate
text: [gate.txt, hall.txt]
state:
  lamp: false
scenes:
  - { id: gate, from: start }
  - { id: hall, from: \"The hall was dark\", then: [ { to: cellar, when: lamp }, end ] }
  - { id: cellar, from: \"Twelve steps\" }
choices:
  # The first decision.
  - { id: door, at: { after: \"stood open\" }, options: [ { id: light, say: \"Light it\", set: { lamp: true } }, { id: dark, words: Dark } ] }
";

fn stage() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", SCRIPT);
    stage.write("gate.txt", "The gate stood open. It rained.\n");
    stage.write(
        "hall.txt",
        "The hall was dark. A door was shut.\n\nTwelve steps went down.",
    );
    stage
}

fn made(stage: &Stage, args: &str) -> String {
    let said = stage.run(words(args));
    assert_eq!(said.code, 0, "{args}: {}{}", said.out, said.err);
    String::from_utf8(stage.bytes("show.yaml")).unwrap()
}

fn refused(stage: &Stage, args: &str) -> Said {
    let before = stage.bytes("show.yaml");
    let said = stage.run(words(args));
    assert_eq!(said.code, 1, "{args}: {}", said.out);
    assert_eq!(stage.bytes("show.yaml"), before, "{args}");
    said
}

#[test]
fn an_interactive_show_without_mistakes_passes() {
    let said = stage().run(["check", "show.yaml"]);
    assert_eq!((said.code, said.out.as_str()), (0, "no mistakes\n"));
}

#[test]
fn a_mistake_in_the_second_file_is_shown_there() {
    let stage = stage();
    stage.write(
        "hall.txt",
        "The hall was dark.\n\n“Go! he said.\n\nTwelve steps went down.",
    );
    let said = stage.run(["check", "show.yaml"]);
    assert!(said.out.contains("hall.txt:3:1"), "{}", said.out);
    let json = stage.run(["check", "show.yaml", "--format", "json"]);
    let found: Value = serde_json::from_str(&json.out).unwrap();
    let label = &found["diagnostics"][0]["labels"][0];
    assert_eq!(
        (&label["file"], &label["line"]),
        (&"hall.txt".into(), &3.into())
    );
    assert_eq!(label["start"], 20);
    stage.write("show.yaml", SCRIPT.replace("hall.txt", "hull.txt"));
    let said = stage.run(["check", "show.yaml"]);
    assert!(
        said.out.contains("missing-file") && said.out.contains("`hall.txt`"),
        "{}",
        said.out
    );
}

#[test]
fn a_mistake_of_the_story_names_the_shortest_path() {
    let stage = stage();
    stage.change("when: lamp }, end ]", "when: lamp } ]");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("error[no-way-on]"), "{}", said.out);
    assert!(
        said.out
            .contains("the shortest path that shows it: door=dark"),
        "{}",
        said.out
    );
}

#[test]
fn the_paths_are_counted_and_measured() {
    let stage = stage();
    let said = stage.run(["paths", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines[0], "2 endings");
    assert!(lines.contains(&"2 paths"), "{}", said.out);
    assert!(
        said.out.contains("cellar  1 path        about 0:"),
        "{}",
        said.out
    );
    let said = stage.run(["paths", "show.yaml", "--format", "json"]);
    let paths: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(paths["paths"], 2);
    assert_eq!(paths["shortest"]["path"], "door=dark");
    assert_eq!(paths["longest"]["path"], "door=light");
    let seconds = |which: &str| paths[which]["seconds"].as_f64().unwrap();
    assert!(2.0 < seconds("shortest") && seconds("shortest") < seconds("longest"));
    for (kind, part) in [
        ("mermaid", "flowchart"),
        ("dot", "digraph"),
        ("text", "cellar"),
    ] {
        let said = stage.run(["paths", "show.yaml", "--map", kind]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{kind}");
        assert!(
            said.out.contains(part) && said.out.contains("when lamp"),
            "{}",
            said.out
        );
    }
    let plain = Stage::new();
    let said = plain.run(["paths", "show.yaml"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("one path"), "{}", said.err);
}

#[test]
fn the_first_words_come_at_once_after_a_slow_decision() {
    let stage = stage();
    let timeline = stage.timeline(&["--choose", "door=dark@4s"]);
    let line = |text: &str| {
        let lines = timeline["lines"].as_array().unwrap();
        let own = lines.iter().find(|line| line["text"] == text);
        own.unwrap_or_else(|| panic!("{timeline}")).clone()
    };
    // The words of the options end before the decision.
    let asked = line("Light it")["end"].as_i64().unwrap();
    let decided = asked + 4 * 48_000;
    let after = line("It rained.")["start"].as_i64().unwrap() - decided;
    // At the next of 23 moments in a second, and a little later, because no sound must give way before.
    assert!((480..480 + 2_048).contains(&after), "{after} frames");
}

#[test]
fn choices_are_listed_added_changed_and_removed() {
    let stage = stage();
    let list = stage.run(["choice", "list", "show.yaml"]);
    assert!(list.out.starts_with("door  in gate"), "{}", list.out);
    assert!(
        list.out.contains("    light  → goes on  Light it"),
        "{}",
        list.out
    );
    let text = made(
        &stage,
        "choice add show.yaml well --at '{ after: \"door was shut\" }' --ask 'Jump?' --option '{ id: jump, say: Jump, to: end }' --option '{ id: wait, words: Wait }'",
    );
    let item = "  - { id: well, at: { after: \"door was shut\" }, ask: Jump?, options: [{ id: jump, say: Jump, to: end }, { id: wait, words: Wait }] }\n";
    assert_eq!(text.replace(item, ""), SCRIPT, "{text}");
    let text = made(&stage, "choice set show.yaml well wait=10s default=wait");
    assert!(text.contains("wait: 10s, default: wait }"), "{text}");
    let text = made(&stage, "choice set show.yaml well.jump 'when=not lamp'");
    assert!(text.contains("to: end, when: not lamp }"), "{text}");
    let text = made(
        &stage,
        "choice option show.yaml well call --say 'Call out' --to hall",
    );
    assert!(
        text.contains("{ id: call, say: Call out, to: hall }"),
        "{text}"
    );
    made(&stage, "choice remove show.yaml well.call");
    assert_eq!(made(&stage, "choice remove show.yaml well"), SCRIPT);
    stage.change("  # The first decision.\n", "");
    assert!(!made(&stage, "choice remove show.yaml door").contains("choices:"));
}

#[test]
fn the_list_of_the_choices_has_their_conditions_and_times() {
    let stage = stage();
    stage.change(
        "id: dark, words: Dark }",
        "id: dark, words: Dark, when: not lamp, once: true }",
    );
    stage.change(
        "at: { after: \"stood open\" }",
        "at: { after: \"stood open\" }, wait: 4s, default: dark",
    );
    let list = stage.run(["choice", "list", "show.yaml"]);
    assert_eq!(
        list.out,
        "door  in gate  (wait 4s, default dark)
    light  → goes on  Light it  (set lamp = true)
    dark  → goes on  Dark  (when not lamp, once)\n"
    );
    let list = stage.run(["choice", "list", "show.yaml", "--format", "json"]);
    let list: Value = serde_json::from_str(&list.out).unwrap();
    let (door, options) = (&list[0], &list[0]["options"]);
    assert_eq!(
        (&door["wait"], &door["default"]),
        (&4.0.into(), &"dark".into())
    );
    assert_eq!(options[0]["set"]["lamp"], "true");
    assert_eq!(options[1]["when"], "not lamp");
    assert_eq!(options[1]["once"], true);
}

#[test]
fn an_edit_that_adds_a_mistake_of_the_story_is_refused() {
    let stage = stage();
    made(&stage, "choice set show.yaml door.dark when=lamp");
    for (edit, code) in [
        ("scene set show.yaml hall then=hall", "endless-circle"),
        ("scene set show.yaml gate then=gate", "never-ends"),
        (
            "choice set show.yaml door.light when=lamp",
            "choice-without-options",
        ),
        ("choice set show.yaml door.light to=gate set=", "never-ends"),
    ] {
        let said = refused(&stage, edit);
        assert!(said.err.contains(code), "{edit}: {}", said.err);
        assert!(
            said.err.contains("nothing was written"),
            "{edit}: {}",
            said.err
        );
    }
}

#[test]
fn a_finding_of_an_edit_that_is_no_mistake_is_told() {
    let stage = stage();
    let said = stage.run(words("scene set show.yaml gate then=cellar"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("scene-never-heard"), "{}", said.err);
}

#[test]
fn the_default_follows_the_new_name_of_its_option() {
    let stage = stage();
    made(&stage, "choice set show.yaml door wait=4s default=dark");
    let said = refused(&stage, "choice remove show.yaml door.dark");
    assert!(
        said.err
            .contains("the option `dark` is used here, so it cannot be removed"),
        "{}",
        said.err
    );
    let text = made(&stage, "choice set show.yaml door.dark id=gloom");
    assert!(
        text.contains("default: gloom") && text.contains("id: gloom"),
        "{text}"
    );
    let text = made(&stage, "choice set show.yaml door.light id=lit");
    assert!(
        text.contains("default: gloom") && text.contains("id: lit"),
        "{text}"
    );
}

#[test]
fn the_choices_of_a_role_go_with_its_lines() {
    let by = |edit: &str| {
        let stage = stage();
        stage.change(
            "scenes:",
            "cast: { ANNA: { voice: af_heart }, BEN: { voice: am_michael } }\nscenes:",
        );
        stage.change("{ id: door, at:", "{ id: door, by: ANNA, at:");
        made(&stage, edit)
    };
    let text = by("cast remove show.yaml ANNA --to BEN");
    assert!(
        text.contains("id: door, by: BEN,") && !text.contains("ANNA"),
        "{text}"
    );
    let text = by("cast remove show.yaml ANNA");
    assert!(!text.contains("by:") && !text.contains("ANNA"), "{text}");
    let text = by("cast rename show.yaml ANNA KATE");
    assert!(
        text.contains("id: door, by: KATE,") && !text.contains("ANNA"),
        "{text}"
    );
    let text = by("cast merge show.yaml ANNA --into BEN");
    assert!(text.contains("id: door, by: BEN,"), "{text}");
}

#[test]
fn a_new_id_is_written_wherever_the_script_names_the_scene_or_cue() {
    let stage = stage();
    let more = "cast:
  ANNA: { voice: af_heart, in: { cellar: { pace: 0.9 }, \"hall\": { effect: telephone } } }
cues:
  - { id: rain, bed: rain, from: { scene: hall }, until: end }
  - { spot: door-slam, at: { cue: rain, offset: 2s } }
chapters: [gate, { scene: cellar, title: Below }]
choices:";
    stage.change("choices:", more);
    stage.change("words: Dark }", "words: Dark, to: cellar }");
    let before = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    let text = made(&stage, "scene set show.yaml cellar id=vault title=Vault");
    let renamed = before
        .replace("cellar", "vault")
        .replace("\"Twelve steps\" }", "\"Twelve steps\", title: Vault }");
    assert_eq!(text, renamed);
    let text = made(&stage, "scene set show.yaml hall id=porch");
    let renamed = renamed
        .replace("\"hall\":", "\"porch\":")
        .replace("scene: hall", "scene: porch")
        .replace("id: hall", "id: porch");
    assert_eq!(text, renamed);
    let text = made(&stage, "cue set show.yaml rain id=storm");
    assert!(
        text.contains("id: storm") && text.contains("cue: storm"),
        "{text}"
    );
    let said = refused(&stage, "scene set show.yaml vault id=gate");
    assert!(said.err.contains("gate"), "{}", said.err);
}

#[test]
fn a_reminder_after_the_end_of_the_time_is_told() {
    let stage = stage();
    let waiting = "while-waiting: { remind: { after: 4s, say: \"Well?\" } }";
    stage.change(
        "at: { after: \"stood open\" }",
        &format!("at: {{ after: \"stood open\" }}, wait: 4s, default: dark, {waiting}"),
    );
    let said = stage.run(["check", "show.yaml"]);
    let message =
        "warning[never-heard]: this reminder is never heard: the choice `door` waits only 4 s";
    assert!(said.out.contains(message), "{}", said.out);
    stage.change("after: 4s", "after: 3.9s");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.out, "no mistakes\n");
}

#[test]
fn conditions_and_ways_are_set_from_the_command_line() {
    let stage = stage();
    let text = made(&stage, "scene set show.yaml cellar 'when=lamp' then=end");
    assert!(
        text.contains("\"Twelve steps\", when: lamp, then: end }"),
        "{text}"
    );
    let text = made(
        &stage,
        "cue add show.yaml --spot door-slam --at 'It rained' --when 'not lamp'",
    );
    assert!(text.contains("when: not lamp }"), "{text}");
    let text = made(
        &stage,
        "cue set show.yaml door-slam 'when=lamp and not lamp'",
    );
    assert!(text.contains("when: lamp and not lamp }"), "{text}");
    let said = refused(&stage, "cue set show.yaml door-slam 'when=lamb'");
    assert!(said.err.contains("bad-expression"), "{}", said.err);
    let said = refused(&stage, "choice set show.yaml dor wait=10s");
    assert!(said.err.contains("the nearest is `door`"), "{}", said.err);
    let said = refused(&stage, "choice set show.yaml door.ligth to=end");
    assert!(said.err.contains("the nearest is `light`"), "{}", said.err);
}

#[test]
fn the_place_of_a_choice_is_found_again_after_a_change_of_the_text() {
    let stage = stage();
    stage.write("was.txt", "The gate stood open. It rained.\n");
    stage.write("gate.txt", "The old gate hung open. It rained.\n");
    let said = stage.run(words(
        "reanchor show.yaml --was was.txt --was hall.txt --apply",
    ));
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let text = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    assert!(text.contains("after: \"hung open\""), "{text}");
}
