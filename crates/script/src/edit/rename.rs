//! Renames a role. The module takes two names and returns a splice for every place that names the
//! role: its entry in the cast, `narrator`, and the `by` of each line, choice and cue. Quotation marks stay in
//! place. Other names are changed place by place.

use super::page::{Page, own_entries, refused};
use super::scalar::{self, Around};
use super::{Key, Step, align, set};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::splice::Splice;
use cuebook_yaml::{Kind, Node, quote};

/// Returns the steps that write another name at places of a script. Places that are no key and no single
/// value are left out.
#[must_use]
pub fn named_at(source: &str, spans: &[Span], to: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let Ok(page) = Page::of(source) else {
        return steps;
    };
    if let Some(root) = &page.root {
        collect(root, &mut Vec::new(), &mut |span, path, is_key| {
            if spans.contains(&span) {
                steps.push(Step::Name {
                    path: path.to_vec(),
                    is_key,
                    to: to.to_owned(),
                });
            }
        });
    }
    steps
}

/// Visits the keys and single values of a node that are written in it. A key comes after its value, so
/// that the path of the value is still right when the keys before it have other names.
fn collect(node: &Node<'_>, path: &mut Vec<Key>, visit: &mut impl FnMut(Span, &[Key], bool)) {
    match &node.kind {
        Kind::Scalar(..) => visit(node.span, path, false),
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(index.into());
                collect(item, path, visit);
                path.pop();
            }
        }
        Kind::Map(_) => {
            for entry in own_entries(node) {
                path.push(Key::from(&*entry.key));
                collect(&entry.value, path, visit);
                visit(entry.key_span, path, true);
                path.pop();
            }
        }
    }
}

/// Returns the splice that writes another name at a place.
pub(super) fn at(
    page: &Page<'_>,
    (path, is_key): (&[Key], bool),
    to: &str,
) -> Result<Vec<Splice>, Box<Diagnostic>> {
    let mut found = page.root.as_ref().map(|root| (root, None));
    for key in path {
        found = found.and_then(|(node, _)| page.child(node, key));
    }
    let span = match found {
        Some((_, Some(entry))) if is_key => Some(entry.key_span),
        Some((node, _)) if !is_key && matches!(node.kind, Kind::Scalar(..)) => Some(node.span),
        _ => None,
    };
    match span {
        Some(span) => Ok(vec![named(page, span, to)]),
        None => {
            let place = set::place(page.source, path).unwrap_or_default();
            Err(refused(place, "this has no name"))
        }
    }
}

/// Returns the splice that writes a name, with the quotation marks that it has.
fn named(page: &Page<'_>, span: Span, to: &str) -> Splice {
    let with = match span.of(page.source).chars().next() {
        Some(mark @ ('"' | '\'')) => quote::quoted(to, mark),
        _ => scalar::key(to, Around::Flow),
    };
    Splice::new(span.start, span.end, with)
}

pub(super) fn rename(page: &Page<'_>, from: &str, to: &str) -> Vec<Splice> {
    let mut spans: Vec<Span> = Vec::new();
    let mut value = |node: &Node<'_>| {
        if matches!(&node.kind, Kind::Scalar(text, _) if text == from) {
            spans.push(node.span);
        }
    };
    let Some(Kind::Map(sections)) = page.root.as_ref().map(|root| &root.kind) else {
        return Vec::new();
    };
    let mut keys: Vec<Span> = Vec::new();
    for section in sections {
        match (&*section.key, &section.value.kind) {
            ("narrator", _) => value(&section.value),
            ("cast", Kind::Map(roles)) => {
                keys.extend(
                    roles
                        .iter()
                        .filter(|role| role.key == from)
                        .map(|role| role.key_span),
                );
            }
            ("lines" | "choices" | "cues", Kind::List(lines)) => {
                for line in lines {
                    if let Kind::Map(entries) = &line.kind {
                        entries
                            .iter()
                            .filter(|e| e.key == "by")
                            .for_each(|e| value(&e.value));
                    }
                }
            }
            _ => {}
        }
    }
    let splice = |span: Span| named(page, span, to);
    let role = |key: &Span| aligned(page, &splice(*key));
    let roles: Vec<Splice> = keys.iter().map(role).collect();
    roles
        .into_iter()
        .chain(spans.into_iter().map(splice))
        .collect()
}

/// Returns the new name of a role with the gap behind it, so that its value stays in its column.
fn aligned(page: &Page<'_>, name: &Splice) -> Splice {
    let Splice { span, with } = name;
    let cast = page.root.as_ref().and_then(|root| page.own(root, "cast"));
    let behind = &page.source[span.end..page.line_end(span.end)];
    let gap = behind
        .strip_prefix(':')
        .map(|rest| rest.len() - rest.trim_start().len());
    match (cast, gap) {
        (Some(cast), Some(gap))
            if gap > 0 && gap + 1 < behind.len() && !page.is_flow(&cast.value) =>
        {
            let gap_now = align::gap(page, &cast.value, with.chars().count());
            Splice::new(span.start, span.end + 1 + gap, format!("{with}:{gap_now}"))
        }
        _ => name.clone(),
    }
}
