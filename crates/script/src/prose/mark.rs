//! Quotation marks. The module takes a paragraph and returns its marks with the characters beside
//! them.

use std::ops::Range;

use super::paragraph::is_white;

/// Marks that close one another.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
    SingleAngle,
    Corner,
    WhiteCorner,
}

/// One quotation mark of a paragraph with the characters beside it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Mark {
    pub at: usize,
    pub c: char,
    pub family: Family,
    /// The character before it; white space at the start or the end of the paragraph.
    pub before: char,
    pub after: char,
}

impl Mark {
    /// Returns whether the mark is where an opening mark would be: after white space or an opening
    /// sign, and before words.
    pub(super) fn leads(&self) -> bool {
        let apart = is_white(self.before) || "([{—–-/“„«‘\"'¿¡".contains(self.before);
        apart && !is_white(self.after)
    }

    /// Returns whether the mark is where a closing mark would be: after words, and before white
    /// space or a mark.
    pub(super) fn trails(&self) -> bool {
        let words = self.before.is_alphanumeric() || ".,!?…—–-;)*’'".contains(self.before);
        words && !self.after.is_alphanumeric()
    }

    pub(super) fn end(&self) -> usize {
        self.at + self.c.len_utf8()
    }

    pub(super) fn is_straight(&self) -> bool {
        matches!(self.c, '"' | '＂')
    }
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' | '〝' | '〞' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' | '＇' => Some(Family::Single),
        '«' | '»' => Some(Family::Angle),
        '‹' | '›' => Some(Family::SingleAngle),
        '「' | '」' => Some(Family::Corner),
        '『' | '』' => Some(Family::WhiteCorner),
        _ => None,
    }
}

/// Returns the marks of the paragraph, without apostrophes inside words and signs for inches.
pub(super) fn marks(text: &str, within: &Range<usize>) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text[within.clone()].char_indices() {
        if let Some(family) = family(c) {
            let mark = Mark {
                at: within.start + at,
                c,
                family,
                before,
                after: text[within.start + at + c.len_utf8()..within.end]
                    .chars()
                    .next()
                    .unwrap_or(' '),
            };
            let in_word = before.is_alphanumeric() && mark.after.is_alphanumeric();
            let hebrew = in_word && ('\u{5d0}'..='\u{5ea}').contains(&before);
            if !(in_word && family == Family::Single || hebrew && c == '"') {
                found.push(mark);
            }
        }
        before = c;
    }
    found
}
