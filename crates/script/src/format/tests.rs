use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::edit::tests::{kept, pen};

#[track_caller]
fn becomes(old: &str, new: &str) {
    assert_eq!(format(old).unwrap(), new);
    assert_eq!(format(new).unwrap(), new, "not settled");
}

#[test]
fn line_ends_blank_lines_and_the_byte_order_mark() {
    becomes(
        "\u{FEFF}\r\n\r\na: 1  \r\n\r\n\r\n\r\nb: 2\r\n\r\n",
        "a: 1\r\n\r\nb: 2\r\n",
    );
    becomes("a: 1", "a: 1\n");
}

#[test]
fn blocks_are_indented_by_two() {
    becomes(
        "cues:\n-   id:   a\n    fade:\n         in: 1s\n-\n  id: b\n",
        "cues:\n  - id: a\n    fade:\n      in: 1s\n  - id: b\n",
    );
    becomes(
        "? cast\n:   MARA: x\n    IVO:   y\n",
        "? cast\n: MARA: x\n  IVO: y\n",
    );
    becomes(
        "cues:\n- &a\n  id: x\n- <<: *a\n  id: y\n",
        "cues:\n  - &a\n    id: x\n  - <<: *a\n    id: y\n",
    );
}

#[test]
fn braces_have_one_space_inside() {
    becomes(
        "a: {b:   c,d: [ 1,2 ],e: {  },f: [ ]}\n",
        "a: { b: c, d: [1, 2], e: {}, f: [] }\n",
    );
    becomes(
        "cues:\n  - {  id: a,\n     at: [\n    x,\n # c\n    y ],\n   }\n",
        "cues:\n  - { id: a,\n      at: [\n        x,\n        # c\n        y],\n    }\n",
    );
}

#[test]
fn comments_are_aligned_with_the_text_they_describe() {
    becomes(
        "#a\ncues:   #b\n# c\n    - x # d\n    # e\n# f\nmix: y\n",
        "# a\ncues:  # b\n  # c\n  - x  # d\n  # e\n# f\nmix: y\n",
    );
    becomes("#!run\n###\na: 1\n# end\n", "#!run\n###\na: 1\n# end\n");
}

#[test]
fn aligned_columns_stay_aligned() {
    // The widest `id` sets the new column; the comments have a separate one.
    becomes(
        "cues:\n- {id: bell,      at: \"a\"}      # far\n# the dog\n\n- {id: dogs-bark, at: \"bb\"}     # near\n",
        "cues:\n  - { id: bell,      at: \"a\" }   # far\n  # the dog\n\n  - { id: dogs-bark, at: \"bb\" }  # near\n",
    );
    becomes(
        "a:    1\nbcd:  2\nx: 3\ny:   4\n",
        "a:   1\nbcd: 2\nx: 3\ny: 4\n",
    );
    // The same column by chance: no space was added to align it.
    becomes(
        "x: { a, b: 1 }\ny: {aa, d: 2}\n",
        "x: { a, b: 1 }\ny: { aa, d: 2 }\n",
    );
    becomes(
        "ä: {x: 1,   y: 2}\nb: {xx: 1,  y: 2}\n",
        "ä: { x: 1,  y: 2 }\nb: { xx: 1, y: 2 }\n",
    );
}

#[test]
fn brackets_over_several_lines_are_deeper_than_their_block() {
    // Strict readers require this, and the brackets of this script do not follow it.
    becomes(
        "cast: {\n\n MARA: x,\n IVO: [\n  1 ] }\nmix: [\n ]\n",
        "cast: {\n    MARA: x,\n    IVO: [\n      1] }\nmix: []\n",
    );
    becomes(
        "{\na: 1,\nb: [ {\nc: 2\n} ]\n}\n",
        "{\n  a: 1,\n  b: [{\n    c: 2\n  }]\n}\n",
    );
}

#[test]
fn quotation_marks_are_double_if_possible() {
    becomes(
        "'a': 'it''s'\nb: 'say \"so\"'\nc: 'back\\slash'\nd: \"x\"\n",
        "\"a\": \"it's\"\nb: 'say \"so\"'\nc: 'back\\slash'\nd: \"x\"\n",
    );
}

