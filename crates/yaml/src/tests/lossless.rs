//! Checks that every byte is in a token, and that a mistake hides only itself.

use saphyr_parser::{Event, Parser};

use super::*;

/// A script of two roles and three cues, one below the other.
const SHOW: &str = "\
# The gate
show: The Gate
cast:
  MARA: { voice: bf_emma, pace: 1.1 }
  IVO:
    voice: 'bm_lewis'
cues:
  - { spot: door, at: \"He knocked\" }
  - bed: rain
    from: start
  - { spot: bell, at: \"It rang\" }
text: |
  He knocked.
    It rang.
mix: { target: podcast }
";

/// Returns the text of all tokens, joined. Panics if white space contains words.
fn text(source: &str, tokens: &[Token]) -> String {
    let written = |token: Token| {
        let words = token.span.of(source);
        let space = words
            .trim_start_matches('\u{FEFF}')
            .trim_matches([' ', '\t', '\r', '\n']);
        assert!(token.sign != Sign::Space || space.is_empty(), "{words:?}");
        words
    };
    all(tokens, source.len()).map(written).collect()
}

#[track_caller]
fn is_lossless(source: &str) {
    assert_eq!(text(source, &parse(source).tokens), source);
    assert_eq!(text(source, &recover(source).tokens), source);
}

/// Returns a value on one line; an alias is written as its value.
fn brief(node: &Node<'_>) -> String {
    match &node.kind {
        Kind::Scalar(text, _) => text.to_string(),
        Kind::List(items) => format!(
            "[{}]",
            items.iter().map(brief).collect::<Vec<_>>().join(",")
        ),
        Kind::Map(entries) => {
            let entry = |e: &Entry<'_>| format!("{}:{}", e.key, brief(&e.value));
            format!(
                "{{{}}}",
                entries.iter().map(entry).collect::<Vec<_>>().join(",")
            )
        }
    }
}

#[track_caller]
fn recovers(source: &str, wanted: &str) {
    let tree = recover(source);
    assert!(tree.broken, "{source:?} is sound");
    assert_eq!(brief(&tree.root.unwrap()), wanted);
    is_lossless(source);
    is_lossless(&source.replace('\n', "\r\n"));
}

#[test]
fn every_token_has_the_right_sign() {
    let source =
        "\u{FEFF}%YAML 1.2\n---\na: &x !!str 'b' # c\n? d\n: [*x, {e: \"f\"}]\ng: |2-\n   h\n...\n";
    let tree = parse(source);
    assert_eq!(tree.diagnostics, []);
    let signs: Vec<(Sign, &str)> = tree
        .tokens
        .iter()
        .map(|t| (t.sign, t.span.of(source)))
        .collect();
    use Sign::*;
    assert_eq!(
        signs,
        [
            (Document, "%YAML 1.2"),
            (Document, "---"),
            (Word, "a"),
            (Colon, ":"),
            (Mark, "&x"),
            (Mark, "!!str"),
            (Word, "'b'"),
            (Comment, "# c"),
            (Query, "?"),
            (Word, "d"),
            (Colon, ":"),
            (Open, "["),
            (Alias, "*x"),
            (Comma, ","),
            (Open, "{"),
            (Word, "e"),
            (Colon, ":"),
            (Word, "\"f\""),
            (Close, "}"),
            (Close, "]"),
            (Word, "g"),
            (Colon, ":"),
            (Header, "|2-"),
            (Body, "   h"),
            (Document, "..."),
        ]
    );
    is_lossless(source);
}

#[test]
fn unclosed_brackets_end_before_the_next_line_of_the_block() {
    recovers(
        "a:\n  - { b: c\n  - { d: e }\nf: g\n",
        "{a:[{b:c},{d:e}],f:g}",
    );
    recovers("a: { b: [c, d\ne: f\n", "{a:{b:[c,d]},e:f}");
    recovers("a: {\n    b: c,\n    d\ne: f\n", "{a:{b:c,d:},e:f}");
}

#[test]
fn unclosed_quotation_marks_end_with_their_line() {
    recovers("a: \"b\nc: d\n", "{a:b,c:d}");
    recovers("a:\n  - { b: 'c\n  - 'd'\ne: f\n", "{a:[{b:c},d],e:f}");
    recovers("a:\n  b: { c: \"d e\n  f: \"g\"\n", "{a:{b:{c:d e},f:g}}");
}

#[test]
fn a_line_that_is_being_written_is_a_key() {
    recovers("a: b\nc\nd: e\n", "{a:b,c:,d:e}");
    recovers("a:\n  - b\n    c: d\n  - e\n", "{a:[{b:,c:d},e]}");
    recovers("a:\n  - b: c\n    d\nf: g\n", "{a:[{b:c,d:}],f:g}");
}

#[test]
fn lines_in_the_wrong_column_belong_to_the_block_around_them() {
    recovers("a:\n  - b: c\n   d: e\n  - f\n", "{a:[{b:c},{d:e},f]}");
    recovers("a: b\n    c: d\ne: f\n", "{a:b,c:d,e:f}");
    recovers("a:\n\tb: c\nd: e\n", "{a:{b:c},d:e}");
    recovers("a: b: c\nd: e\n", "{a:b: c,d:e}");
}

#[test]
fn values_that_are_too_deep_are_junk_and_keep_their_bytes() {
    is_lossless(&format!("a: b\nc: {}\nd: e\n", "[".repeat(100)));
    is_lossless(&"- ".repeat(1000));
    is_lossless("a: b\n---\nc: d # e\n");
}

/// Returns the single values of a text in order, as the parser of `validate` reads them.
fn oracle(source: &str) -> Option<Vec<String>> {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mut words = Vec::new();
    for event in Parser::new_from_str(text) {
        match event.ok()?.0 {
            Event::Scalar(text, ..) => words.push(text.to_string()),
            Event::Alias(_) => return None,
            _ => {}
        }
    }
    Some(words)
}

fn words(node: &Node<'_>, out: &mut Vec<String>) {
    match &node.kind {
        Kind::Scalar(text, _) => out.push(text.to_string()),
        Kind::List(items) => items.iter().for_each(|item| words(item, out)),
        Kind::Map(entries) => {
            for entry in entries {
                out.push(entry.key.to_string());
                words(&entry.value, out);
            }
        }
    }
}

/// Parts of scripts that the tests insert in wrong places.
fn scrap() -> impl Strategy<Value = String> {
    "(\"|'|\\{|\\[|\\}|\\]|, |: |- |\n|\r\n|\n  |\t|#|&a |\\*a|\\||>|\\? |---\n|é|a){0,4}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 4))]

    #[test]
    fn documents_are_lossless(document in documents()) {
        let written = serde_yaml::to_string(&document.value()).unwrap();
        for source in [written.replace('\n', "\r\n"), written, document.flow()] {
            is_lossless(&source);
        }
    }

    #[test]
    fn mutilated_scripts_are_lossless(
        cut in 0..SHOW.len(), length in 0..40usize, scrap in scrap(), windows in any::<bool>(),
    ) {
        let mut source = SHOW.to_owned();
        source.replace_range(cut..(cut + length).min(SHOW.len()), &scrap);
        if windows {
            source = source.replace('\n', "\r\n");
        }
        is_lossless(&source);
        if let Some(root) = recover(&source).root {
            within(&root, &source);
        }
    }

    #[test]
    fn a_broken_line_does_not_change_the_other_lines(line in 0..4usize, cut in 3..30usize) {
        // Cuts short a line that is complete alone.
        let lines: Vec<&str> = SHOW.lines().collect();
        let number = [3, 7, 10, 14][line];
        let mut broken = lines.clone();
        broken[number] = &lines[number][..cut.min(lines[number].len())];
        let source = broken.join("\n") + "\n";
        let said = recover(&source).root.map(|root| brief(&root)).unwrap();
        let good = [
            (1, "show:The Gate"), (3, "MARA:{voice:bf_emma,pace:1.1}"), (5, "IVO:{voice:bm_lewis}"),
            (7, "{spot:door,at:He knocked}"), (9, "{bed:rain,from:start}"),
            (10, "{spot:bell,at:It rang}"), (12, "text:He knocked.\n  It rang.\n"),
            (14, "mix:{target:podcast}"),
        ];
        for (other, words) in good {
            prop_assert!(other == number || said.contains(words), "{words:?} is not in {said}");
        }
    }

    #[test]
    fn sound_text_means_the_same_to_another_parser(
        source in "(\n|\n  |\n    |a|b: |c: |- |- a: |'x'|\"y\"|\\[|\\]|\\{|\\}|, |#c|: |\\? |\\|\n|>-\n|\\|\\+\n|!!str |é|\r\n){0,16}",
    ) {
        let tree = parse(&source);
        if let (Some(wanted), [], Some(root)) = (oracle(&source), &tree.diagnostics[..], &tree.root) {
            let mut said = Vec::new();
            words(root, &mut said);
            prop_assert_eq!(said, wanted);
        }
        is_lossless(&source);
    }
}
