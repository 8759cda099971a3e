//! Diagnostics for the editor. Takes a reading and returns its diagnostics by
//! file: the script, its prose, its recipes.
//!
//! Mistakes in the prose are also reported in the script, at the key that names
//! the prose, because an author may have only the script open.

use std::collections::BTreeMap;
use std::path::Path;

use lsp_types::{
    Diagnostic as LspDiagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString, Range, Uri,
};

use super::reading::Reading;
use cuebook_core::diagnostic::{Diagnostic, Label, Severity, Source, Span};

/// The largest number of places in the prose that one diagnostic of the script
/// lists.
const LISTED: usize = 20;

/// Returns the diagnostics of a script and of its files, by URI. `address` returns the
/// URI by which the editor knows a file.
pub(super) fn pages(
    address: &dyn Fn(&Path) -> Option<Uri>,
    uri: &str,
    reading: &Reading,
    wrong_sounds: &[Diagnostic],
) -> BTreeMap<String, Vec<LspDiagnostic>> {
    let converter = Converter {
        address,
        uri,
        reading,
    };
    let mut pages: BTreeMap<String, Vec<LspDiagnostic>> = BTreeMap::new();
    // An empty list removes the diagnostics published before.
    pages.insert(uri.to_owned(), Vec::new());
    let mut prose = Vec::new();
    for found in reading.show.diagnostics.iter().chain(wrong_sounds) {
        let Some((about, converted)) = converter.convert(found) else {
            continue;
        };
        if found.labels[0].source == Source::Prose {
            let (file, _) = reading.show.book.prose.in_file(found.labels[0].span);
            prose.push((found, file, converted.range));
        }
        pages.entry(about).or_default().push(converted);
    }
    if let Some(summary) = converter.summary(&prose) {
        pages.entry(uri.to_owned()).or_default().push(summary);
    }
    pages
}

struct Converter<'a> {
    address: &'a dyn Fn(&Path) -> Option<Uri>,
    uri: &'a str,
    reading: &'a Reading,
}

impl Converter<'_> {
    /// Returns a diagnostic, and the URI of its file.
    fn convert(&self, found: &Diagnostic) -> Option<(String, LspDiagnostic)> {
        let first = found.labels.first()?;
        let (about, range) = self.place(first.source, first.span)?;
        let mut message = found.message.clone();
        for hint in &found.hints {
            message += &format!("\n{}", hint.text);
        }
        let related: Vec<DiagnosticRelatedInformation> = found.labels[1..]
            .iter()
            .filter_map(|label| self.related(label))
            .collect();
        let converted = LspDiagnostic {
            range,
            severity: Some(severity(found.severity)),
            code: Some(NumberOrString::String(found.code.to_owned())),
            source: Some("cuebook".to_owned()),
            message,
            related_information: (!related.is_empty()).then_some(related),
            ..LspDiagnostic::default()
        };
        Some((about, converted))
    }

    fn related(&self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        let (uri, range) = self.place(label.source, label.span)?;
        let message = match label.text.is_empty() {
            true => "here".to_owned(),
            false => label.text.clone(),
        };
        Some(DiagnosticRelatedInformation {
            location: Location::new(uri.parse().ok()?, range),
            message,
        })
    }

    /// Returns the location of a span of a source.
    fn place(&self, source: Source, span: Span) -> Option<(String, Range)> {
        let at = |path: &Path| Some((self.address)(path)?.as_str().to_owned());
        match source {
            Source::Script => Some((self.uri.to_owned(), self.reading.page.range(span))),
            Source::Prose => match self.reading.in_prose(span) {
                (Some(path), range) => Some((at(path)?, range)),
                (None, range) => Some((self.uri.to_owned(), range)),
            },
            Source::Recipe(number) => {
                let (path, page) = self.reading.recipes.get(number)?;
                Some((at(path)?, page.range(span)))
            }
        }
    }

    /// Returns the diagnostic in the script that sums up the mistakes in the
    /// prose file.
    fn summary(&self, found: &[(&Diagnostic, usize, Range)]) -> Option<LspDiagnostic> {
        let (first, file, _) = found.first()?;
        let name = self.reading.show.prose_paths().nth(*file)?;
        let worst = found.iter().map(|(found, ..)| found.severity).max()?;
        let related = found
            .iter()
            .take(LISTED)
            .filter_map(|(found, file, range)| {
                let (path, _) = self.reading.prose.get(*file)?;
                Some(DiagnosticRelatedInformation {
                    location: Location::new((self.address)(path)?, *range),
                    message: found.message.clone(),
                })
            });
        let message = match found.len() {
            1 => format!("in `{name}`: {}", first.message),
            several => format!("{several} places in `{name}`; the first: {}", first.message),
        };
        Some(LspDiagnostic {
            range: self.reading.page.range(self.key_of_text()),
            severity: Some(severity(worst)),
            code: Some(NumberOrString::String(first.code.to_owned())),
            source: Some("cuebook".to_owned()),
            message,
            related_information: Some(related.collect()),
            ..LspDiagnostic::default()
        })
    }

    /// Returns the span of the key that names the prose.
    fn key_of_text(&self) -> Span {
        let text = &self.reading.page.text;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with("text:") {
                return Span::new(at, at + "text".len());
            }
            at += line.len();
        }
        Span::default()
    }
}

pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
    }
}
