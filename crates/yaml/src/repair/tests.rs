use crate::{Kind, Node, parse};

mod signs;

/// A script around the lines of a mistake: what follows them must still be read.
fn script(lines: &str) -> String {
    format!(
        "show: A\ncues:\n  - {{ spot: first, at: start }}\n{lines}\n  - {{ spot: bell, at: last }}\nmix: {{ peak: -2dBTP }}\n"
    )
}

fn entry<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    match &node.kind {
        Kind::Map(entries) => entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value),
        _ => None,
    }
}

/// Returns a tree in short.
fn brief(node: &Node<'_>) -> String {
    match &node.kind {
        Kind::Scalar(words, _) => words.to_string(),
        Kind::List(items) => format!(
            "[{}]",
            items.iter().map(brief).collect::<Vec<_>>().join(", ")
        ),
        Kind::Map(entries) => {
            let entry =
                |entry: &crate::Entry<'_>| format!("{}: {}", entry.key, brief(&entry.value));
            format!(
                "{{{}}}",
                entries.iter().map(entry).collect::<Vec<_>>().join(", ")
            )
        }
    }
}

/// Returns the mistakes of a source as `line:column message`, and its tree in short. Every first edit
/// must mend its mistake.
fn read(source: &str) -> (Vec<String>, String) {
    let tree = parse(source);
    let at = |at: usize| {
        let before = &source[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{line}:{column}")
    };
    let told = tree
        .diagnostics
        .iter()
        .map(|found| format!("{} {}", at(found.labels[0].span.start), found.message));
    for found in &tree.diagnostics {
        let edit = found.hints.iter().find_map(|hint| hint.replace.as_ref());
        let (span, with) = edit.unwrap_or_else(|| panic!("no edit: {found}\n{source}"));
        let mended = [&source[..span.start], with, &source[span.end..]].concat();
        let left = parse(&mended).diagnostics;
        assert!(
            left.len() < tree.diagnostics.len(),
            "{found}\n{source}\n{mended}\n{left:#?}"
        );
    }
    assert!(!tree.hidden, "{source}\n{:#?}", tree.diagnostics);
    (
        told.collect(),
        tree.root.as_ref().map_or(String::new(), brief),
    )
}

/// Checks the mistake of one item in a list of cues, and the item that is read in its place.
fn item(lines: &str, told: &str, value: &str) {
    let source = script(lines);
    let (mistakes, _) = read(&source);
    assert_eq!(mistakes, [told], "{source}");
    let root = parse(&source).root.unwrap();
    let cues = brief(entry(&root, "cues").unwrap());
    let expected = format!("[{{spot: first, at: start}}, {value}, {{spot: bell, at: last}}]");
    assert_eq!(cues, expected, "{source}");
    assert_eq!(brief(entry(&root, "mix").unwrap()), "{peak: -2dBTP}");
}

#[test]
fn a_comment_without_a_space_before_it_is_named() {
    for (line, tree) in [
        ("a: { b: c }# no space\n", "{a: {b: c}}"),
        ("a: [b, c]#no space\n", "{a: [b, c]}"),
        ("a: \"b\"# no space\n", "{a: b}"),
        ("a: 'b'# no: space\n", "{a: b}"),
        ("a: { b: c }# no { space\n", "{a: {b: c}}"),
    ] {
        let at = line.find('#').unwrap() + 1;
        let told = format!("1:{at} a comment needs a space before its `#`");
        assert_eq!(read(line), (vec![told], tree.to_owned()), "{line}");
    }
}

#[test]
fn a_bracket_that_is_never_closed_is_named() {
    item(
        "  - { spot: door, at: x",
        "4:5 this `{` is never closed",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door, at: x  # comment",
        "4:5 this `{` is never closed",
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n    at: { after: \"x\"",
        "5:9 this `{` is never closed",
        "{spot: door, at: {after: x}}",
    );
    item(
        "  - spot: door\n    tags: [a, b",
        "5:11 this `[` is never closed",
        "{spot: door, tags: [a, b]}",
    );
    item(
        "  - { spot: door,\n      at: x,\n      gain: 1",
        "4:5 this `{` is never closed",
        "{spot: door, at: x, gain: 1}",
    );
    item(
        "  - { spot: door, at: { after: \"x }\" }",
        "4:5 this `{` is never closed",
        "{spot: door, at: {after: x }}}",
    );
    item(
        "  - {spot: door, at: [a, b }",
        "4:22 this `[` is never closed",
        "{spot: door, at: [a, b]}",
    );
}

#[test]
fn a_bracket_that_is_open_at_the_end_is_named() {
    for (source, told, tree) in [
        ("a: [b, c", "1:4 this `[` is never closed", "{a: [b, c]}"),
        ("a: { b: c\n", "1:4 this `{` is never closed", "{a: {b: c}}"),
        (
            "a: [\n  { b: c },\n  { d: e }\nf: g\n",
            "1:4 this `[` is never closed",
            "{a: [{b: c}, {d: e}], f: g}",
        ),
        (
            "a: [\n  { b: c,\n  { d: e },\n]\n",
            "2:3 this `{` is never closed",
            "{a: [{b: c}, {d: e}]}",
        ),
    ] {
        assert_eq!(
            read(source),
            (vec![told.to_owned()], tree.to_owned()),
            "{source}"
        );
    }
    let both = read("a: [ { b: c\nd: e\n");
    assert_eq!(
        both.0,
        [
            "1:4 this `[` is never closed",
            "1:6 this `{` is never closed"
        ]
    );
    assert_eq!(both.1, "{a: [{b: c}], d: e}");
}

#[test]
fn a_bracket_that_closes_nothing_is_named() {
    item(
        "  - { spot: door, at: x } }",
        "4:27 this `}` closes nothing",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door, at: x }]",
        "4:26 this `]` closes nothing",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door ], at: x }",
        "4:18 this `]` closes nothing",
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n    at: { after: x } }",
        "5:22 this `}` closes nothing",
        "{spot: door, at: {after: x}}",
    );
    item(
        "  - { spot: door, at: x ]",
        "4:25 this `]` cannot close the `{` before it",
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n    tags: [a, b}",
        "5:16 this `}` cannot close the `[` before it",
        "{spot: door, tags: [a, b]}",
    );
    item(
        "  - spot: door, at: x }",
        "4:23 this `}` closes nothing",
        "{spot: door, at: x}",
    );
}

