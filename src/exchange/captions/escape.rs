//! Marks in texts: what the formats read as their own, and the direction of a row.

use cuebook_core::markup::escaped;

/// Returns a text in which WebVTT and XML read no marks.
#[must_use]
pub(super) fn markup(text: &str) -> String {
    // XML has no other control characters.
    escaped(text.chars().map(|c| if c.is_control() { ' ' } else { c }))
}

/// Returns whether a row is read from right to left: whether its first letter is.
#[must_use]
pub(super) fn is_right_to_left(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Returns a row with the mark that makes its punctuation stand on the right side.
#[must_use]
pub(super) fn directed(text: String) -> String {
    match is_right_to_left(&text) {
        true => format!("\u{200f}{text}\u{200f}"),
        false => text,
    }
}
