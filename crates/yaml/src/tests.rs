mod lossless;

use super::*;
use proptest::prelude::*;

/// Returns every value with the words that its span covers, as `path=words`.
fn places(source: &str) -> Vec<String> {
    fn walk(node: &Node<'_>, path: &str, source: &str, out: &mut Vec<String>) {
        out.push(format!("{path}={}", node.span.of(source)));
        match &node.kind {
            Kind::Scalar(..) => {}
            Kind::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    walk(item, &format!("{path}.{i}"), source, out);
                }
            }
            Kind::Map(entries) => {
                for entry in entries {
                    assert_eq!(entry.key_span.of(source), entry.key);
                    walk(&entry.value, &format!("{path}.{}", entry.key), source, out);
                }
            }
        }
    }
    let tree = parse(source);
    assert_eq!(tree.diagnostics, []);
    let mut out = Vec::new();
    walk(&tree.root.unwrap(), "", source, &mut out);
    out.remove(0);
    out
}

#[test]
fn spans_cover_values_exactly() {
    let source = "a: { b: 'c d' , e: [ 1,2 ] }\nlist:\n  - x: 1 # no\n    y: \"é\"\n  - é ü  # ж\nlast: |\n  one\n  two\n\nend: z\n";
    assert_eq!(
        places(source),
        [
            ".a={ b: 'c d' , e: [ 1,2 ] }",
            ".a.b='c d'",
            ".a.e=[ 1,2 ]",
            ".a.e.0=1",
            ".a.e.1=2",
            ".list=- x: 1 # no\n    y: \"é\"\n  - é ü",
            ".list.0=x: 1 # no\n    y: \"é\"",
            ".list.0.x=1",
            ".list.0.y=\"é\"",
            ".list.1=é ü",
            ".last=|\n  one\n  two",
            ".end=z",
        ]
    );
}

#[test]
fn spans_end_at_closing_quotation_marks() {
    let source =
        "a: { b: 'it''s' # no\n , c: \"\\\"d\" # no\n }\ne: [ f, # , ]\n ]\ng: { h: i,\n }\n";
    assert_eq!(
        places(source),
        [
            ".a={ b: 'it''s' # no\n , c: \"\\\"d\" # no\n }",
            ".a.b='it''s'",
            ".a.c=\"\\\"d\"",
            ".e=[ f, # , ]\n ]",
            ".e.0=f",
            ".g={ h: i,\n }",
            ".g.h=i",
        ]
    );
}

#[test]
fn spans_are_right_after_a_byte_order_mark_and_with_carriage_returns() {
    let source = "\u{FEFF}é: ж # 漢\r\nb:\r\n- c\r\n- d\r\ne: \"f\r\n  g\"\r\n";
    assert_eq!(
        places(source),
        [
            ".é=ж",
            ".b=- c\r\n- d",
            ".b.0=c",
            ".b.1=d",
            ".e=\"f\r\n  g\""
        ]
    );
}

#[test]
fn a_missing_value_is_placed_after_its_colon() {
    let source = "a:\nb: {c: , d}\ne:   # none\nf:\n";
    let tree = parse(source);
    let Some(Kind::Map(entries)) = tree.root.map(|root| root.kind) else {
        panic!("not a mapping");
    };
    let ends: Vec<_> = entries.iter().map(|e| e.value.span).collect();
    assert_eq!(ends[0], Span::new(2, 2));
    assert_eq!(ends[2], Span::new(17, 17));
    assert!(entries[0].value.is_empty() && entries[2].value.is_empty());
}

#[test]
fn the_keys_of_a_mapping_override_merged_keys() {
    let source = "- &q { gain: -3dB, pan: 1 }\n- { <<: *q, pan: 0 }\n- { <<: [*q, { pan: 2, x: y }] }\n- { \"<<\": z }\n";
    let tree = parse(source);
    assert_eq!(tree.diagnostics, []);
    let Some(Kind::List(items)) = tree.root.map(|root| root.kind) else {
        panic!("not a list");
    };
    let keys = |i: usize| -> Vec<(String, &str)> {
        let Kind::Map(entries) = &items[i].kind else {
            panic!("not a mapping");
        };
        entries
            .iter()
            .map(|e| (e.key.to_string(), e.value.span.of(source)))
            .collect()
    };
    assert_eq!(keys(1), [("pan".into(), "0"), ("gain".into(), "-3dB")]);
    assert_eq!(
        keys(2),
        [
            ("gain".into(), "-3dB"),
            ("pan".into(), "1"),
            ("x".into(), "y")
        ]
    );
    assert_eq!(keys(3), [("<<".into(), "z")]);
}