#[test]
fn two_keys_on_a_line_are_told_how_to_be_written() {
    item(
        "  - spot: door\n    at: after: Yes",
        "5:9 `after:` is a second key on this line",
        "{spot: door, at: {after: Yes}}",
    );
    item(
        "  - spot: door\n    at: after: \"x, y.\"",
        "5:9 `after:` is a second key on this line",
        "{spot: door, at: {after: x, y.}}",
    );
    item(
        "  - { spot: door, at: before: x }",
        "4:23 `before:` is a second key on this line",
        "{spot: door, at: {before: x}}",
    );
    let (told, _) = read("cues:\n  - spot: a\n    at: said: Go\n");
    assert_eq!(told, ["3:9 these words contain `: `, which ends a key"]);
    let (told, tree) = read("cast: ANA: voice: af_heart\nshow: A\n");
    assert_eq!(told, ["1:7 `ANA:` is a second key on this line"]);
    assert_eq!(tree, "{cast: {ANA: {voice: af_heart}}, show: A}");
}

#[test]
fn missing_spaces_commas_colons_and_dashes_are_named() {
    item(
        "  - spot:door\n    at: x",
        "4:5 a space is missing after `spot:`",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door, at:\"x\" }",
        "4:19 a space is missing after `at:`",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door, gain:-3dB }",
        "4:19 a space is missing after `gain:`",
        "{spot: door, gain: -3dB}",
    );
    item(
        "  -spot: door\n   at: x",
        "4:3 a space is missing after this `-`",
        "{spot: door, at: x}",
    );
    item(
        "  -{ spot: door, at: x }",
        "4:3 a space is missing after this `-`",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door at: x }",
        "4:18 a comma is missing before `at`",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: \"door\" at: x }",
        "4:20 a comma is missing before `at`",
        "{spot: door, at: x}",
    );
    item(
        "  { spot: door, at: x }",
        "4:3 a dash is missing before this item",
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n    at x\n    gain: 1",
        "5:5 a `:` is missing after `at`",
        "{spot: door, at: x, gain: 1}",
    );
    let (told, tree) = read(
        "cues:\n  -spot: door\n   at: { after: \"x\" }\n  -{ spot: bell, at: { after: \"y\" } }\n",
    );
    assert_eq!(
        told,
        [
            "2:3 a space is missing after this `-`",
            "4:3 a space is missing after this `-`"
        ]
    );
    assert_eq!(
        tree,
        "{cues: [{spot: door, at: {after: x}}, {spot: bell, at: {after: y}}]}"
    );
    let (told, tree) = read("show:A\ntext: b\n");
    assert_eq!(
        (told, tree.as_str()),
        (
            vec!["1:1 a space is missing after `show:`".to_owned()],
            "{show: A, text: b}"
        )
    );
    let (told, _) = read("cast:\n  ANA:\n    voice:af_heart\ncues:\n  -spot: a\n");
    assert_eq!(
        told,
        [
            "3:5 a space is missing after `voice:`",
            "5:3 a space is missing after this `-`"
        ]
    );
}

