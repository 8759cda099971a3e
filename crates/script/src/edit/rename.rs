//! Renames a role. The module takes two names and returns a splice for every place that names the
//! role: its entry in the cast, `narrator`, and the `by` of each line and choice. Quotation marks stay in
//! place.

use super::page::{Page, Splice};
use super::scalar::{self, Around};
use cuebook_core::diagnostic::Span;
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
            ("lines" | "choices", Kind::List(lines)) => {
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
    spans.extend(keys);
    let splice = |span: Span| {
        let with = match span.of(page.source).chars().next() {
            Some(mark @ ('"' | '\'')) => quote::quoted(to, mark),
            _ => scalar::key(to, Around::Flow),
        };
        Splice::new(span.start, span.end, with)
    };
    spans.into_iter().map(splice).collect()
}