fn codes(source: &str) -> Vec<&'static str> {
    parse(source).diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn mistakes_of_form_are_named() {
    assert_eq!(codes("a: 1\na: 2\n"), ["duplicate-key"]);
    assert_eq!(codes("a: 1\n---\nb: 2\n"), ["several-documents"]);
    assert_eq!(codes("a: \"open\nb: 2\n"), ["yaml-syntax"]);
    assert_eq!(codes("a: !include x\n"), ["yaml-tag"]);
    assert_eq!(codes("? [a]\n: b\n"), ["yaml-key"]);
    assert_eq!(codes("a: *b\n"), ["yaml-syntax"]);
    assert_eq!(codes("a: &b [*b]\n"), ["alias-cost"]);
    assert_eq!(codes(&"[".repeat(100)), ["too-deep"]);
    assert_eq!(codes(&"- ".repeat(100_000)), ["too-deep"]);
}

#[test]
fn the_values_of_a_key_that_is_used_twice_are_all_read() {
    for (source, expected) in [
        ("a:\n  - b\na:\n  - c\n", 2),
        ("a: { b: 1 }\na: { b: 2, c: 3 }\n", 2),
        ("a: 1\na: [2]\n", 0),
    ] {
        let tree = parse(source);
        assert_eq!(codes(source), ["duplicate-key"]);
        let Some(Kind::Map(entries)) = tree.root.map(|root| root.kind) else {
            panic!("not a mapping");
        };
        let count = match &entries[0].value.kind {
            Kind::List(items) => items.len(),
            Kind::Map(entries) => entries.len(),
            Kind::Scalar(..) => 0,
        };
        assert_eq!((entries.len(), count), (1, expected), "{source}");
    }
}

#[test]
fn aliases_count_towards_the_nesting_limit() {
    let nested = |inner: &str| format!("{}{inner}{}", "[".repeat(40), "]".repeat(40));
    let source = format!("a: &a {}\nb: {}\n", nested("1"), nested("*a"));
    assert_eq!(codes(&source), ["too-deep"]);
    assert_eq!(codes(&format!("a: &a {}\nb: [*a]\n", nested("1"))), [""; 0]);
}

#[test]
fn a_mistake_of_form_hides_nothing() {
    let tree = parse("show: x\ncues:\n  - a: 1\n  - b: 2\n  - c: 3\n   d: 4\nmix: e\n");
    assert!(tree.broken && !tree.hidden);
    let Some(Kind::Map(entries)) = tree.root.map(|root| root.kind) else {
        panic!("not a mapping");
    };
    assert_eq!(entries.len(), 3);
    assert!(matches!(&entries[1].value.kind, Kind::List(items) if items.len() == 3));
}

#[test]
fn an_alias_bomb_is_stopped() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..20 {
        let last = format!("*a{}", i - 1);
        let items = [last.as_str(); 9].join(", ");
        bomb.push_str(&format!("a{i}: &a{i} [{items}]\n"));
    }
    assert_eq!(codes(&bomb), ["alias-cost"]);
    let long = format!(
        "a: &a \"{}\"\nb: [{}]\n",
        "x\\ty".repeat(100_000),
        "*a,".repeat(1000)
    );
    assert_eq!(codes(&long), ["alias-cost"]);
}

#[test]
fn invalid_bytes_keep_their_places() {
    let (text, mistakes) = decode(b"show: caf\xe9 x\nb: \x00y\n");
    assert_eq!(text, "show: caf? x\nb:  y\n");
    assert_eq!(mistakes[0].code, "not-utf8");
    assert!(mistakes[0].message.contains("line 1, column 10"));
    assert_eq!(mistakes[1].code, "control-character");
    assert_eq!(mistakes[1].labels[0].span, Span::new(16, 17));
}

/// Returns the tree as the oracle would build it, with all scalars as text.
fn as_value(node: &Node<'_>) -> serde_yaml::Value {
    match &node.kind {
        Kind::Scalar(text, _) => serde_yaml::Value::String(text.to_string()),
        Kind::List(items) => items.iter().map(as_value).collect(),
        Kind::Map(entries) => serde_yaml::Value::Mapping(
            entries
                .iter()
                .map(|e| (e.key.to_string().into(), as_value(&e.value)))
                .collect(),
        ),
    }
}

