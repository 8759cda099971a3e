//! The marks of Markdown in the text of a block.

use super::{CLOSE, Kind, OPEN, Style};

/// Returns the text of a block with the marks of emphasis.
pub(super) fn render(runs: &[(Style, String)], kind: Kind) -> String {
    let mut out = String::new();
    for (style, text) in runs {
        let marks = match (style.strong, style.em) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        // Marks and spaces at the ends stay outside, so that quotation marks stay beside
        // their neighbours.
        let core = text.trim_matches(|c: char| !c.is_alphanumeric());
        let is_heading = matches!(kind, Kind::Heading(_));
        if marks.is_empty() || core.is_empty() || is_heading {
            out.push_str(&escaped(text));
            continue;
        }
        let at = text.find(core).unwrap_or(0);
        out.push_str(&escaped(&text[..at]));
        out.push_str(marks);
        out.push_str(&escaped(core));
        out.push_str(marks);
        out.push_str(&escaped(&text[at + core.len()..]));
    }
    let lines: Vec<String> = out
        .lines()
        .map(one_space)
        .filter(|line| !line.is_empty())
        .collect();
    match kind {
        Kind::Heading(_) => headline(&lines),
        _ => lines.join("\n"),
    }
}

fn one_space(line: &str) -> String {
    line.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Joins the lines of a heading: `Chapter 1` and `The Gate` are `Chapter 1. The Gate`.
fn headline(lines: &[String]) -> String {
    let mut all = String::new();
    for line in lines {
        if !all.is_empty() {
            let ended = all.ends_with(|c: char| !c.is_alphanumeric());
            all.push_str(if ended { " " } else { ". " });
        }
        all.push_str(line);
    }
    all
}

/// Escapes the characters of the author that Markdown would take as its own.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let tag = c == '<'
            && rest
                .peek()
                .is_some_and(|next| next.is_ascii_alphabetic() || "/!".contains(*next));
        if tag || c == '*' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes the start of a paragraph that Markdown would take as a heading or the entry of
/// a numbered list.
pub(in crate::exchange::manuscript) fn escaped_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let is_entry = (1..=9).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    match (text.starts_with('#'), is_entry) {
        (true, _) => format!("\\{text}"),
        (false, true) => format!("{number}\\{rest}"),
        (false, false) => text.to_owned(),
    }
}

/// Returns the text without the marks of footnotes.
pub(in crate::exchange::manuscript) fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            OPEN => inside = true,
            CLOSE => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Replaces each key of a footnote by what `label` returns.
pub(in crate::exchange::manuscript) fn labelled(
    text: &str,
    mut label: impl FnMut(&str) -> String,
) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (key, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&label(key));
        rest = after;
    }
    out + rest
}

/// Returns whether a text has only the ornaments that separate scenes.
pub(super) fn is_ornament(text: &str) -> bool {
    let ornament = |c: char| "*\\-_=~#•·⁂§—–+⁕❦❧✦✧★☆◆◇■□●○◦⸻※".contains(c) || c.is_whitespace();
    text.chars().all(ornament)
}
