//! Removes marks of emphasis. Unpaired marks remain.

/// Returns a line without the marks of `*italics*`, `**bold**` and `_underline_`.
/// A mark after a backslash remains.
pub(super) fn plain(line: &str) -> String {
    let letters = letters(line);
    let runs = runs(&letters);
    let mut marks = vec![false; letters.len()];
    let mut open: Vec<&Run> = Vec::new();
    for run in &runs {
        let partner = open.iter().rposition(|o| o.is_partner(run));
        match partner.filter(|_| run.closes) {
            Some(place) => {
                for run in [open[place], run] {
                    marks[run.at..run.at + run.length].fill(true);
                }
                open.truncate(place);
            }
            None if run.opens => open.push(run),
            None => {}
        }
    }
    let kept = letters.iter().zip(&marks).filter(|(_, mark)| !**mark);
    let plain: String = kept.map(|((c, _), _)| *c).collect();
    plain.trim().to_owned()
}

/// Returns the letters, and whether a backslash was before each. A backslash before the first word
/// keeps the line from being another element.
fn letters(line: &str) -> Vec<(char, bool)> {
    let mut found = Vec::new();
    let first = line
        .strip_prefix('\\')
        .filter(|line| line.starts_with(char::is_alphanumeric));
    let line = first.unwrap_or(line);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {
                found.push((*next, true));
                chars.next();
            }
            _ => found.push((c, false)),
        }
    }
    found
}

/// A run of equal marks.
struct Run {
    at: usize,
    length: usize,
    mark: char,
    opens: bool,
    closes: bool,
}

impl Run {
    fn is_partner(&self, other: &Run) -> bool {
        self.mark == other.mark && self.length == other.length
    }
}

fn runs(letters: &[(char, bool)]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(&(mark, escaped)) = letters.get(at) {
        if escaped || !matches!(mark, '*' | '_') {
            at += 1;
            continue;
        }
        let length = letters[at..]
            .iter()
            .take_while(|l| **l == (mark, false))
            .count();
        let beside = |place: Option<usize>| place.and_then(|p| letters.get(p)).map_or(' ', |l| l.0);
        let before = beside(at.checked_sub(1));
        let after = beside(Some(at + length));
        // `snake_case` is not underlined.
        let within = mark == '_' && before.is_alphanumeric() && after.is_alphanumeric();
        if length <= 3 && !within {
            runs.push(Run {
                at,
                length,
                mark,
                opens: !after.is_whitespace(),
                closes: !before.is_whitespace(),
            });
        }
        at += length;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_marks_are_removed_and_others_remain() {
        for (line, expected) in [
            (
                "*italics* and **bold** and ***both***",
                "italics and bold and both",
            ),
            ("_under **all** of it_", "under all of it"),
            (
                "He dialled *69 and then *23.",
                "He dialled *69 and then *23.",
            ),
            ("dial \\*69\\* now", "dial *69* now"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("a_snake_case", "a_snake_case"),
            ("*lone", "*lone"),
            ("_**Brick & Steel**_", "Brick & Steel"),
            ("five ***** stars", "five ***** stars"),
            ("\\", "\\"),
        ] {
            assert_eq!(plain(line), expected, "{line}");
        }
    }
}
