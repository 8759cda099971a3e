//! The report as JSON.

use serde::Serialize;

use super::{Page, Report, errors, in_order};
use crate::cli::hint;
use cuebook_core::diagnostic::{Diagnostic, Hint, Severity, Span};

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Mistake<'a>>,
}

#[derive(Serialize)]
struct Mistake<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    labels: Vec<Place<'a>>,
    hints: Vec<Advice<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Advice<'a> {
    text: &'a str,
    edit: Option<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

pub(super) fn render(report: &Report<'_>, diagnostics: &[Diagnostic]) -> String {
    let errors = errors(diagnostics);
    let whole = Whole {
        version: 1,
        errors,
        warnings: diagnostics.len() - errors,
        diagnostics: in_order(diagnostics)
            .into_iter()
            .map(|diagnostic| mistake(report, diagnostic))
            .collect(),
    };
    // These types always serialise.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns only the diagnostics, for use in another report.
pub(super) fn list<'a, 'b>(
    report: &'a Report<'b>,
    diagnostics: &'a [Diagnostic],
) -> impl Serialize + use<'a, 'b> {
    let all = in_order(diagnostics).into_iter();
    all.map(|diagnostic| mistake(report, diagnostic))
        .collect::<Vec<_>>()
}

fn mistake<'a>(report: &'a Report<'_>, diagnostic: &'a Diagnostic) -> Mistake<'a> {
    let place = |label: &'a cuebook_core::diagnostic::Label| {
        let (page, span) = report.place(label.source, label.span);
        place(page, span, &label.text)
    };
    Mistake {
        code: diagnostic.code,
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        labels: diagnostic.labels.iter().map(place).collect(),
        hints: diagnostic
            .hints
            .iter()
            .map(|hint| advice(report.place(diagnostic.edited(), Span::default()).0, hint))
            .chain(hint::of_diagnostic(diagnostic).map(|text| Advice { text, edit: None }))
            .collect(),
    }
}

fn place<'a>(page: &'a Page<'_>, span: Span, text: &'a str) -> Place<'a> {
    let (from, to) = (page.lines.at(span.start), page.lines.at(span.end));
    Place {
        file: &page.name,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        start: page.lines.characters(span.start),
        end: page.lines.characters(span.end),
        text,
    }
}

fn advice<'a>(page: &'a Page<'_>, hint: &'a Hint) -> Advice<'a> {
    let edit = hint.replace.as_ref().map(|(span, with)| Edit {
        file: &page.name,
        start: page.lines.characters(span.start),
        end: page.lines.characters(span.end),
        text: with,
    });
    Advice {
        text: &hint.text,
        edit,
    }
}
