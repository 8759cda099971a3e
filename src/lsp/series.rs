//! A series in the editor: its diagnostics, and what can be written in it. Its chapters are
//! separate documents.

use std::path::Path;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Diagnostic as LspDiagnostic,
    DiagnosticRelatedInformation, Documentation, Location, MarkupContent, MarkupKind,
    NumberOrString, TextEdit, Uri,
};

use super::diagnostics::severity;
use super::page::Page;
use crate::session::series;
use crate::world::{Disk, World};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_script::series::Series;
use cuebook_yaml::mapping::{Declared, Mapping, Takes};

/// Returns the diagnostics of a series.
pub(super) fn diagnostics(path: &Path, page: &Page, uri: &Uri) -> Vec<LspDiagnostic> {
    let folder = Disk::beside(path, &[]);
    let series = series::open(path, page.text.as_bytes(), &folder);
    let found = series.diagnostics.iter();
    found
        .filter_map(|found| convert(found, page, uri))
        .collect()
}

fn convert(found: &Diagnostic, page: &Page, uri: &Uri) -> Option<LspDiagnostic> {
    let first = found.labels.first()?;
    let mut message = found.message.clone();
    for hint in &found.hints {
        message += &format!("\n{}", hint.text);
    }
    let related = found.labels[1..]
        .iter()
        .map(|label| DiagnosticRelatedInformation {
            location: Location::new(uri.clone(), page.range(label.span)),
            message: match label.text.is_empty() {
                true => "here".to_owned(),
                false => label.text.clone(),
            },
        });
    let related: Vec<_> = related.collect();
    Some(LspDiagnostic {
        range: page.range(first.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.code.to_owned())),
        source: Some("cuebook".to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        ..LspDiagnostic::default()
    })
}

/// Returns the completions at a byte of a series: keys at the beginning of a line, and files among
/// the chapters.
pub(super) fn complete(path: &Path, page: &Page, byte: usize) -> Vec<CompletionItem> {
    let before = page.text.get(..byte).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = &before[start..];
    let typed = line.trim_start();
    let indent = line.len() - typed.len();
    let section = section(&before[..start]).filter(|_| indent > 0 || typed.starts_with('-'));
    let inline = line
        .strip_prefix("chapters:")
        .and_then(|rest| rest.trim_start().strip_prefix('['));
    if section == Some("chapters") || inline.is_some() {
        let name = typed.rsplit(['[', ',', ' ']).next().unwrap_or_default();
        return files(path, page, Span::new(byte - name.len(), byte));
    }
    let mapping = match section {
        None if indent == 0 => Some(Series::MAPPING),
        None => None,
        Some(key) => inner(key),
    };
    let is_key = typed.chars().all(|c| c.is_alphanumeric() || c == '-');
    match mapping.filter(|_| is_key) {
        Some(mapping) => keys(mapping, page, Span::new(byte - typed.len(), byte)),
        None => Vec::new(),
    }
}

/// Returns the key of the last section that begins in a text.
fn section(before: &str) -> Option<&str> {
    let lines = before.lines().rev();
    let mut heads =
        lines.filter(|line| !line.starts_with([' ', '\t', '#', '-']) && !line.is_empty());
    let (key, value) = heads.next()?.split_once(':')?;
    value.trim().is_empty().then_some(key)
}

/// Returns the mapping of a section.
fn inner(key: &str) -> Option<&'static Mapping> {
    fn of(takes: &Takes) -> Option<&'static Mapping> {
        match takes {
            Takes::Map(mapping) => Some(mapping),
            Takes::Either(ways) => ways.iter().find_map(of),
            _ => None,
        }
    }
    of(&Series::MAPPING.key(key)?.takes)
}

fn keys(mapping: &'static Mapping, page: &Page, span: Span) -> Vec<CompletionItem> {
    let keys = mapping.keys().enumerate();
    let items = keys.map(|(number, key)| CompletionItem {
        label: key.name.to_owned(),
        kind: Some(CompletionItemKind::PROPERTY),
        sort_text: Some(format!("{number:04}")),
        documentation: Some(Documentation::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: key.described(),
        })),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
            page.range(span),
            format!("{}: ", key.name),
        ))),
        ..CompletionItem::default()
    });
    items.collect()
}

fn files(path: &Path, page: &Page, span: Span) -> Vec<CompletionItem> {
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let names = Disk::beside(path, &[]).neighbours();
    let names = names.into_iter().filter(|name| {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        *name != own && matches!(ending, "yaml" | "yml" | "txt" | "md")
    });
    let items = names.map(|name| CompletionItem {
        label: name.clone(),
        kind: Some(CompletionItemKind::FILE),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
            page.range(span),
            name,
        ))),
        ..CompletionItem::default()
    });
    items.collect()
}
