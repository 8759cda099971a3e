//! Brackets that are never closed, that close nothing, or that are of the wrong kind.

use std::ops::Range;

use super::Fix;
use super::open::Brackets;
use super::site::{Site, behind_dashes, below, column, line};
use crate::bare::key_at;
use crate::splice::Splice;
use cuebook_core::diagnostic::{Diagnostic, Span};

/// The most brackets that are closed in one place.
const MOST_OPEN: usize = 4;

/// Returns the fixes for brackets around a mistake.
pub(super) fn fixes(site: &Site<'_>) -> Vec<Fix> {
    let Brackets { open, crossed, .. } = &site.brackets;
    let here = closer(site).map(|here| (here, open));
    let crossed = crossed.as_ref().map(|(here, open)| (*here, open));
    let amiss: Vec<(usize, &Vec<usize>)> = crossed.into_iter().chain(here).collect();
    let mut all = Vec::new();
    for (here, open) in &amiss {
        all.extend(unfit(site, *here, open));
    }
    all.extend(anchors(site));
    for count in 1..=open.len().min(MOST_OPEN) {
        let closed = &open[open.len() - count..];
        all.extend(
            PLACES
                .iter()
                .filter_map(|place| unclosed(site, closed, *place)),
        );
    }
    for (here, open) in &amiss {
        all.extend(crossing(site.text, *here, open));
        all.extend(other(site.text, *here, open));
    }
    all.extend(unopened(site));
    all
}

/// Returns the closing bracket at which the text cannot be read.
fn closer(site: &Site<'_>) -> Option<usize> {
    let rest = &site.text[site.at..];
    let at = site.at + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    site.text[at..].starts_with(['}', ']']).then_some(at)
}

fn closing(text: &str, open: usize) -> char {
    if text[open..].starts_with('{') {
        '}'
    } else {
        ']'
    }
}

/// Returns the fix for a closing bracket that crosses others, which are closed before it.
fn crossing(text: &str, here: usize, open: &[usize]) -> Option<Fix> {
    let own = |open: &usize| text[here..].starts_with(closing(text, *open));
    let inner = &open[open.iter().rposition(own)? + 1..];
    closed_at(text, inner, |_| Some(text[..here].trim_end().len()))
}

/// Returns the fix that writes the closing bracket that fits to the last open one.
fn other(text: &str, here: usize, open: &[usize]) -> Option<Fix> {
    let last = *open.last()?;
    let (found, right) = (&text[here..=here], closing(text, last));
    if found.starts_with(right) {
        return None;
    }
    let message = format!(
        "this `{found}` cannot close the `{}` before it",
        &text[last..=last]
    );
    let splice = Splice::new(here, here + 1, right.to_string());
    let place = (Span::new(here, here + 1), message);
    let mut fix = Fix::of(text, place, format!("write `{right}`"), vec![splice]);
    also(&mut fix.mistakes[0], last);
    Some(fix)
}

/// Returns the fixes for a closing bracket that fits to none of those that are open.
fn unfit(site: &Site<'_>, here: usize, open: &[usize]) -> Vec<Fix> {
    let text = site.text;
    let found = &text[here..=here];
    let span = Span::new(here, here + 1);
    let mut all = Vec::new();
    let own = |open: &usize| text[here..].starts_with(closing(text, *open));
    let fits = open.iter().any(own);
    if let Some(last) = open.last().filter(|_| !fits) {
        let right = closing(text, *last);
        let opened = &text[*last..=*last];
        let message = format!("this `{found}` cannot close the `{opened}` before it");
        let splice = Splice::new(here, here + 1, right.to_string());
        let mut fix = Fix::of(
            text,
            (span, message),
            format!("write `{right}`"),
            vec![splice],
        );
        also(&mut fix.mistakes[0], *last);
        all.push(fix);
    }
    if !fits {
        let before = text[..here].trim_end_matches([' ', '\t']).len();
        let message = format!("this `{found}` closes nothing");
        let splice = Splice::new(before, here + 1, "");
        all.push(Fix::of(text, (span, message), "remove it", vec![splice]));
    }
    all
}

fn also(mistake: &mut Diagnostic, open: usize) {
    let source = mistake.labels[0].source;
    *mistake = mistake
        .clone()
        .also(source, Span::new(open, open + 1), "opened here");
}