#[test]
fn words_with_a_colon_that_are_no_key_are_kept() {
    for source in [
        "text: \"He said: yes.\"\n",
        "a: http://b\n",
        "a: 12:30\n",
        "a: [x:y, 1:2]\n",
        "a: He said:yes\n",
        "pronounce: { well-known: b }\n",
        "a: -3dB\n",
        "a: x\u{A0}y\n",
    ] {
        assert_eq!(parse(source).diagnostics, [], "{source}");
    }
}

#[test]
fn a_line_in_the_wrong_column_is_moved() {
    let begins = |line: usize, column: usize| {
        format!(
            "{line}:{column} this line begins in column {column}, which fits to no line above it"
        )
    };
    item(
        "  - spot: door\n     at: x",
        &begins(5, 6),
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n   at: x",
        &begins(5, 4),
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n     at: x\n     gain: 1",
        &begins(5, 6),
        "{spot: door, at: x, gain: 1}",
    );
    item(
        "   - { spot: door, at: x }",
        &begins(4, 4),
        "{spot: door, at: x}",
    );
    let (told, tree) = read(" show: A\ntext: b\ncast:\n  C: d\n   E: f\nmix: g\n");
    assert_eq!(told, [begins(1, 2), begins(5, 4)]);
    assert_eq!(tree, "{show: A, text: b, cast: {C: d, E: f}, mix: g}");
    let (told, tree) = read("text: |\n    He came.\n  She left.\nmix: a\n");
    assert_eq!(
        (told, tree.as_str()),
        (vec![begins(3, 3)], "{text: He came.\nShe left.\n, mix: a}")
    );
    let (told, tree) = read("text: |\nHe came: late.\nShe left.\nmix: a\n");
    assert_eq!(
        told,
        ["2:1 this line is not indented like a line of the text above it"]
    );
    assert_eq!(tree, "{text: He came: late.\nShe left.\n, mix: a}");
}

#[test]
fn tabs_and_odd_spaces_are_named() {
    let tab = |line: usize| format!("{line}:1 a tab cannot be used for indentation");
    let (told, tree) = read("cast:\n\tANA:\n\t\tvoice: a\n\t\tpace: 1\ncues:\n\t- spot: a\n");
    assert_eq!(told, [tab(2), tab(6)]);
    assert_eq!(
        tree,
        "{cast: {ANA: {voice: a, pace: 1}}, cues: [{spot: a}]}"
    );
    item("  - spot: door\n\tat: x", &tab(5), "{spot: door, at: x}");
    let odd =
        |line: usize, column: usize, c: &str, what: &str| format!("{line}:{column} {c} {what}");
    let none = "a no-break space (U+00A0)";
    let (told, tree) = read("cast:\n\u{A0}\u{A0}ANA:\n\u{A0}\u{A0}\u{A0}\u{A0}voice: a\nshow: b\n");
    assert_eq!(
        told,
        [
            odd(2, 1, none, "cannot be used for indentation"),
            odd(3, 1, none, "cannot be used for indentation")
        ]
    );
    assert_eq!(tree, "{cast: {ANA: {voice: a}}, show: b}");
    item(
        "  -\u{A0}{ spot: door, at: x }",
        &odd(4, 4, none, "is not a space for YAML"),
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n    at:\u{A0}x",
        &odd(5, 8, none, "is not a space for YAML"),
        "{spot: door, at: x}",
    );
    item(
        "  - {\u{3000}spot: door, at: x }",
        &odd(4, 6, "a wide space (U+3000)", "is not a space for YAML"),
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door, at: x\u{200B} }",
        &odd(
            4,
            24,
            "a character without a width (U+200B)",
            "is not a space for YAML",
        ),
        "{spot: door, at: x}",
    );
}

