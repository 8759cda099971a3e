//! The file names of recordings: a line and the number of a take. Takes a name
//! without its extension and returns a line. A name that is a whole line name is
//! not split into a line and a take.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use unicode_normalization::UnicodeNormalization;

use crate::book::Book;
use crate::exchange::line_id::Named;
use cuebook_core::diagnostic::nearest;

/// The lines, by every name that a file may use for them.
pub(crate) struct Names<'a> {
    all: &'a [Named],
    exact: BTreeMap<String, usize>,
    /// The names in small letters, each with its lines. There are several lines
    /// where names differ only in capitals.
    folded: BTreeMap<String, Vec<usize>>,
}

impl<'a> Names<'a> {
    /// Collects the names of all lines.
    #[must_use]
    pub(crate) fn new(book: &Book, all: &'a [Named]) -> Names<'a> {
        let mut exact = BTreeMap::new();
        let mut folded: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, named) in all.iter().enumerate() {
            exact.insert(composed(&named.id), place);
            folded
                .entry(composed(&named.id).to_lowercase())
                .or_default()
                .push(place);
        }
        // The timeline calls a line without a name `p3.2`. A line that has this
        // name in the script goes first.
        for (place, named) in all.iter().enumerate() {
            let made = &book.lines[named.line].id;
            if let Entry::Vacant(free) = folded.entry(made.to_lowercase()) {
                exact.insert(made.clone(), place);
                free.insert(vec![place]);
            }
        }
        Names { all, exact, folded }
    }

    /// Returns the line of a name and the number of the take, from 1.
    ///
    /// # Errors
    /// The reason why the name belongs to no line, in words.
    pub(crate) fn line(&self, stem: &str) -> Result<(usize, u32), String> {
        let stem = composed(stem.trim());
        if let Some(line) = self.called(&stem)? {
            return Ok((line, 1));
        }
        if let Some((name, take)) = with_take(&stem)
            && let Some(line) = self.called(name)?
        {
            return Ok((line, take));
        }
        let name = with_take(&stem).map_or(stem.as_str(), |(name, _)| name);
        let names = || self.all.iter().map(|named| named.id.as_str());
        let near = nearest(&stem, names()).or_else(|| nearest(name, names()));
        let near = near.map(|near| format!("; did you mean `{near}`?"));
        let near = near.unwrap_or_default();
        Err(format!("no line is called `{stem}`{near}"))
    }

    fn called(&self, name: &str) -> Result<Option<usize>, String> {
        if let Some(line) = self.exact.get(name) {
            return Ok(Some(*line));
        }
        match self.folded.get(&name.to_lowercase()).map(Vec::as_slice) {
            Some([line]) => Ok(Some(*line)),
            Some(several) => {
                let names: Vec<String> = several
                    .iter()
                    .map(|line| format!("`{}`", self.all[*line].id))
                    .collect();
                Err(format!(
                    "it may be {}: use the same capital letters",
                    names.join(" or ")
                ))
            }
            None => Ok(None),
        }
    }
}

/// Composes letters with their accents; some file systems store them apart.
fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// Splits a name from the take at its end: `go_take2`, `go-2`, `go (2)`, `go t3`.
fn with_take(stem: &str) -> Option<(&str, u32)> {
    let bare = stem.strip_suffix(')').unwrap_or(stem);
    let head = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let take: u32 = bare[head.len()..].parse().ok()?;
    let parted = head.trim_end_matches(['-', '_', ' ', '(', '#']);
    for word in ["take", "tk", "t"] {
        let Some(at) = parted.len().checked_sub(word.len()) else {
            continue;
        };
        let tail = parted
            .get(at..)
            .is_some_and(|tail| tail.eq_ignore_ascii_case(word));
        let name = parted.get(..at).unwrap_or("");
        let trimmed = name.trim_end_matches(['-', '_', ' ', '(']);
        if tail && trimmed.len() < name.len() && !trimmed.is_empty() {
            return Some((trimmed, take));
        }
    }
    (parted.len() < head.len() && !parted.is_empty()).then_some((parted, take))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_take_is_at_the_end_of_a_name() {
        for (stem, expected) in [
            ("p12.3_take2", Some(("p12.3", 2))),
            ("go-2", Some(("go", 2))),
            ("go_03", Some(("go", 3))),
            ("go (4)", Some(("go", 4))),
            ("go Take 5", Some(("go", 5))),
            ("go-t6", Some(("go", 6))),
            ("go_TK07", Some(("go", 7))),
            ("anna-1-take-2", Some(("anna-1", 2))),
            ("start2", None),
            ("go2", None),
            ("take2", None),
            ("go", None),
            ("p12.3", None),
        ] {
            assert_eq!(with_take(stem), expected, "{stem}");
        }
    }
}