/// A document and its meaning.
#[derive(Clone, Debug)]
enum Document {
    Text(String),
    List(Vec<Document>),
    Map(std::collections::BTreeMap<String, Document>),
}

impl Document {
    fn value(&self) -> serde_yaml::Value {
        match self {
            Document::Text(text) => text.as_str().into(),
            Document::List(items) => items.iter().map(Document::value).collect(),
            Document::Map(map) => serde_yaml::Value::Mapping(
                map.iter()
                    .map(|(k, v)| (k.as_str().into(), v.value()))
                    .collect(),
            ),
        }
    }

    /// Returns the document as flow YAML with double quotes.
    fn flow(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        match self {
            Document::Text(text) => quoted(text),
            Document::List(items) => {
                let items: Vec<_> = items.iter().map(Document::flow).collect();
                format!("[ {} ]", items.join(" , "))
            }
            Document::Map(map) => {
                let entries: Vec<_> = map
                    .iter()
                    .map(|(k, v)| format!("{}: {}", quoted(k), v.flow()))
                    .collect();
                format!("{{ {} }}", entries.join(",\n "))
            }
        }
    }
}

fn documents() -> impl Strategy<Value = Document> {
    let text = prop_oneof![
        "[a-zé漢 :#'\"\\-]{1,10}",
        "[a-z]{1,6}\n[a-zé]{1,6}\n?",
        Just("no".to_owned()),
        Just("1.50".to_owned()),
    ];
    let leaf = text.prop_map(Document::Text);
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5).prop_map(Document::List),
            prop::collection::btree_map("[a-zé]{1,6}", inner, 1..5).prop_map(Document::Map),
        ]
    })
}

fn within(node: &Node<'_>, source: &str) {
    assert!(source.get(node.span.range()).is_some(), "{:?}", node.span);
    match &node.kind {
        Kind::Scalar(..) => {}
        Kind::List(items) => items.iter().for_each(|item| within(item, source)),
        Kind::Map(entries) => {
            for entry in entries {
                assert!(source.get(entry.key_span.range()).is_some());
                within(&entry.value, source);
            }
        }
    }
}

proptest! {
    #[test]
    fn documents_mean_the_same_to_the_oracle(document in documents()) {
        for source in [serde_yaml::to_string(&document.value()).unwrap(), document.flow()] {
            let windows = source.replace('\n', "\r\n");
            for source in [source, windows] {
                let tree = parse(&source);
                // `ab:c` as an item is more likely a key without its space.
                let is_alike = |found: &Diagnostic| found.message.starts_with("a space is missing");
                if tree.diagnostics.iter().any(is_alike) {
                    continue;
                }
                prop_assert_eq!(&tree.diagnostics, &[]);
                let root = tree.root.unwrap();
                prop_assert_eq!(as_value(&root), document.value(), "{}", source);
                within(&root, &source);
            }
        }
    }

    #[test]
    fn a_span_read_again_yields_the_same_text(document in documents()) {
        let source = serde_yaml::to_string(&document.value()).unwrap();
        let tree = parse(&source);
        let Kind::Map(entries) = tree.root.filter(|_| !tree.broken).map_or(Kind::List(Vec::new()), |root| root.kind) else {
            return Ok(());
        };
        for entry in entries {
            if let Kind::Scalar(text, Style::Plain | Style::Quoted) = &entry.value.kind {
                let again = crate::recover(entry.value.span.of(&source)).root.unwrap();
                let same = matches!(&again.kind, Kind::Scalar(words, _) if words == text);
                prop_assert!(same);
            }
        }
    }

    #[test]
    fn any_bytes_can_be_parsed(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (source, _) = decode(&bytes);
        prop_assert_eq!(source.len(), bytes.len());
        let tree = parse(&source);
        if let Some(root) = tree.root {
            within(&root, &source);
        }
    }

    #[test]
    fn any_yaml_can_be_parsed(source in "([ \n\t]|[-:?#&*!|>'\"%@`{}\\[\\],<~.]|[a-cé]|- |: |\r\n|<<|---|&a |\\*a){0,60}") {
        let tree = parse(&source);
        for mistake in &tree.diagnostics {
            prop_assert!(source.get(mistake.labels[0].span.range()).is_some());
        }
        if let Some(root) = tree.root {
            within(&root, &source);
        }
    }
}
