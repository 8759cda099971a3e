//! The report for people: each diagnostic with an excerpt of the text.
//!
//! An excerpt shows a few lines. A long line is cut to a window around the mark, so
//! the carets fit into the width, and a line of megabytes costs no more than a
//! short one.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::lines::Lines;
use super::{Colour, Page, Report, Style};
use crate::cli::hint;
use cuebook_core::diagnostic::{Diagnostic, Label, Severity, Span};

/// The longest line, in bytes, that goes to the renderer uncut.
const WHOLE: usize = 8192;

/// The part of the window before the mark, as a share of its width.
const BEFORE: f64 = 0.35;

/// The columns for line numbers, ellipses and a short label.
const AROUND: usize = 30;

/// The columns that the renderer leaves free at each end of a window.
const PADDING: usize = 6;

/// The minimum number of columns of a mark beside its label.
const SHORTEST_MARK: usize = 12;

/// The maximum number of lines between two places of one excerpt.
const APART: usize = 5;

pub(super) fn render(report: &Report<'_>, diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(normalize_untrusted_str(&diagnostic.message))
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    for excerpt in excerpts(report, diagnostic, style.width) {
        group = excerpt.draw(group);
    }
    let hints = diagnostic.hints.iter().map(|hint| hint.text.as_str());
    for hint in hints.chain(hint::of_diagnostic(diagnostic)) {
        group = group.element(Level::HELP.message(normalize_untrusted_str(hint)));
    }
    let renderer = match style.colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    let text = renderer.term_width(style.width).render(&[group]);
    // The renderer names the file of a later window twice, the second time without a name.
    let lines = text.split_inclusive('\n');
    lines.filter(|line| !is_empty_origin(line)).collect()
}

/// Returns whether a line of a report has only the mark before a file's name.
fn is_empty_origin(line: &str) -> bool {
    let coloured = line.split("\u{1b}[");
    // A colour ends with `m`.
    let plain = coloured.enumerate().map(|(piece, text)| match piece {
        0 => text,
        _ => text.split_once('m').map_or(text, |(_, text)| text),
    });
    plain.collect::<String>().trim() == ":::"
}

/// Adjacent lines of one text, with the places to mark in them.
struct Excerpt<'r> {
    page: &'r Page<'r>,
    /// The first and the last line, from 0.
    lines: (usize, usize),
    marks: Vec<Mark<'r>>,
    /// The width of the report in columns.
    width: usize,
}

struct Mark<'r> {
    label: &'r Label,
    /// The place within the text.
    span: Span,
    primary: bool,
    line: usize,
}

/// Returns the labels of a diagnostic in groups; nearby labels share an excerpt.
fn excerpts<'r>(
    report: &'r Report<'_>,
    diagnostic: &'r Diagnostic,
    width: usize,
) -> Vec<Excerpt<'r>> {
    let mut all: Vec<Excerpt<'r>> = Vec::new();
    for (i, label) in diagnostic.labels.iter().enumerate() {
        let (page, span) = report.place(label.source, label.span);
        let line = page.lines.line(span.start);
        let mark = Mark {
            label,
            span,
            primary: i == 0,
            line,
        };
        let near = all.iter_mut().find(|excerpt| excerpt.takes(page, line));
        match near {
            Some(excerpt) => {
                excerpt.lines = (excerpt.lines.0.min(line), excerpt.lines.1.max(line));
                excerpt.marks.push(mark);
            }
            None => all.push(Excerpt {
                page,
                lines: (line, line),
                marks: vec![mark],
                width,
            }),
        }
    }
    all
}

impl<'r> Excerpt<'r> {
    /// Returns whether a line is near enough for this excerpt. A long line gets a separate one.
    fn takes(&self, page: &Page<'_>, line: usize) -> bool {
        let (first, last) = (self.lines.0.min(line), self.lines.1.max(line));
        std::ptr::addr_eq(page, self.page)
            && last - first <= APART
            && (first..=last).all(|line| !self.is_long(line))
    }

    fn draw(&self, group: Group<'r>) -> Group<'r> {
        let first = &self.marks[0];
        let lines = &self.page.lines;
        let at = lines.at(first.span.start);
        let name = normalize_untrusted_str(&self.page.name);
        let window = self.window();
        let origin = Origin::path(name.clone())
            .line(at.line)
            .char_column(at.column);
        if lines.text[window.clone()].is_empty() {
            return group.element(origin);
        }
        let (text, shift) = cut(lines, &window);
        let marks = self.marks.iter().map(|mark| {
            let marked = self.marked(mark);
            let within = |byte: usize| byte.clamp(window.start, window.end) - window.start + shift;
            annotation(mark, within(marked.start)..within(marked.end))
        });
        let marks: Vec<_> = marks.collect();
        let snippet = Snippet::source(text)
            .line_start(self.lines.0 + 1)
            .annotations(marks);
        if self.is_cut() {
            // The renderer would count columns within the window.
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(name))
        }
    }

