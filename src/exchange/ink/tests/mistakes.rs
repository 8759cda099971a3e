//! Mistakes of stories, what a show does not have, and files of strangers.

use super::{imported, included, read};

/// Returns the mistakes of a story with their lines and columns.
fn mistakes(text: &str) -> Vec<(usize, usize, String)> {
    let (mistakes, _) = read("story.ink", text, &mut included)
        .err()
        .unwrap_or_default();
    let told = mistakes
        .into_iter()
        .map(|one| (one.at.line, one.at.column, one.message));
    told.collect()
}

#[test]
fn a_mistake_is_told_with_its_line_and_column() {
    for (text, line, column, words) in [
        ("Hello.\n-> hal\n=== hall\nHi.\n", 2, 4, "no `hal`"),
        ("{lamp: It burns.}\n", 1, 2, "no `lamp`"),
        ("VAR lamp = true\nA {lamp: burns.\n", 2, 3, "no `}`"),
        ("* [Open\n-> END\n", 1, 1, "`[` without `]`"),
        ("~ lamp\n=\n", 2, 1, "no name"),
        ("~ x = 1\n", 1, 1, "no variable `x`"),
        ("~ x = = 1\n", 1, 3, "cannot be read"),
        ("Hi }.\n}\n", 2, 1, "no `{`"),
        ("=== \nHi.\n", 1, 1, "no name"),
        ("INCLUDE gone.ink\n", 1, 1, "`gone.ink` cannot be read"),
        ("{ f(2) }\n", 1, 3, "no function `f`"),
        (
            "VAR lamp = true\nA {lamp: burns.\nMore.\n=== hall\nHi {lamp}.\n-> END\n",
            2,
            3,
            "no `}`",
        ),
        (
            "VAR n = 1\nA {one|two\nMore {n > 0: three}.\n\n=== hall\n{n: four}\n-> END\n",
            2,
            3,
            "no `}`",
        ),
        (
            "VAR lamp = true\n{lamp: It burns.\n- (top) Next.\n+ [Go] -> top\n+ [On] -> END\n",
            2,
            1,
            "no `}` before line 3",
        ),
    ] {
        let found = mistakes(text);
        let fits = |(own, at, message): &(usize, usize, String)| {
            (*own, *at) == (line, column) && message.contains(words)
        };
        assert!(found.first().is_some_and(fits), "{text}: {found:?}");
    }
}

#[test]
fn what_a_show_does_not_have_is_noted_with_its_place() {
    for (text, line, words) in [
        (
            "- (top) Hi.\n{~one|two}\n+ [Again] -> top\n+ [On] -> END\n",
            2,
            "a shuffle; a show draws it once",
        ),
        (
            "VAR x = 0\nHi.\n~ x = RANDOM(1, 100)\n{x > 2: Six.}\n",
            3,
            "random",
        ),
        ("EXTERNAL bell()\nHi.\n~ bell()\n", 3, "of another program"),
        ("Hi. # colour: red\n", 1, "tag"),
        (
            "VAR x = 0.5\nHi.\n{x > 0: Half.}\n",
            1,
            "no flag, whole number",
        ),
        (
            "VAR n = 0\nHi.\n- (top) On. {n * n > 900: Far.}\n~ n = n + 7\n* [Again] -> top\n+ [More] -> top\n",
            1,
            "without end",
        ),
        (
            "Hi.\n-> hall\n* [Wait] You wait.\n=== hall\nHere.\n-> END\n",
            3,
            "choices after a divert",
        ),
        (
            "* [Go]\n  On.\n  -> END\n  Never said.\n* [Stay]\n- Here.\n-> END\n",
            4,
            "words after a divert",
        ),
        (
            "VAR lamp = true\nHi.\n-> END\n{lamp: It burns.}\n",
            4,
            "content after a divert",
        ),
    ] {
        let (_, script, notes) = imported(text);
        let found = notes.iter().find(|note| note.what.contains(words));
        let found = found.unwrap_or_else(|| panic!("{text}: {notes:?}\n{script}"));
        assert_eq!(found.at.line, line, "{text}");
        assert!(script.contains(&found.what), "{script}");
    }
}

#[test]
fn comments_and_todos_are_comments_of_the_script() {
    let (_, script, _) = imported("// the first draft\nHi.\nTODO: more\n/* all\nof it */ There.\n");
    for words in [
        "story.ink:1: the first draft",
        "story.ink:3: TODO: more",
        "all of it",
    ] {
        assert!(script.contains(words), "{words}\n{script}");
    }
}

#[test]
fn no_file_of_a_stranger_stops_the_program() {
    let deep = format!("{}{}\n", "{x:".repeat(50_000), "}".repeat(50_000));
    assert!(
        mistakes(&deep)
            .iter()
            .any(|(.., words)| words.contains("nested"))
    );
    let brackets = format!("~ x = {}1\n", "(".repeat(50_000));
    assert!(!mistakes(&brackets).is_empty());
    let nots = format!("{{{}x: y}}\n", "!".repeat(50_000));
    assert!(!mistakes(&nots).is_empty());
    let mut turns = |path: &str| Ok(format!("INCLUDE {path}\n"));
    let (found, _) = read("a.ink", "INCLUDE b.ink\n", &mut turns).unwrap_err();
    assert!(found[0].message.contains("includes itself"), "{found:?}");
    let mut numbers = 0;
    let mut endless = |_: &str| {
        numbers += 1;
        Ok(format!("INCLUDE {numbers}.ink\n"))
    };
    let (found, _) = read("a.ink", "INCLUDE 0.ink\n", &mut endless).unwrap_err();
    assert!(found[0].message.contains("files"), "{found:?}");
    for odd in [
        "", "\u{feff}", "{", "}", "*", "-", "->", "{|", "[", "~", "<-", "#", "\\", "===", "VAR",
        "{:}", "* {", "- (", "->->", "{!}", "LIST x =",
    ] {
        let _ = read("odd.ink", odd, &mut included);
    }
    let crlf = "\u{feff}Hi.\r\n* [Go]\r\n  There.\r\n";
    let (outline, ..) = imported(crlf);
    assert_eq!(outline.prose.text, "Hi.\n\nThere.\n");
}

#[test]
fn the_words_of_a_choice_may_be_on_the_line_after_its_conditions() {
    let (_, script, _) = imported(
        "VAR x = 1\nHi.\n- (top) On.\n~ x = x - 1\n* {x < 2} {x > 0}\n  [Push] -> top\n* ->\n- Over.\n",
    );
    assert!(script.contains("say: \"Push\""), "{script}");
}
