//! Fits a text into columns.

/// Wraps a text to `width` columns. A longer word gets a whole line.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Shortens a text to the whole sentences that fit, or else to the whole words that fit
/// and an ellipsis.
pub(super) fn cut(text: &str, width: usize, more: &str) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let ends = text.match_indices(". ").map(|(at, _)| &text[..=at]);
    if let Some(sentences) = ends.filter(|text| text.chars().count() <= width).last() {
        return sentences.to_owned();
    }
    let line = wrapped(text, width.saturating_sub(more.chars().count()));
    let line = line.into_iter().next().unwrap_or_default();
    format!("{}{more}", line.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_and_cut_between_words() {
        assert_eq!(wrapped("a door falls shut", 8), ["a door", "falls", "shut"]);
        assert_eq!(cut("a door, far off", 15, "…"), "a door, far off");
        assert_eq!(cut("a door, far off", 9, "…"), "a door…");
        assert_eq!(cut("A door. It is far off.", 12, "…"), "A door.");
    }
}
