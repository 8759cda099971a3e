//! The words and signs of an expression.

use cuebook_core::diagnostic::Span;

use super::scan::{self, Number};
use super::{Fault, Operator};
use crate::variable::{RESERVED, begins_name, goes_on};

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(String),
    Number(i64),
    Flag(bool),
    Not,
    Operator(Operator),
    Open,
    Close,
}

/// Signs with a meaning. A longer sign is before its beginning.
const SIGNS: &[(&str, Token)] = &[
    ("==", Token::Operator(Operator::Equal)),
    ("!=", Token::Operator(Operator::Unequal)),
    ("<=", Token::Operator(Operator::AtMost)),
    (">=", Token::Operator(Operator::AtLeast)),
    ("<", Token::Operator(Operator::Less)),
    (">", Token::Operator(Operator::More)),
    ("+", Token::Operator(Operator::Plus)),
    ("-", Token::Operator(Operator::Minus)),
    ("*", Token::Operator(Operator::Times)),
    ("(", Token::Open),
    (")", Token::Close),
];

/// Signs of other languages, each with the one that is meant. They are looked at first.
const FOREIGN: &[(&str, &str)] = &[
    ("===", "=="),
    ("!==", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("&&", "and"),
    ("||", "or"),
    ("&", "and"),
    ("|", "or"),
    ("≠", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("−", "-"),
    ("–", "-"),
    ("×", "*"),
    ("·", "*"),
];

/// Signs that set a variable in other languages.
const SETTING: &[&str] = &["+=", "-=", "*=", ":=", "++"];

/// The largest number of words and signs in an expression.
const MOST: usize = 500;

/// Reads all words and signs of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, Fault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, length) = token(text, at)?;
        found.push((token, Span::new(at, at + length)));
        at += length;
        if found.len() > MOST {
            let message = format!("an expression has at most {MOST} words and signs");
            return Err(Fault::new(Span::new(0, text.len()), message)
                .hint("split it: let a variable remember a part of it"));
        }
    }
    Ok(found)
}

/// Reads the word or sign at a place; returns it with its length in bytes.
fn token(text: &str, at: usize) -> Result<(Token, usize), Fault> {
    let rest = &text[at..];
    let first = rest.chars().next().unwrap_or(' ');
    if begins_name(first) {
        return name(rest, at);
    }
    if first.is_ascii_digit() {
        return number(rest, at);
    }
    foreign(text, at)?;
    scan::sign(rest, SIGNS).ok_or_else(|| no_sign(rest, first, at))
}

/// Reads a name or a reserved word. A hyphen belongs to a name if a letter or a digit follows.
fn name(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let mut letters = rest.char_indices().peekable();
    let mut length = 0;
    while let Some((start, c)) = letters.next() {
        let follows = letters.peek().is_some_and(|(_, next)| goes_on(*next));
        if !(goes_on(c) || (c == '-' && follows)) {
            break;
        }
        length = start + c.len_utf8();
    }
    let name = &rest[..length];
    let token = match name {
        "and" => Token::Operator(Operator::And),
        "or" => Token::Operator(Operator::Or),
        "not" => Token::Not,
        "true" | "false" => Token::Flag(name == "true"),
        _ => {
            let small = RESERVED.iter().find(|word| name.eq_ignore_ascii_case(word));
            if let Some(small) = small {
                let span = Span::new(at, at + length);
                let message = format!("`{name}` is written in small letters");
                return Err(Fault::new(span, message).write(span, *small));
            }
            Token::Name(name.to_owned())
        }
    };
    Ok((token, length))
}

/// Reads a whole number.
fn number(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let digits = scan::length(rest, |c| c.is_ascii_digit());
    let (read, length) = scan::number(rest, &['.', ',']).unwrap_or((Number::Whole(None), digits));
    let span = Span::new(at, at + length);
    if length > digits {
        return Err(Fault::new(span, "numbers are whole").write(span, &rest[..digits]));
    }
    if rest[length..].starts_with(begins_name) {
        let length = length + scan::length(&rest[length..], goes_on);
        let message = format!(
            "`{}` begins with a digit; a name begins with a letter",
            &rest[..length]
        );
        return Err(Fault::new(Span::new(at, at + length), message));
    }
    match read {
        Number::Whole(Some(number)) => Ok((Token::Number(number), length)),
        _ => Err(Fault::new(
            span,
            format!("numbers are at most {}", i64::MAX),
        )),
    }
}

/// Reports a sign of another language.
fn foreign(text: &str, at: usize) -> Result<(), Fault> {
    let (before, rest) = text.split_at(at);
    if let Some(sign) = SETTING.iter().find(|sign| rest.starts_with(**sign)) {
        let span = Span::new(at, at + sign.len());
        let message = format!("`{sign}` is no operator: an expression changes no variable");
        return Err(Fault::new(span, message)
            .hint("in `set`, write the new value alone, such as `courage + 1`"));
    }
    let sign = FOREIGN.iter().find(|(sign, _)| rest.starts_with(sign));
    let (sign, right) = match sign {
        Some((sign, right)) => (*sign, *right),
        None if rest.starts_with('=') && !rest.starts_with("==") => ("=", "=="),
        None if rest.starts_with('!') && !rest.starts_with("!=") => ("!", "not"),
        None => return Ok(()),
    };
    let span = Span::new(at, at + sign.len());
    let message = match sign {
        "=" => "`=` compares nothing".to_owned(),
        _ => format!("`{sign}` is no operator here"),
    };
    let mut fault = Fault::new(span, message).write(span, right);
    let edit = fault.hint.as_mut().and_then(|hint| hint.replace.as_mut());
    if let (Some((_, edit)), true) = (edit, right.starts_with(char::is_alphabetic)) {
        *edit = spaced(before, right, &rest[sign.len()..]);
    }
    Err(fault)
}

/// A word with spaces where it touches the text before or after it.
fn spaced(before: &str, word: &str, after: &str) -> String {
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '(');
    let start = if touches(before.chars().next_back()) {
        " "
    } else {
        ""
    };
    let end = if touches(after.chars().next()) || after.starts_with('(') {
        " "
    } else {
        ""
    };
    format!("{start}{word}{end}")
}

/// The mistake of a character that no expression contains.
fn no_sign(rest: &str, first: char, at: usize) -> Fault {
    let span = Span::new(at, at + first.len_utf8());
    match first {
        '/' | '%' | '^' => Fault::new(span, format!("`{first}` is no operator"))
            .hint("expressions calculate with `+`, `-` and `*`"),
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' => {
            let inside = &rest[first.len_utf8()..];
            let marks = |c: char| "\"'“”‘’«»".contains(c);
            let fault = Fault::new(span, "words are written without quotation marks");
            match inside.find(marks) {
                Some(end) => {
                    let closing = inside[end..].chars().next().map_or(0, char::len_utf8);
                    let whole = Span::new(at, span.end + end + closing);
                    Fault { span: whole, ..fault }.write(whole, inside[..end].trim())
                }
                None => fault,
            }
        }
        '.' | ',' | ';' | ':' | '?' => Fault::new(span, format!("`{first}` has no meaning here"))
            .hint("expressions contain names, whole numbers, `and or not`, comparisons, `+ - *` and brackets"),
        '[' | ']' | '{' | '}' => Fault::new(span, format!("`{first}` is no bracket here"))
            .hint("brackets are round: `(` and `)`"),
        _ => Fault::new(span, format!("`{first}` has no meaning here")),
    }
}
