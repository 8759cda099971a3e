//! Why words need quotation marks, and how they are written with them.

use super::values::{closing, matching};
use crate::quote::quoted;
use cuebook_core::diagnostic::{Diagnostic, Span};

/// The reason why words need quotation marks.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// They begin with a quotation mark that is not their own.
    Mark(char),
    /// They begin with a character that has a meaning.
    First(char),
    /// They contain `: `.
    Colon,
    /// They contain a comma, between brackets.
    Comma,
    /// They contain ` #`.
    Hash,
    /// They contain brackets.
    Bracket,
}

/// Words in quotation marks, and the advice to write them.
pub(super) struct Way {
    pub advice: String,
    pub words: String,
}

/// Words that begin with an apostrophe in English, without it.
const CLIPPED: &[&str] = &[
    "tis", "twas", "twere", "twill", "twould", "tisn't", "twasn't", "em", "til", "till", "cause",
    "bout", "round", "neath", "gainst", "cept", "ere", "un", "ud", "ave", "ow", "im", "is", "er",
    "nother", "nuff", "fraid", "scuse", "pon", "mongst", "tween", "stead", "cross", "way",
    "morning",
];

impl Why {
    /// Returns the first reason; `None` for words that need no quotation marks.
    pub(crate) fn of(words: &str) -> Option<Why> {
        let first = words.chars().next()?;
        let second = words.chars().nth(1);
        let is_apart = second.is_none_or(char::is_whitespace);
        match first {
            '"' | '\'' => return Some(Why::Mark(first)),
            // A list or a mapping that goes on after its line.
            '[' | '{' if matching(words, 0).is_none() => return None,
            // An alias is one word.
            '*' if !words.contains(' ') => return None,
            '-' | '?' | ':' if !is_apart => {}
            '-' | '?' | ':' | ',' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | '#' => {
                return Some(Why::First(first));
            }
            _ => {}
        }
        let colon = words
            .find(": ")
            .or(words.ends_with(':').then_some(words.len()));
        let all = [
            (colon, Why::Colon),
            (words.find(" #"), Why::Hash),
            (words.find(['[', ']', '{', '}']), Why::Bracket),
        ];
        let found = all.into_iter().filter_map(|(at, why)| Some((at?, why)));
        let first = found.min_by_key(|(at, _)| *at).map(|(_, why)| why);
        // A comma alone is never a mistake of form.
        first.or(words.contains(',').then_some(Why::Comma))
    }

    /// Returns the message about the words.
    pub(super) fn message(self) -> String {
        match self {
            Why::Mark(mark) => format!("these words begin with `{mark}`, which does not end them"),
            Why::First(first) => format!("words cannot begin with {} here", named(first)),
            Why::Colon => "these words contain `: `, which ends a key".to_owned(),
            Why::Comma => Why::comma().to_owned(),
            Why::Hash => "these words contain ` #`, which begins a comment".to_owned(),
            Why::Bracket => {
                "these words contain brackets, which begin and end lists and mappings".to_owned()
            }
        }
    }

    /// Returns the message about words that a comma cuts.
    pub(crate) fn comma() -> &'static str {
        "these words contain a comma, which ends a value in brackets"
    }

    fn advice(self) -> String {
        let what = match self {
            Why::Mark(_) => return "put all of the words in quotation marks".to_owned(),
            Why::First(first) => format!("begin with {}", named(first)),
            Why::Colon => "contain a colon".to_owned(),
            Why::Comma => "contain a comma".to_owned(),
            Why::Hash => "contain ` #`".to_owned(),
            Why::Bracket => "contain brackets".to_owned(),
        };
        format!("put words that {what} in quotation marks")
    }
}

/// Adds the advice to put words in quotation marks, with the edit.
pub(crate) fn marked(found: Diagnostic, source: &str, span: Span, why: Why) -> Diagnostic {
    let ways = ways(span.of(source), why).into_iter();
    ways.fold(found, |found, way| found.mend(way.advice, span, way.words))
}

/// Returns the ways to write words in quotation marks, the likeliest first.
pub(super) fn ways(words: &str, why: Why) -> Vec<Way> {
    let whole = |advice: String| Way {
        advice,
        words: in_marks(words),
    };
    let closed = |inner: &str| Way {
        advice: "close the quotation mark at the end of the words".to_owned(),
        words: in_marks(inner.trim_end()),
    };
    let (Why::Mark(mark), Some(inner)) = (why, words.get(1..)) else {
        return Vec::from([whole(why.advice())]);
    };
    let own = inner.strip_suffix(mark);
    match own {
        // The marks around the words are their own, and those within them are not.
        Some(inner) if mark == '\'' || opens_second(inner, mark) => Vec::from([Way {
            advice: format!("write a `{mark}` within the words so that it does not end them"),
            words: in_marks(inner),
        }]),
        None if mark == '"' && !inner.contains(mark) => Vec::from([closed(inner)]),
        None if mark == '\'' && is_clipped(inner) => {
            let advice = "put words that begin with an apostrophe in quotation marks";
            Vec::from([whole(advice.to_owned())])
        }
        None if mark == '\'' && closing(words, 0, b'\'').is_none() => {
            let advice = "or, if it is an apostrophe, put `\"…\"` around the whole";
            Vec::from([closed(inner), whole(advice.to_owned())])
        }
        _ => Vec::from([whole(why.advice())]),
    }
}

fn named(first: char) -> String {
    match first {
        '`' => "a backtick".to_owned(),
        first => format!("`{first}`"),
    }
}

/// Returns whether the second mark of words opens a quotation within them.
fn opens_second(inner: &str, mark: char) -> bool {
    inner.find(mark).is_some_and(|at| {
        let before = inner[..at].chars().next_back();
        before.is_some_and(char::is_whitespace)
    })
}

fn is_clipped(inner: &str) -> bool {
    let end = inner.find(|c: char| !(c.is_alphanumeric() || c == '\''));
    let word = inner[..end.unwrap_or(inner.len())].to_lowercase();
    CLIPPED.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns words in the marks that need the fewest escapes, in place of printed marks around them.
pub(crate) fn in_marks(words: &str) -> String {
    let words = printed(words).unwrap_or(words);
    let single = words.contains(['"', '\\']) && !words.contains('\'');
    quoted(words, if single { '\'' } else { '"' })
}

/// Returns the words within printed quotation marks, which YAML reads as part of the words.
pub(crate) fn printed(words: &str) -> Option<&str> {
    const PAIRS: [(char, char); 5] = [
        ('\u{201C}', '\u{201D}'),
        ('\u{2018}', '\u{2019}'),
        ('\u{201E}', '\u{201C}'),
        ('\u{201E}', '\u{201D}'),
        ('\u{AB}', '\u{BB}'),
    ];
    let within = |(open, close): &(char, char)| words.strip_prefix(*open)?.strip_suffix(*close);
    let inner = PAIRS.iter().find_map(within)?;
    (!inner.is_empty() && !inner.contains(['\u{201C}', '\u{201D}', '\u{201E}'])).then_some(inner)
}
