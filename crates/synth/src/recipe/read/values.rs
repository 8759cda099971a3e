//! The implementations of [`Written`] for basic kinds of values.

use super::{Reading, Written};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::recipe::formula::{Formula, QuantityKind};
use cuebook_yaml::mapping::Slot;
use cuebook_yaml::{Kind, Node};

/// Free text.
impl Written for String {
    fn read(key: &str, node: &Node<'_>, at: &mut Reading<'_>) -> Option<String> {
        at.words(key, node, "words").map(str::to_owned)
    }
}

impl<D: QuantityKind> Written for Formula<D> {
    fn read(key: &str, node: &Node<'_>, at: &mut Reading<'_>) -> Option<Formula<D>> {
        at.formula(key, node)
    }

    fn example() -> &'static str {
        D::EXAMPLE
    }
}

/// A value that may be left out.
impl<T: Written> Written for Option<T> {
    fn read(key: &str, node: &Node<'_>, at: &mut Reading<'_>) -> Option<Option<T>> {
        T::read(key, node, at).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Written> Written for Spanned<T> {
    fn read(key: &str, node: &Node<'_>, at: &mut Reading<'_>) -> Option<Spanned<T>> {
        let value = T::read(key, node, at)?;
        Some(Spanned::new(value, node.span))
    }

    fn example() -> &'static str {
        T::example()
    }
}

/// A list; empty if it is left out.
impl<T: Written> Written for Vec<T> {
    fn read(key: &str, node: &Node<'_>, at: &mut Reading<'_>) -> Option<Vec<T>> {
        let Kind::List(items) = &node.kind else {
            at.wrong_shape(key, node, "a list");
            return None;
        };
        if items.len() > T::MOST {
            let message = format!(
                "`{key}` has {} items; {} is the limit",
                items.len(),
                T::MOST
            );
            at.report(Diagnostic::error("too-many", node.span, message));
            return None;
        }
        if let Some(name) = T::NAMED_BY {
            distinct(name, items, at);
        }
        // Read every item first, so that all mistakes are reported.
        let read: Vec<Option<T>> = items.iter().map(|item| T::read(key, item, at)).collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Vec<T>> {
        Some(Vec::new())
    }
}

/// Reports items of one list that have the same name.
fn distinct(name: &str, items: &[Node<'_>], at: &mut Reading<'_>) {
    let named = |item: &Node<'_>| {
        let Kind::Map(entries) = &item.kind else {
            return None;
        };
        let value = &entries.iter().find(|entry| entry.key == name)?.value;
        match &value.kind {
            Kind::Scalar(words, _) if !words.is_empty() => {
                Some(Spanned::new(words.to_string(), value.span))
            }
            _ => None,
        }
    };
    let names: Vec<Spanned<String>> = items.iter().filter_map(named).collect();
    at.reader.distinct(names.iter());
}

impl Reading<'_> {
    /// Reports an empty list that needs at least one item. The list of a broken recipe is not
    /// reported, because its items may be lost.
    pub fn not_empty(&mut self, entry: Option<Slot<'_, '_>>) {
        if let Some(entry) = entry
            && matches!(&entry.value.kind, Kind::List(items) if items.is_empty())
            && !self.reader.broken
        {
            let message = format!("`{}` is empty; it needs at least one item", entry.key);
            self.report(Diagnostic::error("empty-value", entry.value.span, message));
        }
    }
}