/// Returns where a bracket is closed: before a byte.
type Place = fn(&Site<'_>, usize) -> Option<usize>;

/// The places where brackets may be closed, the likeliest first.
const PLACES: [Place; 3] = [end_of_own_line, before_shallow_line, before_mistake];

/// Returns the fixes that close the anchors of lines that open more braces than they close.
fn anchors(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let mut all = Vec::new();
    for line in site.lines() {
        let line = site.near(&line);
        let words = &text[line.clone()];
        if words.matches('{').count() <= words.matches('}').count() {
            continue;
        }
        for (place, _) in words.match_indices('{') {
            let open = line.start + place;
            let closed = before_other_key(text, open);
            all.extend(closed.and_then(|end| closed_at(text, &[open], |_| Some(end))));
        }
    }
    all
}

/// Returns the end of an anchor: before the first key that no anchor has.
fn before_other_key(text: &str, open: usize) -> Option<usize> {
    const ANCHORED: [&str; 11] = [
        "after", "before", "quote", "words", "prefix", "suffix", "nth", "offset", "line", "cue",
        "scene",
    ];
    let led = text[..open].trim_end_matches(' ');
    let is_anchor = ["at:", "from:", "until:"]
        .iter()
        .any(|key| led.ends_with(key));
    let end = line(text, open).end;
    let rest = &text[open..end];
    let (mut quoted, mut before) = (false, ' ');
    for (place, c) in rest.char_indices() {
        let at = open + place;
        if c == '"' && (quoted || before.is_whitespace()) {
            quoted = !quoted;
        }
        before = c;
        if quoted || c != ',' || !is_anchor {
            continue;
        }
        let next = at + 1 + (text[at + 1..end].len() - text[at + 1..end].trim_start().len());
        if let Some(colon) = key_at(&text[..end], next)
            && !ANCHORED.contains(&&text[next..colon])
        {
            return Some(text[..at].trim_end().len());
        }
    }
    None
}

/// Returns the end of the line of a bracket, if there are words after it.
fn end_of_own_line(site: &Site<'_>, open: usize) -> Option<usize> {
    let end = end_of_words(site.text, &(open..line(site.text, open).end));
    let words = site.text[open + 1..end.max(open + 1)]
        .trim_end()
        .trim_end_matches(',')
        .trim_end();
    (!words.is_empty()).then_some(open + 1 + words.len())
}

/// Returns the end of the words before the first line that is not deeper than that of a bracket.
fn before_shallow_line(site: &Site<'_>, open: usize) -> Option<usize> {
    let text = site.text;
    let own = line(text, open);
    let depth = column(text, &own);
    let mut last = own.clone();
    for next in below(text, own.end) {
        if column(text, &next) <= depth {
            break;
        }
        last = next;
    }
    let end = end_of_words(text, &last);
    Some(text[..end].trim_end_matches(',').len())
}

/// Returns the end of the words before the line of the mistake.
fn before_mistake(site: &Site<'_>, _: usize) -> Option<usize> {
    let line = line(site.text, site.at);
    let is_first = site.text[line.start..site.at].trim().is_empty();
    is_first.then(|| {
        site.text[..line.start]
            .trim_end()
            .trim_end_matches(',')
            .len()
    })
}

/// Returns the end of the words of a line, before its comment.
fn end_of_words(text: &str, part: &Range<usize>) -> usize {
    let words = &text[part.clone()];
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in words.char_indices() {
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && " {[:,".contains(before) => quote = Some(c),
            // Brackets behind a `#` close those before it, so they are no comment.
            None if c == '#' && before == ' ' && !words.trim_end().ends_with(['}', ']']) => {
                return part.start + words[..at].trim_end().len();
            }
            None => {}
        }
        before = c;
    }
    part.start + words.trim_end().len()
}

/// Returns the fix that closes the innermost brackets at a kind of place.
fn unclosed(site: &Site<'_>, open: &[usize], place: Place) -> Option<Fix> {
    closed_at(site.text, open, |open| {
        place(site, open).or_else(|| before_shallow_line(site, open))
    })
}

/// Returns the fix that closes brackets at their places.
fn closed_at(text: &str, open: &[usize], place: impl Fn(usize) -> Option<usize>) -> Option<Fix> {
    let mut splices: Vec<Splice> = Vec::new();
    let mut mistakes = Vec::new();
    for open in open.iter().rev() {
        let at = place(*open)?;
        if at <= *open {
            return None;
        }
        let roomy = text[open + 1..].starts_with(' ');
        let mark = format!("{}{}", if roomy { " " } else { "" }, closing(text, *open));
        let message = format!("this `{}` is never closed", &text[*open..=*open]);
        let mistake = Diagnostic::error("yaml-syntax", Span::new(*open, open + 1), message);
        let advice = format!(
            "write `{}` at the end of what it contains",
            closing(text, *open)
        );
        mistakes.insert(0, mistake.mend(advice, Span::new(at, at), mark.clone()));
        match splices.last_mut().filter(|last| last.span.start == at) {
            Some(last) => last.with.push_str(&mark),
            None => splices.push(Splice::new(at, at, mark)),
        }
    }
    splices.sort_by_key(|splice| splice.span.start);
    Some(Fix {
        mistakes,
        splices,
        loses: false,
        hides: true,
    })
}

/// Returns the fixes that open the bracket that the last bracket of a line closes.
fn unopened(site: &Site<'_>) -> Vec<Fix> {
    let text = site.text;
    let line = line(text, site.at);
    let end = end_of_words(text, &line);
    let words = text[line.start..end].trim_end_matches(',');
    let Some(close) = words.chars().next_back().filter(|c| matches!(c, '}' | ']')) else {
        return Vec::new();
    };
    let open = if close == '}' { '{' } else { '[' };
    if words.matches(open).count() >= words.matches(close).count() {
        return Vec::new();
    }
    let here = line.start + words.len() - 1;
    let first = behind_dashes(text, &line);
    let values = text[first..site.at.min(here).max(first)].match_indices(": ");
    let starts = std::iter::once(first).chain(values.map(|(at, _)| first + at + 2));
    let fix = |start: usize| {
        let message = format!("this `{close}` closes nothing");
        let splice = Splice::new(start, start, format!("{open} "));
        let span = Span::new(here, here + 1);
        let advice = format!("write `{open}` before what it closes");
        Fix::of(text, (span, message), advice, vec![splice])
    };
    starts.map(fix).collect()
}
