//! White space that YAML does not count as such: tabs in the indentation, and no-break spaces and
//! their like.

use std::ops::Range;

use super::Fix;
use super::site::{Site, is_odd, leading};
use crate::splice::Splice;
use cuebook_core::diagnostic::Span;

/// The widths of a tab that are tried.
const WIDTHS: [usize; 4] = [2, 4, 8, 1];

/// Returns the fixes for wrong white space in the line of a mistake and beside it.
pub(super) fn fixes(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let mut all: Vec<Fix> = Vec::new();
    let mut first: Vec<Fix> = Vec::new();
    let here = site.line(site.at);
    for line in site.below(&here).take(1).chain(site.lines()) {
        if is_wrong(text, &line) {
            let lines = run(site, &line);
            let has_tab = |line: &Range<usize>| leading(text, line).of(text).contains('\t');
            let widths = if lines.iter().any(has_tab) {
                &WIDTHS[..]
            } else {
                &WIDTHS[..1]
            };
            all.extend(widths.iter().map(|width| indented(text, &lines, *width)));
            first.push(indented(text, &lines, WIDTHS[0]));
        }
        let close = comment(text, &line);
        for fix in apart(text, &line)
            .into_iter()
            .chain(tabs(text, &line))
            .chain(close)
        {
            first.push(fix.clone());
            all.push(fix);
        }
    }
    all.extend(together(first));
    all
}

/// Returns one fix that makes several.
fn together(mut fixes: Vec<Fix>) -> Option<Fix> {
    fixes.sort_by_key(|fix| fix.splices.first().map(|splice| splice.span.start));
    fixes.dedup_by(|a, b| a.splices == b.splices);
    let fix = Fix {
        mistakes: fixes.iter().flat_map(|fix| fix.mistakes.clone()).collect(),
        splices: fixes.iter().flat_map(|fix| fix.splices.clone()).collect(),
        loses: false,
        hides: false,
    };
    let is_ordered = fix.splices.is_sorted_by_key(|splice| splice.span.start);
    (fixes.len() > 1 && is_ordered).then_some(fix)
}

/// Returns the fix for a comment without a space before its `#`: `{ ANNA: }# the woman`.
fn comment(text: &str, line: &Range<usize>) -> Option<Fix> {
    let own = &text[line.clone()];
    let ends = |at: &usize| own[..*at].ends_with(['}', ']', '"', '\'']);
    let at = own.match_indices('#').map(|(at, _)| at).find(ends)?;
    let at = line.start + at;
    let message = "a comment needs a space before its `#`".to_owned();
    let splice = Splice::new(at, at, " ");
    Some(Fix::of(
        text,
        (Span::new(at, at + 1), message),
        "put a space before it",
        vec![splice],
    ))
}

/// Returns whether the indentation of a line has other characters than spaces.
fn is_wrong(text: &str, line: &Range<usize>) -> bool {
    leading(text, line).of(text).chars().any(|c| c != ' ')
}

/// Returns the lines around a line that are indented wrongly too.
fn run(site: &Site<'_>, line: &Range<usize>) -> Vec<Range<usize>> {
    let wrong = |line: &Range<usize>| is_wrong(site.text, line);
    let mut lines: Vec<Range<usize>> = site.above(line).take_while(wrong).collect();
    lines.reverse();
    lines.push(line.clone());
    lines.extend(site.below(line).take_while(wrong));
    lines
}

/// Returns the fix that indents lines with spaces.
fn indented(text: &str, lines: &[Range<usize>], width: usize) -> Fix {
    let splices = lines.iter().map(|line| {
        let span = leading(text, line);
        let columns: usize = span
            .of(text)
            .chars()
            .map(|c| if c == '\t' { width } else { 1 })
            .sum();
        Splice::new(span.start, span.end, " ".repeat(columns))
    });
    let splices: Vec<Splice> = splices.collect();
    let span = leading(text, &lines[0]);
    let message = match span.of(text).chars().find(|c| *c != ' ') {
        Some('\t') => "a tab cannot be used for indentation".to_owned(),
        other => format!(
            "{} cannot be used for indentation",
            named(other.unwrap_or(' '))
        ),
    };
    let mut fix = Fix::of(text, (span, message), "indent with spaces", splices);
    let more = match lines.len() - 1 {
        0 => return fix,
        1 => "this line and the next".to_owned(),
        more => format!("this line and the {more} after it"),
    };
    fix.mistakes[0].labels[0].text = more;
    fix
}

/// Returns the fixes for the odd white space of a line that is well-formed.
pub(super) fn fixes_of(text: &str, line: &Range<usize>) -> Vec<Fix> {
    let is_led = leading(text, line).of(text).contains(is_odd);
    let led = is_led.then(|| indented(text, std::slice::from_ref(line), WIDTHS[0]));
    led.into_iter().chain(apart(text, line)).collect()
}

/// Returns the fix for a line with odd white space where YAML needs a space.
fn apart(text: &str, line: &Range<usize>) -> Option<Fix> {
    let odd = odd_blanks(text, line);
    let first = *odd.first()?;
    let c = first.of(text).chars().next()?;
    let message = format!("{} is not a space for YAML", named(c));
    let with = |span: &Span| {
        Splice::new(
            span.start,
            span.end,
            if is_zero(span.of(text)) { "" } else { " " },
        )
    };
    let splices = odd.iter().map(with).collect();
    Some(Fix::of(text, (first, message), "write a space", splices))
}

/// Returns the fix for tabs behind the colons and dashes of a line.
fn tabs(text: &str, line: &Range<usize>) -> Option<Fix> {
    let start = leading(text, line).end;
    let mut splices = Vec::new();
    let (mut quote, mut before) = (None, ' ');
    for (place, c) in text[start..line.end].char_indices() {
        let at = start + place;
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && before.is_whitespace() => quote = Some(c),
            None if c == '\t' => splices.push(Splice::new(at, at + 1, " ")),
            None => {}
        }
        before = c;
    }
    let first = splices.first()?.span;
    let message = "a tab is in the place of a space".to_owned();
    Some(Fix::of(text, (first, message), "write a space", splices))
}

fn is_zero(blank: &str) -> bool {
    blank
        .chars()
        .all(|c| matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}'))
}

/// Returns the odd white space of a line that is beside a sign of YAML, and not in quotation marks.
fn odd_blanks(text: &str, line: &Range<usize>) -> Vec<Span> {
    let start = leading(text, line).end;
    let mut all = Vec::new();
    let (mut quote, mut before) = (None, '-');
    for (at, c) in text[start..line.end].char_indices() {
        let after = text[start + at + c.len_utf8()..line.end].trim_start_matches(is_odd);
        let after = after.trim_start().chars().next().unwrap_or('\n');
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && "-:{[,".contains(before) => quote = Some(c),
            None if is_odd(c) && ("-:{[,]}".contains(before) || "]}:\n".contains(after)) => {
                all.push(Span::new(start + at, start + at + c.len_utf8()));
            }
            None => {}
        }
        if !c.is_whitespace() && !is_odd(c) {
            before = c;
        }
    }
    all
}

/// Returns the name of a character in messages.
fn named(c: char) -> String {
    let code = u32::from(c);
    match c {
        '\u{A0}' => "a no-break space (U+00A0)".to_owned(),
        '\u{3000}' => "a wide space (U+3000)".to_owned(),
        c if is_zero(c.encode_utf8(&mut [0; 4])) => {
            format!("a character without a width (U+{code:04X})")
        }
        _ => format!("a special space (U+{code:04X})"),
    }
}
