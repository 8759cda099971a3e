//! Paragraphs. The module takes a whole text and returns its paragraphs, each from the start of its
//! first line to the start of the next paragraph. Joined together they are the text.
//!
//! A text is either wrapped or not; this is decided once for the whole text. In a *wrapped* text
//! lines end at the width of the page. A paragraph ends at a blank line, at a line of ornaments
//! such as `* * *`, and before an indented line that follows a line without indentation. In any
//! other text every line is a paragraph.
//!
//! A text is wrapped if at least a third of its line ends run on; line ends beside blank lines do
//! not count. A line end runs on if no mark that ends a sentence is before it and a small letter is
//! after it. In a script without small letters, any letter may follow, but the line must have a
//! minimum length.

use std::ops::Range;

/// The minimum length, in characters, of a line that runs on in a script without case.
const LONG_LINE: usize = 20;

/// Returns the paragraphs of `text`; none if it is empty.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let wrapped = is_wrapped(text);
    let mut starts = Vec::new();
    let (mut after_gap, mut after_indent) = (false, false);
    for line in lines(text) {
        if is_gap(line.text) {
            after_gap = true;
            continue;
        }
        let indented = is_indented(line.text);
        if starts.is_empty() {
            starts.push(0);
        } else if after_gap || !wrapped || (indented && !after_indent) {
            starts.push(line.start);
        }
        (after_gap, after_indent) = (false, indented);
    }
    if starts.is_empty() && !text.is_empty() {
        starts.push(0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| start..end)
        .collect()
}

/// Returns whether `c` is white space or the byte order mark that some editors write at the start.
pub(super) fn is_white(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

fn is_wrapped(text: &str) -> bool {
    let (mut run_on, mut all) = (0_usize, 0_usize);
    let mut before: Option<&str> = None;
    for line in lines(text) {
        if is_gap(line.text) {
            before = None;
            continue;
        }
        if let Some(before) = before {
            all += 1;
            run_on += usize::from(runs_on(before, line.text));
        }
        before = Some(line.text);
    }
    run_on > 0 && run_on * 3 >= all
}

fn runs_on(line: &str, next: &str) -> bool {
    const ENDS: &str = ".!?…:;\"'”“’»«›‹)]*。！？」』";
    let ended = line.trim_end().ends_with(|c| ENDS.contains(c));
    let Some(first) = next.trim_start().chars().next() else {
        return false;
    };
    let uncased = first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase();
    !ended && (first.is_lowercase() || uncased && line.chars().nth(LONG_LINE).is_some())
}

/// Returns whether a line is blank, or has only the ornaments that separate scenes.
fn is_gap(line: &str) -> bool {
    const ORNAMENTS: &str = "*-_=~#•·⁂§—–+";
    line.chars().all(|c| is_white(c) || ORNAMENTS.contains(c))
}

fn is_indented(line: &str) -> bool {
    line.starts_with('\t') || line.starts_with('\u{3000}') || line.starts_with("  ")
}

struct Line<'a> {
    start: usize,
    /// The text of the line without its line end.
    text: &'a str,
}

/// Returns the lines, ended by LF, CR LF or CR.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = match rest.get(length..length + 2) {
            Some("\r\n") => 2,
            _ => usize::from(length < rest.len()),
        };
        let line = Line {
            start: at,
            text: &rest[..length],
        };
        at += length + end;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|p| &text[p]).collect()
    }

    #[test]
    fn a_wrapped_text_breaks_at_blank_lines() {
        let text = "The lamp had burned low and\nnobody rose to mend it.\n\nOutside, the rain went on\nfalling on the roofs.\n";
        assert_eq!(
            split(text),
            [
                "The lamp had burned low and\nnobody rose to mend it.\n\n",
                "Outside, the rain went on\nfalling on the roofs.\n"
            ]
        );
    }

    #[test]
    fn a_text_with_one_paragraph_per_line_breaks_at_every_line() {
        let text = "The Lamp\nIt had burned low.\nNobody rose.\r\n\r\nThe rain fell.";
        assert_eq!(
            split(text),
            [
                "The Lamp\n",
                "It had burned low.\n",
                "Nobody rose.\r\n\r\n",
                "The rain fell."
            ]
        );
    }

    #[test]
    fn an_indented_line_begins_a_paragraph_of_a_wrapped_text() {
        let text = "  The lamp had burned low and\nnobody rose to mend it.\n  The rain went on\nfalling all night.";
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn ornaments_separate_paragraphs_and_belong_to_the_first() {
        let text = "The lamp had burned\nlow.\n* * *\nMorning came to\nthe yard.";
        assert_eq!(
            split(text),
            [
                "The lamp had burned\nlow.\n* * *\n",
                "Morning came to\nthe yard."
            ]
        );
    }

    #[test]
    fn old_line_ends_and_scripts_without_case_are_read() {
        assert_eq!(split("One.\rTwo.\rThree."), ["One.\r", "Two.\r", "Three."]);
        let wrapped = "雨はまだ降っていて兵士たちは黙って門の前に立ち\n続けていた。\n\n朝が来た。";
        assert_eq!(split(wrapped).len(), 2);
    }

    #[test]
    fn an_empty_text_has_no_paragraph_and_a_blank_text_has_one() {
        assert!(split("").is_empty());
        assert_eq!(split("\u{feff} \n\n"), ["\u{feff} \n\n"]);
    }
}
