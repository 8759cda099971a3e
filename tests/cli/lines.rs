//! `cuebook line`, `guess`, `cast`, `scene`, `sound`, `space` and `barrier`: what a person
//! would otherwise do in an editor.

use std::fs;

use crate::stage::{Stage, words};

const TEXT: &str = "\
“Go on. Back to the door, I say!” said Anna.

“Now?” said Boris. “Now,” said Anna.

It was late. “Quiet!” he said.
";

const SCRIPT: &str = "\
# A draft made by rules. A speaker is sure only where a tag in the text names one:
# 2 of 4 lines are guesses, each with its reason. Look for `guess`.

show: Door
text: text.txt

cast:
  NARRATOR: { voice: bm_george }
  ANNA:     { voice: af_heart }    # a woman; 2 lines
  BORIS:    { voice: am_michael }  # a man; 1 line
  MAN:      { voice: am_adam }     # a man; 1 line

scenes:
  - { id: door, from: start }
  - { id: night, from: \"It was late\", space: cellar }

lines:
  - { id: go, quote: \"Go on.\", by: ANNA, tone: urgent }
  - { id: now, quote: \"Now?\", by: BORIS }    # guess: turn-taking with ANNA
  - { id: now-2, quote: \"Now,\", by: ANNA }
  - { id: quiet, quote: \"Quiet!\", by: MAN }  # guess: “he said” may be another person
";

fn stage() -> Stage {
    let stage = Stage::new();
    fs::write(stage.path("text.txt"), TEXT).unwrap();
    fs::write(stage.path("show.yaml"), SCRIPT).unwrap();
    stage
}

fn script(stage: &Stage) -> String {
    String::from_utf8(stage.bytes("show.yaml")).unwrap()
}

/// Makes an edit that must succeed, and returns the new script. `check` finds nothing in it.
fn made(stage: &Stage, args: &str) -> String {
    let said = stage.run(words(args));
    assert_eq!(said.code, 0, "{args}: {}{}", said.out, said.err);
    let checked = stage.run(["check", "show.yaml"]);
    assert_eq!(checked.code, 0, "{args}: {}", checked.err);
    script(stage)
}

fn refused(stage: &Stage, args: &str) -> String {
    let before = script(stage);
    let said = stage.run(words(args));
    assert_eq!(said.code, 1, "{args}: {}", said.out);
    assert_eq!(script(stage), before, "{args}");
    said.err
}

fn listed(stage: &Stage, args: &str) -> Vec<String> {
    let said = stage.run(words(args));
    assert_eq!(said.code, 0, "{args}: {}", said.err);
    let rows = said.out.lines();
    rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn guesses_are_listed_accepted_and_rejected() {
    let stage = stage();
    assert_eq!(
        listed(&stage, "guess list show.yaml"),
        [
            "now BORIS Now? (turn-taking with ANNA)",
            "quiet MAN Quiet! (“he said” may be another person)",
        ]
    );
    let text = made(&stage, "guess accept show.yaml now");
    assert!(text.contains("by: BORIS }\n"), "{text}");
    assert!(text.contains("# 1 of 4 lines are guesses"), "{text}");
    let text = made(&stage, "guess reject show.yaml quiet --to BORIS");
    assert!(text.contains("quote: \"Quiet!\", by: BORIS }\n"), "{text}");
    assert!(!text.contains("lines are guesses"), "{text}");
    assert!(text.contains("# a man; 2 lines\n"), "{text}");
    let why = refused(&stage, "guess accept show.yaml go");
    assert!(why.contains("has no comment `# guess`"), "{why}");
}

#[test]
fn a_number_is_that_of_the_list_of_guesses_and_a_role_has_any_capitals() {
    let stage = stage();
    let text = made(&stage, "guess accept show.yaml 2");
    assert!(text.contains("quote: \"Quiet!\", by: MAN }\n"), "{text}");
    let why = refused(&stage, "guess accept show.yaml --by BORISS");
    assert!(
        why.contains("no guess is for `BORISS`; `BORIS` has"),
        "{why}"
    );
    let text = made(&stage, "guess accept show.yaml --by boris");
    assert!(!text.contains("# guess:"), "{text}");
}

#[test]
fn a_rejected_guess_goes_to_the_narrator_and_every_guess_can_be_accepted() {
    let stage = stage();
    let text = made(&stage, "guess reject show.yaml Quiet!");
    assert!(!text.contains("Quiet"), "{text}");
    assert!(text.contains("# 1 of 3 lines are guesses"), "{text}");
    let text = made(&stage, "guess accept show.yaml --every");
    assert!(!text.contains("# guess:"), "{text}");
}

#[test]
fn several_lines_are_assigned_and_set_by_id_or_words() {
    let stage = stage();
    let text = made(&stage, "line assign show.yaml now 'Quiet!' --by ANNA");
    assert_eq!(text.matches("by: ANNA").count(), 4, "{text}");
    assert!(!text.contains("# guess:"), "{text}");
    let text = made(&stage, "line set show.yaml go now tone=whisper pace=0.9");
    assert_eq!(
        text.matches("tone: whisper, pace: 0.9").count(),
        2,
        "{text}"
    );
    let why = refused(&stage, "line set show.yaml nwo tone=whisper");
    assert!(why.contains("the nearest is `now`"), "{why}");
    let said = stage.run(words("line set show.yaml go tone=whisker"));
    assert!(said.err.contains("did you mean `whisper`?"), "{}", said.err);
}

#[test]
fn words_of_narration_are_assigned_to_a_role_and_changed_again() {
    let stage = stage();
    let text = made(&stage, "line assign show.yaml 'It was late.' --by BORIS");
    assert!(
        text.contains("words: \"It was late.\", by: BORIS }"),
        "{text}"
    );
    let text = made(&stage, "line assign show.yaml 'It was late.' --by ANNA");
    assert!(
        text.contains("words: \"It was late.\", by: ANNA }"),
        "{text}"
    );
    assert_eq!(text.matches("It was late.").count(), 1, "{text}");
    let why = refused(&stage, "line set show.yaml 'he said' tone=calm");
    assert!(
        why.contains("line assign show.yaml 'WORDS' --by ROLE"),
        "{why}"
    );
}

#[test]
fn every_id_that_the_list_prints_is_taken() {
    let stage = stage();
    let bare = SCRIPT[..SCRIPT.find("lines:").unwrap()].to_owned();
    fs::write(stage.path("show.yaml"), bare).unwrap();
    let ids: Vec<String> = listed(&stage, "line list show.yaml")
        .iter()
        .map(|row| row.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["p1.1", "p2.1", "p2.3", "p3.2"]);
    let args = format!("line assign show.yaml {} --by ANNA", ids.join(" "));
    let text = made(&stage, &args);
    assert!(
        text.trim_end().ends_with(
            "lines:\n  - { quote: \"Go on. Back to the door, I say!\", by: ANNA }\n  - { quote: \"Now?\", by: ANNA }\n  - { quote: \"Now,\", by: ANNA }\n  - { quote: \"Quiet!\", by: ANNA }"
        ),
        "{text}"
    );
    let why = refused(&stage, "line assign show.yaml p1.2 --by ANNA");
    assert!(why.contains("narration"), "{why}");
}

#[test]
fn a_line_is_split_and_joined_again() {
    let stage = stage();
    let text = made(
        &stage,
        "line split show.yaml go --at 'Back to' --by BORIS --set tone=shout",
    );
    assert!(
        text.contains("  - { words: \"Back to the door, I say\", by: BORIS, tone: shout }\n"),
        "{text}"
    );
    assert_eq!(
        listed(&stage, "line list show.yaml")[..2],
        ["go ANNA Go on.", "p1.2 BORIS Back to the door, I say!"]
    );
    let text = made(&stage, "line join show.yaml go p1.2");
    assert_eq!(text, SCRIPT);
    for (args, part) in [
        ("line split show.yaml go --at 'Go on'", "begins with"),
        ("line split show.yaml go --at 'Quiet'", "not in this line"),
        ("line join show.yaml now now-2", "other words are between"),
    ] {
        let why = refused(&stage, args);
        assert!(why.contains(part), "{why}");
    }
}

#[test]
fn removed_lines_are_the_narrators() {
    let stage = stage();
    let text = made(&stage, "line remove show.yaml now quiet");
    assert!(
        !text.contains("BORIS }") && text.contains("id: now-2"),
        "{text}"
    );
    assert!(!text.contains("lines are guesses"), "{text}");
    let why = refused(&stage, "line remove show.yaml Quiet!");
    assert!(why.contains("narrator reads it already"), "{why}");
}

#[test]
fn roles_are_merged_and_removed_with_their_lines() {
    let stage = stage();
    let text = made(&stage, "cast merge show.yaml MAN --into BORIS");
    assert!(!text.contains("MAN:"), "{text}");
    assert!(text.contains("am_michael }  # a man; 2 lines\n"), "{text}");
    let text = made(&stage, "cast remove show.yaml BORIS");
    assert!(!text.contains("BORIS"), "{text}");
    assert_eq!(
        listed(&stage, "cast list show.yaml"),
        ["NARRATOR { voice: bm_george }", "ANNA { voice: af_heart }"]
    );
    let why = refused(&stage, "cast remove show.yaml ANNE");
    assert!(why.contains("the nearest is `ANNA`"), "{why}");
    let why = refused(&stage, "cast merge show.yaml ANNA --into ANNA");
    assert!(why.contains("cannot go away"), "{why}");
}

#[test]
fn scenes_are_added_moved_set_and_removed_in_the_order_of_the_text() {
    let stage = stage();
    let args = "scene add show.yaml now --from 'Now?' --title 'And now' --space forest";
    let text = made(&stage, args);
    let order = |text: &str| {
        let ids = text
            .lines()
            .filter_map(|line| line.strip_prefix("  - { id: "));
        let mut ids: Vec<String> = ids
            .map(|id| id.split(',').next().unwrap().to_owned())
            .collect();
        ids.truncate(3);
        ids
    };
    assert_eq!(order(&text), ["door", "now", "night"]);
    made(&stage, "scene set show.yaml now night space=street");
    let text = made(
        &stage,
        "scene move show.yaml now --from '{ after: \"It was late.\" }'",
    );
    assert_eq!(order(&text), ["door", "night", "now"]);
    let text = made(&stage, "scene remove show.yaml now night");
    assert!(!text.contains("street"), "{text}");
    let text = made(&stage, "scene remove show.yaml door");
    assert!(!text.contains("scenes:"), "{text}");
}

#[test]
fn sounds_spaces_and_barriers_are_added_set_and_removed() {
    let stage = stage();
    made(
        &stage,
        "space add show.yaml vault 'size=[9m, 6m, 3m]' surfaces=stone",
    );
    made(&stage, "sound add show.yaml gust recipe=wind gain=-3dB");
    made(&stage, "barrier add show.yaml oak loss=12dB");
    made(
        &stage,
        "cue add show.yaml --bed gust --from start --until end --set behind=oak",
    );
    let text = made(&stage, "sound set show.yaml gust gain=-6dB intensity=0.4");
    assert!(
        text.contains("gust: { recipe: wind, gain: -6dB, intensity: 0.4 }"),
        "{text}"
    );
    assert_eq!(
        listed(&stage, "space list show.yaml"),
        ["vault { size: [9m, 6m, 3m], surfaces: stone }"]
    );
    let why = refused(&stage, "sound remove show.yaml gust");
    assert!(why.contains("the sound `gust` is used here"), "{why}");
    let why = refused(&stage, "space add show.yaml vault wet=-6dB");
    assert!(why.contains("already"), "{why}");
    made(&stage, "cue remove show.yaml gust");
    let text = made(&stage, "sound remove show.yaml gust");
    assert!(!text.contains("sounds:"), "{text}");
}
