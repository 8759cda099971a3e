use crate::{Kind, Node, parse};

/// Returns the first mistake of a script whose cue has these words as its anchor, and the words
/// that its edits write.
fn edits(cue: &str) -> (String, Vec<String>) {
    let source = format!("show: A\ncues:\n  - {cue}\n  - {{ spot: bell, at: end }}\n");
    let tree = parse(&source);
    let found = tree
        .diagnostics
        .first()
        .unwrap_or_else(|| panic!("{cue} is read"));
    let hints = found.hints.iter().filter_map(|hint| hint.replace.as_ref());
    let read = hints.map(|(span, with)| {
        let mended = [&source[..span.start], with, &source[span.end..]].concat();
        let tree = parse(&mended);
        assert_eq!(tree.diagnostics, [], "{mended}");
        words(&tree.root.unwrap(), "at").unwrap_or_default()
    });
    (found.message.clone(), read.collect())
}

/// Returns the value of the first key of a name.
fn words(node: &Node<'_>, key: &str) -> Option<String> {
    match &node.kind {
        Kind::Map(entries) => entries.iter().find_map(|entry| match &entry.value.kind {
            Kind::Scalar(words, _) if entry.key == key => Some(words.to_string()),
            _ => words(&entry.value, key),
        }),
        Kind::List(items) => items.iter().find_map(|item| words(item, key)),
        Kind::Scalar(..) => None,
    }
}

#[test]
fn words_that_need_quotation_marks_get_them() {
    let between = [
        "A shot: loud",
        "came # and left",
        "[He came] and left",
        "He [came] and left",
        "He {came} and left",
        "\"Go!\" he said",
        "*he came",
        "!he came",
        "%he came",
        "@he came",
        "`he came",
        "- he came",
        "? he came",
        ": he came",
    ];
    for said in between {
        for cue in [
            format!("{{ spot: bell, at: {said} }}"),
            format!("{{ at: {said}, gain: -3dB }}"),
            format!("{{spot: bell, at: {said}}}"),
        ] {
            let (_, edits) = edits(&cue);
            assert_eq!(edits.first().map(String::as_str), Some(said), "{cue}");
        }
    }
    let in_block = [
        "A shot: loud",
        "He said: go: now",
        "\"Go!\" he said",
        "[He came] and left",
        "{He} came",
        "*he came",
        "!he came",
        "%he came",
        "@he came",
        "`he came",
        "- he came",
        "? he came",
        "| he came",
        "> he came",
        ", he came",
    ];
    for said in in_block {
        for more in ["", "\n    gain: -3dB"] {
            let (_, edits) = edits(&format!("spot: bell\n    at: {said}{more}"));
            assert_eq!(edits.first().map(String::as_str), Some(said), "{said}");
        }
    }
}

#[test]
fn a_mark_at_one_end_is_closed_or_kept() {
    let all: [(&str, &[&str]); 6] = [
        ("\"He came", &["He came"]),
        ("'He came", &["He came", "'He came"]),
        ("'tis late", &["'tis late"]),
        ("'99 was late", &["'99 was late"]),
        ("'it's late'", &["it's late"]),
        ("\"He said \"go\" to me\"", &["He said \"go\" to me"]),
    ];
    for (said, expected) in all {
        for cue in [
            format!("{{ spot: bell, at: {said} }}"),
            format!("{{ at: {said}, gain: -3dB }}"),
            format!("spot: bell\n    at: {said}"),
        ] {
            let (message, edits) = edits(&cue);
            assert_eq!(edits, expected, "{cue}");
            assert!(message.contains("begin with"), "{message}");
        }
    }
}

#[test]
fn a_missing_comma_has_its_own_edit() {
    let (message, edits) = edits("{ spot: bell at: start, gain: 2dB }");
    assert_eq!(message, "a comma is missing before `at`");
    assert_eq!(edits, ["start"]);
}

#[test]
fn an_anchor_that_nothing_uses_is_reported_before_words() {
    let (message, edits) = edits("{ spot: bell, at: &he came }");
    assert!(message.contains("`&he`"), "{message}");
    assert_eq!(edits, ["&he came"]);
    let used = "a: &he came home\nb: *he\n";
    assert_eq!(parse(used).diagnostics, []);
    let brackets = "a: &he { b: 1 }\n";
    assert_eq!(parse(brackets).diagnostics, []);
}