#[test]
fn marks_at_the_beginning_of_words_hide_nothing() {
    for mark in ["@", "`", "%", "*", "! ", "| ", "> ", "[", "{"] {
        let words = format!("{mark}home and away");
        let source = script(&format!("  - spot: door\n    title: {words}\n    gain: 1"));
        let tree = parse(&source);
        assert!(!tree.hidden && !tree.diagnostics.is_empty(), "{source}");
        assert_eq!(
            tree.diagnostics[0].labels[0].span.start,
            source.find(&words).unwrap(),
            "{source}\n{:#?}",
            tree.diagnostics
        );
        let cues = brief(entry(&tree.root.unwrap(), "cues").unwrap());
        assert!(
            cues.ends_with("gain: 1}, {spot: bell, at: last}]"),
            "{source}\n{cues}"
        );
    }
    let (told, tree) = read("a: *quiet\nb: [*loud, c]\n");
    assert_eq!(
        told,
        [
            "1:4 there is no anchor `&quiet` for this alias",
            "2:5 there is no anchor `&loud` for this alias"
        ]
    );
    assert_eq!(tree, "{a: *quiet, b: [*loud, c]}");
}

#[test]
fn quotation_marks_that_are_never_closed_hide_nothing() {
    item(
        "  - { spot: \"door, at: x }",
        "4:13 these words begin with `\"`, which does not end them",
        "{spot: door, at: x}",
    );
    item(
        "  - spot: 'door\n    at: x",
        "4:11 these words begin with `'`, which does not end them",
        "{spot: door, at: x}",
    );
    // The next line has words in quotation marks, too.
    for (words, own) in [("door,,", "door,"), ("door,", "door"), ("a, b,,", "a, b,")] {
        let source =
            format!("cues:\n  - {{ spot: \"{words} at: x }}\n  - {{ spot: \"bell\", at: y }}\n");
        let (told, tree) = read(&source);
        assert_eq!(
            told,
            ["2:13 these words begin with `\"`, which does not end them"],
            "{source}"
        );
        let items = format!("{{cues: [{{spot: {own}, at: x}}, {{spot: bell, at: y}}]}}");
        assert_eq!(tree, items);
    }
    let (told, tree) = read("a: b\ntext: \"He came\n  and went.\nmix: c\n");
    assert_eq!(told, ["2:7 this `\"` is never closed"]);
    assert_eq!(tree, "{a: b, text: He came and went., mix: c}");
    let (told, tree) = read("a: \"C:\\path\"\nb: c\n");
    assert_eq!(told, ["1:7 `\\p` is not an escape"]);
    assert_eq!(tree, "{a: C:\\path, b: c}");
}

#[test]
fn many_mistakes_are_all_told() {
    let one = "  - { spot: door, at: x\n  - spot: a\n     at: b\n  - { spot: \"c, at: d }\n  - spot: e\n    at: @f\n";
    let (told, tree) = read(&format!("cues:\n{}mix: g\n", one.repeat(4)));
    assert_eq!(told.len(), 16, "{told:#?}");
    assert!(tree.ends_with("{spot: e, at: @f}], mix: g}"), "{tree}");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    for lines in [
        "  - { spot: door, at: x",
        "  - spot: door\n     at: x",
        "  -spot: door",
    ] {
        let source = script(lines);
        let windows = format!("\u{FEFF}{}", source.replace('\n', "\r\n"));
        let messages = |source: &str| {
            let tree = parse(source);
            let told: Vec<String> = tree
                .diagnostics
                .iter()
                .map(|found| found.message.clone())
                .collect();
            (told, brief(&tree.root.unwrap()))
        };
        assert_eq!(messages(&windows), messages(&source), "{source}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_left_out_alone() {
    let tree = parse("a: b\n%%% ]]] {{{ ::: - - \"\nc: d\n");
    assert!(tree.hidden);
    assert!(brief(&tree.root.unwrap()).ends_with("c: d}"));
}

#[test]
fn a_backslash_at_the_end_of_the_text_is_reported() {
    for text in [
        "`\n\"\\",
        "\"\\",
        "a: \"b\\",
        "a: \"é\\",
        "a: [\"\\",
        "a: \"\\é",
    ] {
        assert!(!parse(text).diagnostics.is_empty(), "{text}");
    }
}
