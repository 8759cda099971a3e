//! Guesses of a draft: the comments `# guess: …` beside items of a list, and the counts of guesses
//! and lines in the comments of the script. An edit that settles a guess removes its comment, and
//! the counts follow.

use std::collections::BTreeMap;

use super::Key;
use super::page::{Page, own_entries, refused};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::splice::Splice;
use cuebook_yaml::splice::Trail;
use cuebook_yaml::{Kind, Sign};

/// The first word of the comment of a guess.
const GUESS: &str = "guess";

/// The words after the two numbers in the comment that counts the guesses:
/// `3 of 40 lines are guesses`.
pub const COUNTED: &str = "lines are guesses";

/// A guess of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The section of the script: `lines`, `cues` or `scenes`.
    pub section: String,
    /// The index of the item in the list of the section.
    pub index: usize,
    /// The place of the comment, with its `#`.
    pub span: Span,
    /// The reason in the comment, without the word `guess`.
    pub reason: String,
}

/// Returns the guesses of a script in the order of the file.
///
/// # Errors
/// Fails if a mistake of form hides a part of the script.
pub fn guesses(source: &str) -> Result<Vec<Guess>, Box<Diagnostic>> {
    Ok(found(&Page::of(source)?))
}

pub(super) fn found(page: &Page<'_>) -> Vec<Guess> {
    let Some(Kind::Map(sections)) = page.root.as_ref().map(|root| &root.kind) else {
        return Vec::new();
    };
    let mut guesses = Vec::new();
    for section in sections {
        let list = &section.value;
        let Kind::List(items) = &list.kind else {
            continue;
        };
        let dashes = match page.is_flow(list) {
            true => None,
            false => page.dashes(list, items.len()).ok(),
        };
        for (index, dash) in dashes.into_iter().flatten().enumerate() {
            // A comment within the item, or after it on its last line.
            let end = page.line_end(items[index].span.end.max(dash));
            let comments = page.within(dash, end).iter();
            let comments = comments.filter(|token| token.sign == Sign::Comment);
            guesses.extend(comments.filter_map(|token| {
                let reason = reason(token.span.of(page.source))?;
                Some(Guess {
                    section: section.key.to_string(),
                    index,
                    span: token.span,
                    reason: reason.to_owned(),
                })
            }));
        }
    }
    guesses
}

/// Returns the reason in the comment of a guess.
fn reason(comment: &str) -> Option<&str> {
    let words = comment.trim_start_matches('#').trim();
    let rest = words.strip_prefix(GUESS)?;
    match rest.chars().next() {
        None => Some(""),
        Some(':') => Some(rest[1..].trim()),
        Some(_) => None,
    }
}

/// Removes the comments of the guess at an item. Without such a comment nothing changes.
pub(super) fn settle(page: &Page<'_>, path: &[Key]) -> Result<Vec<Splice>, Box<Diagnostic>> {
    settled(page, &found(page), path)
}

/// Removes those comments of a page with these guesses.
pub(super) fn settled(
    page: &Page<'_>,
    guesses: &[Guess],
    path: &[Key],
) -> Result<Vec<Splice>, Box<Diagnostic>> {
    let [Key::Name(section), Key::At(index), ..] = path else {
        return Err(refused(Span::default(), "only items of a list are guesses"));
    };
    let here = |guess: &&Guess| guess.section == *section && guess.index == *index;
    let removed = |guess: &Guess| {
        let line = page.line_start(guess.span.start);
        let before = &page.source[line..guess.span.start];
        let end = page.line_end(guess.span.start);
        match before.trim().is_empty() {
            // The comment is alone on its line.
            true => Splice::new(line, page.next_line(end), ""),
            false => Splice::new(line + before.trim_end().len(), end, ""),
        }
    };
    Ok(guesses.iter().filter(here).map(removed).collect())
}

/// Corrects the counts in the comments of a draft: of the guesses at the top of the script, and of
/// the lines beside each role. Counts that were not right in the original are those of the author.
pub(super) fn recount(original: &str, text: String, trail: &mut Trail) -> String {
    let (Some(before), Some(after)) = (Counts::of(original), Counts::of(&text)) else {
        return text;
    };
    let mut splices = Vec::new();
    if (before.guesses, before.lines) != (after.guesses, after.lines)
        && let Some(span) = counted(&text)
    {
        match after.guesses {
            0 => splices.extend(uncounted(&text, span)),
            guesses => {
                let count = format!("{guesses} of {}", after.lines);
                splices.push(Splice::new(span.start, span.end, count));
            }
        }
    }
    for (role, (span, told)) in &after.told {
        let (was, is) = (before.by(role), after.by(role));
        let is_ours = before.told.get(role).is_some_and(|(_, told)| *told == was);
        if is_ours && was != is && *told == was {
            let lines = if is == 1 { "line" } else { "lines" };
            splices.push(Splice::new(span.start, span.end, format!("{is} {lines}")));
        }
    }
    match splices.is_empty() {
        true => text,
        false => trail.splice(&text, splices),
    }
}

