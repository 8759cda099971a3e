//! Writes letters of any script as Latin letters in small type. Letters of the language keep their
//! accents.

use crate::reading::letters;

/// Returns a word in small Latin letters. A word with letters never becomes empty.
pub(in crate::reading) fn latin(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.chars().all(is_plain) {
        true => lower,
        false => letters::latin(&lower).to_lowercase(),
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_lowercase() || c == '\'' || "àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿ".contains(c)
}
