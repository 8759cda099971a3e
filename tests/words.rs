//! Comments and pages are in plain English: none uses a phrase of the list.
//!
//! Text that users write is not judged: string literals, prose, word lists.

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
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    PHRASES.iter().copied().find(|phrase| {
        text.match_indices(phrase).any(|(at, _)| {
            !is_letter(text[..at].chars().next_back())
                && !is_letter(text[at + phrase.len()..].chars().next())
        })
    })
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
        .filter(|path| !path.ends_with("tests/words.rs"))
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
