//! Values, moved and in the quotation marks of the style.
//!
//! Takes a value as it is written and its new column, and returns the new text, which says the
//! same.

/// A key or a single value; lines after the first stand in a column.
pub fn word(written: &str, column: usize) -> String {
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

/// A line that goes on, without the blanks at its end. A blank that is escaped stays.
fn without_trail(line: &str, escapes: bool) -> &str {
    let line = line.trim_end_matches('\r');
    let bare = line.trim_end_matches([' ', '\t']);
    match escapes && bare.ends_with('\\') && bare.len() < line.len() {
        true => &line[..bare.len() + 1],
        false => bare,
    }
}

/// `'x'` as `"x"` where nothing in it needs to be written otherwise.
fn double(text: String) -> String {
    let inside = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
    match inside {
        Some(inside) if !inside.contains(['"', '\\']) => {
            format!("\"{}\"", inside.replace("''", "'"))
        }
        _ => text,
    }
}

/// The column of a block of text: that of its first line that is not blank.
pub fn indent(written: &str) -> usize {
    let mut full = written.lines().filter(|line| !line.trim().is_empty());
    full.next()
        .map_or(0, |line| line.len() - line.trim_start_matches(' ').len())
}

/// The lines of a block of text, from one column to another.
pub fn body(written: &str, old: usize, new: usize) -> String {
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

/// A comment, with a space behind its mark.
pub fn comment(written: &str) -> String {
    match written[1..].chars().next() {
        None | Some(' ' | '\t' | '#' | '!') => written.to_owned(),
        Some(_) => format!("# {}", &written[1..]),
    }
}
