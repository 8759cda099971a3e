mod guess;
pub(crate) mod kept;
pub(crate) mod pen;
mod random;

use super::*;

fn set(source: &str, path: &[Key], value: Value) -> String {
    let step = Step::Set {
        path: path.to_vec(),
        value,
    };
    apply(source, &[step]).unwrap()
}

#[test]
fn a_value_is_replaced_and_its_comment_stays() {
    let source = "cues:\n  - id: a\n    gain: -3dB   # soft\n";
    let path = ["cues".into(), 0.into(), "gain".into()];
    assert_eq!(
        set(source, &path, Value::token("-6dB")),
        "cues:\n  - id: a\n    gain: -6dB   # soft\n"
    );
}

#[test]
fn a_comma_before_the_brace_is_found() {
    let source = "cues:\n  - { id: a,\n      gain: -3dB,   # soft\n    }\n";
    let step = Step::Set {
        path: vec!["show".into()],
        value: Value::words("The Gate"),
    };
    let edited = apply(source, &[step]).unwrap();
    assert_eq!(edited, format!("{source}show: The Gate\n"));
}

#[test]
fn a_shared_value_is_refused() {
    let source = "cues:\n  - &a { id: a, gain: -3dB }\n  - *a\n";
    let path = vec!["cues".into(), 0.into(), "gain".into()];
    let step = Step::Set {
        path,
        value: Value::token("-6dB"),
    };
    assert_eq!(apply(source, &[step]).unwrap_err().code, CODE);
}

#[test]
fn the_comment_of_a_group_stays_when_its_first_item_is_removed() {
    let source = "cues:\n  # doors\n  - a\n  - b\n\n  # guns\n  - c\n";
    let path = |index: usize| vec!["cues".into(), index.into()];
    let first = apply(source, &[Step::Remove { path: path(0) }]).unwrap();
    assert_eq!(first, "cues:\n  # doors\n  - b\n\n  # guns\n  - c\n");
    let last = apply(source, &[Step::Remove { path: path(2) }]).unwrap();
    assert_eq!(last, "cues:\n  # doors\n  - a\n  - b\n\n");
}
