//! Blocks of a text: lines between blank lines.

use std::ops::Range;

use cuebook_core::roman;

/// Lines that no blank line divides.
#[derive(Clone, Debug)]
pub(in crate::outline::prose) struct Block<'t> {
    /// The bytes from the start of its first line to the end of its last.
    pub span: Range<usize>,
    pub text: &'t str,
}

/// Returns the blocks in a part of a text. In a text without blank lines, every line
/// is a block.
#[must_use]
pub(in crate::outline::prose) fn blocks(text: &str, within: Range<usize>) -> Vec<Block<'_>> {
    let inner = &text[within.clone()];
    let gaps = inner.lines().any(|line| line.trim().is_empty());
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut at = within.start;
    let mut open = false;
    for line in inner.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        let end = start + line.trim_end().len();
        match found.last_mut().filter(|_| open && gaps) {
            Some(block) => {
                block.span.end = end;
                block.text = &text[block.span.clone()];
            }
            None => found.push(Block {
                span: start..end,
                text: &text[start..end],
            }),
        }
        open = true;
    }
    found
}

impl Block<'_> {
    pub(in crate::outline::prose) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// Returns the block as one line.
    #[must_use]
    pub(in crate::outline::prose) fn line(&self) -> String {
        let line = self.lines().collect::<Vec<_>>().join(" ");
        line.trim_matches(['_', '*', '#', '=', ' ']).to_owned()
    }

    #[must_use]
    pub(in crate::outline::prose) fn low(&self) -> String {
        self.line().to_lowercase().replace('’', "'")
    }

    /// Returns whether it is the heading of a chapter, an act or a scene.
    #[must_use]
    pub(in crate::outline::prose) fn is_heading(&self) -> bool {
        if self.text.trim_start().starts_with('#') {
            return true;
        }
        // Two headings are a list.
        let one = self.lines().filter(|line| is_titled(&words(line))).count() < 2
            || self.lines().count() < 2;
        let words = words(&self.line());
        // `FIRST WITCH` is a person, and `I sing of glass` a line of verse.
        let pronoun = words.len() > 1 && words[0] == "i" && {
            let line = self.line();
            let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
            let alone = self
                .lines()
                .next()
                .is_some_and(|first| first.trim().len() == 1);
            let rest = line.trim_start_matches(['i', 'I']).trim_start();
            !alone && !rest.starts_with(['.', ':', ')', '-', '—', '–'])
        };
        let numeral = !pronoun
            && words
                .first()
                .is_some_and(|first| is_number(first) && !is_ordinal(first))
            && words.len() <= 8
            && self.lines().count() <= 2
            && !self.ends_sentence();
        one && (is_titled(&words) || numeral) && self.lines().count() <= 3 && self.line().len() < 90
    }

    fn ends_sentence(&self) -> bool {
        let line = self.line();
        line.trim_end_matches(['”', '"', '’', '\''])
            .ends_with(['.', '!', '?', '…', ',', ';'])
            && words(&line).len() > 3
    }

    /// Returns whether it is a few short lines, as on a title page.
    #[must_use]
    pub(in crate::outline::prose) fn is_display(&self) -> bool {
        let short = self.lines().all(|line| line.chars().count() <= 60);
        short && self.lines().count() <= 10 && !self.is_prose()
    }

    /// Returns whether it is prose: sentences, not a list or a heading.
    #[must_use]
    pub(in crate::outline::prose) fn is_prose(&self) -> bool {
        let lines: Vec<&str> = self.lines().collect();
        if self.line().starts_with(['“', '"', '‘', '—']) {
            return true;
        }
        let runs_on = lines
            .iter()
            .skip(1)
            .filter(|line| line.starts_with(char::is_lowercase))
            .count();
        let listed = |line: &&&str| is_entry(line);
        let entries = lines.iter().filter(listed).count();
        if lines.len() > 1 {
            return runs_on * 3 >= lines.len() - 1 && entries * 2 < lines.len()
                || entries == 0 && self.ends_sentence();
        }
        !lines.first().is_some_and(|line| is_entry(line))
            && (self.ends_sentence() || self.line().len() > 90)
    }
}

