use super::super::{Step, Value, apply, guesses};

const DRAFT: &str = "\
# A draft made by rules. A speaker is sure only where a tag in the text names one:
# 2 of 3 lines are guesses, each with its reason. Look for `guess`.
show: A
text: a.txt
lines:
  - { id: one, quote: \"One\", by: ANNA }
  - { id: two, quote: \"Two\", by: ANNA }  # guess: turn-taking with BORIS
  - id: three  # guess: continues
    quote: \"Three\"
    by: BORIS  # loud
cues:
  - { id: rain, bed: rain, from: start }  # guessed by me
";

fn settled(indices: &[usize]) -> String {
    let step = |index: &usize| Step::Settle {
        path: vec!["lines".into(), (*index).into()],
    };
    let steps: Vec<Step> = indices.iter().map(step).collect();
    apply(DRAFT, &steps).unwrap()
}

#[test]
fn guesses_are_the_comments_that_begin_with_the_word() {
    let all = guesses(DRAFT).unwrap();
    let found: Vec<(&str, usize, &str)> = all
        .iter()
        .map(|guess| (guess.section.as_str(), guess.index, guess.reason.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("lines", 1, "turn-taking with BORIS"),
            ("lines", 2, "continues")
        ]
    );
}

#[test]
fn a_settled_guess_loses_its_comment_and_the_count_follows() {
    let expected = DRAFT
        .replace("  # guess: turn-taking with BORIS", "")
        .replace("2 of 3", "1 of 3");
    assert_eq!(settled(&[1]), expected);
}

#[test]
fn a_comment_within_an_item_is_a_guess_too() {
    let expected = DRAFT
        .replace("  # guess: turn-taking with BORIS", "")
        .replace("  # guess: continues", "")
        .replace("names one:\n", "names one.\n")
        .replace(
            "# 2 of 3 lines are guesses, each with its reason. Look for `guess`.\n",
            "",
        );
    assert_eq!(settled(&[1, 2]), expected);
}

#[test]
fn a_line_without_a_guess_stays_as_it_is() {
    assert_eq!(settled(&[0]), DRAFT);
}

#[test]
fn a_removed_line_is_not_counted() {
    let path = vec!["lines".into(), 1.into()];
    let text = apply(DRAFT, &[Step::Remove { path }]).unwrap();
    assert!(text.contains("# 1 of 2 lines are guesses"), "{text}");
}

#[test]
fn a_count_that_no_edit_touches_is_the_authors() {
    let own = DRAFT.replace("2 of 3", "7 of 9");
    let path = vec!["lines".into(), 1.into(), "tone".into()];
    let value = super::super::Value::token("shout");
    let text = apply(&own, &[Step::Set { path, value }]).unwrap();
    assert!(text.contains("# 7 of 9 lines are guesses"), "{text}");
}

#[test]
fn the_lines_beside_a_role_are_counted_and_its_comment_goes_with_it() {
    let cast = "cast:\n  ANNA:  { voice: af_heart }  # a woman; 2 lines\n  BORIS: { voice: am_adam }   # a man; 1 line\n";
    let draft = DRAFT.replace("lines:\n", &format!("{cast}lines:\n"));
    let path = vec!["lines".into(), 2.into(), "by".into()];
    let value = super::super::Value::token("ANNA");
    let gone = vec!["cast".into(), "BORIS".into()];
    let text = apply(
        &draft,
        &[Step::Set { path, value }, Step::Remove { path: gone }],
    );
    let text = text.unwrap();
    assert!(text.contains("# a woman; 3 lines\nlines:"), "{text}");
    assert!(!text.contains("a man"), "{text}");
}

#[test]
fn many_steps_at_once_make_the_same_text_as_one_after_the_other() {
    let lines = (0..6).map(|n| format!("  - {{ quote: \"Line {n}\", by: A }}  # guess: x\n"));
    let source = format!("lines:\n{}", lines.collect::<String>());
    let path = |n: usize, key: &str| vec!["lines".into(), n.into(), key.into()];
    let set = |n: usize, key: &str, value: &str| Step::Set {
        path: path(n, key),
        value: Value::token(value),
    };
    let settle = |n: usize| Step::Settle {
        path: vec!["lines".into(), n.into()],
    };
    let steps = [
        set(0, "by", "B"),
        settle(0),
        set(1, "by", "C"),
        set(1, "by", "D"),
        set(2, "pace", "0.9"),
        set(2, "gain", "3dB"),
        settle(2),
        set(3, "fade.in", "1s"),
        Step::Remove {
            path: vec!["lines".into(), 4.into()],
        },
        settle(4),
    ];
    let together = apply(&source, &steps).unwrap();
    let one_by_one = steps.iter().fold(source, |text, step| {
        apply(&text, std::slice::from_ref(step)).unwrap()
    });
    assert_eq!(together, one_by_one);
    assert_eq!(together.matches("guess").count(), 2, "{together}");
}
