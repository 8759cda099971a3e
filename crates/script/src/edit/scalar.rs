//! Values as written in YAML. The module takes values and returns text without line ends, which
//! YAML reads back as the same value. Quotation marks are used only if YAML needs them or the
//! neighbours have them.

use super::{Text, Value};
use cuebook_core::unseen::is_unseen;
use cuebook_yaml::quote::{needs_escape, quoted};

/// Whether a value is between brackets, where commas and brackets have a special meaning.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    Block,
    Flow,
}

/// The writing style of the author of a script.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct WritingStyle {
    /// The quotation mark of the neighbours, if they have one.
    pub mark: Option<char>,
    /// Whether braces have no space inside them.
    pub tight: bool,
}

/// Returns a value on one line, with lists and mappings in brackets.
pub(crate) fn value(value: &Value, around: Around, style: WritingStyle) -> String {
    match value {
        Value::Text(text) => scalar(text, around, style.mark),
        Value::List(items) if items.is_empty() => "[]".to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|i| self::value(i, Around::Flow, style))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| entry((key, value), Around::Flow, style))
                .collect();
            braces(&entries.join(", "), style)
        }
    }
}

/// Returns a key with its value.
pub(crate) fn entry((key, value): (&str, &Value), around: Around, style: WritingStyle) -> String {
    let value = self::value(value, around, style);
    let entry = format!("{}: {value}", self::key(key, around));
    entry.trim_end().to_owned()
}

/// Returns text in braces.
pub(crate) fn braces(inside: &str, style: WritingStyle) -> String {
    match style.tight {
        true => format!("{{{inside}}}"),
        false => format!("{{ {inside} }}"),
    }
}

/// Returns a key.
pub(crate) fn key(key: &str, around: Around) -> String {
    let words = Text {
        text: key.to_owned(),
        words: true,
    };
    scalar(&words, around, None)
}

/// Returns a single value. `mark` is the quotation mark of its neighbours, if they have one.
pub(crate) fn scalar(text: &Text, around: Around, mark: Option<char>) -> String {
    if !text.words && text.text.is_empty() {
        return String::new();
    }
    let bare = is_plain(&text.text, around) && !(text.words && means_otherwise(&text.text));
    match mark {
        None if bare => text.text.clone(),
        // A quantity has the same meaning in quotation marks, but is usually written without them.
        Some(_) if bare && !text.words => text.text.clone(),
        Some('\'') => quoted(&text.text, '\''),
        _ => {
            let single = text.text.contains(['"', '\\']) && !text.text.contains('\'');
            let mark = if mark.is_none() && single { '\'' } else { '"' };
            quoted(&text.text, mark)
        }
    }
}

/// Returns whether words can be written without quotation marks.
fn is_plain(text: &str, around: Around) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let second = text.chars().nth(1);
    let begins = match first {
        '-' => second.is_some_and(|c| !c.is_whitespace() && c != '-' && !",[]{}".contains(c)),
        c => !"?:,[]{}#&*!|>'\"%@`=<".contains(c),
    };
    let flow = around == Around::Flow && text.contains([',', '[', ']', '{', '}', ':']);
    begins
        && !flow
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && !text.contains(|c: char| needs_escape(c) || (c.is_whitespace() && c != ' '))
        // Beside a sign of YAML it would look like a space.
        && !text.contains(is_unseen)
}

/// Returns whether some YAML reader would take plain words for a boolean, a number or an empty
/// value.
fn means_otherwise(text: &str) -> bool {
    let lower = text.to_lowercase();
    let known = [
        "true", "false", "null", "~", "yes", "no", "on", "off", "y", "n",
    ];
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "+-._:xo".contains(c));
    known.contains(&lower.as_str()) || number || matches!(lower.as_str(), ".inf" | "-.inf" | ".nan")
}
