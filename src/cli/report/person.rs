//! The report for people: each mistake beside the words that it is about.
//!
//! In: a diagnostic. Out: text of a terminal's width. Always true: what is
//! shown of a text is a few lines, each cut to a window around its place, so
//! that a line of megabytes costs no more than a short one.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::lines::Lines;
use super::{Colour, Page, Report, Style};
use crate::diagnostic::{Diagnostic, Label, Severity, Source};

/// The longest line, in bytes, that is handed on whole to be cut to the width.
const WHOLE: usize = 8192;

/// How much of a longer line is shown before its place, in characters.
const BEFORE: usize = 40;

/// How much of a longer line is shown from its place on, in characters.
const BEHIND: usize = 70;

/// Lines between two places of one excerpt.
const APART: usize = 5;

pub fn render(report: &Report<'_>, diagnostic: &Diagnostic, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(normalize_untrusted_str(&diagnostic.message))
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    for excerpt in excerpts(report, diagnostic) {
        group = excerpt.draw(group);
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(normalize_untrusted_str(&hint.text)));
    }
    let renderer = match style.colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    renderer.term_width(style.width).render(&[group])
}

/// Neighbouring lines of one text, with the places in them.
struct Excerpt<'r> {
    page: &'r Page<'r>,
    source: Source,
    /// From nought, both included.
    lines: (usize, usize),
    marks: Vec<Mark<'r>>,
}

struct Mark<'r> {
    label: &'r Label,
    primary: bool,
    line: usize,
}

/// The labels, with those that stand near one another put together.
fn excerpts<'r>(report: &'r Report<'_>, diagnostic: &'r Diagnostic) -> Vec<Excerpt<'r>> {
    let mut all: Vec<Excerpt<'r>> = Vec::new();
    for (i, label) in diagnostic.labels.iter().enumerate() {
        let page = report.page(label.source);
        let line = page.lines.line(label.span.start);
        let mark = Mark {
            label,
            primary: i == 0,
            line,
        };
        let near = all
            .iter_mut()
            .find(|excerpt| excerpt.takes(label.source, line));
        match near {
            Some(excerpt) => {
                excerpt.lines = (excerpt.lines.0.min(line), excerpt.lines.1.max(line));
                excerpt.marks.push(mark);
            }
            None => all.push(Excerpt {
                page,
                source: label.source,
                lines: (line, line),
                marks: vec![mark],
            }),
        }
    }
    all
}

impl<'r> Excerpt<'r> {
    /// Whether a line is near enough to be shown together with these. Long lines stand alone.
    fn takes(&self, source: Source, line: usize) -> bool {
        let (first, last) = (self.lines.0.min(line), self.lines.1.max(line));
        source == self.source
            && last - first <= APART
            && (first..=last).all(|line| !is_long(self.page.lines.range(line)))
    }

    fn draw(&self, group: Group<'r>) -> Group<'r> {
        let first = &self.marks[0];
        let lines = &self.page.lines;
        let at = lines.at(first.label.span.start);
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
            let line = lines.range(mark.line);
            let within = |byte: usize| {
                let byte = lines.boundary(byte.clamp(line.start, line.end));
                byte.clamp(window.start, window.end) - window.start + shift
            };
            annotation(
                mark,
                within(mark.label.span.start)..within(mark.label.span.end),
            )
        });
        let marks: Vec<_> = marks.collect();
        let snippet = Snippet::source(text)
            .line_start(self.lines.0 + 1)
            .annotations(marks);
        if self.is_cut() {
            // Its columns would be those of the window.
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(name))
        }
    }

    /// Whether this is a window of one line that is too long to be handed on.
    fn is_cut(&self) -> bool {
        self.lines.0 == self.lines.1 && self.page.lines.range(self.lines.0).len() > WHOLE
    }

    /// The bytes that are shown.
    fn window(&self) -> Range<usize> {
        let lines = &self.page.lines;
        let whole = lines.range(self.lines.0).start..lines.range(self.lines.1).end;
        if !self.is_cut() {
            return whole;
        }
        let place = lines.boundary(self.marks[0].label.span.start);
        let place = place.clamp(whole.start, whole.end);
        let before = lines.text[whole.start..place].char_indices().rev();
        let start = before
            .take(BEFORE)
            .last()
            .map_or(place, |(i, _)| whole.start + i);
        let behind = lines.text[place..whole.end].char_indices();
        let end = behind.take(BEHIND).last();
        let end = end.map_or(place, |(i, c)| place + i + c.len_utf8());
        start..end
    }
}

/// Whether a line does not fit the width.
fn is_long(line: Range<usize>) -> bool {
    line.len() > BEFORE + BEHIND
}

/// The text of a window, with an ellipsis where its line goes on, and by how
/// many bytes that shifts it.
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