/// Returns whether words begin as the heading of a chapter: `Chapter 1`, `First Act`.
fn is_titled(words: &[String]) -> bool {
    const NAMES: &str = "chapter part book volume act scene prologue epilogue preface introduction foreword letter canto \
        stave episode";
    let is_name = |word: &String| NAMES.split_ascii_whitespace().any(|name| name == word);
    let Some(first) = words.first() else {
        return false;
    };
    let counted = words.get(1).is_none_or(|word| is_number(word)) || words.len() < 3;
    let ordinal = words.len() <= 3
        && words
            .last()
            .is_some_and(|last| matches!(last.as_str(), "act" | "scene"));
    is_name(first) && counted || ordinal
}

/// Returns whether a line without a mark can be a title: a few words, each with a capital but for
/// short ones.
#[must_use]
pub(super) fn is_title(line: &str) -> bool {
    const MOST: usize = 9;
    let mut words = line.split_whitespace();
    let first = words
        .next()
        .is_some_and(|word| word.starts_with(char::is_alphanumeric));
    let capital = |word: &str| !word.starts_with(char::is_lowercase) || word.chars().count() < 5;
    first
        && line.starts_with(|c: char| !c.is_lowercase())
        && line.split_whitespace().count() <= MOST
        && words.all(capital)
        && !line.ends_with(['.', ',', ';', ':', '…', '-', '—', '–'])
}

/// Returns whether a heading is only the number of a chapter: `Chapter 2`, `XII`.
#[must_use]
pub(super) fn is_numbered(line: &str) -> bool {
    let words = words(line);
    match words.as_slice() {
        [only] => is_number(only) || is_titled(&words),
        [name, number] => is_titled(std::slice::from_ref(name)) && is_number(number),
        _ => false,
    }
}

/// Returns whether a line can be an entry of a list of chapters or pictures.
fn is_entry(line: &str) -> bool {
    let words = words(line);
    if words.is_empty() || line.chars().count() > 90 {
        return false;
    }
    let first = words[0].as_str();
    let named = matches!(first, "chapter" | "part" | "book" | "act" | "scene");
    // `I. The Mill`, but not `I had`
    let mark = line.get(first.len()..).unwrap_or("").trim_start();
    let marked = mark.is_empty()
        || mark.starts_with(['.', ')', ':', '-', '—'])
        || mark.starts_with(char::is_uppercase);
    let numbered = named || is_number(first) && marked;
    // `Chapter One ..... 3`, but not `for an hour.[1]`
    let last = line.split_whitespace().next_back().unwrap_or("");
    let page = last.trim_matches(['.', '…', '_', '·']);
    let paged = words.len() > 1
        && !page.is_empty()
        && (page.chars().all(|c| c.is_ascii_digit())
            || page.len() > 1 && page.len() < 6 && page.chars().all(|c| "ivx".contains(c)));
    let long = || {
        line.split_whitespace()
            .filter(|word| word.chars().count() > 3)
    };
    let capitals = long()
        .filter(|word| {
            word.trim_start_matches(['“', '"', '_', '('])
                .starts_with(char::is_uppercase)
        })
        .count();
    let titled = capitals * 5 >= long().count() * 3 && words.len() <= 14;
    numbered && words.len() <= 20 || paged || titled
}

/// Returns the words of a line in small letters.
#[must_use]
pub(in crate::outline::prose) fn words(line: &str) -> Vec<String> {
    let parts = line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn is_ordinal(word: &str) -> bool {
    const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth last";
    ORDINALS.split(' ').any(|ordinal| ordinal == word)
}

/// Returns whether a word is a number, in digits, Roman numerals or words.
#[must_use]
pub(in crate::outline::prose) fn is_number(word: &str) -> bool {
    const NUMBERS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty first \
        second third fourth fifth sixth seventh eighth ninth tenth the last";
    let low = word.to_lowercase();
    low.chars().all(|c| c.is_ascii_digit())
        || low.len() < 9 && roman::value(&low.to_uppercase()).is_some()
        || NUMBERS
            .split(' ')
            .any(|number| number == low && number != "the")
}
