//! Moves values and gives them the quotation marks of the style. The module takes a value as
//! written and its new column, and returns new text with the same meaning.

/// Returns a key or a single value. Lines after the first begin in the given column.
pub(super) fn word(written: &str, column: usize) -> String {
    let mut text = String::with_capacity(written.len());
    let mut lines = written.split('\n').peekable();
    let mut first = true;
    while let Some(line) = lines.next() {
        let line = match first {
            true => line,
            false => line.trim_start_matches([' ', '\t']),
        };
        let line = match lines.peek() {
            Some(_) => without_trail(line, written.starts_with('"')),
            None => line,
        };
        if !first {
            text.push('\n');
            if !line.is_empty() {
                text.extend(std::iter::repeat_n(' ', column));
            }
        }
        text.push_str(line);
        first = false;
    }
    double(text)
}

/// Returns a line without the white space at its end. An escaped space stays.
fn without_trail(line: &str, escapes: bool) -> &str {
    let line = line.trim_end_matches('\r');
    let bare = line.trim_end_matches([' ', '\t']);
    match escapes && bare.ends_with('\\') && bare.len() < line.len() {
        true => &line[..bare.len() + 1],
        false => bare,
    }
}

/// Returns `'x'` as `"x"` if no character in it needs an escape.
fn double(text: String) -> String {
    let inside = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
    match inside {
        Some(inside) if !inside.contains(['"', '\\']) => {
            format!("\"{}\"", inside.replace("''", "'"))
        }
        _ => text,
    }
}

/// Returns the column of a block of text: that of its first line that is not blank.
pub(super) fn indent(written: &str) -> usize {
    let mut full = written.lines().filter(|line| !line.trim().is_empty());
    full.next()
        .map_or(0, |line| line.len() - line.trim_start_matches(' ').len())
}

/// Returns the lines of a block of text, moved from one column to another.
pub(super) fn body(written: &str, old: usize, new: usize) -> String {
    let moved = written.split('\n').map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let spaces = line.len() - line.trim_start_matches(' ').len();
        match &line[spaces.min(old)..] {
            "" => String::new(),
            rest => format!("{}{rest}", " ".repeat(new)),
        }
    });
    moved.collect::<Vec<_>>().join("\n")
}

/// Returns a comment with a space after its mark.
pub(super) fn comment(written: &str) -> String {
    match written[1..].chars().next() {
        None | Some(' ' | '\t' | '#' | '!') => written.to_owned(),
        Some(_) => format!("# {}", &written[1..]),
    }
}
