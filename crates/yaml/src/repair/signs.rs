//! Signs that look like those of YAML: full-width colons, commas and brackets, bullets in place of
//! dashes, `=` in place of a colon, and the quotation marks of print.

use std::ops::Range;

use super::Fix;
use super::keys::is_known;
use super::site::{Site, leading};
use crate::bare::in_marks;
use crate::splice::Splice;
use cuebook_core::diagnostic::Span;

/// Signs at the start of a line that stand for the dash of an item.
const BULLETS: [char; 9] = ['–', '—', '―', '−', '‐', '•', '·', '▪', '*'];

/// Signs beside words, the sign that is meant, and its name.
const SIGNS: [(char, &str); 11] = [
    ('：', ":"),
    ('﹕', ":"),
    ('∶', ":"),
    ('，', ","),
    ('、', ","),
    ('；', ","),
    (';', ","),
    ('｛', "{"),
    ('｝', "}"),
    ('［', "["),
    ('］', "]"),
];

/// The quotation marks of print, and what closes them.
const MARKS: [(char, &str); 6] = [
    ('“', "”\"“"),
    ('„', "“”\""),
    ('«', "»"),
    ('»', "«"),
    ('‘', "’'"),
    ('‹', "›"),
];

/// Returns the fixes for such signs in the lines around a mistake: all of a line at once.
pub(super) fn fixes(site: &Site<'_>) -> Vec<Fix> {
    let mut all = Vec::new();
    for line in site.lines() {
        let mut found: Vec<Fix> = bullet(site.text, &line).into_iter().collect();
        found.extend(signs(site, &line));
        if let Some(whole) = as_one(found.clone()) {
            all.push(whole);
        }
        all.extend(found);
    }
    all
}

/// Returns several fixes of one line as one.
fn as_one(fixes: Vec<Fix>) -> Option<Fix> {
    let several = fixes.len() > 1;
    let mut whole = Fix {
        mistakes: Vec::new(),
        splices: Vec::new(),
        loses: false,
        hides: false,
    };
    for fix in fixes {
        whole.mistakes.extend(fix.mistakes);
        whole.splices.extend(fix.splices);
    }
    several.then_some(whole)
}

/// Returns the fix that writes a dash for a bullet at the start of a line.
pub(super) fn bullet(text: &str, line: &Range<usize>) -> Option<Fix> {
    let at = leading(text, line).end;
    let rest = &text[at..line.end];
    let sign = rest.chars().next().filter(|c| BULLETS.contains(c))?;
    let end = at + sign.len_utf8();
    let after = &text[end..line.end];
    let spaced = after.starts_with([' ', '\t']);
    // `*name` is an alias of YAML.
    if after.trim().is_empty() || sign == '*' && !spaced {
        return None;
    }
    let with = if spaced { "-" } else { "- " };
    let message = format!("`{sign}` does not begin an item");
    let splice = Splice::new(at, end, with);
    Some(Fix::of(
        text,
        (Span::new(at, end), message),
        "write `- `",
        vec![splice],
    ))
}

/// Returns the fixes for the signs of a line that are outside of quotation marks.
fn signs(site: &Site<'_>, line: &Range<usize>) -> Vec<Fix> {
    let text = site.text;
    let inside = |at: usize| {
        text[line.start..at].contains(['{', '[', '｛', '［']) || !site.brackets.open.is_empty()
    };
    let mut all = Vec::new();
    let (mut quote, mut before) = (None, '-');
    for (place, c) in text[line.clone()].char_indices() {
        let at = line.start + place;
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && "-:{[,：，".contains(before) => quote = Some(c),
            None if c == '#' && (place == 0 || text[..at].ends_with(' ')) => break,
            None => all.extend(sign(text, at, c, inside(at))),
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    all
}

/// Returns the fix for a sign at a byte.
fn sign(text: &str, at: usize, c: char, inside: bool) -> Option<Fix> {
    let end = at + c.len_utf8();
    let is_key = || key_before(text, at).is_some();
    let meant = match c {
        '=' if is_key() && !text[end..].starts_with('=') => ":",
        '(' if text[..at].trim_end().ends_with(':') && text[end..].contains(": ") => "{",
        ')' if text[..at].contains(['{', '(']) => "}",
        _ => SIGNS.iter().find(|(sign, _)| *sign == c)?.1,
    };
    let fits = match meant {
        ":" => is_key(),
        "," => inside,
        _ => true,
    };
    fits.then(|| instead(text, at, c, meant))
}

/// Returns the fix that writes the sign that is meant, with a space where YAML needs one.
fn instead(text: &str, at: usize, c: char, meant: &str) -> Fix {
    let end = at + c.len_utf8();
    let spaced = text[end..].starts_with([' ', '\t', '\n', '\r']) || end == text.len();
    let before = text[..at].len() - text[..at].trim_end_matches(' ').len();
    let start = if meant == ":" { at - before } else { at };
    let space = if matches!(meant, ":" | ",") && !spaced {
        " "
    } else {
        ""
    };
    let message = format!("`{c}` is not the `{meant}` of YAML");
    let splice = Splice::new(start, end, format!("{meant}{space}"));
    let advice = format!("write `{meant}{space}`");
    Fix::of(text, (Span::new(at, end), message), advice, vec![splice])
}

/// Returns the word before a byte, if it may be a key: it begins its line or follows a bracket, a
/// comma or a dash.
fn key_before(text: &str, at: usize) -> Option<&str> {
    let words = text[..at].trim_end_matches(' ');
    let is_of = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let start = words.trim_end_matches(is_of).len();
    let word = words[start..].trim_start_matches('-');
    let before = words[..start].trim_end_matches(' ');
    let begins = before.is_empty() || before.ends_with(['\n', '\r', '{', ',', '-', '｛', '，']);
    let first = word.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && first && word.len() > 1).then_some(word)
}

/// Returns the fix for a key between brackets that has no value because its colon is another sign.
pub(super) fn colon_in(text: &str, key: Span) -> Option<Fix> {
    let words = key.of(text);
    let found = words
        .char_indices()
        .find(|(_, c)| *c == '=' || SIGNS.iter().any(|(sign, meant)| sign == c && *meant == ":"));
    let (place, c) = found?;
    let at = key.start + place;
    let word = key_before(text, at)?;
    (c != '=' || is_known(text, Span::new(key.start, key.start + word.len())))
        .then(|| instead(text, at, c, ":"))
}

/// Returns the fix for words between the quotation marks of print, of which a comma or a colon cuts
/// a part off, and the byte after them. `at` is the mark that opens.
pub(super) fn printed(text: &str, at: usize) -> Option<(Fix, usize)> {
    let first = text[at..].chars().next()?;
    let (_, closers) = MARKS.iter().find(|(open, _)| *open == first)?;
    let line = super::line(text, at);
    let start = at + first.len_utf8();
    let ends = |(place, c): &(usize, char)| {
        let rest = text[start + place + c.len_utf8()..line.end].trim_start();
        closers.contains(*c) && (rest.is_empty() || rest.starts_with([',', '}', ']', '#']))
    };
    let (place, last) = text[start..line.end].char_indices().find(ends)?;
    let (close, end) = (start + place, start + place + last.len_utf8());
    let words = &text[start..close];
    let mark = &in_marks(words);
    let message = format!("`{first}` is not a quotation mark of YAML");
    let splice = Splice::new(at, end, mark.as_str());
    let advice = "put the words in `\"`";
    let span = Span::new(at, end);
    Some((Fix::of(text, (span, message), advice, vec![splice]), end))
}
