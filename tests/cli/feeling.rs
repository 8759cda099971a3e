//! How roles speak: tones with a strength, blended, aged and sized voices, roles by scene, thoughts,
//! speech tags, and the sounds that people make between words.

use std::fs;

use crate::stage::Stage;

const TEXT: &str = "\
“I am leaving,” said Anna. She took her coat.

The telephone rang. “It is me,” Anna said. Boris sighed.

“So late,” thought Boris. “You said eight,” he said, and hung up.
";

const SCRIPT: &str = "\
show: The Call
text: text.txt
tags: skip
cast:
  ANNA: { voice: { af_heart: 3, bf_emma: 2 }, size: small, in: { call: { effect: telephone, tone: angry 0.5 } } }
  BORIS: { voice: am_michael, age: old, pan: 0.4 }
scenes:
  - { id: door, from: start }
  - { id: call, from: \"The telephone rang\" }
lines:
  - { quote: \"I am leaving\", by: ANNA, tone: sad 1.5 }
  - { quote: \"It is me\", by: ANNA }
  - { quote: \"So late\", by: BORIS, tone: thinking }
  - { quote: \"You said eight\", by: BORIS }
cues:
  - { spot: sigh, by: BORIS, at: \"Boris sighed\" }
";

fn stage() -> Stage {
    let stage = Stage::new();
    fs::write(stage.path("text.txt"), TEXT).unwrap();
    fs::write(stage.path("show.yaml"), SCRIPT).unwrap();
    stage
}

#[test]
fn a_show_with_feeling_is_checked_formatted_and_rendered() {
    let stage = stage();
    let said = stage.run(["check", "show.yaml"]);
    let counted = "2 speech tags are left out\nno mistakes\n";
    assert_eq!((said.code, said.out.as_str()), (0, counted), "{}", said.err);
    let formatted = stage.run(["fmt", "show.yaml"]);
    assert_eq!(formatted.code, 0, "{}", formatted.err);
    assert_eq!(stage.run(["check", "show.yaml"]).out, counted);
    let rendered = stage.run(["render", "show.yaml", "--stand-in", "-o", "show.wav"]);
    assert_eq!(rendered.code, 0, "{}", rendered.err);
    // The tags are not among the words that are read along.
    let export = [
        "export",
        "show.yaml",
        "--to",
        "vtt",
        "--stand-in",
        "-o",
        "show.vtt",
    ];
    let exported = stage.run(export);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let captions = String::from_utf8(stage.bytes("show.vtt")).unwrap();
    let captions = captions.replace('\n', " ");
    assert!(captions.contains("I am leaving"), "{captions}");
    assert!(!captions.contains("said Anna"), "{captions}");
    assert!(captions.contains("hung up"), "{captions}");
}

#[test]
fn commands_set_what_a_script_can_say() {
    let stage = stage();
    for setting in [
        "tone=afraid 0.4",
        "age=child",
        "size=0.9",
        "voice={ am_michael: 1, am_adam: 1 }",
        "in.call.effect=radio",
        "tags=speak",
    ] {
        let said = stage.run(["cast", "set", "show.yaml", "BORIS", setting]);
        assert_eq!(said.code, 0, "{setting}: {} {}", said.out, said.err);
    }
    let said = stage.run(["line", "set", "show.yaml", "p1.1", "tone=happy 0.3"]);
    assert_eq!(said.code, 0, "{} {}", said.out, said.err);
    let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    for part in [
        "afraid 0.4",
        "child",
        "am_adam: 1",
        "effect: radio",
        "happy 0.3",
    ] {
        assert!(script.contains(part), "{part} in {script}");
    }
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.out, "2 speech tags are left out\nno mistakes\n");
    let refused = stage.run(["cast", "set", "show.yaml", "BORIS", "tone=afraid 4"]);
    assert_ne!(refused.code, 0);
    assert!(format!("{}{}", refused.out, refused.err).contains("from 0 to 2"));
}

#[test]
fn a_draft_leaves_tags_out_if_it_is_asked() {
    let stage = stage();
    let drafted = stage.run(["draft", "text.txt", "--skip-tags"]);
    assert!(drafted.out.contains("\ntags: skip\n"), "{}", drafted.out);
    let plain = stage.run(["draft", "text.txt"]);
    assert!(!plain.out.contains("tags:"), "{}", plain.out);
}

#[test]
fn voices_are_tried_as_blends_with_a_body_and_a_tone() {
    let stage = Stage::new();
    let try_it = |voice: &str, more: &[&str]| {
        let mut args = vec![
            "voices",
            "try",
            voice,
            "Go home.",
            "--stand-in",
            "-o",
            "try.wav",
        ];
        args.extend(more);
        stage.run(args)
    };
    let blend = "af_heart 0.6 + bf_emma 0.4";
    let said = try_it(
        blend,
        &["--tone", "angry 0.7", "--size", "small", "--age", "old"],
    );
    assert_eq!(said.code, 0, "{}", said.err);
    for (voice, more, why) in [
        ("af_heart + bf_emmma", vec![], "there is no voice"),
        ("af_heart", vec!["--tone", "angry 7"], "from 0 to 2"),
        ("af_heart", vec!["--tone", "angriest"], "the tones are"),
        ("af_heart", vec!["--size", "9"], "from 0.7 to 1.4"),
        ("af_heart", vec!["--age", "ancient"], "child, adult or old"),
    ] {
        let said = try_it(voice, &more);
        assert_ne!(said.code, 0, "{voice} {more:?}");
        assert!(said.err.contains(why), "{voice} {more:?}: {}", said.err);
    }
}

#[test]
fn the_role_of_a_sound_follows_its_name() {
    let stage = stage();
    let renamed = stage.run(["cast", "rename", "show.yaml", "BORIS", "BO"]);
    assert_eq!(renamed.code, 0, "{}", renamed.err);
    let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    assert!(script.contains("{ spot: sigh, by: BO, at:"), "{script}");
    let merged = stage.run(["cast", "merge", "show.yaml", "BO", "--into", "ANNA"]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    assert!(script.contains("{ spot: sigh, by: ANNA, at:"), "{script}");
}