/// The numbers of a draft, and those in its comments.
struct Counts {
    guesses: usize,
    lines: usize,
    /// The number of lines of each role.
    roles: BTreeMap<String, usize>,
    /// For each role with `3 lines` in its comment, the place of these words and the number.
    told: BTreeMap<String, (Span, usize)>,
}

impl Counts {
    fn of(source: &str) -> Option<Counts> {
        let page = Page::of(source).ok()?;
        let root = page.root.as_ref()?;
        let guesses = found(&page);
        let mut counts = Counts {
            guesses: guesses
                .iter()
                .filter(|guess| guess.section == "lines")
                .count(),
            lines: 0,
            roles: BTreeMap::new(),
            told: BTreeMap::new(),
        };
        if let Some(Kind::List(items)) = page.own(root, "lines").map(|entry| &entry.value.kind) {
            counts.lines = items.len();
            for by in items.iter().filter_map(|item| page.own(item, "by")) {
                if let Kind::Scalar(role, _) = &by.value.kind {
                    *counts.roles.entry(role.to_string()).or_default() += 1;
                }
            }
        }
        if let Some(cast) = page.own(root, "cast") {
            for role in own_entries(&cast.value) {
                let end = page.line_end(role.value.span.end);
                let mut behind = page.within(role.key_span.end, end).iter();
                let comment = behind.find(|token| token.sign == Sign::Comment);
                let told = comment.and_then(|token| lines_told(source, token.span));
                counts
                    .told
                    .extend(told.map(|told| (role.key.to_string(), told)));
            }
        }
        Some(counts)
    }

    fn by(&self, role: &str) -> usize {
        self.roles.get(role).copied().unwrap_or(0)
    }
}

/// Returns the place of `3 lines` at the end of a comment, and the number.
fn lines_told(source: &str, comment: Span) -> Option<(Span, usize)> {
    let text = comment.of(source).trim_end();
    let words = text.strip_suffix(" lines").or(text.strip_suffix(" line"))?;
    let digits = words.chars().rev().take_while(char::is_ascii_digit).count();
    let start = words.len() - digits;
    let number = words[start..].parse().ok()?;
    let span = Span::new(comment.start + start, comment.start + text.len());
    Some((span, number))
}

/// Returns the place of `3 of 40` in a comment before the first key.
fn counted(text: &str) -> Option<Span> {
    let page = Page::of(text).ok()?;
    let top = page
        .root
        .as_ref()
        .map_or(text.len(), |root| root.span.start);
    let comments = page.within(0, top).iter();
    let mut comments = comments.filter(|token| token.sign == Sign::Comment);
    comments.find_map(|token| {
        let comment = token.span.of(text);
        let before = comment[..comment.find(COUNTED)?].trim_end();
        let start = before.len() - before.chars().rev().take_while(is_count).count();
        let numbers = before[start..].trim_start();
        let start = before.len() - numbers.len();
        let (guesses, lines) = numbers.split_once(" of ")?;
        guesses.parse::<usize>().ok()?;
        lines.parse::<usize>().ok()?;
        let at = token.span.start;
        Some(Span::new(at + start, at + before.len()))
    })
}

/// Removes the line with the count, and the colon that announces it.
fn uncounted(text: &str, count: Span) -> impl Iterator<Item = Splice> {
    let line = text[..count.start].rfind('\n').map_or(0, |end| end + 1);
    let next = text[count.end..]
        .find('\n')
        .map_or(text.len(), |end| count.end + end + 1);
    let before = text[..line].trim_end();
    let colon = before.ends_with(':').then(|| before.len() - 1);
    let colon = colon.map(|at| Splice::new(at, at + 1, "."));
    colon.into_iter().chain([Splice::new(line, next, "")])
}

/// Returns whether a character can be part of `3 of 40`.
fn is_count(c: &char) -> bool {
    c.is_ascii_digit() || matches!(c, ' ' | 'o' | 'f')
}
