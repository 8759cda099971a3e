//! The numbered lines of a screenplay, without notes and boneyard.
//!
//! A line with only notes or boneyard is removed. It does not separate the lines
//! around it.

use cuebook_script::write::one_line;

/// A line and its number, counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub number: usize,
    pub text: String,
    /// Whether a line before it was removed.
    pub cut: bool,
}

/// A screenplay's lines, and the notes taken out of them.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub lines: Vec<Line>,
    pub notes: Vec<(usize, String)>,
}

/// Removes boneyard (`/* … */`) and notes (`[[ … ]]`) from a text.
pub(super) fn read(text: &str) -> Page {
    let text = tidy(text);
    let mut page = Page::default();
    let mut rest = text.as_str();
    // The last closing marks, so that an opening mark without an end is not
    // searched each time.
    let last = |mark: &str| text.rfind(mark).map_or(usize::MAX, |at| text.len() - at);
    let ends = [last("*/"), last("]]")];
    let mut number = 1;
    let mut line = Open::at(1);
    while let Some(c) = rest.chars().next() {
        if let Some((length, note)) = hidden(rest, ends) {
            let breaks = rest[..length].matches('\n').count();
            page.notes.extend(note.map(|words| (number, words)));
            number += breaks;
            line.is_cut = true;
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == '\n' {
            number += 1;
            let cut = line.end(&mut page.lines);
            line = Open {
                cut,
                ..Open::at(number)
            };
        } else {
            line.text.push(if c == '\t' { ' ' } else { c });
            // An escaped mark does not open anything.
            if let ('\\', Some(next @ ('[' | '/' | '\\'))) = (c, rest.chars().next()) {
                line.text.push(next);
                rest = &rest[1..];
            }
        }
    }
    line.end(&mut page.lines);
    page
}

/// A line that is being read.
struct Open {
    number: usize,
    text: String,
    is_cut: bool,
    /// Whether the line before it was removed.
    cut: bool,
}

impl Open {
    fn at(number: usize) -> Open {
        Open {
            number,
            text: String::new(),
            is_cut: false,
            cut: false,
        }
    }

    /// Adds the line, unless only notes or boneyard were on it. Returns whether it was
    /// removed.
    fn end(self, lines: &mut Vec<Line>) -> bool {
        let removed = self.is_cut && self.text.trim().is_empty();
        if !removed {
            lines.push(Line {
                number: self.number,
                text: self.text,
                cut: self.cut,
            });
        }
        removed
    }
}

/// Returns the length of boneyard or a note here, and the words of the note.
/// `ends` are the distances of the last `*/` and `]]` from the end of the text.
fn hidden(rest: &str, ends: [usize; 2]) -> Option<(usize, Option<String>)> {
    if let Some(inside) = rest.strip_prefix("/*").filter(|r| r.len() >= ends[0]) {
        return inside.find("*/").map(|end| (end + 4, None));
    }
    let inside = rest.strip_prefix("[[").filter(|r| r.len() >= ends[1])?;
    // A note has no empty line. Otherwise the text is only two brackets.
    let whole = inside.find("\n\n").unwrap_or(inside.len());
    let end = inside[..whole].find("]]")?;
    let words = one_line(&inside[..end]);
    Some((end + 4, Some(words).filter(|words| !words.is_empty())))
}

/// Returns the text with one kind of line end, without control characters.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let tidy = |c: char| match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' | '\t' => Some(c),
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    };
    text.chars().filter_map(tidy).collect()
}
