//! `cuebook fmt`: scripts in one style.

use std::io::Write;
use std::process::Stdio;

use crate::stage::{Said, Stage, said};

const ROUGH: &str = "show:   The Door
text: 'door.txt'
cues:
- {id: rain,  bed: wind,  from: \"Rain fell\"}   # far off
- {id: knock, spot: door-strike, at: loudly}
";

const FINE: &str = "show: The Door
text: \"door.txt\"
cues:
  - { id: rain,  bed: wind, from: \"Rain fell\" }  # far off
  - { id: knock, spot: door-strike, at: loudly }
";

fn rough() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", ROUGH);
    stage
}

fn text(stage: &Stage, name: &str) -> String {
    String::from_utf8(stage.bytes(name)).unwrap()
}

#[test]
fn formatting_twice_changes_nothing_more() {
    let stage = rough();
    let first = stage.run(["fmt", "show.yaml"]);
    assert_eq!((first.code, first.out.as_str()), (0, "show.yaml\n"));
    assert_eq!(text(&stage, "show.yaml"), FINE);
    let second = stage.run(["fmt", "show.yaml"]);
    assert_eq!((second.code, second.out.as_str()), (0, ""));
    assert_eq!(stage.names(), ["door.txt", "show.yaml"]);
}

#[test]
fn check_and_diff_write_nothing() {
    let stage = rough();
    stage.write("fine.yaml", FINE);
    let check = stage.run(["fmt", "--check", "show.yaml", "fine.yaml"]);
    assert_eq!((check.code, check.out.as_str()), (1, "show.yaml\n"));
    let diff = stage.run(["fmt", "--diff", "show.yaml", "fine.yaml"]);
    assert_eq!(diff.code, 0, "{}", diff.err);
    assert!(diff.out.contains("\n-show:   The Door\n"), "{}", diff.out);
    assert!(diff.out.contains("\n+show: The Door\n"), "{}", diff.out);
    assert!(!diff.out.contains("fine.yaml"), "{}", diff.out);
    let both = stage.run(["fmt", "--check", "--diff", "show.yaml"]);
    assert_eq!((both.code, &both.out), (1, &diff.out));
    assert_eq!(text(&stage, "show.yaml"), ROUGH);
    let fine = stage.run(["fmt", "--check", "fine.yaml"]);
    assert_eq!((fine.code, fine.out.as_str()), (0, ""));
}

fn piped(stage: &Stage, args: &[&str], script: &str) -> Said {
    let mut command = stage.command();
    command.args(args).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(script.as_bytes()).unwrap();
    drop(pipe);
    said(&child.wait_with_output().unwrap())
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let stage = rough();
    for script in [ROUGH, FINE] {
        let said = piped(&stage, &["fmt", "-"], script);
        assert_eq!((said.code, said.out.as_str()), (0, FINE), "{}", said.err);
    }
    let check = piped(&stage, &["fmt", "--check", "-"], ROUGH);
    assert_eq!((check.code, check.out.as_str()), (1, "<stdin>\n"));
}

#[test]
fn an_invalid_script_does_not_stop_the_others() {
    let stage = rough();
    stage.write("broken.yaml", "cues: [\nshow: x\n");
    let broken = stage.run(["fmt", "broken.yaml", "show.yaml"]);
    assert_eq!((broken.code, broken.out.as_str()), (1, "show.yaml\n"));
    assert!(broken.err.contains("error[yaml-syntax]"), "{}", broken.err);
    assert!(broken.err.contains("broken.yaml:1:7"), "{}", broken.err);
    assert_eq!(text(&stage, "broken.yaml"), "cues: [\nshow: x\n");
    let missing = stage.run(["fmt", "missing.yaml", "broken.yaml"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("missing.yaml"), "{}", missing.err);
    assert!(missing.err.contains("broken.yaml"), "{}", missing.err);
}