#[test]
fn blocks_of_text_move_as_a_whole() {
    becomes(
        "a:\n     t: |\n        one\n          two  \n\n        three\n     u: >1-\n       x\n",
        "a:\n  t: |\n    one\n      two  \n\n    three\n  u: >1-\n    x\n",
    );
    becomes("t: |+\n one\n\n\n\nb: 1\n", "t: |+\n  one\n\n\n\nb: 1\n");
    becomes(
        "a: |  # 'c'\n  x\nb:\n  - y\n",
        "a: |  # 'c'\n  x\nb:\n  - y\n",
    );
}

#[test]
fn values_over_several_lines_keep_their_words() {
    becomes(
        "a:   \"one  \n two \\\n   three\"\n",
        "a: \"one\n  two \\\n  three\"\n",
    );
    becomes("l:\n-  one\n     two\n", "l:\n  - one\n    two\n");
}

#[test]
fn blank_lines_are_kept_one_at_a_time() {
    becomes(
        "show: x\ncast:\n\n\n  A: 1\n\n\n\n# mix\n\nmix:\n  b: 1\n",
        "show: x\ncast:\n  A: 1\n\n# mix\n\nmix:\n  b: 1\n",
    );
}

#[test]
fn a_broken_script_is_refused_with_its_mistake() {
    assert_eq!(format("a: [1\nb: 2\n").unwrap_err()[0].code, "yaml-syntax");
    assert_eq!(format("a: 1\na: 2\n").unwrap_err()[0].code, "duplicate-key");
}

fn scripts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scripts(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "yaml") {
            found.push(path);
        }
    }
}

/// Formats a script. Panics if that loses something, or if formatting again changes the result.
fn settled(name: &str, source: &str) {
    let text = format(source).unwrap_or_else(|why| panic!("{name}: {why:?}\n{source}"));
    let (old, new) = (Page::of(source).unwrap(), Page::of(&text).unwrap());
    assert!(old.model().same(&new.model()), "{name}");
    if let (Some(old), Some(new)) = (kept::read(source), kept::read(&text)) {
        assert!(
            kept::same(&old, &new),
            "{name}: another reader disagrees\n{text}"
        );
    }
    let again = format(&text).unwrap_or_else(|why| panic!("{name}: {why:?}\n{text}"));
    assert!(
        text == again,
        "{name}\n--- once\n{text}\n--- twice\n{again}"
    );
    let ends = |end| text.matches(end).count();
    assert!(
        matches!(ends("\r"), n if n == 0 || n == ends("\n")),
        "{name}"
    );
    assert!(!text.starts_with('\u{FEFF}'), "{name}");
}

#[test]
fn the_examples_are_in_the_style() {
    let mut found = Vec::new();
    scripts(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts"),
        &mut found,
    );
    for path in found {
        let source = fs::read_to_string(&path).unwrap();
        assert!(format(&source).unwrap() == source, "{}", path.display());
    }
}

#[test]
fn every_script_of_this_repository_keeps_its_meaning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for folder in ["scripts", "tests", "sounds"] {
        scripts(&root.join(folder), &mut found);
    }
    let (mut done, mut failed) = (0, Vec::new());
    for path in &found {
        let (source, faults) = yaml::decode(&fs::read(path).unwrap());
        if !faults.is_empty() || !yaml::parse(&source).diagnostics.is_empty() {
            continue;
        }
        let name = path.display().to_string();
        done += 1;
        if std::panic::catch_unwind(|| settled(&name, &source)).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(done > 100, "{done}");
}

/// Returns a script with more space after some of its commas and colons.
fn widened(source: &str, mut seed: u64) -> String {
    let mut wide = String::new();
    let mut last = ' ';
    for letter in source.chars() {
        wide.push(letter);
        if letter == ' ' && matches!(last, ',' | ':' | '}') {
            seed = seed.rotate_left(3);
            wide.extend(std::iter::repeat_n(' ', (seed % 4) as usize));
        }
        last = letter;
    }
    wide
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 2))]

    #[test]
    fn random_scripts_keep_their_meaning(seed in any::<u64>()) {
        let source = widened(&pen::script(seed), seed);
        if yaml::parse(&source).diagnostics.is_empty() {
            settled("random", &source);
        }
    }
}
