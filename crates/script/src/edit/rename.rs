//! Renames a role. The module takes two names and returns a splice for every place that names the
//! role: its entry in the cast, `narrator`, and the `by` of each line, choice and cue. Quotation marks stay in
//! place.

use super::align;
use super::page::Page;
use super::scalar::{self, Around};
use cuebook_core::diagnostic::Span;
use cuebook_yaml::splice::Splice;
use cuebook_yaml::{Kind, Node, quote};

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
    let splice = |span: Span| {
        let with = match span.of(page.source).chars().next() {
            Some(mark @ ('"' | '\'')) => quote::quoted(to, mark),
            _ => scalar::key(to, Around::Flow),
        };
        Splice::new(span.start, span.end, with)
    };
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
