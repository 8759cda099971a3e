//! Comments, pages and messages are in plain English: none uses a phrase of the list.
//!
//! Text that users write is not judged: prose, word lists, quotations.

use std::fs;
use std::path::{Path, PathBuf};

/// Phrases that a reader of English as a second language stumbles over.
const PHRASES: &[&str] = &[
    "always true",
    "what is",
    "told",
    "tells",
    "stands",
    "nought",
    "of its own",
    "sees to it",
    "somebody",
    "whoever",
    "aught",
    "thereof",
];

/// Further phrases that messages do not use.
const IN_MESSAGES: &[&str] = &["has to be", "is to be", "of their own", "nobody"];

/// Sources whose string literals are prose and lists of its words.
const PROSE: &[&str] = &[
    "src/outline",
    "src/tui/test_show.rs",
    "crates/voice/src/reading",
];

/// All files below `folder` with one of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            files(&path, endings, found);
        } else if endings.contains(&&*ending) {
            found.push(path);
        }
    }
}

/// The comment on a line of Rust, without quotations and code in it.
fn comment(line: &str) -> Option<String> {
    let line = line.trim_start();
    let text = line.strip_prefix("//")?;
    Some(unquoted(text))
}

/// A text without the parts between quotation marks or backticks.
fn unquoted(text: &str) -> String {
    let mut plain = String::new();
    let mut until = None;
    for letter in text.chars() {
        match (until, letter) {
            (Some(end), _) if letter == end => until = None,
            (Some(_), _) => {}
            (None, '“') => until = Some('”'),
            (None, '`' | '"') => until = Some(letter),
            (None, _) => plain.push(letter),
        }
    }
    plain.to_lowercase()
}

/// The first phrase of the list in a text, as whole words.
fn phrase(text: &str) -> Option<&'static str> {
    first_of(PHRASES, text)
}

fn first_of(phrases: &[&'static str], text: &str) -> Option<&'static str> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    phrases.iter().copied().find(|phrase| {
        text.match_indices(phrase).any(|(at, _)| {
            !is_letter(text[..at].chars().next_back())
                && !is_letter(text[at + phrase.len()..].chars().next())
        })
    })
}

/// The string literals of Rust code, each with the number of its line. The strings are as
/// written, with their escapes.
fn literals(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = code[at..].chars().next() {
        let rest = &code[at..];
        at += if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(string) = string(rest) {
            found.push((1 + code[..at].matches('\n').count(), string));
            string.len()
        } else {
            character(rest).unwrap_or(first.len_utf8())
        };
    }
    found
}

/// The string literal at the beginning of some code, with its quotation marks.
fn string(code: &str) -> Option<&str> {
    let hashes = code.strip_prefix('r').map(|raw| {
        let marks = raw.trim_start_matches('#');
        "#".repeat(raw.len() - marks.len())
    });
    let start = hashes.as_ref().map_or(0, |hashes| 1 + hashes.len());
    let inside = code[start..].strip_prefix('"')?;
    let length = match hashes {
        Some(hashes) => inside.find(&format!("\"{hashes}"))? + 1 + hashes.len(),
        None => {
            let mut is_escaped = false;
            1 + inside.find(|c| {
                let ends = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            })?
        }
    };
    Some(&code[..start + 1 + length])
}

/// The length of the character literal at the beginning of some code.
fn character(code: &str) -> Option<usize> {
    let inside = code.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    let length = match first {
        '\\' => 2 + inside.get(2..)?.find('\'')?,
        _ => first.len_utf8(),
    };
    inside[length..].starts_with('\'').then_some(length + 2)
}

/// The words of a message, on one line and without quotations and placeholders; `None` for a
/// literal of one word.
fn message(literal: &str) -> Option<String> {
    let text = literal.replace("\\\n", " ").replace("\\\"", "\"");
    let text = text.trim_matches(['r', '#']).trim_matches('"');
    let words = text.split('{').enumerate().map(|(part, text)| match part {
        0 => text,
        _ => text.split_once('}').map_or("", |(_, after)| after),
    });
    let words = unquoted(&words.collect::<Vec<_>>().join("x"));
    let words: Vec<&str> = words.split_whitespace().collect();
    (words.len() > 1).then(|| words.join(" "))
}

#[test]
fn messages_are_in_plain_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["src", "crates"] {
        files(&root.join(folder), &["rs"], &mut sources);
    }
    let phrases = [PHRASES, IN_MESSAGES].concat();
    let mut found = Vec::new();
    for path in sources {
        let path = path.strip_prefix(root).unwrap();
        let is_test = path
            .iter()
            .any(|part| part == "tests" || part == "tests.rs");
        if is_test || PROSE.iter().any(|prose| path.starts_with(prose)) {
            continue;
        }
        let text = fs::read_to_string(root.join(path)).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        for (line, literal) in literals(code) {
            let phrase = message(literal).and_then(|words| first_of(&phrases, &words));
            if let Some(phrase) = phrase {
                found.push(format!("{}:{line}: {phrase}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn comments_are_in_plain_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["src", "crates", "tests", "benches", "examples"] {
        files(&root.join(folder), &["rs"], &mut sources);
    }
    let mut found = Vec::new();
    for path in sources
        .iter()
        .filter(|path| !path.ends_with("tests/library/words.rs"))
    {
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in text.lines().enumerate() {
            if let Some(phrase) = comment(line).as_deref().and_then(phrase) {
                let path = path.strip_prefix(root).unwrap().display();
                found.push(format!("{path}:{}: {phrase}", number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn pages_are_in_plain_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    files(&root.join("docs"), &["md"], &mut pages);
    for page in [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
    ] {
        pages.push(root.join(page));
    }
    let mut found = Vec::new();
    for path in pages {
        let mut in_code = false;
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let fence = line.trim_start().starts_with("```");
            in_code ^= fence;
            if let Some(phrase) = phrase(&unquoted(line)).filter(|_| !in_code && !fence) {
                let path = path.strip_prefix(root).unwrap().display();
                found.push(format!("{path}:{}: {phrase}", number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_phrase_is_found_as_whole_words_outside_of_quotations() {
    let found = |line: &str| comment(line).as_deref().and_then(phrase);
    assert_eq!(found("    // What is read here."), Some("what is"));
    assert_eq!(found("/// Always true: a span."), Some("always true"));
    assert_eq!(found("// untold understands"), None);
    assert_eq!(found("// the text “she told him” is `told`"), None);
    assert_eq!(found("let told = 1;"), None);
}

#[test]
fn literals_are_found_in_code() {
    let code = r##"
        let quote = '"'; // "a comment"
        let name = "a \"b\"";
        let raw = r#"c "d""#;
        fn f<'a>(text: &'a str) -> char { '\'' } "##;
    let expected = [(3, r#""a \"b\"""#), (4, r##"r#"c "d""#"##)];
    assert_eq!(literals(code), expected);
}

#[test]
fn a_message_has_no_placeholders_and_quotations() {
    let words = |literal| message(literal).unwrap_or_default();
    assert_eq!(words(r#""there is {what} in “{told}”""#), "there is x in");
    assert_eq!(words("\"it \\\n    stands here\""), "it stands here");
    assert_eq!(message(r#""stands""#), None);
    assert_eq!(message(r#""{told}  {what}""#), Some("x x".to_owned()));
}