    /// Returns whether a line may be wider than the report.
    fn is_long(&self, line: usize) -> bool {
        self.page.lines.range(line).len() + AROUND > self.width
    }

    /// Returns the number of columns for text.
    fn room(&self) -> usize {
        let number = (self.lines.1 + 1).to_string().len();
        self.width.saturating_sub(number + 3)
    }

    /// Returns the part of a mark within its line.
    fn marked(&self, mark: &Mark<'_>) -> Range<usize> {
        let lines = &self.page.lines;
        let line = lines.range(mark.line);
        let within = |byte: usize| lines.boundary(byte.clamp(line.start, line.end));
        let span = mark.span;
        within(span.start)..within(span.end).max(within(span.start))
    }

    /// Returns whether the renderer receives only a window of the line: the line is
    /// very long, or the renderer cannot fit the mark with its label.
    fn is_cut(&self) -> bool {
        if self.lines.0 != self.lines.1 {
            return false;
        }
        let text = self.page.lines.text;
        let line = self.page.lines.range(self.lines.0);
        if line.len() > WHOLE {
            return true;
        }
        let mark = &self.marks[0];
        let marked = self.marked(mark);
        let end = columns(&text[marked.clone()]) + columns(&mark.label.text) + 1;
        // The renderer shows a line that fits from its start.
        let needed = match columns(&text[line.clone()]) <= self.room() {
            true => columns(&text[line.start..marked.start]) + end,
            false => end + 2 * PADDING,
        };
        needed > self.room()
    }

    /// Returns the byte range to show.
    fn window(&self) -> Range<usize> {
        let lines = &self.page.lines;
        let whole = lines.range(self.lines.0).start..lines.range(self.lines.1).end;
        if !self.is_cut() {
            return whole;
        }
        let mark = &self.marks[0];
        let marked = self.marked(mark);
        // Two ellipses, the space before a label, and the label must fit.
        let most = self.room().saturating_sub(SHORTEST_MARK + 3);
        let label = columns(&mark.label.text).min(most);
        let room = self.room().saturating_sub(3);
        let before = (room as f64 * BEFORE) as usize;
        let before = before.min(room.saturating_sub(label + SHORTEST_MARK));
        let text = &lines.text[whole.start..marked.start];
        let start = marked.start - fitting(text.chars().rev(), before);
        let shown = columns(&lines.text[start..marked.start]);
        let marked_room = room.saturating_sub(shown + label);
        let is_short = columns(&lines.text[marked.clone()]) <= marked_room;
        let behind_room = match is_short {
            true => room.saturating_sub(shown),
            false => marked_room,
        };
        let text = &lines.text[marked.start..whole.end];
        start..marked.start + fitting(text.chars(), behind_room)
    }
}

/// Returns the width of a text in terminal columns.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Returns the width of a character in columns, as the renderer prints it.
fn width(c: char) -> usize {
    match c {
        '\t' => 4,
        c if c.is_control() => 1,
        c => unicode_width::UnicodeWidthChar::width(c).unwrap_or(1),
    }
}

/// Returns the length in bytes of the first characters that fit into `most` columns.
fn fitting(text: impl Iterator<Item = char>, most: usize) -> usize {
    let (mut taken, mut bytes) = (0, 0);
    for c in text {
        taken += width(c);
        if taken > most {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

/// Returns the text of a window, with an ellipsis at each cut end, and the number of
/// bytes added at its start.
fn cut(lines: &Lines<'_>, window: &Range<usize>) -> (String, usize) {
    let first = lines.range(lines.line(window.start)).start;
    let last = lines.range(lines.line(window.end)).end;
    let (mut text, mut shift) = (String::new(), 0);
    if first < window.start {
        text.push('…');
        shift = text.len();
    }
    text.push_str(&lines.text[window.clone()]);
    if window.end < last {
        text.push('…');
    }
    (text, shift)
}

fn annotation<'r>(mark: &Mark<'r>, span: Range<usize>) -> Annotation<'r> {
    let kind = if mark.primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let annotation = kind.span(span);
    if mark.label.text.is_empty() {
        annotation
    } else {
        annotation.label(normalize_untrusted_str(&mark.label.text))
    }
}
