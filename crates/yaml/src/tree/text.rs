//! Decodes the text of scalars from their notation.

use std::borrow::Cow;

use super::scan::is_break;

/// Returns the lines of a text, without their line ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(is_break);
        rest = end.map(|end| behind_break(&text[end..]));
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// Returns a text without the line end at its beginning.
fn behind_break(text: &str) -> &str {
    text.strip_prefix("\r\n").unwrap_or(&text[1..])
}

/// Joins lines: a line end becomes a space, and blank lines become line ends.
fn fold(text: &mut String, breaks: usize) {
    match breaks {
        1 => text.push(' '),
        more => text.extend(std::iter::repeat_n('\n', more - 1)),
    }
}

/// Decodes plain words.
pub(super) fn plain(written: &str) -> Cow<'_, str> {
    if !written.bytes().any(is_break) {
        return Cow::Borrowed(written);
    }
    let (mut text, mut breaks) = (String::with_capacity(written.len()), 0);
    for line in lines(written) {
        let words = line.trim_matches([' ', '\t']);
        if !words.is_empty() {
            if breaks > 0 {
                fold(&mut text, breaks);
            }
            text.push_str(words);
            breaks = 0;
        }
        breaks += 1;
    }
    Cow::Owned(text)
}

/// Decodes the words between quotation marks. Only double ones have escapes.
pub(super) fn quoted(written: &str, double: bool) -> Cow<'_, str> {
    let special = |byte: u8| is_break(byte) || byte == if double { b'\\' } else { b'\'' };
    if !written.bytes().any(special) {
        return Cow::Borrowed(written);
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        match c {
            ' ' | '\t' | '\n' | '\r' => rest = white_space(&mut text, rest, false),
            '\\' if double => rest = escape(&mut text, rest),
            _ => {
                // A quotation mark within single ones is written twice.
                let doubled = !double && rest.starts_with("''");
                text.push(c);
                rest = &rest[if doubled { 2 } else { c.len_utf8() }..];
            }
        }
    }
    Cow::Owned(text)
}

/// Reads white space, with line ends folded, and returns the rest. After an escaped line end, the
/// first line end is dropped.
fn white_space<'t>(text: &mut String, mut rest: &'t str, escaped: bool) -> &'t str {
    let (start, mut breaks) = (rest, usize::from(escaped));
    while let Some(byte) = rest.bytes().next() {
        rest = match byte {
            b' ' | b'\t' => &rest[1..],
            b'\n' | b'\r' => {
                breaks += 1;
                behind_break(rest)
            }
            _ => break,
        };
    }
    match breaks {
        0 => text.push_str(&start[..start.len() - rest.len()]),
        1 if escaped => {}
        _ => fold(text, breaks),
    }
    rest
}

/// Reads an escape and returns the rest.
fn escape<'t>(text: &mut String, rest: &'t str) -> &'t str {
    let Some(c) = rest[1..].chars().next() else {
        text.push('\\');
        return "";
    };
    if c == '\n' || c == '\r' {
        return white_space(text, behind_break(&rest[1..]), true);
    }
    let behind = &rest[1 + c.len_utf8()..];
    let digits = match c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            text.push(named(c));
            return behind;
        }
    };
    let code = behind
        .get(..digits)
        .and_then(|code| u32::from_str_radix(code, 16).ok());
    match code.and_then(char::from_u32) {
        Some(c) => {
            text.push(c);
            &behind[digits..]
        }
        None => {
            text.push(c);
            behind
        }
    }
}

fn named(c: char) -> char {
    match c {
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        't' => '\t',
        'n' => '\n',
        'v' => '\x0b',
        'f' => '\x0c',
        'r' => '\r',
        'e' => '\x1b',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        c => c,
    }
}

/// A block of text.
pub(super) struct Body {
    pub text: String,
    /// Where its last line ends, if there is one.
    pub end: Option<usize>,
}

impl Body {
    /// Returns the block at the beginning of `lines`, within a block in the column `indent`.
    pub(super) fn of(lines: &str, header: &str, indent: isize) -> Body {
        let digit = header.chars().find_map(|c| c.to_digit(10));
        let column = match digit {
            Some(digit) => indent.max(0) as usize + digit as usize,
            None => first_column(lines).max((indent + 1) as usize),
        };
        let (keeps, mut end) = (header.contains('+'), None);
        let mut folding = Folding::new(header.starts_with('|'));
        let mut rest = lines;
        while !rest.is_empty() {
            let line = self::lines(rest).next().unwrap_or_default();
            let spaces = line.len() - line.trim_start_matches(' ').len();
            let blank = spaces == line.len() && spaces <= column;
            let mark = column == 0 && is_document_mark(line);
            if mark || (!blank && spaces < column) {
                break;
            }
            let last = line.len() == rest.len();
            match blank {
                true => folding.blank(last, spaces, column),
                false => folding.line(&line[column..], last),
            }
            if !blank || keeps {
                end = Some(lines.len() - rest.len() + line.len());
            }
            rest = if last {
                ""
            } else {
                behind_break(&rest[line.len()..])
            };
        }
        let text = folding.finish(keeps, header.contains('-'));
        Body { text, end }
    }
}

/// Returns the column of the first line, or of a longer blank line before it.
fn first_column(text: &str) -> usize {
    let mut column = 0;
    for line in lines(text) {
        let words = line.trim_start_matches(' ');
        column = column.max(line.len() - words.len());
        if !words.is_empty() {
            break;
        }
    }
    column
}

fn is_document_mark(line: &str) -> bool {
    let rest = line
        .strip_prefix("---")
        .or_else(|| line.strip_prefix("..."));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The lines of a block of text, joined.
struct Folding {
    literal: bool,
    text: String,
    /// Whether the line end of the last line is not written yet.
    ended: bool,
    /// The number of blank lines after it.
    gap: usize,
    /// Whether the last line began with white space, so that it is not folded.
    deeper: bool,
    /// Whether there are lines that are not blank.
    any: bool,
    /// Whether the text ends within a line that is as deep as the block.
    open: bool,
}

impl Folding {
    fn new(literal: bool) -> Folding {
        Folding {
            literal,
            text: String::new(),
            ended: false,
            gap: 0,
            deeper: false,
            any: false,
            open: false,
        }
    }

    fn line(&mut self, words: &str, last: bool) {
        let deeper = words.starts_with([' ', '\t']);
        if !self.literal && self.ended && !self.deeper && !deeper {
            fold(&mut self.text, self.gap + 1);
        } else {
            let breaks = self.gap + usize::from(self.ended);
            self.text.extend(std::iter::repeat_n('\n', breaks));
        }
        self.text.push_str(words);
        (self.ended, self.gap, self.deeper, self.any) = (!last, 0, deeper, true);
        self.open = last;
    }

    fn blank(&mut self, last: bool, spaces: usize, column: usize) {
        match last {
            true => self.open = spaces >= if self.any { column.max(1) } else { 1 },
            false => self.gap += 1,
        }
    }

    fn finish(mut self, keeps: bool, strips: bool) -> String {
        if !self.any {
            let breaks = if self.gap == 0 {
                usize::from(self.open)
            } else {
                self.gap
            };
            return "\n".repeat(if keeps { breaks } else { 0 });
        }
        let own = usize::from(self.ended) + usize::from(self.open);
        let breaks = if strips { 0 } else { own } + if keeps { self.gap } else { 0 };
        self.text.extend(std::iter::repeat_n('\n', breaks));
        self.text
    }
}
